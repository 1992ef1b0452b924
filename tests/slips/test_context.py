"""Which names may be taken for one another, and which kinds of slips come first."""

import numpy as np
import pytest
from slip_questions import CHAIN, LINE, SOFTMAX, Question, box

from grader.model import Lapse
from grader.slips import context_of, roles_of
from grader.slips.edits import neighbourhood
from grader.slips.kinds_told import Kind
from grader.slips.roles import ALIKE
from grader.slips.rounding import Rounding


def test_a_later_step_is_taken_for_nothing():
    """What rests on a step was not known when the step was worked out."""
    names = CHAIN.near("z2").context.names
    assert names == ("w1", "x", "w2", "w3", "y_hat", "z1", "h1")


OTHERS = [
    (CHAIN, "z3", "w3", ["w1", "w2"]),
    (CHAIN, "z3", "h2", ["x", "h1"]),
    (CHAIN, "dL_dw3", "y_hat", []),
    (SOFTMAX, "dL_dZ", "n", []),
]


@pytest.mark.parametrize(("question", "step", "name", "others"), OTHERS)
def test_names_that_play_the_same_part(question, step, name, others):
    """Another layer's weight, the input of the network for an activation: by place, not by name."""
    found = question.near(step).context.others(name)
    assert [other for other, likeness in found if likeness == ALIKE] == others


def test_what_goes_into_an_activation_is_no_other_layer():
    """h2 for z2 is told as the activation that it is, and so is not told twice."""
    others = dict(CHAIN.near("z3").context.others("h2"))
    assert others.keys().isdisjoint({"z2", "h2"})
    others = dict(CHAIN.near("z3").context.others("z2"))
    assert others.keys() >= {"z1"}
    assert others.keys().isdisjoint({"z2", "h2"})


def test_activations_are_known_by_their_rules():
    """h1 is σ(z1): the pre-activation is known from either side."""
    context = LINE.near("dL_dw1").context
    assert context.pre_activation("h1") == ("sigmoid", "z1")
    assert context.pre_activation("z1") is None
    assert context.activations("z2") == ["h2"]


def test_parts_are_known_where_no_value_is():
    """A question in symbols alone has the same activations and the same other names."""
    context = context_of(
        LINE.graph, "dL_dw1", LINE.rules, roles_of(LINE.rules, LINE.rules), {}, LINE.rules
    )
    with_values = LINE.near("dL_dw1").context
    assert context.pre_activation("h1") == ("sigmoid", "z1")
    for name in LINE.values:
        assert context.others(name) == with_values.others(name)
        assert context.activations(name) == with_values.activations(name)


def test_every_kind_has_a_sentence():
    """No kind is made that cannot be told, and none is told that is never made."""
    questions = (CHAIN, LINE, SOFTMAX)
    made = {edit.kind for q in questions for step in q.rules for edit in q.near(step).edits}
    assert made <= set(Kind)
    assert all(not kind.words.startswith("this") for kind in Kind)


def test_likely_edits_come_first():
    """Of a kind's share each edit has its part: of three factors each has a third."""
    question = Question({"a": 1.42, "b": 1.41, "c": 7.1}, {"p": "a * b^2 * c"})
    near = question.near("p")
    shares = [near.shares[edit] for edit in near.edits]
    assert shares == sorted(shares, reverse=True)
    missing = [near.shares[edit] for edit in near.edits if edit.kind == "missing_factor"]
    assert missing == [Kind("missing_factor").share / 3] * 3
    assert question.slip("p", 14.215, 5).kind == "not_squared"


def test_a_derivative_written_as_a_product_is_one_factor():
    """h2 and 1 - h2 are σ'(z2): neither is forgotten alone as a factor, both as a derivative."""
    edits = CHAIN.near("dL_dw2").edits
    missing = [edit.path for edit in edits if edit.kind == "missing_factor"]
    assert sorted(missing) == [(0,), (1,), (4,)]
    assert [edit.kind for edit in edits].count("missing_derivative") == 1


def test_of_slips_that_two_figures_cannot_tell_apart_none_is_named():
    """Without a it is 14.115, without squaring 14.215: 14 may be either, 14.1 and 14.2 are not."""
    question = Question({"a": 1.42, "b": 1.41, "c": 7.1}, {"p": "a * b^2 * c"})
    assert question.slip("p", 14, 2).kind == Lapse.AMBIGUOUS
    assert question.slip("p", 14.12, 4).place == "a"


def test_slips_of_one_rank_are_not_told_apart_by_guessing():
    """Without a and without c, both 14 with two figures."""
    question = Question({"a": 1.42, "b": 9.9, "c": 1.43}, {"p": "a * b * c"})
    assert question.slip("p", 14, 2).kind == Lapse.AMBIGUOUS
    assert question.slip("p", 14.058, 5).place == "c"


def test_rounding_moves_a_value_both_ways():
    """From 0.54 and -0.11 as written, their product reaches as far as their corners."""
    near = neighbourhood(LINE.rules["z2"])
    values = {"w2": np.asarray(-0.11), "h1": np.asarray(0.54)}
    ranges = {name: box(value, 2) for name, value in values.items()}
    same = next(edit for edit in near.edits if edit.kind == "sign")
    centre = np.float64(0.11 * 0.54)
    low, high = Rounding(values, ranges).span(near.rule, same, centre)
    corners = [
        -w * h
        for w in (ranges["w2"].low, ranges["w2"].high)
        for h in (ranges["h1"].low, ranges["h1"].high)
    ]
    assert low == pytest.approx(min(corners), rel=2e-3)
    assert high == pytest.approx(max(corners), rel=2e-3)
    assert low < centre < high
