"""Complex numbers as people write them: every form, with the precision of its parts."""

from __future__ import annotations

import cmath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.mathlang import MathError, written_parts
from grader.mathlang.complexes import FUNCTIONS
from grader.mathlang.complexes.complex_trees import _NAMES

WRITTEN = [
    *((text, 3 + 4j) for text in (
        "3 + 4i", "3+4j", "3 + j4", "3+i 4", "(3+4j)", "4j+3", "j4 + 3", "3 + 4*j",
        r"3 + 4\,\mathrm{j}",
        r"3 + 4\mathrm{i}", r"3 + \mathrm{j}4", "3 + 4ⅈ", "$3 + 4i$", r"\left(3 + 4i\right)",
        "3.0 + 4.0i", "3+j·4", r"3 + j \cdot 4", "(10+5j)/(2-j)",
    )),
    *((text, cmath.rect(5, 0.927)) for text in (
        "5 e^{j0.927}", "5e^{0.927j}", "5 e^(0.927 i)", "5 exp(j 0.927)",
        r"5\,\mathrm{e}^{\mathrm{j}0.927}",
        "5∠0.927 rad", "5 (cos 0.927 + i sin 0.927)", "5(cos(0.927) + j sin(0.927))",
        r"5 \left(\cos 0.927 + i \sin 0.927\right)", "5 cis 0.927", "5·e^{j·0.927}",
        "5 e^{j0.927 rad}",
        "5e^j0.927",
    )),
    *((text, cmath.rect(5, cmath.pi * 53.13 / 180)) for text in (
        "5∠53.13°", "5 ∠ 53.13°", "5 angle 53.13 deg", "5 angle 53.13 degrees",
        r"5\angle 53.13^\circ",
        r"5 \angle 53.13^{\circ}", "5∠53.13", "5 < 53.13°", "5/_53.13°", "5 e^{j53.13°}",
        "5 cis 53.13°",
        r"5\angle{53.13^\circ}", "5∠(53.13°)",
    )),
    (r"\frac{3}{5} - \frac{4}{5}i", 0.6 - 0.8j),
    ("3/5 - 4/5 i", 0.6 - 0.8j),
    ("-j2", -2j),
    ("2i", 2j),
    ("j", 1j),
    ("-i", -1j),
    ("1/j", -1j),
    ("7", 7),
    ("-1.5", -1.5),
    ("1.2e-3 - 4.5e-4j", 1.2e-3 - 4.5e-4j),
    (r"3 \cdot 10^{-3} + j 2 \cdot 10^{-3}", 3e-3 + 2e-3j),
    ("10∠-30°", cmath.rect(10, -cmath.pi / 6)),
    ("-5∠30°", -cmath.rect(5, cmath.pi / 6)),
    (r"\sqrt{2}\angle 45^{\circ}", 1 + 1j),
    ("sqrt(2) e^{i pi/4}", 1 + 1j),
    ("10∠30°/(2∠-30°)", cmath.rect(5, cmath.pi / 3)),
    ("5 (cos 0.5 - j sin 0.5)", cmath.rect(5, -0.5)),
]  # fmt: skip


@pytest.mark.parametrize("text, value", WRITTEN)
def test_every_form_is_read(text, value):
    real, imaginary = written_parts(text)
    assert complex(real.value, imaginary.value) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    "text, decimals",
    [
        ("3.0+4.00i", (1, 2)),
        ("-j2", (0, 0)),
        ("3", (0, 0)),
        ("2.50j", (2, 2)),
        ("(1+j)/2", (None, None)),
    ],
)
def test_parts_keep_their_decimals_and_a_part_that_is_not_there_has_those_of_the_other(
    text, decimals
):
    assert tuple(part.decimals for part in written_parts(text)) == decimals


@pytest.mark.parametrize(
    "text", ["", "abc", "3 + 4 k", "5∠", "3,0 + 4,0j", "[1, 2]", "1/0", "3 < 4 < 5"]
)
def test_what_is_no_complex_number_is_told(text):
    with pytest.raises(MathError):
        written_parts(text)


@pytest.mark.parametrize(
    "angle, true, turn", [("53.13", (3, 4), 360.0), ("0.927", (3, 4), 2 * cmath.pi)]
)
def test_an_angle_without_a_unit_is_in_the_one_that_is_nearer_to_what_is_expected(
    angle, true, turn
):
    real, _ = written_parts(f"5∠{angle}", true)
    assert real.polar.turn == turn


@given(
    st.floats(-1e3, 1e3).map(lambda x: round(x, 3)), st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
)
def test_a_number_by_its_parts_reads_back_exactly(real, imaginary):
    sign = "-" if imaginary < 0 else "+"
    for text in (f"{real}{sign}{abs(imaginary)}j", f"{real} {sign} i{abs(imaginary)}"):
        found = written_parts(text)
        assert (found[0].value, found[1].value) == (real, imaginary)


def test_every_name_that_a_formula_may_call_has_a_function():
    assert set(FUNCTIONS) >= _NAMES
