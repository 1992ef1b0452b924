"""Slips in the words of the question. No sentence holds a value, or the whole right formula."""

from grader import record
from grader.mathlang import COMPLEX, derivative_parts, on_paper, seen
from grader.mathlang.tree import (
    Call,
    Comparison,
    Name,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    Tree,
    free_names,
    substituted,
    walk,
)
from grader.model import Lapse
from grader.slips.context import SLOPES, Context
from grader.slips.edit import Edit, complement
from grader.slips.kinds_told import Kind

MAX_SHOWN = 40
"""The longest part of a formula, in characters, that is written out."""


@record(frozen=True, slots=True, kw_only=True)
class Slip:
    """What went wrong in one step.

    kind: what it is, or that several slips explain the answer equally well.
    words: a sentence without capital and full stop, for the student.
    place: what it concerns, as the question writes it: a factor, a term, an entry; "" if all.
    is_copy: whether nothing of the step's own work is left.
    """

    kind: Kind | Lapse
    words: str
    place: str = ""
    is_copy: bool = False


_STARTS = "this is what you get "
_SYMBOLS = {"sigmoid": "σ", "dsigmoid": "σ'", "dtanh": "tanh'", "drelu": "relu'"}
UNNAMED = "with one slip in the rule"
SIGNS = (Kind.SIGN, Kind.MISSING_MINUS, Kind.PLUS_FOR_MINUS, Kind.MINUS_FOR_PLUS, Kind.INNER_SIGN)
"""Kinds that are one to a student: of `-(t log y + ...)` the minus left out is the other sign."""
SOME_SIGN = Slip(kind=Kind.SIGN, words=f"{_STARTS}with one of the signs the other way round")
"""What is told where it is some sign, and several would give the answer."""


def slip_in_words(edit: Edit, context: Context, left: Tree | None = None) -> Slip:
    """A found edit as what is said of it. left: all that it leaves, where that is no work."""
    kind = edit.kind
    place = "" if edit.part is None else shown(edit.part, context)
    inner = edit.part.operand if isinstance(edit.part, Transpose) else None
    if edit.kind is Kind.NOT_CONJUGATED and isinstance(edit.part, Call):
        inner = edit.part.arguments[0]
    said = {
        "part": place,
        "other": _other(edit),
        "inner": "" if inner is None else shown(inner, context),
        "name": _function_name(edit.part),
        "value": _value_for(edit.part, context),
        "slope": _slope_for(edit.part),
    }
    is_named = len(place) <= MAX_SHOWN and all(
        said[key] for key in said if f"{{{key}}}" in kind.words
    )
    is_named = is_named and not (edit.part is not None and _counts_labels(edit.part))
    words = (kind.words.format(**said) if is_named else kind.unnamed) or UNNAMED
    if left is not None:
        only = "a part of the rule" if _counts_labels(left) else shown(left, context)
        words += f": only {only} is left, and nothing of this step's own work"
    return Slip(kind=edit.kind, words=_STARTS + words, place=place, is_copy=left is not None)


def _counts_labels(tree: Tree) -> bool:
    """Whether a part of a formula compares with a label, `sum(sail == 4)`.

    The words of a table are numbers in formulas, and which number a word has no student knows.
    Held by tests/shorthands/test_data_tables.py.
    """
    compared = (part for part in walk(tree) if isinstance(part, Comparison))
    return any(
        {"==", "!="} & set(part.signs) and any(isinstance(one, Number) for one in part.operands)
        for part in compared
    )


def _other(edit: Edit) -> str:
    if edit.kind == Kind.DECIMAL_POINT:
        return _places(edit.other)
    if edit.kind in (Kind.EXTRA_FUNCTION, Kind.MISSING_POWER, Kind.OTHER_FUNCTION):
        other = edit.other.removeprefix(COMPLEX)
        return _SYMBOLS.get(other, other.replace("_", " "))
    return edit.other if edit.kind == Kind.LOG_BASE else _written(edit.other)


def ambiguous(kinds: frozenset[Kind | Lapse], is_copy: bool) -> Slip:
    """What is said where several slips explain an answer: their kind if it is one, no more."""
    only = next(iter(kinds)) if len(kinds) == 1 else None
    words = only.unnamed if isinstance(only, Kind) else ""
    told = f"{_STARTS}{words}" if words else "more than one slip gives this value"
    return Slip(kind=Lapse.AMBIGUOUS, words=told, is_copy=is_copy)


def shown(tree: Tree, context: Context) -> str:
    """A part of a formula as the question writes it, `h1 (1 - h1)` as the derivative it is."""
    tree = seen(tree)
    slope = _slope_shown(tree, context)
    if slope:
        return slope
    if isinstance(tree, Call) and len(tree.arguments) == 1 and not tree.keywords:
        inner = shown(tree.arguments[0], context)
        function = tree.function.removeprefix(COMPLEX)
        return f"{_SYMBOLS.get(function, function)}{_prime(tree)}({inner})"
    derivatives = {name: Name(_written(name)) for name in free_names(tree)}
    text = on_paper(substituted(tree, derivatives))
    return f"({text})" if isinstance(tree, Sum) else text


def _prime(tree: Call) -> str:
    return "'" * tree.primes


def _written(name: str) -> str:
    parts = derivative_parts(name)
    return f"∂{parts[0]}/∂{parts[1]}" if parts else name


def _slope_shown(tree: Tree, context: Context) -> str:
    """`h (1 - h)` or `1 - h^2` as σ'(z) or tanh'(z), where the question defines h so; else ""."""
    value, function = None, ""
    if isinstance(tree, Product) and len(tree.operands) == 2:
        inner = complement(tree.operands[1])
        if inner is not None and inner == tree.operands[0]:
            value, function = inner, "sigmoid"
    else:
        inner = complement(tree)
        if isinstance(inner, Power) and inner.exponent == Number(2.0):
            value, function = inner.base, "tanh"
    inside = _inside(value, function, context)
    return f"{_SYMBOLS.get(function, function)}'({inside})" if inside else ""


def _inside(value: Tree | None, function: str, context: Context) -> str:
    """What a value is the given function of, as the question writes it; "" if it is not."""
    if isinstance(value, Call) and value.function == function:
        return shown(value.arguments[0], context)
    inside = "" if value is None else context.inside(value, function)
    return _written(inside) if inside else ""


def _function_name(part: Tree | None) -> str:
    if isinstance(part, Call):
        function = part.function.removeprefix(COMPLEX)
        return _SYMBOLS.get(function, function.replace("_", " ")) + _prime(part)
    return "σ'"  # the only derivative that is written as a product, `h (1 - h)`


def _value_for(part: Tree | None, context: Context) -> str:
    """The value whose derivative a part is."""
    if isinstance(part, Product):
        return shown(part.operands[0], context)
    if isinstance(part, Call):
        function = SLOPES.get(part.function, part.function)
        return _SYMBOLS.get(function, function)
    return ""


def _slope_for(part: Tree | None) -> str:
    if not isinstance(part, Call):
        return ""
    return f"{_SYMBOLS.get(part.function, part.function)}'"


def _places(count: str) -> str:
    return {"1": "one place", "2": "two places"}[count]
