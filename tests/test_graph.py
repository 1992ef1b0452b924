"""The graph of a question: checked when built, evaluated in order, overridden by a student."""

import numpy as np
import pytest

from grader.errors import GraphError, NoValueError
from grader.graph import did_you_mean, evaluate, graph_of, needed_parameters, rule_of
from grader.model import NoValue


def a(x):
    """Twice x.

    Shapes: x () -> ()
    """
    return 2 * x


def b(a, x):
    return a + x


def c(b):
    return b**2


RULES = tuple(rule_of(function) for function in (a, b, c))


def values(rules, parameters, overrides=None):
    arrays = {name: np.asarray(value, float) for name, value in parameters.items()}
    given = {name: np.asarray(value, float) for name, value in (overrides or {}).items()}
    found = evaluate(graph_of(rules, arrays), arrays, given)
    return {k: v.reason if isinstance(v, NoValue) else v.tolist() for k, v in found.items()}


def test_a_function_is_a_rule_by_its_name_its_arguments_and_its_docstring():
    rule = rule_of(b)
    assert (rule.name, rule.arguments, rule.in_words) == ("b", ("a", "x"), "")
    assert rule_of(a).in_words == "Twice x."


def test_steps_are_evaluated_after_what_they_rest_on_however_they_are_listed():
    graph = graph_of(reversed(RULES), ["x"])
    assert graph.order == ("a", "b", "c")
    assert values(reversed(RULES), {"x": 1}) == {"a": 2, "b": 3, "c": 9}


def test_an_override_is_seen_by_later_steps_and_compared_with_its_own_rule():
    assert values(RULES, {"x": 1}, {"a": 5}) == {"a": 2, "b": 6, "c": 36}
    assert values(RULES, {"x": 1}, {"b": 5}) == {"a": 2, "b": 3, "c": 25}
    assert values(RULES, {"x": 1}, {"c": 5}) == {"a": 2, "b": 3, "c": 9}


def test_what_rests_on_a_value_takes_it_itself():
    graph = graph_of(RULES, ["x"])
    found = {name: set(graph.resting_on(name)) for name in ("x", "a", "b", "c")}
    assert found == {"x": {"a", "b"}, "a": {"b"}, "b": {"c"}, "c": set()}


def test_ancestors_are_all_steps_that_a_step_rests_on():
    graph = graph_of(RULES, ["x"])
    assert {name: graph.ancestors(name) for name in graph.order} == {
        "a": set(),
        "b": {"a"},
        "c": {"a", "b"},
    }


def test_needed_parameters_are_the_names_that_no_rule_gives():
    assert needed_parameters(RULES) == ("x",)
    assert needed_parameters(RULES[1:]) == ("a", "x")


def same(b):
    return b


def circle_a(circle_c):
    return circle_c


def circle_b(circle_a):
    return circle_a


def circle_c(circle_b):
    return circle_b


def lonely(lonely):
    return lonely


WRONG = [
    ([a, a], ["x"], "a is defined twice"),
    ([a], ["x", "a"], "a is defined twice"),
    ([a], ["X"], "a rests on x, which nothing defines; did you mean X?"),
    ([c], [], "c rests on b, which nothing defines"),
    ([lonely], [], "these steps rest on each other in a circle: lonely -> lonely"),
]


@pytest.mark.parametrize("functions, parameters, message", WRONG)
def test_a_graph_that_cannot_be_evaluated_is_refused(functions, parameters, message):
    with pytest.raises(GraphError) as refused:
        graph_of(map(rule_of, functions), parameters)
    assert str(refused.value) == message


def test_a_circle_is_told_with_its_path():
    with pytest.raises(GraphError) as refused:
        graph_of(map(rule_of, [circle_a, circle_b, circle_c]), [])
    sentence, _, path = str(refused.value).rpartition(": ")
    steps = path.split(" -> ")
    assert sentence == "these steps rest on each other in a circle"
    assert steps[0] == steps[-1]
    rests_on = {"circle_a": "circle_c", "circle_b": "circle_a", "circle_c": "circle_b"}
    assert [rests_on[step] for step in steps[:-1]] == steps[1:]


def log(x):
    return np.log(x)


def after(log):
    return log + 1


def clash(x):
    return np.ones((2, 2)) @ np.ones(3) + x


def refused(x):  # noqa: ARG001
    raise NoValueError("there is no table for it")


def text(x):  # noqa: ARG001
    return "text"


NO_VALUE = [
    ([log, after], -1.0, "log", "log is not a finite number for these values"),
    (
        [log, after],
        -1.0,
        "after",
        "log has no value here: log is not a finite number for these values",
    ),
    ([log, after], 0.0, "log", "log is not a finite number for these values"),
    ([refused], 1.0, "refused", "there is no table for it"),
    (
        [text],
        1.0,
        "text",
        "the rule for text failed (ValueError: could not convert string to float: 'text')",
    ),
]


@pytest.mark.parametrize("functions, x, step, reason", NO_VALUE)
def test_a_rule_without_a_value_says_why_and_so_do_those_that_need_it(functions, x, step, reason):
    assert values(map(rule_of, functions), {"x": x})[step] == reason


def test_shapes_that_clash_are_no_value_and_not_a_crash():
    assert values([rule_of(clash)], {"x": 1})["clash"].startswith(
        "the rule for clash failed (ValueError: "
    )


def test_an_override_stands_in_for_a_value_that_a_rule_does_not_have():
    assert values(map(rule_of, [log, after]), {"x": -1}, {"log": 2}) == {
        "log": "log is not a finite number for these values",
        "after": 3.0,
    }


def test_values_cannot_be_changed():
    graph = graph_of(RULES, ["x"])
    found = evaluate(graph, {"x": np.array([1.0, 2.0])})
    with pytest.raises(ValueError, match="read-only"):
        found["a"][0] = 7.0


@pytest.mark.parametrize(
    "name, words",
    [
        ("dL_dw", "; did you mean dL_dW?"),
        ("dl_dy", "; did you mean dL_dY?"),
        ("los", "; did you mean loss?"),
        ("z", ""),
    ],
)
def test_the_nearest_name_is_suggested_case_before_letters(name, words):
    assert did_you_mean(name, ["dL_dY", "dL_dW", "loss"]) == words
