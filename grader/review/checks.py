"""What is wrong with a rubric that can be loaded: double entries that disagree, totals that do
not add up, and what deserves a second look."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from grader.errors import Problem, RubricErrors
from grader.marking import recognised
from grader.model import Array, Visibility
from grader.question import AnswerKind, Assignment, Question, Step
from grader.review import (
    draw_checks,
    expected_values,
    guesses,
    route_checks,
    spreading,
    ties,
    unused,
    valid_checks,
)
from grader.review.gradient_proofs import gradient_problems
from grader.review.own_answers import own_answer_problems
from grader.review.rubric_tests import rubric_test_problems
from grader.review.sheet_keys import sheet_key_problems
from grader.review.tolerance_audit import WeaknessKind, tolerance_findings
from grader.rubric import (
    Examined,
    Path,
    RubricSource,
    examined_text,
    marking_keys,
    told_once,
)
from grader.words import counted, points

_OF_NUMBERS = ("tolerance", "truncation", "minimum_figures", "minimum_decimals")
"""Keys that say how near a number must be, and how many digits it must have."""


def rubric_problems(text: str, file: str) -> tuple[Assignment | None, tuple[Problem, ...]]:
    """The assignment of a rubric's text, if it is usable, and everything wrong with it.

    What one mistake does not touch is checked to the end whatever else is wrong.
    """
    try:
        examined = examined_text(text, file)
    except RubricErrors as error:
        return None, error.problems
    found = [*examined.problems, *lint_problems(examined)]
    usable = None if examined.errors else examined.assignment
    return usable, tuple(sorted(told_once(found), key=lambda p: (p.line or 0, p.is_warning)))


def lint_problems(examined: Examined) -> tuple[Problem, ...]:
    """Everything to mend in a rubric, and (as warnings) what deserves a second look.

    What was found wrong when the rubric was read is told elsewhere.
    """
    assignment, source, broken = examined.assignment, examined.source, examined.broken
    found = [*_total_problems(examined), *gradient_problems(assignment, source)]
    found += sheet_key_problems(assignment, source)
    found += own_answer_problems(assignment, source, broken)
    for question in assignment.questions:
        for step in question.steps:
            found += _step_problems(source, question, step)
    for question in assignment.questions:
        found += _idle_keys(source, question)
        found += _review_problems(source, question, broken)
        found += _audit_problems(source, question, broken)
    found += _draw_problems(examined)
    found += rubric_test_problems(examined)
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def _total_problems(examined: Examined) -> Iterator[Problem]:
    assignment, source = examined.assignment, examined.source
    declared = assignment.total_points
    given = assignment.points + assignment.people_points
    actual = _points_as_written(source) if examined.broken else given
    if declared is not None and actual is not None and abs(declared - actual) > 1e-9:
        yield source.problem(
            ("total_points",),
            f"{counted(declared, 'point')} {'is' if declared == 1 else 'are'} declared, and the"
            f" steps add up to {points(actual)}",
        )


def _points_as_written(source: RubricSource) -> float | None:
    """What the steps of a rubric add up to, whatever is wrong with them; None if one has none."""
    total = 0.0
    for key in source.mapping("questions"):
        for step in source.mapping("questions", key, "steps").values():
            given = step.get("points") if isinstance(step, dict) else None
            if isinstance(given, bool) or not isinstance(given, int | float):
                if isinstance(step, dict) and step.get("answer") == "review":
                    continue
                return None
            total += given
    return total


def _step_problems(source: RubricSource, question: Question, step: Step) -> Iterator[Problem]:
    path = ("questions", question.key, "steps", step.name)
    for message in expected_values.differences(question, step):
        yield source.problem((*path, "expected"), message)
    if step.visibility is Visibility.HIDDEN:
        message = "a hidden step hides the student's total; after_published does not"
        yield source.problem((*path, "visibility"), message, is_warning=True)


def _idle_keys(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Keys about digits that stand where formulas alone are asked for: they have no effect."""
    here = ("questions", question.key)
    places: list[tuple[tuple[str, ...], AnswerKind]] = [
        ((*here, "steps", step.name), step.answer) for step in question.steps
    ]
    if all(step.answer.is_formula for step in question.steps):
        places.append((here, AnswerKind.FORMULA))
    for path, answer in places:
        for key in _OF_NUMBERS if answer.is_formula else ():
            if _is_idle(source.mapping(*path), key):
                message = (
                    "it has no effect on a formula, which must be equal at random points; leave it"
                    " out, or ask for the number as a step of its own"
                )
                yield source.problem((*path, key), message, is_warning=True)


def _is_idle(keys: Mapping[str, Any], key: str) -> bool:
    """Whether a key about digits has no effect; an rtol has, on coefficients that are rounded."""
    return key in keys and not (key == "tolerance" and "rtol" in (keys[key] or {}))


def _review_problems(
    source: RubricSource, question: Question, broken: Collection[Path]
) -> Iterator[Problem]:
    """What the checks of the question's formulas and values find, each at its place.

    Where something is broken, nobody knows what rests on a definition.
    """
    here = ("questions", question.key)
    is_whole = not any(path[:2] == here or len(path) < 2 for path in broken)
    defined = source.mapping(*here, "definitions") if is_whole else {}
    checks = (route_checks, spreading, ties, valid_checks)
    found = [finding for check in checks for finding in check.findings(question)]
    found += guesses.findings(question, _columns(source, question))
    for one in (*found, *unused.findings(question, defined)):
        path = ("questions", question.key, *one.path)
        yield source.problem(path, one.message, is_warning=one.is_warning)


def _columns(source: RubricSource, question: Question) -> set[str]:
    """The parameters of a question that are columns of its table."""
    here = ("questions", question.key)
    written = {n: source.as_written((*here, "parameters", n))[0] for n in question.parameters}
    return {name for name, path in written.items() if path[2:3] == ("data",)}


def _draw_problems(examined: Examined) -> Iterator[Problem]:
    """What is wrong with how students' own numbers are drawn, where all else is right."""
    source, broken = examined.source, examined.broken
    if any(len(path) < 2 for path in broken):
        return
    wrong = {path[1] for path in broken if path[0] == "questions"}
    sound = {
        question.key: source.mapping("questions", question.key)
        for question in examined.assignment.questions
        if question.key not in wrong and not (wrong and question.carried)
    }
    for key, one in draw_checks.findings({**source.data, "questions": sound}):
        path = ("questions", key, *one.path)
        yield source.problem(path, one.message, is_warning=one.is_warning)


def _audit_problems(
    source: RubricSource, question: Question, broken: Collection[Path]
) -> Iterator[Problem]:
    """What right but rounded work would lose, and which known slips a tolerance lets pass."""
    numbers = [s for s in question.steps if s.answer is AnswerKind.NUMBER and s.valid is None]
    if not numbers:
        return
    slips = {step.name: _known_slips(question, step) for step in numbers}
    labels = {step.name: step.label for step in numbers}
    unclear = {step.name for step in numbers if _is_marked_otherwise(question, step, broken)}
    for finding in tolerance_findings(question, slips):
        if finding.step in unclear:
            continue
        if finding.kind is WeaknessKind.VAGUE and "figures" in labels[finding.step]:
            continue  # the label asks for them already
        path = ("questions", question.key, "steps", finding.step)
        yield source.problem(path, finding.message, is_warning=True)


def _known_slips(question: Question, step: Step) -> dict[str, Array]:
    """The wrong values that would be recognised in a step, each in words for a TA.

    What students read of a slip is a sentence; here it is what a tolerance lets pass.
    """
    found: dict[str, Array] = {}
    known = {one.name for one in step.misconceptions}
    for words, value in recognised(question, step).items():
        phrase = words.removeprefix("this is what you get ")
        if words in known:
            phrase = f"the misconception {words.removeprefix('misconception ')}"
        elif phrase == words:
            phrase = "another slip"
        else:
            phrase = f"a value {phrase}"
        found.setdefault(phrase, value)
    return found


def _is_marked_otherwise(question: Question, step: Step, broken: Collection[Path]) -> bool:
    """Whether something is wrong with how a step is to be marked, so that it is not known."""
    here = ("questions", question.key)
    levels: tuple[Path, ...] = ((), here, (*here, "steps", step.name))
    return any(
        path[: len(level)] == level and path[len(level)] in marking_keys()
        for level in levels
        for path in broken
        if len(path) > len(level)
    )
