"""Slips with indices: a neighbouring entry, a sum one place off, the indices of an entry turned."""

from collections.abc import Iterator

from grader.mathlang.tree import Entry, IndexSum, Name, Number, Slice, Subscript, Sum, Tree
from grader.slips.context import Context
from grader.slips.edit import ONE, Edit, Path
from grader.slips.kinds_told import Kind


def entry_edits(tree: Entry, path: Path, _: Context) -> Iterator[Edit]:
    """The entry beside the one asked for; `X_{kj}` for `X_{jk}`, which is a transpose."""
    yield from _beside(tree.indices, path, least=1)
    if len(tree.indices) == 2:
        turned = Entry(tree.base, tree.indices[::-1])
        yield Edit(Kind.EXTRA_TRANSPOSE, path, turned, tree.base)


def subscript_edits(tree: Subscript, path: Path, _: Context) -> Iterator[Edit]:
    """The entry, row or column beside the one asked for."""
    yield from _beside(tree.items, path, least=0)


def _beside(indices: tuple[Tree, ...], path: Path, least: int) -> Iterator[Edit]:
    for place, index in enumerate(indices, 1):
        if isinstance(index, (Slice, Name)):
            continue
        if isinstance(index, Number):
            for value in (index.value - 1, index.value + 1):
                if value >= least:
                    yield Edit(Kind.OTHER_INDEX, (*path, place), Number(value))
        elif least == 0:  # an index that is worked out, counted from 0 or from 1
            for sign in "+-":
                yield Edit(Kind.OTHER_INDEX, (*path, place), Sum((index, ONE), (sign,)))


def index_sum_edits(tree: IndexSum, path: Path, _: Context) -> Iterator[Edit]:
    """A sum that begins or ends one place off."""
    for place, bound in enumerate(part for part in (tree.low, tree.high) if part is not None):
        for sign in "+-":
            yield Edit(Kind.OTHER_BOUND, (*path, place), Sum((bound, ONE), (sign,)))
