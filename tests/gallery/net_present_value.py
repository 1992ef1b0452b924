"""Payments discounted year by year."""

from __future__ import annotations

from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    flows = [9500, 12500, 16000, 14500]
    factors = [1 / 1.08**year for year in range(1, 5)]
    values = [flow * factor for flow, factor in zip(flows, factors, strict=True)]
    worth = sum(values) - 40000
    high = -40000.0
    for year, flow in enumerate(flows, 1):
        high += flow / 1.1**year
    return {
        "factors": factors,
        "values": values,
        "total": sum(values),
        "NPV": worth,
        "worth": "yes" if worth > 0 else "no",
        "index": sum(values) / 40000,
        "NPV_high": high,
        "irr": 8 + 2 * worth / (worth - high),
        "payback": 3 + (40000 - sum(values[:3])) / values[3],
    }
