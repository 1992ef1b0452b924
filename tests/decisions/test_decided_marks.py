"""Decisions change their own steps and students, and what is said of them; nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.commands.hashed_decisions import hashed_text
from grader.gradescope import Marked, results, with_decisions
from grader.marking import marks
from grader.model import Mark, Verdict
from grader.rubric import Decision, Decisions, Student, decisions_in
from grader.words import step_feedback, summary
from tests.decisions.a_quiz import QUIZ
from tests.filled_in import filled_in

ADA = Student(email="ada@x.org", sid="0012", name="Ada Lovelace")
ALAN = Student(email="alan@x.org", sid="0013", name="Alan Turing")
STEPS = [step.name for step in QUIZ.questions[0].steps]
WORTH = {"y": 2.0, "z": 4.0, "f": 2.0, "why": 3.0}
HANDED_IN = {"y": "7", "z": "21", "f": "x^2", "why": "It is small.", "how": "So."}


def marked(**answers: str) -> Marked:
    read = filled_in(answers, "1")
    return Marked(marks=marks(QUIZ, read), answers=read)


PLAIN = marked(**HANDED_IN)


def decided(
    text: str, students: tuple[Student, ...] = (ADA,), of: Marked = PLAIN
) -> dict[str, Mark]:
    found = with_decisions(of, QUIZ, decisions_in(text, "q"), students, "submission_1")
    return {mark.step: mark for mark in found.marks}


def one(step: str = "y", rest: str = "student: ada@x.org", given: str = "credit: 0.5") -> str:
    return f"- {{step: 1.{step}, {rest}, {given}, reason: it follows, by: Emmy Noether}}\n"


def test_the_mark_earns_what_was_decided_and_says_so() -> None:
    y = decided(one())["y"]
    assert (y.verdict, y.earned, y.points) == (Verdict.INCORRECT, 1.0, 2.0)
    assert y.decision is not None
    assert (y.decision.reason, y.decision.credit_before) == ("it follows", 0.0)
    assert step_feedback(y).startswith("**A person looked at this:** It follows. 1 of 2 points.")


def test_points_are_as_good_as_a_share() -> None:
    assert decided(one(given="points: 1.5"))["y"].earned == 1.5


def test_what_rests_on_the_step_is_marked_as_before() -> None:
    z = decided(one(given="credit: 1"))["z"]
    assert z.verdict is Verdict.FOLLOWS
    assert z == next(mark for mark in PLAIN.marks if mark.step == "z")


def test_points_of_people_for_a_text_are_then_part_of_the_score() -> None:
    before = results(PLAIN.marks, PLAIN.answers)
    found = decided(one("why", given="points: 2"))
    after = results(tuple(found.values()), PLAIN.answers)
    assert after["score"] == before["score"] + 2
    (row,) = [t for t in after["tests"] if t["extra_data"]["step"] == "1.why"]
    assert (row["score"], row["max_score"]) == (2.0, 3.0)
    assert row["extra_data"]["decision"] == {
        "reason": "it follows", "by": "Emmy Noether", "date": "", "credit_before": 0.0,
    }  # fmt: skip
    assert "Left to the course staff" in before["output"]
    assert "Looked at by a person: “Why?” (1)" in after["output"].replace("`Why?`", "“Why?”")


def test_nothing_is_lost_any_more_for_work_not_shown() -> None:
    losing = tuple(replace(mark, deducted=0.5) for mark in PLAIN.marks)
    (y, *others) = with_decisions(
        replace(PLAIN, marks=losing), QUIZ, decisions_in(one(), "q"), [ADA]
    ).marks
    assert (y.deducted, {mark.deducted for mark in others}) == (0, {0.5})


def test_a_slip_is_told_beside_points_that_are_lost_and_not_beside_all() -> None:
    slip = replace(PLAIN.marks[0], slip="x", slip_words="the other sign", verdict=Verdict.PARTIAL)
    of = replace(PLAIN, marks=(slip, *PLAIN.marks[1:]))
    assert "The other sign." in step_feedback(decided(one(), of=of)["y"])
    assert "other sign" not in step_feedback(decided(one(given="credit: 1"), of=of)["y"])


WHOM = [
    ("student: ada@x.org", True),
    ("student: ' ADA@X.ORG '", True),
    ("student: 12", True),
    ("student: submission_1", True),
    ("student: [emmy@x.org, '0012']", True),
    ("student: everyone", True),
    ("student: alan@x.org", False),
    ("student: submission_2", False),
    ("wrote: 7", True),
    ("wrote: 14/2", True),
    ("wrote: '7.0'", True),
    ("wrote: '7.1'", False),
    ("wrote: seven", False),
    ("wrote: ''", False),
    ("student: ada@x.org, wrote: 7.00", True),
    ("student: ada@x.org, wrote: 8", False),
    ("student: alan@x.org, wrote: 7", False),
]


@pytest.mark.parametrize("whom, holds", WHOM)
def test_whom_a_decision_is_about(whom: str, holds: bool) -> None:
    assert (decided(one(rest=whom))["y"].decision is not None) is holds


SAME = [
    ("f", "x^2", "x * x", True),
    ("f", "x^2", "x^3", False),
    ("why", "It is small.", "it is  small.", True),
    ("z", "5,5", "5,5", True),
    ("y", "", "", True),
]


@pytest.mark.parametrize("step, wrote, other, holds", SAME)
def test_equal_answers_all_get_it(step: str, wrote: str, other: str, holds: bool) -> None:
    found = decided(one(step, f"wrote: '{wrote}'"), of=marked(**{step: other}))
    assert (found[step].decision is not None) is holds


def test_a_decision_for_any_member_holds_for_the_group() -> None:
    text = one(rest="student: alan@x.org")
    assert decided(text, (ADA, ALAN))["y"].earned == 1
    both = text + one(given="credit: 1")
    assert decided(both, (ADA, ALAN))["y"].earned == 2
    assert decided(both, (ALAN,))["y"].earned == 1


NARROWER = ["student: everyone", "wrote: 7", "student: ada@x.org", "student: ada@x.org, wrote: 7"]


@pytest.mark.parametrize("place", range(1, 4))
def test_of_several_decisions_the_narrowest_counts(place: int) -> None:
    wide, narrow = NARROWER[place - 1], NARROWER[place]
    text = one(rest=wide, given="credit: 1") + one(rest=narrow, given="credit: 0")
    assert decided(text)["y"].earned == 0


def test_what_a_person_gives_everything_for_goes_not_wrong_in_the_summary() -> None:
    before = summary(PLAIN.marks, PLAIN.answers)
    after = summary(tuple(decided(one(given="credit: 1")).values()), PLAIN.answers)
    assert "It first goes wrong in `y`" in before
    assert "It first goes wrong in `y`" not in after
    assert "Looked at by a person: `y` (1)." in after


def test_a_decided_step_is_neither_unread_nor_left_to_anybody() -> None:
    found = decided(one("z", given="credit: 0.5"), of=marked(y="1", z="5,5"))
    text = summary(tuple(found.values()), None)
    assert "could not be read" not in text
    assert "Looked at by a person: `z` (1)." in text


def test_a_decided_fault_is_no_failure_any_more() -> None:
    fault = replace(PLAIN.marks[0], verdict=Verdict.FAULT)
    of = replace(PLAIN, marks=(fault, *PLAIN.marks[1:]))
    assert "the autograder failed" in summary(of.marks, None)
    assert "the autograder failed" not in summary(tuple(decided(one(), of=of).values()), None)


def test_the_reason_is_a_text_and_never_markup() -> None:
    text = "- {step: 1.y, student: ada@x.org, credit: 1, reason: '<b>*so* [x](y)'}"
    said = step_feedback(decided(text)["y"])
    assert [markup for markup in ("<b>", "*so*", "[x](y)") if markup in said] == []


def test_a_decision_that_cannot_be_compared_costs_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("grader.gradescope.decided_marks.said_in", broken)
    found = decided(one(rest="wrote: 7") + one("z"))
    assert (found["y"].decision, found["z"].earned) == (None, 2.0)
    assert "RuntimeError: broken" in (found["y"].detail or "")


DECISION = st.builds(
    Decision,
    question=st.just("1"),
    step=st.sampled_from(sorted(WORTH)),
    reason=st.just("so"),
    students=st.sampled_from([(), ("everyone",), ("ada@x.org",), ("alan@x.org", "12"), ("77",)]),
    wrote=st.sampled_from([None, *HANDED_IN.values(), "nothing like it"]),
    credit=st.floats(0, 1),
).filter(lambda one: one.students or one.wrote is not None)


@settings(max_examples=60, deadline=None)
@given(st.lists(DECISION, max_size=6), st.sampled_from([(), (ADA,), (ALAN,), (ADA, ALAN)]))
def test_a_decision_changes_its_own_step_and_students_alone(
    every: list[Decision], students: tuple[Student, ...]
) -> None:
    decisions = Decisions(every=tuple(every))
    after = with_decisions(PLAIN, QUIZ, decisions, students).marks
    keys = decisions.keys(students)
    for before, mark in zip(PLAIN.marks, after, strict=True):
        own = [d for d in every if d.step == mark.step]
        about = [d for d in own if d.is_for_all or keys & set(decisions.named_in(d))]
        if mark.decision is None:
            assert mark == before
            assert all(d.wrote not in (None, HANDED_IN[mark.step]) for d in about)
        else:
            assert mark.credit in {d.credit for d in about}
            kept = {"points", "people_points", "credit", "decision", "deducted"}
            same = {name: getattr(before, name) for name in kept}
            assert replace(mark, **same) == before


@settings(max_examples=40, deadline=None)
@given(st.lists(DECISION, max_size=5), st.sampled_from([(ADA,), (ALAN,), (ADA, ALAN)]))
def test_hashed_decisions_hold_for_the_same_students(
    every: list[Decision], students: tuple[Student, ...]
) -> None:
    plain = Decisions(every=tuple(every))
    text = hashed_text(plain)
    assert "@" not in text.replace("e-mails", "")
    hashed = decisions_in(text, "q") if every else Decisions()
    found = [with_decisions(PLAIN, QUIZ, d, students).marks for d in (plain, hashed)]
    assert found[0] == found[1]
