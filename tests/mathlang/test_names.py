"""One canonical name for every spelling, with and without a vocabulary."""

import sys
from pathlib import Path

import pytest

from grader.mathlang import Vocabulary, parse
from grader.mathlang.names import canonical, nearest
from grader.mathlang.tree import Call, Entry, Name, Negative, Number, Product, Transpose, walk

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from latex_writer import latex_name

KNOWN = Vocabulary(
    names=[
        "w1", "w2", "w3", "x", "y", "y_hat", "y_prime", "loss", "W", "X", "W1", "W_new", "dL_dw3",
        "dL_dW", "step_size", "h1", "h_prev", "mu",
    ],
    aliases={"L": "loss", "S": "sigmoid", "\\eta": "step_size", "h_{t-1}": "h_prev"},
    matrices=frozenset({"W", "X", "W1", "W_new", "dL_dW"}),
)  # fmt: skip

SPELLINGS = (
    ("w1", ["w_1", "w_{1}", "w₁", "\\mathbf{w}_1", "\\mathbf w_1", "\\boldsymbol{w}_{1}", "𝐰₁"]),
    ("w1", ["w_1.", "$w_1$", "{w}_1"]),
    ("y_hat", ["\\hat{y}", "\\hat y", "ŷ", "y\u0302", "yhat", "\\widehat{y}",
     "\\hat{\\mathbf{y}}"]),
    ("loss", ["\\text{loss}", "\\mathrm{loss}", "L", "\\mathcal{L}", "\\operatorname{loss}"]),
    ("step_size", ["\\eta", "η", "\\text{step size}", "\\text{step\\_size}"]),
    ("W_new", ["W_{new}", "W_\\text{new}", "W_{\\text{new}}", "W^{\\text{new}}", "W^{new}"]),
    ("W1", ["W^{(1)}", "W^{[1]}", "W_1", "W_{1}", "\\mathbf{W}^{(1)}"]),
    ("h_prev", ["h_{t-1}", "h_{\\text{prev}}"]),
    ("y_prime", ["y'", "y^{\\prime}", "y^\\prime", "y′"]),
    ("mu", ["\\mu", "μ", "µ"]),
    (
        "dL_dw3",
        [
            "\\frac{\\partial L}{\\partial w_3}", "\\dfrac{dL}{dw_3}", "∂L/∂w₃", "dL/dw3",
            "dL/dw_3", "dloss_dw3", "\\nabla_{w_3} L", "\\partial_{w_3} L",
            "\\partial L / \\partial w_3",
            "\\frac{\\partial \\text{loss}}{\\partial w_3}", "\\tfrac{d L}{d w_3}", "∇_{w_3} L",
            "\\frac{\\partial L(y, \\hat y)}{\\partial w_3}",
            "\\frac{\\partial\\mathcal{L}}{\\partial w_{3}}",
        ],
    ),
    ("dL_dW", ["\\nabla_W L", "\\frac{\\partial L}{\\partial\\mathbf{W}}", "∂L/∂W"]),
)  # fmt: skip


@pytest.mark.parametrize("name, text", [(n, t) for n, texts in SPELLINGS for t in texts])
def test_every_spelling_is_the_name_of_the_rubric(name, text):
    assert parse(text, KNOWN) == Name(name)


READINGS = (
    ("w1x", Product((Name("w1"), Name("x")), ("@",))),
    ("wx", Name("wx")),
    ("xW_i", Product((Name("x"), Entry(Name("W"), (Name("i"),))), ("@",))),
    ("w_2h_1", Product((Name("w2"), Name("h1")), ("@",))),
    ("Wx", Product((Name("W"), Name("x")), ("@",))),
    ("S(x)", Call("sigmoid", (Name("x"),))),
    ("S'(x)", Call("sigmoid", (Name("x"),), primes=1)),
    ("2x", Product((Number(2.0), Name("x")), ("@",))),
    ("w_1(x)", Product((Name("w1"), Name("x")), ("@",))),
    ("y(w_1, x)", Name("y")),
    ("W'", Transpose(Name("W"))),
    ("W_{12}", Entry(Name("W"), (Number(1.0), Number(2.0)))),
    ("w_{12}", Entry(Name("W"), (Number(1.0), Number(2.0)))),
    ("W_{ij}", Entry(Name("W"), (Name("i"), Name("j")))),
    ("X^T_{ij}", Entry(Transpose(Name("X")), (Name("i"), Name("j")))),
    ("W^TX", Product((Transpose(Name("W")), Name("X")), ("@",))),
    ("-x", Negative(Name("x"))),
    ("\\frac{\\partial L}{\\partial w_{12}}", Entry(Name("dL_dW"), (Number(1.0), Number(2.0)))),
)


@pytest.mark.parametrize("text, tree", READINGS)
def test_names_that_are_known_decide_how_letters_are_read(text, tree):
    assert parse(text, KNOWN) == tree


AS_ON_PAPER = (
    ("δ", ["delta", "\\delta", "δ"]), ("W^{(1)}", ["W1", "W_1", "W^{(1)}", "W^{[1]}"]),
    ("h_{t-1}", ["h_{t-1}"]), ("ŷ", ["y_hat", "\\hat{y}", "ŷ"]), ("dL/dδ", ["dL_ddelta", "∂L/∂δ"]),
)  # fmt: skip


@pytest.mark.parametrize("name, text", [(n, t) for n, texts in AS_ON_PAPER for t in texts])
def test_a_rubric_may_spell_its_names_as_on_paper(name, text):
    others = {"eps": "δ", "V": "W^{(1)}"}
    known = Vocabulary(names=[name for name, _ in AS_ON_PAPER], aliases=others)
    assert parse(text, known) == Name(name)
    assert parse("eps + V", known) == parse("δ + W_1", known)


@pytest.mark.parametrize("name", ["x(", "", "2 x", "a b"])
def test_a_name_that_does_not_read_is_left_to_others_to_refuse(name):
    assert Vocabulary(names=[name, "x"]).known("x") == "x"


WORDS_BELOW = (
    ("y_hat", "y_hat"), ("w_old", "w_old"), ("x_bar", "x_bar"), ("y_true", "y_true"),
    ("W_{hid}", "W_hid"), ("y_out", "y_out"), ("x_in", "x_in"), ("y_{max}", "y_max"),
    ("x_min", "x_min"), ("dL/dy_hat", "dL_dy_hat"), ("w_init", "w_init"), ("y_std", "y_std"),
)  # fmt: skip


@pytest.mark.parametrize("text, name", WORDS_BELOW)
def test_a_word_below_a_known_name_makes_another_value_and_no_entry(text, name):
    known = Vocabulary(names=["w", "x", "y", "W", "dL_dy"])
    assert parse(text, known) == Name(name)
    assert Name(name) in walk(parse(f"\\sum_t ({text} - t)", known))


ENTRIES = (
    ("W_{ij}", "ij"), ("W_ab", "ab"), ("x_tk", "tk"), ("W_{nij}", "nij"), ("W_{i,j}", "ij"),
    ("\\sum_i \\sum_n W_{in}", "in"), ("\\sum_{l,r} W_{lr}", "lr"), ("\\sum_{o} W_{oji}", "oji"),
)  # fmt: skip


@pytest.mark.parametrize("text, letters", ENTRIES)
def test_index_letters_below_a_known_name_make_an_entry(text, letters):
    tree = parse(text, Vocabulary(names=["w", "x", "W"]))
    entry = next(part for part in walk(tree) if isinstance(part, Entry))
    assert entry.indices == tuple(map(Name, letters))


CANONICAL = (
    ("w_12", "w12"), ("h_1_2", "h1_2"), ("y_hat_1", "y1_hat"), ("a1_new", "a1_new"),
    ("xbar", "x_bar"),
    ("dL_dw_3", "dL_dw3"), ("W_new", "W_new"), ("sigma_0", "sigma0"), ("_", "_"), ("what", "w_hat"),
)  # fmt: skip


@pytest.mark.parametrize("name, expected", CANONICAL)
def test_canonical_names(name, expected):
    assert canonical(name) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize("name", [name for name, _ in SPELLINGS if name != "y_prime"])
def test_a_name_in_latex_reads_back(name):
    assert parse(latex_name(name)) == Name(name)


NEAREST = (
    ("sigm", ["sigmoid", "sign"], "sigmoid"),
    ("w4", ["W", "w1", "x"], "w1"),
    ("sofmax", ["softmax", "max"], "softmax"),
    ("zebra", ["w1", "x"], None),
)


@pytest.mark.parametrize("name, known, expected", NEAREST)
def test_a_suggestion_is_near_or_not_made(name, known, expected):
    assert nearest(name, known) == expected


def test_a_name_of_the_rubric_is_no_function():
    known = Vocabulary(names=["sigma", "max", "x"])
    assert parse("\\sigma(x)", known) == Product((Name("sigma"), Name("x")), ("@",))
    assert parse("max", known) == Name("max")
