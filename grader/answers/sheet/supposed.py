"""What a sheet supposes and does not state: conditions, examples of an assignment, hints.

`The neuron would be perfect if y = 3` says nothing of the student's y.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet.relations import RELATION
from grader.answers.document.blocks import Piece

_MATH = "\ue000"
_IF = (
    r"(?:suppose(?:\s+that)?|imagine|angenommen|supposons|if|when|whenever|unless|once|as\s+soon\s+as"
    r"|assuming(?:\s+that)?|provided(?:\s+that)?|(?:in|the)\s+case(?:\s+(?:of|that))?|wenn|falls|sobald"
    r"|sofern|si|lorsque|quand|dès\s+que|cuando|quando|als)"
)
_EQUATION = rf"(?:{_MATH}|[^\s,;=]{{1,20}}\s*{RELATION}\s*[^\s,;]{{1,20}}?(?=[\s,;.]|$))"
_CONDITION = re.compile(
    rf"\b{_IF}\s+(?:(?!(?:we|i|you|one|then|get|is|are)\b)[^\s,.;:{_MATH}=]+\s+){{0,3}}?{_EQUATION}"
    rf"(?:\s*(?:,|and|und|et|y|e|or)\s+{_EQUATION})*",
    re.IGNORECASE,
)
"""A condition goes as far as equations follow one another; where words of a calculation stand
between (`if we put it in we get y = 2`) it is none."""
_WOULD = re.compile(
    r"\b(?:would|could|might|should|suppose|imagine|wäre|würde|serait|sería|sarebbe)\b",
    re.IGNORECASE,
)
_WISH = re.compile(rf"\bto\s+(?:have|get|reach|keep|make)\s+{_EQUATION}", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:if|wenn|falls|si)\b(?!\s+(?:we|i|you|one|wir|man|ich)\b)", re.IGNORECASE
)
_EXAMPLE = re.compile(
    r"\b(?:for\s+(?:example|instance)|e\.\s?g\.|z\.\s?b\.|zum\s+beispiel|par\s+exemple"
    r"|por\s+ejemplo|per\s+esempio)",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\s*[(\[*_>]*\s*(?:hints?|hinweis|tipp?|indice|pista|suggerimento|instructions?|grading|rubric"
    r"|example|beispiel)\s*(?:\d+\s*)?[*_]*\s*[:.]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"(?<=[.!?])\s+(?=[^\W\d_a-z]|{_MATH})")


def stated(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a paragraph without what is only supposed in it."""
    text = "".join(_MATH if piece.is_math else piece.text for piece in pieces)
    spans = list(_supposed(text)) if any(sign.isalpha() for sign in text) else []
    if not spans:
        return tuple(pieces)
    kept: list[Piece] = []
    start = 0
    for piece in pieces:
        length = 1 if piece.is_math else len(piece.text)
        if not piece.is_math:
            kept.append(replace(piece, text=_blanked(piece.text, start, spans)))
        elif not any(first <= start < end for first, end in spans):
            kept.append(piece)
        start += length
    return tuple(kept)


def _supposed(text: str) -> Iterator[tuple[int, int]]:
    """Where something is supposed: whole sentences, or the condition alone."""
    if _HINT.match(text):
        yield 0, len(text)
        return
    start = 0
    for sentence in _SENTENCE.split(text):
        start = text.index(sentence, start)
        conditions = list(_CONDITION.finditer(sentence))
        is_example = _EXAMPLE.search(sentence) is not None
        is_other = is_example or _OTHERWISE.search(sentence) or _WISH.search(sentence)
        if (conditions or is_other) and _WOULD.search(sentence):
            yield start, start + len(sentence)
        else:
            yield from ((start + one.start(), start + one.end()) for one in conditions)
        start += len(sentence)


def _blanked(text: str, start: int, spans: Sequence[tuple[int, int]]) -> str:
    for first, end in spans:
        low, high = max(first - start, 0), min(end - start, len(text))
        if low < high:
            gap = re.sub(r"[^\n]", " ", text[low:high])
            text = text[:low] + gap + text[high:]
    return text
