"""YAML text -> a rubric's plain values, with the line of every path.

What the values must look like is checked by `shape_check`, which costs an import that marking
does not need; what they mean is worked out in `question`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from typing import Any

from grader import record, yamltree
from grader.errors import Problem, RubricErrors
from grader.yamltree import TrapText, typed

Path = tuple[str | int, ...]


@record(slots=True)
class RubricSource:
    """A rubric's text as plain values, with the line of every path and what was wrong so far.

    written: what stood there for a value that YAML takes for no text (no, 1.50, 2022-02-21).
    lost: the paths of values that could not be read and were left out, which has been told.
    origins: where what a shorthand stands for was written, with a word on which round it is.
    unneeded: the paths of parameters that a question was given in a heap and need not use.
    """

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: list[Path] = field(default_factory=list)
    origins: dict[Path, tuple[Path, str]] = field(default_factory=dict)
    unneeded: set[Path] = field(default_factory=set)

    def problem(self, path: Path, message: str, is_warning: bool = False) -> Problem:
        """A problem at a path, with the line of the nearest place that has one.

        What stands in a shorthand is told of at its place there.
        """
        path, note = self.as_written(path)
        message = f"{message} ({note})" if note else message
        near = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines), None)
        line = self.lines[near] if near is not None else None
        return Problem(file=self.file, message=message, path=path, line=line, is_warning=is_warning)

    def as_written(self, path: Path) -> tuple[Path, str]:
        """Where what stands at a path was written, with a word on it; itself where it was."""
        for length in range(len(path), 0, -1) if self.origins else ():
            if path[:length] in self.origins:
                written, note = self.origins[path[:length]]
                return (*written, *path[length:]), note
        return path, ""

    def as_expanded(self, paths: Collection[Path]) -> list[Path]:
        """Paths as they were written, and all that stand for them where shorthands do."""
        made = [
            (*new, *path[len(written) :])
            for path in paths
            for new, (written, _) in self.origins.items()
            if path[: len(written)] == written
        ]
        return [*paths, *made]

    def mapping(self, *path: str) -> dict[str, Any]:
        """The mapping at a path of the data, empty where there is none."""
        found = self.data
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}


_SHORT = ("repeat", "functions", "data")
_WITH_FORMULAS = ("definitions", "constraints", "conventions", "steps")
_FOR_PEOPLE = ("label", "prompt", "name", "feedback", "called", "choices", "rows", "columns")
"""Keys whose texts are no formulas."""
_WORDS = frozenset({"choices", "rows", "columns", "expected"})
"""Keys of steps under which stand words of the rubric's own."""
_PAIR = re.compile(r"\([^()]*,[^()]*\)|\(.*\),.*\)")
_WRITTEN_ANEW = ("equation", "logic")
"""Kinds of answers whose formulas are written out before they are read."""
LOGIC = re.compile(
    r"(?<![\w\\])(?:and|or|not|xor|implies|iff)(?!\w)|&&|<?->|[∧∨¬⊕→⇒↔⇔]"
    r"|\\(?:land|lor|lnot|neg|wedge|vee|oplus|implies|iff|(?:long|left)?rightarrow)\b",
    re.IGNORECASE,
)
"""What joins conditions in a formula, in words and signs; `shorthands/logic.py` writes it out."""


def uses_shorthands(question: Any) -> bool:
    """Whether a question says something in short that has to be written out."""
    if not isinstance(question, dict):
        return False
    given = question.get("parameters")
    values = given if isinstance(given, dict) else {}
    is_shared = not {"from", "only"}.isdisjoint(values) or any(map(is_reference, values.values()))
    if is_shared or any(key in question for key in _SHORT):
        return True
    parts = [question.get(part) for part in _WITH_FORMULAS]
    if any(_is_written_anew(step) for step in _steps(question)):
        return True
    return any(LOGIC.search(text) for text in _texts(parts))


def _steps(question: dict[str, Any]) -> Iterator[Any]:
    steps = question.get("steps")
    yield from (steps if isinstance(steps, dict) else {}).values()


def _is_written_anew(step: Any) -> bool:
    """Whether a step's formulas are no formulas before they are written out."""
    if not isinstance(step, dict):
        return False
    return step.get("answer") in _WRITTEN_ANEW or "valid" in step or is_interval_notation(step)


def is_interval_notation(step: dict[str, Any]) -> bool:
    """Whether an interval is written as mathematics does, `(0, 1]`, and not as a vector."""
    text = str(step.get("formula")).strip()
    is_open = (text[:1], text[-1:]) in (("(", "]"), ("[", ")"))
    is_vague = text[:1] == "(" and text[-1:] == ")" and _PAIR.fullmatch(text) is not None
    is_said = step.get("ends") == "matter" or "∪" in text or "\\cup" in text or is_open or is_vague
    return step.get("answer") == "interval" and is_said


def _texts(given: Any) -> Iterator[str]:
    """Every text within plain values but for those that people read."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, list):
        for one in given:
            yield from _texts(one)
    elif isinstance(given, dict):
        for key, one in given.items():
            yield from _texts(one) if key not in _FOR_PEOPLE else ()


def table_files(source: RubricSource) -> list[str]:
    """The files beside a rubric that its questions have tables in."""
    tables = (source.mapping("questions", key, "data") for key in source.mapping("questions"))
    return sorted({str(table["csv"]) for table in tables if set(table) == {"csv"}})


def is_reference(given: Any) -> bool:
    """Whether a parameter's value names a value of another question, `2b.h1`."""
    is_text = isinstance(given, str) and not isinstance(given, TrapText)
    return is_text and _REFERENCE.fullmatch(given) is not None


_REFERENCE = re.compile(r"[^\s.](?:[^.]*[^\s.])?\.[^\W\d]\w*")


_TAKEN_OVER = (("parameters", "from"), ("parameters", "only"))


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without those that say the same of another round at the same place, or of a
    spelling where it is taken over, `from: 1a`."""
    found: dict[Any, Problem] = {}
    problems = tuple(problems)
    of_spellings = {one.message for one in problems if "notation" in one.path}
    for problem in problems:
        if problem.path[-2:] in _TAKEN_OVER and problem.message in of_spellings:
            continue
        is_repeated = "repeat" in problem.path
        words = problem.message
        if is_repeated:
            words = re.sub(r"[\d.]+", "#", re.sub(r"\(where [^()]*\)$", "", words))
        found.setdefault((problem.path, problem.line, problem.is_warning, words), problem)
    return tuple(found.values())


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


def _word(node: yamltree.Scalar) -> Any:
    """A word of a rubric's own: what YAML takes for a truth value is the word that was typed.

    `Yes` and `NO` are yes and no, as formulas call them.
    """
    given = typed(node)
    return node.text.lower() if isinstance(given, bool) else given


def _plain(node: yamltree.Node, path: Path, source: RubricSource) -> Any:
    if node.line is not None:
        source.lines.setdefault(path, node.line)
    if isinstance(node, yamltree.Scalar):
        if node.plain:
            source.written[path] = node.text
        return _word(node) if _WORDS.intersection(path[4:]) else typed(node)
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
