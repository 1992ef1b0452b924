"""A line of a rubric as its writer meant it, where YAML reads something else.

YAML ends a value inside { } at its first comma, takes `: ` for a key and ` #` for a comment, and
reads a backslash in double quotes as an escape. Formulas and labels hold all of these. What was
meant is plain from the keys of a rubric, which are few: a value goes on to the next of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from grader import record
from grader.rubric.quoting import (
    Mended,
    closed,
    list_of_texts,
    quoted,
    reads_as_itself,
    text_value,
    value_tree,
)
from grader.rubric.schema_lookup import all_keys, named_keys, text_keys

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which come with text that was copied."""
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
"""Spaces that are no spaces to YAML: copied from a PDF or a web page, they look like one."""
_HEAD = re.compile(r"(\s*(?:-\s+)*)('[^']*'|\"[^\"]*\"|[^\s{\[#'\"-][^#{]*?)\s*:(?:\s+|$)")
_BLOCK = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?:\s+#.*)?")
"""What announces a text on the lines below; `|a - b|` and `>0` are values that need quotes."""
_TEXTS = ("definitions", "functions", "steps")
"""Keys below which each value is a formula."""
_LISTS = ("routes", "symbols", "unless")
"""Keys whose value is a list of texts; so is each value under `notation`."""


@record(frozen=True, slots=True, kw_only=True)
class Segment:
    """A key of a line with its value as typed; together they stand from `start` to `end`.

    parent: the key in whose { } it stands, "" for none. has_colon: whether a colon and a space
    stand between them. has_comma: whether a comma parts it from what stands before.
    """

    key: str
    value: str
    start: int
    end: int
    parent: str = ""
    is_flow: bool = False
    has_colon: bool = True
    has_comma: bool = True


@record(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is said of one value of a line: the message ends with what to write."""

    key: str
    message: str


def meant(line: str) -> tuple[str, tuple[Correction, ...]]:
    """A line as it was meant, and what is said of each place that it differs in.

    Numbers with commas are put in quotes in silence: the check of numbers has words for them.
    """
    plain = _UNSEEN.sub("", _SPACES.sub(" ", line).replace("\uff1a", ": "))
    told = []
    if plain != line:
        message = "a sign here is not the one it looks like; type this line again"
        told.append(Correction(key="", message=message))
    parts, at = [], 0
    for segment in segments(plain):
        written, why = _mended(segment)
        if written == segment.value and segment.has_colon and segment.has_comma:
            continue
        pair = f"{segment.key}: {written}"
        before = plain[at : segment.start]
        parts += [before if segment.has_comma else before.rstrip("; ") + ", ", pair]
        at = segment.end
        if not segment.has_comma:
            told.append(Correction(key=segment.key, message=f"a comma is missing before {pair}"))
        elif not segment.has_colon:
            why = why or f"a colon and a space belong behind {segment.key}"
        if why:
            told.append(Correction(key=segment.key, message=f"{why}; write {pair}"))
    return "".join([*parts, plain[at:]]), tuple(told)


def segments(line: str) -> tuple[Segment, ...]:
    """The keys of a line with their values: those inside { }, or the one that begins the line."""
    head = _HEAD.match(line)
    if head is None:
        opening = re.match(r"\s*(?:-\s+)*\{", line)
        if opening:
            return tuple(_of_mapping(line, opening.end(), ""))
        return _glued(line)
    key, value = head[2], line[head.end() :].rstrip()
    if value.startswith("{") and key in ("steps", "questions") and not _are_formulas(value):
        return ()  # everything in one line: where a step ends cannot be told
    if value.startswith("{") and key not in text_keys():
        return tuple(_of_mapping(line, head.end() + 1, key))
    start = head.end(1)
    if key in all_keys() and value.endswith("}") and value.count("}") > value.count("{"):
        return tuple(_of_mapping(line, start, ""))  # the last line of a mapping in { }
    if not value or value[0] == "#" or _BLOCK.fullmatch(value):
        return ()
    return (Segment(key=key, value=value, start=start, end=head.end() + len(value)),)


def _are_formulas(value: str) -> bool:
    """Whether steps in one line are formulas alone, `{x_k: x_{k-1} / 2}`, and have no keys."""
    return not re.search(rf"\b({_known_keys()}):\s", value)


def _glued(line: str) -> tuple[Segment, ...]:
    """A line whose key has no space behind its colon, `points:2`, or an equals sign there."""
    found = re.match(rf"(\s*(?:-\s+)*)({_known_keys()})\s*[:=]\s*(\S.*?)\s*$", line)
    if found is None:
        return ()
    start, end = found.end(1), found.end(3)
    return (Segment(key=found[2], value=found[3], start=start, end=end, has_colon=False),)


def _known_keys() -> str:
    return "|".join(sorted(all_keys(), key=len, reverse=True))


def _of_mapping(line: str, start: int, parent: str) -> Iterator[Segment]:
    """The keys inside { } from a place of a line on, each with its value up to the next key."""
    end = _end_of_mapping(line, start)
    inner = line[start:end]
    keys = _HEADS.get(parent, _NAMES)
    found = list(re.finditer(keys if parent in named_keys() else _own_keys(), inner))
    opened = 0
    for this, following in zip_longest(found, found[1:]):
        stop = following.start() if following else len(inner)
        value = inner[this.end() : stop].rstrip().rstrip(",").rstrip()
        if _OPENINGS.fullmatch(value):
            opened += value.count("{") + value.count("[")
            continue  # what stands in these brackets has keys of its own
        while opened and closed(value)[0] != value and value[-1] in "]}":
            value, opened = value[:-1].rstrip(), opened - 1
        lead, key, colon = (one for one in this.groups() if one is not None)
        if value:
            yield Segment(
                key=key,
                value=value,
                start=start + this.start() + len(lead),
                end=start + this.end() + len(value),
                parent=parent,
                is_flow=True,
                has_colon=len(colon) > 1 and colon[0] == ":",
                has_comma=this[1] is not None,
            )


_OPENINGS = re.compile(r"\[?\{(?:\s*[^\s:{}]+:\s+\{)*")
"""What stands before a known key where it is one of a mapping within: `{`, `[{`, `{x_k: {`."""


_NAMES = r"((?<=,)\s*|^\s*)([^\s,:{}\[\]()]+(?=:\s))(:\s+)"
"""Where names of the rubric's own stand for keys: behind a comma, before a colon."""
_WORDS = r"((?<=,)\s*|^\s*)([^\s,:{}\[\]][^,:{}\[\]]*(?=:(?:\s|$)))(:\s*)"
"""Where the names of columns stand, which may be of several words."""
_HEADS = {
    "functions": r"((?<=,)\s*|^\s*)([^\W\d]\w*'*\([^()]*\)(?=:\s))(:\s+)",
    "columns": _WORDS,
}
"""The same for functions, `f(x)`, and for columns."""


def _own_keys() -> str:
    """Where the keys of rubrics stand: behind a comma, or where one is missing."""
    known = _known_keys()
    parted = rf"((?<=[,{{])\s*|^\s*)({known})\s*(:\s+|:|=(?!=)\s*)"
    return rf"{parted}|(;?\s+)({known})(:\s+)"


def _end_of_mapping(line: str, start: int) -> int:
    """Where the mapping inside { } ends: before its own brace, or with the line."""
    text = line.rstrip()
    comment = re.search(r"\}\s+#[^}]*$", text)
    text = text[: comment.start() + 1] if comment else text
    bare = text.rstrip(",")
    if bare.endswith("}") and bare.count("}", start) > bare.count("{", start):
        return len(bare) - 1
    return len(text)


def _mended(segment: Segment) -> Mended:
    """The value of a segment as YAML reads what was meant, and why it is not as it stands."""
    value, key = segment.value, segment.key
    if value[0] == "[" and (key in _LISTS or segment.parent == "notation"):
        return list_of_texts(value)
    if key == "formula" and re.fullmatch(r"\[[^[]*\]", value):
        return value, ""  # a list as a formula: the check of formulas says what to write
    if key in text_keys() or segment.parent in _TEXTS or value[0] in "\"'":
        return text_value(value, segment.is_flow)
    written, why = _mended_lists(key, value) if value[0] in "[{" else (value, "")
    if why or value[0] in "&*!" or _is_read(segment):  # anchors, aliases and tags are told as such
        return written, why
    return quoted(value), ""


def _mended_lists(key: str, value: str) -> Mended:
    if re.search(r"[\]}]\s+[\[{]", value):
        parted = re.sub(r"([\]}])\s+([\[{])", r"\1, \2", value)
        return parted, f"a comma is missing between two lists of {key}"
    return closed(value)


def _is_read(segment: Segment) -> bool:
    """Whether YAML reads a value to its end; without brackets inside { }, as just this text."""
    if segment.is_flow and segment.value[0] not in "[{":
        return reads_as_itself(segment.value, is_flow=True)
    return not value_tree(segment.value, segment.is_flow).error
