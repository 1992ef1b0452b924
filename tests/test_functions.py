"""docs/functions.md and `grader functions`: every function as the code has it."""

from __future__ import annotations

import inspect
import re

import pytest

from grader.commands.functions import functions, signature
from grader.errors import UsageError
from grader.mathlang import ALIASES, Vocabulary, known_function, parse, takes_several
from grader.mathlang.complexes import FUNCTIONS as COMPLEX_FUNCTIONS
from grader.mathlang.tree import Call
from grader.ops import FUNCTIONS
from tests.project import PROJECT, run_grader

PAGE = (PROJECT / "docs" / "functions.md").read_text(encoding="utf-8")
REAL, _, OF_COMPLEX = PAGE.partition("## Complex numbers")


def test_the_page_is_what_the_command_prints() -> None:
    """Where it is not: .venv/bin/grader functions > docs/functions.md"""
    assert run_grader("functions").stdout == PAGE


def test_every_function_stands_on_the_page_with_a_sentence_its_conventions_and_shapes() -> None:
    rows = dict(re.findall(r"^\| `(\w+)\([^`]*\)` \| (.+) \|$", REAL, flags=re.MULTILINE))
    for name, function in FUNCTIONS.items():
        told, shapes = rows[function.__name__].rsplit(" | ", 1)
        assert told.strip(), name
        assert ("Convention: " in told) == ("\nConvention: " in (inspect.getdoc(function) or ""))
        assert shapes.startswith("`"), name


def test_every_name_on_the_page_is_one_that_a_formula_may_call() -> None:
    words = Vocabulary(names=())
    named = [n for row in re.findall("Also (.+?)\\.", REAL) for n in re.findall("`(\\w+)`", row)]
    assert len(named) > 20
    assert [name for name in named if words.function(name) is None] == []


def test_every_function_of_complex_numbers_stands_on_the_page_by_a_name_that_is_known() -> None:
    words = Vocabulary(names=(), is_complex=True)
    named = set(re.findall(r"`(\w+)", OF_COMPLEX)) - {"numbers", "e", "z"}
    assert [name for name in named if words.function(name) is None] == []
    own = {words.function(name) for name in named}
    plumbing = {"number", "pair", "real", "wide", "i", "j", "size"}
    assert set(COMPLEX_FUNCTIONS) - own == plumbing
    assert functions("conj").startswith("conj(z)")


@pytest.mark.parametrize("names", [None, (), ("x", "y", "W")], ids=["any", "none", "some"])
def test_every_name_of_a_function_before_a_bracket_is_a_call_of_it(names) -> None:
    words = Vocabulary(names=names)
    for word, own in {**{name: name for name in FUNCTIONS}, **ALIASES}.items():
        tree = parse(f"{word}(x, y)", words) if takes_several(word) else parse(f"{word}(x)", words)
        assert isinstance(tree, Call), word
        assert known_function(tree.function) == known_function(own), word


SIGNATURES = [
    ("sum", "sum(x, axis=None, keepdims=False)"),
    ("softmax", "softmax(x, axis=-1)"),
    ("where", "where(condition, a, b)"),
    ("reshape", "reshape(x, *shape)"),
]


@pytest.mark.parametrize("name, told", SIGNATURES)
def test_a_signature_names_arguments_and_defaults_and_no_types(name: str, told: str) -> None:
    assert signature(name) == told


def test_one_function_is_told_by_any_of_its_names() -> None:
    told = functions("LN")
    assert told.startswith("log(x)\n\n")
    assert "Other names: ln" in told
    assert "Derivative: tanh'(x)" in functions("tanh")


def test_a_name_that_is_no_function_is_told() -> None:
    with pytest.raises(UsageError) as refused:
        functions("sofmax")
    assert str(refused.value) == "there is no function sofmax; did you mean softmax?"
