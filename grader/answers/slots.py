"""The place of a value: what it may be called there, and what may stand before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader import record
from grader.alphabet import GREEK_NAMES
from grader.answers.files import short
from grader.errors import GraderError
from grader.mathlang import (
    BUILT_IN,
    Tree,
    Vocabulary,
    base_and_figures,
    canonical,
    derivative_parts,
    known_function,
    parse,
)
from grader.mathlang.tree import Call, Name, walk

_WORD = re.compile(r"[^\W_]+")
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_IN_PERCENT = re.compile(r"[^\W\d]\s+\\?%|[(\[]\s*\\?%")
_TOP_COMMA = re.compile(r"^[^()\[\]{}]*[,;]|[,;][^()\[\]{}]*$")
_NEUTRAL = frozenset(
    str.split(
        "the my our its so thus hence therefore then we get have answer result value solution "
        "final numerical is are equals equal gives that it this to of for step by ans"
    )
)
"""Words before an equals sign that say nothing of what stands behind it."""


@record(frozen=True, slots=True, kw_only=True)
class Slot:
    """What is known of the step whose value a text gives.

    step: its name. label: how the rubric writes it for people. names: gives those of the question;
    before a plain number stands none, and so they are made when one is asked for. others: the names
    of the question's other steps. givens: those of its given numbers that are no name of this
    value. is_single: whether a number belongs here, so that blanks within it part thousands and no
    entries. is_hundredfold: whether its rule is a hundred times something.
    """

    step: str = ""
    label: str = ""
    names: Callable[[], Vocabulary] = Vocabulary
    others: frozenset[str] = frozenset()
    givens: frozenset[str] = frozenset()
    is_single: bool = False
    is_hundredfold: bool = False

    @property
    def is_in_percent(self) -> bool:
        """Whether a number of per cent is asked for, by the label, `uncertainty in %`, or by the
        rule, `100 nominal / real`: the sign behind it is its unit then."""
        return self.is_hundredfold or (
            "%" in self.label and _IN_PERCENT.search(self.label) is not None
        )

    def is_named(self, text: str) -> bool:
        """Whether a text is the step's name, in any spelling, or words of its label."""
        if text.casefold() in (self.step.casefold(), self.label.casefold()):
            return True
        tree = self._tree(text)
        if tree is not None and self._called(tree) == self.step:
            return True
        return self._is_label(text)

    def is_other(self, text: str) -> bool:
        """Whether a text is the name of another value and nothing else."""
        tree = self._tree(text.strip(" ).,")) if self.others else None
        return isinstance(tree, Name) and tree.name in self.others

    def problem(self, text: str, is_first: bool) -> str:
        """Why what stands on the left of an equals sign leaves doubt; nothing if it does not."""
        if self.is_named(text):
            return ""
        tree = self._tree(text)
        symbols = tree is not None and all(map(self._is_symbol, walk(tree)))
        if not (symbols or self._is_mathematics(text)):
            return f'"{short(text, 40)}" is no name and no formula that is known here'
        if tree is None:
            return ""
        called = self._called(tree)
        if is_first and called in self.others | self.givens:
            return f'"{short(text, 40)}" is the name of another value'
        return ""

    def _tree(self, text: str) -> Tree | None:
        try:
            return parse(text, self.names())
        except GraderError:
            return None

    def _called(self, tree: Tree) -> str:
        """The value that a tree names, `loss` or `loss(y)`; nothing if it is a formula."""
        if isinstance(tree, Name):
            return tree.name
        if isinstance(tree, Call):
            return self.names().known(canonical(tree.function)) or ""
        return ""

    def _is_label(self, text: str) -> bool:
        """Whether every word of a text is one of the label, or says nothing."""
        words = _WORD.findall(text)
        if not any(len(word) > 2 and word.isalpha() for word in words):
            return False
        return all(self._is_own(word) and word not in self.others for word in words)

    def _is_own(self, word: str) -> bool:
        """Whether a word is one of the label, in full or cut short, or says nothing."""
        word = word.casefold()
        if word in _NEUTRAL:
            return True
        own = [known.casefold() for known in _WORD.findall(f"{self.label} {self.step}")]
        return word in own or any(
            min(len(word), len(known)) > 2 and (word.startswith(known) or known.startswith(word))
            for known in own
        )

    def _is_mathematics(self, text: str) -> bool:
        """Whether a text that does not read is mathematics all the same, `\\max_x f(x)`, `P(A|B)`:
        its words are names and functions, and it holds one statement."""
        words = [word for word in _WORD.findall(_COMMAND.sub(" ", text)) if not word[0].isdigit()]
        known = all(
            not word.isalpha() or known_function(word) or self._is_own(word) or self._is_known(word)
            for word in words
        )
        return known and bool(words or "\\" in text) and _TOP_COMMA.search(text) is None

    def _is_symbol(self, tree: Tree) -> bool:
        """Whether a name or a function is known, or is one letter as a symbol is."""
        if isinstance(tree, Call) and known_function(tree.function) is None:
            return self._is_known(tree.function)
        return not isinstance(tree, Name) or self._is_known(tree.name)

    def _is_known(self, name: str) -> bool:
        if name in BUILT_IN or self.names().known(canonical(name)) is not None:
            return True
        parts = derivative_parts(canonical(name)) or (name,)
        return all(len(b) == 1 or b in GREEK_NAMES for b in map(_letter, parts))


def _letter(name: str) -> str:
    return base_and_figures(name.split("_")[0])[0]
