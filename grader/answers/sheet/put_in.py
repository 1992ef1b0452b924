"""Values that a student states only by putting them into a formula.

`t = (5.2 - 5)/(0.4/√10)` says that the mean is 5.2: put another number in that place, and the
computation changes just as the rule of t does with another mean. What is found so fills a step of
which nothing else is said, and is never certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader import record
from grader.agreement import fitted
from grader.alphabet.numeral_patterns import DECIMAL
from grader.answers.sheet.claims import Claim, Heard, StepKey
from grader.answers.sheet.events import Chain
from grader.answers.sheet.evidence import WORTH, Candidate, Evidence, Weighed, shares
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.meaning import Draw, value_at
from grader.answers.sheet.number_parts import is_single, number_parts
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import is_plain, symbols
from grader.mathlang import Tree, printed
from grader.model import Array

NEAR = 0.01
"""How far apart, as a share, a computation and a rule may be: its other numbers are rounded."""
ALIKE = 0.03
"""And how far apart their changes may be."""
MAX_TRIED = 2_000
"""Parts that are tried as steps in one question."""
MAX_BOTH = 12
"""Parts of a computation in which two values are looked for at once."""
_HOLE, _OTHER = "put_in", "put_in_as_well"
_NUMERAL = re.compile(rf"-?\s?{DECIMAL}")


@record(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a computation that states a step."""

    step: str
    tree: Tree
    value: Array


def put_in(
    heard: Sequence[Heard], taken: Mapping[StepKey, Claim], readings: Mapping[str, Reading]
) -> Iterator[tuple[StepKey, Claim]]:
    """The claims of numbers in formulas to steps of which no statement is about."""
    for key, reading in readings.items():
        left = {
            step.name
            for step in reading.asked.steps
            if not step.is_formula
            and ((key, step.name) not in taken or taken[key, step.name].is_begun)
        }
        if left and not reading.asked.symbols:
            stated = {
                name: value
                for (of, name), claim in taken.items()
                if of == key and (value := claim.heard.value(claim.candidate)) is not None
            }
            own = [one for one in heard if one.key == key]
            try:
                for claim in _of_question(own, left, stated, reading):
                    yield (key, claim.candidate.step), claim
            except Exception:  # a failure of ours here must not cost what is stated itself
                continue


def _of_question(
    heard: Iterable[Heard], left: set[str], stated: Draw, reading: Reading
) -> Iterator[Claim]:
    tries = iter(range(MAX_TRIED))
    for one in reversed([*heard]):
        best = one.weighed.best
        if (
            best is None
            or one.statement.asks
            or not left & reading.asked.graph.ancestors(best.step)
        ):
            continue
        if best.is_by_value and Evidence.VALUE not in best.evidence:
            continue
        for at in range(len(one.weighed.sides) - 1, -1, -1):
            side = one.weighed.sides[at]
            if side.tree is None or side.is_plain or side.name:
                continue
            work = _Work(best.step, reading.expanded(side.tree), stated, reading, tries)
            for part in work.parts(left):
                claim = _claim(one, at, part, reading)
                if claim is not None:
                    left.discard(part.step)
                    stated[part.step] = part.value
                    yield claim


class _Work:
    """One computation of a step, beside its rule."""

    def __init__(
        self, step: str, tree: Tree, stated: Draw, reading: Reading, tries: Iterator[int]
    ) -> None:
        self.step, self.tree, self.reading, self.tries = step, tree, reading, tries
        self.graph, self.truth = reading.asked.graph, reading.meanings.truth
        pairs = ((n, fitted(v, self.truth[n].shape)) for n, v in stated.items() if n in self.truth)
        self.stated = {n: v for n, v in pairs if v.shape == self.truth[n].shape}
        self.seen = {**self.truth, **self.stated}
        self.value = value_at(tree, self.seen)

    def parts(self, left: set[str]) -> Iterator[_Part]:
        """The parts that are steps of which nothing is said, those known first deciding on others;
        where none is found alone, two together."""
        names = self.graph.ancestors(self.step) - symbols(self.tree)
        found = True
        while found:
            found = False
            open_ = [
                n for n in reversed(self.graph.order) if n in names & left - self.stated.keys()
            ]
            for part in self._singles(open_) or self._pairs(open_):
                found = True
                self.stated[part.step] = self.seen[part.step] = part.value
                yield part

    def _singles(self, names: Sequence[str]) -> list[_Part]:
        parts = number_parts(self.tree, _HOLE)
        for name in names:
            fits = [
                _Part(step=name, tree=part, value=value)
                for part, around in parts
                if (value := self._value(part, name)) is not None
                and self._agree(around, {_HOLE: (name, value)})
                and (is_plain(part) or self._is_worked_out_so(part, name))
            ]
            if fits and _are_same(fits):
                return fits[:1]
        return []

    def _pairs(self, names: Sequence[str]) -> list[_Part]:
        """Two steps that the rule takes, where they stand for themselves in one way alone."""
        arguments = self.graph.rules[self.step].arguments
        both = [name for name in arguments if name in names]
        parts = number_parts(self.tree, _HOLE)
        if len(both) != 2 or len(parts) > MAX_BOTH:
            return []
        fits = [
            [
                _Part(step=both[0], tree=one, value=first),
                _Part(step=both[1], tree=two, value=second),
            ]
            for one, around in parts
            if is_plain(one) and (first := self._value(one, both[0])) is not None
            for two, rest in number_parts(around, _OTHER)
            if is_plain(two)
            and (second := self._value(two, both[1])) is not None
            and self._agree(rest, {_HOLE: (both[0], first), _OTHER: (both[1], second)})
        ]
        return fits[0] if len(fits) == 1 else []

    def _is_worked_out_so(self, part: Tree, name: str) -> bool:
        """Whether a part of several numbers is made as the rule of its step makes it: what is left
        of a formula beside one right number is not."""
        arguments = self.graph.rules[name].arguments
        return bool(_Work(name, part, self.stated, self.reading, self.tries)._singles(arguments))

    def _value(self, part: Tree, name: str) -> Array | None:
        """The value of a part, where it can be that of a step."""
        value = value_at(part, {})
        if value is None or name not in self.truth:
            return None
        value = fitted(value, self.truth[name].shape)
        return value if value.shape == self.truth[name].shape else None

    def _agree(self, around: Tree, put: Mapping[str, tuple[str, Array]]) -> bool:
        """Whether a computation changes with what is put into it as the rule of its step does: with
        what was stated, or with what follows from the values that are put in."""
        apart = {n: v for n, v in self.stated.items() if self._is_apart(n, put)}
        return any(self._agrees(around, put, kept) for kept in (self.stated, apart))

    def _agrees(self, around: Tree, put: Mapping[str, tuple[str, Array]], kept: Draw) -> bool:
        if self.value is None or next(self.tries, None) is None:
            return False
        first = self._ruled(dict(put.values()), kept)
        if first is None or not _is_near(self.value, first):
            return False  # so it is with most parts
        moved = [{hole: (name, _moved(v, n)) for hole, (name, v) in put.items()} for n in (1, 2)]
        ruled = [first, *(self._ruled(dict(one.values()), kept) for one in moved)]
        holes = [{hole: v for hole, (_, v) in one.items()} for one in moved]
        written = [self.value, *(value_at(around, {**self.seen, **one}) for one in holes)]
        return _move_alike(written, ruled)

    def _is_apart(self, name: str, put: Mapping[str, tuple[str, Array]]) -> bool:
        return not any(step in self.graph.ancestors(name) for step, _ in put.values())

    def _ruled(self, put: Draw, stated: Draw) -> Array | None:
        """What the rules make of values."""
        seen = {n: self.truth[n] for n in self.reading.asked.parameters if n in self.truth}
        seen |= {**stated, **put}
        seen.pop(self.step, None)
        for name in self.graph.order:
            if name in seen or (name != self.step and name not in self.graph.ancestors(self.step)):
                continue
            rule = self.graph.rules[name]
            if not all(one in seen for one in rule.arguments):
                return None
            try:
                with np.errstate(all="ignore"):
                    found = rule.function(*(seen[one] for one in rule.arguments))
                    seen[name] = np.asarray(found, float)
            except Exception:  # a rule is foreign code, and these are values it was never meant for
                return None
        return seen[self.step]


def _moved(value: Array, n: int) -> Array:
    """The first or the second of two values near one, the entries of each moved apart."""
    start = np.where(value == 0.0, 0.37, value)
    entries = np.arange(value.size).reshape(value.shape)
    return np.asarray(start * (1.0, 0.81, 0.93)[n] + 0.01 * n * entries)


def _is_near(value: Array, other: Array) -> bool:
    """Whether two values may be one, at a quick look."""
    value = fitted(value, other.shape)
    same = value.shape == other.shape
    return same and bool((np.abs(value - other) <= 5 * NEAR * np.abs(other).max(initial=0.0)).all())


def _move_alike(written: Sequence[Array | None], ruled: Sequence[Array | None]) -> bool:
    pairs = [(a, b) for a, b in zip(written, ruled, strict=True) if a is not None and b is not None]
    if len(pairs) < len(written) or any(fitted(a, b.shape).shape != b.shape for a, b in pairs):
        return False
    rows = np.array([fitted(a, b.shape) for a, b in pairs]), np.array([b for _, b in pairs])
    if not np.isfinite(rows).all():
        return False
    scale = np.abs(rows[1]).max()
    change = [np.diff(one, axis=0) for one in rows]
    most = np.abs(change[1]).max()
    is_near = bool((np.abs(rows[0] - rows[1]) <= NEAR * scale).all())
    return (
        is_near
        and most > NEAR * NEAR * scale
        and bool((np.abs(change[0] - change[1]) <= ALIKE * most).all())
    )


def _are_same(fits: Sequence[_Part]) -> bool:
    return all(same_number(one.value, fits[0].value) for one in fits)


def _claim(heard: Heard, at: int, part: _Part, reading: Reading) -> Claim | None:
    """The claim of a part of a statement to a step."""
    statement = heard.statement
    side = reading.side(_text(part.tree, heard.weighed.sides[at].text))
    if side.value is None:
        return None
    truth = reading.meanings.truth[part.step]
    evidence = {Evidence.BIAS: 1.0, Evidence.PUT_IN: 1.0}
    if same_number(part.value, truth):
        evidence[Evidence.VALUE] = 1.0
    candidate = Candidate(step=part.step, value=0, evidence=evidence)
    if candidate.score <= WORTH:
        return None
    chain = Chain((side.text,), (statement.chain.lines[at],))
    weighed = Weighed(sides=(side,), candidates=(candidate,), shares=tuple(shares([candidate])))
    stated = replace(heard, statement=replace(statement, chain=chain), weighed=weighed)
    return Claim(heard=stated, candidate=candidate, share=weighed.shares[0])


def _text(part: Tree, text: str) -> str:
    """A part as it is written, with all its figures where it is one number."""
    value = value_at(part, {})
    if not is_single(part):
        is_number = value is not None and not value.ndim
        return printed(part).replace("@", "*") if is_number else printed(part)
    same = (found[0] for found in _NUMERAL.finditer(text) if _is(found[0], value))
    return next(same, printed(part)).replace(" ", "")


def _is(numeral: str, value: Array | None) -> bool:
    return value is not None and float(numeral.replace(" ", "")) == value.item()
