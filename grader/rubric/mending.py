"""A slip of YAML in a rubric undone: of all that it may have been, what lets the rest be read.

A candidate is the text with one line written in another way. The one that YAML reads furthest is
taken; of several that it reads to the end, the one that is most of a rubric.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import field

from grader import record, yamltree
from grader.alphabet import OPENING
from grader.rubric.meant_lines import Correction, meant
from grader.rubric.plain_values import source_of
from grader.rubric.quoting import plain_or_quoted, unclosed
from grader.rubric.schema_lookup import all_keys
from grader.rubric.schema_questions import count_misfits
from grader.words import counted
from grader.yamltree import Mapping, TextError, Tree

_REACH = 40
"""How many lines above the place where YAML gave up the slip itself is sought."""


@record(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip in a line: its key ("" for the line as a whole) and what is said of it.

    is_lost: whether the value could not be mended and was left out.
    """

    line: int
    key: str
    message: str
    is_lost: bool = False


@record(slots=True)
class Lines:
    """The lines of a rubric as mended so far, with the slips that were mended.

    tabs: how many spaces were taken for each indentation with tabs.
    """

    lines: list[str]
    slips: list[Slip] = field(default_factory=list)
    tabs: dict[str, int] = field(default_factory=dict)

    def tree(self) -> Tree:
        return yamltree.yaml_tree("\n".join(self.lines))

    def with_line(self, number: int, line: str, told: Iterable[Correction]) -> Lines:
        """The text with another line in one place, counted from 1, and what is told of that."""
        lines = [*self.lines[: number - 1], line, *self.lines[number:]]
        slips = [Slip(line=number, key=one.key, message=one.message) for one in told]
        return Lines(lines, [*self.slips, *slips], self.tabs)


def past_error(reading: Lines, stopped: TextError) -> Lines | None:
    """The text with one slip mended: the candidate that lets YAML read furthest and, of several,
    leaves least that is no rubric. None if there is none."""
    line = min(stopped.reached or 1, len(reading.lines))
    numbers = range(line, max(line - _REACH, 0), -1)
    found = [candidate for number in numbers for candidate in _candidates(reading, number)]
    for number in numbers:
        if number == line or _may_be_out_of_line(reading, number):
            found += _indented(reading, number)
    reached = [_reached(candidate) for candidate in found]
    furthest = max(reached, default=0.0)
    if furthest <= (stopped.reached or 1):
        return _without_value(reading, line, stopped)
    best = [one for one, far in zip(found, reached, strict=True) if far == furthest]
    return min(best, key=_misfits) if furthest == math.inf else best[0]


def _may_be_out_of_line(reading: Lines, number: int) -> bool:
    """Whether a line above the error may stand too far left or right: a key of rubrics alone,
    under which all else stands, and a line further left than those beside it."""
    line = reading.lines[number - 1]
    head = re.fullmatch(r"\s*(\w+):\s*", line)
    if head is not None and head[1] in all_keys():
        return True
    beside = (*reading.lines[max(number - 2, 0) : number - 1], *reading.lines[number : number + 1])
    return bool(line.strip()) and all(_is_deeper(one, indent(line)) for one in beside)


def indent(line: str) -> int:
    """How many signs of white space a line begins with."""
    return len(line) - len(line.lstrip())


def _misfits(reading: Lines) -> int:
    """How many places of a text that YAML reads are not as a rubric has them."""
    root = reading.tree().root
    if not isinstance(root, Mapping):
        return sys.maxsize
    source = source_of(root, "")
    return count_misfits(source.data) + len(source.problems)


def _reached(reading: Lines) -> float:
    """The line to which YAML reads a text."""
    error = reading.tree().error
    return float(error.reached or 0) if error else math.inf


def _candidates(reading: Lines, number: int) -> Iterator[Lines]:
    """The text with one line mended, in every way that its slip may be undone."""
    line = reading.lines[number - 1]
    if not line.strip():
        return
    corrected, told = meant(line)
    if corrected != line:
        yield reading.with_line(number, corrected, told)
    for opened in range(number, max(number - _REACH, 0), -1):
        missing = unclosed("\n".join([*reading.lines[opened - 1 : number - 1], corrected]))
        if missing:
            message = f"a {OPENING[missing[0]]} is not closed; write {missing} at the end of the"
            also = Correction(key="", message=f"{message} line")
            yield reading.with_line(number, f"{corrected.rstrip()}{missing}", [*told, also])
            break
    below = next((one for one in reading.lines[number:] if one.strip()), "")
    for written, message in _other_signs(corrected, below):
        also = Correction(key="", message=message)
        yield reading.with_line(number, written, [*told, also])


def _other_signs(line: str, below: str) -> Iterator[tuple[str, str]]:
    """A line with a sign more or less: a colon, a dash, a comma; below: the line that follows."""
    word = re.fullmatch(r"\s*([^\s:#=\"'{\[-][^\s:#={\[]*)\s*", line)
    if word:
        yield f"{line.rstrip()}:", f"a colon is missing; write {word[1]}:"
    equation = re.fullmatch(r"(\s*)([A-Za-z]\w*)\s*=\s*(\S.*)", line)
    if equation:
        pair = f"{equation[2]}: {plain_or_quoted(equation[3].rstrip(), is_flow=False)}"
        yield f"{equation[1]}{pair}", f"a colon belongs behind {equation[2]}; write {pair}"
    dash = re.match(r"(\s*)- (\s*)(?=[^\s{]+:(?:\s|$))", line)
    for space in ("", "  ") if dash else ():
        message = "a dash begins a list; remove it here, where names stand"
        yield f"{dash[1]}{space}{dash[2]}{line[dash.end() :]}" if dash else line, message
    if line.rstrip().endswith(","):
        yield line.rstrip()[:-1], "a comma ends the line, and nothing follows; remove it"
    if line.strip().startswith("```") or line.strip() == "---":
        yield "", "this line is no part of a rubric; remove it"
    head = re.match(r"(\s*)([^\s:#\"'{\[-][^\s:#\"'{\[]*):\s+(\S.*)", line)
    if head and indent(below) > len(head[1]):
        message = (
            f"'{head[3].rstrip()}' stands behind {head[2]}, which has keys below it; remove it"
        )
        yield f"{head[1]}{head[2]}:", message


def _indented(reading: Lines, number: int) -> Iterator[Lines]:
    """The text with one line indented as a line beside it is."""
    line = reading.lines[number - 1]
    bare = line.lstrip()
    own = line[: len(line) - len(bare)]
    above, below = reading.lines[: number - 1][::-1], reading.lines[number:]
    spaces = [
        [len(one) - len(one.lstrip(" ")) for one in side if one.strip() and "\t" not in one]
        for side in (above, below)
    ]
    beside = dict.fromkeys([*spaces[0], *spaces[1][:2]], "as a line beside it has")
    if "\t" in own:
        beside = _below_its_key(reading, number) | beside
        known = reading.tabs.get(own)
        beside = ({} if known is None else {known: "as a line beside it has"}) | beside
    for count, why in beside.items():
        if own == " " * count:
            continue
        found = "a tab" if "\t" in own else counted(len(own), "space")
        message = f"the line is indented by {found}; write {counted(count, 'space')}, {why}"
        told = [Correction(key="", message=message)]
        text = reading.with_line(number, " " * count + bare, told)
        text.tabs = {**reading.tabs, own: count} if "\t" in own else reading.tabs
        yield text


def _below_its_key(reading: Lines, number: int) -> dict[int, str]:
    """The spaces of a line under a key that has nothing yet, and why: as deep as one level more."""
    above = [line for line in reading.lines[: number - 1][::-1] if line.strip()]
    head = re.match(r"(\s*)([^\s:#]+):\s*(?:#.*)?$", above[0]) if above else None
    if head is None:
        return {}
    deep = len(head[1])
    outer = next((indent(line) for line in above if indent(line) < deep), deep - 2)
    more = max(deep - outer, 1)
    return {deep + more: f"{more} more than {head[2]} has"}


def _without_value(reading: Lines, line: int, stopped: TextError) -> Lines | None:
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
        text = Lines(lines, list(reading.slips), reading.tabs)
        error = text.tree().error
        if error is None or (error.reached or 0) > line:
            at = stopped.line if number <= (stopped.line or 0) <= end else number
            slip = Slip(line=at or number, key=head[2], message=str(stopped), is_lost=True)
            text.slips.append(slip)
            return text
    return None


def _is_deeper(line: str, deep: int) -> bool:
    return not line.strip() or indent(line) > deep
