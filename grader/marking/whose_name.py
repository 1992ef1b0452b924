"""Whose name stands before the value in a step's box: the step's, another value's, or nobody's.

The right number under another value's name says something that is wrong, and so it is not taken.
The student knows the values by the labels, too, and by what they are usually called.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from grader.answers import loss_names, step_size_names
from grader.errors import GraderError
from grader.mathlang import Vocabulary, canonical, derivative_parts, known_function, named, parse
from grader.mathlang.tree import Call, Name
from grader.question import Question, Step, head, once

_BUSY = ("H", "l", "error", "Error")
"""Usual names of a loss that as often are a student's own for something else."""
_LAST_LETTER = re.compile(
    r"[A-Za-z]{2,} (?<!\bof )(?<!\bat )(?<!\bby )(?<!\bto )(?<!\bin )(?<!\bfor )(?<!\band )"
    r"(?<!\bon )(?<!\bwith )([^\W\d_]_?\d*)$"
)
"""A letter at the end of words that it names, not of those that say what they are about."""
_PROSE = re.compile(r"[A-Za-z]{2,}|[aA]")


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
    """What the labels call the steps, where that is one name: `L` of "L(y, ŷ), the loss"."""
    found = {
        (_symbol(text, question.vocabulary), step.name)
        for step in question.steps
        for text in _names_in(step.label)
    }
    count = Counter(symbol for symbol, _ in found)
    return {symbol: name for symbol, name in found if symbol and count[symbol] == 1}


def _names_in(label: str) -> Iterator[str]:
    """Where a name may stand on a label: its parts, `q` of "the middle, q", "the force F"."""
    yield head(label)
    yield from (part for part in label.split(", ") if " " not in part)
    last = _LAST_LETTER.search(head(label))
    if last:
        yield last[1]


def _symbol(text: str, names: Vocabulary) -> str:
    """The name that a text is and nothing else, `L` of `L(y, ŷ)`; else ""."""
    try:
        tree = parse(text, names)
    except GraderError:
        return ""
    if isinstance(tree, Call) and known_function(tree.function) is None:
        return canonical(tree.function)
    return tree.name if isinstance(tree, Name) else ""


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
