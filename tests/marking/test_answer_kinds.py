"""Words, sets, sequences, intervals and tables: what is read, and what it earns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.graph import evaluate
from grader.model import Verdict
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.answer_kinds import ASSIGNMENT, RUBRIC, STEPS, judged, judged_by

CREDITS = [
    ("class", "spam", 1),
    ("class", "Spam.", 1),
    ("class", "class = spam", 1),
    ("class", "the class is spam", 1),
    ("class", "predicted class: SPAM", 1),
    ("class", r"\text{spam}", 1),
    ("class", r"$\hat{y} = \text{spam}$", None),
    ("class", "junk-mail", 1),
    ("class", "Junk  Mail", 1),
    ("class", "ham", 0),
    ("class", "newsleter", 0),
    ("class", "sham", None),
    ("class", "not spam", None),
    ("class", "spam or ham", None),
    ("class", "0", None),
    ("sure", "no", 1),
    ("sure", "No!", 1),
    ("sure", "n", 1),
    ("sure", "false", 1),
    ("sure", "yes", 0),
    ("sure", "maybe", None),
    ("side", "1", 1),
    ("side", "+1", 1),
    ("side", "-1", 0),
    ("side", "3", None),
    ("path", "A, C, B", 1),
    ("path", "A -> C -> B", 1),
    ("path", r"A \to C \to B", 1),
    ("path", "path = (A, C, B)", 1),
    ("path", "a c b", 1),
    ("path", "ACB", 1),
    ("path", "A, B, C", 1 / 3),
    ("path", "A, C", 2 / 3),
    ("path", "A, C, B, B", 3 / 4),
    ("path", "A, D, B", None),
    ("active", "{A, C}", 1),
    ("active", r"\{C, A\}", 1),
    ("active", "C and A", 1),
    ("active", "A; C; A", 1),
    ("active", "none", 0),
    ("active", "A", 0.5),
    ("active", "A, B", 0),
    ("active", "A, B, C", 0),
    ("either", "left", 1),
    ("either", "right", 1),
    ("either", "none", 0),
    ("lam", "{1, 3}", 1),
    ("lam", "3, 1", 1),
    ("lam", "lambda = 1 and 3", 1),
    ("lam", "1.00; 3.00", 1),
    ("lam", "{3}", 1 / 2),
    ("lam", "{3, 2, 1}", 2 / 3),
    ("lam", "{2, 4}", 0),
    ("v", "[1, 1]", 1),
    ("v", "[-0.707, -0.707]", 1),
    ("v", "[3, 3.2]", 0),
    ("v", "[1, -1]", 0),
    ("v", "[0, 0]", 0),
    ("u", "[0.707, 0.707]", 1),
    ("u", "[-0.707, -0.707]", 1),
    ("u", "[1.41, 0.707]", 0.5),
    ("ci", "[1.9, 3.1]", 1),
    ("ci", "(1.9; 3.1)", 1),
    ("ci", "2.5 ± 0.6", 1),
    ("ci", r"2.5 \pm 0.6", 1),
    ("ci", "2.5 +/- 0.6", 1),
    ("ci", "1.9 to 3.1", 1),
    ("ci", "1.9~3.1", 1),
    ("ci", "1.9 … 3.1", 1),
    ("ci", "from 1.9 to 3.1", 1),
    ("ci", "between 1.9 and 3.1", 1),
    ("ci", r"1.9 < \mu < 3.1", 1),
    ("ci", r"1.9 \le m \le 3.1", 1),
    ("ci", "ci = [1.9, 3.1]", 1),
    ("ci", "1.9–3.1", 1),
    ("ci", r"\left[ 1.9, 3.1 \right]", 1),
    ("ci", "lower: 1.9, upper: 3.1", 1),
    ("ci", "[1.9, 3.3]", 1 / 2),
    ("ci", "[3.1, 1.9]", None),
    ("ci", "1.9", None),
    ("labels", "[1, 1, 0, 0]", 1),
    ("labels", "[2, 2, 7, 7]", 1),
    ("labels", "[0, 0, 1, 1]", 1),
    ("labels", "[0, 1, 1, 1]", 1 / 2),
    ("roots", "1, 2.5", 1),
    ("roots", "2.5, 1", 0.5),
    ("rows", "[[3, 4], [1, 2]]", 1),
    ("T", "[[1.25, P], [7.5, Q]]", 1),
    ("T", "1.25 P\n7.5 Q", 1),
    ("T", "x1 1.25 P\nx2 7.5 Q", 1),
    ("T", "| | d | cluster |\n|---|---|---|\n| x2 | 7.5 | Q |\n| x1 | 1.25 | P |", 1),
    ("T", "cluster, d\nP, 1.25\nQ, 7.5", 1),
    ("T", "1.25 P\n- Q", 3 / 4),
    ("T", "1.25 Q\n7.5 Q", 3 / 4),
    ("T", "1.25 P", None),
    ("T", "1.25\n7.5", None),
    ("T", "1.25 P\n7.5 Z", None),
    ("q", "3", 1),
    ("q", "4", 1),
    ("q", "7", 1),
    ("q", "5", 0),
]
"""A step, what was written, and the credit that is due; None for what is unreadable."""


@pytest.mark.parametrize("step, text, credit", CREDITS)
def test_an_answer_earns_what_it_is_worth_as_its_kind(
    step: str, text: str, credit: float | None
) -> None:
    # beside two right answers, so that no single hit is taken for luck
    mark = judged(**{"s": "0.700", "p": "0.668", "f": "6.250", step: text})[step]
    if credit is None:
        assert mark.verdict is Verdict.UNREADABLE, mark
        assert mark.reason
        assert "write" in mark.reason
    else:
        assert mark.verdict is not Verdict.UNREADABLE, mark.reason
        assert mark.credit == pytest.approx(credit)
        assert (mark.verdict is Verdict.CORRECT) == (credit == 1)


def test_words_follow_from_the_students_own_numbers() -> None:
    found = judged(s="-0.7", p="0.332", **{"class": "ham"})
    assert found["class"].verdict is Verdict.FOLLOWS
    assert found["class"].credit == 1
    assert judged(s="-0.7", p="0.332", **{"class": "spam"})["class"].verdict is Verdict.CORRECT


FOLLOWED = """
title: Followed
tolerance: {rtol: 0.001}
questions:
  "1":
    title: All rest on a
    parameters: {b: 1.2, C: [0.31, 2.4, 5.3]}
    steps:
      a: {points: 1, formula: 2 b + 0.31}
      d: {points: 1, formula: (C - a)^2}
      near: {points: 1, answer: choice, choices: [one, two, three], formula: argmin(d)}
      is_far: {points: 1, answer: choice, choices: [no, yes], formula: a > 4}
      within: {points: 1, answer: set, choices: [one, two, three], formula: d < 4}
      ranks: {points: 1, answer: sequence, formula: "[argmin(d), a]"}
      both: {points: 1, answer: set, formula: "[a, -a]"}
      around: {points: 1, answer: interval, formula: "[a - b, a + b]"}
      cells:
        points: 1
        answer: table
        rows: [r]
        columns: {v: , c: [no, yes]}
        formula: "[[2 a, a > 4]]"
"""
RESTING = read_assignment(FOLLOWED, "followed.yaml")


@given(st.integers(-800, 800).filter(lambda k: k not in (271, 0)))
def test_every_kind_follows_from_the_students_own_value(hundredths: int) -> None:
    """Whatever the student's own value is, what its rules give from it is followed in full."""
    (question,) = RESTING.questions
    a = hundredths / 100
    solved = evaluate(question.graph, question.parameters, {"a": np.asarray(a)})
    texts = {"a": f"{a:.2f}"}
    for step in question.steps[1:]:
        value = np.asarray(solved[step.name])
        texts[step.name] = step.in_words(value) or str(np.round(value, 6).tolist())
    found = judged_by(RESTING, **texts)
    assert all(found[name].is_right for name in texts if name != "a"), found
    assert found["around"].verdict is Verdict.FOLLOWS


def test_what_follows_from_an_equal_form_is_right_and_no_error_of_the_students() -> None:
    found = judged(v="[-3, -3]", u="[-0.707, -0.707]", proj="-0.707")
    assert {mark.verdict for mark in found.values()} == {Verdict.CORRECT}
    assert judged(u="[0.707, 0.707]", proj="-0.707")["proj"].verdict is not Verdict.CORRECT


def test_what_is_wrong_is_named_as_the_assignment_names_it() -> None:
    found = judged(ci="[1.9, 3.3]", T="1.25 P\n7.5 P", s="0.7", f="6.25")
    assert "the upper end" in step_feedback(found["ci"])
    assert "x2, cluster" in step_feedback(found["T"])
    assert "[" not in step_feedback(found["T"]).partition("Read")[0]


def test_parts_that_lack_or_are_too_many_are_counted() -> None:
    found = judged(path="A, C", s="0.700", p="0.668")["path"]
    assert "2 of 3 entries are right. Check entry 3." in step_feedback(found)
    found = judged(path="A, C, B, A", s="0.700", p="0.668")["path"]
    assert "3 of 4 entries are right. Check entry 4." in step_feedback(found)


def test_points_of_a_text_are_given_by_people_and_told() -> None:
    text = RUBRIC.replace("note: {label: What do you see?,", "note: {label: Why?, points: 3,")
    assignment = read_assignment(text, "kinds.yaml")
    assert (assignment.points, assignment.people_points) == (ASSIGNMENT.points, 3)
    mark = judged_by(assignment, note="It is so.")["note"]
    assert (mark.points, mark.earned, mark.verdict) == (0, 0, Verdict.REVIEW)
    assert "up to 3 points" in step_feedback(mark)
    both = f"total_points: {assignment.points + 3}\n{text.lstrip()}"
    _, problems = rubric_problems(both, "kinds.yaml")
    assert [str(one) for one in problems if not one.is_warning] == []


def test_the_rubric_may_know_wrong_words() -> None:
    found = judged(**{"class": "newsletter"})["class"]
    assert found.is_misconception
    assert "No newsletter has a score" in step_feedback(found)


def test_a_slip_of_the_pen_never_turns_one_choice_into_another() -> None:
    for step in ("class", "either", "sure"):
        _, asked = STEPS[step]
        assert asked.choices is not None
        for word in asked.choices.words:
            mark = judged(**{step: word})[step]
            read = mark.plain or mark.read
            assert (read or "").casefold() == word


def test_a_decision_does_not_follow_from_a_number_carried_on_in_one_figure() -> None:
    """Twelve is not ten: whoever says that two counts are equal has not gone on from 12."""
    text = """
title: T
questions:
  "1":
    title: Q
    parameters: {c: 10}
    steps:
      n: {points: 1, formula: c + 4.5}
      same: {points: 1, answer: choice, choices: [few, many], formula: "if(n == c, many, few)"}
      s: {points: 1, formula: c^2}
"""
    assert earned(text, n="12", same="few")["same"] == 1
    assert earned(text, n="12", same="many")["same"] == 0


def test_a_known_mistake_earns_what_the_rubric_says_though_it_is_a_copy() -> None:
    text = """
title: T
questions:
  "1":
    title: Q
    parameters: {d: 3.25}
    steps:
      y:
        points: 1
        formula: d^2
        misconceptions: [{formula: d, credit: 0.5, feedback: Square it.}]
"""
    mark = judged_by(read_assignment(text, "t.yaml"), y="3.25")["y"]
    assert (mark.credit, mark.is_misconception) == (0.5, True)


def earned(text: str, **texts: str) -> dict[str, float]:
    """What answers earn in a rubric of one question."""
    found = judged_by(read_assignment(text, "t.yaml"), **texts)
    return {step: mark.credit for step, mark in found.items()}


WORDS = """
title: T
questions:
  "1":
    title: Q
    parameters: {a: 120, b: 4}
    domains: {Q: [1, 50]}
    steps:
      code: {points: 1, answer: sequence, choices: ["0", "00", "01", "1"], formula: "[1, 2, 3]"}
      best: {points: 1, answer: choice, choices: [x, MC, y], formula: MC}
      worst: {points: 1, answer: choice, choices: [MC, z], formula: "if(a > b, z, MC)"}
      none: {points: 1, answer: set, choices: [HH, HT, TT], formula: "[0, 0, 0]"}
      roots: {points: 1, answer: set, formula: "[1, 1, 3]"}
      price: {points: 1, answer: formula, formula: (a - Q) / b}
      slopes: {points: 1, answer: formula, formula: "[2 Q, -Q]", symbols: [Q]}
"""


@pytest.mark.parametrize("step, text, credit", [
    ("code", "00, 01, 1", 1), ("code", "0, 1, 1", 1 / 3), ("best", "MC", 1), ("worst", "z", 1),
    ("none", "none", 1), ("none", "{}", 1), ("none", "HH", 0), ("roots", "{1, 3}", 1),
    ("roots", "{1, 1, 3}", 1), ("price", "30 - Q/4", 1),
    ("slopes", r"\begin{pmatrix} 2Q \\ -Q \end{pmatrix}", 1), ("slopes", "[2Q, -Q]", 1),
    ("slopes", r"\begin{pmatrix} 2Q \\ Q \end{pmatrix}", 0),
    ("price", "(a - Q)/b", 1), ("price", "30 - Q/5", 0), ("price", "30", 0),
])  # fmt: skip
def test_words_sets_and_formulas_are_what_they_say(step: str, text: str, credit: float) -> None:
    assert earned(WORDS, **{step: text})[step] == pytest.approx(credit)


def test_a_table_of_words_may_be_expected_in_words() -> None:
    text = RUBRIC.replace(
        '        formula: "[[1.25, 0], [7.5, 1]]"',
        """        expected: {}
        formula: "[[1.25, 0], [7.5, 1]]\"""",
    )
    for own, wrong in (("[[1.25, P], [7.5, Q]]", ""), ("[[1.25, Q], [7.5, Q]]", "yours is")):
        _, problems = rubric_problems(text.replace("{}\n", f"{own}\n", 1), "t.yaml")
        told = [str(one) for one in problems if not one.is_warning]
        assert bool(told) == bool(wrong), told
        assert all(wrong in one for one in told)


MOVES = """
title: Moves
questions:
  "1":
    title: Moves
    steps:
      policy:
        label: the policy
        points: 3
        answer: sequence
        choices: {up: [↑], down: [↓], left: [←], right: [→, ->]}
        formula: "[3, 0, 3]"
"""


@pytest.mark.parametrize("text", ["→, ↑, →", "→ ↑ →", "→↑→", "->, up, ->", "right, up, right"])
def test_an_arrow_that_is_a_word_parts_no_words(text: str) -> None:
    mark = judged_by(read_assignment(MOVES, "moves.yaml"), policy=text)["policy"]
    assert (mark.verdict, mark.credit) == (Verdict.CORRECT, 1)
