"""Commands on questions with texts for people, outside the project, and where another thing is
given than the one that is wanted."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader.answers.files import AnswerFile
from grader.answers.filled_template import answers
from grader.commands.project import project_with
from grader.commands.stories import Story, differences, stories
from grader.commands.template import template
from grader.commands.which_rubric import rubric_file
from grader.errors import UsageError
from grader.marking import marks
from grader.model import Verdict
from grader.rubric.load import read_assignment
from grader.words.verdicts import COLOURS
from tests.project import PROJECT, SAMPLES, run_grader

QUIZ = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  "1":
    title: A number and a text
    parameters: {a: 2.5, b: 0.4}
    steps:
      y: {label: y = a b, points: 2, formula: a b}
      why: {label: Why is it so large?, answer: review}
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    return path


# texts for people


def test_the_template_says_what_a_text_is_and_reads_back_as_blank(quiz: Path) -> None:
    done = run_grader("template", str(quiz))
    assert "  why:          # Why is it so large? (a text in your own words)\n" in done.stdout
    assert "#   Texts:    in your own words" in done.stdout
    assignment = read_assignment(QUIZ, "q.yaml")
    blank = answers(AnswerFile(name="answers.yaml", text=done.stdout), assignment.asked())
    assert {mark.verdict for mark in marks(assignment, blank)} == {Verdict.MISSING}


def test_the_template_of_a_rubric_without_texts_does_not_speak_of_them() -> None:
    only = QUIZ[: QUIZ.index("      why")]
    assert "Texts:" not in template(read_assignment(only, "q.yaml"))


def test_no_label_breaks_the_template() -> None:
    assignment = read_assignment(QUIZ, "q.yaml")
    (question,) = assignment.questions
    first, text = question.steps
    hostile = replace(text, label="a: b # c\n- d\u2028e \x1b[31m\u202ef")
    question = replace(question, steps=(first, hostile))
    made = template(replace(assignment, questions=(question,)))
    assert "# a: b # c - d e \ufffd[31m\ufffdf (a text" in made
    read = answers(AnswerFile(name="answers.yaml", text=made), assignment.asked())
    assert read.notes == ()
    assert all(answer.is_blank for answer in read.by_step.values())


def test_the_answer_key_lists_the_text_as_read_by_people(quiz: Path) -> None:
    row = next(r for r in run_grader("explain", str(quiz)).stdout.splitlines() if " why " in r)
    assert row.split() == [
        *("why", "Why", "is", "it", "so", "large?", "read", "by", "people", "0", "-")
    ]


def test_reading_a_sheet_does_not_look_for_texts(quiz: Path, tmp_path: Path) -> None:
    (tmp_path / "s.md").write_text("# 1\n\n$y = 1.0$\n", encoding="utf-8")
    done = run_grader("read", str(tmp_path / "s.md"), "-r", str(quiz))
    assert done.stdout.endswith("1 of 1 step found\nnot looked for, because people read them: 1\n")


@pytest.mark.parametrize("brief", [[], ["--brief"]])
def test_a_text_is_shown_in_the_table_and_costs_nothing(
    quiz: Path, tmp_path: Path, brief: list[str]
) -> None:
    folder = tmp_path / "ana"
    folder.mkdir()
    (folder / "answers.yaml").write_text('"1":\n  y: 1\n  why: because a is large\n')
    done = run_grader("dry-run", str(folder), "-r", str(quiz), *brief)
    assert done.returncode == 0, done.stderr
    assert "2 of 2" in done.stdout
    assert ("because a is large" in done.stdout) == (not brief)


def test_every_verdict_has_a_style_in_the_table() -> None:
    assert set(COLOURS) == set(Verdict)


def test_a_sample_need_not_name_steps_without_points() -> None:
    assignment = read_assignment(QUIZ, "q.yaml")
    read = answers(AnswerFile(name="a.yaml", text='"1": {y: 1}'), assignment.asked())
    for credit in ({"1": 1}, {"1": {"y": 1}}, {"1": {"y": 1, "why": 0}}):
        story = Story(name="s", path=Path("s"), credit=credit)
        assert differences(story, marks(assignment, read)) == []


# samples


BAD = [
    ("credit: 3", "1: credit: a mapping of questions to credits from 0 to 1 belongs here"),
    ("story: x", "1: credit: a mapping of questions to credits from 0 to 1 belongs here"),
    ("credit:\n  1a: half", "2: credit.1a: 'half' is no credit; write a share from 0 to 1"),
    ("credit:\n  1a: 2", "2: credit.1a: 2 is no credit; write a share from 0 to 1"),
    ("credit:\n  1b:\n    Y: true", "3: credit.1b.Y: True is no credit; write a share from 0 to 1"),
    ("rubric: [a]\ncredit: {}", "1: rubric: the name of a rubric belongs here"),
]


@pytest.mark.parametrize("text, message", BAD)
def test_a_mistake_in_expected_yaml_is_told_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "expected.yaml").write_text(text)
    with pytest.raises(UsageError) as refused:
        stories([tmp_path])
    assert str(refused.value) == f"{tmp_path / 'expected.yaml'}:{message}"


def test_every_sample_names_its_rubric_so_that_a_second_homework_does_not_disturb_it() -> None:
    assert [story.name for story in stories([SAMPLES]) if not story.rubric] == []


def test_a_single_file_is_graded_without_its_neighbours(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "perfect" / "answers.yaml", tmp_path / "answers.yaml")
    (tmp_path / "answers.json").write_text("{}")
    done = run_grader("dry-run", str(tmp_path / "answers.yaml"), "-r", "hw3", "-b")
    assert done.returncode == 0
    assert "answers.yaml   80 of 80" in done.stdout


def test_results_of_two_submissions_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for parent in ("a", "b"):
        (tmp_path / parent / "ana").mkdir(parents=True)
        (tmp_path / parent / "ana" / "answers.yaml").write_text("1b:\n  loss: 3.3\n")
    paths = [str(tmp_path / parent / "ana") for parent in ("a", "b")]
    done = run_grader("dry-run", *paths, "-r", "hw3", "--results", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "two submissions are called ana" in done.stderr


# which rubric


@pytest.fixture
def two_rubrics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rubrics" / "examples").mkdir(parents=True)
    for name in ("hw3", "hw4", "examples/small"):
        (tmp_path / "rubrics" / f"{name}.yaml").write_text(QUIZ, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name, path",
    [
        ("hw4", "hw4.yaml"),
        ("hw4.yaml", "hw4.yaml"),
        ("small", "examples/small.yaml"),
        ("examples/small", "examples/small.yaml"),
        ("rubrics/hw3.yaml", "hw3.yaml"),
    ],
)
@pytest.mark.usefixtures("two_rubrics")
def test_a_rubric_is_named_by_its_name_or_path(name: str, path: str) -> None:
    assert rubric_file(name) == Path("rubrics") / path


@pytest.mark.usefixtures("two_rubrics")
def test_with_two_rubrics_it_is_asked_which_one() -> None:
    with pytest.raises(UsageError) as refused:
        rubric_file(None)
    assert str(refused.value) == (
        "rubrics/ holds 2 rubrics: say which one, --rubric hw3 or --rubric hw4 (a sample can name"
        " its own: rubric: hw3 in its expected.yaml)"
    )


def test_with_one_rubric_beside_the_examples_it_is_that_one(two_rubrics: Path) -> None:
    (two_rubrics / "rubrics" / "hw4.yaml").unlink()
    assert rubric_file(None) == Path("rubrics/hw3.yaml")


WRONG = [
    ("hw33", "there is no rubric hw33; did you mean hw3? there are rubrics/hw3.yaml, "),
    ("zzz", "there is no rubric zzz; there are rubrics/hw3.yaml, rubrics/hw4.yaml, "),
    ("rubrics", "rubrics is a folder; name a rubric in it, such as rubrics/hw3.yaml"),
    ("empty", "empty is a folder; name a rubric in it; it holds none (*.yaml)"),
    ("a.zip", "a.zip is a zip file; name the rubric itself, a .yaml file"),
]


@pytest.mark.parametrize("name, message", WRONG)
def test_what_is_no_rubric_is_told_for_what_it_is(
    two_rubrics: Path, name: str, message: str
) -> None:
    (two_rubrics / "empty").mkdir()
    with zipfile.ZipFile(two_rubrics / "a.zip", "w") as archive:
        archive.writestr("rubrics/hw3.yaml", QUIZ)
    with pytest.raises(UsageError) as refused:
        rubric_file(name)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["lint"], "there is no folder rubrics/ with rubrics (*.yaml) here; name a rubric"),
        (["read", "."], ". is a folder; name the sheets in it"),
        (["read", "a.zip"], "a.zip is a zip file; unpack it and name the sheets in it"),
        (["dry-run", "--results", "f", "ana"], "f/ana: Not a directory"),
        (["bundle", "q.yaml", "-o", "ana"], "ana: Is a directory"),
    ],
)
def test_a_call_that_cannot_be_served_says_what_is_there(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    shutil.copytree(PROJECT / "grader", tmp_path / "elsewhere" / "grader")
    home = tmp_path / "home"
    (home / "ana").mkdir(parents=True)
    (home / "f").write_text("")
    (home / "a.zip").write_bytes(b"PK")
    (home / "q.yaml").write_text(QUIZ)
    rubric = ["-r", "q.yaml"] if arguments[0] in ("read", "dry-run") else []
    where = str(PROJECT if arguments[0] == "bundle" else tmp_path / "elsewhere")
    done = run_grader(*arguments, *rubric, cwd=home, PYTHONPATH=where)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr == f"grader: {message}\n"


# outside the project's folder


def test_the_command_runs_through_links(tmp_path: Path) -> None:
    bin_folder = tmp_path / "venv" / "bin"
    bin_folder.mkdir(parents=True)
    script = (
        (PROJECT / "setup.sh").read_text().partition("<<'SCRIPT'\n")[2].partition("SCRIPT\n")[0]
    )
    (bin_folder / "grader").write_text(script)
    (bin_folder / "grader").chmod(0o755)
    (bin_folder / "python").write_text('#!/bin/sh\necho "$0 $@"\n')
    (bin_folder / "python").chmod(0o755)
    (tmp_path / "mine").mkdir()
    (tmp_path / "first").symlink_to(bin_folder / "grader")
    (tmp_path / "mine" / "grader").symlink_to("../first")
    for call in (bin_folder / "grader", tmp_path / "first", tmp_path / "mine" / "grader"):
        done = subprocess.run([str(call), "lint"], capture_output=True, text=True, check=True)
        assert done.stdout == f"{bin_folder}/python -I -m grader lint\n"


@pytest.fixture
def installed(tmp_path: Path) -> str:
    """The package alone, as pip puts it into a folder of its own."""
    shutil.copytree(PROJECT / "grader", tmp_path / "site" / "grader")
    return str(tmp_path / "site")


def test_an_installed_grader_says_where_a_bundle_can_be_made(
    tmp_path: Path, installed: str
) -> None:
    (tmp_path / "quiz.yaml").write_text(QUIZ)
    done = run_grader("bundle", "quiz.yaml", cwd=tmp_path, PYTHONPATH=installed)
    assert done.returncode == 2
    assert "installed without them; call it inside the project's folder" in done.stderr
    assert not (tmp_path / "autograder.zip").exists()


def test_an_installed_grader_makes_the_projects_bundle_in_its_folder(
    tmp_path: Path, installed: str
) -> None:
    arguments = ["-I", "-c", _RUN, installed, "bundle", "hw3", "-o", str(tmp_path / "a.zip")]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT / "rubrics",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2  # beside the rubric there is no folder rubrics/
    arguments[5] = str(PROJECT / "rubrics" / "hw3.yaml")
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT / "rubrics",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {"setup.sh", "grader/gradescope/autograde.py", "rubrics/hw3.yaml"} <= set(
            archive.namelist()
        )


_RUN = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from grader.__main__ import main
sys.exit(main())
"""


def test_the_project_is_the_folder_that_has_its_files() -> None:
    assert project_with(("setup.sh", "run_autograder")) == PROJECT
