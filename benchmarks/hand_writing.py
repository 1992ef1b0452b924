"""How students write numbers down: habits of rounding, fractions, powers of ten, rows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any, Literal

import numpy as np

Layout = Literal["lists", "semicolons", "lines", "latex"]
LAYOUTS: tuple[Layout, ...] = ("lists", "lists", "lists", "semicolons", "lines", "latex")
MOST = 12
"""Decimals of a student who writes all that the calculator shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a student writes every number, and what is carried to the next step.

    One of figures and decimals is given, or neither: all that the calculator shows. cuts: digits
    are cut off. tidies: zeros at the end are not written. carries: what was "written", the "full"
    value, or now this and now that ("mixed").
    """

    figures: int | None = None
    decimals: int | None = None
    cuts: bool = False
    tidies: bool = False
    notation: Literal["plain", "fraction", "powers"] = "plain"
    layout: Layout = "lists"
    carries: Literal["written", "full", "mixed"] = "written"

    def __str__(self) -> str:
        digits = f"{self.figures} figures" if self.figures else f"{self.decimals} decimals"
        if self.figures is None and self.decimals is None:
            digits = "all digits"
        words = [digits, "cut" * self.cuts, "tidy" * self.tidies, self.notation, self.layout]
        return ", ".join(word for word in (*words, f"carries {self.carries}") if word)


def drawn_habit(random: np.random.Generator) -> Habit:
    """A student's habit: 2, 3, 4 or 6 figures or 2, 3 or 4 decimals, sometimes all digits."""
    figures, decimals = [(2, None), (3, None), (4, None), (6, None), (None, 2), (None, 3),
                         (None, 4), (None, None)][random.integers(8)]  # fmt: skip
    return Habit(
        figures=figures,
        decimals=decimals,
        cuts=bool(random.random() < 0.15),
        tidies=bool(random.random() < 0.5),
        notation=("plain", "plain", "plain", "plain", "plain", "plain", "fraction", "powers")[
            random.integers(8)
        ],
        layout=LAYOUTS[random.integers(len(LAYOUTS))],
        carries=("written", "full", "mixed")[random.integers(3)],
    )


def rounded(value: float, habit: Habit) -> tuple[Decimal, float]:
    """The number that a student writes, and how far its last place reaches."""
    if not math.isfinite(value):
        raise ValueError("no number to write")
    places = MOST if habit.decimals is None else habit.decimals
    if habit.figures is not None and value:
        places = habit.figures - 1 - math.floor(math.log10(abs(value)) + 1e-12)
    unit = Decimal(1).scaleb(-places)
    # a calculator shows ten digits or so: 0.29999999999999998 is 0.3 to it
    shown = Decimal(repr(float(f"{value:.13g}")))
    mode = ROUND_DOWN if habit.cuts else ROUND_HALF_EVEN
    return shown.quantize(unit, rounding=mode), float(unit)


def as_fraction(value: float) -> Fraction | None:
    """A small fraction that the value is."""
    near = Fraction(value).limit_denominator(240)
    return near if abs(float(near) - value) < 1e-11 and near.denominator > 1 else None


def number(value: float, habit: Habit) -> tuple[str, float, float]:
    """A number as written, what it then is, and how far its last place reaches (0: exactly)."""
    value = float(value)
    fraction = as_fraction(value) if habit.notation == "fraction" else None
    if fraction is not None:
        return f"{fraction.numerator}/{fraction.denominator}", float(fraction), 0.0
    digits, unit = rounded(value, habit)
    text = f"{digits:f}"
    if habit.tidies or (habit.figures is None and habit.decimals is None):
        text = text.rstrip("0").rstrip(".") if "." in text else text
        text = "0" if text in ("-0", "") else text
    if habit.notation == "powers" and digits and not 1 <= abs(digits) < 10:
        text = _powers_of_ten(digits, habit.tidies)
    return text, float(digits), unit


def _powers_of_ten(value: Decimal, tidies: bool) -> str:
    """5.39*10^-1; the digits in front are those that are given."""
    exponent = value.adjusted()
    front = f"{value.scaleb(-exponent):f}"
    if tidies and "." in front:
        front = front.rstrip("0").rstrip(".")
    return f"{front}*10^{exponent}"


def written(value: Any, habit: Habit) -> tuple[str, Any, Any]:
    """A value as written, the value that it then is and the reach of each entry's last place."""
    array = np.asarray(value, dtype=float)
    parts = [number(entry, habit) for entry in array.ravel()]
    own = np.array([part[1] for part in parts]).reshape(array.shape)
    reach = np.array([part[2] for part in parts]).reshape(array.shape)
    texts = [part[0] for part in parts]
    if array.ndim == 0:
        return texts[0], own, reach
    # between the entries of a vector, white space does not tell 2*10^1 -3 from a difference
    is_plain = not any(sign in text for text in texts for sign in "*/")
    layout = habit.layout if is_plain or array.ndim > 1 else "lists"
    return _laid_out(texts, array.shape, layout), own, reach


def _laid_out(texts: list[str], shape: tuple[int, ...], layout: Layout) -> str:
    """Entries as a list of rows, in rows with semicolons or lines, or as a LaTeX matrix.

    A vector in LaTeX stands upright, as on paper.
    """
    if len(shape) == 1:
        if layout == "latex":
            return r"\begin{pmatrix}" + r" \\ ".join(texts) + r"\end{pmatrix}"
        return f"[{', '.join(texts)}]" if layout == "lists" else " ".join(texts)
    rows = [texts[i : i + shape[1]] for i in range(0, len(texts), shape[1])]
    if layout == "latex":
        return r"\begin{pmatrix}" + r" \\ ".join(" & ".join(r) for r in rows) + r"\end{pmatrix}"
    if layout == "lists":
        return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"
    return ("; " if layout == "semicolons" else "\n").join(" ".join(row) for row in rows)


def exchanged_digits(text: str, random: np.random.Generator) -> str | None:
    """The text with two neighbouring digits that differ exchanged in one of its numbers."""
    places = [
        i for i in range(len(text) - 1)
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]
        and not text[i:].startswith("10^")
    ]  # fmt: skip
    if not places:
        return None
    i = places[random.integers(len(places))]
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
