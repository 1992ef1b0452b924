"""The words by which people know a step: those of its label and name, the rarer the better."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.answers.sheet.numerals import LAST_LETTER
from grader.answers.sheet.question_labels import label
from grader.answers.sheet.records import Asked, AskedStep
from grader.mathlang import derivative_parts

MOST_OF_WORDS = 2.0
"""What words speak for a step at most: they name it in full, and no other with it."""
STEM = 5
"""Letters that tell a word from others: gradient and gradients, entropy and entropie."""
_SCRIPT = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W\d_{_SCRIPT}]{{3,}}|(?=([{_SCRIPT}]{{2}}))")
"""A word, or two signs of a script that leaves no blanks between words."""
_EMPTY = frozenset(
    str.split(
        "the and for with that this its from are was were has have our you your per all any"
        " value values step steps number numbers result answer final first second after before one"
        " two three where when then thus hence into out over under than only also here there"
        " compute calculate give find state what which using used use write let get gives given"
    )
)


_USUAL = {
    **dict.fromkeys(("loss", "L", "J", "E", "cost"), "loss cost error entropy"),
    **dict.fromkeys(("y", "y_hat", "Y", "p"), "prediction output"),
}
"""What steps of these names are called in words, whatever their label says."""


_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\{)?[a-zA-Z]+")
_SIGNS = (
    (re.compile(r"\\(?:bar|overline)\b|\u0304|\u0305"), "mean average"),
    (re.compile(r"(?:\\|\b)lim\b|lim_"), "limit"),
)
"""Signs in a name, and what they say in words."""


def symbol_words(text: str) -> str:
    """The words in a name: those written out in it, and what a bar or a sign of a limit says."""
    said = (words for sign, words in _SIGNS if sign.search(text))
    return " ".join((_COMMAND.sub(" ", text), *said))


_NUMBERED = re.compile(r"(?<![\w\\])([^\W\d_]{1,2})_?\{?(\d{1,2})\}?(?!\w)")
"""A letter with a number, `x_{1}` and `C1`: what a text is about, as a word is."""


def numbered(text: str) -> frozenset[str]:
    """The letters with a number in a text, as they are spelled without signs between."""
    return frozenset(f"{letters}{number}" for letters, number in _NUMBERED.findall(text))


def stems(text: str) -> frozenset[str]:
    """The telling words of a text, each cut to what tells it from others."""
    return frozenset(word[:STEM] for word in words_in(text) if word not in _EMPTY)


def words_in(text: str) -> Iterator[str]:
    """The words of a text in small letters."""
    yield from ((found[1] or found[0]).casefold() for found in _WORD.finditer(text))


class Wording:
    """The words of each step of a question, and how much each of them tells.

    parts: the marks of the parts in which steps are asked for, `a` of "(a) the mean".
    """

    def __init__(self, asked: Asked) -> None:
        own = {step.name: _own(step) for step in asked.steps}
        self._weights = _weights(own)
        self._weights_above = _weights(
            {step.name: own[step.name] | numbered(step.label) for step in asked.steps}
        )
        labels = {step.name: label(step.label) for step in asked.steps}
        self.parts = {n: one.path[-1] for n, one in labels.items() if one and not one.is_doubtful}

    def has(self, step: str, name: str) -> bool:
        """Whether a step's label has a letter with a number in it, `of the code C1`."""
        return bool(numbered(name) & self._weights_above.get(step, {}).keys())

    def part(self, marks: Sequence[str]) -> str:
        """The part that a statement stands in, of those in which steps are asked for; "" for none.
        marks: of the parts so far, the nearest last."""
        known = set(self.parts.values())
        marks = [mark for mark in reversed(marks) if mark in known or _is_beside(mark, known)]
        return next(iter(marks), "")

    def asked_under(self, marks: Sequence[str]) -> Sequence[str]:
        """The steps that are asked for in the part that a statement stands in."""
        part = self.part(marks)
        return [name for name, mark in self.parts.items() if mark == part]

    def amounts(self, text: str) -> dict[str, float]:
        """How much the words of a text speak for each step, between 0 and MOST_OF_WORDS."""
        return _amounts(stems(text), self._weights)

    def above(self, texts: Sequence[str]) -> dict[str, float]:
        """How much the nearest of the texts above a statement that says anything speaks for each
        step, its letters with a number as well."""
        said = (stems(text) | numbered(text) for text in reversed(texts))
        return next((found for one in said if (found := _amounts(one, self._weights_above))), {})


def _weights(own: Mapping[str, frozenset[str]]) -> Mapping[str, Mapping[str, float]]:
    """How much each word of a step tells: the less, the more steps have it."""
    counts = Counter(stem for words in own.values() for stem in words)
    return {name: {stem: 1.0 / counts[stem] for stem in words} for name, words in own.items()}


def _amounts(said: frozenset[str], weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, own in weights.items() if said else ():
        amount = sum(weight for stem, weight in own.items() if stem in said)
        if amount:
            found[name] = min(amount, 1.0) + amount / sum(own.values())
    return found


def _is_beside(mark: str, known: Iterable[str]) -> bool:
    """Whether a mark counts as others do, and so ends their parts: a b between a and c."""
    if mark.isdecimal():
        return any(map(str.isdecimal, known))
    return mark <= LAST_LETTER and any(one.isalpha() and one <= LAST_LETTER for one in known)


def _own(step: AskedStep) -> frozenset[str]:
    name = step.name.replace("_", " ")
    parts = derivative_parts(step.name)
    gradient = " gradient derivative" if parts else ""
    usual = _USUAL.get(step.name, "")
    return stems(" ".join([step.label, name, gradient, usual, *step.phrases]))
