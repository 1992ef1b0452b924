"""What a TA reads who writes a question from the documentation alone and slips."""

from __future__ import annotations

import pytest
from yaml_questions import assignment, mistakes

from grader.errors import RubricErrors

SLIPS = {
    "a comma inside braces": (
        """
        parameters: {z: 2}
        steps:
          h: {points: 1, formula: max(0, z)}
        """,
        "steps.h.formula: a value with a comma needs quotes inside { }; write formula: 'max(0, z)'",
    ),
    "a function of another library": (
        """
        parameters: {X: [[1, 2], [3, 4]]}
        steps:
          P: {points: 1, formula: "max_pool3d(X, 2)"}
        """,
        "steps.P.formula: max_pool3d is not a function known here; did you mean max_pool1d?"
        " (in 'max_pool3d(X, 2)')",
    ),
    "a function nothing is near to": (
        """
        parameters: {X: [[1, 2], [3, 4]]}
        steps:
          P: {points: 1, formula: "frobnicate(X)"}
        """,
        "steps.P.formula: frobnicate is not a function known here (in 'frobnicate(X)')",
    ),
    "one spelling without a list": (
        """
        parameters: {x: 2}
        notation: {loss: L}
        steps:
          loss: {points: 1, formula: x^2}
        """,
        "notation.loss: 'L' is text in YAML; write loss: [L]",
    ),
    "a spelling that YAML would read in another way": (
        """
        parameters: {x: 2}
        notation: {loss: "L: y"}
        steps:
          loss: {points: 1, formula: x^2}
        """,
        "notation.loss: 'L: y' is text in YAML; write loss: ['L: y']",
    ),
    "one size without a list": (
        """
        parameters: {x: 2}
        dimensions: {v: m}
        steps:
          loss: {points: 1, formula: x^2}
        """,
        "dimensions.v: 'm' is text in YAML; write v: [m]",
    ),
    "one symbol without a list": (
        """
        parameters: {x: 2}
        steps:
          loss: {points: 1, formula: x^2, answer: formula, symbols: x}
        """,
        "steps.loss.symbols: 'x' is text in YAML; write symbols: [x]",
    ),
    "a matrix of numbers among the definitions": (
        """
        definitions: {M: [[1, 0], [1, 1]]}
        steps:
          d: {points: 1, formula: det(M)}
        """,
        "definitions.M: a list stands here; a formula is text; write M: '[[1, 0], [1, 1]]'",
    ),
    "a formula that YAML reads as a truth value": (
        """
        steps:
          d: {points: 1, formula: true}
        """,
        "steps.d.formula: true is a truth value in YAML; for the word write formula: 'true'",
    ),
    "two vectors side by side": (
        """
        parameters: {gamma: [1, 2], x: [3, 4]}
        steps:
          y: {points: 1, formula: γ x + 1}
        """,
        "steps.y.formula: gamma and x are vectors side by side; write gamma · x for their dot"
        " product, gamma ⊙ x for the products of their entries or gamma x^T for a matrix",
    ),
    "a vector behind a product that is one": (
        """
        parameters: {W: [[1, 2], [0, 1]], x: [3, 4], m: [1, 0]}
        steps:
          y: {points: 1, formula: 2 W x (m > 0)}
        """,
        "steps.y.formula: x and (m > 0) are vectors side by side; write x · (m > 0) for their dot"
        " product, x ⊙ (m > 0) for the products of their entries or x (m > 0)^T for a matrix",
    ),
    "one name in two spellings": (
        """
        parameters: {w1: 2, w_1: 3}
        steps:
          y: {points: 1, formula: w1 + w_1}
        """,
        "parameters.w_1: w1 and w_1 are two spellings of one name; rename one",
    ),
    "a name of two words": (
        """
        parameters: {x: 1}
        steps:
          new x: {points: 1, formula: x + 1}
        """,
        "steps.new x.formula: a name is made of the letters a to z, digits and _; write new_x",
    ),
    "a domain that is none": (
        """
        domains: {x: real}
        steps:
          y: {points: 1, formula: 2 x, answer: formula}
        """,
        "domains.x: real is no domain; write [low, high], {values: [0, 1]} or a name:"
        " docs/rubric.md lists them",
    ),
    "a size of nothing": (
        """
        dimensions: {x: [n, 0]}
        steps:
          y: {points: 1, formula: 2 x, answer: formula}
        """,
        "dimensions.x: a size is at least 1",
    ),
    "shapes that do not fit": (
        """
        parameters: {W: [[1, 2], [3, 4]], x: [1, 2, 3]}
        steps:
          y: {points: 1, formula: W x}
        """,
        "steps.y.formula: y has no value for these parameters (W of shape (2, 2), x of shape"
        " (3,)): a product of shape (2, 2) and shape (3,): the left one needs as many columns as"
        " the right one has rows",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_a_ta_is_told_at_its_place_with_what_would_be_right(name: str) -> None:
    text, message = SLIPS[name]
    with pytest.raises(RubricErrors) as caught:
        assignment(text)
    assert f"questions.1.{message}" in [str(p).partition(": ")[2] for p in caught.value.problems]


MEANT = [
    "u · v", "u^T v", "u @ v", "u ⊙ v", "u * v", "u v^T", "A u", "u^T A", "2 u", "n u", "u / n",
    "A (u + v)", "u (1 + n)", r"\sum_i u_i v_i", "u_1 v", "(u · v) u", "max(u) v", "v (u · u)",
]  # fmt: skip


@pytest.mark.parametrize("formula", MEANT)
def test_a_product_with_one_meaning_is_not_questioned(formula: str) -> None:
    text = f"""
    parameters: {{u: [1, 2], v: [3, 5], A: [[1, 2], [3, 4]], n: 2}}
    definitions: {{all_of_them: sum(u) + sum(v) + sum(A) + n}}
    steps:
      y: {{points: 1, formula: '{formula} + 0 all_of_them'}}
    """
    assert mistakes(text) == []


def test_a_formula_that_is_none_is_one_mistake() -> None:
    with pytest.raises(RubricErrors) as caught:
        assignment(SLIPS["a matrix of numbers among the definitions"][0])
    assert [p.path for p in caught.value.problems] == [("questions", "1", "definitions", "M")]
