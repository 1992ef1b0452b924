"""Functions taken for their kin: each confusion of a course is found and told."""

import pytest
from slip_questions import Question

from grader.mathlang import COMPLEX
from grader.mathlang.complexes import FUNCTIONS as OF_COMPLEX
from grader.ops import FUNCTIONS
from grader.slips.kindred_slips import _BASES, _KIN, _SAMPLED

SAMPLE = Question(
    {"x": [2.1, 4.7, 4.4, 5.9, 8.3], "y": [1.2, 3.3, 2.9, 4.1, 6.2], "z": 1.37, "mu": 2.5,
     "sd": 1.7, "df": 6, "k": 3, "n": 9, "p": 0.37, "share": [0.7, 0.2, 0.1],
     "C": [[50, 10], [7, 33]], "T": [[4, 1, 2], [0, 5, 3]], "M": [[2.5, 1.2], [0.7, 3.1]],
     "image": [[1.1, 2.3, 0.4], [0.3, 1.9, 2.2], [2.6, 0.8, 1.5]]},
    {
        "variance": "sample_variance(x)",
        "spread": "sample_std(x)",
        "whole": "var(x)",
        "cov": "sample_covariance(x, y)",
        "middle": "median(x)",
        "density": "normal_pdf(z, mu, sd)",
        "below": "normal_cdf(z)",
        "above": "1 - t_cdf(z, df)",
        "critical": "t_quantile(0.975, df)",
        "exactly": "binomial_pmf(k, n, p)",
        "at_most": "binomial_cdf(k, n, p)",
        "H": "entropy(share, base=2)",
        "nats": "entropy(share)",
        "by_hand": "-sum(share * log2(share))",
        "precise": "precision_score(C)",
        "found": "recall_score(C)",
        "average": "macro_f1(C)",
        "shared": "mutual_information(T, base=2)",
        "far": "euclidean_distance(x, y)",
        "pooled": "max_pool2d(image, 2, 1)",
        "map": "conv2d(image, M)",
        "rows": "sum(M, axis=1)",
        "ways": "binomial(n, k)",
    },
)  # fmt: skip

ROWS = [
    ("variance", "var(x)", "one_more", "dividing by n, not by one less"),
    ("variance", "sample_std(x)", "other_function",
     "with sample std in place of sample variance"),
    ("spread", "std(x)", "one_more", "dividing by n, not by one less"),
    ("spread", "sample_variance(x)", "other_function",
     "with sample variance in place of sample std"),
    ("whole", "sample_variance(x)", "one_less", "dividing by one less than n"),
    ("cov", "covariance(x, y)", "one_more", "dividing by n, not by one less"),
    ("middle", "mean(x)", "other_function", "with mean in place of median"),
    ("density", "normal_cdf(z, mu, sd)", "other_function",
     "with normal cdf in place of normal pdf"),
    ("below", "normal_pdf(z)", None, None),
    ("below", "1 - normal_cdf(z)", None, None),  # by symmetry also that of -z
    ("above", "t_cdf(z, df)", "other_tail", "with the probability on the other side"),
    ("above", "1 - normal_cdf(z)", "other_function", "with normal cdf in place of t cdf"),
    ("critical", "normal_quantile(0.975)", "other_function",
     "with normal quantile in place of t quantile"),
    ("exactly", "binomial_cdf(k, n, p)", "other_function",
     "with binomial cdf in place of binomial pmf"),
    ("at_most", "binomial_pmf(k, n, p)", "other_function",
     "with binomial pmf in place of binomial cdf"),
    ("at_most", "binomial_cdf(k - 1, n, p)", "other_bound",
     "with the sum one place too long or too short"),
    ("at_most", "1 - binomial_cdf(k, n, p)", "other_tail",
     "with the probability on the other side"),
    ("H", "entropy(share)", "log_base", "with the natural logarithm in place of that to base 2"),
    ("H", "entropy(share, base=10)", "log_base",
     "with the logarithm to base 10 in place of that to base 2"),
    ("nats", "entropy(share, base=2)", "log_base",
     "with the logarithm to base 2 in place of the natural one"),
    ("by_hand", "-sum(share * log(share))", "log_base",
     "with the natural logarithm in place of that to base 2"),
    ("precise", "recall_score(C)", "other_function",
     "with recall score in place of precision score"),
    ("found", "specificity_score(C)", "other_function",
     "with specificity score in place of recall score"),
    ("average", "accuracy_score(C)", "other_function",
     "with accuracy score in place of macro f1"),
    ("shared", "joint_entropy(T, base=2)", "other_function",
     "with joint entropy in place of mutual information"),
    ("far", "manhattan_distance(x, y)", "other_function",
     "with manhattan distance in place of euclidean distance"),
    ("pooled", "avg_pool2d(image, 2, 1)", "other_function",
     "with avg pool2d in place of max pool2d"),
    ("map", "convolve2d(image, M)", "other_function", "with convolve2d in place of conv2d"),
    ("rows", "sum(M, axis=0)", "other_axis", "with a sum along the other axis"),
    ("ways", "permutations(n, k)", "other_function",
     "with permutations in place of binomial"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "wrong", "kind", "words"), ROWS)
def test_a_function_of_kin_is_named(step, wrong, kind, words):
    """Each wrong formula's value, written with five figures, is told by its slip."""
    found = SAMPLE.slip(step, SAMPLE.wrong(wrong), figures=5)
    assert found is not None
    if kind is not None:
        assert found.kind == kind
        assert found.words.split(":")[0] == f"this is what you get {words}"


def test_every_function_of_kin_is_one():
    """A name that is no function would never be tried, and nobody would notice."""
    named = {name for group in _KIN for name in group} | {*_SAMPLED, *_SAMPLED.values(), *_BASES}
    known = {*FUNCTIONS, *(f"{COMPLEX}{name}" for name in OF_COMPLEX)}
    assert sorted(named - known) == []
