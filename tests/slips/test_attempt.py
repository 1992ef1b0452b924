"""When a value explains what was written: within its range, in every entry."""

from types import SimpleNamespace

import numpy as np
import pytest

from grader.slips.attempt import Attempt, Target


def target(value, low, high, **others):
    box = SimpleNamespace(low=np.asarray(low, float), high=np.asarray(high, float))
    return Target(Attempt(value=np.asarray(value, float), box=box, given=[{}], **others))


SINGLE = target(0.54, 0.535, 0.55)
ROW = target([0.54, 2.0], [0.535, 1.95], [0.55, 2.05])
SAME = target([0.54, 0.54], [0.535, 0.535], [0.55, 0.55])
MET = [
    (SINGLE, 0.535, True),
    (SINGLE, 0.55, True),
    (SINGLE, 0.5349, False),
    (SINGLE, 0.5501, False),
    (SINGLE, -0.54, False),
    (SINGLE, [0.54], False),  # another shape
    (ROW, [0.536, 2.04], True),
    (ROW, [0.536, 2.06], False),
    (ROW, [0.52, 2.0], False),
    (ROW, [[0.54, 2.0]], False),
    (ROW, [0.54, 2.0, 2.0], False),
    (SAME, 0.54, True),  # one number that stands in every place
    (SAME, [0.54], True),
    (SAME, 0.56, False),
    (ROW, 0.54, False),
]


@pytest.mark.parametrize(("written", "value", "meets"), MET)
def test_a_value_explains_what_was_written_within_its_range(written, value, meets):
    value = np.float64(value) if np.ndim(value) == 0 else np.asarray(value, float)
    assert written.meets(value) is meets
    assert written.meets(np.asarray(value)) is meets


def test_a_point_has_the_room_that_is_said_and_a_range_has_its_own():
    """An expression says nothing of its precision; float noise never decides."""
    point = target(2.0, 2.0, 2.0, rtol=1e-3)
    assert [point.meets(np.float64(v)) for v in (1.9981, 2.0019, 1.9979, 2.0021)] == [
        True, True, False, False,
    ]  # fmt: skip
    exact = target(2.0, 2.0, 2.0, rtol=0.0)
    assert exact.meets(np.float64(2.0 + 1e-10))
    assert not exact.meets(np.float64(2.0 + 1e-7))


NEAR = [
    (SINGLE, 0.57, 0.05, True),
    (SINGLE, 0.57, 0.02, False),
    (SINGLE, 0.50, 0.08, True),
    (SINGLE, 0.50, 0.05, False),
    (ROW, [0.50, 2.0], 0.02, True),  # of the largest entry
    (ROW, [0.50, 2.0], 0.01, False),
    (ROW, [0.60, 2.0], 0.03, True),
    (ROW, [0.60, 2.0], 0.02, False),
    (ROW, [[0.54, 2.0]], 0.5, False),
]


@pytest.mark.parametrize(("written", "value", "share", "near"), NEAR)
def test_a_value_is_near_where_a_share_of_its_size_would_bring_it_there(
    written, value, share, near
):
    value = np.float64(value) if np.ndim(value) == 0 else np.asarray(value, float)
    assert written.is_near(value, share) is near
    assert written.is_near(np.asarray(value), share) is near


def test_how_far_entries_are_off():
    assert ROW.distance(np.array([0.5, 2.5])) == pytest.approx([0.04, 0.5])
    assert ROW.distance(np.array(0.54)) is None


def test_a_value_is_told_apart_from_what_is_right_by_more_than_was_written():
    """In some entry, and from every value that would be right."""
    right = [np.array([0.54, 2.0])]
    assert not ROW.is_apart(np.array([0.545, 2.05]), right, np.zeros(2))
    assert ROW.is_apart(np.array([0.545, 2.2]), right, np.zeros(2))
    assert not ROW.is_apart(np.array([0.545, 2.2]), right, np.full(2, 0.2))
    assert not ROW.is_apart(np.array([0.545, 2.2]), [*right, np.array([0.54, 2.2])], np.zeros(2))
    assert ROW.is_apart(np.array(3.0), right, np.zeros(()))


def test_what_is_said_widens_what_is_tried_and_never_narrows_it():
    wide = SimpleNamespace(low=np.asarray(0.5), high=np.asarray(0.6))
    assert target(0.54, 0.535, 0.55, said=wide).width == pytest.approx(0.1)
    narrow = SimpleNamespace(low=np.asarray(0.54), high=np.asarray(0.541))
    assert target(0.54, 0.535, 0.55, said=narrow).width == pytest.approx(0.015)
