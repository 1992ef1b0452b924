"""Reads a rubric file into an assignment, or reports everything wrong with it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from grader import record
from grader.errors import GraphError, Problem, RubricError, RubricErrors
from grader.model import NoValue
from grader.question import Assignment, Question, carried_first, question_of
from grader.rubric.plain_values import (
    Path,
    RubricSource,
    read_source,
    told_once,
    uses_shorthands,
)

if TYPE_CHECKING:
    from grader.rubric.decisions import Decisions


@record(frozen=True, slots=True, kw_only=True, eq=False)
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


DECISIONS = "overrides.yaml"
"""What people decided of single answers: `hw3.overrides.yaml` beside `hw3.yaml`, or by itself."""


def rubrics_in(folder: FilePath, pattern: str = "*.yaml") -> list[FilePath]:
    """The rubrics in a folder, in the order of the alphabet; decisions beside them are none."""
    return sorted(path for path in folder.glob(pattern) if not holds_decisions(path))


def holds_decisions(path: FilePath) -> bool:
    """Whether a file by its name holds decisions, and no rubric."""
    return path.name == DECISIONS or path.name.endswith(f".{DECISIONS}")


def decisions_path(rubric: FilePath) -> FilePath | None:
    """Where the decisions of a rubric lie; None where nobody has decided anything.

    Raises RubricError where it is not clear what an `overrides.yaml` belongs to.
    """
    own, lone = rubric.with_suffix(f".{DECISIONS}"), rubric.with_name(DECISIONS)
    has_own = own.is_file()
    if not lone.is_file():
        return own if has_own else None
    if has_own:
        raise RubricError(f"{lone} and {own} both hold decisions; put them into {own.name}")
    others = [path.name for path in rubrics_in(rubric.parent) if path.name != rubric.name]
    if others:
        raise RubricError(
            f"{lone}: {rubric.name} and {', '.join(others[:3])} lie beside it, so it is not clear"
            f" whose decisions these are; call it {own.name}"
        )
    return lone


def decisions_of(rubric: FilePath, assignment: Assignment) -> Decisions | None:
    """What people decided of a rubric's answers; None where nobody has decided anything.

    Raises RubricErrors with everything wrong with it.
    """
    path = decisions_path(rubric)
    if path is None:
        return None
    from grader.rubric.decisions import usable_decisions  # costs what few rubrics need pay

    return usable_decisions(path, assignment)


def assignment_of(values: dict[str, Any], path: FilePath) -> Assignment:
    """The assignment of a rubric's plain values, which were found right before."""
    source = RubricSource(str(path), data=values)
    _write_out(source)
    return _assignment(source.data, tuple(source.data["questions"]))


def rubric_text(path: FilePath) -> str:
    """The text of a rubric file. Raises RubricErrors where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"the rubric cannot be read: {reason}"
        raise RubricErrors([Problem(file=str(path), message=message)]) from None


def rubric_values(path: FilePath) -> dict[str, Any]:
    """The plain values of a rubric file that was found right, its shorthands written out."""
    source = read_source(rubric_text(path), str(path))
    _write_out(source)
    values: dict[str, Any] = source.data
    return values


def read_assignment(
    text: str, file: str, checked: bool = False, numbers: Numbers | None = None
) -> Assignment:
    """The assignment that a rubric's text makes; `file` is the name used in messages.

    `checked` says that this very text was found right before, so that nothing is checked again.
    Raises RubricErrors with everything wrong with it, in the order of its lines.
    """
    if checked:
        source = read_source(text, file)
        _write_out(source)
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
    from grader.rubric.logic_check import logic_problems
    from grader.rubric.mistyped_keys import read_as_meant
    from grader.rubric.name_check import name_problems
    from grader.rubric.shape_check import shape_problems
    from grader.rubric.tolerant_text import read_meant
    from grader.rubric.unit_check import unit_problems
    from grader.rubric.value_check import value_problems

    source = read_meant(text, file)
    read_as_meant(source)
    unknown = [*source.lost, *_without_rounds(source.lost)]
    shape = [p for p in shape_problems(source) if not _is_lost(p.path, unknown)]
    broken = [*source.lost, *(problem.path for problem in shape)]
    short, lost = _write_out(source, broken)
    broken = [*source.as_expanded(broken), *lost]
    names = [p for key in source.mapping("questions") for p in name_problems(source, key, broken)]
    names = [p for p in names if not _is_lost(p.path, source.lost)]
    broken += source.as_expanded([problem.path for problem in names if not problem.is_warning])
    assignment, circles = _sound_assignment(source, broken)
    checks = (value_problems, kind_problems, logic_problems, unit_problems, convention_problems)
    values = [p for q in assignment.questions for check in checks for p in check(source, q)]
    return Examined(
        assignment=assignment,
        source=source,
        problems=told_once([*source.problems, *shape, *short, *names, *circles, *values]),
        broken=frozenset(
            (*broken, *source.as_expanded([problem.path for problem in values])),
        ),
    )


def _write_out(
    source: RubricSource, broken: Collection[Path] = ()
) -> tuple[list[Problem], list[Path]]:
    """Write out what a rubric says in short, where it does: what is wrong, and what is lost."""
    if not any(map(uses_shorthands, source.mapping("questions").values())):
        return [], []
    from grader.rubric.shorthands import write_out  # costs what a plain rubric need not pay

    return write_out(source, broken)


def _without_rounds(lost: Iterable[Path]) -> list[Path]:
    """The steps of questions whose rounds could not be read: nobody knows whether they lack any."""
    return [(*path[:2], "steps") for path in lost if path[2:] == ("repeat",)]


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
    problems, made = list[Problem](), dict[str, Question]()
    questions = source.mapping("questions")
    usable = [key for key, question in questions.items() if isinstance(question, dict)]
    for key in carried_first(questions, usable):
        lost = [("carried", name) for name in _lost_elsewhere(questions[key], made)]
        sound = sound_question(questions[key], [*within(broken, key), *lost])
        if sound is None or () in broken:
            continue
        rubric["questions"][key] = sound
        try:
            made[key] = question_of(with_numbers(rubric, (key,))[0], key, made)
        except GraphError as error:
            problems.append(source.problem(("questions", key), str(error)))
    return _assignment(rubric, tuple(key for key in questions if key in made)), problems


def _lost_elsewhere(question: dict[str, Any], made: Mapping[str, Question]) -> list[str]:
    """The names that stand for values of other questions which a mistake there leaves unknown."""
    found = []
    for name, place in (question.get("carried") or {}).items():
        key, _, there = str(place).rpartition(".")
        other = made.get(key)
        known = other and {**other.parameters, **other.solution}.get(there)
        found += [name] * (known is None or isinstance(known, NoValue))
    return found


def _assignment(
    rubric: dict[str, Any], keys: Sequence[str], numbers: Numbers | None = None
) -> Assignment:
    rubric, students = with_numbers(rubric, keys, numbers)
    made: dict[str, Question] = {}
    for key in carried_first(rubric["questions"], keys):
        made[key] = question_of(rubric, key, made)
    return Assignment(
        title=rubric.get("title", ""),
        questions=tuple(made[key] for key in keys),
        total_points=rubric.get("total_points"),
        students=students,
    )


def with_numbers(
    rubric: dict[str, Any], keys: Sequence[str], numbers: Numbers | None = None
) -> tuple[dict[str, Any], str]:
    """A rubric with numbers in place of its draws, and what students are known by; "" for none."""
    if not _draws(rubric, keys):
        return rubric, ""
    from grader.rubric.draws import filled  # costs what a plain rubric need not pay

    return filled(rubric, keys, numbers), rubric.get("students") or "email"


def _draws(rubric: Mapping[str, Any], keys: Sequence[str]) -> bool:
    """Whether some numbers of a rubric are drawn for each student."""
    given = ((rubric["questions"][key].get("parameters") or {}).values() for key in keys)
    return any(isinstance(one, dict) and "draw" in one for values in given for one in values)
