"""The answer file: question -> step -> value, and what is said of all that does not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.files import AnswerFile
from grader.answers.filled_template import MAX_NOTES, answers
from grader.errors import SubmissionError, UnreadableFileError

ASKED = {"1b": ("Y", "loss", "dL_dW"), "2b": ("z1", "h1", "loss")}


def read(text, name="answers.yaml"):
    return answers(AnswerFile(name=name, text=text), ASKED)


def texts(text, name="answers.yaml"):
    return {f"{q}.{s}": answer.text for (q, s), answer in read(text, name).by_step.items()}


KEPT = [
    ("2b:\n  z1: 0.1500\n", {"2b.z1": "0.1500"}),
    ("2b: {z1: .5, h1: 2.5e-3}", {"2b.z1": ".5", "2b.h1": "2.5e-3"}),
    ("1b:\n  Y: [[1.50, 1], [2, 3.]]\n", {"1b.Y": "[[1.50, 1], [2, 3.]]"}),
    ("1b:\n  Y:\n  - [1.50, 1]\n  - [2, 3]\n", {"1b.Y": "[[1.50, 1], [2, 3]]"}),
    ("1b:\n  Y:\n  - - 1.50\n    - 1\n  - - 2\n    - 3\n", {"1b.Y": "[[1.50, 1], [2, 3]]"}),
    ("1b:\n  Y: 1.50 1; 2 3\n", {"1b.Y": "1.50 1; 2 3"}),
    ("1b:\n  Y: |\n    1.50 1\n    2 3\n", {"1b.Y": "1.50 1\n2 3\n"}),
    ("1b:\n  Y: 1.50 1\n     2 3\n", {"1b.Y": "1.50 1\n2 3"}),
    ("1b:\n  Y: '[1 2; 3 4]'\n", {"1b.Y": "[1 2; 3 4]"}),
    ("2b:\n  z1: \u22120.5\n", {"2b.z1": "\u22120.5"}),
    ("2b:\n  z1: yes\n  h1: 1:30\n", {"2b.z1": "yes", "2b.h1": "1:30"}),
    ("2b:\n  z1:\n  h1: ~\n  loss: ''\n", {"2b.z1": "", "2b.h1": "", "2b.loss": ""}),
    ("2B:\n  Z1: 5\n  ' h 1 ': 3\n", {"2b.z1": "5", "2b.h1": "3"}),
    ("2b: {z1: 1}\n2b: {h1: 2}\n", {"2b.z1": "1", "2b.h1": "2"}),
    ("2b: {z1: 1, z1: 1}\n", {"2b.z1": "1"}),
    ("2b: {z1: , z1: 2, z1: }\n", {"2b.z1": "2"}),
    ("1b:\n2b: {z1: 1}\n", {"2b.z1": "1"}),
]


@pytest.mark.parametrize("text, kept", KEPT)
def test_values_are_kept_as_written(text, kept):
    found = read(text)
    assert found.notes == ()
    assert found.broken is None
    assert texts(text) == kept


def test_json_says_the_same_as_yaml():
    text = '{"1b": {"Y": [[1.50, 1], [2, 3]]}, "2b": {"z1": 0.1500, "h1": "1/4", "loss": null}}'
    kept = {"1b.Y": "[[1.50, 1], [2, 3]]", "2b.z1": "0.1500", "2b.h1": "1/4", "2b.loss": ""}
    assert texts(text, "answers.json") == kept
    assert texts(text, "folder/Answers.JSON") == kept


NOTES = [
    ("3c: {z1: 1}", 'Line 1: there is no question "3c". What stands there was not marked.'),
    (
        "2bb: {z1: 1}",
        'Line 1: there is no question "2bb"; did you mean 2b? What stands there was not marked.',
    ),
    (
        "\n2b:\n  dz1: 1\n",
        'Line 3: question 2b has no step "dz1"; did you mean z1? What stands there was not marked.',
    ),
    (
        "2b: 5",
        "Line 1: question 2b should hold its steps, each on a line of its own. What stands there"
        " was not marked.",
    ),
    (
        "k" * 70 + ": 1",
        f'Line 1: there is no question "{"k" * 59}…". What stands there was not marked.',
    ),
]


@pytest.mark.parametrize("text, note", NOTES, ids=lambda v: v[:16])
def test_what_nobody_asked_for_is_reported_with_its_line(text, note):
    assert read(text).notes == (note,)


def test_many_notes_are_counted_and_not_listed():
    text = "".join(f"x{i}: 1\n" for i in range(MAX_NOTES + 2_000))
    notes = read(text).notes
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == "2,000 more notes like these."
    assert read("".join(f"x{i}: 1\n" for i in range(13))).notes[-1] == "1 more note like these."


ONE_VALUE = "it holds keys and values where one number or matrix belongs"
TWO_VALUES = "two different values are given for it (lines 2 and 3); keep one"
PROBLEMS = [
    ("2b:\n  z1: {a: 1}\n", "{a}", ONE_VALUE),
    ("2b:\n  z1: [1, {a: 1}]\n", "[…]", ONE_VALUE),
    ("2b:\n  z1: 1\n  z1: 2\n", "1 and 2", TWO_VALUES),
    ("2b:\n  z1: 1\n  z1: 2\n  Z1: 3\n", "1 and 2", TWO_VALUES),
]


@pytest.mark.parametrize("text, shown, problem", PROBLEMS)
def test_what_cannot_be_one_value_is_a_problem_of_that_step(text, shown, problem):
    answer = read(text).by_step["2b", "z1"]
    assert (answer.text, answer.problem) == (shown, problem)
    assert not answer.is_blank


def test_two_values_in_json_are_a_problem_without_lines():
    answer = read('{"2b": {"z1": 1, "z1": 2}}', "answers.json").by_step["2b", "z1"]
    assert answer.problem == "two different values are given for it; keep one"


def test_thousands_of_values_for_one_step_stay_small():
    text = "2b:\n" + "".join(f"  z1: {i}\n" for i in range(20_000))
    assert len(read(text).by_step["2b", "z1"].text) < 100


def test_a_slip_of_the_pen_costs_its_own_step_and_is_told():
    found = read("2b:\n  z1: 0.15\n  h1: [1, 2\n  loss: 3\n")
    assert texts("2b:\n  z1: 0.15\n  h1: [1, 2\n  loss: 3\n") == {
        "2b.z1": "0.15",
        "2b.h1": "[1, 2",
        "2b.loss": "3",
    }
    assert found.broken is None
    assert found.notes == (
        "answers.yaml is not laid out as YAML at line 3 (a list that starts with [ is not closed:"
        " every [ needs its ]), so it was read line by line. Mend that, or check below that"
        " everything was read as you meant it.",
        "Line 3 was read as h1: [1, 2",
    )


NOT_HELD = (
    " does not hold questions and steps. Start from the template: a question such as 1b: on its"
    " own line, and below it, indented, its steps."
)
WHOLE = [
    ("", "answers.yaml", "Your file answers.yaml is empty. Fill in the template."),
    (
        "# only a comment",
        "a/answers.yml",
        "Your file a/answers.yml is empty. Fill in the template.",
    ),
    ("null", "answers.json", "Your file answers.json is empty. Fill in the template."),
    ("0.5", "answers.yaml", "Your file answers.yaml" + NOT_HELD),
    ("- 1\n- 2", "answers.yaml", "Your file answers.yaml" + NOT_HELD),
    ("[]", "answers.json", "Your file answers.json" + NOT_HELD),
    (
        "%",
        "answers.yaml",
        "Your file answers.yaml could not be read from line 1 on: YAML cannot be read on from here",
    ),
    (
        '{"9z": {"z1": 1',
        "answers.json",
        "Your file answers.json could not be read from line 1 on: this is not JSON",
    ),
    (
        "[" * 99 + "]" * 99,
        "answers.json",
        "Your file answers.json could not be read: values are nested deeper than 40",
    ),
]


@pytest.mark.parametrize("text, name, message", WHOLE)
def test_a_file_without_answers_says_what_to_do(text, name, message):
    with pytest.raises(SubmissionError) as refused:
        read(text, name)
    assert str(refused.value).startswith(message)
    assert isinstance(refused.value, UnreadableFileError) == ("is empty" not in message)


step_texts = st.from_regex(r"-?[0-9]{1,4}\.[0-9]{0,4}", fullmatch=True)


@given(st.permutations(["Y", "loss", "dL_dW"]), st.lists(step_texts, min_size=3, max_size=3))
def test_reading_answers_we_wrote_gives_them_back_in_any_order(steps, written):
    given_texts = dict(zip(steps, written, strict=True))
    text = "1b:\n" + "".join(f"  {step}: {value}\n" for step, value in given_texts.items())
    assert texts(text) == {f"1b.{step}": value for step, value in given_texts.items()}
