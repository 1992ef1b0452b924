"""Runs a case of `tests/cases/`: a rubric, the files of one submission, and what must come of it.

A case is a mapping:
  id, kind (what sort of thing it holds), why (what should happen, in a sentence)
  rubric   hw3 | examples/NAME | the text of a rubric
  files    name -> text, or {base64: ...}, or {python: EXPRESSION} that gives text or bytes
  run      dry-run (default) | table (with its tables) | lint | read | template | explain | bundle |
           autograde | a list of arguments of `grader`, with {rubric}, {folder}, {tmp}
  expect   STEP -> {credit: 1 | [low, high], verdict, slip: .. | true | false, read, says, never};
           score: 12 | [low, high]; exit: 0 | [0, 1]; says, never: a pattern or a list of them for
           all that is printed or written; seconds, megabytes: at most, of a process of its own
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from grader.__main__ import main
from tests.project import PROJECT

FOLDER = PROJECT / "tests" / "cases"
Case = dict[str, Any]


def cases() -> Iterator[tuple[str, Case]]:
    """Every case, with its file's name before its own."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield f"{path.stem}/{case['id']}", case


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a run left: its exit status, all that it printed, the results, and what it took."""

    exit: int
    printed: str
    results: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    megabytes: float = 0.0


def failures(case: Case, folder: Path) -> list[str]:
    """What of a case does not hold, in words; `folder` is an empty one."""
    ended = _run(case, folder)
    found = ["a traceback"] if "Traceback" in ended.printed else []
    tests = {(t.get("extra_data") or {}).get("step"): t for t in ended.results.get("tests", ())}
    for key, wanted in case["expect"].items():
        if key in ("says", "never"):
            found += _said(key, wanted, ended.printed)
        elif key in ("exit", "score", "seconds", "megabytes"):
            found += _limits(key, wanted, ended)
        else:
            found += _step(key, wanted, tests)
    return found


def _run(case: Case, folder: Path) -> Ended:
    run = case.get("run", "dry-run")
    submission = folder / "submission" / ("" if run == "autograde" else "student")
    for name, given in (case.get("files") or {}).items():
        path = submission / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(given))
    submission.mkdir(parents=True, exist_ok=True)
    if run == "autograde":
        return _autograded(folder)
    arguments = _arguments(run, _rubric(case, folder), submission, folder)
    if {"seconds", "megabytes"} & set(case["expect"]):
        ended = _process([sys.executable, "-I", "-m", "grader", *arguments], folder)
    else:
        ended = _here(arguments)
    return _with_results(ended, folder / "r")


def _rubric(case: Case, folder: Path) -> str:
    given = case.get("rubric", "hw3")
    if "\n" not in given:
        return str(PROJECT / "rubrics" / f"{given}.yaml")
    path = folder / "rubric.yaml"
    path.write_text(given, encoding="utf-8")
    return str(path)


def _arguments(run: Any, rubric: str, submission: Path, folder: Path) -> list[str]:
    if run in ("dry-run", "table"):
        brief = ["--brief"] if run == "dry-run" else []
        results = ["--results", str(folder / "r")]
        return ["dry-run", str(submission), "--rubric", rubric, *results, *brief]
    if run == "read":
        sheets = sorted(str(p) for p in submission.rglob("*") if p.is_file())
        return ["read", *sheets, "--rubric", rubric]
    if run == "bundle":
        return ["bundle", rubric, "-o", str(folder / "a.zip")]
    if isinstance(run, str):
        return [run, rubric]
    places = {"{rubric}": rubric, "{folder}": str(submission), "{tmp}": str(folder)}
    return [re.sub(r"\{\w+\}", lambda m: places[m.group()], argument) for argument in run]


def _here(arguments: list[str]) -> Ended:
    """A command run in this process, which spares the time of its imports."""
    out = io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        patch.object(sys, "argv", ["grader", *arguments]),
        patch.dict(os.environ, {"COLUMNS": "200"}),
        contextlib.chdir(PROJECT) if sys.version_info >= (3, 11) else _chdir(PROJECT),
    ):
        status = main()
    return Ended(exit=status, printed=out.getvalue())


@contextlib.contextmanager
def _chdir(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _autograded(folder: Path) -> Ended:
    (folder / "results").mkdir()
    ended = _process([str(PROJECT / "run_autograder")], folder, AUTOGRADER_ROOT=str(folder))
    return _with_results(ended, folder / "results")


_MEASURED = """
import pathlib, resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""
"""A small process between: what is started from the tests' own counts their memory as its own."""


def _process(command: list[str], folder: Path, **environment: str) -> Ended:
    log, size = folder / "log", folder / "kilobytes"
    variables = {**os.environ, "COLUMNS": "200", "TIMEOUT_SECONDS": "60", **environment}
    started = time.monotonic()
    with log.open("wb") as sink:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _MEASURED, str(size), *command],
            stdout=sink,
            stderr=sink,
            stdin=subprocess.DEVNULL,
            cwd=PROJECT,
            env=variables,
            check=False,
        )
    return Ended(
        exit=done.returncode,
        printed=log.read_text(encoding="utf-8", errors="replace"),
        seconds=time.monotonic() - started,
        megabytes=int(size.read_text()) / 1024,
    )


def _with_results(ended: Ended, folder: Path) -> Ended:
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("results.json")]
    found = [json.loads(text, parse_constant=_refused) for text in texts]
    shown = "\n".join(json.dumps(one, ensure_ascii=False) for one in found)
    return Ended(
        exit=ended.exit,
        printed=f"{ended.printed}\n{shown}",
        results=found[-1] if found else {},
        seconds=ended.seconds,
        megabytes=ended.megabytes,
    )


def _refused(constant: str) -> None:
    raise AssertionError(f"{constant} in results.json")


def _bytes(given: Any) -> bytes:
    if isinstance(given, dict):
        if "base64" in given:
            return base64.b64decode(given["base64"])
        given = eval(given["python"], {"zlib": __import__("zlib")})  # our own case files
    return given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")


def _said(key: str, wanted: Any, printed: str) -> list[str]:
    patterns = wanted if isinstance(wanted, list) else [wanted]
    bad = [p for p in patterns if bool(re.search(p, printed)) != (key == "says")]
    return [f"{'does not say' if key == 'says' else 'says'} /{pattern}/" for pattern in bad]


def _limits(key: str, wanted: Any, ended: Ended) -> list[str]:
    if key == "exit":
        allowed = wanted if isinstance(wanted, list) else [wanted]
        return [] if ended.exit in allowed else [f"exit {ended.exit}, wanted {wanted}"]
    if key == "score":
        score = ended.results.get("score")
        return [] if _within(score, wanted) else [f"score {score}, wanted {wanted}"]
    found = getattr(ended, key)
    return [] if found <= wanted else [f"{found:.0f} {key}, at most {wanted}"]


def _step(key: str, wanted: Mapping[str, Any], tests: Mapping[Any, Any]) -> list[str]:
    matching = [t for name, t in tests.items() if name == key or str(name).endswith(f".{key}")]
    test = tests.get(key) or (matching[0] if len(matching) == 1 else None)
    if test is None:
        return [f"{key}: no such step in the results"]
    return [f"{key}: {words}" for k, w in wanted.items() for words in _of_step(k, w, test)]


def _of_step(key: str, wanted: Any, test: Mapping[str, Any]) -> list[str]:
    data, output = test["extra_data"], test.get("output", "")
    if key == "credit":
        share = test["score"] / test["max_score"] if test.get("max_score") else 0.0
        told = f"credit {share:.3g} ({data.get('verdict')}, read {data.get('read')!r})"
        return [] if _within(share, wanted) else [f"{told}, wanted {wanted}"]
    if key == "verdict":
        allowed = wanted if isinstance(wanted, list) else [wanted]
        return [] if data["verdict"] in allowed else [f"{data['verdict']}, wanted {wanted}"]
    if key == "slip":
        slip = data.get("slip")
        named = f"{slip} {output}"
        holds = bool(slip) == wanted if isinstance(wanted, bool) else re.search(wanted, named)
        return [] if holds else [f"slip {slip}, wanted {wanted}"]
    text = str(data.get("read")) if key == "read" else output
    holds = bool(re.search(wanted, text)) == (key != "never")
    return [] if holds else [f"{key} /{wanted}/ does not hold of {text!r}"]


def _within(value: Any, wanted: Any) -> bool:
    low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
    return value is not None and low - 1e-6 <= float(value) <= high + 1e-6
