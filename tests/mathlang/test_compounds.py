"""Names of several signs, and numbers above a name that belong to it."""

from contextlib import suppress

import pytest

from grader.mathlang import MathError, Vocabulary, parse
from grader.mathlang.parser.compounds import compound
from grader.mathlang.tree import Call, Name, Number, Power, Product, Sum

STATISTICS = Vocabulary(
    names=[
        "chi2_value",
        "r_squared",
        "P_RA",
        "EX",
        "VX",
        "q_left",
        "density",
        "m2",
        "x",
        "c",
        "acid",
        "hydroxide",
        "log_var",
    ],
    aliases={
        "\\chi^2": "chi2_value",
        "R^2": "r_squared",
        "P(R | A)": "P_RA",
        "E[X]": "EX",
        "Var(X)": "VX",
        "Q(3, L)": "q_left",
        "N(μ, σ²)": "density",
        "\\bar{u}^2": "m2",
        "[H+]": "acid",
        "[H_3O^+]": "acid",
        "[OH^-]": "hydroxide",
        "\\log\\sigma^2": "log_var",
    },
)
SPELLINGS = [
    ("chi2_value", ["χ²", "\\chi^2", "\\chi^{2}", "χ^2", "$\\chi^{2}$", "\\boldsymbol{\\chi}^2"]),
    ("r_squared", ["R²", "R^2", "R^{2}", "\\mathrm{R}^2", "{R^2}"]),
    (
        "P_RA",
        [
            "P(R|A)", "P(R \\mid A)", "\\Pr(R | A)", "\\mathbb{P}(R\\,|\\,A)", "Pr(R given A)",
            "P\\left(R \\middle| A\\right)", "P(\\text{R} \\mid \\text{A})", "P(R ∣ A)",
        ],
    ),
    ("EX", ["E[X]", "E(X)", "\\mathbb{E}[X]", "\\operatorname{E}\\left[X\\right]", "𝔼[X]"]),
    ("VX", ["Var(X)", "\\operatorname{Var}(X)", "\\text{Var}[X]", "var(X)"]),
    ("q_left", ["Q(3, L)", "Q(3,L)", "Q(3, \\text{L})"]),
    ("density", ["N(μ, σ²)", "\\mathcal{N}(\\mu, \\sigma^2)", "N(\\mu,\\sigma^{2})"]),
    ("acid", ["[H+]", "[H_3O^+]", "[H_3 O^{+}]", "[H₃O⁺]"]),
    ("hydroxide", ["[OH^-]", "[OH⁻]", "[\\text{OH}^-]"]),
    ("log_var", ["log σ²", "\\log\\sigma^2", "\\log \\sigma^{2}"]),
    ("m2", ["\\bar{u}^2", "\\bar u^2", "ū²"]),
]  # fmt: skip


@pytest.mark.parametrize("name, text", [(n, t) for n, texts in SPELLINGS for t in texts])
def test_a_name_of_several_signs_is_one_name_in_every_spelling(name, text):
    assert parse(text, STATISTICS) == Name(name)
    assert parse(f"1 - {text}", STATISTICS) == Sum((Number(1.0), Name(name)), ("-",))


OTHERS = [
    ("x^2", Power(Name("x"), Number(2.0))),
    ("R^{2 x}", Power(Name("R"), Product((Number(2.0), Name("x")), ("@",)))),
    ("var(x)", Call("var", (Name("x"),))),
    ("\\bar{R}^2", Power(Name("R_bar"), Number(2.0))),
]


@pytest.mark.parametrize("text, tree", OTHERS)
def test_what_only_looks_like_such_a_name_stays_what_it_is(text, tree):
    assert parse(text, STATISTICS) == tree


@pytest.mark.parametrize("text", ["x", "S_{xx}", "2 x", "a + b", "\\frac{a}{b}", "(x | c)", "|x|",
                                  "x^2 / n", "P(A) = 2", "P(A", "\\sqrt{x}", "¤(x)", "[x + 1]",
                                  "[HA]", "[a, b]", "[-1]", "[+]", "log x", "log"])  # fmt: skip
def test_only_a_name_with_something_raised_or_bracketed_is_one(text):
    assert compound(text) == ()


LAYERS = Vocabulary(names=["z1_1", "z2_1", "a1_2", "h1", "w1", "w2", "w1_2", "s2", "x", "V1"],
                    matrices=frozenset({"V1"}))  # fmt: skip
RAISED = [
    ("z_1^1", "z1_1"), ("z^1_1", "z1_1"), ("z_1^2", "z2_1"), ("z^{2}_1", "z2_1"), ("z₁²", "z2_1"),
    ("a_2^1", "a1_2"), ("a2^1", "a1_2"), ("h^1", "h1"), ("h¹", "h1"), ("s^2", "s2"),
]  # fmt: skip


@pytest.mark.parametrize("text, name", RAISED)
def test_a_number_above_a_name_belongs_to_it_where_no_power_has_a_base(text, name):
    assert parse(text, LAYERS) == Name(name)


@pytest.mark.parametrize("text, base", [("w_1^2", "w1"), ("x^2", "x"), ("h_1^2", "h1")])
def test_a_number_above_a_known_name_is_a_power(text, base):
    assert parse(text, LAYERS) == Power(Name(base), Number(2.0))


@pytest.mark.parametrize("text", ["\\delta L / \\delta w_1", "δL/δw₁", "δL/(δw_1)"])
def test_a_delta_on_both_sides_of_a_slash_is_a_derivative(text):
    assert parse(text, Vocabulary(names=["L", "w1", "dL_dw1"])) == Name("dL_dw1")
    assert parse("δ L / w_1", Vocabulary(names=["δ", "L", "w1"])) != Name("dL_dw1")


def test_an_index_below_a_letter_makes_it_a_name_though_the_letter_is_a_function():
    known = Vocabulary(names=["S_xx", "x"], aliases={"S": "sigmoid"})
    assert parse("S_{xx}", known) == Name("S_xx")
    assert parse("S(x)", known) == Call("sigmoid", (Name("x"),))


CONDITIONS = Vocabulary(
    names=["p", "q"],
    aliases={"P(M=T|B=T,L=F)": "p", "P(A | B, C)": "q"},
)


@pytest.mark.parametrize(
    "text, name",
    [("P(M=T | B=T, L=F)", "p"), ("P(M = T \\mid B = T, L = F)", "p"), ("P(A|B,C)", "q")],
)
def test_a_probability_under_several_conditions_is_one_name(text, name):
    assert parse(text, CONDITIONS) == Name(name)


@pytest.mark.parametrize("text", ["P(M=F|B=T,L=F)", "P(M=T|B=T,L=T)", "P(A|C,B)", "P(X=1,Y=2)"])
def test_a_probability_under_other_conditions_is_another_one(text):
    with suppress(MathError):
        assert parse(text, CONDITIONS) not in (Name("p"), Name("q"))


ACTIONS = Vocabulary(
    names=["q_stay", "q_move", "loss", "x"],
    aliases={"Q(A, stay)": "q_stay", "Q(A, move)": "q_move", "L(y, t)": "loss"},
)


@pytest.mark.parametrize(("text", "tree"), [
    ("Q(A, stay)", Name("q_stay")), ("Q(A, \\text{move})", Name("q_move")),
    ("Q(A, go)", Call("Q", (Name("A"), Name("go")))), ("L", Name("loss")),
    ("L(y, u)", Name("loss")), ("σᵧ", Name("sigma_y")),
])  # fmt: skip
def test_names_that_only_their_arguments_tell_apart_are_told_apart(text, tree):
    assert parse(text, ACTIONS) == tree
