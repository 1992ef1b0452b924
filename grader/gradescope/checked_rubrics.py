"""Rubrics that were found right when the autograder was built, with their values already read.

Setup checks a rubric once; a student's run then neither checks it again nor parses its YAML, as
long as every byte of it, and of the tables beside it, is still the same.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from pathlib import Path
from typing import Any

CHECKED = Path(sys.prefix) / "checked-rubrics"
"""Beside the interpreter, which is made anew by whatever could change how YAML is read."""


def checked_values(path: Path) -> dict[str, Any] | None:
    """The plain values of a rubric that was found right as it is; None for any other.

    Its shorthands stand as they were written. Only what setup has written there is unpickled.
    """
    try:
        if (CHECKED / path.name).read_bytes() != _with_tables(path):
            return None
        values = pickle.loads(_values_of(path).read_bytes())
    except Exception:  # only a matter of speed: it is read and checked again then
        return None
    return values if isinstance(values, dict) else None


def remember_checked(path: Path) -> None:
    """Keep what a run needs of a rubric that was just found right."""
    from grader.rubric import read_source, rubric_text

    with contextlib.suppress(OSError):  # only a matter of speed
        CHECKED.mkdir(exist_ok=True)
        values = read_source(rubric_text(path), str(path)).data
        _values_of(path).write_bytes(pickle.dumps(values))
        (CHECKED / path.name).write_bytes(_with_tables(path))


def _values_of(path: Path) -> Path:
    return CHECKED / f"{path.name}.values"


def _with_tables(path: Path) -> bytes:
    """A rubric's bytes, and those of the files beside it that its tables may stand in."""
    return b"".join(one.read_bytes() for one in (path, *sorted(path.parent.glob("*.csv"))))
