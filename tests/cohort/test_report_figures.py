"""The figures of a class: counted, not guessed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort import Graded, StepRow
from grader.cohort.report.first_errors import descendants, goes_wrong_first
from grader.cohort.report.highlights import flag, highlights, percent
from grader.cohort.report.layered_graph import WIDEST, layout
from grader.cohort.report.spreads import bar_edges, discrimination_of, spread_of
from grader.cohort.report.two_classes import side_by_side
from grader.model import Verdict
from tests.cohort.quizzes import QUIZ, figures_of, graded_by, row

C, F, P, W = Verdict.CORRECT, Verdict.FOLLOWS, Verdict.PARTIAL, Verdict.INCORRECT


def submission(place: int, *rows: StepRow, trouble: str = "") -> Graded:
    return Graded(name=f"s{place}", results="", steps=rows, trouble=trouble)


SPREADS = [
    ([], (0, 0, 0, 0, 0), 0),
    ([4], (4, 4, 4, 4, 4), 4),
    ([0, 10], (0, 2.5, 5, 7.5, 10), 5),
    ([1, 2, 3, 4, 10], (1, 2, 3, 4, 10), 4),
]


@pytest.mark.parametrize("totals, quartiles, mean", SPREADS)
def test_a_spread_has_its_quartiles_and_its_mean(
    totals: list[float], quartiles: tuple[float, ...], mean: float
) -> None:
    found = spread_of(totals, 10.0)
    assert (found.quartiles, found.mean) == (quartiles, mean)
    assert found.median == quartiles[2]


@given(st.lists(st.floats(0, 80), max_size=30), st.floats(0.5, 500))
def test_every_total_is_in_one_bar(totals: list[float], possible: float) -> None:
    found = spread_of(totals, possible)
    assert sum(found.counts) == len(totals)
    assert len(found.counts) == len(found.edges) - 1 <= 20
    assert found.edges[0] == 0
    assert found.edges[-1] >= max([possible, *totals]) * (1 - 1e-9)


EDGES = [(80, 5, 16), (20, 1, 20), (15, 1, 15), (100, 5, 20), (7, 0.5, 14), (1000, 50, 20)]


@pytest.mark.parametrize("most, width, bars", EDGES)
def test_bars_are_as_wide_as_people_count(most: float, width: float, bars: int) -> None:
    edges = bar_edges(most)
    assert (edges[1], len(edges) - 1) == (pytest.approx(width), bars)


def correlated(credits: list[float], rest: list[float]) -> float | None:
    return discrimination_of(np.array(credits), np.array(credits) * 2 + np.array(rest), 2.0)


def test_a_step_tells_what_the_rest_of_the_points_says() -> None:
    rest = [float(i) for i in range(12)]
    good = [float(i > 5) for i in range(12)]
    assert correlated([i / 11 for i in rest], rest) == pytest.approx(1)
    assert correlated([1 - i / 11 for i in rest], rest) == pytest.approx(-1)
    assert correlated(good, rest) == pytest.approx(np.corrcoef(good, rest)[0, 1])


def test_a_step_tells_nothing_where_nobody_differs_or_few_were_judged() -> None:
    rest = [float(i) for i in range(12)]
    assert correlated([1.0] * 12, rest) is None
    assert correlated([i / 11 for i in rest], [3.0] * 12) is None
    assert correlated([0.0, 1.0] * 4, [0.0] * 8) is None
    assert correlated([0.0, 1.0] * 2 + [np.nan] * 8, rest) is None


FIRST = [
    (row("y"), False),
    (row("y", W), True),
    (row("y", P, slip="sign"), True),
    (row("y", P, slip="too_few_figures"), False),
    (row("y", P, slip="no_unit"), False),
    (row("y", W, rests_on=("x",)), False),
    (row("y", F, rests_on=("x",)), False),
    (row("y", Verdict.MISSING), False),
    (row("y", Verdict.UNREADABLE), False),
]


@pytest.mark.parametrize("mark, expected", FIRST)
def test_it_goes_wrong_first_where_a_wrong_value_rests_on_no_wrong_one(
    mark: StepRow, expected: bool
) -> None:
    assert goes_wrong_first(mark) is expected


def test_what_follows_is_told_of_where_it_first_went_wrong() -> None:
    marks = [
        row("a", W),
        row("b", W),
        row("c", F, rests_on=("a",)),
        row("d", W, rests_on=("c", "b")),
        row("e", F, rests_on=("d", "elsewhere")),
        row("f"),
    ]
    found = {mark.step: roots for mark, roots in descendants(marks)}
    assert found == {"c": {"a"}, "d": {"a", "b"}, "e": {"a", "b"}}


def test_marks_that_rest_on_each_other_end() -> None:
    marks = [row("a", F, rests_on=("b",)), row("b", F, rests_on=("a",))]
    assert {mark.step: roots for mark, roots in descendants(marks)} == {"a": set(), "b": set()}


ANSWERS = [
    {"y": "1", "z": "3", "w": "10"},
    {"y": "2.000", "z": "4.0", "w": "14", "why": "so"},
    {"y": "2.0", "z": "4.0", "w": "99"},
    {"y": "4", "z": "6"},
    {"y": "what?", "z": "3"},
    {},
]


def test_the_figures_of_a_step_are_those_of_its_marks() -> None:
    found = figures_of(graded_by(QUIZ, ANSWERS))
    y, z, w, why = found.steps
    assert y.verdicts == {C: 1, P: 2, W: 1, Verdict.UNREADABLE: 1, Verdict.MISSING: 1}
    assert y.mean == pytest.approx((1 + 0.5 + 0.5) / 6)
    assert (y.first, z.first, w.first) == (3, 0, 0)
    assert y.carried == 4
    assert y.lost == pytest.approx(1)  # w of the third, and not what the fourth left out
    assert [(one.text, one.count, one.example) for one in y.slips] == [
        ("with a factor 2 too many", 2, 2)
    ]
    assert (y.answers[0].text, y.answers[0].count) == ("2.000", 2)
    assert y.found == {"template": 4, "unreadable": 1, "missing": 1}
    assert (why.mean, why.verdicts[Verdict.REVIEW]) == (None, 1)
    assert found.questions[0].edges == (("y", "z"), ("z", "w"), ("y", "w"))


def test_who_was_not_graded_counts_nowhere_but_there() -> None:
    graded = graded_by(QUIZ, ANSWERS[:2])
    with_one_more = [*graded, submission(3, trouble="it took longer than 600 s")]
    alone, found = figures_of(graded), figures_of(with_one_more)
    assert (found.submissions, found.graded, found.not_graded) == (3, 2, 1)
    assert found.spread == alone.spread
    assert found.steps == alone.steps
    assert found.people[-1].trouble == "it took longer than 600 s"


def test_what_is_left_to_people_is_counted_by_why() -> None:
    rows = (
        row("y", Verdict.REVIEW, is_unsure=True),
        row("z", Verdict.UNREADABLE),
        row("w", Verdict.FAULT, read=""),
        row("why", Verdict.REVIEW, points=0.0, read="so"),
    )
    (one,) = figures_of([submission(1, *rows)]).people
    assert (one.texts, one.unsure, one.unreadable, one.faults) == (1, 1, 1, 1)
    assert figures_of([submission(1, row("y"))]).people == ()


FOUND = [
    (row("y"), "template"),
    (row("y", how="by its name"), "sheet"),
    (row("y", how="by its value", is_unsure=True), "unsure"),
    (row("y", Verdict.UNREADABLE), "unreadable"),
    (row("y", Verdict.FAULT, read=""), "unreadable"),
    (row("y", Verdict.REVIEW, read=""), "sheet"),
    (row("y", Verdict.MISSING, read=""), "missing"),
]


@pytest.mark.parametrize("mark, expected", FOUND)
def test_an_answer_was_found_in_one_place(mark: StepRow, expected: str) -> None:
    assert figures_of([submission(1, mark)]).steps[0].found == {expected: 1}


def test_a_class_in_which_those_who_are_good_are_wrong_is_told_of_the_step() -> None:
    def one(place: int, is_good: bool) -> Graded:
        verdicts = (W, C, C) if is_good else (C, W, W)
        worth = {"y": 2.0, "z": 2.0, "w": 1.0}
        rows = [
            row(name, verdict, points=worth[name], earned=worth[name] * (verdict is C))
            for name, verdict in zip(worth, verdicts, strict=True)
        ]
        return submission(place, *rows)

    found = figures_of([one(i, i % 2 == 0) for i in range(1, 21)])
    y = found.steps[0]
    assert y.discrimination == pytest.approx(-1)
    assert flag(y) == "negative"
    said = " ".join(highlights(found))
    assert "Look at 1.y and 1.z: those who earn less there earn more elsewhere" in said
    assert "Most often it first goes wrong in 1.y: for 10 of 20 submissions, 50 %." in said


def test_what_may_be_chance_is_no_reason_to_look() -> None:
    found = figures_of([submission(i, row("y")) for i in range(1, 13)])
    y = replace(found.steps[0], mean=0.5, first=0)
    for told, is_said in ((-0.5, False), (-0.6, True)):
        steps = (replace(y, discrimination=told),)
        one = replace(found, questions=(replace(found.questions[0], steps=steps),))
        assert flag(steps[0]) == "negative"
        assert any("Look at 1.y" in sentence for sentence in highlights(one)) is is_said


def test_a_class_without_anything_to_say_is_left_in_peace() -> None:
    assert list(highlights(figures_of([]))) == []
    right = [submission(i, row("y"), row("z"), row("w")) for i in range(1, 13)]
    assert list(highlights(figures_of(right))) == []
    assert percent(None) == "–"


def test_steps_are_side_by_side_by_their_names_where_rubrics_differ() -> None:
    other = QUIZ.replace("w: {label: w,", "v: {label: v,").replace(
        "label: z, points: 2", "label: z, points: 3"
    )
    here, there = (
        figures_of(graded_by(QUIZ, ANSWERS[:1])),
        figures_of(graded_by(other, ANSWERS), other),
    )
    found = {one.id: one for one in side_by_side(here, there)}
    assert list(found) == ["1.y", "1.z", "1.w", "1.why", "1.v"]
    assert found["1.y"].change == pytest.approx(1 - 2 / 6)
    assert (found["1.y"].is_other, found["1.z"].is_other) == (False, True)
    assert (found["1.w"].there, found["1.v"].here) == (None, None)
    assert found["1.v"].change is None


CHAIN = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    nodes = [f"n{i}" for i in range(draw(st.integers(1, 12)))]
    pairs = [(a, b) for i, a in enumerate(nodes) for b in nodes[i + 1 :]]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    return nodes, edges


@given(graphs())
def test_arrows_point_down_and_no_two_steps_stand_on_each_other(
    graph: tuple[list[str], list[tuple[str, str]]],
) -> None:
    nodes, edges = graph
    plan = layout(nodes, edges)
    assert set(plan.places) == set(nodes)
    for a, b in edges:
        assert plan.places[a][1] < plan.places[b][1]
        way = plan.ways[a, b]
        assert (way[0], way[-1]) == (plan.places[a], plan.places[b])
        assert [layer for _, layer in way] == list(range(way[0][1], way[-1][1] + 1))
    for layer in range(plan.depth):
        beside = sorted(x for x, own in plan.places.values() if own == layer)
        assert len(beside) <= WIDEST
        assert all(b - a >= 1 - 1e-9 for a, b in pairwise(beside))
        assert all(abs(x) + 0.5 <= plan.width / 2 + 1e-9 for x in beside)


def test_an_arrow_passes_beside_the_steps_between() -> None:
    plan = layout(list("abcd"), CHAIN)
    (_, between, _) = plan.ways["a", "c"]
    assert between[1] == 1
    assert abs(between[0] - plan.places["b"][0]) >= 0.6
