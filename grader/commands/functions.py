"""`grader functions`: what a formula may call, with arguments, shapes and other names.

docs/functions.md is what this prints; tests/test_functions.py holds that it is current.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.mathlang import ALIASES, CALLS, PREFIXED, known_function, slope
from grader.ops import FUNCTIONS

_HEAD = """\
# The functions that a formula may use

Made from the code by `grader functions`; `grader functions NAME` prints one of them.

An argument with `=` may be left out and may be given by its name: `sum(W, axis=0)`. Axes count
from 0, and -1 is the last one. A shape `(...)` is any shape; `broadcasting` means that shapes go
together as in [the language](language.md#operators). Where a prime is named, it is the derivative.
"""
_COMPLEX = """\
## Complex numbers

Where a question says `numbers: complex`. All other functions take real numbers there, too, and say
so where a number is complex.
"""


def functions(name: str | None) -> str:
    """The functions as Markdown, or one of them in lines of text.

    Raises UsageError for a name that is no function.
    """
    if name is None:
        return "\n".join([_HEAD, *map(_section, _by_module()), _of_complex()])
    known = known_function(name)
    if known is None and name in CALLS:
        called, said = CALLS[name]
        return f"{called}\n{said}\nIn a question of complex numbers."
    if known is None:
        hint = did_you_mean(name, [*FUNCTIONS, *ALIASES])
        raise UsageError(f"there is no function {name}{hint}")
    return "\n".join(_in_lines(_own_name(known)))


def signature(name: str) -> str:
    """How a function is called, without types: `sum(x, axis=None, keepdims=False)`."""
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in parameters]
    return f"{name}({', '.join(map(str, bare))})"


def _own_name(name: str) -> str:
    return ALIASES.get(name, name)


def _by_module() -> Iterator[tuple[str, str, list[str]]]:
    """The title of each module of operations, what it says of them all, and its functions."""
    names = [name for name, function in FUNCTIONS.items() if function.__name__ == name]
    for module, found in groupby(names, lambda name: FUNCTIONS[name].__module__):
        title, _, said = (sys.modules[module].__doc__ or module).partition("\n")
        yield title.partition(";")[0].rstrip("."), said.strip(), list(found)


def _of_complex() -> str:
    """The section on what a question of complex numbers may call."""
    rows = [f"| `{called}` | {_outside_code(said)} |" for called, said in CALLS.values()]
    head = "| Function | What it gives |\n| --- | --- |"
    return f"{_COMPLEX}\n{head}\n" + "\n".join(rows) + "\n"


def _section(section: tuple[str, str, list[str]]) -> str:
    title, said, names = section
    rows = [f"| `{signature(name)}` | {_sentence(name)} | {_shapes(name)} |" for name in names]
    head = "| Function | What it gives | Shapes |\n| --- | --- | --- |"
    told = f"{_outside_code(said)}\n\n" if said else ""
    return f"## {title}\n\n{told}{head}\n" + "\n".join(rows) + "\n"


def _sentence(name: str) -> str:
    """The first sentence of the documentation, with other names and what is agreed on."""
    told = _escaped(_paragraphs(FUNCTIONS[name])[0])
    notes = [f"`{name}'`"] if slope(name) else []
    notes += [f"`{other}`" for other in _others(name)]
    told += f" Also {', '.join(notes)}." if notes else ""
    agreed = _labelled(name, "Convention")
    return f"{told} Convention: {_escaped(agreed)}." if agreed else told


def _shapes(name: str) -> str:
    found = _labelled(name, "Shapes")
    return f"`{found}`" if found else ""


def _labelled(name: str, label: str) -> str:
    """What stands behind a label of the documentation, on one line."""
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    found = re.search(rf"^{label}:(.*(?:\n +.*)*)", text, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def _others(name: str) -> list[str]:
    return sorted(other for other, own in ALIASES.items() if own == name and other != name)


def _in_lines(name: str) -> Iterator[str]:
    yield signature(name)
    yield ""
    yield inspect.getdoc(FUNCTIONS[name]) or ""
    if slope(name):
        yield f"Derivative: {name}'(x)"
    if name in PREFIXED:
        yield f"Without parentheses: {name} x"
    if _others(name):
        yield f"Other names: {', '.join(_others(name))}"


def _paragraphs(function: Callable[..., Any]) -> list[str]:
    paragraphs = (inspect.getdoc(function) or "").split("\n\n")
    return [" ".join(paragraph.split()) for paragraph in paragraphs]


def _escaped(text: str) -> str:
    """A cell of a table: bars would end it, and stars and underscores would set it in italics."""
    return _outside_code(text).replace("|", "\\|")


def _outside_code(text: str) -> str:
    """Text in which stars, underscores and signs of less mean themselves, as they do in code."""
    parts = text.split("`")
    parts[::2] = ["".join(f"\\{c}" if c in "*_<" else c for c in part) for part in parts[::2]]
    return "`".join(parts)
