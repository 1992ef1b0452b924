"""What a class writes again is marked once, and nobody's marks depend on who was marked before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from project import PROJECT

import grader.marking.judgement
import grader.marking.right_numbers
from grader.gradescope import as_json, results, results_text
from grader.marking import marks
from grader.model import Answer, Answers, Verdict
from grader.question import Memory
from grader.review import as_answers, handed_in
from grader.rubric import load_assignment

HW3 = PROJECT / "rubrics" / "hw3.yaml"
ASSIGNMENT = load_assignment(HW3)
RIGHT = as_answers(handed_in(ASSIGNMENT, {}))


def with_answers(**texts: Answer | str) -> Answers:
    """The right answers with others in 2b, a text or an answer with its line."""
    own = {("2b", n): a if isinstance(a, Answer) else Answer(text=a) for n, a in texts.items()}
    return replace(RIGHT, by_step={**RIGHT.by_step, **own})


def without(*steps: str, elsewhere: str = "") -> Answers:
    """The right answers to 2b without some, and 2d with nothing but one."""
    keys = {"2b": [s.name for s in ASSIGNMENT.questions[3].steps if s.name not in steps]}
    keys["2d"] = [elsewhere] if elsewhere else []
    by_step = {(q, s): RIGHT.by_step[q, s] for q, names in keys.items() for s in names}
    return Answers(by_step=by_step)


BARE = ("z1", "h1", "z2", "h2", "z3", "y", "dL_dw3", "dL_dw2")
CLASS = {
    "right": RIGHT,
    "right again": with_answers(),
    "in figures": with_answers(y="0.59"),
    "in another line": with_answers(y=Answer(text="0.59", line=9)),
    "a slip": with_answers(y="0.41"),
    "the same slip, other words": with_answers(y="0.41", observation="They vanish."),
    "no words": with_answers(y="0.41", observation=""),
    "unreadable": with_answers(y="0,59"),
    "half of it": without(*BARE),
    "the way elsewhere": without(*BARE, elsewhere="h1"),
    "a file that broke": replace(without(*BARE), broken="it breaks off"),
    "a file of which nothing was read": replace(without(*BARE), unread=("b.pdf",)),
    "right after all": with_answers(),
}


def test_whoever_was_marked_before_marks_and_results_are_those_of_a_fresh_start() -> None:
    for answers in CLASS.values():
        alone = marks(load_assignment(HW3), answers)
        assert marks(ASSIGNMENT, answers) == alone
        assert results_text(marks(ASSIGNMENT, answers), answers) == as_json(results(alone, answers))


def test_one_answer_is_one_mark_whatever_text_for_people_stands_beside_it() -> None:
    first, second = (
        {mark.id: mark for mark in marks(ASSIGNMENT, with_answers(y="0.4123", observation=words))}
        for words in ("They shrink.", "They vanish.")
    )
    assert second["2b.y"] is first["2b.y"]
    assert (first["2b.observation"].read, second["2b.observation"].read) == (
        "They shrink.",
        "They vanish.",
    )


def test_a_right_answer_is_one_mark_beside_other_wrong_ones() -> None:
    first, second = (
        {mark.id: mark for mark in marks(ASSIGNMENT, with_answers(dL_dw1=text))}
        for text in ("0.5", "0.25")
    )
    assert second["2b.h1"] is first["2b.h1"]
    assert second["2b.dL_dw1"] is not first["2b.dL_dw1"]


def test_a_failure_of_ours_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = with_answers(y="0.593500")

    def failing(*_: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr(grader.marking.right_numbers, "right_as_written", failing)
        found = {mark.id: mark for mark in marks(ASSIGNMENT, answers)}
        assert found["2b.y"].verdict is Verdict.FAULT
    found = {mark.id: mark for mark in marks(ASSIGNMENT, answers)}
    assert found["2b.y"].verdict is Verdict.CORRECT


def test_what_is_done_to_results_is_not_done_to_those_of_the_next() -> None:
    found = marks(ASSIGNMENT, RIGHT)
    before = results_text(found, RIGHT)
    changed = results(found, RIGHT)
    for row in changed["tests"]:
        row["score"] = 0.0
        row["extra_data"]["verdict"] = "changed"
    assert results_text(found, RIGHT) == before == as_json(results(found, RIGHT))


def test_a_memory_keeps_the_latest_and_no_more() -> None:
    memory: Memory[int] = Memory(2)
    for number in range(5):
        assert memory.keep(number, number) == number
    assert [memory.get(number) for number in range(5)] == [None, None, None, 3, 4]
