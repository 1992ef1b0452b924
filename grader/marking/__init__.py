"""Question + answers -> marks: the verdict and credit of every step, with its reason.

Every step is compared with the truth and, where that does not earn everything, with what its own
rule gives from the student's earlier answers; the better credit stands.
"""

from typing import TYPE_CHECKING

from grader import on_demand

# One student's answers to one question, with what each step may be if they are followed.
from grader.marking.case import case_of as case_of

# What one step's answer says: a value, a formula, or the sentence why it could not be read.
from grader.marking.read_answer import NOT_REACHED as NOT_REACHED
from grader.marking.read_answer import readings as readings

# Walks through a question's steps, each after those that it rests on, and marks them.
from grader.marking.walk import marks as marks
from grader.marking.walk import question_marks as question_marks
from grader.marking.walk import standings as standings
from grader.marking.walk import unmarked as unmarked

if TYPE_CHECKING:
    # Answers of which many are right: any for which what the rubric says holds.
    # Whether two answers in symbols say the same, whatever is right.
    from grader.marking.equal_statements import same_statement as same_statement

    # What was the slip? Known misconceptions first, then single changes of the step's own rule.
    from grader.marking.slip_verdict import likely_slips as likely_slips
    from grader.marking.slip_verdict import recognised as recognised
    from grader.marking.valid_answers import is_valid as is_valid

    # Worked solutions: each rule, then the numbers put in, then the value.
    from grader.marking.worked import own_values as own_values
    from grader.marking.worked import solution_of as solution_of
    from grader.marking.worked import worked_line as worked_line

__getattr__ = on_demand(
    __name__,
    {
        "equal_statements": ("same_statement",),
        "slip_verdict": ("likely_slips", "recognised"),
        "valid_answers": ("is_valid",),
        "worked": ("own_values", "solution_of", "worked_line"),
    },
)
