"""What was allowed to an answer, in numbers, and which line of the rubric says so."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.question import AnswerKind
from grader.review.earned_by import way_in_words
from grader.review.rubric_places import Said, said_for
from grader.review.step_account import Account
from grader.rubric import RubricSource
from grader.words import counted, number

Lines = Iterator[str]
NOISE = 1e-9
"""A distance that is a smaller share of what is allowed is none."""
_WORDS = "the very words: no tolerance lies between them"


def allowed(account: Account, source: RubricSource) -> list[str]:
    """What counts as right at a step, a line for each rule, with where it stands."""
    lines = [*ALLOWED[account.step.answer](account, source)]
    if account.is_beside_a_slip:
        lines.append("the tolerance does not count: a slip gives this value exactly")
    return [*lines, *_how_far(account)]


def _how_far(account: Account) -> Lines:
    """How far off the answer is, and how far it may be, beside what it was judged by."""
    decisive = account.decisive
    if decisive is None or decisive.worst is None or account.step.has_words:
        return
    worst = decisive.worst
    entry = "its worst entry" if len(decisive.near) > 1 else "the answer"
    if not math.isfinite(worst.distance):
        yield f"{entry} is no number that could be compared with {way_in_words(decisive)}"
        return
    if worst.ratio < NOISE:
        every = "every entry" if len(decisive.near) > 1 else entry
        yield f"{every} is {way_in_words(decisive)}, or within its range"
        return
    by = f"off by {worst.distance:.3g} from {way_in_words(decisive)}"
    yield f"{entry} is {by}, where {worst.allowed:.3g} is allowed: {worst.ratio:.3g} times that"


def origins(account: Account, source: RubricSource) -> tuple[Said, ...]:
    """The keys that bound a numeric answer, each with where it stands."""
    step, here = account.step, (source, account.mark.question, account.step.name)
    if step.has_words or not step.answer.has_value:
        return ()
    if step.digits is not None:
        return (said_for(*here, f"tolerance.{step.digits.kind}"),)
    least = said_for(*here, "minimum_figures", step.policy.precision.minimum_figures)
    return (
        said_for(*here, "tolerance.rtol", 0.0),
        said_for(*here, "tolerance.atol", 0.0),
        least,
        said_for(*here, "truncation", "accept"),
    )


def _of_numbers(account: Account, source: RubricSource) -> Lines:
    if account.step.has_words:
        yield _WORDS
        return
    step = account.step
    if step.valid is not None:
        yield f"any answer of which {step.valid.in_words} holds"
    said = {one.key: one for one in origins(account, source)}
    if step.digits is not None:
        form = step.digits.form.replace("_", " ")
        yield f"{form} {step.digits.in_words}{_place(next(iter(said.values())))}"
        return
    for key in ("rtol", "atol"):
        value = getattr(step.tolerance, key)
        if value:
            yield f"{key} {value:g}{_of_size(account, key)}{_place(said[f'tolerance.{key}'])}"
    if not (step.tolerance.rtol or step.tolerance.atol):
        yield "no tolerance: what rounds to the answer as it was written is right"
    least = step.policy.precision.minimum_figures
    yield f"at least {counted(least, 'significant figure')}{_place(said['minimum_figures'])}"
    ends = "rounded or cut off" if step.policy.precision.truncation else "rounded"
    yield f"digits may be {ends}{_place(said['truncation'])}"


def _of_size(account: Account, key: str) -> str:
    """What a share of the true value comes to, where that is a single number."""
    true = account.true
    if key == "rtol" and account.step.is_complex and isinstance(true, np.ndarray):
        true = np.asarray(np.hypot(*true)) if true.ndim == 1 else true
    if key == "atol" or not isinstance(true, np.ndarray) or true.ndim:
        return ""
    share = account.step.tolerance.rtol * abs(float(true))
    return f" of {number(float(true))}, {share:.3g}"


def _of_complex(account: Account, source: RubricSource) -> Lines:
    yield "a number as a whole: the tolerance is for the modulus of the difference"
    yield "figures count in both parts, or in modulus and angle, whose whole turns are left out"
    yield from _of_numbers(account, source)


def _of_words(_account: Account, _source: RubricSource) -> Lines:
    yield _WORDS


def _of_formula(account: Account, _source: RubricSource) -> Lines:
    yield "the same function, tried at random points"
    if account.step.up_to:
        yield f"up to {', '.join(sorted(one.value for one in account.step.up_to))}"


def _of_equation(_account: Account, _source: RubricSource) -> Lines:
    yield "the same equation up to a constant factor, tried at random points"


def _of_logic(_account: Account, _source: RubricSource) -> Lines:
    yield "the same truth table"


def _of_text(_account: Account, _source: RubricSource) -> Lines:
    yield "people decide"


ALLOWED: Mapping[AnswerKind, Callable[[Account, RubricSource], Lines]] = {
    AnswerKind.NUMBER: _of_numbers,
    AnswerKind.COMPLEX: _of_complex,
    AnswerKind.CHOICE: _of_words,
    AnswerKind.SET: _of_numbers,
    AnswerKind.SEQUENCE: _of_numbers,
    AnswerKind.INTERVAL: _of_numbers,
    AnswerKind.TABLE: _of_numbers,
    AnswerKind.FORMULA: _of_formula,
    AnswerKind.EQUATION: _of_equation,
    AnswerKind.LOGIC: _of_logic,
    AnswerKind.REVIEW: _of_text,
}


def _place(said: Said) -> str:
    return f" ({said.where}, {said.level})" if said.where else f" ({said.level})"


def figures(account: Account) -> Sequence[str]:
    """What a single number stands for as it was written: its digits and its range."""
    read = account.judgement.read.number
    own = account.judgement.case.answered(account.step.name) if read is not None else None
    if own is None or read is None or len(read.entries) != 1 or account.step.has_words:
        return ()
    (entry,), (_, box) = read.entries, own
    if entry.decimals is None or entry.figures is None:
        return ("a value that was worked out: it stands for itself",)
    ends = (f"{float(np.ravel(end)[0]):.6g}" for end in (box.low, box.high))
    return (f"{counted(entry.figures, 'significant figure')}: it stands for {' to '.join(ends)}",)
