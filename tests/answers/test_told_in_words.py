"""Words, sets, paths and tables that a whole sheet tells: what is found, and how certain it is."""

from __future__ import annotations

import pytest

from grader.answers import SheetFile, sheet_of
from grader.answers.sheet import SheetAnswer
from grader.rubric.load import read_assignment

RUBRIC = """
title: Words
questions:
  "1":
    title: A classifier
    parameters: {s: 0.7}
    steps:
      p: {label: p, points: 1, formula: sigmoid(s)}
      class:
        label: the predicted class
        points: 1
        answer: choice
        choices: {spam: [junk mail], ham: []}
        formula: "if(p > 0.5, spam, ham)"
      sure: {label: Is it sure?, points: 1, answer: choice, choices: [yes, no], formula: p > 0.9}
      path:
        label: the path
        points: 1
        answer: sequence
        choices: [S, A, B, T]
        formula: "[0, 2, 3]"
      active: {label: active units, points: 1, answer: set, choices: [u1, u2], formula: "[1, 0]"}
      roots: {label: the roots, points: 1, answer: set, formula: "[1, 3]"}
      members: {label: members of cluster 1, points: 1, answer: set, formula: "[[4, 4], [0, 0]]"}
      ci: {label: the interval, points: 1, answer: interval, formula: "[1.9, 3.1]"}
      T:
        label: the table
        points: 1
        answer: table
        rows: [x1, x2]
        columns: {d: , cluster: [P, Q]}
        formula: "[[1.25, 0], [7.5, 1]]"
"""
ASSIGNMENT = read_assignment(RUBRIC, "words.yaml")


def found(text: str) -> dict[str, SheetAnswer]:
    sheet = sheet_of([SheetFile(name="s.md", data=text.encode())], ASSIGNMENT)
    return {answer.step: answer for answer in sheet.answers}


TOLD = [
    ("class", "p = 0.668, so the predicted class is **spam**.", "spam", True),
    ("class", "class = spam", "spam", True),
    ("class", "Predicted class: Junk mail, as p > 0.5", "Junk mail", True),
    ("class", r"The predicted class is $\text{spam}$.", "spam", True),
    ("class", "We classify the mail as spam.", "spam", False),
    ("class", "Therefore it is ham.", "ham", False),
    ("class", "The predicted class is spam or ham.\n\nI do not know.", None, False),
    ("class", "The classes are spam and ham.", None, False),
    ("class", "Is the predicted class spam?", None, False),
    ("class", "So p_spam = 0.668.", None, False),
    ("sure", "Is it sure?\n\nNo, as p < 0.9.", "No", True),
    ("sure", "Is it sure? Yes.", "Yes", True),
    ("sure", "There is no bias here.", None, False),
    ("path", "The path is S -> B -> T.", "S -> B -> T", True),
    ("path", r"path: $S \to B \to T$", r"S \to B \to T", True),
    ("active", "active units = {u1}", "{u1}", True),
    ("active", "active units: u2 and u1", "u2 and u1", True),
    ("roots", "The roots: $x = 1, 3$", "x = 1, 3", True),
    ("members", "Members of cluster 1: [4,4]; [0,0]", "[4,4]; [0,0]", True),
    ("members", "Members of cluster 1: [4,4] ; [0,0]. There are two.", "[4,4] ; [0,0]", True),
    ("roots", "The roots: {1, 3}; the rest is below.", "{1, 3}", True),
    ("ci", r"The interval: $2.5 \pm 0.6$", r"2.5 \pm 0.6", True),
    ("ci", "the interval is 1.9 to 3.1", "1.9 to 3.1", True),
    ("ci", "So it lies within (1.7, 3.8), as was said.", "(1.7, 3.8)", False),
    ("ci", "In the end $1.7 < x < 3.8$ is left.", "1.7 < x < 3.8", False),
    ("ci", r"This is $= 2.5\pm0.6$ then.", r"2.5\pm0.6", False),
    ("ci", r"Here $2.5 \pm 1.96 \cdot 0.3$ is taken, and f(1, 2).", None, False),
    ("ci", "It turns for 10 deg < x < 20 deg.", None, False),
]


@pytest.mark.parametrize("step, text, told, is_sure", TOLD)
def test_what_a_sheet_tells_in_words(step: str, text: str, told: str | None, is_sure: bool) -> None:
    answers = found(f"# 1\n\n$p = 0.668$\n\n{text}\n")
    if told is None:
        assert step not in answers
    else:
        assert answers[step].text == told
        assert answers[step].sure is is_sure


def test_of_two_things_told_the_last_counts_and_none_is_certain() -> None:
    answer = found("# 1\n\nclass = spam\n\nNo, wait: class = ham\n")["class"]
    assert (answer.text, answer.sure) == ("ham", False)


def test_a_table_with_the_names_of_the_rubric_is_the_answer_and_its_cells_are_no_others() -> None:
    text = "# 1\n\n| | d | cluster |\n|---|---|---|\n| x2 | 7.5 | Q |\n| x1 | 1.25 | P |\n"
    sheet = sheet_of([SheetFile(name="s.md", data=text.encode())], ASSIGNMENT)
    (answer,) = sheet.answers
    assert answer.step == "T"
    assert answer.sure
    assert sheet.unplaced == ()


def test_a_table_of_something_else_is_not_the_answer() -> None:
    text = "# 1\n\n| day | rain |\n|---|---|\n| Monday | 3 |\n| Friday | 5 |\n"
    assert "T" not in found(text)


FILTER_TEXT = """
title: F
questions:
  "1":
    title: A filter
    parameters: {s: 0.7}
    steps:
      type:
        label: the type of the circuit
        points: 1
        answer: choice
        choices: [low pass, high pass]
        formula: "if(s > 0.5, high_pass, low_pass)"
"""
FILTER = read_assignment(FILTER_TEXT, "filter.yaml")


@pytest.mark.parametrize(
    "text, told",
    [
        ("Classify the type of circuit as high or low pass.", None),
        ("The type of the circuit: is it a low or high pass?", None),
        ("The type of this circuit is high pass.", "high pass"),
        (
            "Type of the circuit, by its gain or phase: it lets go of low ones, high pass.",
            "high pass",
        ),
    ],
)
def test_a_sentence_that_offers_two_choices_and_spells_one_is_no_answer(
    text: str, told: str | None
) -> None:
    sheet = sheet_of([SheetFile(name="s.md", data=text.encode())], FILTER)
    assert [answer.text for answer in sheet.answers] == ([told] if told else [])


WITH_A_TITLE = FILTER_TEXT.replace("A filter", "Which pass is built by a capacitor in series?")


def test_a_title_that_asks_tells_which_sentence_answers() -> None:
    """Its label may be as short as `the pass`; what is read so is never certain."""
    sheet = (
        "# 1\n\nThe low pass is older.\n\nA capacitor in series is built as a high pass.\n\nEnd."
    )
    read = read_assignment(WITH_A_TITLE, "f.yaml")
    (answer,) = sheet_of([SheetFile(name="s.md", data=sheet.encode())], read).answers
    assert (answer.text, answer.sure) == ("high pass", False)


def test_a_unit_may_stand_behind_the_name_of_a_column_that_asks_for_none() -> None:
    """It leaves the table in doubt, for the rubric does not say what it is counted in."""
    text = (
        "# 1\n\n| point | d in m | cluster |\n|---|---|---|\n| x2 | 7.5 | Q |\n| x1 | 1.25 | P |\n"
    )
    answer = found(text)["T"]
    assert not answer.sure
