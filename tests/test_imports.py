"""What the platform's path imports, and which way imports point."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from project import PROJECT, SAMPLES

NOT_FOR_A_TEMPLATE = ("typer", "rich", "click", "pydantic", "markdown_it", "pypdfium2")

PROGRAM = """
import json, sys, os
from pathlib import Path
from grader import autograde
autograde.is_checked = lambda path: True
autograde.rubric_path = lambda: Path("rubrics/hw3.yaml")
results = autograde.grade(Path(sys.argv[1]), 0.0)
assert results["score"] == 80.0
of_sheets = ("grader.answers.sheet", "grader.answers.pdf", "grader.answers.fence")
assert not [name for name in sys.modules if name.startswith(of_sheets)]
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_grading_a_template_imports_nothing_that_only_tas_or_sheets_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(SAMPLES / "perfect")],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))  # before it, texts for the staff
    assert "numpy" in loaded
    assert not loaded & set(NOT_FOR_A_TEMPLATE)


LAYERS = [
    ("errors", "stafflog", "labels"),
    ("yamltext", "model"),
    ("ops", "markdown", "yamlvalues", "graph"),
    ("mathlang", "solvers", "compare", "rubric", "rubric_model", "rubric_examples", "wording"),
    ("precision", "digits", "formulas", "answers", "rubric_quotes", "slips", "show"),
    ("rubric_lines", "rubric_scalars", "rubric_numbers"),
    ("rubric_mending", "rubric_check", "rubric_keys"),
    ("rubric_text",),
    ("formula_checks", "probes", "habits", "policy"),
    ("propagation", "question"),
    ("rubric_sound", "jumps"),
    ("draws", "rubric_names", "rubric_values", "audit"),
    ("assignment", "marking", "feedback", "sheets"),
    ("summary", "submission", "proofs", "review"),
    ("lint", "gradescope"),
    ("autograde",),
    ("commands",),
    ("cli", "__main__"),
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imported(path: Path) -> set[str]:
    """The parts of the project that a module imports, at its top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "grader":
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("grader.")}
    return found - {"__version__"}


MODULES = sorted((PROJECT / "grader").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_imports_point_one_way(path: Path) -> None:
    parts = path.relative_to(PROJECT / "grader").with_suffix("").parts
    own = parts[0]
    if own == "__init__":
        return
    above = {name for name in imported(path) if name != own and LEVEL[name] > LEVEL[own]}
    assert not above, f"{'/'.join(parts)} imports {above}, which stands above it"
