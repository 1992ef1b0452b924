"""Verdicts and credit: each verdict, follow-through, and the promises that hold for all answers."""

import re
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import grader.marking
import grader.marking.read_numbers
import grader.marking.right_numbers
from grader.graph import Rule, evaluate, graph_of
from grader.marking import NOT_REACHED, marks
from grader.model import Answer, Answers, NoValue, Verdict
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from grader.words.headline import summary
from tests.conftest import HOMEWORK
from tests.filled_in import filled_in, judged
from tests.homework import RIGHT, written

LAYER = """\
title: Layer
tolerance: {rtol: 0.02, atol: 0.0005}
questions:
  q:
    title: A layer
    solver: linear_layer
    parameters: {W: WW, X: XX, Y_hat: HH, step_size: 0.1}
    steps:
      Y: {points: 3}
      loss: {points: 2}
      dL_dY: {points: 3}
      dL_dW: {points: 4}
      W_new: {points: 3}
"""
CHAIN = """\
title: Chain
tolerance: {rtol: 0.02, atol: 0.0005}
questions:
  q:
    title: A chain
    solver: sigmoid_chain
    variant: VARIANT
    parameters: {GIVEN}
    steps: {STEPS}
"""
STEPS = {
    "cross_entropy": ["z1", "h1", "z2", "h2", "z3", "y", "loss", "dL_dw3", "dL_dw2", "dL_dw1"],
    "regression": ["z1", "h1", "z2", "h2", "y", "loss", "dL_dw3", "dL_dw2", "dL_dw1"],
}


def layer(w="[[0.3, 0.5], [-0.2, 0.4]]", x="[[0, 2], [3, 1]]", y_hat="[[0.5, 1], [1, -1.5]]"):
    text = LAYER.replace("WW", w).replace("XX", x).replace("HH", y_hat)
    return read_assignment(text, "r.yaml")


def chain(variant="cross_entropy", parameters=None, steps=None, extra=""):
    given = {"w1": 0.25, "w2": -0.11, "w3": 0.78, "x": 0.63, "y_hat": 1.0, **(parameters or {})}
    text = CHAIN.replace("VARIANT", variant)
    text = text.replace("GIVEN", ", ".join(f"{name}: {value!r}" for name, value in given.items()))
    text = text.replace("STEPS", ", ".join(f"{s}: {{points: 2}}" for s in steps or STEPS[variant]))
    return read_assignment(text + extra, "r.yaml")


CROSS_ENTROPY = chain()
SMALL_LAYER = layer()


def verdicts(assignment, answers):
    return {s: (m.verdict.value, m.credit) for s, m in judged(assignment, answers).items()}


def one(assignment, step, text, **others):
    mark = judged(assignment, {step: text, **others})[step]
    return mark.verdict.value, round(mark.credit, 12)


# step, answer, verdict, credit: nothing else is answered
LAYER_VERDICTS = [
    ("Y", "[[1.5, 1.1], [1.2, 0]]", "correct", 1),
    ("Y", "1.5 1.1; 1.2 0", "correct", 1),
    ("Y", "[[1.50, 1.1], [1.2, 0.0005]]", "correct", 1),
    ("Y", "[[1.5, 1.1], [1.2, 0.0006]]", "partial", 0.75),
    ("Y", "[[1.5, 9], [9, 9]]", "partial", 0.25),
    ("Y", "[[9, 9], [9, 9]]", "incorrect", 0),
    ("Y", "[[1.5, 1.1, 0], [1.2, 0, 0]]", "incorrect", 0),
    ("Y", "[1.5, 1.1, 1.2, 0]", "incorrect", 0),
    ("Y", "1.5", "incorrect", 0),
    ("Y", "", "missing", 0),
    ("Y", "  ", "missing", 0),
    ("Y", "abc", "unreadable", 0),
    ("Y", "[[1.5, nan], [1.2, 0]]", "unreadable", 0),
    ("Y", "[[1.5, 1.1], [1.2]]", "unreadable", 0),
    ("loss", "3.3", "correct", 1),
    ("loss", "3.366", "correct", 1),
    ("loss", "3.367", "incorrect", 0),
    ("loss", "-3.3", "partial", 0.5),
    ("loss", "[3.3]", "correct", 1),
    ("loss", "0,52", "unreadable", 0),
    ("loss", "inf", "unreadable", 0),
    ("dL_dW", "[[0.4, 6.2], [6, 4.2]]", "correct", 1),
    ("dL_dW", "[[0.4, 6], [6.2, 4.2]]", "partial", 0.625),
]


@pytest.mark.parametrize("step, text, verdict, credit", LAYER_VERDICTS)
def test_one_answer_alone_gets_its_verdict_and_its_share(step, text, verdict, credit):
    assert one(SMALL_LAYER, step, text) == (verdict, credit)


def test_a_transposed_matrix_is_asked_about():
    assignment = layer(w="[[1, 2, 3], [4, 5, 6]]", x="[[1], [2], [4]]", y_hat="[[1], [2]]")
    mark = judged(assignment, {"dL_dW": "1 2; 3 4; 5 6"})["dL_dW"]
    assert (mark.verdict, mark.shape, mark.expected_shape) == (Verdict.INCORRECT, (3, 2), (2, 3))
    assert "Your answer is a 3 x 2 matrix; a 2 x 3 matrix belongs here. Did you transpose it?" in (
        step_feedback(mark)
    )


def test_an_answer_that_follows_from_a_slip_earns_its_points():
    found = judged(SMALL_LAYER, {"Y": "[[1.5, 1.1], [1.2, 7]]", "loss": "73.3"})
    assert (found["Y"].verdict, found["Y"].credit) == (Verdict.PARTIAL, 0.75)
    assert (found["loss"].verdict, found["loss"].credit) == (Verdict.FOLLOWS, 1.0)
    assert found["loss"].rests_on == ("Y",)
    assert found["loss"].carried == {"Y": "[[1.5, 1.1], [1.2, 7]]"}
    assert step_feedback(found["loss"]).startswith(
        "**Follows from your own earlier answer.** Right for your own `Y` ="
        " `[[1.5, 1.1], [1.2, 7]]`: full points for this step."
    )


def test_the_better_credit_stands():
    slip = "[[1.5, 1.1], [1.2, 7]]"
    assert one(SMALL_LAYER, "loss", "3.3", Y=slip) == ("correct", 1)
    assert one(SMALL_LAYER, "dL_dY", "[[2, 0.2], [0.4, 3]]", Y=slip) == ("correct", 1)
    assert one(SMALL_LAYER, "dL_dY", "[[2, 0.2], [0.4, 17]]", Y=slip) == ("follows", 1)
    assert one(SMALL_LAYER, "dL_dY", "[[2, 0.2], [0.4, 9]]", Y=slip) == ("partial", 0.75)


def test_entries_that_follow_are_counted_like_entries_that_are_right():
    slip = "[[9, 8.5], [9, 9.5]]"  # what follows is [[17, 15], [16, 22]]
    mark = judged(SMALL_LAYER, {"Y": slip, "dL_dY": "[[17, 15], [16, 5]]"})["dL_dY"]
    assert (mark.verdict, mark.credit, mark.follows_own) == (Verdict.PARTIAL, 0.75, True)


@pytest.mark.parametrize("share, credit", [(1, 1.0), (0.5, 0.5), (0.25, 0.25), (0, 0.0)])
def test_follow_through_says_which_share_is_earned(share, credit):
    assignment = chain(extra=f"    follow_through: {share}\n")
    found = verdicts(assignment, {"z1": "3.0", "h1": "0.9525741"})
    assert found["z1"] == ("incorrect", 0.0)
    assert found["h1"] == ("follows", credit)


def test_true_entries_beat_a_small_follow_through():
    text = LAYER + "    follow_through: 0.5\n"
    for old, new in (("WW", "[[0.3, 0.5], [-0.2, 0.4]]"), ("XX", "[[0, 2], [3, 1]]")):
        text = text.replace(old, new)
    assignment = read_assignment(text.replace("HH", "[[0.5, 1], [1, -1.5]]"), "r.yaml")
    y = "[[1.5, 1.1], [1.2, 7]]"
    right = judged(assignment, {"Y": y, "dL_dY": "[[2, 0.2], [0.4, 17]]"})["dL_dY"]
    assert (right.verdict, right.credit, right.follows_own) == (Verdict.PARTIAL, 0.75, False)


def test_a_slip_carries_through_steps_that_were_left_out():
    found = verdicts(CROSS_ENTROPY, {"z1": "3.0", "z2": "-0.1047832"})
    assert found["z2"] == ("follows", 1.0)
    assert found["h1"] == ("missing", 0.0)


def test_a_ladder_of_many_steps_that_were_left_out_takes_no_time():
    """Each step rests on the two before it, so there are 2^60 ways down."""
    rules = [
        Rule(
            name=f"s{i}",
            arguments=(f"s{i - 1}", f"s{i - 2}") if i > 1 else ("x",),
            function=lambda *inputs: sum(inputs) / len(inputs),
        )
        for i in range(60)
    ]
    (question,) = chain().questions
    ladder = replace(
        question,
        graph=graph_of(rules, ["x"]),
        parameters={"x": np.array(1.0)},
        steps=tuple(replace(question.steps[0], name=name) for name in ("s0", "s59")),
        solution=evaluate(graph_of(rules, ["x"]), {"x": np.array(1.0)}),
    )
    answers = filled_in({"s0": "3", "s59": "2"})
    started = time.perf_counter()
    found = grader.marking.question_marks(ladder, answers)
    assert time.perf_counter() - started < 5  # each path for itself would take for ever
    assert found[1].inputs == ("s0",)


def test_an_unreadable_or_misshapen_step_is_not_carried():
    true = written(CROSS_ENTROPY.questions[0].solution["h1"])
    assert verdicts(CROSS_ENTROPY, {"z1": "abc", "h1": true})["h1"] == ("correct", 1.0)
    assert verdicts(CROSS_ENTROPY, {"z1": "[3, 4]", "h1": true})["h1"] == ("correct", 1.0)
    assert verdicts(CROSS_ENTROPY, {"z1": "abc", "h1": "0.9"})["h1"] == ("incorrect", 0.0)


@pytest.mark.parametrize("y, y_hat", [("-0.2", 1.0), ("1.7", 0.0), ("1.7", 0.5)])
def test_a_logarithm_of_a_negative_number_could_not_be_followed(y, y_hat):
    assignment = chain(parameters={"y_hat": y_hat})
    found = judged(assignment, {"y": y, "loss": "0.1"})
    mark = found["loss"]
    assert (mark.verdict, mark.credit, mark.rests_on) == (Verdict.INCORRECT, 0.0, ("y",))
    assert mark.reason == "log(y) and log(1 - y) need a y between 0 and 1"
    assert f"It could not be followed from your own `y` = `{y}`, which gives no value here" in (
        step_feedback(mark)
    )


def test_what_could_not_be_followed_is_still_compared_with_the_truth():
    true = written(CROSS_ENTROPY.questions[0].solution["loss"])
    assert one(CROSS_ENTROPY, "loss", true, y="-0.2") == ("correct", 1)


def test_carried_rounding_alone_is_correct_and_not_follows():
    assignment = chain(
        "regression", {"y_hat": 0.38}, extra="    tolerance: {rtol: 0.01, atol: 0}\n"
    )
    y = "0.3775"
    own_loss = (0.38 - 0.3775) ** 2
    mark = judged(assignment, {"y": y, "loss": repr(own_loss)})["loss"]
    assert (mark.verdict, mark.credit, mark.rests_on) == (Verdict.CORRECT, 1.0, ())


def test_a_rule_without_a_value_is_a_fault_of_ours_in_that_step_alone():
    (question,) = CROSS_ENTROPY.questions
    solution = {**question.solution, "h1": NoValue(reason="broken")}
    changed = replace(question, solution=solution)
    for h1, verdict in (("0.7", Verdict.FAULT), ("0.54", Verdict.FOLLOWS)):
        found = judged(changed, {"z1": "0.1575", "h1": h1})
        assert found["h1"].verdict is verdict
        assert found["h1"].detail == ("broken" if verdict is Verdict.FAULT else None)
        assert found["z1"].verdict is Verdict.CORRECT


def test_what_rests_on_a_step_without_a_true_value_follows_from_what_was_written_there():
    (question,) = CROSS_ENTROPY.questions
    changed = replace(question, solution={**question.solution, "h1": NoValue(reason="broken")})
    texts = {"z1": "3.0", "h1": "0.9526", "z2": "-0.1048", "h2": "0.9"}
    found = judged(changed, texts)
    assert [found[name].verdict.value for name in texts] == [
        "incorrect",
        "follows",
        "follows",
        "incorrect",
    ]


def test_what_may_stand_in_files_that_could_not_be_read_is_missing_and_they_are_named_once():
    files = ("a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf")
    for count, own, named in (
        (1, "one", "`a.pdf`"),
        (3, "some", "`a.pdf`, `b.pdf` and `c.pdf`"),
        (4, "some", "`a.pdf`, `b.pdf`, `c.pdf` and 1 other"),
        (5, "some", "`a.pdf`, `b.pdf`, `c.pdf` and 2 others"),
    ):
        answers = Answers(by_step={}, unread=files[:count])
        found = marks(CROSS_ENTROPY, answers)
        assert found[0].verdict is Verdict.MISSING
        told = f"{own} of your files could not be read (see the top of this page)"
        assert {mark.reason for mark in found} == {told}
        said = f"{named} could not be read, so what stands there is not known."
        assert summary(found, answers).count(said) == 1


def test_a_crash_in_one_step_is_a_fault_there_and_the_rest_is_marked(monkeypatch):
    original = grader.marking.right_numbers.right_as_written

    def failing(step, *others):
        if step.name == "z1":
            raise RuntimeError("a bug")
        return original(step, *others)

    monkeypatch.setattr(grader.marking.right_numbers, "right_as_written", failing)
    solution = CROSS_ENTROPY.questions[0].solution
    answers = {step: written(solution[step]) for step in STEPS["cross_entropy"]}
    found = judged(CROSS_ENTROPY, {**answers, "z1": "0.157500"})  # as nobody has it
    assert found["z1"].verdict is Verdict.FAULT
    assert "RuntimeError: a bug" in found["z1"].detail
    assert "RuntimeError" not in step_feedback(found["z1"])
    assert found["h1"].verdict is Verdict.CORRECT


def test_a_crash_while_an_answer_is_read_is_a_fault_there_and_the_rest_is_marked(monkeypatch):
    original = grader.marking.read_numbers.written

    def failing(text, slot):
        if text == "0.1575":
            raise IndexError("a bug")
        return original(text, slot)

    monkeypatch.setattr(grader.marking.read_numbers, "written", failing)
    found = judged(CROSS_ENTROPY, {"z1": "0.1575", "h1": "0.5393"})
    assert found["z1"].verdict is Verdict.FAULT
    assert "IndexError: a bug" in found["z1"].detail
    assert found["h1"].verdict is Verdict.CORRECT


def test_a_broken_file_makes_the_rest_unreadable_and_not_missing():
    answers = Answers(by_step={("q", "z1"): Answer(text="0.1575")}, broken="It breaks off.")
    found = {m.step: m for m in marks(CROSS_ENTROPY, answers)}
    assert found["z1"].verdict is Verdict.CORRECT
    assert (found["h1"].verdict, found["h1"].reason) == (Verdict.UNREADABLE, NOT_REACHED)


# properties

numbers = st.floats(-2, 2).map(lambda v: round(v, 3)).filter(lambda v: abs(v) > 0.05)
EXACTLY = "tolerance: {rtol: 1.0e-09, atol: 1.0e-300}"


@st.composite
def matrices(draw, rows, columns):
    return [[draw(numbers) for _ in range(columns)] for _ in range(rows)]


@st.composite
def assignments(draw):
    """One of the solvers at random parameters, and a tolerance that lets nothing else through."""
    kind = draw(st.sampled_from(["layer", "cross_entropy", "regression"]))
    if kind == "layer":
        m, d, n = (draw(st.integers(1, 3)) for _ in range(3))
        text = LAYER
        for name, shape in (("WW", (m, d)), ("XX", (d, n)), ("HH", (m, n))):
            text = text.replace(name, str(draw(matrices(*shape))))
        return read_assignment(text.replace("tolerance: {rtol: 0.02, atol: 0.0005}", EXACTLY), "r")
    parameters = {name: draw(numbers) for name in ("w1", "w2", "w3", "x")}
    parameters["y_hat"] = draw(st.sampled_from([0.0, 1.0]) if kind == "cross_entropy" else numbers)
    return chain(kind, parameters, extra="    " + EXACTLY + "\n")


def solution_of(assignment):
    (question,) = assignment.questions
    return {step.name: written(question.solution[step.name]) for step in question.steps}


@given(assignments())
def test_the_solution_earns_every_point(assignment):
    found = judged(assignment, solution_of(assignment))
    assert {mark.verdict for mark in found.values()} == {Verdict.CORRECT}
    assert sum(mark.earned for mark in found.values()) == assignment.points


def faithful(question, slip, value):
    """What a student writes who slips in one step and works on faithfully, at full precision."""
    texts = {}
    seen = {name: np.asarray(given) for name, given in question.parameters.items()}
    for name in question.graph.order:
        rule = question.graph.rules[name]
        own = value if name == slip else rule.function(*(seen[a] for a in rule.arguments))
        seen[name] = np.asarray(own, dtype=float)
        texts[name] = written(seen[name])
    return texts


def rested_on(question):
    return [
        name
        for name in question.graph.order
        if any(name in question.graph.ancestors(step.name) for step in question.steps)
    ]


def lost(found):
    return {mark.id: mark.credit for mark in found if mark.credit < 1}


@given(assignments(), st.data())
def test_one_slip_then_faithful_work_costs_exactly_that_step(assignment, data):
    (question,) = assignment.questions
    slip = data.draw(st.sampled_from(rested_on(question)))
    true = question.solution[slip]
    wrong = 0.5 * true + 0.2 if slip == "y" else true * 1.5 + 0.125
    assume(not np.isclose(wrong, true, rtol=1e-6, atol=1e-9).any())
    found = judged(assignment, faithful(question, slip, wrong)).values()
    assert set(lost(found)) == {f"q.{slip}"}
    assert {m.verdict for m in found if m.step != slip} <= {Verdict.CORRECT, Verdict.FOLLOWS}


def test_one_slip_in_any_step_of_the_homework_costs_exactly_that_step(hw3):
    numeric = [q for q in hw3.questions if q.key in ("1b", "2b", "2d")]
    slips = [(question, name) for question in numeric for name in rested_on(question)]
    assert len(slips) == 3 + 6 + 5
    for question, slip in slips:
        wrong = question.solution[slip] * 0.5 + 0.125
        answers = filled_in(faithful(question, slip, wrong), question.key)
        found = grader.marking.question_marks(question, answers)
        assert set(lost(found)) - {f"{question.key}.observation"} == {f"{question.key}.{slip}"}


@given(st.permutations(STEPS["cross_entropy"]), st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order_of_steps_or_answers(order, random):
    texts = {step: repr(round(random.uniform(-1, 1), 3)) for step in STEPS["cross_entropy"]}
    shuffled = {step: texts[step] for step in order}
    assert verdicts(chain(steps=order), shuffled) == verdicts(CROSS_ENTROPY, texts)


QUESTIONS = HOMEWORK.read_text(encoding="utf-8").partition("\ntests:")[0]
HEAD, *BLOCKS = re.split(r"(?m)^(?=  \w+:$)", QUESTIONS)


@settings(max_examples=10)
@given(st.permutations(BLOCKS), st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order_of_questions(blocks, random):
    first, second = (
        read_assignment("\n".join([HEAD, *order]), "r.yaml", checked=True)
        for order in (BLOCKS, blocks)
    )
    answers = {
        key: Answer(text=f"{random.choice([1, 1, 1.5])} * {right}") for key, right in RIGHT.items()
    }
    of_first, of_second = (
        {mark.id: (mark.verdict, mark.credit) for mark in marks(a, Answers(by_step=answers))}
        for a in (first, second)
    )
    assert len(of_first) == len(RIGHT) == 34
    assert of_first == of_second


@given(st.sampled_from(STEPS["cross_entropy"]), st.text(max_size=30))
def test_credit_is_a_share_whatever_is_written(step, text):
    found = judged(CROSS_ENTROPY, {step: text, "z1": "1"})
    assert all(0 <= mark.credit <= 1 for mark in found.values())
    assert all(mark.verdict is not Verdict.FAULT for mark in found.values())
