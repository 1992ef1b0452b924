"""Which names a text may use, and what else they are called."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache

from grader import record
from grader.mathlang.known_functions import known_function
from grader.mathlang.math_errors import MathError
from grader.mathlang.names import canonical, derivative, derivative_parts
from grader.mathlang.parser.any_names import CONSTANTS, MAX_WORD, UNIT_OF_SIZE, AnyNames
from grader.mathlang.parser.compounds import Compounds, Signs, by_first, compound, is_conditional
from grader.mathlang.parser.grammar import parse
from grader.mathlang.parser.subscripts import are_indices
from grader.mathlang.tree import Call, Name, free_names, walk

MAX_REMEMBERED = 500
"""Words whose pieces are remembered."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary(AnyNames):
    """The names that are known, so that `w1x` reads as `w1 * x` and `y'` as what it can be.

    names: as the rubric spells them; None if any name will do.
    aliases: other spellings, of a name (`L` for `loss`), of part of a derivative's name
        (`dL_dw3` then is `dloss_dw3` as well), or of a function (`S` for `sigmoid`).
    matrices: those names whose values have entries; None if that is not known.
    is_complex: whether its functions are those of complex numbers, `arg` and `conj` among them.
    """

    names: Iterable[str] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    matrices: frozenset[str] | None = None
    is_complex: bool = False
    _compounds: dict[str, Compounds] = field(init=False, repr=False)
    _official: dict[str, str] = field(init=False, repr=False)
    _aliases: dict[str, str] = field(init=False, repr=False)
    _split: dict[str, list[str] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        aliases = _aliases(self.aliases)
        compounds = {compound(other): n for other, n in self.aliases.items() if other in aliases}
        compounds.pop((), None)
        object.__setattr__(self, "_compounds", by_first(compounds))
        object.__setattr__(self, "_aliases", aliases)
        object.__setattr__(self, "_official", {})
        object.__setattr__(self, "_split", {})
        for name in self.names or ():
            key = named(name)
            self._official.setdefault(self._unaliased(key), name)
            self._official[key] = name

    @property
    def generic(self) -> bool:
        return self.names is None

    def compounds(self, firsts: Signs) -> Compounds:
        return tuple(one for first in firsts for one in self._compounds.get(first, ()))

    def known(self, key: str) -> str | None:
        return self._official.get(key) or self._official.get(self._unaliased(key))

    def official(self, key: str) -> str:
        return self.known(key) or self._unaliased(key)

    def function(self, word: str) -> str | None:
        word = self._aliases.get(word) or self._aliases.get(canonical(word), word)
        if self.is_complex:
            from grader.mathlang.complexes.complex_trees import complex_function

            return complex_function(word) or known_function(word)
        return known_function(word)

    def has_entries(self, name: str) -> bool:
        return self.matrices is None or name in self.matrices

    def explains(self, text: str) -> bool:
        """Whether a text is a formula in which nothing is unknown."""
        try:
            tree = parse(text, self)
        except MathError:
            return False
        known = all(self.function(part.function) for part in walk(tree) if isinstance(part, Call))
        return known and all(self.known(n) or n in CONSTANTS for n in free_names(tree))

    def pieces(self, word: str) -> list[str] | None:
        """`w1x` -> `w1`, `x`. A word that is itself a known name stays whole, as does any word
        when every name will do.
        """
        if self.generic or len(word) > MAX_WORD:
            return None
        if word not in self._split:
            if len(self._split) > MAX_REMEMBERED:
                self._split.clear()
            self._split[word] = self._fewest_pieces(word)
        return self._split[word]

    def _fewest_pieces(self, word: str) -> list[str] | None:
        best: list[list[str] | None] = [None] * len(word) + [[]]
        for start in range(len(word) - 1, -1, -1):
            for end in range(len(word), start, -1):
                rest = best[end]
                if rest is None or (best[start] and len(rest) + 1 >= len(best[start] or ())):
                    continue
                if self._piece(word, start, end):
                    best[start] = [word[start:end], *rest]
        return best[0]

    def _piece(self, word: str, start: int, end: int) -> bool:
        part = word[start:end]
        if part[0] == "_" or part[0].isdigit() or part[-1] == "_":
            return False
        if word[end : end + 1].isdigit() and part[-1].isdigit():
            return False
        if part in CONSTANTS or UNIT_OF_SIZE.fullmatch(part) or self.known(canonical(part)):
            return True
        if self._is_entry(part) and not _cuts_a_word(word, end):
            return True
        return len(part) > 1 and self.function(part) is not None

    def _is_entry(self, part: str) -> bool:
        """Whether a part is an entry of a known name, `x_i`."""
        owner, _, indices = part.rpartition("_")
        if not owner or not 0 < len(indices) < 4 or not are_indices(indices):
            return False
        known = self.known(canonical(owner))
        return known is not None and self.has_entries(known)

    def _unaliased(self, key: str) -> str:
        if not self._aliases:
            return key
        if key in self._aliases:
            return named(self._aliases[key])
        parts = derivative_parts(key)
        if parts:
            return derivative(*(named(self._aliases.get(part, part)) for part in parts))
        return key


def _cuts_a_word(word: str, end: int) -> bool:
    """Whether letters of one word stand on both sides of a place, as in `y_t|rue`."""
    start = word.rfind("_", 0, end) + 1
    stop = start
    while stop < len(word) and word[stop].islower():
        stop += 1
    return stop - start > 2 and end < stop and "_" not in word[end:]


@lru_cache(maxsize=2048)
def named(name: str) -> str:
    """The canonical name of a rubric's name, be it `w_1`, `δ` or `W^{(1)}`."""
    if name.isidentifier() and name.isascii():
        return canonical(name)
    try:
        return _spelled(name)
    except MathError:
        return canonical(name)


def _aliases(others: Mapping[str, str]) -> dict[str, str]:
    """The names that spellings stand for. What is told apart by its arguments alone, `Q(A, stay)`
    and `Q(A, move)`, is no Q."""
    owners: dict[str, set[str]] = {}
    for other, name in others.items():
        owners.setdefault(_spelled(other), set()).add(name)
    return {
        other if len(owners[_spelled(other)]) > 1 and compound(other) else _spelled(other): name
        for other, name in others.items()
    }


@lru_cache(maxsize=2048)
def _spelled(text: str) -> str:
    """The canonical name that a spelling reads as, be it plain or LaTeX."""
    if text.isidentifier() and text.isascii():
        return canonical(text)
    if is_conditional(text):  # P(A | B, C) is not P of two arguments
        return text
    try:
        tree = parse(text)
    except MathError:
        if compound(text):  # `Var[]`, which no formula could be
            return text
        raise
    return tree.name if isinstance(tree, Name) else text
