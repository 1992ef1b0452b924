"""`grader new`: every skeleton lints clean, says what it is, and knows every kind of answer."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from grader.commands.new_rubric import wanted
from grader.commands.skeleton import Wanted, skeleton
from grader.marking import marks
from grader.model import Verdict
from grader.question import AnswerKind
from grader.review.checks import rubric_problems
from grader.review.faithful_work import as_answers, handed_in
from grader.review.rubric_tests import untested_steps
from tests.project import run_grader

KINDS = [(kind,) for kind in AnswerKind] + [tuple(AnswerKind), ()]
TITLES = ["Homework 4", "It's: 'quoted' #4", "Übung {4}"]


@pytest.mark.parametrize("kinds", KINDS, ids=lambda kinds: "-".join(kinds))
@pytest.mark.parametrize("questions", [("1a",), ("1", "2b", "c")], ids=len)
def test_a_skeleton_lints_clean(kinds: tuple[AnswerKind, ...], questions: tuple[str, ...]) -> None:
    for title in TITLES:
        text = skeleton("hw4", Wanted(title=title, questions=questions, kinds=kinds))
        assignment, problems = rubric_problems(text, "hw4.yaml")
        assert [str(problem) for problem in problems] == []
        assert assignment is not None
        assert (assignment.title, [q.key for q in assignment.questions]) == (title, [*questions])
        asked = {step.answer for step in assignment.questions[0].steps}
        assert asked == {*kinds, AnswerKind.NUMBER}


def test_its_own_solution_earns_everything() -> None:
    text = skeleton("hw4", Wanted(title="T", kinds=tuple(AnswerKind), reveal=True))
    assignment, _ = rubric_problems(text, "hw4.yaml")
    assert assignment is not None
    found = marks(assignment, as_answers(handed_in(assignment)))
    assert {mark.verdict for mark in found} == {Verdict.CORRECT, Verdict.REVIEW}


def test_it_has_tests_and_comments_and_names_its_schema() -> None:
    text = skeleton("hw4", Wanted(title="T", questions=("1", "2")))
    assert text.startswith("# yaml-language-server: $schema=rubric.schema.json\n")
    assert text.count("what students read above the question") == 1
    assert [one.path[-1] for one in untested_steps(text, "hw4.yaml")] == []


def test_the_command_writes_it_with_its_schema_and_says_how_to_go_on(tmp_path: Path) -> None:
    done = run_grader("new", "hw4", "--questions", "1a, 2", "--answers", "all", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("rubrics/hw4.yaml: a rubric to begin with; then grader lint hw4")
    assert run_grader("lint", "hw4", cwd=tmp_path).stdout.startswith("rubrics/hw4.yaml: fine (2 ")
    schema = json.loads((tmp_path / "rubrics" / "rubric.schema.json").read_text())
    assert schema == json.loads(run_grader("schema").stdout)
    again = run_grader("new", "hw4", cwd=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


WRONG = [
    (["new", "x", "--answers", "numbr"], "no answer is called numbr; did you mean number? (known"),
    (["new", "x", "--questions", "1a,1a"], "the question 1a is named twice; write --questions"),
    (["new", "x", "--questions", ","], "no question is named; write --questions 1a,1b"),
    (["new", "x", "--questions", "1:a"], "1:a are no questions; write their keys"),
    (["new", "a/b"], "a/b is no file of a rubric; write a/b.yaml, or a name"),
]


@pytest.mark.parametrize("arguments, message", WRONG, ids=lambda value: str(value)[:40])
def test_a_call_that_cannot_be_served_says_why(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = run_grader(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"grader: {message}")
    assert list(tmp_path.iterdir()) == []


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_in_a_terminal_it_is_asked_what_no_option_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal("Homework 4\n1a 1b\nnumber, table\ny\n"))
    found = wanted("hw4", None, None, None, False)
    assert found == Wanted(
        title="Homework 4",
        questions=["1a", "1b"],
        kinds=[AnswerKind.NUMBER, AnswerKind.TABLE],
        reveal=True,
    )
    assert wanted("hw4", "T", None, None, False).questions == ["1a"]


def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert wanted("hw4", None, None, None, False) == Wanted(
        title="hw4", questions=["1a"], kinds=[AnswerKind.NUMBER]
    )
