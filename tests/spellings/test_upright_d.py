"""An upright d is a sign of a derivative, with a slash or in a fraction, boxes and sheets alike."""

import pytest

from grader.answers.step_value import written
from grader.gradescope.submission import marked
from grader.mathlang import Vocabulary, parse
from grader.mathlang.tree import Name
from grader.model import Verdict
from grader.rubric.load import read_assignment

NAMES = Vocabulary(
    names=["c", "w3", "loss", "dL_dc", "dL_dw3"], aliases={"L": "loss"}, matrices=frozenset()
)
SIGNS = [
    "\\mathrm{d}", "\\operatorname{d}", "\\operatorname{d}\\!", "\\text{d}", "\\mathit{d}",
    "\\mathrm{d}\\,", "\\mathrm d", "ⅆ", "d ", "d\\,",
]  # fmt: skip
RUBRIC = read_assignment(
    """\
title: Kinetics
tolerance: {rtol: 0.002}
questions:
  "1":
    title: Two rates
    parameters: {a: 18, b: 24, c: 2.5}
    notation: {loss: [L]}
    steps:
      q: {label: the rate, points: 2, formula: a c / b}
      loss: {label: L = q², points: 2, formula: q^2}
      dL_dc: {label: ∂L/∂c, points: 3, formula: 2 q a / b}
""",
    "quiz.yaml",
)


@pytest.mark.parametrize("by", ["c", "w_3"])
@pytest.mark.parametrize("sign", SIGNS)
def test_it_is_the_derivative_with_a_slash(sign, by):
    name = Name("dL_d" + by.replace("_", ""))
    for text in (f"{sign}L/{sign}{by}", f"{sign}L / {sign}{by}", f"{sign}\\mathcal{{L}}/d{by}"):
        assert parse(text, NAMES) == name


def test_a_value_called_d_is_a_factor():
    names = Vocabulary(names=["d", "L", "c"], matrices=frozenset())
    for text in ("d L/d c", "\\mathrm{d} L / \\mathrm{d} c", "d L / (d c)"):
        assert not isinstance(parse(text, names), Name)
    assert not isinstance(parse("d x / d y"), Name)


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign != "ⅆ"])
@pytest.mark.parametrize("file", ["work.md", "answers.yaml"])
def test_it_is_read_in_a_sheet_and_in_the_template(tmp_path, file, sign):
    said = f"{sign}L/{sign}c = 2.8125"
    text = f"# 1\n\n${said}$\n" if file == "work.md" else f'"1":\n  dL_dc: {said}\n'
    (tmp_path / file).write_text(text)
    found = {mark.step: mark for mark in marked(RUBRIC, tmp_path).marks}
    assert found["dL_dc"].verdict is Verdict.CORRECT


@pytest.mark.parametrize("dots", ["...", "…", " …", "⋯", "\\dots", "\\ldots", "\\cdots"])
def test_dots_behind_a_number_stand_for_its_further_figures(dots):
    for text in (f"0.5935{dots}", f"y = 0.5935{dots}", f"${{0.5935}}{dots}$", f"[0.5935{dots}, 1]"):
        value = written(text)
        assert value.value.item(0) == 0.5935
        assert value.entries[0].decimals == 4
