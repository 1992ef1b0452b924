"""The grammar of units: products, quotients and powers of words, from tokens to factors."""

from __future__ import annotations

from collections.abc import Sequence

from grader import record
from grader.alphabet.characters import SCRIPTS

Factors = tuple[tuple[str, int], ...]
"""The words of a unit, each once, with the power of each, in the order of the alphabet."""

MAX_POWER = 12
MAX_DEPTH = 8
_SHAPES = {"square": 2, "sq": 2, "sq.": 2, "cubic": 3, "squared": 2, "cubed": 3}
_RAISED = {ord(sign): said[1:] for sign, said in SCRIPTS.items() if said[0] == "^"}


@record(frozen=True, slots=True)
class Token:
    """A part of a unit's text: its kind, what it says, and where it ends."""

    kind: str
    said: str
    end: int


class UnitReader:
    """Products, quotients and powers of words, from tokens without blanks."""

    def __init__(self, tokens: Sequence[Token], is_all_below: bool) -> None:
        self.tokens = tokens
        self.place = 0
        self.is_all_below = is_all_below

    def _kind(self) -> str:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else ""

    def _has_group(self) -> bool:
        behind = self.tokens[self.place + 1 : self.place + 2]
        return bool(behind) and behind[0].kind == "open"

    def _take(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def product(self, depth: int = 0) -> list[tuple[str, int]] | None:
        """Factors one after the other, those behind a slash below it; None where none can be."""
        found: list[tuple[str, int]] = []
        sign, is_below = 1, False
        while self._kind() not in ("", "close"):
            kind = self._kind()
            if kind == "font" and not self._has_group():  # `{\\rm m/s}`
                self._take()
                continue
            if kind in ("times", "per"):
                self._take()
                is_below = is_below or kind == "per"
                sign = -1 if kind == "per" or (is_below and self.is_all_below) else 1
                if self._kind() in ("", "close", "times", "per"):
                    return None
                continue
            factor = self._factor(depth)
            if factor is None:
                return None
            found += [(word, sign * power) for word, power in factor]
            sign = -1 if is_below and self.is_all_below else 1
        return found

    def _factor(self, depth: int) -> list[tuple[str, int]] | None:
        kind, token = self._kind(), self._take()
        if depth > MAX_DEPTH:
            return None
        if kind == "word":
            return self._raised([(token.said, 1)])
        if kind == "figures":
            return [] if token.said == "1" and self._kind() == "per" else None
        read = {"shape": self._shape, "frac": self._quotient, "font": self._set, "open": self._open}
        return read[kind](token, depth) if kind in read else None

    def _shape(self, token: Token, depth: int) -> list[tuple[str, int]] | None:
        """`square metre`."""
        inner = self._factor(depth + 1) if self._kind() == "word" else None
        power = _SHAPES[token.said.lstrip("\\")]
        return None if inner is None else [(word, p * power) for word, p in inner]

    def _quotient(self, _: Token, depth: int) -> list[tuple[str, int]] | None:
        """`\\frac{m}{s}`."""
        above, below = self._group(depth), self._group(depth)
        if above is None or below is None:
            return None
        return [*above, *((word, -power) for word, power in below)]

    def _set(self, _: Token, depth: int) -> list[tuple[str, int]] | None:
        """`\\text{m s}^{-1}`, which raises the last word alone."""
        inner = self._group(depth)
        last = self._raised(inner[-1:]) if inner else None
        return None if inner is None or last is None else [*inner[:-1], *last]

    def _open(self, _: Token, depth: int) -> list[tuple[str, int]] | None:
        self.place -= 1
        inner = self._group(depth)
        return None if inner is None else self._raised(inner)

    def _group(self, depth: int) -> list[tuple[str, int]] | None:
        """What stands in brackets; a lone 1 is no factor."""
        if self._kind() != "open":
            return None
        self._take()
        if self._kind() == "figures" and self.tokens[self.place].said == "1":
            following = self.tokens[self.place + 1 : self.place + 2]
            if following and following[0].kind == "close":
                self.place += 2
                return []
        inner = self.product(depth + 1)
        if inner is None or self._kind() != "close":
            return None
        self._take()
        return inner

    def _raised(self, factors: list[tuple[str, int]]) -> list[tuple[str, int]] | None:
        """Factors with the power that stands behind them, `s^{-1}`, `s⁻¹`, `s-1`, `m2`."""
        power = 1
        kind = self._kind()
        if kind == "power":
            self._take()
            is_braced = self._kind() == "open"
            if is_braced:
                self._take()
            if self._kind() != "figures":
                return None
            power = int(self._take().said)
            if is_braced:
                if self._kind() != "close":
                    return None
                self._take()
        elif kind == "raised":
            power = int(self._take().said.translate(_RAISED))
        elif kind == "figures":
            power = int(self._take().said)
        elif kind == "shaped":
            power = _SHAPES[self._take().said.lstrip("\\")]
        if not 0 < abs(power) <= MAX_POWER:
            return None
        return [(word, p * power) for word, p in factors]
