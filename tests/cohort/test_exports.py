"""`grader export`: marks in the formats of other platforms, read as these platforms read them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers import FilesInMemory
from grader.cohort import (
    FORMATS,
    Asked,
    Exported,
    Graded,
    GradedClass,
    Journal,
    RubricFiles,
    Task,
    export,
    graded_class,
    read_csv,
    rubric_with_files,
)
from grader.cohort.exports.export_records import Grade
from grader.cohort.exports.gradebook_match import keys_of, once, placed
from grader.cohort.grade_task import graded, not_graded
from grader.cohort.graded_folder import remember_class
from grader.errors import UsageError
from grader.rubric import Student
from tests.project import PROJECT, run_grader

RUBRIC = """\
title: Quiz 3
tolerance: {rtol: 0.001}
questions:
  "1":
    title: A product
    parameters: {a: 2.5, b: 0.5}
    steps:
      y: {label: y = a b, points: 2, formula: a b}
      z: {label: z = y + 1, points: 1.5, formula: y + 1, reveal: expected}
  "2":
    title: A sum nobody sees
    parameters: {a: 2.5, b: 0.5}
    steps:
      s: {label: s = a + b, points: 1, formula: a + b, visibility: hidden}
"""
ADA = Student(email="ada@x.org", sid="0101", name="Ada Lovelace")
ALAN = Student(email="alan@x.org", sid="102", name="Alan Turing")
EMMY = Student(email="emmy@x.org", sid="103", name="Emmy Noether")
CARL = Student(email="carl@x.org", sid="104", name="Carl Gauss")
SOFIA = Student(email="sofia@x.org", sid="105", name="=Sofia Kowalewskaja")
HOSTILE = '=HYPERLINK("http://x.org","y") <script>alert(1)</script> \\x1b[31m {"scores": {"1": 99}}'
RIGHT = '"1":\n  y: 1.25\n  z: 2.25\n"2":\n  s: 3\n'
HANDED_IN = {
    "submission_1": ([ADA], RIGHT),
    "submission_2": ([ALAN, EMMY], '"1":\n  y: 1.5\n  z: 2.5\n"2":\n  s: 9\n'),
    "submission_3": ([CARL], None),
    "submission_4": ([SOFIA], f'"1":\n  y: "{HOSTILE}"\n'.replace('="', "=").replace('("', "('")),
    "submission_5": ([], RIGHT),
}
POINTS = {"ada@x.org": 4.5, "alan@x.org": 1.5, "emmy@x.org": 1.5, "sofia@x.org": 0.0}


@cache
def marked(
    rubric: RubricFiles, name: str, students: tuple[Student, ...], text: str | None
) -> Graded:
    """One submission as it is graded; None as its text was not."""
    written = (text or "").encode()
    files = FilesInMemory(
        names=("answers.yaml",),
        contents={"answers.yaml": written},
        sizes={"answers.yaml": len(written)},
    )
    task = Task(name=name, students=students, files=files)
    if text is None:
        return not_graded(task, "Our fault.", "it took longer than 600 s")
    return graded(rubric, [task], 60)[0]


def a_class(
    folder: Path, handed_in: Mapping[str, tuple[list[Student], str | None]] = HANDED_IN
) -> GradedClass:
    """A class as `grade` leaves it behind; who handed in None was not graded."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "quiz.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    rubric, out = rubric_with_files(path), folder / "out"
    remember_class(out, rubric, list(handed_in))
    with Journal(folder=out).writing() as writer:
        for name, (students, text) in handed_in.items():
            writer.write("", marked(rubric, name, tuple(students), text))
    return graded_class(out)


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def made(folder: Path, name: str, **asked: object) -> Exported:
    return export(name, Asked(done=a_class(folder), **asked))  # type: ignore[arg-type]


# What holds of every format.


def texts(path: Path) -> dict[str, str]:
    """What was written, by the submission; a table has all of it under ""."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {f.stem if path.is_dir() else "": f.read_text(encoding="utf-8") for f in files}


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_not_graded_has_no_points_and_is_told(tmp_path: Path, name: str) -> None:
    done = made(tmp_path, name)
    assert "Carl Gauss (submission_3): not graded: it took longer than 600 s" in done.missing
    written = texts(done.path)
    own = written.get("submission_3", "")
    table = [line for line in written.get("", "").splitlines() if re.search("carl@|_3", line)]
    assert not re.search(r"(?<![\w\"])\d", own.replace("Our fault.", ""))
    assert all(re.fullmatch(r"submission_3,+it took longer than 600 s", line) for line in table)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_graded_yet_is_told(tmp_path: Path, name: str) -> None:
    done = a_class(tmp_path)
    remember_class(done.folder, rubric_with_files(tmp_path / "quiz.yaml"), [*done.names, "late"])
    made = export(name, Asked(done=graded_class(done.folder)))
    assert "late: not graded yet; grade again to go on" in made.missing


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_of_a_student_does_anything(tmp_path: Path, name: str) -> None:
    """Neither as a formula of a spreadsheet, nor as an order to a terminal."""
    for text in texts(made(tmp_path, name).path).values():
        assert not re.search(r"(^|,)\"?[=@]", text, re.MULTILINE)
        assert "\x1b" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_what_the_rubric_hides(tmp_path: Path, name: str) -> None:
    for text in texts(made(tmp_path, name).path).values():
        assert "s = a + b" not in text
        assert "Expected" not in text


@cache
def help_of(command: str) -> str:
    return run_grader(command, "--help").stdout


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_explained_and_named_in_the_help(name: str) -> None:
    page = (PROJECT / "docs" / "platforms.md").read_text(encoding="utf-8")
    assert f"`--format {name}`" in page
    assert name in help_of("export")
    assert name in help_of("grade")


# Canvas.


def as_canvas_reads(table: list[list[str]], column: str) -> dict[str, str]:
    """The rules of its importer: the first row, then rows by login; "Points Possible" is no one."""
    head = table[0]
    assert "Student" in head[0]
    assert head[1] == "ID"
    assert re.match(r"SIS\s+User\s+ID", head[2])
    assert re.match(r"SIS\s+Login\s+ID", head[3])
    assert "Section" in head[4]
    students = [row for row in table[1:] if "Points Possible" not in row[0]]
    assert all(len(row) == len(head) for row in table)
    return {row[3]: row[head.index(column)] for row in students if any(row[1:4])}


def test_a_new_table_is_what_canvas_imports(tmp_path: Path) -> None:
    done = made(tmp_path, "canvas")
    table = rows(done.path)
    assert as_canvas_reads(table, "Quiz 3") == {
        "ada@x.org": "4.5", "alan@x.org": "1.5", "emmy@x.org": "1.5", "sofia@x.org": "0",
    }  # fmt: skip
    assert table[1] == ["    Points Possible", "", "", "", "", "4.5"]
    assert "submission_5: nothing says whose it is" in done.missing
    assert table[-1][0] == "'=Sofia Kowalewskaja"


GRADEBOOK = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Quiz 2 (31),Quiz 3 (32),Final Score (2026)
,,,,,,,Manual Posting,
    Points Possible,,,,,,5,10,(read only)
"Lovelace, Ada",7001,101,adal,A,=odd,4,,80
"Turing, Alan",7002,,Alan@X.org,A,,5,2,81
"Noether, Emmy",7003,103,emmyn,B,,EX,EX,82
"Gauss, Carl",7004,104,carl@x.org,B,,1,3,83
"Hopper, Grace",7005,105x,grace@x.org,B,,1,,84
"Student, Test",9999,,test,A,,,,
"""


def gradebook(folder: Path, text: str = GRADEBOOK, encoding: str = "utf-8") -> Path:
    path = folder / "exported.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_gradebook_of_canvas_is_filled_in_and_else_stays(tmp_path: Path) -> None:
    path = gradebook(tmp_path)
    done = made(tmp_path, "canvas", gradebook=read_csv(path, ""))
    before, after = rows(path), rows(done.path)
    place = before[0].index("Quiz 3 (32)")
    changed = {
        (old[1], new[place])
        for old, new in zip(before, after, strict=True)
        if old != new and (old[:place], old[place + 1 :]) == (new[:place], new[place + 1 :])
    }
    assert changed == {("7001", "4.5"), ("7002", "1.5")}
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 2
    assert done.told == [
        "filled in: Quiz 3 (32)",
        "2 rows of the gradebook without a grade here: Gauss, Carl; Hopper, Grace",
        "Alan Turing (submission_2): 1.5 in place of 2",
        "Emmy Noether (submission_2): stays EX, as the gradebook has it",
        "Canvas has 10 points possible, the rubric 4.5",
    ]
    assert set(done.missing) == {
        "Carl Gauss (submission_3): not graded: it took longer than 600 s",
        "=Sofia Kowalewskaja (submission_4): not in the gradebook (105, sofia@x.org)",
        "submission_5: nothing says whose it is",
    }


COLUMNS = [
    ("", GRADEBOOK.replace("Quiz 3 (32)", "quiz 3 (32)"), "quiz 3 (32)"),
    ("Quiz 2", GRADEBOOK, "Quiz 2 (31)"),
    ("quiz 2 (31)", GRADEBOOK, "Quiz 2 (31)"),
    ("", GRADEBOOK.replace("Quiz 2 (31)", "Quiz 2").replace("Quiz 3", "Third"), "Third (32)"),
    ("", GRADEBOOK.replace("Quiz 3", "Third"), None),
    ("Quiz 4", GRADEBOOK, None),
    ("Final Score", GRADEBOOK, None),
    ("Quiz 4", GRADEBOOK.replace("Quiz 2 (31)", "Quiz 2"), None),
    ("", GRADEBOOK.replace("Quiz 2", "Quiz 3"), None),
]


@pytest.mark.parametrize("column, text, meant", COLUMNS)
def test_the_column_is_the_one_that_can_be_meant(
    tmp_path: Path, column: str, text: str, meant: str | None
) -> None:
    book = read_csv(gradebook(tmp_path, text), "")
    if meant is None:
        with pytest.raises(UsageError, match=r"it has .*Third|it has (Quiz 2.*)?Quiz 3"):
            made(tmp_path, "canvas", gradebook=book, column=column)
    else:
        assert made(tmp_path, "canvas", gradebook=book, column=column).told[0] == (
            f"filled in: {meant}"
        )


AMBIGUOUS = [
    ('"Turing, Alan",7002,,Alan@X.org', '"Turing, Alan",7002,,ada@x.org',
     "Ada Lovelace (submission_1): may be rows 4 and 5 of the gradebook; neither is filled in"),
    ("7003,103,emmyn", "7003,102,emmyn",
     "Alan Turing (submission_2): may be rows 5 and 6 of the gradebook; neither is filled in"),
]  # fmt: skip


@pytest.mark.parametrize("old, new, said", AMBIGUOUS)
def test_nobody_gets_a_grade_that_may_be_anothers(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in GRADEBOOK
    book = read_csv(gradebook(tmp_path, GRADEBOOK.replace(old, new)), "")
    done = made(tmp_path, "canvas", gradebook=book)
    assert said in done.missing
    changed = [new for old, new in zip(book.rows, rows(done.path), strict=True) if list(old) != new]
    names = {row[0] for row in changed}
    assert names <= {"Lovelace, Ada", "Turing, Alan", "Noether, Emmy"}
    assert said.split()[1] not in "".join(sorted(names))


def test_two_students_of_one_row_are_left_to_a_person(tmp_path: Path) -> None:
    """Whom a spreadsheet gave the same student id by mistake."""
    people = {"one": ([ADA], RIGHT), "two": ([Student(sid="7", email="alan@x.org")], RIGHT)}
    text = GRADEBOOK.replace("101,adal", "101,alan@x.org").replace("Alan@X.org", "turing")
    book = read_csv(gradebook(tmp_path, text), "")
    done = export("canvas", Asked(done=a_class(tmp_path, people), gradebook=book))
    assert list(done.missing) == [
        "Ada Lovelace (one), alan@x.org (two): all of them are row 4 of the gradebook; none is in"
    ]
    assert rows(done.path)[3] == book.rows[3]


def test_two_submissions_of_one_student_are_left_to_a_person(tmp_path: Path) -> None:
    twice = {"one": ([ADA], RIGHT), "two": ([Student(email="ADA@x.org")], '"1":\n  y: 1\n')}
    done = a_class(tmp_path, twice)
    for name in ("canvas", "moodle"):
        made = export(name, Asked(done=done))
        assert [row for row in rows(made.path) if "Ada Lovelace" in row] == []
        assert [line.split("; ")[-1] for line in made.missing] == ["none is in", "none is in"]
    made = export("canvas", Asked(done=done, gradebook=read_csv(gradebook(tmp_path), "")))
    assert len(made.missing) == 2
    assert rows(made.path)[3][7] == ""


def test_files_that_canvas_named_are_known_by_its_number(tmp_path: Path) -> None:
    named = {
        "lovelaceada_7001_99_answers.yaml": ([], RIGHT),
        "turingalan_LATE_7002_98_answers_1_2_3.yaml": ([], '"1":\n  y: 1.25\n'),
        "hw_7003_answers.yaml": ([], RIGHT),
    }
    done = a_class(tmp_path, named)
    filled = export("canvas", Asked(done=done, gradebook=read_csv(gradebook(tmp_path), "")))
    assert [row[7] for row in rows(filled.path)[3:6]] == ["4.5", "2", "EX"]
    assert list(filled.missing) == ["hw_7003_answers.yaml: nothing says whose it is"]
    new = rows(export("canvas", Asked(done=done)).path)
    assert [(row[1], row[5]) for row in new[2:]] == [("7001", "4.5"), ("7002", "2")]


def test_a_login_of_canvas_may_be_the_student_id(tmp_path: Path) -> None:
    text = GRADEBOOK.replace("7001,101,adal", "7001,,0101")
    done = made(tmp_path, "canvas", gradebook=read_csv(gradebook(tmp_path, text), ""))
    assert rows(done.path)[3][7] == "4.5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_gradebook_is_written_as_it_was(tmp_path: Path, encoding: str) -> None:
    """The same delimiter, ends of lines and, where it can hold a σ, the same encoding."""
    text = GRADEBOOK.replace("Hopper", "Höpper").replace("\n", "\r\n")
    text = "\r\n".join(";".join(row) for row in csv.reader(io.StringIO(text)))
    path = gradebook(tmp_path, text, encoding)
    done = made(tmp_path, "canvas", gradebook=read_csv(path, ""))
    again = "utf-8-sig" if encoding == "cp1252" else encoding
    written = done.path.read_bytes().decode(again)
    assert written.count("\r\n") == text.count("\r\n") + 1
    assert "Höpper, Grace;7005" in written
    assert (done.path.read_bytes()[:2] == path.read_bytes()[:2]) == (encoding == again)


def test_a_title_that_ends_in_a_number_is_told(tmp_path: Path) -> None:
    told = made(tmp_path, "canvas", column="Quiz (3)").told
    assert "Canvas takes the number in 'Quiz (3)' for that of an assignment" in told[0]


# Moodle.

WORKSHEET = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 11,Ada Lovelace,,ada@x.org,Submitted for grading,,4.00,Yes,-,-,
Participant 12,Alan Turing,102,,Submitted for grading,1.00,4.00,No,-,-,Well begun
Participant 13,Grace Hopper,110,grace@x.org,No submission,,4.00,Yes,-,-,
"""


def test_a_table_for_moodles_import_has_points_questions_and_feedback(tmp_path: Path) -> None:
    done = made(tmp_path, "moodle")
    head, *students = rows(done.path)
    assert head == ["Full name", "ID number", "Email address", "Quiz 3", "Quiz 3 (feedback)",
                    "Quiz 3: 1", "Quiz 3: 2"]  # fmt: skip
    assert {row[2]: float(row[3]) for row in students} == POINTS
    assert {row[2]: (row[5], row[6]) for row in students}["alan@x.org"] == ("1.5", "0")
    assert "submission_5: nothing says whose it is" in done.missing
    assert all("<script" not in row[4] for row in students)


def test_feedback_is_no_formula_whatever_it_begins_with(tmp_path: Path) -> None:
    done = a_class(tmp_path, {"one": ([ADA], RIGHT)})
    path = done.results_of("one")
    path.write_text(path.read_text(encoding="utf-8").replace("Read from", "=1+1", 1))
    assert rows(export("moodle", Asked(done=done)).path)[1][4].startswith("'=1+1")


def test_a_student_whom_moodle_would_stop_at_is_told(tmp_path: Path) -> None:
    people = {"one": ([ADA], RIGHT), "two": ([Student(sid="7")], RIGHT)}
    told = export("moodle", Asked(done=a_class(tmp_path, people))).told
    assert told == ["1 without Email address: Moodle stops at such a row, so map the other"]


def test_a_grading_worksheet_is_filled_in(tmp_path: Path) -> None:
    book = read_csv(gradebook(tmp_path, WORKSHEET), "")
    done = made(tmp_path, "moodle", gradebook=book)
    before, after = rows(book.path), rows(done.path)
    assert [row[5] for row in after[1:]] == ["4.5", "1.5", ""]
    assert after[1][10].startswith("Read from answers.yaml.<br>")
    assert after[2][10] == "Well begun"
    assert after[3] == before[3]
    assert [row[:5] + row[6:10] for row in after] == [row[:5] + row[6:10] for row in before]
    assert done.told == [
        "1 row of the gradebook without a grade here: Grace Hopper",
        "Ada Lovelace (submission_1): Moodle takes no 4.5, but 4.00 at most",
        "Alan Turing (submission_2): 1.5 in place of 1.00",
        "Alan Turing (submission_2): Moodle says that this grade cannot be changed",
        "Alan Turing (submission_2): has a comment already, which stays",
    ]


def test_folders_that_moodle_named_are_known_by_the_participant(tmp_path: Path) -> None:
    named = {
        "Ada Lovelace_11_assignsubmission_file": ([Student(email="grace@x.org")], RIGHT),
        "Alan_Turing_12_assignsubmission_onlinetext": ([], '"1":\n  y: 1.25\n'),
    }
    book = read_csv(gradebook(tmp_path, WORKSHEET), "")
    done = export("moodle", Asked(done=a_class(tmp_path, named), gradebook=book))
    assert [row[5] for row in rows(done.path)[1:]] == ["4.5", "2", ""]
    assert done.missing == ()


REFUSED = [
    ("canvas", WORKSHEET, "", "is no gradebook of Canvas: its first row has no columns ID and"),
    ("moodle", GRADEBOOK, "", "is no grading worksheet of Moodle: its first row has no columns"),
    ("moodle", WORKSHEET, "x", "a grading worksheet has its column Grade; leave out --column"),
    ("otter", GRADEBOOK, "", "otter has no gradebook; leave out --gradebook and --column"),
    ("autolab", None, "x", "autolab has no gradebook; leave out --gradebook and --column"),
    ("canvass", None, "", "there is no format canvass; did you mean canvas? there are canvas, moo"),
]


@pytest.mark.parametrize("name, text, column, said", REFUSED)
def test_what_a_format_cannot_use_is_refused(
    tmp_path: Path, name: str, text: str | None, column: str, said: str
) -> None:
    book = None if text is None else read_csv(gradebook(tmp_path, text), "")
    with pytest.raises(UsageError) as refused:
        made(tmp_path, name, gradebook=book, column=column)
    assert said in str(refused.value)


# PrairieLearn, Autolab and Otter-Grader.


def test_results_are_those_of_an_external_grader(tmp_path: Path) -> None:
    folder = made(tmp_path, "prairielearn").path
    results = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}
    assert results["submission_3"] == {
        "gradable": False, "format_errors": ["Our fault."], "message": "Our fault.",
    }  # fmt: skip
    ada, alan = results["submission_1"], results["submission_2"]
    assert (ada["gradable"], ada["score"]) == (True, 1.0)
    assert alan["score"] == pytest.approx(1.5 / 4.5)
    assert [(t["points"], t["max_points"]) for t in alan["tests"]] == [(0.0, 2.0), (1.5, 1.5)]
    for one in (*ada["tests"], *alan["tests"]):
        assert set(one) == {"name", "points", "max_points", "output"}
        assert "`" not in one["output"]
    assert "<script>" in results["submission_4"]["tests"][0]["output"]  # PrairieLearn escapes it


def test_results_are_never_larger_than_prairielearn_takes(tmp_path: Path) -> None:
    done = a_class(tmp_path, {"one": ([ADA], RIGHT)})
    path = done.results_of("one")
    results = json.loads(path.read_text(encoding="utf-8"))
    row = {**results["tests"][0], "output": "𝑥\n" * 20_000}
    path.write_text(json.dumps({**results, "output": '"\n' * 40_000, "tests": [row] * 20}))
    made = export("prairielearn", Asked(done=done))
    assert 300_000 < (made.path / "one.json").stat().st_size < 1_000_000


def as_autolab_reads(output: str) -> dict[str, float | None]:
    """Its parseAutoresult: the last line, in which words before a colon are put in quotes."""
    last = output.rstrip().splitlines()[-1]
    scores: dict[str, float | None] = json.loads(re.sub(r"([a-zA-Z0-9]+):", r'"\1":', last))[
        "scores"
    ]
    return scores


def test_the_last_line_is_the_autoresult_whatever_a_student_wrote(tmp_path: Path) -> None:
    folder = made(tmp_path, "autolab").path
    outputs = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert {name: as_autolab_reads(text) for name, text in outputs.items()} == {
        "submission_1": {"1": 3.5, "2": 1.0},
        "submission_2": {"1": 1.5, "2": 0.0},
        "submission_3": {"1": None, "2": None},
        "submission_4": {"1": 0.0, "2": 0.0},
        "submission_5": {"1": 3.5, "2": 1.0},
    }
    for text in outputs.values():
        assert not text.rstrip().splitlines()[-2].startswith("{")
    assert "1.02 z = y + 1: 1.5 of 1.5\nFollows" in outputs["submission_2"]
    assert "\n1.5 of 4.5 points\n{" in outputs["submission_2"]


def test_the_table_is_that_of_otter(tmp_path: Path) -> None:
    assert rows(made(tmp_path, "otter").path) == [
        ["file", "1", "2", "total_points_earned", "percent_correct", "grading_status"],
        ["points-per-question", "3.5", "1", "4.5", "1", "--"],
        ["submission_1", "3.5", "1", "4.5", "1.0", "Completed"],
        ["submission_2", "1.5", "0", "1.5", repr(1.5 / 4.5), "Completed"],
        ["submission_3", "", "", "", "", "it took longer than 600 s"],
        ["submission_4", "0", "0", "0", "0.0", "Completed"],
        ["submission_5", "3.5", "1", "4.5", "1.0", "Completed"],
    ]


# Where it is written.


def test_a_single_submission_may_be_one_file(tmp_path: Path) -> None:
    one = a_class(tmp_path / "one", {"x": ([], RIGHT)})
    target = tmp_path / "made" / "results.json"
    assert export("prairielearn", Asked(done=one), target).path == target
    assert json.loads(target.read_text(encoding="utf-8"))["score"] == 1.0
    with pytest.raises(UsageError, match=r"results.json is one file, and .* has 5 submissions"):
        export("prairielearn", Asked(done=a_class(tmp_path / "five")), target)


def test_a_gradebook_is_never_written_over(tmp_path: Path) -> None:
    book = read_csv(gradebook(tmp_path), "")
    with pytest.raises(UsageError, match="is the gradebook itself"):
        export("canvas", Asked(done=a_class(tmp_path), gradebook=book), book.path)
    assert book.path.read_text(encoding="utf-8") == GRADEBOOK


def test_the_commands_write_and_say_who_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    (folder / "answers.yaml").write_text(RIGHT, encoding="utf-8")
    person = {"users": [{"email": ADA.email, "sid": ADA.sid, "name": ADA.name}]}
    (folder / "submission_metadata.json").write_text(json.dumps(person), encoding="utf-8")
    (tmp_path / "quiz.yaml").write_text(RUBRIC, encoding="utf-8")
    usual = ["grade", "class", "-r", "quiz.yaml", "-o", "out", "-j", "1"]
    done = run_grader(*usual, "--format", "canvas", "--format", "otter", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "out/canvas.csv: written for canvas" in done.stdout
    assert as_canvas_reads(rows(tmp_path / "out" / "canvas.csv"), "Quiz 3") == {"ada@x.org": "4.5"}
    assert (tmp_path / "out" / "final_grades.csv").is_file()
    asked = ["export", "out", "--format", "canvas", "--gradebook", "exported.csv", "-o", "new.csv"]
    gradebook(tmp_path, GRADEBOOK.replace("101", "999"))
    done = run_grader(*asked, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Ada Lovelace (ada): not in the gradebook (101, ada@x.org)" in done.stdout
    gradebook(tmp_path)
    assert run_grader(*asked, cwd=tmp_path).returncode == 0
    assert rows(tmp_path / "new.csv")[3][7] == "4.5"
    refused = run_grader(*usual, "--format", "cavas", cwd=tmp_path)
    assert refused.returncode == 2
    assert "did you mean canvas?" in refused.stderr


IDS = st.sampled_from(["", "1", "01", "2", "3"])
EMAILS = st.sampled_from(["", "a@x.org", "A@x.org ", "b@x.org", "c@x.org"])
PEOPLE = st.builds(Student, sid=IDS, email=EMAILS)


@given(st.lists(PEOPLE, max_size=6), st.lists(PEOPLE, max_size=6))
def test_a_grade_goes_where_nobody_else_can_be_meant(
    handed_in: list[Student], listed: list[Student]
) -> None:
    """And every grade is either in a row, or told."""
    grades = [
        (Grade(student=one, graded=Graded(name=f"s{place}", results="")), keys_of(one))
        for place, one in enumerate(handed_in)
    ]
    rows = {line: keys_of(one) for line, one in enumerate(listed)}
    told: list[str] = []
    found = placed(once(grades, told), rows)
    for row, grade in found.grades.items():
        own = set(keys_of(grade.student))
        assert [line for line, keys in rows.items() if own & set(keys)] == [row]
    in_rows = {grade.graded.name for grade in found.grades.values()}
    text = " ".join((*told, *found.missing))
    named = {grade.graded.name for grade, _ in grades if re.search(re.escape(grade.called), text)}
    assert in_rows | named == {grade.graded.name for grade, _ in grades}
    assert not in_rows & named
