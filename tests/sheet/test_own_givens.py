"""What a question gives may have any names: by its values, or by formulas right in one way only."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.sheet import own_givens
from grader.answers.sheet.sides import symbols
from grader.gradescope import marked
from grader.mathlang import printed
from tests.sheet.test_corpus import asked_in
from tests.sheet.test_promises import HOMEWORK
from tests.sheet.test_reader import asked_by, read

QUESTIONS = {one.key: one for one in HOMEWORK.questions}
NAMES = ("w1", "w2", "w3", "x", "t", "z1", "h1", "z2", "h2", "z3", "y", "L")
FORMULAS = [
    "<y> = <w3> <h2>",
    "<L> = (<y> - <t>)^2",
    r"\frac{\partial <L>}{\partial <w3>} = 2 (<y> - <t>) <h2>",
    r"\frac{\partial <L>}{\partial <w2>} = 2 (<y> - <t>) <w3> <h2> (1 - <h2>) <h1>",
    r"\frac{\partial <L>}{\partial <w1>} = 2 (<y> - <t>) <w3> <h2> (1 - <h2>) <w2> <h1> (1 - <h1>)"
    " <x>",
]
DEFINED = [
    *("<z1> = <w1> <x>", r"<h1> = \sigma(<z1>)"),
    *("<z2> = <w2> <h1>", r"<h2> = \sigma(<z2>)"),
]
GIVEN = ["<w1> = 0.25", "<w2> = -0.11", "<w3> = 0.78", "<x> = 0.63"]
FRESH = [*"abcfgkmnpqruvABDFGKMNPQRUV", r"\alpha", r"\beta", r"\gamma", r"\kappa", r"\xi", r"\tau"]


def values(key: str) -> list[str]:
    """A question's steps, each with the value that it has."""
    steps = [one.name for one in QUESTIONS[key].steps if one.name != "observation"]
    names = {"loss": "<L>", **{f"dL_dw{n}": rf"\frac{{\partial <L>}}{{\partial <w{n}>}}"
                               for n in (1, 2, 3)}}  # fmt: skip
    worth = QUESTIONS[key].solution
    return [f"{names.get(one, f'<{one}>')} = {float(worth[one]):.8g}" for one in steps]


def sheet(names: dict[str, str], **questions: list[str]) -> str:
    parts = (f"# {key[1:]}\n\n" + "\n\n".join(f"${one}$" for one in lines)
             for key, lines in questions.items())  # fmt: skip
    return re.sub(r"<(\w+)>", lambda found: f"{names[found[1]]} ", "\n\n".join(parts))


def credits(text: str, folder) -> dict[str, float]:
    (folder / "work.md").write_text(text, encoding="utf-8")
    found = marked(HOMEWORK, folder).marks
    return {f"{m.question}.{m.step}": m.credit for m in found if m.step != "observation"}


@settings(max_examples=12)
@given(st.lists(st.sampled_from(FRESH), min_size=12, max_size=12, unique=True),
       st.sampled_from([[], GIVEN]), st.sampled_from([0, 2]))  # fmt: skip
def test_names_that_no_question_has_earn_everything(tmp_path_factory, letters, told, start):
    names = dict(zip(NAMES, letters, strict=True))
    first = told + DEFINED + [r"<y> = \sigma(<z3>)", "<z3> = <w3> <h2>"] + values("2b")
    text = sheet(names, _2b=first, _2c=FORMULAS[start:], _2d=values("2d"))
    found = credits(text, tmp_path_factory.mktemp("sheet"))
    asked = {one: credit for one, credit in found.items() if one[:2] in ("2b", "2c", "2d")}
    assert asked == dict.fromkeys(asked, 1.0)


@settings(max_examples=8)
@given(st.lists(st.sampled_from(FRESH), min_size=12, max_size=12, unique=True))
def test_formulas_alone_prove_what_all_their_names_stand_for(tmp_path_factory, letters):
    text = sheet(dict(zip(NAMES, letters, strict=True)), _2c=DEFINED + FORMULAS)
    found = credits(text, tmp_path_factory.mktemp("sheet"))
    assert {found[f"2c.dL_dw{n}"] for n in (1, 2, 3)} == {1.0}


GRADIENT = r"\frac{\partial L}{\partial w_3}"
LAST = r"\frac{\partial L}{\partial w_1} = 2 (y - \hat{y}) w_3 h_2 (1 - h_2) w_2 h_1 (1 - h_1) "


@pytest.mark.parametrize(
    "lines, is_proved",
    [
        ([f"{GRADIENT} = 2 (y - T) h_2"], True),
        ([f"{GRADIENT} = -2 (T - c h_2) h_2"], True),
        ([r"\frac{\partial L}{\partial c} = -2 (T - c h_2) h_2"], True),
        ([f"{GRADIENT} = 2 (a - T) h_2"], False),
        ([f"{GRADIENT} = 2 (y - \\hat{{y}}) a"], False),  # a is no given
        ([f"{GRADIENT} = a h_2"], False),
        ([f"{GRADIENT} = a"], False),
        ([f"{GRADIENT} = 2 (y - T) h_1"], False),
        ([f"{GRADIENT} = 2 (y - T) h_2", LAST + "T"], False),  # T would be two givens
        ([f"{GRADIENT} = 2 (y - T) h_2", LAST + "q"], True),
    ],
)  # fmt: skip
def test_a_formula_proves_a_name_where_it_is_right_in_one_way_only(lines, is_proved, tmp_path):
    found = credits("# 2c\n\n" + "\n\n".join(f"${one}$" for one in lines), tmp_path)
    stated = [found["2c.dL_dw3"], found["2c.dL_dw1"]][: len(lines)]
    assert [credit == 1.0 for credit in stated] == [is_proved] * len(lines)


def test_of_more_readings_than_are_tried_none_is(monkeypatch, tmp_path):
    monkeypatch.setattr(own_givens, "MAX_TRIED", 0)
    found = credits(f"# 2c\n\n${GRADIENT} = 2 (y - T) h_2$", tmp_path)
    assert found["2c.dL_dw3"] < 1.0


RUBRIC = """\
title: T
questions:
  "1":
    title: Q
    parameters: {w: 0.78, x: 0.92, b_1: 0.31, b_2: 0.47, m: 0.55, n: 0.55, s: 0.84}
    steps: {V: {label: V, points: 1, formula: w x + b_1 b_2 + m - n}, U: {label: U, points: 1, formula: s}}
  "2":
    title: Q
    domains: {w: [1, 2], x: [1, 2], b_1: [1, 2], b_2: [1, 2], m: [1, 2], n: [1, 2], s: [1, 2]}
    steps: {F: {label: F, points: 1, answer: formula, formula: w^2 x + b_1 b_2 + m n s}}
"""


@pytest.mark.parametrize(
    "told, formula, names",
    [
        ("$c = 0.78$", "c^2", {"w"}),
        ("$c = 0.78$ and $q = 0.92$", "c^2 q", {"w", "x"}),
        ("$c = 0.78$ and $c = 0.31$", "c^2", {"c"}),  # two values
        ("$c = 0.77$", "c^2", {"c"}),
        ("$c = 0.84$", "c^2", {"c"}),  # a step's as well
        ("$c = 0.55$", "c^2", {"c"}),  # two givens'
        ("$x = 0.78$", "x^2", {"x"}),  # the question's own name
        ("$b = 0.31$", "b^2", {"b"}),  # as like b_2
        ("$c = 0.31$", "c^2", {"b_1"}),
    ],
)
def test_a_name_beside_the_value_of_one_given_is_that_given(told, formula, names):
    text = f"# 1\n\n{told}\n\n# 2\n\n$F = {formula}$"
    answer = read(text, asked=asked_by(RUBRIC)).answer("2", "F")
    assert answer is not None
    assert answer.tree is not None
    assert symbols(answer.tree) == names


LINE = """\
title: T
questions:
  "1":
    title: Q
    domains: {w: [1, 2], x: [1, 2], t: [1, 2]}
    definitions: {L: (w x - t)^2}
    steps: {dL_dw: {label: dL/dw, points: 1, answer: formula, formula: 2 (w x - t) x}}
"""


@pytest.mark.parametrize("name, is_proved", [("c", True), ("q", False)])
def test_two_names_of_a_formula_stand_for_two_givens(name, is_proved):
    text = f"# 1\n\n$dL/dc = 2 ({name} x - t) x$"
    found = read(text, asked=asked_by(LINE)).answer("1", "dL_dw")
    assert (found is not None and found.sure) == is_proved


def test_a_name_is_what_it_is_said_to_be_in_its_question():
    first = r"Let $G = \partial L/\partial Y$." + "\n\n" + r"$\partial L/\partial W = G X^T$"
    asked = [one for one in asked_in("hw3") if one.key in ("1a", "1b")]
    answer = read(f"# 1a\n\n{first}\n\n# 1b\n\n$G = W X$", asked=asked).answer("1a", "dL_dW")
    assert answer is not None
    assert answer.tree is not None
    assert printed(answer.tree) == "dL_dY @ X^T"


@pytest.mark.parametrize("first, then", [
    (r"$p = \sigma(w_3 h_2) = 0.5935$", ""),  # another formula elsewhere
    ("$p = 0.5935$", "$p = q$, "),  # a formula here of what nobody knows
])  # fmt: skip
def test_what_a_name_stands_for_gives_way_to_a_formula_of_its_question_alone(first, then, tmp_path):
    text = f"# 2b\n\n{first}\n\n# 2c\n\n{then}${GRADIENT} = 2 (p - \\hat{{y}}) h_2$"
    assert credits(text, tmp_path)["2c.dL_dw3"] == 1.0


@pytest.mark.parametrize("size", ["|w_2 h_1|", "|q|", "|z_2|"])
def test_the_size_of_a_value_is_not_the_value(size):
    asked = [one for one in asked_in("hw3") if one.key == "2b"]
    text = f"# 2b\n\n$q = z_2 = w_2 h_1 = -0.059322$\n\n${size} = 0.059322$"
    answer = read(text, asked=asked).answer("2b", "z2")
    assert answer is not None
    assert answer.text == "-0.059322"


@pytest.mark.parametrize("hat", ["y hat", "y-hat", "y_hat", "yhat"])
@pytest.mark.parametrize("form", ["dL/dw3 = 2 (y - {}) h2", "T = {}\n\ndL/dw3 = 2*(y - T)*h2"])
def test_an_accent_is_written_out_in_plain_text(hat, form):
    asked = [one for one in asked_in("hw3") if one.key == "2c"]
    (answer,) = read(f"2c)\n{form.format(hat)}", "sheet.txt", asked).answers
    assert (answer.step, answer.sure) == ("dL_dw3", True)
    assert "y_hat" in printed(answer.tree)
