"""What people write in a way of its own: residues, entries one by one, growth, a closed path.

Each is put into the writing that the step's kind reads, where it can mean nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from grader.answers import (
    ASKS_GROWTH,
    Slot,
    as_one_vector,
    grown,
    modulus_of,
    residues,
    with_mod,
)
from grader.mathlang import WrittenMatrix
from grader.mathlang.tree import Number, free_names, walk
from grader.model import Array
from grader.question import AnswerKind, Choices, Question, Step, folded

_PATHS = ("cycle", "circuit", "tour", "loop", "closed", "round trip")
"""Words of a label that ask for a path which comes back to where it began."""

MOST_RESIDUES = 100_000
"""By more nobody counts by hand."""
_FIGURES = re.compile(r"(?<![\w.])\d{1,15}(?![\w.])")


def in_usual_writing(question: Question, step: Step, text: str, slot: Slot) -> str:
    """The text of an answer as its kind reads it; mostly the text itself."""
    if step.answer is AnswerKind.FORMULA:
        text = grown(text) if ASKS_GROWTH.search(step.label) else text
        return with_mod(text, lambda _: True)
    if step.answer is AnswerKind.CHOICE and step.choices is not None:
        return _growth_of(text, step.choices)
    if step.answer is AnswerKind.SET and step.choices is None:
        return _as_residues(question, step, text)
    if step.answer is not AnswerKind.NUMBER:
        return text
    text = with_mod(text, lambda n: n.isdigit() and float(n) in _moduli(question, step))
    solution = question.solution.get(step.name)
    if not isinstance(solution, np.ndarray) or not 1 < solution.size == max(solution.shape):
        return text
    return as_one_vector(text, step.label, slot.others | slot.givens, solution.size)


def _as_residues(question: Question, step: Step, text: str) -> str:
    """A set of residues with each as the rubric has it, from 0 on, `±2 mod 35` for {2, 33}."""
    modulus, said = modulus_of(step.label), modulus_of(text)
    if not modulus and said in _moduli(question, step):
        modulus = said
    expected = question.solution.get(step.name)
    if not modulus or not isinstance(expected, np.ndarray) or expected.ndim != 1:
        return text
    is_of_residues = np.isin(expected, np.arange(min(modulus, MOST_RESIDUES))).all()
    found = residues(text, modulus) if is_of_residues else None
    return f"{{{', '.join(map(str, found))}}}" if found else text


def _moduli(question: Question, step: Step) -> frozenset[float]:
    """What a step may count by: the numbers of its rule and of its label."""
    return frozenset(_numbers(question, step))


def _numbers(question: Question, step: Step) -> Iterator[float]:
    """The numbers that a step may count by, those of every convention's rules among them."""
    rules = question.graph.rules
    own = [rules[n] for n in (step.name, *question.graph.ancestors(step.name)) if n in rules]
    others = [rule for convention in question.conventions for rule in convention.rules]
    for tree in [rule.tree for rule in (*own, *others) if rule.tree is not None]:
        yield from (float(part.value) for part in walk(tree) if isinstance(part, Number))
        for name in free_names(tree):
            value = question.parameters.get(name, question.solution.get(name))
            if isinstance(value, np.ndarray) and value.ndim == 0:
                yield float(value)
    yield from map(float, _FIGURES.findall(f"{question.title} {step.prompt} {step.label}"))


def _growth_of(text: str, choices: Choices) -> str:
    """The choice that tells the same growth as a text, `n log n` for Θ(n log n)."""
    if choices.place(text) is not None:
        return text
    bare = _growth(text)
    found = [word for word in choices.words if _growth(word) == bare]
    return found[0] if len(found) == 1 else text


def _growth(text: str) -> str:
    """What grows without signs that make no difference: `n·log(n)` is n log n."""
    bare = re.sub(r"\(([a-zA-Z])\)", r" \1", grown(text))
    return "".join(folded(re.sub(r"[*·]|\\cdot\b", " ", bare)).split())


def without_return(read: WrittenMatrix, label: str, expected: Array) -> WrittenMatrix:
    """A cycle without the vertex that closes it, A-B-C-A, where the rubric's is not closed.

    Shapes: expected (n), the answer (n + 1) or any other
    """
    own = read.value
    is_closed = own.ndim == 1 and own.size == expected.size + 1 > 3 and own[0] == own[-1]
    asks = any(word in label.casefold() for word in _PATHS)
    if not (is_closed and asks and expected[0] != expected[-1]):
        return read
    return WrittenMatrix(own[:-1], read.entries[:-1])
