"""A rubric's text to plain values, past its slips in YAML: each is told with what to write, and
the reading goes on as if that stood there, so that one slip hides no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.errors import Problem, RubricErrors
from grader.rubric.meant_lines import meant, segments
from grader.rubric.mending import Lines, Slip, past_error
from grader.rubric.plain_values import Path, RubricSource, source_of
from grader.rubric.quoting import quoted
from grader.rubric.scalar_traps import meant_scalars
from grader.rubric.schema import all_keys, text_keys
from grader.yamltree import Mapping, Node, Scalar, Sequence, Tree

MAX_SLIPS = 60
"""More slips of YAML than this are not mended one by one."""


def read_meant(text: str, file: str) -> RubricSource:
    """The plain values of a rubric's text as it was meant, its slips of YAML among the problems.

    Raises RubricErrors for a text of which nothing can be read as a rubric.
    """
    reading = Lines(text.removeprefix("\ufeff").split("\n"))
    tree = reading.tree()
    while tree.error and len(reading.slips) < MAX_SLIPS:
        better = past_error(reading, tree.error)
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
    for slip in _doubts(reading.lines):
        path = _path_at(source, slip.line, slip.key)
        source.problems.append(source.problem(path, slip.message, is_warning=True))
    return source


def _doubts(lines: list[str]) -> Iterator[Slip]:
    """What YAML reads in lines that are as they should be, and that may not be what was meant."""
    for number, line in enumerate(lines, 1):
        for row in re.findall(r"\[([^][]*)\]", line):
            entries = re.split(r",\s+", row.strip())
            if len(entries) > 1 and all(re.fullmatch(r"-?\d+,\d+", one) for one in entries):
                points = ", ".join(one.replace(",", ".") for one in entries)
                message = f"[{row}] holds {2 * len(entries)} numbers; is [{points}] meant?"
                yield Slip(line=number, key="", message=message)
        begun = re.match(r"\s*(?:-\s+)?([a-z_]+):\s+(#\S.*?)\s*$", line) if ": " in line else None
        if begun and begun[1] in text_keys() and not _goes_on(lines, number):
            message = f"what stands behind # is a comment; write {begun[1]}: {quoted(begun[2])}"
            message += " if it is the value"
            yield Slip(line=number, key=begun[1], message=message)
        for one in segments(line) if " #" in line else ():
            cut = re.search(r"\s#\S", one.value)
            if cut and one.key in text_keys() and one.value[0] not in "\"'":
                message = "what stands behind # is a comment; write"
                message += f" {one.key}: {quoted(one.value)} if it belongs to the value"
                yield Slip(line=number, key=one.key, message=message)


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether the value of a line stands on those below it, which are indented by more."""
    line = lines[number - 1]
    below = next((one for one in lines[number:] if one.strip()), "")
    return len(below) - len(below.lstrip()) > len(line) - len(line.lstrip())


def _refuse(reading: Lines, file: str, message: str, line: int | None) -> None:
    told = [Problem(file=file, message=slip.message, line=slip.line) for slip in reading.slips]
    raise RubricErrors([*told, Problem(file=file, message=message, line=line)])


def _past_suspicious(reading: Lines, tree: Tree) -> Lines:
    """The text with the lines mended that YAML reads, though not as they were meant."""
    for number in dict.fromkeys(_suspicious(tree.root)):
        corrected, told = meant(reading.lines[number - 1])
        slips = [Slip(line=number, key=one.key, message=one.message) for one in told]
        candidate = reading.with_line(number, corrected, slips)
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


def _place_slips(source: RubricSource, slips: list[Slip]) -> None:
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
