"""What stands before and behind a value: read with certainty, or said to be unreadable."""

import pytest

from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import UnreadableError
from grader.mathlang import Vocabulary

NAMES = ("w1", "x", "y", "y_hat", "z3", "h2", "loss", "dL_dw3")
Y = Slot(
    step="y",
    label="y = σ(z3), the prediction",
    names=lambda: Vocabulary(names=NAMES, aliases={"L": "loss"}, matrices=frozenset()),
    others=frozenset({"z3", "h2", "loss", "dL_dw3"}),
    is_single=True,
)
LARGEST = Slot(
    step="max",
    label="the largest value",
    names=lambda: Vocabulary(names=("x", "dsigma", "max", "argmax"), matrices=frozenset()),
    others=frozenset({"dsigma", "argmax"}),
    is_single=True,
)
READ = [
    (Y, "0.5935 since z3 = 0.3784"),
    (Y, "0.5935, where z3 = 0.3784"),
    (Y, "0.5935 (since z3 = 0.3784)"),
    (Y, "0.5935 because of z3"),
    (Y, "0.5935 rounded to 4 digits"),
    (Y, "0.5935 (4 d.p.)"),
    (Y, "0.5935 — rounded"),
    (Y, "0.5935 \\text{ since } z_3 = 0.3784"),
    (Y, "y=0.5935, L=0.52"),
    (Y, "L = 0.52; y = 0.5935"),
    (Y, "y = sigma(z3) = 0.5935"),
    (Y, "0.49 * 1.2112 = 0.5935"),
    (Y, "1/(1+e^-0.3784) ≈ 0.5935"),
    (Y, "\\sigma(z_3) = 0.5935"),
    (Y, "\\hat{y} = 0.5935"),
    (Y, "0.5935 = y"),
    (Y, "y: 0.5935"),
    (Y, "y is 0.5935"),
    (Y, "Answer: 0.5935"),
    (Y, "the prediction is 0.5935"),
    (Y, "pred = 0.5935"),
    (Y, "a_3 = 0.5935"),
    (Y, "P(A|B) = 0.5935"),
    (Y, "0.3784 → 0.5935"),
    (Y, "y(w1, x) = 0.5935"),
    (Y, "**y = 0.5935**"),
    (Y, "y = \\boxed{0.5935}"),
    (Y, "59.35 percent"),
    (Y, "59.35\\text{ per cent}"),
    (LARGEST, "0.5935 at x = 0"),
    (LARGEST, "0.5935 if x = 0"),
    (LARGEST, "0.5935 (x = 0)"),
    (LARGEST, "0.5935 @ x = 0"),
    (LARGEST, "0.5935, attained at x = 0"),
    (LARGEST, "maximum = 0.5935"),
    (LARGEST, "\\sigma'(x)|_{x=0} = 0.5935"),
    (LARGEST, "\\max_x \\sigma'(x) = 0.5935"),
    (LARGEST, "\\left. f(x) \\right|_{x=0} = 0.5935"),
    (LARGEST, "x = 0.5935"),
]
REFUSED = [
    (Y, "I do not know = 0.5935", '"I do not know" is no name and no formula that is known here'),
    (Y, "idk = 0.5935", '"idk" is no name and no formula'),
    (Y, "z3 = 0.5935", '"z3" is the name of another value'),
    (Y, "L = 0.5935", '"L" is the name of another value'),
    (Y, "0.5935, z3 = 0.3784", '"0.5935, z3" is no name and no formula'),
    (Y, "0.5935 and z3 = 0.3784", '"0.5935 and z3" is no name and no formula'),
    (Y, "a = 0.5, b = 0.6", "several values are given"),
    (Y, "0.5935 if x > 0, else 0.3", '"else" may bring a second value'),
    (Y, "0.5935 for x = 0, 0.1 for x = 1", '"for" may bring a second value'),
    (Y, "0.5935 or 0.6", "or is not a number"),
    (Y, "0.5935 for h2", 'it is not clear what "for h2" says'),
    (Y, "not 0.5935", "not is not a number"),
    (Y, "1:2", ": was not expected here"),
    (LARGEST, "argmax = 0.5935", '"argmax" is the name of another value'),
]


@pytest.mark.parametrize("slot, text", READ, ids=lambda part: part if isinstance(part, str) else "")
def test_a_value_is_read_whatever_stands_beside_it(slot, text):
    (entry,) = written(text, slot).entries
    assert entry.value == pytest.approx(0.5935, rel=1e-12)
    assert entry.decimals == 4


@pytest.mark.parametrize("slot, text, told", REFUSED, ids=lambda p: p if isinstance(p, str) else "")
def test_what_leaves_doubt_is_said_and_never_given_a_value(slot, text, told):
    with pytest.raises(UnreadableError) as refused:
        written(text, slot)
    assert told in str(refused.value)


def test_keywords_of_functions_and_of_arrays_are_no_relations():
    assert written("sum([[1, 2], [3, 4]], axis=0)").value.tolist() == [4, 6]
    assert written("h = np.array([1.5, 2], dtype=float)", Slot(step="h")).value.tolist() == [1.5, 2]


@pytest.mark.parametrize("text", ["(" * 18_000, "\\(" * 9_000, "0.5 at " * 2_500, "= " * 9_000,
                                  "array(" * 3_000, "\\text{a} " * 2_000])  # fmt: skip
def test_a_long_text_is_refused_quickly(text):
    import time

    started = time.process_time()
    with pytest.raises(UnreadableError):
        written(text, Y)
    assert time.process_time() - started < 5  # the square of the length takes minutes
