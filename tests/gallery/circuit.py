"""Two meshes by the voltage between the nodes, a capacitor by what it lacks."""

from __future__ import annotations

import math
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    """By the voltage between the nodes, not by the currents of the meshes."""
    U = (12 / 100 + 5 / 220) / (1 / 100 + 1 / 220 + 1 / 150)
    I1, I2 = (12 - U) / 100, (U - 5) / 220
    return {
        "M": [[250, -150], [-150, 370]],
        "det_M": 250 * 370 - 150**2,
        "I1": 1000 * I1,
        "I2": 1000 * I2,
        "I3": 1000 * U / 150,
        "U3": U,
        "P3": U * U / 150,
        "charging": "charged" if I2 > 0 else "discharged",
    }


def question_2(_: Any) -> dict[str, Any]:
    tau = 4.7 * 0.047
    left = 9 * math.exp(-0.3 / tau)
    return {"tau": tau, "U_t": 9 - left, "I_t": left / 4.7, "t_90": -tau * math.log(0.1)}
