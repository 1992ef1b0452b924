"""A table of counts, cell by cell."""

from __future__ import annotations

import math
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    O = [[38, 26, 16], [42, 54, 44]]  # noqa: E741
    rows, columns = [80, 140], [80, 80, 60]
    E = [[r * c / 220 for c in columns] for r in rows]
    parts = [[(O[i][j] - E[i][j]) ** 2 / E[i][j] for j in range(3)] for i in (0, 1)]
    chi2 = sum(map(sum, parts))
    return {
        "row_sums": rows,
        "column_sums": columns,
        "E": E,
        "parts": parts,
        "chi2": chi2,
        "df": 2,
        "decision": "reject" if chi2 > 5.991 else "keep",
        "chi2_crit": -2 * math.log(0.05),
        "V": math.sqrt(chi2 / 220),
        "most": "first year on foot",
    }
