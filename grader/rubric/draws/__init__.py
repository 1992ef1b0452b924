"""Every student their own numbers: how parameters are drawn, with which key, and for whom."""

# What was handed out to whom.
from grader.rubric.draws.handed_out import Handout as Handout
from grader.rubric.draws.handed_out import OwnNumbers as OwnNumbers
from grader.rubric.draws.handed_out import handout_path as handout_path
from grader.rubric.draws.handed_out import read_handout as read_handout
from grader.rubric.draws.handed_out import write_handout as write_handout

# The secret that numbers are drawn with.
from grader.rubric.draws.key_file import Key as Key
from grader.rubric.draws.key_file import key_path as key_path
from grader.rubric.draws.key_file import read_key as read_key
from grader.rubric.draws.key_file import write_new_key as write_new_key

# Questions whose numbers are drawn together, until they can be asked.
from grader.rubric.draws.linked_draws import MAX_ATTEMPTS as MAX_ATTEMPTS
from grader.rubric.draws.linked_draws import LinkedDraws as LinkedDraws
from grader.rubric.draws.linked_draws import are_usable as are_usable
from grader.rubric.draws.linked_draws import linked_draws as linked_draws

# A rubric's plain values with numbers in place of its draws.
from grader.rubric.draws.own_numbers import filled as filled
from grader.rubric.draws.own_numbers import numbers_of as numbers_of
from grader.rubric.draws.question_draws import Drawn as Drawn
from grader.rubric.draws.question_draws import QuestionDraws as QuestionDraws
from grader.rubric.draws.question_draws import Unfit as Unfit

# What a rubric may say of a draw.
from grader.rubric.draws.spec import DRAW_KINDS as DRAW_KINDS
from grader.rubric.draws.spec import draw_of as draw_of
from grader.rubric.draws.spec import is_draw as is_draw

# Whose numbers a submission is marked with.
from grader.rubric.draws.student_numbers import NumberSource as NumberSource
from grader.rubric.draws.student_numbers import UnknownStudentError as UnknownStudentError
from grader.rubric.draws.student_numbers import number_source as number_source
from grader.rubric.draws.students import Student as Student
from grader.rubric.draws.students import first_of_group as first_of_group
from grader.rubric.draws.students import student_named as student_named
from grader.rubric.draws.urn import SAMPLE_URN as SAMPLE_URN
from grader.rubric.draws.urn import Urn as Urn
