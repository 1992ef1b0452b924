"""Sums of squares over groups, the one between them as what is left."""

from __future__ import annotations

from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    Y = [[21, 24, 23, 20], [27, 25, 29, 27], [22, 26, 24, 25]]
    means = [sum(row) / 4 for row in Y]
    everything = [v for row in Y for v in row]
    middle = sum(everything) / 12
    within = sum((v - m) ** 2 for row, m in zip(Y, means, strict=True) for v in row)
    between = sum((v - middle) ** 2 for v in everything) - within
    F = (between / 2) / (within / 9)
    return {
        "means": means,
        "y_bar": middle,
        "SSB": between,
        "SSW": within,
        "T": [[between, 2, between / 2], [within, 9, within / 9]],
        "F": F,
        "eta2": between / (between + within),
        # with two degrees of freedom above, the distribution function has a formula
        "F_crit": 9 / 2 * (0.05 ** (-2 / 9) - 1),
        "decision": "reject" if F > 4.256 else "keep",
    }
