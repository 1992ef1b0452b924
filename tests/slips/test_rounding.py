"""How far a result may move when own values are as rounded as they were written."""

from types import SimpleNamespace

import numpy as np
import pytest
from slip_questions import Question, as_written, box

from grader.mathlang import parse
from grader.slips import neighbourhood
from grader.slips.evaluation import Evaluation
from grader.slips.rounding import MAX_MOVES, Rounding


def span(text, values, figures, kind="sign"):
    """The span of one edit of a rule, with every value rounded to so many figures."""
    near = neighbourhood(parse(text))
    edit = next(edit for edit in near.edits if edit.kind == kind)
    given = {name: np.asarray(value, float) for name, value in values.items()}
    rounding = Rounding(given, {name: box(given[name], figures) for name in given})
    with np.errstate(all="ignore"):
        centre = Evaluation(given).result(near.rule, edit.path, edit.new)
        return centre, rounding.span(near.rule, edit, centre)


@pytest.mark.parametrize("text", ["a b", "a + b", "a - b", "a / b", "a^2 b"])
def test_a_span_holds_what_any_rounding_gives(text):
    """Of values that round to those written, within the first order of their widths."""
    generator = np.random.default_rng(4)
    for _ in range(20):
        full = {"a": generator.uniform(1, 2), "b": generator.uniform(-3, -2)}
        values = {name: as_written(value, 3) for name, value in full.items()}
        _, (low, high) = span(text, values, 3)
        exact, _ = span(text, full, 3)
        room = 0.02 * (high - low)
        assert low - room <= exact <= high + room
        assert high - low < 0.1 * abs(exact) + 0.1


def test_names_that_the_edited_rule_does_not_use_move_nothing():
    centre, (low, high) = span("a b", {"a": 1.2, "b": 3.4, "c": 5.0}, 2)
    again = span("a b", {"a": 1.2, "b": 3.4}, 2)[1]
    assert (low, high) == again
    assert low < centre < high


def test_entries_move_one_by_one():
    """The sum of a vector moves by all of its entries together."""
    one = span("sum(a)", {"a": [1.2]}, 2)[1]
    four = span("sum(a)", {"a": [1.2] * 4}, 2)[1]
    assert four[1] - four[0] == pytest.approx(4 * (one[1] - one[0]))


def test_a_value_that_may_have_none_has_no_span():
    assert span("log(a) b", {"a": 0.04, "b": 2.0}, 2)[1] is not None
    assert span("log(a - 1) b", {"a": 1.04, "b": 2.0}, 2)[1] is None


def test_of_very_many_entries_rounding_is_not_looked_into():
    """Then only what the values give as they are explains an answer."""
    many = {"a": np.full(MAX_MOVES // 2 + 1, 1.2)}
    centre, (low, high) = span("sum(a)", many, 2)
    assert low == high == centre
    few = {"a": np.full(MAX_MOVES // 2, 1.2)}
    centre, (low, high) = span("sum(a)", few, 2)
    assert low < centre < high


def test_a_name_without_a_value_is_left_as_it_is():
    ranges = {"b": SimpleNamespace(low=np.asarray(1.0), high=np.asarray(2.0))}
    assert Rounding({"a": np.asarray(1.0)}, ranges)._moves_of({"a", "b"}) == []


QUESTION = Question({"x": [0.4, 1.3], "t": 0.25}, {"s": "x ⊙ x", "v": "s t + x", "n": "sum(s) t"})


def test_a_slip_is_found_on_own_values_that_were_carried_on_in_full():
    """[0.2, 1.7] was typed for [0.16, 1.69]: what follows was worked out with all figures."""
    own = {"s": ([0.2, 1.7], 2)}
    full = QUESTION.solved({"s": np.array([0.16, 1.69])})
    assert QUESTION.slip("n", -full["n"], 3, own).kind == "sign"
    assert QUESTION.slip("v", full["s"] * 0.25 - full["x"], 3, own).kind == "minus_for_plus"


@pytest.mark.parametrize("size", [0.01, 1.0, 100.0])
def test_small_and_large_own_values_are_rounded_alike(size):
    """What counts is the share of a value, not its size."""
    question = Question({"x": 1.5 * size}, {"h": "0.82 x", "g": "3 h h"})
    own = {"h": (1.2 * size, 2)}
    assert question.slip("g", -3 * (1.23 * size) ** 2, 3, own).kind == "sign"
