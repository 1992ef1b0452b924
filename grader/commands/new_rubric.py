"""`grader new`: a rubric to begin with."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from grader.commands.skeleton import SCHEMA, Wanted, skeleton
from grader.commands.terminal import Terminal
from grader.commands.which_rubric import RUBRICS
from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.question import AnswerKind
from grader.rubric import json_schema

_ENDINGS = (".yaml", ".yml")


def new_rubric(name: str, wanted: Wanted, console: Terminal) -> int:
    """Write the rubric, and beside it the schema by which editors complete and check it."""
    path = _path(name)
    if path.exists():
        raise UsageError(f"{path} is there already; choose another name, or remove it first")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton(path.stem, wanted), encoding="utf-8", newline="\n")
    schema = path.parent / SCHEMA
    if not schema.exists():
        text = json.dumps(json_schema(), indent=2, ensure_ascii=False)
        schema.write_text(text + "\n", encoding="utf-8", newline="\n")
    called = path.stem if path.parent == RUBRICS else path
    told = f"a rubric to begin with; then grader lint {called} and grader preview {called}"
    console.print(f"{path}: {told}", soft_wrap=True)
    return 0


def wanted(
    name: str, title: str | None, questions: str | None, answers: str | None, reveal: bool
) -> Wanted:
    """What the new rubric is to be, by options; in a terminal the rest is asked for."""
    usual = _path(name).stem
    if title is None and questions is None and answers is None and sys.stdin.isatty():
        title = typer.prompt("What is the assignment called?", default=usual)
        questions = typer.prompt("Which questions does it have?", default="1a")
        kinds = ", ".join(kind.value for kind in AnswerKind)
        answers = typer.prompt(f"What do they ask for ({kinds}, or all)?", default="number")
        reveal = reveal or typer.confirm("Show worked solutions after publication?", default=False)
    return Wanted(
        title=title or usual,
        questions=_keys(questions or "1a"),
        kinds=_kinds(answers or "number"),
        reveal=reveal,
    )


def _path(name: str) -> Path:
    path = Path(name)
    if path.suffix in _ENDINGS:
        return path
    if path.parent != Path() or not path.name:
        raise UsageError(f"{name} is no file of a rubric; write {name.rstrip('/')}.yaml, or a name")
    return RUBRICS / f"{name}.yaml"


def _keys(given: str) -> list[str]:
    keys = _parts(given)
    double = next((key for key in keys if keys.count(key) > 1), None)
    if double is not None or not keys:
        wrong = f"the question {double} is named twice" if double else "no question is named"
        raise UsageError(f"{wrong}; write --questions 1a,1b")
    if not all(key.isalnum() for key in keys):
        raise UsageError(f"{given} are no questions; write their keys, --questions 1a,1b")
    return keys


def _kinds(given: str) -> list[AnswerKind]:
    if given.strip() == "all":
        return list(AnswerKind)
    names = [kind.value for kind in AnswerKind]
    for one in _parts(given):
        if one not in names:
            hint = did_you_mean(one, names)
            raise UsageError(f"no answer is called {one}{hint} (known: {', '.join(names)}, all)")
    return [AnswerKind(one) for one in _parts(given)]


def _parts(given: str) -> list[str]:
    return given.replace(",", " ").split()
