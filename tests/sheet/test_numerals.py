"""Numerals one behind the other: how labels count, by numbers, by letters and by Roman numbers."""

from __future__ import annotations

import pytest

from grader.answers.sheet.numerals import Numeral, Style, numeral

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
COUNTED = [
    (ROMAN, Style.ROMAN, 1),
    (LETTERS[:10], Style.LETTER, 1),
    ([str(n) for n in range(1, 13)], Style.NUMBER, 1),
    (ROMAN[3:], Style.ROMAN, 4),
    (LETTERS[3:], Style.LETTER, 4),
    (("ii", "v", "x"), Style.ROMAN, None),
]


@pytest.mark.parametrize("texts, style, first", COUNTED)
def test_a_numeral_goes_on_as_the_one_before_it_counts(texts, style, first):
    before = None
    values = []
    for text in texts:
        before = numeral(text, before)
        assert before.style is style
        values.append(before.value)
    if first is None:
        assert values == sorted(values)
    else:
        assert values == list(range(first, first + len(values)))


@pytest.mark.parametrize("text", ["v", "x"])
@pytest.mark.parametrize(
    "before", [None, Numeral(Style.NUMBER, 2), Numeral(Style.LETTER, 2), Numeral(Style.ROMAN, 10)]
)
def test_a_letter_that_no_roman_number_leads_to_is_a_letter(text, before):
    assert numeral(text, before) == Numeral(Style.LETTER, ord(text) - 96)


def test_an_i_is_the_first_roman_number_but_behind_an_h():
    assert numeral("i") == numeral("i", Numeral(Style.LETTER, 2)) == Numeral(Style.ROMAN, 1)
    assert numeral("i", Numeral(Style.LETTER, 8)) == Numeral(Style.LETTER, 9)
