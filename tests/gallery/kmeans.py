"""Two rounds of k-means, point by point."""

from __future__ import annotations

from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    points = np.array([(1, 1), (2, 1), (4, 3), (5, 4), (3, 3), (6, 3)])
    centres, found = np.array([(1.0, 1.0), (2.0, 1.0)]), {}
    for k in (1, 2):
        table = []
        for point in points:
            to = [float(sum((point - centre) ** 2)) for centre in centres]
            table.append([*to, float(to[1] < to[0])])
        nearest = [row[2] for row in table]
        centres = np.array([points[[n == c for n in nearest]].mean(axis=0) for c in (0, 1)])
        found |= {f"T_{k}": table, f"C_{k}": centres, f"J_{k}": sum(min(r[:2]) for r in table)}
        found["in_A"] = [f"x{i}" for i, cluster in enumerate(nearest, 1) if not cluster]
    return found
