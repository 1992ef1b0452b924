"""The index of a round in names and texts: `x_{k-1}` is `x_0` where k is 1.

Only text goes through here, for what stands in a rubric must read in each round as its writer
would have typed it, and is parsed afterwards like any other formula.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field

from grader import record
from grader.errors import RubricError
from grader.mathlang import canonical

Round = Mapping[str, str]
"""The value of each index in one round: {"k": "3", "s": "left"}."""
WORD = re.compile(r"\\?[^\W\d]\w*")
"""A name or a command, `x_k`, `\\sigma`; in `2x` the x is one."""
_BELOW = re.compile(r"(\\?[^\W\d]\w*)?_\{([^{}]*)\}")
_ABOVE = re.compile(r"\^\{\(([^(){}]*)\)\}")
_BRACED = re.compile(r"(?<![\w\\}^])\{([^{}]*)\}")
_LIST = re.compile(r"\[([^\[\]]*)\]")
_SUM = re.compile(r"\\?(?:sum|prod)_\{?\s*([^\W\d_]\w*)")
_LINEAR = re.compile(r"(\d*)\s*\*?\s*([^\W\d]\w*)\s*(?:([+-])\s*(\d+))?")


@record(frozen=True, slots=True, kw_only=True)
class Filled:
    """Fills the indices of one round into names, formulas and texts.

    at: the value of each index. names: what the rounds define, in canonical spelling: `V_{1,2}` is
    the name V_1_2 where there is one, else an entry of V. used: the names with an index filled in
    that no round defines, as they were met.
    """

    at: Round
    names: Collection[str] = ()
    used: list[str] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        return ", ".join(f"{letter} = {value}" for letter, value in self.at.items())

    def name(self, name: str) -> str:
        """A name with its indices, `x_1` of `x_k`. Raises RubricError for an index below 0."""
        found = _BELOW.sub(lambda m: f"{m[1] or ''}_{'_'.join(self._parts(m[2]))}", name)
        found = re.sub(r"\{([^{}]*)\}", lambda m: "_".join(self._parts(m[1])), found)
        found = WORD.sub(lambda m: self._segments(m[0]), found)
        if "-" in found:
            raise RubricError(f"{name} would be {found} where {self.in_words}; begin later")
        return found

    def formula(self, text: str) -> str:
        """A formula with its indices. Raises RubricError for a sum over an index of the rounds."""
        for letter in _SUM.findall(text):
            if letter in self.at:
                told = f"{letter} counts the rounds here; sum over another letter"
                raise RubricError(f"{told} (in '{text}')")
        found = _LIST.sub(self._listed, _ABOVE.sub(self._above, _BELOW.sub(self._below, text)))
        return WORD.sub(self._word, found)

    def text(self, text: str) -> str:
        """A label or a sentence: `x_k`, `x_{k-1}` and `{k}` are filled in, a k alone is not."""
        found = _ABOVE.sub(self._above, _BELOW.sub(self._below_in_words, text))
        found = _BRACED.sub(self._braced, found)
        return WORD.sub(lambda m: self._segments(m[0]), found)

    def amount(self, text: str) -> str | None:
        """What an index says in this round, `3` for `k+1`; None for what is no index."""
        found = _LINEAR.fullmatch(text.strip())
        value = self.at.get(found[2]) if found else None
        if found is None or value is None:
            return None
        if not value.lstrip("-").isdigit():
            return value if text.strip() == found[2] else None
        more = int(f"{found[3]}{found[4]}") if found[4] else 0
        return str(int(found[1] or 1) * int(value) + more)

    def _parts(self, inner: str) -> list[str]:
        """The indices between braces, those of the round filled in."""
        parts = [part.strip() for part in inner.split(",")]
        return [self.amount(part) or part for part in parts]

    def _changes(self, inner: str) -> bool:
        return any(self.amount(part) is not None for part in inner.split(","))

    def _below(self, found: re.Match[str]) -> str:
        base, parts = self._segments(found[1] or ""), self._parts(found[2])
        if not self._changes(found[2]):
            return f"{base}_{{{found[2]}}}"
        if any(part[0] == "-" for part in parts):
            told = f"{found[0]} has no value where {self.in_words}; let the rounds begin later"
            raise RubricError(told)
        name = "_".join([base, *parts])
        if base and canonical(name) in self.names:
            return name + " " * _runs_on(found)
        self.used.extend([name] * bool(base))
        if base and len(parts) == 1 and len(parts[0]) > 1 and parts[0].isdigit():
            return f"{base}[{int(parts[0]) - 1}]"  # v_{12} is the entry in row 1, column 2
        if base and len(parts) == 1:
            return name + " " * _runs_on(found)
        return f"{base}_{{{','.join(parts)}}}"

    def _below_in_words(self, found: re.Match[str]) -> str:
        parts = self._parts(found[2])
        if not self._changes(found[2]):
            return found[0]
        is_short = len(parts) == 1 and not _runs_on(found)
        return f"{found[1] or ''}_" + (parts[0] if is_short else f"{{{','.join(parts)}}}")

    def _above(self, found: re.Match[str]) -> str:
        return f"^{{({self.amount(found[1]) or found[1]})}}"

    def _braced(self, found: re.Match[str]) -> str:
        return ",".join(self._parts(found[1])) if self._changes(found[1]) else found[0]

    def _listed(self, found: re.Match[str]) -> str:
        parts = found[1].split(",")
        return f"[{','.join(self._entry(part) for part in parts)}]"

    def _entry(self, part: str) -> str:
        amount = self.amount(part)
        return part if amount is None else part.replace(part.strip(), amount)

    def _word(self, found: re.Match[str]) -> str:
        """A name of a formula; an index that stands alone is its number."""
        word = found[0]
        if word not in self.at:
            filled = self._segments(word)
            if filled == word or canonical(filled) in self.names:
                return filled
            self.used.append(filled)
            base, _, last = filled.rpartition("_")
            is_far = len(last) > 1 and last.isdigit()
            return f"{base}[{int(last) - 1}]" if is_far else filled
        before = found.string[: found.start()].rstrip()[-1:]
        value = self.at[word]
        is_factor = before.isalnum() or before in tuple(")]}'")
        return f"({value})" if value[0] == "-" or (is_factor and value.isdigit()) else value

    def _segments(self, word: str) -> str:
        """A name with the parts filled in that are an index, `W_1_new` of `W_k_new`."""
        first, *rest = word.split("_")
        return "_".join([first, *(self.at.get(part, part) for part in rest)])


def _runs_on(found: re.Match[str]) -> bool:
    """Whether a letter or a digit stands right behind the braces."""
    after = found.string[found.end() : found.end() + 1]
    return after.isalnum() or after == "_"


def rounds_of(given: object) -> tuple[str, ...] | None:
    """The values that an index takes, of `1..4` or of a list; None where neither stands there."""
    if isinstance(given, str):
        ends = re.fullmatch(r"\s*(\d+)\s*(?:\.\.\.?|…|to)\s*(\d+)\s*", given)
        if ends is None:
            return None
        return tuple(str(n) for n in range(int(ends[1]), int(ends[2]) + 1)) or None
    if not isinstance(given, list) or not given:
        return None
    values = [str(one) for one in given]
    return tuple(values) if all(re.fullmatch(r"\w+", one) for one in values) else None
