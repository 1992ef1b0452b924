"""The records that pass between the parts: built once by a reader, never changed.

A question is a graph of named values; a rubric says what each value is worth; a submission is
what a student says each value is. Everything else only reads these three.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader import record

Array = NDArray[np.float64]


class Verdict(str, Enum):
    """What is said of one step; the value is the word that `extra_data` carries."""

    CORRECT = "correct"
    FOLLOWS = "follows"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    REVIEW = "review"
    FAULT = "fault"


class Lapse(str, Enum):
    """What went wrong where that is no single change of a rule: what a mark's `slip` says then.

    In the others: some entries of a matrix are right, and one slip explains those that are not.
    """

    TOO_FEW_FIGURES = "too_few_figures"
    TOO_MANY_FIGURES = "too_many_figures"
    SHAPE = "shape"
    TRANSPOSED = "transposed"
    TRIVIAL = "trivial"
    AMBIGUOUS = "ambiguous"
    IN_THE_OTHERS = "in_the_others"
    NOT_SUMMED = "not_summed"
    RESTATED = "restated"
    NO_UNIT = "no_unit"
    OTHER_UNIT = "other_unit"
    UNIT_SCALE = "unit_scale"
    OTHER_FORM = "other_form"
    OPEN_END = "open_end"


class UnitFit(str, Enum):
    """How what was written behind a number goes with the unit of its step."""

    FITS = "fits"
    MISSING = "missing"
    OTHER = "other"


class RouteKind(str, Enum):
    """By which rule an answer was judged: beside the truth, or followed from the student's own."""

    TRUTH = "truth"
    OWN = "own"
    LISTED = "route"
    ALSO = "also"
    OTHER_SLOPE = "other slope"


@record(frozen=True, slots=True, kw_only=True)
class Route:
    """The rule that a credit is for; of those that the rubric lists, its place from 1."""

    kind: RouteKind
    place: int = 0

    @property
    def in_words(self) -> str:
        """truth, own, route 1: what `extra_data` carries."""
        return f"{self.kind.value} {self.place}" if self.place else self.kind.value


BY_TRUTH, BY_OWN = Route(kind=RouteKind.TRUTH), Route(kind=RouteKind.OWN)


class Visibility(str, Enum):
    """When the platform shows a step to the student."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"


@record(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far an answer may lie from the expected value: atol + rtol * |expected|, inclusive."""

    rtol: float = 0.0
    atol: float = 0.0


@record(frozen=True, slots=True, kw_only=True)
class NoValue:
    """The place of a value that a rule could not give, with the reason in words.

    fault: the details, for staff, where the rule broke; None where it has no value to give.
    """

    reason: str
    fault: str | None = None


Value = Array | NoValue


@record(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a submission says for one step, as written; blank text is a missing answer.

    `where` says where it stands, `how` how it was recognised and `is_unsure` that it may be
    something else, where it was found in a sheet; `tree` is its formula in the question's own
    names, `label` the left side that stood before it and `chain` all members of its chain of
    equals signs. `problem` is set where the file holds something that cannot be one value (a
    mapping, the same step twice): a sentence for the student.
    """

    text: str
    line: int | None = None
    problem: str | None = None
    where: str | None = None
    how: str | None = None
    is_unsure: bool = False
    tree: Any = None
    label: str = ""
    chain: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.text, self.line))  # asked for again and again; the rest seldom differs

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and self.problem is None


StepId = tuple[str, str]
"""Question key and step name: ("2b", "z1"), written 2b.z1."""


@record(frozen=True, slots=True, kw_only=True)
class Answers:
    """A submission as read: answers by question and step, and what the student should know.

    `notes` are sentences for the student about the file as a whole. `broken` is the sentence
    about a file that could be read only in part: steps not found in it count as unreadable.
    `unread` names the files of which nothing could be read, and `failed` those where that is our
    own failure; `details` are for staff only.
    `sheets` names the sheets that were searched for what the template does not say.
    `unplaced` says, by question, how many statements of a sheet found no step.
    """

    by_step: Mapping[StepId, Answer]
    source: str | None = None
    notes: tuple[str, ...] = ()
    broken: str | None = None
    unread: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    unplaced: Mapping[str, int] = field(default_factory=dict)


@record(frozen=True, slots=True, kw_only=True)
class Decided:
    """That a person decided what a step earns: why, who, when, and its credit before that."""

    reason: str
    by: str
    date: str
    credit_before: float


@record(frozen=True, slots=True, kw_only=True)
class Mark:
    """The verdict on one step, with its reason in a form that a program can read.

    credit is a share 0..1 of `points`. `inputs` names the student's own answers that the step
    rests on, `rests_on` those among them that are not right, and `carried` what these read.
    `route` says what the credit is for. `slip` names what went wrong (a `Lapse`, a kind of slip, or
    a misconception of the rubric's, where it `is_misconception`) and `slip_words` says it;
    `deducted` is the share of the credit lost for work not shown. `off` are the
    places, from 0, of the entries that are not right where some are, and `entry_names` what to call
    all of them, row after row, where they are not counted. `plain` is what was read in
    one plain form, where it was written in another; `searched` are the sheets in which nothing was
    found for the step. `names` says what people call the steps of the question. `expected` is what
    may be revealed, at `reveal_when`, or `solution` is, how it is worked out, a line for each rule,
    and `own_solution` with the student's own values where some are not right; `quotes` whether
    feedback may say more than the verdict, and repeat what was read. `people_points` are what
    people give for a text, beside `points`. `decision` is set where a person decided on the credit,
    whatever the verdict is. `conventions` says what the conventions are called
    that the question was marked by. `is_formula` is set where a formula was asked for, or an
    equation, and `asked` says which. `reason` is the sentence why something could not be read or
    followed; `detail` is for staff only.
    """

    question: str
    step: str
    label: str
    points: float
    visibility: Visibility
    verdict: Verdict
    credit: float
    share: float
    read: str | None = None
    line: int | None = None
    where: str | None = None
    how: str | None = None
    is_unsure: bool = False
    shape: tuple[int, ...] | None = None
    expected_shape: tuple[int, ...] | None = None
    inputs: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    route: Route = BY_TRUTH
    slip: str | None = None
    slip_words: str | None = None
    deducted: float = 0.0
    is_misconception: bool = False
    off: tuple[tuple[int, ...], ...] = ()
    entry_names: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()
    people_points: float = 0.0
    decision: Decided | None = None
    plain: str | None = None
    searched: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    expected: str | None = None
    solution: tuple[str, ...] = ()
    own_solution: tuple[str, ...] = ()
    reveal_when: Visibility | None = None
    quotes: bool = True
    is_formula: bool = False
    asked: str = "formula"
    reason: str | None = None
    detail: str | None = None

    @property
    def id(self) -> str:
        return f"{self.question}.{self.step}"

    @property
    def lacks_figures(self) -> bool:
        """Whether nothing but the number of digits keeps the answer from being right."""
        return self.slip in (Lapse.TOO_FEW_FIGURES, Lapse.TOO_MANY_FIGURES)

    @property
    def lacks_unit(self) -> bool:
        """Whether nothing but the unit keeps the answer from being right."""
        return self.slip in (Lapse.NO_UNIT, Lapse.OTHER_UNIT) and self.share == 1

    @property
    def follows_own(self) -> bool:
        """Whether the credit is for following the student's own earlier answers."""
        return self.route != BY_TRUTH

    @property
    def earned(self) -> float:
        """Credit in points."""
        return self.points * self.credit

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with the answer itself: it is right, or it follows."""
        return self.verdict in (Verdict.CORRECT, Verdict.FOLLOWS)

    @property
    def lost(self) -> float:
        """Points lost for work not shown; all of them where that costs the whole credit."""
        if self.deducted >= 1:
            return self.points * (self.share or 1.0)
        return self.earned * self.deducted / (1 - self.deducted)

    def called(self, step: str) -> str:
        """What people call a step of the mark's question."""
        return self.names.get(step, step)
