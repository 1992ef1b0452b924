"""The symbols of a step that are said nowhere else: what they stand for follows from its kind."""

from __future__ import annotations

from typing import Any

from grader.question import AnswerKind, formula_texts
from grader.rubric.shorthands.expansion import GIVING, Expansion, Keys


def asked_as(question: Keys, kind: AnswerKind) -> Keys:
    """The steps of a question that ask for a kind of answer."""
    steps = question.get("steps")
    return {
        name: step
        for name, step in (steps if isinstance(steps, dict) else {}).items()
        if isinstance(step, dict) and step.get("answer") == kind.value
    }


def with_own_symbols(expansion: Expansion, question: Keys, asked: Keys, where: str) -> Keys:
    """The question with the symbols that some steps bring, each drawn where their kind has them.

    where: the domain of those that nothing is said of.
    """
    known = {name for part in GIVING for name in question.get(part) or ()}
    known |= set(formula_texts({**question, "steps": _sound(question)}))
    domains: dict[str, Any] = {}
    for step, keys in asked.items():
        symbols = keys.get("symbols")
        for place, symbol in enumerate(symbols if isinstance(symbols, list) else ()):
            if isinstance(symbol, str) and symbol not in known:
                domains.setdefault(symbol, where)
                expansion.came_from(("domains", symbol), ("steps", step, "symbols", place))
                expansion.need_not_use(("domains", symbol))
    own = question.get("domains")
    return {**question, "domains": {**(own if isinstance(own, dict) else {}), **domains}}


def _sound(question: Keys) -> Keys:
    steps = question.get("steps")
    return {n: s for n, s in (steps or {}).items() if isinstance(s, dict)}
