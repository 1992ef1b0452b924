"""Formulas over complex numbers, as trees that are evaluated like all others.

In such a tree the functions are those of complex numbers, `complex.sqrt`, a name of a complex value
is `complex.number` of its pair, and the whole is the pair of what it gives, `complex.pair`. What is
printed of it shows none of this.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.mathlang.known_functions import COMPLEX, known_function
from grader.mathlang.tree import (
    Call,
    Comparison,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Tree,
    rebuilt,
    substituted,
    walk,
    with_children,
)

IMAGINARY_LETTERS = ("i", "j")
"""The letters of the imaginary unit, where a question has no value of that name."""
IMAGINARY_UNITS: dict[str, Tree] = {
    letter: Call(f"{COMPLEX}{letter}", ()) for letter in IMAGINARY_LETTERS
}
_OTHERS = {
    "real": "re", "imag": "im", "imaginary": "im", "angle": "arg", "phase": "arg",
    "argument": "arg", "angle_deg": "arg_deg", "phase_deg": "arg_deg", "conjugate": "conj",
    "dft": "fft", "idft": "ifft",
}  # fmt: skip
"""Another name -> the name in `complex_functions`."""
_NAMES = frozenset(
    str.split(
        "abs re im conj exp arg arg_deg polar polar_deg cis cis_deg parallel roots eigenvalues fft "
        "ifft inv det solve sum mean prod size sqrt log sin cos tan sinh cosh tanh"
    )
)
"""What a formula may call; tests hold that `complex_functions` has them."""
_FIGURES = r"(?P<unit>[ij])(?P<figures>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?![A-Za-z_\d])"
_BESIDE = re.compile(rf"(?<![A-Za-z0-9_\\.]){_FIGURES}")
_RAISED = re.compile(rf"(?<![A-Za-z])e\s*\^\s*(?P<sign>[-+]?)\s*{_FIGURES}")


def complex_function(word: str) -> str | None:
    """The function of complex numbers that a word means, `arg`, `Re`; None if there is none."""
    if word.startswith(COMPLEX):
        return word
    for spelling in (word, word.lower()):
        name = _OTHERS.get(spelling) or known_function(spelling) or spelling
        if name in _NAMES:
            return name
    return None


def unit_apart(text: str, names: Collection[str] = ()) -> str:
    """A text with the imaginary unit apart from figures behind it: `3 + j4` is `3 + j 4`.

    names: those of a question, `i1` among them; they stay what they are.
    """
    if "i" not in text and "j" not in text:
        return text

    def parted(found: re.Match[str]) -> str:
        is_name = found["unit"] in names or found["unit"] + found["figures"] in names
        return found[0] if is_name else f"({found['figures']} {found['unit']})"

    text = _RAISED.sub(lambda found: f"e^({found['sign']}{parted(found)})", text)
    return _BESIDE.sub(parted, text)


def in_complex(
    tree: Tree, names: Collection[str], gives_complex: bool, units: Collection[str] = ()
) -> Tree:
    """A formula over complex numbers as a tree of pairs.

    names: those of complex values. gives_complex: whether its value is complex, or must be real.
    units: the letters that stand for the imaginary unit.
    """
    meant = {name: Call(f"{COMPLEX}number", (Name(name),)) for name in names}
    tree = substituted(tree, {**{letter: IMAGINARY_UNITS[letter] for letter in units}, **meant})
    return Call(f"{COMPLEX}{'pair' if gives_complex else 'real'}", (rebuilt(tree, _of_complex),))


def _of_complex(tree: Tree) -> Tree:
    """One node as it is among complex numbers."""
    if isinstance(tree, Call) and not tree.function.startswith(COMPLEX):
        name = complex_function(tree.function)
        if name is not None and not tree.primes:
            return Call(f"{COMPLEX}{name}", tree.arguments, tree.keywords, position=tree.position)
        return _of_real(tree)
    if isinstance(tree, Comparison):
        return _of_real(tree)
    if isinstance(tree, Power) and not isinstance(tree.exponent, Number):
        is_euler = isinstance(tree.base, Name) and tree.base.name == "e"
        return tree if is_euler else _widened(tree)
    if isinstance(tree, Power) and isinstance(tree.exponent, Number):
        return tree if tree.exponent.value.is_integer() else _widened(tree)
    return tree


def number_tree(real: float, imaginary: float, letter: str) -> Tree:
    """A complex number as people write it: `3 + 4 j`."""
    size = Number(abs(imaginary))
    part: Tree = (
        IMAGINARY_UNITS[letter]
        if size.value == 1
        else Product((size, IMAGINARY_UNITS[letter]), ("@",))
    )
    whole: Tree = Negative(Number(-real)) if real < 0 else Number(real)
    if imaginary == 0:
        return whole
    if real == 0:
        return Negative(part) if imaginary < 0 else part
    return Sum((whole, part), ("-" if imaginary < 0 else "+",))


def _widened(tree: Power) -> Tree:
    return Power(Call(f"{COMPLEX}wide", (tree.base,)), tree.exponent)


def _of_real(tree: Call | Comparison) -> Tree:
    """What takes real numbers alone, with a check that they are."""
    parts = tree.operands if isinstance(tree, Comparison) else tree.arguments
    real = tuple(Call(f"{COMPLEX}real", (one,)) if _may_be(one) else one for one in parts)
    if isinstance(tree, Call):
        return Call(tree.function, real, tree.keywords, tree.primes, tree.position)
    return with_children(tree, real)


def _may_be(tree: Tree) -> bool:
    """Whether a part may be complex, as far as its functions tell."""
    return any(isinstance(part, Call) and part.function.startswith(COMPLEX) for part in walk(tree))
