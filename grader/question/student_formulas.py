"""The formulas that students write, in a question's own names."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from grader.errors import UnreadableError
from grader.graph import did_you_mean
from grader.mathlang import (
    BUILT_IN,
    MathError,
    Tree,
    Vocabulary,
    applied,
    derivative_parts,
    free_indices,
    free_names,
    parse,
    parse_relation,
    unstarred,
)
from grader.question.formulas import Formula
from grader.question.meant_names import with_base_e


def student_formula(text: str, vocabulary: Vocabulary, symbols: Collection[str]) -> Formula:
    """The formula that an answer says: the last member of its chain of equals signs.

    Raises UnreadableError, a sentence for the student, for text that does not read as mathematics
    and for symbols that the step may not use or the question does not define.
    """
    return _student_formula(unstarred(text), vocabulary, tuple(symbols))


@lru_cache(maxsize=4_096)
def _student_formula(text: str, vocabulary: Vocabulary, symbols: tuple[str, ...]) -> Formula:
    """Kept, for many students write the same formula."""
    known = tuple(vocabulary.names or ())
    members = tuple(with_base_e(member, known) for member in _members(text, vocabulary))
    value = applied(members[-1], symbols[0], known) if len(symbols) == 1 else members[-1]
    _check_symbols(value, vocabulary, symbols)
    axes = tuple(free_indices(members[0])) if len(members) > 1 else ()
    return Formula(tree=value, axes=axes)


def sheet_formula(
    tree: Tree, label: str, vocabulary: Vocabulary, symbols: Collection[str]
) -> Formula:
    """A formula found in a sheet, whose tree is in the question's names already.

    label: the left side that stood before it. Raises UnreadableError as `student_formula` does.
    """
    _check_symbols(tree, vocabulary, symbols)
    try:
        axes = tuple(free_indices(parse(label, vocabulary))) if label else ()
    except MathError:
        axes = ()
    return Formula(tree=tree, axes=axes)


def _check_symbols(tree: Tree, vocabulary: Vocabulary, symbols: Collection[str]) -> None:
    unknown = sorted(n for n in free_names(tree) if n not in symbols and n not in BUILT_IN)
    if unknown:
        raise UnreadableError(not_usable(unknown[0], vocabulary, symbols))


def _members(text: str, vocabulary: Vocabulary) -> tuple[Tree, ...]:
    """The members of a chain of equals signs; of those before the last, what can be read.

    A derivative still to be done is no answer, but it is a good name for one on the left of it.
    """
    try:
        return parse_relation(text, vocabulary).members
    except MathError as error:
        head, equals, last = text.rpartition("=")
        if not equals or error.position >= len(head) or "to be done" not in error.problem:
            raise
        try:
            return (parse(last, vocabulary),)
        except MathError:
            raise error from None


def not_usable(name: str, vocabulary: Vocabulary, symbols: Collection[str]) -> str:
    """Why an answer may not use a name, and what it may use."""
    choices = ", ".join(symbols)
    if name in (vocabulary.names or ()):
        return f'"{name}" may not be used in this step; you may use {choices}'
    if derivative_parts(name):
        return f'"{name}" is a derivative still to be done; write out what it is, in {choices}'
    hint = did_you_mean(name, symbols)
    may_use = f" You may use {choices}" if hint else f"; you may use {choices}"
    return f'"{name}" is not a symbol of this question{hint}{may_use}'
