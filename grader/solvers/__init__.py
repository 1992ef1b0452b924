"""The values of a question, in the order of the homework: numpy only, one module per solver.

A solver is a module (or a package whose modules are its variants) of step functions: the
function's name is the step, its argument names are the steps and parameters it depends on.
"""

from grader.solvers.registry import solver_names, solver_rules, variant_names

__all__ = ["solver_names", "solver_rules", "variant_names"]
