"""The whole way: files to blocks, to sections, to statements, to answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.answers.sheet.belonging import questions_of
from grader.answers.sheet.formats import blocks_of
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.placing import Placing
from grader.answers.sheet.reading import Reading
from grader.answers.sheet.records import Asked, Block, Sheet, SheetFile
from grader.answers.sheet.statements import Remark, Statement, statements
from grader.answers.sheet.swapping import settle_roles
from grader.answers.sheet.where import Section, sections
from grader.errors import SubmissionError
from grader.mathlang.functions import known_function
from grader.mathlang.names import canonical

MAX_STATEMENTS = 1_000
"""Statements and remarks that are read, about 25 full pages."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A statement or remark with its question, or a block for the reading of extreme values."""

    item: Statement | Remark | Block
    key: str


def read_sheet(files: Sequence[SheetFile], asked: Sequence[Asked]) -> Sheet:
    """What the files of a submission say for the questions that are asked.

    Files are read in the order given; what stands later replaces what stands earlier.
    Raises SubmissionError, a message for the student, where no file can be read.
    """
    notes: list[str] = []
    placed: list[_Placed] = []
    meanings = [Meanings(one) for one in asked]
    for name, blocks in _readable(files, notes):
        found = sections(blocks, [one.key for one in asked], name)
        placed += _assigned(found, meanings, notes)
    placing = Placing(_readings(meanings))
    for key, reading in placing.readings.items():
        own = [p.item for p in placed if p.key == key and isinstance(p.item, Statement)]
        settle_roles(own, reading)
    for one in placed:
        if isinstance(one.item, Statement):
            placing.take(one.item, one.key)
        elif isinstance(one.item, Remark):
            placing.remark(one.item, one.key)
        else:
            placing.extremes(one.key, _flat(one.item), one.item.place)
    placing.finish()
    return Sheet(
        answers=tuple(placing.answers.values()),
        unplaced=tuple(placing.unplaced),
        notes=(*notes, *placing.notes),
    )


def _readable(files: Sequence[SheetFile], notes: list[str]) -> Iterator[tuple[str, list[Block]]]:
    """The blocks of each file that can be read; one that cannot is an error only if none can."""
    problems: list[SubmissionError] = []
    for file in files:
        try:
            blocks = blocks_of(file)
        except SubmissionError as problem:
            problems.append(problem)
            continue
        yield file.name, blocks
    if problems and len(problems) == len(files):
        raise problems[0]
    notes += [str(problem) for problem in problems]


def _readings(meanings: Sequence[Meanings]) -> dict[str, Reading]:
    own = OwnNames()
    return {one.asked.key: Reading(one, own) for one in meanings}


def _assigned(
    found: Sequence[Section], meanings: Sequence[Meanings], notes: list[str]
) -> Iterator[_Placed]:
    """The statements, remarks and blocks of all sections, each with its question."""
    scratch = _readings(meanings)
    is_name = _Names([one.asked for one in meanings])
    before = ""
    count = 0
    for section in found:
        if not section.candidates:
            continue
        items = statements(section.blocks, is_name)
        if count + len(items) > MAX_STATEMENTS:
            notes.append("The sheet holds more statements than are read; the rest is left out.")
            items = items[: MAX_STATEMENTS - count]
        count += len(items)
        keys = _keys(items, section, scratch, before)
        for item, key in zip(items, keys, strict=True):
            yield _Placed(item, key)
        blocks = keys[0] if keys else section.candidates[0]
        yield from (_Placed(block, blocks) for block in section.blocks if block.pieces)
        before = keys[-1] if keys else before
        if count >= MAX_STATEMENTS:
            return


def _keys(
    items: Sequence[Statement | Remark], section: Section, scratch: dict[str, Reading], before: str
) -> list[str]:
    """The question of each item; a remark belongs where the statement before it does."""
    stated = [item for item in items if isinstance(item, Statement)]
    found = iter(questions_of(stated, section.candidates, scratch, section.likely, before))
    keys: list[str] = []
    last = ""
    for item in items:
        if isinstance(item, Statement):
            last = next(found)
        keys.append(last)
    first = next((key for key in keys if key), section.candidates[0])
    return [key or first for key in keys]


class _Names:
    """Whether a word of prose is a name of any question, or a function."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        names = {n for a in asked for n in (*a.parameters, *a.symbols, *a.graph.rules, *a.notation)}
        names |= {alias for a in asked for step in a.steps for alias in step.aliases}
        self.names = {canonical(name) for name in names} | {"loss", "Loss", "MSE", "CE", "BCE"}
        self.cache: dict[str, bool] = {}

    def __call__(self, word: str) -> bool:
        if word not in self.cache:
            self.cache[word] = self._known(word)
        return self.cache[word]

    def _known(self, word: str) -> bool:
        if canonical(word) in self.names:
            return True
        if word in ("sigma", "sigmoid", "log", "ln", "exp", "tanh", "relu", "ReLU", "softmax"):
            return True
        letters = all(letter in self.names for letter in word)
        return (letters and len(word) <= 3 and word.isupper()) or (
            known_function(word) is not None and word in ("sqrt", "sin", "cos", "max", "min", "T")
        )


def _flat(block: Block) -> str:
    return "".join(piece.text if not piece.is_math else f" {piece.text} " for piece in block.pieces)
