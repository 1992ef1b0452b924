"""Marks -> what a student reads at the top: points, where it first went wrong, what was not read.

Only steps that the student may see now are spoken of, by the names that their labels give them.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from grader.model import Answers, Mark, Verdict, Visibility
from grader.words import verdicts
from grader.words.feedback import named, slip_told
from grader.words.foreign_text import code, escaped
from grader.words.wording import agreed, counted, first_of, listed, points


def summary(marks: Sequence[Mark], answers: Answers | None) -> str:
    shown = [mark for mark in marks if mark.visibility is Visibility.VISIBLE]
    paragraphs: list[str] = []
    if answers is not None:
        paragraphs += _about_the_file(answers)
    if shown:
        paragraphs.append(_about_the_marks(shown))
    decided = [mark for mark in shown if mark.decision]
    if decided:
        paragraphs.append(f"Looked at by a person: {_reviewed(decided)}.")
    left = [mark for mark in shown if not mark.decision]
    reviewed = [mark for mark in left if mark.verdict is Verdict.REVIEW]
    if reviewed:
        paragraphs.append(f"Left to the course staff: {_reviewed(reviewed)}.")
    if any(mark.verdict is Verdict.FAULT for mark in left):
        paragraphs.append(
            "Some steps could not be marked because the autograder failed. That is not your"
            " mistake; the course staff will see it."
        )
    return "\n\n".join(paragraphs)


def _reviewed(marks: Sequence[Mark]) -> str:
    """What people look at, the same text of several questions once: “Why?” (2b and 2d)."""
    questions: dict[str, list[str]] = {}
    for mark in marks:
        questions.setdefault(_name(mark), []).append(escaped(mark.question))
    return listed([f"{name} ({listed(keys)})" for name, keys in questions.items()])


def _about_the_file(answers: Answers) -> Iterator[str]:
    if answers.broken is not None:
        yield (
            f"**{escaped(answers.broken)}** What stands before it was marked. Mend this and hand"
            " it in again."
        )
    elif answers.source is not None:
        yield f"Read from {code(answers.source)}."
    if answers.unread:
        files = first_of([code(name) for name in answers.unread])
        yield f"{files} could not be read, so what stands there is not known."
    if answers.notes:
        yield "\n".join(f"- {escaped(note)}" for note in answers.notes)


def _about_the_marks(shown: list[Mark]) -> str:
    """A row for each question; one for all where there is but one thing to say."""
    by_question = [(key, list(group)) for key, group in groupby(shown, lambda m: m.question)]
    whole = _whole(shown)
    if whole and len(by_question) > 1:
        return f"**{whole}: {_score(shown)}.**"
    return "\n".join(_question_row(key, marks) for key, marks in by_question)


def _score(marks: Sequence[Mark]) -> str:
    earned, possible = sum(m.earned for m in marks), sum(m.points for m in marks)
    return f"{points(earned)} of {points(possible)} points"


def _question_row(key: str, marks: list[Mark]) -> str:
    return f"- **{escaped(key)}**: {_score(marks)}. {_told(marks)}".rstrip()


def _whole(marks: Sequence[Mark]) -> str | None:
    """What can be said of all at once, texts that people read apart."""
    marked = [mark for mark in marks if mark.verdict is not Verdict.REVIEW]
    shared = {verdicts.WHOLE.get(mark.verdict) for mark in marked}
    whole = shared.pop() if len(shared) == 1 else None
    if whole is None or any(mark.decision for mark in marks):
        return None
    if marked[0].verdict is Verdict.CORRECT:
        return whole if all(mark.credit == 1 for mark in marked) else None
    if len(marked) == 1:
        return None
    is_of_sheets = all(mark.searched for mark in marked)
    return f"Nothing was found in {_files(marked)}" if is_of_sheets else whole


def _told(marks: list[Mark]) -> str:
    """A few sentences: the first slip, what is missing or not read, what was lost otherwise."""
    whole = _whole(marks)
    said = [f"{whole}."] if whole else [*_first_slip(marks), *_not_shown(marks), *_left_out(marks)]
    return " ".join([*held_words(marks), *said])


def held_words(marks: Sequence[Mark]) -> Iterator[str]:
    """By which conventions a question was marked, where they are the student's own."""
    held = marks[0].conventions
    if held:
        yield f"Marked with {listed([escaped(one) for one in held])}, as you wrote it."


def _left_out(marks: list[Mark]) -> Iterator[str]:
    """What could not be marked, and why: not read, not given, or not found in a sheet."""
    marks = [m for m in marks if not m.decision]
    unread = [_name(m) for m in marks if m.verdict is Verdict.UNREADABLE]
    missing = [m for m in marks if m.verdict is Verdict.MISSING]
    blank = [_name(m) for m in missing if not m.searched]
    not_found = [m for m in missing if m.searched]
    if unread:
        yield f"{listed(unread)} could not be read."
    if blank:
        yield f"{listed(blank)} {agreed(blank, 'is', 'are')} missing."
    if not_found:
        yield f"Not found in {_files(not_found)}: {listed([_name(m) for m in not_found])}."


def _files(marks: Sequence[Mark]) -> str:
    return first_of([code(name) for name in dict.fromkeys(n for m in marks for n in m.searched)])


def _first_slip(marks: list[Mark]) -> Iterator[str]:
    """Where it first went wrong, what the slip was, and what rests on it."""
    wrong = [m for m in marks if _is_wrong(m)]
    figures = [_name(m) for m in wrong if m.lacks_figures]
    if figures:
        are = agreed(figures, "is", "are")
        yield f"{listed(figures)} {are} right but for the number of figures."
    slips = [m for m in wrong if not m.lacks_figures]
    if slips:
        first = next((m for m in slips if not m.rests_on), slips[0])
        others = [_name(m) for m in slips if m is not first]
        yield from (_slip(first), *_following(marks))
        yield from [f"Look at {listed(others)} as well."] * bool(others)


def _is_wrong(mark: Mark) -> bool:
    """Whether a mark is not right, nor to a person who gave all its points."""
    is_given = mark.decision and mark.credit >= 1
    return mark.verdict in (Verdict.INCORRECT, Verdict.PARTIAL) and not is_given


def _slip(first: Mark) -> str:
    told = slip_told(first)
    words = f": {escaped(told)}" if told else ""
    stop = "" if told.endswith(("?", "!", ".")) else "."
    return f"It first goes wrong in {_name(first)}{words}{stop}"


def _following(marks: list[Mark]) -> Iterator[str]:
    after = [_name(m) for m in marks if m.verdict is Verdict.FOLLOWS]
    if after:
        rests, follows = agreed(after, "rests", "rest"), agreed(after, "follows", "follow")
        yield f"{listed(after)} {rests} on your own values and {follows} from them."


def _not_shown(marks: list[Mark]) -> Iterator[str]:
    losing = [m for m in marks if m.deducted]
    if losing:
        lost = counted(sum(m.lost for m in losing), "point")
        names, loses = listed([_name(m) for m in losing]), agreed(losing, "loses", "lose")
        before = agreed(losing, "it", "them")
        yield f"{names} {loses} {lost} because the work before {before} was not handed in."


def _name(mark: Mark) -> str:
    return named(mark, mark.step)
