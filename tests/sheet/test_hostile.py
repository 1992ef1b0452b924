"""Whatever is handed in ends in a reading or a message, and soon."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.document import SheetFile
from grader.answers.sheet import answering, read_sheet, reader
from grader.answers.sheet import statements as said
from grader.answers.sheet.placing import Placing
from grader.errors import GraderError
from tests.sheet.test_corpus import asked_in

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from sheet_speed import hostile

SECONDS = 10.0
"""Five times what the slowest takes where two suites share a processor."""
HOSTILE = hostile()
SUFFIXES = (".md", ".tex", ".txt", ".ipynb", ".pdf", "")


def outcome(name: str, data: bytes) -> int:
    """How many answers are read; a message counts as none."""
    try:
        sheet = read_sheet([SheetFile(name=name, data=data)], asked_in("hw3"))
        assert not sheet.failed, sheet.details
        return len(sheet.answers)
    except GraderError as problem:
        said = str(problem)
    assert said.startswith(("Your file", "The macros"))
    return 0


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_sheet_ends_soon(name):
    outcome(name, b"x")
    start = time.process_time()
    outcome(name, HOSTILE[name])
    assert time.process_time() - start < SECONDS


@given(st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused_in_words(data, suffix):
    outcome("sheet" + suffix, data)


MATHEMATICS = st.text(alphabet="zh12wx_{}^\\$=&()[]., \n-#*|:;σ∂<>²/%", max_size=160)


@given(MATHEMATICS, st.sampled_from(SUFFIXES[:3]))
def test_any_scribble_is_read_or_refused_in_words(text, suffix):
    outcome("sheet" + suffix, text.encode())


@given(st.lists(st.sampled_from((
    "\\begin{aligned}", "\\end{aligned}", "\\begin{bmatrix}", "\\\\", "&", "=", "$$", "$", "{", "}",
    "\\left(", "\\right)", "z_1", "0.5", "\\text{and}", "\\boxed{", "\\item ", "\\begin{enumerate}",
    "\\newcommand{\\a}", "\\a", "(b) ", "\n\n", "\\frac", "#1",
)), max_size=40), st.sampled_from((".md", ".tex")))  # fmt: skip
def test_broken_environments_never_crash(parts, suffix):
    outcome("sheet" + suffix, " ".join(parts).encode())


UNITS = (
    *"([{$*|`#_^\\~<>-=:;,'&%@! \t", "\\(", "\\[", "[(", "1/", "[a](", "![a](", "\\frac{", "(b) ", "$\n",
    "\\[\n", "- a\n", "> a\n", "z_1 = ", "\\left(", "a_{", "x^", "1 ", "```\n",
)  # fmt: skip
FORMATS = (".md", ".tex", ".txt", ".ipynb")


def flood(unit: str, length: int, suffix: str) -> bytes:
    text = unit * (length // len(unit))
    if suffix == ".ipynb":
        return json.dumps({"cells": [{"cell_type": "markdown", "source": text}]}).encode()
    return text.encode()


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_repeated_takes_time_in_proportion_to_its_length(unit):
    """One format each, so that all have their turn: 12 kB in the time of 4 kB threefold."""
    suffix = FORMATS[UNITS.index(unit) % len(FORMATS)]

    def seconds(length):
        start = time.process_time()
        outcome("w" + suffix, flood(unit, length, suffix))
        return time.process_time() - start

    # what grows with the square takes nine times as long; the machine is noisy, so it may try again
    assert any(seconds(12_000) < 7 * seconds(4_000) + 1 for _ in range(8))


@pytest.mark.parametrize("suffix", FORMATS)
def test_brackets_that_are_never_closed_take_little_time(suffix):
    for unit in ("(", "\\["):
        start = time.process_time()
        outcome("w" + suffix, flood(unit, 18_000, suffix))
        assert time.process_time() - start < SECONDS, unit


def test_a_file_that_takes_too_long_costs_nothing_of_the_others(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS_A_FILE", 0.2)
    read = reader.file_read

    def slow(file, budget):
        while file.name == "slow.md":
            pass
        return read(file, budget)

    monkeypatch.setattr(reader, "file_read", slow)
    files = [SheetFile(name=name, data=b"# 2b\n\nz1 = 0.1575\n") for name in ("slow.md", "b.md")]
    sheet = read_sheet(files, asked_in("hw3"))
    assert sheet.answer("2b", "z1") is not None
    assert sheet.unread == ("slow.md",)
    assert sheet.notes[0].startswith("Your file slow.md takes too long to read")


@pytest.mark.parametrize("home, name", [
    (reader, "file_read"), (answering, "sections"), (answering, "with_rows"), (answering, "settle_roles"),
])  # fmt: skip
def test_our_own_failure_in_a_file_ends_there(monkeypatch, home, name):
    original = getattr(home, name)
    calls = []

    def failing(*arguments):
        calls.append(arguments)
        if len(calls) == 1:
            raise RuntimeError("a bug")
        return original(*arguments)

    monkeypatch.setattr(home, name, failing)
    texts = [b"# 2b\n\nz1 = 0.1575\n", b"# 2b\n\nh1 = 0.5393\n"]
    files = [SheetFile(name=f"{n}.md", data=text) for n, text in enumerate(texts)]
    sheet = read_sheet(files, asked_in("hw3"))
    assert sheet.answer("2b", "h1") is not None
    assert sheet.failed
    assert "RuntimeError: a bug" in sheet.details[0]
    assert "because the autograder failed" in sheet.notes[0]


def test_our_own_failure_in_a_statement_ends_there(monkeypatch):
    take = Placing.take

    def failing(self, statement, key, number):
        if statement.place.line == 3:
            raise RuntimeError("a bug")
        return take(self, statement, key, number)

    monkeypatch.setattr(Placing, "take", failing)
    text = b"# 2b\n\nz1 = 0.1575\n\nh1 = 0.5393\n"
    sheet = read_sheet([SheetFile(name="w.md", data=text)], asked_in("hw3"))
    assert [answer.step for answer in sheet.answers] == ["h1"]
    assert sheet.failed == ("w.md",)


def test_our_own_failure_in_a_paragraph_ends_there(monkeypatch):
    original = said.listed

    def failing(found):
        events = list(found)
        if any("z1" in str(event) for event in events):
            raise RuntimeError("a bug")
        return original(events)

    monkeypatch.setattr(said, "listed", failing)
    text = b"# 2b\n\nz1 = 0.1575\n\nh1 = 0.5393\n"
    sheet = read_sheet([SheetFile(name="w.md", data=text)], asked_in("hw3"))
    assert [answer.step for answer in sheet.answers] == ["h1"]
    assert sheet.failed == ("w.md",)
    assert "RuntimeError: a bug" in sheet.details[0]
