"""What is only packaging round a number keeps the digits as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.agreement.tolerance_as_written import Precision, box
from grader.agreement.written_entries import as_written
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import UnreadableError
from grader.model import Tolerance

NUMBER = Slot(is_single=True)
WRAPPED = [
    "({})",
    "(({}))",
    "{{{}}}",
    "{}.",
    "{},",
    "{};",
    "~{}",
    "≈ {}",
    "≃{}",
    "= {}",
    "about {}",
    "approx. {}",
    "${}$",
    "$${}$$",
    "\\({}\\)",
    "\\[{}\\]",
    "\\mathbf{{{}}}",
    "\\boxed{{{}}}",
    "$\\boldsymbol{{{}}}$",
    "\\text{{{}}}",
    "\\underline{{\\underline{{{}}}}}",
    "\\left({}\\right)",
    "\\textcolor{{red}}{{{}}}",
    "\\displaystyle {}",
    "{}\\,",
    "\\;{}\\quad",
    "**{}**",
    "*{}*",
    "__{}__",
    "`{}`",
    '"{}"',
    "“{}”",
    "\u2009{}\u00a0",
    "{}\\,\\text{{m/s}}",
    "{} \\mathrm{{kg}}",
    "np.float64({})",
    "array({})",
    "tensor({}, dtype=torch.float64)",
    "\\num{{{}}}",
    "+{}",
    "{} (rounded)",
    "{} approx.",
]
"""Ways to wrap a number; {} is where it stands."""


def dresses(figures: str, shift: int) -> list[str]:
    """A number times a power of ten in every dress."""
    raised = str(shift).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
    return [
        f"{figures}e{shift}",
        f"{figures}E{shift}",
        f"{figures} e{shift}" if shift < 0 else f"{figures}e{shift}",
        f"{figures}×10{raised}",
        f"{figures} · 10{raised}",
        f"{figures} ⋅ 10^{{{shift}}}",
        f"{figures} \\cdot 10^{{{shift}}}",
        f"{figures}\\times10^{{{shift}}}",
        f"{figures}*10^{shift}",
        f"{figures}*10**{shift}",
        f"{figures} x 10^{shift}",
        f"{figures}X10^({shift})",
        f"({figures}) ∗ {{10}}^{{{shift}}}",
    ]


numbers = st.decimals(-999, 999, places=3, allow_nan=False).map(str)


def said(text: str, slot: Slot = NUMBER) -> tuple[float, int | None, int | None]:
    read = written(text, slot)
    assert read.shape == ()
    return read.entries[0].value, read.entries[0].decimals, read.entries[0].figures


@pytest.mark.parametrize("wrapping", WRAPPED)
@given(number=numbers)
def test_a_wrapping_keeps_value_and_digits(wrapping, number):
    if wrapping.startswith("+") and number.startswith("-"):
        return
    assert said(wrapping.format(number)) == said(number)


@given(number=numbers, first=st.sampled_from(WRAPPED[:24]), second=st.sampled_from(WRAPPED[:24]))
def test_two_wrappings_keep_them_too(number, first, second):
    inner = first.format(number)
    if inner[-1] in ".,;" or inner[0] in "≈≃=~a":
        return
    assert said(second.format(inner)) == said(number)


@given(st.integers(100, 999), st.integers(-4, 6).filter(bool))
def test_every_dress_of_a_power_of_ten_says_the_same(digits, shift):
    figures = f"{digits / 100:.2f}"
    for text in dresses(figures, shift):
        value, decimals, places = said(text)
        assert value == pytest.approx(float(f"{figures}e{shift}"), rel=1e-15)
        assert (decimals, places) == (2 - shift, 3)


@given(number=numbers, wrapping=st.sampled_from(WRAPPED), expected=st.floats(-999, 999))
def test_a_wrapping_never_changes_a_verdict(number, wrapping, expected):
    if wrapping.startswith("+"):
        return
    policy, tolerance = Precision(), Tolerance(rtol=1e-3)
    plain, wrapped = written(number, NUMBER), written(wrapping.format(number), NUMBER)
    truth = plain.value * 0 + expected
    assert as_written(wrapped, truth, tolerance, policy) == as_written(
        plain, truth, tolerance, policy
    )
    assert (box(wrapped, policy).low == box(plain, policy).low).all()


ENTRIES = [
    "[0.60, 0.52]",
    "(0.60, 0.52)",
    "0.60, 0.52",
    "0.60 0.52",
    "[0.60 0.52]",
    "[(0.60), (0.52)]",
    "\\mathbf{[0.60, 0.52]}",
    "\\boxed{[0.60, 0.52]}",
    "$[0.60, 0.52]$",
    "**[0.60, 0.52]**",
    "[**0.60**, **0.52**]",
    "np.array([0.60, 0.52])",
    "tensor([0.60, 0.52], grad_fn=<AddBackward0>)",
    "array([0.60, 0.52], dtype=float32)",
    "[np.float64(0.60), np.float64(0.52)]",
    "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.60, 0.52], dtype=float32)>",
    "[6.0×10⁻¹, 5.2e-1]",
    "[6.0 x 10^-1, 5.2 \\cdot 10^{-1}]",
    "10^{-1} [6.0, 5.2]",
    "[0.60, 0.52]^T",
    "-[-0.60, -0.52]",
    "[60%, 52\\%]",
    "⟨0.60, 0.52⟩",
    "[≈0.60, ~0.52]",
]
COLUMNS = [
    "\\begin{pmatrix}0.60\\\\0.52\\end{pmatrix}",
    "\\begin{pmatrix}\\mathbf{0.60}\\\\ \\mathbf{0.52}\\end{pmatrix}",
    "\\left[ {\\begin{array}{*{20}{c}}0.60\\\\0.52\\end{array}} \\right]",
    "\\boxed{\\begin{bmatrix}0.60\\\\0.52\\end{bmatrix}}",
    "\\begin{pmatrix}0.60&0.52\\end{pmatrix}^T",
    "\\begin{pmatrix*}[r](0.60)\\\\0.52\\end{pmatrix*}",
    "[0.60; 0.52]",
    "[[0.60], [0.52]]",
    "[[0.60], [0.52]]\\ ",
    "[[0.60], [0.52]]\\",
    "10^{-1}\\cdot\\begin{pmatrix}6.0\\\\5.2\\end{pmatrix}",
    "[[0.60, 0.52]].T",
    "\\begin{pmatrix}6.0\\times10^{-1}\\\\0.52\\end{pmatrix}.",
]


@pytest.mark.parametrize(
    "text, shape", [(t, (2,)) for t in ENTRIES] + [(t, (2, 1)) for t in COLUMNS]
)
def test_entries_keep_their_digits_in_every_dress(text, shape):
    read = written(text)
    assert read.shape == shape
    assert read.value.ravel().tolist() == pytest.approx([0.6, 0.52], rel=1e-15)
    assert [entry.decimals for entry in read.entries] == [2, 2]


@pytest.mark.parametrize("text, value", [
    ("16,287.26", 16287.26), ("16 287.26", 16287.26), ("16\\,287.26", 16287.26),
    ("16{,}287.26", 16287.26), ("14'060.80", 14060.8), ("14’060.80", 14060.8),
    ("1_234.50", 1234.5), ("-1 234.50", -1234.5), ("$16\\,287.26$", 16287.26),
    ("(16 287.26)", 16287.26), ("16\u202f287.26", 16287.26),
])  # fmt: skip
def test_thousands_marks_say_nothing_where_a_number_belongs(text, value):
    assert said(text)[:2] == (value, 2)


@pytest.mark.parametrize("text", ["(120,120)", "[120,120]", "u = (120,120)"])
def test_a_comma_parts_whole_numbers_in_parentheses_where_several_belong(text):
    assert written(text, Slot(step="u")).value.tolist() == [120, 120]


@pytest.mark.parametrize("text", ["1 234", "1\u2009234"])
def test_a_blank_parts_entries_where_no_single_number_belongs(text):
    assert written(text).value.tolist() == [1, 234]


@pytest.mark.parametrize("text", [
    "0,52", "0{,}52", "12,34", "16,287", "1.234,5", "2 3/2", "12 345/678", "2e - 3", "3 > 2",
    "0.5 < 0.6", "~~0.5~~ 0.6", "\\cancel{0.5} 0.6", "0.5 \\text{ million}", "0.5 ± 0.1",
    "0x10", "50 % rounded",
])  # fmt: skip
def test_what_can_be_read_in_two_ways_is_never_given_a_value(text):
    with pytest.raises(UnreadableError):
        written(text, NUMBER)


@pytest.mark.parametrize("text, value", [
    ("2\\frac{1}{2}", 2.5), ("2\\tfrac12", 2.5), ("2 \\frac 1 2", 2.5), ("2 1/2", 2.5),
    ("2 ½", 2.5),
    ("-4 4/9", -40 / 9), ("0 4/9", 4 / 9), ("2 1/2.", 2.5), ("$3\\dfrac{3}{8}$", 3.375),
    ("y = 2\\frac{1}{2}", 2.5), ("\\boxed{2\\frac{1}{2}}", 2.5), ("33 1/3 %", 1 / 3),
    ("2(1/2)", 1.0), ("2 \\cdot \\frac{1}{2}", 1.0),
])  # fmt: skip
def test_a_mixed_number_is_one_where_a_number_belongs_and_nothing_else_is(text, value):
    assert written(text, NUMBER).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["2 1/2", "2\\frac{1}{2}", "[2\\frac{1}{2}, 3]", "3\\frac{1}{2} + 1"]
)
def test_a_fraction_behind_a_number_is_asked_back_in_a_formula_and_in_entries(text):
    with pytest.raises(UnreadableError, match="can be read in two ways"):
        written(text, NUMBER if "+" in text else Slot())


@pytest.mark.parametrize("text", ["0.59?", "0.59 ?", "0.59 (?)", "$0.59$?"])
def test_who_doubts_a_value_gives_it_all_the_same(text):
    assert said(text)[0] == 0.59


@pytest.mark.parametrize("text, value", [
    ("binom(5,2)", 10), ("nCr(5,2)", 10), ("comb(5, 2)", 10), ("\\binom{5}{2}", 10),
    ("\\dbinom52", 10), ("{5 \\choose 2}", 10), ("\\binom{1000}{3}", 166167000),
    ("%pi/3", 3.141592653589793 / 3), ("2*%e", 5.43656365691809), ("∛8", 2), ("∜16", 2), ("√16", 4),
    ("\\sqrt[3] 8", 2), ("atan2(0,1)", 0),
])  # fmt: skip
def test_numbers_of_choices_roots_and_constants_in_every_dress(text, value):
    assert written(text, NUMBER).value == pytest.approx(value)
