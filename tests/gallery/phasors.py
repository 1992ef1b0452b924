"""Phasors by moduli and angles, poles by completing the square, a transform by its matrix."""

from __future__ import annotations

import cmath
import math
from typing import Any

import numpy as np


def pairs(*numbers: complex) -> Any:
    """Complex numbers as the pairs of their parts."""
    found = [[complex(one).real, complex(one).imag] for one in numbers]
    return found[0] if len(found) == 1 else found


def question_1(_: Any) -> dict[str, Any]:
    """By moduli and angles alone."""
    X_L, X_C = 100 * math.pi * 0.2, 1 / (100 * math.pi * 50e-6)
    size, angle = math.hypot(30, X_L - X_C), math.atan2(X_L - X_C, 30)
    I_m, phi = 230 / size, math.pi / 6 - angle
    return {
        "Z_L": pairs(1j * X_L),
        "Z_C": pairs(-1j * X_C),
        "Z": pairs(cmath.rect(size, angle)),
        "I": pairs(cmath.rect(I_m, phi)),
        "I_m": I_m,
        "phi": math.degrees(phi),
        "V_C": pairs(cmath.rect(X_C * I_m, phi - math.pi / 2)),
        "S": pairs(cmath.rect(230 * I_m, angle)),
        "P": I_m**2 * 30,
    }


def question_2(_: Any) -> dict[str, Any]:
    return {"H2": pairs(cmath.rect(1 / math.sqrt(5), -math.atan(2)))}


def question_3(_: Any) -> dict[str, Any]:
    """By completing the square: (s + 1)^2 = -4."""
    return {
        "A": [[0, 1], [-5, -2]],
        "poles": pairs(-1 + 2j, -1 - 2j),
        "omega_d": 2,
        "stable": "yes",
    }


def question_4(_: Any) -> dict[str, Any]:
    n = np.arange(4)
    X = np.exp(-2j * np.pi * np.outer(n, n) / 4) @ np.array([1, 2, 0, -1])
    return {"X": pairs(*X), "size": np.abs(X), "W": pairs(-1j), "X1": pairs(X[1])}
