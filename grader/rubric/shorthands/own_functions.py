"""Functions of a question's own, `f(x): x^3 - 2x - 5`, written out wherever a formula uses them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field

from grader import record
from grader.errors import RubricError
from grader.mathlang import MathError, Vocabulary, known_function, parse, printed
from grader.rubric.shorthands.outside_brackets import closing, split_outside
from grader.rubric.shorthands.round_indices import WORD
from grader.rubric.shorthands.slopes import derivative

_HEAD = re.compile(r"([^\W\d]\w*)('*)\s*\(([^()]*)\)")
_COMMA = re.compile(r"\s*,\s*")
_MAX_DEEP = 20
"""Functions within functions; more stand in a circle."""
MAX_LENGTH = 20_000
"""Characters of a formula with its functions written out."""


@record(frozen=True, slots=True, kw_only=True)
class OwnFunction:
    """A function of a rubric's: the names of its arguments, and its formula in these."""

    name: str
    arguments: tuple[str, ...]
    body: str

    @property
    def head(self) -> str:
        return f"{self.name}({', '.join(self.arguments)})"


@record(slots=True)
class OwnFunctions:
    """The functions of a question by their names, `f` and `f'`.

    values: the other names that their formulas may use. Derivatives that nobody wrote are worked
    out where they are first asked for.
    """

    values: Collection[str] = ()
    by_name: dict[str, OwnFunction] = field(default_factory=dict)

    def add(self, head: str, body: str) -> None:
        """Take a function. Raises RubricError for a head that is none, or a name that is taken."""
        found = _HEAD.fullmatch(head.strip())
        names = tuple(part.strip() for part in found[3].split(",")) if found else ()
        if found is None or not all(re.fullmatch(r"[^\W\d]\w*", name) for name in names):
            told = f"'{head}' is no function; write its name with its arguments, f(x): x^2 - 2"
            raise RubricError(told)
        name = found[1] + found[2]
        if known_function(found[1]) and len(found[1]) > 1:
            raise RubricError(f"{found[1]} is a function already; choose another name")
        if found[1] in self.values:
            raise RubricError(f"{found[1]} is a value of this question as well; rename one")
        self.by_name[name] = OwnFunction(name=name, arguments=names, body=body)

    def written_out(self, text: str, deep: int = 0) -> str:
        """A formula with every function of the rubric's own replaced by what it stands for.

        Raises RubricError for a wrong number of arguments, functions that stand in a circle, and a
        derivative that cannot be worked out.
        """
        if deep > _MAX_DEEP:
            raise RubricError("these functions stand in a circle; one must do without the others")
        parts, at = list[str](), 0
        for word in WORD.finditer(text):
            if word.start() < at or word[0] not in self.by_name:
                continue
            call = re.compile(r"('*|\^\{?\\prime\}?)\s*\(").match(text, word.end())
            if call is None:
                continue
            end = closing(text, call.end())
            primes = call[1].count("'") or int("prime" in call[1])
            given = [
                self.written_out(one, deep + 1)
                for one in split_outside(text[call.end() : end], _COMMA)
            ]
            value = self._put_in(self._called(word[0], primes), given, deep)
            parts += [text[at : word.start()], value]
            at = end + 1
        found = "".join([*parts, text[at:]])
        if len(found) > MAX_LENGTH:
            raise RubricError("with its functions written out this formula is too long")
        return found

    def _called(self, name: str, primes: int) -> OwnFunction:
        """A function, or a derivative of one, which is worked out if nobody wrote it."""
        primed = name + "'" * primes
        if primed in self.by_name:
            return self.by_name[primed]
        of = self._called(name, primes - 1)
        entry = f"write {primed}({', '.join(of.arguments)}): … under functions"
        if len(of.arguments) > 1:
            raise RubricError(f"{of.name} has several arguments, so {primed} is not clear; {entry}")
        slope = derivative_text(self.written_out(of.body, 1), of.arguments[0], self.values)
        if slope is None:
            raise RubricError(f"the derivative of {of.head} cannot be worked out here; {entry}")
        found = OwnFunction(name=primed, arguments=of.arguments, body=slope)
        self.by_name[primed] = found
        return found

    def _put_in(self, function: OwnFunction, given: list[str], deep: int) -> str:
        if len(given) != len(function.arguments):
            count = len(function.arguments)
            takes = f"{count} argument{'s' * (count > 1)}"
            told = f"{function.name} takes {takes}, {function.head}; {len(given)} stand here"
            raise RubricError(told.replace("1 stand here", "1 stands here"))
        body = self.written_out(function.body, deep + 1)
        return f"({put_in(body, dict(zip(function.arguments, given, strict=True)))})"


def derivative_text(body: str, by: str, values: Collection[str]) -> str | None:
    """The derivative of a formula by one of its names, as a formula; None if there is no rule."""
    vocabulary = Vocabulary(names=(by, *values))
    try:
        tree = parse(body, vocabulary)
    except MathError as error:
        raise RubricError(f"{error} (in '{body}')") from None
    slope = derivative(tree, by)
    if slope is None:
        return None
    text = printed(slope)
    plain = text.replace(" @ ", " ")
    try:
        return plain if parse(plain, vocabulary) == slope else text
    except MathError:
        return text


def put_in(body: str, values: Mapping[str, str]) -> str:
    """A formula with formulas in place of names; `x_1` of a vector x is an entry of what is put."""

    def change(word: re.Match[str]) -> str:
        name, low, entry = word[0].partition("_")
        if word[0] in values:
            return _as_factor(values[word[0]])
        if low and name in values and (entry.isdigit() or not entry):
            return f"({values[name]})_{entry}"
        return word[0]

    return WORD.sub(change, body)


def _as_factor(text: str) -> str:
    """A formula that stands as one factor: a name as it is, anything else in brackets."""
    text = text.strip()
    is_whole = text[:1] == "(" and closing(text, 1) == len(text) - 1
    return text if is_whole or re.fullmatch(r"[^\W\d]\w*", text) else f"({text})"
