"""The tests that a rubric holds: each hands in some answers and says what must become of them.

What a test does not give is worked out faithfully from what it gives, so that it says no more
than what it is about. The platform never runs them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from grader import record
from grader.errors import Problem
from grader.graph import did_you_mean
from grader.marking import marks
from grader.model import Mark, StepId
from grader.question import Assignment, all_under, as_word, together
from grader.review.faithful_work import as_answers, handed_in
from grader.rubric import Examined, Path, RubricSource, examined_text
from grader.words import explanation, held_words, plain, points, printable

MOST_READ = 60
"""Characters of an answer that a message repeats."""


@record(frozen=True, slots=True, kw_only=True)
class RubricTest:
    """One test as the rubric writes it, its steps named with their questions.

    question: the question that it stands in; "" for one of the whole rubric.
    holds: the conventions by which all else is worked out, in each question that names them.
    expect: what is expected of each step, with the place where it is said.
    """

    path: Path
    question: str
    answers: Mapping[StepId, str]
    blank: Collection[StepId]
    holds: frozenset[str]
    expect: Mapping[StepId, tuple[Path, Any]]


def rubric_test_problems(examined: Examined) -> Iterator[Problem]:
    """What the tests of a rubric find, and what is wrong with them.

    One that concerns a question with something wrong in it is not run.
    """
    assignment, source = examined.assignment, examined.source
    sound = _sound_questions(examined)
    for path, question, given in _written_tests(source):
        names = [question] if question else [*source.mapping("questions")]
        if not set(names) <= sound:
            continue
        unknown = [*_unknown_names(source, assignment, path, question, given)]
        yield from unknown
        if not unknown:
            yield from _differences(source, assignment, _test(source, assignment, path, given))


def untested_steps(text: str, file: str) -> Iterator[Problem]:
    """The steps with points of which no test expects anything by their name, in a usable rubric.

    Raises RubricErrors for a text of which nothing can be read as a rubric.
    """
    examined = examined_text(text, file)
    source = examined.source
    tested = {
        step
        for path, question, given in _written_tests(source)
        for step in _named(question, given.get("expect"))
    }
    for one in examined.assignment.questions:
        for step in one.steps:
            if step.points and (one.key, step.name) not in tested:
                path = ("questions", one.key, "steps", step.name)
                yield source.problem(path, "no test expects anything of this step")


def _sound_questions(examined: Examined) -> frozenset[str]:
    """The questions in which nothing is wrong; none where something is that concerns them all."""
    paths = [*examined.broken, *(problem.path for problem in examined.errors)]
    if any(path[:1] != ("questions",) for path in paths):
        return frozenset()
    broken = {path[1] for path in paths if len(path) > 1}
    return frozenset(q.key for q in examined.assignment.questions) - broken


def _written_tests(source: RubricSource) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Each test as it is written: where, in which question, and its keys."""
    homes: list[tuple[Path, str, dict[str, Any]]] = [((), "", source.mapping())]
    for key, keys in source.mapping("questions").items():
        if isinstance(keys, dict):
            homes.append((("questions", key), key, keys))
    for path, question, keys in homes:
        tests = keys.get("tests")
        for place, given in enumerate(tests if isinstance(tests, list) else ()):
            if isinstance(given, dict):
                yield (*path, "tests", place), question, given


def _named(question: str, given: Any) -> Iterator[StepId]:
    """The steps that a mapping of a test names, by step or by question and step."""
    for key, value in given.items() if isinstance(given, dict) else ():
        if question:
            yield question, key
        else:
            yield from ((key, name) for name in (value if isinstance(value, dict) else ()))


def _unknown_names(
    source: RubricSource, assignment: Assignment, path: Path, question: str, given: dict[str, Any]
) -> Iterator[Problem]:
    """The questions and steps that a test names and the rubric does not have."""
    asked = assignment.asked()
    for part in ("answers", "expect"):
        keys = given.get(part) or {}
        for key in keys if not question and isinstance(keys, dict) else ():
            if key not in asked:
                hint = did_you_mean(key, asked)
                yield source.problem((*path, part, key), f"there is no question {key}{hint}")
        for key, name in _named(question, keys):
            if key in asked and name not in asked[key]:
                where = (*path, part, name) if question else (*path, part, key, name)
                hint = did_you_mean(name, asked[key])
                yield source.problem(where, f"{key} asks for no step {name}{hint}")
    for place, name in enumerate(given.get("blank") or ()):
        if not _blank_steps(asked, question, name):
            hint = did_you_mean(name, asked[question]) if question else "; write 1a or 1a.y"
            yield source.problem((*path, "blank", place), f"no step is called {name}{hint}")
    yield from _unknown_conventions(source, assignment, path, question, given)


def _unknown_conventions(
    source: RubricSource, assignment: Assignment, path: Path, question: str, given: dict[str, Any]
) -> Iterator[Problem]:
    """The conventions that a test names and no question of it has, or not together."""
    questions = [one for one in assignment.questions if question in ("", one.key)]
    known = {convention.name for one in questions for convention in one.conventions}
    held = given.get("holds") or ()
    for place, name in enumerate(held):
        if name not in known:
            whose = f"{question} has no convention" if question else "no question has a convention"
            message = f"{whose} {name}{did_you_mean(name, sorted(known))}"
            yield source.problem((*path, "holds", place), message)
    if set(held) <= known and not all(together(one, held) for one in questions):
        message = "nobody holds these at once: they give two rules for one value"
        yield source.problem((*path, "holds"), message)


def _blank_steps(asked: Mapping[str, tuple[str, ...]], question: str, name: str) -> list[StepId]:
    """The steps that a name under `blank` means: one, or all of a question."""
    if question:
        return [(question, name)] if name in asked[question] else []
    return [
        (key, step)
        for key, steps in asked.items()
        for step in steps
        if name in (key, f"{key}.{step}")
    ]


def _test(
    source: RubricSource, assignment: Assignment, path: Path, given: dict[str, Any]
) -> RubricTest:
    question = str(path[1]) if path[0] == "questions" else ""
    asked = assignment.asked()
    answers = {}
    for step in _named(question, given.get("answers")):
        place = (*path, "answers", *(step[1:] if question else step))
        answers[step] = _text(source, place)
    blank = [_blank_steps(asked, question, name) for name in given.get("blank") or ()]
    return RubricTest(
        path=path,
        question=question,
        answers=answers,
        blank=[step for steps in blank for step in steps],
        holds=frozenset(given.get("holds") or ()),
        expect=dict(_expected(assignment, (*path, "expect"), question, given["expect"])),
    )


def _expected(
    assignment: Assignment, path: Path, question: str, given: Any
) -> Iterator[tuple[StepId, tuple[Path, Any]]]:
    """What is expected of each step; one word for all is for those with points."""
    for one in assignment.questions:
        if question not in ("", one.key):
            continue
        own, here = given, path
        if not question and isinstance(given, dict):
            own, here = given.get(one.key), (*path, one.key)
        for step in one.steps:
            if isinstance(own, dict) and step.name in own:
                yield (one.key, step.name), ((*here, step.name), own[step.name])
            elif own is not None and not isinstance(own, dict) and step.points:
                yield (one.key, step.name), (here, own)


def _text(source: RubricSource, path: Path) -> str:
    """An answer of a test as its student writes it, with the digits that stand there."""
    value: Any = source.data
    for part in path:
        value = value[part]
    return _written(source, path, value)


def _written(source: RubricSource, path: Path, value: Any) -> str:
    if isinstance(value, list):
        items = (_written(source, (*path, place), one) for place, one in enumerate(value))
        return f"[{', '.join(items)}]"
    if value is None:
        return ""
    if isinstance(value, str) and "\n" in value:
        return value.strip("\n")  # a table, line by line
    return source.written.get(path) or as_word(value)


def _differences(
    source: RubricSource, assignment: Assignment, test: RubricTest
) -> Iterator[Problem]:
    """Where the marks of a test's submission are not what it expects."""
    found = {(mark.question, mark.step): mark for mark in _marks(assignment, test)}
    for step, (path, expected) in test.expect.items():
        mark = found[step]
        for wanted in _unmet(mark, expected):
            name = mark.step if test.question else mark.id
            read = f", read from {printable(mark.read, MOST_READ)}" if mark.read else ""
            came = f"{mark.verdict.value}, {points(mark.earned)} of {points(mark.points)}{read}"
            message = f"{name} should be {wanted}; it is {came}: {plain(explanation(mark))}"
            yield source.problem(path, " ".join(message.removesuffix(": ").split()))


def _marks(assignment: Assignment, test: RubricTest) -> tuple[Mark, ...]:
    questions = [one for one in assignment.questions if test.question in ("", one.key)]
    concerned = replace(assignment, questions=tuple(questions))
    worked = all_under(concerned, test.holds) if test.holds else concerned
    return marks(concerned, as_answers(handed_in(worked, test.answers, test.blank)))


def _unmet(mark: Mark, expected: Any) -> Iterator[str]:
    """What is expected of a step and did not come out, in words."""
    wanted = expected if isinstance(expected, dict) else {}
    verdict = expected if isinstance(expected, str) else wanted.get("verdict")
    credit = None if isinstance(expected, str | dict) else expected
    credit = wanted.get("credit", credit)
    told = wanted.get("feedback", ())
    if verdict is not None and mark.verdict.value != verdict:
        yield verdict
    if credit is not None and abs(mark.credit - credit) > 1e-4:
        yield f"worth {points(credit * mark.points)} of {points(mark.points)}"
    said = _folded(plain(" ".join([explanation(mark), *held_words([mark])])))
    for words in [told] if isinstance(told, str) else told:
        if _folded(plain(words)) not in said:
            yield f"told '{words}'"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
