"""One question's reading of mathematics: names, the student's own names, and meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy

from grader.answers.sheet.literals import NearValues, named
from grader.answers.sheet.meaning import Meanings, value_at
from grader.answers.sheet.notation import Notation, hat_pair, loss_steps, second_names
from grader.answers.sheet.own_names import OwnNames, of_variable, with_functions
from grader.answers.sheet.phrases import gradients_by
from grader.answers.sheet.records import How
from grader.answers.sheet.sides import (
    Side,
    called,
    has_numbers,
    in_brackets,
    is_plain,
    of_numbers,
    symbols,
)
from grader.answers.sheet.stated_values import StatedValues
from grader.answers.sheet.step_words import Wording
from grader.answers.sheet.writings import in_tens, lengths, size
from grader.mathlang import Tree, applied, canonical, derivative, derivative_parts, free_names
from grader.mathlang.tree import Entry, Name, Number, substituted, walk
from grader.model import Array

MAX_NODES = 300
_DERIVED = re.compile(r"∂|partial|frac|nabla|/|∇")


class Reading:
    """How the texts of a sheet read in one question. Grows as the student names and states values.

    own: names the student has defined. values: those stated for steps so far.
    is_swapped: whether the student's y is the rubric's y_hat and the other way round.
    learned: the student's own names that stand for steps and givens.
    """

    def __init__(self, meanings: Meanings, own: OwnNames) -> None:
        self.asked = asked = meanings.asked
        self.meanings = meanings
        self.pair = hat_pair(asked)
        self.variable = asked.variable
        self._second_names = second_names(asked)
        self.wording = Wording(asked)
        self.order = {step.name: place for place, step in enumerate(asked.steps)}
        self._notation = Notation(asked, self.meanings.matrices)
        truth = self.meanings.truth
        self.truths = NearValues({name: truth[name] for name in self.rules if name in truth})
        self._lengths = lengths(truth[name] for name in self.rules if name in truth)
        self._begin(own)

    def _begin(self, own: OwnNames) -> None:
        self.own = own
        self.values = StatedValues(self.meanings)
        self.is_swapped = False
        self.learned: dict[str, str] = {}
        self._known_own = -1
        self._defined: dict[str, Tree] = {}
        self._trees: dict[str, Tree | None] = {}
        self._sides: dict[str, Side] = {}
        self._meant: dict[str, tuple[Tree, tuple[str | None, bool]]] = {}
        self._vocabulary = self._notation.with_own()

    def anew(self, own: OwnNames) -> Reading:
        """A reading of the same question in which nothing was stated yet."""
        fresh = copy(self)
        fresh._begin(own)
        return fresh

    @property
    def rules(self) -> Mapping[str, object]:
        return self.asked.graph.rules

    def is_given(self, name: str) -> bool:
        return name in self.asked.parameters or name in self.asked.symbols

    def has(self, name: str) -> bool:
        return name in self.rules or self.is_given(name)

    def is_defined(self, name: str) -> bool:
        """Whether the student has said what a name is by a formula."""
        own = self.defined_as(name)
        return own is not None and bool(symbols(own))

    def is_explained(self, name: str) -> bool:
        """Whether the student has said it in this question, by a formula of names that it has."""
        own = self._defined.get(name)
        names = symbols(self.expanded(own)) if own is not None else frozenset()
        return bool(names) and names <= self.meanings.names

    def defined_as(self, name: str) -> Tree | None:
        """What the student says that a name is, here if it is said here."""
        return self._defined.get(name, self.own.trees.get(name))

    def define(self, name: str, tree: Tree) -> None:
        """Remember what the student says that a name is."""
        self._defined[name] = self.own.trees[name] = tree

    def given(self, name: str) -> Array | None:
        """The value of a given; None of a step, and of a given without a value."""
        return self.meanings.truth.get(name) if self.is_given(name) else None

    def side(self, text: str) -> Side:
        """One member of a chain, read."""
        self._refresh()
        if text not in self._sides:
            self._sides[text] = of_numbers(text) or self._side(text)
        return self._sides[text]

    def _side(self, text: str) -> Side:
        text = size(text, self._lengths) or in_tens(text, (self.truths, self.values.own)) or text
        tree = self.tree(text)
        if tree is None:
            return Side(text=text)
        name, how, entry = self._named(text, tree)
        value = None if symbols(tree) else value_at(tree, {})
        plain = value is not None and is_plain(tree)
        return Side(
            text=text, tree=tree, value=value, is_plain=plain, name=name, how=how, entry=entry
        )

    def tree(self, text: str) -> Tree | None:
        """The tree of a text in this question's names; None if it does not read."""
        self._refresh()
        if text not in self._trees:
            self._trees[text] = self._parsed(text)
        return self._trees[text]

    def _refresh(self) -> None:
        """Learn the names that were defined since the last look."""
        count = len(self.own.trees) + len(self.own.functions)
        if count != self._known_own:
            self._known_own = count
            self._vocabulary = self._notation.with_own(self.own.trees)
            self._clear()

    def _parsed(self, text: str) -> Tree | None:
        tree = self.meanings.trees.of(text, self._vocabulary)
        if tree is not None and self.variable:
            tree = applied(tree, self.variable, {*self.rules, *self.own.trees})
        if tree is not None and self.is_swapped and self.pair:
            first, second = self.pair
            tree = substituted(tree, {first: Name(second), second: Name(first)})
        return tree

    def swap(self) -> None:
        """Read y as y_hat and y_hat as y from here on."""
        self.is_swapped = not self.is_swapped
        pair = frozenset(self.pair or ())
        for text, tree in [*self._trees.items()]:
            if tree is not None and not pair.isdisjoint(symbols(tree)):
                del self._trees[text]
                self._sides.pop(text, None)

    def _clear(self) -> None:
        self._trees.clear()
        self._sides.clear()
        self._meant.clear()

    def _named(self, text: str, tree: Tree) -> tuple[str, How, tuple[int, ...]]:
        """The value that a side names, how, and which entry of it; "" where it names none."""
        entry: tuple[int, ...] = ()
        if isinstance(tree, Entry) and isinstance(tree.base, Name):
            places = [i.value for i in tree.indices if isinstance(i, Number)]
            entry, tree = tuple(map(int, places)), tree.base
        said = called(tree, text)
        if not said:
            return self._applied(text), How.NAME, ()
        said = said if isinstance(tree, Name) else self._vocabulary.known(said) or said
        name = self._official(said)
        if name is None:
            return self._gradient_by(said), How.USUAL, ()
        return name, self._how(name, said, text), entry

    def _how(self, name: str, said: str, text: str) -> How:
        """How a text names a value, by the name that is said in it."""
        if derivative_parts(name) and _DERIVED.search(text):
            return How.DERIVATIVE
        if name != said and not derivative_parts(said):
            return How.USUAL
        plain = canonical(text.replace("\\", "").replace("{", "").replace("}", "").strip())
        return How.NAME if plain == canonical(name) else How.ALIAS

    def _official(self, name: str) -> str | None:
        """The name of the question that a name stands for; None if it stands for none."""
        if self.has(name):
            return name
        parts = derivative_parts(name)
        if parts is None:
            return None if self.is_defined(name) else self._second_names.get(name)
        of, by = (self._stands_for(part) for part in parts)
        for spelling in (derivative(of, by), derivative("L", by) if of == "loss" else ""):
            known = self._vocabulary.known(spelling) if spelling else None
            if known in self.rules:
                return known
        return None

    def _gradient_by(self, name: str) -> str:
        """The one gradient by what a derivative is by, whatever the student calls its loss."""
        others = self.rules.keys() - loss_steps(self.rules)
        parts = derivative_parts(name)
        if parts is None or self._stands_for(parts[0]) in others:
            return ""
        found = gradients_by(self._stands_for(parts[1]), self.rules)
        return found[0] if len(found) == 1 else ""

    def _stands_for(self, name: str) -> str:
        """A part of a derivative's name, as the question calls it."""
        known = self._vocabulary.known(name)
        if known and self.has(known):
            return known
        return self.step(Name(name)) or name

    def _applied(self, text: str) -> str:
        """The step in `L(0.41)` or `L(y, \\hat{y})`: a value with what it rests on; or nothing."""
        head, inner = in_brackets(text)
        if not head or (self.asked.symbols and not any(sign.isalpha() for sign in inner)):
            return ""
        tree = self.tree(head)
        if not isinstance(tree, Name):
            return ""
        name = self._official(tree.name) or ""
        inside = self.tree(f"[{inner}]")
        known = {one for one in symbols(inside) if self._official(one)} if inside else set()
        is_other = known - self.asked.graph.under(name)  # of a label `f(u)`, `f(v)` is another one
        return name if name in self.rules and not is_other else ""

    def expanded(self, tree: Tree) -> Tree:
        """The tree with the student's own names written out, within bounds."""
        for _ in range(6):
            meant = self._meant_by(tree)
            if not (meant or self.own.functions):
                break
            bigger = with_functions(substituted(tree, meant), self.own.functions)
            if bigger == tree or sum(1 for _ in walk(bigger)) > MAX_NODES:
                break
            tree = bigger
        return of_variable(tree, self.variable, self.rules.keys()) if self.variable else tree

    def _meant_by(self, tree: Tree) -> dict[str, Tree]:
        """What the student's own names in a tree are.

        A name that is defined nowhere may be a usual second name. Where formulas are asked, what a
        name is in numbers elsewhere is not its rule.
        """
        names = free_names(tree)
        own = {n: t for n in names if not self.has(n) and (t := self.defined_as(n)) is not None}
        if self.asked.symbols:
            own = {n: t for n, t in own.items() if symbols(t)}
        second = (n for n in names & self._second_names.keys() if not self.is_defined(n))
        learned = names & self.learned.keys()
        return {
            **own,
            **{name: Name(self._second_names[name]) for name in second},
            **{name: Name(self.learned[name]) for name in learned},
        }

    def step(self, tree: Tree) -> str | None:
        """The step or given that a tree means by its symbols."""
        return self.meanings.step(self.expanded(tree))

    def meaning(self, side: Side) -> tuple[str | None, bool]:
        """The step that a side means, and whether by the numbers that it is made of alone."""
        if side.tree is None or side.is_plain or side.entry:
            return None, False
        tree, found = self._meant.get(side.text, (None, (None, False)))
        if tree is not side.tree:
            if len(self._meant) > 5_000:
                self._meant.clear()
            found = self._meaning(side.tree)
            self._meant[side.text] = side.tree, found
        return found

    def _meaning(self, written: Tree) -> tuple[str | None, bool]:
        tree = self.expanded(written)
        if symbols(tree):
            found = self.meanings.step(tree)
            if found and (isinstance(written, Name) or found not in symbols(written)):
                return found, False
        if has_numbers(tree) and not isinstance(written, Name):
            for candidate in named(tree, self.values.known):
                found = self.meanings.step(candidate)
                if found is not None and found in self.rules:
                    return found, True
        return None, False

    def forget(self) -> None:
        """Read again from the beginning: what was stated is forgotten, what names mean is not."""
        self.values = StatedValues(self.meanings)
        self._clear()

    def state(self, step: str, value: Array) -> None:
        """Remember what the student gives for a step."""
        if self.values.state(step, value):
            self._meant.clear()
