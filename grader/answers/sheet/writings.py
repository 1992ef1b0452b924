"""Writings that mean what a question asks for: `4x4` a size, `1.9e^{-4}` a power of ten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from grader.answers.sheet.literals import NearValues
from grader.model import Array

_CROSS = r"\s*(?:[xX×]|\\times(?![a-zA-Z]))\s*"
SIZE = re.compile(rf"(?<![\w.])[1-9]\d{{0,5}}(?:{_CROSS}[1-9]\d{{0,5}}){{1,3}}(?![\w.^])")
_RAISED_E = re.compile(r"([-+]?\d{1,9}(?:\.\d{1,9})?)\s*e\s*\^\s*\{?\s*([-+]?\d{1,2})\s*\}?")
_WORDS_BEHIND = re.compile(r"\s*(?:\\,|\\;|~)*\\(?:text|mathrm|textrm)\{\s*[^{}]*\}\s*$")


def size(text: str, lengths: Iterable[int]) -> str:
    """`(4, 4)` for `4x4` where a size of two is asked for; "" where it is a product."""
    if SIZE.fullmatch(text.strip()) is None:
        return ""
    found = re.split(_CROSS, text.strip())
    return f"({', '.join(found)})" if len(found) in lengths else ""


def lengths(values: Iterable[Array]) -> frozenset[int]:
    """How many entries the values have that may be sizes: vectors of whole positive numbers."""
    return frozenset(
        one.size
        for one in values
        if one.ndim == 1 and np.all(one > 0) and np.isfinite(one).all() and not np.any(one % 1)
    )


def in_tens(text: str, asked: Sequence[NearValues[str]]) -> str:
    """`1.9e-4` for `1.9e^{-4}`, as a calculator shows it, where that is a value that is asked for;
    "" where it is 1.9 times a power of e."""
    found = _RAISED_E.fullmatch(text)
    written = f"{found[1]}e{found[2]}" if found else ""
    value = np.array(float(written or 0))
    return written if value and any(one.same(value) for one in asked) else ""


def written(text: str) -> str:
    """A value as the student wrote it, without what was put behind it in words."""
    bare = _WORDS_BEHIND.sub("", text).strip()
    return " ".join(bare.split()) if bare and "\n" in bare and "[" not in bare else bare or text
