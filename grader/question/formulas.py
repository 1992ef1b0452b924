"""Formulas in a question's own names: rules that a rubric writes, answers that a student writes."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from grader import record
from grader.errors import RubricError
from grader.graph import Rule, did_you_mean
from grader.mathlang import (
    BUILT_IN,
    INFINITE,
    MathError,
    Tree,
    Vocabulary,
    canonical,
    evaluate,
    joined,
    parse,
    tokens,
)
from grader.mathlang.tree import (
    Call,
    Name,
    Number,
    names_in_order,
    substituted,
    walk,
)
from grader.question.answer_kinds import NONE
from grader.question.meant_names import rounds_of, with_base_e
from grader.question.word_names import word_constants
from grader.question.words_at_ends import ending_in, words_of

RuleReader = Callable[[str, str], Rule]
"""A step's name and the text of its formula -> the rule that they make."""


class Shortened(str):
    """A formula, with the shorter text that stands for it in the rubric: what people are shown."""

    written: str

    def __new__(cls, formula: str, written: str) -> Shortened:
        made = super().__new__(cls, formula)
        made.written = written
        return made

    def __str__(self) -> str:
        return self


def _as_written(text: str) -> str:
    """A formula as it stands in the rubric, whatever it is short for."""
    return text.written if isinstance(text, Shortened) else text


def _not_defined(name: str, hint: str, text: str) -> str:
    return f"{name} is not defined in this question{hint} (in '{_as_written(text)}')"


NO_SIZES: Mapping[str, Tree] = MappingProxyType({})


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Formula:
    """A student's formula; `axes` is the order of the free indices on its left side, if any."""

    tree: Tree
    axes: tuple[str, ...] = ()


def vocabulary_of(
    names: Iterable[str],
    notation: Mapping[str, Iterable[str]] | None = None,
    matrices: Collection[str] | None = None,
    is_complex: bool = False,
) -> Vocabulary:
    """The names of a question; notation: name -> its other spellings."""
    aliases = {other: name for name, others in (notation or {}).items() for other in others}
    known = None if matrices is None else frozenset(matrices)
    return Vocabulary(names=tuple(names), aliases=aliases, matrices=known, is_complex=is_complex)


def vocabulary_for(keys: Mapping[str, Any], names: Iterable[str]) -> Vocabulary:
    """The names that formulas of a question may use, in its notation, over its numbers."""
    return vocabulary_of(names, keys.get("notation"), is_complex=has_complex_numbers(keys))


def rule_reader(names: Collection[str], keys: Mapping[str, Any]) -> RuleReader:
    """What makes rules of a question's formulas: a step's name and its text to a rule.

    names: of the question's values. keys: the question's own. Errors of the reader: as
    `formula_rule`.
    """

    def read(name: str, text: str) -> Rule:
        constants = constants_of(keys, names, name)
        vocabulary = vocabulary_for(keys, [*names, *constants])
        return formula_rule(name, text, vocabulary, constants, words_of(keys, name))

    return read


def constants_of(
    keys: Mapping[str, Any], names: Collection[str], step: str = ""
) -> dict[str, Tree]:
    """What a formula of a question may name beside its values: sizes of arrays, words of choices.

    names: those that the question has already; they are none of these. step: whose formula it is.
    """
    found = word_constants(keys, names, step) | sizes_of(keys.get("dimensions") or {}, names)
    if has_complex_numbers(keys):
        found |= imaginary_units(names)
    return found if NONE in names else {NONE: Number(math.nan)} | found


def has_complex_numbers(keys: Mapping[str, Any]) -> bool:
    """Whether the numbers of a question are complex."""
    return keys.get("numbers") == "complex"


def imaginary_units(names: Collection[str]) -> dict[str, Tree]:
    """The letters that stand for the imaginary unit where no value of a question has their name."""
    from grader.mathlang import IMAGINARY_UNITS  # few questions need it

    return {letter: unit for letter, unit in IMAGINARY_UNITS.items() if letter not in names}


def sizes_of(
    dimensions: Mapping[str, Iterable[str | int]], names: Collection[str] = ()
) -> dict[str, Tree]:
    """The named sizes of a question's arrays, each as the size of an array that has it.

    names: those that the question has already; they are no sizes.
    """
    found: dict[str, Tree] = {}
    for name, shape in dimensions.items():
        for axis, size in enumerate(shape if isinstance(shape, (list, tuple)) else ()):
            if isinstance(size, str) and size not in names:
                found.setdefault(size, Call("size", (Name(name), Number(float(axis)))))
    return found


def formula_rule(
    name: str,
    text: str,
    vocabulary: Vocabulary,
    sizes: Mapping[str, Tree] = NO_SIZES,
    words: Mapping[str, Tree] = NO_SIZES,
) -> Rule:
    """The rule that a rubric's formula makes; its arguments are the names it uses.

    sizes: what the constants stand for that it may use as names, `identity(d)`, `spam`.
    words: what names stand for where the formula ends in them, as `words_of` gives them.
    Raises RubricError that points into the formula, and for a name that nothing defines.
    """
    known = tuple(vocabulary.names or ())
    tree = with_base_e(_tree(text, vocabulary, sizes, words), known)
    names = tuple(n for n in names_in_order(tree) if n in known or n not in BUILT_IN)
    for unknown in names:
        if unknown not in known:
            rounds = rounds_of(unknown, known)
            if rounds is not None:
                wider = replace(vocabulary, names=(*known, unknown))
                return formula_rule(name, text, wider, {**sizes, unknown: rounds}, words)
            hint = did_you_mean(unknown, known)
            raise RubricError(
                f"{unknown} is not defined in this question{hint} (in '{_as_written(text)}')"
            )
    return Rule(
        name=name,
        arguments=names,
        function=partial(_evaluated, tree, names),
        description=_as_written(text),
        tree=tree,
        beyond=_beyond(tree, known),
    )


def _tree(
    text: str, vocabulary: Vocabulary, sizes: Mapping[str, Tree], words: Mapping[str, Tree]
) -> Tree:
    """A rubric's formula as a tree, with constants and words put in for the names of theirs."""
    if vocabulary.is_complex:
        from grader.mathlang import unit_apart

        text = unit_apart(text, [name for name in vocabulary.names or () if name not in sizes])
    try:
        tree = ending_in(parse(text, vocabulary), words)
        if sizes.keys() - {NONE} or NONE in text:  # few formulas name a constant
            tree = substituted(tree, sizes)
        doubled = next(_doubled(text, vocabulary), None)
    except MathError as error:
        told = error.problem if isinstance(text, Shortened) else str(error)
        raise RubricError(f"{told} (in '{_as_written(text)}')") from None
    if doubled:
        word, name = doubled
        told = f"did you mean {name}? (a product is {name} {name} or {name}^2)"
        raise RubricError(
            f"{word} is not defined in this question; {told} (in '{_as_written(text)}')"
        )
    return tree


def _beyond(tree: Tree, known: Collection[str]) -> tuple[float, ...]:
    """The numbers that are none which a formula names, infinity and nan."""
    parts = [*walk(tree)]
    names = {part.name for part in parts if isinstance(part, Name)}
    has_none = any(isinstance(part, Number) and math.isnan(part.value) for part in parts)
    is_infinite = bool(names & INFINITE - set(known))
    return (*([math.inf] if is_infinite else ()), *([math.nan] if has_none else ()))


def _doubled(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words that are a name twice over, `dd`, with that name: a finger that stayed on the key.

    `XX^T` is a product all the same.
    """
    found = joined(tokens(text), vocabulary.compounds)
    for place, (token, after) in enumerate(pairwise(found)):
        below = "_" in (found[place - 1].text, found[place - 2].text) and place > 0  # S_{xx}
        is_word = token.kind == "word" and vocabulary.known(canonical(token.text)) is None
        if is_word and not below and after.text not in ("^", "'"):
            pieces = () if vocabulary.function(token.text) else vocabulary.pieces(token.text)
            yield from ((token.text, a) for a, b in pairwise(pieces or ()) if a == b)


def _evaluated(tree: Tree, names: tuple[str, ...], *values: Any) -> Any:
    return evaluate(tree, dict(zip(names, values, strict=True)))
