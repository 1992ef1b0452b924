"""Whole numbers drawn with a secret key: the same for ever, and nobody's from anybody else's.

A number is HMAC-SHA256 of where it is needed (assignment, student, question, parameter, attempt,
entry), taken modulo a count. No generator's stream is used, for those change between versions.
"""

from __future__ import annotations

import hmac
import json
import unicodedata
from dataclasses import replace
from functools import lru_cache

from grader import record

_VERSION = "stepgrader numbers 1"
"""Part of every message: other ways to draw, should there be any, get another."""


@record(frozen=True, slots=True, kw_only=True)
class Urn:
    """What a student's numbers of one assignment are drawn from."""

    key: bytes
    assignment: str
    student: str

    def of(self, student: str) -> Urn:
        """The urn of another student."""
        return replace(self, student=student)

    def below(self, question: str, parameter: str, attempt: int, entry: int, count: int) -> int:
        """A whole number from 0 to count - 1, each as likely as the others (counts are far below
        2^256), which belongs to this entry of a parameter alone."""
        head = _head(self.assignment, self.student)
        text = f"{head}, {_quoted(question)}, {_quoted(parameter)}, {attempt}, {entry}]"
        digest = hmac.digest(self.key, text.encode(), "sha256")
        return int.from_bytes(digest, "big") % count


@lru_cache(maxsize=16)
def _head(assignment: str, student: str) -> str:
    return f"[{_quoted(_VERSION)}, {_quoted(assignment)}, {_quoted(student)}"


@lru_cache(maxsize=1_000)
def _quoted(text: str) -> str:
    """A text as JSON writes it, and one for all ways to write its accents."""
    return unicodedata.normalize("NFC", json.dumps(text, ensure_ascii=False))


SAMPLE_URN = Urn(key=b"for everyone to see", assignment="", student="")
"""What a rubric is linted and explained with where no student is named: no one's numbers."""
