"""How a step is marked beyond its tolerance: what a rubric may set for an assignment, a question
or a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum
from typing import Any

from grader import record
from grader.agreement import Precision
from grader.model import Visibility


class Reveal(str, Enum):
    """What a student is shown beside the verdict."""

    NOTHING = "nothing"
    READING = "reading"
    EXPECTED = "expected"
    SOLUTION = "solution"


class Unsure(str, Enum):
    """What becomes of an answer that was found in a sheet without certainty."""

    IF_RIGHT = "if_right"
    ACCEPT = "accept"
    REVIEW = "review"


@record(frozen=True, slots=True, kw_only=True)
class ShowWork:
    """What a step loses when everything it rests on was left blank; `unless` names steps."""

    deduct: float = 0.0
    unless: tuple[str, ...] = ()


@record(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of marking for one step.

    slip_credit: for an answer that one slip explains. entries_share: whether a matrix earns the
    share of its right entries. unless_trivial: whether a zero that makes later values zero earns
    no follow-through for them. unsure: whether an answer found without certainty is marked, or left
    to people. unit_required, unit_credit: whether a number needs its unit, and what a right number
    with none though it needs one, or with one that measures something else, is worth.
    reveal_when: when the expected value, or the worked solution, is shown, if it is at all.
    """

    precision: Precision = field(default_factory=Precision)
    slip_credit: float = 0.5
    entries_share: bool = True
    unless_trivial: bool = True
    show_work: ShowWork = field(default_factory=ShowWork)
    unsure: Unsure = Unsure.IF_RIGHT
    unit_required: bool = False
    unit_credit: float = 0.5
    reveal: Reveal = Reveal.READING
    reveal_when: Visibility = Visibility.AFTER_PUBLISHED


def policy_of(levels: Sequence[Mapping[str, Any]]) -> Policy:
    """The policy that a step's keys, its question's and the rubric's make, nearest first."""
    shown = nearest(levels, "show_work", {})
    return Policy(
        precision=Precision(
            truncation=nearest(levels, "truncation", "accept") == "accept",
            minimum_figures=nearest(levels, "minimum_figures", 2),
            minimum_decimals=nearest(levels, "minimum_decimals", None),
        ),
        slip_credit=nearest(levels, "slip_credit", 0.5),
        entries_share=nearest(levels, "entries", "share") == "share",
        unless_trivial=nearest(levels, "follow_through_unless", "trivial") == "trivial",
        show_work=ShowWork(
            deduct=shown.get("deduct", 0.0), unless=tuple(shown.get("unless") or ())
        ),
        unsure=Unsure(nearest(levels, "unsure", "if_right")),
        unit_required=nearest(levels, "units", "optional") == "required",
        unit_credit=nearest(levels, "unit_credit", 0.5),
        reveal=Reveal(nearest(levels, "reveal", "reading")),
        reveal_when=Visibility(nearest(levels, "reveal_when", "after_published")),
    )


def nearest(levels: Sequence[Mapping[str, Any]], key: str, default: Any) -> Any:
    """What the nearest level that has a key says of it."""
    return next((level[key] for level in levels if level.get(key) is not None), default)
