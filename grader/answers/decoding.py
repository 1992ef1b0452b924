"""Bytes to text, in whatever encoding an editor wrote it."""

from __future__ import annotations

import codecs

from grader.alphabet.characters import TURNING

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNSEEN = dict.fromkeys(map(ord, TURNING))
_SOME = 4_000
"""Bytes that are looked at where an encoding has to be guessed."""
_MANY = 0.02
"""The share of control characters from which on bytes are no text: TeX and logs have next to none,
pictures and archives 10 to 20%."""


def decoded(data: bytes) -> str | None:
    """The text, or None where the bytes are none.

    A byte order mark says the encoding; without one it is UTF-8, UTF-16 as its many zeros show,
    or, as older programs on Windows write, cp1252. Line ends are made `\\n`, and marks of the
    direction of writing are left out, which nobody sees.
    """
    text = _text(data)
    if text is None:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)


def _text(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in_full(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide is not None:
        return _in_full(data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_binary(data):
        return None
    damaged = _damaged(data)
    if damaged is not None:
        return damaged
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _in_full(data: bytes, encoding: str) -> str:
    """A text whose encoding is known; single characters that are damaged are replaced."""
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of ordinary letters is zero."""
    some = data[:_SOME]
    if len(some) < 4 or len(data) % 2:
        return None
    zeros = [some[start::2].count(0) / len(some[start::2]) for start in (0, 1)]
    if zeros[1] > 0.6 and zeros[0] < 0.05:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.6 and zeros[1] < 0.05 else None


def _damaged(data: bytes) -> str | None:
    """UTF-8 with a few bytes that are none (a text that was cut off, or joined of two), if it is.

    In cp1252 hardly any two letters happen to be a sign of UTF-8, so whole signs outweigh.
    """
    text = data.decode("utf-8", "replace")
    odd = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - odd
    return text if whole >= odd else None


def _is_binary(data: bytes) -> bool:
    some = data[:_SOME]
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in some)
    return b"\x00" in some or odd > max(1, _MANY * len(some))
