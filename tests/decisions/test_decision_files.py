"""A file of decisions: read strictly, or everything that is wrong with it told with its line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from grader.errors import RubricError, RubricErrors
from grader.gradescope import autograde
from grader.review.decision_checks import equal_answers_twice
from grader.rubric import (
    Decisions,
    Student,
    decisions_in,
    decisions_path,
    load_assignment,
    unfit_decisions,
)
from grader.rubric.decisions.strict_reading import KEYS
from tests.decisions.a_quiz import QUIZ, RUBRIC
from tests.project import PROJECT, RUBRICS, run_grader

GOOD = """\
# Decided on Friday.
- step: 1.y
  student: Ada@X.org
  credit: 0.5
  reason: The board said ln, not log2.
  by: Emmy Noether
  date: 2026-11-29
- {step: 1.z, wrote: -inf, points: 1.5, reason: It is one way to see it}
- step: 1.f
  student: [0012, alan@x.org]
  wrote: x^2
  points: 0
  reason: "No."
- {step: 1.why, student: everyone, credit: 1, reason: The question was unclear}
"""


def test_what_a_file_says_is_read_as_it_is_written() -> None:
    y, z, f, why = decisions_in(GOOD, "quiz.overrides.yaml").every
    assert (y.id, y.students, y.wrote, y.credit, y.points) == (
        "1.y",
        ("Ada@X.org",),
        None,
        0.5,
        None,
    )
    assert (y.reason, y.by, y.date) == (
        "The board said ln, not log2.",
        "Emmy Noether",
        "2026-11-29",
    )
    assert (y.line, y.place, f.line) == (2, 1, 9)
    assert (z.students, z.wrote, z.share_of(3)) == ((), "-inf", 0.5)
    assert (f.students, f.points) == (("0012", "alan@x.org"), 0.0)
    assert why.is_for_all
    assert not list(unfit_decisions(decisions_in(GOOD, "q"), QUIZ))


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_file_without_decisions_is_fine(text: str) -> None:
    assert decisions_in(text, "q").every == ()


def entry(**keys: str) -> str:
    """A decision in which nothing is wrong but for these keys; "" leaves one out."""
    given = {"step": "1.y", "student": "ada@x.org", "credit": "1", "reason": "so", **keys}
    return f"- {{{', '.join(f'{key}: {text}' for key, text in given.items() if text)}}}\n"


WRONG = [
    ("step: 1.y\n", "q:1: a list of decisions belongs here, each beginning with - step: 2b.loss"),
    ("- 1.y\n", "q:1: decision 1: a decision with keys belongs here, such as step: 2b.loss"),
    ("- step: 'x\n", "q:1: a quote is not closed"),
    (entry(step=""), "q:1: decision 1: it names no step; write step: 2b.loss"),
    (entry(step="y"), "q:1: decision 1.step: 'y' names no step; write question and step, 2b.loss"),
    (entry(student=""),
     "q:1: decision 1: say whom it is about: student: an e-mail, a student id or a submission's"
     " name, wrote: what was written, or student: everyone"),
    (entry(student="[]"),
     "q:1: decision 1.student: say whom it is about: student: an e-mail, a student id or a"
     " submission's name, wrote: what was written, or student: everyone"),
    (entry(student="ada@x"),
     "q:1: decision 1.student: 'ada@x' is no e-mail; write it as the roster has it, ada@x.org"),
    (entry(student="[ada@x.org, '']"),
     "q:1: decision 1.student: an e-mail, a student id or a submission's name belongs here"),
    (entry(student="[ada@x.org, everyone]"),
     "q:1: decision 1.student: everyone is the whole class; name nobody beside it"),
    (entry(wrote="[1, 2]"), "q:1: decision 1.wrote: one text belongs here; put it in quotes"),
    (entry(credit=""),
     "q:1: decision 1: it gives nothing; write credit: a share from 0 to 1, or points:"),
    (entry(points="1"), "q:1: decision 1: both credit and points stand here; keep one"),
    (entry(credit="2"),
     "q:1: decision 1.credit: 2 is no share from 0 to 1; for points write points: 2"),
    (entry(credit="-0.5"), "q:1: decision 1.credit: -0.5 is no share from 0 to 1"),
    (entry(credit="half"),
     "q:1: decision 1.credit: 'half' is no number; write a share from 0 to 1, such as 0.5"),
    (entry(credit="yes"),
     "q:1: decision 1.credit: 'yes' is no number; write a share from 0 to 1, such as 0.5"),
    (entry(credit=".nan"),
     "q:1: decision 1.credit: '.nan' is no number; write a share from 0 to 1, such as 0.5"),
    (entry(credit="", points="-1"),
     "q:1: decision 1.points: -1 is less than nothing; the least is 0"),
    (entry(reason=""),
     "q:1: decision 1: it has no reason, which the student reads; write reason: in a sentence"),
    (entry(reason="' '"),
     "q:1: decision 1: it has no reason, which the student reads; write reason: in a sentence"),
    (entry(date="29.11.2026"),
     "q:1: decision 1.date: '29.11.2026' is no date; write year, month and day, 2026-11-29"),
    (entry(date="2026-02-30"),
     "q:1: decision 1.date: '2026-02-30' is no date; write year, month and day, 2026-11-29"),
    (entry(date="2026-W01-1"),
     "q:1: decision 1.date: '2026-W01-1' is no date; write year, month and day, 2026-11-29"),
    (entry(date="20261129"),
     "q:1: decision 1.date: '20261129' is no date; write year, month and day, 2026-11-29"),
    (entry(reson="x"), "q:1: decision 1.reson: there is no such key; did you mean reason?"),
    (entry(colour="red"),
     "q:1: decision 1.colour: there is no such key (known: step, student, wrote, credit, points,"
     " reason, by, date)"),
    ("- step: 1.y\n  step: 1.z\n  wrote: 1\n  credit: 1\n  reason: so\n",
     "q:2: decision 1.step: the key stands twice; keep one"),
]  # fmt: skip


@pytest.mark.parametrize("text, message", WRONG, ids=lambda v: v[:40])
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(RubricErrors) as caught:
        decisions_in(text, "q")
    assert str(caught.value) == message


TWICE = "q:2: decision 2: the same of 1.y is decided in line 1 already; keep one of the two"
UNFIT = [
    (entry(step="1.yy"), "q:1: decision 1.step: question 1 has no step yy; did you mean y?"),
    (entry(step="2.y"), "q:1: decision 1.step: there is no question 2 (there are 1)"),
    (entry(credit="", points="2.5"),
     "q:1: decision 1.points: 2.5 is more than the step's 2 points"),
    (entry(step="1.how"),
     "q:1: decision 1.credit: the step is worth no points in the rubric; give it points there"
     " first"),
    (entry() + entry(student="ADA@x.org"), TWICE),
    (entry() + entry(student="[alan@x.org, ada@x.org]"), TWICE),
    (entry(student="", wrote="0.5") + entry(student="", wrote="'0.5 '"), TWICE),
    (entry(student="", wrote="0.5") + entry(student="everyone", wrote="1/2"), TWICE),
    (entry(wrote="0.5") + entry(wrote="0.50"), TWICE),
    (entry(student="12") + entry(student="0012"), TWICE),
]  # fmt: skip


@pytest.mark.parametrize("text, message", UNFIT, ids=lambda v: v[:60])
def test_what_does_not_go_with_the_rubric_is_told(text: str, message: str) -> None:
    found = decisions_in(text, "q")
    problems = [*unfit_decisions(found, QUIZ)] or [*equal_answers_twice(found, QUIZ)]
    assert "\n".join(map(str, problems)) == message


@pytest.mark.parametrize(
    "text",
    [
        entry() + entry(student="alan@x.org"),
        entry() + entry(wrote="1"),
        entry() + entry(step="1.z"),
        entry() + entry(student="", wrote="1"),
        entry(wrote="0.5") + entry(student="alan@x.org", wrote="1/2"),
        entry(step="1.f", wrote="x^2") + entry(step="1.f", wrote="x"),
    ],
)
def test_what_is_about_others_is_no_double(text: str) -> None:
    found = decisions_in(text, "q")
    assert [*unfit_decisions(found, QUIZ), *equal_answers_twice(found, QUIZ)] == []


def test_everything_is_told_at_once_in_the_order_of_the_lines() -> None:
    with pytest.raises(RubricErrors) as caught:
        decisions_in(entry(credit="7") + entry(date="x", reason=""), "q")
    assert [problem.line for problem in caught.value.problems] == [1, 2, 2]


def test_lint_looks_at_the_decisions_of_a_rubric_and_takes_either_name(tmp_path: Path) -> None:
    (tmp_path / "quiz.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "quiz.overrides.yaml").write_text(entry(step="1.zz"), encoding="utf-8")
    for name in ("quiz.yaml", "quiz.overrides.yaml"):
        done = run_grader("lint", name, cwd=tmp_path)
        assert done.returncode == 1
        assert "quiz.overrides.yaml:1: decision 1.step: question 1 has no step zz" in done.stdout
        assert "quiz.yaml: 1 error" in done.stdout
    bundled = run_grader("bundle", "quiz.yaml", cwd=tmp_path)
    assert bundled.returncode == 2
    graded = run_grader("grade", ".", "-r", "quiz.yaml", "-o", "../out", cwd=tmp_path)
    assert (graded.returncode, "no step zz" in graded.stderr) == (2, True)


def test_a_lone_file_belongs_to_the_one_rubric_beside_it(tmp_path: Path) -> None:
    rubric, lone = tmp_path / "quiz.yaml", tmp_path / "overrides.yaml"
    rubric.write_text(RUBRIC, encoding="utf-8")
    assert decisions_path(rubric) is None
    lone.write_text(entry(), encoding="utf-8")
    assert decisions_path(rubric) == lone
    other = tmp_path / "other.yaml"
    other.write_text(RUBRIC, encoding="utf-8")
    with pytest.raises(RubricError, match=r"other\.yaml lie beside it.*call it .*quiz\.overrides"):
        decisions_path(rubric)
    other.unlink()
    own = tmp_path / "quiz.overrides.yaml"
    own.write_text(entry(), encoding="utf-8")
    with pytest.raises(RubricError, match=r"both hold decisions; put them into quiz\.overrides"):
        decisions_path(rubric)
    lone.unlink()
    assert decisions_path(rubric) == own


def test_decisions_are_no_rubric_to_grade_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rubrics").mkdir()
    for name in ("quiz.yaml", "quiz.overrides.yaml"):
        (tmp_path / "rubrics" / name).write_text("title: x\n", encoding="utf-8")
    monkeypatch.setattr(autograde, "PROJECT", tmp_path)
    monkeypatch.delenv("GRADER_RUBRIC", raising=False)
    assert autograde.rubric_path().name == "quiz.yaml"


def test_the_build_fails_on_decisions_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quiz.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "quiz.overrides.yaml").write_text(entry(credit="7"), encoding="utf-8")
    monkeypatch.setenv("GRADER_RUBRIC", str(tmp_path / "quiz.yaml"))
    monkeypatch.setattr("grader.gradescope.checked_rubrics.CHECKED", tmp_path / "checked")
    assert autograde.check() == 1
    assert "7 is no share from 0 to 1" in capsys.readouterr().err


SAME = [
    ("Ada@X.org", Student(email=" ada@x.ORG ")),
    ("12", Student(sid="0012")),
    ("0012", Student(sid="12", email="ada@x.org")),
]


@pytest.mark.parametrize("salt", ["", "ab" * 16])
@pytest.mark.parametrize("named, student", SAME)
def test_a_student_is_found_however_an_address_is_spelled(
    named: str, student: Student, salt: str
) -> None:
    plain = decisions_in(entry(student=named), "q")
    hashed = Decisions(every=plain.every, salt=salt)
    keys = hashed.keys([Student(email="alan@x.org"), student])
    assert hashed.key(named) in keys
    assert hashed.key("emmy@x.org") not in keys


def test_the_decisions_of_the_manual_go_with_the_homework() -> None:
    manual = (PROJECT / "docs" / "class.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"^```yaml\n(- step.*?)^```$", manual, flags=re.MULTILINE | re.DOTALL)
    found = decisions_in(text, "class.md")
    assert len(found.every) == 3
    assert list(unfit_decisions(found, load_assignment(RUBRICS / "hw3.yaml"))) == []


def test_the_schema_knows_the_keys_that_are_read() -> None:
    done = run_grader("schema", "--overrides")
    assert json.loads(done.stdout)["items"]["properties"].keys() == set(KEYS)
