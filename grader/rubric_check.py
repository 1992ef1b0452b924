"""Is a rubric's shape right? Everything wrong with it at once, in the words of our house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from grader.errors import Problem
from grader.graph import did_you_mean
from grader.rubric import Path, RubricSource
from grader.rubric_model import RubricKeys, fields_at
from grader.yamlvalues import TrapText, number_hint


def shape_problems(source: RubricSource) -> tuple[Problem, ...]:
    """Unknown and missing keys, text for numbers, values out of range: each with its place."""
    try:
        RubricKeys.model_validate(source.data)
    except ValidationError as invalid:
        return tuple(
            source.problem(_path(error["loc"]), message)
            for error in invalid.errors(include_url=False)
            for message in _messages(error)
        )
    return ()


def _path(location: tuple[str | int, ...]) -> Path:
    return tuple(part for part in location if part != "[key]")


def _messages(error: Any) -> Iterator[str]:
    """An error of the validation library in the words of our house."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = fields_at(_path(error["loc"])[:-1])
        name = str(error["loc"][-1])
        yield f"unknown key{did_you_mean(name, known)} (known here: {', '.join(known)})"
    elif kind == "missing":
        yield "this key is missing"
    elif kind == "float_type":
        yield f"{_given(given)}{number_hint(given)}"
    elif kind == "string_type":
        yield f"{_given(given)}; write text here (put it in quotes)"
    elif kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        hint = did_you_mean(str(given), choices)
        yield f"{given!r} is not one of {', '.join(choices)}{hint}"
    elif kind in ("model_type", "dict_type"):
        yield f"{_given(given)}; a mapping of keys and values belongs here"
    elif kind == "list_type":
        shown = _in_a_list(given)
        yield f"{_given(given)}; write a list{f': [{shown}]' if shown else ''}"
    elif kind == "formula_type":
        yield f"{_given(given)}; {_formula_hint(given)}"
    elif kind in _LIMITS:
        words, key = _LIMITS[kind]
        yield f"{_given(given)}; it must be {words} {context[key]:g}"
    elif kind == "finite_number":
        yield f"{_given(given)}; write a finite number"
    elif kind == "too_short":
        yield "it is empty; at least one entry belongs here"
    else:
        yield str(error["msg"])


def _in_a_list(given: Any) -> str:
    """A text or a number as an entry of a list in YAML; nothing for what cannot be one."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    text = str(given)
    return text if re.fullmatch(r"[\w.+-]+", text) else f"'{text}'"


def _formula_hint(given: Any) -> str:
    if not isinstance(given, list):
        return "write a formula"
    entries = f': "{given}"' if len(str(given)) < 40 else ""
    return f"numbers belong under parameters; a matrix in a formula is written in quotes{entries}"


_LIMITS = {
    "greater_than": ("greater than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
}


def _given(given: Any) -> str:
    if given is None:
        return "nothing stands here"
    if isinstance(given, TrapText):
        return f"'{given}' is not a plain decimal number"
    if isinstance(given, str):
        return f"'{given}' is text in YAML"
    if isinstance(given, bool):
        return f"{str(given).lower()} is a truth value in YAML"
    if isinstance(given, int | float):
        return f"{given:g} is a number"
    return "a list stands here" if isinstance(given, list) else "a mapping stands here"
