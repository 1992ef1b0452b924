"""The figures of a class: counted once, then drawn, printed on a page and written as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from grader import record
from grader.cohort.near_misses import NearMiss
from grader.model import Verdict


@record(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the totals of a class lie: those that were graded, out of `possible` points.

    quartiles: the least, the three quarters' bounds and the most. edges, counts: of a histogram.
    """

    totals: tuple[float, ...]
    possible: float
    mean: float
    deviation: float
    quartiles: tuple[float, float, float, float, float]
    edges: tuple[float, ...]
    counts: tuple[int, ...]

    @property
    def median(self) -> float:
        return self.quartiles[2]


@record(frozen=True, slots=True, kw_only=True)
class Common:
    """What several students did alike: a slip in words, or an answer as most of them wrote it.

    count: how many. example: the submission of one of them, by its number in the class. marked: how
    most of them were marked.
    """

    text: str
    count: int
    example: int
    marked: Verdict


@record(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """What a class did at one step.

    mean: of the credit, of those that were judged; None where nobody was. first: how many first go
    wrong here. carried: how many marks after it follow from a value that went wrong here, and
    lost: the points that were lost after it. discrimination: see `discrimination_of`. found: how
    many answers came from where. near: answers near the bounds of the tolerance.
    """

    question: str
    step: str
    label: str
    called: str
    points: float
    verdicts: Mapping[Verdict, int]
    mean: float | None = None
    discrimination: float | None = None
    first: int = 0
    carried: int = 0
    lost: float = 0.0
    slips: tuple[Common, ...] = ()
    answers: tuple[Common, ...] = ()
    found: Mapping[str, int] = field(default_factory=dict)
    near: tuple[NearMiss, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.question}.{self.step}"

    @property
    def count(self) -> int:
        return sum(self.verdicts.values())

    @property
    def within(self) -> int:
        """Answers that are right, and just within the tolerance."""
        return sum(one.is_within for one in self.near)

    @property
    def beyond(self) -> int:
        """Answers that are just beyond the tolerance."""
        return len(self.near) - self.within

    @property
    def is_told(self) -> bool:
        """Whether there is more to say of what went wrong than how often."""
        return bool(self.first or self.slips or any(one.count > 1 for one in self.answers))

    def share(self, verdict: Verdict) -> float:
        return self.verdicts.get(verdict, 0) / self.count if self.count else 0.0

    @property
    def first_share(self) -> float:
        """The share of the class that first goes wrong here."""
        return self.first / self.count if self.count else 0.0


@record(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """What a class did at one question; edges: which step's rule takes which other one."""

    key: str
    title: str
    points: float
    mean: float | None
    steps: tuple[StepFigures, ...]
    edges: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True, kw_only=True)
class ForPeople:
    """What of one submission was left to people: how many steps, by why, or why it has no marks."""

    submission: int
    texts: int = 0
    unsure: int = 0
    unreadable: int = 0
    faults: int = 0
    trouble: str = ""


@record(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    """All figures of a class. submissions: of all that were handed in. has_shared_numbers: whether
    one truth holds for all, so that answers and tolerances can be told of the class as a whole."""

    title: str
    submissions: int
    spread: Spread
    questions: tuple[QuestionFigures, ...]
    people: tuple[ForPeople, ...]
    has_shared_numbers: bool = True

    @property
    def steps(self) -> tuple[StepFigures, ...]:
        return tuple(step for question in self.questions for step in question.steps)

    @property
    def graded(self) -> int:
        return len(self.spread.totals)

    @property
    def not_graded(self) -> int:
        return sum(bool(one.trouble) for one in self.people)
