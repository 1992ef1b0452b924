"""How well a classifier does: confusion matrix, accuracy, precision, recall, F1, AUC.

Each score takes the true labels and the predicted ones, or in place of both a confusion matrix with
the true classes in its rows and the predicted ones in its columns. Labels count from 0; of two
classes 1 is the positive one unless `positive` says another.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    ShapeError,
    array,
    check_size,
    dimensional,
    shaped,
    value,
    whole,
    whole_array,
)

__all__ = (
    "accuracy_score",
    "confusion_matrix",
    "f1_per_class",
    "f1_score",
    "macro_f1",
    "macro_precision",
    "macro_recall",
    "precision_per_class",
    "precision_score",
    "recall_per_class",
    "recall_score",
    "roc_auc",
    "specificity_score",
)

_MAX_CLASSES = 300


def confusion_matrix(target: ArrayLike, prediction: ArrayLike, classes: Any = None) -> Array:
    """How often each true class (row) was predicted as each class (column).

    Shapes: target (n), prediction (n) -> (classes, classes)
    Convention: true classes in the rows; labels count from 0, up to the greatest that occurs unless
        `classes` says how many there are
    Errors: ShapeError for labels that are not whole numbers, or sizes that differ
    """
    return _confusion("confusion_matrix", target, prediction, classes)


def _confusion(name: str, target: ArrayLike, prediction: ArrayLike, classes: Any = None) -> Array:
    target = dimensional(name, "target", target, 1)
    prediction = shaped(name, "prediction", prediction, target.shape)
    greatest = max(float(target.max()), float(prediction.max()), 1.0)
    if classes is None:
        count = int(greatest) + 1 if greatest < _MAX_CLASSES else _MAX_CLASSES
    else:
        count = whole(name, "classes", classes, least=1)
    check_size(name, (count, count))
    found = np.zeros((count, count))
    places = (
        whole_array(name, "labels", target, count),
        whole_array(name, "labels", prediction, count),
    )
    np.add.at(found, places, 1.0)
    return found


def _counts(name: str, target: ArrayLike, prediction: ArrayLike | None) -> Array:
    """The confusion matrix that was given, or that of labels."""
    if prediction is not None:
        return _confusion(name, target, prediction)
    found = array(name, target)
    if found.ndim != 2 or found.shape[0] != found.shape[1]:
        raise ShapeError(
            f"{name}: give the true labels and the predicted ones, or a confusion matrix (k, k); "
            f"here is {found.shape} alone"
        )
    return found


def accuracy_score(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """Share of the predictions that are right.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    Convention: micro-averaged precision, recall and F1 are this as well
    """
    counts = _counts("accuracy_score", target, prediction)
    return _ratio(np.trace(counts), counts.sum())


def precision_score(
    target: ArrayLike, prediction: ArrayLike | None = None, positive: int = 1
) -> Array:
    """Precision TP / (TP + FP): the share of what was predicted positive that is.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    Convention: nan where nothing was predicted positive
    """
    return _of("precision_score", _precisions, target, prediction, positive)


def recall_score(
    target: ArrayLike, prediction: ArrayLike | None = None, positive: int = 1
) -> Array:
    """Recall TP / (TP + FN), or sensitivity: the share of what is positive that was found.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    Convention: nan where nothing is positive
    """
    return _of("recall_score", _recalls, target, prediction, positive)


def specificity_score(
    target: ArrayLike, prediction: ArrayLike | None = None, positive: int = 1
) -> Array:
    """Specificity TN / (TN + FP): the share of what is not positive that was predicted so.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    Convention: nan where all is positive
    """
    return _of("specificity_score", _specificities, target, prediction, positive)


def f1_score(target: ArrayLike, prediction: ArrayLike | None = None, positive: int = 1) -> Array:
    """F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    Convention: nan where nothing is positive and nothing was predicted so
    """
    return _of("f1_score", _f1s, target, prediction, positive)


def precision_per_class(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """Precision of each class, as if it were the positive one.

    Shapes: target (n), prediction (n) -> (k); a confusion matrix (k, k) -> (k)
    """
    return _precisions(_counts("precision_per_class", target, prediction))


def recall_per_class(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """Recall of each class, as if it were the positive one.

    Shapes: target (n), prediction (n) -> (k); a confusion matrix (k, k) -> (k)
    """
    return _recalls(_counts("recall_per_class", target, prediction))


def f1_per_class(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """F1 of each class, as if it were the positive one.

    Shapes: target (n), prediction (n) -> (k); a confusion matrix (k, k) -> (k)
    """
    return _f1s(_counts("f1_per_class", target, prediction))


def macro_precision(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """Macro-averaged precision: the mean of the precisions of the classes.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    """
    return value(np.mean(_precisions(_counts("macro_precision", target, prediction))))


def macro_recall(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """Macro-averaged recall: the mean of the recalls of the classes.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    """
    return value(np.mean(_recalls(_counts("macro_recall", target, prediction))))


def macro_f1(target: ArrayLike, prediction: ArrayLike | None = None) -> Array:
    """Macro-averaged F1: the mean of the F1 of the classes.

    Shapes: target (n), prediction (n) -> (); a confusion matrix (k, k) -> ()
    """
    return value(np.mean(_f1s(_counts("macro_f1", target, prediction))))


def roc_auc(target: ArrayLike, score: ArrayLike) -> Array:
    """Area under the ROC curve: how often a positive one scores higher than one that is not.

    Shapes: target (n), score (n) -> ()
    Convention: target is 1 for the positive ones, else 0; a tie counts half; nan where all are of
        one class
    Errors: ShapeError for sizes that differ, or other labels
    """
    name = "roc_auc"
    score = dimensional(name, "score", score, 1)
    is_positive = whole_array(name, "target", shaped(name, "target", target, score.shape), 2) == 1
    positive, negative = score[is_positive], score[~is_positive]
    if not (positive.size and negative.size):
        return value(np.nan)
    check_size(name, (len(positive), len(negative)))
    gaps = positive[:, None] - negative[None, :]
    return _ratio(np.sum(np.where(np.isnan(gaps), np.nan, (np.sign(gaps) + 1) / 2)), gaps.size)


def _of(
    name: str, scores: Any, target: ArrayLike, prediction: ArrayLike | None, positive: int
) -> Array:
    found = scores(_counts(name, target, prediction))
    place = whole(name, "positive", positive, least=0)
    if place >= len(found):
        raise ShapeError(f"{name}: positive is {place}, but there are {len(found)} classes")
    return value(found[place])


def _precisions(counts: Array) -> Array:
    return _ratio(np.diagonal(counts), counts.sum(axis=0))


def _recalls(counts: Array) -> Array:
    return _ratio(np.diagonal(counts), counts.sum(axis=1))


def _specificities(counts: Array) -> Array:
    negative = counts.sum() - counts.sum(axis=1)
    return _ratio(negative - counts.sum(axis=0) + np.diagonal(counts), negative)


def _f1s(counts: Array) -> Array:
    return _ratio(2 * np.diagonal(counts), counts.sum(axis=0) + counts.sum(axis=1))


def _ratio(a: Any, b: Any) -> Array:
    with np.errstate(all="ignore"):
        return value(np.asarray(a, dtype=np.float64) / b)
