"""`grader left`: what is left to people is listed, and decided on from the keyboard."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grader.cohort import Graded, StepRow, compared, left_answers, needs
from grader.commands.left import left as command
from grader.commands.left_dialogue import Given, decision_about, given_in
from grader.commands.overrides_file import OverridesFile, entry_text, overrides_file
from grader.commands.terminal import terminal
from grader.errors import UsageError
from grader.model import Verdict
from grader.rubric import Decision, Decisions, Student, decisions_in
from tests.decisions.a_quiz import QUIZ, course
from tests.project import run_grader

NAME = "quiz.overrides.yaml"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = course(tmp_path_factory.mktemp("course"))
    grade(made)
    return made


@pytest.fixture
def home(graded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded, tmp_path / "home"))


def grade(home: Path) -> None:
    done = run_grader("grade", "class", "-r", "quiz.yaml", "-o", "out", "-j", "1", cwd=home)
    assert done.returncode == 0, done.stderr


def left(home: Path, *typed: str, status: int = 0) -> str:
    """What the command prints, with decisions typed in where some are."""
    more = ("--decide", "--by", "Emmy Noether") if typed else ()
    text = "".join(f"{line}\n" for line in typed)
    done = run_grader("left", "out", *more, cwd=home, typed=text)
    assert (done.returncode, done.stderr) == (status, "")
    return done.stdout


def decisions(home: Path) -> list[tuple[object, ...]]:
    text = (home / NAME).read_text(encoding="utf-8")
    every = decisions_in(text, NAME).every
    assert all(one.by == "Emmy Noether" and date.fromisoformat(one.date) for one in every)
    return [(d.id, d.students, d.wrote, d.credit, d.points, d.reason) for d in every]


def test_equal_answers_are_listed_together(home: Path) -> None:
    said = left(home)
    assert re.search(r"1\.z +unreadable +2 +5,5 +line 3 +cleo, dan", said)
    assert re.search(r"1\.why +review +2 +It is small\. +line \d +ana, ben", said)
    assert "7 steps left to people, 5 different answers" in said
    assert not (home / NAME).exists()


def test_decisions_are_taken_for_all_who_wrote_the_same_or_for_one(home: Path) -> None:
    said = left(home, "s", "3", "a comma is a slip of the pen", "y", "50%", "=", "n", "q")
    assert "For all 2 who wrote this (y), or for cleo alone (n)?" in said
    assert f"{NAME}: 2 decisions written" in said
    assert decisions(home) == [
        ("1.z", (), "5,5", None, 3.0, "a comma is a slip of the pen"),
        ("1.why", ("ana",), "It is small.", 0.5, None, "a comma is a slip of the pen"),
    ]
    assert "4 steps left to people, 4 different answers" in left(home)  # decided, not yet graded
    grade(home)
    assert "4 steps left to people, 4 different answers" in left(home)
    assert run_grader("lint", "quiz.yaml", cwd=home).returncode == 0


def row(read: str, verdict: Verdict, step: str = "y") -> StepRow:
    return StepRow(
        question="1",
        step=step,
        label=step,
        points=2,
        verdict=verdict,
        credit=0,
        earned=0,
        read=read,
    )


def class_of(*rows: StepRow) -> list[Graded]:
    """Submissions of one student each, with a row each."""
    return [
        Graded(name=f"s{n}", results="", students=(Student(email=f"s{n}@x.org"),), steps=(one,))
        for n, one in enumerate(rows)
    ]


LEFT = [
    (("5,5", "5,5"), (), "5,5"),
    (("5,5",), ("s0@x.org",), "5,5"),
    (("", ""), ("s0@x.org",), None),
    (("1 " * 500, "1 " * 500), ("s0@x.org",), None),
]


@pytest.mark.parametrize("texts, students, wrote", LEFT, ids=lambda v: str(v)[:20])
def test_a_decision_is_about_all_who_wrote_it_where_the_text_says_it_all(
    texts: tuple[str, ...], students: tuple[str, ...], wrote: str | None
) -> None:
    graded = class_of(*(row(text, Verdict.UNREADABLE) for text in texts))
    first = next(left_answers(QUIZ, graded, Decisions()))
    made = decision_about(first)
    assert (made.students, made.wrote) == (students, wrote)


def test_those_who_wrote_the_same_and_are_marked_are_not_touched() -> None:
    rows = [row("7", Verdict.REVIEW), row("7.0", Verdict.REVIEW), row("14/2", Verdict.FOLLOWS)]
    (found,) = left_answers(QUIZ, class_of(*rows), Decisions())
    assert (len(found.rows), found.others) == (2, 1)
    assert decision_about(found).students == ("s0@x.org", "s1@x.org")
    first, rest = found.split()
    assert (decision_about(first).students, first.others) == (("s0@x.org",), 2)
    assert (decision_about(rest).students, rest.others) == (("s1@x.org",), 2)


def test_what_is_decided_on_asks_for_nobody_any_more() -> None:
    (open_, done) = class_of(
        row("", Verdict.REVIEW, "why"), replace(row("", Verdict.REVIEW, "why"), decision="so")
    )
    assert needs(open_)["review"] == 1
    assert not any(needs(done).values())
    assert [one.submissions for one in left_answers(QUIZ, [open_, done], Decisions())] == [(open_,)]
    assert compared([open_], [replace(done, name="s0")]).changes[0].steps[0].is_decided


def test_after_one_alone_was_decided_the_way_back_leads_to_the_others(home: Path) -> None:
    left(home, "s", "3", "so", "n", "s", "b", "b", "2", "no, so", "q")
    assert decisions(home) == [("1.z", ("cleo",), "5,5", None, 2.0, "no, so")]


def test_who_goes_back_takes_back(home: Path) -> None:
    left(home, "1", "first thought", "b", "2", "b", "1.5", "second thought", "q")
    assert decisions(home) == [("1.y", ("dan",), "0,4", None, 1.5, "second thought")]


@pytest.mark.parametrize(
    "typed, words",
    [
        ("half", "half is neither points, such as 1.5, nor a share, such as 50%"),
        ("7", "7 is more than the step's 2 points"),
        ("120%", "120% is more than all"),
        ("-1", "-1 is neither points"),
    ],
)
def test_what_cannot_be_given_is_told_and_asked_again(home: Path, typed: str, words: str) -> None:
    said = left(home, typed, "1", "", "so", "q")
    assert words in said
    assert "the student is told the reason" in said
    assert decisions(home) == [("1.y", ("dan",), "0,4", None, 1.0, "so")]


def test_the_end_of_what_is_typed_loses_nothing(home: Path) -> None:
    left(home, "1", "so", "2")
    assert len(decisions(home)) == 1


def test_ctrl_c_loses_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["1", "so", "2"])

    def typing() -> str:
        for text in typed:
            return text
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", typing)
    rubric = str(home / "quiz.yaml")
    assert command(home / "out", rubric, "Emmy Noether", True, terminal()) == 130
    assert decisions(home) == [("1.y", ("dan",), "0,4", None, 1.0, "so")]


def test_a_rubric_that_is_elsewhere_has_to_be_named(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    done = run_grader("left", "../home/out", "--decide", cwd=other, typed="q\n")
    assert done.returncode == 2
    said = "quiz.yaml, by which ../home/out was graded, is not here; name it with --rubric"
    assert said in done.stderr
    arguments = ("left", "../home/out", "--decide", "-r", "../home/quiz.yaml")
    done = run_grader(*arguments, cwd=other, typed="1\nso\nq\n")
    assert done.returncode == 0, done.stderr
    assert (home / NAME).is_file()


def test_what_was_not_graded_is_told(home: Path) -> None:
    lines = (home / "out" / "graded.jsonl").read_text().splitlines()
    broken = [re.sub(r'"trouble": ""', '"trouble": "it broke"', line) for line in lines[:1]]
    (home / "out" / "graded.jsonl").write_text("\n".join([*broken, *lines[1:], ""]))
    assert "ana: not graded: it broke" in left(home)


GIVEN = [
    ("2", Given(points=2)),
    ("1,5", Given(points=1.5)),
    ("0", Given(points=0)),
    ("50%", Given(credit=0.5)),
    ("100 %", Given(credit=1)),
]


@pytest.mark.parametrize("text, given", GIVEN)
def test_points_and_shares_as_people_type_them(text: str, given: Given) -> None:
    assert given_in(text, 2) == given


DECISION = Decision(
    question="1", step="y", students=("ada@x.org",), wrote="0.50", points=2, reason="so",
    by="Emmy Noether", date="2026-11-29",
)  # fmt: skip
STANDING = [
    "",
    "# begun\n",
    "# begun\n\n- {step: 1.z, wrote: 1, credit: 1, reason: so}   # a flow\n\n# the end\n",
    "- step: 1.z\n  wrote: 1\n  credit: 1\n  reason: so",
    "  - step: 1.z\n    wrote: 1\n    credit: 1\n    reason: so\n  # indented\n",
    "- step: 1.z\r\n  wrote: 1\r\n  credit: 1\r\n  reason: so\r\n",
    "- step: 1.why\n  wrote: |\n    It is\n      small.\n\n  credit: 1\n  reason: so\n",
    "\ufeff- step: 1.z\n  wrote: é\n  credit: 1\n  reason: so\n",
]


@pytest.mark.parametrize("text", STANDING)
def test_what_stands_there_stays_and_is_added_to(text: str, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(text.encode("utf-8"))
    path.chmod(0o640)
    file = overrides_file(tmp_path / "quiz.yaml", QUIZ)
    file.add(DECISION)
    made = path.read_bytes().decode("utf-8")
    assert made.startswith(text) or not text.strip()
    last = decisions_in(made, NAME).every[-1]
    assert (last.wrote, last.students, last.points, last.date) == (
        "0.50", ("ada@x.org",), 2.0, "2026-11-29",
    )  # fmt: skip
    assert ("\r\n" in made) is ("\r\n" in text)
    assert "\n" not in made.replace("\r\n", "") or "\r\n" not in text
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == [NAME]
    assert file.take_back()
    assert path.read_bytes() == text.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "[]\n",
        "[{step: 1.z, wrote: 1, credit: 1, reason: so}]\n",
        "- {step: 1.z, wrote: 1, credit: 1, reason: so}\n...\n",
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be added to"):
        overrides_file(tmp_path / "quiz.yaml", QUIZ).add(DECISION)
    assert path.read_text(encoding="utf-8") == text


def test_what_was_changed_meanwhile_is_not_taken_back(tmp_path: Path) -> None:
    file = OverridesFile(path=tmp_path / NAME, assignment=QUIZ)
    file.add(DECISION)
    with open(file.path, "a", encoding="utf-8") as other:
        other.write("# mine\n")
    assert not file.take_back()
    assert file.path.read_text(encoding="utf-8").endswith("# mine\n")


def test_a_file_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("# mine\n", encoding="utf-8")
    link = tmp_path / NAME
    link.symlink_to("real.yaml")
    OverridesFile(path=link, assignment=QUIZ).add(DECISION)
    assert link.is_symlink()
    assert "1.y" in (tmp_path / "real.yaml").read_text(encoding="utf-8")


WRITTEN = ["-inf", "1e-3", "012", "no", "null", "- x", "a: b", "# c", "'", '"', "x\ny", " x",
           "x \n\n y\n", "\t", "{1, 2}", "[1]", "α → β", "\x85 \u2028", "2026-11-29",
           "~", "1:30"]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_what_was_written_is_read_again_as_it_was(text: str) -> None:
    made = entry_text(Decision(question="1", step="y", wrote=text, reason="so", credit=1.0))
    (read,) = decisions_in(made, NAME).every
    assert read.wrote == text.strip()


def test_a_file_that_could_not_be_read_is_one_line_and_no_question_for_each_step(
    tmp_path: Path,
) -> None:
    made = course(tmp_path)
    (made / "class" / "eve").mkdir()
    (made / "class" / "eve" / "work.pdf").write_bytes(b"%PDF-1.7\n% cut off")
    (made / "class" / "fay").mkdir()
    (made / "class" / "fay" / "work.md").write_text("# 1\n\nz = 0.5\n")
    (made / "class" / "gil").mkdir()
    (made / "class" / "gil" / "work.md").write_text("# 1\n\nz = 0.5\n")
    graded = run_grader("grade", "class", "-r", "quiz.yaml", "-o", "out", "-j", "1", cwd=made)
    assert "8 texts for people to read in 6 submissions: grader left out" in graded.stdout
    assert re.search(r"eve +\d steps that could not be read", graded.stdout)
    assert not re.search(r"^ +ana ", graded.stdout, re.MULTILINE)
    said = left(made)
    assert re.search(r"^eve: \d steps may stand in what could not be read: .*work\.pdf", said, re.M)
    assert len(re.findall(r"\beve\b", said)) == 1
    assert re.search(r"1\.why +review +2 +\(not found in the sheet\) +fay, gil", said)
    asked = left(made, "q")
    assert "eve" not in asked.split("could not be read")[-1].partition("\n")[2]
