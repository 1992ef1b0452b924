"""Agreement of the language with the verdicts of other graders.

    python benchmarks/agreement.py CASES.json

Prints the share of rows on which both agree, by kind and by source; then every row left over with
the reason why, and every row that is accepted here though the other grader refuses it.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from grader.digits import Form, Kind, agrees
from grader.errors import GraderError
from grader.mathlang import evaluate, parse, parse_matrix, parse_number
from grader.mathlang.equivalence import Agreement, bound_names, same_function
from grader.mathlang.evaluate import CONSTANTS
from grader.mathlang.functions import known_function
from grader.mathlang.naming import ends_in_function
from grader.mathlang.tokens import tokens
from grader.mathlang.tree import Call, Number, Power, Tree, free_names, walk
from grader.mathlang.vocabulary import Vocabulary

Row = dict[str, Any]

# What is not ours to read: (pattern over "kind | syntax | student | truth | source", reason).
DIALECT: list[tuple[str, str]] = [
    (r"\bIm\(|e\^\(-?I\*?[a-z]\)|\bconj\(", "complex numbers: the language is real"),
    (r"\bint\(|\\int|\bdiff\(", "integrals and derivatives still to be done"),
    (r", oo\)\)", "an infinite series has no value by adding up"),
    (r"precround|displaydp|displaysci|%pi|stackunits", "functions of the other system"),
    (r"[^|]\|\|[^|]", "parallel resistors as ||; here it is a norm"),
    (r"^parse_matrix \| asciimath", "AsciiMath cells parted by |, mixed brackets"),
    (r"^parse_matrix \| maxima \| .*[a-z]", "entries with names: an array of numbers is read"),
    (r"^parse_number \| formulas \| \\", "a system without LaTeX"),
    (r"\|root\(|\| root\(|sqrt\d+[a-z]", "AsciiMath roots without parentheses"),
    (r"test_fg_userfunc|test_fg_userconst|test_instructor_vars|f\(6\)|F\(6\)|id\(2",
     "names and functions that the exercise defines, not in the row"),
    (r"E\*e\^x|e\*\*Ea|e\^\{Ea\}|fx\+C.*f\(x\)", "aliases of the exercise, not in the row"),
    (r"^expr_value \| asciimath \| .*\b[a-z]?(?:llog|pcos|Cos\(x\)|3!a|sqrt4x|e\^2 )",
     "values of names, not in the row"),
    (r"implicit_multiplication_convention", "a convention of the exercise, not in the row"),
    (r"strict_syntax", "an exercise that demands every *"),
    (r"notation_styles.*scientific", "a spelling demanded by the exercise, not a value"),
]  # fmt: skip
# Rows of our dialect on which we differ by intent: (pattern, reason).
DISAGREE: list[tuple[str, str]] = [
    (r"test_fg_forbidden|test_fg_whitelist|test_fg_required|test_overriding",
     "the value is right; that exercise forbids some functions"),
    (r"infty \| infty", "infinity is a value here; that exercise has none"),
    (r"-90xsin\(", "the value is right; xsin( without a sign is not read there"),
    (r"xx3", "3 behind a letter belongs to its name: xx3 reads as x x3"),
    (r"test_docs.*2m|2m \| 2\*m", "m is a metric suffix there, a name here"),
    (r"wrong_precision|precision_type", "precision is marked apart from the reading"),
]  # fmt: skip


def main() -> int:
    """Read the file, judge each row, print."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        rows: list[Row] = json.load(file)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    left: list[str] = []
    accepted: list[str] = []
    for row in rows:
        kind = row["kind"]
        if kind not in JUDGES:
            counts[kind]["not measured here"] += 1
            continue
        outcome, reason = judged(row)
        counts[kind][outcome] += 1
        sources[row["source"].split("@")[0]][outcome] += 1
        if outcome != "agree":
            left.append(f"  {kind:20} {shown(row):70} {outcome}: {reason}")
        if outcome == "differ" and not row["expected"] and not reason.startswith("the value"):
            accepted.append(f"  {kind:20} {shown(row):70} {reason}")
    report("kind", counts)
    report("source", sources)
    print("\nleft over:", *left, sep="\n")
    values = [line for line in accepted if line.endswith("no reason known")]
    print(f"\naccepted though refused there for its value: {len(values)}", *values, sep="\n")
    return 0


def report(title: str, counts: Mapping[str, Counter[str]]) -> None:
    """One line for each kind or source."""
    print(f"\n{title:45} agree differ share  other dialect")
    for name, count in sorted(counts.items()):
        agree, differ = count["agree"], count["differ"]
        share = f"{agree / (agree + differ):6.1%}" if agree + differ else "     -"
        later = "  not measured here" if count["not measured here"] else ""
        print(f"{name:45} {agree:5} {differ:6} {share} {count['other dialect']:6}{later}")


def shown(row: Row) -> str:
    verdict = "right" if row["expected"] else "wrong"
    return f"{str(row['student'])[:34]!r} | {str(row.get('truth'))[:24]!r} {verdict}"


def judged(row: Row) -> tuple[str, str]:
    """ "agree", "differ" or "other dialect", and the reason for the last two."""
    told = f"{row['kind']} | {row.get('syntax')} | {row['student']} | {row.get('truth')} | "
    told += f"{row['source']} | {row['tolerance']}"
    try:
        right = JUDGES[row["kind"]](row)
        problem = ""
    except (GraderError, ValueError, TypeError, OverflowError) as error:
        right, problem = False, f" ({str(error)[:60]})"
    if right == row["expected"]:
        return "agree", ""
    for pattern, reason in DIALECT:
        if reason and re.search(pattern, told, re.DOTALL):
            return "other dialect", reason + problem
    for pattern, reason in DISAGREE:
        if re.search(pattern, told, re.DOTALL):
            return "differ", reason
    return "differ", problem.strip() or "no reason known"


def number_is_right(row: Row) -> bool:
    """A number, or an expression with names, within the tolerance of the row."""
    tolerance = row["tolerance"]
    truth = row["truth"]
    if isinstance(truth, list):
        low, high = sorted(value_of(bound) for bound in truth)
        return low <= value_of(row["student"]) <= high
    if tolerance.get("interval"):
        return within(value_of(row["student"]), truth)
    try:
        student, expected = value_of(row["student"]), value_of(truth)
    except GraderError:
        return expression_is_right(row)
    if tolerance.get("geometric"):
        factor = 1 + tolerance["geometric"]
        ratio = student / expected if expected else 0.0
        return bool(1 / factor <= ratio <= factor)
    return close(student, expected, tolerance)


def digits_are_right(row: Row) -> bool:
    """A number in so many decimals or figures, by the row's own convention.

    Figures may be counted apart from accuracy there: the spelling is then compared with itself.
    """
    text, asked = str(row["student"]), row["tolerance"]
    kind: Kind = "decimals" if row["kind"] == "number_decplaces" else "significant_figures"
    count = asked["decimals" if kind == "decimals" else "sigfigs"]
    form: Form = _FORMS[str(asked.get("form", asked.get("strict", "at_least")))]
    accuracy = asked.get("accuracy_sigfigs", count)
    own = value_of(text)
    if accuracy == count:
        truth = row["truth"][0] if isinstance(row["truth"], list) else row["truth"]
        extra, cut = asked.get("extra_digits", 0), bool(asked.get("truncation_allowed"))
        expected = value_of(truth)
        return agrees(text, expected, kind, count, form=form, extra=extra, truncation=cut)
    if not agrees(text, own, kind, count, form=form):
        return False
    if accuracy is None:
        return True
    return agrees(text, value_of(row["truth"]), kind, accuracy)


_FORMS: Mapping[str, Form] = {
    "exact": "exactly", "liberal": "exactly", "True": "exactly",
    "at_least": "at_least", "False": "at_most",
}  # fmt: skip


def close(student: float, expected: float, tolerance: Mapping[str, Any]) -> bool:
    """Whether the bounds of a row hold, with the rounding of binary fractions forgiven."""
    rel, absolute = tolerance.get("rel", 0.0), tolerance.get("abs", 0.0)
    if "range_inclusive" in tolerance:
        absolute = absolute or 1e-11 * max(1.0, abs(expected))
    allowed = (rel * abs(expected) + absolute) * (1 + 1e-9) + 4e-16 * abs(expected)
    return bool(abs(student - expected) <= allowed) or student == expected


def within(value: float, interval: str) -> bool:
    low, high = (value_of(part) for part in interval[1:-1].split(","))
    above = low < value or (interval[0] == "[" and low == value)
    below = value < high or (interval[-1] == "]" and high == value)
    return above and below


def value_of(written: Any) -> float:
    return float(written) if isinstance(written, (int, float)) else parse_number(written).value


def expression_is_right(row: Row) -> bool:
    """Whether two expressions are the same function of their names."""
    vocabulary, functions = inferred(str(row["student"]), str(row["truth"]))
    reference = parse(str(row["truth"]), vocabulary)
    student = parse(str(row["student"]), vocabulary)
    names = {n for tree in (student, reference) for n in free_names(tree) if n not in CONSTANTS}
    positive = "positive" if has_roots(reference) else "any"
    bounds = {n for tree in (student, reference) for n in bound_names(tree)}
    domains = {name: "count" if name in bounds else positive for name in names}
    tolerance = row["tolerance"]
    found = same_function(
        student,
        reference,
        domains=domains,
        functions=functions,
        rtol=max(tolerance.get("rel", 0.0), 1e-9),
        atol=tolerance.get("abs", 0.0),
    )
    return isinstance(found, Agreement)


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


def inferred(*texts: str) -> tuple[Vocabulary, dict[str, Callable[..., Any]]]:
    """The names of an exercise: the words on both sides that are not others run together.

    A word before parentheses that is no function here is one of the exercise: any function will
    do, as long as both sides mean the same.
    """
    words: set[str] = set()
    functions: dict[str, Callable[..., Any]] = {}
    for text in texts:
        found = tokens(text)
        for token, after in pairwise(found):
            if token.kind not in ("word", "text") or token.text in CONSTANTS:
                continue
            own = token.text == "summation"
            applied = after.text in ("(", "'") and not after.spaced and len(token.text) > 2
            place = ends_in_function(token.text) if applied else 0
            if place:
                words.add(token.text[:place])
            elif (applied or after.text == "'") and known_function(token.text) is None and not own:
                functions[token.text] = arbitrary(len(token.text))
                functions[token.text + "''"] = arbitrary(len(token.text) + 7)
                functions[token.text + "'"] = arbitrary(len(token.text) + 3)
            elif known_function(token.text) is None and not own:
                words.add(token.text)
    for word in sorted(words, key=len, reverse=True):
        others = Vocabulary(names=words - {word}, functions=functions)
        pieces = others.pieces(word)
        if pieces and len(pieces) > 1:
            words.discard(word)
    for word in list(functions):
        pieces = Vocabulary(names=words).pieces(word.rstrip("'"))
        if pieces and len(pieces) > 1:
            functions.pop(word)
    return Vocabulary(names=words, functions=functions, matrices=frozenset()), functions


def arbitrary(seed: int) -> Callable[..., Any]:
    """Some smooth function that is not any of ours."""

    def function(*given: Any) -> Any:
        parts = (
            np.sum(np.sin((1.7 + n) * np.asarray(x) + 0.3 * seed)) for n, x in enumerate(given)
        )
        return seed + sum(parts) + 0.5 * np.sum(given[0])

    return function


def value_is_right(row: Row) -> bool:
    """The value of an expression, to the figures in which the truth is written."""
    value = value_of(row["student"])
    written = repr(row["truth"])
    decimals = len(written.partition(".")[2]) if "e" not in written else 12
    return close(value, row["truth"], row["tolerance"]) or (
        row["expected"] and decimals >= 2 and round(value, decimals) == row["truth"]
    )


def matrix_expression_is_right(row: Row) -> bool:
    """Matrices are capital letters, here all square; u, v and w are vectors."""
    vocabulary, functions = inferred(row["student"], row["truth"])
    student, reference = (parse(row[side], vocabulary) for side in ("student", "truth"))
    names = free_names(student) | free_names(reference)
    dimensions: dict[str, tuple[str, ...]] = {
        n: ("n", "n") for n in names if n.isupper() and len(n) == 1 and n != "I"
    }
    dimensions |= {n: ("n",) for n in names if n in ("u", "v", "w")}
    scalars = names - set(dimensions) - {"I"} - set(CONSTANTS)

    def complete(values: dict[str, Any]) -> dict[str, Any]:
        sizes = [np.shape(v)[0] for v in values.values() if np.ndim(v)]
        return values | {"I": np.eye(sizes[0] if sizes else 2)}

    found = same_function(
        student,
        lambda values: evaluate(reference, values, star="matrix", functions=functions),
        names=scalars,
        dimensions=dimensions,
        complete=complete,
        functions=functions,
        rtol=row["tolerance"].get("rel", 1e-9),
    )
    return isinstance(found, Agreement)


def latex_matrix_is_right(row: Row) -> bool:
    """The mathematics between dollars on both sides."""
    student, truth = (between_dollars(row[side]) for side in ("student", "truth"))
    try:
        left, right = parse_matrix(student).value, parse_matrix(truth).value
        return left.shape == right.shape and bool(np.allclose(left, right, atol=1e-6))
    except GraderError:
        trees = [parse(side) for side in (student, truth)]
        names = free_names(trees[0]) | free_names(trees[1])
        return isinstance(same_function(*trees, names=names), Agreement)


def between_dollars(text: str) -> str:
    found = re.findall(r"\$(.+?)\$", text, re.DOTALL)
    return found[-1].strip() if found else text


def matrix_is_right(row: Row) -> bool:
    """Every entry within tolerance, the shape the same."""
    student, truth = (entries(row[side]) for side in ("student", "truth"))
    if student.shape != truth.shape:
        return False
    tolerance = dict(row["tolerance"])
    if tolerance.get("precision_type") == "dp":
        truth = np.round(truth, tolerance["precision"])
    pairs = zip(student.ravel(), truth.ravel(), strict=True)
    return all(close(float(a), float(b), tolerance) for a, b in pairs)


def entries(written: Any) -> np.ndarray[Any, Any]:
    if isinstance(written, list):
        return np.array([entries(item) for item in written])
    return np.asarray(value_of(written))


def parses(row: Row) -> bool:
    """Whether a text reads as a number, as the one it should be."""
    value = parse_number(row["student"]).value
    return row.get("truth") is None or close(value, value_of(row["truth"]), {"rel": 1e-12})


def parses_matrix(row: Row) -> bool:
    """Whether a text reads as an array, as the one it should be (a list is one row of it)."""
    value = np.atleast_2d(parse_matrix(row["student"]).value)
    if row.get("truth") is None:
        return True
    truth = np.atleast_2d(entries(row["truth"]))
    return value.shape == truth.shape and bool(np.allclose(value, truth))


JUDGES: dict[str, Callable[[Row], bool]] = {
    "number_sigfigs": digits_are_right, "number_decplaces": digits_are_right,
    "number_tol": number_is_right, "matrix_tol": matrix_is_right, "matrix_cells": matrix_is_right,
    "parse_number": parses, "parse_matrix": parses_matrix, "expr_value": value_is_right,
    "expr_equiv": expression_is_right, "matrix_expr_equiv": matrix_expression_is_right,
    "latex_matrix_equiv": latex_matrix_is_right,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
