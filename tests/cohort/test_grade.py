"""`grader grade`: a class from an export to tables, stopped, changed and gone on with."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from grader.cohort import Journal, grade_class, local, rubric_with_files, submissions_of
from grader.gradescope import as_json, marked, results
from grader.rubric import load_assignment, write_new_key
from tests.cohort.a_class import CLASS, export, zipped
from tests.project import PROJECT, run_grader

HOMEWORK = PROJECT / "rubrics" / "hw3.yaml"


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_is_graded_into_tables(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_grader("grade", str(export(tmp_path)), "-r", "hw3", "-o", str(out), "-j", "1")
    assert done.returncode == 0, done.stderr
    assert "5 submissions: 5 graded" in done.stdout
    assert re.search(r"submission_3 +11 steps that could not be read", done.stdout)
    marks = rows(out / "marks.csv")
    assert [row["name"] for row in marks] == [n for _, people in CLASS.values() for n in people]
    ada, alan, emmy, *_ = marks
    assert (ada["earned"], ada["possible"], ada["sid"]) == ("80.0", "80.0", "101")
    assert alan["submission"] == emmy["submission"] == "submission_2"
    assert alan["earned"] == emmy["earned"]
    assert float(alan["earned"]) == pytest.approx(
        sum(float(alan[key]) for key in ("1a", "1b", "2a", "2b", "2c", "2d"))
    )
    steps = rows(out / "steps.csv")
    assert len(steps) == 5 * 34
    assert {row["verdict"] for row in steps if row["submission"] == "submission_1"} == {
        "correct", "review",
    }  # fmt: skip


def test_results_are_those_of_the_platform(tmp_path: Path) -> None:
    """Read from a zip in another process, and read from the folder as run_autograder does."""
    folder, out = export(tmp_path), tmp_path / "out"
    assignment = load_assignment(HOMEWORK)
    with submissions_of(zipped(folder)) as found:
        grade_class(found, assignment, rubric_with_files(HOMEWORK), local(2), out)
    for name in CLASS:
        outcome = marked(assignment, folder / name)
        expected = as_json(results(outcome.marks, outcome.answers, notes=(outcome.note,)))
        assert (out / "results" / name / "results.json").read_text(encoding="ascii") == expected


def grade(folder: Path, out: Path, rubric: Path = HOMEWORK) -> int:
    """Grade a class again: how many were graded now."""
    with submissions_of(folder) as found:
        files = rubric_with_files(rubric)
        return grade_class(found, load_assignment(rubric), files, local(1), out).graded_now


def test_only_what_has_changed_is_graded_again(tmp_path: Path) -> None:
    folder, out, rubric = export(tmp_path), tmp_path / "out", tmp_path / "hw.yaml"
    shutil.copyfile(HOMEWORK, rubric)
    assert grade(folder, out, rubric) == 5
    first = (out / "marks.csv").read_bytes(), (out / "steps.csv").read_bytes()
    assert grade(folder, out, rubric) == 0
    assert ((out / "marks.csv").read_bytes(), (out / "steps.csv").read_bytes()) == first
    (folder / "submission_5" / "answers.yaml").write_text("1b:\n  loss: 3.3\n", encoding="utf-8")
    assert grade(folder, out, rubric) == 1
    shutil.rmtree(out / "results" / "submission_2")
    assert grade(folder, out, rubric) == 1
    rubric.write_text(HOMEWORK.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert grade(folder, out, rubric) == 5


def test_work_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """A journal whose last line is cut in the middle, as by a full disk or a crash."""
    folder, out = export(tmp_path), tmp_path / "out"
    grade(folder, out)
    whole = rows(out / "steps.csv")
    journal = out / "graded.jsonl"
    text = journal.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    journal.write_text("".join(lines[:3]) + lines[3][: len(lines[3]) // 2], encoding="utf-8")
    assert grade(folder, out) == 2
    assert rows(out / "steps.csv") == whole
    assert len(Journal(folder=out).known()) == 5


def test_what_was_not_graded_is_a_row_with_a_reason(tmp_path: Path) -> None:
    """The rubric draws everybody's numbers, and one submission is nobody's."""
    folder = tmp_path / "class"
    for name in ("ana", "ben"):
        (folder / name).mkdir(parents=True)
        (folder / name / "answers.yaml").write_text('"1":\n  y: 2\n', encoding="utf-8")
    (folder / "ana" / "submission_metadata.json").write_text(
        json.dumps({"users": [{"email": "ana@x.org", "name": "Ana"}]}), encoding="utf-8"
    )
    rubric = tmp_path / "hw.yaml"
    rubric.write_text(
        'title: Own\ntolerance: {rtol: 0.01}\nquestions:\n  "1":\n    title: Own\n'
        '    parameters: {a: {draw: "choice([1, 2, 3])"}}\n'
        "    steps:\n      y: {label: y, points: 2, formula: a + 1}\n",
        encoding="utf-8",
    )
    refused = run_grader("grade", str(folder), "-r", str(rubric), "-o", str(tmp_path / "out"))
    assert refused.returncode == 2
    assert "hw.key" in refused.stderr
    write_new_key(rubric, "Own")
    done = run_grader("grade", str(folder), "-r", str(rubric), "-o", str(tmp_path / "out"))
    assert done.returncode == 1, done.stderr
    ana, ben = rows(tmp_path / "out" / "marks.csv")
    assert (ana["name"], ana["possible"], ana["trouble"]) == ("Ana", "2.0", "")
    assert (ben["earned"], ben["possible"]) == ("", "")
    assert "e-mail" in ben["trouble"]
    assert "not graded" in done.stdout


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+A1", "-A1", "-0.5", "+2"])
def test_no_cell_is_a_formula_of_a_spreadsheet(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "class" / "ana"
    folder.mkdir(parents=True)
    (folder / "answers.yaml").write_text(f'1b:\n  loss: "{text}"\n', encoding="utf-8")
    grade(tmp_path / "class", tmp_path / "out")
    read = next(r["read"] for r in rows(tmp_path / "out" / "steps.csv") if r["step"] == "loss")
    assert read == (text if text in ("-0.5", "+2") else f"'{text}")


def test_results_are_not_written_where_they_would_be_graded(tmp_path: Path) -> None:
    folder = export(tmp_path)
    done = run_grader("grade", str(folder), "-r", "hw3", "-o", str(folder / "out"))
    assert done.returncode == 2
    assert "would be graded next time; name another folder" in " ".join(done.stderr.split())


def test_names_that_no_disk_takes_keep_their_results_apart(tmp_path: Path) -> None:
    journal = Journal(folder=tmp_path)
    names = ["..", "", "a/b", "a\\b", "x" * 300, "x" * 301, "usual name.md"]
    places = [journal.results_of(name).parent for name in names]
    assert len(set(places)) == len(names)
    assert {place.parent for place in places} == {tmp_path / "results"}
    assert places[-1].name == "usual name.md"
