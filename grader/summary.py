"""Marks -> what a student reads at the top: points, where it first went wrong, what was not read.

Only steps that the student may see now are spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from grader.feedback import listed, points
from grader.markdown import code, escaped
from grader.model import Answers, Mark, Verdict, Visibility

_WHOLE = {
    Verdict.CORRECT: "Everything is right.",
    Verdict.MISSING: "Nothing was given.",
    Verdict.UNREADABLE: "Nothing could be read.",
}


def summary(marks: Sequence[Mark], answers: Answers | None) -> str:
    """The text at the top of the results, in Markdown."""
    shown = [mark for mark in marks if mark.visibility is Visibility.VISIBLE]
    paragraphs: list[str] = []
    if answers is not None:
        paragraphs += _about_the_file(answers)
    rows = [_question_row(key, list(group)) for key, group in groupby(shown, lambda m: m.question)]
    if rows:
        paragraphs.append("\n".join(rows))
    reviewed = sum(mark.verdict is Verdict.REVIEW for mark in shown)
    if reviewed:
        texts = "1 answer is" if reviewed == 1 else f"{reviewed} answers are"
        paragraphs.append(f"{texts} for manual review.")
    if any(mark.verdict is Verdict.FAULT for mark in shown):
        paragraphs.append(
            "Some steps could not be marked because the autograder failed. That is not your"
            " mistake; the course staff will see it."
        )
    return "\n\n".join(paragraphs)


def _about_the_file(answers: Answers) -> Iterator[str]:
    if answers.broken is not None:
        yield (
            f"**{escaped(answers.broken)}** What stands before it was marked. Mend this and hand"
            " it in again."
        )
    elif answers.source is not None:
        yield f"Read from {code(answers.source)}."
    if answers.notes:
        yield "\n".join(f"- {escaped(note)}" for note in answers.notes)


def _question_row(key: str, marks: list[Mark]) -> str:
    earned, possible = sum(m.earned for m in marks), sum(m.points for m in marks)
    row = f"- **{escaped(key)}**: {points(earned)} of {points(possible)} points. {_told(marks)}"
    return row.rstrip()


def _told(marks: list[Mark]) -> str:
    """One or two sentences: the first slip, and what is missing or could not be read."""
    if len(marks) > 1 and len({mark.verdict for mark in marks}) == 1:
        whole = _WHOLE.get(marks[0].verdict)
        if whole:
            return whole
    sentences = [*_first_slip(marks)]
    for verdict, words in ((Verdict.UNREADABLE, "could not be read"), (Verdict.MISSING, "missing")):
        names = [code(m.step) for m in marks if m.verdict is verdict]
        if names:
            verb = "" if verdict is Verdict.UNREADABLE else ("is " if len(names) == 1 else "are ")
            sentences.append(f"{listed(names)} {verb}{words}.")
    if not sentences and all(mark.credit == 1 for mark in marks):
        return _WHOLE[Verdict.CORRECT]
    return " ".join(sentences)


def _first_slip(marks: list[Mark]) -> Iterator[str]:
    """Where it first went wrong, what the slip was, and what rests on it."""
    wrong = [m for m in marks if m.verdict in (Verdict.INCORRECT, Verdict.PARTIAL)]
    figures = [code(m.step) for m in wrong if m.lacks_figures]
    if figures:
        verb = "is" if len(figures) == 1 else "are"
        yield f"{listed(figures)} {verb} right but for the number of digits."
    slips = [m for m in wrong if not m.lacks_figures]
    if not slips:
        return
    first = next((m for m in slips if not m.rests_on), slips[0])
    said = f": {escaped(first.slip_words)}" if first.slip_words else ""
    yield f"It first goes wrong in {code(first.step)}{said}."
    after = [m for m in marks if m.verdict is Verdict.FOLLOWS]
    if after:
        verb = "rests on your own values and follows" if len(after) == 1 else "rest on your own"
        verb += "" if len(after) == 1 else " values and follow"
        yield f"{listed([code(m.step) for m in after])} {verb} from them."
    others = [code(m.step) for m in slips if m is not first]
    if others:
        yield f"Look at {listed(others)} as well."
