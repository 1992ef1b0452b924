"""What must hold of any right answer, `A v = 2 v and norm(v) > 0`, as arithmetic of 1 and 0."""

from __future__ import annotations

from grader.errors import RubricError
from grader.mathlang import MathError, printed
from grader.question import Shortened, formula_texts, given_names, vocabulary_of
from grader.rubric.shorthands.expansion import Expansion, Keys


def with_conditions_of_answers(expansion: Expansion, question: Keys) -> Keys:
    """The question with the conditions of its steps in arithmetic; shown is what was written."""
    given = question.get("steps")
    steps = given if isinstance(given, dict) else {}
    asked = [n for n, one in steps.items() if isinstance(one, dict) and "valid" in one]
    if not asked:
        return question
    changed = dict(steps)
    for name in asked:
        text = steps[name]["valid"]
        try:
            changed[name] = {**steps[name], "valid": _written_out(question, str(text))}
        except RubricError as error:
            expansion.say(("steps", name, "valid"), str(error))
            expansion.lose(("steps", name, "valid"))
    return {**question, "steps": changed}


def _written_out(question: Keys, text: str) -> str:
    """A condition in arithmetic. Raises RubricError that points into what was written."""
    from grader.mathlang import parse_logic  # costs what others need not pay

    names = tuple(dict.fromkeys((*given_names(question), *formula_texts(question))))
    try:
        tree = parse_logic(text, vocabulary_of(names, question.get("notation")), names)
    except MathError as error:
        raise RubricError(f"{error} (in '{text}')") from None
    return Shortened(printed(tree), text)
