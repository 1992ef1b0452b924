"""The decisions that a bundle brings: whom they are about stands there hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from grader.rubric import EVERYONE, Decision, Decisions

_ABOUT = """\
# What people decided, for the autograder. Students stand here as hashes of their e-mails or student
# ids: nobody reads off who is meant, but whoever has a list of the class can try everyone on it.
"""


def hashed_text(decisions: Decisions) -> str:
    """The text of a bundle's decisions; the same decisions make the same text."""
    salted = replace(decisions, salt=_salt(decisions))
    entries = [dict(_entry(salted, one)) for one in decisions.every]
    made: str = yaml.safe_dump(
        {"salt": salted.salt, "decisions": entries},
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
    )
    return _ABOUT + made


def _salt(decisions: Decisions) -> str:
    """Another for every file, so that hashes of two assignments cannot be laid side by side."""
    told = repr([(one.id, one.students, one.wrote, one.reason) for one in decisions.every])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _entry(salted: Decisions, one: Decision) -> Iterator[tuple[str, Any]]:
    """One decision as the file has it, without what says nothing."""
    named = one.students if one.is_for_all else tuple(map(salted.key, one.students))
    given = {
        "step": one.id,
        "student": EVERYONE if named == (EVERYONE,) else list(named),
        "wrote": one.wrote,
        "credit": one.credit,
        "points": one.points,
        "reason": one.reason,
        "by": one.by,
        "date": one.date,
    }
    return ((key, value) for key, value in given.items() if value not in (None, "", []))
