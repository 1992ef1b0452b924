"""What the registry promises of every operation: words, types, bounds, and no foreign errors."""

import inspect
import math
import pkgutil
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project import PROJECT

import grader.ops
from grader.errors import GraderError
from grader.ops import ALIASES, DERIVATIVES, FUNCTIONS, MAX_ENTRIES

NAMED = {**FUNCTIONS, **{f"derivative of {name}": of for name, of in DERIVATIVES.items()}}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_an_operation_says_its_shapes(name: str) -> None:
    text = inspect.getdoc(NAMED[name]) or ""
    assert text.split("\n")[0].endswith((".", "."))
    assert "\nShapes: " in text


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_an_operation_goes_by_its_name(name: str) -> None:
    own = ALIASES.get(name, name)
    assert FUNCTIONS[name].__name__ == own
    assert getattr(grader.ops, own) is FUNCTIONS[name]


def test_every_derivative_belongs_to_an_operation() -> None:
    assert [name for name in DERIVATIVES if name not in FUNCTIONS] == []
    assert all(ALIASES[name] in FUNCTIONS for name in ALIASES)


def modules() -> dict[str, ModuleType]:
    """The modules of operations: those that show functions."""
    names = [found.name for found in pkgutil.iter_modules(grader.ops.__path__)]
    found = {name: import_module(f"grader.ops.{name}") for name in names}
    return {name: module for name, module in found.items() if hasattr(module, "__all__")}


def test_the_contents_name_what_each_module_shows() -> None:
    """So that names are known before a module is loaded."""
    shown = {f"{m}.{name}" for m, module in modules().items() for name in module.__all__}
    own = {FUNCTIONS[name] for name in FUNCTIONS}
    assert {f"{f.__module__.rpartition('.')[2]}.{f.__name__}" for f in own} == shown
    source = Path(str(grader.ops.__file__)).read_text(encoding="utf-8")
    assert [
        name for name in modules() if f"    from grader.ops.{name} import *" not in source
    ] == []


PROGRAM = """
import sys
from grader.mathlang import evaluate, parse
assert evaluate(parse("2 sigmoid(0)"), {}) == 1
print(*[name for name in sys.modules if name.startswith("grader.ops.")])
"""


def test_a_formula_loads_the_modules_of_its_functions_and_no_others() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    ground = {"shapes", "function_registry"}
    assert {name.rpartition(".")[2] for name in done.stdout.split()} == {"activations", *ground}


HOSTILE = [
    0, 1, 2, -1, 0.5, math.nan, math.inf, -math.inf, 10**400, 1e18, True, None, "fro", "x", 2 + 1j,
    [], [[]], [1, 2], [1, [2, 3]], [0, 1, 2], np.ones((2, 3)), np.full((3, 3), math.nan),
    np.eye(3), np.zeros((2, 2)), np.ones((2, 3, 4)), np.ones((1, 3, 5, 5)), np.ones((2, 3, 2, 2)),
    np.ones(MAX_ENTRIES), np.ones((1, MAX_ENTRIES)), np.ones((300, 300)), np.ones(MAX_ENTRIES + 1),
    np.ones((1,) * 8), np.ones((1,) * 9), np.array(["a"]), {"a": 1}, (2, 2),
    np.ones((MAX_ENTRIES, 1)),
]  # fmt: skip


picked = st.integers(0, len(HOSTILE) - 1)


def called(name: str, args: list[object]) -> object:
    """What the operation gives, or the error meant for people; TypeError is the wrong arity."""
    function = FUNCTIONS[name]
    try:
        inspect.signature(function).bind(*args)
    except TypeError:
        return None
    try:
        return function(*args)
    except GraderError as error:
        return error


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(picked, max_size=5))
def test_hostile_arguments_end_in_words_or_in_bounded_float64(name: str, picks: list[int]) -> None:
    found = called(name, [HOSTILE[pick] for pick in picks])
    if isinstance(found, GraderError):
        assert str(found).startswith(f"{ALIASES.get(name, name)}: ")
        assert len(str(found)) < 300
    elif found is not None:
        assert isinstance(found, np.ndarray | np.float64)
        assert found.dtype == np.float64
        assert found.size <= MAX_ENTRIES


SLOW = [
    ("matmul", (np.ones((300, 300)), np.ones((300, 300)))),
    ("inv", (np.eye(300) * 2,)),
    ("eigenvectors", (np.eye(300),)),
    ("conv2d", (np.ones((300, 300)), np.ones((150, 150)))),
    ("conv2d_input_gradient", (np.ones((1, 1)), np.ones((300, 300)), np.ones((300, 300)))),
    ("max_pool2d", (np.ones((300, 300)), 100, 1)),
    ("squared_distances", (np.ones((300, 300)), np.ones((300, 300)))),
    ("kron", (np.ones((300, 300)), np.ones((300, 300)))),
    ("gelu", (np.ones(MAX_ENTRIES),)),
    ("f_quantile", (np.full(200, 0.3), 1.5e6, 2.5e6)),
    ("beta_quantile", (np.full(200, 0.3), 999.0, 1e15)),
    ("t_cdf", (np.full(5000, 1.3), 999.0)),
    ("binomial_quantile", (np.full(200, 0.3), 1e15, 0.5)),
    ("hypergeometric_cdf", (np.full(200, 9999.0), 1e5, 1e5, 1e6)),
    ("edit_distance", (np.ones(300), np.ones(300))),
    ("null_space", (np.ones((100, 100)),)),
    ("lu_lower", (np.random.default_rng(0).normal(size=(100, 100)), 1)),
    ("cofactors", (np.random.default_rng(0).normal(size=(100, 100)),)),
    ("permutations", (np.full(5000, 1e9), 200)),
    ("power_mod", (np.full(5000, 3.0), 2.0**52, 2.0**52 - 1)),
]


@pytest.mark.parametrize("name, args", SLOW, ids=[name for name, _ in SLOW])
def test_large_arguments_are_computed_or_refused_soon(name: str, args: tuple[object, ...]) -> None:
    begin = time.process_time()
    called(name, list(args))
    assert time.process_time() - begin < 6.0
