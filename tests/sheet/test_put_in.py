"""A value that is put into the formula of a later step states its own step, in doubt."""

from __future__ import annotations

import numpy as np
import pytest

from grader.answers.document import SheetFile
from grader.answers.sheet import read_sheet
from grader.answers.sheet.records import How
from grader.graph import rule_of
from tests.sheet.questions import numeric


def mean(x):
    return np.mean(x)


def sd(x):
    return np.std(x, ddof=1)


def se(sd):
    return sd / 2


def t(mean, se):
    return (mean - 5) / se


def joint(p, s):
    return p * s


def total(joint, p, f):
    return joint + (1 - p) * f


def post(joint, total):
    return joint / total


def z(w1, x1, w2, x2):
    return w1 * x1 + w2 * x2


def a(z):
    return 1 / (1 + np.exp(-z))


def loss(a):
    return -np.log(a)


def area(wide, high):
    return wide * high


def wide(w1):
    return w1 + 2.0


def high(w2):
    return w2 + 3.0


def joule(nu):
    return 6.626e-34 * nu


def volt(joule):
    return joule / 1.602e-19


def scores(w1, w2):
    return np.array([w1, w2, 1.0])


def picked(scores):
    return scores @ np.array([2.0, 1.0, 3.0])


TEST = numeric("1", [*map(rule_of, (mean, sd, se, t))], {"x": [4.1, 5.3, 6.2, 5.6]})
BAYES = numeric("1", [*map(rule_of, (joint, total, post))], {"p": 0.25, "s": 0.4, "f": 0.08})
WEIGHTS = {"w1": 0.3, "w2": 0.2}
NET = numeric("1", [*map(rule_of, (z, a, loss))], {**WEIGHTS, "x1": 0.5, "x2": 1.1})
UNITS = numeric("1", [*map(rule_of, (joule, volt))], {"nu": 9.22e14})
ROW = numeric("1", [*map(rule_of, (scores, picked))], WEIGHTS)
BOX = numeric("1", [*map(rule_of, (wide, high, area))], WEIGHTS)


def found(asked, text: str) -> dict[str, str]:
    """What is read of a sheet as put into formulas; nothing of that is certain."""
    answers = read_sheet([SheetFile(name="a.md", data=text.encode())], [asked]).answers
    put_in = [answer for answer in answers if answer.how is How.PUT_IN]
    assert not any(answer.sure for answer in put_in)
    return {answer.step: answer.text for answer in put_in}


PUT_IN = [
    (TEST, r"$t = \frac{5.3 - 5}{0.883/\sqrt{4}} = 0.68$", {"mean": "5.3", "sd": "0.883", "se": "0.883 / sqrt(4)"}),
    (TEST, r"$t = \frac{5.3 - 5}{0.883/2} = \frac{0.3}{0.4415} = 0.68$", {"mean": "5.3", "sd": "0.883", "se": "0.4415"}),
    (TEST, "t = (5.3 - 5) / 0.44 = 0.68", {"mean": "5.3", "se": "0.44"}),
    (TEST, "t = (5.2 - 5) / 0.44 = 0.45", {"mean": "5.2", "se": "0.44"}),
    (TEST, "t = (5.2 - 5) / 0.4 = 0.5", {"mean": "5.2", "se": "0.4"}),
    (TEST, r"$\frac{5.30 - 5}{0.44} = 0.68$", {"mean": "5.30", "se": "0.44"}),
    (BAYES, "post = 0.25 * 0.4 / 0.16 = 0.625", {"joint": "0.25 * 0.4", "total": "0.16"}),
    (BAYES, "post = 0.1 / 0.16 = 0.625", {"joint": "0.1", "total": "0.16"}),
    (BAYES, "total = 0.1 + 0.75 * 0.08 = 0.16", {"joint": "0.1"}),
    (NET, r"$L = -\log(0.59) = 0.53$", {"a": "0.59"}),
    (NET, r"$a = \sigma(0.37) = 0.5915$", {"z": "0.37"}),
    (NET, r"$a = \sigma(0.27) = 0.567$", {"z": "0.27"}),
    (NET, r"$\sigma(z) = \sigma(0.27) = 0.567$", {"z": "0.27"}),
    (UNITS, r"$volt = \frac{6.11\times 10^{-19}}{1.602\times 10^{-19}} = 3.81$", {"joule": "6.11 * 10^(-19)"}),
    (ROW, "picked = [0.3, 0.2, 1] · [2, 1, 3] = 3.8", {"scores": "[0.3, 0.2, 1]"}),
    (BOX, "area = 3.2 * 2.3 = 7.36", {"wide": "2.3", "high": "3.2"}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "wanted"), PUT_IN)
def test_a_number_where_the_rule_has_a_step_states_the_step(asked, text, wanted):
    assert found(asked, f"# 1\n\n{text}") == wanted


NOT_PUT_IN = [
    ("the step is stated itself", NET, "z = 0.31\n\n$a = \\sigma(0.37) = 0.59$", {}),
    ("it is stated itself, later", NET, "$a = \\sigma(0.37) = 0.59$\n\nz = 0.31", {}),
    ("another formula", TEST, "t = (5.3 - 5) * 0.44 = 0.13", {}),
    ("numbers without a formula", NET, "a = 0.59, and 0.37 and 0.31", {}),
    ("a value that is not worked out", NET, "a = 0.59", {}),
    ("no step that is known", NET, r"$q = \sigma(0.27) = 0.31$", {}),
    ("a function within a function", NET, r"$L = -\log(\sigma(0.3 \cdot 0.5 + 0.22)) = 0.52$", {"z": "0.3 · 0.5 + 0.22"}),
    ("either may be either, and none is right", BOX, "area = 3.3 * 2.5 = 8.25", {}),
    ("more factors than the rule has", BOX, "area = 2.3 * 3.2 * 1.4 * 1.9 = 19.58", {}),
    ("a request", NET, r"Compute $a = \sigma(0.27)$.", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "text", "wanted"), [row[1:] for row in NOT_PUT_IN], ids=[row[0] for row in NOT_PUT_IN]
)
def test_a_number_that_stands_elsewhere_states_nothing(asked, text, wanted):
    assert found(asked, f"# 1\n\n{text}") == wanted
