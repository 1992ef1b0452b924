"""The formulas of a step that asks for a formula of logic, in any of its spellings, as arithmetic
of 1 and 0; its symbols are true or false where nothing else is said of them."""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import RubricError
from grader.mathlang import MathError, Vocabulary, printed
from grader.question import AnswerKind, Shortened, formula_texts, given_names, vocabulary_of
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.formula_places import rewritten
from grader.rubric.shorthands.own_symbols import asked_as, with_own_symbols


def with_truth_formulas_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question with its formulas of logic as arithmetic; shown is what was written."""
    asked = asked_as(question, AnswerKind.LOGIC)
    if not asked:
        return question
    found = with_own_symbols(expansion, question, asked, "boolean")
    for name, step in asked.items():
        changed = rewritten(expansion, {"steps": {name: step}}, _written_out(found, step))
        found = {**found, "steps": {**found["steps"], **changed["steps"]}}
    return found


def _written_out(question: Keys, step: Keys) -> Callable[[str], str]:
    """What makes arithmetic of a step's formulas."""
    from grader.question import numbers_among  # costs what others need not pay

    names = (*given_names(question), *formula_texts(question))
    vocabulary = vocabulary_of(names, question.get("notation"))
    asked = step.get("symbols") or given_names(question)
    parameters, domains = question.get("parameters") or {}, question.get("domains") or {}
    numbers = numbers_among(asked, parameters, domains)
    return lambda text: _arithmetic(text, vocabulary, numbers)


def _arithmetic(text: str, vocabulary: Vocabulary, numbers: tuple[str, ...]) -> str:
    """A formula of logic as arithmetic. Raises RubricError that points into what was written."""
    from grader.mathlang import parse_logic  # costs what others need not pay

    written = text.written if isinstance(text, Shortened) else text
    try:
        return Shortened(printed(parse_logic(text, vocabulary, numbers)), written)
    except MathError as error:
        raise RubricError(f"{error} (in '{written}')") from None
