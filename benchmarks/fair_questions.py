"""The questions of the fairness benchmark: rubrics as shipped, and the same with other letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import yaml

from grader.question import Question
from grader.rubric.load import read_assignment
from grader.rubric.plain_values import read_source

HERE = Path(__file__).resolve().parent
RUBRICS = HERE.parent / "rubrics"
EXAMPLES = ("two_layer_network", "softmax_network", "attention")
OWN = ("attention_weights", "lstm_cell", "batch_norm", "small_cnn")
MATRICES = tuple("ABCDFGHKMNPQRSUVYZ")
OTHERS = tuple("ackmpqrsuvjl")
GREEK = ("alpha", "beta", "kappa", "rho", "tau", "phi", "psi", "omega", "zeta", "eta", "chi", "xi")
Keys = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posed:
    """A question as it is put to students: as the homework has it, or with other letters.

    homework and key: where its lines stand in `by_hand`. names: own name -> the name on paper.
    """

    homework: str
    key: str
    question: Question
    parameters: Mapping[str, Any]
    names: Mapping[str, str]
    renamed: bool

    @property
    def title(self) -> str:
        return self.homework


def posed() -> tuple[Posed, ...]:
    """Every question twice: with its own letters and with others."""
    found = []
    for homework in ("hw3", *EXAMPLES, *OWN):
        own = _file(homework)
        for key in _asked(homework, own):
            found.append(_posed(homework, key, own, renamed=False))
            formulas = _file("hw3_formulas") if homework == "hw3" else own
            found.append(_posed(homework, key, formulas, renamed=True))
    return tuple(found)


def _file(homework: str) -> Keys:
    # its own homeworks first: an example of the gallery may have the name of one
    for folder in (HERE / "homeworks", RUBRICS, RUBRICS / "examples"):
        path = folder / f"{homework}.yaml"
        if path.exists():
            return plain_keys(path)
    raise FileNotFoundError(homework)


def plain_keys(path: Path) -> Keys:
    """A rubric's keys as plain values, read as the program reads rubrics."""
    keys: Keys = read_source(path.read_text(encoding="utf-8"), path.name).data
    return keys


def _asked(homework: str, own: Keys) -> list[str]:
    return ["1b", "2b", "2d"] if homework == "hw3" else list(own["questions"])


def _posed(homework: str, key: str, rubric: Keys, *, renamed: bool) -> Posed:
    question = rubric["questions"][key]
    given = {name: np.asarray(value, float) for name, value in question["parameters"].items()}
    names = {name: name for name in (*given, *question["steps"])}
    if renamed:
        names = new_names(question)
        question = with_names(question, names)
    whole = {**rubric, "questions": {key: question}}
    whole.pop("total_points", None)
    text = yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    [found] = read_assignment(text, f"{homework}.yaml").questions
    return Posed(
        homework=homework, key=key, question=found, parameters=given, names=names, renamed=renamed
    )


class _Dumper(yaml.SafeDumper):
    """YAML without anchors, which rubrics refuse."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def new_names(question: Keys, order: Random | None = None) -> dict[str, str]:
    """Another letter for every name: capitals for matrices; a gradient keeps being one.

    No name keeps a figure or the stem that it shares with others, so that nothing but the rules
    says what belongs together. order: in which the letters are given, if at random.
    """
    plain = [*question["parameters"], *(question.get("definitions") or {}), *question["steps"]]
    shapes = {name: np.ndim(value) for name, value in question["parameters"].items()}
    free = {2: list(MATRICES), 0: [*OTHERS, *GREEK]}
    for pool in free.values():
        pool[:] = [letter for letter in pool if letter not in plain]
        if order is not None:
            order.shuffle(pool)
    names: dict[str, str] = {}
    for name in plain:
        is_matrix = shapes.get(name, 2 if name[0].isupper() else 0) == 2
        if not name.startswith("dL_d") and not name.endswith("_new"):
            pool = free[2 if is_matrix and free[2] else 0]
            names[name] = pool.pop(0)
    loss = names.get("loss") or free[0].pop(0)
    for name in plain:
        if name.startswith("dL_d"):
            below = name.removeprefix("dL_d")
            names[name] = f"d{loss}_d{names[below]}"
        elif name.endswith("_new"):
            names[name] = f"{names[name.removesuffix('_new')]}_next"
    return names


def with_names(question: Keys, names: Mapping[str, str]) -> Keys:
    """A question of formulas with other names throughout."""

    def formula(text: Any) -> str:
        return renamed_text(str(text), names)

    steps = {}
    for name, step in question["steps"].items():
        changed = {key: value for key, value in step.items() if key != "label"}
        changed["formula"] = formula(step["formula"])
        for key in ("gradient_of", "with_respect_to"):
            if key in step:
                changed[key] = names[step[key]]
        if "routes" in step:
            changed["routes"] = [formula(route) for route in step["routes"]]
        steps[names[name]] = changed
    result = {key: value for key, value in question.items() if key != "notation"}
    result["steps"] = steps
    for key in ("parameters", "domains"):
        if key in question:
            result[key] = {names[name]: value for name, value in question[key].items()}
    if question.get("definitions"):
        items = question["definitions"].items()
        result["definitions"] = {names[name]: formula(text) for name, text in items}
    return result


def renamed_text(text: str, names: Mapping[str, str]) -> str:
    """A formula with other names; `W_1` is W1, and the T of a transpose is no name."""
    spellings = {name: name for name in names}
    spellings |= {re.sub(r"^([A-Za-z]+)(\d+)$", r"\1_\2", name): name for name in names}
    longest = sorted(spellings, key=len, reverse=True)
    pattern = rf"(?<![\w^\\])({'|'.join(map(re.escape, longest))})(?!\w)"
    return re.sub(pattern, lambda found: names[spellings[found.group()]], text)
