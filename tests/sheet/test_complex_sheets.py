"""Complex numbers that a sheet states, in chains of equals signs and in several forms."""

from __future__ import annotations

import pytest

from grader.answers import SheetFile, sheet_of
from grader.marking import marks
from grader.model import Answer, Answers, Verdict
from grader.rubric.load import read_assignment

RUBRIC = """
title: Phasors
questions:
  "1":
    title: A circuit
    numbers: complex
    parameters: {R: 3, X: 4, V: 10∠30°, c: [1, 2, 5]}
    notation: {Z_g: [Z_ges]}
    steps:
      Z_g: {label: the impedance, points: 2, unit: Ω, formula: R + j X}
      I: {label: the current I, points: 2, unit: A, formula: V / Z_g}
      m: {label: the modulus of the current, points: 1, unit: A, formula: abs(I)}
      S: {label: the complex power S, points: 2, unit: V A, formula: V conj(I) / 2}
      p: {label: the poles, points: 2, answer: set, formula: roots(c)}
      F: {label: the transform F, points: 4, formula: "fft([1, 2, 3, 4])"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "phasors.yaml")


def stated(text: str, name: str = "s.md") -> dict[str, tuple[str, bool]]:
    """What a sheet says for each step, and whether that is certain."""
    sheet = sheet_of([SheetFile(name=name, data=text.encode())], ASSIGNMENT)
    return {one.step: (one.text, one.sure) for one in sheet.answers}


def verdict(step: str, text: str) -> Verdict:
    found = marks(ASSIGNMENT, Answers(by_step={("1", step): Answer(text=text)}))
    return next(mark.verdict for mark in found if mark.step == step)


LINES = [
    ("Z_g", "Z_g = 3 + j4 Ω"),
    ("Z_g", "$Z_g = R + jX = 3 + j4\\,\\Omega$"),
    ("Z_g", "$\\underline{Z}_g = R + jX = 3 + 4j = 5\\angle 53.13^\\circ\\,\\Omega$"),
    ("Z_g", "$\\underline{Z_g} = 5\\,\\mathrm{e}^{\\mathrm{j}0.9273}\\ \\Omega$"),
    ("Z_g", "The impedance is $3 + 4j$ Ω."),
    ("Z_g", "$$\\begin{align} Z_g &= R + jX \\\\ &= 3 + 4j\\,\\Omega \\end{align}$$"),
    ("Z_g", "Z_ges = 3+4j Ohm"),
    ("Z_g", "Z_g = 3 + j4 Ω, I = 2∠-23.13° A"),
    ("I", "Z_g = 3 + j4 Ω, I = 2∠-23.13° A"),
    ("I", "$I = \\frac{V}{Z_g} = \\frac{10\\angle 30^\\circ}{5\\angle 53.13^\\circ} = 2\\angle -23.13^\\circ$ A"),
    ("I", "So I = V/Z_g = 1.84 - j0.79 A, and so on."),
    ("I", "the current: 1.839 - 0.786j A"),
    ("I", "- I = 2 e^{-j0.4037} A (from Ohm's law)"),
    ("I", "I = 10∠30° / (3+4j) = 2∠-23.13° A"),
    ("S", "S = V I* / 2 = 6 + 8j VA"),
    ("S", "$\\underline{S} = 10\\angle 53.13^\\circ$ VA"),
    ("p", "The poles are -1 ± 2j."),
    ("p", "p = {-1+2i, -1-2i}"),
    ("F", "F = [10, -2+2j, -2, -2-2j]"),
    ("F", "$$F = \\begin{pmatrix} 10 \\\\ -2+2j \\\\ -2 \\\\ -2-2j \\end{pmatrix}$$"),
    ("I", "| Quantity | Value |\n|---|---|\n| I | 1.84-0.79j A |\n| Z_g | 3+4j Ω |"),
]  # fmt: skip


@pytest.mark.parametrize("step, line", LINES)
def test_a_complex_value_is_found_behind_its_name_and_is_right(step, line) -> None:
    found = stated(f"# 1\n\n{line}\n")
    assert step in found, found
    text, is_sure = found[step]
    assert is_sure
    assert verdict(step, text) is Verdict.CORRECT, text


def test_a_tex_sheet_says_the_same() -> None:
    body = "\n".join(f"\\[ {line} \\]" for line in (
        r"\underline{Z}_g = 3 + j4\,\Omega",
        r"\underline{I} = \frac{\underline{V}}{\underline{Z}_g} = 2\angle{-23.13^\circ}\,\mathrm{A}",
    ))  # fmt: skip
    text = (
        f"\\documentclass{{article}}\\begin{{document}}\\section*{{1}}\n{body}\n\\end{{document}}"
    )
    found = stated(text, "s.tex")
    assert {n: verdict(n, found[n][0]) for n in ("Z_g", "I")} == {
        "Z_g": Verdict.CORRECT,
        "I": Verdict.CORRECT,
    }


OTHERS = [
    "There is no impedance here.",
    "Z_g is what we need for I.",
    "V = 10∠30° V",
    "R = 3, X = 4",
]


@pytest.mark.parametrize("line", OTHERS)
def test_what_states_no_step_gives_none(line) -> None:
    found = stated(f"# 1\n\n{line}\n")
    assert not {"Z_g", "I", "S", "p", "F"} & {n for n, (_, is_sure) in found.items() if is_sure}
