"""Why a row of another grader's tests may be read otherwise here: at most eight rules.

A rule is a predicate on the form of the row alone, not on what the program said of it, and names
a convention that serves other users than ours. A row that a rule explains still counts as one on
which the two do not agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from posing import PARSES, Row, answer_text

from grader.errors import GraderError
from grader.mathlang import parse_number
from grader.mathlang.evaluation.scope import CONSTANTS
from grader.mathlang.known_functions import known_function
from grader.mathlang.parser.naming import ends_in_function
from grader.mathlang.parser.tokens import tokens

_SPELLING_KEYS = ("notation_styles", "answer_type", "must_be_reduced_credit", "strict")
_ARITHMETIC = re.compile(r"[\w)]\s*[*/^]\s*[\w(]|[A-Za-z]\(")
"""Operations and functions: `2^3`, `sqrt(4)` are numbers here, and no plain decimals."""
_INFINITE = re.compile(r"\boo\b|inft?y\b|infinity|/0(?![.\d])", re.IGNORECASE)
_PRINTED = ("array", "tensor", "matrix", "np")
"""What an array starts with where a program prints it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A convention of other graders, and how a row that follows it is known."""

    words: str
    holds: Callable[[Row], bool]


def _words(text: str) -> set[str]:
    """The words of a text that are neither functions nor constants here, with "(" if applied."""
    try:
        found = tokens(text)
    except GraderError:
        return set()
    words = set()
    for token, after in pairwise(found):
        word = token.text
        if token.kind not in ("word", "text") or word in (*CONSTANTS, *_PRINTED, "summation"):
            continue
        place = ends_in_function(word)
        if place:  # a name before one of our functions: `xsin(`
            words.add(word[:place])
        elif known_function(word) is None:
            is_call = after.text == "(" and not after.spaced and len(word) > 1
            words.add(word + "(" * (is_call or after.text.startswith("'")))
    return words


def _defined_elsewhere(row: Row) -> bool:
    """Functions that nothing defines, or names that only one side of equal sides has."""
    mine, theirs = _words(answer_text(row["student"])), _words(str(row.get("truth") or ""))
    if any(word.endswith("(") for word in mine | theirs):
        return True
    if row["kind"] in (*PARSES, "expr_value"):
        times = re.search(r"[\d.]\s*x\s*10", answer_text(row["student"]))
        return bool(mine) and bool(row["expected"]) and not times
    if row["kind"].startswith(("number", "matrix_tol", "matrix_cells")) and not theirs:
        return False  # a unit, a remark, an x between numbers: no name is wanted there
    letters = [set("".join(words)) for words in (mine, theirs)]
    return bool(row["expected"]) and letters[0] != letters[1]


def _no_truth(row: Row) -> bool:
    truth = row.get("truth")
    if not isinstance(truth, str):
        return False
    balanced = truth.count("(") == truth.count(")")
    is_interval = bool(row["tolerance"].get("interval"))
    broken = not balanced and not is_interval
    return broken or "=" in truth or truth == "null" or bool(
        _INFINITE.search(truth) or _CONTROL.search(truth)
    )  # fmt: skip


def _spelling(row: Row) -> bool:
    """A spelling is demanded by a key of the exercise, or by a reader of plain decimals alone."""
    is_expression = bool(_ARITHMETIC.search(str(row["student"])))
    demanded = any(key in row["tolerance"] for key in _SPELLING_KEYS)
    return not row["expected"] and (demanded or (row["kind"] == "parse_number" and is_expression))


def _rounded(row: Row) -> bool:
    """The truth, rounded to the decimals of an answer of two figures or more, is that answer."""
    text = str(row["student"])
    if row["expected"] or not re.fullmatch(r"-?\d*\.\d+", text) or row["kind"] in PARSES:
        return False
    try:
        truth = parse_number(str(row.get("truth"))).value
    except GraderError:
        return False
    figures = len(text.replace(".", "").lstrip("-0"))
    return figures >= 2 and round(truth, len(text.partition(".")[2])) == float(text)


def _asciimath(row: Row) -> bool:
    text = str(row["student"])
    mixed = text.count("(") != text.count(")") or re.search(r"\d\|\d", text)
    return row.get("syntax") == "asciimath" and row["kind"] == "parse_matrix" and bool(mixed)


def _prose(row: Row) -> bool:
    outside = re.sub(r"\$.*?\$", "", str(row["student"]), flags=re.DOTALL)
    return "$" in str(row["student"]) and bool(re.search(r"[A-Za-z]{2}", outside))


DIALECTS = (
    Dialect(
        words="a truth that is no expression with a finite value: no rubric can hold it",
        holds=_no_truth,
    ),
    Dialect(words="an exercise that demands a spelling, not a value", holds=_spelling),
    Dialect(
        words="the truth rounded to the answer's own digits, which is right here",
        holds=_rounded,
    ),
    Dialect(words="AsciiMath's cells between bars and mixed brackets", holds=_asciimath),
    Dialect(
        words="|| between numbers as parallel resistors; here it is a norm",
        holds=lambda row: bool(re.search(r"[\w)]\s*\|\|\s*[\w(]", str(row["student"]))),
    ),
    Dialect(words="sentences around the mathematics of an answer", holds=_prose),
    Dialect(
        words="one comma before three digits, which could be a decimal comma and is asked back",
        holds=lambda row: bool(re.fullmatch(r"-?\d{1,3},\d{3}", str(row["student"]).strip())),
    ),
    Dialect(
        words="a function, a name or an alias that the exercise defines and the row does not hold",
        holds=_defined_elsewhere,
    ),
)


def dialect_of(row: Row) -> Dialect | None:
    """The first convention of other graders that a row follows."""
    return next((dialect for dialect in DIALECTS if dialect.holds(row)), None)
