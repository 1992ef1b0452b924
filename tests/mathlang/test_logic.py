"""Formulas of logic: one truth table in every spelling."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.mathlang import (
    LogicForm,
    MathError,
    Tree,
    Vocabulary,
    evaluate,
    has_form,
    literal_count,
    logic_on_paper,
    on_paper,
    parse,
    parse_logic,
    printed,
)
from grader.mathlang.logic.connectives import AND, IFF, IMPLIES, LEVELS, OR, XOR, joined_by, negated
from grader.mathlang.tree import Name

NAMES = ("p", "q", "r")
LETTERS = ("A", "B", "C")
LOGICIAN, ENGINEER = Vocabulary(names=NAMES), Vocabulary(names=LETTERS)
NUMBERS = Vocabulary(names=("x", "y"))


def rows(tree: Tree, names: tuple[str, ...] = NAMES) -> str:
    """The truth table of a tree, a figure for each row."""
    values = (dict(zip(names, map(float, row), strict=True)) for row in product((0, 1), repeat=3))
    return "".join(f"{float(evaluate(tree, one)):g}" for one in values)


SPELLINGS = {
    "01011101": [
        "p ∧ ¬q ∨ r", "p & !q | r", "p && !q || r", "p and not q or r", "p·q' + r", "pq′ + r",
        r"p \land \lnot q \lor r", r"p \wedge \neg q \vee r", r"p\,\overline{q} + r", "p ∧ ~q ∨ r",
        r"p \cdot \bar{q} + r", "p * q' + r", "P ∧ ¬Q ∨ R", r"p \text{ and not } q \text{ or } r",
        "(p ∨ r) ∧ (¬q ∨ r)", "[p + r][q' + r]", "(p → q) → r", "p q̅ + r",
        r"$p \land \sim q \lor r$",
        "p AND NOT q OR r", r"\left(p \lor r\right) \land \left(\lnot q \lor r\right)",
        "p ∧ ∼q ∨ r",
    ],
    "11111101": ["p → q → r", "p -> q -> r", r"p \to q \to r",
                 "p implies q implies r", "p ⇒ (q ⇒ r)",
                 r"p \implies q \rightarrow r"],
    "11000011": ["p ↔ q", "p <-> q", "p iff q", r"p \iff q", "p ⇔ q",
                 r"p \leftrightarrow q", "¬p ⊕ q"],
    "00111100": ["p ⊕ q", "p xor q", r"p \oplus q", "p q' + p' q", "¬(p ↔ q)"],
    "11111100": ["p nand q", "p ↑ q", r"p \uparrow q", "(pq)'", r"\overline{pq}",
                 "¬(p ∧ q)", "¬p ∨ ¬q"],
    "11000000": ["p nor q", "p ↓ q", r"\overline{p + q}", "¬(p ∨ q)", "p'q'"],
    "11111111": ["1", "T", "true", "⊤", r"\top", "p ∨ ¬p", "p' + p"],
    "00000000": ["0", "F", "false", "⊥", r"\bot", "p p'"],
    "00001111": ["p", "p''", "¬¬p", "!!p", "(p)", r"\overline{\overline{p}}", "p v p"],
}  # fmt: skip


@pytest.mark.parametrize(
    "table, text", [(table, text) for table, texts in SPELLINGS.items() for text in texts]
)
def test_a_formula_of_logic_is_read_in_every_spelling(table: str, text: str) -> None:
    assert rows(parse_logic(text, LOGICIAN)) == table


@pytest.mark.parametrize("text, paper", [
    ("AB+C'", "A ∧ B ∨ ¬C"),
    ("A'B'C", "¬A ∧ ¬B ∧ C"),
    ("ab + c", "A ∧ B ∨ C"),
    (r"A\overline{B}C", "A ∧ ¬B ∧ C"),
    ("ĀB", "¬A ∧ B"),
    ("A(B+C)", "A ∧ (B ∨ C)"),
    ("(A+B)'C", "¬(A ∨ B) ∧ C"),
    ("A ⊕ B ⊕ C", "A ⊕ B ⊕ C"),
    ("A → B → C", "A → B → C"),
    ("(A → B) → C", "(A → B) → C"),
])  # fmt: skip
def test_letters_side_by_side_are_a_product(text: str, paper: str) -> None:
    assert logic_on_paper(parse_logic(text, ENGINEER), on_paper) == paper


@pytest.mark.parametrize("text, paper", [
    ("x > 0 ∧ y = 3", "x > 0 ∧ y = 3"),
    ("x + 1 > y && !(x == 2)", "x + 1 > y ∧ ¬(x = 2)"),
    ("(x + 1) y > 2 or y != 0", "(x + 1) y > 2 ∨ y != 0"),
    (r"x \geq 1 \land y \neq 2", "x >= 1 ∧ y != 2"),
    ("x >= 0 → (y < 2 ∨ x = 1)", "x >= 0 → y < 2 ∨ x = 1"),
    ("|x| > 2 ∧ y > 1", "abs(x) > 2 ∧ y > 1"),
    ("true", "1"),
])  # fmt: skip
def test_statements_of_numbers_are_joined_as_variables_are(text: str, paper: str) -> None:
    assert logic_on_paper(parse_logic(text, NUMBERS, ("x", "y")), on_paper) == paper


REFUSED = [
    ("p ^ q", "^ may be an and or an xor; write & or xor"),
    ("p - q", "a minus has no meaning in logic; write ¬ or not"),
    ("p ∧", "the formula ends where something was expected"),
    ("∧ p", "and was not expected here"),
    ("(p ∨ q", "a closing bracket is missing"),
    ("p)", "this ) closes nothing; an opening bracket is missing"),
    ("p ∨ s", "s is no variable of this formula; write p, q, r"),
    ("if p then q", "if is no variable of this formula"),
    ("2 p", "2 is no variable of this formula"),
    ("p ? q", "? has no meaning in a formula of logic"),
    ("p nand q nand r", "put parentheses around two of them"),
    ("", "nothing is written"),
    ("p" + " ∧ p" * 300, "the formula is too long"),
    ("(" * 200 + "p" + ")" * 200, "the formula is too long"),
    ("(" * 50 + "p" + ")" * 50, "nested deeper than 40 levels"),
    ("!" * 90 + "p", "too many negations"),
    ("p" + " -> p" * 60, "nested deeper than 40 levels"),
    (r"\bar{" * 60 + "p" + "}" * 60, "nested deeper than 40 levels"),
]


@pytest.mark.parametrize("text, told", REFUSED, ids=lambda value: value[:20])
def test_what_does_not_read_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(MathError, match="character ") as error:
        parse_logic(text, LOGICIAN)
    assert told in str(error.value)


def test_a_number_says_nothing_that_is_true() -> None:
    with pytest.raises(MathError, match="says nothing that is true or false"):
        parse_logic("x + 1", NUMBERS, ("x", "y"))


WORDS = (AND, OR, IMPLIES, XOR, IFF)
TREES = st.recursive(
    st.sampled_from(NAMES).map(Name),
    lambda inner: st.one_of(
        inner.map(negated), st.builds(joined_by, st.sampled_from(WORDS), inner, inner)
    ),
    max_leaves=8,
)


@given(TREES)
def test_what_is_written_on_paper_reads_as_the_same(tree: Tree) -> None:
    """The form in which a student sees it again, and the arithmetic that a rubric keeps it in."""
    assert rows(parse_logic(logic_on_paper(tree, on_paper), LOGICIAN)) == rows(tree)
    assert parse(printed(tree), LOGICIAN) == tree
    assert set(rows(tree)) <= {"0", "1"}


@given(st.text("pqr()¬∧∨→↔⊕+'!&|10 \\{}^v", max_size=24))
def test_any_text_reads_or_is_told(text: str) -> None:
    """What reads has a truth table; what does not is told at a character of the text."""
    try:
        tree = parse_logic(text, LOGICIAN)
    except MathError:
        return
    assert set(rows(tree)) <= {"0", "1"}


FORMS = [
    ("p ∧ q ∨ ¬p ∧ r", "dnf", 4),
    ("(p ∨ q) ∧ (¬p ∨ r)", "cnf", 4),
    ("p ∧ ¬q", "both", 2),
    ("p ∨ (q ∨ ¬r)", "both", 3),
    ("¬p", "both", 1),
    ("1", "both", 0),
    ("¬(p ∧ q)", "nand", 2),
    ("(p ↑ p) ↑ (q ↑ q)", "nand", 4),
    ("(pq)' ↑ r", "nand", 3),
    ("¬p ↑ ¬q", "none", 2),
    ("(p ↓ q) ↓ (p ↓ q)", "nor", 4),
    ("(p ↓ q) ↑ r", "none", 3),
    ("¬(p → q)", "none", 2),
    ("p → q", "none", 2),
    ("p ∧ (q ∨ r ∧ p)", "none", 4),
    ("¬¬p", "none", 1),
    ("p ⊕ q", "none", 2),
]


@pytest.mark.parametrize("text, form, count", FORMS)
def test_a_sum_of_products_is_told_from_a_product_of_sums(text, form, count) -> None:
    tree = parse_logic(text, LOGICIAN)
    found = {one.value for one in LogicForm if has_form(tree, one)}
    bare = {"cnf", "dnf", "nand", "nor"} if text == "1" else {"cnf", "dnf"}
    assert found == {"both": bare, "none": set()}.get(form, {form})
    assert literal_count(tree) == count


def test_every_connective_has_its_level() -> None:
    assert {word for level in LEVELS for word in level} >= set(WORDS)
