"""`grader explain`: the answer key of a rubric."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.question import Assignment, Question
from grader.show import shown


def explain(assignment: Assignment, key: str | None, console: Console) -> int:
    """Print every parameter and step of the questions: rule, value, points, dependencies."""
    questions = [q for q in assignment.questions if key in (None, q.key)]
    if not questions:
        keys = [q.key for q in assignment.questions]
        hint = did_you_mean(key or "", keys)
        raise UsageError(f"there is no question {key}{hint} (there are {', '.join(keys)})")
    console.print(Text(f"{assignment.title}: {assignment.points:g} points", style="bold"))
    for question in questions:
        console.print()
        console.print(Text(f"{question.key}  {question.title}", style="bold"))
        for name, value in question.parameters.items():
            console.print(Text(f"  {name} = {shown(value)}"))
        console.print(_steps(question))
    return 0


def _steps(question: Question) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("Step", "Rule", "Value", "From"):
        table.add_column(heading, overflow="fold")
    table.add_column("Points", justify="right")
    table.add_column("Tolerance", overflow="fold")
    worth = {step.name: step for step in question.steps}
    for rule in question.graph.rules.values():
        step = worth.get(rule.name)
        table.add_row(
            Text(rule.name),
            Text(rule.in_words),
            Text(shown(question.solution[rule.name])),
            Text(", ".join(rule.arguments)),
            f"{step.points:g}" if step else "-",
            f"rtol {step.tolerance.rtol:g}, atol {step.tolerance.atol:g}" if step else "-",
        )
    return table
