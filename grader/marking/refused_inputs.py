"""Which answers pass for right only beside answers that were put in.

An answer that is right as far as it goes is no wrong one, and what it may have been carried on from
reaches far: beside 1 for an entropy of 0.97 and 1 for one of 0.85 a gain of 0 is right. Where those
took no work, this took none either.
"""

from collections.abc import Collection, Iterator, Mapping

from grader.marking.case import Case
from grader.marking.numeric_answers import is_true
from grader.model import Mark, NoValue, Verdict
from grader.question import Step


def only_beside(case: Case, marks: Mapping[str, Mark], refused: Collection[str]) -> list[str]:
    """The right steps that are not so beside the truth, and may rest on refused ones.

    refused: the steps whose credit took no work.
    """
    found = set(refused)
    for name in case.question.graph.order:
        mark, step = marks.get(name), case.steps.get(name)
        if mark is None or step is None or mark.verdict is not Verdict.CORRECT:
            continue
        if not found.isdisjoint(_inputs(case, step)) and not _is_right(case, step):
            found.add(name)
    return [name for name in found if name not in refused]


def _inputs(case: Case, step: Step) -> Iterator[str]:
    """The student's answers that a step may have been worked out from, by any route."""
    for rule in (case.question.graph.rules[step.name], *step.also, *step.routes):
        yield from case.stated_inputs(step, rule)


def _is_right(case: Case, step: Step) -> bool:
    """Whether an answer is right beside the truth; not asked where there is no one true number."""
    number, solution = case.readings[step.name].number, case.question.solution.get(step.name)
    if number is None or solution is None or isinstance(solution, NoValue) or step.also:
        return True
    return is_true(step, number, solution)
