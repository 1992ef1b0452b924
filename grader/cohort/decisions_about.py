"""Which decisions of people a submission's results depend on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from grader.cohort.graded_records import Task
from grader.cohort.rubric_files import RubricFiles
from grader.rubric import Decisions, decisions_in

_About = tuple[frozenset[str] | None, str]
"""Whom a decision is about, None for all, and all that it says but for where it stands."""


def decided_for(rubric: RubricFiles, task: Task) -> list[str]:
    """The decisions about the students of a submission, or about all, each as one text."""
    if not rubric.decisions:
        return []
    decisions, about = _listed(rubric)
    keys = decisions.keys(task.students, task.name)
    return [said for named, said in about if named is None or not named.isdisjoint(keys)]


@lru_cache(maxsize=4)
def _listed(rubric: RubricFiles) -> tuple[Decisions, Sequence[_About]]:
    decisions = decisions_in(rubric.decisions, rubric.name)
    return decisions, [
        (
            None if one.is_for_all else frozenset(decisions.named_in(one)),
            repr(replace(one, place=0, line=None)),
        )
        for one in decisions.every
    ]
