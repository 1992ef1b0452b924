"""Conclusions in prose: what a sentence says of what the label asks, and what says nothing."""

from __future__ import annotations

import pytest

from grader.answers.document import SheetFile
from grader.answers.from_sheets import sheet_of
from grader.rubric.load import read_assignment

RUBRIC = """
title: C
questions:
  "1":
    title: Conclusions
    parameters: {p: 0.02}
    steps:
      reject: {label: "Is H0 rejected at 5%?", points: 1, answer: choice,
               choices: {yes: [reject, rejected], no: [fail to reject]}, formula: p < 0.05}
      stable: {label: "Is the system stable?", points: 1, answer: choice, choices: [yes, no],
               formula: p < 1}
      machine: {label: "which machine is cheaper?", points: 1, answer: choice, choices: [A, B],
                formula: "if(p < 1, B, A)"}
      rate: {label: "the best rate", points: 1, answer: choice, choices: ["0.1", "0.25"],
             formula: "if(p < 1, 0.1, 0.25)"}
      metals: {label: "which metals melt below 700 K?", points: 1, answer: set,
               choices: [lead, tin, iron], formula: "[1, 1, 0]"}
      colour: {label: "must the flame be red or blue?", points: 1, answer: choice,
               choices: [red, blue], formula: 0}
      fair: {label: "(b) does the bet depend on luck?", points: 1, answer: choice,
             choices: [yes, no], formula: p < 1}
      limit: {label: "Does the top speed exceed 90 km/h?", points: 1, answer: choice,
              choices: [yes, no], formula: p > 1}
      sep_b: {label: "2. separated(A, B_1)", points: 1, answer: choice,
                  choices: ["true", "false"], formula: "p < 1"}
      mixed: {label: "the decision on the drug", points: 1, answer: choice,
              choices: {keep: [], do not keep: []}, formula: "if(p < 1, keep, do_not_keep)"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "conclusions.yaml")


def found(text: str) -> dict[str, tuple[str, bool]]:
    sheet = sheet_of([SheetFile(name="s.md", data=f"# 1\n\n{text}\n".encode())], ASSIGNMENT)
    return {answer.step: (answer.text, answer.sure) for answer in sheet.answers}


CONCLUDED = [
    ("reject", "Since p = 0.02 < 0.05, we reject $H_0$.", "yes"),
    ("reject", "We fail to reject the null.", "no"),
    ("reject", "We do not reject the null, as p is large.", "no"),
    ("reject", "We cannot reject it.", "no"),
    ("reject", "Null = true. Then p = 0.4.", None),
    ("reject", "One rejects H0 if p < 0.05.", None),
    ("stable", "All poles lie on the left, so the system is stable.", "yes"),
    ("stable", "The system is not stable, for it has a pole at 1.", "no"),
    ("stable", "Hence the system is unstable.", "no"),
    ("stable", "The system is not unstable.", "yes"),
    ("stable", "For a stable system all poles lie on the left.", None),
    ("stable", "We look whether the system is stable.", None),
    ("stable", "Is the system stable?", None),
    ("stable", "The system is stable or not, by its poles.", None),
    ("machine", "The fee of A is larger, so machine B is cheaper.", "B"),
    ("machine", "B is 1.2 times cheaper than A.", "B"),
    ("machine", "Of the two B is cheaper because A costs 3 more.", "B"),
    ("machine", "A cheaper machine is hard to find.", None),
    ("machine", "Machine B is not cheaper.", None),
    ("machine", "Machine A or B is cheaper.", None),
    ("rate", "Therefore the best rate is 0.1.", "0.1"),
    ("metals", "Only tin would.", "tin"),
    ("metals", "So lead and tin do.", "lead, tin"),
    ("metals", "Lead and tin melt below that, and below 700 K.", "lead, tin"),
    ("metals", "Lead does not melt.", None),
    ("metals", "Tin has 505 K.", None),
    ("colour", "The flame needs to be red to be that hot.", "red"),
    ("colour", "The flame is red or blue.", None),
    ("fair", "(a) 3\n\n(b) No, for it is all skill.", "No"),
    ("fair", "The bet is independent of luck.", "no"),
    ("stable", "All poles lie on the left, so yes, a stable system it is.", "yes"),
    ("stable", "No, the system looks stable.", "no"),
    ("stable", "So yes, the mass swings.", None),
    ("stable", "Can we call the system stable at all?\n\nYes, as all poles lie left.", "Yes"),
    ("stable", "Can we call the motor stable at all?\n\nYes, as all poles lie left.", None),
    ("limit", "The top speed is v, and with 80 it does not exceed 90 km/h.", "no"),
    ("limit", "The top speed is 80 km/h, and it does not end.", None),
    ("limit", "Does this top speed exceed 70 km/h?\n\nYes, by far.", None),
    ("sep_b", "$separated(A, B\\_1)$: True - no path is open", "True"),
    ("sep_b", "$separated(A, C\\_1)$: True - no path is open", None),
    ("mixed", "The decision on the drug: we do not keep it.", "do not keep"),
    ("mixed", "My decision on this drug is that I will not keep it.", None),
    ("mixed", "The decision on the drug: we keep it, for it does not harm.", "keep"),
]  # fmt: skip


@pytest.mark.parametrize("step, text, told", CONCLUDED)
def test_a_conclusion_is_read_in_the_words_of_its_label(
    step: str, text: str, told: str | None
) -> None:
    assert found(text).get(step, (None,))[0] == told


@pytest.mark.parametrize("text", ["Hence the system is unstable.", "(b) No, for it is all skill."])
def test_what_a_sentence_concludes_is_never_certain(text: str) -> None:
    assert [sure for _, sure in found(text).values()] == [False]


def test_of_a_set_in_its_own_part_other_parts_tell_nothing() -> None:
    """A label with a mark reads its own part where the sheet has one."""
    text = "(a) The bet is independent of luck.\n\n(b) The bet does depend on luck."
    assert found(text)["fair"][0] == "yes"
