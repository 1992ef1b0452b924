"""A whole class as the platform hands it over, through every command that a TA has for it.

    .venv/bin/python benchmarks/whole_class.py [--students 1000] [--keep FOLDER]

A made export of Homework 3: names, groups, late ones, five formats, files that cannot be read, one
that nothing lies in. It is graded, then graded again unchanged, reported, compared with a tolerance
that was widened, its groups and its leftovers listed, decided on, asked why. Printed is how long
each takes, its exit status, and its peak memory with that of its children.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))

from grader.review import handed_in  # noqa: E402
from grader.rubric import load_assignment  # noqa: E402

speed = importlib.import_module("class")
RUBRIC = PROJECT / "rubrics" / "hw3.yaml"
FIRST = [
    "Ada",
    "Alan",
    "Carl",
    "David",
    "Emmy",
    "Felix",
    "Grace",
    "Henri",
    "Ida",
    "Joseph",
    "Kurt",
    "Leonhard",
    "Maria",
    "Niels",
    "Olga",
]
LAST = (
    "Banach",
    "Cantor",
    "Dirac",
    "Euler",
    "Fermat",
    "Galois",
    "Hilbert",
    "Ito",
    "Jacobi",
    "Klein",
)
SHARES = {
    "yaml": 0.5, "json": 0.15, "md": 0.15, "tex": 0.1, "txt": 0.08, "broken": 0.015, "none": 0.005,
}  # fmt: skip
"""How many of the class hand in so: the template, sheets in three formats, what is no answer."""
GROUPS, LATE, SLIPS = 0.1, 0.05, 0.7
Texts = Mapping[tuple[str, str], str]


def main() -> None:
    """Make the class, and print what each command takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder)
        root.mkdir(parents=True, exist_ok=True)
        export = posed(root, options.students)
        for words in calls(root, export):
            told(words, root)


def posed(root: Path, count: int) -> Path:
    """The export of a class, as a zip."""
    random = np.random.default_rng(3)
    assignment = load_assignment(RUBRIC)
    slips = speed.wrong_answers(assignment)
    path = root / "assignment_1_export.zip"
    index = "---\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            wrong = random.choice(len(slips), random.integers(1, 3), replace=False)
            given = dict(slips[i] for i in wrong) if random.random() < SLIPS else {}
            texts = speed.in_own_figures(assignment, handed_in(assignment, given), random)
            kind = str(random.choice(list(SHARES), p=list(SHARES.values())))
            name = f"submission_{number + 1}"
            for file, data in written(kind, texts).items():
                archive.writestr(f"assignment_1_export/{name}/{file}", data)
            index += entry(name, number, random)
        archive.writestr("assignment_1_export/submission_metadata.yml", index)
    return path


def entry(name: str, number: int, random: np.random.Generator) -> str:
    """Who handed a submission in, and when, as the platform's index says it."""
    size = int(random.integers(2, 4)) if random.random() < GROUPS else 1
    day = 9 if random.random() < LATE else 2
    people = ""
    for member in range(size):
        at = number * 3 + member
        full = f"{FIRST[at % len(FIRST)]} {LAST[at // len(FIRST) % len(LAST)]}"
        people += f"  - :name: {full} {at}\n    :sid: '{at}'\n    :email: student{at}@x.org\n"
    time_ = f"2026-02-0{day} 10:00:00.000000000 Z"
    return f"{name}:\n  :submitters:\n{people}  :created_at: {time_}\n  :status: processed\n"


def written(kind: str, texts: Texts) -> dict[str, bytes]:
    """The files of one submission."""
    if kind == "none":
        return {}
    if kind == "broken":
        return {"answers.pdf": b"%PDF-1.7\n% cut off"}
    if kind in ("yaml", "json"):
        nested: dict[str, dict[str, str]] = {}
        for (question, step), text in texts.items():
            nested.setdefault(question, {})[step] = text
        if kind == "json":
            return {"answers.json": json.dumps(nested).encode()}
        lines = (
            f'"{question}":\n' + "".join(f"  {step}: {text!r}\n" for step, text in steps.items())
            for question, steps in nested.items()
        )
        return {"answers.yaml": "".join(lines).encode()}
    return {f"homework.{kind}": sheet(kind, texts).encode()}


def sheet(kind: str, texts: Texts) -> str:
    """Answers as a sheet, a line for each."""
    lines: list[str] = []
    last = ""
    for (question, step), text in texts.items():
        if question != last:
            head = f"Problem {question[0]} ({question[1:]})"
            lines += ["", {"md": f"## {head}", "tex": rf"\section*{{{head}}}"}.get(kind, head), ""]
            last = question
        own = re.sub(r"\s+", " ", text)
        lines.append(f"${step} = {own}$\n" if kind == "tex" else f"{step} = {own}\n")
    body = "\n".join(lines)
    if kind == "tex":
        return rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}"
    return body


def calls(root: Path, export: Path) -> Sequence[Sequence[str]]:
    """The commands, in the order of an evening."""
    new = root / "wider.yaml"
    new.write_text(
        RUBRIC.read_text(encoding="utf-8").replace("rtol: 0.002", "rtol: 0.01", 1), encoding="utf-8"
    )
    out = str(root / "marked")
    one = str(PROJECT / "sample_submissions" / "one_slip")
    return [
        ["grade", str(export), "-r", str(RUBRIC), "-o", out],
        ["grade", str(export), "-r", str(RUBRIC), "-o", out],
        ["report", out, "-o", str(root / "report.html")],
        ["groups", out, "2b.loss"],
        ["left", out],
        ["compare", out, str(new), str(export)],
        ["why", one, "2b.loss", "-r", str(RUBRIC)],
        ["export", out, "--format", "canvas"],
    ]


def told(words: Sequence[str], root: Path) -> None:
    """Run one command, and print what it took."""
    log = root / f"{words[0]}.txt"
    started = time.perf_counter()
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "grader", *words], stdout=file, stderr=file, cwd=PROJECT
        )
        _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - started
    cpu = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss / 1024
    code = os.waitstatus_to_exitcode(status)
    print(f"{words[0]}: {took:.1f} s, {cpu:.1f} s of processors, peak {peak:.0f} MB, exit {code}")


if __name__ == "__main__":
    main()
