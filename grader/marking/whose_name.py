"""Whose name stands before the value in a step's box: the step's, another value's, or nobody's.

The right number under another value's name says something that is wrong, and so it is not taken.
The student knows the values by the labels, too, and by what they are usually called.
"""

import re
from dataclasses import replace

from grader.answers import loss_names, names_on_labels, step_size_names
from grader.mathlang import Vocabulary, derivative_parts, named
from grader.mathlang.tree import Name
from grader.question import Question, Step, head, once

_BUSY = ("H", "l", "error", "Error")
"""Usual names of a loss that as often are a student's own for something else."""
_PROSE = re.compile(r"[A-Za-z]{2,}|[aA]")


@once
def names_beside(question: Question, step: Step) -> Vocabulary:
    """The names of a question with those on its labels and those that are usual.

    A usual name gives way to all others, and to the step's own letter: `E` for an energy is not
    the loss.
    """
    names = question.vocabulary
    symbols = _symbols(question)
    initials = {word[0].casefold() for word in re.findall(r"[^\W_]+", f"{step.label} {step.name}")}
    usual = (*loss_names(question.graph.rules), *step_size_names(question.parameters))
    free = {
        other: name
        for other, name in usual
        if name == step.name
        or not (other in _BUSY or (len(other) == 1 and other.casefold() in initials))
    }
    aliases = {
        other: name for other, name in {**free, **symbols}.items() if names.known(other) is None
    }
    return replace(names, aliases={**aliases, **names.aliases})


def other_givens(question: Question, step: Step) -> frozenset[str]:
    """The given numbers whose names are none for a step.

    Many write `w = 0.25` for the w after one step, and ŷ for the y of others: the step's name
    with another label is a name for it. So is what its label speaks of, and the given that it is.
    """
    rule = question.graph.rules.get(step.name)
    same = rule.tree.name if rule is not None and isinstance(rule.tree, Name) else ""
    return frozenset(
        name
        for name in question.parameters
        if name != same and not _is_kin(name, step.name) and not _is_spoken_of(name, step.label)
    )


@once
def _symbols(question: Question) -> dict[str, str]:
    """What the labels call the steps."""
    labels = {step.name: step.label for step in question.steps}
    return names_on_labels(labels, question.vocabulary)


def _is_kin(given: str, step: str) -> bool:
    """Whether two names differ by a label alone, `w` and `w_new`."""
    short, long = sorted((named(given), named(step)), key=len)
    if bool(derivative_parts(short)) != bool(derivative_parts(long)):
        return False
    return long == short or long.startswith(f"{short}_")


def _is_spoken_of(given: str, label: str) -> bool:
    """Whether a label in plain words names a given, "the x at which it is largest"."""
    words = head(label).split()
    others = [word for word in words if word != given]
    return 0 < len(others) < len(words) and all(map(_PROSE.fullmatch, others))
