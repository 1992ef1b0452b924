"""An account of a step as plain JSON values, for those who make their own tables of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.agreement import Nearness, Range
from grader.marking import Trial
from grader.model import Array, NoValue, Value
from grader.review.allowed_words import allowed, figures, origins
from grader.review.earned_by import credit_reasons, way_in_words
from grader.review.rubric_places import step_place
from grader.review.sheet_evidence import MayBe
from grader.review.side_by_side import compared_entries
from grader.review.step_account import Account, OwnAnswer
from grader.rubric import RubricSource

Plain = dict[str, Any]


def account_json(account: Account, source: RubricSource, may_be: Sequence[MayBe] = ()) -> Plain:
    """What `why` tells; it holds true values, and is for staff alone."""
    mark, step = account.mark, account.step
    return {
        "step": mark.id,
        "label": step.label,
        "rubric": step_place(source, mark.question, step.name),
        "kind": step.answer.value,
        "rule": _rule(account),
        "conventions": list(mark.conventions),
        "read": _read(account, may_be),
        "true": None if account.true is None else _value(account.true),
        "unit": step.unit,
        "own_answers": [_own(one) for one in account.own_answers],
        "allowed": {
            "words": allowed(account, source),
            "by": [
                {"key": one.key, "value": one.value, "where": one.where, "level": one.level}
                for one in origins(account, source)
            ],
        },
        "decisive": None if account.decisive is None else _trial(account.decisive),
        "entries": [
            {"name": one.name, "written": one.written, "true": one.true, "own": one.own}
            | {**_near(one.near), "is_right": one.is_right}
            for one in compared_entries(account)
        ],
        "tried": [_trial(one) for one in account.nearest_first],
        "no_slip_because": account.why_no_slip,
        "verdict": mark.verdict.value,
        "credit": mark.credit,
        "earned": mark.earned,
        "points": mark.points,
        "reasons": credit_reasons(account),
    }


def _rule(account: Account) -> str:
    rule = account.question.graph.rules.get(account.step.name)
    return "" if rule is None else rule.in_words


def _read(account: Account, may_be: Sequence[MayBe]) -> Plain:
    mark = account.mark
    return {
        "text": mark.read,
        "understood_as": mark.plain,
        "line": mark.line,
        "where": mark.where,
        "how": mark.how,
        "is_unsure": mark.is_unsure,
        "stands_for": list(figures(account)),
        "may_be": [
            {
                "text": one.text,
                "where": one.where,
                "is_taken": one.is_taken,
                "steps": [
                    {"step": name, "share": share, "evidence": words}
                    for name, share, words in one.steps
                ],
            }
            for one in may_be
        ],
    }


def _own(one: OwnAnswer) -> Plain:
    box = None if one.stated is None else one.stated[1]
    return {
        "step": one.name,
        "read": one.text,
        "low": None if box is None else _plain(box.low),
        "high": None if box is None else _plain(box.high),
        "verdict": None if one.mark is None else one.mark.verdict.value,
    }


def _trial(trial: Trial) -> Plain:
    found = {
        "way": trial.way.value,
        "words": way_in_words(trial),
        "rule": trial.rule,
        "gives": None if trial.right is None else _right(trial.right),
        "rests_on": list(trial.rests_on),
        "explains": trial.explains,
        "likelihood": trial.share or None,
        "credit": trial.credit,
        "is_taken": trial.is_taken,
        "reason": trial.reason,
    }
    return found | ({} if trial.worst is None else _near(trial.worst))


def _right(right: Range | NoValue) -> Plain:
    if isinstance(right, NoValue):
        return {"no_value": right.reason}
    return {"low": _plain(right.low), "high": _plain(right.high), "value": _plain(right.centre)}


def _near(near: Nearness) -> Plain:
    numbers = {"distance": near.distance, "allowed": near.allowed, "ratio": near.ratio}
    return {key: _number(value) for key, value in numbers.items()}


def _value(value: Value) -> Any:
    return {"no_value": value.reason} if isinstance(value, NoValue) else _plain(value)


def _plain(value: Array) -> Any:
    """An array as nested lists of numbers, with words for what JSON has no number for."""
    if np.ndim(value):
        return [_plain(part) for part in value]
    return _number(float(value))


def _number(value: float) -> float | str:
    if math.isnan(value):
        return "none"
    return value if math.isfinite(value) else "inf" if value > 0 else "-inf"
