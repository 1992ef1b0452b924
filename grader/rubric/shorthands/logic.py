"""`and`, `or`, `not` between conditions of a formula, written out as arithmetic of 1 and 0.

From loose to tight: `iff`, `implies`, `or` and `xor`, `and`, `not`, comparisons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import reduce

from grader.alphabet import PAIRS
from grader.question import Shortened, formula_texts, given_names
from grader.rubric.plain_values import LOGIC
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.formula_places import rewritten
from grader.rubric.shorthands.outside_brackets import closing, split_outside

_Join = Callable[[str, str], str]
_LEVELS: tuple[tuple[str, _Join, str], ...] = (
    ("iff", lambda a, b: f"(({a}) == ({b}))", r"↔|⇔|<->|\\iff\b|\\leftrightarrow\b"),
    (
        "implies",
        lambda a, b: f"maximum(1 - ({a}), {b})",
        r"→|⇒|->|\\implies\b|\\(?:long)?rightarrow\b",
    ),
    ("or", lambda a, b: f"maximum({a}, {b})", r"∨|\\lor\b|\\vee\b"),
    ("xor", lambda a, b: f"(({a}) != ({b}))", r"⊕|\\oplus\b"),
    ("and", lambda a, b: f"(({a}) ⊙ ({b}))", r"∧|&&|\\land\b|\\wedge\b"),
)
"""The words that join conditions, loosest first, with what they are and their signs."""
_NOT = r"¬|\\lnot\b|\\neg\b|!(?!=)"


def with_logic_written_out(expansion: Expansion, question: Keys) -> Keys:
    """The question with its formulas in arithmetic alone; shown is what was written."""
    taken = frozenset({*given_names(question), *formula_texts(question)})
    names = _names_with_signs(question)

    def change(text: str) -> str:
        hidden = text
        for place, name in enumerate(names):
            hidden = name.sub(_HIDDEN.format(place), hidden)
        formula = without_logic(hidden, taken)
        for place, name in enumerate(names):
            spelled = name.search(text)
            formula = formula.replace(_HIDDEN.format(place), spelled[0] if spelled else "")
        written = text.written if isinstance(text, Shortened) else text
        return text if formula == text else Shortened(formula, written)

    return rewritten(expansion, question, change)


_HIDDEN = "\ue000{}\ue001"


def _names_with_signs(question: Keys) -> list[re.Pattern[str]]:
    """The names of several signs that hold one of these, `P(¬A)`: one name, and no condition."""
    notation = question.get("notation")
    given = notation.values() if isinstance(notation, dict) else ()
    spellings = [one for more in given for one in (more if isinstance(more, list) else [more])]
    texts = [one for one in spellings if isinstance(one, str) and LOGIC.search(one)]
    return [re.compile(r"\s*".join(map(re.escape, re.sub(r"\s", "", one)))) for one in texts]


def without_logic(text: str, taken: Collection[str] = ()) -> str:
    """A formula with its `and`, `or` and `not` as arithmetic; taken: names that are values.

    Raises RubricError for a bracket that is not closed.
    """
    if not LOGIC.search(text):
        return text
    signs = [
        (re.compile("|".join([*_as_word(word, taken), signs]), re.I), join)
        for word, join, signs in _LEVELS
    ]
    negated = re.compile("|".join([*_as_word("not", taken), _NOT]), re.I)
    return _written_out(text, signs, negated)


def _as_word(word: str, taken: Collection[str]) -> list[str]:
    """The pattern of a word, unless the question has a value of that name: a gate, `xor`."""
    return [] if {word, word.upper()} & set(taken) else [rf"(?<![\w\\]){word}(?!\w)"]


_CHOOSING = re.compile(r"[\w)\]]\s*\[$")
_COMMA = re.compile(r"[,;]")
_Signs = list[tuple[re.Pattern[str], _Join]]


def _written_out(text: str, signs: _Signs, negated: re.Pattern[str]) -> str:
    """Part by part between commas, within every bracket as outside of it."""
    places = [0, *(m.end() for m in _COMMA.finditer(text) if _is_outside(text, m.start()))]
    parts = split_outside(text, _COMMA)
    joints = [text[place - 1] for place in places[1:]]
    made = [_condition(part, signs, negated) for part in parts]
    return "".join(part + joint for part, joint in zip(made, [*joints, ""], strict=True))


def _is_outside(text: str, place: int) -> bool:
    return len(split_outside(text[: place + 1], _COMMA)) > len(split_outside(text[:place], _COMMA))


def _condition(text: str, signs: _Signs, negated: re.Pattern[str], loosest: int = 0) -> str:
    """One condition; loosest: the first of the signs that may still join it outside brackets."""
    for place, (sign, join) in enumerate(signs[loosest:], start=loosest):
        parts = split_outside(text, sign)
        if len(parts) > 1 and all(part.strip() for part in parts):
            lead = text[: len(text) - len(text.lstrip())]
            made = [_condition(part, signs, negated, place).strip() for part in parts]
            if place == 1:  # a -> b -> c is a -> (b -> c)
                return lead + reduce(lambda after, before: join(before, after), reversed(made))
            return lead + reduce(join, made)
    found = negated.match(text.lstrip())
    if found and text.lstrip()[found.end() :].strip():
        inner = _condition(text.lstrip()[found.end() :], signs, negated, len(signs)).strip()
        return f"(1 - ({inner}))"
    return _within_brackets(text, signs, negated)


def _within_brackets(text: str, signs: _Signs, negated: re.Pattern[str]) -> str:
    made, at = list[str](), 0
    for place, sign in enumerate(text):
        if place < at or sign not in PAIRS:
            continue
        end = closing(text, place + 1)
        inside = _written_out(text[place + 1 : end], signs, negated)
        if _CHOOSING.search(text[: place + 1]) and inside != text[place + 1 : end]:
            inside = f"{inside} == 1"  # a comparison chooses entries, where numbers would count
        made += [text[at : place + 1], inside, text[end]]
        at = end + 1
    return "".join([*made, text[at:]])
