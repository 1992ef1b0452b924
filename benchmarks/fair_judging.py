"""What is just at every step of a simulated student's work, and what a marking did there."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from naming import meant, told, unnameable
from students import Work
from working import figures, truths

from grader.marking import question_marks
from grader.model import Answer, Answers, Mark

FULL = 1 - 1e-9
FEWEST_FIGURES, FEWEST_DECIMALS = 2, 3
"""What rubrics ask of a number by default; less is told to the student and earns no full credit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Just:
    """A step that can be judged ("right" or "wrong"), or the reason why it is left out."""

    step: str
    is_right: bool
    left_out: str = ""


def justly(work: Work) -> Iterator[Just]:
    """Every step of a student's work, those left blank too."""
    true = truths(work.posed)
    for step in work.blank:
        yield Just(step=step, is_right=True, left_out=f"left blank: {work.blank[step]}")
    for step in work.texts:
        if work.error is not None and work.error.step == step:
            yield Just(step=step, is_right=False, left_out=_why_not_wrong(work, step, true[step]))
        else:
            yield Just(step=step, is_right=True, left_out=_why_not_right(work, step, true))


def _why_not_right(work: Work, step: str, true: Mapping[str, Any]) -> str:
    own, right, reach = work.own[step], np.asarray(work.right[step]), work.reach[step]
    names = {node.id for node in ast.walk(work.lines[step]) if isinstance(node, ast.Name)}
    if any(np.shape(work.own[name]) != np.shape(true[name]) for name in names & set(work.own)):
        return "rests on a value of the wrong shape"
    if np.asarray(true[step]).any() and not right.any():
        return "an own zero leaves nothing of it"
    if ((own == 0) & (np.abs(right) > 1e-12)).any():
        return "rounded to zero"
    seen = np.vectorize(_seen_reach)(own, reach) if work.habit.tidies else reach
    if not all(map(_has_digits, own.ravel(), right.ravel(), np.ravel(seen))):
        return "fewer digits than the rubric asks for"
    return ""


def _seen_reach(own: float, reach: float) -> float:
    """How far the last digit reaches that is seen where zeros at the end are not written."""
    if reach == 0 or own == 0:
        return float(reach)
    digits = Decimal(repr(float(f"{own:.12g}"))).normalize()
    return max(float(reach), 10.0 ** int(digits.as_tuple().exponent))


def _has_digits(own: float, right: float, reach: float) -> bool:
    if abs(own - right) < 1e-11 or reach == 0:
        return True
    return figures(own, reach) >= FEWEST_FIGURES or reach <= 10.0**-FEWEST_DECIMALS * 1.001


def _why_not_wrong(work: Work, step: str, true: Any) -> str:
    """Whether the error shows in what is written, beyond rounding and the rubric's tolerance."""
    own, reach = work.own[step], work.reach[step]
    right, expected = np.asarray(work.right[step]), np.asarray(true)
    if own.shape != right.shape:
        return ""
    [asked] = [s for s in work.posed.question.steps if s.name == work.posed.names[step]]
    slack = asked.tolerance.atol + asked.tolerance.rtol * np.abs(expected) + reach + 1e-11
    if (np.abs(own - right) <= reach + 1e-11).all():
        return "the error is written like the right value"
    low, high = work.low[step], work.high[step]
    if ((own >= low - slack) & (own <= high + slack)).all():
        return "the error is within the tolerance or what the numbers before can stand for"
    if (np.abs(own - expected) <= slack).all():
        return "the error gives the true value"
    return ""


def marked(work: Work) -> dict[str, Mark]:
    """The marks that the program gives, by the question's own names."""
    names = work.posed.names
    key = work.posed.question.key
    answers = {(key, names[step]): Answer(text=text) for step, text in work.texts.items()}
    marks = {m.step: m for m in question_marks(work.posed.question, Answers(by_step=answers))}
    return {step: marks[names[step]] for step in work.texts}


@dataclass(slots=True)
class Tally:
    """Counts of one question, or of all."""

    right: int = 0
    refused: int = 0
    wrong: int = 0
    passed: int = 0
    nameable: int = 0
    named: int = 0
    names_told: int = 0
    wrong_names: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    not_named: Counter[str] = field(default_factory=Counter)
    misses: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        for name in ("right", "refused", "wrong", "passed", "nameable", "named", "names_told",
                     "wrong_names"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.left_out += other.left_out
        self.not_named += other.not_named
        for kind, lines in other.misses.items():
            self.misses.setdefault(kind, []).extend(lines)

    def take(self, work: Work, marks: Mapping[str, Mark]) -> None:
        """Counts what a marking did to a student."""
        for just in justly(work):
            if just.left_out:
                self.left_out[just.left_out] += 1
                continue
            mark = marks[just.step]
            is_full = mark.credit >= FULL
            if just.is_right:
                self.right += 1
                self.refused += not is_full
                if not is_full:
                    self._miss("refused", work, just.step, mark)
            else:
                self.wrong += 1
                self.passed += is_full
                if is_full:
                    self._miss("passed", work, just.step, mark)
            self._take_name(work, just, mark)

    def _take_name(self, work: Work, just: Just, mark: Mark) -> None:
        said = told(mark)
        error = work.error
        if just.is_right or error is None:
            self.names_told += said is not None
            if said is not None:
                self.wrong_names += 1
                self._miss("wrong name", work, just.step, mark)
            return
        kinds = work.alike | {error.kind}
        reason = unnameable(work, kinds)
        is_meant = said is not None and meant(said, kinds)
        if said is not None:
            self.names_told += 1
            self.wrong_names += not is_meant
            if not is_meant:
                self._miss("wrong name", work, just.step, mark)
        if reason:
            self.not_named[reason] += 1
            return
        self.nameable += 1
        self.named += is_meant
        if not is_meant:
            self._miss("not named", work, just.step, mark)

    def _miss(self, kind: str, work: Work, step: str, mark: Mark) -> None:
        self.misses.setdefault(kind, []).append(described(work, step, mark))


def described(work: Work, step: str, mark: Mark) -> str:
    """A step, what was written and how, and what was said of it, on one line."""
    names = work.posed.names
    rests_on = {node.id for node in ast.walk(work.lines[step]) if isinstance(node, ast.Name)}
    before = ", ".join(f"{names[n]} = {work.texts[n]}" for n in sorted(rests_on & set(work.texts)))
    error = work.error
    what = ""
    if error is not None and error.step == step:
        line = "" if error.line is None else f" ({ast.unparse(error.line)})"
        what = f"{error.kind}{line}"
    elif error is not None:
        what = f"after {error.kind} in {names[error.step]}"
    said = mark.slip_words or mark.slip or mark.reason or ""
    text = (
        f"{work.posed.homework} {work.posed.key}.{names[step]}: {work.texts[step]!r}"
        f" [{work.habit}] {what}; right {np.round(work.right[step], 7).tolist()} from {before}"
        f" -> {mark.verdict.value} {mark.credit:.2f} {said}"
    )
    return " ".join(text.split())
