"""What is promised of every sheet: what changes nothing, what earns everything, what earns nothing."""

from __future__ import annotations

import random
import re
import string
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.document import SheetFile
from grader.answers.sheet import Sheet, read_sheet
from grader.gradescope import marked
from grader.model import Mark
from grader.question import Question
from grader.rubric.load import load_assignment, read_assignment
from tests.project import RUBRICS
from tests.sheet.test_corpus import asked_in
from tests.sheet.test_reader import asked_by

HOMEWORK = load_assignment(Path(RUBRICS / "hw3.yaml"))
CHAIN: Question = next(one for one in HOMEWORK.questions if one.key == "2b")
ASKED = [one for one in asked_in("hw3") if one.key == "2b"]
STEPS = tuple(step.name for step in CHAIN.steps if step.name != "observation")
TRUE = {name: float(CHAIN.solution[name]) for name in STEPS}


def by(pattern: str) -> list[str]:
    return [pattern.format(number) for number in (1, 2, 3)]


BY = by(r"\frac{{\partial L}}{{\partial w_{}}}")
CONVENTIONS = {
    "z and h": [*by("z_{}"), "h_1", "h_2", "y", "L", *BY],
    "z and a": [*by("z_{}"), *by("a_{}"), "J", *by("dJ/dw_{}")],
    "superscripts": [*by("z^{{({})}}"), *by("a^{{({})}}"), "J", *by(r"\nabla_{{w_{}}} J")],
    "brackets": [*by("z^{{[{}]}}"), *by("a^{{[{}]}}"), "L", *by("dw^{{[{}]}}")],
    "net and out": [*by(r"\text{{net}}_{}"), *by(r"\text{{out}}_{}"), "E", *by("dE/dw_{}")],
    "s and o": [*by("s_{}"), *by("o_{}"), "C", *by("dC/dw_{}")],
    "from 0": ["z_0", "z_1", "z_2", "h_0", "h_1", "h_2", "L", *BY],
    "a for the sums, from 0": ["a_0", "a_1", "a_2", "o_0", "o_1", "o_2", "L", *BY],
    "from the other end": ["z_3", "z_2", "z_1", "h_2", "h_1", "y", "L", *BY],
    "primes": ["z'", "z''", "z'''", "h'", "h''", "y", "L", *BY],
    "letters": ["p", "q", "r", "s", "t", "u", "v", *BY],
    "letters for gradients": [*by("z_{}"), "h_1", "h_2", "y", r"\mathcal{L}", *by("g_{}")],
    "the prediction with a hat": [*by("z_{}"), "h_1", "h_2", r"\hat{y}", "L", *BY],
}  # fmt: skip
"""The names of z1, z2, z3, h1, h2, y, the loss, and the gradients, as students have them."""
IN_ORDER = ("z1", "z2", "z3", "h1", "h2", "y", "loss", "dL_dw1", "dL_dw2", "dL_dw3")


def named(convention: str) -> dict[str, str]:
    return dict(zip(IN_ORDER, CONVENTIONS[convention], strict=True))


def lines(names: dict[str, str], figures: int = 4) -> list[str]:
    return [f"${names[step]} = {TRUE[step]:.{figures}g}$" for step in STEPS]


def sheet_of(items: list[str]) -> str:
    return "# 2b\n\n" + "\n\n".join(items)


def read(text: str) -> Sheet:
    return read_sheet([SheetFile(name="sheet.md", data=text.encode())], ASKED)


def placed(text: str) -> dict[str, tuple[str, bool]]:
    return {answer.step: (answer.text, answer.sure) for answer in read(text).answers}


def marks(text: str, folder: Path) -> dict[str, Mark]:
    (folder / "work.md").write_text(text, encoding="utf-8")
    found = marked(HOMEWORK, folder).marks
    return {mark.step: mark for mark in found if mark.question == "2b"}


@lru_cache(maxsize=1)
def perfect() -> dict[str, tuple[str, bool]]:
    return placed(sheet_of(lines(named("z and h"))))


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_perfect_sheet_in_any_convention_earns_everything(convention, tmp_path):
    found = marks(sheet_of(lines(named(convention))), tmp_path)
    assert {step: found[step].credit for step in STEPS} == dict.fromkeys(STEPS, 1.0)


@pytest.mark.parametrize("convention", [*CONVENTIONS][:6])
def test_a_perfect_sheet_needs_no_more_than_two_figures(convention):
    found = placed(sheet_of(lines(named(convention), figures=2)))
    missing = set(STEPS) - found.keys()
    assert missing <= ({"y"} if convention == "brackets" else set())


@settings(max_examples=15)
@given(st.permutations(range(len(STEPS))), st.sampled_from(["z and h", "z and a", "letters"]))
def test_the_order_of_independent_lines_changes_nothing(order, convention):
    items = lines(named(convention))
    found = placed(sheet_of([items[at] for at in order]))
    assert {step: text for step, (text, _) in found.items()} == {
        step: text for step, (text, _) in perfect().items()
    }


@settings(max_examples=15)
@given(st.lists(st.sampled_from("bcdfgkmnpqrtuv"), min_size=5, max_size=5, unique=True))
def test_renaming_the_students_own_names_changes_nothing(letters):
    names = {**named("z and h"), **dict(zip(("h1", "h2", "z1", "z2", "z3"), letters, strict=True))}
    found = placed(sheet_of(lines(names)))
    assert {step: text for step, (text, _) in found.items()} == {
        step: text for step, (text, _) in perfect().items()
    }


RUBRIC = """\
title: T
questions:
  "1":
    title: Q
    parameters: {PA: 3.7, PB: 1.9}
    steps:
      FIRST: {label: FIRST, points: 1, formula: PA PB}
      SECOND: {label: SECOND, points: 1, formula: FIRST - PB}
      THIRD: {label: THIRD, points: 1, formula: SECOND^2 / PA}
"""
ANSWERED = "# 1\n\n$FIRST = PA PB = 7.03$\n\n$SECOND = 7.03 - 1.9 = 5.13$\n\n$THIRD = 7.1127$"


@settings(max_examples=20)
@given(st.lists(st.sampled_from("kmnuvwabcdfgrst"), min_size=5, max_size=5, unique=True))
def test_renaming_the_rubrics_names_consistently_changes_nothing(letters):
    names = dict(zip(("PA", "PB", "FIRST", "SECOND", "THIRD"), letters, strict=True))

    def renamed(text: str) -> str:
        pattern = "FIRST|SECOND|THIRD|PA|PB"
        return re.sub(pattern, lambda name: f" {names[name[0]]} ", text)

    rubric = re.sub(r" +(?=:|\}|,)", "", renamed(RUBRIC).replace("       ", "      "))
    sheet = read_sheet([SheetFile(name="s.md", data=renamed(ANSWERED).encode())], asked_by(rubric))
    found = {answer.step: (answer.text, answer.sure) for answer in sheet.answers}
    wanted = zip(("FIRST", "SECOND", "THIRD"), ("7.03", "5.13", "7.1127"), strict=True)
    assert found == {names[step]: (text, True) for step, text in wanted}


UNRELATED = (
    "I worked on this together with nobody.",
    "It took me 3 hours, on page 17 of my notebook.",
    "The lecture of March 14 explains the chain rule well.",
    "All numbers are rounded to 4 figures.",
    "See https://example.org/notes for the idea.",
)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, len(STEPS)), st.sampled_from(UNRELATED)), max_size=6))
def test_a_sheet_plus_unrelated_text_changes_nothing(remarks):
    items = lines(named("z and h"))
    for at, remark in sorted(remarks, reverse=True):
        items.insert(at, remark)
    assert placed(sheet_of(items)) == perfect()


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_more_figures_never_lose_a_place(convention):
    few, more, most = (
        placed(sheet_of(lines(named(convention), figures))).keys() for figures in (3, 5, 7)
    )
    assert few <= more <= most


LOOSE = ("{x}", "{l} = {x}", "{l}_{i} = {x}", "q_{i} = {x}", "It is {x}.", "The value is {x}.")


@pytest.mark.parametrize("figures", [2, 3])
@pytest.mark.parametrize("line", LOOSE)
def test_two_hundred_loose_numbers_earn_nothing_by_luck(line, figures, tmp_path):
    lot = random.Random(1)
    items = [
        line.format(x=f"{lot.uniform(-1, 1):.{figures}g}", l=string.ascii_lowercase[i % 26], i=i)
        for i in range(200)
    ]
    found = marks(sheet_of(items), tmp_path)
    assert sum(found[step].credit * found[step].points for step in STEPS) <= 1


@pytest.mark.parametrize("values", [("0.16", "0.5"), ("0.3", "0.16", "0.9"), ("0.16", "0.19")])
def test_of_many_values_for_one_step_the_right_one_is_not_picked(values, tmp_path):
    found = marks(sheet_of([f"$z_1 = {value}$" for value in values]), tmp_path)
    assert found["z1"].credit < 1
    assert found["z1"].verdict.value != "incorrect"


def test_what_is_unsure_and_wrong_is_left_to_people(tmp_path):
    text = sheet_of(["Prediction: 0.711"])
    (answer,) = read(text).answers
    assert (answer.step, answer.sure) == ("y", False)
    assert marks(text, tmp_path)["y"].verdict.value == "review"


def test_a_value_that_is_just_another_steps_is_never_sure(tmp_path):
    text = sheet_of(["$h_1 = 0.4852$"])
    (answer,) = read(text).answers
    assert (answer.step, answer.sure) == ("h2", False)
    assert marks(text, tmp_path)["h1"].verdict.value == "missing"


WRONG = "$h_2 = 0.711$"


@pytest.mark.parametrize(
    "before, verdict",
    [
        ([], "incorrect"),
        (["$z_1 = 0.1575$", "$h_1 = 0.5393$", "$z_2 = -0.0593$"], "incorrect"),
        (["$z_1 = 0.1575$", "$q_9 = 7.123$"], "review"),
    ],
)
def test_a_value_is_incorrect_only_where_all_that_it_rests_on_was_read(before, verdict, tmp_path):
    found = marks(sheet_of([*before, WRONG]), tmp_path)
    assert found["h2"].verdict.value == verdict


def test_a_rubric_of_one_letter_each_reads_the_same_in_any_order():
    text = "# 1\n\n$FIRST = 7.03$\n\n$SECOND = 5.13$"
    assignment = read_assignment(RUBRIC, "r.yaml")
    assert [step.name for step in assignment.questions[0].steps] == ["FIRST", "SECOND", "THIRD"]
    sheet = read_sheet([SheetFile(name="s.md", data=text.encode())], asked_by(RUBRIC))
    assert [answer.step for answer in sheet.answers] == ["FIRST", "SECOND"]
