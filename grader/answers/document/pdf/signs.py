"""What a drawn character stands for: letters folded, signs of TeX's fonts by their codes.

Producers name one sign in many ways: unicode-math, Word and Typst have slanted letters beyond
U+FFFF, KaTeX and MathML accents of their own, TeX's font of large signs mere codes.
"""

from __future__ import annotations

from grader.alphabet.characters import (
    COMBINING,
    ROUND_PIECES,
    SQUARE_PIECES,
    SYMBOL_PIECES,
    plain_letter,
)
from grader.answers.document.pdf.tex_codes import Family, coded

ACCENTS = {
    **COMBINING, "ˆ": "hat", "^": "hat", "˜": "tilde", "¯": "bar", "‾": "bar", "ˉ": "bar",
    "˙": "dot", "→": "vec", "~": "tilde", "¨": "ddot", "ˇ": "check", "⃗": "vec", "´": "bar",
}  # fmt: skip
"""Signs above a letter. No sheet has an acute one, as which LibreOffice draws Word's bar."""
_LARGE = {
    **dict.fromkeys("\x00\x10\x12 ", "("), **dict.fromkeys("\x01\x11\x13!", ")"),
    **dict.fromkeys("\x02\x14\"h", "["), **dict.fromkeys("\x03\x15#i", "]"),
    **dict.fromkeys("\x08\x1a(n", "{"), **dict.fromkeys("\x09\x1b)o", "}"),
    **dict(zip("0B@1CA264375", ROUND_PIECES + SQUARE_PIECES, strict=True)),
    **dict(zip("8<:9=;>", "⎧⎨⎩⎫⎬⎭⎪", strict=True)),
    **dict.fromkeys("PX", "\\sum"), **dict.fromkeys("QY", "\\prod"),
    **dict.fromkeys("RZ", "\\int"), **dict.fromkeys("pqrs", "√"), "t": "⎷", "u": "⎪", "v": "⎪",
    **dict.fromkeys("bcd", "ˆ"), **dict.fromkeys("ef", "˜"), "\x0c": "|", "\r": "‖", "l": "‖",
}  # fmt: skip
"""What the codes of TeX's font of large signs stand for; pieces of brackets are pieces."""
_FOLDED = {
    **{chr(0xF8EB + at): piece for at, piece in enumerate(SYMBOL_PIECES)},
    "∣": "|", "❘": "|", "∥": "‖", "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "⊤": "\\top ",
    "∆": "Δ", "µ": "μ", "ʹ": "′", "″": "′′", "‴": "′′′", "◦": "∘", "⁄": "/", "ı": "i", "ȷ": "j",
    "⃒": "|", **dict.fromkeys("\u200b\u2061\u2062\u2063\u2064", ""),
    **{chr(0xFE00 + at): "" for at in range(16)},
}  # fmt: skip


def sign(character: str, family: Family | None = None) -> str:
    """What a character stands for; family: the font of TeX that it is a mere code of."""
    if family is Family.LARGE:
        character = _LARGE.get(character, character)
    elif family is not None:
        character = coded(family, character)
    if character.isascii():
        return character
    if "\U0001d400" <= character <= "\U0001d7ff" or "\u2100" <= character <= "\u2138":
        character = character if character == "ℓ" else plain_letter(character) or character
    return _FOLDED.get(character, character)
