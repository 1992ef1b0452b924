"""From blocks to answers: the questions that are asked, at work on all files of a submission."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from grader import record
from grader.answers.document.blocks import Block
from grader.answers.sheet.belonging import questions_of
from grader.answers.sheet.considering import considered
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.placing import Placing
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import Asked, Sheet
from grader.answers.sheet.statements import Statement, with_rows
from grader.answers.sheet.swapping import settle_roles
from grader.answers.sheet.told import Told
from grader.answers.sheet.where import Place, Section, sections
from grader.answers.timelimit import TookTooLongError, time_limit
from grader.mathlang import canonical, known_function

_UNTOUCHED = "reading"
MAX_STATEMENTS = 1_000
"""Statements and remarks that are read, about 25 full pages."""
SECONDS_FOR_PLACING = 8.0
"""Of the processor, to place what all files say."""
_TOO_MANY = "The sheet holds more statements than are read; the rest is left out."
_PLACING_TOO_LONG = (
    "The sheet takes too long to read; what was not reached is left out. Hand in the answers only,"
    " or the template."
)


@record(frozen=True, slots=True)
class _Placed:
    """A statement with its question, or a block for the reading of extreme values."""

    item: Statement | Block
    key: str


class Answering:
    """The questions of an assignment, and what files say for them.

    has_begun: whether anything was found in the file that was taken last.
    """

    def __init__(self, asked: Sequence[Asked], told: Told) -> None:
        self.has_begun = False
        self._told = told
        self._readings = {one.key: _untouched(one) for one in asked}
        self._placed: list[_Placed] = []
        self._units = {
            (one.key, step.name): step.unit for one in asked for step in one.steps if step.unit
        }
        self._blocks: dict[str, Sequence[Block]] = {}

    def take(self, blocks: Sequence[Block], name: str) -> None:
        """Take in a file; what precedes a failure stays."""
        self.has_begun = False
        if self._units:
            self._blocks[name] = blocks
        parts = sections(blocks, [_place(one.asked) for one in self._readings.values()], name)
        for one in _assigned(parts, _anew(self._readings), self._told):
            self.has_begun = True
            self._placed.append(one)

    def sheet(self, explains: bool) -> Sheet:
        """What all files say; explains: and all statements with the steps they may be about."""
        told, placing = self._told, Placing(_anew(self._readings))
        _take(placing, self._placed, told)
        answers = tuple(placing.answers.values())
        if self._units:
            from grader.answers.sheet.kept_units import with_units  # costs what few rubrics need

            answers = tuple(with_units(answers, self._blocks, self._units))
        return Sheet(
            answers=answers,
            unplaced=tuple(placing.unplaced),
            notes=(*map(str, told.problems), *told.notes, *placing.notes),
            unread=tuple(told.unread),
            failed=tuple(told.failed),
            details=tuple(told.details),
            considered=considered(placing) if explains else (),
            blocks=_by_question(self._placed),
        )


def _by_question(placed: Sequence[_Placed]) -> dict[str, tuple[Block, ...]]:
    found: dict[str, list[Block]] = {}
    for one in placed:
        if isinstance(one.item, Block):
            found.setdefault(one.key, []).append(one.item)
    return {key: tuple(blocks) for key, blocks in found.items()}


def _place(asked: Asked) -> Place:
    return Place(key=asked.key, title=asked.title, part=asked.part)


def _take(placing: Placing, placed: Sequence[_Placed], told: Told) -> None:
    """Place everything that was found; what fails or is beyond the time is left out."""
    numbered = enumerate(placed)
    said = [(n, one.item, one.key) for n, one in numbered if isinstance(one.item, Statement)]
    try:
        with time_limit(SECONDS_FOR_PLACING):
            _settle_roles(placing, said, told)
            for act in (placing.survey, placing.take):
                for number, item, key in said:
                    _guarded(told, item.place.file, act, item, key, number)
                _guarded(told, "The sheet", placing.put_together, said, act)
                if act == placing.survey:
                    _guarded(told, "The sheet", placing.settle)
                    _settle_roles(placing, said, told)
            _guarded(told, "The sheet", placing.finish)
            for one in placed:
                if isinstance(one.item, Block) and one.item.pieces:
                    _guarded(told, one.item.place.file, _extremes, placing, one.item, one.key)
    except TookTooLongError:
        told.notes.append(_PLACING_TOO_LONG)
        _guarded(told, "The sheet", placing.finish)


def _settle_roles(placing: Placing, said: Sequence[tuple[int, Statement, str]], told: Told) -> None:
    """Which of two names is the prediction, in each question; once more when names are learned."""
    for key, reading in placing.readings.items():
        own = [item for _, item, of in said if of == key]
        _guarded(told, own[0].place.file if own else "The sheet", settle_roles, own, reading)


def _extremes(placing: Placing, block: Block, key: str) -> None:
    text = "".join(f" {p.text} " if p.is_math else p.text for p in block.pieces)
    placing.extremes(key, text, block.place)


def _guarded(told: Told, name: str, act: Callable[..., None], *arguments: object) -> None:
    """Do something for one statement; a failure of ours there ends there."""
    try:
        act(*arguments)
    except Exception:
        told.fail(name)


def _untouched(asked: Asked) -> Reading:
    """A question's reading in which nothing was stated, made once; a sheet reads in one made anew
    from it. A quarter of a sheet's time went into what all sheets have in common."""
    if _UNTOUCHED not in asked.built:
        asked.built[_UNTOUCHED] = Reading(Meanings(asked), OwnNames())
    found: Reading = asked.built[_UNTOUCHED]
    return found


def _anew(readings: Mapping[str, Reading]) -> Mapping[str, Reading]:
    """The questions as they are before anything was read."""
    own = OwnNames()
    return {key: one.anew(own) for key, one in readings.items()}


def _assigned(
    found: Sequence[Section], readings: Mapping[str, Reading], told: Told
) -> Iterator[_Placed]:
    """The statements and blocks of all sections, each with its question."""
    is_name = _Names([one.asked for one in readings.values()])
    parts: list[tuple[Section, list[Statement]]] = []
    left = {True: MAX_STATEMENTS, False: MAX_STATEMENTS}
    for section in found:
        is_asked = bool(section.candidates)
        items = with_rows(section.blocks, is_name, told.fail) if left[is_asked] else []
        if _count(items) > left[is_asked]:
            told.notes.append(_TOO_MANY)
            items = items[: left[is_asked]]
        parts.append((section, items))
        left[is_asked] -= _count(parts[-1][1])
    for (section, items), keys in zip(parts, questions_of(parts, readings), strict=True):
        yield from (_Placed(item, key) for item, key in zip(items, keys, strict=True) if key)
        key = next(iter(keys or section.candidates), "")
        yield from (_Placed(block, key) for block in section.blocks if key)


def _count(items: Sequence[Statement]) -> int:
    return sum(not item.is_row for item in items)


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
