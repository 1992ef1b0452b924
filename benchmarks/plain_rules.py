"""Rules with one tolerance and nothing else, to set the program beside: what most graders do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from fair_judging import justly
from students import Work
from working import truths

PLAIN = {"rtol 1%": (0.01, 0.0), "rtol 5%": (0.05, 0.0), "atol 0.01": (0.0, 0.01)}
"""Name -> relative and absolute tolerance about the truth."""


@dataclass(slots=True)
class PlainTally:
    """Right steps and errors, and of each rule the steps refused and the errors let pass.

    `followed`: the same rules about what the student's own numbers give, if that is nearer.
    """

    right: int = 0
    wrong: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)

    def take(self, work: Work) -> None:
        """Counts what every rule does to a student."""
        true = truths(work.posed)
        for just in justly(work):
            if just.left_out:
                continue
            self.right += just.is_right
            self.wrong += not just.is_right
            own = work.own[just.step]
            for name, (rtol, atol) in PLAIN.items():
                near = [
                    own.shape == np.shape(about) and np.allclose(own, about, rtol, atol)
                    for about in (true[just.step], work.right[just.step])
                ]
                for rule, is_near in ((name, near[0]), (f"{name}, followed", any(near))):
                    counts = self.refused if just.is_right else self.passed
                    counts[rule] = counts.get(rule, 0) + (is_near != just.is_right)

    def rows(self, rules: Sequence[str]) -> list[str]:
        """A line for each rule."""
        lines = [f"\n{'plain rules':24}{'right steps refused':>26}{'errors given all':>22}"]
        for name in (f"{rule}{how}" for rule in rules for how in ("", ", followed")):
            refused, passed = self.refused.get(name, 0), self.passed.get(name, 0)
            shares = refused / max(1, self.right), passed / max(1, self.wrong)
            lines.append(
                f"{name:24}{f'{refused} = {shares[0]:.2%}':>26}{f'{passed} = {shares[1]:.2%}':>22}"
            )
        return lines
