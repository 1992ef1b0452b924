"""Finds the step functions of a solver by its name."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType

from grader.errors import RubricError
from grader.graph import Rule, did_you_mean, rule_of


@cache
def solver_names() -> tuple[str, ...]:
    """The solvers there are: the modules of this package, except this one."""
    modules = pkgutil.iter_modules([str(Path(__file__).parent)])
    return tuple(sorted(m.name for m in modules if m.name != "registry"))


@cache
def variant_names(solver: str) -> tuple[str, ...]:
    """The variants of a solver, by name; none for a solver that is a single module."""
    module = _solver_module(solver)
    if not hasattr(module, "__path__"):
        return ()
    modules = pkgutil.iter_modules(module.__path__)
    return tuple(sorted(m.name for m in modules if not m.name.startswith("_")))


@cache
def solver_rules(solver: str, variant: str | None = None) -> tuple[Rule, ...]:
    """The rules of a solver, in the order of the homework.

    Raises RubricError for an unknown solver, and for a variant that is missing or unknown.
    """
    variants = variant_names(solver)
    if variants and variant is None:
        raise RubricError(f"solver {solver} needs a variant: {' or '.join(variants)}")
    if variant is not None and variant not in variants:
        known = f"it has {', '.join(variants)}" if variants else "it has none"
        raise RubricError(
            f"solver {solver} has no variant {variant}{did_you_mean(variant, variants)} ({known})"
        )
    name = f"grader.solvers.{solver}" + (f".{variant}" if variant else "")
    return step_rules(importlib.import_module(name))


def step_rules(module: ModuleType) -> tuple[Rule, ...]:
    """The public step functions of a module as rules.

    Functions that the module takes over from elsewhere count when its `__all__` names them, so
    that variants can share steps while helpers such as sigmoid stay out.
    """
    listed = getattr(module, "__all__", None)
    names = listed if listed is not None else [n for n in vars(module) if not n.startswith("_")]
    found = ((name, getattr(module, name)) for name in names)
    return tuple(
        rule_of(value)
        for _, value in found
        if isinstance(value, FunctionType)
        and (listed is not None or value.__module__ == module.__name__)
    )


def _solver_module(solver: str) -> ModuleType:
    if solver not in solver_names():
        known = ", ".join(solver_names())
        raise RubricError(
            f"no solver is called {solver}{did_you_mean(solver, solver_names())} (known: {known})"
        )
    return importlib.import_module(f"grader.solvers.{solver}")
