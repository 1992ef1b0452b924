"""The marks of a question whose answers were marked before: a class writes the same again.

They depend on what stands in the question's own boxes and on little else, which is their key here.
"""

from collections.abc import Callable, Hashable

from grader.marking.case import Case, answered_elsewhere
from grader.marking.outcome import Outcome
from grader.marking.read_answer import Reading
from grader.marking.record import marked
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import AnswerKind, Memory, Question, memory_of, once

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
        return _with_texts(question, answers, found)
    found = mark()
    if not any(one.verdict is Verdict.FAULT for one in found):  # it may be one of this moment
        memory.keep(said, found)
    return found


def _said(question: Question, answers: Answers) -> Hashable | None:
    """All that a question's marks are made from, without the words of texts that people read.

    None where that is more than a template, which was read in full, says of it.
    """
    if any((answers.sheets, answers.broken, answers.failed, answers.unread, question.carried)):
        return None
    given, key, names = answers.by_step, question.key, [step.name for step in question.steps]
    said: list[Answer | bool | None] = [given.get((key, name)) for name in names]
    for place in _places_of_texts(question):
        said[place] = _is_for_people(said[place]) or said[place]
    own = [one for one in said if isinstance(one, Answer)]
    if sum([len(one.text) for one in own]) > LONGEST or any(one.tree is not None for one in own):
        return None
    unplaced = answers.unplaced.get(key, 0)  # they may be the way that a result must show
    return (*said, unplaced, answered_elsewhere(question, answers, names))


@once
def _places_of_texts(question: Question) -> tuple[int, ...]:
    steps = enumerate(question.steps)
    return tuple(place for place, step in steps if step.answer is AnswerKind.REVIEW)


def _is_for_people(answer: object) -> bool:
    """Whether there is a text that people read: all that marks need to know of it."""
    return isinstance(answer, Answer) and not answer.is_blank and answer.problem is None


def _with_texts(question: Question, answers: Answers, before: Marks) -> Marks:
    """Marks that were made before, with what this student wrote where people read it."""
    marks = list(before)
    for place in _places_of_texts(question):
        step = question.steps[place]
        answer = answers.by_step.get((question.key, step.name))
        if answer is not None and _is_for_people(answer):
            case = Case(question=question, readings={step.name: Reading(answer=answer)})
            marks[place] = marked(case, step, Outcome(verdict=Verdict.REVIEW))
    return tuple(marks)
