"""A point in words, and what differs there: for students, so never with an expected value."""

import numpy as np
from numpy.typing import NDArray

from grader.mathlang.sampling.drawn_points import Array, Point


def single_numbers(point: Point) -> tuple[tuple[str, float], ...]:
    """The single numbers that were drawn at a point."""
    return tuple((name, float(v)) for name, v in point.drawn.items() if np.ndim(v) == 0)


def at_point(point: Point) -> str:
    """ "at w1 = 0.4, x = -1.2 ", or nothing where there is nothing short to say."""
    single = single_numbers(point)
    if not single or len(single) > 6:
        return ""
    return f"at {', '.join(f'{name} = {value:g}' for name, value in single)} "


def shape_words(value: Array, point: Point) -> str:
    shapes = [f"{name} has {np.shape(v)}" for name, v in point.drawn.items() if np.ndim(v)]
    where = f" where {', '.join(shapes[:4])}" if shapes else ""
    own = f"shape {value.shape}" if value.ndim else "a single number"
    return f"your result is {own}{where}; another shape is needed"


def entry_words(wrong: NDArray[np.bool_]) -> str:
    places = [tuple(int(i) + 1 for i in place) for place in np.argwhere(wrong)[:4]]
    told = ", ".join(str(place[0] if len(place) == 1 else place) for place in places)
    more = " and more" if wrong.sum() > 4 else ""
    return f"entries differ: {told}{more}"
