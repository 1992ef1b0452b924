"""Runs of a TeX stream up to where they end: formulas, environments and what opens them."""

from __future__ import annotations

import re

from grader.answers.document.tex_macros import Tokens
from grader.answers.document.tex_stream import Stream
from grader.answers.document.tex_text import TEXT_ARGUMENTS
from grader.answers.document.tex_tokens import TexToken, written

PROBLEM = re.compile(r"(?:problem|question|exercise|homework|task|aufgabe|exo)", re.IGNORECASE)
MAX_INLINE = 1_500
MAX_WITHIN = 150
"""Tokens of mathematics in a line in which its end is looked for, and tokens behind a sign within
braces that may be that end: they are read again for each."""


def environment(stream: Stream, name: str) -> list[TexToken]:
    """What stands in an environment, moved past its `\\end`."""
    found: list[TexToken] = []
    depth = 1
    while (token := stream.next()) is not None:
        if token.text in ("\\begin", "\\end"):
            group = stream.group()
            if written(group) == name:
                depth += 1 if token.text == "\\begin" else -1
                if depth == 0:
                    break
            edges = [TexToken("open", "{", token.line), TexToken("close", "}", token.line)]
            found += [token, edges[0], *group, edges[1]]
        else:
            found.append(token)
    return found


def formula(stream: Stream, closing: str, display: bool) -> list[TexToken]:
    """The tokens up to the sign that closes a formula, which is moved past.

    In a line that sign stands in no braces, for text in a formula may hold formulas; where
    it is nowhere else, the braces are broken.
    """
    found: list[TexToken] = []
    depth, within = 0, -1
    while (token := stream.next()) is not None:
        if token.text == closing and (display or depth <= 0):
            return found
        is_late = within >= 0 and len(found) - within > MAX_WITHIN
        is_lost = token.kind == "blank" or is_late or len(found) > MAX_INLINE
        if not display and is_lost:
            found.append(token)
            break
        if token.text == closing and within < 0:
            within = len(found)
        depth += (token.kind == "open") - (token.kind == "close")
        found.append(token)
    if within >= 0:
        stream.give_back(found[within + 1 :])
        return found[:within]
    return [one for one in found if one.kind != "shift"]


def opening(stream: Stream, name: str) -> tuple[str, Tokens]:
    """Moves past the arguments of an environment of text; the heading that it prints, as words
    and what was given for it."""
    counters = stream.defined.counters
    theorem = stream.defined.theorems.get(name)
    if theorem is not None:
        counter, title = theorem
        if counter:
            counters.step(counter)
            title += " " + stream.printed("\\the" + counter)
        return title, stream.group("[")
    if name in ("tcolorbox", "mdframed"):
        return "", _box_title(stream.group("["))
    if not PROBLEM.match(name):
        stream.skip(TEXT_ARGUMENTS.get(name, "o"))
        return "", []
    given = stream.group("[") or stream.group()  # of a class that is not here: given, or counted
    if given:
        return (name if written(given).strip()[:1].isdigit() else ""), given
    if stream.defined.has_headings:  # which say the number
        return "", []
    counters.step(name)
    return f"{name} {counters.value(name)}", []


def _box_title(options: Tokens) -> Tokens:
    """What stands behind `title=` in the options of a box."""
    for place, token in enumerate(options[:-1]):
        if token.text in ("title", "frametitle") and options[place + 1].text == "=":
            depth, end = 0, place + 2
            while end < len(options) and (depth or options[end].text != ","):
                depth += (options[end].kind == "open") - (options[end].kind == "close")
                end += 1
            return options[place + 2 : end]
    return []
