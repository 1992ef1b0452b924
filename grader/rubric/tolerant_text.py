"""A rubric's text to plain values, past its slips in YAML: each is told with what to write, and
the reading goes on as if that stood there, so that one slip hides no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.alphabet import PAIRS
from grader.errors import Problem, RubricErrors
from grader.rubric.meant_lines import meant, segments
from grader.rubric.mending import Lines, Slip, indent, past_error
from grader.rubric.plain_values import Path, RubricSource, source_of
from grader.rubric.quoting import quoted
from grader.rubric.scalar_traps import meant_scalars
from grader.rubric.schema_lookup import all_keys, text_keys
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
        for key, message in (*_comma_rows(line), *_comments(line, lines[number:])):
            yield Slip(line=number, key=key, message=message)


def _comma_rows(line: str) -> Iterator[tuple[str, str]]:
    """Lists that hold two whole numbers for each number with a decimal comma."""
    for row in re.findall(r"\[([^][]*)\]", line):
        entries = re.split(r",\s+", row.strip())
        if len(entries) > 1 and all(re.fullmatch(r"-?\d+,\d+", one) for one in entries):
            points = ", ".join(one.replace(",", ".") for one in entries)
            yield "", f"[{row}] holds {2 * len(entries)} numbers; is [{points}] meant?"


def _comments(line: str, below: list[str]) -> Iterator[tuple[str, str]]:
    """Texts that begin with a number sign, or hold one behind a space."""
    begun = re.match(r"\s*(?:-\s+)?([a-z_]+):\s+(#\S.*?)\s*$", line)
    if begun and begun[1] in text_keys() and not _goes_on(line, below):
        value = f"{begun[1]}: {quoted(begun[2])} if it is the value"
        yield begun[1], f"what stands behind # is a comment; write {value}"
    for one in segments(line) if " #" in line else ():
        if one.key in text_keys() and one.value[0] not in "\"'" and re.search(r"\s#\S", one.value):
            value = f"{one.key}: {quoted(one.value)} if it belongs to the value"
            yield one.key, f"what stands behind # is a comment; write {value}"


def _goes_on(line: str, below: list[str]) -> bool:
    """Whether the value of a line stands on those below it, which are indented by more."""
    return indent(next((one for one in below if one.strip()), "")) > indent(line)


def _refuse(reading: Lines, file: str, message: str, line: int | None) -> None:
    told = [Problem(file=file, message=slip.message, line=slip.line) for slip in reading.slips]
    raise RubricErrors([*told, Problem(file=file, message=message, line=line)])


def _past_suspicious(reading: Lines, tree: Tree) -> Lines:
    """The text with the lines mended that YAML reads, though not as they were meant."""
    for number in dict.fromkeys(_suspicious(tree.root)):
        corrected, told = meant(reading.lines[number - 1])
        candidate = reading.with_line(number, corrected, told)
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
    return any(text.count(one) != text.count(other) for one, other in PAIRS.items())


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
    if there:
        return min([path for path in there if path[-1] == key] or there, key=len)
    above = [path for path, number in source.lines.items() if number < line]
    if key:
        return next((path for path in reversed(above) if path[-1:] == (key,)), ())
    return max(reversed(above), key=lambda path: source.lines[path], default=())
