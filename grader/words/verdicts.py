"""How each verdict is told: its headline for students, its colour in a TA's terminal."""

from __future__ import annotations

from grader.model import Verdict

HEADLINES = {
    Verdict.CORRECT: "Correct.",
    Verdict.FOLLOWS: "Follows from your own earlier answer.",
    Verdict.PARTIAL: "Partly right.",
    Verdict.INCORRECT: "Not right.",
    Verdict.MISSING: "Missing.",
    Verdict.UNREADABLE: "Could not be read.",
    Verdict.REVIEW: "For review.",
    Verdict.FAULT: "Not marked, and not because of you.",
}
WHOLE = {
    Verdict.CORRECT: "Everything is right",
    Verdict.MISSING: "Nothing was given",
    Verdict.UNREADABLE: "Nothing could be read",
}
"""What is said once of a question, or of everything, where all its steps are alike."""
COLOURS = {
    Verdict.CORRECT: "green",
    Verdict.FOLLOWS: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.INCORRECT: "red",
    Verdict.MISSING: "dim",
    Verdict.UNREADABLE: "magenta",
    Verdict.REVIEW: "cyan",
    Verdict.FAULT: "bold red",
}
"""Styles of rich."""
