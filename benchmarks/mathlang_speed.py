"""How long the language takes, on texts it has not seen before.

    python benchmarks/mathlang_speed.py

Medians, in microseconds, beside what is allowed; the import in milliseconds, beyond that of numpy
and `grader.ops`. Ends with 1 if anything takes longer than allowed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from grader.mathlang import Vocabulary, parse, parse_matrix, parse_number
from grader.mathlang.sampling.equivalence import Agreement, same_function

RUNS = 400
KNOWN = Vocabulary(
    names=["w1", "w2", "w3", "x", "y", "y_hat", "h1", "h2", "z1", "z2", "loss"],
    aliases={"L": "loss", "S": "sigmoid"},
    matrices=frozenset(),
)
RULE = parse("2*(y - y_hat) * w3 * dsigmoid(w2*h1) * h1")
FORMULA = r"2(y-\hat{y}) \cdot w_3 \cdot \sigma'(w_2 h_1) \cdot h_1"
MATRIX = r"\begin{{pmatrix}} 0.{0} & 0.5 \\ -0.2 & 0.4 \end{{pmatrix}}"


def number(run: int) -> None:
    """A plain decimal."""
    parse_number(f"-0.5{run}")


def matrix(run: int) -> None:
    """Two by two, in LaTeX."""
    parse_matrix(MATRIX.format(run))


def formula(run: int) -> None:
    """Four factors in LaTeX, read and compared with the rule."""
    found = same_function(parse(f"{FORMULA} \\cdot {run + 1}/{run + 1}", KNOWN), RULE)
    assert isinstance(found, Agreement)


MEASURED: tuple[tuple[Callable[[int], None], float], ...] = (
    (number, 20.0),
    (matrix, 200.0),
    (formula, 1500.0),
)
IMPORT_ALLOWED = 15.0


def median(task: Callable[[int], None]) -> float:
    """The median time of a task, in microseconds."""
    spent = []
    for run in range(RUNS):
        start = time.perf_counter()
        task(run)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1e6


def import_time(runs: int = 9) -> float:
    """Milliseconds that importing the compiled language adds to numpy and the operations."""
    code = (
        "import numpy, grader.ops, time; start = time.perf_counter(); import grader.mathlang; "
        "print(time.perf_counter() - start)"
    )
    with tempfile.TemporaryDirectory() as folder:
        kept = dict(os.environ)
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        kept["PYTHONPYCACHEPREFIX"] = folder
        command = [sys.executable, "-c", code]
        spent = [float(subprocess.check_output(command, env=kept)) for _ in range(runs + 1)]
    return statistics.median(spent[1:]) * 1e3


def main() -> int:
    """Measure, print, and compare with what is allowed."""
    rows: list[tuple[str, float, float, str]] = [
        (task.__doc__ or "", median(task), allowed, "us") for task, allowed in MEASURED
    ]
    rows.append(("Importing the language.", import_time(), IMPORT_ALLOWED, "ms"))
    for name, spent, allowed, unit in rows:
        print(f"{name:55} {spent:8.1f} {unit}   allowed {allowed:6.0f}")
    return int(any(spent > allowed for _, spent, allowed, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
