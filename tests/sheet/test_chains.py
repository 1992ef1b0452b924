"""Formulas and prose as chains of members."""

from __future__ import annotations

import re

import pytest

from grader.answers.document.blocks import Piece
from grader.answers.sheet.chains import chains
from grader.answers.sheet.events import Chain
from grader.answers.sheet.prose import events

NAMES = frozenset({"loss", "L", "W", "X", "Y", "WX", "sigmoid", "log", "ln", "exp", "step_size"})


def connected(found) -> list[Chain]:
    """The chains, each with what continues it."""
    joined: list[Chain] = []
    for event in found:
        if joined and isinstance(event, Chain) and (event.continues or joined[-1].is_open):
            joined[-1] = joined[-1].joined(event)
        elif isinstance(event, Chain):
            joined.append(event)
    return joined


def members(found) -> list[tuple[str, ...]]:
    return [tuple(re.sub(" +", " ", text) for text in one.members) for one in connected(found)]


FORMULAS = [
    (r"w_1 = 0.25, w_2 = -0.11", [("w_1", "0.25"), ("w_2", "-0.11")]),
    (
        r"\begin{aligned} z_1 &= w_1 x\\ &= 0.1575 \\ h_1 &\approx 0.5 \end{aligned}",
        [("z_1", "w_1 x", "0.1575"), ("h_1", "0.5")],
    ),
    (r"\begin{aligned}a &= b \\ &\quad + c \\ &= 2\end{aligned}", [("a", "b + c", "2")]),
    (r"\begin{array}{rcl} z & = & w \\ & = & 0.15\end{array}", [("z", "w", "0.15")]),
    (r"\frac{\partial L(y = f)}{\partial w} = 3", [(r"\frac{\partial L(y = f)}{\partial w}", "3")]),
    (r"= [\frac{e}{1}]_{x = -0.058}", [(r"[\frac{e}{1}]_{x = -0.058}",)]),
    (
        r"Y = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}, \; L = 3.3",
        [("Y", r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"), ("L", "3.3")],
    ),
    (r"z = 0,54", [("z", "0,54")]),
    ("X = 1/n + 2 = 34.9\\\n    S = 4.1", [("X", "1/n + 2", "34.9"), ("S", "4.1")]),
    (r"z_1 = 0.16 \quad\text{and}\quad h_1 = 0.5", [("z_1", "0.16"), ("h_1", "0.5")]),
    (r"L = \boxed{0.52}.", [("L", "0.52")]),
    (r"\text{loss} = 0.5 \text{ (rounded up)}", [(r"\text{loss}", "0.5")]),
    (r"L = \underbrace{(y - t)^2}_{=1} = 1 \tag{3}", [("L", "(y - t)^2", "1")]),
    (r"y = w h \Rightarrow y = 0.38", [("y", "w h"), ("y", "0.38")]),
    (r"h = 0.54 > 0", [("h", "0.54")]),
    (r"V = 2 U \to \frac{V}{U} = 2", [("V", "2 U"), (r"\frac{V}{U}", "2")]),
    (r"L = 16{,}287.26", [("L", "16287.26")]),
    (r"a \stackrel{(i)}{=} b", [("a", "b")]),
    (r"G = 1 - (\frac{9}{14} + 0.5 = 0.46", [("G", r"1 - (\frac{9}{14} + 0.5", "0.46")]),
    (r"I = [0, 1), x = 3", [("I", "[0, 1)"), ("x", "3")]),
    (r"\overline{\underline{|P = 2;\ I_s = 22|}}", [("P", "2"), ("I_s", "22")]),
    ("a = |b| = 2\\\\\n|F = 3|", [("a", "|b|", "2"), ("F", "3")]),
    (r"\overline{x} = 3", [(r"\overline{x}", "3")]),
    (r"(m \pm 0.2),\quad \text{i.e. } (5.6, 6.4)", [(r"(m \pm 0.2)",), ("(5.6, 6.4)",)]),
    (r"\text{即} (5.6, 6.4)", [("(5.6, 6.4)",)]),
    (r"\text{out}_C = 3", [(r"\text{out}_C", "3")]),
    (r"3, -2.5, 1.", [("[3, -2.5, 1]",)]),
    (r"3, 2", [("3",), ("2",)]),
    (r"p = 0.13\overline{8} + \overline{x}", [("p", r"0.13888888888888 + \overline{x}")]),
    (r"5.61 \leq \mu < 6.39", [("[5.61, 6.39]",)]),
    (r"P(1 < x < 2) = 0.3", [("P(1 < x < 2)", "0.3")]),
    (r"z_1 = 0.5 \\[4pt] z_2 = 0.7", [("z_1", "0.5"), ("z_2", "0.7")]),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", FORMULAS)
def test_a_formula_is_cut_at_its_relations(text, wanted):
    assert members(chains(text)) == wanted


PROSE = [
    ("So the loss is L = -log(0.593) = 0.522 which is positive.", [("L", "-log(0.593)", "0.522")]),
    ("z1 = w1*x = 0.25*0.63 = 0.16, h1 = σ(z1) = 0.54.", [("z1", "w1*x", "0.25*0.63", "0.16"),
                                                        ("h1", "σ(z1)", "0.54")]),
    ("the loss = 0.52", [("loss", "0.52")]),
    ("z1: 0.1575", [("z1", "0.1575")]),
    ("∂L/∂w₃ = (y − ŷ)·h₂ ≈ −0.1972", [("∂L/∂w₃", "(y - ŷ)·h₂", "-0.1972")]),
    ("new = weights - step_size * gradient = [[1 2]\n [3 4]]",
     [("new", "weights - step_size * gradient", "[[1 2]\n [3 4]]")]),
    ("w3 = -0.2 (approximately)", [("w3", "-0.2")]),
    ("L(y, ŷ) = -ln(0.593) = 0.52", [("L(y, ŷ)", "-ln(0.593)", "0.52")]),
    ("z1 = 0.16 h1 = 0.54", [("z1", "0.16"), ("h1", "0.54")]),
    ("z1 = 0.16\nh1 = 0.5", [("z1", "0.16"), ("h1", "0.5")]),
    ("dL/dw3 is -0.1972, and the rest is clear", [("dL/dw3", "-0.1972")]),
    ("this is 5 times more", []),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", PROSE)
def test_mathematics_is_found_in_prose(text, wanted):
    assert members(events((Piece(text, 1),), NAMES.__contains__)) == wanted


def test_a_verb_gives_a_formula_its_value():
    pieces = (
        Piece("Hence ", 1),
        Piece("z_1", 1, True),
        Piece(" is about ", 1),
        Piece("0.16", 1, True),
    )
    found = [e for e in events(pieces, NAMES.__contains__) if isinstance(e, Chain)]
    assert found == [Chain(("z_1", "0.16"), (1, 1), lead="Hence ")]


def test_lines_are_counted_from_where_a_formula_begins():
    (chain,) = connected(chains("\\begin{aligned}a &= 1 \\\\\n&= 2 \\\\\n&= 3\\end{aligned}", 10))
    assert chain.lines == (10, 10, 11, 12)


def test_a_chain_of_very_many_members_keeps_its_ends():
    (chain,) = chains(" = ".join(str(n) for n in range(900)))
    assert (chain.members[0], chain.members[-1], len(chain.members)) == ("0", "899", 48)
