"""Losses of a generative adversarial network, gradients from the losses alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def likely(s: Any) -> Any:
    return np.array([1 / (1 + math.exp(-v)) for v in np.ravel(s)])


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    def discriminator(real: Any = p["s_real"], fake: Any = p["s_fake"]) -> float:
        total = sum(math.log(d) for d in likely(real)) + sum(math.log(1 - d) for d in likely(fake))
        return -total / len(p["s_real"])

    def minimax(fake: Any) -> float:
        return sum(math.log(1 - d) for d in likely(fake)) / len(p["s_fake"])

    def other(fake: Any) -> float:
        return -sum(math.log(d) for d in likely(fake)) / len(p["s_fake"])

    weak, strong = slope(minimax, p["s_fake"]), slope(other, p["s_fake"])
    return {
        "d_real": likely(p["s_real"]),
        "d_fake": likely(p["s_fake"]),
        "L_D": discriminator(),
        "dL_D_ds_real": slope(lambda s: discriminator(real=s), p["s_real"]),
        "dL_D_ds_fake": slope(lambda s: discriminator(fake=s), p["s_fake"]),
        "L_minimax": minimax(p["s_fake"]),
        "dL_minimax_ds_fake": weak,
        "L_G": other(p["s_fake"]),
        "dL_G_ds_fake": strong,
        "stronger": "minimax" if abs(weak[0]) > abs(strong[0]) else "non-saturating",
    }


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    best, value, jensen = [], 0.0, 0.0
    for real, fake in zip(p["p_data"], p["p_g"], strict=True):
        grid = np.linspace(0.0001, 0.9999, 9999)  # the best answer of D, by looking
        gains = real * np.log(grid) + fake * np.log(1 - grid)
        top = int(np.argmax(gains))
        left, mid, right = gains[top - 1 : top + 2]
        place = grid[top] + 0.0001 * (left - right) / (2 * (left - 2 * mid + right))
        best.append(place)
        value += mid - (left - right) ** 2 / (8 * (left - 2 * mid + right))
        middle = (real + fake) / 2
        jensen += (real * math.log(real / middle) + fake * math.log(fake / middle)) / 2
    return {"D_best": best, "value": value, "js": jensen, "least": 2 * math.log(0.5)}
