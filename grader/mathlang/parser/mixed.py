"""Mixed numbers, `2\\frac{1}{2}` and `4 4/9`, where a text is one and nothing else.

In a formula a number before a fraction may be a factor, and there it is refused; as a result on its
own it is a mixed number, for nobody leaves a product of two numbers undone without a sign.
"""

from __future__ import annotations

import re

from grader.alphabet.characters import FRACTIONS as SIGNS
from grader.alphabet.latex_commands import FRACTIONS
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.tokens import tokens

MAX_LENGTH = 80
"""Characters of a mixed number with its dress."""
_BUILT = rf"(?:{'|'.join(sorted(FRACTIONS))}) "
_MIXED = (
    r"(?P<sign>[-+] )?(?P<whole>\d{1,15}) (?:"
    rf"{_BUILT}(?:\{{ (?P<a>\d+) \}} \{{ (?P<b>\d+) \}}|(?P<c>\d) ?(?P<d>\d))"
    r"|(?P<e>\d+) / (?P<f>\d+)\.?|\( (?P<g>\d+) / (?P<h>\d+) \))(?P<percent> %)?(?: \.)?"
)
_NO_NUMBER = re.compile(r"[=^_,;|]|(?<![\\A-Za-z])[A-Za-z]")
"""What no number has, in any dress: a letter that is of no command."""
_DRESS = r"([({]) (.*) [)}]"


def as_sum(text: str) -> str:
    """The sum that a mixed number is, `-(4 + 4/9)`; "" for every other text.

    The fraction is less than 1. `12 345/678` is none: its blank may part thousands.
    """
    mixed = re.fullmatch(_MIXED, _undressed(text))
    if mixed is None or (mixed["g"] and not any(c in SIGNS for c in text)):
        return ""
    top, bottom = filter(None, mixed.group(*"abcdefgh"))
    if not 0 < int(top) < int(bottom) or (mixed["e"] and len(top) == 3):
        return ""
    total = f"({mixed['whole']} + {top}/{bottom})"
    return ("-" if mixed["sign"] == "- " else "") + total + ("%" if mixed["percent"] else "")


def _undressed(text: str) -> str:
    """The signs of what may be a number, with blanks between them, without its brackets."""
    if len(text) > MAX_LENGTH or _NO_NUMBER.search(text) or not any(c.isdigit() for c in text):
        return ""
    try:
        signs = " ".join(token.text for token in tokens(text)[:-1])
    except MathError:
        return ""
    while dressed := re.fullmatch(_DRESS, signs):
        signs = dressed[2]
    return signs
