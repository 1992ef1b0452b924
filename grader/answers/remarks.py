"""What stands before and behind a value: its name, steps on the way, and a remark.

A remark is cut off only where it cannot be part of the value, and what it leaves must read on its
own; where a text holds two values, or says when one holds and when another, nothing is guessed.
"""

from __future__ import annotations

import re

from grader.alphabet import OPENING, PAIRS
from grader.alphabet.latex_commands import WORDS
from grader.alphabet.relations import RELATION
from grader.answers.slots import Slot
from grader.mathlang import MathError

MARKS = "\ue000-\ue18f"
"""Characters that stand for units that were taken off, for a class of characters in a pattern."""
_OPENERS = "at|where|since|if|when|whenever|for|because|as|with|using|from|given|note|rounded"
_CLOSERS = "approximately|approx|rounded|exactly|roughly|about|exact|truncated"
_PLACE = r"\s*\\?[A-Za-z]\w*\s*(?:=|→|\\to\b)"
_REMARK = re.compile(
    rf"(?<=[\s,;.)\]}}])(?P<open>\(?)(?:i\.e\.|@(?={_PLACE})|(?<=\()(?={_PLACE})"
    rf"|(?:(?:reached|attained|taken)\s+)?(?:{_OPENERS})\b(?!\s*\()|(?:{_CLOSERS})\.?\)?\s*$)",
    re.IGNORECASE,
)
_TWO_VALUES = re.compile(
    rf"\b(?:or|else|otherwise|and|but|not|either|instead|respectively|{_OPENERS})\b", re.IGNORECASE
)
"""Words behind the first of a remark that may bring a second value, or take the first one back."""
_ROUNDED = re.compile(
    r"[\s,;]*\(?\s*(?:to\s+)?\d{1,2}\s*(?:s\.?\s?f\.?|d\.?\s?p\.?|sig\.?\s?figs?\.?|significant\s+\w+"
    r"|decimals?(?:\s+places)?|digits|figures)\s*\)?\s*$",
    re.IGNORECASE,
)
_DOUBT = re.compile(rf"(?<=[\d)}}\]$%{MARKS}])\s*\(?\?+\)?\s*$")
"""`0.59?`: who doubts a value gives it all the same."""
_LAST_BLANKS = re.compile(r"(?:\s|\\[,;:!> ]|\\q?quad|[,;:~—-])+$")
_ABOUT = re.compile(
    r"\s*(?:(?:about|approximately|approx\.?|circa|ca\.|roughly|around|nearly|exactly|simply|just|"
    r"equals|is|≈|~|\\approx\b|\\sim\b|\\to\b|\\Rightarrow\b|[→⇒]|-+>|=>)\s*)+(?=[^\s)])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*([A-Za-z][^:=\n]{0,60}?)\s*:(?![=\d:])\s*")
_IS = r"(?<=[\w)}\]$])\s+(?:is|equals?|gives|becomes)\s+(?:equal\s+to\s+)?"
_ARROW = r"\\(?:to|rightarrow|Rightarrow|implies|longrightarrow)(?![a-zA-Z])|[→⇒]|=>|->"
_JOINT = re.compile(rf"[(\[{{)\]}}]|(?P<joint>{RELATION}|{_ARROW}|{_IS})|(?P<apart>[,;])")
_TEXT = re.compile(rf"\\(?:{'|'.join(sorted(WORDS))})\s*\{{(?P<words>[^{{}}]*)\}}")
_UNIT = re.compile(
    rf"(?:(?:\s|\\[,;:!> ]|~|\\cdot\b|[*/·])*\\(?:{'|'.join(sorted(WORDS))})\s*"
    r"\{\s*(?P<unit>[^{}\d=<>]*)(?:\^?\{?-?[0-9]\}?)?\s*\}(?:\s*\^\s*(?:\{\s*-?\d\s*\}|-?\d))?)+\s*$"
)
_PERCENT = re.compile(
    r"(?<=[\d)}.])(?:\s|\\[,; ]|~)*(?:\\(?:text|mathrm)\{\s*)?(?:per\s?-?cent|pct)\b\.?(?:\s*\})?",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|dozens?|percent|or|and)\b", re.I
)


def bare_value(text: str, slot: Slot) -> str:
    """The text of the value alone: without its name, the steps before it and a remark behind it.

    Errors: MathError where what stands beside the value leaves doubt which value is meant.
    """
    text = _PERCENT.sub("%", text) if "cent" in text or "pct" in text else text
    if "~~" in text or "\\cancel" in text or "\\sout" in text:
        raise MathError("something is crossed out here", text, 0, "write the value alone")
    text = _DOUBT.sub("", text)
    text = _ROUNDED.sub("", _without_remark(_without_unit(text), slot))
    label = _LABEL.match(text)
    if label and slot.is_named(label[1]):
        text = text[label.end() :]
    members = _members(text, slot)
    last = members.pop()
    while members and slot.step and slot.is_named(last):
        last = members.pop()
    for number, member in enumerate(members):
        _check(member, slot, number == 0 and not any(map(slot.is_named, members)))
    return _ABOUT.sub("", last, count=1).strip() if _ABOUT.match(last) else last


def _check(member: str, slot: Slot, is_first: bool) -> None:
    """Refuse a member before the value that is neither its name nor mathematics."""
    about = _ABOUT.match(member)
    bare = re.sub(f"[{MARKS}]", "", member[about.end() :] if about else member)
    problem = slot.problem(bare, is_first) if slot.step and bare else ""
    if problem:
        raise MathError(problem, member, 0, "write the value alone")


def _without_unit(text: str) -> str:
    """The text without a unit set as words, `0.5 \\text{m/s}`; other words are words."""
    if "\\" not in text:
        return text
    unit = _UNIT.search(text)
    before = text[: unit.start()] if unit else ""
    if unit and before.strip() and not before.rstrip().endswith(("=", "\\")):
        words = " ".join(found["words"] for found in _TEXT.finditer(unit[0]))
        if not _SCALE.search(words) and _REMARK.search(f" {words}") is None:
            return before
    return _TEXT.sub(lambda found: f" {found['words']} " if _is_said(found) else found[0], text)


def _is_said(found: re.Match[str]) -> bool:
    """Whether a text in a formula is words of prose, and no name: `\\text{ at }`."""
    return bool(
        _REMARK.match(f" {found['words'].strip()} x", 1) or found["words"] != found["words"].strip()
    )


def _without_remark(text: str, slot: Slot) -> str:
    """The text up to the remark that ends it, `0.25 at x = 0`."""
    found = _REMARK.search(text)
    if found is None or not text[: found.start()].strip(" ,;:-—.("):
        return text
    head, tail = text[: found.start()], text[found.end() :]
    second = _TWO_VALUES.search(tail)
    if second:
        problem = f'"{second[0]}" may bring a second value'
        raise MathError(problem, text, found.end() + second.start(), "write the value alone")
    of_another = found[0].casefold() == "for" and slot.is_other(tail)
    if of_another or re.search(r"\s%\s*$", head):
        told = f'it is not clear what "{found[0].strip()}{tail}" says of the value'
        raise MathError(told, text, found.start(), "write the value alone")
    if found["open"] and not tail.rstrip().endswith(")") and not found[0].rstrip().endswith(")"):
        return text
    return _LAST_BLANKS.sub("", head)


def _members(text: str, slot: Slot) -> list[str]:
    """The members of a chain, cut at the relation signs that stand in no brackets.

    Of several statements with commas between them the one counts that names the step.
    """
    statements: list[list[str]] = [[]]
    depth = start = 0
    pending: list[int] = []
    for found in _JOINT.finditer(text):
        sign = found[0]
        if sign in PAIRS:
            depth += 1
        elif sign in OPENING:
            depth = max(0, depth - 1)
        elif depth == 0 and found["apart"]:
            pending.append(found.start())
        elif depth == 0:
            if statements[-1] and pending:
                statements[-1].append(text[start : pending[-1]])
                statements.append([])
                start = pending[-1] + 1
            statements[-1].append(text[start : found.start()])
            start, pending = found.end(), []
    statements[-1].append(text[start:])
    stripped = [[member.strip() for member in members] for members in statements]
    return [m for m in _stated(stripped, text, slot) if m] or [""]


def _stated(statements: list[list[str]], text: str, slot: Slot) -> list[str]:
    """The statement about the step."""
    if len(statements) == 1:
        return statements[0]
    own = [members for members in statements if members[0] and slot.is_named(members[0])]
    if len(own) != 1:
        raise MathError("several values are given", text, 0, "write the value of this step alone")
    return own[0]
