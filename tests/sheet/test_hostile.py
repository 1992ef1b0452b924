"""Whatever is handed in ends in a reading or a message, and soon."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.sheet import SheetFile, read_sheet
from grader.errors import GraderError
from tests.sheet.test_corpus import asked_in

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from sheets import hostile

SECONDS = 2.0
HOSTILE = hostile()
SUFFIXES = (".md", ".tex", ".txt", ".ipynb", ".pdf", "")


def outcome(name: str, data: bytes) -> int:
    """How many answers are read; a message counts as none."""
    try:
        return len(read_sheet([SheetFile(name=name, data=data)], asked_in("hw3")).answers)
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


MATHEMATICS = st.text(alphabet="zh12wx_{}^\\$=&()[]., \n-#*|:σ∂", max_size=160)


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
