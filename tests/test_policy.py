"""How steps are marked: what a rubric says, at the step, its question or the whole."""

from __future__ import annotations

from typing import Any

import pytest

from grader.agreement.tolerance_as_written import Precision
from grader.model import Visibility
from grader.question.policy import Policy, Reveal, ShowWork, Unsure, policy_of

# what the rubric says, and what it makes of the policy that holds where it says nothing
SAID: list[tuple[dict[str, Any], Policy]] = [
    ({}, Policy()),
    ({"truncation": "reject"}, Policy(precision=Precision(truncation=False))),
    ({"truncation": "accept"}, Policy()),
    ({"minimum_figures": 4}, Policy(precision=Precision(minimum_figures=4))),
    ({"minimum_decimals": 5}, Policy(precision=Precision(minimum_decimals=5))),
    ({"slip_credit": 0.0}, Policy(slip_credit=0.0)),
    ({"entries": "all"}, Policy(entries_share=False)),
    ({"entries": "share"}, Policy()),
    ({"follow_through_unless": "never"}, Policy(unless_trivial=False)),
    ({"follow_through_unless": "trivial"}, Policy()),
    ({"show_work": {"deduct": 0.5}}, Policy(show_work=ShowWork(deduct=0.5))),
    (
        {"show_work": {"deduct": 0.5, "unless": ["y", "z"]}},
        Policy(show_work=ShowWork(deduct=0.5, unless=("y", "z"))),
    ),
    ({"unsure": "review"}, Policy(unsure=Unsure.REVIEW)),
    ({"unsure": "accept"}, Policy(unsure=Unsure.ACCEPT)),
    ({"reveal": "nothing"}, Policy(reveal=Reveal.NOTHING)),
    ({"reveal": "expected"}, Policy(reveal=Reveal.EXPECTED)),
    ({"reveal_when": "after_due_date"}, Policy(reveal_when=Visibility.AFTER_DUE_DATE)),
]


@pytest.mark.parametrize("said, policy", SAID)
@pytest.mark.parametrize("place", range(3))
def test_what_is_said_at_any_level_holds_and_all_else_is_as_usual(
    said: dict[str, Any], policy: Policy, place: int
) -> None:
    levels: list[dict[str, Any]] = [{}, {}, {}]
    levels[place] = said
    found = policy_of(levels)
    assert found == policy
    assert found.unsure is policy.unsure  # a word of the same letters would equal it
    assert found.reveal is policy.reveal
    assert found.reveal_when is policy.reveal_when


@pytest.mark.parametrize("near, _", SAID[1:])
@pytest.mark.parametrize("far, __", SAID[1:])
def test_of_two_levels_the_nearer_decides(
    near: dict[str, Any], far: dict[str, Any], _: Policy, __: Policy
) -> None:
    assert policy_of([near, far]) == policy_of([{**far, **near}])


def test_nothing_said_is_the_policy_of_the_manual() -> None:
    usual = Policy()
    assert (usual.precision.truncation, usual.precision.minimum_figures) == (True, 2)
    assert usual.precision.enough_decimals == 3
    assert (usual.slip_credit, usual.entries_share, usual.unless_trivial) == (0.5, True, True)
    assert usual.show_work.deduct == 0
    assert (usual.unsure, usual.reveal) == (Unsure.IF_RIGHT, Reveal.READING)
    assert usual.reveal_when is Visibility.AFTER_PUBLISHED
