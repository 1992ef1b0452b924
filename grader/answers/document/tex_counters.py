"""The counters of a TeX document: what is numbered within what, and how a number is printed."""

from __future__ import annotations

from collections.abc import Callable

_TENS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_WITHIN = {
    "chapter": "part", "subsection": "section", "subsubsection": "subsection",
    "paragraph": "subsubsection", "subparagraph": "paragraph", "enumii": "enumi",
    "enumiii": "enumii", "enumiv": "enumiii", "partno": "question", "subpart": "partno",
    "subsubpart": "subpart",
}  # fmt: skip
MAX_COUNT = 10_000
MAX_COUNTERS = 200


class Counters:
    """Named counts, each reset where the one that it is numbered within goes on."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {"secnumdepth": 3}
        self.within: dict[str, str] = dict(_WITHIN)

    def value(self, name: str) -> int:
        return self.values.get(name, 0)

    def set(self, name: str, value: int) -> None:
        if name in self.values or len(self.values) < MAX_COUNTERS:
            self.values[name] = max(-MAX_COUNT, min(value, MAX_COUNT))

    def step(self, name: str) -> None:
        """Count on by one; what is numbered within it begins anew."""
        self.set(name, self.value(name) + 1)
        gone = {name}
        for inner, outer in self.within.items():  # an outer counter is always defined first
            if outer in gone:
                gone.add(inner)
                self.set(inner, 0)

    def printed(self, name: str, style: str) -> str:
        """A counter in one of TeX's styles: `arabic`, `alph`, `Alph`, `roman`, `Roman`."""
        return STYLES.get(style, str)(self.value(name))


def _letter(number: int) -> str:
    return chr(96 + number) if 1 <= number <= 26 else str(number)


def _roman(number: int) -> str:
    found = ""
    for value, sign in _TENS if 0 < number < MAX_COUNT else ():
        count, number = divmod(number, value)
        found += sign * count
    return found or str(number)


STYLES: dict[str, Callable[[int], str]] = {
    "arabic": str,
    "alph": _letter,
    "Alph": lambda number: _letter(number).upper(),
    "roman": _roman,
    "Roman": lambda number: _roman(number).upper(),
}
"""How a counter is printed, by the command that says so."""
