"""What stands below a name: indices of an entry, `W_{ij}`, or a word that belongs to the name."""

from collections.abc import Collection

INDEX_LETTERS = frozenset("abcdfghijklmnopqrstuvw")
"""The letters that may be an index."""
WORDS: frozenset[str] = frozenset(
    str.split(
        "hat bar old in out hid mid hi lo up gt lr lin min avg std var tot sum prod train val opt "
        "fit init final sim lim dist src tgt trgt cls pos obs aug vis ctrl inp grad conv rnn"
    )
)
"""Words below a name that are made of letters which might be indices."""
_LONG = frozenset("bcijklmnpqrst")
"""The letters of three indices or more that no sum binds."""


def are_indices(label: str, bound: Collection[str] = ()) -> bool:
    """Whether a label reads as indices, a letter or a figure each: `i`, `12`, `jk`, not `hat`.

    bound: the letters that some sum in the text binds; what is made of them alone is indices.
    """
    letters = [c for c in label if not c.isdigit()]
    if not INDEX_LETTERS.issuperset(letters):
        return False
    if len(letters) < 2 or all(letter in bound for letter in letters):
        return True
    if label in WORDS:
        return len(letters) == 2 and any(letter in bound for letter in letters)
    own = [letter for letter in letters if letter not in bound]
    return len(letters) == 2 or (len(set(own)) == len(own) and _LONG.issuperset(own))
