"""Ranges that follow from what a student wrote, beside brute force."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.agreement.followed import (
    Narrowed,
    Range,
    Stated,
    carried,
    followed_range,
    follows,
)
from grader.agreement.tolerance_as_written import Box, Precision, box
from grader.agreement.written_entries import AsWritten, worst
from grader.graph import Graph, evaluate, graph_of, rule_of
from grader.marking import standings
from grader.mathlang.written.written_matrix import WrittenMatrix, parse_matrix
from grader.model import Array, NoValue, Tolerance, Visibility
from grader.ops import sigmoid
from grader.question import Assignment, Question, Step
from grader.review.rounding_habits import Carrying, Habit, student, written_by
from tests.network import NETWORK, drawn

DEFAULT = Precision()
HABITS = [Habit(figures=n) for n in (2, 3, 4)] + [Habit(decimals=n) for n in (3, 4)]


def posed(graph: Graph, parameters: Mapping[str, Array]) -> Question:
    """A question that asks for every step, with no tolerance."""
    steps = [
        Step(
            name=name, label=name, points=1.0, tolerance=Tolerance(), follow_through=1.0,
            visibility=Visibility.VISIBLE,
        )
        for name in graph.order
    ]  # fmt: skip
    solution = evaluate(graph, parameters)
    return Question(
        key="q", title="", graph=graph, parameters=parameters, steps=tuple(steps), solution=solution
    )


def stated(written: WrittenMatrix, precision: Precision = DEFAULT) -> Stated:
    return written.value, box(written, precision)


def asked(assignment: Assignment, key: str) -> Question:
    return next(question for question in assignment.questions if question.key == key)


def ranged(graph: Graph, name: str, answers: Mapping[str, str], **parameters: float) -> Range:
    """The range of a step from answers as they were written."""
    given = {key: stated(parse_matrix(text)) for key, text in answers.items()}
    found = followed_range(graph, {k: np.asarray(v) for k, v in parameters.items()}, given, name)
    assert isinstance(found, Range)
    return found


def one_step(rule: Callable[..., object], *sources: str) -> Graph:
    """A graph in which a step rests on others that have no rule worth knowing."""
    rules = [replace(rule_of(lambda: 0.0), name=source) for source in sources]
    return graph_of([*rules, rule_of(rule)], ["p"])


# -- beside brute force ------------------------------------------------------------------------


def sampled(
    graph: Graph,
    parameters: Mapping[str, Array],
    answers: Mapping[str, Stated],
    name: str,
    random: np.random.Generator,
    draws: int = 24,
    ends: int = 64,
) -> tuple[Array, Array]:
    """Values of a step at uniform draws from the box, and at its corners (some, if many)."""
    size = sum(value.size for value, _ in answers.values())

    def at(place: Array) -> Array | NoValue:
        overrides, start = {}, 0
        for source, (value, bounds) in answers.items():
            part = place[start : start + value.size].reshape(value.shape)
            overrides[source] = bounds.low + (bounds.high - bounds.low) * part
            start += value.size
        return evaluate(graph, parameters, overrides)[name]

    inside = [at(random.random(size)) for _ in range(draws)]
    if 2**size <= ends:
        shares = [np.array(corner, float) for corner in itertools.product((0, 1), repeat=size)]
    else:
        shares = [random.integers(0, 2, size).astype(float) for _ in range(ends)]
    corners = [at(share) for share in shares]
    both = ([v for v in found if not isinstance(v, NoValue)] for found in (inside, corners))
    first, second = map(np.array, both)
    return first, second


def missed_and_ratio(
    graph: Graph,
    parameters: Mapping[str, Array],
    solution: Mapping[str, object],
    habit: Habit,
    random: np.random.Generator,
) -> tuple[int, int, float]:
    """Samples outside of the ranges, samples, and the widest range beside the sampled one."""
    missed = total = 0
    widest = 1.0
    for name in graph.order:
        before = graph.ancestors(name)
        chosen = [s for s in graph.order if s in before and random.random() < 0.6]
        answers = {s: stated(written_by(solution[s], habit)) for s in chosen}
        found = followed_range(graph, parameters, answers, name)
        if isinstance(found, NoValue):
            assert isinstance(
                evaluate(graph, parameters, {s: answers[s][0] for s in chosen})[name], NoValue
            )
            continue
        inside, corners = sampled(graph, parameters, answers, name, random)
        noise = 1e-11 * np.abs(corners).max() + 1e-300
        missed += int(((inside < found.low - noise) | (inside > found.high + noise)).sum())
        total += inside.size
        every = np.concatenate([inside, corners])
        met = every.max(axis=0) - every.min(axis=0)
        ratios = (found.high - found.low)[met > noise] / met[met > noise]
        widest = max([widest, *ratios.ravel().tolist()])
    return missed, total, widest


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.words)
def test_ranges_of_homework_3_hold_the_samples_and_little_more(
    hw3: Assignment, habit: Habit
) -> None:
    random = np.random.default_rng(3)
    for key in ("1b", "2b", "2d"):
        question = asked(hw3, key)
        values = (question.graph, question.parameters, question.solution)
        for _ in range(4):
            missed, total, widest = missed_and_ratio(*values, habit, random)
            assert missed <= 0.001 * total
            assert widest <= 1.5


@pytest.mark.parametrize("outputs", [1, 2])
@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.words)
def test_ranges_of_a_network_hold_the_samples_and_little_more(outputs: int, habit: Habit) -> None:
    random = np.random.default_rng(5)
    counts = np.zeros(2)
    for _ in range(6):
        parameters = drawn(random, outputs)
        solution = evaluate(NETWORK, parameters)
        missed, total, widest = missed_and_ratio(NETWORK, parameters, solution, habit, random)
        counts += missed, total
        assert widest <= 1.5
    assert counts[0] <= 0.001 * counts[1]


def product(A, B):
    return A @ B


def proportions(a):
    return np.exp(a) / np.exp(a).sum()


def distance(A, B):
    return ((A - B[:3, :2].T) ** 2).sum(axis=1)


def ratios(a, b):
    return a * np.log(a * a / b**2)


SEVERAL = [
    (product, {"A": (2, 3), "B": (3, 4)}),
    (proportions, {"a": (6,)}),
    (distance, {"A": (2, 3), "B": (3, 4)}),
    (ratios, {"a": (4, 2), "b": (4, 2)}),
]


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.words)
@pytest.mark.parametrize("rule, shapes", SEVERAL)
def test_ranges_of_many_entries_hold_the_samples_and_little_more(
    rule: Callable[..., object], shapes: Mapping[str, tuple[int, ...]], habit: Habit
) -> None:
    random = np.random.default_rng(7)
    graph = one_step(rule, *shapes)
    answers = {
        source: stated(written_by(random.normal(size=shape), habit))
        for source, shape in shapes.items()
    }
    found = followed_range(graph, {}, answers, rule.__name__)
    assert isinstance(found, Range)
    inside, corners = sampled(graph, {}, answers, rule.__name__, random, draws=200, ends=1000)
    assert ((inside < found.low) | (inside > found.high)).mean() <= 0.001
    every = np.concatenate([inside, corners])
    assert ((every < found.low) | (every > found.high)).mean() <= 0.001
    met = every.max(axis=0) - every.min(axis=0)
    assert ((found.high - found.low) <= 1.5 * met).all()


# -- by hand -----------------------------------------------------------------------------------


def scaled(a, p):
    return p * a


def curved(a):
    return sigmoid(a) * (1 - sigmoid(a))


def squared(a):
    return a**2


def multiplied(a, b):
    return a * b


def logarithm(a):
    return np.log(a)


def parted(a):
    return np.log(a - 0.5395)


BY_HAND = [
    (scaled, {"a": "0.54"}, -0.11 * 0.55, -0.11 * 0.535),
    (scaled, {"a": "0.5400"}, -0.11 * 0.5401, -0.11 * 0.53995),
    (scaled, {"a": "27/50"}, -0.11 * 0.54, -0.11 * 0.54),
    (squared, {"a": "0.00"}, 0.0, 1e-4),
    (squared, {"a": "-0.3"}, 0.295**2, 0.31**2),
    (multiplied, {"a": "0.00", "b": "0.00"}, -1e-4, 1e-4),
    (multiplied, {"a": "0.00", "b": "-2.0"}, -0.021, 0.021),
    (curved, {"a": "0.00"}, float(curved(0.01)), 0.25),
]


@pytest.mark.parametrize("rule, answers, low, high", BY_HAND)
def test_a_range_worked_out_by_hand(
    rule: Callable[..., object], answers: Mapping[str, str], low: float, high: float
) -> None:
    found = ranged(one_step(rule, *answers), rule.__name__, answers, p=-0.11)
    assert found.low == pytest.approx(low, rel=1e-5)
    assert found.high == pytest.approx(high, rel=1e-5)


def test_an_extremum_off_the_centre_is_met() -> None:
    wide = Box(low=np.asarray(-0.5), high=np.asarray(2.0))
    graph = one_step(squared, "a")
    found = followed_range(graph, {}, {"a": (np.asarray(1.0), wide)}, "squared")
    assert isinstance(found, Range)
    assert (found.low, found.high) == (pytest.approx(0, abs=1e-12), pytest.approx(4))


def test_a_rule_without_a_value_for_what_was_written_says_why() -> None:
    answers = {"a": stated(parse_matrix("-0.5"))}
    found = followed_range(one_step(logarithm, "a"), {}, answers, "logarithm")
    assert found == NoValue(reason="logarithm is not a finite number for these values")


def test_the_part_of_a_box_that_has_values_is_used_and_said() -> None:
    found = ranged(one_step(parted, "a"), "parted", {"a": "0.54"})
    assert found.in_part
    assert found.high == pytest.approx(np.log(0.0105), rel=1e-4)
    assert found.low < found.centre == pytest.approx(np.log(0.0005))
    assert not ranged(one_step(squared, "a"), "squared", {"a": "0.54"}).in_part


def test_steps_not_stated_are_computed_from_those_that_were(hw3: Assignment) -> None:
    question = asked(hw3, "2b")
    answers = {"h1": stated(parse_matrix("0.54"))}
    found = followed_range(question.graph, question.parameters, answers, "h2")
    assert isinstance(found, Range)
    ends = [float(sigmoid(-0.11 * h1)) for h1 in (0.55, 0.54, 0.535)]
    assert [found.low, found.centre, found.high] == pytest.approx(ends, rel=1e-6)


def weighted(a, w):
    return (a * w).sum()


@pytest.mark.parametrize("kind", ["even", "one", "steep"])
def test_many_entries_are_estimated_wide_enough_for_independent_roundings(kind: str) -> None:
    random = np.random.default_rng(1)
    size = 100
    weights = {"even": np.ones(size), "one": np.eye(size)[0], "steep": 0.9 ** np.arange(size)}[kind]
    values = random.normal(size=size)
    graph = graph_of([replace(rule_of(lambda: 0.0), name="a"), rule_of(weighted)], ["w"])
    written = written_by(values, Habit(decimals=2))
    answers = {"a": stated(written, Precision(truncation=False))}
    found = followed_range(graph, {"w": weights}, answers, "weighted")
    assert isinstance(found, Range)
    shifts = random.uniform(-0.005, 0.005, (20_000, size)) @ weights
    assert np.mean(np.abs(shifts) > (found.high - found.low) / 2) <= 0.001
    assert found.high - found.low <= 1.5 * 0.01 * np.abs(weights).sum()


# -- what was carried on -----------------------------------------------------------------------


def test_exact_values_stay_exact_whatever_few_digits_they_have(hw3: Assignment) -> None:
    question = asked(hw3, "1b")
    answers = {
        "Y": parse_matrix("[[1.5, 1.1], [1.2, 0]]"),
        "dL_dY": parse_matrix("[[2.1, 0.2], [0.4, 3]]"),
    }
    found = standings(posed(question.graph, question.parameters), answers)
    assert [entry.value for entry in found["dL_dY"]] == ["off", "right", "right", "right"]


CARRIED = [
    # written, followed low and high, true value -> what may have been carried
    ("0.54", 0.5393, 0.5393, 0.5393, 0.5393, 0.54),
    ("0.54", 0.52, 0.5393, 0.5393, 0.535, 0.54),
    ("0.54", 0.52, 0.56, 0.53, 0.535, 0.55),
    ("0.41", 0.5935, 0.5935, 0.5935, 0.405, 0.42),
    ("0.5", 0.4938, 0.4938, 0.4938, 0.4938, 0.5),
    ("0.41", 0.43, 0.43, 0.418, 0.405, 0.42),
    ("0.54", 0.53, 0.536, 0.548, 0.535, 0.548),
]


@pytest.mark.parametrize("text, low, high, true, lowest, highest", CARRIED)
def test_what_may_have_been_carried_on_is_narrowed_by_what_follows(
    text: str, low: float, high: float, true: float, lowest: float, highest: float
) -> None:
    followed = Range(low=np.asarray(low), high=np.asarray(high), centre=np.asarray(low))
    _, found = carried(stated(parse_matrix(text)), followed, np.asarray(true), Tolerance())
    assert found.low == pytest.approx(lowest, rel=1e-6)
    assert found.high == pytest.approx(highest, rel=1e-6)


NEARBY = st.floats(-2, 2).map(lambda value: round(value, 3))


@given(NEARBY, NEARBY, NEARBY, NEARBY, st.sampled_from([0.0, 0.01, 0.5]), st.booleans())
def test_a_single_number_is_carried_on_as_the_only_entry_of_a_vector_is(
    value: float, low: float, width: float, true: float, rtol: float, is_known: bool
) -> None:
    """Without arrays it is quicker, and must be the same to the bit."""
    single = parse_matrix(f"{value}")
    vector = WrittenMatrix(single.value.reshape(1), single.entries)
    ends = low, low + abs(width), low + abs(width) / 2
    found = []
    for written in (single, vector):
        bounds = (np.full(written.value.shape, end) for end in ends)
        followed = Range(**dict(zip(("low", "high", "centre"), bounds, strict=True)))
        solution = np.full(written.value.shape, true) if is_known else NoValue(reason="unknown")
        _, carried_on = carried(stated(written), followed, solution, Tolerance(rtol=rtol))
        found.append((float(carried_on.low.item()), float(carried_on.high.item())))
    assert found[0] == found[1]


def test_an_answer_right_by_its_tolerance_may_rest_on_the_range_itself() -> None:
    followed = Range(low=np.asarray(0.53), high=np.asarray(0.53), centre=np.asarray(0.53))
    answer = stated(parse_matrix("0.540"))
    _, found = carried(answer, followed, np.asarray(0.53), Tolerance(rtol=0.02))
    assert (found.low, found.high) == (0.53, 0.54)


SIDES = [
    ("0.540", 0.53, 0.53, 0.02),  # right by the tolerance alone
    ("0.540", 0.53, 0.53, 0.01),
    ("0.41", 0.43, 0.43, 0.0),
    ("0.54", 0.52, 0.5393, 0.0),
]


@pytest.mark.parametrize("text, low, high, rtol", SIDES)
def test_what_may_have_been_carried_on_is_the_same_below_zero(
    text: str, low: float, high: float, rtol: float
) -> None:
    tolerance = Tolerance(rtol=rtol)
    above = Range(low=np.asarray(low), high=np.asarray(high), centre=np.asarray(low))
    below = Range(low=-above.high, high=-above.low, centre=-above.centre)
    _, one = carried(stated(parse_matrix(text)), above, np.asarray(low), tolerance)
    _, other = carried(stated(parse_matrix(f"-{text}")), below, np.asarray(-low), tolerance)
    assert (other.low, other.high) == (pytest.approx(-one.high), pytest.approx(-one.low))


def test_an_answer_of_another_shape_than_what_follows_is_carried_as_it_was_written() -> None:
    followed = Range(low=np.zeros(2), high=np.ones(2), centre=np.full(2, 0.5))
    value, found = carried(stated(parse_matrix("0.54")), followed, np.zeros(2), Tolerance())
    assert value == 0.54
    assert (found.low, found.high) == (pytest.approx(0.535), pytest.approx(0.55))


# -- students ----------------------------------------------------------------------------------


def verdicts(
    graph: Graph, parameters: Mapping[str, Array], written: Mapping[str, WrittenMatrix]
) -> dict[str, AsWritten]:
    found = standings(posed(graph, parameters), written)
    return {name: worst(entries) for name, entries in found.items()}


def wrong_y(z):
    return sigmoid(-z)


@pytest.mark.parametrize("carries", Carrying)
@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.words)
def test_one_slip_and_faithful_work_after_it_costs_that_step_alone(
    hw3: Assignment, habit: Habit, cut: bool, carries: str
) -> None:
    question = asked(hw3, "2b")
    slip = replace(rule_of(wrong_y), name="y", arguments=("z3",))
    rules = [slip if rule.name == "y" else rule for rule in question.graph.rules.values()]
    mistaken = graph_of(rules, question.parameters)
    written = student(mistaken, question.parameters, habit, cut=cut, carries=carries)
    found = verdicts(question.graph, question.parameters, written)
    assert [name for name, verdict in found.items() if verdict is AsWritten.OFF] == ["y"]


@given(
    st.integers(0, 10_000),
    st.sampled_from(HABITS),
    st.booleans(),
    st.sampled_from(Carrying),
    st.lists(st.booleans(), min_size=1, max_size=9),
)
def test_right_work_is_never_off_however_it_is_rounded(
    seed: int, habit: Habit, cut: bool, carries: str, turns: list[bool]
) -> None:
    parameters = drawn(np.random.default_rng(seed), outputs=1 + seed % 2)
    written = student(NETWORK, parameters, habit, cut=cut, carries=carries, turns=turns)
    found = verdicts(NETWORK, parameters, written)
    assert AsWritten.OFF not in found.values()


@given(st.integers(0, 10_000), st.sampled_from(HABITS))
def test_a_range_holds_its_centre_and_what_it_is_the_centre_of(seed: int, habit: Habit) -> None:
    parameters = drawn(np.random.default_rng(seed), outputs=2)
    solution = evaluate(NETWORK, parameters)
    written = {name: stated(written_by(solution[name], habit)) for name in NETWORK.order}
    values = {name: value for name, (value, _) in written.items()}
    own = evaluate(NETWORK, parameters, values)
    tolerances = dict.fromkeys(NETWORK.order, Tolerance())
    narrowed = Narrowed(NETWORK, parameters, solution, written, tolerances)
    for name in NETWORK.order:
        found = narrowed.range_of(name)
        assert isinstance(found, Range)
        assert (found.low <= found.centre).all()
        assert (found.centre <= found.high).all()
        np.testing.assert_allclose(found.centre, own[name], rtol=1e-12)


def test_what_follows_is_within_the_range_or_the_tolerance_and_of_its_shape() -> None:
    followed = Range(
        low=np.array([1.0, 1.0]), high=np.array([1.2, 1.2]), centre=np.array([1.1] * 2)
    )
    answer = parse_matrix("[1.24, 1.3]")
    assert follows(parse_matrix("1.1"), followed, Tolerance(), DEFAULT) is None
    assert follows(answer, followed, Tolerance(rtol=0.1), DEFAULT) == (AsWritten.RIGHT,) * 2
