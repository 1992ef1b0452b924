"""One decision of a person's, and all of a rubric with whom each is about."""

from __future__ import annotations

from collections.abc import Iterable

from grader import record
from grader.question import Step
from grader.rubric.draws import Student, student_named

EVERYONE = "everyone"
"""What stands for a student where a decision is about the whole class."""


@record(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of a step: for some students, for all who wrote the same, or both.

    students: as they stand in the file, hashed in a bundle. wrote: what was written; None where
    that does not matter. credit: a share of the points; points: so many; one of them is given.
    place: of the decision in its file, from 1.
    """

    question: str
    step: str
    reason: str
    students: tuple[str, ...] = ()
    wrote: str | None = None
    credit: float | None = None
    points: float | None = None
    by: str = ""
    date: str = ""
    place: int = 0
    line: int | None = None

    @property
    def id(self) -> str:
        return f"{self.question}.{self.step}"

    @property
    def is_for_all(self) -> bool:
        """Whether it is about no student in particular."""
        return not self.students or self.students == (EVERYONE,)

    @property
    def narrowness(self) -> int:
        """How much it says of whom it is about: of two decisions the narrower one counts."""
        return 2 * (not self.is_for_all) + (self.wrote is not None)

    def share_of(self, points: float) -> float:
        """The share of so many points that it gives."""
        if self.credit is not None:
            return self.credit
        return (self.points or 0.0) / points if points else 0.0


@record(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions of a rubric's file. salt: what students are hashed with, where they are."""

    file: str = ""
    every: tuple[Decision, ...] = ()
    salt: str = ""

    def keys(self, students: Iterable[Student], name: str = "") -> frozenset[str]:
        """What those who hand in may be named by here. name: of their submission."""
        texts = [text for one in students for text in (one.email, one.sid) if text]
        return frozenset(self.key(text) for text in (*texts, name) if text)

    def key(self, text: str) -> str:
        """How an e-mail, a student id or a submission's name is spelled to be compared."""
        if not self.salt:
            return decision_key(text)
        import hashlib  # needed in bundles alone
        import hmac

        own = decision_key(text).encode("utf-8", "surrogatepass")
        return hmac.new(bytes.fromhex(self.salt), own, hashlib.sha256).hexdigest()[:32]

    def about(self, question: str, step: str, keys: frozenset[str]) -> list[Decision]:
        """The decisions on a step that are about someone of these keys, or about all."""
        return [
            one
            for one in self.every
            if (one.question, one.step) == (question, step)
            and (one.is_for_all or not keys.isdisjoint(self.named_in(one)))
        ]

    def named_in(self, decision: Decision) -> Iterable[str]:
        """The keys of the students that a decision names."""
        return decision.students if self.salt else map(decision_key, decision.students)


def decision_key(text: str) -> str:
    """An e-mail, a student id or a submission's name in one spelling."""
    return student_named(text).id("email" if "@" in text else "sid")


def worth(step: Step) -> float:
    """The points that a decision on a step may give: of a text, those that people give."""
    return step.points or step.people_points
