"""From a roster to marks: what is handed out is what everybody is marked with, whatever happens."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.gradescope import autograde
from tests.project import run_grader

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.01}
questions:
  1a:
    title: A neuron
    parameters:
      w: {draw: 'uniform(0.1, 0.9)', decimals: 2}
      W:
        draw: uniform(-1, 1)
        decimals: 1
        shape: [2, 2]
      v: [1, 2]
      n: {draw: 'integer(2, 9)'}
    constraints: [max(h) < 0.95]
    steps:
      z: {label: 'z = w n', points: 2, formula: w n}
      h: {label: h = σ(W v), points: 2, formula: sigmoid(W v)}
      y: {label: y, points: 1, formula: sum(h) + z}
      why: {label: Why?, answer: review}
"""
ROSTER = (
    "Name,SID,Email\nAda Lovelace,0012,Ada@X.org\nAlan Turing,0013,alan@x.org\n"
    "Emmy Noether,0009,emmy@x.org\n"
)
Grade = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rubric with a key, its sheets handed out, and the answer key."""
    home = tmp_path_factory.mktemp("course")
    (home / "hw.yaml").write_text(RUBRIC, encoding="utf-8")
    (home / "roster.csv").write_text(ROSTER, encoding="utf-8")
    made = run_grader("handout", "hw.yaml", "--new-key", cwd=home)
    assert (made.returncode, made.stderr) == (0, "")
    assert "hw.key: made" in made.stdout
    made_key = (home / "hw.key").read_text(encoding="utf-8")  # in place of it one for every run
    fixed = re.sub("key: [0-9a-f]{64}", f"key: {'5e' * 32}", made_key)
    assert fixed != made_key
    (home / "hw.key").write_text(fixed, encoding="utf-8")
    done = handed_out(home, "--key-csv", "key.csv")
    assert "out: sheets for 3 students, remembered in hw.handout.json" in done
    return home


def handed_out(home: Path, *more: str) -> str:
    done = run_grader("handout", "hw.yaml", "--roster", "roster.csv", "-o", "out", *more, cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def filled(home: Path, student: str) -> str:
    """The template of a student, filled in from the answer key."""
    lines = (home / "out" / student / "answers.yaml").read_text(encoding="utf-8").splitlines()
    with (home / "key.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["email"].lower() == student and row["value"]:
            place = next(k for k, line in enumerate(lines) if line.startswith(f"  {row['step']}:"))
            lines[place] = f"  {row['step']}: {row['value']}"
    return "\n".join(lines) + "\n"


@pytest.fixture
def grade(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Grades an answer file as the platform does, for whoever its metadata names."""
    folder = tmp_path / "rubrics"
    folder.mkdir()
    for name in ("hw.yaml", "hw.key", "hw.handout.json"):
        shutil.copy(course / name, folder / name)

    def graded(text: str, metadata: Any = None, without: str = "", **change: str) -> dict[str, Any]:
        root = tmp_path / "autograder"
        shutil.rmtree(root, ignore_errors=True)
        (root / "submission").mkdir(parents=True)
        (root / "submission" / "answers.yaml").write_text(text, encoding="utf-8")
        if metadata is not None:
            raw = metadata if isinstance(metadata, str) else json.dumps({"users": metadata})
            (root / "submission_metadata.json").write_text(raw, encoding="utf-8")
        for old, new in change.items():
            rubric = folder / "hw.yaml"
            rubric.write_text(RUBRIC.replace(old, new), encoding="utf-8")
        if without:
            (folder / without).unlink()
        monkeypatch.setenv("GRADER_RUBRIC", str(folder / "hw.yaml"))
        return autograde.grade(root / "submission", 0.0)

    return graded


EVERYBODY = {"ada@x.org": "Ada@X.org", "alan@x.org": "ALAN@x.org", "emmy@x.org": "emmy@x.org"}


@pytest.mark.parametrize("student", EVERYBODY)
def test_who_calculates_with_what_was_handed_out_earns_everything(
    course: Path, grade: Grade, student: str
) -> None:
    data = grade(filled(course, student), [{"email": EVERYBODY[student], "sid": None}])
    assert data["score"] == 5
    assert data["output"].startswith(f"Marked with the numbers of `{student}`.")


def test_the_answers_of_another_are_not_right(course: Path, grade: Grade) -> None:
    data = grade(filled(course, "alan@x.org"), [{"email": "ada@x.org"}])
    assert data["score"] < 4


def test_the_key_alone_gives_the_numbers_that_were_handed_out(course: Path, grade: Grade) -> None:
    text = filled(course, "emmy@x.org")
    assert grade(text, [{"email": "emmy@x.org"}], without="hw.handout.json")["score"] == 5


def test_what_was_handed_out_gives_them_without_the_key(course: Path, grade: Grade) -> None:
    assert (
        grade(filled(course, "ada@x.org"), [{"email": "ada@x.org"}], without="hw.key")["score"] == 5
    )


def test_a_student_whose_email_differs_is_known_by_the_sid(course: Path, grade: Grade) -> None:
    data = grade(filled(course, "ada@x.org"), [{"email": "lovelace@home.org", "sid": "12"}])
    assert data["score"] == 5


def test_a_group_is_marked_with_the_numbers_of_its_first(course: Path, grade: Grade) -> None:
    group = [{"email": "emmy@x.org"}, {"email": "ada@x.org"}, {"email": "alan@x.org"}]
    data = grade(filled(course, "ada@x.org"), group)
    assert data["score"] == 5
    assert "of a group, those of the member count whose e-mail comes first" in data["output"]
    assert grade(filled(course, "emmy@x.org"), group)["score"] < 4


NOBODY = [
    None, [], [{}], [{"email": None}], [{"email": "zoe@x.org", "sid": "99"}], "no JSON", "[1]",
    '{"users": 3}', [3], [{"email": ["ada@x.org"]}],
]  # fmt: skip


@pytest.mark.parametrize("metadata", NOBODY, ids=str)
def test_whose_numbers_are_not_known_is_not_judged_and_told_so(
    course: Path, grade: Grade, metadata: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    data = grade(filled(course, "ada@x.org"), metadata)
    assert (data["score"], data["tests"]) == (0.0, [])
    assert data["output"].startswith("**Your submission is stored and has not been judged.**")
    assert "nobody's numbers were found" in capsys.readouterr().out


CHANGES = {
    "a constraint": ("max(h) < 0.95", "max(h) < 0.5"),
    "a tolerance": ("rtol: 0.01", "rtol: 0.02"),
    "a range": ("uniform(0.1, 0.9)", "uniform(5, 6)"),
    "the title": ("title: Quiz", "title: Quiz 1"),
    "a title": ("title: A neuron", "title: One neuron"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_rubric_that_is_mended_marks_by_the_numbers_that_were_handed_out(
    course: Path, grade: Grade, change: str
) -> None:
    old, new = CHANGES[change]
    data = grade(filled(course, "ada@x.org"), [{"email": "ada@x.org"}], **{old: new})
    assert data["score"] == 5


def test_students_who_come_later_get_theirs_and_the_others_keep_their_own(
    course: Path, tmp_path: Path
) -> None:
    home = tmp_path / "copy"
    shutil.copytree(course, home)
    before = (home / "out" / "ada@x.org" / "sheet.md").read_text(encoding="utf-8")
    rubric = RUBRIC.replace("uniform(0.1, 0.9)", "uniform(5, 6)")
    (home / "hw.yaml").write_text(rubric, encoding="utf-8")
    (home / "roster.csv").write_text(
        ROSTER.replace("emmy@x.org", "noether@x.org") + "Zoe,77,zoe@x.org\n", encoding="utf-8"
    )
    handed_out(home)
    assert (home / "out" / "ada@x.org" / "sheet.md").read_text(encoding="utf-8") == before
    known = json.loads((home / "hw.handout.json").read_text(encoding="utf-8"))["sheets"]
    assert sorted(one["email"] for one in known) == [
        "Ada@X.org", "alan@x.org", "noether@x.org", "zoe@x.org",
    ]  # fmt: skip
    w = {one["email"]: one["numbers"]["1a"]["w"] for one in known}
    assert w["zoe@x.org"] > 1 > w["noether@x.org"]
    handed_out(home, "--anew")
    assert (home / "out" / "ada@x.org" / "sheet.md").read_text(encoding="utf-8") != before


def test_a_sheet_has_the_numbers_and_what_is_asked(course: Path) -> None:
    folder = course / "out" / "ada@x.org"
    known = json.loads((course / "hw.handout.json").read_text(encoding="utf-8"))["sheets"]
    w = next(one for one in known if one["sid"] == "0012")["numbers"]["1a"]["w"]
    sheet = (folder / "sheet.md").read_text(encoding="utf-8")
    for text in ("# Quiz", "Ada Lovelace", f"- `w = {w}`", "- `v = [1, 2]`",
                 "1. z = w n (2 points)", "4. Why? (a text in your own words)\n"):  # fmt: skip
        assert text in sheet
    latex = (folder / "sheet.tex").read_text(encoding="utf-8")
    for text in (
        rf"$w = {w}$",
        r"\begin{pmatrix}",
        r"h = \ensuremath{\sigma}(W v); a vector of 2 entries",
    ):
        assert text in latex
    template = (folder / "answers.yaml").read_text(encoding="utf-8")
    assert f"#   w = {w}\n" in template


def test_the_zip_has_the_key_and_what_was_handed_out(course: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "a.zip"
    done = run_grader("bundle", str(course / "hw.yaml"), "-o", str(zipped))
    assert (done.returncode, done.stderr) == (0, "")
    names = [n for n in zipfile.ZipFile(zipped).namelist() if n.startswith("rubrics/")]
    assert sorted(names) == ["rubrics/hw.handout.json", "rubrics/hw.key", "rubrics/hw.yaml"]


def test_the_key_is_never_printed_and_for_its_owner_alone(course: Path) -> None:
    text = (course / "hw.key").read_text(encoding="utf-8")
    secret = text.split("key: ")[1].strip()
    assert len(secret) == 64
    assert (course / "hw.key").stat().st_mode & 0o077 == 0
    again = run_grader("handout", "hw.yaml", "--new-key", cwd=course)
    assert again.returncode == 2
    assert "is there already, and another key would give every student other" in again.stderr
    (course / "bad").mkdir(exist_ok=True)
    (course / "bad" / "hw.yaml").write_text(RUBRIC, encoding="utf-8")
    (course / "bad" / "hw.key").write_text(text.replace(secret, secret[:20]), encoding="utf-8")
    told = run_grader("lint", "bad/hw.yaml", cwd=course)
    assert told.returncode == 1
    assert "bad/hw.key: a line key: with 32 hexadecimal digits" in told.stdout
    assert secret[:20] not in told.stdout + told.stderr + again.stdout + again.stderr


def test_a_rubric_without_its_key_is_warned_of_and_not_bundled(tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(RUBRIC, encoding="utf-8")
    told = run_grader("lint", "hw.yaml", cwd=tmp_path)
    assert told.returncode == 0
    assert (
        "students: warning: hw.key: there is no key to draw students' numbers with; make one"
        in (told.stdout)
    )
    done = run_grader("bundle", str(tmp_path / "hw.yaml"), "-o", str(tmp_path / "a.zip"))
    assert done.returncode == 2
    assert not (tmp_path / "a.zip").exists()


def test_lint_tells_of_a_parameter_that_nobody_was_handed(course: Path, tmp_path: Path) -> None:
    home = tmp_path / "copy"
    shutil.copytree(course, home)
    text = RUBRIC.replace("v: [1, 2]", "v: {draw: 'integer(1, 3)', shape: [2]}")
    (home / "hw.yaml").write_text(text.replace("[2, 2]", "[1, 2]"), encoding="utf-8")
    told = run_grader("lint", "hw.yaml", cwd=home).stdout
    assert (
        "questions.1a.parameters.v: it is drawn, and 3 of 3 students were handed no value" in told
    )
    assert "questions.1a.parameters.W: 3 students were handed one of another shape;" in told


def test_explain_and_dry_run_take_a_student(course: Path, tmp_path: Path) -> None:
    sample = run_grader("explain", "hw.yaml", cwd=course).stdout
    assert "with sample numbers that no student has; --student ID tells" in sample
    own = run_grader("explain", "hw.yaml", "--student", "12", cwd=course).stdout
    assert own == run_grader(
        "explain", "hw.yaml", "--student", "ADA@x.org", cwd=course
    ).stdout.replace("ADA@x.org", "12")
    assert own != sample
    unknown = run_grader("explain", "hw.yaml", "--student", "zoe@x.org", cwd=course)
    assert (unknown.returncode, "zoe@x.org: no numbers were handed out" in unknown.stderr) == (
        2,
        True,
    )
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "answers.yaml").write_text(filled(course, "ada@x.org"), encoding="utf-8")

    def dry_run(*more: str) -> str:
        return run_grader("dry-run", str(folder), "-r", "hw.yaml", *more, cwd=course).stdout

    assert "5 of 5" in dry_run("--student", "ada@x.org")
    assert "with sample numbers" in dry_run()
    assert "5 of 5" not in dry_run()
    metadata = folder / "submission_metadata.json"
    metadata.write_text('{"users": [{"email": "ada@x.org"}]}', encoding="utf-8")
    assert "5 of 5" in dry_run()
    metadata.unlink()
    (folder / "expected.yaml").write_text(
        "rubric: hw.yaml\nstudent: ada@x.org\ncredit: {1a: 1}\n", encoding="utf-8"
    )
    assert "yes" in dry_run()


def test_an_export_says_whose_each_submission_is(course: Path, tmp_path: Path) -> None:
    export = tmp_path / "export"
    index = ""
    for place, student in enumerate(EVERYBODY):
        folder = export / f"submission_{place}"
        folder.mkdir(parents=True)
        (folder / "answers.yaml").write_text(filled(course, student), encoding="utf-8")
        who = f"  :submitters:\n  - :name: N\n    :sid: ''\n    :email: {student}\n"
        index += f"submission_{place}:\n{who}"
    (export / "submission_metadata.yml").write_text(f"---\n{index}", encoding="utf-8")
    (export / "submission_0" / "submission_metadata.json").write_text(
        '{"users": [{"email": "alan@x.org"}]}', encoding="utf-8"
    )
    done = run_grader("dry-run", str(export), "-r", "hw.yaml", "-b", cwd=course)
    assert done.stdout.count("5 of 5") == 3


def test_a_sample_names_whose_numbers_it_has() -> None:
    """The neuron of the gallery, whose slip costs its step and nothing after it."""
    done = run_grader("dry-run", str(Path(__file__).parent / "samples"), "-b")
    assert done.returncode == 0
    assert "10.5 of 12" in done.stdout
    assert "yes" in done.stdout
