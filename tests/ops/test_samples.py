"""Statistics, information, scores of classifiers, distances, order: worked by hand."""

import math

import numpy as np
import pytest

from grader import ops
from grader.errors import GraderError
from grader.ops import FUNCTIONS

nan = math.nan
X = [2, 4, 4, 4, 5, 5, 7, 9]
TRUE = [1, 0, 1, 1, 0, 1, 0, 0, 1, 0]
SAID = [1, 0, 0, 1, 1, 1, 0, 0, 1, 0]
THREE = [[5, 1, 0], [2, 3, 1], [0, 0, 4]]
JOINT = [[1 / 8, 1 / 16, 1 / 32, 1 / 32], [1 / 16, 1 / 8, 1 / 32, 1 / 32],
         [1 / 16, 1 / 16, 1 / 16, 1 / 16], [1 / 4, 0, 0, 0]]  # fmt: skip
PLAY = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0]
WINDY = [0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1]
OUTLOOK = [0, 0, 1, 2, 2, 2, 1, 0, 0, 2, 0, 1, 1, 2]
LABELS = {"playing": PLAY, "windy": WINDY, "outlook": OUTLOOK}


def bits(*shares: float) -> float:
    return -sum(p * math.log2(p) for p in shares if p)


VALUES = [
    # statistics
    ("median", (X,), {}, 4.5),
    ("median", ([[3, 1, 2], [9, 7, 8]],), {"axis": 1}, [2, 8]),
    ("quantile", ([1, 2, 3, 4], 0.25), {}, 1.75),
    ("percentile", ([1, 2, 3, 4], 50), {}, 2.5),
    ("iqr", ([1, 2, 3, 4],), {}, 1.5),
    ("mode", ([3, 1, 3, 1, 2],), {}, 1),
    ("sample_variance", (X,), {}, 32 / 7),
    ("sample_std", (X,), {}, math.sqrt(32 / 7)),
    ("sample_std", ([[1, 3], [2, 8]],), {"axis": 1}, [math.sqrt(2), math.sqrt(18)]),
    ("standard_error", (X,), {}, math.sqrt(32 / 7 / 8)),
    ("standard_error", ([[1, 3], [2, 8]],), {"axis": 1}, [1, 3]),
    ("z_scores", (X,), {}, [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]),
    ("z_scores", ([1, 3], 0, 1), {}, [-1 / math.sqrt(2), 1 / math.sqrt(2)]),
    ("weighted_mean", ([1, 5], [3, 1]), {}, 2),
    ("covariance", ([1, 2, 3], [1, 5, 6]), {}, 5 / 3),
    ("covariance", ([1, 2, 3], [1, 5, 6]), {"ddof": 1}, 2.5),
    ("covariance", ([[1, 2], [3, 6]], 1), {}, [[2, 4], [4, 8]]),
    ("sample_covariance", ([1, 2, 3], [1, 5, 6]), {}, 2.5),
    ("sample_covariance", ([[1, 2], [3, 6]],), {}, [[2, 4], [4, 8]]),
    ("correlation", ([1, 2, 3], [1, 5, 6]), {}, 5 / math.sqrt(28)),
    ("correlation", ([[1, 1], [2, 5], [3, 6]],), {},
     [[1, 5 / math.sqrt(28)], [5 / math.sqrt(28), 1]]),
    ("skewness", ([1, 1, 4],), {}, 1 / math.sqrt(2)),
    ("kurtosis", ([1, 1, 4],), {}, 1.5),
    ("kurtosis", ([[1, -1], [2, 6]],), {"axis": 1}, [1, 1]),
    ("mean_absolute_error", ([1, 5], [2, 2]), {}, 2),
    ("r_squared", ([1, 2, 4], [1, 2, 3]), {}, 0.5),
    # information
    ("entropy", ([0.5, 0.25, 0.25], -1, 2), {}, 1.5),
    ("entropy", ([0.9, 0.1],), {"base": 10}, -0.9 * math.log10(0.9) + 0.1),
    ("cross_entropy", ([0.5, 0.5], [0.25, 0.75]), {"base": 2}, 0.5 * (2 + math.log2(4 / 3))),
    ("kl_divergence", ([1, 0], [0.25, 0.75]), {"base": 2}, 2),
    ("joint_entropy", (JOINT,), {"base": 2}, 27 / 8),
    ("conditional_entropy", (JOINT,), {"base": 2}, 11 / 8),
    ("conditional_entropy", (np.transpose(JOINT),), {"base": 2}, 13 / 8),
    ("mutual_information", (JOINT,), {"base": 2}, 3 / 8),
    ("mutual_information", ([[1, 0], [0, 1]],), {}, math.log(2)),
    ("mutual_information", ([[4, 6], [2, 3]],), {}, 0),
    ("label_entropy", (PLAY,), {"base": 2}, bits(9 / 14, 5 / 14)),
    ("label_shares", (PLAY,), {}, [5 / 14, 9 / 14]),
    ("information_gain", (PLAY, WINDY), {"base": 2},
     bits(9 / 14, 5 / 14) - 8 / 14 * bits(6 / 8, 2 / 8) - 6 / 14),
    ("information_gain", (PLAY, OUTLOOK), {"base": 2},
     bits(9 / 14, 5 / 14) - 10 / 14 * bits(2 / 5, 3 / 5)),
    ("mutual_information", ([[2, 3], [4, 0], [3, 2]],), {"base": 2},
     bits(9 / 14, 5 / 14) - 10 / 14 * bits(2 / 5, 3 / 5)),
    ("gini_impurity", ([0.5, 0.5],), {}, 0.5),
    ("gini_impurity", ([[9, 5], [4, 0]],), {}, [1 - 106 / 196, 0]),
    ("gini_gain", (PLAY, WINDY), {}, 1 - 106 / 196 - 8 / 14 * 3 / 8 - 6 / 14 / 2),
    ("contingency_table", (WINDY, PLAY), {}, [[2, 6], [3, 3]]),
    # classification
    ("confusion_matrix", (TRUE, SAID), {}, [[4, 1], [1, 4]]),
    ("confusion_matrix", ([0, 2], [0, 1]), {}, [[1, 0, 0], [0, 0, 0], [0, 1, 0]]),
    ("confusion_matrix", ([0], [0], 3), {}, [[1, 0, 0], [0, 0, 0], [0, 0, 0]]),
    ("accuracy_score", (TRUE, SAID), {}, 0.8),
    ("accuracy_score", (THREE,), {}, 0.75),
    ("precision_score", ([[50, 10], [5, 35]],), {}, 35 / 45),
    ("recall_score", ([[50, 10], [5, 35]],), {}, 35 / 40),
    ("specificity_score", ([[50, 10], [5, 35]],), {}, 50 / 60),
    ("f1_score", ([[50, 10], [5, 35]],), {}, 70 / 85),
    ("precision_score", (THREE,), {"positive": 0}, 5 / 7),
    ("precision_score", ([0, 1], [0, 0]), {}, nan),
    ("precision_per_class", (THREE,), {}, [5 / 7, 3 / 4, 4 / 5]),
    ("recall_per_class", (THREE,), {}, [5 / 6, 1 / 2, 1]),
    ("f1_per_class", (THREE,), {}, [10 / 13, 0.6, 8 / 9]),
    ("macro_precision", (THREE,), {}, (5 / 7 + 3 / 4 + 4 / 5) / 3),
    ("macro_recall", (THREE,), {}, (5 / 6 + 1 / 2 + 1) / 3),
    ("macro_f1", (THREE,), {}, (10 / 13 + 0.6 + 8 / 9) / 3),
    ("roc_auc", ([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), {}, 0.75),
    ("roc_auc", ([0, 1], [0.5, 0.5]), {}, 0.5),
    ("roc_auc", ([1, 1], [0.5, 0.6]), {}, nan),
    # distances
    ("euclidean_distance", ([1, 2], [4, 6]), {}, 5),
    ("euclidean_distance", ([[1, 2], [4, 6]], [4, 6]), {}, [5, 0]),
    ("manhattan_distance", ([1, 2], [4, -2]), {}, 7),
    ("chebyshev_distance", ([1, 2], [4, -2]), {}, 4),
    ("minkowski_distance", ([0, 0], [1, 2], 3), {}, 9 ** (1 / 3)),
    ("hamming_distance", ([1, 0, 1, 1], [1, 1, 1, 0]), {}, 2),
    ("mahalanobis_distance", ([2, 3], [0, 0], [[4, 0], [0, 9]]), {}, math.sqrt(2)),
    ("mahalanobis_distance", ([1, 0], [0, 0], [[2, 1], [1, 2]]), {}, math.sqrt(2 / 3)),
    ("cosine_distance", ([1, 0], [1, 1]), {}, 1 - 1 / math.sqrt(2)),
    ("jaccard_similarity", ([1, 1, 0, 1], [1, 0, 0, 1]), {}, 2 / 3),
    ("jaccard_distance", ([1, 1, 0, 1], [1, 0, 0, 1]), {}, 1 / 3),
    ("edit_distance", ([11, 9, 20, 20, 5, 14], [19, 9, 20, 20, 9, 14, 7]), {}, 3),
    # order
    ("argsort", ([3, 1, 2],), {}, [1, 2, 0]),
    ("argsort", ([3, 1, 3],), {"descending": 1}, [0, 2, 1]),
    ("argsort", ([[3, 1], [1, 2]],), {"axis": 0}, [[1, 0], [0, 1]]),
    ("ranks", ([10, 20, 10, 5],), {}, [2.5, 4, 2.5, 1]),
    ("top_k", ([3, 9, 4], 2), {}, [9, 4]),
    ("top_k_positions", ([3, 9, 9, 4], 2), {}, [1, 2]),
    ("unique", ([3, 1, 3],), {}, [1, 3]),
    ("unique_counts", ([3, 1, 3],), {}, [1, 2]),
    ("count_labels", ([2, 0, 2], 4), {}, [1, 0, 2, 0]),
    ("count_nonzero", ([[1, 0], [2, 3]],), {}, 3),
    ("count_nonzero", ([[1, 0], [2, 3]],), {"axis": 0}, [2, 1]),
    ("nonzero_positions", ([0, 1, 0, 1],), {}, [1, 3]),
    ("cummax", ([1, 3, 2],), {}, [1, 3, 3]),
    ("cummin", ([[3, 1], [2, 2]],), {"axis": 0}, [[3, 1], [2, 1]]),
    ("diff", ([1, 4, 2],), {}, [3, -2]),
]  # fmt: skip


@pytest.mark.parametrize("name, args, options, expected", VALUES)
def test_the_value_is_the_one_worked_by_hand(name, args, options, expected) -> None:
    found = FUNCTIONS[name](*args, **options)
    assert found.dtype == np.float64
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected, rtol=1e-13, atol=1e-15, equal_nan=True)


MESSAGES = [
    ("quantile", ([1, 2], 50), {}, "q is 50; from 0 to 1 was expected"),
    ("percentile", ([1, 2], 101), {}, "q is 101; from 0 to 100 was expected"),
    ("sample_variance", ([1],), {}, "1 - ddof = 0 leaves nothing to divide by"),
    ("covariance", ([1, 2], [1, 2, 3]), {}, "y has shape (3,); (2,) was expected"),
    ("entropy", ([0.5, 0.5], -1, 1), {}, "base is 2, 10 or e, not 1"),
    ("information_gain", ([1, 0], [1, 0, 1]), {}, "2 labels and 3 groups: one for each"),
    ("precision_score", (TRUE,), {},
     "give the true labels and the predicted ones, or a confusion matrix (k, k); here is (10,) "
     "alone"),
    ("recall_score", (TRUE, SAID, 2), {}, "positive is 2, but there are 2 classes"),
    ("confusion_matrix", ([0.5, 1], [0, 1]), {},
     "labels must be whole numbers from 0 to 1; one is 0.5"),
    ("euclidean_distance", ([1, 2], [1, 2, 3]), {}, "(2,) and (3,) differ; entries must match"),
    ("minkowski_distance", ([1], [2], 0), {}, "p is 0; a number above 0 was expected"),
    ("jaccard_similarity", ([1, 2], [0, 1]), {},
     "a set is a vector of 0 and 1 here, one place for each thing"),
    ("mahalanobis_distance", ([1, 2], [0, 0], [[1, 1], [1, 1]]), {},
     "the matrix is singular, it has no inverse"),
    ("edit_distance", (np.ones(400), np.ones(400)), {},
     "arrays of these sizes are too large to compute"),
    ("top_k", ([1, 2], 3), {}, "k is 3, but there are 2 entries"),
    ("nonzero_positions", ([0, 0],), {}, "the condition holds nowhere"),
    ("diff", ([1],), {}, "a single entry has none before it"),
]  # fmt: skip


@pytest.mark.parametrize("name, args, options, told", MESSAGES)
def test_what_does_not_fit_is_told_in_words(name, args, options, told) -> None:
    with pytest.raises(GraderError) as refused:
        FUNCTIONS[name](*args, **options)
    assert str(refused.value) == f"{name}: {told}"


@pytest.mark.parametrize("score", ["accuracy_score", "precision_score", "recall_score", "f1_score",
    "specificity_score", "f1_per_class", "macro_f1"])  # fmt: skip
def test_a_score_is_the_same_from_labels_and_from_their_confusion_matrix(score) -> None:
    counts = ops.confusion_matrix(TRUE, SAID)
    assert np.array_equal(FUNCTIONS[score](TRUE, SAID), FUNCTIONS[score](counts))


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("groups", LABELS)
def test_information_is_shared_both_ways_and_never_more_than_either_has(labels, groups) -> None:
    a, b = LABELS[labels], LABELS[groups]
    gain = ops.information_gain(a, b)
    assert math.isclose(gain, ops.information_gain(b, a))
    assert math.isclose(gain, ops.mutual_information(ops.contingency_table(a, b)))
    assert 0 <= gain <= min(ops.label_entropy(a), ops.label_entropy(b)) + 1e-15
