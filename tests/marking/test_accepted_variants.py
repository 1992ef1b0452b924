"""What is accepted in another form than the key's is what right work goes on with, in every kind of
answer after it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from grader.agreement import UpTo
from grader.model import Verdict
from grader.question import AnswerKind, Assignment
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

LATER = {
    AnswerKind.NUMBER: ("formula: d", "{d}"),
    AnswerKind.CHOICE: ("answer: choice, choices: [yes, no], formula: d == 5", "{five}"),
    AnswerKind.SET: ("answer: set, formula: '[d, d + 1]'", "{{{d} + 1, {d}}}"),
    AnswerKind.SEQUENCE: ("answer: sequence, formula: '[d, 1, d]'", "{d}, 1, {d}"),
    AnswerKind.INTERVAL: ("answer: interval, formula: '[d, d + 1]'", "[{d}, {d} + 1]"),
    AnswerKind.TABLE: (
        "answer: table, rows: [p, q], columns: {m: null, five: [yes, no]},"
        " formula: '[[d, d == 5], [2, 0]]'",
        "[[{d}, {five}], [2, no]]",
    ),
    AnswerKind.FORMULA: ("answer: formula, symbols: [c], formula: c d", "{d} c"),
    AnswerKind.EQUATION: (
        "answer: equation, symbols: [c, k], formula: k = c d",
        "k = {d} c",
    ),
    AnswerKind.COMPLEX: ("formula: d + 2 j", "{d} + 2j"),
    AnswerKind.LOGIC: ("answer: logic, symbols: [n], formula: n > d", "n > {d}"),
}
"""A step of each kind after one that is accepted in several forms, and what is right beside a d."""
WAYS = {
    **{
        f"up_to: {kind.value}": (f"formula: '[1, 2]', up_to: {kind.value}", text, d)
        for kind, text, d in (
            (UpTo.SIGN, "[-1, -2]", -5),
            (UpTo.SCALE, "[3, 6]", 15),
            (UpTo.ORDER, "[2, 1]", 4),
            (UpTo.RELABELLING, "[2, 1]", 4),
            (UpTo.CONSTANT, "[3, 4]", 11),
        )
    },
    "also": ("formula: '[1, 2]', also: ['[2, 1]']", "[2, 1]", 4),
    "also, of another shape": ("formula: '[1, 2]', also: ['[2, 1, 3]']", "[2, 1, 3]", 7),
    "valid": ("formula: '[1, 2]', valid: 's[0] s[1] = 2'", "[2, 1]", 4),
    "what follows": ("formula: 2 r", "[-1, -2]", -5),
}
"""How another answer than [1, 2] is accepted, one that is, and the d that it gives."""


FIRST = {
    AnswerKind.NUMBER: ("formula: 5, also: [4]", "4"),
    AnswerKind.CHOICE: ("answer: choice, choices: [4, 5], formula: 5, also: [4]", "4"),
    AnswerKind.SET: ("answer: set, formula: '[2, 3]', also: ['[1, 3]']", "{1, 3}"),
    AnswerKind.SEQUENCE: (
        "answer: sequence, formula: '[2, 3]', valid: 'sum(s) >= 4 and s[0] < 3'", "2, 1, 1",
    ),
    AnswerKind.INTERVAL: ("answer: interval, formula: '[2, 3]', also: ['[1, 3]']", "[1, 3]"),
    AnswerKind.TABLE: (
        "answer: table, rows: [p, q], columns: [m], formula: '[[2], [3]]',"
        " also: ['[[1], [3]]']",
        "[[1], [3]]",
    ),
    AnswerKind.FORMULA: ("answer: formula, symbols: [c], formula: 5 + c, also: [4 + c]", "4 + c"),
}  # fmt: skip
"""How each kind of answer is accepted in another form than the key's: of the sum 4 and not 5."""


DOMAINS = "domains: {c: any, k: any, n: {low: -20, high: 20, integer: true}}"


@lru_cache
def variants(first: str, d: str, is_complex: bool = False) -> Assignment:
    """A question with a step `s`, of which d is made, and steps of the kinds after it that may be.

    first: the steps up to s. is_complex: whether it is over complex numbers, and asks for one.
    """
    complex_kind = AnswerKind.COMPLEX
    kinds = (kind for kind in LATER if kind.is_formula or "answer: formula" not in first)
    kinds = (kind for kind in kinds if (kind is complex_kind) is is_complex)
    later = "\n".join(f"      {k.value}_: {{points: 1, {LATER[k][0]}}}" for k in kinds)
    return read_assignment(f"""
title: Variants
questions:
  "1":
    title: Followed
    {"numbers: complex" if is_complex else DOMAINS}
    definitions: {{d: '{d}'}}
    steps:
      {first}
{later}
""", "variants.yaml")  # fmt: skip


def earned(rubric: Assignment, kind: AnswerKind, d: int, **first: str) -> tuple[Verdict, float]:
    """What an answer of a kind earns that is right beside a d, after others that are right."""
    said = LATER[kind][1].format(d=d, five="yes" if d == 5 else "no")
    *before, found = judged_by(rubric, **first, **{f"{kind.value}_": said}).values()
    assert {mark.verdict for mark in before} == {Verdict.CORRECT}
    return found.verdict, found.credit


def by_way(way: str, kind: AnswerKind, d: int) -> tuple[Verdict, float]:
    keys, text, _ = WAYS[way]
    is_later = way == "what follows"
    first = "r: {points: 1, formula: '[0.5, 1]', up_to: sign}\n      " if is_later else ""
    is_complex = kind is AnswerKind.COMPLEX
    rubric = variants(f"{first}s: {{points: 1, {keys}}}", "sum(s) + s[1]", is_complex)
    before = {"r": "[-0.5, -1]"} if is_later else {}
    return earned(rubric, kind, d, **before, s=text)


def test_there_is_a_step_of_every_kind_and_a_way_of_every_form() -> None:
    assert set(LATER) == set(AnswerKind) - {AnswerKind.REVIEW}
    assert set(FIRST) == {k for k in LATER if not (k.is_statement or k is AnswerKind.COMPLEX)}
    assert {f"up_to: {kind.value}" for kind in UpTo} < set(WAYS)


@pytest.mark.parametrize("kind", LATER)
@pytest.mark.parametrize("way", WAYS)
def test_every_kind_of_step_goes_on_with_what_was_accepted(way: str, kind: AnswerKind) -> None:
    assert by_way(way, kind, WAYS[way][2]) == (Verdict.CORRECT, 1)


@pytest.mark.parametrize("kind", [kind for kind in LATER if kind is not AnswerKind.CHOICE])
@pytest.mark.parametrize("way", WAYS)
def test_what_follows_from_neither_is_not_right(way: str, kind: AnswerKind) -> None:
    verdict, credit = by_way(way, kind, 17)
    assert verdict in (Verdict.INCORRECT, Verdict.PARTIAL)
    assert credit < 1


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("kind", FIRST)
def test_what_was_accepted_in_any_kind_is_gone_on_with(kind: AnswerKind, later: AnswerKind) -> None:
    keys, text = FIRST[kind]
    if kind is AnswerKind.FORMULA and not later.is_formula:
        return  # no number rests on what has symbols
    d = "s - c" if kind is AnswerKind.FORMULA else "sum([s])"
    rubric = variants(f"s: {{points: 1, {keys}}}", d, later is AnswerKind.COMPLEX)
    assert earned(rubric, later, 4, s=text) == (Verdict.CORRECT, 1)


MIXED = read_assignment("""
title: Mixed
questions:
  "1":
    title: Signs
    steps:
      s: {points: 1, formula: "[1, 2]", up_to: sign}
      w: {points: 1, formula: 3 s}
""", "mixed.yaml")  # fmt: skip


@pytest.mark.parametrize("text, credit", [("[-3, -6]", 1), ("[3, -6]", 0.5), ("[4, 7]", 0)])
def test_half_of_the_key_and_half_of_the_own_form_are_no_whole(text: str, credit: float) -> None:
    assert judged_by(MIXED, s="[-1, -2]", w=text)["w"].credit == credit
