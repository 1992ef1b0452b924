"""A slip is named only where it outweighs all else; a copy is told, and is no work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slip_questions import BIASED, CHAIN, LAYER, SOFTMAX, Question

from grader.mathlang import evaluate, parse
from grader.model import Lapse
from grader.slips.attempt import Target
from grader.slips.edit import replaced
from grader.slips.shared_evaluation import Evaluation
from grader.slips.weighing import accident

KINDS = Question(
    {
        "S": [[0.3, 1.2, -0.7], [2.1, -0.4, 0.6]],
        "t": 1,
        "y": 0.37,
        "n": 5,
        "q": 0.83,
        "P": [0.2, 0.5, 0.3],
        "T": [0, 1, 0],
        "x": [1.3, 0.4, 2.2, 3.1],
    },
    {
        "A": "softmax(S, axis=1)",
        "B": "softmax(S)",
        "loss": "-(t log(y) + (1 - t) log(1 - y))",
        "hot": "-sum(T ⊙ log(P))",
        "mean": "q / n",
        "free": "q / (n - 1)",
        "fifth": "q / 5",
        "half": "q / 2",
        "turned": "softmax(S, axis=-1)",
        "unbiased": "var(x, ddof=1)",
        "raised": "(q + y)^n",
        "inverse": "y (q + n)^(-1)",
        "beside": "x[2 t] q",
        "first": "x[0] q",
        "natural": "-ln(q)",
        "opposite": "-q + y",
        "spread": "var(x)",
        "means": "mean(S, axis=1)",
        "cubed": "q (y + n)^3",
        "rooted": "q (y + n)^(-3/2)",
        "yearly": "x / (1 + q)^[1, 2, 3, 4]",
        "one": "-log(P[1])",
        "two": r"-log((P)_{2})",
        "long": r"\sum_{k=1}^{3} x_k",
        "G": r"\sum_k S_{ik} S_{jk}",
    },
)
ROWS = [
    ("A", "softmax(S, axis=0)", "other_axis"),
    ("B", "softmax(S, axis=0)", "other_axis"),
    ("loss", "-log(1 - y)", "other_label"),
    ("hot", "-log(P[0])", "other_label"),
    ("mean", "q / (n - 1)", "one_less"),
    ("free", "q / n", "one_more"),
    ("fifth", "q / 4", "one_less"),
    ("half", "q", "missing_divisor"),
    ("turned", "softmax(S, axis=0)", "other_axis"),
    ("unbiased", "var(x)", "one_more"),
    ("raised", "q + y", "missing_power"),
    ("inverse", "y (q + n)", "missing_power"),
    ("beside", "x[2 t + 1] q", "other_index"),
    ("first", "x[1] q", "other_index"),
    ("natural", "-log10(q)", "log_base"),
    ("opposite", "q + y", "missing_minus"),
    ("natural", "-ln(1 - q)", "other_label"),
    ("spread", "var(x, ddof=1)", "one_less"),
    ("means", "sum(S, axis=1) / 2", "one_less"),
    ("cubed", "q (y + n)", "missing_power"),
    ("rooted", "q / (y + n)", "missing_power"),
    ("yearly", "x / (1 + q)", "missing_power"),
    ("one", "-log(P[2])", "other_index"),
    ("two", "-log(P[2])", "other_index"),
    ("long", r"\sum_{k=1}^{4} x_k", "other_bound"),
    ("long", r"\sum_{k=2}^{3} x_k", "other_bound"),
]


@pytest.mark.parametrize(("step", "wrong", "kind"), ROWS)
def test_a_slip_of_each_further_kind_is_named(step, wrong, kind):
    """Axis, label, count, index and bound, each by its own value."""
    assert KINDS.slip(step, KINDS.wrong(wrong), 5).kind == kind


COPIES = [
    (CHAIN, "h1", "z1", True),  # without σ
    (CHAIN, "z2", "h1", True),  # without w2
    (CHAIN, "y", "sigmoid(z2)", True),  # h2 once more
    (CHAIN, "z3", "w3 * h1", False),
    (CHAIN, "dL_dw3", "y - y_hat", False),
    (CHAIN, "dL_dw3", "y * h2", False),
    (LAYER, "dL_dW", "dL_dY", True),
    (LAYER, "W_new", "W - dL_dW", False),
    (LAYER, "W_new", "W", True),
    (BIASED, "dL_dz1", "dL_dh1", True),
    (BIASED, "z1", "W1 @ x", False),
    (SOFTMAX, "P", "Z", True),
]


@pytest.mark.parametrize(("question", "step", "wrong", "is_copy"), COPIES)
def test_what_leaves_nothing_of_the_rule_is_a_copy(question, step, wrong, is_copy):
    """An input, a given or the line above shows no work; a rule with a part missing does."""
    slip = question.slip(step, question.wrong(wrong), 6)
    assert slip is not None
    assert slip.is_copy is is_copy
    if slip.kind != Lapse.AMBIGUOUS:
        assert ("nothing of this step's own work" in slip.words) is is_copy


def test_the_fewer_figures_the_less_is_named():
    """0.0067 is as much an accident as any of five slips; 0.00673 and more is not."""
    value = CHAIN.wrong("(y - y_hat) * h2 * (1 - h2) * h1 * w2")
    told = [CHAIN.slip("dL_dw2", value, figures) for figures in (5, 4, 1)]
    assert [slip and slip.kind for slip in told[:2]] == ["other_value"] * 2
    assert told[2] is None or told[2].kind == Lapse.AMBIGUOUS


def test_a_slip_of_the_rule_goes_before_one_of_the_pen():
    """Softmax down the columns exchanges the entries of this matrix, too."""
    question = Question({"S": [[0, 0.9], [-1.8, 0]]}, {"A": "softmax(S, axis=1)"})
    slip = question.slip("A", question.wrong("softmax(S, axis=0)"))
    assert slip.kind == "other_axis"


def test_nearly_right_is_miscalculated_not_a_slip():
    """Two units off in the last figure: whatever gives that value by chance is not told."""
    right = CHAIN.values["y"]
    for off in (-0.0002, 0.0002):
        slip = CHAIN.slip("y", right + off, 4)
        assert slip is None or slip.kind == Lapse.AMBIGUOUS


INDEXED = Question(
    {"W": [[1.2, 0.4, -0.5], [0.3, -0.8, 0.9]], "x": [0.7, 1.5, -0.2], "a": 0.6, "c": 0.9},
    {
        "v": r"\sum_k W_{ik} x_k exp(a + c) log(c + 2 a)",
        "G": r"2 \sum_k W_{ik} W_{jk} (a + c)",
        "r": r"(W)_{ij} (x)_{j} / (a + 2 c)",
        "m": "W x exp(a + c) log(c + 2 a)",
    },
)


@given(st.sampled_from([*INDEXED.rules]), st.data())
def test_every_value_is_what_a_fresh_evaluation_gives(step, data):
    """One evaluation is asked for many edits, in any order: none takes another's value."""
    near = INDEXED.near(step)
    shared = Evaluation(INDEXED.values)
    for edit in data.draw(st.permutations(near.edits)):
        with np.errstate(all="ignore"):
            value = shared.result(near.rule, edit.path, edit.new)
            fresh = Evaluation(INDEXED.values).result(replaced(near.rule, edit.path, edit.new))
        if value is None or fresh is None:
            assert value is fresh
        else:
            assert value.shape in (fresh.shape, fresh.shape[::-1])
            assert np.allclose(np.sort(value.ravel()), np.sort(fresh.ravel()), rtol=1e-12)


SPELLINGS = [
    ("exp(a + c) log(c + a)", "missing_factor"),
    ("exp(a - c) log(c + 2 a)", "minus_for_plus"),
    ("log(c + 2 a)", "missing_factor"),
]


@pytest.mark.parametrize(("scale", "kind"), SPELLINGS)
def test_a_rule_by_indices_has_the_slips_of_the_product(scale, kind):
    """`sum_k W_ik x_k` and `W x` are one rule."""
    value = evaluate(parse(f"W x {scale}"), INDEXED.values)
    assert INDEXED.slip("v", value, 5).kind == kind
    assert INDEXED.slip("m", value, 5).words == INDEXED.slip("v", value, 5).words


def test_a_transposed_rectangle_is_a_slip():
    """A number whose shape is turned is compared by its own value."""
    question = Question({"A": [[2.4, -0.9, 0.7], [1.5, 3.3, -1.2]], "k": 2.0}, {"N": "k A"})
    assert question.slip("N", question.values["N"].T).kind == "transposed"


def test_the_more_is_written_the_less_likely_is_an_accident():
    """Figure by figure, and entry by entry; nothing written makes it certain."""
    value = CHAIN.values["dL_dw2"] * 1.7
    weights = [
        accident(Target(CHAIN.attempt("dL_dw2", value, figures)), [CHAIN.values["dL_dw2"]])
        for figures in range(1, 8)
    ]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] < 25
    assert weights[3] < weights[1] / 50
    matrix = LAYER.values["dL_dW"] + 1.7
    (whole, single) = (
        accident(Target(question.attempt(step, wrong, 3)), [question.values[step]])
        for question, step, wrong in (
            (LAYER, "dL_dW", matrix),
            (LAYER, "loss", LAYER.values["loss"] * 1.7),
        )
    )
    assert whole < single / 1000


def test_one_entry_is_more_easily_miscalculated_than_all():
    """Of a matrix with one entry off an accident is likelier than of one that is off throughout."""
    right = LAYER.values["dL_dW"]
    one, two = right.copy(), right.copy()
    one[0, 0] += 1.7
    two[0, :] += 1.7
    found = [
        accident(Target(LAYER.attempt("dL_dW", wrong, 4)), [right])
        for wrong in (one, two, right + 1.7)
    ]
    assert found == sorted(found, reverse=True)
    slightly = right.copy()
    slightly[0, 0] += 0.0002
    assert accident(Target(LAYER.attempt("dL_dW", slightly, 4)), [right]) > found[0]


def test_an_answer_of_another_shape_is_as_likely_an_accident_as_any():
    """What it is compared with says nothing of it."""
    target = Target(LAYER.attempt("loss", 2.37, 3))
    assert accident(target, [LAYER.values["Y"]]) == accident(target, [LAYER.values["loss"] * 9])
    assert accident(target, []) == accident(target, [LAYER.values["Y"]])
