"""The labels of a sheet as marks: how each counts, in which form, broken ones mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.answers.document.blocks import Kind
from grader.answers.sheet.numerals import Book, Numeral, Path, Style, numeral
from grader.answers.sheet.outline import Form, Mark
from grader.answers.sheet.question_labels import OTHER, PROBLEM, Label, label
from grader.answers.sheet.titles import Titles
from grader.answers.sheet.units import Origin, Unit, marker_label

_BROKEN = {"b": "R8ßPE", "c": "G€¢(e", "d": "O0QP", "a": "4ΛΔ@"}
"""What a reader of scans makes of a lone capital letter."""
_TITLE: Form = ("title",)


def marks_of(units: Sequence[Unit], book: Book, titles: Titles) -> list[Mark]:
    """The marks of a sheet in order: labels, and titles without a number."""
    found: list[Mark] = []
    before: dict[Form, Numeral] = {}
    for at, unit, read in _mended(units):
        number = _printed_number(unit)
        if number is not None:
            path = _path(number, Origin.HEADING, before)
            found.append(replace(_mark(at, unit, number, path), is_heading=True))
        if read is not None:
            read = replace(read, word=PROBLEM) if read.name in book.words else read
            path = _path(read, unit.origin, before)
            if not read.is_doubtful or book.has_whole(path):
                found.append(_mark(at, unit, read, path))
        restated = titles.key(unit.block.prose) if may_be_title(unit) else ""
        if restated and book.paths[restated]:
            path = book.paths[restated]
            found.append(Mark(at=at, path=path, form=_TITLE, is_title=True))
    return _of_one_form(found)


def _of_one_form(marks: Sequence[Mark]) -> list[Mark]:
    """The marks, those of other words for a question in one form, `Problem 1` and `Exercise 2`; but
    for headings of another level: questions are counted anew below each problem."""
    levels: dict[str, set[int]] = {}
    for mark in marks:
        if mark.word == PROBLEM:
            levels.setdefault(str(mark.form[1]), set()).add(mark.level)
    apart = {
        name
        for name, own in levels.items()
        if 0 not in own and all(name == other or not own & levels[other] for other in levels)
    }
    return [
        replace(mark, form=(PROBLEM, "", *mark.form[2:]))
        if mark.word == PROBLEM and mark.form[1] not in apart
        else mark
        for mark in marks
    ]


def mark_of_name(name: str) -> Mark | None:
    """The mark that a file's name is, `hw3_2b.md`, or None."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
    for word in (stem, stem.split(" ")[-1]):
        read = label(word)
        if read and read.is_strong and read.word in ("", PROBLEM) and not read.is_capital:
            path = _path(read, Origin.HEADING, {})
            return Mark(at=-1, path=path, form=("name",), word=read.word)
    return None


def _printed_number(unit: Unit) -> Label | None:
    """The number that a format prints before a heading, `2` of a second section."""
    is_numbered = unit.block.kind is Kind.HEADING and unit.block.marker
    return marker_label(unit.block.marker) if is_numbered else None


def _mark(at: int, unit: Unit, read: Label, path: Path) -> Mark:
    is_bare = not read.word and path[-1].style is Style.NUMBER and len(path) == 1
    return Mark(
        at=at,
        path=path,
        form=(*_preform(read, unit.origin), path[-1].style, unit.block.level if is_bare else 0),
        word=read.word,
        is_bare=is_bare,
        is_capital=read.is_capital,
        is_heading=unit.origin is Origin.HEADING,
        level=unit.block.level if unit.block.kind is Kind.HEADING else 0,
    )


def _preform(read: Label, origin: Origin) -> Form:
    """How a label is written, but for what its letters count."""
    if read.word:
        return (read.word, read.name, len(read.path))
    is_item = origin is Origin.MARKER
    shape = "" if origin is not Origin.TEXT else read.shape
    return (origin is Origin.HEADING, is_item, shape, read.is_capital, len(read.path))


def _path(read: Label, origin: Origin, before: dict[Form, Numeral]) -> Path:
    """The numbers of a label, a letter as it reads behind the one before it of its form."""
    form = _preform(read, origin)
    *front, last = read.path
    found = (*map(numeral, front), numeral(last, before.get(form)))
    before[form] = found[-1]
    return found


def may_be_title(unit: Unit) -> bool:
    """Whether a unit may be the title of what follows: a heading, or words alone."""
    return unit.block.kind is Kind.HEADING or (
        unit.block.kind is Kind.PARAGRAPH and not any(piece.is_math for piece in unit.block.pieces)
    )


def _mended(units: Sequence[Unit]) -> Iterator[tuple[int, Unit, Label | None]]:
    """The units with their labels; a lone character is the letter that its neighbours want."""
    following = _letters_behind(units)
    last: Label | None = None
    count = 0
    for at, unit in enumerate(units):
        read = unit.label
        if read is not None and _may_be_broken(unit, count):
            count = int(read.path[0]) if read.path[0].isdecimal() else 0
            letter = _wanted(read.path[0], last, following.get(at, ""))
            shape = last or Label(path=(), shape=".", is_strong=True)
            read = replace(shape, path=(letter,)) if letter else None
            read = read or (unit.label if unit.origin is not Origin.LONE else None)
        if read is not None and read.word != OTHER and not read.path[-1].isdecimal():
            last = read
        elif read is not None and read.is_strong and read.word != OTHER:
            last = None
        yield at, unit, read


def _may_be_broken(unit: Unit, count: int) -> bool:
    """Whether a label is a lone character, or a number that does not count on from another."""
    read = unit.label
    if read is None or len(read.path) > 1:
        return False
    if unit.origin is Origin.LONE:
        return True
    return (
        unit.origin is Origin.MARKER and read.path[0] != str(count + 1) and len(read.path[0]) == 1
    )


def _wanted(character: str, last: Label | None, behind: str) -> str:
    """The letter that a lone character is between two labels; "" where it is none."""
    before = last.path[-1] if last else ""
    wanted = chr(ord(before) + 1) if len(before) == 1 and before < "z" else "a"
    is_next = bool(before) and behind == chr(ord(wanted) + 1)
    is_broken = bool(before) and character in _BROKEN.get(wanted, "") and behind != wanted
    if character.isdecimal():
        return wanted if is_broken else ""
    return wanted if character.lower() == wanted or is_next or is_broken else ""


def _letters_behind(units: Sequence[Unit]) -> Mapping[int, str]:
    """For each lone character, the letter of the label that follows; none behind a number."""
    found: dict[int, str] = {}
    letter = ""
    for at in range(len(units) - 1, -1, -1):
        read = units[at].label
        if read is None:
            continue
        if units[at].origin is Origin.LONE or (read.path[-1].isdecimal() and not read.is_strong):
            found[at] = letter
        elif read.word != OTHER:
            letter = read.path[-1] if len(read.path) == 1 and read.path[-1].isalpha() else ""
    return found
