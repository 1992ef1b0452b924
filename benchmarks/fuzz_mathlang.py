"""Hostile and broken texts: nothing but the language's own errors, and nothing slow or large.

    python benchmarks/fuzz_mathlang.py [SECONDS] [SEED]

Texts are put together from signs of the language, mutated from good ones, and drawn from bytes.
Each is read in every way and evaluated; a run ends with the slowest and the largest.
"""

import random
import signal
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
from latex_writer import latex

from grader.errors import GraderError
from grader.mathlang import (
    Vocabulary,
    evaluate,
    free_names,
    parse,
    parse_matrix,
    parse_number,
    parse_relation,
)
from grader.mathlang.evaluation.scope import CONSTANTS
from grader.mathlang.printing.printer import printed

MAX_MILLISECONDS = 50.0
MAX_MEGABYTES = 100.0
PIECES = [
    *str.split(
        "\\frac \\frac{ \\sum_k \\sum_{k=1}^{ \\sigma \\sigma' \\left( \\right) "
        "\\partial \\nabla_ \\hat \\begin{pmatrix} \\end{pmatrix} \\\\ & \\cdot \\times "
        "\\odot ^T ^{ _{ } { ( ) [ ] | \\| ' _ ^ ** + - * / @ , ; : = := < >= ! % "
        ". 0 1 2.5 1e9 1e308 9^9 x y w_1 w1x W X W_{12} X_{jk} Y_{ik} dL/dw "
        "dL_dW d \\frac{d}{dx} e pi i k \\infty sin exp( log_2 sum( softmax( "
        "identity( zeros( ones( conv2d( reshape( matmul( max( where( one_hot( "
        "repeat( outer( kron( W[1:, : [[ ]] 10^9 ŷ σ ∂ ² ₁ \\text{a} \\mathbf{ $ "
        "~ \\, \\; # é ½ summation( (k,1,9) "
    ),
    "\n",
    "\x00",
    "\u0302",
    '"',
]
GOOD = (
    "2(y-\\hat{y}) w_3 \\sigma'(w_2 h_1) h_1",
    "\\frac{\\partial L}{\\partial W_{ij}} = \\sum_k \\frac{\\partial L}{\\partial Y_{ik}} X_{jk}",
    "\\begin{pmatrix} 0.3 & 0.5 \\\\ -0.2 & 0.4 \\end{pmatrix}",
    "[[1, 2], [3, 4]]",
    "softmax(W X, axis=0) - one_hot(2, 3)",
    "-(y_hat*log(y) + (1-y_hat)*log(1-y))",
    "W[1:, 0] * 2.5e-3 + 50%",
    "\\|v\\|_2^2 + |x|",
)
BOMBS = (
    "9^9^9^9", "(" * 3000, "[" * 3000, "{" * 3000, "\\frac" * 600, "-" * 3900, "'" * 3000,
    "x" + "!" * 500,
    "sum_{k=1}^{10^9} k", "identity(10^9)", "zeros(10^5, 10^5)", "x^" * 1900 + "x",
    "1+" * 1900 + "1",
    "identity(300)" + "@identity(300)" * 200, "|" * 3000, "\\hat" * 900 + "x", "x_" * 1900,
    "\\sum_{i=1}^{99}" * 200 + "i", "sin " * 900 + "x", "a" * 3999, "[1," * 1300, "1 " * 1900,
    "\\left(" * 600, "W^T" + "^T" * 1000, "repeat(" * 500 + "x", "kron(" * 30 + "X" + ",X)" * 30,
    "(identity(300)+1)^63", "factorial(10^8)", "w" * 3000 + "1x", "x(" * 1900, "\\sum_k" * 600,
    "\\begin{pmatrix}" * 250, "1," * 9000, "[" + "1 " * 9000 + "]", "d/d" * 1200, "f'" * 1900,
    "(" * 50 + "x" + ")^T" * 50, "\\sum_{i}\\sum_{j}\\sum_{k} W_{ij} X_{jk} " * 50, "a_{" * 1000,
    "where(" * 100, "max(" + "x," * 1800 + "x)", "ones(300,300)*" * 250 + "1", "x" + "²" * 1000,
)  # fmt: skip
VOCABULARY = Vocabulary(
    names=[
        "w1",
        "w_2",
        "w3",
        "x",
        "y",
        "y_hat",
        "W",
        "X",
        "Y",
        "v",
        "dL_dW",
        "dL_dY",
        "loss",
        "h1",
    ],
    aliases={"L": "loss", "S": "sigmoid"},
    matrices=frozenset({"W", "X", "Y", "v", "dL_dW", "dL_dY"}),
)
_DRAWN = np.random.default_rng(1)
VALUES: dict[str, Any] = {
    "w1": 0.5, "w_2": -1.5, "w3": 2.0, "x": 0.3, "y": 0.7, "y_hat": 1.0, "loss": 0.2, "h1": 0.4,
    "W": _DRAWN.normal(size=(2, 3)), "X": _DRAWN.normal(size=(3, 4)), "v": _DRAWN.normal(size=3),
    "Y": _DRAWN.normal(size=(2, 4)), "dL_dY": _DRAWN.normal(size=(2, 4)), "dL_dW": np.ones((2, 3)),
}  # fmt: skip


def text(draw: random.Random) -> str:
    """One text to try."""
    kind = draw.random()
    if kind < 0.45:
        return "".join(
            draw.choice(PIECES) + draw.choice(("", " ")) for _ in range(draw.randint(1, 14))
        )
    if kind < 0.85:
        return mutated(draw, draw.choice(GOOD))
    if kind < 0.95:
        return bytes(draw.randrange(256) for _ in range(draw.randint(0, 40))).decode("latin-1")
    piece = "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 4)))
    return piece * draw.randint(1, 200)


def mutated(draw: random.Random, good: str) -> str:
    """A good text with a few signs dropped, doubled, exchanged or put in."""
    signs = list(good)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(signs) + 1)
        kind = draw.randrange(4)
        if kind == 0 and signs:
            del signs[place % len(signs)]
        elif kind == 1 and signs:
            signs.insert(place, signs[place % len(signs)])
        elif kind == 2:
            signs.insert(place, draw.choice(PIECES))
        elif signs:
            signs[place % len(signs)] = draw.choice("(){}[]^_'|&,;=+-*/0.x")
    return "".join(signs)


def ways(written: str) -> list[Callable[[], Any]]:
    """All that can be done with a text."""

    def computed(star: str) -> None:
        evaluate(parse(written, VOCABULARY), VALUES, star=star)

    def reread() -> None:
        tree = parse(written, VOCABULARY)
        if not free_names(tree) <= set(VALUES) | set(CONSTANTS):
            return
        for back in (printed(tree), latex(tree)):
            different = len(back) < 3900 and parse(back, VOCABULARY) != tree
            DIFFERENT.extend([(written, back)] if different else [])

    return [
        lambda: computed("elementwise"),
        lambda: computed("matrix"),
        reread,
        lambda: parse(written),
        lambda: parse_relation(written, VOCABULARY),
        lambda: parse_number(written),
        lambda: parse_matrix(written),
    ]


DIFFERENT: list[tuple[str, str]] = []


def stop(_: int, __: Any) -> None:
    raise TimeoutError("no end after 5 seconds")


def main() -> int:
    """Try texts until the time is over; 1 if anything crashed, hung or grew."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    end = time.monotonic() + seconds
    signal.signal(signal.SIGALRM, stop)
    slowest, tried, faults = (0.0, ""), 0, 0
    texts = list(BOMBS)
    while time.monotonic() < end:
        written = texts.pop() if texts else text(draw)
        tried += 1
        for number, way in enumerate(ways(written)):
            spent, fault = run(way)
            if spent > MAX_MILLISECONDS:
                spent = min(spent, *(run(way)[0] for _ in range(3)))
            slowest = max(slowest, (spent, f"{number}: {written[:60]!r}"))
            if fault or spent > MAX_MILLISECONDS:
                faults += 1
                print(f"way {number}, {spent:.0f} ms, {fault}: {written[:200]!r}")
    print(f"{tried} texts, {faults} faults; slowest {slowest[0]:.1f} ms, {slowest[1]}")
    print(f"printed and read back differently: {len(DIFFERENT)}", *DIFFERENT[:10], sep="\n  ")
    largest = memory()
    print(f"largest: {largest[0]:.1f} MB, {largest[1]}")
    return 1 if faults or largest[0] > MAX_MEGABYTES else 0


def run(way: Callable[[], Any]) -> tuple[float, str]:
    """Milliseconds, and what went wrong if it was not an error of ours."""
    start = time.thread_time()
    signal.setitimer(signal.ITIMER_REAL, 5.0)
    try:
        way()
        fault = ""
    except GraderError as problem:
        fault = "a message too long" if len(str(problem)) > 1000 else ""
    except Exception as problem:
        fault = f"{type(problem).__name__}: {problem}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
    return (time.thread_time() - start) * 1000, fault


def memory() -> tuple[float, str]:
    """The most memory that one of the bombs takes, in MB."""
    most = (0.0, "")
    tracemalloc.start()
    for bomb in BOMBS:
        for way in ways(bomb):
            tracemalloc.reset_peak()
            run(way)
            most = max(most, (tracemalloc.get_traced_memory()[1] / 1e6, bomb[:40]))
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    sys.exit(main())
