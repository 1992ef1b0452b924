"""Which answers have a shape that later steps can be followed from."""

from grader.graph import evaluate
from grader.model import Array, NoValue
from grader.question import Question, Step, once


def fits(question: Question, step: Step, value: Array) -> bool:
    """Whether a value has a shape that the step's answers may have: the key's, that of another
    right answer, or any length of one that must only be valid, as a path is."""
    solution = question.solution.get(step.name)
    if solution is None:
        return False
    if isinstance(solution, NoValue) or value.shape == solution.shape:
        return True
    if step.valid is not None and step.has_any_length:
        return value.ndim == solution.ndim
    return bool(step.also) and value.shape in _other_shapes(question, step)


@once
def _other_shapes(question: Question, step: Step) -> frozenset[tuple[int, ...]]:
    graphs = (question.graph.with_rule(step.name, rule) for rule in step.also)
    values = (evaluate(graph, question.parameters)[step.name] for graph in graphs)
    return frozenset(value.shape for value in values if not isinstance(value, NoValue))
