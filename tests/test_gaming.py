"""The bots and the honest students of `benchmarks/gaming.py`: filled in, marked and counted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from project import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))

from all_bots import all_bots
from bots import Bot, all_words, constant
from chance import Chance
from degenerate import refused, students
from gaming import RUBRICS, SUBJECTS, TARGET, earned, with_hindsight
from handing_in import Office, filled_in
from trying_bots import trying_bots

from grader.question import Assignment
from grader.rubric.load import load_assignment, read_assignment


@pytest.fixture(scope="module")
def homework() -> Assignment:
    return load_assignment(Path(RUBRICS / "hw3.yaml"))


@pytest.mark.parametrize("name", [s.name for s in students() if not s.slipped])
def test_right_values_that_vanish_lose_nothing(name: str) -> None:
    (student,) = (s for s in students() if s.name == name)
    assert refused(student) == {}


def test_every_bot_without_a_sheet_fills_some_box(homework: Assignment) -> None:
    for bot in all_bots().values():
        is_elsewhere = bot.sheet or bot.family == "choices"  # of which the homework has none
        assert is_elsewhere or filled_in(bot, homework), bot.name


def test_what_a_constant_happens_to_hit_is_counted(homework: Assignment) -> None:
    found = earned(constant("0.25"), Office(homework))
    assert "2a.max 2 (correct)" in found.where
    assert found.share >= 2 / 80


def test_a_copy_that_is_right_is_no_guess(homework: Assignment) -> None:
    bot = all_bots()["every second step right, the others the line above"]
    found = earned(bot, Office(homework))
    assert 0 < found.possible < 40
    assert not any(where.startswith("2a.inf") for where in found.where)  # argmax is 0 as well


def test_a_bot_that_copies_knows_no_value_of_a_box_where_it_wrote_another() -> None:
    assignment = load_assignment(Path(RUBRICS / "examples" / "hidden_markov_model.yaml"))
    bot = all_bots()["every second step right, the others input 0 of the rule"]
    written = filled_in(bot, assignment)["2"]
    assert written["delta_1"] == written["delta_2"] == written["delta_3"] == "[0.64, 0.06]"
    found = earned(bot, Office(assignment))
    assert sum(found.of_kind.values()) <= found.heaviest / 2


ROUTE = """
title: T
questions:
  "1":
    title: Q
    parameters: {x: [2, 5, 3, 1]}
    steps:
      signs:
        points: 1
        answer: sequence
        choices: {"yes": [], "no": []}
        formula: "[0, 1, 1, 0]"
"""


def test_every_filling_of_a_short_list_is_a_guess() -> None:
    assignment = read_assignment(ROUTE, "route.yaml")
    found = all_words(assignment.questions[0].steps[0], (4,), 16)
    assert len(set(found)) == 16
    assert "yes, no, no, yes" in found
    assert all_words(assignment.questions[0].steps[0], (4,), 15) == []
    assert Chance(Office(assignment)).luckiest(200, of_words=True) == 1  # somebody hits it


def test_hindsight_earns_at_least_the_best_kind_of_each(homework: Assignment) -> None:
    bots: list[Bot] = [constant("0.25"), constant("0.001")]
    found = [earned(bot, Office(homework)) for bot in bots]
    chosen = earned(with_hindsight(found, constants_only=True), Office(homework))
    assert chosen.of_kind["number"] >= max(one.of_kind.get("number", 0) for one in found)


@pytest.mark.parametrize(
    "rubric, names",
    [
        ("hw3", ["constants by lot, draw 8", "0.5 and 1 in turn"]),
        ("examples/attention", ["0.5 and 100 in turn"]),
        ("examples/softmax_network", ["constants by lot, draw 4", "constants by lot, draw 8"]),
        (
            "examples/two_layer_network",
            ["constants by lot, draw 36", "0.0 and 0.5 in turn", "100 and 1 in turn"]
            + [
                f"every second step right, the others input {which} of the rule"
                for which in (1, -1)
            ],
        ),
    ],
)
def test_bots_that_know_nothing_of_the_rules_earn_next_to_nothing(
    rubric: str, names: list[str]
) -> None:
    assignment = load_assignment(Path(RUBRICS / f"{rubric}.yaml"))
    for name in names:
        found = earned(all_bots()[name], Office(assignment))
        assert found.share <= TARGET, (name, found.where)


@pytest.mark.parametrize(
    "name",
    [
        "200 numbers of 2 figures under letters",
        "200 numbers of 2 figures under letters with indices",
        "200 numbers of 3 figures in sentences",
        "20 values of 3 figures for every step in one line",
        "givens as steps, 1",
        "a sheet with 0.5 for every step",
    ],
)
@pytest.mark.parametrize("rubric", ["hw3", "examples/softmax_network"])
def test_sheets_that_know_nothing_earn_next_to_nothing(rubric: str, name: str) -> None:
    found = earned(all_bots()[name], Office(load_assignment(Path(RUBRICS / f"{rubric}.yaml"))))
    assert found.share <= TARGET, found.where


GALLERY = [
    ("decision_tree", "1.0 in every box"),
    ("decision_tree", "1 and 0.0 in turn"),
    ("simpson", "0.5 and 1 in turn"),
    ("newton", "0.0 and 1 in turn"),
    ("value_iteration", "a bare 1.00 in every box"),
    ("hidden_markov_model", "a bare 0.7 in every box"),
    ("t_test", "constants by lot, draw 28"),
    ("anova", "constants by lot, draw 8"),
    ("conv_network", "a bare -1 in every box"),
    ("perceptron", "given number 1"),
    ("lines_and_planes", "given number 1"),
    ("lines_and_planes", "every second step right, the others the line above"),
    ("own_numbers", "old weights, 0 elsewhere"),
    ("own_numbers", "givens as steps, 2"),
    ("gan_losses", "200 numbers of 2 figures in rows {}, {}"),
    ("rnn_through_time", "a sheet with 0.0 for every step"),
]


@pytest.mark.parametrize("rubric, name", GALLERY)
def test_bots_earn_next_to_nothing_over_the_examples(rubric: str, name: str) -> None:
    office = Office(load_assignment(Path(RUBRICS / "examples" / f"{rubric}.yaml")))
    found = earned(all_bots()[name], office)
    assert found.possible
    assert found.share <= TARGET, found.where


def test_the_luckiest_of_many_is_luckier_and_a_list_of_two_words_is_soon_hit() -> None:
    chance = Chance(Office(load_assignment(Path(RUBRICS / "examples" / "diagnostic_test.yaml"))))
    one, many = (chance.luckiest(count, of_words=False) for count in (1, 40))
    assert 0 < one < many < 0.5
    assert 0 < chance.luckiest(1, of_words=True) <= 1 / chance.points  # one choice of one point


def test_equal_submissions_are_marked_once() -> None:
    office = Office(load_assignment(Path(RUBRICS / "examples" / "softmax_network.yaml")))
    first, again = (office.handed_in(constant("0.5")) for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))


OTHERS = [
    ("statistics", "1.0 in every box"),
    ("statistics", "the first 2 right, then 1"),
    ("rnn", "the line above, as it is"),
    ("rnn", "its first input, one per cent more"),
    ("conv", "given number 1"),
    ("conv", "0.5 and 1 in turn"),
    ("kmeans", "old weights, 0.001 elsewhere"),
    ("kmeans", "constants by lot, draw 19"),
    ("newton", "2 in every box"),
    ("physics", "0.5 and 1 in turn"),
]


@pytest.mark.parametrize("subject, name", OTHERS)
def test_bots_earn_next_to_nothing_in_other_subjects_too(subject: str, name: str) -> None:
    bots = {bot.name: bot for bot in (*all_bots().values(), *trying_bots())}
    found = earned(bots[name], Office(load_assignment(Path(SUBJECTS / f"{subject}.yaml"))))
    assert found.possible
    assert found.share <= TARGET, found.where


@pytest.mark.parametrize("path", sorted(SUBJECTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bot_that_tries_fills_some_box_of_every_subject(path: Path) -> None:
    assignment = load_assignment(path)
    for bot in trying_bots():
        assert filled_in(bot, assignment), bot.name
