"""The names that labels give: `q` of "the middle, q", `L` of "L(y, ŷ), the loss", `P(rain | wet)`.

Students know values by their labels, in a step's box as on a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.errors import GraderError
from grader.mathlang import (
    Signs,
    Vocabulary,
    canonical,
    compound,
    is_conditional,
    known_function,
    parse,
)
from grader.mathlang.tree import Call, Name
from grader.question import head

_PART = re.compile(r"(?:[^,;:=()\[\]]|\([^()]*\)|\[[^\[\]]*\])+")
"""What stands between the commas and equals signs of a label, those in brackets left out."""
_MARKER = re.compile(r"^\s*\(?[A-Za-z\d]{1,3}[.)]\s+")
"""Of the list that an assignment asks by: `2. P(4 < X < 16)`."""
_GIVEN = re.compile(r"\s*=\s*[-+]?\s?\.?\d")
"""Behind what a step is asked at, `T = 10 %: A`: that is given, and not asked for."""
_LAST_LETTER = re.compile(
    r"[A-Za-z]{2,} (?<!\bof )(?<!\bat )(?<!\bby )(?<!\bto )(?<!\bin )(?<!\bfor )(?<!\band )"
    r"(?<!\bon )(?<!\bwith )([^\W\d_]_?\d*)$"
)
"""A letter at the end of words that it names, not of those that say what they are about."""


def names_on_labels(labels: Mapping[str, str], names: Vocabulary) -> dict[str, str]:
    """The names on the labels of steps, each with its step; none that two steps have.

    names: of the question. A formula of its values is no name.
    """
    found: dict[Signs | str, dict[str, str]] = {}
    for step, label in labels.items():
        for text in dict.fromkeys(_texts(label)):
            symbol = _symbol(text, names)
            is_applied = bool(symbol) and "(" in text  # alpha_1(H) beside alpha_1(F)
            is_shared = is_applied and _is_on_others(text, step, labels)  # P(R) beside P(R | E)
            signs = compound(text)
            if signs and not is_applied and (symbol or names.explains(text)):
                signs = ()
            if symbol and not is_shared:
                found.setdefault(symbol, {})[step] = symbol
            if signs:
                found.setdefault(signs, {})[step] = text
    return {
        text: step for owners in found.values() if len(owners) == 1 for step, text in owners.items()
    }


def _is_on_others(text: str, step: str, labels: Mapping[str, str]) -> bool:
    """Whether the function that a label applies is applied on the label of another step too."""
    front = text[: text.index("(") + 1]
    return any(front in label for other, label in labels.items() if other != step)


def _texts(label: str) -> Iterator[str]:
    """Where a name may stand on a label: its parts, `q` of "the middle, q", "the force F"."""
    label = _MARKER.sub("", label)
    parts = [one for one in _PART.finditer(label) if not _GIVEN.match(label, one.end())]
    if not _GIVEN.match(label, len(head(label))):
        yield head(label)
    yield from (one[0].strip() for one in parts)
    last = _LAST_LETTER.search(head(label))
    if last:
        yield last[1]
        yield f"{last[1]}^*"  # the best output y, where y itself is a symbol of the question


def _symbol(text: str, names: Vocabulary) -> str:
    """The name that a text is and nothing else, `L` of `L(y, ŷ)`, not of `P(X = 1)`; else ""."""
    if is_conditional(text):
        return ""
    try:
        tree = parse(text, names)
    except GraderError:
        return ""
    if isinstance(tree, Call) and known_function(tree.function) is None:
        return canonical(tree.function)
    return tree.name if isinstance(tree, Name) else ""
