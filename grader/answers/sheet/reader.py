"""The whole way: files to blocks, to sections, to statements, to answers."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.answers.budget import Budget
from grader.answers.document.blocks import Block, SheetFile
from grader.answers.document.formats import file_read
from grader.answers.sheet.belonging import questions_of
from grader.answers.sheet.considering import considered
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.placing import Placing
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import Asked, Sheet
from grader.answers.sheet.statements import Statement, with_rows
from grader.answers.sheet.swapping import settle_roles
from grader.answers.sheet.trees import Trees
from grader.answers.sheet.where import Place, Section, sections
from grader.answers.timelimit import TookTooLongError, time_limit
from grader.errors import SubmissionError
from grader.mathlang import canonical, known_function

MAX_STATEMENTS = 1_000
"""Statements and remarks that are read, about 25 full pages."""
SECONDS_A_FILE = 6.0
"""Of the processor, to read one file: twenty full pages take less than one."""
SECONDS_FOR_PLACING = 8.0
"""Of the processor, to place what all files say."""
_TOO_LONG = (
    "Your file {} takes too long to read and was left out. Hand in the answers only, or the"
    " template."
)
_CUT = "{} takes too long to read; the end of it was left out. Hand in the answers only."
_PLACING_TOO_LONG = (
    "The sheet takes too long to read; what was not reached is left out. Hand in the answers only,"
    " or the template."
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A statement with its question, or a block for the reading of extreme values."""

    item: Statement | Block
    key: str


def read_sheet(
    files: Sequence[SheetFile],
    asked: Sequence[Asked],
    budget: Budget | None = None,
    *,
    explains: bool = False,
) -> Sheet:
    """What the files of a submission say for the questions that are asked.

    explains: whether all statements are given as well, with the steps they may be about.

    Files are read in the order given; what stands later replaces what stands earlier. A file that
    cannot be read, or that we fail on, costs what it says itself and nothing else. Raises
    SubmissionError, a message for the student, where no file can be read.
    """
    told = _Told()
    placed: list[_Placed] = []
    blocks: dict[str, Sequence[Block]] = {}
    units = {(one.key, step.name): step.unit for one in asked for step in one.steps if step.unit}
    trees = Trees()
    meanings = [Meanings(one, trees) for one in asked]
    for file in files:
        placed += _placed(file, meanings, budget or Budget(), told, blocks if units else None)
    if told.problems and len(told.unread) == len(files):
        raise told.problems[0]
    placing = Placing(_readings(meanings))
    _take(placing, placed, told)
    answers = tuple(placing.answers.values())
    if units:
        from grader.answers.sheet.kept_units import with_units  # costs what few rubrics need

        answers = tuple(with_units(answers, blocks, units))
    notes = (*map(str, told.problems), *told.notes, *placing.notes)
    return Sheet(
        answers=answers,
        unplaced=tuple(placing.unplaced),
        notes=notes,
        unread=tuple(told.unread),
        failed=tuple(told.failed),
        details=tuple(told.details),
        considered=considered(placing) if explains else (),
        blocks=_by_question(placed),
    )


def _by_question(placed: Sequence[_Placed]) -> dict[str, tuple[Block, ...]]:
    found: dict[str, list[Block]] = {}
    for one in placed:
        if isinstance(one.item, Block):
            found.setdefault(one.key, []).append(one.item)
    return {key: tuple(blocks) for key, blocks in found.items()}


@dataclass(slots=True)
class _Told:
    """What is to be said of the files, to the student and to staff, as it is found."""

    problems: list[SubmissionError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    def refuse(self, name: str, problem: SubmissionError) -> None:
        self.unread.append(name)
        self.problems.append(problem)
        self.details += [f"{name}: {detail}" for detail in problem.details]

    def cut(self, name: str, is_begun: bool) -> None:
        """A file that takes too long, of which perhaps the beginning was read."""
        if is_begun:
            self.notes.append(_CUT.format(name))
        else:
            self.refuse(name, SubmissionError(_TOO_LONG.format(name)))

    def fail(self, name: str) -> None:
        """A failure of ours in a file, in which perhaps some was read."""
        self.details.append(f"{name} could not be read:\n{traceback.format_exc()}")
        if name not in self.failed:
            self.failed.append(name)
            self.notes.append(
                f"{name} could not be read in full because the autograder failed. That is not your"
                " mistake; the course staff will see it."
            )


def _placed(
    file: SheetFile,
    meanings: Sequence[Meanings],
    budget: Budget,
    told: _Told,
    kept: dict[str, Sequence[Block]] | None,
) -> list[_Placed]:
    """The statements of one file with their questions; none where it cannot be read.

    kept: where the blocks of the file are kept, if they are.
    """
    found: list[_Placed] = []
    try:
        with time_limit(min(SECONDS_A_FILE, budget.left)):
            read = file_read(file, budget)
            told.notes += read.notes
            told.details += [f"{file.name}: {detail}" for detail in read.details]
            if kept is not None:
                kept[file.name] = read.blocks
            parts = sections(read.blocks, [_place(one.asked) for one in meanings], file.name)
            found.extend(_assigned(parts, meanings, told.notes))  # what precedes a failure stays
    except SubmissionError as problem:
        told.refuse(file.name, problem)
    except TookTooLongError:
        told.cut(file.name, is_begun=bool(found))
    except Exception:  # our own failure in one file must not cost the others
        told.fail(file.name)
    return found


def _place(asked: Asked) -> Place:
    return Place(key=asked.key, title=asked.title, part=asked.part)


def _take(placing: Placing, placed: Sequence[_Placed], told: _Told) -> None:
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


def _settle_roles(
    placing: Placing, said: Sequence[tuple[int, Statement, str]], told: _Told
) -> None:
    """Which of two names is the prediction, in each question; once more when names are learned."""
    for key, reading in placing.readings.items():
        own = [item for _, item, of in said if of == key]
        _guarded(told, own[0].place.file if own else "The sheet", settle_roles, own, reading)


def _extremes(placing: Placing, block: Block, key: str) -> None:
    text = "".join(f" {p.text} " if p.is_math else p.text for p in block.pieces)
    placing.extremes(key, text, block.place)


def _guarded(told: _Told, name: str, act: Callable[..., None], *arguments: object) -> None:
    """Do something for one statement; a failure of ours there ends there."""
    try:
        act(*arguments)
    except Exception:
        told.fail(name)


def _readings(meanings: Sequence[Meanings]) -> dict[str, Reading]:
    own = OwnNames()
    return {one.asked.key: Reading(one, own) for one in meanings}


def _assigned(
    found: Sequence[Section], meanings: Sequence[Meanings], notes: list[str]
) -> Iterator[_Placed]:
    """The statements and blocks of all sections, each with its question."""
    is_name = _Names([one.asked for one in meanings])
    parts: list[tuple[Section, list[Statement]]] = []
    left = {True: MAX_STATEMENTS, False: MAX_STATEMENTS}
    for section in found:
        is_asked = bool(section.candidates)
        items = with_rows(section.blocks, is_name) if left[is_asked] else []
        if _count(items) > left[is_asked]:
            notes.append("The sheet holds more statements than are read; the rest is left out.")
            items = items[: left[is_asked]]
        parts.append((section, items))
        left[is_asked] -= _count(parts[-1][1])
    for (section, items), keys in zip(parts, questions_of(parts, _readings(meanings)), strict=True):
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
