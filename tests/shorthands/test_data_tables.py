"""`data`: formulas over a table give what counting its rows gives."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.commands.bundle import write_bundle
from grader.errors import RubricErrors
from grader.gradescope import autograde, checked_rubrics
from grader.marking import marks, recognised
from grader.model import Answer, Answers, Verdict
from grader.question import Question
from grader.review.checks import rubric_problems
from grader.rubric.load import load_assignment, read_assignment

Row = dict[str, Any]
ROWS: list[Row] = [
    {"sky": "clear", "wind": "weak", "degrees": 21, "sail": "no", "guess": "yes"},
    {"sky": "clear", "wind": "strong", "degrees": 24, "sail": "yes", "guess": "yes"},
    {"sky": "cloudy", "wind": "strong", "degrees": 17, "sail": "yes", "guess": "no"},
    {"sky": "cloudy", "wind": "very weak", "degrees": 15.5, "sail": "no", "guess": "no"},
    {"sky": "clear", "wind": "strong", "degrees": 19, "sail": "yes", "guess": "yes"},
    {"sky": "cloudy", "wind": "strong", "degrees": 12, "sail": "no", "guess": "yes"},
]
HEAD = "title: T\nquestions:\n  1a:\n    title: Q\n"


def as_rows(rows: list[Row] = ROWS) -> str:
    cells = [", ".join(f"{name}: {value}" for name, value in row.items()) for row in rows]
    return "    data:\n" + "".join(f"      - {{{one}}}\n" for one in cells)


def as_columns(rows: list[Row] = ROWS) -> str:
    columns = (f"{n}: [{', '.join(str(row[n]) for row in rows)}]" for n in rows[0])
    return "    data: {" + ", ".join(columns) + "}\n"


def rubric(table: str, **formulas: str) -> str:
    steps = "".join(
        f"      {name}:\n        points: 1\n        formula: |-\n          {text}\n"
        for name, text in formulas.items()
    )
    return f"{HEAD}{table}    steps:\n{steps}"


def question(text: str) -> Question:
    (found,) = read_assignment(text, "r.yaml").questions
    return found


def count(holds: Callable[[Row], bool], rows: list[Row] = ROWS) -> int:
    return sum(map(holds, rows))


def share(holds: Callable[[Row], bool], among: Callable[[Row], bool]) -> float:
    rows = [row for row in ROWS if among(row)]
    return count(holds, rows) / len(rows)


def every(_: Row) -> bool:
    return True


def sails(row: Row) -> bool:
    return bool(row["sail"] == "yes")


def is_clear(row: Row) -> bool:
    return bool(row["sky"] == "clear")


DEGREES = np.array([row["degrees"] for row in ROWS])
COUNTED: dict[str, Any] = {
    "count()": 6,
    "count(sail == yes)": count(sails),
    "count(sail = yes)": count(sails),
    "count(sail != yes)": 3,
    "count(sky == clear and sail == yes)": count(lambda r: is_clear(r) and sails(r)),
    "count(sky == clear, sail == yes)": count(lambda r: is_clear(r) and sails(r)),
    "count(sky == clear | sail == yes)": count(lambda r: is_clear(r) and sails(r)),
    "count(sky == clear or sail == yes)": count(lambda r: is_clear(r) or sails(r)),
    "count(not (sky == clear or sail == yes))": 2,
    "count(not sky == clear and not sail == yes)": 2,
    "count(wind == very weak)": 1,
    'count(wind == "very weak" or wind == weak)': 2,
    "count(degrees > 17)": count(lambda r: r["degrees"] > 17),
    "count(15 < degrees <= 19 and sail == yes)": 2,
    "count(degrees ≥ 17 ∧ sky == clear)": 3,
    "count(sail == guess)": count(lambda r: r["sail"] == r["guess"]),
    "count(sail != guess)": 3,
    "share(sail == yes)": share(sails, every),
    "share(sail == yes | sky == clear)": share(sails, is_clear),
    "P(sail == yes | sky == clear)": share(sails, is_clear),
    r"P(sail = yes \mid sky = clear)": share(sails, is_clear),
    "share(sail == yes given sky == clear)": share(sails, is_clear),
    "share(sail == yes and degrees > 20 | sky == clear)": 1 / 3,
    "(count(sky == clear and sail == no) + 1) / (count(sail == no) + 2)": 2 / 5,
    "mean(degrees where sail == yes)": 20,
    "mean(degrees where sail == yes and sky == clear)": 21.5,
    "mean(degrees[sail == yes and sky == clear])": 21.5,
    "var(degrees[sail == yes])": float(np.var([24, 17, 19])),
    "sum((degrees - mean(degrees))^2)": float(((DEGREES - DEGREES.mean()) ** 2).sum()),
    "counts(sky)": [3, 3],
    "counts(sail | sky == clear)": [1, 2],
    "shares(sail)": [0.5, 0.5],
    "-sum(shares(sky | sail == no) ⊙ log2(shares(sky | sail == no)))": -(
        math.log2(1 / 3) / 3 + 2 * math.log2(2 / 3) / 3
    ),
    "sum((sail == yes) ⊙ degrees)": 60,
    "max(degrees) + count(sail == yes)": 27,
}


@pytest.mark.parametrize("form", [as_rows, as_columns])
@pytest.mark.parametrize("text", COUNTED)
def test_a_formula_over_a_table_counts_its_rows(text: str, form: Callable[[], str]) -> None:
    found = question(rubric(form(), y=text)).solution["y"]
    assert np.asarray(found) == pytest.approx(np.asarray(COUNTED[text]))


WORDS = st.sampled_from(["yes", "no", "on", "off", "true", "maybe"])


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(-3, 3)), min_size=2, max_size=9))
def test_any_table_is_counted_right(cells: list[tuple[str, str, int]]) -> None:
    rows: list[Row] = [dict(zip("abx", row, strict=True)) for row in cells]
    first = cells[0][0]
    text = rubric(
        as_rows(rows),
        one=f"count(a == {first})",
        two=f"share(a == {first} | b == {cells[-1][1]})",
        three=f"count(a == {first} and x > 0 or a == b)",
        four="sum(shares(a))",
    )
    found = question(text).solution
    among = [row for row in rows if row["b"] == cells[-1][1]]
    wanted = [
        count(lambda r: r["a"] == first, rows),
        count(lambda r: r["a"] == first, among) / len(among),
        count(lambda r: (r["a"] == first and r["x"] > 0) or r["a"] == r["b"], rows),
        1,
    ]
    assert [float(np.asarray(found[n])) for n in ("one", "two", "three", "four")] == pytest.approx(
        wanted
    )


def test_groups_are_rounds_over_words_and_functions_take_conditions() -> None:
    text = (
        f"{HEAD}{as_rows()}"
        "    functions:\n      p(c): share(sky == clear | sail == c)\n"
        "    repeat:\n      a: [yes, no]\n      steps:\n"
        "        clear_a: {points: 1, formula: share(sky == clear | sail == a)}\n"
        "    steps:\n      both: {points: 1, formula: p(yes) p(no)}\n"
    )
    found = question(text)
    assert [step.name for step in found.steps] == ["clear_yes", "clear_no", "both"]
    assert float(np.asarray(found.solution["clear_yes"])) == pytest.approx(2 / 3)
    assert float(np.asarray(found.solution["both"])) == pytest.approx(2 / 9)


def test_lint_is_silent_on_a_table_and_what_is_counted_earns_nothing_by_a_slip() -> None:
    text = rubric(as_rows(), n="count(sail == yes)", p="share(sail == yes | sky == clear)")
    assignment, problems = rubric_problems(text, "r.yaml")
    assert [str(one) for one in problems] == []
    assert assignment is not None
    answers = {("1a", "n"): Answer(text="4"), ("1a", "p"): Answer(text="2/3")}
    n, p = marks(assignment, Answers(by_step=answers))
    assert (n.credit, p.verdict) == (0, Verdict.CORRECT)


def test_a_table_is_shared_with_its_words() -> None:
    text = rubric(as_rows(), n="count(sail == yes)") + (
        "  1b:\n    title: Q\n    parameters: {from: 1a, n: 1a.n}\n"
        "    steps:\n      p: {points: 1, formula: n / count(sky == clear)}\n"
    )
    first, second = read_assignment(text, "r.yaml").questions
    assert float(np.asarray(second.solution["p"])) == 1
    assert "sky" in second.parameters
    assert "sky" not in first.parameters


CSV = "\ufeffsky;wind ; degrees;sail\nclear;weak;21;no\n\ncloudy;strong;17.5;yes\n"


def test_a_table_in_a_file_lies_beside_the_rubric_and_in_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hw.yaml"
    (tmp_path / "sky.csv").write_text(CSV, encoding="utf-8")
    path.write_text(
        rubric("    data: {csv: sky.csv}\n", a="mean(degrees where sail == yes)", b="count()"),
        encoding="utf-8",
    )
    (found,) = load_assignment(path).questions
    assert [float(np.asarray(found.solution[n])) for n in "ab"] == [17.5, 2]
    write_bundle(path, tmp_path / "grader.zip")
    with zipfile.ZipFile(tmp_path / "grader.zip") as archive:
        assert archive.read("rubrics/sky.csv").decode("utf-8") == CSV
    monkeypatch.setattr(checked_rubrics, "CHECKED", tmp_path / "checked")
    monkeypatch.setenv("GRADER_RUBRIC", str(path))
    assert autograde.main(["--check"]) == 0
    assert checked_rubrics.checked_values(path)
    (tmp_path / "sky.csv").write_text(CSV.replace("17.5", "18"), encoding="utf-8")
    assert checked_rubrics.checked_values(path) is None


FILES = {
    "nope.csv": "nope.csv is not beside the rubric: No such file or directory",
    "../sky.csv": "../sky.csv must lie beside the rubric; write the file's name alone",
    "empty.csv": "the table has no rows",
    "latin.csv": "latin.csv is not UTF-8 text; save it as CSV UTF-8",
    "gap.csv": "row 2 has no b",
    "head.csv": "a column's name is made of letters, digits and _, and 'a b' is not; name it a_b",
    "large.csv": "the table has 2001 rows; at most 2,000 are read",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("a,b\n")
    (tmp_path / "latin.csv").write_bytes("a,b\nä,1\n".encode("latin-1"))
    (tmp_path / "gap.csv").write_text("a,b\n1,2\n3\n")
    (tmp_path / "head.csv").write_text("a b,c\n1,2\n")
    (tmp_path / "large.csv").write_text("a\n" + "1\n" * 2001)
    path = tmp_path / "hw.yaml"
    path.write_text(rubric(f"    data: {{csv: {name}}}\n", y="count()"))
    with pytest.raises(RubricErrors) as raised:
        load_assignment(path)
    (problem,) = raised.value.problems
    assert (problem.message, problem.line) == (FILES[name], 5)


TABLE = "    data:\n      - {x: 1, y: cat}\n      - {x: 2, y: dog}\n"
MESSAGES = {
    "count(y == cot)": "y has no cot; did you mean cat?",
    "count(y == 3)": "y has no 3 (there are cat, dog)",
    "share(y)": "'y' is no condition; compare a column, as in play == yes",
    "count(y == cat and )": "'y == cat and' is no condition",
    "mean(y)": "y is a column of words; compare it, y == cat, or count with shares(y)",
    "shares(x)": "shares takes a column of words (y), and x is none",
    "count(y > cat)": "y is a column of words, which have no order; write ==",
    "count(z == cat)": "z is not defined in this question (in 'sum((z == cat))')",
    "count(y == cat": "a closing ) is missing (in 'count(y == cat')",
    "mean(y where x == 1)": "where stands behind a column of numbers, and 'y' is none; write one"
    " as in mean(age where play == yes)",
    "share(x == 1 | y == cat | y == dog)": "two bars stand in share(x == 1 | y == cat | y == dog);"
    " join conditions with and",
    "share(| y == cat)": "a condition is missing; write one as in count(play == yes)",
}


@pytest.mark.parametrize("text", MESSAGES)
def test_a_formula_that_asks_no_table_is_told(text: str) -> None:
    found = [p for p in rubric_problems(rubric(TABLE, s=text), "r.yaml")[1] if not p.is_warning]
    if text == "count(y == cat and )":
        assert len(found) == 1
        return
    assert [p.message for p in found] == [MESSAGES[text]]
    assert found[0].path == ("questions", "1a", "steps", "s", "formula")


TABLES = {
    "data: 3": ["5: a table belongs here: a list of rows, [{wind: weak, play: no}], or {csv:"
                " weather.csv}"],
    "data: [{x: 1, y: a}, {x: b, y: a}, {x: 2}]": [
        "5: x is a column of numbers, and row 2 has b", "5: row 3 has no y",
    ],
    "data: {x: [1, 2], y: [a]}": [
        "5: every column needs as many entries as the others (x 2, y 1)",
    ],
    "data: [{x: [1, 2]}]": ["5: a number or a word belongs here"],
    "data: []": ["5: a table belongs here: a list of rows, [{wind: weak, play: no}], or {csv:"
                 " weather.csv}"],
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_what_is_no_table_is_told_at_its_line(table: str) -> None:
    problems = rubric_problems(rubric(f"    {table}\n", s="count(x == 1)"), "r.yaml")[1]
    assert [f"{p.line}: {p.message}" for p in problems] == TABLES[table]


def test_a_column_that_is_compared_with_a_word_lies_on_no_tie() -> None:
    """Whether a word is another asks for no rounding, however many rows are counted."""
    caps = ["round", "round", "round", "flat", "round", "oval", "round", "wide", "thin", "flat"]
    kinds = ["good", "good", "good", "bad", "bad", "bad", "good", "bad", "good", "good"]
    table = f"    data: {{cap: [{', '.join(caps)}], kind: [{', '.join(kinds)}]}}\n"
    text = "(count(cap == round, kind == good) + 1) / (count(kind == good) + 2)"
    problems = rubric_problems(rubric(table, s=text), "r.yaml")[1]
    assert [p.message for p in problems if "jumps" in p.message] == []


def test_people_are_shown_a_formula_as_it_was_written() -> None:
    text = "share(sail == yes | sky == clear)"
    rule = question(rubric(as_rows(), p=text, n="1 + 1")).graph.rules
    assert (rule["p"].description, rule["n"].description) == (text, "1 + 1")


def test_no_slip_shows_the_number_that_stands_for_a_word() -> None:
    text = "(count(sail == yes and sky == clear) + 1) / (count(sky == clear) + 2)"
    found = question(rubric(as_rows(), p=text, q="share(sail == yes | sky == clear) p"))
    words = [words for step in found.steps for words in recognised(found, step)]
    assert len(words) > 8
    assert [one for one in words if "==" in one or "=" in one] == []
