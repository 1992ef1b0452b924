"""The vocabulary of a question: its names, the rubric's aliases, and what names usually mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from grader.answers.sheet.records import Asked
from grader.answers.usual_names import loss_names
from grader.mathlang import Signs, Vocabulary, canonical, compound, derivative_parts

_LABEL_PART = re.compile(r"(?:[^,;:=()\[\]]|\([^()]*\)|\[[^\[\]]*\])+")
"""What stands between the commas and equals signs of a label, those in brackets left out."""
_UPDATED = (
    "{0}_new", "new_{0}", "{0}_plus", "{0}_prime", "{0}_updated", "updated_{0}", "{0}_next",
    "{0}_after", "{0}_tplus1", "{0}_star", "{0}_1st", "{0}_upd", "{0}1", "{0}_tilde", "{0}_update",
)  # fmt: skip
_STEP_SIZES = ("eta", "alpha", "lr", "learning_rate", "step_size", "stepsize", "step", "gamma",
               "lambda", "mu", "epsilon", "LR", "learningrate", "rate")  # fmt: skip
_TARGETS = ("t", "target", "y_true", "y_star", "label", "y_label", "y_target", "T", "y_t", "Y_true",
            "ytrue", "truth", "y_gt")  # fmt: skip
_PREDICTIONS = ("y_pred", "ypred", "o", "out", "output", "pred", "prediction", "p", "Y_pred",
                "y_out", "yp", "f", "probability", "prob", "O")  # fmt: skip
_GRADIENTS = ("d{0}", "grad_{0}", "{0}_grad", "d_{0}", "grad{0}", "gradient_{0}", "g_{0}")
_LAYERS = {"h": ("a", "o", "out", "s", "hidden"), "a": ("h", "o", "out"),
           "z": ("net", "pre", "zeta", "net_h", "preact"), "s": ("z", "net")}  # fmt: skip


def vocabulary(asked: Asked, matrices: Collection[str], own: Collection[str] = ()) -> Vocabulary:
    """The names that a student may use for the values of a question.

    matrices: the names whose values have entries. own: names the student has defined.
    """
    names = _names(asked)
    taken = {canonical(name) for name in names}
    functions = dict.fromkeys(("S", "sig", "sigm", "sigmoid_fn"), "sigmoid")
    aliases = {
        **functions,
        **dict(_usual(asked, taken)),
        **labels_as_names(asked),
        **dict(_of_rubric(asked)),
    }
    own_names = [name for name in own if name not in taken]
    for name in own_names:
        aliases.pop(name, None)
    return Vocabulary(
        names=[*names, *own_names],
        aliases={other: name for other, name in aliases.items() if other not in taken},
        matrices=frozenset(matrices),
    )


def labels_as_names(asked: Asked) -> dict[str, str]:
    """The names that labels give, `P(rain | alarm)` and `the mean, x̄^2`, each with its step.

    None is taken that two steps have, or that is a formula of the question's own values.
    """
    names = Vocabulary(names=_names(asked))
    found: dict[Signs, dict[str, str]] = {}
    for step in asked.steps:
        for part in _LABEL_PART.findall(step.label):
            signs = compound(part.strip())
            if signs and not names.explains(part):
                found.setdefault(signs, {})[step.name] = part.strip()
    return {
        part: name
        for owners in found.values() if len(owners) == 1
        for name, part in owners.items()
    }  # fmt: skip


def second_names(asked: Asked) -> dict[str, str]:
    """Names such as `dw3` for the gradient by w3, `a1` for h1 and `t` for the target.

    They are guesses, and give way to whatever the student defines by them; so they are no part of
    the vocabulary, in which `dL/dw3` would then read as a quotient.
    """
    rules = asked.graph.rules
    taken = {canonical(name) for name in (*rules, *asked.parameters, *asked.symbols)}
    givens = {**asked.parameters, **asked.symbols}
    found = {canonical(other): name for other, name in _roles(rules, givens)}
    for name in rules:
        parts = derivative_parts(name)
        if parts and parts[0] in ("L", "loss", "J", "E", "C", "l", "cost"):
            found.update({canonical(form.format(parts[1])): name for form in _GRADIENTS})
        letter, figures = name[:1], name[1:]
        if figures.isdigit():
            for other in _LAYERS.get(letter, ()):
                found.setdefault(canonical(other + figures), name)
    return {other: name for other, name in found.items() if other not in taken}


def _names(asked: Asked) -> list[str]:
    return [*asked.parameters, *asked.symbols, *asked.graph.rules]


def _of_rubric(asked: Asked) -> Iterator[tuple[str, str]]:
    yield from asked.notation.items()
    for step in asked.steps:
        for alias in step.aliases:
            yield alias, step.name


def _usual(asked: Asked, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Aliases that need no rubric, given to names that the question has."""
    rules, givens = asked.graph.rules, {**asked.parameters, **asked.symbols}
    steps = [*loss_names(rules), *_step_sizes(givens)]
    rubric = {canonical(k) for k in asked.notation if k.isidentifier()}
    blocked = set(taken) | rubric
    for alias, name in steps:
        if alias not in blocked:
            yield alias, name
    for name in rules:
        yield from ((alias, name) for alias in _of_step(name) if alias not in blocked)


def _step_sizes(givens: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name in givens:
        if name in ("step_size", "eta", "alpha", "lr", "learning_rate"):
            yield from ((other, name) for other in _STEP_SIZES)


def _roles(rules: Mapping[str, object], givens: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Names that often stand for the target and for the prediction."""
    for name in givens:
        if name in ("y_hat", "y", "t", "target", "Y_hat", "Y", "y_true", "T"):
            yield from ((other, name) for other in _TARGETS)
            partner = name.replace("_hat", "")
            if partner in rules and partner.islower():
                yield from ((other, partner) for other in _PREDICTIONS)
    for name in ("y_hat", "p", "o"):
        if name in rules:
            yield from ((other, name) for other in _PREDICTIONS)


def _of_step(name: str) -> Iterator[str]:
    base = name.removesuffix("_new").removesuffix("_next").removesuffix("_plus")
    if base != name:
        yield from (canonical(form.format(base)) for form in _UPDATED)
    sigma = name.removeprefix("d")
    if sigma in ("sigma", "sigmoid"):
        yield from ("dsigma_dx", "dsigma_dz", "sigma_prime", "dsigmoid_dx", "dS_dx", "df_dx")
