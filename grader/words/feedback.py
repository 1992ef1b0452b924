"""A mark -> words for the student, in Markdown. Decides what may be revealed, never how many
points: no sentence holds an expected value, and every text of the student's is quoted as code.

Where the rubric reveals nothing, nothing is told that a student could work backwards from: a slip
with its name gives the value away, and so do the entries that are right.
"""

import math
from collections.abc import Callable

from grader.model import Lapse, Mark, Verdict
from grader.words.foreign_text import code, escaped, quoted
from grader.words.verdicts import HEADLINES
from grader.words.wording import (
    OTHER_THAN,
    agreed,
    counted,
    entries_in_words,
    first_of,
    in_words,
    listed,
    points,
    sentence,
)

MAX_TEXT = 8_000
"""Characters of a text for people that are shown to them: some four pages."""
MOST_WORDS = 3
"""Words of a name that is set as a symbol; code over half a line is hard to read on a phone."""


def step_feedback(mark: Mark) -> str:
    """What a student reads under one step: verdict, why, what to do next, what was read.

    A right answer that earns everything is not praised in words: its points stand beside it.
    """
    above = "" if mark.decision else f"**{headline(mark)}** "
    said = f"{above}{explanation(mark)}".strip()
    read = _read(mark)
    if read and mark.verdict is Verdict.CORRECT and said == f"**{HEADLINES[mark.verdict]}**":
        return read
    return f"{said}\n\n{read}" if read else said


def _read(mark: Mark) -> str:
    """What was read as it was written, in its plain form, and where."""
    if mark.read is None or not mark.quotes:
        return ""
    if mark.verdict is Verdict.REVIEW and not mark.is_unsure:
        return quoted(mark.read, MAX_TEXT)
    plain = f", taken as {code(mark.plain)}" if mark.plain else ""
    return f"Read: {code(mark.read)}{plain}{_place(mark)}"


def _place(mark: Mark) -> str:
    """Where it was read and how it was recognised."""
    if mark.where is not None:
        unsure = ", which may be wrong" if mark.is_unsure else ""
        return f" ({escaped(mark.where)}, recognised {mark.how}{unsure})"
    return f" (line {mark.line})" if mark.line else ""


def headline(mark: Mark) -> str:
    """The verdict in a word or two, never a plain "Correct." where points are lost."""
    if mark.is_right:
        return "Right, but the work is not shown." if mark.deducted else HEADLINES[mark.verdict]
    if mark.lacks_figures:
        return "Too few figures." if mark.slip == Lapse.TOO_FEW_FIGURES else "Too many figures."
    if mark.lacks_unit:
        return "Right but for the unit."
    if mark.verdict is Verdict.MISSING and mark.searched:
        return "Not found."
    # one that is worth nothing may be a great error, or leave nothing of the step's work
    if (
        mark.slip not in (Lapse.NOT_SUMMED, Lapse.TRIVIAL)
        and mark.verdict is Verdict.PARTIAL
        and slip_told(mark)
    ):
        return "One slip."
    return HEADLINES[mark.verdict]


def slip_told(mark: Mark) -> str:
    """What is told of the slip; "" if nothing. What the rubric itself says is always told."""
    if mark.slip == Lapse.AMBIGUOUS and mark.quotes:
        return "a single slip explains your value, but more than one could"
    if mark.quotes or mark.is_misconception or mark.lacks_figures or mark.slip == Lapse.NO_UNIT:
        return mark.slip_words or ""
    return ""


def explanation(mark: Mark) -> str:
    """Why a step earned what it earned and what to do next, in Markdown; often empty."""
    if mark.decision:
        from grader.words.decided_words import decided_words  # costs what most need not pay

        return decided_words(mark, mark.decision, slip_told(mark))
    said = _EXPLANATIONS[mark.verdict](mark)
    if mark.is_right and slip_told(mark):
        words = slip_told(mark)
        said = f"{said} {sentence(words.removeprefix('right, ') if said else words)}"
    if mark.deducted:
        lost = counted(mark.lost, "point")
        verb = "are" if lost.endswith("s") else "is"
        said = f"{said} {lost} {verb} lost because the work before it was not handed in: show each"
        said += " step."
    return said.strip()


def _follows(mark: Mark) -> str:
    if mark.credit == 1:
        return f"Right for {_own(mark)}: full points for this step."
    if mark.deducted:
        return f"Right for {_own(mark)}."
    return f"Right for {_own(mark)}: {_earned(mark)} for this step."


def named(mark: Mark, step: str) -> str:
    """A step by the name that its label gives it: a symbol as code, words in quotation marks."""
    name = mark.called(step)
    return f"“{escaped(name)}”" if len(name.split()) > MOST_WORDS else code(name)


def _earned(mark: Mark) -> str:
    return f"{points(mark.earned)} of {points(mark.points)} points"


def _partial(mark: Mark) -> str:
    if mark.slip is not None:
        return _slip(mark)
    if not mark.quotes:
        return f"{_earned(mark)}. Work this step out again."
    if mark.follows_own:
        return (
            f"{_entries(mark)} follow from {_own(mark)}. Check the other entries of this"
            f" step{_which(mark, ': ')}.{_uneven(mark)}"
        )
    check = _which(mark) or "the others"
    return f"{_entries(mark)} are right. Check {check}.{_uneven(mark)}{_not_followed(mark)}"


def _incorrect(mark: Mark) -> str:
    if mark.slip == Lapse.TRIVIAL or (mark.slip not in (None, Lapse.SHAPE) and slip_told(mark)):
        return _slip(mark)
    if mark.slip == Lapse.TRANSPOSED and mark.quotes:
        return _slip(mark)
    if mark.is_formula:
        return _other_function(mark)
    if mark.shape != mark.expected_shape:
        return _wrong_shape(mark)
    if mark.reason is not None:
        return _not_followed(mark).strip()
    if mark.rests_on:
        return (
            f"It does not follow from {_own(mark)} either: mend that first, then work this step"
            " out again."
        )
    if mark.inputs:
        names = listed([named(mark, name) for name in mark.inputs])
        are = agreed(mark.inputs, "is", "are")
        return f"Your {names} {are} right, so the slip is in this step itself: work it out again."
    return "Work this step out again."


def _slip(mark: Mark) -> str:
    """What a slip, or a lack of figures, means for the student."""
    if mark.lacks_figures:
        return sentence(mark.slip_words or "")
    if mark.slip == Lapse.TRIVIAL and not mark.slip_words:
        return (
            f"It follows from {_own(mark)}, but a zero there makes all that follows zero, so"
            " following it shows no work of this step. Mend that first."
        )
    if mark.slip == Lapse.TRANSPOSED and mark.shape != mark.expected_shape and mark.quotes:
        earned = f"{_earned(mark)}." if mark.credit else ""
        return f"{_shapes(mark)}: rows and columns are exchanged. {earned}".strip()
    told = slip_told(mark)
    earned = f"{_earned(mark)}." if mark.credit else ""
    if not told:
        return f"{earned} Work this step out again.".strip()
    return " ".join(part for part in (sentence(told), _share_of_entries(mark), earned) if part)


def _share_of_entries(mark: Mark) -> str:
    if not (mark.shape and mark.share > 0 and mark.quotes):
        return ""
    return f"{_entries(mark)} are right{_which(mark, ': check ')}."


def _which(mark: Mark, before: str = "") -> str:
    if not mark.off:
        return ""
    if not mark.entry_names:
        return before + entries_in_words(mark.off, mark.shape or ())
    width = (mark.shape or (0,))[-1]
    places = [place[-1] + (place[0] * width if len(place) > 1 else 0) for place in mark.off]
    return before + first_of([escaped(mark.entry_names[place]) for place in places])


def _other_function(mark: Mark) -> str:
    where = f": {escaped(mark.reason)}" if mark.reason and mark.quotes else ""
    either = f" It does not follow from {_own(mark)} either." if mark.rests_on else ""
    return f"{OTHER_THAN[mark.asked]}{where}.{either}"


def _missing(mark: Mark) -> str:
    step = code(mark.step)
    lost = f" {sentence(mark.reason)}" if mark.reason else ""
    if not mark.searched:
        return f"No value was {'found' if lost else 'given'} for {step}.{lost}"
    files = first_of([code(name) for name in mark.searched])
    line = code(f"{mark.step} = ...")
    return (
        f"No value for {step} was found in {files}. If it stands there, write {line} on a line of"
        f" its own under {escaped(mark.question)}, or fill in {step} in `answers.yaml`.{lost}"
    )


def _unreadable(mark: Mark) -> str:
    why = sentence(mark.reason or "it is not a number or matrix")
    return f"{why} It has not been judged wrong: mend it and hand it in again."


def _review(mark: Mark) -> str:
    if mark.is_unsure:
        return (
            "It is not certain that this was read as you meant it, so the course staff will look at"
            f" it. For a mark now, write {code(mark.step)} and its value on a line of its own."
        )
    if mark.read is None and mark.searched:
        files = first_of([code(name) for name in mark.searched])
        return f"The course staff look for this answer in {files} themselves."
    if mark.people_points:
        worth = counted(mark.people_points, "point")
        return f"The course staff read this answer themselves and give up to {worth} for it."
    return "The course staff read this answer themselves; it earns nothing here."


def _fault(_: Mark) -> str:
    return "The autograder failed on this step. The course staff will see it; you need do nothing."


_EXPLANATIONS: dict[Verdict, Callable[[Mark], str]] = {
    Verdict.CORRECT: lambda _: "",
    Verdict.FOLLOWS: _follows,
    Verdict.PARTIAL: _partial,
    Verdict.INCORRECT: _incorrect,
    Verdict.MISSING: _missing,
    Verdict.UNREADABLE: _unreadable,
    Verdict.REVIEW: _review,
    Verdict.FAULT: _fault,
}


def _wrong_shape(mark: Mark) -> str:
    shape, expected = mark.shape or (), mark.expected_shape or ()
    hint = ""
    if len(shape) == 2 and shape == expected[::-1]:
        hint = " Did you transpose it?" if mark.quotes else ""
    elif len(expected) == 2:
        hint = " Write a matrix row by row: `[[1, 2], [3, 4]]`."
    elif len(expected) == 1:
        hint = " Write a vector as `[1, 2]`."
    return f"{_shapes(mark)}.{hint}"


def _shapes(mark: Mark) -> str:
    own, expected = in_words(mark.shape or ()), in_words(mark.expected_shape or ())
    return f"Your answer is {own}; {expected} belongs here"


def _not_followed(mark: Mark) -> str:
    if mark.reason is None:
        return ""
    return (
        f" It could not be followed from {_own(mark)}, which gives no value here"
        f" ({escaped(mark.reason)}), so it was compared with the true value alone."
    )


def _entries(mark: Mark) -> str:
    total = math.prod(mark.shape or ())
    right = total - len(mark.off) if mark.off else round(mark.share * total)
    return f"{right} of {total} entries"


def _uneven(mark: Mark) -> str:
    """What is said where a share of the entries earns less than that share of the points."""
    if not mark.off or math.isclose(mark.share, 1 - len(mark.off) / math.prod(mark.shape or ())):
        return ""
    return f" {_earned(mark)}: entries that are all the same number count less."


def _own(mark: Mark) -> str:
    """The student's own answers that a step rests on, with what was read where that is shown."""
    said = [
        f"{named(mark, name)} = {code(text, 60)}" if mark.quotes else named(mark, name)
        for name, text in mark.carried.items()
    ]
    return "your own " + listed(said)
