"""The cells of a matrix: where in a text each of them stands, and the shape they make."""

from grader import record
from grader.alphabet import PAIRS, brackets
from grader.alphabet.latex_commands import COLUMNS, FRACTIONS, MATRICES
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.arrays import EVERY_ROW, MAX_ENTRIES, other_width
from grader.mathlang.parser.tokens import Token

MAX_WRAPPED = 8
"""Pairs of brackets and braces round a matrix that are looked through."""
_JOINING = frozenset("+-*/^·×⊙@_(|‖") | {"over", "choose"}


@record(frozen=True, slots=True, eq=False, repr=False)
class Cells:
    """Places of cells (first token, one past the last), and the shape they make."""

    places: list[tuple[int, int]]
    shape: tuple[int, ...]


class CellReader:
    """Finds the cells of one text."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self.text = text
        self.tokens = found
        self.end = len(found) - 1

    def cells(self, first: int, last: int) -> Cells | None:
        """The cells between two places; None if what stands there is no structure of cells."""
        while self.tokens[last - 1].text in (".", ",", ";") and last - first > 1:
            last -= 1
        first, last = self._unwrapped(first, last)
        if self._is_environment(first, last):
            return self._environment(first + 1, last - 1)
        if self._is_row(first, last):
            return self._list(first, last, 0)
        if any(token.kind == "begin" or token.text == "[" for token in self.tokens):
            return None
        return self._lines(first, last)

    def _unwrapped(self, first: int, last: int, within: int = MAX_WRAPPED) -> tuple[int, int]:
        """The places within braces, and within brackets round a matrix with brackets of its own."""
        opening = self.tokens[first].text
        if not within or opening not in PAIRS or self._closing(first, last) != last - 1:
            return first, last
        start, end = self._unwrapped(first + 1, last - 1, within - 1)
        listed = opening == "(" and self.tokens[start].text == "[" and self._encloses(start, end)
        if opening == "{" or listed or self._is_environment(start, end):
            return start, end
        return first, last

    def refuse_side_by_side(self) -> None:
        """Refuse a list in brackets with a number beside it: no product was meant."""
        texts = [token.text for token in self.tokens[: self.end]]
        closing = brackets.ends(texts)
        for place, text in brackets.outside(texts):
            if text == "[" and place in closing:
                self._check_beside(place, closing[place])

    def _check_beside(self, start: int, end: int) -> None:
        beside = [self.tokens[start - 1]] if start else []
        if beside and beside[0].kind == "command":  # `\\sqrt[3] 8`
            return
        if any(token.kind == "number" for token in (*beside, self.tokens[end + 1])):
            raise self._error("a number beside a matrix", start, "write * between them")

    def _encloses(self, first: int, last: int) -> bool:
        """Whether one pair of brackets holds everything between two places."""
        opening = self.tokens[first].text
        if opening not in ("(", "[") or last - first < 2:
            return False
        return self._closing(first, last) == last - 1

    def _is_row(self, first: int, last: int) -> bool:
        """Whether brackets hold entries; parentheses round a single value only wrap it."""
        return self._encloses(first, last) and (
            self.tokens[first].text == "[" or self._separated(first + 1, last - 1, ",")
        )

    def _closing(self, first: int, last: int) -> int:
        """Where the bracket at a place is closed; -1 if nowhere before the other."""
        found = brackets.closing(token.text for token in self.tokens[first:last])
        return found if found < 0 else first + found

    def _is_environment(self, first: int, last: int) -> bool:
        opening, closing = self.tokens[first], self.tokens[last - 1]
        if opening.kind != "begin" or opening.text.rstrip("*") not in MATRICES:
            return False
        inner = {token.kind for token in self.tokens[first + 1 : last - 1]}
        is_closed = closing.kind == "close" and closing.text == opening.text
        return is_closed and inner.isdisjoint(("begin", "close"))

    def _separated(self, first: int, last: int, sign: str) -> bool:
        return len(self._split(first, last, sign)) > 1

    def _split(self, first: int, last: int, sign: str) -> list[tuple[int, int]]:
        """The parts between two places that a sign outside of inner brackets separates."""
        signs = brackets.outside(token.text for token in self.tokens[first:last])
        ends = [*(first + place for place, text in signs if text == sign), last]
        return list(zip([first, *(end + 1 for end in ends)], ends, strict=False))

    def _environment(self, first: int, last: int) -> Cells:
        opened = self.tokens[first - 1].text
        for bracket in ("[", "{"):
            columns = opened in COLUMNS or (bracket == "[" and opened.endswith("*"))
            if columns and self.tokens[first].text == bracket:
                first = self._closing(first, last) + 1
        rows = self._split(first, last, "\\\\")
        if len(rows) > 1 and rows[-1][0] == rows[-1][1]:
            rows.pop()
        return self._table([self._split(*row, "&") for row in rows])

    def _table(self, rows: list[list[tuple[int, int]]]) -> Cells:
        for number, row in enumerate(rows, 1):
            for place, (start, stop) in enumerate(row, 1):
                if start >= stop:
                    raise self._error(f"row {number}, entry {place} is empty", start)
        other = next((k for k, row in enumerate(rows) if len(row) != len(rows[0])), None)
        if other is not None:
            told = other_width(other, len(rows[other]), len(rows[0]))
            raise self._error(told, rows[other][0][0], EVERY_ROW)
        return self._bounded([cell for row in rows for cell in row], (len(rows), len(rows[0])))

    def _error(self, problem: str, place: int, hint: str = "") -> MathError:
        return MathError(problem, self.text, self.tokens[place].start, hint)

    def _bounded(self, places: list[tuple[int, int]], shape: tuple[int, ...]) -> Cells:
        if len(places) > MAX_ENTRIES:
            raise MathError(f"a matrix of more than {MAX_ENTRIES} entries", self.text, 0)
        return Cells(places, shape)

    def _list(self, first: int, last: int, depth: int) -> Cells:
        """The cells between a pair of brackets: rows, or entries."""
        if depth > 7:
            raise self._error("an array of more than 8 axes", first)
        if last - first == 2:
            raise self._error("the brackets are empty", first)
        first, last = first + 1, last - 1
        if self._separated(first, last, ";"):
            rows = self._split(first, last, ";")
            if rows[-1][0] == rows[-1][1]:
                rows.pop()
            return self._table([self._items(*row) for row in rows])
        items = self._items(first, last)
        for number, (start, stop) in enumerate(items, 1):
            if start >= stop:
                raise self._error(f"entry {number} is empty", start)
        if not self._is_row(*items[0]):
            return self._bounded(items, (len(items),))
        return self._nested(items, depth)

    def _nested(self, items: list[tuple[int, int]], depth: int) -> Cells:
        parts = []
        for number, (start, stop) in enumerate(items, 1):
            if self.tokens[start].text in PAIRS and stop - start == 2:
                raise self._error(f"row {number} is empty", start)
            if not self._encloses(start, stop):
                raise self._error(f"row {number} is not in brackets as row 1 is", start)
            parts.append(self._list(start, stop, depth + 1))
        other = next((k for k, part in enumerate(parts) if part.shape != parts[0].shape), None)
        if other is not None:
            told = other_width(other, len(parts[other].places), len(parts[0].places))
            raise self._error(told, items[other][0], EVERY_ROW)
        places = [cell for part in parts for cell in part.places]
        return self._bounded(places, (len(parts), *parts[0].shape))

    def _items(self, first: int, last: int) -> list[tuple[int, int]]:
        """The entries of one row: between commas, or else between white spaces."""
        items = self._split(first, last, ",")
        if len(items) > 1:
            return items[:-1] if len(items) == 2 and items[1][0] == items[1][1] else items
        return self._spaced(first, last)

    def _spaced(self, first: int, last: int) -> list[tuple[int, int]]:
        signs = brackets.outside(token.text for token in self.tokens[first:last])
        places = (first + place for place, _ in signs if place)
        starts = [place for place in places if self._starts_entry(place)]
        return list(zip([first, *starts], [*starts, last], strict=True))

    def _starts_entry(self, place: int) -> bool:
        """Whether white space before a token parts it from the entry before it."""
        before, here, after = self.tokens[place - 1], self.tokens[place], self.tokens[place + 1]
        if before.kind == "number" and self.tokens[max(0, place - 2)].text in FRACTIONS:
            return False  # \\frac 3 4
        touching = before.text == "]" and here.text == "["
        if not (here.spaced or touching) or before.text in _JOINING or before.kind == "command":
            return False
        if here.text in ("+", "-"):
            return not after.spaced
        return (here.text not in _JOINING and here.text not in ("%", "!", "'")) or here.text == "("

    def _lines(self, first: int, last: int) -> Cells | None:
        """Rows on lines or between `;`, without brackets; a single cell is a number."""
        breaks = [first]
        for place in range(first + 1, last):
            gap = self.text[self.tokens[place - 1].end : self.tokens[place].start]
            if "\n" in gap or self.tokens[place].text in (";", "\\\\"):
                breaks.append(place)
        rows = []
        for start, stop in zip(breaks, [*breaks[1:], last], strict=True):
            start += self.tokens[start].text in (";", "\\\\")
            if start < stop:
                sign = "&" if self._separated(start, stop, "&") else ","
                row = self._split(start, stop, sign)
                rows.append(row if len(row) > 1 else self._spaced(start, stop))
        if len(rows) == 1:
            whole = rows[0]
            if len(whole) == 1 or not self._all_plain(whole):
                return Cells([(first, last)], ()) if len(whole) == 1 else None
            return self._bounded(whole, (len(whole),))
        return self._table(rows) if rows else None

    def _all_plain(self, cells: list[tuple[int, int]]) -> bool:
        """Whether cells on one line without brackets are plain numbers, and no sum or product."""
        return all(
            stop - start <= 2 and self.tokens[stop - 1].kind == "number" for start, stop in cells
        )
