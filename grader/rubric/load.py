"""Reads a rubric file into an assignment, or reports everything wrong with it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from grader.errors import GraphError, Problem, RubricErrors
from grader.question import Assignment, question_of
from grader.rubric.plain_values import Path, RubricSource, read_source


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examined:
    """A rubric with its text's values and lines, and everything wrong with it.

    assignment: what is left without what is wrong and all that rests on it; the whole rubric
    where nothing is. broken: where something is wrong.
    """

    assignment: Assignment
    source: RubricSource
    problems: tuple[Problem, ...] = ()
    broken: frozenset[Path] = frozenset()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the rubric from being used, without the warnings."""
        return tuple(problem for problem in self.problems if not problem.is_warning)


Numbers = Mapping[str, Mapping[str, Any]]
"""What was drawn for a student: question key -> parameter -> plain value."""


def load_assignment(
    path: FilePath, checked: bool = False, numbers: Numbers | None = None
) -> Assignment:
    """The assignment of a rubric file. Raises RubricErrors with everything wrong with it.

    numbers: the student's own, where the rubric draws some; without them a sample's.
    """
    return read_assignment(rubric_text(path), str(path), checked, numbers)


def rubric_text(path: FilePath) -> str:
    """The text of a rubric file. Raises RubricErrors where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"the rubric cannot be read: {reason}"
        raise RubricErrors([Problem(file=str(path), message=message)]) from None


def read_assignment(
    text: str, file: str, checked: bool = False, numbers: Numbers | None = None
) -> Assignment:
    """The assignment that a rubric's text makes; `file` is the name used in messages.

    `checked` says that this very text was found right before, so that nothing is checked again.
    Raises RubricErrors with everything wrong with it, in the order of its lines.
    """
    if checked:
        source = read_source(text, file)
        return _assignment(source.data, tuple(source.data["questions"]), numbers)
    examined = examined_text(text, file)
    if examined.errors:
        raise RubricErrors(examined.errors)
    if len(examined.assignment.questions) < len(examined.source.mapping("questions")):
        # a class must never be graded by a part of its rubric, whatever went wrong here
        message = "a question could not be used, for a reason that was not found: report this"
        raise RubricErrors([Problem(file=file, message=message)])
    if numbers is None or not examined.assignment.students:
        return examined.assignment
    return _assignment(examined.source.data, tuple(examined.source.data["questions"]), numbers)


def examined_text(text: str, file: str) -> Examined:
    """Everything wrong with a rubric's text, and the assignment that is left without it.

    Raises RubricErrors for a text of which nothing can be read as a rubric.
    """
    # imported here because they cost time that marking with a checked rubric does not have
    from grader.rubric.convention_check import convention_problems
    from grader.rubric.kind_check import kind_problems
    from grader.rubric.mistyped_keys import read_as_meant
    from grader.rubric.name_check import name_problems
    from grader.rubric.shape_check import shape_problems
    from grader.rubric.tolerant_text import read_meant
    from grader.rubric.value_check import value_problems

    source = read_meant(text, file)
    read_as_meant(source)
    shape = [p for p in shape_problems(source) if not _is_lost(p.path, source.lost)]
    broken = [*source.lost, *(problem.path for problem in shape)]
    names = [p for key in source.mapping("questions") for p in name_problems(source, key, broken)]
    names = [p for p in names if not _is_lost(p.path, source.lost)]
    broken += [problem.path for problem in names if not problem.is_warning]
    assignment, circles = _sound_assignment(source, broken)
    checks = (value_problems, kind_problems, convention_problems)
    values = [p for q in assignment.questions for check in checks for p in check(source, q)]
    return Examined(
        assignment=assignment,
        source=source,
        problems=(*source.problems, *shape, *names, *circles, *values),
        broken=frozenset((*broken, *(problem.path for problem in values))),
    )


def _is_lost(path: Path, lost: Collection[Path]) -> bool:
    return any(path[: len(one)] == one for one in lost)


def _sound_assignment(
    source: RubricSource, broken: Collection[Path]
) -> tuple[Assignment, list[Problem]]:
    """What is left of a rubric without what is broken, and what is wrong with it as a graph."""
    from grader.rubric.sound_parts import sound_question, within, without

    if not broken:  # nothing is taken out of a rubric in which nothing is wrong
        return _assignment(source.data, tuple(source.mapping("questions"))), []
    top = [path for path in broken if path[:1] != ("questions",)]
    rubric = {**(without(source.data, top) or {}), "questions": {}}
    problems, keys = [], []
    for key, question in source.mapping("questions").items():
        sound = sound_question(question, within(broken, key))
        if sound is None or () in broken:
            continue
        rubric["questions"][key] = sound
        try:
            _assignment(rubric, (key,))
        except GraphError as error:
            problems.append(source.problem(("questions", key), str(error)))
        else:
            keys.append(key)
    return _assignment(rubric, tuple(keys)), problems


def _assignment(
    rubric: dict[str, Any], keys: Sequence[str], numbers: Numbers | None = None
) -> Assignment:
    students = ""
    if _draws(rubric, keys):
        from grader.rubric.draws import filled

        rubric, students = filled(rubric, keys, numbers), rubric.get("students") or "email"
    return Assignment(
        title=rubric.get("title", ""),
        questions=tuple(question_of(rubric, key) for key in keys),
        total_points=rubric.get("total_points"),
        students=students,
    )


def _draws(rubric: Mapping[str, Any], keys: Sequence[str]) -> bool:
    """Whether some numbers of a rubric are drawn for each student."""
    given = ((rubric["questions"][key].get("parameters") or {}).values() for key in keys)
    return any(isinstance(one, dict) and "draw" in one for values in given for one in values)
