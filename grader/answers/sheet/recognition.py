"""What is it? A statement's step: by name, by derivative, by definition, by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.answers.sheet.literals import same_number
from grader.answers.sheet.phrases import gradient_by, phrase_step, speaks_of_gradient
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.mathlang import derivative_parts
from grader.mathlang.tree import Call, Name
from grader.model import Array

_NEW = ("_new", "_next", "_plus", "_updated")


@dataclass(frozen=True, slots=True)
class Recognition:
    """A statement as understood in one question.

    step: what it is about, a step or a given. how, sure: as in `SheetAnswer`.
    value: which side holds the number, -1 if none does. is_given: whether it restates a given.
    """

    step: str
    how: str
    sure: bool
    sides: tuple[Side, ...]
    value: int = -1
    is_given: bool = False

    @property
    def number(self) -> Array | None:
        return self.sides[self.value].value if self.value >= 0 else None


def recognition(statement: Statement, reading: Reading) -> Recognition | None:
    """What a statement says in a question; None if it says nothing that can be placed."""
    chain = statement.chain
    sides = tuple(reading.side(text) for text in chain.members)
    if len(sides) == 1:
        return _told(sides, chain.lead, reading)
    value = _value(sides)
    label = sides[0]
    if _is_denominator(label, chain.lead) and not _restates(label, sides, value, reading):
        about = gradient_by(label.name, reading.rules)
        return Recognition(about, "prose", False, sides, value) if about else None
    found = _by_name(sides, value, reading) or _by_meaning(sides, value, reading)
    if found is None and value >= 0:
        found = _by_words(statement, sides, value, reading)
    if found is not None and chain.is_prose and not found.is_given:
        found = Recognition(found.step, "prose", found.sure, found.sides, found.value)
    return found


def _is_denominator(label: Side, lead: str) -> bool:
    """Whether a label is what something is differentiated by, `the gradient by $w_3$ is ...`."""
    return bool(label.name) and not derivative_parts(label.name) and speaks_of_gradient(lead)


def _restates(label: Side, sides: Sequence[Side], value: int, reading: Reading) -> bool:
    """Whether a given stands beside its own value."""
    truth = reading.meanings.truth.get(label.name) if reading.is_given(label.name) else None
    number = sides[value].value if value >= 0 else None
    return truth is not None and number is not None and same_number(number, truth, True)


def _value(sides: Sequence[Side]) -> int:
    """The side that holds the value: the last number or matrix, else the last one computed."""
    plain = [at for at, side in enumerate(sides) if side.is_plain]
    numeric = [at for at, side in enumerate(sides) if side.value is not None]
    if numeric and (not plain or numeric[-1] > plain[-1]):
        last = numeric[-1]
        return last if last > 0 or plain else -1
    return plain[-1] if plain else -1


def _by_name(sides: tuple[Side, ...], value: int, reading: Reading) -> Recognition | None:
    label = next((side for side in sides if side.name), None)
    if label is None or (label is not sides[0] and sides[0].tree is not None and value != 0
                         and not _is_unknown_name(sides[0])):  # fmt: skip
        return None
    if label is not sides[0] and not reading.is_given(label.name) and value != 0:
        return None
    if label.how == "usual" and not _is_usual(label, sides, value, reading):
        return None
    if label.how == "derivative" and label.name in reading.rules:
        return Recognition(label.name, label.how, True, sides, value)
    number = sides[value].value if value >= 0 else None
    if reading.is_given(label.name):
        return _given(label, _meant(sides, label, reading), sides, value, reading)
    name = label.name
    others = _meant(sides, label, reading) if is_free(name) else _named(sides, label, reading)
    sure = True
    if others and name not in others and label.how != "usual":
        name, sure = _settled(label, others, number, sides, reading)
        if name == label.name and others[-1] not in reading.asked.parameters:
            sure = False
    elif not others and number is not None and name in reading.suspected:
        other = reading.suspected[name]
        if reading.is_near(number, other) and not reading.is_near(number, name):
            reading.renamed[name] = other
            name, sure = other, False
    how = label.how if name == label.name else "meaning"
    how = "alias" if how == "usual" else how
    return Recognition(name, how, sure, sides, value)


def _is_usual(label: Side, sides: Sequence[Side], value: int, reading: Reading) -> bool:
    """Whether a name stands for what it often stands for: nothing here says otherwise."""
    others = [step for step in map(reading.meant, sides) if step and step != label.name]
    number = sides[value].value if value >= 0 else None
    if others or number is None:
        return not others
    if label.name in reading.rules and not derivative_parts(label.name):
        return reading.is_near(number, label.name, 0.1) or not reading.only_near(number)
    return True


def _meant(sides: Sequence[Side], label: Side, reading: Reading) -> list[str]:
    """The steps that the other sides mean, in order; the label's own is enough."""
    found: list[str] = []
    for side in sides:
        step = reading.meant(side) if side is not label else None
        if step is not None and step in reading.rules:
            found.append(step)
            if step == label.name:
                break
    return found


def _named(sides: Sequence[Side], label: Side, reading: Reading) -> list[str]:
    """The steps that the other sides name, in order."""
    known = (side.name or _defined(side, reading) for side in sides if side is not label)
    return [name for name in known if name in reading.rules]


def _defined(side: Side, reading: Reading) -> str:
    """The step that a name of the student's own stands for."""
    if isinstance(side.tree, Name) and side.tree.name in reading.own.trees:
        return reading.step(side.tree) or ""
    return ""


def is_free(name: str) -> bool:
    """Whether a name is the student's to choose, as an inner value's letter and number is."""
    return bool(re.search(r"\d$", name)) and not derivative_parts(name)


def _given(
    label: Side, others: Sequence[str], sides: tuple[Side, ...], value: int, reading: Reading
) -> Recognition | None:
    """A statement about a given: its value restated, an update, or a step under its letter."""
    if others:
        return Recognition(others[-1], "meaning", True, sides, value)
    number = sides[value].value if value >= 0 else None
    truth = reading.meanings.truth.get(label.name)
    if number is None or truth is None or label.entry:
        return Recognition(label.name, label.how, True, sides, -1, True)
    if same_number(number, truth, is_exact=True):
        return Recognition(label.name, label.how, True, sides, value, True)
    new = next((n for n in reading.rules if n in {label.name + end for end in _NEW}), "")
    if new and number.shape == truth.shape:
        return Recognition(new, "alias", False, sides, value)
    return None


def _settled(
    label: Side,
    others: Sequence[str],
    number: Array | None,
    sides: Sequence[Side],
    reading: Reading,
) -> tuple[str, bool]:
    """Which step is meant where the name says one and the formula another, and whether it is sure.

    An inner value's letter is the student's to choose: if the number is that of the other step,
    the formula decides. The name of an output or a loss stands, unless another name contradicts.
    """
    name, other = label.name, others[-1]
    by_name = any(side.name == other for side in sides if side is not label)
    free = is_free(name)
    if number is None:
        if free and not by_name:
            reading.suspected[name] = other
        return (other, False) if by_name and not free else (name, False)
    near_name, near_other = reading.is_near(number, name), reading.is_near(number, other)
    if near_other and not near_name and (by_name or free):
        if free and not by_name:
            reading.renamed[name] = other
        return other, True
    if by_name and not near_name and name in reading.stated and other not in reading.stated:
        return other, False
    return name, near_name


def _is_unknown_name(side: Side) -> bool:
    return isinstance(side.tree, (Name, Call)) and (not side.name or side.how == "usual")


def _by_meaning(sides: tuple[Side, ...], value: int, reading: Reading) -> Recognition | None:
    """By the first side that means a step, from the label on."""
    for at, side in enumerate(sides):
        step = reading.meant(side) if side.how != "usual" else None
        if step is None:
            continue
        if step in reading.rules:
            how = "meaning"
            if at == 0 and isinstance(side.tree, Name):
                how = "definition"
            return Recognition(step, how, True, sides, value if value != at or at else -1)
        if at == 0 and reading.is_given(step):
            return _given(side, [], sides, value, reading) if side.name else None
    return None


def _by_words(
    statement: Statement, sides: tuple[Side, ...], value: int, reading: Reading
) -> Recognition | None:
    """By the words before an unknown label, or by a value that only one step has."""
    words = f"{statement.chain.lead} {sides[0].text}"
    step = phrase_step(words, reading.asked, reading.rules)
    if step:
        return Recognition(step, "prose", False, sides, value)
    return None


def _told(sides: tuple[Side, ...], lead: str, reading: Reading) -> Recognition | None:
    """A lone number behind words that name a step, `a loss of $0.52$`."""
    side = sides[0]
    if side.value is None or not side.is_plain or not lead.strip():
        return None
    step = phrase_step(lead, reading.asked, reading.rules, needs_verb=True)
    return Recognition(step, "prose", False, sides, 0) if step else None
