"""Formulas of logic: their many spellings read, written plainly, and told by their form."""

# The connectives in arithmetic of 1 and 0.
from grader.mathlang.logic.connectives import logic_parts as logic_parts
from grader.mathlang.logic.connectives import negand as negand

# Text to tree: connectives from loose to tight, variables side by side, statements of numbers.
from grader.mathlang.logic.logic_grammar import parse_logic as parse_logic

# A formula of logic as people write it, `p ∧ ¬q`.
from grader.mathlang.logic.logic_paper import logic_on_paper as logic_on_paper

# Sums of products and products of sums.
from grader.mathlang.logic.normal_forms import LogicForm as LogicForm
from grader.mathlang.logic.normal_forms import has_form as has_form
from grader.mathlang.logic.normal_forms import literal_count as literal_count
