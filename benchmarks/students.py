"""Simulated students for `fairness.py`: questions, the slips students make in them, and habits.

The slips are written out here by hand, one value for each, and not taken from the program that
must recognise them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from grader.assignment import load_assignment, read_assignment
from grader.graph import evaluate
from grader.habits import CARRYING, Habit, spelled
from grader.model import Array, NoValue
from grader.question import Question

RUBRIC = Path(__file__).resolve().parent.parent / "rubrics" / "hw3.yaml"
Values = Mapping[str, Array]
Wrong = Callable[[Values, Array], Array]
"""The value of a slip, from what the student works with and what the right rule gives with it."""

NETWORKS = """\
title: Networks
tolerance: {rtol: 0.002}
questions:
  numbers:
    title: A 2-2-1 network by single numbers, squared error
    parameters: {w1: 0, w2: 0, w3: 0, w4: 0, v1: 0, v2: 0, b: 0, c: 0, x1: 0, x2: 0, t: 0, rate: 0}
    steps:
      z1: {points: 1, formula: w1 x1 + w2 x2 + b}
      z2: {points: 1, formula: w3 x1 + w4 x2 + b}
      h1: {points: 1, formula: sigmoid(z1)}
      h2: {points: 1, formula: sigmoid(z2)}
      z3: {points: 1, formula: v1 h1 + v2 h2 + c}
      y: {points: 1, formula: sigmoid(z3)}
      loss: {points: 1, formula: (y - t)^2 / 2}
      dL_dz3: {points: 1, formula: (y - t) y (1 - y)}
      dL_dv1: {points: 1, formula: dL_dz3 h1}
      dL_dv2: {points: 1, formula: dL_dz3 h2}
      dL_dz1: {points: 1, formula: dL_dz3 v1 h1 (1 - h1)}
      dL_dz2: {points: 1, formula: dL_dz3 v2 h2 (1 - h2)}
      dL_dw1: {points: 1, formula: dL_dz1 x1}
      dL_dw4: {points: 1, formula: dL_dz2 x2}
      v1_new: {points: 1, formula: v1 - rate dL_dv1}
      w1_new: {points: 1, formula: w1 - rate dL_dw1}
  batch:
    title: A 2-2-1 network for three samples, mean squared error
    parameters: {W1: [[0, 0], [0, 0]], b1: [[0], [0]], W2: [[0, 0]], b2: 0,
                 X: [[0, 0, 0], [0, 0, 0]], T: [[0, 0, 0]], rate: 0}
    steps:
      Z1: {points: 1, formula: W1 X + b1}
      H1: {points: 1, formula: sigmoid(Z1)}
      Z2: {points: 1, formula: W2 H1 + b2}
      Y: {points: 1, formula: sigmoid(Z2)}
      loss: {points: 1, formula: "mean((Y - T)^2)"}
      dL_dY: {points: 1, formula: 2 (Y - T) / 3}
      dL_dZ2: {points: 1, formula: dL_dY ⊙ Y ⊙ (1 - Y)}
      dL_dW2: {points: 1, formula: dL_dZ2 H1^T}
      dL_db2: {points: 1, formula: sum(dL_dZ2)}
      dL_dH1: {points: 1, formula: W2^T dL_dZ2}
      dL_dZ1: {points: 1, formula: dL_dH1 ⊙ H1 ⊙ (1 - H1)}
      dL_dW1: {points: 1, formula: dL_dZ1 X^T}
      W1_new: {points: 1, formula: W1 - rate dL_dW1}
      W2_new: {points: 1, formula: W2 - rate dL_dW2}
  entropy:
    title: A 2-2-1 network for one sample, cross-entropy
    parameters: {W1: [[0, 0], [0, 0]], b1: [[0], [0]], W2: [[0, 0]], b2: [[0]],
                 x: [[0], [0]], t: [[0]], rate: 0}
    steps:
      z1: {points: 1, formula: W1 x + b1}
      h1: {points: 1, formula: sigmoid(z1)}
      z2: {points: 1, formula: W2 h1 + b2}
      y: {points: 1, formula: sigmoid(z2)}
      loss: {points: 1, formula: "-sum(t ⊙ log(y) + (1 - t) ⊙ log(1 - y))"}
      dL_dz2: {points: 1, formula: y - t}
      dL_dW2: {points: 1, formula: dL_dz2 h1^T}
      dL_dh1: {points: 1, formula: W2^T dL_dz2}
      dL_dz1: {points: 1, formula: dL_dh1 ⊙ h1 ⊙ (1 - h1)}
      dL_dW1: {points: 1, formula: dL_dz1 x^T}
      W1_new: {points: 1, formula: W1 - rate dL_dW1}
      W2_new: {points: 1, formula: W2 - rate dL_dW2}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One slip: the step it happens in, what it gives, and how it may be told rightly.

    named: a pattern for the words that name it; "" for a blunder, which has no name.
    """

    idea: str
    step: str
    value: Wrong
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one student wrote: texts by step, with what the right rule gave at each, and the slips.

    rights: what the student would have written there without the slip. truths: the true value in
        the same hand.
    others: what other slips in the same step would have been written as.
    """

    question: Question
    habit: str
    texts: Mapping[str, str]
    rights: Mapping[str, str]
    truths: Mapping[str, str]
    slips: Mapping[str, Slip]
    others: Mapping[str, frozenset[str]]

    @property
    def values(self) -> dict[str, Array]:
        return {name: _read(text) for name, text in self.texts.items()}


def questions(random: np.random.Generator, draws: int) -> Iterator[Question]:
    """The numeric questions, each at its own numbers (if it has any) and at random ones."""
    homework = [q for q in load_assignment(RUBRIC).questions if q.key in ("1b", "2b", "2d")]
    yield from homework
    networks = read_assignment(NETWORKS, "networks.yaml").questions
    for _ in range(draws):
        for question in (*homework, *networks):
            yield _redrawn(question, random)


def _redrawn(question: Question, random: np.random.Generator) -> Question:
    """A question with other numbers of two decimals, as an exercise gives them."""
    parameters = {}
    for name, value in question.parameters.items():
        drawn = np.round(random.normal(size=value.shape), 2)
        drawn = np.where(np.abs(drawn) < 0.05, 0.3, drawn)
        if name in ("rate", "step_size"):
            drawn = np.asarray(random.choice([0.1, 0.5]))
        elif name in ("t", "T") or (name == "y_hat" and question.key == "2b"):
            drawn = random.integers(0, 2, value.shape).astype(np.float64)
        elif name == "y_hat":
            drawn = np.asarray(float(random.choice([1, 3, 128])))
        parameters[name] = np.asarray(drawn)
    return replace(question, parameters=parameters, solution=evaluate(question.graph, parameters))


def worked(
    question: Question, random: np.random.Generator, habit: Habit | None, slips: Sequence[Slip]
) -> Work:
    """One student's work: a habit, now this now that way to round and to carry, and slips."""
    cut, carries = bool(random.random() < 0.3), CARRYING[random.integers(3)]
    if habit is None:
        cut, carries = False, "full"
    by_step = {slip.step: slip for slip in slips}
    seen = dict(question.parameters)
    texts, rights, others = {}, {}, {}
    for name in question.graph.order:
        try:
            right = _finite(question.graph.rules[name].function, seen, name, question)
            value = right
            if name in by_step:
                value = np.asarray(by_step[name].value(seen, right), dtype=np.float64)
        except _NoValueError:
            break
        if not np.isfinite(value).all():
            break
        texts[name] = _spelled(value, habit, cut)
        rights[name] = _spelled(right, habit, cut)
        if name in by_step:
            others[name] = _alternatives(question, by_step[name], seen, right, habit, cut)
        is_written = carries == "written" or (carries == "mixed" and random.random() < 0.5)
        seen[name] = _read(texts[name]) if is_written else value
    habits = "unrounded" if habit is None else habit.words + (", cut off" if cut else "")
    solution = ((name, question.solution[name]) for name in texts)
    truths = {
        name: _spelled(true, habit, cut) for name, true in solution if not isinstance(true, NoValue)
    }
    made = {name: slip for name, slip in by_step.items() if name in texts}
    return Work(
        question=question,
        habit=habits,
        texts=texts,
        rights=rights,
        truths=truths,
        slips=made,
        others=others,
    )


class _NoValueError(Exception):
    """A right rule has no value for what an earlier slip gave."""


def _finite(function: Callable[..., Array], seen: Values, name: str, question: Question) -> Array:
    arguments = question.graph.rules[name].arguments
    with np.errstate(all="ignore"):
        try:
            found = np.asarray(function(*(seen[a] for a in arguments)), dtype=np.float64)
        except Exception:  # a value such as a y beyond 1, from an earlier slip
            raise _NoValueError from None
    if not np.isfinite(found).all():
        raise _NoValueError
    return found


def _alternatives(
    question: Question, made: Slip, seen: Values, right: Array, habit: Habit | None, cut: bool
) -> frozenset[str]:
    """How each other slip in the same step would have been written: these cannot be told apart."""
    found = set()
    for slip in slips_of(question):
        if slip.step == made.step and slip.named and slip.named != made.named:
            with np.errstate(all="ignore"):
                value = np.asarray(slip.value(seen, right), dtype=np.float64)
            if np.isfinite(value).all():
                found.add(_spelled(value, habit, cut))
    return frozenset(found)


def _spelled(value: Array, habit: Habit | None, cut: bool) -> str:
    return str(value.tolist()) if habit is None else spelled(value, habit, cut)


def _read(text: str) -> Array:
    return np.asarray(json.loads(text), dtype=np.float64)


def slips_of(question: Question) -> tuple[Slip, ...]:
    """The slips that students make in a question, those in its rules and those of the pen."""
    own = tuple(
        Slip(idea=f"{step}: {idea}", step=step, value=_of_values(value), named=named)
        for step, idea, named, value in SLIPS[question.key]
    )
    return (*own, *_general(question))


def blunders_of(question: Question) -> tuple[Slip, ...]:
    """Wrong without any method: zeros, random numbers, a square gradient turned over."""
    found = []
    for name in question.graph.order:
        solution = question.solution[name]
        if isinstance(solution, NoValue):
            continue
        found.append(Slip(idea="zeros", step=name, value=lambda _, right: 0 * right))
        found.append(Slip(idea="random", step=name, value=_random))
        if solution.ndim == 2 and solution.shape == solution.shape[::-1] and solution.size > 1:
            found.append(Slip(idea="transposed", step=name, value=lambda _, right: right.T))
    return tuple(found)


def _random(_: Values, right: Array) -> Array:
    seed = int(abs(float(np.sum(right))) * 1e9) % 2**32
    return np.asarray(np.random.default_rng(seed).normal(size=right.shape))


def _of_values(value: Callable[[Values], Array]) -> Wrong:
    return lambda seen, _: value(seen)


def _general(question: Question) -> Iterator[Slip]:
    """Slips that any step may have: the sign, the decimal point, two entries exchanged."""
    for name in question.graph.order:
        solution = question.solution[name]
        if isinstance(solution, NoValue):
            continue
        yield Slip(
            idea="decimal point",
            step=name,
            value=lambda _, right: 10 * right,
            named="decimal point",
        )
        yield Slip(
            idea="decimal point",
            step=name,
            value=lambda _, right: right / 10,
            named="decimal point",
        )
        if name.startswith("dL"):
            yield Slip(
                idea="other sign",
                step=name,
                value=lambda _, right: -right,
                named="sign|a plus where|a minus where",
            )
        if solution.size > 1:
            yield Slip(idea="entries exchanged", step=name, value=_exchanged, named="exchanged")


def _exchanged(_: Values, right: Array) -> Array:
    value = np.array(right)
    value.flat[0], value.flat[1] = right.flat[1], right.flat[0]
    return value


def s(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def ds(z: Array) -> Array:
    return np.asarray(s(z) * (1 - s(z)))


def missing(part: str) -> str:
    return "without the factor " + re.escape(part)


HALF = "factor 2 missing|factor 2$|divid"
TWICE = "factor 2 too many|without dividing|divid"
Row = tuple[str, str, str, Callable[[Values], Array]]

_HIDDEN: list[Row] = [
    ("z1", "other weight", "w2 where", lambda v: v["w2"] * v["x"]),
    ("h1", "slope for sigma", "σ' in place", lambda v: ds(v["z1"])),
    ("h1", "sigma of -z", "inside σ", lambda v: s(-v["z1"])),
    ("h1", "no sigma", "without taking σ", lambda v: v["z1"]),
    ("z2", "other weight", "w1 where", lambda v: v["w1"] * v["h1"]),
    ("z2", "z1 for h1", "z1 where", lambda v: v["w2"] * v["z1"]),
    ("z2", "x for h1", "x where", lambda v: v["w2"] * v["x"]),
    ("h2", "sigma of -z", "inside σ", lambda v: s(-v["z2"])),
    ("h2", "slope for sigma", "σ' in place", lambda v: ds(v["z2"])),
]

SLIPS: Mapping[str, Sequence[Row]] = {
    "1b": [
        ("Y", "elementwise", "entry by entry", lambda v: v["W"] * v["X"]),
        ("Y", "other order", "other order", lambda v: v["X"] @ v["W"]),
        ("Y", "X transposed", "transpos", lambda v: v["W"] @ v["X"].T),
        ("loss", "mean", "mean", lambda v: ((v["Y"] - v["Y_hat"]) ** 2).mean()),
        ("loss", "half", HALF, lambda v: ((v["Y"] - v["Y_hat"]) ** 2).sum() / 2),
        ("loss", "not squared", "squar", lambda v: (v["Y"] - v["Y_hat"]).sum()),
        ("loss", "plus", "plus where", lambda v: ((v["Y"] + v["Y_hat"]) ** 2).sum()),
        ("dL_dY", "without 2", HALF, lambda v: v["Y"] - v["Y_hat"]),
        ("dL_dY", "plus", "plus where", lambda v: 2 * (v["Y"] + v["Y_hat"])),
        ("dL_dY", "without Y_hat", "without the term", lambda v: 2 * v["Y"]),
        ("dL_dW", "no transpose", "without the transpose", lambda v: v["dL_dY"] @ v["X"]),
        ("dL_dW", "transpose too many", "transpos", lambda v: v["dL_dY"].T @ v["X"].T),
        ("dL_dW", "other order", "other order", lambda v: v["X"].T @ v["dL_dY"]),
        ("dL_dW", "transposed", "exchanged", lambda v: (v["dL_dY"] @ v["X"].T).T),
        ("W_new", "uphill", "plus where", lambda v: v["W"] + v["step_size"] * v["dL_dW"]),
        ("W_new", "no step", missing("step_size"), lambda v: v["W"] - v["dL_dW"]),
        ("W_new", "no W", "without the term W", lambda v: -v["step_size"] * v["dL_dW"]),
    ],
    "2b": [
        *_HIDDEN,
        ("z3", "other weight", "w2 where", lambda v: v["w2"] * v["h2"]),
        ("z3", "h1 for h2", "h1 where", lambda v: v["w3"] * v["h1"]),
        ("y", "sigma of -z", "inside σ", lambda v: s(-v["z3"])),
        ("y", "no sigma", "without taking σ", lambda v: v["z3"]),
        ("loss", "log10", "base 10", lambda v: _entropy(v, np.log10)),
        ("loss", "log2", "base 2", lambda v: _entropy(v, np.log2)),
        ("loss", "sign", "sign|minus where", lambda v: -_entropy(v, np.log)),
        ("dL_dw3", "no h2", missing("h2"), lambda v: v["y"] - v["y_hat"]),
        ("dL_dw3", "h1 for h2", "h1 where", lambda v: (v["y"] - v["y_hat"]) * v["h1"]),
        ("dL_dw3", "plus", "plus where", lambda v: (v["y"] + v["y_hat"]) * v["h2"]),
        ("dL_dw3", "z2 for h2", "z2 where", lambda v: (v["y"] - v["y_hat"]) * v["z2"]),
        ("dL_dw2", "no slope", "without the factor σ'", lambda v: _dw2(v) / ds(v["z2"])),
        ("dL_dw2", "no h1", missing("h1"), lambda v: _dw2(v) / v["h1"]),
        ("dL_dw2", "no w3", missing("w3"), lambda v: _dw2(v) / v["w3"]),
        ("dL_dw2", "w2 for w3", "w2 where", lambda v: _dw2(v) / v["w3"] * v["w2"]),
        ("dL_dw2", "x for h1", "x where", lambda v: _dw2(v) / v["h1"] * v["x"]),
        ("dL_dw2", "sigma for slope", "in place of σ'", lambda v: _dw2(v) / (1 - v["h2"])),
        ("dL_dw1", "no slope 1", "without the factor σ'", lambda v: _dw1(v) / ds(v["z1"])),
        ("dL_dw1", "no slope 2", "without the factor σ'", lambda v: _dw1(v) / ds(v["z2"])),
        ("dL_dw1", "no w2", missing("w2"), lambda v: _dw1(v) / v["w2"]),
        ("dL_dw1", "no w3", missing("w3"), lambda v: _dw1(v) / v["w3"]),
        ("dL_dw1", "no x", missing("x"), lambda v: _dw1(v) / v["x"]),
        ("dL_dw1", "w3 twice", "w3", lambda v: _dw1(v) * v["w3"]),
    ],
    "2d": [
        *_HIDDEN,
        ("y", "other weight", "w2 where", lambda v: v["w2"] * v["h2"]),
        ("y", "a sigma too many", "", lambda v: s(v["w3"] * v["h2"])),
        ("loss", "half", HALF, lambda v: (v["y_hat"] - v["y"]) ** 2 / 2),
        ("loss", "not squared", "squar", lambda v: v["y_hat"] - v["y"]),
        ("loss", "plus", "plus where", lambda v: (v["y_hat"] + v["y"]) ** 2),
        ("dL_dw3", "no 2", HALF, lambda v: (v["y"] - v["y_hat"]) * v["h2"]),
        ("dL_dw3", "no h2", missing("h2"), lambda v: 2 * (v["y"] - v["y_hat"])),
        ("dL_dw3", "z2 for h2", "z2 where", lambda v: 2 * (v["y"] - v["y_hat"]) * v["z2"]),
        ("dL_dw2", "no 2", HALF, lambda v: _dw2(v)),
        ("dL_dw2", "no slope", "without the factor σ'", lambda v: 2 * _dw2(v) / ds(v["z2"])),
        ("dL_dw2", "no h1", missing("h1"), lambda v: 2 * _dw2(v) / v["h1"]),
        ("dL_dw2", "no w3", missing("w3"), lambda v: 2 * _dw2(v) / v["w3"]),
        ("dL_dw2", "x for h1", "x where", lambda v: 2 * _dw2(v) / v["h1"] * v["x"]),
        ("dL_dw1", "no slope 1", "without the factor σ'", lambda v: 2 * _dw1(v) / ds(v["z1"])),
        ("dL_dw1", "no w2", missing("w2"), lambda v: 2 * _dw1(v) / v["w2"]),
        ("dL_dw1", "no x", missing("x"), lambda v: 2 * _dw1(v) / v["x"]),
    ],
    "numbers": [
        ("z1", "no bias", "without the term b", lambda v: v["w1"] * v["x1"] + v["w2"] * v["x2"]),
        ("z1", "bias off", "minus where",
         lambda v: v["w1"] * v["x1"] + v["w2"] * v["x2"] - v["b"]),
        ("z1", "w3 for w2", "w3 where", lambda v: v["w1"] * v["x1"] + v["w3"] * v["x2"] + v["b"]),
        ("z2", "a term missing", "without the term", lambda v: v["w4"] * v["x2"] + v["b"]),
        ("h1", "sigma of -z", "inside σ", lambda v: s(-v["z1"])),
        ("h2", "slope for sigma", "σ' in place", lambda v: ds(v["z2"])),
        ("z3", "no bias", "without the term c", lambda v: v["v1"] * v["h1"] + v["v2"] * v["h2"]),
        ("z3", "z1 for h1", "z1 where",
         lambda v: v["v1"] * v["z1"] + v["v2"] * v["h2"] + v["c"]),
        ("y", "sigma of -z", "inside σ", lambda v: s(-v["z3"])),
        ("loss", "no half", TWICE, lambda v: (v["y"] - v["t"]) ** 2),
        ("loss", "not squared", "squar", lambda v: (v["y"] - v["t"]) / 2),
        ("dL_dz3", "no slope", "without the factor σ'", lambda v: v["y"] - v["t"]),
        ("dL_dz3", "plus", "plus where", lambda v: (v["y"] + v["t"]) * ds(v["z3"])),
        ("dL_dz3", "y for slope", "in place of σ'", lambda v: (v["y"] - v["t"]) * v["y"]),
        ("dL_dv1", "no h1", missing("h1"), lambda v: v["dL_dz3"]),
        ("dL_dv1", "h2 for h1", "h2 where", lambda v: v["dL_dz3"] * v["h2"]),
        ("dL_dv2", "z2 for h2", "z2 where", lambda v: v["dL_dz3"] * v["z2"]),
        ("dL_dz1", "no slope", "without the factor σ'", lambda v: v["dL_dz3"] * v["v1"]),
        ("dL_dz1", "other weight", "v2 where",
         lambda v: v["dL_dz3"] * v["v2"] * ds(v["z1"])),
        ("dL_dz1", "no weight", missing("v1"), lambda v: v["dL_dz3"] * ds(v["z1"])),
        ("dL_dz2", "slope twice", "σ'",
         lambda v: v["dL_dz3"] * v["v2"] * ds(v["z2"]) ** 2),
        ("dL_dz2", "h2 for slope", "in place of σ'",
         lambda v: v["dL_dz3"] * v["v2"] * v["h2"]),
        ("dL_dw1", "other input", "x2 where", lambda v: v["dL_dz1"] * v["x2"]),
        ("dL_dw1", "no input", missing("x1"), lambda v: v["dL_dz1"]),
        ("dL_dw4", "other input", "x1 where", lambda v: v["dL_dz2"] * v["x1"]),
        ("v1_new", "uphill", "plus where", lambda v: v["v1"] + v["rate"] * v["dL_dv1"]),
        ("v1_new", "no rate", missing("rate"), lambda v: v["v1"] - v["dL_dv1"]),
        ("w1_new", "uphill", "plus where", lambda v: v["w1"] + v["rate"] * v["dL_dw1"]),
    ],
    "batch": [
        ("Z1", "no bias", "without the term b1", lambda v: v["W1"] @ v["X"]),
        ("Z1", "W1 transposed", "transpos", lambda v: v["W1"].T @ v["X"] + v["b1"]),
        ("H1", "slope for sigma", "σ' in place", lambda v: ds(v["Z1"])),
        ("H1", "sigma of -z", "inside σ", lambda v: s(-v["Z1"])),
        ("Z2", "no bias", "without the term b2", lambda v: v["W2"] @ v["H1"]),
        ("Z2", "Z1 for H1", "Z1 where", lambda v: v["W2"] @ v["Z1"] + v["b2"]),
        ("loss", "sum", "sum in place", lambda v: ((v["Y"] - v["T"]) ** 2).sum()),
        ("loss", "half", HALF, lambda v: ((v["Y"] - v["T"]) ** 2).mean() / 2),
        ("dL_dY", "no 3", "divid", lambda v: 2 * (v["Y"] - v["T"])),
        ("dL_dY", "no 2", HALF, lambda v: (v["Y"] - v["T"]) / 3),
        ("dL_dY", "plus", "plus where", lambda v: 2 * (v["Y"] + v["T"]) / 3),
        ("dL_dZ2", "no slope", "without the factor σ'", lambda v: v["dL_dY"]),
        ("dL_dZ2", "Y for slope", "in place of σ'", lambda v: v["dL_dY"] * v["Y"]),
        ("dL_dW2", "Z1 for H1", "Z1 where", lambda v: v["dL_dZ2"] @ v["Z1"].T),
        ("dL_db2", "mean", "mean", lambda v: v["dL_dZ2"].mean()),
        ("dL_dZ1", "no slope", "without the factor σ'", lambda v: v["dL_dH1"]),
        ("dL_dZ1", "H1 for slope", "in place of σ'", lambda v: v["dL_dH1"] * v["H1"]),
        ("dL_dW1", "H1 for X", "H1 where", lambda v: v["dL_dZ1"] @ v["H1"].T),
        ("dL_dW1", "transposed", "exchanged", lambda v: (v["dL_dZ1"] @ v["X"].T).T),
        ("W1_new", "uphill", "plus where", lambda v: v["W1"] + v["rate"] * v["dL_dW1"]),
        ("W1_new", "no rate", missing("rate"), lambda v: v["W1"] - v["dL_dW1"]),
        ("W2_new", "uphill", "plus where", lambda v: v["W2"] + v["rate"] * v["dL_dW2"]),
    ],
    "entropy": [
        ("z1", "no bias", "without the term b1", lambda v: v["W1"] @ v["x"]),
        ("z1", "W1 transposed", "transpos", lambda v: v["W1"].T @ v["x"] + v["b1"]),
        ("h1", "sigma of -z", "inside σ", lambda v: s(-v["z1"])),
        ("h1", "no sigma", "without taking σ", lambda v: v["z1"]),
        ("z2", "no bias", "without the term b2", lambda v: v["W2"] @ v["h1"]),
        ("loss", "log10", "base 10", lambda v: _cross(v, np.log10)),
        ("loss", "log2", "base 2", lambda v: _cross(v, np.log2)),
        ("dL_dz2", "plus", "plus where", lambda v: v["y"] + v["t"]),
        ("dL_dz2", "turned", "sign", lambda v: v["t"] - v["y"]),
        ("dL_dW2", "z1 for h1", "z1 where", lambda v: v["dL_dz2"] * v["z1"].T),
        ("dL_dW2", "x for h1", "x where", lambda v: v["dL_dz2"] * v["x"].T),
        ("dL_dh1", "no W2", missing("W2^T"), lambda v: np.full((2, 1), v["dL_dz2"].item())),
        ("dL_dz1", "no slope", "without the factor σ'", lambda v: v["dL_dh1"]),
        ("dL_dz1", "h1 for slope", "in place of σ'", lambda v: v["dL_dh1"] * v["h1"]),
        ("dL_dW1", "h1 for x", "h1 where", lambda v: v["dL_dz1"] @ v["h1"].T),
        ("dL_dW1", "other order", "exchanged|other order", lambda v: v["x"] @ v["dL_dz1"].T),
        ("W1_new", "uphill", "plus where", lambda v: v["W1"] + v["rate"] * v["dL_dW1"]),
        ("W1_new", "no rate", missing("rate"), lambda v: v["W1"] - v["dL_dW1"]),
        ("W2_new", "no rate", missing("rate"), lambda v: v["W2"] - v["dL_dW2"]),
    ],
}  # fmt: skip


def _entropy(v: Values, log: Callable[[Array], Array]) -> Array:
    return np.asarray(-log(v["y"] if v["y_hat"] else 1 - v["y"]))


def _cross(v: Values, log: Callable[[Array], Array]) -> Array:
    return np.asarray(-log(v["y"] if v["t"] else 1 - v["y"]).sum())


def _dw2(v: Values) -> Array:
    return np.asarray((v["y"] - v["y_hat"]) * v["w3"] * ds(v["z2"]) * v["h1"])


def _dw1(v: Values) -> Array:
    back = (v["y"] - v["y_hat"]) * v["w3"] * ds(v["z2"])
    return np.asarray(back * v["w2"] * ds(v["z1"]) * v["x"])
