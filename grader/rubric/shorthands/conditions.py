"""Formulas over a table: `count(play == yes and wind == weak)`, `share(play == yes | wind == low)`.

A condition is a vector of ones and zeros, one for each row; words are compared by their numbers.
"""

from __future__ import annotations

import re

from grader import record
from grader.errors import RubricError
from grader.rubric.shorthands.data_tables import Table
from grader.rubric.shorthands.outside_brackets import closing, split_outside
from grader.rubric.shorthands.round_indices import WORD

_OR = re.compile(r"\s+or\s+|\s*(?:∨|\|\|)\s*")
_AND = re.compile(r"\s+and\s+|\s*(?:∧|&&?|,)\s*")
_NOT = re.compile(r"(?:not\s+|¬\s*)")
_GIVEN = re.compile(r"(?<!\|)\|(?!\|)|\s+given\s+|\\mid\b")
_WHERE = re.compile(r"\s+where\s+(?!\()")
_SIGN = re.compile(r"\s*(==|!=|≠|<=|>=|≤|≥|<|>|=)\s*")
_SIGNS = {"=": "==", "≠": "!=", "≤": "<=", "≥": ">="}
_WORDS = re.compile(
    r"""(?<![\w\\])(?P<column>[^\W\d]\w*)\s*(?P<sign>==|!=|≠|=(?!=))\s*"""
    r"""(?P<word>'[^']*'|"[^"]*"|[^\W\d]\w*)"""
)
COUNTING = ("count", "share", "P", "counts", "shares")
"""Functions of conditions; `P` is a share."""


@record(frozen=True, slots=True)
class Conditions:
    """Writes out what formulas say of a table, as formulas of its columns."""

    table: Table

    def written_out(self, text: str) -> str:
        """A formula without conditions on words. Raises RubricError for what says nothing here."""
        if not self._is_about_it(text):
            return text
        parts, at = list[str](), 0
        for word in WORD.finditer(text):
            call = re.compile(r"\s*[(\[]").match(text, word.end())
            if word.start() < at or call is None:
                continue
            end = closing(text, call.end())
            inside = text[call.end() : end]
            found = self._call(word[0], inside, text[call.end() - 1])
            if found is not None:
                parts += [text[at : word.start()], found]
                at = end + 1
        found = self._compared("".join([*parts, text[at:]]))
        self._check_words(found)
        return found

    def _is_about_it(self, text: str) -> bool:
        words = {word[0] for word in WORD.finditer(text)}
        return not words.isdisjoint({*self.table.columns, *COUNTING})

    def _call(self, name: str, inside: str, bracket: str) -> str | None:
        """A call, or the rows of a column in brackets; None where it is not about the table."""
        if bracket == "[":
            is_condition = name in self.table.columns and _SIGN.search(inside)
            return f"{name}[{self._mask(inside)}]" if is_condition else None
        parts = split_outside(inside, _WHERE)
        if len(parts) == 2:
            return f"{name}({self._rows(*parts)})"
        if name not in COUNTING or (name == "P" and not _SIGN.search(inside)):
            return None
        return self._counted(name, inside)

    def _rows(self, column: str, condition: str) -> str:
        """The entries of a column where a condition holds."""
        column = column.strip()
        if column not in self.table.columns or self.table.is_of_words(column):
            told = f"where stands behind a column of numbers, and '{column}' is none"
            raise RubricError(f"{told}; write one as in mean(age where play == yes)")
        return f"{column}[{self._mask(condition)}]"

    def _counted(self, name: str, inside: str) -> str:
        """What a function that counts stands for: `count(play == yes | wind == weak)`."""
        if not inside.strip() and name == "count":
            return str(self.table.rows)
        event, *given = split_outside(inside, _GIVEN)
        if len(given) > 1:
            raise RubricError(f"two bars stand in {name}({inside}); join conditions with and")
        rows = self._condition(given[0]) if given else ""
        if name not in ("counts", "shares"):
            return self._number(name, self._condition(event), rows)
        column = event.strip()
        if column not in self.table.columns or not self.table.is_of_words(column):
            words = ", ".join(n for n in self.table.columns if self.table.is_of_words(n))
            raise RubricError(f"{name} takes a column of words ({words}), and {column} is none")
        each = [f"({column} == {self.table.codes[w]})" for w in self.table.categories(column)]
        return f"[{', '.join(self._number(name[:-1], one, rows) for one in each)}]"

    def _number(self, name: str, event: str, rows: str) -> str:
        """How many rows there are, or what share of them, by formulas of ones and zeros."""
        count = f"sum({event} ⊙ {rows})" if rows else f"sum({event})"
        if name == "count":
            return count
        return f"({count} / {f'sum({rows})' if rows else self.table.rows})"

    def _mask(self, text: str) -> str:
        """A condition as it chooses rows: whatever it is made of, one comparison."""
        return f"{self._condition(text)} == 1"

    def _condition(self, text: str) -> str:
        """A condition as a factor of ones and zeros."""
        text = text.strip()
        if not text:
            raise RubricError("a condition is missing; write one as in count(play == yes)")
        ways = split_outside(text, _OR)
        if len(ways) > 1:
            first, *others = map(self._condition, ways)
            for other in others:
                first = f"maximum({first}, {other})"
            return first
        parts = split_outside(text, _AND)
        if len(parts) > 1:
            return f"({' ⊙ '.join(map(self._condition, parts))})"
        negated = _NOT.match(text)
        if negated:
            return f"(1 - {self._condition(text[negated.end() :])})"
        if text[0] == "(" and closing(text, 1) == len(text) - 1:
            return self._condition(text[1:-1])
        return self._comparison(text)

    def _comparison(self, text: str) -> str:
        parts = _SIGN.split(text)
        if len(parts) < 3:
            raise RubricError(f"'{text}' is no condition; compare a column, as in play == yes")
        column, sign, value = parts[0].strip(), parts[1], "".join(parts[2:]).strip()
        table = self.table
        if column in table.columns and table.is_of_words(column):
            return f"({self._of_words(column, sign, value)})"
        signs = [_SIGNS.get(one, one) if place % 2 else one for place, one in enumerate(parts)]
        return f"({' '.join(self.written_out(one) if one else one for one in signs)})"

    def _of_words(self, column: str, sign: str, value: str) -> str:
        """A column of words beside a word, or beside another column of words."""
        sign = _SIGNS.get(sign, sign)
        if sign not in ("==", "!="):
            raise RubricError(f"{column} is a column of words, which have no order; write ==")
        table = self.table
        if value in table.columns and table.is_of_words(value) and value not in table.codes:
            return f"{column} {sign} {value}"
        is_quoted = value[:1] in "'\"" and value[-1:] == value[:1] and len(value) > 1
        return f"{column} {sign} {table.code(column, value[1:-1] if is_quoted else value)}"

    def _compared(self, text: str) -> str:
        """A formula with the words that stand beside their columns as numbers."""

        def change(found: re.Match[str]) -> str:
            column = found["column"]
            if column not in self.table.columns or not self.table.is_of_words(column):
                return found[0]
            return self._of_words(column, found["sign"], found["word"])

        return _WORDS.sub(change, text)

    def _check_words(self, text: str) -> None:
        """Tell of a column of words that is computed with."""
        compared = re.sub(r"[^\W\d]\w* (?:==|!=) (?:\d+|[^\W\d]\w*)", "", text)
        for word in WORD.findall(compared):
            if word in self.table.columns and self.table.is_of_words(word):
                first = self.table.categories(word)[0]
                told = f"{word} is a column of words; compare it, {word} == {first}"
                raise RubricError(f"{told}, or count with shares({word})")
