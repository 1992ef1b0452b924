"""Foreign text is printed as it is written, by every command and in every place."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.commands.cli import app
from grader.commands.terminal import Terminal, literal, table
from grader.words.foreign_text import visible
from tests.project import PROJECT, run_grader

MARKS = r"[bold]b[/bold] :100: a\\b [link=x]l[/link]"
RUBRIC = rf"""
title: 'T {MARKS}'
questions:
  q:
    title: 'Q {MARKS} "\"'
    parameters: {{a: 2.5, b: 0.4}}
    steps:
      y: {{label: 'y = {MARKS}', points: 2, formula: a b}}
      why: {{label: 'W {MARKS}', answer: review}}
"""
ANSWERS = f"""
q:
  y: '{MARKS}'
  why: 'because {MARKS}'
  zz: 3
"""
RAW = "\x1b[31m, \x07 and \x1b]0;title\x07"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rubric, a submission and a sheet, all full of marks, in a folder called after an emoji."""
    home = tmp_path / "week:star:[b]two[b]"
    (home / "ana:100:").mkdir(parents=True)
    (home / "r.yaml").write_text(RUBRIC, encoding="utf-8")
    other = RUBRIC.replace("points: 2", "points: 3")
    (home / "o.yaml").write_text(other.replace("y: {", "y2: {"), encoding="utf-8")
    drawn = RUBRIC.replace("a: 2.5", "a: {draw: 'integer(2, 9)'}")
    (home / "d:100:.yaml").write_text(drawn, encoding="utf-8")
    (home / "d:100:.key").write_text(f"key: {'ab' * 32}\n", encoding="utf-8")
    (home / "a[b].csv").write_text("Email,SID\n,:100:\n", encoding="utf-8")
    (home / "ana:100:" / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    (home / "s:100:.md").write_text(f"# q\n\n$y = 1.0$\n\n{MARKS} $x = 3$\n", encoding="utf-8")
    return home


def unfolded(text: str) -> str:
    """A table without the folds of its cells, to look for what stands in one of them."""
    return "".join(text.split())


COMMANDS = [
    (["dry-run", "{home}/ana:100:", "-r", "{home}/r.yaml"], ["ana:100:", "[bold]b[/bold] :100: a"]),
    (["dry-run", "{home}/ana:100:", "-r", "{home}/r.yaml", "-b"], ["ana:100:", "week:star:[b]"]),
    (["dry-run", "{home}/nowhere:100:"], ["nowhere:100:"]),
    (["grade", "{home}/ana:100:", "-r", "{home}/r.yaml", "-o", "{home}/o:1:"], ["ana:100:"]),
    (["export", "{home}/g:1:", "--format", "canvas"], ["g:1:"]),
    (["compare", "{home}/r.yaml", "{home}/o.yaml", "{home}/ana:100:"], ["ana:100:"]),
    (["groups", "{home}/g:1:", "q.y"], ["g:1:"]),
    (["left", "{home}/g:1:"], ["g:1:"]),
    (["why", "{home}/ana:100:", "q.y", "-r", "{home}/r.yaml"], ["ana:100:", f"y = {MARKS}"]),
    (["report", "{home}/g:1:"], ["g:1:"]),
    (["lint", "{home}/r.yaml"], ["week:star:[b]two[b]"]),
    (["lint", "week:star:[b]two"], ["week:star:[b]two"]),
    (["explain", "{home}/r.yaml"], [f"T {MARKS}", f"Q {MARKS}", f"W {MARKS}"]),
    (["explain", "{home}/r.yaml", "q:100:[b]"], ["q:100:[b]"]),
    (["explain", "{home}/r.yaml", "--as-python"], ["[bold]b[/bold] :100:"]),
    (["template", "{home}/r.yaml"], [f"y = {MARKS}", f"W {MARKS}"]),
    (["read", "{home}/s:100:.md", "-r", "{home}/r.yaml"], ["s:100:.md"]),
    (["functions", "soft:100:[b]"], ["soft:100:[b]"]),
    (["sample", "{home}/r.yaml", "-o", "{home}/s:100:"], ["s:100:: 3 submissions written"]),
    (["preview", "{home}/r.yaml", "{home}/ana:100:", "-o", "{home}/p:1:.html"], ["p:1:.html"]),
    (["watch", "{home}/r:100:.yaml"], ["r:100:.yaml"]),
    (["new", "{home}/n:100:.yaml", "--title", "T [b]"], ["n:100:.yaml: a rubric"]),
    (["handout", "{home}/r.yaml", "--student", "s:100:"], ["week:star:[b]two[b]"]),
    (["handout", "{home}/d:100:.yaml", "--new-key"], ["d:100:.key"]),
    (["handout", "{home}/d:100:.yaml", "--roster", "{home}/a[b].csv", "-o", "{home}/o"],
     ["a[b].csv:2: :100: has not"]),
    (["bundle", "{home}/r.yaml", "-o", "{home}/a:100:.zip"], ["a:100:.zip"]),
]  # fmt: skip


@pytest.mark.parametrize("arguments, said", COMMANDS, ids=lambda v: " ".join(v)[:40])
def test_what_people_wrote_is_printed_as_it_is_written(
    folder: Path, arguments: list[str], said: list[str]
) -> None:
    done = run_grader(*(one.format(home=folder) for one in arguments), COLUMNS="250")
    printed = done.stdout + done.stderr
    assert "Traceback" not in printed
    for text in said:
        assert unfolded(text) in unfolded(printed)


def test_every_command_that_prints_foreign_text_is_tried() -> None:
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    own = {"schema", "autograde"}  # print nothing that a person wrote, or for the platform's log
    assert names - own == {arguments[0] for arguments, _ in COMMANDS}


def test_no_command_makes_consoles_or_styled_text_of_its_own() -> None:
    files = list((PROJECT / "grader" / "commands").glob("*.py"))
    for path in files:
        if path.name == "terminal.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call)
                  and isinstance(n.func, ast.Name)}  # fmt: skip
        assert not called & {"Console", "Text", "Table", "Panel"}, path.name


@given(st.text())
def test_a_string_reaches_the_terminal_as_it_is_wherever_it_stands(text: str) -> None:
    out = io.StringIO()
    console = Terminal(file=out, force_terminal=False, width=10_000)
    made = table(f"head {text}")
    made.add_row(f"cell {text}")
    console.print(made)
    console.print(f"line {text}", soft_wrap=True)
    console.print(literal(f"text {text}"), soft_wrap=True)
    printed = unfolded(out.getvalue())
    for place in ("head", "cell", "line", "text"):
        assert unfolded(place + visible(text)) in printed


def test_no_escape_of_a_students_reaches_the_terminal(folder: Path) -> None:
    answers = f'q:\n  y: "{RAW.encode("unicode_escape").decode()}"\n'
    (folder / "ana:100:" / "answers.yaml").write_text(answers, encoding="utf-8")
    done = run_grader("dry-run", str(folder / "ana:100:"), "-r", str(folder / "r.yaml"))
    assert "[31m" in done.stdout
    assert not set(done.stdout) & {"\x1b", "\x07"}


def test_a_terminal_that_cannot_show_a_character_shows_its_code() -> None:
    done = run_grader("explain", "hw3", "2b", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert r"\u03c3" in run_grader("template", "hw3", PYTHONIOENCODING="ascii").stdout


def test_a_reader_that_has_enough_is_no_failure() -> None:
    done = subprocess.run(
        f"{sys.executable} -m grader schema | head -1",
        shell=True,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")
