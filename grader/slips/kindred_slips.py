"""Functions taken for their kin: the cdf for the pdf, recall for precision, bits for nats."""

import inspect
from collections.abc import Iterator
from functools import cache

from grader.mathlang import known_function
from grader.mathlang.tree import Call, Name, Number, Sum, Tree
from grader.ops import FUNCTIONS
from grader.slips.edit import ONE, Edit, Path
from grader.slips.kinds_told import Kind

_KIN = (
    ("precision_score", "recall_score", "specificity_score", "accuracy_score"),
    ("precision_per_class", "recall_per_class"),
    ("macro_precision", "macro_recall", "accuracy_score"),
    ("macro_f1", "accuracy_score"),
    ("mean", "median"),
    ("var", "std"),
    ("sample_variance", "sample_std"),
    ("covariance", "correlation"),
    ("euclidean_distance", "manhattan_distance", "chebyshev_distance"),
    ("jaccard_similarity", "jaccard_distance"),
    ("cosine_similarity", "cosine_distance"),
    ("joint_entropy", "conditional_entropy", "mutual_information"),
    ("entropy", "gini_impurity"),
    ("information_gain", "gini_gain"),
    ("binomial", "permutations"),
    ("gcd", "lcm"),
    ("max_pool1d", "avg_pool1d"),
    ("max_pool2d", "avg_pool2d"),
    ("conv1d", "convolve1d"),
    ("conv2d", "convolve2d"),
    ("layer_norm", "batch_norm", "rms_norm"),
    ("lstm_h", "lstm_c"),
    ("momentum_velocity", "moving_average"),
    ("adam_m", "adam_v"),
    ("svd_u", "svd_v"),
    ("cofactors", "adjugate"),
    ("complex.abs", "complex.re", "complex.im"),
    ("complex.sin", "complex.cos"),
    ("complex.fft", "complex.ifft"),
)
"""Functions of the same arguments that are taken for one another."""
_SAMPLED = {"sample_variance": "var", "sample_std": "std", "sample_covariance": "covariance"}
"""What is divided by n - 1 -> the same divided by n."""
_LIKELY = 3.0
"""How much likelier kin are mistaken for each other than one activation for another."""
_BASES = {"log": "e", "log2": "2", "log10": "10"}
"""Logarithms by their bases."""


def kindred_edits(tree: Call, path: Path) -> Iterator[Edit]:
    """The call of a function of kin in place of this one, the other tail, another base."""
    for other, arguments in _kin(tree):
        there = Call(other, arguments, tree.keywords)
        yield Edit(Kind.OTHER_FUNCTION, path, there, tree, other, _LIKELY)
    if tree.function.endswith("_cdf"):
        yield Edit(Kind.OTHER_TAIL, path, Sum((ONE, tree), ("-",)), tree)
        if f"{tree.function.removesuffix('cdf')}pmf" in FUNCTIONS:
            below = Sum((tree.arguments[0], ONE), ("-",)), *tree.arguments[1:]
            yield Edit(Kind.OTHER_BOUND, path, Call(tree.function, below, tree.keywords), tree)
    yield from _other_base(tree, path)
    yield from _other_count(tree, path)


def _kin(tree: Call) -> Iterator[tuple[str, tuple[Tree, ...]]]:
    for group in _KIN:
        if tree.function in group:
            yield from ((other, tree.arguments) for other in group if other != tree.function)
    family, _, what = tree.function.rpartition("_")
    for other in {"cdf": ("pdf", "pmf"), "pdf": ("cdf",), "pmf": ("cdf",)}.get(what, ()):
        if f"{family}_{other}" in FUNCTIONS:
            yield f"{family}_{other}", tree.arguments
    if family == "t" and f"normal_{what}" in FUNCTIONS:
        yield f"normal_{what}", tree.arguments[:1]


def _other_base(tree: Call, path: Path) -> Iterator[Edit]:
    """Natural logarithms for those to a base, or the other way round."""
    if tree.function in _BASES and len(tree.arguments) == 1:
        own = _BASES[tree.function]
        for function, base in _BASES.items():
            if base != own:
                there = Call(function, tree.arguments)
                yield Edit(Kind.LOG_BASE, path, there, tree, _in_place(base, own))
    elif "base" in _parameters(tree.function):
        keywords = dict(tree.keywords)
        given = keywords.get("base", Name("e"))
        own = f"{given.value:g}" if isinstance(given, Number) else "e"
        for base, value in (("e", Name("e")), ("2", Number(2.0)), ("10", Number(10.0))):
            if base != own:
                there = Call(
                    tree.function, tree.arguments, tuple({**keywords, "base": value}.items())
                )
                yield Edit(Kind.LOG_BASE, path, there, tree, _in_place(base, own))


def _in_place(base: str, own: str) -> str:
    """What is said of a logarithm to another base: `to base 10 in place of the natural one`."""
    right = "the natural one" if own == "e" else f"that to base {own}"
    return (
        f"natural logarithm in place of {right}"
        if base == "e"
        else (f"logarithm to base {base} in place of {right}")
    )


def _other_count(tree: Call, path: Path) -> Iterator[Edit]:
    """A variance by n - 1 for one by n, or the other way round."""
    part = Name("n")
    if tree.function in _SAMPLED:
        there = Call(_SAMPLED[tree.function], tree.arguments, tree.keywords)
        yield Edit(Kind.ONE_MORE, path, there, part)
    elif "ddof" in _parameters(tree.function):
        keywords = dict(tree.keywords)
        less = keywords.get("ddof") == ONE
        keywords["ddof"] = Number(0.0) if less else ONE
        there = Call(tree.function, tree.arguments, tuple(keywords.items()))
        yield Edit(Kind.ONE_MORE if less else Kind.ONE_LESS, path, there, part)


@cache
def _parameters(function: str) -> frozenset[str]:
    """The names of what a function takes."""
    known = known_function(function)
    return frozenset(inspect.signature(FUNCTIONS[known]).parameters) if known else frozenset()
