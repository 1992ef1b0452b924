"""YAML text -> Rubric, or everything wrong with it at once, with file, line and path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from grader import yamltext
from grader.errors import Problem, RubricErrors
from grader.graph import did_you_mean
from grader.rubric_model import Rubric, fields_at
from grader.yamlvalues import TrapText, number_hint, typed

Path = tuple[str | int, ...]


@dataclass(slots=True)
class RubricSource:
    """A rubric's text as plain values, with the line of every path and what was wrong so far."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at a path, with the line of the nearest place that has one."""
        near = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines), None)
        line = self.lines[near] if near is not None else None
        return Problem(file=self.file, message=message, path=path, line=line)

    def mapping(self, *path: str) -> dict[str, Any]:
        """The mapping at a path of the data, empty where there is none."""
        found = self.data
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}


def read_source(text: str, file: str) -> RubricSource:
    """The plain values of a rubric's text. Raises RubricErrors where it is not YAML at all."""
    source = RubricSource(file)
    tree = yamltext.yaml_tree(text)
    if tree.error:
        raise RubricErrors([Problem(file=file, message=str(tree.error), line=tree.error.line)])
    if not isinstance(tree.root, yamltext.Mapping):
        message = "a rubric is a mapping with the keys title and questions"
        raise RubricErrors([Problem(file=file, message=message, line=1)])
    source.data = _plain(tree.root, (), source)
    return source


def validated(source: RubricSource) -> Rubric | None:
    """The rubric that the values make, or None after adding to the source's problems."""
    try:
        return Rubric.model_validate(source.data)
    except ValidationError as invalid:
        source.problems += [
            source.problem(_path(error["loc"]), message)
            for error in invalid.errors(include_url=False)
            for message in _messages(error)
        ]
        return None


def _plain(node: yamltext.Node, path: Path, source: RubricSource) -> Any:
    if node.line is not None:
        source.lines.setdefault(path, node.line)
    if isinstance(node, yamltext.Scalar):
        return typed(node)
    if isinstance(node, yamltext.Sequence):
        return [_plain(item, (*path, i), source) for i, item in enumerate(node.items)]
    plain: dict[str, Any] = {}
    for key, value in node.entries:
        inner = (*path, key.text)
        if key.text in plain:
            message = f"the key stands twice, first in line {source.lines[inner]}; keep one"
            source.problems.append(
                Problem(file=source.file, message=message, path=inner, line=key.line)
            )
            continue
        source.lines[inner] = key.line or 0
        plain[key.text] = _plain(value, inner, source)
    return plain


def _path(location: tuple[str | int, ...]) -> Path:
    return tuple(part for part in location if part != "[key]")


def _messages(error: Any) -> Iterator[str]:
    """An error of the validation library in the words of our house."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = fields_at(_path(error["loc"])[:-1])
        name = str(error["loc"][-1])
        yield f"unknown key{did_you_mean(name, known)} (known here: {', '.join(known)})"
    elif kind == "missing":
        yield "this key is missing"
    elif kind == "float_type":
        yield f"{_given(given)}{number_hint(given)}"
    elif kind == "string_type":
        yield f"{_given(given)}; write text here (put it in quotes)"
    elif kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        hint = did_you_mean(str(given), choices)
        yield f"{given!r} is not one of {', '.join(choices)}{hint}"
    elif kind in ("model_type", "dict_type"):
        yield f"{_given(given)}; a mapping of keys and values belongs here"
    elif kind in _LIMITS:
        words, key = _LIMITS[kind]
        yield f"{_given(given)}; it must be {words} {context[key]:g}"
    elif kind == "finite_number":
        yield f"{_given(given)}; write a finite number"
    elif kind == "too_short":
        yield "it is empty; at least one entry belongs here"
    else:
        yield str(error["msg"])


_LIMITS = {
    "greater_than": ("greater than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
}


def _given(given: Any) -> str:
    if given is None:
        return "nothing stands here"
    if isinstance(given, TrapText):
        return f"'{given}' is not a plain decimal number"
    if isinstance(given, str):
        return f"'{given}' is text in YAML"
    if isinstance(given, bool):
        return f"{str(given).lower()} is a truth value in YAML"
    if isinstance(given, int | float):
        return f"{given:g} is a number"
    return "a list stands here" if isinstance(given, list) else "a mapping stands here"
