"""What a step asks for: a value, a complex one, a word out of several, a set, a sequence, an
interval, a table, a formula, an equation.

Whatever is asked has a value in numbers, so that it can be computed by a formula and followed like
any other: a choice is its place in the list, a set of choices says of each whether it belongs, an
interval is its two ends, a complex number its two parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any

from grader import record
from grader.alphabet import plain
from grader.errors import UnreadableError

Keys = Mapping[str, Any]
NONE = "none"
"""What a formula calls that there is no value: no solution, an empty cell, the empty set."""


class AnswerKind(str, Enum):
    """What a step asks for."""

    NUMBER = "number"
    COMPLEX = "complex"
    CHOICE = "choice"
    SET = "set"
    SEQUENCE = "sequence"
    INTERVAL = "interval"
    TABLE = "table"
    FORMULA = "formula"
    EQUATION = "equation"
    LOGIC = "logic"
    REVIEW = "review"

    @property
    def has_value(self) -> bool:
        """Whether an answer has a value in numbers, and is no formula and no text for people."""
        return not self.is_formula and self is not AnswerKind.REVIEW

    @property
    def is_formula(self) -> bool:
        """Whether an answer is written in the question's symbols, and not in numbers."""
        return self in (AnswerKind.FORMULA, AnswerKind.EQUATION, AnswerKind.LOGIC)

    @property
    def is_statement(self) -> bool:
        """Whether an answer says that something holds, and is no formula of a value."""
        return self in (AnswerKind.EQUATION, AnswerKind.LOGIC)

    @property
    def in_words(self) -> str:
        """What to call an answer of this kind that is written in symbols: "logical formula"."""
        return "logical formula" if self is AnswerKind.LOGIC else self.value

    @property
    def has_any_length(self) -> bool:
        """Whether an answer may have more or fewer parts than the expected one."""
        return self in (AnswerKind.SET, AnswerKind.SEQUENCE)


_BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "yes": ("y", "true"),
    "no": ("n", "false"),
    "true": ("t", "yes"),
    "false": ("f", "no"),
    "∅": ("emptyset", "varnothing", "empty set", "ø"),
}
"""What else people write for the words of a decision."""
_DECISIONS = ({"yes", "no"}, {"true", "false"})
_DRESS = re.compile(r"[\"'`´‘’“”*$\\{}]|(?<=\w)[-_](?=\w)")
_ROUND_SIGNS = re.compile(r" ?([(),;\[\]]) ?")
"""Signs around which blanks say nothing: `(2,1)` is the point (2, 1)."""
_SET_IN_LATEX = re.compile(r"\\(?:left|right)\b|\\(?=[{}])|[\s$\"']")
_STROKE = "\u0338"
"""The stroke that makes ∉ of ∈."""
_SIGNS = re.compile(r"[{*∅]")
"""Signs that a reader does not look at, and that may be all that tells two words apart."""
_EMPTY = re.compile(r"\\(?:emptyset|varnothing)|\{\}|Ø")
_INNERMOST = re.compile(r"\{([^{}]*)\}")
_NUMERAL = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?")
"""A number as people write it; `00` and `01` are words."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Choices:
    """The words that a step lets students choose among.

    words: as the rubric writes them. values: the number that stands for each: its place from 0, as
    `argmax` counts; 1 for yes and 0 for no, as comparisons give; the number that it is where all
    of them are numbers. spellings: how each may be written, folded,
    with its place. exact: the same with all of their signs, where these tell words apart:
    `1` and `{1}`, `X[k]` and `X*[k]`.
    """

    words: tuple[str, ...]
    values: tuple[float, ...]
    spellings: Mapping[str, int]
    exact: Mapping[str, int] = field(default_factory=dict)

    def place(self, text: str) -> int | None:
        """The place of the word that a text writes, in any of its spellings; None for another."""
        if self.exact and (place := self.exact.get(_with_signs(text))) is not None:
            return place
        word = folded(text)
        return self.spellings.get(word, self.spellings.get(_numeral(word)))

    def word(self, value: float) -> str:
        """The word that a value stands for; the number itself where it stands for none."""
        return next(
            (word for word, own in zip(self.words, self.values, strict=True) if own == value),
            f"{value:g}",
        )


@record(frozen=True, slots=True, kw_only=True, eq=False)
class TableNames:
    """The rows and columns of a table; choices: those of the columns that hold words."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    choices: Mapping[str, Choices] = field(default_factory=dict)


def folded(text: str) -> str:
    """A word without what makes no difference to a reader: case, accents, quotes, dashes."""
    letters = unicodedata.normalize("NFKD", plain(text).replace("≠", "!=")).casefold()
    kept = "".join(x for x in letters if x == _STROKE or not unicodedata.combining(x))
    spaced = " ".join(_DRESS.sub(" ", kept).split()).strip(" .,;:!")
    return _ROUND_SIGNS.sub(r"\1", spaced)


def _with_signs(text: str) -> str:
    """A word with all of its signs, sets in one order: `{1, 2}` for `\\{2,1\\}`."""
    signs = _EMPTY.sub("∅", _SET_IN_LATEX.sub("", plain(text)))
    return _INNERMOST.sub(_in_order, signs).casefold()


def _in_order(found: re.Match[str]) -> str:
    """A set without tuples in it, its parts in one order."""
    inside = found[1]
    return found[0] if "(" in inside else f"{{{','.join(sorted(inside.split(',')))}}}"


def choices_of(given: Any) -> Choices | None:
    """The choices that a rubric lists, `[spam, ham]` or `{spam: [junk], ham: []}`; None for none.

    YAML takes yes and no for truth values: they are the words again.
    """
    if not given:
        return None
    others: Mapping[Any, Any] = given if isinstance(given, dict) else {}
    words = tuple(as_word(one) for one in given)
    spellings: dict[str, int] = {}
    exact: dict[str, int] = {}
    for place, (one, word) in enumerate(zip(given, words, strict=True)):
        for other in map(as_word, (word, *(others.get(one) or ()))):
            spellings.setdefault(_numeral(folded(other)), place)
            exact.setdefault(_with_signs(other), place)
    for place, word in enumerate(words):
        for other in _BUILT_IN.get(folded(word), ()):
            spellings.setdefault(other, place)
    has_signs = any(_SIGNS.search(word) for word in words)
    return Choices(
        words=words,
        values=_values(words),
        spellings=spellings,
        exact=exact if has_signs else {},
    )


def _values(words: tuple[str, ...]) -> tuple[float, ...]:
    if all(map(_NUMERAL.fullmatch, words)):
        return tuple(map(float, words))
    if {folded(word) for word in words} in _DECISIONS:
        return tuple(float(folded(word) in ("yes", "true")) for word in words)
    return tuple(map(float, range(len(words))))


def _numeral(text: str) -> str:
    """The plainest writing of a number, 1 for +1.0; any other text as it is."""
    return f"{float(text):g}" if _NUMERAL.fullmatch(text) else text


def as_word(given: Any) -> str:
    """A choice as text: what YAML took for a truth value or a number is the word again."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    return f"{given:g}" if isinstance(given, int | float) else " ".join(str(given).split())


def table_names(step: Keys) -> TableNames | None:
    """The names of the rows and columns of a step's table; None where it has none."""
    rows, columns = step.get("rows"), step.get("columns")
    if not rows or not columns:
        return None
    kinds = columns if isinstance(columns, dict) else {}
    read = {as_word(name): choices_of(kinds.get(name)) for name in columns}
    return TableNames(
        rows=tuple(map(as_word, rows)),
        columns=tuple(read),
        choices={name: one for name, one in read.items() if one is not None},
    )


def expected_value(step: Keys, given: Any) -> Any:
    """A TA's own value of a step in numbers: words are the numbers that stand for them.

    step: its keys, of which `answer`, `choices`, `rows` and `columns` matter here. Raises
    UnreadableError for a word that is none of the choices.
    """
    choices, table = choices_of(step.get("choices")), table_names(step)
    if table is not None:
        return _table_of_words(given, table)
    if choices is None:
        return given
    return value_in_words(AnswerKind(step.get("answer") or "number"), given, choices)


def _table_of_words(given: Any, table: TableNames) -> Any:
    """The cells of a TA's own table in numbers, the words of its columns among them.

    Raises UnreadableError for a word that is none of its column's.
    """
    kinds = [table.choices.get(name) for name in table.columns]
    rows = given if isinstance(given, list) and all(isinstance(r, list) for r in given) else []
    if any(len(row) != len(kinds) for row in rows) or not rows:
        return given
    return [[_in_numbers(x, kind) for x, kind in zip(row, kinds, strict=True)] for row in rows]


def _in_numbers(cell: Any, choices: Choices | None) -> Any:
    if choices is None or not isinstance(cell, str | bool):
        return cell
    return value_in_words(AnswerKind.CHOICE, cell, choices)


def value_in_words(kind: AnswerKind, given: Any, choices: Choices) -> Any:
    """The value of a TA's own words: `spam`, or a list of them for a sequence or a set.

    Raises UnreadableError for a word that is none of the choices.
    """
    words = [as_word(one) for one in (given if isinstance(given, list) else [given])]
    places = [choices.place(word) for word in words]
    for word, place in zip(words, places, strict=True):
        if place is None:
            raise UnreadableError(f"'{word}' is none of the choices {', '.join(choices.words)}")
    if kind is AnswerKind.SET:
        return [float(place in places) for place in range(len(choices.words))]
    values = [choices.values[place] for place in places if place is not None]
    return values if isinstance(given, list) else values[0]
