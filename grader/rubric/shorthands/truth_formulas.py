"""The formulas of a step that asks for a formula of logic, in any of its spellings, as arithmetic
of 1 and 0; its symbols are true or false where nothing else is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.errors import RubricError
from grader.mathlang import MathError, Vocabulary, printed
from grader.question import AnswerKind, Shortened, formula_texts, given_names, vocabulary_of
from grader.rubric.shorthands.expansion import GIVING, Expansion, Keys
from grader.rubric.shorthands.formula_places import rewritten


def with_truth_formulas_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question with its formulas of logic as arithmetic; shown is what was written."""
    steps = question.get("steps")
    asked = {
        name: step
        for name, step in (steps if isinstance(steps, dict) else {}).items()
        if isinstance(step, dict) and step.get("answer") == AnswerKind.LOGIC.value
    }
    if not asked:
        return question
    found = _with_domains(expansion, question, asked)
    for name, step in asked.items():
        changed = rewritten(expansion, {"steps": {name: step}}, _written_out(found, step))
        found = {**found, "steps": {**found["steps"], **changed["steps"]}}
    return found


def _with_domains(expansion: Expansion, question: Keys, asked: Keys) -> Keys:
    """The question with the symbols of its formulas of logic as truth values."""
    known = {name for part in GIVING for name in question.get(part) or ()}
    known |= set(formula_texts(question))
    domains: dict[str, Any] = {}
    for step, keys in asked.items():
        symbols = keys.get("symbols")
        for place, symbol in enumerate(symbols if isinstance(symbols, list) else ()):
            if isinstance(symbol, str) and symbol not in known:
                domains.setdefault(symbol, "boolean")
                expansion.came_from(("domains", symbol), ("steps", step, "symbols", place))
                expansion.need_not_use(("domains", symbol))
    own = question.get("domains")
    return {**question, "domains": {**(own if isinstance(own, dict) else {}), **domains}}


def _written_out(question: Keys, step: Keys) -> Callable[[str], str]:
    """What makes arithmetic of a step's formulas."""
    from grader.question.logic_formulas import numbers_among

    names = (*given_names(question), *formula_texts(question))
    vocabulary = vocabulary_of(names, question.get("notation"))
    asked = step.get("symbols") or given_names(question)
    parameters, domains = question.get("parameters") or {}, question.get("domains") or {}
    numbers = numbers_among(asked, parameters, domains)
    return lambda text: _arithmetic(text, vocabulary, numbers)


def _arithmetic(text: str, vocabulary: Vocabulary, numbers: tuple[str, ...]) -> str:
    """A formula of logic as arithmetic. Raises RubricError that points into what was written."""
    from grader.mathlang.logic import parse_logic

    written = text.written if isinstance(text, Shortened) else text
    try:
        return Shortened(printed(parse_logic(text, vocabulary, numbers)), written)
    except MathError as error:
        raise RubricError(f"{error} (in '{written}')") from None
