"""The tree of a YAML or JSON text: scalars as written, with the line of each."""

from __future__ import annotations

from grader import record

_BLANK = frozenset({"", "~", "null", "Null", "NULL"})


@record(frozen=True, slots=True)
class Scalar:
    """A leaf as written; `plain` is False where it stood in quotes or in a block of text.

    typed: what stood between double quotes, before YAML read its escapes.
    """

    text: str
    line: int | None
    plain: bool = True
    typed: str = ""

    @property
    def is_blank(self) -> bool:
        return self.plain and self.text in _BLANK


@record(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int | None


@record(frozen=True, slots=True)
class Mapping:
    """Entries in order, equal keys included."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int | None


Node = Scalar | Sequence | Mapping
