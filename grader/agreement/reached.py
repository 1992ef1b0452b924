"""Is a value reached between two that were met, or does the function jump over it?

Between two values that were met lie all others, unless the function jumps.
"""

import numpy as np
from numpy.typing import NDArray

from grader.agreement.boxes import Probes, moves_to
from grader.model import Array

NEAREST = 4
"""From so many of the values that were met below a range, and above it, a way through is sought."""
MOST_HALVINGS = 50
"""After so many halvings of the way between two values what is left is a jump."""


def reaches(probes: Probes, low: Array, high: Array) -> NDArray[np.bool_]:
    """Whether each result may be in a range, flat, that lies between values which were met.

    A label 4 is none of 3 and 5, and no slope of a ReLU is a half. What lies beyond all that
    was met is left to the bounds, which are estimates there.
    """
    values = np.array(probes.values)
    found = ((values >= low) & (values <= high)).any(axis=0)
    beyond = (high < values.min(axis=0)) | (low > values.max(axis=0))
    found |= beyond | (low > high)
    for place in np.flatnonzero(~found).tolist():
        wanted = place, float(low[place]), float(high[place])
        found[place] = _is_between(probes, *wanted) or _is_elsewhere(probes, *wanted)
    return np.asarray(found)


def _is_between(probes: Probes, place: int, low: float, high: float) -> bool:
    """Whether halving the way from a lower value to a higher one meets a range."""
    results = np.array([value[place] for value in probes.values])
    order = np.argsort(results)
    below = [i for i in order if results[i] < low][-NEAREST:]
    above = [i for i in order if results[i] > high][:NEAREST]
    return any(
        _meets(probes, place, probes.offsets_of(i), probes.offsets_of(j), low, high)
        for i in reversed(below)
        for j in above
    )


def _meets(probes: Probes, place: int, below: Array, above: Array, low: float, high: float) -> bool:
    for _ in range(MOST_HALVINGS):
        middle = (below + above) / 2
        found = probes.seen(moves_to(middle))
        if found is None:
            return False
        if low <= found[place] <= high:
            return True
        if found[place] < low:
            below = middle
        else:
            above = middle
    return False


def _is_elsewhere(probes: Probes, place: int, low: float, high: float) -> bool:
    """The same once more entries have been moved at once."""
    further = probes.spread
    is_met = any(low <= value[place] <= high for value in further.values)
    return is_met or _is_between(further, place, low, high)
