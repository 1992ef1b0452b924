"""Every example in the README is run, and prints what the README says it prints."""

from __future__ import annotations

import re
import shlex

import pytest
from project import PROJECT, RUBRICS, run_grader

from grader.answers.files import AnswerFile
from grader.answers.filled_template import answers
from grader.errors import RubricErrors
from grader.marking import marks
from grader.model import Verdict
from grader.rubric.load import read_assignment

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^( *)```(\w+)\n(.*?)^ *```$", README, flags=re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language, without their indentation inside lists."""
    found = [(indent, text) for indent, name, text in BLOCKS if name == language]
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0])
def test_a_console_example_prints_what_the_readme_says(block: str, tmp_path) -> None:
    first, _, expected = block.partition("\n")
    program, *arguments = shlex.split(first.removeprefix("$ "))
    assert program == ".venv/bin/grader"
    arguments = [str(tmp_path / "a.zip") if a == "autograder.zip" else a for a in arguments]
    done = run_grader(*arguments)
    printed = tidy(done.stdout).replace(str(tmp_path / "a.zip"), "autograder.zip")
    pattern = re.escape(tidy(expected)).replace(r"\.\.\.", "(?s:.*)")
    assert re.fullmatch(pattern, printed), done.stdout + done.stderr


def test_the_two_commands_of_the_readme_are_those_of_ci() -> None:
    commands = [block.strip() for block in blocks("bash")]
    assert len(commands) == 2
    ci = (PROJECT / ".ci" / "run").read_text()
    assert all(f"\n{command}\n" in ci for command in commands)


def test_the_filled_in_steps_are_all_read_and_right() -> None:
    text = next(block for block in blocks("yaml") if block.startswith("1b:"))
    assignment = read_assignment((RUBRICS / "hw3.yaml").read_text(), "hw3.yaml")
    read = answers(AnswerFile(name="answers.yaml", text=text), assignment.asked())
    given = [mark for mark in marks(assignment, read) if mark.read is not None]
    assert len(given) == 9
    assert {mark.verdict for mark in given} == {Verdict.CORRECT}


def test_the_question_to_add_makes_a_rubric_when_put_where_the_readme_says() -> None:
    addition = next(block for block in blocks("yaml") if "1c:" in block)
    text = (RUBRICS / "hw3.yaml").read_text().replace("questions:\n", f"questions:\n{addition}\n")
    assignment = read_assignment(text, "hw3.yaml")
    assert [question.key for question in assignment.questions][:2] == ["1c", "1a"]


def test_the_mistakes_in_the_readme_read_as_lint_prints_them() -> None:
    shown = next(block for block in blocks("text") if "dl_dW" in block).splitlines()
    text = (RUBRICS / "hw3.yaml").read_text()
    text = text.replace("rtol: 0.002", "rtol: 1e-3").replace("      dL_dW:\n", "      dl_dW:\n")
    with pytest.raises(RubricErrors) as caught:
        read_assignment(text, "rubrics/hw3.yaml")
    without_line = [re.sub(r":\d+:", ":", str(problem)) for problem in caught.value.problems]
    assert without_line == [re.sub(r":\d+:", ":", line) for line in shown]


def test_every_command_stands_in_the_readme() -> None:
    from grader.commands.cli import app

    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"`grader {name}" in README, name
