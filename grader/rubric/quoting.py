"""Values as YAML writes them: plain where it reads them so, else with the quotes and brackets that
it needs; and numbers in the form that YAML 1.1 takes for one."""

from __future__ import annotations

import re
from typing import Any

from grader.alphabet import OPENING, PAIRS
from grader.rubric.plain_values import is_number
from grader.yamltree import Mapping, Scalar, Tree, typed, yaml_tree

TYPOGRAPHIC = "“”„‟‘’‚‛«»″"
"""Quotes that word processors and phones write in place of the two of YAML."""
_MARKS = {",": "a comma", "[": "a bracket", "]": "a bracket", "{": "a brace", "}": "a brace"}
_FIRST = frozenset("@`%*&!|>#?-\"'")
"""Signs that no plain value of YAML begins with (a dash, where a space follows it)."""
Mended = tuple[str, str]
"""A value as it should be written, and why (nothing where another check says it)."""


def value_tree(value: str, is_flow: bool) -> Tree:
    """What YAML reads where a value stands behind a key; is_flow: inside { }."""
    return yaml_tree(f"{{k: {value}}}" if is_flow else f"k: {value}")


def reads_as_itself(value: str, is_flow: bool) -> bool:
    """Whether YAML takes a value without quotes for just this text; is_flow: inside { }."""
    tree = value_tree(value, is_flow)
    if tree.error or not isinstance(tree.root, Mapping) or len(tree.root.entries) != 1:
        return False
    found = tree.root.entries[0][1]
    return isinstance(found, Scalar) and found.plain and found.text == value


def quoted(text: str) -> str:
    """A text in quotes that keep all its backslashes: single ones, unless it holds one itself."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def plain_or_quoted(text: str, is_flow: bool = True) -> str:
    """A text as a value of YAML, with quotes only where it needs them."""
    return text if reads_as_itself(text, is_flow) else quoted(text)


def as_yaml(given: Any) -> str:
    """Plain values on one line, as YAML reads them back."""
    if isinstance(given, list):
        return f"[{', '.join(map(as_yaml, given))}]"
    if isinstance(given, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(value)}' for key, value in given.items())}}}"
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, float):
        return spelled("", given)
    return "" if given is None else str(given) if is_number(given) else plain_or_quoted(given)


def spelled(text: str, value: float | None = None) -> str:
    """A number as YAML 1.1 takes it for one, in the digits it was typed with if they can stay."""
    value = float(text) if value is None else value
    digits = re.sub(r"^\+?(-?)\.", r"\g<1>0.", text).removeprefix("+").lower()
    shortest = f"{value:.15g}"
    for spelling in (_with_exponent(digits), shortest, _with_exponent(shortest)):
        found = typed(Scalar(spelling, 1)) if spelling else None
        if is_number(found) and found == value:
            return spelling
    return _with_exponent(repr(value))


def _with_exponent(text: str) -> str:
    """A number in the form with an exponent that YAML 1.1 knows: 1.0e-05 for 1e-05."""
    mantissa, exponent, power = text.partition("e")
    if not (exponent and mantissa and power):
        return text
    sign = "" if power[0] in "+-" else "+"
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{sign}{power}"


def as_typed(raw: str) -> str:
    """What a text between double quotes was meant to say: its backslashes are its own."""
    return raw.replace("\\\\", "\\").replace('\\"', '"')


def text_value(value: str, is_flow: bool) -> Mended:
    """A value that is one text: in quotes where it does not read as it stands."""
    if is_in_typographic_quotes(value):
        return quoted(value[1:-1]), "typographic quotes are no quotes to YAML"
    if value[0] in "\"'":
        return _requoted(value)
    if reads_as_itself(value, is_flow):
        return value, ""
    whole, why = closed(value)
    if len(whole) < len(value) and reads_as_itself(whole, is_flow):
        return whole, why
    return quoted(value), _reason(value, is_flow)


def is_in_typographic_quotes(text: str) -> bool:
    """Whether a text stands in quotes that look like quotes and are none to YAML."""
    return len(text) > 1 and text[0] in TYPOGRAPHIC and text[-1] in TYPOGRAPHIC


def list_of_texts(value: str) -> Mended:
    """A list whose entries are texts: `[max(a, b), c]` has two."""
    if not value.endswith("]"):
        return closed(value)
    items = _entries(value[1:-1])
    if unclosed(value.replace("(", "[").replace(")", "]")):
        return value, ""  # where an entry ends cannot be told
    written = [item if item[0] in "\"'" else plain_or_quoted(item) for item in items]
    if written == items:
        return value, ""
    return f"[{', '.join(written)}]", "an entry of a list ends at a comma unless it is in quotes"


def closed(value: str) -> Mended:
    """A list or mapping with the brackets that it lacks, or without those that are too many."""
    missing = unclosed(value)
    if missing:
        return value + missing, f"a {OPENING[missing[0]]} is not closed"
    extra = value
    while len(extra) > 1 and extra[-1] in "]}" and _surplus(extra):
        extra = extra[:-1].rstrip()
    return extra, "" if extra == value else f"a {value[-1]} stands here that closes nothing"


def unclosed(text: str) -> str:
    """The brackets that would close what a text leaves open: `]}` for `{a: [1, 2`."""
    missing = ""
    for sign in _bare(text):
        if sign in "[{":
            missing = PAIRS[sign] + missing
        elif missing[:1] == sign:
            missing = missing[1:]
    return missing


def _surplus(text: str) -> bool:
    bare = _bare(text)
    return sum(map(bare.count, "]}")) > sum(map(bare.count, "[{"))


def _bare(text: str) -> str:
    """A text without what stands in quotes."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", "", text)


def _requoted(value: str) -> Mended:
    """A value that begins with a quote, in quotes that YAML reads to its end."""
    if not value_tree(value, is_flow=False).error:
        return value, ""
    mark = value[0]
    closes = len(value) > 1 and value[-1] == mark
    inner = value[1:-1] if closes else value[1:]
    if not closes and mark not in inner:
        return quoted(inner.rstrip()), "the quote is not closed"
    if mark == '"' and "\\" in inner and '"' not in inner.replace('\\"', ""):
        why = "a backslash in double quotes is an escape to YAML, and single quotes keep it"
        return quoted(as_typed(inner)), why
    whole = inner if closes else value
    return quoted(whole), "a quote within the value ends it"


def _entries(text: str) -> list[str]:
    """The entries of a list, parted at the commas outside of all brackets and quotes."""
    parts, depth, mark = [""], 0, ""
    for sign in text:
        if mark:
            mark = "" if sign == mark else mark
        elif sign in "\"'" and not parts[-1].strip():
            mark = sign
        depth += (sign in PAIRS) - (sign in OPENING)
        if sign == "," and depth == 0 and not mark:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def _reason(value: str, is_flow: bool) -> str:
    """Which sign keeps YAML from reading a value as it stands."""
    if value[0] in _FIRST or value[0] in _MARKS:
        return f"a value that begins with {_MARKS.get(value[0], value[0])} needs quotes"
    if value.endswith(":"):
        return "a value that ends with a colon needs quotes"
    reasons = {
        ": ": "a value with a colon and a space needs quotes",
        " #": "what stands behind # is a comment unless the value is in quotes",
    }
    if is_flow:
        reasons |= {
            sign: f"a value with {name} needs quotes inside {{ }}" for sign, name in _MARKS.items()
        }
    there = [sign for sign in reasons if sign in value]
    return reasons[min(there, key=value.find)] if there else "the value needs quotes"
