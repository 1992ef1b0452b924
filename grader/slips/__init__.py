"""What was the slip? Finds the one change of a step's rule that gives what a student wrote.

`formula_of` reads a solver function as a formula, `neighbourhood` makes its single-edit
neighbours, `slip_of` says which of them explains an answer, `formula_slip` the same for an
answer that is a formula. `possible_slips` lists what will be recognised.
"""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # The derivative of an activation in its two spellings: by its value, or by what goes into it.
    from grader.slips.activation_slopes import with_other_slopes as with_other_slopes

    # A wrong answer that waits for an explanation, and when a value explains it.
    from grader.slips.attempt import Attempt as Attempt
    from grader.slips.attempt import Bounds as Bounds
    from grader.slips.context import SLOPES as SLOPES

    # What surrounds a rule: the names that can be taken for one another, and how they are shown.
    from grader.slips.context import Context as Context
    from grader.slips.context import context_of as context_of

    # One slip as a change of a rule at one place.
    from grader.slips.edit import Edit as Edit

    # The single-edit neighbours of a rule: what it would be with one slip in it.
    from grader.slips.edits import Neighbourhood as Neighbourhood
    from grader.slips.edits import neighbourhood as neighbourhood

    # What was the slip? The change of a rule that gives just what a student wrote.
    from grader.slips.found import edit_values as edit_values
    from grader.slips.found import formula_slip as formula_slip
    from grader.slips.found import misconceptions_of as misconceptions_of
    from grader.slips.found import possible_slips as possible_slips
    from grader.slips.found import slip_of as slip_of

    # The kinds of slips: how each is told, and how common it is.
    from grader.slips.kinds_told import Kind as Kind

    # What part a name plays in a question: told by the rules that make and use it, by no letters.
    from grader.slips.roles import Roles as Roles
    from grader.slips.roles import roles_of as roles_of

    # Slips in the words of the question. No sentence holds a value, or the whole right formula.
    from grader.slips.slip_words import Slip as Slip

    # A solver function as a formula: its source, read as a syntax tree and never run.
    from grader.slips.solver_formulas import formula_of as formula_of

    # Every slip that was tried on a wrong answer, with the value it gives.
    from grader.slips.tried_slips import TriedSlips as TriedSlips
    from grader.slips.tried_slips import slips_tried as slips_tried

__getattr__ = on_demand(
    __name__,
    {
        "activation_slopes": ("with_other_slopes",),
        "attempt": (
            "Attempt",
            "Bounds",
        ),
        "context": (
            "SLOPES",
            "Context",
            "context_of",
        ),
        "edit": ("Edit",),
        "edits": (
            "Neighbourhood",
            "neighbourhood",
        ),
        "found": (
            "edit_values",
            "formula_slip",
            "misconceptions_of",
            "possible_slips",
            "slip_of",
        ),
        "kinds_told": ("Kind",),
        "roles": (
            "Roles",
            "roles_of",
        ),
        "slip_words": ("Slip",),
        "solver_formulas": ("formula_of",),
        "tried_slips": (
            "TriedSlips",
            "slips_tried",
        ),
    },
)
