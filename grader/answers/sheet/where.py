"""Which question each block belongs to: a walk over headings, list items and labels.

A label that names a part of a problem decides; where only the problem is known, or nothing, the
section keeps several candidates and its content decides later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.answers.document.blocks import Block
from grader.answers.sheet.question_labels import Label, key_parts, label, part_forms
from grader.answers.sheet.units import Origin, Unit, units_of

_BROKEN = {"b": "R8ßPE", "c": "G€¢(e", "d": "O0QP", "a": "4ΛΔ@"}
"""What a reader of scans makes of a lone capital letter."""
LAST_PART = "h"
"""Parts of a problem are lettered so far; a letter beyond is a variable's."""
AHEAD = 200
"""Units in which the label that follows is looked for; a question fills some tens of them."""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks between two labels. candidates: the questions they may answer, none if not asked."""

    candidates: tuple[str, ...]
    blocks: tuple[Block, ...]


def sections(blocks: Sequence[Block], keys: Sequence[str], name: str = "") -> list[Section]:
    """The blocks in sections, each with the question keys it may belong to.

    name: of the file, which may say the question (`2b.md`).
    """
    units = list(units_of(blocks))
    return _Walk(units, keys).sections(name)


class _Walk:
    """The state between two labels: the problem, how its parts are lettered, the candidates."""

    def __init__(self, units: Sequence[Unit], keys: Sequence[str]) -> None:
        self.units = units
        self.keys = {key: key_parts(key) for key in keys}
        self.problems = {problem for problem, _ in self.keys.values()}
        marked = (u.block.level for u in units if u.is_number and u.origin is Origin.MARKER)
        self.depth = min(marked, default=0)
        self.numbers = self._numbers_are_problems()
        self.problem = ""
        self.style = ""
        self.candidates: tuple[str, ...] = tuple(keys)
        self.last = ""
        self.is_full = False
        self.ignores_parts = False

    def sections(self, name: str) -> list[Section]:
        found: list[Section] = []
        self._take_name(name)
        gathered: list[Block] = []
        for at, unit in enumerate(self.units):
            before = self.candidates
            taken = unit.label is not None and self._takes(at, unit)
            if taken and gathered:
                found.append(Section(before, tuple(gathered)))
                gathered = []
            gathered.append(unit.block if taken or unit.whole is None else unit.whole)
        if gathered:
            found.append(Section(self.candidates, tuple(gathered)))
        return found

    def _take_name(self, name: str) -> None:
        stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
        for word in (stem, stem.split(" ")[-1]):
            found = label(word)
            if found and found.is_strong and found.problem in self.problems:
                self._settle(found, Origin.HEADING)
                self.style = ""
                return

    def _numbers_are_problems(self) -> bool:
        """Whether bare numbers, `2.`, count problems in this sheet and not the steps of a part."""
        labels = [(u.label, u.origin) for u in self.units if u.label and u.label.problem]
        if any(label.is_strong and origin is not Origin.MARKER for label, origin in labels):
            return False
        counted = {label.problem for label, _ in labels if label.is_number}
        is_undivided = all(not part for _, part in self.keys.values())
        return (is_undivided and set() < counted <= self.problems) or self._numbers_hold_parts()

    def _numbers_hold_parts(self) -> bool:
        """Whether parts, or a sentence that asks for something, stand behind a bare number."""
        seen_number = False
        for at, unit in enumerate(self.units):
            if unit.is_number and unit.block.level <= self.depth:
                seen_number = True
                if self._asks(at):
                    return True
            elif seen_number and unit.label and unit.label.part and unit.origin is not Origin.LONE:
                return True
        return False

    def _asks(self, at: int) -> bool:
        """Whether what stands behind a number is a sentence, not a step of a calculation."""
        words = " ".join(unit.block.prose for unit in self.units[at : at + 2]).split()
        return len([word for word in words if word.isalpha()]) >= 8

    def _takes(self, at: int, unit: Unit) -> bool:
        """Take a label in; whether a section begins with it."""
        found = unit.label
        assert found is not None
        if unit.origin is Origin.LONE:
            return self._take_lone(at, found)
        if unit.is_number:
            is_alone = not any(piece.text.strip() for piece in unit.block.pieces)
            lone = Label(part=found.problem)
            return (is_alone and self._take_lone(at, lone)) or self._take_number(unit, found)
        if found.is_capital and found.part == "a" and not self._is_lettered(at):
            return False
        return self._settle(found, unit.origin)

    def _take_number(self, unit: Unit, found: Label) -> bool:
        if self.numbers and unit.block.level <= max(self.depth, 1) + 1:
            return self._settle(found, unit.origin)
        return self.problem != "" and len(self.candidates) > 1

    def _settle(self, found: Label, origin: Origin) -> bool:
        if found.problem:
            return self._settle_problem(found)
        if self._is_substep(found.part):
            return False
        pool = [k for k in self.keys if not self.problem or self.keys[k][0] == self.problem]
        style = _style(found.part)
        matches = self._matching(pool, found.part)
        if not matches and not self._is_sequel(found, origin):
            return False
        is_other = style not in ("", self.style, *(_style(self.keys[key][1]) for key in pool))
        if matches and self.style and is_other:
            return False
        if matches:
            self.style = self.style or style
        self.candidates, self.last = tuple(matches), found.part
        return True

    def _is_sequel(self, found: Label, origin: Origin) -> bool:
        """Whether a part that no question has is one all the same: extra work, which swallows
        nothing of its neighbours."""
        is_part = len(found.part) == 1 and found.part <= LAST_PART
        is_told = found.is_strong and origin is not Origin.TEXT
        return is_part and (is_told or _follows(self.last, found.part))

    def _is_substep(self, part: str) -> bool:
        """Whether a part is one of the steps within a part: they begin anew with (a) or (i)."""
        if self.is_full and part in ("a", "i", "1") and self.last not in ("", part):
            self.ignores_parts = True
        return self.ignores_parts

    def _settle_problem(self, found: Label) -> bool:
        pool = [key for key in self.keys if self.keys[key][0] == found.problem]
        self.problem, self.last = found.problem, found.part
        self.is_full, self.ignores_parts = bool(found.part), False
        if found.part and any(self.keys[key][1] for key in pool):
            pool = self._matching(pool, found.part)
            self.style = _style(found.part)
        self.candidates = tuple(pool)
        return True

    def _matching(self, pool: Sequence[str], part: str) -> list[str]:
        exact = [key for key in pool if self.keys[key][1] == part]
        return exact or [key for key in pool if self.keys[key][1] in part_forms(part)]

    def _is_lettered(self, at: int) -> bool:
        """Whether a capital A is a part and not "Answer": B or C follow before the next A."""
        for unit in self.units[at + 1 : at + AHEAD]:
            here = unit.label
            if here is None:
                continue
            if here.problem and (here.is_strong or self.numbers):
                return False
            if here.part:
                return here.is_capital and here.part != "a"
        return False

    def _take_lone(self, at: int, found: Label) -> bool:
        """A single character in a paragraph: the next part's label, whole or broken."""
        wanted = chr(ord(self.last) + 1) if len(self.last) == 1 and self.last < "z" else "a"
        if found.part.lower() == wanted:
            return self._settle(replace(found, part=wanted), Origin.TEXT)
        ahead = self.units[at + 1 : at + AHEAD]
        labels = (unit.label for unit in ahead if unit.label and unit.origin is not Origin.LONE)
        following = next(labels, Label())
        is_next = not following.problem and following.part == chr(ord(wanted) + 1)
        if self.last and (is_next or found.part in _BROKEN.get(wanted, "")):
            return self._settle(replace(found, part=wanted), Origin.TEXT)
        return False


def _style(part: str) -> str:
    return "roman" if part and set(part) <= set("ivx") else "letter"


def _follows(last: str, part: str) -> bool:
    return len(last) == len(part) == 1 and ord(part) == ord(last) + 1
