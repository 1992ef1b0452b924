"""A student's files to answers: the filled-in template, or whole sheets."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # How much the files of one submission may take together: time, text and restarts,
    # passed along.
    from grader.answers.budget import Budget as Budget

    # The text of one answer, read as its step's kind has it.
    from grader.answers.by_kind import alone as alone
    from grader.answers.by_kind import beyond_numbers as beyond_numbers
    from grader.answers.by_kind import closed_ends as closed_ends
    from grader.answers.by_kind import complex_value as complex_value
    from grader.answers.by_kind import real_value as real_value
    from grader.answers.by_kind import value_of_kind as value_of_kind
    from grader.answers.by_kind import value_with_unit as value_with_unit

    # Which of the files handed in is the filled-in template, told by what it holds.
    from grader.answers.choosing import Chosen as Chosen
    from grader.answers.choosing import chosen as chosen
    from grader.answers.choosing import sheets_among as sheets_among

    # Residues, and vectors told entry by entry, in the language's own way.
    from grader.answers.congruences import modulus_of as modulus_of
    from grader.answers.congruences import residues as residues
    from grader.answers.congruences import with_mod as with_mod

    # A file as it was handed in.
    from grader.answers.document import SheetFile as SheetFile
    from grader.answers.files import MAX_SHEET_BYTES as MAX_SHEET_BYTES
    from grader.answers.files import MAX_SHEETS as MAX_SHEETS
    from grader.answers.files import NAMES as NAMES
    from grader.answers.files import SHEETS as SHEETS

    # Lists what a student handed in and opens it, without leaving the submission folder.
    from grader.answers.files import HandedIn as HandedIn
    from grader.answers.files import handed_in as handed_in
    from grader.answers.files import in_order as in_order
    from grader.answers.files import is_hidden as is_hidden
    from grader.answers.files import no_answers as no_answers
    from grader.answers.files import short as short

    # The same files as bytes, for grading where their folder is not.
    from grader.answers.files_in_memory import FilesInMemory as FilesInMemory
    from grader.answers.files_in_memory import in_memory as in_memory

    # The sheets of a submission, read for the questions of an assignment.
    from grader.answers.from_sheets import HOW as HOW
    from grader.answers.from_sheets import sheet_of as sheet_of
    from grader.answers.from_sheets import with_sheets as with_sheets

    # How fast something grows, as the function that is told.
    from grader.answers.growth import ASKS_GROWTH as ASKS_GROWTH
    from grader.answers.growth import grown as grown

    # The names that labels give to steps, `q` of "the middle, q".
    from grader.answers.label_names import names_on_labels as names_on_labels
    from grader.answers.named_entries import as_one_vector as as_one_vector

    # How the questions of an assignment are numbered, as sheets count them.
    from grader.answers.sheet.numerals import paths as paths

    # What a sheet says for the steps that are asked, and a statement with what was weighed for it.
    from grader.answers.sheet.records import Considered as Considered
    from grader.answers.sheet.records import Sheet as Sheet

    # The place of a value: what it may be called there, and what may stand before it.
    from grader.answers.slots import Slot as Slot

    # The text of a numeric answer to its value: a number, a vector, a matrix or an expression.
    from grader.answers.step_value import written as written

    # What values are usually called, whatever a rubric calls them: `J` a loss, `η` a step size.
    from grader.answers.usual_names import loss_names as loss_names
    from grader.answers.usual_names import step_size_names as step_size_names

__getattr__ = on_demand(
    __name__,
    {
        "budget": ("Budget",),
        "by_kind": (
            "alone",
            "beyond_numbers",
            "closed_ends",
            "complex_value",
            "real_value",
            "value_of_kind",
            "value_with_unit",
        ),
        "choosing": (
            "Chosen",
            "chosen",
            "sheets_among",
        ),
        "congruences": ("modulus_of", "residues", "with_mod"),
        "document": ("SheetFile",),
        "files": (
            "HandedIn",
            "MAX_SHEETS",
            "NAMES",
            "SHEETS",
            "MAX_SHEET_BYTES",
            "handed_in",
            "in_order",
            "is_hidden",
            "no_answers",
            "short",
        ),
        "files_in_memory": ("FilesInMemory", "in_memory"),
        "from_sheets": (
            "HOW",
            "sheet_of",
            "with_sheets",
        ),
        "growth": ("ASKS_GROWTH", "grown"),
        "label_names": ("names_on_labels",),
        "named_entries": ("as_one_vector",),
        "sheet.numerals": ("paths",),
        "sheet.records": ("Considered", "Sheet"),
        "slots": ("Slot",),
        "step_value": ("written",),
        "usual_names": (
            "loss_names",
            "step_size_names",
        ),
    },
)
