"""The flight of a ball by its parabola."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    """The flight by its parabola, solved for the ground."""
    vx, vy = 18 * math.cos(math.radians(35)), 18 * math.sin(math.radians(35))
    t = max(np.roots([-9.81 / 2, vy, 12]))
    end = vy - 9.81 * t
    return {
        "vx": vx,
        "vy": vy,
        "t_top": vy / 9.81,
        "y_top": 12 + vy * vy / 9.81 / 2,
        "t_ground": t,
        "range": vx * t,
        "vy_end": end,
        "v_end": math.sqrt(18**2 + 2 * 9.81 * 12),
        "angle_end": math.degrees(math.atan2(-end, vx)),
    }
