"""The marks of mathematics have one owner, and every reader knows all of them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.alphabet import OPENING, PAIRS, brackets, plain
from grader.alphabet.characters import (
    CANONICAL,
    COMMAND_LIKE,
    FRACTIONS,
    INVISIBLE,
    MINUS,
    OPERATORS,
    SCRIPTS,
    SPACES,
)
from grader.alphabet.relations import RELATION
from grader.answers.document.blocks import Piece
from grader.answers.sheet.chains import chains
from grader.answers.sheet.prose import events
from grader.answers.step_value import value
from grader.mathlang import parse
from grader.mathlang.parser.tokens import tokens

SOURCES = sorted(Path(grader.__file__).parent.rglob("*.py"))
OWNER = "grader/alphabet/"
BETWEEN = {
    sign: plain_sign
    for code, plain_sign in CANONICAL.items()
    if plain_sign in ("-", "+", "*", "/", "×", "·") and (sign := chr(code))
}
"""Every character that is an operator between two numbers -> the canonical one."""
SAME = {"×": "*", "·": "*"}


@pytest.mark.parametrize("sign", sorted(BETWEEN), ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_operator_means_the_same_in_template_sheet_and_formula(sign):
    text = f"0.7 {sign} 2.5"
    wanted = f"0.7 {BETWEEN[sign]} 2.5"
    assert parse(text) == parse(wanted)
    assert value(text) == value(wanted)
    for line in (f"y = {text} = 1.75", f"so y = {text} = 1.75."):
        (event,) = [
            e for e in events((Piece(line, 1),), {"y"}.__contains__) if hasattr(e, "members")
        ]
        assert event.members == ("y", wanted, "1.75")
    assert chains(f"y = {text} = 1.75")[0].members == ("y", wanted, "1.75")


@pytest.mark.parametrize(
    "sign", sorted({*OPERATORS, *COMMAND_LIKE, *SCRIPTS, *FRACTIONS} - set("—―"))
)
def test_a_canonical_character_is_its_own_canonical_form(sign):
    assert plain(sign) == sign
    assert tokens(f"x{sign}" if sign not in COMMAND_LIKE else sign)


@pytest.mark.parametrize("sign", [*"=≈≡←", ":=", "≃", "≅", "≐", "＝", "≔", "\\approx", "\\simeq",
                                  "\\approxeq", "\\equiv", "\\coloneqq"])  # fmt: skip
def test_a_relation_joins_in_template_and_sheet(sign):
    assert re.fullmatch(RELATION, plain(sign))
    assert float(value(f"y {sign} 0.59")) == 0.59
    assert chains(f"y {sign} 0.59")[0].members == ("y", "0.59")
    found = events((Piece(f"y {sign} 0.59", 1),), {"y"}.__contains__)
    assert [event.members for event in found] == [("y", "0.59")]


@given(st.text(alphabet="0123456789.−-+·×()[]{}² \u00a0\u200bＡ１ŷσ—", max_size=40))
def test_the_canonical_form_is_reached_at_once(text):
    once = plain(text)
    assert plain(once) == once
    assert len(once) == len(text) - sum(text.count(sign) for sign in INVISIBLE)


@pytest.mark.parametrize("space", [*SPACES, *INVISIBLE], ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_space_is_part_of_a_number(space):
    assert value(f"{space}0.59{space}") == 0.59


@pytest.mark.parametrize("text, closed", [
    ("(a[b]{c})", {0: 8, 2: 4, 5: 7}), ("(()", {1: 2}), (")(", {}), ("(]", {}), ("", {}),
])  # fmt: skip
def test_brackets_are_matched_in_one_place(text, closed):
    assert brackets.ends(text) == closed
    for opening, closing in closed.items():
        assert brackets.end(text, opening) == closing


def test_many_open_brackets_take_no_time_to_match():
    assert brackets.ends("(" * 100_000) == {}


LISTS = (
    re.compile(f"[{MINUS}].*[{MINUS}]|-[{MINUS}]|[{MINUS}]-"),
    re.compile(r"""\{\s*['"]\(['"]: ['"]\)['"]"""),
    re.compile("≃|≅|⋅|∗|∙|⎛|⎡|₁₂|¹²"),
    re.compile(r"NFKC"),
)
"""How a list of minus signs, of brackets, of relations or of operators begins."""


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if OWNER not in p.as_posix()], ids=lambda p: p.stem
)
def test_no_other_module_has_a_list_of_marks_of_its_own(path):
    code = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
    code = re.sub(r"#.*", "", code)
    assert [found[0] for pattern in LISTS for found in pattern.finditer(code)] == []


def test_closing_and_opening_are_one_table():
    assert {closing: opening for opening, closing in PAIRS.items()} == OPENING
