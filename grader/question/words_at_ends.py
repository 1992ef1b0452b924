"""Words that a step chooses among, told from values where its formula ends in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.mathlang.tree import Call, List, Name, Tree
from grader.question.answer_kinds import AnswerKind
from grader.question.word_names import own_words


def words_of(keys: Mapping[str, Any], step: str) -> dict[str, Tree]:
    """The words that a step chooses among, which are words wherever its formula ends in one.

    In `if(mean > median, mean, median)` the last two can only be words, whatever else has these
    names. The entries of a set are no words but 1 or 0 for each.
    """
    own = (keys.get("steps") or {}).get(step)
    kind = own.get("answer") if isinstance(own, dict) else None
    return own_words(own) if kind in (AnswerKind.CHOICE, AnswerKind.SEQUENCE) else {}


def ending_in(tree: Tree, words: Mapping[str, Tree]) -> Tree:
    """A formula with words put in for names wherever one of them may be all that it gives."""
    if not words:
        return tree
    if isinstance(tree, Name):
        return words.get(tree.name, tree)
    if isinstance(tree, List):
        return List(tuple(ending_in(item, words) for item in tree.items))
    if isinstance(tree, Call) and tree.function == "where" and len(tree.arguments) == 3:
        condition, *ends = tree.arguments
        return replace(tree, arguments=(condition, *(ending_in(end, words) for end in ends)))
    return tree
