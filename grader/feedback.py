"""A mark -> words for the student, in Markdown. Decides what may be revealed, never how many
points: no sentence holds an expected value, and every text of the student's is quoted as code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.markdown import code, escaped
from grader.model import AMBIGUOUS, NOT_SUMMED, TOO_FEW_FIGURES, TRIVIAL, Mark, Verdict

HEADLINES = {
    Verdict.CORRECT: "Correct.",
    Verdict.FOLLOWS: "Follows from your own earlier answer.",
    Verdict.PARTIAL: "Partly right.",
    Verdict.INCORRECT: "Not right.",
    Verdict.MISSING: "Missing.",
    Verdict.UNREADABLE: "Could not be read.",
    Verdict.REVIEW: "For review.",
    Verdict.FAULT: "Not marked, and not because of you.",
}


def step_feedback(mark: Mark) -> str:
    """What a student reads under one step: verdict, why, what to do next, what was read."""
    paragraphs = [f"**{headline(mark)}** {explanation(mark)}".strip()]
    if mark.read is not None and mark.quotes:
        paragraphs.append(f"Read: {code(mark.read)}{_place(mark)}")
    return "\n\n".join(paragraphs)


def _place(mark: Mark) -> str:
    """Where it was read and how it was recognised."""
    if mark.where is not None:
        unsure = ", which may be wrong" if mark.is_unsure else ""
        return f" ({escaped(mark.where)}, recognised {mark.how}{unsure})"
    return f" (line {mark.line})" if mark.line else ""


def headline(mark: Mark) -> str:
    """The verdict in a word or two."""
    if mark.lacks_figures and not _is_right(mark):
        return "Too few figures." if mark.slip == TOO_FEW_FIGURES else "Too many figures."
    if mark.slip == NOT_SUMMED:
        return HEADLINES[mark.verdict]
    if (mark.slip_words or mark.slip == AMBIGUOUS) and not _is_right(mark):
        return "One slip."
    return HEADLINES[mark.verdict]


def _is_right(mark: Mark) -> bool:
    return mark.verdict in (Verdict.CORRECT, Verdict.FOLLOWS)


def explanation(mark: Mark) -> str:
    """Why a step earned what it earned and what to do next, in Markdown; often empty."""
    said = _EXPLANATIONS[mark.verdict](mark)
    if _is_right(mark) and mark.slip_words:
        note = mark.slip_words.removeprefix("right, ") if said else mark.slip_words
        said = f"{said} {sentence(note)}"
    if mark.deducted:
        part = "All" if mark.deducted == 1 else f"{mark.deducted:.0%}"
        lost = f"{part} of its credit is lost because nothing that it rests on was handed in:"
        said = f"{said} {lost} show each step."
    return said.strip()


def _follows(mark: Mark) -> str:
    if mark.credit == 1:
        return f"Right for {_own(mark)}: full points for this step."
    return (
        f"Right for {_own(mark)}: {points(mark.earned)} of {points(mark.points)} points"
        " for this step."
    )


def _partial(mark: Mark) -> str:
    if mark.slip is not None:
        return _slip(mark)
    if mark.follows_own:
        return f"{_entries(mark)} follow from {_own(mark)}. Check the other entries of this step."
    return f"{_entries(mark)} are right. Check the others.{_not_followed(mark)}"


def _incorrect(mark: Mark) -> str:
    if mark.slip is not None and mark.slip != "shape":
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
        names = listed([code(name) for name in mark.inputs])
        verb = "are" if len(mark.inputs) > 1 else "is"
        return f"Your {names} {verb} right, so the slip is in this step itself: work it out again."
    return "Work this step out again."


def _slip(mark: Mark) -> str:
    """What a slip, or a lack of figures, means for the student."""
    if mark.lacks_figures:
        return sentence(mark.slip_words or "")
    if mark.slip == TRIVIAL and not mark.slip_words:
        return (
            f"It follows from {_own(mark)}, but a zero there makes all that follows zero, so"
            " following it shows no work of this step. Mend that first."
        )
    if mark.slip == "transposed" and mark.shape != mark.expected_shape:
        return "This is the transpose of what belongs here: rows and columns are exchanged."
    earned = f" {points(mark.earned)} of {points(mark.points)} points." if mark.credit else ""
    if mark.slip == AMBIGUOUS or not mark.slip_words:
        return f"A single slip explains your value, but more than one could.{earned}"
    share = _share_of_entries(mark)
    return f"{sentence(mark.slip_words)}{share}{earned}"


def _share_of_entries(mark: Mark) -> str:
    return f" {_entries(mark)} are right." if mark.shape and mark.share > 0 else ""


def _other_function(mark: Mark) -> str:
    where = f": {escaped(mark.reason)}" if mark.reason else ""
    either = f" It does not follow from {_own(mark)} either." if mark.rests_on else ""
    return f"This is not the same function as the answer{where}.{either}"


def _missing(mark: Mark) -> str:
    lost = f" {sentence(mark.reason)}" if mark.reason else ""
    return (
        f"No value was found for {code(mark.step)}.{lost}"
        if lost
        else (f"No value was given for {code(mark.step)}.")
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
        hint = " Did you transpose it?"
    elif len(expected) == 2:
        hint = " Write a matrix row by row: `[[1, 2], [3, 4]]`."
    elif len(expected) == 1:
        hint = " Write a vector as `[1, 2]`."
    return f"Your answer is {in_words(shape)}; {in_words(expected)} belongs here.{hint}"


def in_words(shape: tuple[int, ...]) -> str:
    """A shape as a person says it: a single number, a vector of 3 entries, a 2 x 3 matrix."""
    if shape == ():
        return "a single number"
    if len(shape) == 1:
        return f"a vector of {shape[0]} entries" if shape[0] != 1 else "a vector of 1 entry"
    return f"a {' x '.join(map(str, shape))} matrix"


def _not_followed(mark: Mark) -> str:
    if mark.reason is None:
        return ""
    return (
        f" It could not be followed from {_own(mark)}, which gives no value here"
        f" ({escaped(mark.reason)}), so it was compared with the true value alone."
    )


def _entries(mark: Mark) -> str:
    total = 1
    for size in mark.shape or ():
        total *= size
    return f"{round(mark.share * total)} of {total} entries"


def _own(mark: Mark) -> str:
    return "your own " + listed(
        [f"{code(name)} = {code(text, 60)}" for name, text in mark.carried.items()]
    )


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def sentence(text: str) -> str:
    """A text for Markdown as a sentence: first letter capital, full stop at the end."""
    text = text.strip()
    stop = "" if text.endswith((".", "?", "!")) else "."
    return escaped(text[:1].upper() + text[1:]) + stop


def points(number: float) -> str:
    """Points as a person writes them: 2, 1.5, 0.33."""
    return f"{round(number, 2):.12g}"
