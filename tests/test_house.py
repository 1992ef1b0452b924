"""The map of the house is the code's, and what CONTRIBUTING.md names is there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from project import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))
import house

TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROOMS = {
    "door": frozenset({"hall", "cellar"}),
    "hall": frozenset({"cellar", "ground"}),
    "cellar": frozenset({"ground"}),
    "ground": frozenset(),
}


def test_the_map_in_contributing_is_the_one_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/house.py", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_map_that_is_not_the_codes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "CONTRIBUTING.md"
    other.write_text(TEXT.replace("room_question --> ", "room_question --> room_marking & "))
    monkeypatch.setattr(house, "CONTRIBUTING", other)
    monkeypatch.setattr(sys, "argv", ["house.py", "--check"])
    assert house.main() == 1
    assert "run benchmarks/house.py" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["house.py"])
    assert house.main() == 0
    assert other.read_text(encoding="utf-8") == TEXT


def test_an_arrow_that_others_imply_is_not_drawn() -> None:
    assert house.telling(ROOMS) == [("door", "hall"), ("hall", "cellar"), ("cellar", "ground")]


def test_a_room_stands_as_low_as_what_it_imports_lets_it() -> None:
    assert house.levels(ROOMS) == [["ground"], ["cellar"], ["hall"], ["door"]]


def test_imports_inside_functions_count() -> None:
    imports = house.imports(house.files())
    assert "grader.rubric" in imports["grader.gradescope.autograde"]  # imports in functions alone


def test_a_text_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="between two lines"):
        house.with_map("# For the next engineer\n", "map")


PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|md|yaml|yml|txt|toml|json))|\.ci/run")
"""A file with its ending or a folder with its slash, as it stands in backticks."""
MADE = ("results.json", "answers.yaml", ".venv/", "site/")
"""What is made by running something, or handed in."""


def named_paths() -> list[str]:
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S))
    words = {word for span in spans for word in span.split()}
    return sorted(word for word in words if PATH.fullmatch(word) and word not in MADE)


@pytest.fixture(scope="module")
def files() -> list[str]:
    """The project's files, without the environments and caches of whoever works in it."""
    own = [p for p in PROJECT.iterdir() if not p.name.startswith(".") or p.name == ".ci"]
    found = [*PROJECT.glob("*.*"), *(path for folder in own for path in folder.rglob("*"))]
    return [f"/{path.relative_to(PROJECT).as_posix()}" for path in found if path.is_file()]


@pytest.mark.parametrize("path", named_paths())
def test_a_path_that_contributing_names_is_there(path: str, files: list[str]) -> None:
    """In full, or from some folder on: `words/feedback.py`."""
    wanted = f"/{path}"
    is_folder = path.endswith("/")
    assert any(wanted in file if is_folder else file.endswith(wanted) for file in files)


WALKED = """
import inspect, json, sys
from pathlib import Path
entered = set()
def note(frame, event, argument):
    if event == "call" and frame.f_code.co_flags & inspect.CO_OPTIMIZED:  # functions alone
        entered.add(frame.f_code.co_filename)
sys.setprofile(note)
from grader.gradescope import main
main([])
sys.setprofile(None)
Path(sys.argv[1]).write_text(json.dumps(sorted(entered)))
"""


TEMPLATE = "2b:\n  z3: -0.45\n  y: 0.61\n"  # σ(0.45) is 0.61: the other sign
SHEET = "# 2\n\n$a_1 = 0.25 x = 0.1575$\n\n| step | value |\n|---|---|\n| $h_1$ | 0.5393 |\n"
WAYS = [
    ("## The way of one answer", "## The way of a sheet", "answers.yaml", TEMPLATE, 15),
    ("## The way of a sheet", "## Where do I put", "work.md", SHEET, 5),
]


@pytest.mark.parametrize(("start", "end", "name", "content", "least"), WAYS)
def test_a_way_goes_through_the_files_it_names(
    start: str, end: str, name: str, content: str, least: int, tmp_path: Path
) -> None:
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / name).write_text(content)
    rubric = str(PROJECT / "rubrics" / "hw3.yaml")
    subprocess.run(
        [sys.executable, "-c", WALKED, str(tmp_path / "entered.json")],
        cwd=PROJECT,
        env={**os.environ, "AUTOGRADER_ROOT": str(tmp_path), "GRADER_RUBRIC": rubric},
        capture_output=True,
        check=True,
    )
    entered = json.loads((tmp_path / "entered.json").read_text())
    way = TEXT[TEXT.index(start) : TEXT.index(end)]
    named = set(re.findall(r"`(\w+/[\w/]+\.py)`", way)) - {"answers/from_sheets.py"}
    assert len(named) >= least
    assert [p for p in sorted(named) if not any(e.endswith(f"/grader/{p}") for e in entered)] == []


def test_contributing_names_many_paths_and_can_be_read_in_one_go() -> None:
    assert len(named_paths()) > 50
    assert len(TEXT.splitlines()) < 250
