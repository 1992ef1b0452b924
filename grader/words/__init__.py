"""Marks in words, for students and for TAs; what may be told is decided here, points never."""

# A mark -> words for the student, in Markdown. Decides what may be revealed, never how many
# points: no sentence holds an expected value, and every text of the student's is quoted as
# code.
from grader.words.feedback import explanation as explanation
from grader.words.feedback import step_feedback as step_feedback

# Puts foreign text into Markdown so that it shows as what it is and does nothing else.
from grader.words.foreign_text import code as code
from grader.words.foreign_text import escaped as escaped
from grader.words.foreign_text import plain as plain
from grader.words.foreign_text import printable as printable
from grader.words.foreign_text import visible as visible

# Marks -> what a student reads at the top: points, where it first went wrong, what was not read.
from grader.words.headline import held_words as held_words
from grader.words.headline import summary as summary

# Values as a TA reads them in a terminal: eight significant figures, matrices row by row.
from grader.words.shown_values import nested as nested
from grader.words.shown_values import number as number
from grader.words.shown_values import shown as shown
from grader.words.shown_values import unit_in_words as unit_in_words
from grader.words.shown_values import with_unit as with_unit

# A worked solution in words for the student: the key's, and the one with the own values.
from grader.words.solutions import worked_out as worked_out

# How each verdict is told: its headline for students, its colour in a TA's terminal.
from grader.words.verdicts import COLOURS as COLOURS

# The small words of sentences for people: lists, points, shapes, places in a matrix.
from grader.words.wording import counted as counted
from grader.words.wording import first_of as first_of
from grader.words.wording import in_words as in_words
from grader.words.wording import listed as listed
from grader.words.wording import points as points
from grader.words.wording import with_article as with_article
