"""A whole class: its submissions found, graded on one machine or many, and put into tables."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # Two gradings of one class side by side: whose points change, by how much, where and why.
    # What a path on a TA's disk holds: one submission, a file of one, or a folder of them.
    # A class's marks as tables: a row for each student, a row for each step.
    from grader.cohort.class_tables import MARKS as MARKS
    from grader.cohort.class_tables import STEPS as STEPS
    from grader.cohort.class_tables import cell as cell
    from grader.cohort.class_tables import needs as needs
    from grader.cohort.comparison import Comparison as Comparison
    from grader.cohort.comparison import StepChange as StepChange
    from grader.cohort.comparison import SubmissionChange as SubmissionChange
    from grader.cohort.comparison import compared as compared
    from grader.cohort.disk_layout import submissions as submissions

    # Grades many submissions on an executor: processes of this machine, or a Dask cluster.
    from grader.cohort.engine import Engine as Engine
    from grader.cohort.engine import cluster as cluster
    from grader.cohort.engine import local as local

    # Marks in the formats of other platforms: their gradebooks, and what their autograders write.
    from grader.cohort.exports import FORMATS as FORMATS
    from grader.cohort.exports import Asked as Asked
    from grader.cohort.exports import Exported as Exported
    from grader.cohort.exports import export as export
    from grader.cohort.exports import format_named as format_named

    # CSV files as other programs write them: in their encoding, with their delimiter.
    from grader.cohort.foreign_csv import ForeignCsv as ForeignCsv
    from grader.cohort.foreign_csv import read_csv as read_csv

    # The submissions of a class: the platform's export as it is, a folder of folders, or of files.
    from grader.cohort.found_submissions import EXPECTED as EXPECTED
    from grader.cohort.found_submissions import IGNORED as IGNORED
    from grader.cohort.found_submissions import Submission as Submission
    from grader.cohort.found_submissions import submissions_of as submissions_of

    # A folder that `grade` wrote: the rubric, the class, and what became of each step.
    from grader.cohort.graded_folder import GradedClass as GradedClass
    from grader.cohort.graded_folder import graded_class as graded_class

    # What passes between the parts, all of it plain enough to travel.
    from grader.cohort.graded_records import Graded as Graded
    from grader.cohort.graded_records import StepRow as StepRow
    from grader.cohort.graded_records import Task as Task

    # A whole class graded into a folder: what has not changed is not graded again.
    from grader.cohort.grading import ClassGraded as ClassGraded
    from grader.cohort.grading import Told as Told
    from grader.cohort.grading import grade_class as grade_class

    # The folder that a class's grading writes: what is done stays done, whatever happens later.
    from grader.cohort.journal import Journal as Journal

    # What was left to people, equal answers together, and how its students are named.
    from grader.cohort.left_to_people import Left as Left
    from grader.cohort.left_to_people import is_telling as is_telling
    from grader.cohort.left_to_people import left_answers as left_answers
    from grader.cohort.left_to_people import name_for_decision as name_for_decision

    # Numeric answers just within their tolerance, and just beyond it.
    from grader.cohort.near_misses import NearMiss as NearMiss
    from grader.cohort.near_misses import ToleranceBounds as ToleranceBounds
    from grader.cohort.near_misses import changed_tolerances as changed_tolerances

    # A class graded for a comparison: only what the change of a rubric can touch.
    from grader.cohort.regrading import both_sides as both_sides

    # What a class did, for those who teach it: figures, a page, tables.
    from grader.cohort.report import ClassReport as ClassReport
    from grader.cohort.report import class_report as class_report
    from grader.cohort.report import page_of_class as page_of_class
    from grader.cohort.report import write_figures as write_figures

    # What a change of a rubric can touch: the questions that may be marked otherwise after it.
    from grader.cohort.rubric_change import ReadRubric as ReadRubric
    from grader.cohort.rubric_change import read_rubric as read_rubric
    from grader.cohort.rubric_change import touched_questions as touched_questions

    # A rubric with the files beside it that it needs, as bytes.
    from grader.cohort.rubric_files import RubricFiles as RubricFiles
    from grader.cohort.rubric_files import rubric_with_files as rubric_with_files

    # Who wrote the same at a step: answers that are equal as mathematics.
    from grader.cohort.same_answers import Group as Group
    from grader.cohort.same_answers import equal_groups as equal_groups

    # Whose a submission is, by the metadata that the platform left there.
    from grader.cohort.whose_on_disk import submitters_on_disk as submitters_on_disk

__getattr__ = on_demand(
    __name__,
    {
        "comparison": ("Comparison", "StepChange", "SubmissionChange", "compared"),
        "disk_layout": ("submissions",),
        "engine": ("Engine", "cluster", "local"),
        "same_answers": ("Group", "equal_groups"),
        "exports": ("FORMATS", "Asked", "Exported", "export", "format_named"),
        "foreign_csv": ("ForeignCsv", "read_csv"),
        "found_submissions": ("EXPECTED", "IGNORED", "Submission", "submissions_of"),
        "graded_folder": ("GradedClass", "graded_class"),
        "grading": ("ClassGraded", "Told", "grade_class"),
        "journal": ("Journal",),
        "left_to_people": ("Left", "is_telling", "left_answers", "name_for_decision"),
        "graded_records": ("Graded", "StepRow", "Task"),
        "near_misses": ("NearMiss", "ToleranceBounds", "changed_tolerances"),
        "report": ("ClassReport", "class_report", "page_of_class", "write_figures"),
        "regrading": ("both_sides",),
        "rubric_change": ("ReadRubric", "read_rubric", "touched_questions"),
        "rubric_files": ("RubricFiles", "rubric_with_files"),
        "whose_on_disk": ("submitters_on_disk",),
        "class_tables": ("MARKS", "STEPS", "cell", "needs"),
    },
)
