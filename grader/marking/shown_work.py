"""Was the way to a result handed in? What `show_work` asks of a template and of a sheet alike."""

from collections.abc import Collection
from dataclasses import replace

from grader.errors import UnreadableError
from grader.marking.case import Case
from grader.marking.outcome import Outcome
from grader.mathlang import Tree, parse_relation
from grader.mathlang.tree import Call, Name, Number, Power, Product, Sum, rebuilt, walk
from grader.model import Answer
from grader.question import Step

_OPERATIONS = (Sum, Product, Power, Call)
CONSTANTS = ("e", "pi")
_LEAVES_OF_A_VALUE = 2
"""`1/4` and `5.9*10^-1` are values, not ways to them; three numbers, or a function, are a way."""


def after_work_shown(case: Case, step: Step, found: Outcome) -> Outcome:
    """What is left of the credit where most of the way to a step was not handed in."""
    graph, rule = case.question.graph, step.policy.show_work
    if not found.credit or step.name in rule.unless or is_shown(case, step):
        return found
    below = graph.ancestors(step.name)
    others = [name for name in case.steps if name != step.name]
    blank = case.blank - {step.name}
    way = [name for name in others if name in below]
    known = {*graph.rules, *graph.parameters}
    answer = case.readings[step.name].answer
    if not is_bare(way, others, blank, case.unplaced) or is_worked_out(answer, known):
        return found
    return replace(found, credit=found.credit * (1 - rule.deduct), deducted=rule.deduct)


def is_shown(case: Case, step: Step) -> bool:
    """Whether nothing of the way needs looking at: it is not asked for, or most of it is there."""
    return not step.policy.show_work.deduct or 2 * len(case.blank) < len(case.steps)  # see is_bare


def is_bare(
    way: Collection[str], others: Collection[str], blank: Collection[str], unplaced: int
) -> bool:
    """Whether a result stands alone: all of its way is missing, and most of its question.

    way: the asked steps that it rests on. others: all asked steps but this one. blank: those left
    blank here and, under the same name, in every other question (a regression that begins with the
    network of the question before it). unplaced: how many statements of a sheet found no step: they
    may be the way, under the student's own names.
    """
    missing = [name for name in way if name in blank]
    is_alone = bool(missing) and len(missing) == len(way) and len(missing) > unplaced
    return is_alone and 2 * len(blank) > len(others)


def is_worked_out(answer: Answer, known: Collection[str]) -> bool:
    """Whether a step's own box shows how its value came about: `-ln(0.59) = 0.52`.

    known: the names of the question; words that are none of them are no work.
    """
    members = [member for text in (answer.text, *answer.chain) for member in _members(text)]
    if len(members) == 1:
        return _is_way(members[0], _LEAVES_OF_A_VALUE + 1, known)
    return any(_is_way(member, _LEAVES_OF_A_VALUE, known) for member in members)


def _members(text: str) -> tuple[Tree, ...]:
    try:
        return parse_relation(text).members
    except UnreadableError:
        return ()


def _is_way(tree: Tree, leaves: int, known: Collection[str]) -> bool:
    """Whether a member of a chain is made of so many numbers and known names, or is a function."""
    parts = [part for part in walk(rebuilt(tree, _of_ten)) if not _is_ten(part)]
    if not any(isinstance(part, _OPERATIONS) for part in parts):
        return False
    names = [part.name for part in parts if isinstance(part, Name)]
    if not all(name in known or name in CONSTANTS for name in names):
        return False
    count = len(names) + sum(isinstance(part, Number) for part in parts)
    return count >= leaves or any(isinstance(part, Call) for part in parts)


def _of_ten(part: Tree) -> Tree:
    """A power of ten has no number of its own: 3.47*10^-1 is one value."""
    return part.base if isinstance(part, Power) and _is_ten(part.base) else part


def _is_ten(part: Tree) -> bool:
    return part == Number(10.0)
