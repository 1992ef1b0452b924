"""The mathematics of word processors, which pandoc writes in TeX, made such as people write it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_CHANGES = (
    # the number that Word sets beside an equation
    (r"\\?#\s*(?:\\left)?\(\s*[\w.]{1,6}\s*(?:\\right)?\)(?=\s*(?:\\\\|\\end\b|$))", ""),
    # a sum without a bound still has its place for it
    (r"[_^]\{\s*\}", ""),
    (r"\\lbrack(?![a-zA-Z]) ?", "["),
    (r"\\rbrack(?![a-zA-Z]) ?", "]"),
    (r"\\mspace\{[^{}]*\}", r"\\ "),
    # text as mathematics, and figures that are bold one by one
    (r"\\math[a-z]+\{(\\text\{[^{}]*\})\}", r"\1"),
    (r"\\math[a-z]+\{([^A-Za-z{}\\]*)\}", r"\1"),
    # the blank behind `f_"3dB"` in Typst
    (r"\\ +(?=\})", ""),
    # a hat that LibreOffice sets over nothing, and that over a letter
    (r"\\overset\{\\(\w+)\{\s*\}\}(?=\{)", r"\\\1"),
)  # fmt: skip
_ONE_COLUMN = re.compile(
    r"\\begin\{(array\}\{[lcr]|matrix)\}((?:(?!\\begin|\\end)[^&])*)\\end\{(?:array|matrix)\}"
)
"""Equations below each other, as Word and LibreOffice set them, or a column of numbers."""
_COMPILED = tuple((re.compile(pattern), made) for pattern, made in _CHANGES)
_NO_BRACKET = re.compile(r"\\(?:left|right)\. ?")
_TYPED_SCRIPT = re.compile(r"(?:\\(_)(?= \w|\()|\\hat\{\}()) ?(\w*)")
"""pandoc leaves a blank behind a sign that is text, where people write `step\\_size`."""
_TYPED_COMMAND = re.compile(r"\\backslash ?(?=[A-Za-z{}])")
_ESCAPED = re.compile(r"\\([{}_&]) ?")
_TWO = frozenset({"\\frac", "\\dfrac", "\\tfrac", "\\overset", "\\underset", "\\binom", "\\begin"})
"""Commands with two arguments; others that pandoc writes have one at most."""


def tidied(tex: str) -> str:
    """Mathematics as a person would have written it in TeX.

    The number of an equation, empty indices and groups that group nothing are left out: LibreOffice
    groups `{Y = W}X`, by how its own language parses it, which hides a relation from who reads the
    line from the left. What was typed into Word's equations and never built up (`w_3`, `x^2`,
    `\frac{1}{2}`) comes with its signs as text, and gets its meaning back.
    """
    if _TYPED_COMMAND.search(tex):
        tex = _ESCAPED.sub(r"\1", _TYPED_COMMAND.sub(r"\\", tex)).replace("\\hat{}", "^")
    if tex.count("\\left.") == tex.count("\\right."):  # an arrow stands between two of no bracket
        tex = _NO_BRACKET.sub("", tex)
    for pattern, made in _COMPILED:
        tex = pattern.sub(made, tex)
    tex = _ONE_COLUMN.sub(_below_each_other, _TYPED_SCRIPT.sub(_script, tex))
    return _without_idle_groups(tex) if "{" in tex else tex


def _below_each_other(found: re.Match[str]) -> str:
    is_cases = found.string[max(found.start() - 9, 0) : found.start()].rstrip().endswith("\\{")
    if is_cases or "=" not in found[2]:
        return found[0]
    return f"\\begin{{aligned}}{found[2]}\\end{{aligned}}"


def _script(found: re.Match[str]) -> str:
    sign = found[1] or "^"
    return f"{sign}{{{found[3]}}}" if found[3] else sign


def _without_idle_groups(tex: str) -> str:
    tokens = tex_tokens(tex)
    idle: set[int] = set()
    opened: list[tuple[int, int]] = []
    wanted = 0  # how many arguments the last command still takes
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append((place, wanted))
            wanted = 0
        elif token.kind == "close" and opened:
            start, before = opened.pop()
            wanted = max(before - 1, 0)
            if not before and not _is_script(tokens[place + 1 : place + 2]):
                idle |= {start, place}
        else:
            wanted = _arguments(token)
    return written(_kept(tokens, idle))


def _kept(tokens: Sequence[TexToken], idle: Collection[int]) -> Iterator[TexToken]:
    spaced = False
    for place, token in enumerate(tokens):
        spaced = spaced or token.spaced
        if place not in idle:
            yield token._replace(spaced=spaced)
            spaced = False


def _arguments(token: TexToken) -> int:
    """How many groups behind a token belong to it."""
    if token.kind == "command" and token.text[-1].isalpha():
        return 2 if token.text in _TWO else 1
    return int(token.text in ("^", "_", "]"))


def _is_script(token: list[TexToken]) -> bool:
    return bool(token) and token[0].text in ("^", "_")
