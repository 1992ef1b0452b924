"""How fair rules of marking are to students who round: a network with two layers, by hand.

    python benchmarks/follow_through.py [--students 400] [--outputs 1]

Students draw their own weights, write every step of a forward and backward pass of a 2-2-1 network
(sigmoid, squared error, one update) with 3 figures, 3 or 4 decimals, round or cut off digits, and
carry on what they wrote, full values or a mixture. Printed for each rule of marking: how many of
those without a slip lose at least one step, and how many wrong values get full credit.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from grader.compare import comparison
from grader.graph import Graph, evaluate, graph_of, rule_of
from grader.habits import CARRYING, HABITS, Habit, student, written_by
from grader.mathlang.matrices import WrittenMatrix
from grader.model import Array, NoValue, Tolerance, Value
from grader.ops import sigmoid
from grader.precision import AsWritten, worst
from grader.propagation import agreements

Written = Mapping[str, WrittenMatrix]


def z1(W1: Array, x: Array, b1: Array) -> Array:
    return W1 @ x + b1


def h1(z1: Array) -> Array:
    return sigmoid(z1)


def z2(W2: Array, h1: Array, b2: Array) -> Array:
    return W2 @ h1 + b2


def y(z2: Array) -> Array:
    return sigmoid(z2)


def loss(y: Array, target: Array) -> Array:
    return np.asarray(((y - target) ** 2).sum() / 2)


def dL_dy(y: Array, target: Array) -> Array:
    return y - target


def dL_dz2(dL_dy: Array, y: Array) -> Array:
    return dL_dy * y * (1 - y)


def dL_dW2(dL_dz2: Array, h1: Array) -> Array:
    return np.outer(dL_dz2, h1)


def dL_dh1(W2: Array, dL_dz2: Array) -> Array:
    return np.asarray(W2.T @ dL_dz2)


def dL_dz1(dL_dh1: Array, h1: Array) -> Array:
    return dL_dh1 * h1 * (1 - h1)


def dL_dW1(dL_dz1: Array, x: Array) -> Array:
    return np.outer(dL_dz1, x)


def W2_new(W2: Array, rate: Array, dL_dW2: Array) -> Array:
    return W2 - rate * dL_dW2


def W1_new(W1: Array, rate: Array, dL_dW1: Array) -> Array:
    return W1 - rate * dL_dW1


STEPS = (
    z1, h1, z2, y, loss, dL_dy, dL_dz2, dL_dW2, dL_dh1, dL_dz1, dL_dW1, W2_new, W1_new,
)  # fmt: skip
PARAMETERS = ("W1", "b1", "W2", "b2", "x", "target", "rate")
NETWORK: Graph = graph_of([rule_of(step) for step in STEPS], PARAMETERS)


def drawn(random: np.random.Generator, outputs: int) -> dict[str, Array]:
    """Weights, an input and a target with two decimals, as an exercise gives them."""
    shapes = {"W1": (2, 2), "b1": (2,), "W2": (outputs, 2), "b2": (outputs,), "x": (2,)}
    values = {name: np.round(random.normal(size=shape), 2) for name, shape in shapes.items()}
    target = random.integers(0, 2, outputs).astype(np.float64)
    return {**values, "target": target, "rate": np.asarray(0.5)}


# Slips: the step it happens in, and what the student has there in place of the right value.
SLIPS: dict[str, tuple[str, Callable[[Mapping[str, Array]], Array]]] = {
    "dL_dW1 transposed": ("dL_dW1", lambda v: v["dL_dW1"].T),
    "dL_dW1 all zeros": ("dL_dW1", lambda v: 0 * v["dL_dW1"]),
    "dL_dz1 without sigma'": ("dL_dz1", lambda v: v["dL_dh1"]),
    "dL_dz2 without sigma'": ("dL_dz2", lambda v: v["dL_dy"]),
    "dL_dW2 of wrong sign": ("dL_dW2", lambda v: -v["dL_dW2"]),
    "loss without 1/2": ("loss", lambda v: 2 * v["loss"]),
    "W1_new by adding": ("W1_new", lambda v: 2 * v["W1"] - v["W1_new"]),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A simulated submission: the exercise, its solution, and what was written."""

    parameters: Mapping[str, Array]
    solution: Mapping[str, Value]
    written: Written


def fixed(rtol: float = 0.0, atol: float = 0.0, follow: bool = False) -> Rule:
    """A rule with one tolerance; `follow`: also beside the student's numbers taken as exact."""
    tolerance = Tolerance(rtol=rtol, atol=atol)

    def verdicts(case: Case) -> dict[str, AsWritten]:
        own = {name: written.value for name, written in case.written.items()}
        truths = [case.solution]
        if follow:
            truths.append(evaluate(NETWORK, case.parameters, own))
        return {
            name: AsWritten.RIGHT if _is_right(value, name, truths, tolerance) else AsWritten.OFF
            for name, value in own.items()
        }

    return verdicts


def _is_right(
    value: Array, name: str, truths: list[Mapping[str, Value]], tolerance: Tolerance
) -> bool:
    found = (truth[name] for truth in truths)
    return any(
        not isinstance(true, NoValue) and comparison(value, true, tolerance).is_right
        for true in found
    )


def ours(case: Case) -> dict[str, AsWritten]:
    """As written, and by ranges from the student's own answers; no tolerance beside that."""
    values = (NETWORK, case.parameters, case.solution, case.written)
    found = agreements(*values, tolerances={}, precisions={})
    return {name: worst(entries) for name, entries in found.items()}


Rule = Callable[[Case], dict[str, AsWritten]]
RULES: dict[str, Rule] = {
    "rtol 1 %": fixed(rtol=0.01),
    "rtol 1 %, followed": fixed(rtol=0.01, follow=True),
    "rtol 0.1 %": fixed(rtol=0.001),
    "rtol 0.1 %, followed": fixed(rtol=0.001, follow=True),
    "rtol 5 %, followed": fixed(rtol=0.05, follow=True),
    "atol 0.01": fixed(atol=0.01),
    "as written, ranges": ours,
}


def worked(
    random: np.random.Generator, parameters: Mapping[str, Array], habit: Habit
) -> dict[str, WrittenMatrix]:
    """What a student without a slip writes."""
    return student(
        NETWORK,
        parameters,
        habit,
        cut=bool(random.integers(2)),
        carries=CARRYING[random.integers(3)],
        turns=[bool(turn) for turn in random.integers(0, 2, 13)],
    )


def with_slip(
    case: Case, random: np.random.Generator, habit: Habit, slip: str
) -> tuple[Case, str] | None:
    """The same work with one wrong value and nothing after it; None where the value is right.

    A value counts as wrong when it differs from the right one by 5 % somewhere.
    """
    step, wrong = SLIPS[slip]
    values = {name: written.value for name, written in case.written.items()}
    value = np.asarray(wrong({**case.parameters, **values}))
    true = np.asarray(case.solution[step])
    if not (np.abs(value - true) > 0.05 * np.abs(true) + 1e-12).any():
        return None
    before = NETWORK.ancestors(step)
    kept = {name: written for name, written in case.written.items() if name in before}
    kept[step] = written_by(value, habit, bool(random.integers(2)))
    return Case(parameters=case.parameters, solution=case.solution, written=kept), step


def main() -> None:
    """Simulate and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--students", type=int, default=400)
    parser.add_argument("--outputs", type=int, default=1)
    options = parser.parse_args()
    refused, passed, tried = simulated(options.students, options.outputs)
    print(f"{options.students} students of each habit: share who lose a step without a slip")
    print(f"{'':24}" + "".join(f"{habit.words:>24}" for habit in HABITS))
    for rule in RULES:
        cells = [refused[habit.words, rule] for habit in HABITS]
        shares = [
            f"{cell[AsWritten.OFF] / options.students:7.1%} (vague {cell[AsWritten.VAGUE]:4})"
            for cell in cells
        ]
        print(f"{rule:24}" + "".join(f"{share:>24}" for share in shares))
    print("\nshare of wrong values with full credit")
    print(f"{'':24}" + "".join(f"{rule:>22}" for rule in RULES))
    for slip in SLIPS:
        shares = [f"{passed[slip, rule] / max(1, tried[slip]):.1%}" for rule in RULES]
        print(f"{slip:24}" + "".join(f"{share:>22}" for share in shares))


def simulated(
    students: int, outputs: int, seed: int = 0
) -> tuple[dict[tuple[str, str], Counter[AsWritten]], Counter[tuple[str, str]], Counter[str]]:
    """Students by (habit, rule) and worst verdict; wrong values passed by (slip, rule); tried."""
    random = np.random.default_rng(seed)
    refused: dict[tuple[str, str], Counter[AsWritten]] = defaultdict(Counter)
    passed: Counter[tuple[str, str]] = Counter()
    tried: Counter[str] = Counter()
    for habit in HABITS * students:
        parameters = drawn(random, outputs)
        solution = evaluate(NETWORK, parameters)
        work = worked(random, parameters, habit)
        case = Case(parameters=parameters, solution=solution, written=work)
        for rule, verdicts in RULES.items():
            refused[habit.words, rule][worst(tuple(verdicts(case).values()))] += 1
        slip = list(SLIPS)[random.integers(len(SLIPS))]
        wrong = with_slip(case, random, habit, slip)
        if wrong is not None:
            tried[slip] += 1
            for rule, verdicts in RULES.items():
                passed[slip, rule] += verdicts(wrong[0])[wrong[1]] is AsWritten.RIGHT
    return refused, passed, tried


if __name__ == "__main__":
    main()
