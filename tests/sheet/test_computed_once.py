"""What is kept while a sheet is read is what it would be if it were computed anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.document import SheetFile
from grader.answers.sheet import read_sheet
from grader.answers.sheet import trees as module
from grader.answers.sheet.literals import NearValues, is_near, same_number
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.records import Asked
from grader.answers.sheet.stated_values import StatedValues
from grader.answers.sheet.trees import Trees, tree_of
from grader.graph import evaluate, graph_of, rule_of
from grader.mathlang import Vocabulary
from tests.sheet.questions import homework

TEXTS = ("w1x", "a + b", "h_1", "R^2", "dL/dw", "loss", "f(a)", "a_1 x_2", "zab", "P(A | B)", "1/2")
VOCABULARIES = (
    Vocabulary(names=()),
    Vocabulary(names=("w1", "x", "loss"), aliases={"L": "loss"}, matrices=frozenset()),
    Vocabulary(names=("w", "h1", "dloss_dw", "loss"), aliases={"L": "loss"}),
    Vocabulary(names=("a", "x"), matrices=frozenset({"a"})),
    Vocabulary(names=("z", "a", "b"), aliases={"f": "sigmoid"}),
    Vocabulary(names=("r2", "p"), aliases={"R^2": "r2", "P(A | B)": "p"}),
)
CORPUS = Path(__file__).resolve().parent / "corpus"
NUMBER = st.floats(-300, 300, allow_nan=False).map(lambda x: round(x, 4))


def a(x):
    return 2.0 * x


def b(a, y):
    return a + y


def c(b):
    return b * b


def d(y):
    return 1.0 / y


CHAIN = Asked(
    key="1",
    graph=graph_of([rule_of(f) for f in (a, b, c, d)], ("x", "y")),
    steps=(),
    parameters={"x": np.asarray(0.5), "y": np.asarray(4.0)},
)


@pytest.mark.parametrize("order", [VOCABULARIES, VOCABULARIES[::-1], VOCABULARIES * 2])
def test_a_text_reads_as_if_no_other_vocabulary_had_read_it_before(order) -> None:
    trees = Trees()
    for names in order:
        assert [trees.of(t, names) for t in TEXTS] == [tree_of(t, names) for t in TEXTS]


def test_a_text_is_parsed_once_for_all_that_say_the_same_of_it(monkeypatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(
        module, "tree_of", lambda text, names: parsed.append(text) or names.known("a")
    )
    trees = Trees()
    found = [
        trees.of("a + 1", Vocabulary(names=n)) for n in (("a",), ("a", "q"), ("q",), ("a", "z"))
    ]
    assert found == ["a", "a", None, "a"]
    assert len(parsed) == 2


@given(NUMBER, st.lists(NUMBER, max_size=8), st.sampled_from([1.0, -1.0, 2.0, 0.5]))
def test_no_value_that_a_number_is_goes_unseen(number, values, factor) -> None:
    by_name = {
        str(at): np.asarray(one) for at, one in enumerate([*values, number, number / factor])
    }
    value = np.asarray(number)
    same = {n for n, one in by_name.items() if same_number(value, one, factor=factor)}
    near = {n for n, one in by_name.items() if factor == 1.0 and is_near(value, one)}
    assert same | near <= {*NearValues(by_name).to(value, factor)}


@given(st.lists(st.tuples(st.sampled_from("abcd"), NUMBER), max_size=6), st.booleans())
def test_what_follows_is_what_all_rules_give_from_the_last_values(said, is_asked_between) -> None:
    meanings = Meanings(CHAIN)
    values = StatedValues(meanings)
    for step, number in said:
        values.state(step, np.asarray(number))
        if is_asked_between:
            assert values.followed
    own = {step: np.asarray(number) for step, number in said}
    assert values.followed == evaluate(CHAIN.graph, CHAIN.parameters, own)
    assert all(values.own[n] == v for n, v in values.followed.items() if n in values.own.to(v))


def test_a_sheet_reads_the_same_whatever_was_read_before() -> None:
    names = ("b07_corrected.md", "a05_macros.tex", "b05_update_same_letter.md", "a02_pre_activations_named_a.md", "a06_roles_swapped.md")  # fmt: skip
    asked = list(homework())

    def read(name: str, anew: bool = False):
        data = (CORPUS / name).read_bytes()
        questions = list(homework()) if anew else asked
        return read_sheet([SheetFile(name=name, data=data)], questions)

    first = {name: read(name, anew=True) for name in names}
    for name in (*names, *reversed(names)):
        again = read(name)
        assert [_said(one) for one in again.answers] == [_said(one) for one in first[name].answers]
        assert again.unplaced == first[name].unplaced


def _said(answer):
    return answer.question, answer.step, answer.text, answer.place, answer.how, answer.sure


def test_trees_are_remembered_of_the_latest_texts_and_vocabularies_only(monkeypatch) -> None:
    monkeypatch.setattr(module, "MAX_VOCABULARIES", 3)
    trees = Trees(most=5)
    for n in range(20):
        for m in range(10):
            trees.of(f"a + {n}", Vocabulary(names=("a",) if m % 2 else (), aliases={"a": f"b{m}"}))
    assert len(trees._found._kept) == 5
    assert max(map(len, trees._found._kept.values())) == 3
