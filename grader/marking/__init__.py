"""Question + answers -> marks: the verdict and credit of every step, with its reason.

Every step is compared with the truth and, where that does not earn everything, with what its own
rule gives from the student's earlier answers; the better credit stands.
"""

from typing import TYPE_CHECKING

from grader import on_demand

# One student's answers to one question, with what each step may be if they are followed.
from grader.marking.case import Case as Case
from grader.marking.case import case_of as case_of

# How right a number is beside the truth and beside what follows, entry by entry.
from grader.marking.numeric_answers import standing as standing

# What one step's answer says: a value, a formula, or the sentence why it could not be read.
from grader.marking.read_answer import NOT_REACHED as NOT_REACHED
from grader.marking.read_answer import Reading as Reading
from grader.marking.read_answer import readings as readings

# Walks through a question's steps, each after those that it rests on, and marks them.
from grader.marking.walk import marks as marks
from grader.marking.walk import question_marks as question_marks
from grader.marking.walk import rejudged as rejudged
from grader.marking.walk import standings as standings
from grader.marking.walk import unmarked as unmarked

if TYPE_CHECKING:
    # Whether two answers to one step say the same, as groups and decisions have it.
    from grader.marking.alike_answers import said_in as said_in
    from grader.marking.alike_answers import say_the_same as say_the_same

    # One answer judged beside the marks before it, and everything that it was tried against.
    from grader.marking.formulas_tried import formula_trials as formula_trials
    from grader.marking.judgement import Judgement as Judgement
    from grader.marking.outcome import Outcome as Outcome
    from grader.marking.routes_tried import route_trials as route_trials

    # What was the slip? Known misconceptions first, then single changes of the step's own rule.
    from grader.marking.slip_verdict import likely_slips as likely_slips
    from grader.marking.slip_verdict import recognised as recognised
    from grader.marking.trial import Trial as Trial
    from grader.marking.trial import Way as Way
    from grader.marking.trial import nearest_first as nearest_first

    # Answers of which many are right: any for which what the rubric says holds.
    from grader.marking.valid_answers import is_valid as is_valid

    # Worked solutions: each rule, then the numbers put in, then the value.
    from grader.marking.worked import own_values as own_values
    from grader.marking.worked import worked_line as worked_line
    from grader.marking.wrongs_tried import slip_trials as slip_trials

__getattr__ = on_demand(
    __name__,
    {
        "alike_answers": ("said_in", "say_the_same"),
        "formulas_tried": ("formula_trials",),
        "judgement": ("Judgement",),
        "outcome": ("Outcome",),
        "routes_tried": ("route_trials",),
        "wrongs_tried": ("slip_trials",),
        "trial": ("Trial", "Way", "nearest_first"),
        "slip_verdict": ("likely_slips", "recognised"),
        "valid_answers": ("is_valid",),
        "worked": ("own_values", "worked_line"),
    },
)
