"""What a question is given by another: `{from: 2b}`, `{from: 2b, only: [W, x]}`, `h1: 2b.h1`.

Numbers are copied. A value that students work out there, and one that is drawn for each student,
stays a reference under `carried`, which only the making of the question can follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from grader.graph import did_you_mean
from grader.rubric.plain_values import Path, is_reference
from grader.rubric.shorthands.expansion import GIVING, Expansion, Keys
from grader.rubric.shorthands.repeats import known_in

Others = Callable[[str], Keys | None]
"""The question of a key with its shorthands written out; None where it cannot be relied on."""
SHARING = ("from", "only")
"""Keys under `parameters` that are no names of values."""
MAX_LISTED = 8
"""Fewer questions than this are listed in a message."""
WITHOUT_VALUE = ("formula", "review")
"""Kinds of answers that nothing can be computed from."""
_BESIDE = ("dimensions", "domains", "notation")
"""Parts of a question that say more of a value it is given."""


def shares(question: Keys) -> bool:
    """Whether a question takes parameters or values from another."""
    given = question.get("parameters")
    if not isinstance(given, dict):
        return False
    return any(key in given for key in SHARING) or any(map(is_reference, given.values()))


def with_shared(
    expansion: Expansion, question: Keys, keys: Collection[str], others: Others
) -> Keys:
    """The question with what others give it. keys: those of all questions of the rubric."""
    return _Shared(expansion, question, keys, others).question


class _Shared:
    """A question as it takes values from others; `question` is the outcome."""

    def __init__(
        self, expansion: Expansion, question: Keys, keys: Collection[str], others: Others
    ) -> None:
        self.expansion = expansion
        self.keys = keys
        self.others = others
        self.question = dict(question)
        written = question["parameters"]
        own = {n: v for n, v in written.items() if n not in SHARING and not is_reference(v)}
        self.question["parameters"] = own
        self.question["carried"] = {}
        self.own = {*known_in(self.question), *(n for n, v in written.items() if is_reference(v))}
        for name, place in written.items():
            if name not in SHARING and is_reference(place):
                self._refer(name, place)
        if "from" in written:
            self._take_all(written)
        elif "only" in written:
            expansion.say(("parameters", "only"), "only goes with from; write from: 2b as well")

    def _refer(self, name: str, place: str) -> None:
        """Take one value of another question, `h1: 2b.h1`."""
        key, _, there = place.rpartition(".")
        path = ("parameters", name)
        other = self._other(key, path)
        if other is None:
            self.expansion.lose(("carried", name))
        elif there not in _given_by(other):
            near = did_you_mean(there, _given_by(other))
            self.expansion.say(path, f"{key} has no value {there}{near}")
            self.expansion.lose(("carried", name))
        else:
            self._give(name, key, there, other, path)

    def _take_all(self, written: Mapping[str, Any]) -> None:
        """Take the parameters of one question or several; with `only`, those and no others."""
        only = written.get("only")
        sources = written["from"] if isinstance(written["from"], list) else [written["from"]]
        found = [(str(key), self._other(str(key), ("parameters", "from"))) for key in sources]
        known = [(key, other) for key, other in found if other is not None]
        if len(known) < len(found):
            self.expansion.give_up()
        elif only is None:
            for key, other in known:
                self._take_parameters(key, other)
        else:
            self._take_only(list(map(str, only)), known)

    def _take_parameters(self, key: str, other: Keys) -> None:
        for name in _parameters_of(other):
            if name not in self.own:
                self._give(name, key, name, other, ("parameters", "from"))
                for part in GIVING:
                    self.expansion.need_not_use((part, name))
        if "data" in other:
            self.question.setdefault("data", other["data"])

    def _take_only(self, names: list[str], sources: list[tuple[str, Keys]]) -> None:
        for name in names:
            path = ("parameters", "only")
            giving = [(key, other) for key, other in sources if name in _given_by(other)]
            if not giving:
                near = did_you_mean(name, [one for _, other in sources for one in _given_by(other)])
                at = " and ".join(key for key, _ in sources)
                self.expansion.say(path, f"there is no {name} in {at}{near}")
                self.expansion.lose(("carried", name))
            elif name in self.own:
                self.expansion.say(path, f"{name} is a value of this question as well; keep one")
            else:
                self._give(name, giving[0][0], name, giving[0][1], path)

    def _other(self, key: str, path: Path) -> Keys | None:
        """Another question; None, which is told, where there is none of that key."""
        if key == self.expansion.key:
            self.expansion.say(path, f"{key} is this question itself; write the key of another")
            return None
        if key not in self.keys:
            listed = f" (there are {', '.join(self.keys)})" if len(self.keys) < MAX_LISTED else ""
            near = did_you_mean(key, self.keys) or listed
            self.expansion.say(path, f"there is no question {key}{near}")
            return None
        return self.others(key)

    def _give(self, name: str, key: str, there: str, other: Keys, path: Path) -> None:
        """Give the question a value of another's, with all that is said of it there."""
        part, value = _value_of(other, key, there)
        before = self.question[part].get(name, value)
        if before != value:
            told = f"{name} has other values in {key} than before; say which, {name}: {key}.{name}"
            self.expansion.say(path, told)
        if (other.get("steps") or {}).get(there, {}).get("answer") in WITHOUT_VALUE:
            told = f"{there} of {key} has no value that could be carried on; ask for it as a number"
            self.expansion.say(path, told)
            self.expansion.lose((part, name))
        self.expansion.is_used(key, there)
        if value is not None:
            self.question[part][name] = value
            self.expansion.came_from((part, name), path)
        for beside in _BESIDE:
            self._say_more(beside, name, (other.get(beside) or {}).get(there), path)

    def _say_more(self, part: str, name: str, said: Any, path: Path) -> None:
        """Say what another question says of a value: its shape, its domain, its spellings."""
        own = self.question.get(part) or {}
        if said is not None and name not in own:
            self.question[part] = {**own, name: said}
            self.expansion.came_from((part, name), path)


def _value_of(question: Keys, key: str, name: str) -> tuple[str, Any]:
    """What a value of another question is for the one that takes it: a number, or a reference.

    None for a symbol, of which no more is known than its shape and its domain.
    """
    kept = (question.get("parameters") or {}).get(name)
    if kept is not None and not isinstance(kept, dict):
        return "parameters", kept
    is_symbol = kept is None and name in _symbols_of(question)
    further = (question.get("carried") or {}).get(name)
    return "carried", further or (None if is_symbol else f"{key}.{name}")


def _symbols_of(question: Keys) -> list[str]:
    return [*(question.get("dimensions") or {}), *(question.get("domains") or {})]


def _parameters_of(question: Keys) -> Iterator[str]:
    """What a question is given, by others as well."""
    parts = (question.get(part) or {} for part in ("parameters", "carried"))
    yield from dict.fromkeys([*(name for part in parts for name in part), *_symbols_of(question)])


def _given_by(question: Keys) -> list[str]:
    """Every value that a question can give another: what it is given, and what is worked out."""
    return list(dict.fromkeys([*_parameters_of(question), *known_in(question)]))
