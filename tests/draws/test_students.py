"""Who a student is, what counts for a group, and rosters as others export them."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.commands.roster import read_roster
from grader.errors import UsageError
from grader.rubric.draws import Handout, OwnNumbers, Student, first_of_group

ADA = Student(email="Ada@X.org", sid="0012", name="Ada Lovelace")
ALAN = Student(email="alan@x.org", sid="0013", name="Alan Turing")
EMMY = Student(email="emmy@x.org", sid="0009", name="Emmy Noether")

SAME = [
    ("email", "ada@x.org", "  ADA@x.org "),
    ("email", "ada@x.org", "Ada @x.org"),
    ("email", "ada@x.org", "ａda@x.org"),
    ("sid", "0012", "12"),
    ("sid", "A-12", "a-12 "),
    ("sid", "0", "00"),
]


@pytest.mark.parametrize("kind, one, other", SAME)
def test_an_id_is_one_however_it_is_typed(kind: str, one: str, other: str) -> None:
    first, second = Student(**{kind: one}), Student(**{kind: other})
    assert first.id(kind) == second.id(kind) != ""


def test_for_a_group_the_one_counts_who_comes_first_whatever_their_order() -> None:
    assert first_of_group([EMMY, ALAN, ADA], "email") is ADA
    assert first_of_group([ALAN, ADA, EMMY], "sid") is ADA  # 12, 13 and 9, as texts
    assert first_of_group([Student(name="N"), ALAN], "email") is ALAN
    assert first_of_group([Student(name="N")], "email") is None


def handout(kind: str = "email") -> Handout:
    sheets = [OwnNumbers(student=one, numbers={}) for one in (EMMY, ALAN, ADA)]
    return Handout(sheets=tuple(sheets), kind=kind)


FOUND = [
    ([Student(email="ADA@x.org")], ADA),
    ([Student(email="ada.l@private.org", sid="12")], ADA),
    ([Student(email="zoe@x.org"), EMMY, ALAN], ALAN),
    ([Student(email="zoe@x.org", sid="77")], None),
    ([Student()], None),
    ([], None),
]


@pytest.mark.parametrize("users, whose", FOUND)
def test_a_sheet_is_found_by_email_or_sid_and_a_groups_by_rule(
    users: list[Student], whose: Student | None
) -> None:
    found = handout().of(users)
    assert (found.student if found else None) == whose


ROSTERS = [
    "First Name,Last Name,SID,Email,Role\nAda,Lovelace,0012,Ada@X.org,Student\n"
    "Alan,Turing,0013,alan@x.org,Student\nT,A,,ta@x.org,TA\nI,I,,i@x.org,Instructor\n",
    "Name,SID,Email,Total Score\nAda Lovelace,0012,Ada@X.org,3\nAlan Turing,0013,alan@x.org,\n",
    "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
    "Ada Lovelace,7001,0012,Ada@X.org,1\nAlan Turing,7002,0013,alan@x.org,1\n"
    '"Student, Test",7003,,,1\n',
    "\ufeffemail;sid;name\r\nAda@X.org;0012;Ada Lovelace\r\n\r\nalan@x.org;0013;Alan Turing\r\n",
    "Email Address\tStudent Number\tFull Name\nAda@X.org\t0012\tAda Lovelace\n"
    "alan@x.org\t0013\tAlan Turing\nalan@x.org\t0013\tAlan Turing\n",
]


@pytest.mark.parametrize("text", ROSTERS)
def test_a_roster_is_read_as_it_was_exported(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    assert read_roster(path, "email") == (ADA, ALAN)
    assert read_roster(path, "sid") == (ADA, ALAN)


NO_ROSTERS = [
    ("", "roster.csv: the file is empty"),
    ("Name,SID\nAda,1\n", "roster.csv:1: there is no column Email; there are Name, SID"),
    ("Email,Name\na@x.org,A\n,B\n", "roster.csv:3: B has not an e-mail, which numbers are drawn"),
    ("Email,Name\na@x.org,A\nA@x.org,B\n", "roster.csv:3: a@x.org stands twice; keep one row"),
    ("Email,Role\nt@x.org,TA\n", "roster.csv: there are no students in it"),
]


@pytest.mark.parametrize("text, said", NO_ROSTERS)
def test_a_roster_that_cannot_serve_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_roster(path, "email")
    assert said in str(refused.value)


def test_a_roster_may_be_of_any_encoding_that_spreadsheets_write(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    for encoding in ("utf-8", "utf-16", "cp1252"):
        path.write_bytes("Email,Name\nb@x.org,Zoë Müller\n".encode(encoding))
        assert read_roster(path, "email")[0].name == "Zoë Müller"
