"""What is it? A statement's step: by name, by derivative, by definition, by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.answers.sheet.literals import same_number
from grader.answers.sheet.phrases import gradient_by, phrase_step, speaks_of_gradient
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.mathlang import derivative_parts
from grader.mathlang.tree import Name
from grader.model import Array

_NEW = ("_new", "_next", "_plus", "_updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A statement as understood in one question.

    step: what it is about, a step or a given. how, sure: as in `SheetAnswer`.
    value: which side holds the number, -1 if none does. is_given: whether it restates a given.
    """

    step: str
    how: How
    sides: tuple[Side, ...]
    value: int = -1
    sure: bool = True
    is_given: bool = False

    @property
    def number(self) -> Array | None:
        return self.sides[self.value].value if self.value >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The sides of a statement in a question, and which of them holds the value, -1 if none."""

    sides: tuple[Side, ...]
    value: int
    reading: Reading

    @property
    def number(self) -> Array | None:
        return self.sides[self.value].value if self.value >= 0 else None

    def of(self, step: str, how: How, *, sure: bool = True) -> Recognition:
        """The statement as one about a step."""
        return Recognition(step=step, how=how, sides=self.sides, value=self.value, sure=sure)

    def others(self, label: Side) -> list[Side]:
        return [side for side in self.sides if side is not label]


def recognition(statement: Statement, reading: Reading) -> Recognition | None:
    """What a statement says in a question; None if it says nothing that can be placed."""
    chain = statement.chain
    sides = tuple(reading.side(text) for text in chain.members)
    said = _Said(sides=sides, value=_value(sides), reading=reading)
    label = sides[0]
    if len(sides) == 1:
        return _told(said, chain.lead)
    if _is_denominator(label, chain.lead) and not _restates(label, said):
        about = gradient_by(label.name, reading.rules)
        return said.of(about, How.PROSE, sure=False) if about else None
    found = _by_name(said) or _by_meaning(said)
    if found is None and said.value >= 0:
        step = phrase_step(f"{chain.lead} {label.text}", reading.asked, reading.rules)
        found = said.of(step, How.PROSE, sure=False) if step else None
    if found is not None and chain.is_prose and not found.is_given:
        return replace(found, how=How.PROSE)
    return found


def _told(said: _Said, lead: str) -> Recognition | None:
    """A lone number behind words that name a step, `a loss of $0.52$`."""
    if not said.sides[0].is_plain or not lead.strip():
        return None
    step = phrase_step(lead, said.reading.asked, said.reading.rules, needs_verb=True)
    return said.of(step, How.PROSE, sure=False) if step else None


def _is_denominator(label: Side, lead: str) -> bool:
    """Whether a label is what something is differentiated by, `the gradient by $w_3$ is ...`."""
    return bool(label.name) and not derivative_parts(label.name) and speaks_of_gradient(lead)


def _restates(label: Side, said: _Said) -> bool:
    """Whether a given stands beside its own value."""
    truth = said.reading.given(label.name)
    number = said.number
    return truth is not None and number is not None and same_number(number, truth, is_exact=True)


def _value(sides: Sequence[Side]) -> int:
    """The side that holds the value: the last number or matrix, else the last one computed."""
    plain = [at for at, side in enumerate(sides) if side.is_plain]
    numeric = [at for at, side in enumerate(sides) if side.value is not None]
    if numeric and (not plain or numeric[-1] > plain[-1]):
        last = numeric[-1]
        return last if last > 0 or plain else -1
    return plain[-1] if plain else -1


def _by_name(said: _Said) -> Recognition | None:
    label = _label(said)
    if label is None:
        return None
    if said.reading.is_given(label.name):
        return _given(said, label, _meant(said, label))
    name, sure = _settled(said, label)
    if name != label.name:
        return said.of(name, How.MEANING, sure=sure)
    return said.of(name, How.ALIAS if label.how is How.USUAL else label.how, sure=sure)


def _label(said: _Said) -> Side | None:
    """The side that names what a statement is about: the first, or one behind what is no name."""
    label = next((side for side in said.sides if side.name), None)
    if label is None:
        return None
    if label is not said.sides[0] and said.value != 0 and not said.reading.is_given(label.name):
        return None
    if label.how is How.USUAL and not _is_usual(said, label):
        return None
    return label


def _is_usual(said: _Said, label: Side) -> bool:
    """Whether a name stands for what it often stands for: nothing here says otherwise."""
    reading, number = said.reading, said.number
    others = [step for step in map(reading.meant, said.sides) if step and step != label.name]
    if others or number is None:
        return not others
    if label.name in reading.rules:
        return reading.is_near(number, label.name, 0.1) or not reading.only_near(number)
    return True


def _meant(said: _Said, label: Side) -> list[str]:
    """The steps that the other sides mean, in order; the label's own is enough."""
    found: list[str] = []
    for side in said.others(label):
        step = said.reading.meant(side)
        if step is not None and step in said.reading.rules:
            found.append(step)
            if step == label.name:
                break
    return found


def _named(said: _Said, label: Side) -> list[str]:
    """The steps that the other sides name, in order."""
    return [side.name for side in said.others(label) if side.name in said.reading.rules]


def is_free(name: str) -> bool:
    """Whether a name is the student's to choose, as an inner value's letter and number is."""
    return bool(re.search(r"\d$", name)) and not derivative_parts(name)


def _given(said: _Said, label: Side, others: Sequence[str]) -> Recognition | None:
    """A statement about a given: its value restated, an update, or a step under its letter."""
    if others:
        return said.of(others[-1], How.MEANING)
    reading, number = said.reading, said.number
    truth = reading.meanings.truth.get(label.name)
    if number is None or truth is None or label.entry:
        return replace(said.of(label.name, label.how), value=-1, is_given=True)
    if same_number(number, truth, is_exact=True):
        return replace(said.of(label.name, label.how), is_given=True)
    new = next((n for n in reading.rules if n in {label.name + end for end in _NEW}), "")
    if new and number.shape == truth.shape:
        return said.of(new, How.ALIAS, sure=False)
    return None


def _settled(said: _Said, label: Side) -> tuple[str, bool]:
    """The step that a statement under a step's name is about, and whether that is sure."""
    name = label.name
    others = _meant(said, label) if is_free(name) else _named(said, label)
    if others and name not in others and label.how is not How.USUAL:
        return _contradicted(said, label, others[-1])
    return name, True


def _contradicted(said: _Said, label: Side, other: str) -> tuple[str, bool]:
    """Which step is meant where the name says one and a formula another, and whether it is sure.

    An inner value's letter is the student's to choose: if the number is that of the other step,
    the formula decides. The name of an output or a loss stands, unless another name contradicts.
    """
    name, number, reading = label.name, said.number, said.reading
    if number is None:
        return (name if is_free(name) else other), False
    if reading.is_near(number, name) or not reading.is_near(number, other):
        return name, False
    if is_free(name) and not any(side.name == other for side in said.others(label)):
        reading.renamed[name] = other
    return other, True


def _by_meaning(said: _Said) -> Recognition | None:
    """By the first side that means a step, from the label on."""
    reading = said.reading
    for at, side in enumerate(said.sides):
        step = reading.meant(side) if side.how is not How.USUAL else None
        if step is not None and step in reading.rules:
            is_defined = at == 0 and isinstance(side.tree, Name)
            found = said.of(step, How.DEFINITION if is_defined else How.MEANING)
            return replace(found, value=-1) if said.value == at == 0 else found
    return None
