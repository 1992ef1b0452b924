"""The numbers that Word shows before headings: counted as Word does, and written into the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple
from xml.etree import ElementTree as Tree

from grader import record
from grader.answers.document.pandoc.list_numbers import list_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {
    "decimal": "Decimal", "lowerLetter": "LowerAlpha", "upperLetter": "UpperAlpha",
    "lowerRoman": "LowerRoman", "upperRoman": "UpperRoman",
}  # fmt: skip
_HEADING = re.compile(r"heading [1-9]", re.IGNORECASE)
"""The name of a heading's style; Word translates it for the eye alone."""
LEVELS = 9
MAX_PARENTS = 20
"""Styles that one may be based on in turn; in a damaged file they run in a circle."""


class _Level(NamedTuple):
    """How a level of a list counts: from what on, in which numerals, and how it is written."""

    start: int = 1
    style: str = ""
    text: str = ""


class _List(NamedTuple):
    """A list: what its items are counted under, and its levels."""

    key: str
    levels: Mapping[int, _Level]


@record(slots=True)
class Numbering:
    """The lists and styles of a document."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, Tree.Element] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Numbering:
        """What the parts of a document say of lists and styles."""
        made = cls()
        if "word/numbering.xml" in parts:
            made.lists = dict(_lists(Tree.fromstring(parts["word/numbering.xml"])))
        if "word/styles.xml" in parts:
            styles = Tree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
            made.styles = {style.get(f"{W}styleId", ""): style for style in styles}
        return made

    def number(self, body: Tree.Element) -> None:
        """Write the numbers of headings into them. Other paragraphs of a list only count."""
        for paragraph in body.iter(f"{W}p"):
            chain = self._chain(paragraph)
            here = self.lists.get(_first(chain, "numId"))
            if here is None:
                continue
            level = min(int(_first(chain, "ilvl") or 0), LEVELS - 1)
            number = self._counted(here, level)
            is_heading = any(_HEADING.match(_value(style, "name")) for style in chain[1:])
            if number and is_heading:
                _prepend(paragraph, number)

    def _chain(self, paragraph: Tree.Element) -> list[Tree.Element]:
        """The paragraph, its style, and what that is based on in turn."""
        chain = [paragraph]
        name = _value(paragraph, "pPr/pStyle")
        while name in self.styles and len(chain) < MAX_PARENTS:
            chain.append(self.styles[name])
            name = _value(chain[-1], "basedOn")
        return chain

    def _counted(self, here: _List, level: int) -> str:
        """The number of the next item at a level, as it is shown; "" where it shows none."""
        counts = self.counts.setdefault(here.key, {})
        for deeper in [deeper for deeper in counts if deeper > level]:
            del counts[deeper]
        for place in range(level + 1):
            start = here.levels.get(place, _Level()).start
            counts[place] = counts.get(place, start - (place == level)) + (place == level)
        own = here.levels.get(level, _Level())
        if not own.style:
            return ""

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            style = here.levels.get(place, own).style
            return list_number(counts.get(place, 1), style or own.style)

        return re.sub(r"%([1-9])", shown, own.text)


def _lists(tree: Tree.Element) -> dict[str, _List]:
    kinds = {one.get(f"{W}abstractNumId", ""): _levels(one) for one in tree.iter(f"{W}abstractNum")}
    found: dict[str, _List] = {}
    for one in tree.iter(f"{W}num"):
        name, kind = one.get(f"{W}numId", ""), _value(one, "abstractNumId")
        own = {
            int(level.get(f"{W}ilvl", 0)): int(_value(level, "startOverride") or 1)
            for level in one.iter(f"{W}lvlOverride")
        }
        levels = dict(kinds.get(kind, {}))
        for place, start in own.items():
            levels[place] = levels.get(place, _Level())._replace(start=start)
        found[name] = _List(f"{name} of {kind}" if own else kind, levels)
    return found


def _levels(kind: Tree.Element) -> dict[int, _Level]:
    return {
        int(level.get(f"{W}ilvl", 0)): _Level(
            int(_value(level, "start") or 1),
            _STYLES.get(_value(level, "numFmt"), ""),
            _value(level, "lvlText"),
        )
        for level in kind.iter(f"{W}lvl")
    }


def _first(chain: list[Tree.Element], name: str) -> str:
    """What the first of the chain says that says anything."""
    values = (_value(one, f"pPr/numPr/{name}") for one in chain)
    return next((value for value in values if value), "")


def _value(element: Tree.Element, path: str) -> str:
    found = element.find("/".join(W + part for part in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def _prepend(paragraph: Tree.Element, number: str) -> None:
    run = Tree.Element(f"{W}r")
    text = Tree.SubElement(
        run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    )
    text.text = f"{number} "
    first = len(paragraph) and paragraph[0].tag == f"{W}pPr"
    paragraph.insert(int(first), run)
