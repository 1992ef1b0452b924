"""A line by the deviations from the means."""

from __future__ import annotations

from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    """The slope by the deviations from the means, not by the normal equations."""
    x = np.array([1, 2, 3.5, 4, 5, 6.5])
    y = np.array([51, 55, 66, 63, 74, 79])
    slope = sum((x - x.mean()) * (y - y.mean())) / sum((x - x.mean()) ** 2)
    start = y.mean() - slope * x.mean()
    fit = start + slope * x
    left, all_of_it = sum((y - fit) ** 2), sum((y - y.mean()) ** 2)
    return {
        "XtX": [[6, x.sum()], [x.sum(), sum(x * x)]],
        "Xty": [y.sum(), sum(x * y)],
        "beta": [start, slope],
        "y_fit": fit,
        "residuals": y - fit,
        "SSE": left,
        "SST": all_of_it,
        "R2": np.corrcoef(x, y)[0, 1] ** 2,
    }


def question_2(_: Any) -> dict[str, Any]:
    start, slope = question_1(_)["beta"]
    y = start + slope * 4.5
    return {
        "y_new": y,
        "band": [y - 4.8, y + 4.8],
        "hours_needed": (65 - start) / slope,
        "sure": "no" if y - 4.8 <= 65 else "yes",
    }
