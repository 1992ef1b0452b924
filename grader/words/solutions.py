"""A worked solution in words for the student: the key's, and the one with the own values."""

from grader.model import Mark
from grader.words.foreign_text import code

MAX_LINE = 2_000
"""Characters of a line of a solution: a matrix of some hundred numbers."""


def worked_out(mark: Mark) -> str:
    """How a step is worked out, in Markdown, a line for each rule."""
    told = ["Worked out:", *_lines(mark.solution)]
    if mark.own_solution:
        told += ["With your own values:", *_lines(mark.own_solution)]
    return "\n\n".join(told)


def _lines(solution: tuple[str, ...]) -> list[str]:
    return [code(line, MAX_LINE) for line in solution]
