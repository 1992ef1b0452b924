"""Labels and content together decide which question a statement belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.document import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.from_sheets import asked_of
from grader.answers.sheet import fitting, read_sheet
from grader.answers.sheet.titles import Titles
from grader.answers.sheet.where import CLEAR, EXTRA, Place, sections
from grader.rubric.load import read_assignment

RUBRIC = """
title: Two tanks
questions:
  "1":
    title: A tank that drains through a valve
    parameters: {k: 0.37, v0: 8.25}
    steps:
      q: {label: the flow q, points: 1, formula: k sqrt(v0)}
      v: {label: the volume v, points: 1, formula: v0 - 3 q}
      E: {label: the energy E, points: 1, formula: v^2 / 2}
  "2":
    title: A tank that is filled by a pump
    parameters: {k: 0.37, v0: 8.25, p: 2.91}
    steps:
      q: {label: the flow q, points: 1, formula: k sqrt(v0)}
      v: {label: the volume v, points: 1, formula: v0 + 3 (p - q)}
      E: {label: the energy E, points: 1, formula: v^2 / 2}
"""
LONG = ("A valve lets water out of one tank", "A pump fills oil into another one")
FIRST = {"q": "1.0628", "v": "5.0617", "E": "12.811"}
SECOND = {"q": "1.0628", "v": "13.792", "E": "95.106"}


def lines(values: dict[str, str]) -> str:
    return "\n\n".join(f"${name} = {value}$" for name, value in values.items())


def read(text: str, name: str = "sheet.md") -> dict[str, str]:
    """What a sheet says for each step."""
    asked = [asked_of(one) for one in read_assignment(RUBRIC, "rubric.yaml").questions]
    sheet = read_sheet([SheetFile(name=name, data=text.encode())], asked)
    return {f"{answer.question}.{answer.step}": answer.text for answer in sheet.answers}


def due(first: dict[str, str], second: dict[str, str]) -> dict[str, str]:
    return {f"{key}.{n}": v for key, own in (("1", first), ("2", second)) for n, v in own.items()}


def test_a_flow_that_stands_a_second_time_belongs_to_the_question_that_has_not_had_it():
    assert read(f"{lines(FIRST)}\n\nNow with the pump.\n\n{lines(SECOND)}") == due(FIRST, SECOND)


def test_a_result_that_is_restated_stays_in_its_question():
    text = f"# Problem 1\n\n{lines(FIRST)}\n\nAll in all: $q = 1.0628$ and $v = 5.0617$."
    assert read(text) == due(FIRST, {})


@pytest.mark.parametrize(
    "text",
    [
        "# Problem 7\n\n{first}\n\n# Problem 8\n\n{second}",
        "# Problem 1\n\n{first}\n\n# Problem 3\n\n{second}",
        "## The pump\n\n{second}\n\n## The valve\n\n{first}",
    ],
    ids=["other numbers", "one other", "other order"],
)
def test_values_say_the_question_where_the_numbers_are_not_the_rubrics(text):
    found = read(text.format(first=lines(FIRST), second=lines(SECOND)))
    assert found == due(FIRST, SECOND)


def test_one_value_of_another_question_is_no_ground_to_leave_a_label():
    own = {"q": "1.06", "v": "13.792", "E": "95.1"}  # added in place of subtracting
    assert read(f"# Problem 1\n\n{lines(own)}\n\nand so on") == due(own, {})


def test_wrong_work_stays_where_its_label_puts_it():
    own = {"q": "1.53", "v": "7.41", "E": "27.45"}
    assert read(f"# Problem 2\n\n{lines(own)}") == due({}, own)


def test_work_that_nobody_asked_for_takes_no_step_by_its_names():
    extra = {"q": "2.4441", "v": "0.3177", "E": "0.0505"}
    text = f"# Problem 1\n\n{lines(FIRST)}\n\n# Problem 3\n\nA third tank.\n\n{lines(extra)}"
    assert read(text) == due(FIRST, {})


def test_a_wrong_value_goes_along_with_right_ones_of_a_question_by_its_name():
    own = {**SECOND, "E": "47.55"}
    assert read(f"# Problem 1\n\n{lines(FIRST)}\n\n# Problem 3\n\n{lines(own)}") == due(FIRST, own)


@pytest.mark.parametrize("name", ["s.md", "s.txt"])
def test_two_questions_may_stand_side_by_side_in_one_table(name):
    first, second = ({n: own[n] for n in "vE"} for own in (FIRST, SECOND))
    rows = "\n".join(f"| {n} | {first[n]} | {second[n]} |" for n in first)
    text = f"# Results\n\n| | draining | pumping |\n|---|---|---|\n{rows}\n\nThat is all."
    assert read(text, name) == due(first, second)


MATRICES = """
title: Two mixtures
questions:
  "1":
    title: Red
    parameters: {A: [[0.31, 0.52], [0.77, 0.18]], x: [1.3, 2.4]}
    steps:
      u: {label: the first mixture, points: 2, formula: A x}
  "2":
    title: Blue
    parameters: {A: [[0.31, 0.52], [0.77, 0.18]], x: [3.1, 0.7]}
    steps:
      u: {label: the second mixture, points: 2, formula: A x}
"""


def test_entries_of_a_vector_speak_for_its_question():
    asked = [asked_of(one) for one in read_assignment(MATRICES, "rubric.yaml").questions]
    text = "red is $1.651$\n\ngreen is $1.433$\n\nred is $1.325$\n\ngreen is $2.513$"
    sheet = read_sheet([SheetFile(name="s.md", data=text.encode())], asked, explains=True)
    assert [one.question for one in sheet.considered if one.number >= 0] == ["1", "1", "2", "2"]


@given(st.permutations(["1", "2"]), st.sampled_from(["Problem {}", "{})", "Q{}", "{}."]))
def test_the_order_of_labelled_questions_changes_nothing(order, label):
    own = {"1": lines(FIRST), "2": lines(SECOND)}
    text = "\n\n".join(f"# {label.format(key)}\n\n{own[key]}" for key in order)
    assert read(text) == due(FIRST, SECOND)


def test_clear_labels_spare_the_weighing_of_what_fits_no_other_question(monkeypatch):
    weighed: list[object] = []
    fit = fitting._fit
    monkeypatch.setattr(fitting, "_fit", lambda *given: weighed.append(given) or fit(*given))
    own = {"v": "7.41", "E": "27.45"}
    read(f"# Problem 1\n\n{lines(own)}\n\n# Problem 2\n\n{lines(own)}")
    assert not weighed


def costs(text: str, keys: str) -> list[dict[str, float]]:
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    found = sections(blocks, [Place(key=key) for key in keys.split()], "s.md")
    return [dict(one.costs) for one in found if any(b.prose.strip() for b in one.blocks)]


def test_a_clear_label_costs_all_that_content_can_be_asked_and_a_weak_one_less():
    series = "\n\n".join(f"# Problem {n}\n\nx" for n in (1, 2, 3))
    assert costs(series, "1 2 3")[0] == {"1": 0.0, "2": CLEAR, "3": CLEAR}
    (weak,) = costs("7. x", "7 8")
    assert weak["7"] == 0.0
    assert 0.0 < weak["8"] < CLEAR
    assert max(costs(f"{series}\n\n# Problem 9\n\ny", "1 2 3")[-1].values()) == EXTRA


def test_a_heading_below_that_of_a_question_is_the_students_own():
    text = (
        "### Exercise 2.1\n\n#### 3(c)\n\nx\n\n### Exercise 2.2\n\n#### 7\n\ny\n\n"
        "### 2.3\n\n#### 6a\n\nz\n\n### 2.4\n\n#### 7a\n\nu\n\n### 2.6\n\n#### 1b\n\nw"
    )
    blocks = blocks_of(SheetFile(name="s.md", data=text.encode()))
    asked = [Place(key=key) for key in ("2.1", "2.2", "2.3", "2.6")]
    found = {
        word: ",".join(section.candidates)
        for section in sections(blocks, asked, "s.md")
        for block in section.blocks
        for word in block.prose.split()
    }
    assert {word: found[word] for word in "xyzuw"} == {
        "x": "2.1", "y": "2.2", "z": "2.3", "u": "", "w": "2.6",
    }  # fmt: skip


def test_a_line_of_words_of_a_title_sets_off_what_follows_and_other_lines_do_not():
    text = "The valve\n\nx\n\nSo we have\n\ny\n\nNow the pump\n\nz"
    asked = [Place(key="a", title=LONG[0]), Place(key="b", title=LONG[1])]
    found = sections(blocks_of(SheetFile(name="s.txt", data=text.encode())), asked, "s.txt")
    assert [one.heading for one in found] == ["The valve", "Now the pump"]


def test_headings_are_like_titles_by_their_rarer_words_whatever_their_endings():
    titles = Titles({"b": "Gradients of the chain as a classifier", "d": "The chain, regression"})
    found = titles.likeness("The chain as a regressor")
    assert found == {"b": pytest.approx(0.25), "d": pytest.approx(0.75)}
    assert titles.likeness("") == {"b": 0.0, "d": 0.0}


POINTS = {"A": "Point A, x = 0 and y = 0", "B": "Point B, x = 0 and s = 0", "C": "Point, of all"}


@pytest.mark.parametrize(
    "heading, key",
    [
        ("Point A", "A"), ("point  B:", "B"), ("Point", ""), ("Point D", ""), ("the point A", ""),
        ("Point A, continued", ""),
    ],
)  # fmt: skip
def test_the_front_of_a_title_is_its_question_s_where_a_letter_tells_them_apart(
    heading: str, key: str
) -> None:
    assert Titles(POINTS).key(heading) == key
