"""All shorthands of a rubric's plain values written out, question by question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from grader.errors import Problem
from grader.rubric.plain_values import Path, RubricSource
from grader.rubric.shorthands.data_tables import Table, table_of
from grader.rubric.shorthands.equation_sides import with_equations_written_out
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.function_calls import with_functions_written_out
from grader.rubric.shorthands.interval_notation import with_intervals_written_out
from grader.rubric.shorthands.logic import with_logic_written_out
from grader.rubric.shorthands.repeats import repeated
from grader.rubric.shorthands.shared_parameters import shares, with_shared
from grader.rubric.shorthands.table_formulas import with_conditions_written_out
from grader.rubric.shorthands.truth_formulas import with_truth_formulas_written_out
from grader.rubric.shorthands.valid_conditions import with_conditions_of_answers
from grader.rubric.sound_parts import within, without


def write_out(
    source: RubricSource, broken: Collection[Path] = ()
) -> tuple[list[Problem], list[Path]]:
    """Write out the shorthands in a rubric's plain values: what is wrong, and what is lost for it.

    broken: where something is wrong already, as it was written; it is not told again.
    """
    rubric = _Rubric(source, broken)
    questions = {key: rubric.question(key) for key in source.mapping("questions")}
    source.data = {**source.data, "questions": questions}
    return rubric.problems, rubric.lost


_SHORT = ("repeat", "functions", "data")
"""Keys of a question without which its formulas cannot be read."""


class _Rubric:
    """The questions of a rubric, each written out once and behind those that it takes from."""

    def __init__(self, source: RubricSource, broken: Collection[Path]) -> None:
        self.source = source
        self.broken = broken
        self.given = source.mapping("questions")
        self.problems: list[Problem] = []
        self.lost: list[Path] = []
        self.made: dict[str, Any] = {}
        self.open: list[str] = []

    def question(self, key: str) -> Any:
        """A question without shorthands; what is no question stays what it is."""
        if key not in self.made:
            question = self.given[key]
            is_question = isinstance(question, dict)
            self.made[key] = self._written_out(key, question) if is_question else question
        return self.made[key]

    def _other(self, key: str) -> Keys | None:
        """Another question as far as it can be relied on; None for one in a circle."""
        if key in self.open:
            here = self.open[-1]
            circle = " -> ".join([*self.open[self.open.index(key) :], key])
            message = f"these questions take values from each other in a circle: {circle}"
            self.problems.append(self.source.problem(("questions", here, "parameters"), message))
            return None
        found = self.question(key)
        is_lost = ("questions", key) in (*self.lost, *self.broken)
        return found if isinstance(found, dict) and not is_lost else None

    def _written_out(self, key: str, question: Keys) -> Keys:
        expansion = Expansion(self.source, key)
        broken = within(self.broken, key)
        found = _sound(expansion, question, broken)
        if "repeat" in found:
            found = repeated(expansion, found)
        if "data" in found:
            found = _with_table(expansion, found)
        if shares(found):
            self.open.append(key)
            found = with_shared(expansion, found, self.given, self._other)
            self.open.remove(key)
        found = with_functions_written_out(expansion, found)
        if isinstance(found.get("data"), Table):
            found = with_conditions_written_out(expansion, found, found["data"])
        found = with_equations_written_out(expansion, found)
        found = with_intervals_written_out(expansion, found)
        found = with_truth_formulas_written_out(expansion, found)
        found = with_conditions_of_answers(expansion, found)
        found = with_logic_written_out(expansion, found)
        self.problems += expansion.problems
        self.lost += expansion.lost
        return found


def _with_table(expansion: Expansion, question: Keys) -> Keys:
    table = table_of(expansion, question["data"])
    if table is None:
        expansion.give_up()
    rest = {key: value for key, value in question.items() if key != "data"}
    return rest if table is None else {**rest, "data": table}


def _sound(expansion: Expansion, question: Keys, broken: Collection[Path]) -> Keys:
    """A question without what is wrong with its shorthands, and without what it leaves empty."""
    found = {key: value for key, value in without(question, broken).items() if value is not None}
    whole = {path[0] for path in broken if path[:1] and len(path) < 3}
    if () in broken or not whole.isdisjoint(_SHORT):
        expansion.give_up()
        found = {key: value for key, value in found.items() if key not in _SHORT}
    return found
