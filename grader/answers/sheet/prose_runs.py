"""Which tokens of a clause are mathematics: the runs around its relation signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.alphabet.characters import GREEK_NAMES
from grader.alphabet.numeral_patterns import NUMBER
from grader.alphabet.relations import IS_RELATION
from grader.answers.sheet.chains import CONNECTING
from grader.answers.sheet.prose_tokens import ENGLISH, IsName, Kind, Token, is_mathematical

LONGEST_SYMBOL = 3
"""Letters of a word that is a symbol before a number or a group, `net 3` (tests/sheet/corpus)."""
_OPERATORS = frozenset("+-*/·×")
_SIGNS = (Kind.RELATION, Kind.OPERATOR)
_VALUES = (Kind.NUMBER, Kind.GROUP)
_VALUE = re.compile(rf"{NUMBER}%?")


def runs_of(tokens: Sequence[Token], is_name: IsName) -> list[tuple[int, int]]:
    """The runs of mathematics: where each begins and ends, in order."""
    runs = [*_around_signs(tokens, is_name)]
    inside = {at for start, end in runs for at in range(start, end)}
    alone = [at for at, token in enumerate(tokens) if token.kind is Kind.MATH]
    return sorted([*runs, *((at, at + 1) for at in alone if at not in inside)])


def _around_signs(tokens: Sequence[Token], is_name: IsName) -> Iterator[tuple[int, int]]:
    """The runs around relation signs."""
    end = 0
    for place, token in enumerate(tokens):
        if token.kind is not Kind.RELATION or place < end:
            continue
        start = place
        while start > end and _joins_left(tokens, start, is_name):
            start -= 1
        end = place + 1
        while end < len(tokens) and _joins_right(tokens, end, is_name):
            end += 1
        if end < len(tokens):
            end = _before_dash(tokens, place + 1, end)
        yield start, end


def _before_dash(tokens: Sequence[Token], least: int, end: int) -> int:
    """The end without a sign that only goes before words, `0.75 - see above`."""
    while end > least + 1 and tokens[end - 1].text in "+-*/|&":
        end -= 1
    return end


def _joins_left(tokens: Sequence[Token], start: int, is_name: IsName) -> bool:
    """Whether the token before `start` belongs to the left side of a relation."""
    token, after = tokens[start - 1], tokens[start]
    if start > 1 and _is_conjunction(tokens, start - 1):
        return False
    if token.kind is Kind.MATH:
        return after.kind in _SIGNS + _VALUES
    if token.kind is not Kind.WORD:
        return token.kind in _SIGNS + _VALUES
    if after.kind is Kind.RELATION:
        return True
    touches = after.start == token.end
    if not is_mathematical(token.text, is_name):
        return after.kind is Kind.GROUP and touches
    is_long = len(token.text) > LONGEST_SYMBOL and token.text.isalpha() and not touches
    return after.kind is Kind.OPERATOR or not (is_long or token.text in ENGLISH)


def _joins_right(tokens: Sequence[Token], end: int, is_name: IsName) -> bool:
    """Whether the token at `end` still belongs to the right side of a relation."""
    token, before = tokens[end], tokens[end - 1]
    if token.kind is Kind.WORD:
        return not _begins_anew(tokens, end) and _word_joins_right(tokens, end, is_name)
    if token.kind is Kind.MATH:
        return before.kind in (*_SIGNS, *_VALUES, Kind.MATH)
    if token.kind is Kind.GROUP:
        is_called = before.kind is Kind.WORD and before.end == token.start
        is_other = token.start > before.end and _is_restated(tokens, end)
        goes_on = end + 1 < len(tokens) and tokens[end + 1].kind in _SIGNS
        is_remark = is_other or (not goes_on and _is_remark(token.text[1:-1], is_name))
        return token.text[0] != "(" or is_called or not is_remark
    is_open = token.text == "(" and before.kind in _SIGNS  # and never closed, or it were a group
    return is_open or token.kind in _SIGNS or token.kind is Kind.NUMBER


def _word_joins_right(tokens: Sequence[Token], end: int, is_name: IsName) -> bool:
    token, before = tokens[end], tokens[end - 1]
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    is_called = _is_called(token, after)
    is_signed = after is None or after.kind in _SIGNS
    if _is_conjunction(tokens, end):
        return False
    if token.text in ENGLISH:
        return before.kind in _SIGNS or (before.kind is Kind.GROUP and is_signed)
    if _is_long_factor(before, token) and not is_called:
        return _is_set(before, token) and is_mathematical(token.text, is_name)
    if is_mathematical(token.text, is_name) or _is_function(tokens, end):
        return True
    return before.kind in _SIGNS and after is not None and (is_called or is_signed)


def _is_called(token: Token, after: Token | None) -> bool:
    """Whether a bracket stands right behind a word."""
    return after is not None and after.kind is Kind.GROUP and after.start == token.end


def _is_set(before: Token, token: Token) -> bool:
    """Whether a word stands right behind a number, or is a Greek letter: `2pi`, `2 pi`."""
    return token.start == before.end or token.text in GREEK_NAMES


def _is_long_factor(before: Token, token: Token) -> bool:
    """Whether a word of several letters stands behind a number, as a word of prose does."""
    return before.kind is Kind.NUMBER and token.text.isalpha() and len(token.text) > 1


def _is_conjunction(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter between two numbers is a word, `4.69 y 0.2 / 0.1`: no name stands so."""
    before, token = tokens[at - 1], tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_between = before.kind is Kind.NUMBER and after is not None and after.kind is Kind.NUMBER
    is_apart = token.start > before.end and after is not None and after.start > token.end
    return is_between and is_apart and token.text.isalpha() and token.text not in ("x", "X")


def _is_function(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word before a value, and a sign behind that, is a function in another language:
    `v = v0 sen 35 = 8.6`."""
    behind = tokens[at + 1 : at + 3]
    is_behind = tokens[at - 1].kind in (*_SIGNS, Kind.WORD)
    is_applied = (
        is_behind and len(behind) == 2 and behind[0].kind in _VALUES and behind[1].kind in _SIGNS
    )
    return is_applied and tokens[at].text.lower() not in CONNECTING


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word here is the label of another chain, as in `z1 = 0.16 h1 = 0.54`."""
    end = at + 1 + tokens[at].text.endswith(("_", "^"))
    while end < len(tokens) and tokens[end].text in ("_", "^", "'"):
        end += 1 if tokens[end].text == "'" else 2
    if at < 2 or end >= len(tokens) or tokens[end].kind is not Kind.RELATION:
        return False
    number, sign = tokens[at - 1], tokens[at - 2]
    whole = sign.kind is Kind.RELATION or (
        sign.text in "-+" and at > 2 and tokens[at - 3].kind is Kind.RELATION
    )
    return number.kind is Kind.NUMBER and whole and tokens[at].start > number.end


def _is_restated(tokens: Sequence[Token], at: int) -> bool:
    """Whether parentheses that end a run hold the value before them in another form, `0.02 (2%)`:
    no product of two numbers is left standing."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_last = after is None or after.kind not in (*_SIGNS, *_VALUES)
    is_number = _VALUE.fullmatch(tokens[at].text[1:-1].strip()) is not None
    return is_last and is_number and tokens[at - 1].kind is Kind.NUMBER


def _is_remark(inner: str, is_name: IsName) -> bool:
    """Whether what stands in parentheses behind a value is prose, `(approximately)`, or states
    something else, `(s = sigmoid)`."""
    if IS_RELATION.search(inner):
        return True
    words = [word.replace(".", "").strip(",:;") for word in inner.split()]
    if any(word in _OPERATORS for word in words) and all(len(w) <= LONGEST_SYMBOL for w in words):
        return False
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return any(not is_name(word) for word in letters) and 2 * len(letters) >= len(words)
