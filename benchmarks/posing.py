"""A row of another grader's tests as a question of ours, and an answer to it, marked.

A row is posed as a TA would pose it: a rubric in YAML with one step whose rule is the row's truth,
with the row's tolerance and names. What the student wrote becomes the text of a template, which
is read and marked as on the platform. Nothing here reads mathematics on the student's behalf.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import yaml

from grader.answers.files import AnswerFile
from grader.answers.filled_template import answers
from grader.errors import GraderError
from grader.marking import marks
from grader.mathlang import parse
from grader.mathlang.evaluation.scope import CONSTANTS
from grader.mathlang.known_functions import known_function
from grader.mathlang.parser.naming import ends_in_function
from grader.mathlang.parser.tokens import tokens
from grader.mathlang.parser.vocabulary import Vocabulary
from grader.mathlang.sampling.drawn_points import bound_names
from grader.mathlang.tree import Call, Number, Power, Tree, free_names, walk
from grader.model import Mark, Verdict
from grader.rubric.load import read_assignment

Row = dict[str, Any]
Keys = dict[str, Any]
STEP = "wanted"
FULL = 1 - 1e-9
NOT_POSED = "not posed"
PARSES = ("parse_number", "parse_matrix")
FORMULAS = ("expr_equiv", "matrix_expr_equiv", "latex_matrix_equiv")
UNREAD = "1234.5678"
"""The truth of a row that only asks whether a text reads: any number will do."""


class NotPosedError(Exception):
    """A row whose truth no rubric of ours can hold, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the program says to a row: whether that is what the row expects, and its words."""

    agrees: bool
    said: str


def judged(row: Row) -> Judged:
    """The verdict on a row beside the one that it expects.

    A row that cannot be posed is never one on which both agree.
    """
    try:
        found = marked(row)
    except NotPosedError as error:
        return Judged(agrees=False, said=f"{NOT_POSED}: {error}")
    mark = min(found, key=lambda mark: mark.credit)
    said = f"{mark.verdict.value}: {mark.reason or mark.slip_words or mark.slip or ''}"
    if row["kind"] in PARSES:
        is_read = mark.verdict not in (Verdict.UNREADABLE, Verdict.MISSING, Verdict.FAULT)
        told = is_read if row.get("truth") is None or not row["expected"] else _is_full(mark)
    else:
        told = _is_full(mark)
    return Judged(agrees=told == bool(row["expected"]), said=said)


def _is_full(mark: Mark) -> bool:
    return mark.credit >= FULL


def marked(row: Row) -> list[Mark]:
    """The marks of the row's answer at every step that the row is.

    Raises NotPosedError where no rubric can hold the truth.
    """
    try:
        assignment = read_assignment(yaml.dump(rubric(row), Dumper=_Dumper), "row.yaml")
    except (GraderError, ValueError) as error:
        raise NotPosedError(str(error).splitlines()[0][:120]) from None
    written = _quoted(answer_text(row["student"]))
    steps = assignment.questions[0].steps
    text = "".join(["1:\n", *(f"  {step.name}: {written}\n" for step in steps)])
    given = answers(AnswerFile(name="answers.yaml", text=text), assignment.asked())
    return list(marks(assignment, given))


class _Dumper(yaml.SafeDumper):
    """YAML without anchors, which rubrics refuse."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _quoted(text: str) -> str:
    """A text as YAML holds it whatever its characters are."""
    return "'" + text.replace("'", "''").replace("\n", "\n\n") + "'"


def answer_text(written: Any) -> str:
    """What a student types: entries of a matrix as they are written, [[1/2, 0], [0, 1]]."""
    if isinstance(written, list):
        return "[" + ", ".join(map(answer_text, written)) + "]"
    return written if isinstance(written, str) else json.dumps(written)


def rubric(row: Row) -> Keys:
    """The rubric that a row is."""
    question: Keys = {"title": "Q", "steps": {STEP: {"points": 1}}}
    step = question["steps"][STEP]
    truth = row.get("truth")
    if row["kind"] in PARSES and truth is None:
        step["formula"] = UNREAD
    elif row["kind"] in FORMULAS or (isinstance(truth, str) and _has_names(truth)):
        _pose_formula(row, question, step)
    else:
        _pose_number(row, step)
        _pose_spelling(row, question)
    return {"title": "T", "questions": {"1": question}}


def _has_names(truth: str) -> bool:
    try:
        tree = parse(truth, inferred(truth))
    except GraderError:
        return False
    return any(name not in CONSTANTS for name in free_names(tree))


def _pose_number(row: Row, step: Keys) -> None:
    """A number or matrix within the row's bounds: relative, absolute, an interval, digits."""
    asked, truth = dict(row["tolerance"]), row["truth"]
    if row["kind"] == "number_sigfigs":
        step["tolerance"] = _digits(asked, "significant_figures", asked["sigfigs"])
    elif row["kind"] == "number_decplaces":
        step["tolerance"] = _digits(asked, "decimals", asked["decimals"])
    else:
        step["tolerance"] = _bounds(row)
    if asked.get("interval"):
        low, high = (part.strip() for part in str(truth)[1:-1].split(","))
        truth = _middle(step, low, high, row)
    elif isinstance(truth, list) and row["kind"].startswith("number"):
        low, high = map(str, truth)
        truth = _middle(step, low, high, row)
    step["formula"] = answer_text(truth)
    if asked.get("truncation_allowed") is not True:
        step["truncation"] = "reject"


def _pose_spelling(row: Row, question: Keys) -> None:
    """A second step where the row counts the digits written apart from those that must be right:
    there the answer is compared with itself."""
    asked, steps = row["tolerance"], question["steps"]
    count = asked.get("sigfigs")
    accuracy = asked.get("accuracy_sigfigs", count)
    if accuracy == count:
        return
    own = answer_text(row["student"])
    spelling = {"points": 1, "formula": own, "tolerance": steps[STEP]["tolerance"]}
    if accuracy is None:
        steps[STEP] = spelling
    else:
        steps[STEP]["tolerance"] = {"significant_figures": accuracy}
        steps["spelled"] = spelling


def _digits(asked: Mapping[str, Any], kind: str, count: int) -> Keys:
    form = {"exact": "exactly", "liberal": "exactly", "True": "exactly", "False": "at_most"}
    given = str(asked.get("form", asked.get("strict", "at_least")))
    return {kind: count, "digits": form.get(given, "at_least")}


def _bounds(row: Row) -> Keys:
    asked = row["tolerance"]
    rtol, atol = asked.get("rel", 0.0), asked.get("abs", 0.0)
    if asked.get("geometric"):
        rtol = asked["geometric"]
    if row["kind"] == "expr_value":  # the truth is written with so many decimals
        exponent = Decimal(repr(row["truth"])).as_tuple().exponent
        atol = max(atol, 0.5 * 10.0 ** int(exponent) if int(exponent) <= -2 else 0.0)
    return {"rtol": float(rtol), "atol": float(atol)}


def _middle(step: Keys, low: str, high: str, row: Row) -> str:
    """The middle of an interval, the step's tolerance becoming half its width."""
    from grader.mathlang import parse_number

    try:
        bounds = [parse_number(bound).value for bound in (low, high)]
    except GraderError as error:
        raise NotPosedError(str(error)) from None
    if row["kind"] == "number_tol":
        step["tolerance"] = {"rtol": 0.0, "atol": abs(bounds[1] - bounds[0]) / 2}
    return repr(sum(bounds) / 2)


def _pose_formula(row: Row, question: Keys, step: Keys) -> None:
    """An expression in the row's names; one without names is a number within the bounds."""
    student, truth = answer_text(row["student"]), str(row["truth"])
    if row["kind"] == "latex_matrix_equiv":
        truth = truth.strip().strip("$")
    vocabulary = inferred(student, truth)
    try:
        trees = [parse(truth, vocabulary)]
    except GraderError as error:
        raise NotPosedError(str(error).splitlines()[0][:120]) from None
    with suppress(GraderError):  # the program itself says what it thinks of the student's text
        trees.append(parse(student, vocabulary))
    is_matrix = row["kind"] == "matrix_expr_equiv"
    names = _names(trees, is_matrix)
    in_words = row["kind"] == "latex_matrix_equiv" and not _names(trees[:1], is_matrix)
    if not names or in_words:  # the words round a matrix are no names of the exercise
        bounds = _bounds(row)
        step |= {"formula": truth, "tolerance": bounds, "truncation": "reject"}
        bounds["rtol"] = max(bounds["rtol"], 0.0 if bounds["atol"] else 1e-9)
        return
    step |= {"answer": "formula", "symbols": sorted(names), "formula": truth}
    step["tolerance"] = {"rtol": _bounds(row)["rtol"]}
    if is_matrix:
        square = next((n for n in sorted(names) if n.isupper() and len(n) == 1), None)
        question["definitions"] = {"I": f"inv({square}) {square}"} if square else {}
        step["symbols"] += ["I"] if square else []
    domain = "positive" if has_roots(trees[0]) else ""
    counts = {name for tree in trees for name in bound_names(tree)}
    for name in step["symbols"]:
        if name == "I" and is_matrix:
            continue
        if is_matrix and name.isupper() and len(name) == 1:
            question.setdefault("dimensions", {})[name] = ["size", "size"]
        elif is_matrix and name in ("u", "v", "w"):
            question.setdefault("dimensions", {})[name] = ["size"]
        elif name in counts or domain:
            question.setdefault("domains", {})[name] = "count" if name in counts else domain
        else:
            question.setdefault("dimensions", {})[name] = []


def _names(trees: list[Tree], is_matrix: bool) -> set[str]:
    """The names that the exercise must have given; `I` is the identity among matrices."""
    free = {name for tree in trees for name in free_names(tree)}
    return {n for n in free if n not in CONSTANTS and not (is_matrix and n == "I")}


def has_roots(tree: Tree) -> bool:
    """Whether a formula has powers that are no whole numbers: its names then are positive."""
    for part in walk(tree):
        if isinstance(part, Power):
            exponent = part.exponent
            if not isinstance(exponent, Number) or not exponent.value.is_integer():
                return True
        elif isinstance(part, Call) and part.function in ("sqrt", "log"):
            return True
    return False


def inferred(*texts: str) -> Vocabulary:
    """The names of an exercise, which rows do not list: the words on both sides that are neither
    functions here nor others run together."""
    words: set[str] = set()
    for text in texts:
        try:
            found = tokens(text)
        except GraderError:
            continue
        for token, after in pairwise(found):
            if token.kind not in ("word", "text") or token.text in CONSTANTS:
                continue
            applied = after.text in ("(", "'") and not after.spaced and len(token.text) > 2
            place = ends_in_function(token.text) if applied else 0
            if place:
                words.add(token.text[:place])
            elif known_function(token.text) is None and token.text != "summation" and not applied:
                words.add(token.text)
    for word in sorted(words, key=len, reverse=True):
        pieces = Vocabulary(names=words - {word}).pieces(word)
        if pieces and len(pieces) > 1:
            words.discard(word)
    return Vocabulary(names=words, matrices=frozenset())
