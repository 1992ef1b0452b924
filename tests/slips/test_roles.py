"""What part a name plays is told by the rules: renaming a question changes nothing but names."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slip_questions import BIASED, CHAIN, LAYER, LINE, SOFTMAX, Question

from grader.mathlang import parse
from grader.mathlang.printer import printed
from grader.mathlang.tree import Name, free_names, substituted
from grader.slips import possible_slips
from grader.slips.roles import ALIKE, RELATED, Activation, activation_of

QUESTIONS = (CHAIN, LINE, LAYER, BIASED, SOFTMAX)
NAMES = st.lists(
    st.from_regex(r"[a-z]{4,7}[0-9]?", fullmatch=True).map(lambda name: f"v{name}q"),
    min_size=24,
    max_size=24,
    unique=True,
)


def renamed(question, names):
    """The question with other names, and what each old one is called now."""
    old = [*question.parameters, *question.rules]
    new = dict(zip(old, names, strict=False))
    trees = {name: Name(other) for name, other in new.items()}
    rules = {new[n]: printed(substituted(tree, trees)) for n, tree in question.rules.items()}
    values = {new[name]: value for name, value in question.parameters.items()}
    return Question(values, rules), new


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(QUESTIONS), NAMES, st.data())
def test_renaming_changes_no_slip_and_no_word_but_the_name(question, names, data):
    """The same slips, of the same kinds and weights, in the same order, with the same values."""
    other, new = renamed(question, names)
    step = data.draw(st.sampled_from(list(question.rules)))
    near, again = question.near(step), other.near(new[step])
    assert [e.kind for e in near.edits] == [e.kind for e in again.edits]
    assert list(near.shares.values()) == pytest.approx(list(again.shares.values()))
    pairs = zip(
        possible_slips(near, question.values), possible_slips(again, other.values), strict=True
    )
    for (slip, value), (same, there) in pairs:
        assert slip.kind == same.kind
        assert value == pytest.approx(there, rel=1e-9, nan_ok=True)
        told = question.slip(step, value)
        retold = other.slip(new[step], value)
        assert (told and told.kind, told and told.is_copy) == (
            retold and retold.kind,
            retold and retold.is_copy,
        )


ACTIVATIONS = [
    ("gelu(z)", Activation("gelu", "z")),
    ("softplus(z)", Activation("softplus", "z")),
    ("leaky_relu(z, 0.1)", Activation("leaky_relu", "z")),
    ("softmax(z, axis=1)", Activation("softmax", "z")),
    ("z / (1 + abs(z))", Activation("", "z")),
    ("1 / (1 + exp(-z))", Activation("", "z")),
    ("2 z", None),
    ("z / 3", None),
    ("sqrt(2) z", None),
    ("2^3 z", None),
    ("z / sqrt(2)", None),
    ("z + log(2)", None),
    ("z^2", Activation("", "z")),
    ("2 sqrt(z)", Activation("", "z")),
    ("z^T", None),
    ("z", None),
    ("maximum(z, w)", None),
    ("w z", None),
    ("sigmoid(w z)", None),
]


@pytest.mark.parametrize(("text", "found"), ACTIVATIONS)
def test_an_activation_is_any_function_of_one_value(text, found):
    """By what the rule does, not by a list of functions; to scale a value is no activation."""
    assert activation_of(parse(text)) == found


WRAPPED = Question(
    {
        "W": [[1.2, 0.4], [0.3, -0.8]], "V": [[0.7, -0.1], [0.6, 1.5]], "U": [[0.2, 1], [3, 4]],
        "x": [0.7, 1.5], "y": [0.3, -0.4], "b": [1.0, 2.0], "c": [0.5, 0.1],
    },
    {"p": "W^T x", "q": "V y", "r": "-(U y)", "s": "q + b", "t": "-(p) - c", "u": "(x)_{1} s"},
)  # fmt: skip
LIKE = [
    (WRAPPED, "W", "V", ALIKE),  # whether turned over or not
    (WRAPPED, "V", "U", ALIKE),
    (WRAPPED, "b", "c", ALIKE),
    (WRAPPED, "p", "q", ALIKE),
    (WRAPPED, "W", "y", RELATED),
    (CHAIN, "w1", "w3", ALIKE),
    (CHAIN, "x", "h2", ALIKE),
    (CHAIN, "h2", "y", ALIKE),  # both are what a sigmoid gives
    (CHAIN, "z1", "z3", ALIKE),
    (CHAIN, "w1", "h1", RELATED),  # factors both, at other places
    (CHAIN, "h1", "z2", RELATED),
    (CHAIN, "w1", "z1", 0),
    (CHAIN, "w1", "loss", 0),
    (BIASED, "b1", "b2", ALIKE),
    (BIASED, "W1", "W2", ALIKE),
    (BIASED, "W1", "x", RELATED),
    (BIASED, "b2_new", "W2_new", ALIKE),
    (BIASED, "b1", "W1", 0),
    (SOFTMAX, "W", "b", RELATED),
    (SOFTMAX, "b", "n", 0),
    (SOFTMAX, "n", "nothing", 0),
]


@pytest.mark.parametrize(("question", "one", "other", "likeness"), LIKE)
def test_names_are_alike_where_rules_of_one_build_hold_them_at_one_place(
    question, one, other, likeness
):
    roles = question.near([*question.rules][-1]).context.roles
    assert roles.likeness(one, other) == likeness
    assert roles.likeness(other, one) == likeness


def test_names_stand_in_the_order_in_which_rules_use_them():
    """No spelling and no order of the parameters moves a slip."""
    turned = Question(dict(reversed(CHAIN.parameters.items())), {
        name: printed(tree) for name, tree in CHAIN.rules.items()})  # fmt: skip
    orders = [q.near("y").context.roles.order for q in (CHAIN, turned)]
    assert orders[0] == orders[1]
    assert orders[0][:2] == ("w1", "x")
    assert orders[0][-1] == "dL_dw1"
    assert BIASED.near("y").context.roles.functions == ("tanh", "sigmoid")


CELL = Question(
    {"p": 0.62, "q": 0.35, "r": 0.81, "s": -0.47, "u": 0.9},
    {"c": "p u + q s", "h": "r tanh(c)"},
)
NET = Question(
    {"a": 0.7, "b": -1.3, "p": 1.4, "q": 0.5},
    {"c": "a p", "m": "silu(c)", "n": "b m", "k": "2 (n - q) m", "l": "2 (n - q) b silu'(c) p"},
)
GATES = Question({"p": 0.27, "q": 0.84, "u": -0.6, "v": 0.95}, {"c": "(1 - p) u + p v", "k": "q u"})
PARTS = [
    (GATES, "c", "(1 - p) u + q v", "other_value", "q"),
    (GATES, "c", "(1 - q) u + q v", "other_value", "q"),
    (CELL, "c", "p u + r s", "other_value", "r"),
    (CELL, "h", "q tanh(c)", "other_value", "q"),
    (CELL, "h", "r c", "missing_function", "tanh"),
    (CELL, "h", "r sigmoid(c)", "other_function", "σ"),
    (NET, "k", "2 (n - q) p", "other_value", "p"),
    (NET, "k", "2 (n - q) c", "before_activation", "c"),
    (NET, "l", "2 (n - q) a silu'(c) p", "other_value", "a"),
    (NET, "n", "silu(b m)", "extra_function", "silu"),
]


@pytest.mark.parametrize(("question", "step", "wrong", "kind", "word"), PARTS)
def test_a_value_of_the_same_part_is_one_slip(question, step, wrong, kind, word):
    """A gate for a gate, the input for an activation, a layer's weight for another's."""
    slip = question.slip(step, question.wrong(wrong), 5)
    assert slip.kind == kind
    assert re.search(rf"\b{re.escape(word)}", slip.words)
    assert not slip.is_copy


def test_names_are_free_of_index_letters():
    """What stands below an entry is an index, not a value that could be taken for another."""
    question = Question(
        {"W": [[1.2, 0.4], [0.3, -0.8]], "x": [0.7, 1.5], "k": 3.0, "i": 2.5},
        {"v": r"\sum_k W_{ik} x_k", "w": "k i"},
    )
    others = {e.other for e in question.near("v").edits if e.kind == "other_value"}
    assert not others & {"k", "i"}
    assert free_names(question.rules["v"]) == {"W", "x"}
