"""Is a rubric's shape right? Everything wrong with it at once, in the words of our house."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from grader import record
from grader.errors import Problem
from grader.graph import did_you_mean
from grader.rubric.draw_keys import DRAWN
from grader.rubric.examples import EXAMPLES
from grader.rubric.not_numbers import number_messages, single_hint
from grader.rubric.plain_values import Path, RubricSource
from grader.rubric.quoting import as_yaml, plain_or_quoted, quoted
from grader.rubric.schema import StepKeys
from grader.rubric.schema_lookup import fields_at, homes_of, named_keys
from grader.rubric.schema_questions import FORMULA, STEP, RubricKeys
from grader.yamltree import TrapText

PERCENT = 5
"""A share above this is one of a hundred, and not of one."""
MAX_LISTED = 6
"""So many keys are listed in a message; of more, the manual has the list."""


@record(frozen=True, slots=True, kw_only=True)
class _Error:
    """One error of the validation library: its kind, what it is about, and where that stands.

    written: what stood there, where YAML took it for something else than text.
    """

    kind: str
    given: Any
    path: Path
    context: Mapping[str, Any]
    written: str

    @property
    def key(self) -> str:
        """The key whose value it is about; "" for an entry of a list."""
        return self.path[-1] if self.path and isinstance(self.path[-1], str) else ""

    @property
    def example(self) -> str:
        """A value of the key as YAML writes it; "" where the key is a name of the rubric's own."""
        is_named = len(self.path) > 1 and self.path[-2] in named_keys()
        return "" if is_named else EXAMPLES.get(self.key, "")

    def write(self, value: str) -> str:
        """The words that say what to write there."""
        return f"write {self.key}: {value}" if self.key else f"write {value}"


def shape_problems(source: RubricSource) -> tuple[Problem, ...]:
    """Unknown and missing keys, text for numbers, values out of range: each with its place."""
    found = list(_without_steps(source))
    try:
        RubricKeys.model_validate(source.data)
    except ValidationError as invalid:
        found += [
            source.problem(error.path, message)
            for error in (_error(source, one) for one in invalid.errors(include_url=False))
            for message in _messages(error)
        ]
    return tuple(dict.fromkeys(found))


def _without_steps(source: RubricSource) -> Iterator[Problem]:
    """Questions that ask for nothing: they need steps, or steps that come round after round.

    The model does not say so, for it could not while anything else is wrong with the question.
    """
    for key, question in source.mapping("questions").items():
        if isinstance(question, dict) and not {"steps", "repeat"} & question.keys():
            missing = f"this key is missing; write steps: {EXAMPLES['steps']}"
            yield source.problem(("questions", key, "steps"), missing)


def _error(source: RubricSource, error: Any) -> _Error:
    """An error with its path as far as the rubric goes, and one key beyond."""
    path: list[str | int] = []
    here: Any = source.data
    for part in (part for part in error["loc"] if part not in (STEP, FORMULA, DRAWN)):
        is_there = part in here if isinstance(here, dict) else _is_entry(here, part)
        if is_there:
            here = here[part]
        elif error["type"] != "missing" or part != error["loc"][-1]:
            break  # the rest names a type that was tried, or that the key itself is meant
        else:
            here = None
        path.append(part)
    return _Error(
        kind=error["type"],
        given=error["input"],
        path=tuple(path),
        context=error.get("ctx", {}),
        written=source.written.get(tuple(path), ""),
    )


def _is_entry(here: Any, part: Any) -> bool:
    return isinstance(here, list) and isinstance(part, int) and part < len(here)


def _messages(error: _Error) -> Iterator[str]:
    """An error of the validation library in the words of our house."""
    if error.kind == "numbers":
        yield from number_messages(error.given, error.written * isinstance(error.given, bool))
        return
    if "message" in error.context:  # one of our own
        yield error.context["message"]
        return
    if error.path[2:3] == ("dimensions",) and len(error.path) == 5:
        yield f"{_given(error)}; a size is a name or a whole number, as in [m, 3]"
        return
    words = _WORDS.get(error.kind, _does_not_fit)
    yield words(error)


def _unknown_key(error: _Error) -> str:
    known, name = fields_at(error.path[:-1]), error.key
    key, _, rest = name.partition(" ")
    if key in known and rest:
        return f"a colon is missing; write {key}: {rest}"
    homes = homes_of(name)
    if name == "notation" and error.path[-3:-2] == ("steps",):
        others = error.given if isinstance(error.given, list) else [error.given]
        text = as_yaml({str(error.path[-2]): others})
        told = "unknown key here; spellings stand in the question, beside its steps"
        return f"{told}: notation: {text}" if not isinstance(error.given, dict) else told
    if homes and homes[0] in known:
        return f"unknown key here; write {homes[0]}: {{{name}: {as_yaml(error.given)}}}"
    if homes:
        return f"unknown key here; it is a key of {homes[0]}"
    if len(known) <= MAX_LISTED:
        return f"unknown key (known here: {', '.join(known)})"
    return "unknown key; docs/rubric.md lists the keys there are"


def _missing(error: _Error) -> str:
    example = error.example
    return f"this key is missing{f'; {error.write(example)}' if example else ''}"


def _no_number(error: _Error) -> str:
    return f"{_given(error)}; {single_hint(error.given)}"


def _no_whole_number(error: _Error) -> str:
    if isinstance(error.given, str):
        hint = single_hint(error.given)
        return f"{_given(error)}; {hint if re.search(r'write -?[0-9]+$', hint) else _WHOLE}"
    return f"{_given(error)}; {_WHOLE}"


_WHOLE = "write a whole number"


def _no_text(error: _Error) -> str:
    if isinstance(error.given, bool | int | float):
        return f"{_given(error)}; {error.write(quoted(error.written or str(error.given)))}"
    if error.key == "draw":
        return f"{_given(error)}; {error.write(error.example)}"
    return f"{_given(error)}; write text here"


def _no_choice(error: _Error) -> str:
    choices = re.findall(r"'([^']*)'", error.context["expected"])
    given = error.written or _shown(error.given)
    return f"'{given}' is not one of {', '.join(choices)}{did_you_mean(given, choices)}"


def _no_mapping(error: _Error) -> str:
    if isinstance(error.given, str) and error.path[-2:-1] == ("parameters",):
        return f"a draw stands under draw; write {{draw: {quoted(error.given)}}}"
    example = error.example
    inner = {"tolerance": "rtol", "show_work": "deduct"}.get(error.key)
    number = _number_in(error.given)
    if inner and number:
        example = f"{{{inner}: {number}}}"
    if isinstance(error.given, list) and error.key == "repeat":
        return (
            "a list stands here; one repeat holds all rounds, each counted by a letter of its own:"
            " repeat: {k: 1..4, j: 1..2, start: …, steps: {x_k: …, y_j: …}}"
        )
    if isinstance(error.given, list) and error.key in ("questions", "steps", "parameters"):
        return "a list stands here; write each by its name, without a dash: name: {...}"
    if error.path[-2:-1] == ("steps",) and error.key in StepKeys.model_fields:
        return f"{error.key} is a key of a step; indent it, so that it stands under the step's name"
    inside = re.sub(r"^(\w+)\s*=\s*", r"\1: ", str(error.given).strip("() "))
    if isinstance(error.given, str) and re.match(r"\w+: ", inside):
        return f"{_given(error)}; {error.write(f'{{{inside}}}')}"
    if example and error.given is not None:
        return f"{_given(error)}; {error.write(example)}"
    return f"{_given(error)}; a mapping of keys and values belongs here"


def _no_list(error: _Error) -> str:
    given = error.given
    if isinstance(given, str) and error.path[-2:-1] == ("dimensions",):
        sizes = [one for one in re.split(r"[\s,×*]+|(?<=\s)x(?=\s)", given.strip("()[] ")) if one]
        sizes = [one for one in sizes if one != "x"] or sizes
        return f"{_given(error)}; {error.write(f'[{chr(44).join(sizes)}]'.replace(',', ', '))}"
    if isinstance(given, bool | int | float | str) and error.written not in ("", "~"):
        return f"{_given(error)}; {error.write(f'[{plain_or_quoted(error.written)}]')}"
    if isinstance(given, str):
        return f"{_given(error)}; {error.write(f'[{plain_or_quoted(given)}]')}"
    if isinstance(given, dict) and error.key == "misconceptions":
        return "a mapping stands here; write a list of them, each beginning with a dash"
    return f"{_given(error)}; {error.write(error.example) if error.example else _LIST}"


_LIST = "write a list"


def _no_formula(error: _Error) -> str:
    if isinstance(error.given, list):
        text = as_yaml(error.given)
        if len(text) < 60:
            return f"a list stands here; a formula is text; {error.write(quoted(text))}"
        return "a list stands here; its numbers belong under parameters"
    if isinstance(error.given, bool):
        word = error.written or str(error.given).lower()
        return f"{_given(error)}; for the word {error.write(quoted(word))}"
    return f"{_given(error)}; write a formula"


def _out_of_range(error: _Error) -> str:
    words, key = _LIMITS[error.kind]
    hint = ""
    if key == "gt" and error.key == "points":
        hint = "; a value that earns nothing belongs under definitions"
    if key == "le" and error.context[key] == 1 and PERCENT < error.given <= 100:
        hint = f"; for {error.given:g} % {error.write(f'{error.given / 100:g}')}"
    return f"{_given(error)}; it must be {words} {error.context[key]:g}{hint}"


def _does_not_fit(error: _Error) -> str:
    example = error.example
    return f"{_given(error)}; {error.write(example) if example else 'it does not fit here'}"


_LIMITS = {
    "greater_than": ("greater than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
}
_WORDS: Mapping[str, Callable[[_Error], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "float_type": _no_number,
    "int_type": _no_whole_number,
    "int_from_float": _no_whole_number,
    "string_type": _no_text,
    "literal_error": _no_choice,
    "model_type": _no_mapping,
    "dict_type": _no_mapping,
    "list_type": _no_list,
    "formula_type": _no_formula,
    "finite_number": lambda error: f"{_given(error)}; write a finite number",
    "too_short": lambda _: "it is empty; at least one entry belongs here",
    "tolerance": lambda error: str(error.context["message"]),
    **dict.fromkeys(_LIMITS, _out_of_range),
}


def _number_in(given: Any) -> str:
    """A number as YAML writes it, be it one or a text that stands for one; "" for others."""
    if isinstance(given, str):
        return "".join(re.findall(r"^write (-?[0-9.]+)$", single_hint(given)))
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return as_yaml(given) if is_number else ""


def _shown(given: Any) -> str:
    return "nothing" if given is None else as_yaml(given)


def _given(error: _Error) -> str:
    given = error.given
    if given is None:
        return "nothing stands here"
    if isinstance(given, TrapText):
        return f"'{given}' is not a plain decimal number"
    if isinstance(given, str):
        return f"'{given}' is text in YAML"
    if isinstance(given, bool):
        return f"{error.written or str(given).lower()} is a truth value in YAML"
    if isinstance(given, int | float):
        return f"{error.written or format(given, 'g')} is a number"
    return "a list stands here" if isinstance(given, list) else "a mapping stands here"
