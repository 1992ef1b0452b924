"""`functions` of a question: its formulas with every call written out."""

from __future__ import annotations

from grader.errors import RubricError
from grader.question import formula_rule, formula_texts, given_names, vocabulary_of
from grader.rubric.shorthands.data_tables import Table
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.formula_places import rewritten
from grader.rubric.shorthands.logic import without_logic
from grader.rubric.shorthands.own_functions import OwnFunction, OwnFunctions


def with_functions_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question without `functions`, which are written out wherever a formula calls them."""
    given = question.get("functions")
    if not isinstance(given, dict) or not given:
        return question
    found = {key: value for key, value in question.items() if key != "functions"}
    own = _taken(expansion, question)
    return rewritten(expansion, found, own.written_out)


def _taken(expansion: Expansion, question: Keys) -> OwnFunctions:
    """The functions of a question, each checked where it stands."""
    values = tuple({*given_names(question), *formula_texts(question)})
    own = OwnFunctions(values=values)
    for head, body in question["functions"].items():
        try:
            own.add(head, str(body))
        except RubricError as error:
            expansion.say(("functions", head), str(error))
            expansion.give_up()
    if isinstance(question.get("data"), Table):
        return own  # what stands in a condition is no formula yet
    for head, function in zip(question["functions"], own.by_name.copy().values(), strict=False):
        try:
            _check(own, function, values)
        except RubricError as error:
            expansion.say(("functions", head), str(error))
            expansion.give_up()
    return own


def _check(own: OwnFunctions, function: OwnFunction, values: tuple[str, ...]) -> None:
    names = tuple(dict.fromkeys([*function.arguments, *values]))
    body = without_logic(own.written_out(function.body, 1), names)
    formula_rule(function.name, body, vocabulary_of(names))
