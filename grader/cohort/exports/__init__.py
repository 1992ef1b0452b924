"""Marks in the formats of other platforms: their gradebooks, and what their autograders write."""

# What passes between the exports: who is to get a grade, what is asked for, what was made.
from grader.cohort.exports.export_formats import FORMATS as FORMATS
from grader.cohort.exports.export_formats import EachFormat as EachFormat
from grader.cohort.exports.export_formats import TableFormat as TableFormat
from grader.cohort.exports.export_formats import export as export
from grader.cohort.exports.export_formats import format_named as format_named
from grader.cohort.exports.export_records import Asked as Asked
from grader.cohort.exports.export_records import Exported as Exported
