"""Numbers that are right as they were written, whatever stands before them: most of a class's."""

import numpy as np

from grader.agreement import NOISE
from grader.marking.numeric_answers import right_as_written
from grader.marking.outcome import Outcome
from grader.marking.read_answer import Reading, once_read
from grader.marking.record import right_as_read
from grader.model import Mark, Tolerance, Verdict
from grader.question import Question, Step


def exact(step: Step) -> Tolerance:
    """No tolerance; but where the rubric bounds what may be zero, that bounds the noise."""
    return Tolerance(atol=min(step.tolerance.atol, NOISE))


@once_read
def right_alone(read: Reading, question: Question, step: Step) -> Outcome | None:
    """What a number earns that is right as it was written, whatever stands before it."""
    assert read.number is not None
    solution = np.asarray(question.solution[step.name])
    return right_as_written(step, read.number, solution, exact(step))


@once_read
def right_mark(
    read: Reading, question: Question, step: Step, inputs: tuple[str, ...]
) -> Mark | None:
    """The mark of a number that is right as it was written beside right answers, the same for all
    who write it so; None for any other, and where more than the number counts."""
    more = (read.problem, read.fault, read.formula, step.valid)
    if read.number is None or read.answer.is_unsure or any(one is not None for one in more):
        return None
    if step.unit or step.ends_matter:
        return None
    found = right_alone(read, question, step)
    if found is None or found.verdict is not Verdict.CORRECT:
        return None
    return right_as_read(read, question, step, found, inputs)
