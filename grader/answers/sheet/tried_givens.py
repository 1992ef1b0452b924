"""Where a sheet goes on with another value of a given: `check with g = 0.6`, where g is 0.3.

What stands below is worked out for that value, as far as the section goes, or until the given has
its own value again.
"""

from __future__ import annotations

from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement


class TriedGivens:
    """For each question the sections in which a given was set to another value, with the given."""

    def __init__(self) -> None:
        self._tried: dict[str, dict[str, tuple[str, ...]]] = {}

    def hear(self, statement: Statement, key: str, reading: Reading) -> bool:
        """Take a statement in; whether it stands below another value of a given."""
        tried = self._tried.setdefault(key, {})
        for given, under in [*tried.items()]:
            if under != statement.under:
                del tried[given]
        was_tried = bool(tried)
        sides = [reading.side(text) for text in statement.chain.members]
        name, value = sides[0].name, sides[-1].value
        truth = reading.given(name) if name else None
        if truth is None or truth.ndim or value is None or len(sides) > 2 or value.ndim:
            return was_tried
        tried.pop(name, None)
        if not same_number(value, truth):
            tried[name] = statement.under
        return bool(tried)
