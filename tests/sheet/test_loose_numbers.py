"""Numbers that belong to nothing take trust from one that fits; whatever else is said does not."""

from __future__ import annotations

import pytest

from tests.sheet.test_evidence import read, sheet_of

FITS = "$v = 0.539$"
LOOSE = [
    "$q_{{{n}}} = {n}.13$",
    "$q_{{{n}}} = 4 + 3.{n} = 7.{n}$",
    "$[{n}.1, 2.{n}]$",
]
NOT_LOOSE = [
    ("a given", "$w_1 = 0.25$"),
    ("another given", "$x = 0.63$"),
    ("a step", "$z_1 = 0.1575$"),
    ("a step that is wrong", "$z_1 = 0.{n}7$"),
    ("a formula", "$q_{{{n}}} = a b_{{{n}}}$"),
    ("a formula of a step", r"$z_1 = w_1 x$"),
    ("words", "Then we go on to the next of the {n} layers, as before"),
]


def share(lines: list[str]) -> float:
    """How likely the number that fits is the step's among other lines."""
    considered = read(sheet_of([*lines, FITS])).considered
    return max(c.share for s in considered[-1:] for c in s.chances if c.step == "h1")


@pytest.mark.parametrize("line", LOOSE)
def test_loose_numbers_take_trust_from_one_that_fits(line):
    found = [share([line.format(n=11 + n) for n in range(count)]) for count in (0, 10, 30)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[2]


@pytest.mark.parametrize(
    "line", [line for _, line in NOT_LOOSE], ids=[kind for kind, _ in NOT_LOOSE]
)
def test_what_says_what_it_is_takes_no_trust_from_one_that_fits(line):
    found = [share([line.format(n=11 + n) for n in range(count)]) for count in (1, 10, 30)]
    assert min(found) == pytest.approx(found[0])


def test_one_number_that_is_repeated_is_one_that_may_fit_by_luck():
    once, often = (share(["$q = 4.13$"] * count) for count in (1, 30))
    assert once == pytest.approx(often)
