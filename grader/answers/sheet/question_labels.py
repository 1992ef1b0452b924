"""Labels of questions as students write them: `(b)`, `**B.**`, `Problem 2 (ii)`, `Q2b`, `1.1`."""

from __future__ import annotations

import re

from grader import record
from grader.alphabet.characters import DASH

_HOMOGLYPHS = str.maketrans("АВСЕаевсΑΒΕ", "ABCEaebcABE")
PROBLEM, PART, STEP, ABOVE, OTHER = "problem", "part", "step", "above", "other"
"""What a word in front of a number counts; OTHER is any word at all, `Sample 1`."""
_WORDS = {
    PROBLEM: "problem|question|exercise|task|ex|qn|ques|prob|q|aufgabe|frage|übung|problème"
    "|exercice|question|ejercicio|problema|pregunta|esercizio|exercício|questão|opgave|oppgave"
    "|uppgift|zadanie|zadatak|úloha|answer|ans|solution|soln|lösung|antwort|задача|вопрос|no|nr",
    PART: "part|teil|sub-?part|item|sub-?question|teilaufgabe|partie|parte|inciso",
    STEP: "step|schritt|étape|paso|passo|case|iteration|epoch|layer|method|figure|fig|table|eq"
    "|equation|example|note|theorem|lemma|remark|page|day|week|version|number",
    ABOVE: "hw|homework|assignment|sheet|series|chapter|lab|lecture|blatt|serie|pset",
}
_LETTER = r"(?:[ivx]{1,4}|[a-z])"
_PART = rf"(?:{_WORDS[PART]})"
_CLOSE = r"(?![\w'^_{])"
_MARK = r"\s*(?:n[°º]|no\.?(?=\s*\d)|nr\.?(?=\s*\d)|[.#№])?\s*"
_REPLY = r"(?:(?:answers?|solutions?|ans|sol|lösung|antwort)\s+(?:to|of|for|zu)\s+(?:the\s+)?)?"
_KNOWN = "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items() if kind != PART)
_END = rf"(?P<end>\s*[).:{DASH}]*)"
_ABOVE_FIRST = rf"{_REPLY}(?:(?:{_WORDS[ABOVE]})\s*\d+\s*[,:.{DASH}]?\s*)?"
_NUMBER = (
    r"(?P<number>\d{1,3})(?:\.(?P<second>\d{1,2})(?!\d)(?:\.(?P<third>\d{1,2})(?!\d))?)?(?!\.\d)"
    rf"(?:\s*[.,:{DASH})]?\s*(?:{_PART})?\s*\(\s*(?P<inner>{_LETTER})\s*\)"
    rf"|\s*[,:.{DASH})]?\s*{_PART}\s*(?P<named>{_LETTER}){_CLOSE}"
    rf"|(?:[ \t]?[.\-/]?|\s/\s)(?P<tight>{_LETTER})"
    rf"(?=\s*[).:{DASH}]|\s*$|\s+(?-i:[A-Z$\\(\[])){_CLOSE}"
    rf"|\s*[,:]\s*(?P<after>{_LETTER})\s*\))?"
)
_PLACES, _LETTERS = ("number", "second", "third"), ("inner", "named", "tight", "after")
"""The groups of a number with its parts, `1.2.1 (b)`."""
_FULL = re.compile(
    rf"{_ABOVE_FIRST}(?:(?:{_KNOWN}|(?!{_PART}\s)(?P<{OTHER}>[^\W\d_]{{2,14}})(?=\s+\d+\s*(?:[.:)]|$))){_MARK})?"
    rf"{_NUMBER}{_END}",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"{_ABOVE_FIRST}(?:(?P<{PROBLEM}>{_WORDS[PROBLEM]})\s+"
    r"(?P<number>(?-i:[IVX]{1,4}|[A-H]|[a-h](?=\s*(?:[).:]|$))))"
    rf"|(?!{_PART}\s)(?P<{OTHER}>[^\W\d_]{{3,14}})\s+(?P<chapter>(?-i:[IVX]{{1,4}}))){_CLOSE}"
    rf"(?=\s*[).:{DASH}]|\s*$){_END}",
    re.IGNORECASE,
)
"""`Problem II`, `Exercise B`, `Question c)`, `Section I`: a word with a number that is no digit."""
_PART_ONLY = re.compile(
    rf"(?:{_PART}\s*\(?\s*(?P<named>{_LETTER}|\d)\s*\)?{_CLOSE}"
    rf"|\(\s*(?P<inner>{_LETTER})\s*\)|\[\s*(?P<square>{_LETTER})\s*\](?!\s*=)"
    rf"|(?P<bare>{_LETTER})\s*[).:](?=\s|$))(?P<end>\s*[).:{DASH}]*)",
    re.IGNORECASE,
)
_CODED = re.compile(
    rf"(?P<letter>[A-H])[.\-]?(?P<number>\d{{1,2}})(?:\s*[).:{DASH}]+|(?=\s*$|\s+[A-Z]))"
)
_SHORT = re.compile(rf"(?P<letter>[A-Z])\s?(?P<number>\d{{1,3}})(?=\s*(?:$|[).:{DASH}]))")
"""`P33` above an answer: a letter for a word that counts."""
_IN_BRACKETS = re.compile(r"\(\s*(?P<number>\d{1,2})\s*\)(?=\s+[^\W\d_$]|\s*$)")
_VALUE = re.compile(rf"\s*\$?\s*[+{DASH}]?\s*\.?\d|\s*\[")
_ANSWERS = re.compile(r"(?:answer|ans|solution|soln|lösung|antwort)\b", re.IGNORECASE)
"""Words before the number of a question, or before a value: `Answer 3`, `Answer 3.96`."""
_LONE = re.compile(r"\s*(?P<letter>\S)\s*[.:)]?\s*")
_COUNTS = re.compile(r"\s*#\d+(?:\s*,?\s+#\d+)+\s*\Z")
"""`#2 #3 #1`: numbers of things in a row, and no question's."""
_DECORATION = re.compile(r"[\s*_#>`~]+")
_BOLD = re.compile(r"\*\*|__")


@record(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that was read: its numbers and letters, `("2", "b")`, and how they are written.

    word: what the word in front counts, "" where there is none; name: that word. shape: the sign
    that ends it.
    is_strong: a word or a form says that it can be nothing else. is_capital: a bare capital
    letter, which may stand for "Answer". is_doubtful: a number or a name, `1.1`,
    `A1` and `3 V`, unless a question is called so.
    length: how many characters of the text it takes.
    """

    path: tuple[str, ...]
    word: str = ""
    name: str = ""
    shape: str = ""
    is_strong: bool = False
    is_capital: bool = False
    is_doubtful: bool = False
    length: int = 0


def label(text: str, is_heading: bool = False) -> Label | None:
    """The label at the start of a text; None if there is none."""
    if _COUNTS.match(text):
        return None
    decoration = _DECORATION.match(text)
    taken = decoration.end() if decoration else 0
    is_heading = is_heading or "#" in text[:taken]
    clean = _BOLD.sub("  ", text[taken : taken + 120].translate(_HOMOGLYPHS))
    full = _FULL.match(clean)
    if full is not None:
        found = _full(full, clean, is_heading, taken)
        return found or (_decimal(full, clean, taken) if full["second"] else None)
    spelled = _SPELLED.match(clean)
    if spelled is not None:
        return _spelled(spelled, taken)
    coded = _CODED.match(clean)
    if coded is not None:
        path = (coded["letter"].lower(), coded["number"])
        return Label(path=path, is_doubtful=True, length=coded.end() + taken)
    short = _SHORT.match(clean) if is_heading else None
    if short is not None:
        name = short["letter"].lower()
        return Label(path=(short["number"],), word=OTHER, name=name, length=short.end() + taken)
    return _part(clean, is_heading, taken)


def _spelled(found: re.Match[str], taken: int) -> Label:
    return Label(
        path=((found["number"] or found["chapter"]).lower(),),
        word=PROBLEM if found[PROBLEM] else OTHER,
        name=(found[PROBLEM] or found[OTHER]).lower(),
        is_strong=bool(found[PROBLEM]),
        is_capital=True,
        length=found.end() + taken,
    )


def _part(text: str, is_heading: bool, taken: int) -> Label | None:
    """A letter or a Roman number, or a number in brackets."""
    counted = _IN_BRACKETS.match(text)
    if counted is not None:
        return Label(path=(counted["number"],), shape="()", length=counted.end() + taken)
    part = _PART_ONLY.match(text)
    if part is None or (part["bare"] and _is_named_value(part, text)):
        return None
    found = {kind: text for kind, text in part.groupdict().items() if text and kind != "end"}
    kind, letter = next(iter(found.items()))
    shape = "()" if kind in ("inner", "square") else part.group().strip()[-1:]
    return Label(
        path=(letter.lower(),),
        word=PART if kind == "named" else "",
        shape="" if kind == "named" else shape,
        is_strong=is_heading or kind in ("named", "inner"),
        is_capital=kind in ("bare", "named") and letter.isupper(),
        length=part.end() + taken,
    )


def _is_named_value(part: re.Match[str], text: str) -> bool:
    """Whether a letter names the value behind it, `A. 3.96`; a small one with a bracket counts."""
    counts = part["bare"].islower() and ")" in part.group()
    return not counts and _VALUE.match(text, part.end()) is not None


def _full(found: re.Match[str], text: str, is_heading: bool, taken: int) -> Label | None:
    """The label that begins with a problem's number; None of a bare number, or a value."""
    word = next(filter(found.group, (PROBLEM, STEP, ABOVE, OTHER)), "")
    letters = tuple(filter(None, map(found.group, _LETTERS)))
    if _is_number(found, text, is_told=is_heading or bool(word or letters)):
        return None
    if word == OTHER and not is_heading and _VALUE.match(text, found.end()):
        return None
    is_apart = not word and found["tight"] and text[found.start("tight") - 1] in " \t"
    path = (*filter(None, map(found.group, _PLACES)), *map(str.lower, letters))
    return Label(
        path=path,
        word=word,
        name=(found[word] if word else "").lower(),
        shape=found["end"].strip()[-1:],
        is_strong=word in (PROBLEM, STEP, ABOVE) or bool(letters),
        is_doubtful=bool(is_apart and not is_heading),
        length=found.end() + taken,
    )


def _is_number(found: re.Match[str], text: str, is_told: bool) -> bool:
    """Whether a number is no label: `3` without a sign, `1.5`, or `Answer 3.96`."""
    if not is_told:
        return bool(found["second"]) or not {")", "."} & set(found["end"])
    return bool(found["second"] and _ANSWERS.match(text))


def _decimal(found: re.Match[str], text: str, taken: int) -> Label | None:
    """`1.1` where no word and no heading says that it is no number."""
    rest = text[found.end() :].strip()
    if found["third"] or rest[:1] in tuple("=+-*/·×^"):
        return None
    path = (found["number"], found["second"])
    return Label(path=path, is_doubtful=True, length=found.end() + taken)


def lone_letter(text: str) -> str:
    """The one character that is all a paragraph holds, as a broken label does; or nothing."""
    bare = text.translate(_HOMOGLYPHS).strip(" *_#>`~")
    found = _LONE.fullmatch(bare) if len(text) < 12 else None
    return found["letter"] if found and not found["letter"].isspace() else ""
