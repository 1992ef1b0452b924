"""Labels of questions as students write them: `(b)`, `**B.**`, `Problem 2 (ii)`, `Q2b`, `A:`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.alphabet.characters import DASH

_HOMOGLYPHS = str.maketrans("АВСЕаевсΑΒΕ", "ABCEaebcABE")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_WORDS = r"problem|question|exercise|task|ex|qn|ques|prob|q|no|nr|number|aufgabe|problème|ejercicio"
_PART = r"(?:part|teil|sub-?part|item|sub-?question|step)"
_LETTER = r"(?:[ivx]{1,4}|[a-zA-Z])"
_CLOSE = r"(?![\w'^_{])"
_FULL = re.compile(
    rf"(?:(?:hw|homework|assignment)\s*\d+\s*[,:.{DASH}]?\s*)?"
    rf"(?P<word>(?:{_WORDS})\s*[.:#]?\s*)?"
    rf"(?P<number>\d{{1,2}})"
    rf"(?:\s*[.,:{DASH})]?\s*(?:{_PART})?\s*\(\s*(?P<inner>{_LETTER})\s*\)"
    rf"|\s*[,:.{DASH})]?\s*{_PART}\s*(?P<named>{_LETTER}){_CLOSE}"
    rf"|\s?[.\-]?(?P<tight>{_LETTER})(?=\s*[).:{DASH}]|\s*$|\s+(?-i:[A-Z$\\])){_CLOSE}"
    rf"|\s*[,:]\s*(?P<after>{_LETTER})\s*\))?"
    rf"(?P<end>\s*[).:{DASH}]*)",
    re.IGNORECASE,
)
_PART_ONLY = re.compile(
    rf"(?:{_PART}\s*\(?\s*(?P<named>{_LETTER}|\d)\s*\)?{_CLOSE}"
    rf"|\(\s*(?P<inner>{_LETTER})\s*\)|\[\s*(?P<square>{_LETTER})\s*\](?!\s*=)"
    rf"|(?P<bare>{_LETTER})\s*[).:](?=\s|$))(?P<end>\s*[).:{DASH}]*)",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"\s*\$?\s*[+{DASH}]?\s*\.?\d|\s*\[")
_FRACTION = re.compile(r"\.\d")
_LONE = re.compile(r"\s*(?P<letter>\S)\s*[.:)]?\s*")
_DECORATION = re.compile(r"[\s*_#>`~]+")
_BOLD = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that was read: the problem's number, the part (a letter or a number), and how.

    is_strong: a word or a form says that it can be nothing else. is_capital: a bare capital
    letter, which may stand for "Answer". length: how many characters of the text it takes.
    """

    problem: str = ""
    part: str = ""
    is_strong: bool = False
    is_capital: bool = False
    length: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it is a bare number, which may count problems or steps."""
        return bool(self.problem) and not self.part and not self.is_strong


def label(text: str, is_heading: bool = False) -> Label | None:
    """The label at the start of a text; None if there is none."""
    decoration = _DECORATION.match(text)
    taken = decoration.end() if decoration else 0
    clean = _BOLD.sub("  ", text[taken : taken + 120].translate(_HOMOGLYPHS))
    full = _FULL.match(clean)
    if full is not None:
        return _full(full, clean, is_heading, taken)
    part = _PART_ONLY.match(clean)
    if part is None:
        return None
    if part["bare"] and _VALUE.match(clean, part.end()):
        return None
    letter = part["named"] or part["inner"] or part["square"] or part["bare"]
    return Label(
        part=letter.lower(),
        is_strong=bool(part["named"] or part["inner"] or is_heading),
        is_capital=bool(part["bare"]) and letter.isupper(),
        length=part.end() + taken,
    )


def _full(found: re.Match[str], text: str, is_heading: bool, taken: int) -> Label | None:
    """The label that begins with a problem's number; None of a decimal number, or a bare one."""
    letter = next((found[g] for g in ("inner", "named", "tight", "after") if found[g]), "")
    is_strong = bool(found["word"] or letter)
    is_closed = ")" in found["end"] or "." in found["end"]
    if not (is_strong or is_heading or is_closed):
        return None
    if not is_strong and _FRACTION.match(text, found.end("number")):
        return None
    return Label(
        problem=found["number"],
        part=letter.lower(),
        is_strong=is_strong,
        length=found.end() + taken,
    )


def lone_letter(text: str) -> str:
    """The one character that is all a paragraph holds, as a broken label does; or nothing."""
    bare = text.translate(_HOMOGLYPHS).strip(" *_#>`~")
    found = _LONE.fullmatch(bare) if len(text) < 12 else None
    return found["letter"] if found and not found["letter"].isspace() else ""


def part_forms(part: str) -> tuple[str, ...]:
    """A part as it may be keyed: a letter, its place in the alphabet, a Roman number's value."""
    forms = [part]
    if part in _ROMAN:
        number = _ROMAN.index(part) + 1
        forms += [_letter(number), str(number)]
    if len(part) == 1 and part.isalpha():
        forms.append(str(ord(part) - 96))
    if part.isdigit() and 1 <= int(part) <= len(_ROMAN):
        forms += [_letter(int(part)), _ROMAN[int(part) - 1]]
    return tuple(dict.fromkeys(forms))


def _letter(number: int) -> str:
    """The letter at a place of the alphabet, counted from 1."""
    return chr(ord("a") + number - 1)


def key_parts(key: str) -> tuple[str, str]:
    """The problem and the part of a question's key: `2b` -> ("2", "b"), `3` -> ("3", "")."""
    found = re.search(r"(\d+)\W*([a-zA-Z]*|\d*)\s*$", key)
    if found is None:
        only = key.strip().lower()
        return ("", only) if len(only) <= 4 else ("", "")
    return found[1], found[2].lower()
