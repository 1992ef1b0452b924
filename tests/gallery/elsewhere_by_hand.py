"""Numerics, statistics and questions from outside, worked out without the language of rubrics.

The numbers are entered a second time, so that one mistyped in a rubric shows.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

Values = dict[str, Any]


def elimination() -> Values:
    A, b = [[2, 1, -1], [4, 5, 1], [-3, 5, 7]], [3, 13, 15]
    M = [[Fraction(v) for v in (*row, right)] for row, right in zip(A, b, strict=True)]
    factors, stages = {}, []
    for pivot in (0, 1):
        for i in range(pivot + 1, 3):
            factors[i, pivot] = M[i][pivot] / M[pivot][pivot]
            M[i] = [v - factors[i, pivot] * p for v, p in zip(M[i], M[pivot], strict=True)]
        stages.append(np.array(M, dtype=float))
    x = np.linalg.solve(A, b)
    L = [[1, 0, 0], [factors[1, 0], 1, 0], [factors[2, 0], factors[2, 1], 1]]
    return {
        "m21": factors[1, 0], "m31": factors[2, 0], "M1": stages[0], "m32": factors[2, 1],
        "M2": stages[1], "x3": x[2], "x2": x[1], "x1": x[0], "det_A": np.linalg.det(A), "L": L,
    }  # fmt: skip


def integral_by_parts() -> Values:
    nodes = [1, 1.5, 2, 2.5, 3]
    f = [math.sqrt(1 + x**3) for x in nodes]
    T_4 = sum((f[i] + f[i + 1]) / 2 * 0.5 for i in range(4))
    T_2 = (f[0] + f[2]) / 2 + (f[2] + f[4]) / 2
    parabolas = (f[0] + 4 * f[1] + f[2]) / 6 + (f[2] + 4 * f[3] + f[4]) / 6
    return {
        "h": 0.5, "x": nodes, "f": f, "T_4": T_4, "T_2": T_2, "S_4": parabolas,
        "T_R": T_4 + (T_4 - T_2) / 3,
    }  # fmt: skip


def error_of_simpson() -> Values:
    S = 2 / 6 * (1 + 4 / 2 + 1 / 3)
    return {
        "f": [1, 1 / 2, 1 / 3], "S": S, "exact": math.log(3), "error": S - math.log(3),
        "bound": 2 / 180 * 1**4 * 24,
    }  # fmt: skip


def one_sample() -> Values:
    x = [51.2, 49.8, 52.1, 50.6, 51.9, 50.1, 52.4, 51.5]
    mean = sum(x) / 8
    s = math.sqrt((sum(v * v for v in x) - 8 * mean**2) / 7)
    half = 2.365 * s / math.sqrt(8)
    t = (mean - 50) * math.sqrt(8) / s
    return {
        "x_bar": mean, "s": s, "se": s / math.sqrt(8), "ci": [mean - half, mean + half],
        "t": t, "df": 7, "decision": "reject" if t > 2.365 else "keep",
    }  # fmt: skip


def two_samples() -> Values:
    pooled = (7 * 1.3**2 + 9 * 1.6**2) / 16
    t = (51.2 - 49.6) / math.sqrt(pooled * (1 / 8 + 1 / 10))
    return {"sp2": pooled, "t": t, "differ": "yes" if t > 2.12 else "no"}


def independence() -> Values:
    O = [[38, 26, 16], [42, 54, 44]]  # noqa: E741
    rows, columns = [80, 140], [80, 80, 60]
    E = [[r * c / 220 for c in columns] for r in rows]
    parts = [[(O[i][j] - E[i][j]) ** 2 / E[i][j] for j in range(3)] for i in (0, 1)]
    chi2 = sum(map(sum, parts))
    return {
        "row_sums": rows, "column_sums": columns, "E": E, "parts": parts, "chi2": chi2, "df": 2,
        "decision": "reject" if chi2 > 5.991 else "keep", "V": math.sqrt(chi2 / 220),
        "most": "first year on foot",
    }  # fmt: skip


def three_groups() -> Values:
    Y = [[21, 24, 23, 20], [27, 25, 29, 27], [22, 26, 24, 25]]
    means = [sum(row) / 4 for row in Y]
    everything = [v for row in Y for v in row]
    middle = sum(everything) / 12
    within = sum((v - m) ** 2 for row, m in zip(Y, means, strict=True) for v in row)
    between = sum((v - middle) ** 2 for v in everything) - within
    F = (between / 2) / (within / 9)
    return {
        "means": means, "y_bar": middle, "SSB": between, "SSW": within,
        "T": [[between, 2, between / 2], [within, 9, within / 9]], "F": F,
        "eta2": between / (between + within), "decision": "reject" if F > 4.256 else "keep",
    }  # fmt: skip


def one_test() -> Values:
    """Counted among 2,000,000 people."""
    ill, well = 30_000, 1_970_000
    found, false = 27_600, 98_500
    everybody = ill + well
    return {
        "true_positive": found / everybody, "false_positive": false / everybody,
        "positive": (found + false) / everybody, "ppv": found / (found + false),
        "npv": (well - false) / (everybody - found - false), "likelier": "well",
    }  # fmt: skip


def second_test() -> Values:
    ill, well = 0.22 * 0.92, 0.78 * 0.05
    return {"odds": 22 / 78, "LR": 92 / 5, "odds_after": ill / well, "p_after": ill / (ill + well)}


def thrown_ball() -> Values:
    """The flight by its parabola, solved for the ground."""
    vx, vy = 18 * math.cos(math.radians(35)), 18 * math.sin(math.radians(35))
    t = max(np.roots([-9.81 / 2, vy, 12]))
    end = vy - 9.81 * t
    return {
        "vx": vx, "vy": vy, "t_top": vy / 9.81, "y_top": 12 + vy * vy / 9.81 / 2, "t_ground": t,
        "range": vx * t, "vy_end": end, "v_end": math.sqrt(18**2 + 2 * 9.81 * 12),
        "angle_end": math.degrees(math.atan2(-end, vx)),
    }  # fmt: skip


def machine() -> Values:
    flows, factors = [9500, 12500, 16000, 14500], []
    for year in range(1, 5):
        factors.append(1 / 1.08**year)
    values = [flow * factor for flow, factor in zip(flows, factors, strict=True)]
    worth = sum(values) - 40000
    high = -40000.0
    for year, flow in enumerate(flows, 1):
        high += flow / 1.1**year
    return {
        "factors": factors, "values": values, "total": sum(values), "NPV": worth,
        "worth": "yes" if worth > 0 else "no", "index": sum(values) / 40000, "NPV_high": high,
        "irr": 0.08 + 0.02 * worth / (worth - high),
        "payback": 3 + (40000 - sum(values[:3])) / values[3],
    }  # fmt: skip


def two_meshes() -> Values:
    """By the voltage between the nodes, not by the currents of the meshes."""
    U = (12 / 100 + 5 / 220) / (1 / 100 + 1 / 220 + 1 / 150)
    I1, I2 = (12 - U) / 100, (U - 5) / 220
    return {
        "M": [[250, -150], [-150, 370]], "det_M": 250 * 370 - 150**2, "I1": I1, "I2": I2,
        "I3": U / 150, "U3": U, "P3": U * U / 150, "charging": "charged" if I2 > 0 else "discharged",
    }  # fmt: skip


def charged_capacitor() -> Values:
    tau = 4.7 * 0.047
    left = 9 * math.exp(-0.3 / tau)
    return {"tau": tau, "U_t": 9 - left, "I_t": left / 4.7, "t_90": -tau * math.log(0.1)}


def weather() -> Values:
    """The long run by a thousand days."""
    P = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.5, 0.3]]
    days = [np.array([1.0, 0, 0])]
    for _ in range(1000):
        days.append(np.array([sum(days[-1][i] * P[i][j] for i in range(3)) for j in range(3)]))
    long_run = days[-1]
    return {
        "p_1": days[1], "p_2": days[2],
        "P2": [[sum(P[i][k] * P[k][j] for k in range(3)) for j in range(3)] for i in range(3)],
        "path": 0.2 * 0.3, "pi": long_run, "returns": 1 / long_run[2], "most": "sun",
        "sales": 120 * long_run[0] + 200 * long_run[1] + 340 * long_run[2], "forgets": "no",
    }  # fmt: skip


BY_HAND = {
    ("gauss_elimination", "1"): elimination,
    ("simpson", "1"): integral_by_parts,
    ("simpson", "2"): error_of_simpson,
    ("t_test", "1"): one_sample,
    ("t_test", "2"): two_samples,
    ("chi_square", "1"): independence,
    ("anova", "1"): three_groups,
    ("diagnostic_test", "1"): one_test,
    ("diagnostic_test", "2"): second_test,
    ("projectile", "1"): thrown_ball,
    ("net_present_value", "1"): machine,
    ("circuit", "1"): two_meshes,
    ("circuit", "2"): charged_capacitor,
    ("markov_chain", "1"): weather,
}
