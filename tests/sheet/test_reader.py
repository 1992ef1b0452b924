"""What a sheet says: what replaces what, what is told, what is left over, however it is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.document import SheetFile
from grader.answers.from_sheets import asked_of
from grader.answers.sheet import Asked, AskedStep, Sheet, read_sheet
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import SubmissionError, UnreadableError
from grader.mathlang import Vocabulary
from grader.rubric.load import read_assignment
from tests.sheet.questions import constant, homework, numeric, softmax_network
from tests.sheet.test_corpus import asked_in, value

HOMEWORK = asked_in("hw3")
CHAIN = [one for one in HOMEWORK if one.key == "2b"]


def read(text: str, name: str = "sheet.md", asked=HOMEWORK) -> Sheet:
    return read_sheet([SheetFile(name=name, data=text.encode())], asked)


def texts(sheet: Sheet) -> dict[str, str]:
    return {f"{a.question}.{a.step}": a.text for a in sheet.answers}


def test_an_answer_says_where_it_stands_and_how_it_was_recognised():
    answer = read("# 2b\n\nOne line.\n\n$z_1 = w_1 x = 0.16$").answer("2b", "z1")
    assert (str(answer.place), answer.how, answer.sure) == ("sheet.md, line 5", "name", True)
    assert (answer.label, answer.chain) == ("z_1", ("z_1", "w_1 x", "0.16"))


@pytest.mark.parametrize(
    "text, step, how, sure",
    [
        ("$z_1 = 0.16$", "z1", "name", True),
        ("$L = 0.52$", "loss", "alias", True),
        (r"$\frac{\partial L}{\partial w_3} = -0.2$", "dL_dw3", "derivative", True),
        (r"$w_1 x = 0.16$", "z1", "meaning", True),
        (r"so that $L = -\log y = 0.522$", "loss", "alias", True),
        (r"that of $w_3$ is $-0.2$", "dL_dw3", "prose", False),
        (r"$u = w_1 x$ and $u = 0.16$", "z1", "definition", True),
        (r"$\sigma(0.25 \cdot 0.63) = 0.54$", "h1", "meaning", True),
        ("The loss comes to 0.52.", "loss", "name", True),
        ("The gradient with respect to $w_3$ is $-0.2$.", "dL_dw3", "prose", False),
        ("$q = 0.5393$", "h1", "value", False),
    ],
)
def test_each_way_of_recognising_has_a_name(text, step, how, sure):
    (answer,) = (one for one in read(text, asked=CHAIN).answers if one.how != "put in")
    assert (answer.step, answer.how, answer.sure) == (step, how, sure)


def test_a_later_statement_replaces_an_earlier_one_and_both_are_told():
    sheet = read("# 2b\n\n$z_1 = 0.18$\n\n$z_1 = 0.16$")
    assert texts(sheet) == {"2b.z1": "0.16"}
    assert sheet.notes == (
        "2b.z1 is stated as 0.18 (sheet.md, line 3) and as 0.16 (sheet.md, line 5);"
        " the later one counts.",
    )


@pytest.mark.parametrize("order", [("K", "V"), ("V", "K")])
@pytest.mark.parametrize(("V", "sure"), [("0.5157", True), ("0.9321", True)])
def test_a_step_with_the_value_of_another_is_that_step_where_both_are_named(order, V, sure):
    """A student who takes K for V states V, and wrongly so; V is not missing."""
    asked = (numeric("a", [constant("K", 0.5157), constant("V", 0.9321)], {}),)
    said = {"K": "K = 0.5157", "V": f"V = {V}"}
    found = read("\n\n".join(said[name] for name in order), asked=asked)
    assert texts(found) == {"a.K": "0.5157", "a.V": V}
    assert {answer.sure for answer in found.answers} == {sure}


@pytest.mark.parametrize("work", ["0.78 * 0.4852 = 0.3784", "q = 0.78 * 0.4851 = 0.3784"])
def test_a_value_with_its_numbers_is_louder_than_a_name_for_something_else(work):
    found = read(f"# 2b\n\nz3 = 2 in the example.\n\nSo it goes.\n\n${work}$", asked=CHAIN)
    assert found.answer("2b", "z3").text == "0.3784"
    assert not any(answer.sure for answer in found.answers)


def test_what_rests_on_a_step_that_was_begun_and_not_read_is_not_certain():
    sheet = read("# 2b\n\n$h_2 = ab$\n\n$z_3 = 0.3001$", asked=CHAIN)
    assert [(one.step, one.question) for one in sheet.unplaced] == [("h2", "2b")]
    assert [(a.step, a.sure) for a in sheet.answers] == [("z3", False)]


def test_marks_of_the_direction_of_writing_are_not_there():
    sheet = read("# 2b\n\n$z_3 = \u202d0.3784 \\Omega\u202c$", asked=CHAIN)
    assert texts(sheet) == {"2b.z3": "0.3784"}


def test_a_rounded_repetition_is_no_contradiction():
    assert read("# 2b\n\n$z_1 = 0.1575$, so $z_1 \\approx 0.16$").notes == ()


def test_of_two_precisions_in_a_chain_the_last_counts():
    assert texts(read("$z_1 = 0.1575 = 0.16$", asked=CHAIN)) == {"2b.z1": "0.16"}


def test_restated_givens_and_restated_questions_are_no_answers():
    text = (
        r"(a) Please derive $\frac{\partial L}{\partial W} = \frac{\partial L}{\partial Y} X^T$."
        "\n\n# 2b\n\n$w_1 = 0.25$, $x = 0.63$ and $\\hat{y} = 1$."
    )
    sheet = read("# Problem 1\n\n" + text)
    assert (sheet.answers, sheet.unplaced, sheet.notes) == ((), (), ())


def test_a_step_without_a_value_and_a_number_without_a_step_are_told():
    sheet = read(
        "# 2d\n\n$\\frac{\\partial L}{\\partial w_1} = 2 (y - \\hat{y}) x$\n\n$q_9 = 7.123$"
    )
    assert [(u.step, u.text, u.place.line) for u in sheet.unplaced] == [
        ("", "7.123", 5),
        ("dL_dw1", "2 (y - \\hat{y}) x", 3),
    ]
    assert sheet.unplaced[0].reason == "it is not clear which step q_9 is"


def test_a_matrix_where_a_sum_is_asked_is_read():
    text = "# 1b\n\n$L_2(Y, \\hat{Y}) = \\begin{bmatrix} 1 & 0.01 \\\\ 0.04 & 2.25 \\end{bmatrix}$"
    assert read(text).answer("1b", "loss").text.startswith("\\begin{bmatrix} 1 & 0.01")


def test_a_factor_of_a_product_may_be_a_step():
    first = r"2 \begin{bmatrix} 1 & 0.1 \\ 0.2 & 1.5 \end{bmatrix}"
    second = r"\begin{bmatrix} 0 & 3 \\ 2 & 1 \end{bmatrix}"
    text = rf"1b) $\frac{{\partial L}}{{\partial W}} = {first} {second}$"
    assert read(text).answer("1b", "dL_dY").text == first


def test_a_formula_comes_with_the_students_own_names_written_out():
    written_out = r"\sigma(w_2 \sigma(w_1 x))"
    gradient = r"\frac{\partial L}{\partial w_3} = 2(y-\hat y)"
    own = read(f"2c) Let $b = {written_out}$. ${gradient} b$").answer("2c", "dL_dw3")
    assert own.tree == read(f"2c) ${gradient} {written_out}$").answer("2c", "dL_dw3").tree


def test_the_rubrics_notation_counts():
    asked = Asked(
        key="1",
        graph=CHAIN[0].graph,
        parameters=CHAIN[0].parameters,
        notation={"\\Lambda": "loss"},
        steps=(AskedStep(name="loss"), AskedStep(name="y", phrases=("the guess",))),
    )
    found = read("$\\Lambda = 0.52$ and the guess is 0.59.", asked=[asked])
    assert texts(found) == {"1.loss": "0.52", "1.y": "0.59"}


def test_files_are_read_in_order_and_the_later_one_counts():
    files = [
        SheetFile(name=name, data=b"# 2b\n\n$z_1 = %s$" % number)
        for name, number in (("a.md", b"0.18"), ("b.md", b"0.16"))
    ]
    sheet = read_sheet(files, HOMEWORK)
    assert texts(sheet) == {"2b.z1": "0.16"}
    assert sheet.notes[0].startswith(
        "2b.z1 is stated as 0.18 (a.md, line 3) and as 0.16 (b.md, line 3)"
    )


def test_one_unreadable_file_among_others_is_told_and_alone_is_an_error():
    good, bad = (
        SheetFile(name="a.md", data=b"# 2b\n\n$z_1 = 0.16$"),
        SheetFile(name="n.ipynb", data=b"{"),
    )
    sheet = read_sheet([good, bad], HOMEWORK)
    assert texts(sheet) == {"2b.z1": "0.16"}
    assert sheet.notes[0].startswith("Your file n.ipynb is not a notebook")
    with pytest.raises(SubmissionError, match=r"n\.ipynb is not a notebook"):
        read_sheet([bad], HOMEWORK)


SPELLINGS = {
    "z1": ("$z_1$", "$z_{1}$", "z1", "$w_1 x$", "z₁"),
    "h1": ("$h_1$", "h1", r"$\sigma(w_1 x)$", r"$\sigma(z_1)$", "$a_1$"),
    "z2": ("$z_2$", "z2", r"$w_2 \sigma(w_1 x)$", "$w_2 h_1$"),
    "h2": ("$h_2$", "h₂", r"$\sigma(w_2 \sigma(w_1 x))$"),
    "z3": ("$z_3$", "z3", r"$w_3 \cdot h_2$"),
    "y": ("$y$", "y", r"$\sigma(z_3)$", "$y(z_3)$"),
    "loss": ("$L$", r"$\mathcal{L}$", r"$L(y, \hat{y})$", "loss", "$J$"),
    "dL_dw3": (r"$\frac{\partial L}{\partial w_3}$", "dL/dw3", r"$\nabla_{w_3} L$", "∂L/∂w₃"),
    "dL_dw2": (r"$\dfrac{dL}{dw_2}$", "dL_dw2", r"$\partial L / \partial w_{2}$"),
    "dL_dw1": (r"$\frac{\partial \mathcal{L}}{\partial w_1}$", "dL/dw_1", "dw1"),
}
STATED = st.lists(
    st.sampled_from(sorted(SPELLINGS)).flatmap(
        lambda step: st.tuples(
            st.just(step),
            st.sampled_from(SPELLINGS[step]),
            st.sampled_from((" = ", " ≈ ", " := ")),
            st.integers(-9_999, 9_999).filter(lambda n: abs(n) > 99 and n % 10),  # no round ones:
            # 10.0 and 1.000 may happen to follow from each other, which speaks for another step
            st.integers(1, 4),
        )
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one[0],
)


LEADS = (
    "", "so that ", "hence ", "we get ", "it follows that ", "This gives us ", "Then the value is ",
    "where ", "Plugging in, ", "By the chain rule, ", "After rounding: ", "I found ", "Next, ",
)  # fmt: skip


@given(
    st.sampled_from(LEADS),
    STATED,
    st.sampled_from(("\n\n", "\n- ", ", ", "; ", " and ")),
    st.sampled_from((".md", ".txt")),
)
def test_whatever_the_spelling_and_the_order_a_value_is_read_as_written(
    lead, stated, joint, suffix
):
    """Wrong values too: it is the name or the formula that says what a value is."""
    lines = []
    wanted = {}
    for step, spelling, sign, digits, decimals in stated:
        number = f"{digits / 10**decimals:.{decimals}f}"
        if spelling == "$a_1$":
            number = "0.5393"
        lines.append(f"{spelling}{sign}{number}")
        wanted[f"2b.{step}"] = number
    sheet = read("2b)\n\n" + lead + joint.join(lines), "sheet" + suffix)
    assert {k: float(value(v)) for k, v in texts(sheet).items()} == {
        k: float(v) for k, v in wanted.items()
    }


@given(st.permutations(range(6)))
def test_the_order_of_the_questions_does_not_matter(order):
    steps = {"1b": "loss", "2b": "z1", "2d": "h1", "1a": "", "2a": "", "2c": ""}
    keys = [one.key for one in homework()]
    text = "\n\n".join(
        f"# {keys[n]}\n\n${steps[keys[n]]} = 0.{n + 1}5$" for n in order if steps[keys[n]]
    )
    wanted = {f"{k}.{s}": f"0.{keys.index(k) + 1}5" for k, s in steps.items() if s}
    assert texts(read(text)) == wanted


def test_reading_twice_reads_the_same():
    text = "$z = (0.72, 0.67)^T$, $p = 0.5$"
    asked = softmax_network()
    assert read(text, asked=asked) == read(text, asked=asked)


STATISTICS = """\
title: T
questions:
  "1":
    title: Q
    parameters: {O: [12, 18, 30], E: [20, 20, 20], TSS: 72, r: 0.3, a: 0.8}
    notation: {chi2: ['\\chi^2'], share: ['R^2'], ratio: ['H(Y | X)']}
    steps:
      chi2: {label: "χ²", points: 1, formula: "sum((O - E)^2 / E)"}
      S_xx: {label: S_xx, points: 1, formula: sum(O^2) - sum(O)^2 / 3}
      share: {label: "the share", points: 1, formula: 1 - chi2 / TSS}
      ratio: {label: "the entropy", points: 1, formula: r a}
      P_A: {label: "P(alarm)", points: 1, formula: a r + 0.1}
      P_RA: {label: "the chance, P(rain | alarm)", points: 1, formula: a r / P_A}
      EX: {label: "E[X] = the mean", points: 1, formula: mean(O)}
"""
STATED = [
    ("χ² = 8.4", "chi2"),
    (r"$\chi^{2} = 8.4$", "chi2"),
    ("S_xx = 168", "S_xx"),
    (r"$S_{xx} = 168$", "S_xx"),
    ("R² = 0.883", "share"),
    ("$R^2 = 0.883$", "share"),
    ("H(Y|X) = 0.24", "ratio"),
    (r"$H(Y \mid X) = 0.24$", "ratio"),
    ("P(alarm) = 0.34", "P_A"),
    (r"$\Pr(\text{rain} \mid \text{alarm}) = 0.7059$", "P_RA"),
    ("P(rain | alarm) = 0.7059", "P_RA"),
    (r"$\mathbb{E}[X] = 20$", "EX"),
    ("E(X) ~ 20", "EX"),
]


@pytest.mark.parametrize("text, step", STATED)
def test_names_of_statistics_are_read_by_the_notation_and_by_labels(text, step):
    (answer,) = read(f"# 1\n\n{text}", asked=asked_by(STATISTICS)).answers
    assert (answer.step, answer.how) in ((step, "alias"), (step, "name"))


LARGE = """\
title: T
questions:
  "1":
    title: Q
    parameters: {a: 2}
    steps:
      v: {label: v, points: 1, formula: a}
"""
VALUES = [
    ("v = 16,287.26", 16287.26), ("v = 1,287,500 in all", 1287500), ("v = 16 287.26", 16287.26),
    (r"$v = 16\,287.26$", 16287.26), ("$v = 16 287.26$", 16287.26), ("v = 2 1/2", 2.5),
    (r"$v = 2\frac{1}{2}$", 2.5), (r"$v \to 0.8333$", 0.8333), ("v ~ 0.8333", 0.8333),
    ("$v = 0.59?$", 0.59), (r"$v = \binom{5}{2}$", 10), ("v = ∛8", 2),
    ("$v = np.array([1, 2])$", [1, 2]), ("v = np.array([1, 2])", [1, 2]),
    ("$v = <1, 2, 3>$", [1, 2, 3]), (r"$v = \langle 1, 2 \rangle$", [1, 2]),
    ("$v = {{1,2},{3,4}}$", [[1, 2], [3, 4]]),
]  # fmt: skip


@pytest.mark.parametrize("text, value_there", VALUES)
def test_a_value_in_a_sheet_is_written_as_freely_as_in_the_template(text, value_there):
    (answer,) = read(f"# 1\n\n{text}", asked=asked_by(LARGE)).answers
    slot = Slot(step="v", names=lambda: Vocabulary(names=["v", "a"]), is_single=True)
    assert written(answer.text, slot).value.round(9).tolist() == value_there


@pytest.mark.parametrize("text", ["v = 0,59", "v = 16,287", "v = 1.234,5", "v = 1,2,3", "$v → 1$"])
def test_a_comma_that_could_be_decimal_and_a_limit_are_no_value(text):
    for answer in read_or_nothing(f"# 1\n\n{text}", asked_by(LARGE)):
        with pytest.raises(UnreadableError):
            written(answer.text, Slot(is_single=True))


def read_or_nothing(text, asked):
    try:
        return read(text, asked=asked).answers
    except SubmissionError:
        return ()


def asked_by(rubric: str) -> list[Asked]:
    return [asked_of(question) for question in read_assignment(rubric, "r.yaml").questions]
