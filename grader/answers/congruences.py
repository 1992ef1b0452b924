"""Residues as people write them, `x ≡ 7 (mod 26)`, `21 (y - 8) mod 26`, in the language's way."""

from __future__ import annotations

import re
from collections.abc import Callable

_MOD = r"(?:\\(?:b|p)?mod\b|\bmod(?:ulo)?\b\.?)"
_MODULUS = r"\{?\s*(?P<n>\d{1,15}|[A-Za-z]\w{0,9})\s*\}?"
_PATTERN = re.compile(
    r"(?P<head>(?:.*?(?:=|≡|\\equiv\b|≈|:))?)(?P<value>[^=≡≈:]+?),?\s*"
    rf"(?:(?P<open>\(|\\pmod\b)\s*(?:{_MOD}\s*)?|{_MOD}\s*){_MODULUS}\s*(?P<close>\)?)\s*\.?",
    re.DOTALL,
)
MOST = 400
"""Characters of a text in which a residue is looked for."""
_WHOLE = re.compile(r"[-+−]?\s*\d{1,18}")
_SUM = re.compile(r"(?<=[\w)\]}])\s*[-+−]")


def with_mod(text: str, is_modulus: Callable[[str], bool]) -> str:
    """A text that ends in `mod n` with the residue that it says; another text as it is.

    is_modulus: whether n is what is counted by here. Of a sum without brackets, `a + b mod n`, it
    is not certain what is divided, unless (mod n) stands in brackets of its own.
    """
    is_short = "mod" in text and len(text) <= MOST
    found = _PATTERN.fullmatch(text.strip().strip("$")) if is_short else None
    if found is None or not is_modulus(found["n"]):
        return text
    value, head = found["value"].strip(), found["head"]
    if value.count("(") != value.count(")") or bool(found["close"]) != (found["open"] == "("):
        return text
    if _WHOLE.fullmatch(value) and found["n"].isdecimal() and int(found["n"]):
        return f"{head} {int(value.replace('−', '-').replace(' ', '')) % int(found['n'])}"
    bare = re.sub(r"\([^()]*\)", "x", re.sub(r"\([^()]*\)", "x", value))
    if not found["open"] and _SUM.search(bare):
        return text
    return f"{head} mod({value}, {found['n']})"
