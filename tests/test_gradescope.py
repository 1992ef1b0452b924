"""results.json: every field as the platform wants it, clean sums, and no secrets."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradescope.results_json import MAX_NAME, clean, results
from grader.marking import marks, unmarked
from grader.model import Answer, Answers, Mark, Verdict, Visibility
from tests.homework import ASKED, HW3, RIGHT, SOLUTION, written

IDS = list(ASKED)

TOP = {
    "score": float,
    "output": str,
    "output_format": str,
    "test_output_format": str,
    "test_name_format": str,
    "execution_time": float,
    "visibility": str,
    "stdout_visibility": str,
    "tests": list,
}
TEST = {
    "name": str,
    "number": str,
    "score": float,
    "max_score": float,
    "status": str,
    "output": str,
    "output_format": str,
    "tags": list,
    "visibility": str,
    "extra_data": dict,
}


def graded(texts, **others):
    answers = Answers(by_step={key: Answer(text=text) for key, text in texts.items()}, **others)
    return results(marks(HW3, answers), answers)


def mark(**changes):
    fields = {
        "question": "2b",
        "step": "z1",
        "label": "z1 = w1 x",
        "points": 1.0,
        "visibility": Visibility.VISIBLE,
        "verdict": Verdict.CORRECT,
        "credit": 1.0,
        "share": 1.0,
        **changes,
    }
    return Mark(**fields)


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


def assert_valid(data):
    """The platform takes these results: known fields of the right kind, finite, plain JSON."""
    text = json.dumps(data, allow_nan=False)
    assert json.loads(text, parse_constant=refuse) == data
    text.encode("ascii")
    known = {key: kind for key, kind in TOP.items() if key != "execution_time" or key in data}
    assert {key: type(value) for key, value in data.items()} == known
    assert data["score"] >= 0
    assert len(data["output"]) < 100_000
    for test in data["tests"]:
        assert {key: type(value) for key, value in test.items()} == TEST
        assert 0 <= test["score"] <= test["max_score"]
        is_whole = test["score"] == test["max_score"]
        is_text = test["max_score"] == 0 and test["extra_data"]["verdict"] != "review"
        assert test["status"] == ("passed" if is_whole and not is_text else "failed")
        assert len(test["output"]) < 100_000
        facts = test["extra_data"]
        assert {"step", "verdict", "credit", "read"} <= set(facts)
        assert type(facts["credit"]) is float
        assert facts["verdict"] in {verdict.value for verdict in Verdict}
        test["output"].encode("utf-8")
    assert data["score"] == round(math.fsum(test["score"] for test in data["tests"]), 4)


texts_of_students = st.one_of(
    st.just(""),
    st.text(max_size=20),
    st.sampled_from(["nan", "1e999", "[[1, 2], [3, 4]]", "1 2", "`x`", "<b>", "\ud800", "0,5"]),
    st.floats(-10, 10).map(lambda number: f"{number:.3g}"),
)
submissions = st.dictionaries(st.sampled_from(IDS), texts_of_students)


@given(submissions)
def test_results_are_what_the_platform_takes_whatever_is_handed_in(texts):
    data = graded(texts)
    assert_valid(data)
    assert [test["extra_data"]["step"] for test in data["tests"]] == [".".join(i) for i in IDS]


def test_the_solution_earns_full_score_and_says_so():
    data = graded(RIGHT, source="answers.yaml")
    assert_valid(data)
    assert data["score"] == HW3.points
    assert data["output"] == (
        "Read from `answers.yaml`.\n\n"
        "**Everything is right: 80 of 80 points.**\n\n"
        "Left to the course staff: “What do you notice about the magnitude of the gradients?” (2b"
        " and 2d)."
    )
    formula, number = data["tests"][:2]
    assert formula["extra_data"] == {
        "step": "1a.dL_dW",
        "verdict": "correct",
        "credit": 1.0,
        "read": "dL_dY X^T",
        "route": "truth",
    }
    assert number == {
        "name": "Y = WX",
        "number": "1b.01",
        "score": 3.0,
        "max_score": 3.0,
        "status": "passed",
        "output": f"Read: `{written(SOLUTION['1b', 'Y'])}`",
        "output_format": "md",
        "tags": ["1b", "correct"],
        "visibility": "visible",
        "extra_data": {
            "step": "1b.Y",
            "verdict": "correct",
            "credit": 1.0,
            "read": written(SOLUTION["1b", "Y"]),
            "route": "truth",
        },
    }


STATUS = [
    (Verdict.CORRECT, 1.0, 1.0, "passed"),
    (Verdict.CORRECT, 1.0, 0.5, "failed"),
    (Verdict.FOLLOWS, 1.0, 1.0, "passed"),
    (Verdict.PARTIAL, 1.0, 0.5, "failed"),
    (Verdict.INCORRECT, 1.0, 0.0, "failed"),
    (Verdict.MISSING, 1.0, 0.0, "failed"),
    (Verdict.MISSING, 0.0, 0.0, "failed"),
    (Verdict.UNREADABLE, 1.0, 0.0, "failed"),
    (Verdict.REVIEW, 0.0, 0.0, "passed"),
    (Verdict.REVIEW, 1.0, 0.0, "failed"),
    (Verdict.FAULT, 1.0, 0.0, "failed"),
]


@pytest.mark.parametrize("verdict, points, credit, status", STATUS)
def test_a_step_passes_with_all_its_points_or_as_a_text_that_is_there(
    verdict, points, credit, status
):
    (test,) = results([mark(verdict=verdict, credit=credit, points=points)], None)["tests"]
    assert test["status"] == status


def test_every_verdict_has_a_status():
    assert {row[0] for row in STATUS} == set(Verdict)


def test_what_was_lost_for_work_not_shown_can_be_told_from_the_data():
    (test,) = results([mark(points=3.0, credit=0.5, deducted=0.5)], None)["tests"]
    facts = test["extra_data"]
    assert (facts["credit"], facts["deducted"], facts["points_lost"]) == (0.5, 0.5, 1.5)
    (whole,) = results([mark(points=3.0)], None)["tests"]
    assert not {"deducted", "points_lost"} & set(whole["extra_data"])


@pytest.mark.parametrize(
    "changes, told",
    [({}, True), ({"quotes": False}, False), ({"quotes": False, "is_misconception": True}, True)],
)
def test_a_slip_is_in_the_data_unless_the_rubric_reveals_nothing(changes, told):
    step = mark(verdict=Verdict.PARTIAL, credit=0.5, slip="sign", slip_words="w", **changes)
    (test,) = results([step], None)["tests"]
    assert ("slip" in test["extra_data"]) is told


def test_a_text_for_people_is_kept_whole():
    text = "Because of this. " * 300
    (review,) = results([mark(verdict=Verdict.REVIEW, read=text, points=0.0)], None)["tests"]
    assert review["extra_data"]["read"] == text.strip()
    assert text.strip() in review["output"]


def test_numbers_sort_as_text_in_the_order_of_the_steps():
    for count in (9, 24, 99, 150):
        data = results([mark(step=f"s{i}") for i in range(count)], None)
        numbers = [test["number"] for test in data["tests"]]
        assert sorted(numbers) == numbers
        assert len(set(numbers)) == count


@pytest.mark.parametrize("visibility", Visibility)
def test_the_visibility_is_that_of_the_step(visibility):
    (test,) = results([mark(visibility=visibility)], None)["tests"]
    assert test["visibility"] == visibility.value


def test_points_add_up_without_float_noise():
    data = results([mark(step=f"s{i}", points=0.1) for i in range(3)], None)
    assert data["score"] == 0.3
    thirds = results([mark(step=f"s{i}", points=1.0, credit=1 / 3) for i in range(3)], None)
    assert thirds["score"] == 0.9999
    assert {test["score"] for test in thirds["tests"]} == {0.3333}


@given(st.lists(st.tuples(st.floats(0.001, 100), st.floats(0, 1)), max_size=30))
def test_the_total_is_the_clean_sum_of_what_the_steps_show(pairs):
    given_marks = [
        mark(step=f"s{i}", points=points, credit=credit, verdict=Verdict.PARTIAL)
        for i, (points, credit) in enumerate(pairs)
    ]
    data = results(given_marks, None)
    assert data["score"] == clean(math.fsum(test["score"] for test in data["tests"]))
    assert len(repr(data["score"]).partition(".")[2]) <= 4


@pytest.mark.parametrize(
    "value, cleaned",
    [(0.1 + 0.2, 0.3), (-0.0, 0.0), (math.nan, 0.0), (-math.inf, 0.0), (np.float64(2), 2.0)],
)
def test_a_clean_number_is_a_plain_finite_float(value, cleaned):
    assert repr(clean(value)) == repr(cleaned)


def test_a_fault_is_told_apart_and_its_details_stay_away_from_the_student():
    data = results([mark(verdict=Verdict.FAULT, credit=0.0, detail="Traceback: secret")], None)
    (test,) = data["tests"]
    assert test["extra_data"]["fault"] is True
    assert test["score"] == 0
    assert "secret" not in json.dumps(data)
    assert "not because of you" in test["output"]


def test_a_note_stands_above_the_marks():
    data = results(unmarked(HW3, Verdict.MISSING), None, notes=("**Nothing was found.**",))
    assert_valid(data)
    assert data["output"].startswith(
        "**Nothing was found.**\n\n**Nothing was given: 0 of 80 points.**"
    )
    assert {test["extra_data"]["verdict"] for test in data["tests"]} == {"missing"}


def test_a_long_name_is_cut_and_stays_on_one_line():
    (test,) = results([mark(label="line\nline " * 50)], None)["tests"]
    assert len(test["name"]) < 2 * MAX_NAME
    assert len(test["name"].splitlines()) == 1


def spellings(value):
    """The entries of a value as digits, rounded to three and more significant figures."""
    found = set()
    for entry in np.ravel(value):
        for digits in range(3, 9):
            text = np.format_float_positional(
                abs(entry), precision=digits, fractional=False, unique=False, trim="-"
            )
            if len(text.replace(".", "").strip("0")) >= 3:
                found |= {text, text.removeprefix("0")}
    return found


SECRETS = {key: spellings(value) for key, value in SOLUTION.items()}


@st.composite
def wrong_submissions(draw):
    """Slips of every kind: a factor, a sign, a transpose, another shape, unreadable, blank."""
    texts = {}
    for key, true in SOLUTION.items():
        kind = draw(st.sampled_from(["slip", "sign", "turned", "shape", "text", "blank"]))
        value = {"slip": true * 1.37 + 0.21, "sign": -1.1 * true, "turned": 1.3 * true.T}.get(kind)
        if value is not None:
            texts[key] = written(np.round(value, draw(st.integers(1, 6))))
        elif kind == "shape":
            texts[key] = "[[7, 8, 9]]"
        elif kind == "text":
            texts[key] = draw(st.sampled_from(["nan", "0,7", "7 8; 9", "dunno", "-"]))
    return texts


@given(wrong_submissions())
def test_no_expected_value_is_ever_shown(texts):
    told = json.dumps(graded(texts), ensure_ascii=False)
    students = json.dumps(list(texts.values()), ensure_ascii=False)
    shown = {text for secrets in SECRETS.values() for text in secrets if text in told}
    assert not {text for text in shown if text not in students}


def test_the_search_for_secrets_would_find_one():
    assert "0.5393" in SECRETS["2b", "h1"]
    assert "16287.26" in SECRETS["2d", "loss"]
    assert not SECRETS["1b", "loss"]
