"""One canonical name for every spelling of a name.

`w_1`, `w_{1}`, `w₁` and `\\mathbf{w}_1` are `w1`; `\\hat{y}_2` and `y_hat_2` are `y2_hat`;
`W^{(1)}` is `W1`; `∂L/∂w₃` and `\\frac{dL}{dw_3}` are `dL_dw3`.
"""

import re
from functools import lru_cache

from grader.alphabet import GREEK_NAMES

MARKS: frozenset[str] = frozenset(str.split("hat bar tilde dot ddot check prime plus minus star"))
"""What may stand on a letter; it comes last in a canonical name."""
_DIGITS = re.compile(r"(.*?[A-Za-z])(\d+)")
_DERIVATIVE = re.compile(r"(?:d|partial_?|grad_?)([A-Za-z]\w*?)_+(?:d|partial_?)([A-Za-z]\w*)")


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The canonical spelling of a name that is written in letters, digits and underscores."""
    parts = _DERIVATIVE.fullmatch(name)
    if parts:
        return derivative(canonical(parts[1]), canonical(parts[2]))
    pieces = [piece for piece in name.split("_") if piece]
    if not pieces:
        return name
    pieces[:1] = _taken_apart(pieces[0])
    return assembled(pieces[0], tuple(pieces[1:]))


def _taken_apart(word: str) -> tuple[str, ...]:
    """`yhat` -> `y`, `hat`: one letter, and a mark run together with it."""
    for mark in ("hat", "bar", "tilde", "prime"):
        letter = word.removesuffix(mark)
        if letter != word and (len(letter) == 1 or letter in GREEK_NAMES):
            return letter, mark
    return (word,)


@lru_cache(maxsize=4096)
def assembled(base: str, labels: tuple[str, ...]) -> str:
    """A base with its labels: figures, then words, then marks (`y`, `hat`, `1` -> `y1_hat`)."""
    parts = derivative_parts(base)
    if parts:
        return derivative(parts[0], assembled(parts[1], labels))
    base, *own = base.split("_")
    labels = (*own, *labels)
    figures = [label for label in labels if label.isdigit()]
    words = [label for label in labels if not label.isdigit() and label not in MARKS]
    marks = [label for label in labels if label in MARKS]
    for figure in figures:
        base += f"_{figure}" if base[-1].isdigit() else figure
    return "_".join((base, *words, *marks))


def derivative(of: str, by: str) -> str:
    """The name of the derivative of one named value by another."""
    return f"d{of}_d{by}"


@lru_cache(maxsize=4096)
def derivative_parts(name: str) -> tuple[str, str] | None:
    """The two names of a derivative's canonical name (`dL_dw3` -> `L`, `w3`), or None."""
    parts = _DERIVATIVE.fullmatch(name)
    return (parts[1], parts[2]) if parts else None


def base_and_figures(name: str) -> tuple[str, str]:
    """A canonical name and the figures at its end: `w12` -> ("w", "12"), `W` -> ("W", "")."""
    parts = _DIGITS.fullmatch(name)
    return (parts[1], parts[2]) if parts else (name, "")


def nearest(name: str, known: list[str]) -> str | None:
    """The known name that differs from a name by least, if any is near."""
    lower = name.lower().replace("_", "")
    longer = [other for other in known if len(lower) > 2 and other.lower().startswith(lower)]
    if longer:
        return min(longer, key=len)
    best = min(
        (
            (_distance(lower, other.lower().replace("_", "")), abs(len(other) - len(name)), other)
            for other in known
        ),
        default=(99, 0, ""),
    )
    return best[2] if best[0] <= max(1, (len(name) + 1) // 3) and best[0] < len(name) else None


def _distance(left: str, right: str) -> int:
    """How many letters to add, drop or change to make one word the other (99 if very many)."""
    if abs(len(left) - len(right)) > 3 or len(left) > 40:
        return 99
    if left[:1] == right[:1] and sorted(left) == sorted(right):
        return int(left != right)
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != other))
    return row[-1]
