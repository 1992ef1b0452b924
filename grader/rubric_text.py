"""A rubric's text to plain values, past its slips in YAML: each is told with what to write, and
the reading goes on as if that stood there, so that one slip hides no other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader import yamltext
from grader.errors import Problem, RubricErrors
from grader.rubric import Path, RubricSource, source_of
from grader.rubric_lines import meant
from grader.rubric_model import all_keys
from grader.rubric_quotes import opening_of, unclosed
from grader.rubric_scalars import meant_scalars
from grader.yamltext import Mapping, Node, Scalar, Sequence, TextError, Tree

MAX_SLIPS = 60
"""More slips of YAML than this are not mended one by one."""
_REACH = 40
"""How many lines above the place where YAML gave up the slip itself is sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    """A slip in a line: its key ("" for the line as a whole) and what is said of it.

    is_lost: whether the value could not be mended and was left out.
    """

    line: int
    key: str
    message: str
    is_lost: bool = False


@dataclass(slots=True)
class _Text:
    """The lines of a rubric as mended so far, with the slips that were mended."""

    lines: list[str]
    slips: list[_Slip] = field(default_factory=list)

    def tree(self) -> Tree:
        return yamltext.yaml_tree("\n".join(self.lines))

    def with_line(self, number: int, line: str) -> _Text:
        """The same text with another line in one place, counted from 1."""
        return _Text([*self.lines[: number - 1], line, *self.lines[number:]], list(self.slips))


def read_meant(text: str, file: str) -> RubricSource:
    """The plain values of a rubric's text as it was meant, its slips of YAML among the problems.

    Raises RubricErrors for a text of which nothing can be read as a rubric.
    """
    reading = _Text(text.removeprefix("\ufeff").split("\n"))
    tree = reading.tree()
    while tree.error and len(reading.slips) < MAX_SLIPS:
        better = _past_error(reading, tree.error)
        if better is None:
            break
        reading = better
        tree = reading.tree()
    if tree.error:
        _refuse(reading, file, str(tree.error), tree.error.line)
    reading = _past_suspicious(reading, tree)
    tree = reading.tree()
    root, found = meant_scalars(tree.root)
    source = source_of(root, file)
    source.problems += [source.problem(path, message) for path, message in found]
    _place_slips(source, reading.slips)
    return source


def _refuse(reading: _Text, file: str, message: str, line: int | None) -> None:
    told = [Problem(file=file, message=slip.message, line=slip.line) for slip in reading.slips]
    raise RubricErrors([*told, Problem(file=file, message=message, line=line)])


def _past_error(reading: _Text, stopped: TextError) -> _Text | None:
    """The text with the one slip mended that lets YAML read furthest; None if there is none."""
    line = min(stopped.reached or 1, len(reading.lines))
    for candidates in (_candidates, _indented):
        best, furthest = None, float(stopped.reached or 1)
        for number in range(line, max(line - _REACH, 0), -1):
            for candidate in candidates(reading, number):
                reached = _reached(candidate)
                if reached > furthest:
                    best, furthest = candidate, reached
            if furthest == math.inf or candidates is _indented:
                break
        if best is not None:
            return best
    return _without_value(reading, line, stopped)


def _reached(reading: _Text) -> float:
    """The line to which YAML reads a text."""
    error = reading.tree().error
    return float(error.reached or 0) if error else math.inf


def _candidates(reading: _Text, number: int) -> Iterator[_Text]:
    """The text with one line mended, in every way that its slip may be undone."""
    line = reading.lines[number - 1]
    if not line.strip():
        return
    corrected, told = meant(line)
    slips = [_Slip(line=number, key=one.key, message=one.message) for one in told]
    if corrected != line:
        yield _mended(reading, number, corrected, slips)
    for opened in range(number, max(number - _REACH, 0), -1):
        missing = unclosed("\n".join([*reading.lines[opened - 1 : number - 1], corrected]))
        if missing:
            message = (
                f"a {opening_of(missing[0])} is not closed; write {missing} at the end of the line"
            )
            also = _Slip(line=number, key="", message=message)
            yield _mended(reading, number, f"{corrected.rstrip()}{missing}", [*slips, also])
            break
    for written, message in _other_signs(corrected):
        slip = _Slip(line=number, key="", message=message)
        yield _mended(reading, number, written, [*slips, slip])


def _other_signs(line: str) -> Iterator[tuple[str, str]]:
    """A line with a sign more or less at its ends: a colon, a dash, a comma."""
    word = re.fullmatch(r"\s*([^\s:#\"'{\[-][^:#{\[]*?)\s*", line)
    if word:
        yield f"{line.rstrip()}:", f"a colon is missing; write {word[1]}:"
    dash = re.match(r"(\s*)- (\s*)(?=[^\s{]+:\s)", line)
    if dash:
        yield (
            f"{dash[1]}{line[dash.end() :]}",
            "a dash begins a list; remove it here, where names stand",
        )
    if line.rstrip().endswith(","):
        yield line.rstrip()[:-1], "a comma ends the line, and nothing follows; remove it"


def _mended(reading: _Text, number: int, line: str, slips: list[_Slip]) -> _Text:
    text = reading.with_line(number, line)
    text.slips += slips
    return text


def _indented(reading: _Text, number: int) -> Iterator[_Text]:
    """The text with one line indented as a line beside it is."""
    line = reading.lines[number - 1]
    bare = line.lstrip()
    own = line[: len(line) - len(bare)]
    above, below = reading.lines[: number - 1][::-1], reading.lines[number:]
    spaces = [[len(one) - len(one.lstrip(" ")) for one in side if one.strip() and "\t" not in one]
              for side in (above, below)]  # fmt: skip
    for count in dict.fromkeys([*spaces[0][:4], *spaces[1][:2]]):
        if own == " " * count:
            continue
        found = "a tab" if "\t" in own else f"{len(own)} spaces"
        message = f"the line is indented by {found}; write {count} spaces, as a line beside it has"
        text = reading.with_line(number, " " * count + bare)
        text.slips.append(_Slip(line=number, key="", message=message))
        yield text


def _without_value(reading: _Text, line: int, stopped: TextError) -> _Text | None:
    """The text without the value that YAML cannot read, nor the lines that belong to it."""
    for number in range(line, max(line - _REACH, 0), -1):
        head = re.match(r"(\s*)([^\s:#\"'{\[-][^:#\"'{\[]*):(\s|$)", reading.lines[number - 1])
        if head is None:
            continue
        deep = len(head[1])
        end = number
        while end < len(reading.lines) and _is_deeper(reading.lines[end], deep):
            end += 1
        lines = [*reading.lines[: number - 1], f"{head[1]}{head[2]}:"]
        lines += [""] * (end - number) + reading.lines[end:]
        text = _Text(lines, list(reading.slips))
        error = text.tree().error
        if error is None or (error.reached or 0) > line:
            at = stopped.line if number <= (stopped.line or 0) <= end else number
            slip = _Slip(line=at or number, key=head[2], message=str(stopped), is_lost=True)
            text.slips.append(slip)
            return text
    return None


def _is_deeper(line: str, indent: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip()) > indent


def _past_suspicious(reading: _Text, tree: Tree) -> _Text:
    """The text with the lines mended that YAML reads, though not as they were meant."""
    for number in dict.fromkeys(_suspicious(tree.root)):
        corrected, told = meant(reading.lines[number - 1])
        slips = [_Slip(line=number, key=one.key, message=one.message) for one in told]
        candidate = _mended(reading, number, corrected, slips)
        if corrected != reading.lines[number - 1] and candidate.tree().error is None:
            reading = candidate
    return reading


def _suspicious(node: Node | None) -> Iterator[int]:
    """The lines with a key that is none and has no value (it stood behind a comma), and with an
    entry of a list whose brackets do not match."""
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and _is_cut(item.text) and item.line and item.plain:
                yield item.line
            yield from _suspicious(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            is_blank = isinstance(value, Scalar) and value.is_blank
            if key.line and is_blank and key.text not in all_keys():
                yield key.line
            yield from _suspicious(value)


def _is_cut(text: str) -> bool:
    return any(text.count(one) != text.count(other) for one, other in ("()", "[]", "{}"))


def _place_slips(source: RubricSource, slips: list[_Slip]) -> None:
    """Slips of the text as problems of the values that stand in their lines."""
    for slip in slips:
        path = _path_at(source, slip.line, slip.key)
        problem = Problem(file=source.file, message=slip.message, path=path, line=slip.line)
        source.problems.append(problem)
        if slip.is_lost:
            source.lost.append(path)


def _path_at(source: RubricSource, line: int, key: str) -> Path:
    """The path of a key in a line; of the line's first key, or of one above, where it has none."""
    there = [path for path, number in source.lines.items() if number == line and path]
    named = [path for path in there if path[-1] == key]
    if named or there:
        return min(named or there, key=len)
    above = {number: path for path, number in source.lines.items() if number < line}
    same = [path for path, n in source.lines.items() if n < line and path and path[-1] == key]
    return same[-1] if same else (above[max(above)] if above and not key else ())
