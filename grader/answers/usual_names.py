"""What values are usually called, whatever a rubric calls them: `J` a loss, `η` a step size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.mathlang import canonical, derivative_parts

_LOSSES = (
    "L", "J", "E", "C", "loss", "Loss", "LOSS", "cost", "Cost", "CE", "BCE", "MSE", "SSE", "NLL",
    "ell", "L_CE", "L_2", "L_MSE", "L_BCE", "L2", "E_total", "L_total", "error", "Error", "l",
    "E_tot", "L_NLL", "H", "L_reg", "L_cls", "L_SE", "SE", "L_0", "total_loss", "crossentropy",
    "cross_entropy", "CrossEntropy", "J_CE", "L_ce", "L_mse", "L_bce",
)  # fmt: skip


def loss_names(rules: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Other names of the loss among some rules, each with the rubric's."""
    loss = next((name for name in ("loss", "L", "J", "E", "C", "cost") if name in rules), "")
    if not loss:
        loss = next((part[0] for part in map(derivative_parts, rules) if part), "")
    for alias in _LOSSES if loss else ():
        yield canonical(alias), loss


def step_size_names(givens: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that a step size alone has; α, μ and λ have other work as well."""
    for name in givens:
        if name in ("step_size", "eta", "alpha", "lr", "learning_rate"):
            yield from ((other, name) for other in ("eta", "lr", "learning_rate", "step_size"))
