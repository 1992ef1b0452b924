"""What a submission is called on a page that others may see: a number, or whose it is.

Students write their names into answers, and folders are named after them. So without names a
text of theirs that holds one of the class is not shown at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from grader import record
from grader.rubric import Student

WITHHELD = "(not shown: it holds a name of the class)"
SHORTEST = 4
"""Letters of a part of a name by which it is known in a text: `Li` and `Max` are in too many."""
_WORD = re.compile(r"\w+")


@record(frozen=True, kw_only=True)
class Naming:
    """How the submissions of a class are called. submissions: their names in the class's order.

    people: whose each one is, as far as they were read; shows_names: whether they may be told.
    """

    submissions: Sequence[str]
    shows_names: bool = False
    people: dict[int, str] = field(default_factory=dict)
    _words: set[str] = field(default_factory=set)
    _wholes: set[str] = field(default_factory=set)

    def meet(self, place: int, students: Iterable[Student]) -> None:
        """Learn whose a submission is, the number of which is `place`."""
        students = tuple(students)
        if self.shows_names:
            self.people[place] = ", ".join(one.called for one in students if one.called)
            return
        for text in (self.submissions[place - 1], *_texts(students)):
            if len(text.strip()) >= SHORTEST:
                self._wholes.add(text.strip().casefold())
            parts = _WORD.findall(text.casefold())
            self._words.update(p for p in parts if len(p) >= SHORTEST and not p.isdigit())

    def called(self, place: int) -> str:
        """What a submission is called, by its number in the class."""
        if not self.shows_names:
            return f"no. {place}"
        name, who = self.submissions[place - 1], self.people.get(place, "")
        return f"{name} ({who})" if who else name

    def shown(self, text: str) -> str:
        """A student's text as it may be shown."""
        if self.shows_names or not text:
            return text
        folded = text.casefold()
        is_named = any(word in self._words for word in _WORD.findall(folded))
        return WITHHELD if is_named or any(one in folded for one in self._wholes) else text


def _texts(students: Iterable[Student]) -> Iterable[str]:
    for one in students:
        yield from (one.name, one.email, one.sid)
