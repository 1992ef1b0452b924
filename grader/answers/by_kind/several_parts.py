"""Sets and sequences: several words or numbers in one text, `{A, C}`, `A -> B -> A`, `1; 2.5`."""

from __future__ import annotations

import re

import numpy as np

from grader.alphabet.brackets import PAIRS, closing, never_closed, outside
from grader.alphabet.characters import DASH
from grader.answers.by_kind.interval_conditions import both_signs
from grader.answers.by_kind.word_answers import beyond_numbers, place_of, words_alone
from grader.answers.files import short
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import UnreadableError
from grader.mathlang import NO_VALUE, Written, WrittenMatrix
from grader.question import AnswerKind, Choices, Step

MOST_PARTS = 400
"""Parts of one answer: a longer list is no answer by hand."""
_NAMED = re.compile(
    r"(?P<name>[^=:,;{\[(]{1,80}?)\s*(?:=|:=|:|\\in\b|∈|\bis\b|\bare\b)\s*(?P<rest>.+)", re.DOTALL
)
_BRACKETS = (("{", "}"), ("[", "]"), ("(", ")"), ("⟨", "⟩"), ("<", ">"))
_ARROW = r"-+>|=+>|→|⇒|↦|\\(?:to|rightarrow|Rightarrow|longrightarrow)\b"
_COMMAS = r"[;\n]|,(?:\s*and\b)?|\\,(?!\d)|\band\b|\bthen\b"
_APART = re.compile(rf"\s*(?:{_ARROW}|{_COMMAS})\s*")
_HYPHEN = re.compile(rf"\s*[{DASH}]+\s*")
_PATH = re.compile(rf"\d+(?:\s*[{DASH}]+\s*\d+){{2,}}")
"""A path from number to number, 1-2-3-1; `1-2` may be a difference."""
_OR = re.compile(r"\s*(?:\bor\b|∨|\\(?:lor|vee)\b)\s*")
_EITHER = re.compile(r"±|\\pm\b|\+\s*/\s*-")
_POINT = re.compile(r"\(([-+]?[\d./ ]+(?:\|[-+ ]*[\d./ ]+)+)\)")
"""A point as some countries write it, (1 | 2)."""
_BLANKS = re.compile(r"\s+")
_POINTED = str.maketrans("⟨⟩", "()")
_COMMA = re.compile(r"\s*[,;]\s*")
_APART_BY_COMMAS = re.compile(rf"\s*(?:{_COMMAS})\s*")
_NOTHING = frozenset(
    {"", "none", "nothing", "empty", "∅", "\\emptyset", "\\varnothing", "empty set"}
)


def set_of(text: str, step: Step, slot: Slot) -> WrittenMatrix:
    """The set that a text gives: of choices, 1 for each that belongs and 0 for the others.

    Shapes: (n) for n choices; (parts) for numbers, each once, as they are written; (parts, k) for
    tuples of k numbers
    """
    bare = text.replace("\\langle", "(").replace("\\rangle", ")").translate(_POINTED)
    bare = _POINT.sub(lambda found: f"({found[1].replace('|', ',')})", bare)
    parts = _parts(bare if step.choices is None else text, step, slot)
    if step.choices is None and parts and all(map(_is_tuple, parts)):
        return _tuples(parts, slot)
    if step.choices is None:
        if not parts and NO_VALUE.text in step.words:
            return _matrix((NO_VALUE,))
        read = _numbers(parts, step, slot)
        kept = {entry.value: entry for entry in read.entries}
        return _matrix(tuple(kept.values()))
    inside = {_place(part, step.choices) for part in parts}
    return _matrix(
        tuple(
            Written(float(place in inside), word) for place, word in enumerate(step.choices.words)
        )
    )


def _is_tuple(part: str) -> bool:
    """Whether a part of a set is made of parts itself, `(1, 2)`."""
    bare = part.strip()
    return _without_brackets(bare) != bare and "," in bare


def _tuples(parts: list[str], slot: Slot) -> WrittenMatrix:
    """The tuples of a set, each once. Shapes: (parts, k)"""
    rows: dict[tuple[float, ...], tuple[Written, ...]] = {}
    for part in parts:
        inner = [one for one in _split(_without_brackets(part.strip()), _COMMA) if one.strip()]
        entries = tuple(_single(one, slot) for one in inner)
        rows[tuple(entry.value for entry in entries)] = entries
    sizes = sorted({len(row) for row in rows})
    if len(sizes) > 1:
        raise UnreadableError(
            f"some of the tuples have {sizes[0]} numbers and others {sizes[-1]}; write"
            " (1, 2), (3, 4)"
        )
    value = np.array([*rows], dtype=np.float64)
    value.setflags(write=False)
    return WrittenMatrix(value, tuple(entry for row in rows.values() for entry in row))


def _single(text: str, slot: Slot) -> Written:
    read = written(text, slot)
    if read.value.ndim:
        raise UnreadableError(f'"{short(text)}" is no single number; write 1.5, 2, -3')
    return read.entries[0]


def sequence(text: str, step: Step, slot: Slot) -> WrittenMatrix:
    """The words or numbers that a text gives one after the other. Shapes: (parts)"""
    parts = _parts(text, step, slot)
    if step.choices is None:
        return _numbers(parts, step, slot)
    values, words = step.choices.values, step.choices.words
    places = [_place(part, step.choices) for part in parts]
    return _matrix(tuple(Written(values[place], words[place]) for place in places))


def _parts(text: str, step: Step, slot: Slot) -> list[str]:
    bare = _behind_its_name(words_alone(text).strip(), step, slot)
    if step.choices is not None and _is_one_word(bare, step.choices, step.answer):
        return [bare]
    if step.choices is None:
        beyond = beyond_numbers(bare, step, slot)
        if beyond is not None and beyond.is_none:
            return []
        bare = _OR.sub(", ", bare) if step.answer is AnswerKind.SET else bare
    whole, bare = bare, _without_brackets(bare.rstrip("."))
    is_member = whole != bare and step.choices is not None and bare in step.choices.exact
    if bare.casefold() in _NOTHING and not is_member:
        return []
    apart = _APART_BY_COMMAS if _has_arrows(step.choices) else _APART
    parts = [part for part in _split(bare, apart) if part.strip()]
    if len(parts) == 1:
        parts = _by_blanks(parts[0], step.choices)
    if len(parts) > MOST_PARTS:
        raise UnreadableError(f"more than {MOST_PARTS} parts are given")
    return parts


def _is_one_word(text: str, choices: Choices, kind: AnswerKind) -> bool:
    """Whether a text is one of the words, and no set of them in braces, `{1, 2}`.

    Raises UnreadableError for the empty set where that is one of the words as well.
    """
    if kind is not AnswerKind.SET or not choices.exact:
        return choices.place(text) is not None
    inside = _without_brackets(text)
    if inside == text and text.casefold() in _NOTHING and choices.place(text) is not None:
        raise UnreadableError(
            f'"{short(text)}" may be the set of nothing, or the set of {short(text)} alone; write'
            f" {{}} or {{{short(text)}}}"
        )
    parts = _split(inside, _COMMA)
    is_listed = inside != text or len(parts) > 1
    is_set = is_listed and all(choices.place(part) is not None for part in parts)
    return not is_set and inside != "" and choices.place(text) is not None


def _behind_its_name(text: str, step: Step, slot: Slot) -> str:
    named = _NAMED.fullmatch(text)
    if named and (slot.is_named(named["name"]) or _is_symbol(named, step, slot)):
        return named["rest"].strip()
    return text


def _is_symbol(named: re.Match[str], step: Step, slot: Slot) -> bool:
    """Whether a letter stands before a set in brackets, `k ∈ {0, 2}`, that is no other value's."""
    in_brackets = re.match(r"\\?\{", named["rest"].strip()) is not None
    return step.choices is None and in_brackets and not slot.problem(named["name"], is_first=True)


def _split(text: str, apart: re.Pattern[str]) -> list[str]:
    """The parts of a text, where what stands in brackets is one: `(0, 1), (1, 2)` are two points.

    Where a bracket is not closed, none counts: it is a slip of the finger, and no pair.
    """
    places = range(len(text)) if never_closed(text) else {place for place, _ in outside(text)}
    parts, begin = [], 0
    for found in apart.finditer(text):
        at = found.start() + len(found[0]) - len(found[0].lstrip())
        if at in places:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [*parts, text[begin:]]


def _has_arrows(choices: Choices | None) -> bool:
    """Whether an arrow is one of the words, as the moves of a policy are: `→, →, ↑`."""
    return choices is not None and any(re.search(_ARROW, word) for word in choices.spellings)


def _by_blanks(text: str, choices: Choices | None) -> list[str]:
    """The parts of a text without commas: words apart by blanks, or letters in a row, `ABBA`."""
    if choices is None:
        is_one = "=" in text or _EITHER.search(text)
        return [text] if is_one else _split(text, _HYPHEN if _PATH.fullmatch(text) else _BLANKS)
    if place_of(text, choices) is not None:
        return [text]
    words = _HYPHEN.split(text)
    if len(words) > 1 and all(place_of(word, choices) is not None for word in words):
        return words
    words = text.split()
    is_row = len(words) == 1 and all(place_of(letter, choices) is not None for letter in words[0])
    return list(text) if is_row else words


def _without_brackets(text: str) -> str:
    text = text.replace("\\{", "{").replace("\\}", "}").replace("\\left", "").replace("\\right", "")
    text = text.strip()
    is_one_pair = text[:1] not in PAIRS or closing(text) == len(text) - 1
    for first, last in _BRACKETS:
        if text.startswith(first) and text.endswith(last) and is_one_pair:
            return text[1:-1].strip()
    return text


def _place(text: str, choices: Choices) -> int:
    place = place_of(text.strip("\"' "), choices)
    if place is None:
        raise UnreadableError(
            f'"{short(text)}" is none of the answers that are asked for; write'
            f" {', '.join(choices.words)}, with commas between them"
        )
    return place


def _numbers(parts: list[str], step: Step, slot: Slot) -> WrittenMatrix:
    entries: list[Written] = []
    for part in parts:
        beyond = beyond_numbers(part, step, slot)
        if beyond is not None:
            entries.append(beyond)
        elif step.answer is AnswerKind.SET and _EITHER.search(part):
            entries += [_single(one, slot) for one in both_signs(_EITHER.sub(" ± ", part))]
        else:
            entries.append(_single(part, slot))
    return _matrix(tuple(entries))


def _matrix(entries: tuple[Written, ...]) -> WrittenMatrix:
    value = np.array([entry.value for entry in entries], dtype=np.float64)
    value.setflags(write=False)
    return WrittenMatrix(value, entries)
