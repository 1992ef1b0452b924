"""`grader explain --as-python`: what is printed, run by itself, gives what the rubric gives."""

from __future__ import annotations

import ast
import builtins
import importlib
import keyword
import subprocess
import sys
import types
from dataclasses import replace

import numpy as np
import pytest

from grader.commands.needed_source import import_lines, needs
from grader.commands.pythonise import solver_source
from grader.errors import NoValueError, UsageError
from grader.graph import evaluate, graph_of
from grader.model import NoValue
from grader.question import Question
from grader.question.drawing import random_points
from grader.rubric.load import load_assignment, read_assignment
from grader.solvers.registry import step_rules
from tests.homework import HW3
from tests.project import PROJECT, RUBRICS, run_grader

YAML_ONLY = """\
title: T
questions:
  q:
    title: Formulas of every kind
    parameters:
      W: [[1, -2, 0.5], [0.3, 4, -1]]
      x: [1, 2, -1]
      t: [0, 1]
      step_size: 0.1
      lambda: 0.01
    notation: {step_size: [eta]}
    definitions: {p: softmax(z)}
    steps:
      z: {points: 1, formula: W x}
      r: {points: 1, formula: 'max(z, 0) + relu(z) / 2'}
      loss: {points: 1, formula: '-sum(t ⊙ log(p)) + lambda \\|W\\|^2'}
      dz: {points: 1, formula: p - t}
      dW: {points: 1, formula: 'dz x^T + 2 lambda W'}
      rows: {points: 1, formula: '\\sum_k W_{ik} x_k'}
      W_new: {points: 1, formula: W - eta dW}
      first: {points: 1, formula: 'W_{12} e^{-W[0, 0]} + \\pi'}
      positive: {points: 1, formula: 'W > 0'}
      slope: {points: 1, formula: σ'(z) ⊙ tanh'(z)}
"""
QUESTIONS = [
    *HW3.questions,
    *read_assignment(YAML_ONLY, "r.yaml").questions,
    *(q for path in sorted((RUBRICS / "examples").glob("*.yaml"))
      for q in load_assignment(path).questions if q.complexes is None),
]  # fmt: skip


def run(source: str) -> types.ModuleType:
    """A module of that source and nothing else."""
    module = types.ModuleType("printed")
    exec(compile(source, "printed", "exec"), module.__dict__)
    return module


def _without_mark(name: str) -> str:
    """A name of the rubric, of one that Python keeps for itself and is printed with a mark."""
    bare = name.removesuffix("_")
    return bare if keyword.iskeyword(bare) else name


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.key}")
def test_the_printed_functions_give_what_the_rubric_gives(question: Question) -> None:
    module = run(solver_source(question))
    compared = set()
    for point in random_points(question):
        values = question.values_at(point)
        for name, rule in question.graph.rules.items():
            function = getattr(module, f"{name}_" if keyword.iskeyword(name) else name)
            printed_names = function.__code__.co_varnames[: function.__code__.co_argcount]
            arguments = [_without_mark(one) for one in printed_names]
            given = [values.get(one) for one in arguments]
            if name in values and all(one is not None for one in given):
                with np.errstate(all="ignore"):
                    printed = function(*given)
                np.testing.assert_allclose(printed, values[name], rtol=1e-12, atol=1e-300)
                compared.add(name)
            assert set(arguments) == set(rule.arguments)
    assert compared == set(question.graph.rules)


@pytest.mark.parametrize("key", ["1b", "2b", "2d"])
def test_the_printed_functions_make_a_solver(key: str) -> None:
    question = next(question for question in HW3.questions if question.key == key)
    rules = step_rules(run(solver_source(question)))
    steps = [rule for rule in rules if not rule.name.startswith("_")]
    assert [rule.name for rule in steps] == list(question.graph.rules)
    solved = evaluate(graph_of(steps, question.parameters), question.parameters)
    for name, value in question.solution.items():
        assert not isinstance(value, NoValue)
        np.testing.assert_array_equal(solved[name], value)


def test_what_the_command_prints_runs_in_a_fresh_interpreter(tmp_path) -> None:
    printed = run_grader("explain", "hw3", "1a", "--as-python")
    assert printed.returncode == 0, printed.stderr
    program = (
        printed.stdout
        + "\n\nimport numpy as np\nprint(dL_dW(np.eye(2), np.array([[1.0, 2.0], [3.0, 4.0]])))\n"
    )
    (tmp_path / "printed.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(tmp_path / "printed.py")],
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[[1. 3.]\n [2. 4.]]\n", "")


def test_the_homeworks_first_rule_prints_as_a_person_writes_it() -> None:
    first = solver_source(HW3.questions[0])
    assert first.endswith("    return dL_dY @ X.T\n")
    assert first.startswith(
        '"""1a: The gradient of a matrix product, in general."""\n\nfrom grader import ops\n'
    )


def test_a_step_named_as_a_function_is_printed_where_no_formula_uses_that_function() -> None:
    source = solver_source(next(q for q in HW3.questions if q.key == "2a"))
    assert "from grader.ops import sigmoid\n" in source
    assert "def max():\n" in source


def test_a_step_named_as_a_function_that_a_formula_uses_is_told() -> None:
    text = YAML_ONLY.replace("      z: {", "      relu: {points: 1, formula: 3}\n      z: {")
    (question,) = read_assignment(text, "r.yaml").questions
    with pytest.raises(UsageError) as refused:
        solver_source(question)
    assert str(refused.value) == (
        "q.relu has the name of a function that a formula uses; give the step another name to"
        " print the question as Python"
    )


def test_a_question_without_a_value_anywhere_cannot_be_printed() -> None:
    text = YAML_ONLY.replace("formula: 'W > 0'", "formula: log(-1 - step_size^2)")
    (question,) = read_assignment(text, "r.yaml", checked=True).questions
    with pytest.raises(UsageError, match="question q has no values at any point that was tried"):
        solver_source(question)


def undefined(source: str) -> set[str]:
    """The names that a program uses and neither imports, defines, nor has from Python."""
    tree = ast.parse(source)
    parts = list(ast.walk(tree))
    bound = {part.id for part in parts if isinstance(part, ast.Name) and not is_load(part)}
    bound |= {part.arg for part in parts if isinstance(part, ast.arg)}
    bound |= {part.name for part in parts if isinstance(part, (ast.FunctionDef, ast.ClassDef))}
    for part in parts:
        if isinstance(part, (ast.Import, ast.ImportFrom)):
            bound |= {(one.asname or one.name).partition(".")[0] for one in part.names}
    return {p.id for p in parts if isinstance(p, ast.Name)} - bound - set(dir(builtins))


def is_load(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.key}")
def test_every_name_of_a_printed_program_is_imported_or_defined(question: Question) -> None:
    assert undefined(solver_source(question)) == set()


def test_the_error_that_a_solver_raises_is_imported() -> None:
    source = solver_source(next(q for q in HW3.questions if q.key == "2b"))
    assert "from grader.errors import NoValueError\n" in source
    with pytest.raises(NoValueError):
        run(source).loss(-0.5, 1.0, 0.3)


MODULE = '''
from __future__ import annotations
import math as m
from collections import Counter
from grader.errors import NoValueError as Nothing
LIMIT = 3
ONE: int = 1
class Kept:
    pass
def _helper(x):
    return _inner(x) + LIMIT
def _inner(x):
    if x > ONE:
        raise Nothing("large")
    return m.sqrt(x)
def y(x, Counter):
    """The value.

    Shapes: x () -> ()
    """
    return _helper(x) + Counter
'''


def test_helpers_of_helpers_constants_and_renamed_imports_come_along(tmp_path, monkeypatch) -> None:
    (tmp_path / "module_of_a_test.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("module_of_a_test")
    imports, sources = needs([module.y], given=["y"])
    assert imports == {("math as m", ""), ("grader.errors", "NoValueError as Nothing")}
    assert [source.partition("\n")[0] for source in sources] == [
        "def _helper(x):",
        "LIMIT = 3",
        "def _inner(x):",
        "ONE: int = 1",
    ]
    assert import_lines({*imports, ("numpy as np", "")}) == (
        "import math as m\n\nimport numpy as np\n\n"
        "from grader.errors import NoValueError as Nothing\n"
    )


@pytest.mark.parametrize("title", ['say """no"""', "back\\slash\\", "two\nlines", 'ends in "'])
def test_no_title_breaks_the_printed_program(title: str) -> None:
    (question,) = read_assignment(YAML_ONLY, "r.yaml").questions
    module = run(solver_source(replace(question, title=title)))
    assert module.__doc__ == f"q: {' '.join(title.split())}."


def test_all_questions_printed_at_once_run_as_one_program(tmp_path) -> None:
    printed = run_grader("explain", "hw3", "--as-python")
    (tmp_path / "all.py").write_text(printed.stdout, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(tmp_path / "all.py")],
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert undefined(printed.stdout) == set()
