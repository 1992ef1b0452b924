"""How alike a student's own name is to the name of a step: `\\lambda_{min}` and `lmin`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product

from grader.alphabet import GREEK_NAMES
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.meaning import value_at
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side, called
from grader.mathlang import Tree, known_function, printed
from grader.mathlang.tree import Call, Name, Number, Product

_PART = re.compile(r"[^\W\d_]+|\d")
LEAST = 0.3
"""Likeness below which names have nothing in common."""
SAME = 2.0
"""Likeness of names that differ in commas, capitals or the alphabet alone."""
MAX_SPELLINGS = 8
_GREEK = {name: name[0] for name in GREEK_NAMES}
_HALF = re.compile(
    r"\\?([^\W\d_]+)\s*_?\s*\{?\s*(?:1\s*/\s*2|\\[dt]?frac\s*\{?1\}?\s*\{?2\}?)\s*\}?"
)
"""`t_{1/2}`, or `t1/2` where none can lower it: no quotient, but the name of a half."""


def _by_sound(name: str) -> str:
    """A name as languages without ph, th and mb write it, `alfa`, `teta` and `lamda`."""
    return re.sub(r"(?<=[ctkr])h", "", name.replace("ph", "f").replace("mb", "m"))


_BY_SOUND = {_by_sound(name): name for name in GREEK_NAMES if _by_sound(name) != name}


def alike(label: Side, reading: Reading) -> Mapping[str, float]:
    """How alike a label of the student's own is to the names of the steps, where it is at all."""
    own = list(islice(_spellings(label, reading), MAX_SPELLINGS))
    steps = [step.name for step in reading.asked.steps] if own else []
    found = {name: max(likeness(one, name) for one in own) for name in steps}
    return {name: much for name, much in found.items() if much > LEAST}


def _spellings(label: Side, reading: Reading) -> Iterator[str]:
    """A name of the student's own, and `f(2)` as f of the value that is 2, `f_x0`."""
    tree = label.tree
    if half := _HALF.fullmatch(label.text.strip()):
        yield f"{half[1]}_half"
    elif name := called(tree, label.text):
        yield from () if label.name else (name,)
    elif isinstance(tree, Product) and tree.signs == ("@",):
        letter, index = tree.operands  # a subscript that a PDF set beside its letter, `X 2`
        if isinstance(letter, Name) and isinstance(index, Number):
            yield f"{letter.name}_{index.value:g}"
    elif isinstance(tree, Call) and not label.name and known_function(tree.function) is None:
        for inner in product(*(_names(one, reading) for one in tree.arguments)):
            yield "_".join(("d" * tree.primes + tree.function, *inner))


def _names(argument: Tree, reading: Reading) -> list[str]:
    """The names that an argument is, or that have its value; of a number that none has, itself."""
    if isinstance(argument, Name):
        return [argument.name]
    value = value_at(argument, {})
    if value is None:
        return [""]
    like = reading.values.known.like(value)
    known = [one.name for one in like if same_number(value, one.value, is_exact=True)]
    return known or [printed(argument)]


@lru_cache(maxsize=4096)
def likeness(own: str, step: str) -> float:
    """Between 0 and 1 the share of letters, words and figures that both names have; SAME where they
    have all of them, `w_{1,n}` and w_1n.

    Capitals, underscores and the alphabet do not count: a rubric in plain letters writes `lmin`.
    """
    return max(_alike(_parts(own), _parts(step)), _alike(_in_latin(own), _in_latin(step)))


def _alike(first: list[str], second: list[str]) -> float:
    if not first or not second:
        return 0.0
    if sorted("".join(first)) == sorted("".join(second)):  # m2_hat is written mhat2 as well
        return SAME
    common = sum(min(first.count(part), second.count(part)) for part in set(first))
    if not any(part.isalpha() for part in {*first} & {*second}):
        return 0.0  # an index says nothing of the letter
    return 2 * common / (len(first) + len(second))


def _parts(name: str) -> list[str]:
    parts = (part.casefold() for part in _PART.findall(name))
    return [_BY_SOUND.get(part, part) for part in parts]


def _in_latin(name: str) -> list[str]:
    """The parts with a Latin letter for a Greek one, where more than a letter and figures is
    there: \\lambda_{min} is lmin, and m_1 is not mu1."""
    parts = _parts(name)
    is_long = sum(map(str.isalpha, "".join(_GREEK.get(part, part) for part in parts))) > 1
    return [_GREEK.get(part, part) for part in parts] if is_long else []
