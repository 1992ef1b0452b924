"""Formulas of logic as answers, `p ∧ ¬q`: how they are read, and the rows of their truth tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any

from grader.errors import RubricError, UnreadableError
from grader.mathlang import BUILT_IN, Vocabulary, domain, free_names, parse_logic
from grader.question.formulas import Formula, vocabulary_of
from grader.question.question_records import Question, Step
from grader.question.student_formulas import not_usable

MOST_ROWS = 4_096
"""Rows of a truth table: twelve variables, or three whole numbers."""
USUAL_NUMBERS = (-5, 5)
"""The whole numbers that a statement is tried at where its domain does not say."""
_CHAIN = re.compile(r"(?<![<>!=:])=(?![=>])|≡|\\equiv(?![a-zA-Z])")
_SAME = re.compile(r"≡|\\equiv(?![a-zA-Z])")
_NAMED = re.compile(r"(?P<name>[^:=]{1,80}?)\s*(?::(?!=)|:=|=|\bis\b)\s*(?P<rest>.+)", re.DOTALL)


def student_logic(
    question: Question, step: Step, text: str, is_name: Callable[[str], bool] = lambda _: False
) -> Formula:
    """The formula of logic that an answer says: of a chain of equals signs its last member.

    is_name: whether words before a sign are only what the step is called. Raises UnreadableError,
    a sentence for the student.
    """
    numbers = numbers_among(step.symbols, question.parameters, question.domains)
    vocabulary = _vocabulary(question, step)
    named = _NAMED.fullmatch(text.strip().strip("$").strip())
    bare = named["rest"] if named and is_name(named["name"].strip()) else text
    if bare is not text and numbers and _is_whole(text, vocabulary, numbers, step):
        bare = text  # `not (a > 2 and b = 1)`: its first words may stand in the label as well
    last = (_SAME if numbers else _CHAIN).split(bare)[-1].strip()
    tree = parse_logic(last, vocabulary, numbers)
    for name in sorted(free_names(tree) - set(step.symbols) - BUILT_IN):
        raise UnreadableError(not_usable(name, vocabulary, step.symbols))
    return Formula(tree=tree)


def _is_whole(text: str, vocabulary: Vocabulary, numbers: tuple[str, ...], step: Step) -> bool:
    """Whether a text is a formula of the step's symbols without anything cut off before a sign."""
    try:
        names = free_names(parse_logic(text.strip(), vocabulary, numbers))
    except UnreadableError:
        return False
    return names <= {*step.symbols, *BUILT_IN}


def numbers_among(
    names: Iterable[str], parameters: Collection[str], domains: Mapping[str, Any]
) -> tuple[str, ...]:
    """Those of some names that stand for numbers, and not for what is true or false."""
    return tuple(
        name
        for name in names
        if name in parameters or (name in domains and not _is_truth(domains[name]))
    )


def rows_of(question: Question, step: Step) -> Iterator[dict[str, float]]:
    """The rows of the truth table of a step: every value of each symbol with all of the others."""
    asked = question.graph.under(step.name) | set(step.symbols)
    names = [
        name for name in question.graph.givens if name in asked and name not in question.parameters
    ]
    values = [values_of(question.domains.get(name, "boolean")) for name in names]
    for row in islice(product(*values), MOST_ROWS):
        yield dict(zip(names, row, strict=True))


def values_of(spec: Any) -> tuple[float, ...]:
    """The values that a symbol of a formula of logic may have; (-5, ..., 5) for any number."""
    where = domain(spec)
    if where.values:
        return where.values
    low, high = (int(where.low), int(where.high)) if where.whole else USUAL_NUMBERS
    return tuple(float(value) for value in range(low, high + 1))


def _is_truth(spec: Any) -> bool:
    try:
        return set(domain(spec).values) == {0.0, 1.0}
    except (RubricError, TypeError, ValueError):  # which the check of domains says
        return False


def _vocabulary(question: Question, step: Step) -> Vocabulary:
    """The names that an answer may use, in the spellings of the question."""
    known = {name: question.notation.get(name, ()) for name in step.symbols}
    return vocabulary_of(step.symbols, known)
