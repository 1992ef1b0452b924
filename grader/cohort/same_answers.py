"""Who wrote the same at a step: answers that are equal as mathematics, most often first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import field

from grader import record
from grader.cohort.graded_records import Graded, StepRow
from grader.marking import said_in, say_the_same
from grader.model import Verdict
from grader.question import Formula, Question, Step


@record(slots=True, kw_only=True)
class Group:
    """Equal answers to one step. names: of submissions; texts: how often each was written so."""

    names: list[str] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    rows: list[StepRow] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What most of them wrote; "" for those who wrote nothing."""
        return self.texts.most_common(1)[0][0]

    @property
    def marks(self) -> list[tuple[Verdict, float, int]]:
        """The verdicts with their credits, and how often: equal answers may follow, or not."""
        counts = Counter((row.verdict, row.credit) for row in self.rows)
        return [(verdict, credit, count) for (verdict, credit), count in counts.most_common()]

    @property
    def slip(self) -> str:
        """What went wrong most often, in words, or was decided; "" where nothing is known."""
        words = Counter(
            f"decided: {row.decision}" if row.decision else row.slip_words or row.slip
            for row in self.rows
        )
        del words[""]
        return words.most_common(1)[0][0] if words else ""


def equal_groups(question: Question, step: Step, graded: Iterable[Graded]) -> list[Group]:
    """The answers of a class to one step, put together where they are equal.

    Numbers are equal as numbers, words as the word that they are read as, formulas as functions;
    what cannot be read is equal where it is written alike.
    """
    same: dict[Hashable, Group] = {}
    formulas: list[tuple[Formula, Group]] = []
    for one in graded:
        row = next(
            (r for r in one.steps if (r.question, r.step) == (question.key, step.name)), None
        )
        if row is None:
            continue
        said = said_in(question, step, row.read)
        if isinstance(said, Formula):
            group = _of_formula(question, step, said, formulas)
        else:
            group = same.setdefault(said, Group())
        group.names.append(one.name)
        group.texts[row.read] += 1
        group.rows.append(row)
    found = [*same.values(), *(group for _, group in formulas)]
    return sorted(found, key=lambda group: -len(group.names))


def _of_formula(
    question: Question, step: Step, said: Formula, known: list[tuple[Formula, Group]]
) -> Group:
    """The group of a formula: of the first that is the same function."""
    for other, group in known:
        if say_the_same(question, step, said, other):
            return group
    known.append((said, Group()))
    return known[-1][1]
