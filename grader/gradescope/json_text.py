"""Results as the text that is stored: a line for each step, and one for all else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


def as_json(graded: dict[str, Any]) -> str:
    """The text of results. `json` with indents takes a way ten times as slow."""
    head = {key: value for key, value in graded.items() if key != "tests"}
    return joined_text(head, map(line_of, graded.get("tests", ())))


def joined_text(head: dict[str, Any], rows: Iterable[str]) -> str:
    """The text of results, of all but the steps and of the lines of these."""
    lines = ",\n".join(rows)
    return f'{line_of(head)[:-1]}, "tests": [\n{lines}\n]}}\n'


def line_of(value: Any) -> str:
    """One value of JSON on one line, in ASCII."""
    return json.dumps(value, allow_nan=False, ensure_ascii=True)
