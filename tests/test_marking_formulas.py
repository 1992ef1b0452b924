"""Formula answers: every right spelling counts, no wrong one does, and slips carry on."""

from __future__ import annotations

import re

import pytest

from grader.errors import RubricErrors
from grader.marking import marks
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import Assignment
from grader.rubric.load import read_assignment
from grader.words.feedback import explanation
from tests.homework import FORMULAS, HW3
from tests.project import PROJECT

SPELLINGS = PROJECT / "tests" / "spellings"


def table(name: str) -> list[tuple[str, str]]:
    """Step and line, for each line below a heading such as [1a.dL_dW]."""
    rows, step = [], ""
    for line in (SPELLINGS / name).read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[\w+\.\w+\]", line):
            step = line[1:-1]
        elif line:
            rows.append((step, line))
    return rows


RIGHT = table("right.txt")
WRONG = [(step, *line.split(" -> ")) for step, line in table("wrong.txt")]


def judged(assignment: Assignment, texts: dict[str, str]) -> dict[str, Mark]:
    """The marks of answers by `question.step`."""
    by_step = {tuple(name.split(".")): Answer(text=text) for name, text in texts.items()}
    return {mark.id: mark for mark in marks(assignment, Answers(by_step=by_step))}


def one(step: str, text: str) -> Mark:
    return judged(HW3, {step: text})[step]


def test_the_tables_have_many_spellings_of_every_formula_of_the_homework() -> None:
    steps = [f"{question}.{step}" for question, step in FORMULAS]
    for rows in (RIGHT, WRONG):
        assert len(rows) >= 90
        assert {row[0] for row in rows} == set(steps)
        assert min([row[0] for row in rows].count(step) for step in steps) >= 9


@pytest.mark.parametrize("step, text", RIGHT)
def test_every_right_spelling_earns_every_point(step: str, text: str) -> None:
    mark = one(step, text)
    assert (mark.verdict, mark.credit) == (Verdict.CORRECT, 1.0), mark.reason


def without_places(reason: str) -> str:
    """A reason without the values and sizes that were drawn."""
    reason = re.sub(r"at (\w+ = [-\d.]+,? )+", "at ... ", reason)
    reason = re.sub(r"where \w+ has [^;]+;", "where ...;", reason)
    both = "w1, w2, w3, x, y_hat, z1, h1, z2, h2, y, loss"
    return reason.replace(both, "ALL").replace("dL_dY, X, W, m, d, n", "SYMBOLS")


@pytest.mark.parametrize("step, text, said", WRONG)
def test_a_wrong_formula_earns_what_its_slip_earns_and_the_words_say_why(
    step: str, text: str, said: str
) -> None:
    mark = one(step, text)
    assert mark.credit == (0.5 if said.startswith("partial") else 0.0)
    assert f"{mark.verdict.value}: {without_places(mark.slip_words or mark.reason or '')}" == said


def test_a_counter_example_is_a_point_within_the_domains_of_the_rubric() -> None:
    found = re.findall(r"(\w+) = (-?[\d.]+)", one("2c.dL_dw1", "0").reason or "")
    assert [name for name, _ in found] == ["w1", "x", "w2", "w3", "y_hat"]
    bounds = {"y_hat": 3.0}
    assert all(abs(float(value)) <= bounds.get(name, 2.0) for name, value in found)
    (x,) = re.findall(r"x = (-?[\d.]+)", one("2a.dsigma", "0").reason or "")
    assert abs(float(x)) <= 3


def test_what_is_said_never_holds_the_rule_nor_its_value() -> None:
    for step, text, _ in WRONG:
        told = explanation(one(step, text))
        for secret in ("dL_dY X^T", "dL_dY @", "(1 - ", "(y - y_hat)", "h2 *", "* h2"):
            assert secret not in told.replace(text, ""), (step, text)


def test_a_missing_transpose_is_wrong_although_it_fits_square_matrices() -> None:
    """Sizes are drawn and all different, so it is the general case that is graded.

    One such slip is a slip although its shapes do not fit; two are none.
    """
    for text, credit in (("dL_dY X", 0.5), ("X^T dL_dY", 0.5), ("dL_dY^T X", 0), ("X dL_dY", 0)):
        mark = one("1a.dL_dW", text)
        assert mark.verdict is (Verdict.PARTIAL if credit else Verdict.INCORRECT)
        assert mark.credit == credit
        assert not re.search("matmul|inner sizes", explanation(mark))


RESTATED = [
    r"\sigma'(x)",
    "dsigmoid(x)",
    "sigma'(x)",
    "1 * σ'(x)",
    "σ'(x) + 0",
    "-(-σ'(x))",
    "2 σ'(x) / 2",
]


@pytest.mark.parametrize("text", RESTATED)
def test_the_question_restated_is_no_answer(text: str) -> None:
    """The derivative that is asked for is still to be done; within another rule it is a factor."""
    mark = one("2a.dsigma", text)
    assert (mark.verdict, mark.credit, mark.slip) == (Verdict.INCORRECT, 0.0, "restated")
    assert "σ'(x) is the question itself" in explanation(mark)
    assert one("2c.dL_dw2", r"2(y - ŷ) w_3 \sigma'(z_2) h_1").credit == 1


def test_free_indices_on_the_left_say_which_is_the_row() -> None:
    summed = r"\sum_k \frac{\partial L}{\partial Y_{ik}} X_{jk}"
    for left, verdict in (("ij", Verdict.CORRECT), ("ji", Verdict.INCORRECT)):
        text = rf"\frac{{\partial L}}{{\partial W_{{{left}}}}} = {summed}"
        assert one("1a.dL_dW", text).verdict is verdict


def test_a_sum_may_run_to_a_size_that_the_rubric_names() -> None:
    """m, d and n of `W: [m, d]` and `X: [d, n]` are what a general formula is written with."""
    text = r"\sum_{k=1}^{%s} \frac{\partial L}{\partial Y_{ik}} X_{jk}"
    found = {size: one("1a.dL_dW", text % size).verdict for size in "mdn"}
    assert found["n"] is Verdict.CORRECT
    assert {found["m"], found["d"]} == {Verdict.INCORRECT}


def test_a_derivative_on_the_left_is_a_name_and_on_the_right_it_is_no_answer() -> None:
    done = r"\sigma(x)(1-\sigma(x))"
    undone = r"\frac{d}{dx}\sigma(x)"
    assert one("2a.dsigma", f"{undone} = {done}").verdict is Verdict.CORRECT
    assert one("2a.dsigma", f"{undone} = x").verdict is Verdict.INCORRECT
    for text in (f"{done} = {undone}", f"{undone} = {undone}", f"{undone} = {done})"):
        mark = one("2a.dsigma", text)
        assert mark.verdict is Verdict.UNREADABLE
        assert "a derivative still to be done" in (mark.reason or "")


RIDGE = """\
title: Ridge
questions:
  q:
    title: The closed form
    dimensions: {X: [n, d], y: [n], A: [d, d]}
    domains: {c: positive}
    steps:
      w: {points: 4, answer: formula, formula: RULE, symbols: [X, y, c]}
      one: {points: 1, answer: formula, formula: identity(d), symbols: [A]}
      mean: {points: 1, answer: formula, formula: sum(y) / n, symbols: [y]}
"""


@pytest.mark.parametrize("rule", ["(X^T X + c I)^{-1} X^T y", "inv(X^T X + c identity(d)) X^T y",
                                  "inv(X^T X + c I_d) X^T y"])  # fmt: skip
@pytest.mark.parametrize("text, verdict", [
    ("(X^T X + c I)^{-1} X^T y", Verdict.CORRECT),
    ("(X^T X + cI_d)^{-1} X^T y", Verdict.CORRECT),
    ("X^T (X X^T + c \\mathbf{I}_n)^{-1} y", Verdict.CORRECT),
    ("(X^T X + c identity(d))^{-1} X^T y", Verdict.CORRECT),
    ("(X^T X + I)^{-1} X^T y", Verdict.PARTIAL),
    ("(X^T X)^{-1} X^T y", Verdict.PARTIAL),
    ("(X^T X + c I_n)^{-1} X^T y", Verdict.INCORRECT),
])  # fmt: skip
def test_a_unit_matrix_has_the_size_it_must_have(rule: str, text: str, verdict: Verdict) -> None:
    found = judged(read_assignment(RIDGE.replace("RULE", f"'{rule}'"), "r.yaml"), {"q.w": text})
    assert found["q.w"].verdict is verdict


def test_a_unit_matrix_alone_is_one_and_a_size_may_stand_in_a_rule() -> None:
    assignment = read_assignment(RIDGE.replace("RULE", "X^T y"), "r.yaml")
    found = judged(assignment, {"q.one": "I", "q.mean": "mean(y)"})
    assert {found[name].verdict for name in ("q.one", "q.mean")} == {Verdict.CORRECT}
    found = judged(assignment, {"q.one": "2 I", "q.mean": "sum(y) / n"})
    assert found["q.one"].verdict is not Verdict.CORRECT
    assert found["q.mean"].verdict is Verdict.CORRECT


# how slips carry on

CHAIN = """\
title: Chain
questions:
  q:
    title: A chain of formulas
    domains: {w: [-2, 2], x: [-2, 2]}
    SHARE
    steps:
      z: {points: 1, answer: formula, formula: w x}
      h: {points: 2, answer: formula, formula: tanh(z)}
      y: {points: 4, answer: formula, formula: h^2 + log(5 + h)}
"""


def chain(share: str = "notation: {}") -> Assignment:
    return read_assignment(CHAIN.replace("SHARE", share), "r.yaml")


def verdicts(assignment: Assignment, **texts: str) -> dict[str, tuple[str, float]]:
    found = judged(assignment, {f"q.{step}": text for step, text in texts.items()})
    return {m.step: (m.verdict.value, m.credit) for m in found.values() if m.step in texts}


def test_a_formula_that_follows_from_an_own_wrong_one_earns_its_points() -> None:
    found = verdicts(chain(), z="w + x", h="tanh(w + x)", y="tanh(w+x)^2 + log(5 + tanh(w+x))")
    assert found == {"z": ("incorrect", 0.0), "h": ("follows", 1.0), "y": ("follows", 1.0)}


def test_only_the_slip_costs_when_later_formulas_are_written_by_their_symbols() -> None:
    found = verdicts(chain(), z="w + x", h="tanh(z)", y="h^2 + log(5 + h)")
    assert found == {"z": ("incorrect", 0.0), "h": ("correct", 1.0), "y": ("correct", 1.0)}


def test_one_who_goes_back_to_the_true_formula_is_right() -> None:
    assert verdicts(chain(), z="w + x", h="tanh(w x)")["h"] == ("correct", 1.0)


def test_a_slip_carries_through_formulas_that_were_left_out() -> None:
    assert verdicts(chain(), z="w + x", y="tanh(w+x)^2 + log(5 + tanh(w+x))") == {
        "z": ("incorrect", 0.0),
        "y": ("follows", 1.0),
    }


@pytest.mark.parametrize("share", [1, 0.5, 0])
def test_follow_through_says_which_share_a_formula_that_follows_earns(share: float) -> None:
    found = verdicts(chain(f"follow_through: {share}"), z="w + x", h="tanh(w + x)")
    assert found["h"] == ("follows", float(share))


def test_a_second_slip_follows_from_nothing_and_the_words_say_so() -> None:
    mark = judged(chain(), {"q.z": "w + x", "q.h": "tanh(w - x)"})["q.h"]
    assert (mark.verdict, mark.credit, mark.rests_on) == (Verdict.INCORRECT, 0.0, ("z",))
    assert explanation(mark).endswith("It does not follow from your own `z` = `w + x` either.")


@pytest.mark.parametrize("z", ["w + v", "f(x)", "w +", "", "h", "z"])
def test_what_could_not_be_read_is_not_carried(z: str) -> None:
    mark = judged(chain(), {"q.z": z, "q.h": "tanh(w x)"})["q.h"]
    assert (mark.verdict, mark.inputs) == (Verdict.CORRECT, ())
    assert judged(chain(), {"q.z": z, "q.h": "tanh(w + x)"})["q.h"].rests_on == ()


@pytest.mark.parametrize("z", ["-log(-5 - x^2)", "1/0"])
def test_an_own_formula_without_a_value_cannot_be_followed_and_harms_nothing_else(z: str) -> None:
    found = verdicts(chain(), z=z, h="tanh(w + x)", y="h^2 + log(5 + h)")
    assert found == {"z": ("incorrect", 0.0), "h": ("incorrect", 0.0), "y": ("correct", 1.0)}


def test_formulas_that_rest_on_each_other_in_a_circle_are_not_usable() -> None:
    """Own answers name what stands before a step, so no answer can name itself, near or far."""
    found = verdicts(chain(), z="h / 2", h="y - 1", y="y")
    assert set(found.values()) == {("unreadable", 0.0)}
    texts = {"2c.dL_dw3": "dL_dw2", "2c.dL_dw2": "dL_dw3 w3 (1-h2) h1", "2c.dL_dw1": "dL_dw1"}
    found_in_homework = judged(HW3, texts)
    assert [found_in_homework[name].verdict.value for name in texts] == [
        "unreadable",
        "correct",
        "unreadable",
    ]
    assert found_in_homework["2c.dL_dw3"].reason == (
        '"dL_dw2" may not be used in this step; you may use w1, w2, w3, x, y_hat, z1, h1, z2, h2,'
        " y, loss"
    )


def test_an_earlier_gradient_may_be_used_as_a_symbol() -> None:
    mark = one("2c.dL_dw1", r"\frac{\partial L}{\partial w_2} \frac{w_2 \sigma'(z_1) x}{h_1}")
    assert mark.verdict is Verdict.CORRECT


def test_a_formula_that_has_no_value_where_its_rule_has_none_is_the_same_function() -> None:
    text = CHAIN.replace("SHARE", "notation: {}").replace("h^2 + log(5 + h)", "log(h)")
    assert verdicts(read_assignment(text, "r.yaml"), y="log(tanh(w x))")["y"] == ("correct", 1.0)


def test_a_rule_that_has_no_value_anywhere_is_our_fault_in_that_step_alone() -> None:
    text = CHAIN.replace("SHARE", "notation: {}").replace("h^2 + log(5 + h)", "log(h - 2)")
    with pytest.raises(
        RubricErrors, match=r"steps\.y: it has no value at any point that was tried"
    ):
        read_assignment(text, "r.yaml")
    found = verdicts(read_assignment(text, "r.yaml", checked=True), z="w x", y="log(h - 2)")
    assert found == {"z": ("correct", 1.0), "y": ("fault", 0.0)}


def test_numbers_and_formulas_of_one_question_are_each_followed_among_their_own_kind() -> None:
    text = """\
title: Mixed
tolerance: {rtol: 1.0e-6}
questions:
  q:
    title: Both kinds
    parameters: {w: 3, x: 2}
    steps:
      z: {points: 1, formula: w x}
      h: {points: 1, answer: formula, formula: z^2}
      y: {points: 1, formula: h + z}
"""
    mixed = read_assignment(text, "r.yaml")
    assert verdicts(mixed, z="7", h="z^2", y="56") == {
        "z": ("incorrect", 0.0),
        "h": ("correct", 1.0),
        "y": ("follows", 1.0),
    }
    assert verdicts(mixed, z="6", h="z^3", y="42")["y"] == ("correct", 1.0)


@pytest.mark.parametrize("domain, own, verdict", [
    ("positive", "c", Verdict.CORRECT),
    ("positive", "|c|", Verdict.CORRECT),
    ("[-2, 2]", "|c|", Verdict.CORRECT),
    ("[-2, 2]", "c", Verdict.INCORRECT),
])  # fmt: skip
def test_a_formula_is_right_where_it_is_in_all_of_the_domain(
    domain: str, own: str, verdict: Verdict
) -> None:
    text = CHAIN.replace("x: [-2, 2]}", f"x: [-2, 2], c: {domain}}}").replace("SHARE", "label: q")
    text = text.replace("formula: w x}", "formula: sqrt(c^2)}", 1).replace("tanh(z)", "z w x")
    found = judged(read_assignment(text.replace("    label: q\n", ""), "r.yaml"), {"q.z": own})
    assert found["q.z"].verdict is verdict


COUNTS = """
title: T
questions:
  "1":
    title: Counts
    steps:
      pairs: {points: 1, answer: formula, symbols: [n], formula: n (n - 1) / 2}
      area: {points: 1, answer: formula, symbols: [r], formula: pi r^2, tolerance: {rtol: 0.001}}
      all: {points: 1, answer: formula, symbols: [n], formula: factorial(2 n)}
    dimensions: {n: [], r: []}
"""


@pytest.mark.parametrize(
    ("step", "text", "is_right"),
    [
        ("pairs", "n! / (2 (n - 2)!)", True),
        ("pairs", r"\binom{n}{2}", True),
        ("pairs", r"\binom{n}{3}", False),
        ("all", "(2n)!", True),
        ("all", "2n!", False),
        ("area", "3.1416 r^2", True),
        ("area", "3.15 r^2", False),
        ("area", "3 r^2", False),
        ("pairs", "0.5001 n (n - 1)", False),
    ],
)
def test_what_counts_is_tried_at_whole_numbers_and_rounded_coefficients_by_the_tolerance(
    step: str, text: str, is_right: bool
) -> None:
    assignment = read_assignment(COUNTS, "rubric.yaml")
    mark = judged(assignment, {f"1.{step}": text})[f"1.{step}"]
    assert (mark.verdict is Verdict.CORRECT) == is_right
