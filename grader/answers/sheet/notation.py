"""The vocabulary of a question: its names, the rubric's aliases, and what names usually mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from grader.answers.label_names import names_on_labels
from grader.answers.sheet.records import Asked
from grader.answers.usual_names import loss_names, step_size_names
from grader.mathlang import Vocabulary, canonical, derivative_parts

_UPDATED = ("{0}_new", "{0}_plus", "{0}_prime", "{0}_updated", "{0}1")
_TARGETS = ("t", "target")
_GRADIENTS = ("d{0}", "grad_{0}")
_LAYERS = {"h": ("a", "o"), "a": ("h", "o"), "z": ("net",)}
"""Letters that other books give to the values of a layer, by the letter of the question."""


class Notation:
    """The names that a student may use for the values of a question.

    matrices: the names whose values have entries.
    """

    def __init__(self, asked: Asked, matrices: Collection[str]) -> None:
        names = _names(asked)
        taken = {canonical(name) for name in names}
        labels = _on_labels(tuple((step.name, step.label) for step in asked.steps), tuple(names))
        usual, told = dict(_usual(asked, taken)), dict(_of_rubric(asked))
        aliases = {"S": "sigmoid", **usual, **labels, **told}
        self._aliases = {other: name for other, name in aliases.items() if other not in taken}
        self._names, self._taken, self._matrices = names, taken, frozenset(matrices)

    def with_own(self, own: Collection[str] = ()) -> Vocabulary:
        """The vocabulary, with the names that the student has defined."""
        names = [name for name in own if name not in self._taken]
        aliases = {other: name for other, name in self._aliases.items() if other not in names}
        return Vocabulary(names=[*self._names, *names], aliases=aliases, matrices=self._matrices)


@lru_cache(maxsize=64)
def _on_labels(labels: tuple[tuple[str, str], ...], names: tuple[str, ...]) -> dict[str, str]:
    """What the labels of a question call its steps; read once, not for every sheet."""
    return names_on_labels(dict(labels), Vocabulary(names=names))


def second_names(asked: Asked) -> dict[str, str]:
    """Names such as `dw3` for the gradient by w3, `a1` for h1 and `t` for the target.

    They are guesses, and give way to whatever the student defines by them; so they are no part of
    the vocabulary, in which `dL/dw3` would then read as a quotient.
    """
    rules = asked.graph.rules
    taken = {canonical(name) for name in (*rules, *asked.parameters, *asked.symbols)}
    givens = (*asked.parameters, *asked.symbols)
    targets = (name for name in givens if name in ("y_hat", "y", "target", "Y_hat", "Y", "y_true"))
    found = {canonical(other): name for name in targets for other in _TARGETS}
    for name in rules:
        parts = derivative_parts(name)
        if parts and parts[0] in ("L", "loss", "J", "E", "C", "l", "cost"):
            found.update({canonical(form.format(parts[1])): name for form in _GRADIENTS})
        letter, figures = name[:1], name[1:]
        if figures.isdecimal():
            for other in _LAYERS.get(letter, ()):
                found.setdefault(canonical(other + figures), name)
    return {other: name for other, name in found.items() if other not in taken}


def loss_steps(rules: Collection[str]) -> frozenset[str]:
    """The steps of a question that may be its loss: those called so, as a whole or at the front."""
    return frozenset(
        name for name in rules if name.split("_")[0] in ("loss", "L", "J", "E", "C", "cost")
    )


def _names(asked: Asked) -> list[str]:
    return [*asked.parameters, *asked.symbols, *asked.graph.rules]


def _of_rubric(asked: Asked) -> Iterator[tuple[str, str]]:
    yield from asked.notation.items()
    for step in asked.steps:
        for alias in step.aliases:
            yield alias, step.name


def _usual(asked: Asked, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Aliases that need no rubric, given to names that the question has."""
    rules = asked.graph.rules
    steps = [*loss_names(rules), *step_size_names([*asked.parameters, *asked.symbols])]
    steps += ((alias, name) for name in rules for alias in _of_step(name))
    blocked = {*taken, *(canonical(k) for k in asked.notation if k.isidentifier())}
    yield from ((alias, name) for alias, name in steps if alias not in blocked)


def _of_step(name: str) -> Iterator[str]:
    base = name.removesuffix("_new").removesuffix("_next").removesuffix("_plus")
    if base != name:
        yield from (canonical(form.format(base)) for form in _UPDATED)
    if name.removeprefix("d") in ("sigma", "sigmoid"):
        yield from ("dsigma_dx", "dsigma_dz", "sigma_prime", "dsigmoid_dx", "dS_dx", "df_dx")


def hat_pair(asked: Asked) -> tuple[str, str] | None:
    """A step and a given whose names differ by the hat alone."""
    givens = [*asked.parameters, *asked.symbols]
    for name in asked.graph.rules:
        for other in (f"{name}_hat", name.removesuffix("_hat")):
            if other != name and other in givens:
                return name, other
    return None
