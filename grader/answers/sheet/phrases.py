"""Words for values: `the gradient with respect to w3`, `a loss of`, `the prediction`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.answers.sheet.records import Asked
from grader.mathlang import derivative_parts

_LOSS = ("loss", "cross-entropy", "cross entropy", "cost", "squared error")
_OUTPUT = ("prediction", "predicted value", "output of the network")
_BY = r"(?:w\.?\s?r\.?\s?t\.?|with\s+respect\s+to|for|of|by|at|to)"
_GRADIENT = re.compile(
    r"\b(?:(?:gradients?|derivatives?|slope|partial)\b"
    rf"(?:\s+of\s+(?:the\s+)?(?:loss|cost|error|L|J|E))?(?:\s+{_BY})?"
    rf"|(?:that|the\s+one)\s+{_BY})"
    r"\s*(?:the\s+)?(?:weights?\s+)?(?:matrix\s+)?"
    r"\$?\\?(?P<by>[\w\\{}]*)\$?\s*(?::|,)?\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:\b(?:is|was|are|of|equals?|to|gives|becomes?|about|approximately|at|as|get|be|value|around|"
    r"reaches|with|roughly|have|has|only|just|exactly|us)|[:=≈,])\s*$",
    re.IGNORECASE,
)
MAX_WORDS = 12
MAX_LENGTH = 300
"""Characters of those words: every number of a line asks for the words before it."""


def speaks_of_gradient(lead: str) -> bool:
    """Whether the words before a name make it the one that something is differentiated by."""
    found = _GRADIENT.search(_tail(lead))
    return found is not None and not found["by"]


def _tail(words: str) -> str:
    """The last words of what may be a whole page without an end."""
    return " ".join(words[-MAX_LENGTH:].split()[-MAX_WORDS:])


def gradient_by(name: str, rules: Mapping[str, object]) -> str:
    """The gradient by a named value, if it is a step; nothing otherwise."""
    return next((r for r in rules if (derivative_parts(r) or ("", ""))[1] == name), "")


def phrase_step(
    words: str, asked: Asked, rules: Mapping[str, object], needs_verb: bool = False
) -> str:
    """The step that the words before a number name; nothing if they name none, or several."""
    tail = _tail(words)
    if needs_verb and not _VERB.search(tail):
        return ""
    tail = _VERB.sub("", tail)
    best, place = "", -1
    for phrase, step in _phrases(asked, rules):
        for found in re.finditer(rf"\b{re.escape(phrase)}\b", tail, re.IGNORECASE):
            if found.end() > place:
                best, place = step, found.end()
    behind = tail[place:].split() if place >= 0 else []
    return best if len(behind) <= 4 else ""


def _phrases(asked: Asked, rules: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for step in asked.steps:
        yield from ((phrase, step.name) for phrase in step.phrases)
        if step.name.isalpha() and len(step.name) > 3:
            yield step.name, step.name
    if "loss" in rules:
        yield from ((phrase, "loss") for phrase in _LOSS)
    output = next((name for name in ("y", "y_hat", "Y", "p") if name in rules), "")
    if output:
        yield from ((phrase, output) for phrase in _OUTPUT)
