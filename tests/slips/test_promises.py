"""What is promised of every slip that is found, and of every answer that has none."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slip_questions import BIASED, CHAIN, LAYER, LINE, SOFTMAX, Question, as_written, box, unit

from grader.mathlang import evaluate, parse
from grader.model import Lapse
from grader.slips import (
    Attempt,
    Context,
    formula_slip,
    misconceptions_of,
    neighbourhood,
    possible_slips,
    slip_of,
)
from grader.slips.edit import replaced
from grader.slips.edits import MAX_EDITS
from grader.slips.shared_evaluation import Evaluation

QUESTIONS = {"chain": CHAIN, "line": LINE, "layer": LAYER, "biased": BIASED, "softmax": SOFTMAX}
STEPS = [(question, step) for question in QUESTIONS.values() for step in question.rules]
NEAR = {(id(question), step): question.near(step) for question, step in STEPS}
ANY_STEP = st.sampled_from(STEPS)


def found(question, step, attempt):
    return slip_of(NEAR[id(question), step], attempt)


@given(ANY_STEP, st.integers(2, 7), st.booleans())
def test_the_right_value_never_has_a_slip(at, figures, truncated):
    """However many figures are written, rounded or truncated."""
    question, step = at
    value = question.values[step]
    if truncated:
        size = unit(value, figures)
        value = np.trunc(value / size + 1e-9 * np.sign(value)) * size
    assert found(question, step, question.attempt(step, value, figures)) is None


@given(st.integers(2, 5), st.data())
def test_faithful_work_with_rounded_values_has_no_slip(figures, data):
    """Every step computed from rounded earlier ones, all of them stated."""
    question, step = data.draw(ANY_STEP)
    values, own = dict(question.parameters), {}
    for name in question.graph.order:
        values[name] = as_written(evaluate(question.rules[name], values), figures)
        own[name] = (values[name], figures)
    before = {name: own[name] for name in own if name in question.graph.ancestors(step)}
    assert found(question, step, question.attempt(step, values[step], figures, before)) is None


def test_chance_is_seldom_given_a_name():
    """Random wrong values with four figures are named in at most 3 % of cases."""
    generator = np.random.default_rng(11)
    single = [(q, step) for q, step in STEPS if q.values[step].ndim == 0]
    named = tried = 0
    for question, step in single:
        for _ in range(60):
            factor = generator.choice([-1, 1]) * np.exp(generator.normal())
            attempt = question.attempt(step, question.values[step] * factor, 4)
            slip = found(question, step, attempt)
            named += slip is not None and slip.kind != Lapse.AMBIGUOUS
            tried += 1
    assert tried >= 1000
    assert named <= 0.03 * tried


def test_nearly_every_slip_that_can_be_told_is_told():
    """Each possible slip, its value written with four figures, is named as that slip."""
    told = tried = 0
    for question, step in STEPS:
        near = NEAR[id(question), step]
        for slip, value in possible_slips(near, question.values):
            again = found(question, step, question.attempt(step, value, 4))
            told += again is not None and again.words == slip.words
            tried += 1
    assert tried > 450
    assert told >= 0.95 * tried


@given(ANY_STEP)
def test_the_words_hold_no_value(at):
    """No value of a step stands in what is said, whatever the slip."""
    question, step = at
    for slip, _ in possible_slips(NEAR[id(question), step], question.values):
        assert not any(letter == "." for letter in slip.words)
        assert len(slip.words) < 120
        assert slip.words.startswith("this is what you get ")


@given(ANY_STEP, st.data())
def test_an_edited_rule_is_evaluated_as_the_language_does(at, data):
    """The shared evaluation gives what the whole edited formula gives."""
    question, step = at
    near = NEAR[id(question), step]
    edit = data.draw(st.sampled_from(near.edits))
    with np.errstate(all="ignore"):
        value = Evaluation(question.values).result(near.rule, edit.path, edit.new)
    if value is not None:
        whole = replaced(near.rule, edit.path, edit.new)
        assert np.allclose(value, evaluate(whole, question.values), rtol=1e-9, atol=1e-12)


def test_the_neighbours_are_few():
    """A long rule has no more neighbours than can be tried quickly."""
    names = " * ".join(f"(a{i} - b{i}) * c{i}" for i in range(40))
    assert len(neighbourhood(parse(names)).edits) == MAX_EDITS
    assert sum(len(near.edits) for near in NEAR.values()) <= 35 * len(NEAR)


TIES = Question({"a": 3, "b": 3, "c": 10}, {"p": "a * b * c", "q": "a + 1", "r": "b * c"})


def test_of_two_slips_with_the_same_value_neither_is_named():
    """Without a and without b are both 30; without c is a decimal point moved."""
    slip = TIES.slip("p", 30)
    assert slip.kind == Lapse.AMBIGUOUS
    assert slip.words == "this is what you get without one of the factors"
    assert TIES.slip("r", 3).words == "more than one slip gives this value"


def test_a_factor_used_rightly_elsewhere_is_not_the_one_that_is_missing():
    """Who has a in q did not forget it in p."""
    assert TIES.slip("p", 30, sound=["q"]).place == "b"


def test_two_spellings_of_one_slip_are_one():
    """Half of it and without the factor 2 are the same; the one that says more is told."""
    assert LAYER.slip("dL_dY", LAYER.values["dL_dY"] / 2).place == "2"


WRITTEN = [
    ("Y", [[1.1, 1.5], [1.2, 0]], "entries_swapped", "row 1, column 1 and row 1, column 2"),
    ("Y", [[1.5, 1.2], [1.1, 0]], "transposed", ""),
    ("Y", [[1.5, -1.1], [1.2, 0]], "entry_sign", "row 1, column 2"),
    ("Y", [[1.5, 11], [1.2, 0]], "entry_decimal_point", "row 1, column 2"),
    ("Y", [[0.015, 1.1], [1.2, 0]], "entry_decimal_point", "row 1, column 1"),
    ("Y", [[1.5, 1.7], [1.2, 0]], None, ""),
    ("Y", [[1.5, 1.1], [1.2, 10]], None, ""),  # nothing has no decimal point and no sign
]


@pytest.mark.parametrize(("step", "answer", "kind", "place"), WRITTEN)
def test_slips_of_writing_down(step, answer, kind, place):
    """Entries exchanged or with the other sign; a transposed matrix is just that."""
    slip = LAYER.slip(step, answer)
    assert (slip and slip.kind) == kind
    assert slip is None or slip.place == place


def test_of_one_entry_alone_the_pen_is_told():
    """With three figures and the other entries right: a lost sign, hardly an accident there."""
    right = np.array([[1.1, -0.7, 2.3], [0.4, 1.9, -3.1], [0.8, 0.3, 1.2]])
    question = Question({"A": right}, {"B": "A + 0"})
    for factor, kind in ((-1, "entry_sign"), (10, "entry_decimal_point")):
        answer = right.copy()
        answer[1, 1] *= factor
        slip = question.slip("B", answer, 3)
        assert slip is not None
        assert (slip.kind, slip.place) == (kind, "row 2, column 2")
        assert "row 2, column 2" in slip.words


def test_two_digits_exchanged():
    """0.5935 written as 0.5395 or 0.9535, 0.59 as 0.95; two figures alike cannot be exchanged."""
    assert CHAIN.slip("y", 0.5395).kind == "digits_swapped"
    assert CHAIN.slip("y", 0.9535).kind == "digits_swapped"
    assert CHAIN.slip("y", 0.95, 2).kind == "digits_swapped"
    assert CHAIN.slip("y", 0.55, 2) is None


def test_a_slip_of_another_shape_is_found():
    """A forgotten transpose where the shapes still fit otherwise."""
    question = Question(
        {"G": [[1, 2, 3]], "X": [[1.0], [2.0], [4.0]]}, {"D": "X @ G", "E": "(X @ G) @ X"}
    )
    assert question.slip("D", [[17.0]]).kind == "other_order"
    assert question.slip("D", question.values["D"].T).kind == "transposed"


MISCONCEPTIONS = [("half", parse("(y - y_hat)^2 / 2")), ("absolute", parse("abs(y - y_hat)"))]


def test_known_wrong_formulas_are_tried_the_same_way():
    """A rubric's misconception explains an answer within what was written, and only then."""
    rule = LINE.rules["loss"]
    half = LINE.attempt("loss", LINE.values["loss"] / 2, 5)
    assert misconceptions_of(rule, half, MISCONCEPTIONS) == ("half",)
    right = LINE.attempt("loss", LINE.values["loss"], 5)
    assert misconceptions_of(rule, right, [("same", rule)]) == ()
    own = LINE.attempt("loss", 127.0, 3, {"y": (1.0, 2)})
    assert misconceptions_of(rule, own, MISCONCEPTIONS) == ("absolute",)


def test_own_values_are_taken_within_their_rounding():
    """0.2391 = 0.4916 * 0.4864 where more figures than those written were carried on.

    Of an h that may be anything from 0.55 to 0.7 nearly every value comes: it is not named.
    """
    question = Question({"d": 0.4}, {"h": "sigmoid(d)", "g": "h * d * h"})
    stated = {"h": (0.6, 1)}
    carried = question.values["h"] * 0.4
    assert question.slip("g", carried, 3, stated).kind == "missing_factor"
    assert question.slip("g", 0.2412, 4, stated).kind == Lapse.AMBIGUOUS


def test_a_value_without_a_written_precision_has_a_little_room():
    """An expression such as 1/3 stands for a point."""
    near = NEAR[id(LINE), "dL_dw3"]
    answer = np.asarray(2 * (0.378 - 128))
    point = SimpleNamespace(low=answer, high=answer)
    given_values = [LINE.values]
    assert slip_of(near, Attempt(value=answer, box=point, given=given_values)).place == "h2"
    strict = Attempt(value=answer, box=point, given=given_values, rtol=1e-9)
    assert slip_of(near, strict) is None


def test_a_rule_that_does_not_give_what_is_expected_explains_nothing():
    """The formula read from a solver is trusted only where it gives the solver's value."""
    near = NEAR[id(LINE), "dL_dw3"]
    answer = np.asarray(-255.24)
    wrong = Attempt(value=answer, box=box(answer, 5), given=[LINE.values], expected=1.0)
    assert slip_of(near, wrong) is None


def test_a_rule_without_a_value_explains_nothing():
    """Neither do missing names, clashing shapes or own values outside the domain."""
    near = neighbourhood(parse("log(y) * q"), Context())
    answer = np.asarray(3.0)
    for values in ({"y": -1.0, "q": 1.0}, {"y": 2.0}, {"y": [1.0, 2.0], "q": [1.0, 2.0, 3.0]}):
        attempt = Attempt(value=answer, box=box(answer, 2), given=[values])
        assert slip_of(near, attempt) is None


def test_a_rule_in_index_notation():
    """Sums over indices have neighbours, too."""
    question = Question(
        {"G": [[1.0, 2], [3, 5]], "X": [[2.0, 7], [1, 4]]},
        {"D": r"\sum_k G_{ik} X_{jk}", "E": r"2 \sum_k G_{ik} X_{jk}"},
    )
    assert question.slip("D", -question.values["D"]).kind == "sign"
    assert question.slip("E", question.values["D"]).place == "2"


def test_a_long_part_is_not_written_out():
    """Nobody reads half a rule in a sentence."""
    sides = ("a * b + b * c + c * a + a * a * b", "a * a * c + b * b * a + 2 * c * b * b * b")
    question = Question({"a": 1.3, "b": 2.7, "c": 3.1}, {"p": f"({sides[0]}) * ({sides[1]})"})
    slip = question.slip("p", question.wrong(sides[0]))
    assert slip.words == "this is what you get without one of the factors"


def test_strictly_only_slips_of_the_rule_from_values_as_they_are_count():
    """Where a tolerance would let an answer pass, neither the pen nor rounding takes it away."""
    near = NEAR[id(CHAIN), "y"]
    for answer, own, kind in (
        (CHAIN.values["y"], None, None),
        (0.5395, None, None),  # two digits exchanged
        (CHAIN.wrong("sigmoid(-z3)"), None, "inner_sign"),
    ):
        found_slip = slip_of(near, CHAIN.attempt("y", answer, 4, own), strictly=True)
        assert (found_slip and found_slip.kind) == kind
    question = Question({"d": 0.4}, {"h": "sigmoid(d)", "g": "h * d * h"})
    attempt = question.attempt("g", 0.2412, 4, {"h": (0.6, 1)})
    assert slip_of(question.near("g"), attempt) is not None
    assert slip_of(question.near("g"), attempt, strictly=True) is None
    half = [("half", parse("h * d"))]
    assert misconceptions_of(question.rules["g"], attempt, half) == ("half",)
    assert misconceptions_of(question.rules["g"], attempt, half, strictly=True) == ()


SYMMETRIC = Question(
    {"A": [[2.0, 1.0], [1.0, 3.0]], "B": [[1.0, 2.0], [2.0, 5.0]], "k": 1.0, "o": 0.0},
    {"C": "k A", "D": "A + B", "E": "A + o"},
)


def test_what_gives_the_right_value_is_no_slip_that_could_be_recognised():
    """A symmetric matrix turned over, a factor 1 forgotten, nothing added."""
    for step, never in (("C", {"transposed", "missing_factor"}), ("D", {"transposed"}),
                        ("E", {"transposed", "missing_term"})):  # fmt: skip
        listed = possible_slips(SYMMETRIC.near(step), SYMMETRIC.values)
        assert listed
        assert not never & {slip.kind for slip, _ in listed if slip.place in ("", "k", "o")}
        for _, value in listed:
            assert not np.allclose(value, SYMMETRIC.values[step], rtol=1e-9)


def test_no_two_slips_that_are_listed_are_one_function():
    """`without the factor 2` and `half of it` stand in one line."""
    words = [slip.words for slip, _ in possible_slips(NEAR[id(LAYER), "dL_dY"], LAYER.values)]
    assert "this is what you get without the factor 2" in words
    assert "this is what you get with a factor 2 missing" not in words


def test_a_formula_of_matrices_has_its_slip():
    """Agreement everywhere, entry by entry; a zero is explained by nothing."""
    generator = np.random.default_rng(5)
    points = [
        {name: generator.normal(size=np.shape(value)) for name, value in LAYER.values.items()}
        for _ in range(3)
    ]
    for text, kind in (
        ("dL_dY X", "missing_transpose"),
        ("X^T dL_dY", "other_order"),
        ("-dL_dY X^T", "sign"),
        ("dL_dY X^T", None),
        ("dL_dY X^T X", None),
        ("0 dL_dY X^T", None),
        ("dL_dY X^T / 0.999", None),
    ):
        slip = formula_slip(NEAR[id(LAYER), "dL_dW"], parse(text), points)
        assert (slip and slip.kind) == kind, text


def test_divided_in_place_of_multiplied_is_not_told_the_other_way_round():
    """`multiplied by b instead of divided` is said only where the rule divides by b."""
    question = Question({"a": 1.7, "b": 0.43, "c": 2.9}, {"p": "a b", "q": "a / b c"})
    assert question.slip("p", question.wrong("a / b")) is None
    slip = question.slip("q", question.wrong("a b c"))
    assert (slip.kind, slip.place) == ("times_for_divided", "b")


def test_neither_a_zero_nor_another_spelling_of_the_rule_has_a_slip():
    """`a - a` is what is left of many slips; a sum with its transpose is the same turned over."""
    question = Question(
        {"a": 1.7, "b": 0.4, "A": [[1.0, 2.0], [4.0, 8.0]]}, {"d": "a - b", "S": "A + A^T"}
    )
    generator = np.random.default_rng(9)
    points = [
        {name: generator.normal(size=np.shape(value)) for name, value in question.values.items()}
        for _ in range(3)
    ]
    for step, text in (("d", "0"), ("d", "a - a"), ("d", "-b + a"), ("S", "A^T + A")):
        assert formula_slip(question.near(step), parse(text), points) is None
    assert formula_slip(question.near("d"), parse("b - a"), points).kind == "sign"


def test_one_less_is_said_of_whole_numbers_alone():
    """A number of samples, and nothing that happens to divide."""
    question = Question(
        {"q": 0.83, "n": 5, "w": 1.43, "p": 1.0},
        {"mean": "q / n", "share": "q / w", "unit": "q / p", "third": "q / 3", "half": "q / 2"},
    )
    found_kinds = {
        step: "one_less" in {slip.kind for slip, _ in possible_slips(near, question.values)}
        for step in question.rules
        for near in [question.near(step)]
    }
    assert found_kinds == {
        "mean": True, "share": False, "unit": False, "third": True, "half": False,
    }  # fmt: skip


def test_slips_that_have_no_value_elsewhere_are_told_apart_as_well():
    """What is compared at other values may have none there; nothing fails."""
    question = Question({"a": 1.05, "b": 1.0, "c": 2.0}, {"p": "c log(a - b) + c^2"})
    listed = possible_slips(question.near("p"), question.values)
    assert {"missing_term", "sign", "log_base", "not_squared"} <= {slip.kind for slip, _ in listed}


def test_a_range_of_entries_has_no_entry_beside_it():
    """A slice stays as it is; its sum has the slips that it has."""
    question = Question({"x": [1.3, 0.4, 2.2, 3.1], "q": 0.83}, {"s": "q sum(x[1:3])"})
    listed = {slip.kind for slip, _ in possible_slips(question.near("s"), question.values)}
    assert {"mean_for_sum", "missing_factor", "sign"} <= listed
    assert "other_index" not in listed
    assert not any(edit.kind == "other_index" for edit in question.near("s").edits)


def test_a_quotient_of_matrices_is_no_matrix_product():
    """Divided the other way round, or multiplied, is not told as two matrices misplaced."""
    question = Question(
        {"A": [[1.3, 0.4], [2.2, 3.1]], "B": [[0.7, 1.9], [-1.2, 0.3]]}, {"d": "A / B"}
    )
    listed = {edit.kind for edit in question.near("d").edits}
    assert not listed & {"other_order", "by_entries", "as_matrices"}
    assert question.slip("d", question.wrong("B / A")) is None
