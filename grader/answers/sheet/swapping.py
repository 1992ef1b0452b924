"""Which of y and y_hat is the prediction: the sheet's own definitions decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import symbols
from grader.answers.sheet.statements import Statement


def settle_roles(statements: Sequence[Statement], reading: Reading) -> None:
    """Swap the two names of a reading if the statements of its question make better sense so."""
    if reading.pair is None:
        return
    pair = set(reading.pair)
    own = [one for one in statements if not pair.isdisjoint(_names(one, reading))]
    if not own:
        return
    plain = _votes(own, reading)
    reading.swap()
    if _votes(own, reading) <= plain:
        reading.swap()


def _names(statement: Statement, reading: Reading) -> Iterator[str]:
    """The names in a statement: one without either of the two reads the same both ways."""
    for text in statement.chain.members:
        tree = reading.side(text).tree
        yield from symbols(tree) if tree is not None else ()


def _votes(statements: Sequence[Statement], reading: Reading) -> int:
    """How many statements agree with the roles as they are read now."""
    return sum(_vote(statement, reading) for statement in statements)


def _vote(statement: Statement, reading: Reading) -> int:
    label = reading.side(statement.chain.members[0])
    if len(statement.chain.members) < 2 or not label.name or reading.pair is None:
        return 0
    sides = [reading.side(text) for text in statement.chain.members]
    if label.name in reading.pair and reading.is_given(label.name):
        truth = reading.meanings.truth.get(label.name)
        value = sides[-1].value
        return int(truth is not None and value is not None and same_number(value, truth, True))
    if label.name not in reading.rules:
        return 0
    pair = set(reading.pair)
    meant = (
        reading.step(side.tree)
        for side in sides[1:]
        if side.is_symbolic and side.tree is not None
        and (label.name in pair or symbols(side.tree) & pair)
    )  # fmt: skip
    return int(label.name in meant)
