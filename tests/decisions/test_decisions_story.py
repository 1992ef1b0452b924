"""A class is graded, people decide, it is graded again, and the platform grades as they decided."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.cohort import rubric_with_files
from tests.decisions.a_quiz import ANSWERS, course
from tests.project import run_grader


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The quiz, and its class graded once."""
    made = course(tmp_path)
    assert "4 submissions: 4 graded" in graded(made)
    return made


def graded(home: Path) -> str:
    done = run_grader("grade", "class", "-r", "quiz.yaml", "-o", "out", "-j", "1", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def result(home: Path, name: str, step: str) -> dict[str, Any]:
    data = json.loads((home / "out" / "results" / name / "results.json").read_text())
    (found,) = [row for row in data["tests"] if row["extra_data"]["step"] == step]
    return found


def decide(home: Path, *arguments: str) -> str:
    done = run_grader("groups", "out", *arguments, "--by", "Emmy Noether", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_from_groups_to_results_and_back(home: Path) -> None:
    assert re.search(r"1 +2 +7 +incorrect 0/2", run_grader("groups", "out", "1.y", cwd=home).stdout)
    told = decide(home, "1.y", "--decide", "1", "--credit", "0.5", "--reason", "the old sheet")
    assert "quiz.overrides.yaml: decided for 2 submissions" in told
    again = graded(home)
    assert "4 graded" in again  # whoever writes 7 is meant, so everybody is looked at
    for name in ("ben", "cleo"):
        row = result(home, name, "1.y")
        assert row["score"] == 1
        assert row["output"].startswith("**A person looked at this:** The old sheet. 1 of 2 points")
        assert row["extra_data"]["decision"]["by"] == "Emmy Noether"
    assert "decision" not in result(home, "ana", "1.y")["extra_data"]
    with open(home / "out" / "steps.csv", encoding="utf-8", newline="") as file:
        decided = {(r["submission"], r["step"]): r["decision"] for r in csv.DictReader(file)}
    assert {key: said for key, said in decided.items() if said} == {
        ("ben", "y"): "the old sheet", ("cleo", "y"): "the old sheet",
    }  # fmt: skip
    assert "decided: the old sheet" in run_grader("groups", "out", "1.y", cwd=home).stdout
    (home / "quiz.overrides.yaml").unlink()
    assert "4 graded" in graded(home)
    assert result(home, "ben", "1.y")["score"] == 0
    assert not (home / "out" / "rubric" / "quiz.overrides.yaml").exists()


FOR_BEN = "- {step: 1.y, student: ben, points: 2, reason: he asked first}\n"


def test_only_those_are_graded_again_whom_a_decision_is_about(home: Path) -> None:
    before = rubric_with_files(home / "quiz.yaml").digest
    (home / "quiz.overrides.yaml").write_text(FOR_BEN, encoding="utf-8")
    assert rubric_with_files(home / "quiz.yaml").digest != before
    assert "1 graded, 3 unchanged" in graded(home)
    assert result(home, "ben", "1.y")["score"] == 2
    (home / "quiz.overrides.yaml").write_text(f"# moved down\n{FOR_BEN}", encoding="utf-8")
    assert "0 graded, 4 unchanged" in graded(home)


def test_compare_and_dry_run_grade_as_was_decided(home: Path) -> None:
    (home / "quiz.overrides.yaml").write_text(FOR_BEN, encoding="utf-8")
    done = run_grader("compare", "out", "quiz.yaml", "class", "-j", "1", cwd=home)
    assert "decided by a person: he asked first" in " ".join(done.stdout.split())
    assert "1 step changed by decisions" in done.stdout
    table = run_grader("compare", "out", "quiz.yaml", "class", "-j", "1", "--csv", cwd=home)
    (row,) = csv.DictReader(table.stdout.splitlines())
    assert (row["decision_before"], row["decision_after"]) == ("", "he asked first")
    dry = run_grader("dry-run", "class", "-r", "quiz.yaml", "--results", "dry", cwd=home)
    assert "A person looked at this: He asked first." in dry.stdout
    data = json.loads((home / "dry" / "ben" / "results.json").read_text())
    assert data["tests"][0]["score"] == 2
    page = run_grader("preview", "quiz.yaml", "class/ben", "-o", "p.html", cwd=home)
    assert page.returncode == 0, page.stderr
    assert "He asked first." in (home / "p.html").read_text(encoding="utf-8")


def unpacked(home: Path) -> Path:
    """The bundle of the quiz, unpacked in a folder of its own."""
    done = run_grader("bundle", "quiz.yaml", "-o", "a.zip", cwd=home)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(home / "a.zip") as archive:
        archive.extractall(home / "source")
    return home / "source"


def on_platform(source: Path, root: Path, name: str, users: list[dict[str, str]]) -> dict[str, Any]:
    """The results of run_autograder in the unpacked bundle."""
    (root / "submission").mkdir(parents=True)
    (root / "submission" / "answers.yaml").write_text(f'"1":\n  {ANSWERS[name]}\n')
    (root / "submission_metadata.json").write_text(json.dumps({"users": users}))
    environment = {key: text for key, text in os.environ.items() if key != "GRADER_RUBRIC"}
    subprocess.run(
        [sys.executable, "-m", "grader", "autograde"],
        cwd=source,
        env={**environment, "PYTHONPATH": str(source), "AUTOGRADER_ROOT": str(root)},
        check=True,
        capture_output=True,
    )
    data: dict[str, Any] = json.loads((root / "results" / "results.json").read_text())
    return data


DECIDED = """\
- {step: 1.y, student: ada@x.org, points: 1.5, reason: Her sheet had another number., by: Emmy}
- {step: 1.why, wrote: it is small., points: 2, reason: Why is it?}
- {step: 1.z, student: everyone, credit: 1, reason: The question was unclear.}
"""


def test_the_unpacked_bundle_grades_as_was_decided_and_names_nobody(home: Path) -> None:
    (home / "quiz.overrides.yaml").write_text(DECIDED, encoding="utf-8")
    source = unpacked(home)
    text = (source / "rubrics" / "quiz.overrides.yaml").read_text(encoding="utf-8")
    assert "ada" not in text
    assert "Her sheet had another number." in text
    group = [{"email": "alan@x.org", "sid": "13"}, {"email": "Ada@X.org", "sid": "12"}]
    hers = on_platform(source, home / "one", "ben", group)
    assert [row["score"] for row in hers["tests"]][:4] == [1.5, 4, 1, 2]
    assert "Her sheet had another number. 1.5 of 2 points." in hers["tests"][0]["output"]
    his = on_platform(source, home / "two", "ben", group[:1])
    assert [row["score"] for row in his["tests"]][:4] == [0, 4, 1, 2]
    nobody = on_platform(source, home / "three", "dan", [])
    assert [row["score"] for row in nobody["tests"]][:4] == [0, 4, 0, 0]


def test_the_same_decisions_make_the_same_zip(home: Path) -> None:
    (home / "quiz.overrides.yaml").write_text(DECIDED, encoding="utf-8")
    for name in ("a.zip", "b.zip"):
        run_grader("bundle", "quiz.yaml", "-o", name, cwd=home)
    assert (home / "a.zip").read_bytes() == (home / "b.zip").read_bytes()


def test_why_tells_what_a_person_decided_beside_what_the_grader_says(home: Path) -> None:
    decide(home, "1.y", "--decide", "1", "--credit", "0.5", "--reason", "the old sheet")
    asked = ("why", "class/ben", "1.y", "-r", "quiz.yaml")
    done = run_grader(*asked, cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Verdict  incorrect, 0 of 2 points" in done.stdout
    decided = done.stdout.partition("A person decided\n")[2]
    assert decided.startswith("  1 of 2 points: the old sheet\n  by Emmy Noether on 20")
    told = json.loads(run_grader(*asked, "--json", cwd=home).stdout)["decision"]
    assert (told["earned"], told["points"], told["by"]) == (1, 2, "Emmy Noether")
    of_another = run_grader("why", "class/ana", "1.y", "-r", "quiz.yaml", cwd=home)
    assert "A person decided" not in of_another.stdout
