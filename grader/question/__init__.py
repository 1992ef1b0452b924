"""A rubric's question with its rules in one checked graph: what marking works on."""

from typing import TYPE_CHECKING

from grader import on_demand

# What a step asks for: a value, a word out of several, a set, a sequence, an interval, a table.
from grader.question.answer_kinds import AnswerKind as AnswerKind
from grader.question.answer_kinds import Choices as Choices
from grader.question.answer_kinds import TableNames as TableNames
from grader.question.answer_kinds import as_word as as_word
from grader.question.answer_kinds import expected_value as expected_value
from grader.question.answer_kinds import folded as folded
from grader.question.assembly import CALLED as CALLED

# Joins a rubric's questions with their rules into checked graphs: what marking works on.
from grader.question.assembly import formula_texts as formula_texts
from grader.question.assembly import given_names as given_names
from grader.question.assembly import known_names as known_names
from grader.question.assembly import question_of as question_of

# What people write for an answer that is no number: infinity, or that there is none.
from grader.question.beyond_numbers import value_beyond as value_beyond
from grader.question.beyond_numbers import with_infinity as with_infinity

# What depends on the question alone is built once per question, not per submission.
from grader.question.built_once import Memory as Memory
from grader.question.built_once import memory_of as memory_of
from grader.question.built_once import once as once

# Values of another question that a question goes on with.
from grader.question.carried import Carried as Carried
from grader.question.carried import carried_first as carried_first

# Random values for a question's parameters, of the shapes and from the domains that it names.
from grader.question.drawing import drawn_values as drawn_values
from grader.question.drawing import random_points as random_points
from grader.question.drawing import special_draws as special_draws

# Formulas in a question's own names: rules that a rubric writes, answers that a student writes.
from grader.question.formulas import Formula as Formula
from grader.question.formulas import Shortened as Shortened
from grader.question.formulas import constants_of as constants_of
from grader.question.formulas import formula_rule as formula_rule
from grader.question.formulas import rule_reader as rule_reader
from grader.question.formulas import vocabulary_for as vocabulary_for
from grader.question.formulas import vocabulary_of as vocabulary_of

# How a step is marked beyond its tolerance: what a rubric may set for an assignment, a question
# or a step.
from grader.question.policy import Reveal as Reveal
from grader.question.policy import Unsure as Unsure

# A question's records: its steps, its conventions, its rules in one checked graph.
from grader.question.question_records import ONE_INTERVAL as ONE_INTERVAL
from grader.question.question_records import Assignment as Assignment
from grader.question.question_records import Convention as Convention
from grader.question.question_records import Misconception as Misconception
from grader.question.question_records import Question as Question
from grader.question.question_records import Step as Step

# What a person calls a step: the head of its label, `y` of "y = σ(z3), to 3 decimals".
from grader.question.step_labels import head as head
from grader.question.student_formulas import sheet_formula as sheet_formula
from grader.question.student_formulas import student_formula as student_formula

# Words that a step chooses among, told from values where its formula ends in them.
from grader.question.words_at_ends import words_of as words_of

if TYPE_CHECKING:
    # Complex numbers as text for people, and as a rubric writes them.
    # Answers in symbols, by their kind: their text read, and their trees as text.
    from grader.question.answers_in_symbols import formula_text as formula_text
    from grader.question.answers_in_symbols import student_statement as student_statement
    from grader.question.complex_rules import complex_tree as complex_tree
    from grader.question.complex_rules import formula_in_complex as formula_in_complex
    from grader.question.complex_rules import is_complex_text as is_complex_text
    from grader.question.complex_rules import reader_in_complex as reader_in_complex
    from grader.question.complex_words import complex_in_words as complex_in_words
    from grader.question.complex_words import in_parts as in_parts
    from grader.question.complex_words import nested_pairs as nested_pairs
    from grader.question.complex_words import of_parts as of_parts

    # Whether an equation only gives a symbol its numbers, `λ = 4.56`.
    from grader.question.equations import is_solved as is_solved

    # Intervals in words of brackets: `[0, 1) ∪ (2, ∞)`.
    from grader.question.interval_words import interval_in_words as interval_in_words

    # A question with the rules of those that it carries values on from, in one graph for marking.
    from grader.question.joined_graph import joined as joined

    # Formulas of logic as answers, `p ∧ ¬q`: the rows of their truth tables.
    from grader.question.logic_formulas import MOST_ROWS as MOST_ROWS
    from grader.question.logic_formulas import numbers_among as numbers_among
    from grader.question.logic_formulas import rows_of as rows_of
    from grader.question.logic_formulas import values_of as values_of

    # Conventions that a student may hold: the loss with or without 1/2, N or N - 1.
    from grader.question.under_conventions import all_under as all_under
    from grader.question.under_conventions import conventions_of as conventions_of
    from grader.question.under_conventions import one_more as one_more
    from grader.question.under_conventions import together as together
    from grader.question.under_conventions import under as under

__getattr__ = on_demand(
    __name__,
    {
        "answers_in_symbols": ("formula_text", "student_statement"),
        "complex_rules": (
            "complex_tree",
            "formula_in_complex",
            "is_complex_text",
            "reader_in_complex",
        ),
        "complex_words": ("complex_in_words", "in_parts", "nested_pairs", "of_parts"),
        "equations": ("is_solved",),
        "interval_words": ("interval_in_words",),
        "joined_graph": ("joined",),
        "logic_formulas": ("MOST_ROWS", "numbers_among", "rows_of", "values_of"),
        "under_conventions": ("all_under", "conventions_of", "one_more", "together", "under"),
    },
)
