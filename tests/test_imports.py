"""What the platform's path imports, and which way imports point."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest
from project import PROJECT, SAMPLES

sys.path.insert(0, str(PROJECT / "benchmarks"))
from house import files, imports, room

from grader.gradescope import checked_rubrics

NOT_FOR_A_TEMPLATE = (*("typer", "rich", "click", "pydantic", "markdown_it", "pypdfium2", "yaml"),)

PROGRAM = """
import json, sys, os
from pathlib import Path
from grader.gradescope import autograde, checked_rubrics
checked_rubrics.CHECKED = Path(sys.argv[2])
autograde.rubric_path = lambda: Path("rubrics/hw3.yaml")
results = autograde.grade(Path(sys.argv[1]), 0.0)
assert results["score"] == 80.0
unused = ("grader.answers.sheet", "grader.answers.document", "grader.answers.fence")
unused += ("grader.rubric.shorthands", "grader.question.joined_graph")
unused += ("grader.rubric.decisions", "grader.gradescope.decided_marks")
unused += ("grader.words.decided_words", "grader.marking.alike_answers")
unused += ("grader.slips.found", "grader.slips.pen_slips")
assert not [name for name in sys.modules if name.startswith(unused)]
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_grading_a_template_imports_nothing_that_only_tas_or_sheets_need(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(checked_rubrics, "CHECKED", tmp_path)
    checked_rubrics.remember_checked(PROJECT / "rubrics" / "hw3.yaml")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(SAMPLES / "perfect"), str(tmp_path)],
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
    ("errors", "model", "graph", "alphabet"),
    ("yamltree", "ops", "words"),
    ("solvers", "mathlang"),
    ("agreement",),
    ("slips",),
    ("question",),
    ("answers", "rubric"),
    ("marking",),
    ("review", "gradescope"),
    ("cohort",),
    ("commands", "__main__"),
]
"""The rooms, from the ground up: each may use what stands below it."""
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
OPEN = ("grader.alphabet.", "grader.mathlang.tree", "grader.ops.", "grader.solvers.")
"""Rooms without doors: tables of signs, the nodes of the tree, operations by their names."""

FILES = files()
IMPORTS = imports(FILES)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"grader"}))
def test_a_file_imports_nothing_that_stands_above_it(name: str) -> None:
    own = LEVEL[room(name)]
    assert [other for other in IMPORTS[name] if LEVEL[room(other)] > own] == []


@pytest.mark.parametrize("name", sorted(set(FILES) - {"grader"}))
def test_rooms_reach_each_other_through_their_faces(name: str) -> None:
    others = {other for other in IMPORTS[name] if room(other) != room(name)}
    assert [o for o in others if o.count(".") > 1 and not o.startswith(OPEN)] == []


def test_no_files_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


FACES = [n for n, path in FILES.items() if path.name == "__init__.py" and n != "grader.ops"]
"""All but the operations, which are shown as they are."""


@pytest.mark.parametrize("name", FACES)
def test_what_a_face_shows_is_there(name: str) -> None:
    """Those that load on demand say each name twice: for readers of types, and where it is."""
    face = importlib.import_module(name)
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{name}."):
            home = importlib.import_module(str(node.module))
            for alias in node.names:
                assert getattr(face, alias.asname or alias.name) is getattr(home, alias.name)


def test_the_top_is_seen_at_a_glance_and_no_two_files_are_called_alike() -> None:
    top = {room(name) for name in FILES} - {"grader"}
    assert len(top) <= 20
    names = [path.stem for path in FILES.values() if path.name != "__init__.py"]
    assert sorted(names) == sorted(set(names))
