"""Takes decisions from a terminal, one answer after the other; each is written as it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from typing import NamedTuple

from grader import record
from grader.cohort import Left, name_for_decision
from grader.commands.overrides_file import OverridesFile
from grader.commands.terminal import Terminal, literal
from grader.errors import UsageError
from grader.rubric import Decision, worth
from grader.words import counted, points

MOST_LINES = 60
"""Lines of an answer that are shown; the whole of it stands in the submission."""


class _Quit(Exception):  # noqa: N818 - no error: whoever decides has had enough
    """No more is decided now."""


class _Back(Exception):  # noqa: N818
    """The answer before is to be decided again."""


class _Skip(Exception):  # noqa: N818
    """This one is left as it is."""


class Given(NamedTuple):
    """What is given for an answer: a share of its points, or points."""

    credit: float | None = None
    points: float | None = None


@record(slots=True, kw_only=True)
class Dialogue:
    """The asking. by, today: what stands in each decision. reason: the last one, for =."""

    file: OverridesFile
    by: str
    today: str
    console: Terminal
    reason: str = ""
    decided: set[int] = field(default_factory=set)

    def run(self, left: Sequence[Left]) -> int:
        """Ask for each of the answers; how many decisions were made."""
        waiting, place = list(left), 0
        try:
            while place < len(waiting):
                place = self._at(waiting, place)
        except _Quit:
            self.console.print()
        return len(self.file.written)

    def _at(self, waiting: list[Left], place: int) -> int:
        """Ask for one answer: the place of the one to ask for next."""
        self._show(waiting[place], f"{place + 1} of {len(waiting)}")
        try:
            self._decide(waiting, place)
        except _Skip:
            pass
        except _Back:
            return self._back(max(place - 1, 0))
        return place + 1

    def _back(self, place: int) -> int:
        """Go back to an answer; what was decided of it is taken back."""
        if place in self.decided:
            if self.file.take_back():
                self.decided.discard(place)
                self.console.print(literal("taken back", "yellow"))
            else:
                self._tell(f"{self.file.path} was changed meanwhile; mend it there")
        return place

    def _decide(self, waiting: list[Left], place: int) -> None:
        one = waiting[place]
        given = self._given(one)
        while (reason := self._reason()) is None:
            given = self._given(one)
        if len(one.rows) > 1 and not self._is_for_all(one):
            waiting[place : place + 1] = one.split()
            self.decided = {n if n < place else n + 1 for n in self.decided}
            one = waiting[place]
        try:
            self.file.add(replace(self._decision(one, reason), **given._asdict()))
        except UsageError as error:
            self._tell(str(error))
            return
        self.reason = reason
        self.decided.add(place)

    def _decision(self, one: Left, reason: str) -> Decision:
        return replace(decision_about(one), reason=reason, by=self.by, date=self.today)

    def _given(self, one: Left) -> Given:
        most = worth(one.step)
        while True:
            asked = f"Points of {points(most)} (or 50%; s skip, b back, q quit):"
            said = self._asked(asked)
            if said in ("", "s"):
                raise _Skip
            if said == "b":
                raise _Back
            try:
                return given_in(said, most)
            except UsageError as error:
                self._tell(str(error))

    def _reason(self) -> str | None:
        """Why; None where the points are to be asked for again."""
        again = f", = {self.reason}" if self.reason else ""
        while True:
            said = self._asked(f"Why? The student reads it (b back{again}):")
            if said == "b":
                return None
            if said == "=" and self.reason:
                return self.reason
            if said not in ("", "="):
                return said
            self._tell("the student is told the reason: write a sentence, or q to quit")

    def _is_for_all(self, one: Left) -> bool:
        first = one.submissions[0].name
        question = f"For all {len(one.rows)} who wrote this (y), or for {first} alone (n)?"
        return not self._asked(question).casefold().startswith("n")

    def _asked(self, question: str) -> str:
        """What was typed; the end of the input is the wish to quit."""
        self.console.print(literal(question, "bold"), end=" ", soft_wrap=True)
        try:
            said = input().strip()
        except EOFError:
            raise _Quit from None
        if said == "q":
            raise _Quit
        return said

    def _tell(self, message: str) -> None:
        self.console.print(literal(message, "red"), soft_wrap=True)

    def _show(self, one: Left, place: str) -> None:
        """What is to be decided: the step, who wrote what, and where it stands."""
        row = one.rows[0]
        step = f"{one.question.key}.{one.step.name}"
        self.console.print()
        self.console.print(literal(f"{place}: {step}, {one.step.label}", "bold"), soft_wrap=True)
        for line in (one.text or "(nothing was read)").splitlines()[:MOST_LINES]:
            self.console.print(literal(f"  | {line}"), soft_wrap=True)
        names = ", ".join(submission.name for submission in one.submissions[:3])
        more = ", …" if len(one.submissions) > 3 else ""
        where = f" ({row.where})" if row.where else ""
        told = f"{one.why}, {counted(len(one.rows), 'submission')}: {names}{more}{where}"
        also = f"; {one.others} more wrote it and are marked" if one.others else ""
        self.console.print(literal(f"  {told}{also}", "dim"), soft_wrap=True)


def given_in(text: str, most: float) -> Given:
    """What `1.5` or `50%` gives of so many points. Raises UsageError for what is neither."""
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(%?)", text.strip())
    if not found:
        raise UsageError(f"{text} is neither points, such as 1.5, nor a share, such as 50%")
    number = float(found[1].replace(",", "."))
    if found[2]:
        if number > 100:
            raise UsageError(f"{text} is more than all; write a share up to 100%")
        return Given(credit=number / 100)
    if number > most + 1e-9:
        raise UsageError(f"{text} is more than the step's {counted(most, 'point')}")
    return Given(points=number)


def decision_about(one: Left) -> Decision:
    """The decision on an answer that is left, before anything is given for it.

    All who write the same have it, whenever they do, where everybody who wrote it is meant; else
    those who are named, as long as they have not handed in something else.
    """
    is_for_all = one.is_telling and len(one.rows) > 1 and not one.others
    named = () if is_for_all else tuple(map(name_for_decision, one.submissions))
    return Decision(
        question=one.question.key,
        step=one.step.name,
        reason="",
        students=tuple(dict.fromkeys(named)),
        wrote=one.text if one.is_telling else None,
    )
