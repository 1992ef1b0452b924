"""What can be wrong with a piece of mathematics: unreadable text, and values that do not exist.

A message says at which character, what stands there and what would be right; it is made from
the text alone and so can never hold an expected value.
"""

from grader.errors import NoValueError, UnreadableError


class MathError(UnreadableError):
    """A text that does not read as mathematics.

    position: index of the character the message is about (0 for the first).
    problem, hint: what is wrong there, and what would be right ("" if that is plain).
    """

    def __init__(self, problem: str, text: str = "", position: int = 0, hint: str = "") -> None:
        self.problem = problem
        self.text = text
        self.position = position
        self.hint = hint
        said = f"{problem}; {hint}" if hint else problem
        super().__init__(f"character {position + 1}: {said}")


class UndefinedNameError(NoValueError):
    """A formula uses a name, or a function, that nothing defines."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


class ShapeClashError(NoValueError):
    """Two values in a formula have shapes that do not go together."""


class TooLargeError(NoValueError):
    """A formula asks for an array, a sum or a power beyond what is allowed."""
