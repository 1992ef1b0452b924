"""The page that `grader preview` writes: what a student sees, and nothing that does anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.gradescope.results_json import results
from grader.gradescope.submission import marked
from grader.review.results_page import page_of
from grader.rubric.load import load_assignment, read_assignment
from tests.project import RUBRICS, SAMPLES, run_grader

RUBRIC = """\
title: Quiz <script>alert(1)</script>
questions:
  1:
    title: Q
    parameters: {a: 2.5, b: 0.4}
    steps:
      y: {label: y = <b>a b</b>, points: 2, formula: a b}
      z: {label: z, points: 1, formula: y + a}
      why: {label: why, answer: review}
"""
HOSTILE = "<img src=x onerror=alert(1)> ![i](http://x/y.png) [l](javascript:alert(1)) <b>"


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(text: str, answers: str, tmp_path: Path) -> str:
    folder = tmp_path / "ana"
    folder.mkdir()
    (folder / "answers.yaml").write_text(answers, encoding="utf-8")
    outcome = marked(read_assignment(text, "q.yaml"), folder)
    made = results(outcome.marks, outcome.answers, notes=(outcome.note,))
    return page_of(made, "Quiz <i>", "About <i>")


def test_the_page_needs_nothing_else_and_does_nothing(tmp_path: Path) -> None:
    made = page(RUBRIC, f"1:\n  y: '{HOSTILE}'\n  why: '{HOSTILE}'\n", tmp_path)
    found = Page(made)
    assert found.open == []
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"script", "img", "link", "iframe", "b", "i", "object", "form"}
    for tag, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "src"], tag
        assert not (attributes.get("href") or "").startswith("javascript")
    told = re.sub(r"<(code|blockquote)>.*?</\1>", "", made, flags=re.DOTALL)
    assert "://" not in told


def test_it_reads_on_a_phone(tmp_path: Path) -> None:
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in Page(
        page(RUBRIC, "1: {y: 1}", tmp_path)
    ).elements


@pytest.mark.parametrize("sample", ["one_slip", "half_empty", "broken_file", "empty", "sheet_tex"])
def test_every_row_and_the_total_of_a_sample_are_there(sample: str) -> None:
    outcome = marked(load_assignment(RUBRICS / "hw3.yaml"), SAMPLES / sample, ("expected.yaml",))
    made = results(outcome.marks, outcome.answers, notes=(outcome.note,))
    text = page_of(made, "T", "A")
    assert Page(text).open == []
    assert text.count("<details") == len(made["tests"])
    assert f'<p class="total">{made["score"]:g} / 80</p>' in text
    assert text.count("open><summary>") == sum(t["status"] == "failed" for t in made["tests"])


def test_what_is_shown_later_is_behind_a_switch(tmp_path: Path) -> None:
    assert "radio" not in page(RUBRIC, "1: {y: 2}", tmp_path)


@pytest.mark.parametrize("when, shown", [("after_published", 2), ("after_due_date", 2)])
def test_the_switch_knows_what_is_shown_when(tmp_path: Path, when: str, shown: int) -> None:
    text = f"reveal: expected\nreveal_when: {when}\n{RUBRIC}"
    made = page(text, "1: {y: 2}", tmp_path)
    assert made.count('type="radio"') == 3
    assert made.count(f'<details class="passed {when}">') == shown


def test_a_hidden_step_is_not_there_and_hides_the_total(tmp_path: Path) -> None:
    made = page(
        RUBRIC.replace("points: 1,", "points: 1, visibility: hidden,"), "1: {y: 1}", tmp_path
    )
    assert '<p class="total">- / 3</p>' in made
    assert made.count("<details") == 2


def test_without_a_submission_it_is_that_of_a_made_up_student(tmp_path: Path) -> None:
    done = run_grader("preview", "two_layer_network", "-o", str(tmp_path / "p.html"))
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "What a made-up student sees." in text
    assert "<strong>One slip.</strong>" in text
    assert "<strong>Missing.</strong>" in text


def test_a_single_file_and_a_folder_give_one_page(tmp_path: Path) -> None:
    for name, path in (("a", SAMPLES / "one_slip"), ("b", SAMPLES / "one_slip" / "answers.yaml")):
        run_grader("preview", "hw3", str(path), "-o", str(tmp_path / f"{name}.html"))
    one, other = ((tmp_path / f"{name}.html").read_text(encoding="utf-8") for name in "ab")
    assert one.replace("one_slip", "answers.yaml") == other


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nowhere"], "there is no nowhere; name a submission's folder, or one file"),
        (["-o", "nowhere/p.html"], "there is no folder nowhere to write p.html to"),
    ],
)
def test_a_call_that_cannot_be_served_says_why(arguments: list[str], message: str) -> None:
    done = run_grader("preview", "hw3", *arguments)
    assert (done.returncode, done.stderr) == (2, f"grader: {message}\n")
