"""Any YAML to a tree, from the library's events: without recursion, within bounds.

Apart from what reads the YAML of a template, which most students keep as it is: importing the
library takes as long as marking a quarter of the homework.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from grader.yamltree.nodes import Mapping, Node, Scalar, Sequence
from grader.yamltree.read_tree import MAX_DEPTH, MAX_NODES, TextError, Tree, refuse

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def tree_of_events(text: str) -> Tree:
    """The tree of one YAML document, up to the first error."""
    builder = _Builder(text)
    try:
        for event in _events(text):
            builder.take(event)
    except TextError as error:
        return Tree(builder.root_before(error.line), error)
    return Tree(builder.root)


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        stop = mark = error.problem_mark or error.context_mark
        if error.context in _UNCLOSED and error.context_mark:
            mark = error.context_mark
        line, reached = (at.line + 1 if at else None for at in (mark, stop))
        raise TextError(_explained(error), line, reached) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else None
        raise TextError("there is a character here that YAML does not allow", line) from None
    except yaml.YAMLError as error:
        raise TextError(str(error).split("\n")[0], None) from None
    except UnicodeError:
        raise TextError("there is a character here that is not valid Unicode", None) from None


_NOT_YAML = (
    "YAML cannot be read on from here: look for a quote or a bracket that is not closed, and for"
    " lines that are not indented alike"
)
_UNCLOSED = ("while parsing a flow sequence", "while scanning a quoted scalar")

_EXPLANATIONS = (
    ("cannot start any token", "a value or line starts with a character that YAML keeps for itself"
     " (a tab, @, ` or %): indent with spaces, and put such a value in double quotes"),
    ("mapping values are not allowed", "a colon does not fit here: put the same number of spaces"
     " before keys that stand side by side, and a space after each colon"),
    ("found a tab character", "a tab stands at the start: indent with spaces"),
    ("did not find expected ',' or ']'", "a list that starts with [ is not closed: every [ needs"
     " its ]"),
    ("did not find expected ',' or '}'", "a { is not closed: every { needs its }"),
    ("could not find expected ':'", "a key is not followed by a colon and a space"),
    ("did not find expected key", "the indentation differs from the lines above, or a quote is not"
     " closed"),
    ("block sequence entries are not allowed", "a dash followed by a space starts a list: write a"
     " negative number without the space, -0.5"),
    ("found unexpected end of stream", "a quote is not closed"),
    ("unknown escape character", "a backslash stands in double quotes: use single quotes there"),
)  # fmt: skip


def _explained(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "this is not YAML"
    return next((words for sign, words in _EXPLANATIONS if sign in problem), _NOT_YAML)


class _Builder:
    """Builds the tree from parser events with its own stack."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.documents = 0
        self.nodes = 0
        self.open: list[_Open] = []
        self.end_of_last = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            self._check(event, line)
            end: Any = event.end_mark
            typed = ""
            if event.style == '"':
                start: Any = event.start_mark
                typed = self.text[start.index + 1 : end.index - 1]
            self._add(Scalar(self._written(event), line, plain=not event.style, typed=typed))
            self.end_of_last = end.line + 1
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event, line)
            if len(self.open) >= MAX_DEPTH:
                refuse(f"values are nested deeper than {MAX_DEPTH} levels", line)
            if self.open and self.open[-1].expects_key:
                refuse("a key here is a list or a mapping: write a plain name", line)
            self.open.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self.open.pop().node())
        elif isinstance(event, yaml.AliasEvent):
            refuse(f"*{event.anchor} is an alias, not accepted here: write the value out", line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                refuse("a second document starts here (---): keep everything in one", line)

    def root_before(self, line: int | None) -> Node | None:
        """The tree as it stood when an error stopped the reading, `line` being that of the error.

        Open mappings end there. An open list, and a last value that the line of the error
        touches, could have gone on: they are left out with their keys.
        """
        touched = line is None or self.end_of_last >= line
        if self.open and touched:
            self.open[-1].forget_last_value()
        while self.open:
            last = self.open.pop()
            if last.is_mapping:
                self._add(last.node())
        return self.root

    def _check(self, event: Any, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            refuse(f"there are more than {MAX_NODES:,} values", line)
        if event.anchor is not None:
            refuse(f"&{event.anchor} is an anchor, which is not accepted: remove it", line)
        if getattr(event, "tag", None) not in (None, "!"):
            refuse(f"{event.tag} is a tag, which is not accepted: remove it", line)

    def _written(self, event: Any) -> str:
        """The scalar's text, with its own line breaks where YAML would fold them away."""
        start, end = event.start_mark, event.end_mark
        if event.style or start.line == end.line:
            return str(event.value)
        lines = self.text[start.index : end.index].splitlines()
        return "\n".join(line.strip() for line in lines).strip()

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].items.append(node)
        else:
            self.root = node


class _Open:
    """A collection whose end has not come yet."""

    def __init__(self, is_mapping: bool, line: int) -> None:
        self.is_mapping = is_mapping
        self.line = line
        self.items: list[Node] = []

    @property
    def expects_key(self) -> bool:
        return self.is_mapping and len(self.items) % 2 == 0

    def forget_last_value(self) -> None:
        if self.is_mapping and self.items and self.expects_key:
            self.items.pop()

    def node(self) -> Node:
        if not self.is_mapping:
            return Sequence(tuple(self.items), self.line)
        keys = [k for k in self.items[::2] if isinstance(k, Scalar)]
        return Mapping(tuple(zip(keys, self.items[1::2], strict=False)), self.line)
