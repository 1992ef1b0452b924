"""What the codes of TeX's fonts stand for, and which font one without a name is.

Fonts drawn as pictures of their letters (Type 3, as old installations of TeX make them) have
neither names nor signs: only by their measures is a minus told from a Greek letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache

from grader import record
from grader.alphabet.tex_fonts import GREEK, SMALL_GREEK, SYMBOLS


class Family(Enum):
    """The fonts of Computer Modern, by the signs at their codes."""

    TEXT = "cmr"
    LETTERS = "cmmi"
    SYMBOLS = "cmsy"
    LARGE = "cmex"


_NAMES = {
    Family.LARGE: ("cmex", "mathextension", "lmex", "txex", "pxex"),
    Family.SYMBOLS: ("cmsy", "cmbsy", "lmsy", "mathsymbol"),
    Family.LETTERS: ("cmmi", "cmmib", "lmmi"),
    Family.TEXT: (),
}
_SIGNS: dict[Family, dict[str, str]] = {
    Family.SYMBOLS: {chr(at): text for at, text in enumerate(SYMBOLS)},
    Family.LETTERS: {
        **{chr(at): text for at, text in enumerate(GREEK + SMALL_GREEK)},
        **dict(zip(":;<=>?@`{|~", ".,</>⋆∂ℓij⃗", strict=True)),
    },
    Family.TEXT: {
        **{chr(at): text for at, text in enumerate(GREEK)},
        **dict(zip("\x0b\x0c\r\x0e\x0f\x10\x11", ("ff", "fi", "fl", "ffi", "ffl", "i", "j"),
                   strict=True)),
        "\x14": "ˇ", "\x16": "¯", "\x7f": "¨",
    },
    Family.LARGE: {},
}  # fmt: skip


@record(frozen=True, slots=True)
class Measures:
    """A sign of a font as drawn: its code, and its lower and upper edge and its width by the
    font's size."""

    code: str
    low: float
    high: float
    width: float


@lru_cache(maxsize=256)
def family_of(name: str) -> Family | None:
    """The family of a font by its name in small letters."""
    return next((f for f, names in _NAMES.items() if any(part in name for part in names)), None)


def family_by_measures(drawn: Iterable[Measures]) -> Family:
    """The family of a font without a name, by what only its own signs look like."""
    found = {_family(sign) for sign in drawn}
    return next((f for f in (Family.SYMBOLS, Family.LARGE, Family.LETTERS) if f in found),
                Family.TEXT)  # fmt: skip


def _family(sign: Measures) -> Family:
    """Which family a sign belongs to that is drawn like this, where it tells."""
    height = sign.high - sign.low
    if sign.code in _IS_SYMBOL and _IS_SYMBOL[sign.code](sign):
        return Family.SYMBOLS
    if sign.high < 0.1 and height > 0.6 and sign.code != "p":
        return Family.LARGE
    is_low_point = sign.code in ":;" and sign.high < 0.2
    return Family.LETTERS if is_low_point or _is_greek(sign) else Family.TEXT


def _is_greek(sign: Measures) -> bool:
    """Whether a Greek letter is drawn at its code, where fonts of text have `fi` or a quote."""
    is_small = sign.high < 0.5 or sign.low < -0.1
    is_letter = sign.low < 0.1 and sign.high > 0.3 and sign.width > 0.3
    is_code = "\x0b" <= sign.code <= "\x21"
    return is_code and is_letter and (is_small or sign.code in "\x12\x15" or sign.width < 0.47)


_IS_SYMBOL: dict[str, Callable[[Measures], bool]] = {
    "\x00": lambda sign: sign.high - sign.low < 0.1,  # a minus
    "\x01": lambda sign: sign.width < 0.2 and sign.high < 0.4,  # a point in the middle
    "\x02": lambda sign: abs(sign.width - sign.high + sign.low) < 0.05 and sign.high < 0.6,
    "j": lambda sign: sign.width < 0.1 and sign.low < -0.2,  # a bar
    "0": lambda sign: sign.width < 0.35 and sign.low > 0,  # a prime
}


def coded(family: Family, code: str) -> str:
    """The sign at a code of a font."""
    return _SIGNS[family].get(code, code)
