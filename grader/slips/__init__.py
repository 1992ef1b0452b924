"""What was the slip? Finds the one change of a step's rule that gives what a student wrote.

`formula_of` reads a solver function as a formula, `neighbourhood` makes its single-edit
neighbours, `slip_of` says which of them explains an answer, `formula_slip` the same for an
answer that is a formula. `possible_slips` lists what will be recognised.
"""

from grader.slips.activation_slopes import with_other_slopes as with_other_slopes
from grader.slips.attempt import Attempt as Attempt
from grader.slips.attempt import Bounds as Bounds
from grader.slips.context import SLOPES as SLOPES
from grader.slips.context import Context as Context
from grader.slips.context import context_of as context_of
from grader.slips.context import formulas_of as formulas_of
from grader.slips.edits import Neighbourhood as Neighbourhood
from grader.slips.edits import neighbourhood as neighbourhood
from grader.slips.found import formula_slip as formula_slip
from grader.slips.found import misconceptions_of as misconceptions_of
from grader.slips.found import possible_slips as possible_slips
from grader.slips.found import slip_of as slip_of
from grader.slips.roles import Roles as Roles
from grader.slips.roles import roles_of as roles_of
from grader.slips.slip_words import AMBIGUOUS as AMBIGUOUS
from grader.slips.slip_words import Slip as Slip
from grader.slips.solver_formulas import formula_of as formula_of
