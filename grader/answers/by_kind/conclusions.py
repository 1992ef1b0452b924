"""Conclusions in prose: "so the game is not fair", "processor B is faster", "only Venus would".

A clause is read that says what the label asks, with one choice in it, or with the label's own word
and a negation or none. All of it is told in doubt: a right conclusion counts, another one is left
to people. Who supposes, or asks, concludes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from grader.question import AnswerKind, Choices, Step, folded

SHARE = 0.6
"""Of the words of what a label asks so many stand in a clause that says it."""
STEM = 5
"""Letters that tell a word from others, as reject, rejects and rejected."""
MOST = 0.75
"""Of a label's words so many stand in a question that asks the same."""
MOST_WORDS = 60
"""Words of a sentence that is read: what is longer concludes nothing."""
WORD = re.compile(r"[-+]?\d+\.\d+(?!\w)|[^\W_]+(?:[-'_][^\W_]+)*|[-+]?\d+(?:\.\d+)?")
NOT = re.compile(
    r"\b(?:not|never|neither|nor|\w+n't|cannot|fail(?:s|ed)?|unable|without|nicht|kein\w*|pas|non?)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\b(?:if|whether|when|whenever|suppose|assum\w+|hypothes[ie]s|otherwise|wenn|falls|ob|si|se|or|oder|ou)\b"
    r"|\?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:]\s+|\.\s+|\s(?:because|since|as|so|hence|therefore|thus|but|while|whereas|than|rather"
    r"|instead|and so)\s",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|must|seems"
    r"|remains|becomes|cannot|\w+n't)\b",
    re.IGNORECASE,
)
MARK = re.compile(r"^\s*\(?(?P<mark>[A-Za-z]|[ivx]{1,4}|\d{1,2})[.)]\s+")
_LEADING = re.compile(r"^\s*(?:so|hence|therefore|thus|and|then)\s+", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)")
_WHICH = re.compile(r"\b(?:which|what|who|whose)\b(?:\s+(?P<noun>[^\W\d_]+))?", re.IGNORECASE)
_PREFIXES = ("un", "in", "im", "ir", "il", "non-", "non", "dis")
"""What makes a word its opposite, as in unstable, inconsistent, independent."""
_SAYING = ("is", "has", "was", "gives", "wins", "will", "would", "does", "should", "needs", "are")
_COMMON = frozenset({"yes", "no", "true", "false", "y", "n", "t", "f"})
"""Words of decisions that a sentence holds for other reasons, `null = true`."""
_FRAMING = frozenset({"at", "in", "for", "under", "by", "with"})
"""Words behind which a label says within what it asks."""
_LITTLE = frozenset(
    str.split(
        "the and for with that this its from are was were has have had does did can could will"
        " would should must which what who how per any all than"
    )
)
_JOINING = _LITTLE | frozenset(
    str.split("a so only thus hence therefore and both just then do is be we get it they these")
)
"""What may stand beside its members in a sentence that does nothing but name a set."""


def concluded(step: Step, text: str) -> str:
    """The choice that a sentence concludes on, in the rubric's word for it; "" where it does not.

    Of a set all members, with commas between them.
    """
    choices = step.choices
    if choices is None or _SUPPOSES.search(text) or len(text.split()) > MOST_WORDS:
        return ""
    if step.answer is AnswerKind.SET:
        return ", ".join(_members(step, choices, text))
    if step.answer is not AnswerKind.CHOICE:
        return ""
    clauses = _clauses(text)
    found = {place for clause in clauses for place in _place(step, choices, clause)}
    if not found and _is_yes_or_no(choices):
        found = {*_beside_a_word(step, choices, clauses), *_in_all(step, choices, clauses)}
    return choices.words[found.pop()] if len(found) == 1 else ""


def is_asked_in(step: Step, text: str) -> bool:
    """Whether a text asks what the label does in other words: it has its names and numbers, and
    most of its other words."""
    if not text.rstrip().endswith("?") or not _VERB.match(MARK.sub("", step.label)):
        return False
    words = [folded(word) for word in WORD.findall(MARK.sub("", step.label))]
    said = [folded(part) for word in WORD.findall(text) for part in (word, *word.split("-"))]
    names = {word for word in words if len(word) == 1 or not word.isalpha()} - _JOINING
    rest = frozenset(word for word in words if word not in names and len(word) > 2) - _LITTLE
    return names <= set(said) and _speaks_of(rest, " ".join(said), MOST)


def part_of(step: Step) -> str:
    """The mark of the part in which a step is asked for, `c` of "c) is it fair?"."""
    found = MARK.match(step.label)
    return found["mark"].lower() if found else ""


def _clauses(text: str) -> list[str]:
    """The clauses of a sentence; what something is compared with is none of them."""
    bare = re.sub(r"\s(?:than|rather|instead)\s.*", "", text, flags=re.IGNORECASE)
    return [clause for clause in _CLAUSE.split(bare) if clause.strip()]


def _place(step: Step, choices: Choices, clause: str) -> Iterator[int]:
    """The choice that a clause says, by its place."""
    if _is_yes_or_no(choices):
        spelled = _spelled(choices, clause)
        yield from spelled or _affirmed(step, choices, clause)
    elif _speaks_of(_asked(step, choices), clause) and not NOT.search(clause):
        named = {at for at, _ in _named(choices, clause, _noun(step))}
        yield from named if len(named) == 1 else ()


def _beside_a_word(step: Step, choices: Choices, clauses: Sequence[str]) -> Iterator[int]:
    """The yes or no that stands alone before a clause which speaks of what the label asks, `so
    yes, the block slides`."""
    for word, clause in pairwise(clauses):
        place = choices.place(_LEADING.sub("", word))
        if place is not None and _speaks_of(_asked(step, choices), clause):
            yield place


def _in_all(step: Step, choices: Choices, clauses: Sequence[str]) -> Iterator[int]:
    """What a clause says of the end of what the label asks, where the sentence speaks of it all:
    `the top speed is v, and at 3 m/s it does not exceed the limit`."""
    asked = _asked(step, choices)
    if len(asked) > 1 and _speaks_of(asked, " ".join(clauses), share=1):
        for clause in clauses:
            yield from _affirmed(step, choices, clause, share=0)


def _is_yes_or_no(choices: Choices) -> bool:
    is_pair = len(choices.words) == 2 and set(choices.values) == {0.0, 1.0}
    return is_pair and "yes" in choices.spellings


def _spelled(choices: Choices, clause: str) -> list[int]:
    """The decision by a word of the rubric's own for it, `rejected`, turned round by a `not`."""
    own = {text: at for text, at in choices.spellings.items() if text not in _COMMON}
    said = f" {' '.join(folded(word) for word in WORD.findall(clause))} "
    for text in sorted(own, key=len, reverse=True):
        found = f" {text} "
        if found in said:
            rest = said.replace(found, " ")
            is_other = any(f" {other} " in rest for other in own if own[other] != own[text])
            is_turned = NOT.search(rest) is not None
            return [] if is_other or (is_turned and NOT.search(text)) else [own[text] ^ is_turned]
    return []


def _affirmed(step: Step, choices: Choices, clause: str, share: float = SHARE) -> Iterator[int]:
    """Yes where a clause says what the label asks, no where it denies it or says the opposite."""
    asked = _asked(step, choices)
    if not _VERB.match(MARK.sub("", step.label)) or not _VERB.search(clause):
        return
    stems = {_stem(word) for word in asked}
    direct, turned = _stems_said(clause, asked)
    opposed = stems & (turned - direct)
    has_end = _stem(_predicate(step, asked)) in direct | opposed
    if not has_end or len(stems & (direct | opposed)) < share * len(stems):
        return
    is_denied = (NOT.search(clause) is not None) ^ bool(opposed)
    yield next(at for at, value in enumerate(choices.values) if bool(value) is not is_denied)


def _stems_said(clause: str, asked: frozenset[str]) -> tuple[set[str], set[str]]:
    """The stems of a clause's words, and those that it says the opposite of: `stable` of an
    `unstable` said where `stable` is asked, and the other way round."""
    said = [folded(word) for word in WORD.findall(clause)]
    opposites = {bare for word in asked for bare in _without_prefix(word)}
    turned = {_stem(bare) for word in said for bare in _without_prefix(word)}
    return {_stem(word) for word in said}, turned | {_stem(word) for word in opposites & set(said)}


def _predicate(step: Step, asked: frozenset[str]) -> str:
    """The word at the end of what a label asks of something, `significant` of `is it significant
    at 5%?`: a clause without it speaks of that thing alone."""
    words = [folded(word) for word in WORD.findall(step.label)]
    at = next((at for at in range(len(words) - 1, 0, -1) if words[at] in _FRAMING), len(words))
    ends = [[word for word in part if word in asked] for part in (words[:at], words)]
    return next((end[-1] for end in ends if len(end) > 1), (ends[1] or [""])[-1])


def _without_prefix(word: str) -> Iterator[str]:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + STEM - 1:
            yield word.removeprefix(prefix).strip("- ")


def _members(step: Step, choices: Choices, text: str) -> list[str]:
    """The members that a sentence names which says what the label asks, or names them and little
    else, `only Venus would`."""
    if NOT.search(text):
        return []
    for clause in _clauses(text):
        named = dict(_named(choices, clause, ""))
        beside = {folded(word) for word in WORD.findall(clause)} - _words_of(named.values())
        if named and (beside <= _JOINING or _speaks_of(_asked(step, choices), clause)):
            return [choices.words[at] for at in named]
    return []


def _words_of(texts: Iterable[str]) -> set[str]:
    return {folded(word) for text in texts for word in text.split()}


def _asked(step: Step, choices: Choices) -> frozenset[str]:
    """The words of what a label asks: without those that stand for the choices, and of `which A is
    B` those behind the verb."""
    label = _REMARK.sub(" ", MARK.sub("", step.label))
    which = _WHICH.search(label)
    if which:
        behind = label[which.end() :]
        verb = _VERB.search(behind)
        label = behind[verb.end() :] if verb else behind
    own = {_stem(word) for text in choices.spellings for word in text.split()}
    words = {folded(word) for word in WORD.findall(label)} - _LITTLE
    return frozenset(word for word in words if len(word) > 2 and _stem(word) not in own)


def _noun(step: Step) -> str:
    """What the choices are, `processor` of "which processor is faster?"."""
    which = _WHICH.search(step.label)
    return folded(which["noun"] or "") if which else ""


def _speaks_of(asked: frozenset[str], clause: str, share: float = SHARE) -> bool:
    stems = {_stem(word) for word in asked}
    said = {_stem(folded(word)) for word in WORD.findall(clause)}
    return bool(stems) and len(stems & said) >= share * len(stems)


def _stem(word: str) -> str:
    return word[:STEM]


def _named(choices: Choices, clause: str, noun: str) -> Iterator[tuple[int, str]]:
    """The choices that a clause names. One letter is a name as it is written alone, and `A` only
    behind what it is or before a verb: else it is an article."""
    words = WORD.findall(clause)
    longest = max(len(text.split()) for text in choices.spellings)
    for size in range(longest, 0, -1):
        for at in range(len(words) - size + 1):
            said = " ".join(words[at : at + size])
            place = choices.place(said)
            if place is not None and (len(said) > 1 or _is_name(words, at, choices, noun)):
                yield place, said


def _is_name(words: list[str], at: int, choices: Choices, noun: str) -> bool:
    word, before = words[at], folded(words[at - 1]) if at else ""
    behind = words[at + 1] if at + 1 < len(words) else ""
    if word not in choices.words:
        return False
    is_said = behind.casefold() in _SAYING or not behind
    return is_said or (bool(before) and before in (noun, "is", "are"))
