"""YAML text -> a rubric's plain values, with the line of every path.

What the values must look like is checked by `shape_check`, which costs an import that marking
does not need; what they mean is worked out in `question`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grader import yamltree
from grader.errors import Problem, RubricErrors
from grader.yamltree import typed

Path = tuple[str | int, ...]


@dataclass(slots=True)
class RubricSource:
    """A rubric's text as plain values, with the line of every path and what was wrong so far.

    written: what stood there for a value that YAML takes for no text (no, 1.50, 2022-02-21).
    lost: the paths of values that could not be read and were left out, which has been told.
    """

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: list[Path] = field(default_factory=list)

    def problem(self, path: Path, message: str, is_warning: bool = False) -> Problem:
        """A problem at a path, with the line of the nearest place that has one."""
        near = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines), None)
        line = self.lines[near] if near is not None else None
        return Problem(file=self.file, message=message, path=path, line=line, is_warning=is_warning)

    def mapping(self, *path: str) -> dict[str, Any]:
        """The mapping at a path of the data, empty where there is none."""
        found = self.data
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}


def is_number(value: Any) -> bool:
    """Whether a plain value is a number; a truth value is none, though Python takes it for one."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_source(text: str, file: str) -> RubricSource:
    """The plain values of a rubric's text. Raises RubricErrors where it is not YAML at all."""
    tree = yamltree.yaml_tree(text)
    if tree.error:
        raise RubricErrors([Problem(file=file, message=str(tree.error), line=tree.error.line)])
    return source_of(tree.root, file)


def source_of(root: yamltree.Node | None, file: str) -> RubricSource:
    """The plain values of a rubric's tree. Raises RubricErrors where it is no mapping."""
    if not isinstance(root, yamltree.Mapping):
        message = "a rubric is a mapping with the keys title and questions"
        raise RubricErrors([Problem(file=file, message=message, line=1)])
    source = RubricSource(file)
    source.data = _plain(root, (), source)
    return source


def _plain(node: yamltree.Node, path: Path, source: RubricSource) -> Any:
    if node.line is not None:
        source.lines.setdefault(path, node.line)
    if isinstance(node, yamltree.Scalar):
        if node.plain:
            source.written[path] = node.text
        return typed(node)
    if isinstance(node, yamltree.Sequence):
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
