"""Residues as people write them, `x ≡ 7 (mod 26)`, `21 (y - 8) mod 26`, in the language's way."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.alphabet import plain
from grader.alphabet.characters import DASH

_MOD = r"(?:\\(?:b|p)?mod\b|\bmod(?:ulo)?\b\.?)"
_MODULUS = r"\{?\s*(?P<n>\d{1,15}|[A-Za-z]\w{0,9})\s*\}?"
_PATTERN = re.compile(
    r"(?P<head>(?:.*?(?:=|≡|\\equiv\b|≈|:))?)(?P<value>[^=≡≈:]+?),?\s*"
    rf"(?:(?P<open>\(|\\pmod\b)\s*(?:{_MOD}\s*)?|{_MOD}\s*){_MODULUS}\s*(?P<close>\)?)\s*\.?",
    re.DOTALL,
)
MOST = 400
"""Characters of a text in which a residue is looked for."""
_WHOLE = re.compile(rf"[+{DASH}]?\s*\d{{1,18}}")
_SUM = re.compile(rf"(?<=[\w)\]}}])\s*[+{DASH}]")


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
        return f"{head} {int(plain(value).replace(' ', '')) % int(found['n'])}"
    bare = re.sub(r"\([^()]*\)", "x", re.sub(r"\([^()]*\)", "x", value))
    if not found["open"] and _SUM.search(bare):
        return text
    return f"{head} mod({value}, {found['n']})"


_TAG = re.compile(
    rf",?\s*(?:\(\s*{_MOD}\s*(\d{{1,9}})\s*\)|\\pmod\s*\{{?\s*(\d{{1,9}})\s*\}}?"
    rf"|{_MOD}\s*(\d{{1,9}}))"
)
"""What is counted by, behind one residue or behind several: `(mod 15)`."""
_BESIDE = re.compile(
    r"(?:\\?[^\W\d_]\w{0,9}\s*(?:≡|\\equiv\b|=|∈|\\in\b|:))|\\[{}]|[{}$,;∨]|\b(?:and|or)\b"
    r"|\\(?:lor|vee)\b"
)
"""What stands between residues and says nothing of them."""
_RESIDUE = re.compile(
    r"(?P<either>±|\\pm\b|\+/-)?\s*(?P<sign>[+" + DASH + r"]?)\s*(?P<size>\d{1,15})"
)

_DIFFERENCE = re.compile(rf"\d\s*[+{DASH}]")


def modulus_of(label: str) -> int:
    """What a label says to count by, "all x mod 35"; 0 where it says nothing, or two things."""
    found = {int(next(filter(None, tag))) for tag in _TAG.findall(label)}
    return found.pop() if len(found) == 1 else 0


def residues(text: str, modulus: int) -> list[int] | None:
    """The residues that a text lists, from 0 on: `±2, ±12 mod 35`, `x ≡ 4 (mod 5)` for 4, 9 and 14
    modulo 15; None for a text that lists anything else."""
    if len(text) > MOST or modulus < 1:
        return None
    found: set[int] = set()
    at = 0
    tags = list(_TAG.finditer(text))
    for tag in tags:
        own = int(next(filter(None, tag.groups())))
        listed = _listed(text[at : tag.start()])
        if not listed or not own or modulus % own:
            return None
        found |= {(one + k) % modulus for one in listed for k in range(0, modulus, own)}
        at = tag.end()
    rest = _listed(text[at:].rstrip(" ."))
    if rest is None or (tags and rest):
        return None
    return sorted(found | {one % modulus for one in rest})


def _listed(text: str) -> list[int] | None:
    """The whole numbers of a list, two for one with ±; None where something else stands in it."""
    found: list[int] = []
    bare = _BESIDE.sub(",", text)
    if _RESIDUE.sub(" ", bare).replace(",", " ").strip() or _DIFFERENCE.search(bare):
        return None
    for one in _RESIDUE.finditer(bare):
        size = int(one["size"])
        is_negative = bool(one["sign"]) and one["sign"] != "+"
        found += [size, -size] if one["either"] else [-size if is_negative else size]
    return found
