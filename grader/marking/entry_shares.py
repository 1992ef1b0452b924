"""What entries earn together where each is not worth the same: tuples, half lines, words."""

import numpy as np

from grader.model import Array


def of_tuples(worth: list[float], width: int) -> tuple[float, float]:
    """The credit of a set of tuples, of which each is right as a whole; one too many costs one."""
    whole = [min(worth[start : start + width]) for start in range(0, len(worth), width)]
    share = sum(value > 0 for value in whole) / len(whole)
    return sum(whole) / len(whole), share


def of_half_line(wanted: Array, worth: list[float]) -> float:
    """The credit of an interval that ends nowhere: the end that is a number earns its share alone,
    infinity only beside it, for half of all who guess have it right."""
    # of an interval too many there is no end that is wanted
    ends = [value for value, end in zip(worth, np.ravel(wanted), strict=False) if np.isfinite(end)]
    return sum(ends) / len(worth)


def membership(wanted: Array, worth: list[float]) -> tuple[float, float]:
    """The credit of a set of words: the share that was found of what belongs, less the share that
    was taken in of what does not.

    So all and nothing earn nothing, and neither does a guess on the whole. Where nothing belongs,
    or all, the whole set counts.
    Source: Youden 1950, sensitivity and specificity together
    """
    right = [value for value, belongs in zip(worth, wanted, strict=True) if belongs]
    others = [value for value, belongs in zip(worth, wanted, strict=True) if not belongs]
    share = sum(worth) / len(worth)
    if not right or not others:
        return float(min(worth)), share
    return max(0.0, sum(right) / len(right) + sum(others) / len(others) - 1), share
