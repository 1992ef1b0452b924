"""The tables of `grader why`: what an answer was tried against, and its entries one by one."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rich.table import Table

from grader.agreement import GOOD, AsWritten, Nearness, Range
from grader.commands.terminal import literal, table
from grader.marking import Trial, Way
from grader.model import NoValue
from grader.review import Account, compared_entries, in_range, way_in_words
from grader.words import printable

MOST_TRIED = 8
"""Ways that are shown: what is further off says little. `--all` shows every one."""
MOST_TEXT = 200
MOST_ENTRIES = 64
NOISE = 1e-9
"""A distance that is a smaller share of what is allowed is none."""
WORTHS: Mapping[AsWritten, str] = {
    AsWritten.RIGHT: "right",
    AsWritten.COARSE: "right",
    AsWritten.LONG: "too many figures",
    AsWritten.VAGUE: "too few figures",
    AsWritten.EMPTY: "a zero says too little",
    AsWritten.OFF: "off",
}
"""What an entry is worth, in words."""


def tried_table(account: Account, every: bool) -> Table:
    """What was tried, what was taken first, then the nearest."""
    found = [trial for trial in account.nearest_first if every or _is_telling(trial)]
    shown = found if every else found[:MOST_TRIED]
    left = len(account.nearest_first) - len(shown)
    more = f", and {left} that are further off (--all)" if left else ""
    made = table("", "Tried", "Gives", title=f"Tried, the nearest first{more}")
    for heading in ("Off by", "Allowed", "Times", "Earns"):
        made.add_column(heading, justify="right", overflow="fold")
    for trial in shown:
        made.add_row(
            literal(_sign(trial), "green" if trial.is_taken else ""),
            printable(_words(trial), MOST_TEXT),
            printable(_gives(account, trial), MOST_TEXT),
            *_numbers(account, trial),
            f"{trial.credit:g}" if trial.explains or (trial.credit and _is_route(trial)) else "",
        )
    return made


def entries_table(account: Account) -> Table | None:
    """The entries of an answer of several; None where it has one, or too many to read."""
    found = compared_entries(account)
    if not found or len(found) > MOST_ENTRIES:
        return None
    has_own = any(one.own for one in found)
    made = table("Entry", "Written", "True", *(["From own"] if has_own else []))
    for heading in ("Off by", "Allowed", "Times"):
        made.add_column(heading, justify="right", overflow="fold")
    made.add_column("")
    for one in found:
        made.add_row(
            one.name,
            printable(one.written, MOST_TEXT),
            one.true,
            *([one.own] if has_own else []),
            *_of_entry(account, one.near),
            literal(WORTHS[one.near.worth], "green" if one.is_right else "red"),
        )
    return made


def _is_telling(trial: Trial) -> bool:
    """Whether there is anything to say of a way: some give no value of the answer's shape."""
    return trial.explains or bool(trial.near) or _is_route(trial)


def _is_route(trial: Trial) -> bool:
    return trial.way not in (Way.SLIP, Way.MISCONCEPTION, Way.CONVENTION)


def _sign(trial: Trial) -> str:
    return "→" if trial.is_taken else "✓" if trial.explains else ""


def _words(trial: Trial) -> str:
    words = way_in_words(trial)
    if trial.way in (Way.LISTED, Way.ALSO, Way.MISCONCEPTION, Way.CONVENTION) and trial.rule:
        words += f": {trial.rule}"
    if trial.rests_on:
        words += f" ({', '.join(trial.rests_on)})"
    likely = f", {trial.share:.0%} likely" if trial.way is Way.SLIP and trial.share else ""
    return words + likely


def _gives(account: Account, trial: Trial) -> str:
    if isinstance(trial.right, Range) and not trial.reason:
        return in_range(account.step, trial.right)
    if isinstance(trial.right, NoValue):
        return f"no value: {trial.right.reason}"
    return trial.reason


def _numbers(account: Account, trial: Trial) -> tuple[str, str, str]:
    """How far the worst entry is off; of words, how many of them are others."""
    if trial.worst is None:
        return "", "", ""
    if account.step.has_words:
        off = sum(near.worth not in GOOD for near in trial.near)
        return f"{off} of {len(trial.near)}", "", ""
    return _of_entry(account, trial.worst)


def _of_entry(account: Account, near: Nearness) -> tuple[str, str, str]:
    if account.step.has_words:
        return "", "", ""
    if near.ratio < NOISE:
        return "0", _size(near.allowed), "0"
    return _size(near.distance), _size(near.allowed), _size(near.ratio)


def _size(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "∞"
