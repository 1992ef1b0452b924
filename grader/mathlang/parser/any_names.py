"""The names of a text where any name will do: what the grammar asks of a vocabulary."""

import re

from grader.mathlang.known_functions import known_function
from grader.mathlang.parser.compounds import Compounds, Signs

CONSTANTS: frozenset[str] = frozenset({"e", "pi", "infinity", "I"})
UNIT_OF_SIZE = re.compile(r"I(?:_([A-Za-z]{1,2})|(\d{1,3}))")
"""A unit matrix with its size below: `I_d`, `I_3`, and `I_{d \\times d}` as `I_dd`."""
MAX_WORD = 60
"""Letters in one word that may be several names run together."""


class AnyNames:
    """What the grammar asks of names; here nothing is known of any."""

    __slots__ = ()

    @property
    def generic(self) -> bool:
        """Whether any name will do."""
        return True

    def compounds(self, _: Signs, /) -> Compounds:
        """The names that are no single sign, `R^2`, and begin with one of some signs."""
        return ()

    def known(self, _: str, /) -> str | None:
        """The name, as the rubric spells it, that a canonical name stands for; None if unknown."""
        return None

    def official(self, key: str) -> str:
        """The name as the rubric spells it; an unknown one as it is, its aliases put in."""
        return self.known(key) or key

    def function(self, word: str) -> str | None:
        """The function that a word means, by its name in `grader.ops`."""
        return known_function(word)

    def has_entries(self, _: str, /) -> bool:
        """Whether a known name may stand for a value with entries."""
        return True

    def pieces(self, _: str, /) -> list[str] | None:
        """A word as known names and functions run together, as few as can be; None if it is not."""
        return None
