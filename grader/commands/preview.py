"""`grader preview`: the page that a student will see, as a file for a browser."""

from __future__ import annotations

from pathlib import Path

from grader.commands.marked_here import marked_here, people_of
from grader.commands.own_numbers_of import of_named
from grader.commands.terminal import Terminal
from grader.errors import UsageError
from grader.gradescope import results, with_decisions
from grader.question import Assignment
from grader.review import as_answers, one_of_all, page_of
from grader.rubric import Decisions, decisions_of, load_assignment


def preview(
    rubric: Path,
    submission: Path | None,
    output: Path,
    console: Terminal,
    student: str | None = None,
) -> int:
    """Write the page of a submission; of one that is made up where none is named.

    student: with whose numbers, where the rubric draws some.
    """
    if not output.parent.is_dir():
        raise UsageError(f"there is no folder {output.parent} to write {output.name} to")
    assignment = load_assignment(rubric)
    if student is not None:
        assignment = of_named(assignment, rubric, student).assignment
    decisions = decisions_of(rubric, assignment) or Decisions()
    page = _of(assignment, submission, decisions, student) if submission else _of_nobody(assignment)
    output.write_text(page, encoding="utf-8", newline="\n")
    whose = submission or "a made-up student"
    console.print(f"{output}: what {whose} sees; open it in a browser", soft_wrap=True)
    return 0


def _of(assignment: Assignment, submission: Path, decisions: Decisions, student: str | None) -> str:
    people, name = people_of(submission, student), submission.resolve().name
    marks = marked_here(assignment, submission)
    outcome = with_decisions(marks, assignment, decisions, people, name)
    made = results(outcome.marks, outcome.answers, notes=(outcome.note,))
    return page_of(made, assignment.title, f"What {name} sees.")


def _of_nobody(assignment: Assignment) -> str:
    """A page with something of everything: right steps, slips, what follows from them, a blank."""
    made = one_of_all(assignment)
    found = results(made.marks, as_answers(made.texts))
    about = f"What a made-up student sees. {made.story}"
    return page_of(found, assignment.title, about)
