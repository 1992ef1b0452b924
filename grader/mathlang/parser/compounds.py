"""Names of more than one sign, as statistics and chemistry have them: χ², R², P(A | B), E[X],
N(μ, σ²), log σ², [H+].

A rubric gives them as other spellings of a name. They are known by their signs alone, so that
`P(\\text{rain} \\mid A)` is `P(rain|A)`, and become one token before the grammar sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from re import compile as pattern

from grader.alphabet import GREEK_NAMES, OPENING, PAIRS, brackets
from grader.alphabet.latex_commands import FRACTIONS
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.tokens import Token, tokens

Signs = tuple[str, ...]
Compounds = tuple[tuple[Signs, str], ...]
"""Names by their signs."""

MAX_SIGNS = 60
"""Signs in one name; P(A, B | C, D) has eleven."""
_SAME = {"[": "(", "]": ")", "‖": "||", "pr": "P", "prob": "P", "given": "|"}
"""Signs that are written one for the other: E[X] is E(X), Pr(A) is P(A)."""
_CONDITIONS = frozenset({"|", "="})
_BUILDING = FRACTIONS | frozenset(
    str.split("sqrt sum prod partial nabla int oint lim over dots ldots cdots")
)
"""Commands that begin a formula and no name."""
_NAMING = frozenset({"word", "text", "command", "accent"})
_RAISED = frozenset({"^", "(", "["})
_HANGING = _RAISED | {"{", "_", "'"}
"""What may hang on a name, by its first sign."""
_LOGARITHMS = frozenset({"log", "ln", "lg"})
_OF_IONS = frozenset("+-^_{}")
"""Signs in the formula of an ion."""
_PIECE = pattern(r"[^\W\d_]+|\d+|[^\w\s]+")


@lru_cache(maxsize=1024)
def compound(text: str) -> Signs:
    """The signs of a text that is a name with something behind it; () for every other text.

    Behind a name may stand what is raised or lowered, primes and groups in brackets; what
    stands in a group may be anything.
    """
    try:
        found = tokens(text)[:-1]
    except MathError:
        return ()
    signs = tuple(sign for token in found for sign in _signs(token))
    if not 1 < len(signs) <= MAX_SIGNS or not _is_name(found):
        return ()
    return signs


def is_conditional(text: str) -> bool:
    """Whether a text names the probability of an event or under a condition, `P(A | B, C)`,
    `P(X = 1)`: with any other event or condition it is another value."""
    return not _CONDITIONS.isdisjoint(compound(text))


def by_first(compounds: Mapping[Signs, str]) -> dict[str, Compounds]:
    """Names by their first sign, the longest first."""
    found: dict[str, Compounds] = {}
    for signs in sorted(compounds, key=len, reverse=True):
        found[signs[0]] = (*found.get(signs[0], ()), (signs, compounds[signs]))
    return found


def joined(found: list[Token], compounds: Callable[[Signs], Compounds]) -> list[Token]:
    """The tokens with every such name made one token, the longest name first.

    compounds: the names that begin with one of some signs.
    """
    all_signs = [_signs(token) for token in found]
    known = compounds(tuple(dict.fromkeys(signs[0] for signs in all_signs if signs)))
    kept: list[Token] = []
    at = 0
    while known and at < len(found):
        is_braced = found[at].text == "{"  # `\\boldsymbol{\\chi}^2`
        first = all_signs[at + is_braced][:1]
        for signs, name in known if first and not _hangs(kept) else ():
            end = _end(found, at, signs) if signs[:1] == first else 0
            if end:
                start, last = found[at], found[end - 1]
                kept.append(Token("text", name, start.start, last.end, start.spaced))
                at = end
                break
        else:
            kept.append(found[at])
            at += 1
    return kept if known else found


def _signs(token: Token) -> Signs:
    """A token as signs: `S_{xx}` and `S_xx` are S, xx; the braces of TeX say nothing."""
    return () if token.kind in ("begin", "close") else _signs_of(token.text)


@lru_cache(maxsize=4096)
def _signs_of(text: str) -> Signs:
    if text in ("{", "}", "_", ""):
        return ()
    return tuple(sign for piece in _PIECE.findall(text) for sign in _same(piece))


def _same(piece: str) -> Signs:
    is_letter = len(piece) == 1 or piece in GREEK_NAMES
    word = piece if is_letter else piece.casefold()
    word = _SAME.get(word, word)
    return tuple(word) if not word[0].isalnum() else (word,)


def _is_name(found: Sequence[Token]) -> bool:
    """Whether a text is a name and what hangs on it, with nothing beside them."""
    if found[0].text == "[":
        return _is_concentration(found)
    if found[0].text in _LOGARITHMS and len(found) > 1 and found[1].kind in _NAMING:
        return _is_name(found[1:])
    first = next((token for token in found if token.kind != "accent"), None)
    if first is None or first.text in _BUILDING or found[0].kind not in _NAMING:
        return False
    behind = found[1:]
    free = dict(brackets.outside(token.text for token in behind))
    hangs = all(
        token.text in _HANGING or before.text in ("^", "_") or before.kind == "accent"
        for place, (before, token) in enumerate(pairwise(found))
        if place in free
    )
    opened = sum((token.text in PAIRS) - (token.text in OPENING) for token in behind)
    return hangs and opened == 0 and any(token.text in _RAISED for token in behind)


def _is_concentration(found: Sequence[Token]) -> bool:
    """Whether a text is what chemists write for how much of an ion is dissolved, `[H3O^+]`."""
    inside = found[1:-1]
    if found[-1].text != "]" or not inside or inside[0].kind not in _NAMING:
        return False
    if next((one.text for one in reversed(inside) if one.text != "}"), "") not in ("+", "-"):
        return False
    return all(one.kind in _NAMING or one.text in _OF_IONS or one.text.isdigit() for one in inside)


def _hangs(kept: Sequence[Token]) -> bool:
    """Whether what comes next hangs on what stands before it: the s in `\\bar s` or `w_s`."""
    return bool(kept) and (kept[-1].kind == "accent" or kept[-1].text in ("_", "^"))


def _end(found: Sequence[Token], start: int, signs: Signs) -> int:
    """Behind which token a name ends that begins at `start`; 0 if it does not stand there."""
    matched: list[str] = []
    braces = 0
    for at in range(start, len(found)):
        token = found[at]
        if len(matched) == len(signs) and not (braces and token.text == "}"):
            break
        braces += (token.text == "{") - (token.text == "}")
        matched += _signs(token)
        if braces < 0 or token.kind == "end" or tuple(matched) != signs[: len(matched)]:
            return 0
        if len(matched) == len(signs) and not braces:
            return at + 1
    return 0
