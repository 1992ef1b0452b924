"""What a student reads a step called: the head of its label, never the key of the template."""

from __future__ import annotations

import pytest

from grader.question.step_labels import called, head

HEADS = [
    ("y = σ(z3)", "y"),
    ("Y = WX", "Y"),
    ("L(y, ŷ), the cross-entropy", "L(y, ŷ)"),
    ("L, the L2 loss (a number)", "L"),
    ("∂L/∂w1, with at least 2 significant figures", "∂L/∂w1"),
    ("∂L/∂W for Y = WX, by ∂L/∂Y and X", "∂L/∂W for Y = WX"),
    ("the largest value of σ'", "the largest value of σ'"),
    ("h = σ(z), to 3 decimals", "h"),
    ("[a, b] = the ends", "[a, b] = the ends"),
    ("y - t", "y - t"),
    (", odd", ", odd"),
    ("a)), b", "a))"),
]


@pytest.mark.parametrize("label, name", HEADS)
def test_the_head_of_a_label_is_its_name(label: str, name: str) -> None:
    assert head(label) == name


CALLED = [
    ({"y": "y = a", "z": "z = b"}, {"y": "y", "z": "z"}),
    ({"y1": "y = a", "y2": "y = b"}, {"y1": "y = a", "y2": "y = b"}),
    ({"y1": "y", "y2": "y"}, {"y1": "y1", "y2": "y2"}),
    ({"a": "L, here", "b": "L, there", "c": "M"}, {"a": "L, here", "b": "L, there", "c": "M"}),
    ({"a": "why " * 40}, {"a": "a"}),
    ({"a": "a"}, {"a": "a"}),
]


@pytest.mark.parametrize("labels, names", CALLED)
def test_two_steps_of_a_question_are_never_called_the_same(
    labels: dict[str, str], names: dict[str, str]
) -> None:
    assert called(labels) == names
    assert len(set(names.values())) == len(names)
