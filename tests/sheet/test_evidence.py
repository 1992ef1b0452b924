"""What speaks for a step: each kind of evidence, how it is weighed, learned and shown."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import yaml

from grader.answers.document import SheetFile
from grader.answers.sheet import Sheet, read_sheet
from grader.answers.sheet.conventions import Conventions
from grader.answers.sheet.evidence import WEIGHTS, Candidate, Evidence, shares, weighed
from grader.answers.sheet.sides import Side
from grader.answers.sheet.step_words import Wording
from grader.mathlang.tree import Name
from tests.project import PROJECT, run_grader
from tests.sheet.questions import softmax_network
from tests.sheet.test_promises import ASKED, named, sheet_of
from tests.sheet.test_reader import asked_by

sys.path.insert(0, str(PROJECT / "benchmarks"))

import fit_weights
import sheets


def read(text: str, asked=ASKED) -> Sheet:
    return read_sheet([SheetFile(name="s.md", data=text.encode())], asked, explains=True)


def chances(text: str, step: str, at: int = -1) -> dict[str, float]:
    """The weights of the evidence for a step in one statement of a sheet."""
    found = read(sheet_of([text])).considered[at].chances
    return next((dict(one.evidence) for one in found if one.step == step), {})


KINDS = [
    ("$z_1 = 0.9$", "z1", Evidence.NAME),
    ("$a_1 = 0.9$", "h1", Evidence.USUAL),
    ("$q = 0.5393$\n\n$q = 0.7$", "h1", Evidence.LEARNED),
    ("$z_1 = 0.5393$", "h1", Evidence.OTHER_NAME),
    ("$a_1 = 0.4852$", "h2", Evidence.OTHER_USUAL),
    ("$q = 0.5393$\n\n$q = 0.3784$", "z3", Evidence.OTHER_LEARNED),
    ("$w_1 = 0.5393$", "h1", Evidence.GIVEN),
    (r"$q = \sigma(z_1) = 0.9$", "h1", Evidence.MEANING),
    (r"$z_2 = \sigma(z_1) = 0.9$", "z2", Evidence.OTHER_MEANING),
    (r"$q = 0.25 \cdot 0.63 = 0.9$", "z1", Evidence.NUMBERS),
    (r"$h_1 = 0.25 \cdot 0.63 = 0.9$", "h1", Evidence.OTHER_NUMBERS),
    ("Prediction: 0.711", "y", Evidence.WORDS),
    ("the prediction $h_1 = 0.711$", "h1", Evidence.OTHER_WORDS),
    ("$q = 0.5393$", "h1", Evidence.VALUE),
    ("$z_1 = 0.9$\n\n$q = 0.7109$", "h1", Evidence.FOLLOWS),
    ("$q = 0.0593$", "z2", Evidence.SLIP),
    ("$h_1 = 0.4852$", "h1", Evidence.OTHER_VALUE),
    ("$z_1 = (1, 2)$", "z1", Evidence.SHAPE),
    ("$z_1 = 0.9$\n\n$h_1 = 0.7$", "h1", Evidence.NEXT),
    ("$h_1 = 0.7$\n\n$z_1 = 0.9$", "z1", Evidence.BACK),
    ("All in all it is 0.5935.", "y", Evidence.PROSE),
    ("The prediction is 0.711.", "y", Evidence.TOLD),
]


@pytest.mark.parametrize("text, step, kind", KINDS, ids=[kind.name for *_, kind in KINDS])
def test_each_kind_of_evidence_is_seen_and_weighs_as_the_table_says(text, step, kind):
    found = chances(text, step)
    assert kind.value in found
    assert np.sign(found[kind.value]) == np.sign(WEIGHTS[kind])


ABSENT = [
    ("$z_1 = 0.1575$", "z1", (Evidence.OTHER_VALUE, Evidence.OTHER_NAME, Evidence.GIVEN)),
    ("$z_1 = 0.9$", "z1", (Evidence.VALUE, Evidence.SLIP, Evidence.SHAPE, Evidence.PROSE)),
    ("$q = 0.5393$", "h1", (Evidence.NAME, Evidence.MEANING, Evidence.WORDS, Evidence.LEARNED)),
    ("$h_1 = 0.7$\n\n$z_1 = 0.9$", "z1", (Evidence.NEXT,)),
    ("$z_1 = 0.9$\n\n$h_1 = 0.7$", "h1", (Evidence.BACK,)),
    (r"$q = \sigma(z_1) = 0.9$", "h1", (Evidence.OTHER_MEANING, Evidence.NUMBERS)),
    ("$z_1 = 0.1575$", "z1", (Evidence.LUCK,)),
    ("$h_1 = 0.7$\n\n$h_1 = 0.9$", "h1", (Evidence.BACK, Evidence.NEXT)),
]


@pytest.mark.parametrize("text, step, kinds", ABSENT)
def test_what_does_not_speak_for_a_step_is_not_counted(text, step, kinds):
    found = chances(text, step)
    assert found
    assert not {kind.value for kind in kinds} & found.keys()


PLACED = [
    ("$q_7 = 0.711$", "$h_2 = 0.711$", "h2"),
    ("$q = 0.711$", r"$q = \sigma(z_1) = 0.711$", "h1"),
    ("$q = 0.711$", r"$q = 0.78 \cdot 0.4852 = 0.711$", "z3"),
    ("Number: 0.711", "Prediction: 0.711", "y"),
    ("$q = 0.5381$", "$q = 0.5393$", "h1"),
    ("$q = 0.7$", "$q = 0.5393$\n\n$q = 0.7$", "h1"),
    ("$q = 0.7$", "$z_1 = 0.9$\n\n$q = 0.7109$", "h1"),
    ("That is $-0.7$", "The gradient with respect to $w_3$ is $-0.7$", "dL_dw3"),
]


@pytest.mark.parametrize("without, with_it, step", PLACED)
def test_with_evidence_a_statement_is_placed_and_without_it_is_not(without, with_it, step):
    assert step not in {answer.step for answer in read(sheet_of([without])).answers}
    assert step in {answer.step for answer in read(sheet_of([with_it])).answers}


RENEWED = """title: T
questions:
  "1":
    title: A price falls
    parameters: {m: 1202, p: 2.1, p_new: 1.1}
    steps:
      x1: {label: the demand before, points: 1, formula: m / (3 p)}
      x1_new: {label: the demand then, points: 1, formula: m / (3 p_new)}
"""


def test_a_value_under_the_old_name_of_what_is_renewed_is_the_new_one_if_it_is_its_value():
    lines = "First $x_1^* = 190.79$\n\nThen\n\n$x_1 = {}$"
    found = read(lines.format("364.24"), asked_by(RENEWED)).answers
    assert {one.step: one.text for one in found} == {"x1": "190.79", "x1_new": "364.24"}
    other = read(lines.format("366.24"), asked_by(RENEWED)).answers
    assert "x1_new" not in {one.step for one in other}


SIGNS = """title: T
questions:
  "1":
    title: 分解
    parameters: {{a: 2.5}}
    steps:
      u: {{label: {0}, points: 1, formula: a + 0.25}}
      v: {{label: {1}, points: 1, formula: a + 1.25}}
"""


@pytest.mark.parametrize("first, second, said", [
    ("第一列的範數", "反射向量", "範數：$|q| = 7.5$"), ("the norm of it", "the vector", "norm: $|q| = 7.5$"),
])  # fmt: skip
def test_words_are_known_in_scripts_that_leave_no_blanks(first, second, said):
    considered = read(said, asked_by(SIGNS.format(first, second))).considered[-1]
    found = {one.step: dict(one.evidence) for one in considered.chances}
    assert found["u"][Evidence.WORDS.value] > 0
    assert Evidence.WORDS.value not in found.get("v", {})


COMMAS = """title: T
questions:
  "1":
    title: Lengths
    parameters: {a: 16.3, b: 2.5}
    steps:
      far: {label: in mm, points: 1, formula: 1000 a}
      near: {label: in m, points: 1, formula: b + 0.25}
"""


def test_a_comma_that_may_be_read_in_two_ways_is_read_as_the_value_that_it_fits():
    found = read("far = 16,300\n\nnear = 2,75", asked_by(COMMAS)).answers
    assert {one.step: one.text for one in found} == {"far": "16300", "near": "2.75"}
    other = read("far = 16,400", asked_by(COMMAS)).answers
    assert [one.text for one in other] == ["16,400"]


def test_the_more_figures_agree_the_more_they_tell():
    found = [chances(f"$q = {text}$", "h1")[Evidence.VALUE.value] for text in
             ("0.54", "0.539", "0.5393", "0.53929")]  # fmt: skip
    assert found == sorted(found)
    assert found[0] == pytest.approx(WEIGHTS[Evidence.VALUE])
    assert found[2] == pytest.approx(2.5 * WEIGHTS[Evidence.VALUE])


def test_each_loose_number_more_takes_trust_from_one_that_fits():
    def share(count: int) -> float:
        loose = [f"$q_{{{n}}} = {7 + n}.13$" for n in range(count)]
        considered = read(sheet_of([*loose, "$v = 0.539$"])).considered
        (found,) = (c.share for s in considered for c in s.chances if c.step == "h1")
        return found

    found = [share(count) for count in (0, 5, 20, 80)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0.9 > 0.5 > found[-1]


def candidate(step: str, **evidence: float) -> Candidate:
    return Candidate(step=step, value=1, evidence={Evidence[k]: v for k, v in evidence.items()})


def test_shares_leave_room_for_no_step_and_order_the_candidates():
    one, other = candidate("a", BIAS=1, NAME=1), candidate("b", BIAS=1, USUAL=1)
    assert one.score == pytest.approx(WEIGHTS[Evidence.BIAS] + WEIGHTS[Evidence.NAME])
    found = shares([other, one])
    assert found[1] > found[0] > 0
    assert sum(found) < 1
    assert found[1] / found[0] == pytest.approx(np.exp(one.score - other.score))
    assert 1 - sum(found) == pytest.approx(found[0] / np.exp(other.score))
    ranked = weighed((), [other, one])
    assert [c.step for c in ranked.candidates] == ["a", "b"]
    assert ranked.best is not None
    assert ranked.best.step == "a"
    assert weighed((), [candidate("a", BIAS=1)]).best is None


def said(name: str, step: str, **evidence: float):
    return weighed((Side(text=name, tree=Name(name)),), [candidate(step, **evidence)])


PATTERNS = [
    ("u1", "z1", "u2", "z2"),
    ("u2", "z1", "u1", "z0"),
    ("u0", "z1", "u3", "z4"),
    ("u3", "h3", "u7", "h7"),
]


@pytest.mark.parametrize("name, step, other, follows", PATTERNS)
def test_a_name_of_the_same_letter_stands_for_the_step_with_the_same_shift(
    name, step, other, follows
):
    learned = Conventions()
    learned.learn(1, said(name, step, NAME=1, VALUE=2))
    assert learned.stands_for(name, 2)[step] > learned.stands_for(other, 2)[follows] > 0
    assert learned.stands_for("v" + other[1:], 2) == {}
    assert learned.names() == [name]


def test_a_statement_has_no_say_in_its_own_case_and_its_vote_is_not_lost():
    learned = Conventions()
    learned.learn(1, said("u1", "z1", NAME=1, VALUE=2))
    before = learned.stands_for("u1", 2)
    assert learned.stands_for("u1", 1) == {}
    assert learned.stands_for("u1", 2) == before


def test_a_name_alone_tells_nothing_of_what_it_stands_for():
    learned = Conventions()
    learned.learn(1, said("u1", "z1", NAME=1))
    learned.learn(2, said("u1", "z1", NAME=1, VALUE=0.5))
    learned.learn(3, weighed((), [candidate("z1", NAME=1, VALUE=2)]))
    assert learned.names() == []


def test_votes_are_shared_between_steps_and_worth_what_they_are_trusted():
    learned = Conventions()
    for number, (step, trust) in enumerate((("z1", 1.0), ("z1", 1.0), ("h1", 1.0), ("y", 0.1))):
        learned.learn(number, said("u", step, NAME=1, VALUE=2), trust)
    found = learned.stands_for("u", 9)
    assert found["z1"] == pytest.approx(2 * found["h1"]) == pytest.approx(20 * found["y"])
    assert sum(found.values()) < 1


def test_the_rarer_a_word_the_more_it_tells():
    (asked,) = softmax_network()
    found = Wording(asked).amounts("the gradient")
    assert Wording(asked).amounts("") == Wording(asked).amounts("the value is") == {}
    assert max(found.values()) < Wording(asked).amounts("the loss")["loss"]


VECTORS = """\
title: T
questions:
  "1":
    title: Q
    parameters: {W: [[1, 2], [3, 4], [5, 7]], x: [0.5, 0.25]}
    steps:
      z: {label: z, points: 1, formula: W x}
      S: {label: S, points: 1, formula: z z^T}
      total: {label: total, points: 1, formula: sum(z)}
"""
ENTRIES = [
    ("$s_1 = 1.0$, $s_2 = 2.5$, $s_3 = 4.25$", "[1.0, 2.5, 4.25]"),
    ("$s_0 = 1.0$, $s_1 = 2.5$, $s_2 = 4.25$", "[1.0, 2.5, 4.25]"),
    ("$s_3 = 4.25$, $s_1 = 1.0$, $s_2 = 2.5$", "[1.0, 2.5, 4.25]"),
    ("$z_1 = 1.0$\n\n$z_2 = 2.5$\n\n$z_3 = 4.25$", "[1.0, 2.5, 4.25]"),
    ("$s_1 = 1.0$, $s_2 = 2.5$, $s_4 = 4.25$", ""),
    ("$s_2 = 1.0$, $s_3 = 2.5$, $s_4 = 4.25$", ""),
    ("$s_1 = 1.0$, $s_2 = 2.5$", ""),
    ("$s_1 = 1.0$, $t_2 = 2.5$, $u_3 = 4.25$", ""),
    ("$s_1 = 1.0$, $s_2 = 2.5$, $s_3 = ?$", ""),
    ("| row | s |\n|--|--|\n| 1 | 1.0 |\n| 2 | 2.5 |\n| 3 | 4.25 |", "[1.0, 2.5, 4.25]"),
]


@pytest.mark.parametrize("text, whole", ENTRIES)
def test_a_vector_may_be_stated_entry_by_entry_if_all_of_it_is(text, whole):
    found = read(f"# 1\n\n{text}", asked_by(VECTORS)).answer("1", "z")
    assert ("" if found is None else "".join(found.text.split())) == "".join(whole.split())


def test_a_matrix_may_be_stated_entry_by_entry_and_its_parts_are_not_left_over():
    values = ((1.0, 2.5, 4.25), (2.5, 6.25, 10.625), (4.25, 10.625, 18.0625))
    text = ", ".join(f"$g_{{{i + 1}{j + 1}}} = {values[i][j]}$" for i in range(3) for j in range(3))
    sheet = read(f"# 1\n\n{text}", asked_by(VECTORS))
    answer = sheet.answer("1", "S")
    assert answer is not None
    assert yaml.safe_load(answer.text) == [list(row) for row in values]
    assert sheet.unplaced == ()


def test_of_two_vectors_one_by_one_each_keeps_its_own_statement():
    text = "$s_1 = 1$, $s_2 = 2.5$, $s_3 = 4.25$\n\n$s_1 = 7$, $s_2 = 8$, $s_3 = 9$"
    numbers = [one.number for one in read(f"# 1\n\n{text}", asked_by(VECTORS)).considered]
    assert len(set(numbers)) == len(numbers)


def test_why_names_the_step_its_shares_its_evidence_and_what_went_nowhere(tmp_path):
    path = tmp_path / "sheet.md"
    path.write_text("# 2b\n\n$z_1 = 0.1575$\n\n$q_9 = 7.123$\n", encoding="utf-8")
    done = run_grader("read", "--why", str(path))
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert any(line.endswith(": z_1 = 0.1575 -> 2b.z1") for line in lines)
    shown = next(line for line in lines if line.startswith("100% 2b.z1:"))
    assert "its value +7.2" in shown
    assert "its name +4.6" in shown
    assert any(line.endswith(": q_9 = 7.123 -> no step") for line in lines)
    assert "nothing in it speaks for a step of 2b" in lines
    assert "-> 2b.z1" not in run_grader("read", str(path)).stdout


@pytest.fixture
def corpus(tmp_path):
    """One sheet with a right answer, a wrong one, and one that is not stated."""
    folder = tmp_path / "corpus" / "one"
    folder.mkdir(parents=True)
    (folder / "rubric.yaml").write_text(VECTORS, encoding="utf-8")
    text = "# 1\n\n$z = (1, 2.5, 4.25)$\n\n$total = 9.75$\n"
    (folder / "work.md").write_text(text, encoding="utf-8")
    due = {
        "1.z": {"written": "(1, 2.5, 4.25)", "credit": 1},
        "1.total": {"written": "9.75", "credit": [0, 0.5]},
        "1.S": {"absent": True},
    }
    (folder / "due.yaml").write_text(yaml.safe_dump({"steps": due}), encoding="utf-8")
    return folder


def test_the_benchmark_of_sheets_compares_with_what_is_due(corpus, capsys):
    found = {step.name: step for step in sheets.steps_of(corpus)}
    assert [found[f"1.{n}"].is_found for n in ("z", "total", "S")] == [True, True, False]
    assert all(step.is_as_due and not step.is_condemned for step in found.values())
    assert found["1.z"].is_right_place
    assert found["1.total"].is_right_place
    sheets.report("one", list(found.values()))
    sheets.trust(list(found.values()))
    said = " ".join(capsys.readouterr().out.split())
    assert "in place 2/2 100.0%" in said
    assert "as due 3/3 100.0%" in said
    assert list(sheets.misses(found.values())) == []


@pytest.mark.parametrize(
    "read_there, written, is_same",
    [("0.52", "0.5200", True), ("[1, 2]", "(1, 2)", True), (r"\frac{1}{2}", "0.5", True),
     ("0.52", "0.53", False), ("[1, 2]", "[1, 2, 3]", False), ("-0.5", "0.5", False)],
)  # fmt: skip
def test_the_same_text_however_it_is_spelled(read_there, written, is_same):
    assert sheets.is_same_text(read_there, written) is is_same


def test_fitted_weights_make_the_examples_likelier(corpus):
    examples = list(fit_weights.folder_examples(corpus))
    assert len(examples) == 2
    assert all(one.right.sum() == 1 for one in examples)
    start = np.zeros(len(fit_weights.KINDS))
    weights = fit_weights.fitted(examples, start)
    assert fit_weights.surprise(examples, weights) < fit_weights.surprise(examples, start)
    assert weights[fit_weights.KINDS.index(Evidence.NAME)] > 0
    today = np.array([WEIGHTS[kind] for kind in fit_weights.KINDS])
    told = list(fit_weights.trust(examples, today))
    assert told
    assert all("right 1.000 of" in line for line in told)


def test_the_readers_table_has_a_weight_for_every_kind():
    assert WEIGHTS.keys() == set(Evidence)
    assert named("z and h")["z1"] == "z_1"


@pytest.mark.parametrize(
    "name, kind", [("a_1", Evidence.OTHER_USUAL), ("w_1", Evidence.GIVEN), ("a_3", None)]
)
def test_the_more_is_learned_of_a_name_the_less_its_usual_meaning_counts(name, kind):
    once, twice = (chances("\n\n".join([f"${name} = 0.4852$"] * n), "h2") for n in (1, 2))
    assert twice[Evidence.LEARNED.value] > 0
    if kind is not None:
        assert once[kind.value] == pytest.approx(WEIGHTS[kind])
        assert once[kind.value] < twice[kind.value] < 0


def test_a_step_that_is_begun_under_its_name_is_told_and_other_formulas_are_not():
    left = read(sheet_of(["$z_1 = w_1 x$", "$q = w_2 h_1$"])).unplaced
    assert [one.step for one in left] == ["z1"]


def test_entries_are_shown_under_the_name_that_they_share():
    found = read("# 1\n\n$s_1 = 1.0$, $s_2 = 2.5$, $s_3 = 4.25$", asked_by(VECTORS))
    answer = found.answer("1", "z")
    assert answer is not None
    assert answer.label == "s"


def test_a_statement_that_lost_its_step_takes_none_that_is_answered():
    sheet = read(sheet_of(["$h_2 = 0.4852$", "$h_2 = h_1 = 0.61$", "$h_1 = 0.5393$"]))
    assert {a.step: a.text for a in sheet.answers}["h1"] == "0.5393"


TENS = """title: T
questions:
  "1":
    title: A rare case
    parameters: {a: 0.00001, b: 0.95, c: 0.4}
    steps:
      p: {label: how rare it is, points: 1, formula: a b}
      q: {label: how it fades, points: 1, formula: 2 exp(-4)}
      r: {label: how often it comes, points: 1, formula: c^7 * 0.6^3}
"""


def answered(text: str, rubric: str = TENS) -> dict[str, str]:
    return {one.step: one.text for one in read(text, asked_by(rubric)).answers}


def test_a_calculators_power_of_ten_is_read_so_where_it_is_a_value():
    assert answered("$p = 9.5e^{-6}$, $q = 2e^{-4}$") == {"p": "9.5e-6", "q": "2e^{-4}"}


@pytest.mark.parametrize("found, wanted", [
    ("$r = 0.4^7 * 0.6^3$. Evaluating gives\n\n$r = 0.000457$", "0.000457"),
    ("$r = 0.4^7 * 0.6^3$\n\n$r = 0.000354$", "0.000354"),
    ("$r = 0.000354$\n\n$r = 0.4^7 * 0.6^3$", "0.4^7 * 0.6^3"),
])  # fmt: skip
def test_what_a_calculation_comes_to_counts_and_not_the_calculation(found, wanted):
    assert answered(found) == {"r": wanted}


FORMULA = """title: T
questions:
  "1":
    title: A slope
    domains: {a: [-2, 2], x: [-2, 2]}
    steps:
      d: {label: the slope as a formula, points: 1, answer: formula, symbols: [a, x], formula: 2 a x}
"""


def test_a_number_never_takes_the_place_of_a_formula():
    assert answered("$d = 2 a x$\n\nAt the values given $d = 2.5$", FORMULA) == {"d": "2 a x"}


@pytest.mark.parametrize("text, is_sure", [
    ("$r = 0.4^7 * 0.5^3$", False), ("$r = 0.4^7 * 0.6^3$", True), ("$r = 0.0002$", True),
])  # fmt: skip
def test_a_calculation_that_is_left_is_not_wrong_with_certainty(text, is_sure):
    (answer,) = read(text, asked_by(TENS)).answers
    assert answer.sure is is_sure


LEFT_AS_IT_IS = """title: T
questions:
  "1":
    title: A plane
    parameters: {w: [2, 3], n: 8}
    steps:
      margin: {label: the margin of the plane, points: 1, formula: 1 / norm(w)}
      share: {label: the share that is left, points: 1, formula: 3 / n}
      gap: {label: the distance to the origin, points: 1, formula: sqrt(n)}
"""


@pytest.mark.parametrize("text, step, value", [
    ("so the margin is 1/√13.", "margin", "1/√13"), ("The share is 3/8 of it.", "share", "3/8"),
    ("The distance is √8", "gap", "√8"), ("The distance is 2√2", "gap", "2√2"),
])  # fmt: skip
def test_a_value_that_is_left_as_a_root_or_a_quotient_is_one(text, step, value):
    assert answered(text, LEFT_AS_IT_IS) == {step: value}
