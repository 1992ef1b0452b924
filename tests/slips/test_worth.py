"""Is anything of a step's own work left in a wrong answer? A copy is told and earns nothing."""

import pytest
from slip_questions import Question

BOX = Question(
    {"a": 2.31, "b": 0.47, "M": [[1.3, -0.6], [0.2, 2.9]], "N": [[0.7, 1.9], [-1.2, 0.3]]},
    {
        "h": "sigmoid(a)",
        "slope": "h (1 - h)",
        "less": "a - b",
        "more": "a + b + 3",
        "share": "a / b",
        "same": "b",
        "log": "-a log(b)",
        "whole": "M N^T",
        "column": r"\sum_k (M)_{ik} (N)_{jk}",
        "entry": "log((M)_{22}) (N)_{12}",
        "powers": "a^3",
        "twice": "2 sigmoid(a)",
        "area": "a * b * h",
        "nested": "a * (b * h + 2)",
        "summed": "a + b",
        "deeper": "a + 1 (b + 3)",
    },
)
ROWS = [
    ("slope", "1", True),  # without the whole derivative
    ("slope", "h", True),
    ("less", "-b", True),  # a value given, with its sign
    ("less", "a", True),
    ("more", "a + b", False),
    ("more", "b + 3", False),
    ("share", "1 / b", False),
    ("share", "a", True),
    ("same", "-b", False),  # the rule is no more than this
    ("same", "a", True),
    ("log", "a log(b)", False),
    ("log", "-log(b)", False),
    ("log", "-a", True),
    ("whole", "M", True),
    ("whole", "N^T", True),
    ("whole", "M N", False),
    ("entry", "log(2.9)", False),
    ("powers", "a", True),
    ("powers", "3 a", False),
    ("twice", "sigmoid(a)", True),  # the line above
    ("twice", "2 a", False),
    ("nested", "a b h", True),  # the line above, once the term is left out
    ("deeper", "a + b", True),
]


@pytest.mark.parametrize(("step", "wrong", "is_copy"), ROWS)
def test_a_value_as_it_was_given_or_a_line_above_is_no_work(step, wrong, is_copy):
    """An input with another sign or turned over is one; a rule with one part missing is work."""
    slip = BOX.slip(step, BOX.wrong(wrong), 6)
    assert slip is not None or not is_copy
    assert (slip is not None and slip.is_copy) is is_copy
