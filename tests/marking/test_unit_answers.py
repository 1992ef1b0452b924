"""Answers with units: what is read, how precisely, what it earns, what is said of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers import SheetFile, sheet_of
from grader.commands.explain import explain
from grader.commands.template import template
from grader.commands.terminal import Terminal
from grader.errors import RubricErrors
from grader.marking import marks, worked_line
from grader.model import Answer, Answers, Lapse, Mark, Verdict
from grader.review.made_submissions import submissions_made
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import judged

RUBRIC = """
title: Units
tolerance: {rtol: 0.002}
questions:
  "1":
    title: Many
    parameters: {v0: 14.3, t: 2.5, R: 94, U: 5, m: 3, x: 1, y: 8}
    steps:
      v: {label: speed, points: 2, unit: m/s, formula: v0 / 3.6}
      d: {label: distance, points: 2, unit: m, formula: v t}
      I: {label: current, points: 2, unit: A, formula: U / R}
      T: {label: temperature, points: 2, unit: K, formula: 25.3 + 273.15}
      p: {label: share, points: 2, unit: "%", formula: 100 x / y}
      cost: {label: cost, points: 2, unit: $, formula: 1250 * 960}
      w: {label: forces, points: 2, unit: N, formula: "[3.2, 4.1]"}
      ci: {label: ci, points: 2, answer: interval, unit: m, formula: "[1.2, 3.4]"}
      s: {label: times, points: 2, answer: set, unit: s, formula: "[1.5, 3]"}
      k: {label: path, points: 2, answer: sequence, unit: s, formula: "[1.5, 3, 4.5]"}
      F: {label: weight, points: 2, unit: N, units: required, unit_credit: 0.25, formula: m 9.81}
      n: {label: a bare number, points: 2, formula: x / y}
"""
ASSIGNMENT = read_assignment(RUBRIC, "units.yaml")


def mark_of(step: str, text: str, assignment=ASSIGNMENT, **others: str) -> Mark:
    return judged(assignment, {**others, step: text})[step]


RIGHT = {
    "v": [
        "3.97 m/s", "3.97", "3.97 m s^-1", r"$3.97\,\frac{\text{m}}{\text{s}}$", "3.97m/s",
        r"v = 3.97\,\mathrm{m/s}", "14.3 km/h", "397 cm/s", "3.97 metre per second",
        "3.97 meters/second", r"\SI{3.97}{\metre\per\second}", "0.00397 km/s", "≈ 3.97 m/s",
        "3.97 m/s (rounded)", "3.97 m/s at t = 0", "v [m/s] = 3.97", "143/36 m/s", "3.97 [m/s]",
        "v = v0/3.6 = 14.3 km/h / 3.6 = 3.97 m/s", "14.30 km/h = 3.97 m/s", "3.97 m/s = 14.3 km/h",
        r"3.97\ \text{m s}^{-1}", "3.97 · 10^0 m/s", "3.97 x 10^-3 km/s", "speed = 14.3 km/h",
        "3.97 m/s?", "**3.97 m/s**", "3.97 m/s.", "3.97 ms⁻¹", "3.97 ms^-1",
        "3.97 m/s (metres per second)",
        "3.97 in m/s", "about 3.97 m/s", "3.97 m.s^-1", "3.97 mps",
    ],
    "d": ["9.93 m", "993 cm", "0.00993 km", "9 m 93 cm", "9.93 metres"],
    "I": ["53.2 mA", "0.0532 A", "53 mA", "5.32e-2 A", "53.2e-3 A", "53200 µA", "53.2 milliamps",
          r"53.2\,\mathrm{mA}", "0.0000532 kA", "5/94 A", "53.2 mV/Ω"],
    "T": ["298.45 K", "25.3 °C", "25.3 C", "25.3 degC", r"25.3^\circ\mathrm{C}", "77.5 °F",
          "25.3 degrees Celsius", "298.45"],
    "p": ["12.5 %", "12.5", "0.125", "1/8", r"12.5\%", "12.5 percent", "12.5 per cent",
          "125000 ppm", "12.5%"],
    "cost": ["$1,200,000", "1.2 million $", "$1.2 million", "1.2M$", "$1.2M", "1200 k$", "1200000",
             "1.2 million", "1.2 million USD", "1.2 million dollars", "US$ 1.2 million",
             "$1200000$", r"\$1.2 million", "1.2e6 USD", "USD 1,200,000", "1,200,000 dollars",
             "1200000 Dollars",
             "1.2 million usd"],
    "w": ["[3.2, 4.1] N", "[3.2 N, 4.1 N]", "(3.2, 4.1) N", "3.2 N, 4.1 N", "[3200, 4100] mN",
          "[3.2 N, 4100 mN]", r"\begin{pmatrix} 3.2 \\ 4.1 \end{pmatrix} \text{N}", "3.2 4.1 N",
          "[3.2, 4.1] kg m/s^2"],
    "ci": ["[1.2, 3.4] m", "2.3 ± 1.1 m", "(2.3 ± 1.1) m", "1.2 m to 3.4 m", "[120, 340] cm",
           "230 ± 110 cm", "2.3 m ± 1.1 m", "1.2 m <= d <= 3.4 m", "[1.2 m, 340 cm]"],
    "s": ["1.5 s, 3 s", "{1.5, 3} s", "1500 ms, 3000 ms", "1.5 s and 3 s", "3 s, 1.5 s"],
    "k": ["1.5 s, 3 s, 4.5 s", "1.5, 3, 4.5", "1500 ms -> 3000 ms -> 4500 ms"],
    "F": ["29.43 N", "29.4 kg m/s^2", r"29.43 \frac{kg m}{s^2}", "0.0294 kN", "29.4 newtons",
          "29.43 kgms^-2", "29.43 kg.m/s²"],
}  # fmt: skip


@pytest.mark.parametrize("step, text", [(s, t) for s, texts in RIGHT.items() for t in texts])
def test_a_right_value_in_any_fitting_unit_earns_everything(step: str, text: str) -> None:
    mark = mark_of(step, text)
    assert (mark.verdict, mark.credit) == (Verdict.CORRECT, 1.0), step_feedback(mark)


NOT_RIGHT = [
    ("v", "14.0 km/h", None),
    ("v", "14.2 km/h", None),
    ("v", "3.97 km/h", Lapse.UNIT_SCALE),
    ("v", "3970 m/s", Lapse.UNIT_SCALE),
    ("v", "3.97 N", Lapse.OTHER_UNIT),
    ("I", "53.2 A", Lapse.UNIT_SCALE),
    ("I", "53.2", Lapse.UNIT_SCALE),
    ("I", "53 MA", Lapse.UNIT_SCALE),
    ("I", "50 mA", Lapse.TOO_FEW_FIGURES),
    ("T", "25.3 K", Lapse.UNIT_SCALE),
    ("T", "25.3", Lapse.UNIT_SCALE),
    ("p", "0.125 %", Lapse.UNIT_SCALE),
    ("p", "1250 %", Lapse.UNIT_SCALE),
    ("cost", "1.2 million EUR", Lapse.OTHER_UNIT),
    ("w", "[3.2, 4.1] kN", Lapse.UNIT_SCALE),
    ("F", "29.43", Lapse.NO_UNIT),
    ("F", "29.43 kg", Lapse.OTHER_UNIT),
]


@pytest.mark.parametrize("step, text, slip", NOT_RIGHT)
def test_a_value_that_is_off_or_whose_unit_is_says_why(
    step: str, text: str, slip: Lapse | None
) -> None:
    mark = mark_of(step, text)
    assert mark.verdict is not Verdict.CORRECT
    assert mark.slip == slip
    credit = {None: 0.0, Lapse.NO_UNIT: 0.25}.get(slip, 0.25 if step == "F" else 0.5)
    assert mark.credit == credit


SAID = [
    ("F", "29.43", "**Right but for the unit.** The unit is missing: write N behind it."),
    ("F", "29.43 kg", "The unit kg measures something else than N."),
    ("I", "53.2 A", "Right figures, but not in A: check the prefix and the power of ten."),
    ("T", "25.3 K", "Degrees Celsius and kelvin are 273.15 apart: convert the temperature."),
    ("v", "14.3 km/h", "Read: `14.3 km/h`, taken as `3.97 m/s`"),
    ("I", "53.2 mA", "taken as `0.0532 A`"),
    ("p", "0.125", "taken as `12.5 %`"),
    ("w", "[3200, 4100] mN", "taken as `[3.2, 4.1] N`"),
    ("v", "3.97 bananas", '"bananas" in "3.97 bananas" is no unit that is known here'),
    ("v", "3 m/s * 2 s", "Several units are given (m/s, s)"),
    ("ci", "120 cm to 3.4 m", "Several units are given (cm, m)"),
]


@pytest.mark.parametrize("step, text, words", SAID)
def test_what_is_said_of_it(step: str, text: str, words: str) -> None:
    assert words in step_feedback(mark_of(step, text))


@pytest.mark.parametrize(
    "text", ["3.97 bananas", "3 m/s * 2 s", "3,97 m/s", "m/s", "3.97 m/s or 4 s"]
)
def test_what_cannot_be_read_is_never_wrong(text: str) -> None:
    assert mark_of("v", text).verdict is Verdict.UNREADABLE


def test_a_missing_unit_is_told_beside_what_else_is_wrong() -> None:
    rubric = RUBRIC.replace("title: Units", "title: Units\nunits: required")
    strict = read_assignment(rubric, "strict.yaml")
    vector = mark_of("w", "[3.2, 4.7]", strict)
    assert (vector.verdict, vector.credit, vector.slip) == (Verdict.PARTIAL, 0.25, Lapse.NO_UNIT)
    said = step_feedback(vector)
    assert said.startswith("**One slip.**")
    assert "write N behind it" in said
    assert "1 of 2 entries are right" in said
    vague = step_feedback(mark_of("I", "0.05", strict))
    assert "significant figures; the unit is missing: write A behind it" in vague


def test_no_feedback_tells_the_value_that_was_expected() -> None:
    for text in ("53.2 A", "5.3 mA", "0.4 V", "99"):
        assert not re.search(r"0?\.053|53\.19", step_feedback(mark_of("I", text)))


FOLLOWING = [
    ("0.8 m/s", "2.0 m"), ("2.88 km/h", "2.0 m"), ("0.8", "200 cm"), ("80 cm/s", "0.0020 km"),
]  # fmt: skip


@pytest.mark.parametrize("own, text", FOLLOWING)
def test_later_steps_follow_from_a_value_in_any_unit(own: str, text: str) -> None:
    mark = mark_of("d", text, v=own)
    assert (mark.verdict, mark.credit, mark.rests_on) == (Verdict.FOLLOWS, 1.0, ("v",))


def test_a_rounding_in_the_unit_that_was_written_makes_no_later_step_wrong() -> None:
    # 14 km/h stand for 13.5 to 15: 9.4 to 10.4 m
    for text in ("9.7 m", "9.72 m", "9.93 m"):
        assert mark_of("d", text, v="14 km/h").verdict is Verdict.CORRECT
    assert mark_of("d", "8.5 m", v="14 km/h").verdict is Verdict.INCORRECT


def test_who_goes_on_with_fewer_figures_of_the_unit_that_was_written_follows() -> None:
    # 14.2857 km/h, carried on as 14.3 km/h: 3.97222 m/s
    mark = mark_of("d", "9.93056 m", v="14.2857 km/h")
    assert mark.verdict in (Verdict.CORRECT, Verdict.FOLLOWS)
    wrong = mark_of("d", "13.1944 m", v="18.9571 km/h")  # as 19.0 km/h
    assert wrong.verdict is Verdict.FOLLOWS


def test_a_missing_unit_costs_its_own_step_and_no_other() -> None:
    rubric = RUBRIC.replace("title: Units", "title: Units\nunits: required\nfollow_through: 0.5")
    strict = read_assignment(rubric, "strict.yaml")
    assert mark_of("v", "3.97", strict).slip == Lapse.NO_UNIT
    for own in ("3.97", "3.97 N"):
        later = mark_of("d", "9.93 m", strict, v=own)
        assert (later.verdict, later.credit) == (Verdict.CORRECT, 1.0)
    assert mark_of("n", "0.125", strict).verdict is Verdict.CORRECT


UNITS = {
    "m/s": [("km/h", 3.6), ("cm/s", 100.0), ("mm/ms", 1.0), ("m/min", 60.0), ("km/s", 1e-3)],
    "A": [("mA", 1e3), ("µA", 1e6), ("kA", 1e-3), ("C/s", 1.0)],
}


@given(
    st.sampled_from(["v", "I"]),
    st.floats(0.2, 5.0).filter(lambda x: abs(x - 1) > 0.02),
    st.integers(0, 4),
    st.integers(3, 6),
)
def test_the_same_value_in_any_fitting_unit_earns_the_same(
    step: str, share: float, which: int, figures: int
) -> None:
    """Of full figures, right or wrong: the unit makes no difference."""
    unit = {"v": "m/s", "I": "A"}[step]
    true = {"v": 14.3 / 3.6, "I": 5 / 94}[step]
    other, factor = UNITS[unit][which % len(UNITS[unit])]
    for value in (true, true * share):
        own = mark_of(step, f"{value:.{figures}g} {unit}")
        same = mark_of(step, f"{value * factor:.9g} {other}")
        full = mark_of(step, f"{value:.9g} {unit}")
        assert (same.verdict, same.credit) == (full.verdict, full.credit)
        if value == true:
            assert own.credit == full.credit == 1.0


@given(st.integers(1, 999), st.integers(-6, 6), st.sampled_from([-9, -6, -3, 3, 6]))
def test_a_prefix_and_a_power_of_ten_are_marked_alike(digits: int, power: int, prefix: int) -> None:
    """Whatever the figures are: 53 mA is 0.053 A, also where it is vague or wrong."""
    name = {-9: "n", -6: "µ", -3: "m", 3: "k", 6: "M"}[prefix]
    base = mark_of("I", f"{digits}e{power} A")
    other = mark_of("I", f"{digits}e{power - prefix} {name}A")
    assert (base.verdict, base.credit, base.slip) == (other.verdict, other.credit, other.slip)


def test_digits_that_are_asked_for_count_in_the_unit_of_the_step() -> None:
    rubric = RUBRIC.replace("tolerance: {rtol: 0.002}", "tolerance: {decimals: 3}")
    strict = read_assignment(rubric, "digits.yaml")
    for text in ("0.053 A", "53 mA", "53.2 mA", "53191 µA", "53.191 mA"):
        assert mark_of("I", text, strict).verdict is Verdict.CORRECT, text
    assert mark_of("I", "52 mA", strict).verdict is not Verdict.CORRECT
    assert mark_of("v", "14 km/h", strict).slip == Lapse.TOO_FEW_FIGURES
    assert mark_of("v", "14.300 km/h", strict).verdict is Verdict.CORRECT
    figures = RUBRIC.replace("tolerance: {rtol: 0.002}", "tolerance: {significant_figures: 3}")
    three = read_assignment(figures, "figures.yaml")
    assert mark_of("v", "14.3 km/h", three).verdict is Verdict.CORRECT
    assert mark_of("v", "14 km/h", three).slip == Lapse.TOO_FEW_FIGURES


def test_the_precision_of_a_value_is_that_of_its_digits() -> None:
    exact = read_assignment(RUBRIC.replace("{rtol: 0.002}", "{rtol: 0}"), "exact.yaml")
    # 14.3 km/h stand for 14.25 to 14.4 km/h, which no three figures in m/s say
    assert mark_of("v", "14.3 km/h", exact).verdict is Verdict.CORRECT
    assert mark_of("v", "14.4 km/h", exact).verdict is not Verdict.CORRECT
    assert mark_of("T", "25 °C", exact).verdict is Verdict.CORRECT
    assert mark_of("T", "26 °C", exact).verdict is not Verdict.CORRECT


SHEET = r"""
# Problem 1

$v = v_0/3.6 = 14.3\,\mathrm{km/h}$, so it is fast.

d = v t = 993 cm

The current is $I = U/R = 53.2\,\text{mA}$.

T = 25.3 °C, and p = 12.5 %

cost = \$1.2 million

$w = [3.2, 4.1]\,\mathrm{N}$

F = 29.43 N

n = 0.125
"""


def of_sheet(text: str) -> dict[str, Mark]:
    sheet = sheet_of([SheetFile(name="s.md", data=text.encode())], ASSIGNMENT)
    found = {
        (one.question, one.step): Answer(text=one.text, where=str(one.place), how="by its name")
        for one in sheet.answers
    }
    return {m.step: m for m in marks(ASSIGNMENT, Answers(by_step=found, sheets=("s.md",)))}


def test_a_sheet_keeps_the_units_of_its_answers() -> None:
    found = of_sheet(SHEET)
    for step in ("v", "d", "I", "T", "p", "cost", "w", "F", "n"):
        assert found[step].verdict is Verdict.CORRECT, found[step]
    assert found["n"].read == "0.125"


@pytest.mark.parametrize(
    "text, step, verdict",
    [
        ("v [km/h] = 14.3", "v", Verdict.CORRECT),
        ("| name | value |\n|---|---|\n| I | 53.2 mA |\n| d | 993 cm |", "I", Verdict.CORRECT),
        ("F = 29.43", "F", Verdict.PARTIAL),
        ("I = 53.2 A", "I", Verdict.PARTIAL),
        ("d = 9.93 m = 993 cm", "d", Verdict.CORRECT),
    ],
)
def test_a_sheet_in_other_forms(text: str, step: str, verdict: Verdict) -> None:
    assert of_sheet(f"# Problem 1\n\n{text}\n")[step].verdict is verdict


def lint_messages(text: str) -> list[str]:
    with pytest.raises(RubricErrors) as found:
        read_assignment(text, "r.yaml")
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("unit: m/s", "unit: meterr/s", "meterr is no unit that is known; did you mean meter?"),
        ("unit: m/s", "unit: qqqq", "unit: qqqq is no unit that is known"),
        ("unit: m/s", "unit: m//s", "m//s is no unit that can be read; write unit: m/s"),
        ("unit: m/s", "unit: 3", "unit: 3 is no unit that can be read; write unit: m/s"),
        ("unit: m/s", "unit: million", "million is no unit that can be read"),
        ("unit: m/s", "unit: m/s, answer: formula", "unit belongs to answer: number or"),
        ("unit: m/s", "unit: m/s, answer: choice, choices: [a, b]", "unit belongs to"),
        ("answer: set, unit: s", "answer: set, choices: [a, b], unit: s", "words have no unit"),
        ("units: required", "units: always", "units"),
        ("unit_credit: 0.25", "unit_credit: 3", "unit_credit"),
    ],
)  # fmt: skip
def test_lint_says_what_is_wrong_with_a_unit(old: str, new: str, words: str) -> None:
    found = lint_messages(RUBRIC.replace(old, new, 1))
    assert any(words in message for message in found), found


def test_submissions_that_are_made_of_a_rubric_have_its_units() -> None:
    rubric = RUBRIC.replace("title: Units", "title: Units\nunits: required")
    made = {one.name: one for one in submissions_made(read_assignment(rubric, "strict.yaml"))}
    assert made["perfect"].texts["1", "v"] == "3.9722222 m/s"
    assert {mark.credit for mark in made["perfect"].marks} == {1.0}
    assert [one.surprises for one in made.values() if one.surprises] == []


def test_a_worked_solution_has_units() -> None:
    question = ASSIGNMENT.questions[0]
    line = worked_line(question, "v", {**question.parameters})
    assert line.endswith("= 3.97222 m/s")


def test_the_template_and_the_key_say_the_unit(capsys: pytest.CaptureFixture[str]) -> None:
    text = template(ASSIGNMENT)
    assert "# speed; in m/s" in text
    assert "# forces; a vector of 2 entries; in N" in text
    explain(ASSIGNMENT, "1", False, Terminal(width=200))
    assert "3.9722222 m/s" in capsys.readouterr().out


def test_an_expected_value_is_shown_with_its_unit() -> None:
    shown = read_assignment(RUBRIC.replace("title: Units", "title: Units\nreveal: expected"), "r")
    assert mark_of("v", "1 m/s", shown).expected == "3.9722222 m/s"


PROGRAM = """
import json, sys
from grader.rubric.load import read_assignment
from grader.marking import marks
from grader.model import Answer, Answers
text, answers = json.loads(sys.stdin.read())
assignment = read_assignment(text, "r.yaml", checked=True)
given = {("1", name): Answer(text=said) for name, said in answers.items()}
found = {m.step: m.verdict.value for m in marks(assignment, Answers(by_step=given))}
print(json.dumps([found, sorted(n for n in sys.modules if "pint" in n or "unit" in n)]))
"""


def run(rubric: str, answers: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([rubric, answers]),
        capture_output=True,
        text=True,
        check=True,
    )
    found, modules = json.loads(done.stdout)
    return found, [m for m in modules if m.startswith(("pint", "grader")) and "units_of" not in m]


def test_the_library_of_units_is_loaded_for_other_units_alone() -> None:
    plain = re.sub(r"unit: [^,]+, ", "", RUBRIC).replace("units: required, unit_credit: 0.25, ", "")
    found, modules = run(plain, {"v": "3.97", "n": "0.125"})
    assert found["v"] == "correct"
    assert modules == []
    found, modules = run(RUBRIC, {"v": r"3.97\,\mathrm{m/s}", "I": "0.0532 A", "p": "12.5 %"})
    assert {found[name] for name in ("v", "I", "p")} == {"correct"}
    assert "pint" not in modules
    found, modules = run(RUBRIC, {"v": "14.3 km/h"})
    assert found["v"] == "correct"
    assert "pint" in modules
