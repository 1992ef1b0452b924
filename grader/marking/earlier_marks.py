"""The marks of one question as they grow, and what they say of the steps after them."""

from collections.abc import Sequence

from grader.agreement import GOOD, as_written
from grader.marking.case import Case
from grader.marking.outcome import RIGHT
from grader.model import Mark, NoValue, Verdict
from grader.question import Step


class EarlierMarks:
    """The marks so far, each step after those that it rests on."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.by_step: dict[str, Mark] = {}
        self._others: dict[str, bool] = {}

    def wrong(self) -> list[str]:
        """The steps whose answers are more than wanting in figures."""
        return [name for name in self.by_step if self.is_wrong(name)]

    def is_wrong(self, name: str) -> bool:
        """Whether an answer is more than wanting in figures; a zero has nothing to it."""
        if name not in self.by_step:  # of conditions that name each other, one is marked first
            return False
        mark, number = self.by_step[name], self.case.readings[name].number
        if mark.verdict is Verdict.CORRECT:
            return False
        is_sound = mark.lacks_figures or mark.lacks_unit  # the number itself is right
        if not is_sound or mark.follows_own:
            return True
        return number is None or not number.value.any()

    def others(self) -> list[str]:
        return [name for name in self.by_step if self.is_other(name)]

    def is_other(self, name: str) -> bool:
        """Whether an answer is right and yet another than the key's: an eigenvector with the other
        sign, or what was made of it. Right work goes on with it."""
        if name not in self.by_step or self.by_step[name].verdict is not Verdict.CORRECT:
            return False
        if name not in self._others:
            self._others[name] = self._differs(name)
        return self._others[name]

    def _differs(self, name: str) -> bool:
        case, step, read = self.case, self.case.steps[name], self.case.readings[name]
        if read.formula is not None:
            return True  # it costs as much to see that it is the key's as to go on with it
        solution = case.question.solution.get(name)
        if read.number is None or solution is None or isinstance(solution, NoValue):
            return False
        found = as_written(read.number, solution, step.tolerance, step.policy.precision)
        return found is None or not all(entry in GOOD for entry in found)

    def sound(self) -> list[str]:
        return [name for name, mark in self.by_step.items() if mark.verdict in RIGHT]

    def slipped(self, step: Step) -> Sequence[str]:
        """The answers that any way to a step may use, and that are wrong and follow from nothing.

        A way may use what the step's own rule does not: `y (1 - y)` where that has σ'(z).
        """
        wrong = [
            name
            for name, mark in self.by_step.items()
            if mark.verdict not in RIGHT
            and not (mark.lacks_figures or mark.lacks_unit)
            and name in self.case.values
        ]
        if not wrong:
            return ()
        # costs what right work need not pay
        from grader.marking.rule_routes import derived_routes

        question = self.case.question
        derived = derived_routes(question, step.name, wrong)
        ways = (question.graph.rules[step.name], *step.routes, *derived)
        used = {name for way in ways for name in self.case.stated_inputs(step, way)}
        return [name for name in wrong if name in used]
