"""Plain text, names and arrays as LaTeX that pdflatex sets: for the sheets that are handed out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.alphabet import GREEK, GREEK_NAMES, plain
from grader.alphabet.characters import LONG_DASH
from grader.mathlang import derivative_parts
from grader.model import Array

_SPECIAL: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": "$<$", ">": "$>$", "|": "$|$",
}  # fmt: skip
_SIGNS: Mapping[str, str] = {
    "×": "times", "·": "cdot", "⊙": "odot", "‖": "|", "≈": "approx", "≡": "equiv", "←": "leftarrow",
    "→": "to", "⇒": "Rightarrow", "≤": "leq", "≥": "geq", "≠": "neq", "⟨": "langle", "⟩": "rangle",
    "⌈": "lceil", "⌉": "rceil", "⌊": "lfloor", "⌋": "rfloor", "√": "surd", "∑": "sum",
    "∏": "prod", "∂": "partial", "∇": "nabla", "∞": "infty", "∈": "in", "±": "pm", "∩": "cap",
    "∪": "cup", "…": "dots", "⋯": "cdots", "¬": "neg", "∘": "circ", "ℓ": "ell",
    "∫": "int", "∀": "forall", "∃": "exists", "∝": "propto",
}  # fmt: skip
_ACCENTS: Mapping[str, str] = {
    "\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot",
    "\u0308": "ddot",
}  # fmt: skip
_WORDS = {"hat": "hat", "bar": "bar", "tilde": "tilde"}
_LATIN_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEZHIKMNOPTX", strict=True))
"""Greek letters for which LaTeX has no command, as they look like Latin ones."""
_MATH = re.compile(r"\$[^$]+\$|\\\(.+?\\\)")


def latex_text(text: str) -> str:
    """A title or label as LaTeX; formulas between dollar signs stay as they are."""
    line = " ".join(text.split())
    found, end = [], 0
    for math in _MATH.finditer(line):
        found += [_set(line[end : math.start()]), math[0]]
        end = math.end()
    return "".join([*found, _set(line[end:])])


def _set(text: str) -> str:
    """A piece of text without formulas of its own, sign by sign."""
    signs = list(unicodedata.normalize("NFC", text))
    found: list[str] = []
    for sign in signs:
        if sign in _ACCENTS and found:
            found[-1] = rf"\ensuremath{{\{_ACCENTS[sign]}{{{found[-1]}}}}}"
        else:
            found.append(_sign(sign))
    return "".join(found)


def _sign(sign: str) -> str:
    if sign.isascii():
        return _SPECIAL.get(sign, sign)
    if sign in _SIGNS:
        return rf"\ensuremath{{\{_SIGNS[sign]}}}"
    if sign in GREEK:
        letter = _LATIN_CAPITALS.get(sign, "o" if sign == "ο" else rf"\{GREEK[sign]}")
        return rf"\ensuremath{{{letter}}}"
    form, _, codes = unicodedata.decomposition(sign).partition(" ")
    if form in ("<super>", "<sub>") and codes:
        inner = "".join(_sign(chr(int(code, 16))) for code in codes.split())
        return rf"\text{form[1:-1]}script{{{inner}}}"
    own = plain(sign)
    return "---" if own in LONG_DASH else own


def latex_name(name: str) -> str:
    """A parameter's name in formulas: w_{1}, \\alpha, \\hat{Y}, \\partial L / \\partial w."""
    parts = derivative_parts(name)
    if parts:
        top, bottom = map(latex_name, parts)
        return rf"\partial {top} / \partial {bottom}"
    head, *rest = [part for part in name.split("_") if part] or [name]
    figures = re.fullmatch(r"(.*?)(\d+)", head)
    if figures and figures[1]:
        head, rest = figures[1], [figures[2], *rest]
    accents = [_WORDS[part] for part in rest if part in _WORDS]
    below = ",".join(_word(part) for part in rest if part not in _WORDS)
    top = _word(head)
    for accent in accents:
        top = rf"\{accent}{{{top}}}"
    return rf"{top}_{{{below}}}" if below else top


def _word(text: str) -> str:
    if text in GREEK_NAMES:
        return rf"\{text}"
    if len(text) == 1 or text.isdigit():
        return GREEK_COMMANDS.get(text, text)
    return rf"\mathrm{{{_set(text)}}}"


GREEK_COMMANDS: Mapping[str, str] = {
    sign: rf"\{name}" for sign, name in GREEK.items() if sign not in _LATIN_CAPITALS
}


def latex_array(value: Array, figures: Callable[[float], str]) -> str:
    """A number, a vector in round brackets, a matrix, or nested lists of more dimensions."""
    if value.ndim == 0:
        return figures(float(value))
    if value.ndim == 1:
        return f"({', '.join(figures(float(one)) for one in value)})"
    if value.ndim == 2:
        rows = r" \\ ".join(" & ".join(figures(float(one)) for one in row) for row in value)
        return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
    return _listed(value, figures)


def _listed(value: Any, figures: Callable[[float], str]) -> str:
    if np.ndim(value):
        return f"[{', '.join(_listed(part, figures) for part in value)}]"
    return figures(float(value))
