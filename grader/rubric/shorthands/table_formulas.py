"""A question's formulas over its table written out, and its columns among what it is given."""

from __future__ import annotations

from typing import Any

from grader.question import Shortened
from grader.rubric.shorthands.conditions import Conditions
from grader.rubric.shorthands.data_tables import Table
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.formula_places import formulas_of, rewritten
from grader.rubric.shorthands.round_indices import WORD


def with_conditions_written_out(expansion: Expansion, question: Keys, table: Table) -> Keys:
    """The question with its formulas over a table as formulas of columns, which it is given.

    Columns that no formula uses are left out. The table itself stays, for questions that take it.
    """
    conditions = Conditions(table)

    def change(text: str) -> str:
        formula = conditions.written_out(text)
        return text if formula == text else Shortened(formula, text)

    found = rewritten(expansion, question, change)
    used = {word for text in formulas_of(found) for word in WORD.findall(text)}
    columns = {name: table.numbers(name) for name in table.columns if name in used}
    parameters = {**columns, **(found.get("parameters") or {})}
    for name in columns.keys() & (question.get("parameters") or {}).keys():
        if parameters[name] != columns[name]:
            told = f"{name} is a column of the table as well; rename one"
            expansion.say(("parameters", name), told)
    for name in columns:
        expansion.came_from(("parameters", name), ("data",))
        expansion.need_not_use(("parameters", name))
    words: dict[str, Any] = {
        name: {"values": sorted({table.codes[word] for word in table.categories(name)})}
        for name in columns
        if table.is_of_words(name)
    }
    domains = {**words, **(found.get("domains") or {})}
    return {**found, "parameters": parameters, "domains": domains}
