"""Honest work that comes out at nothing: rubrics and students for `gaming.py`.

What keeps bots from earning points by zeros must let these pass. Each rubric has a ReLU that
died, a mask of zeros, a difference that vanishes: in the right values, or by a slip of the
student's own in one step. Every step but that one must earn everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from bots import shaped
from numpy.typing import ArrayLike

from grader.graph import evaluate
from grader.marking import question_marks
from grader.model import Answer, Answers, Array, NoValue
from grader.question import Question
from grader.rubric.load import read_assignment

ZERO_SPELLINGS = ("0", "0.0", "0.000")

LAYERS = {
    "relu": """
      z: {points: 3, formula: W x + b}
      a: {points: 2, formula: relu(z)}
      y: {points: 1, formula: v^T a}
      loss: {points: 1, formula: (y - t)^2}
      dL_dy: {points: 1, formula: 2 (y - t)}
      dL_dv: {points: 2, formula: dL_dy a}
      dL_dz: {points: 3, formula: "dL_dy v ⊙ relu'(z)"}
      dL_dW: {points: 3, formula: "outer(dL_dz, x)"}
      W_new: {points: 1, formula: W - rate dL_dW}
      v_new: {points: 1, formula: v - rate dL_dv}
""",
    "dropout": """
      level: {points: 1, formula: keep - draws}
      mask: {points: 2, formula: "if(level > 0, 1, 0)"}
      d: {points: 2, formula: mask ⊙ h / keep}
      y: {points: 1, formula: w^T d}
      r: {points: 1, formula: y - t}
      dL_dw: {points: 3, formula: 2 r d}
      dL_dh: {points: 3, formula: 2 r w ⊙ mask / keep}
""",
    "regression": """
      s: {points: 2, formula: w^T x}
      y: {points: 2, formula: s + b}
      r: {points: 1, formula: y - t}
      loss: {points: 1, formula: r^2 / 2}
      dL_dw: {points: 3, formula: r x}
      dL_db: {points: 1, formula: r}
      w_new: {points: 2, formula: w - rate dL_dw}
      b_new: {points: 1, formula: b - rate dL_db}
""",
    "hinge": """
      s: {points: 2, formula: w^T x}
      margin: {points: 1, formula: 1 - t s}
      loss: {points: 2, formula: "maximum(0, margin)"}
      g: {points: 3, formula: "if(margin > 0, -t, 0) x"}
      w_new: {points: 2, formula: w - rate g}
""",
    "triplet": """
      near: {points: 2, formula: sum((a - p)^2)}
      far: {points: 2, formula: sum((a - n)^2)}
      gap: {points: 1, formula: near - far + margin}
      loss: {points: 1, formula: relu(gap)}
      dL_da: {points: 3, formula: "if(gap > 0, 2 (n - p), 0 a)"}
""",
    "boxes": """
      right: {points: 1, formula: "minimum(a_right, b_right)"}
      width: {points: 2, formula: "relu(right - maximum(a_left, b_left))"}
      both: {points: 1, formula: width height}
      union: {points: 2, formula: a_area + b_area - both}
      iou: {points: 2, formula: both / union}
""",
    "perceptron": """
      s: {points: 2, formula: w^T x}
      o: {points: 1, formula: "if(s > 0, 1, -1)"}
      error: {points: 1, formula: t - o}
      dw: {points: 2, formula: rate error x}
      w_new: {points: 2, formula: w + dw}
""",
    "pooling": """
      F: {points: 2, formula: M - c}
      A: {points: 2, formula: relu(F)}
      m: {points: 1, formula: max(A)}
      y: {points: 1, formula: k m}
      dL_dk: {points: 2, formula: 2 (y - t) m}
      dL_dF: {points: 3, formula: "2 (y - t) k relu'(F)"}
""",
}
"""The steps of a question, by its kind."""

GIVEN = {
    "dead_relu": (
        "relu",
        "{W: [[-0.9, -0.2], [0.3, -0.8]], x: [1, 2], b: [0.1, -0.4], v: [1.5, -2], t: 1, rate: 1}",
    ),
    "live_relu": (
        "relu",
        "{W: [[0.9, -0.2], [0.3, 0.4]], x: [1, 2], b: [0.3, -0.1], v: [1.5, -2], t: 1, rate: 0.1}",
    ),
    "all_dropped": (
        "dropout",
        "{h: [0.7, 1.9, 0.4], draws: [0.91, 0.62, 0.77], keep: 0.5, w: [0.2, -0.6, 1.1], t: 0.8}",
    ),
    "some_dropped": (
        "dropout",
        "{h: [0.7, 1.9, 0.4], draws: [0.31, 0.62, 0.27], keep: 0.5, w: [0.2, -0.6, 1.1], t: 0.8}",
    ),
    "solved": ("regression", "{w: [0.5, 1.5], x: [2, 0.4], b: 0.4, t: 2, rate: 0.2}"),
    "not_solved": ("regression", "{w: [0.5, 1.5], x: [2, 0.4], b: 0.65, t: 2, rate: 0.2}"),
    "hinge_at_rest": ("hinge", "{w: [0.4, -0.3], x: [2, -1.5], t: 1, rate: 0.2}"),
    "hinge_at_work": ("hinge", "{w: [0.4, -0.3], x: [2, 1.5], t: 1, rate: 0.2}"),
    "far_triplet": ("triplet", "{a: [1, 0.5], p: [1.2, 0.1], n: [-1.5, 2], margin: 0.4}"),
    "near_triplet": ("triplet", "{a: [1, 0.5], p: [1.2, 0.1], n: [0.7, 0.8], margin: 0.4}"),
    "apart_boxes": (
        "boxes",
        "{a_left: 0, a_right: 2, b_left: 2.5, b_right: 4, height: 1.2, a_area: 6, b_area: 3}",
    ),
    "met_boxes": (
        "boxes",
        "{a_left: 0, a_right: 2, b_left: 0.5, b_right: 4, height: 1.2, a_area: 6, b_area: 3}",
    ),
    "right_side": ("perceptron", "{w: [0.8, -0.5], x: [1.5, 1], t: 1, rate: 0.3}"),
    "wrong_side": ("perceptron", "{w: [0.3, -0.5], x: [1.5, 1], t: 1, rate: 0.3}"),
    "dark_map": ("pooling", "{M: [[1.2, 0.3], [2.5, 0.8]], c: 3, k: 1.7, t: 0.4}"),
    "bright_map": ("pooling", "{M: [[1.2, 0.3], [2.5, 0.8]], c: 0.5, k: 1.7, t: 0.4}"),
}
"""A question -> the kind of its steps and its given numbers."""

RUBRIC = "title: Honest nothing\ntolerance: {rtol: 0.002}\nquestions:\n" + "".join(
    f"  {key}:\n    title: {key}\n    parameters: {given}\n    steps:{LAYERS[kind]}"
    for key, (kind, given) in GIVEN.items()
)

SLIPS: Mapping[str, Mapping[str, ArrayLike]] = {
    "live_relu": {"z": [-0.8, -1.3]},
    "some_dropped": {"level": [-0.11, -0.42, -0.07]},
    "not_solved": {"s": 1.35},
    "hinge_at_work": {"s": 1.25},
    "near_triplet": {"far": 1.38},
    "met_boxes": {"right": 0.45},
    "wrong_side": {"s": 0.95},
    "bright_map": {"F": [[-1.7, -0.8], [-3.1, -1.3]]},
}
"""Question -> the student's own wrong value of one step; the rest comes out at nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One honest student: what stands in the boxes, and which step is really wrong."""

    name: str
    question: Question
    texts: Mapping[str, str]
    slipped: frozenset[str]


@cache
def questions() -> Mapping[str, Question]:
    return {q.key: q for q in read_assignment(RUBRIC, "degenerate.yaml").questions}


def students() -> Iterator[Student]:
    """Every question worked rightly, and with its slip, each in every spelling of a zero."""
    for key, question in questions().items():
        for own in ({}, SLIPS.get(key)):
            if own is None:
                continue
            mine = {name: np.asarray(value, dtype=float) for name, value in own.items()}
            work = {**evaluate(question.graph, question.parameters, mine), **mine}
            for zero in ZERO_SPELLINGS:
                texts = {n: spelled(v, zero) for n, v in work.items() if not isinstance(v, NoValue)}
                asked = {s.name for s in question.steps}
                slip = f", own slip in {', '.join(own)}" if own else ""
                yield Student(
                    name=f"{key}{slip}, zeros as {zero}",
                    question=question,
                    texts={n: text for n, text in texts.items() if n in asked},
                    slipped=frozenset(own),
                )


def spelled(value: Array, zero: str) -> str:
    """A value with six figures and its zeros in one of their spellings."""
    array = np.round(np.asarray(value), 12)
    if array.ndim == 0:
        return zero if not array else f"{float(array):.6g}"
    if not array.any():
        return shaped(zero, array.shape)
    return "[" + ", ".join(spelled(entry, zero) for entry in array) + "]"


def refused(student: Student) -> Mapping[str, str]:
    """Step of faithful work that does not earn everything -> what it earns, and for what."""
    key = student.question.key
    answers = Answers(by_step={(key, n): Answer(text=text) for n, text in student.texts.items()})
    return {
        mark.step: f"{student.texts[mark.step]} earns {mark.credit:.2f} ({mark.verdict.value})"
        for mark in question_marks(student.question, answers)
        if mark.step not in student.slipped and mark.credit < 1 - 1e-9
    }


def of_zero_values(student: Student) -> int:
    """How many of the answers are nothing but zeros: a student without one shows nothing."""
    return sum(not re.search("[1-9]", text) for text in student.texts.values())
