"""Question + answers -> marks: the verdict and credit of every step, with its reason.

Every step is compared with the truth and, where that does not earn everything, with what its own
rule gives from the student's earlier answers; the better credit stands.
"""

from grader.marking.read_answer import NOT_REACHED as NOT_REACHED
from grader.marking.walk import marks as marks
from grader.marking.walk import question_marks as question_marks
from grader.marking.walk import unmarked as unmarked
