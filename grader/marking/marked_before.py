"""The marks of a question whose answers were marked before: a class writes the same again and again.

They depend on what stands in the question's own boxes and on little else, which is their key here.
"""

from collections.abc import Callable, Hashable

from grader.marking.case import Case, answered_elsewhere
from grader.marking.outcome import Outcome
from grader.marking.read_answer import Reading
from grader.marking.record import marked
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import AnswerKind, Memory, Question, Step, memory_of

MAX_KEPT = 512
"""Of so many ways to answer it a question keeps the marks."""
LONGEST = 2_000
"""Characters of all answers to a question that are worth keeping."""

Marks = tuple[Mark, ...]


def once_marked(question: Question, answers: Answers, mark: Callable[[], Marks]) -> Marks:
    """The marks of a question as `mark` makes them, made once for all who answer it so."""
    said = _said(question, answers)
    if said is None:
        return mark()
    memory: Memory[Marks] = memory_of(question, "marks", MAX_KEPT)
    found = memory.get(said)
    if found is not None:
        pairs = zip(question.steps, found, strict=True)
        return tuple([_with_text(question, step, answers, one) for step, one in pairs])
    found = mark()
    if not any(one.verdict is Verdict.FAULT for one in found):  # it may be one of this moment
        memory.keep(said, found)
    return found


def _said(question: Question, answers: Answers) -> Hashable | None:
    """All that a question's marks are made from, without the words of texts that people read.

    None where that is more than a template, which was read in full, says of it.
    """
    if answers.sheets or answers.broken or answers.failed or answers.unread or question.carried:
        return None
    given, key = answers.by_step, question.key
    found = [given.get((key, step.name)) for step in question.steps]
    said = [
        is_for_people(step, one) or one for step, one in zip(question.steps, found, strict=True)
    ]
    own = [one for one in said if isinstance(one, Answer)]
    if sum([len(one.text) for one in own]) > LONGEST or any(one.tree is not None for one in own):
        return None
    return (*said, answered_elsewhere(question, answers, [step.name for step in question.steps]))


def is_for_people(step: Step, answer: Answer | None) -> bool:
    """Whether an answer is a text that people read, of which marks need but know that it is there."""
    is_text = step.answer is AnswerKind.REVIEW and answer is not None
    return is_text and answer is not None and not answer.is_blank and answer.problem is None


def _with_text(question: Question, step: Step, answers: Answers, before: Mark) -> Mark:
    """A mark that was made before, with what this student wrote where people read it."""
    answer = answers.by_step.get((question.key, step.name))
    if answer is None or not is_for_people(step, answer):
        return before
    case = Case(question=question, readings={step.name: Reading(answer=answer)})
    return marked(case, step, Outcome(verdict=Verdict.REVIEW))
