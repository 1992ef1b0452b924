"""What a TeX document defines: macros and environments, and the arguments that they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from grader.answers.document.tex_tokens import TexToken

Tokens = list[TexToken]
NO_VALUE = TexToken("param", "", 0)
"""Stands for an argument that was left out, as `\\IfNoValueTF` asks for it."""
_CLOSING = {"[": "]", "(": ")", "<": ">", "{": "}", "|": "|"}
MAX_ARGUMENT = 20_000
"""Tokens of one argument."""
MAX_OPTION = 120
"""Tokens between square brackets: what is never closed is looked through again for each."""


def is_nothing(token: TexToken) -> bool:
    """Whether a token stands for an argument that was left out."""
    return token.kind == "param" and not token.text


class Parameter(NamedTuple):
    """One argument of a macro.

    kind: "m" (a group or a single token), "o" (`[..]`), "d" (between other signs), "g" (a group
    that may be left out), "s" (a star), "u" (all up to a sign), "l" (a sign that is passed over).
    default: what is taken where it is left out; None: nothing. counts: whether it has a number.
    """

    kind: str
    default: Tokens | None = None
    sign: str = "["
    counts: bool = True


class Macro(NamedTuple):
    """What a command stands for, and the arguments that it takes."""

    parameters: tuple[Parameter, ...]
    body: Tokens

    def filled(self, arguments: Sequence[Tokens], line: int) -> Tokens:
        """The body with the arguments put in."""
        found: Tokens = []
        for part in self.body:
            if part.kind != "param" or is_nothing(part):
                found.append(part._replace(line=line))
            elif part.text.startswith("##"):
                found.append(part._replace(text=part.text[1:]))
            elif 0 < int(part.text[1:]) <= len(arguments):
                put_in = arguments[int(part.text[1:]) - 1]
                if put_in and part.spaced:
                    put_in = [put_in[0]._replace(spaced=True), *put_in[1:]]
                found += put_in
        return found


class Environment(NamedTuple):
    """What stands at the beginning and at the end of an environment of the writer's own."""

    begin: Macro
    end: Tokens


class Waiting:
    """Tokens that were not looked at yet, and how arguments are taken from them."""

    def __init__(self, tokens: Sequence[TexToken]) -> None:
        self.waiting = list(reversed(tokens))

    def put_back(self, tokens: Sequence[TexToken]) -> None:
        self.waiting += reversed(tokens)

    def first(self) -> str:
        """The text of the next token."""
        return self.waiting[-1].text if self.waiting else ""

    def arguments(self, parameters: Sequence[Parameter]) -> list[Tokens]:
        """The arguments of a macro that stand here, those that have a number."""
        found = [(one, self._taken(one)) for one in parameters]
        return [taken for one, taken in found if one.counts]

    def _taken(self, one: Parameter) -> Tokens:
        if one.kind == "m":
            return self.argument()
        if one.kind == "s":
            return [self.waiting.pop()] if self.first() == "*" else [NO_VALUE]
        if one.kind == "l":
            if self.first() == one.sign:
                self.waiting.pop()
            return []
        if one.kind == "u":
            return self._until(lambda text: text == one.sign)
        found = self.between(one.sign)
        return found if found is not None else [NO_VALUE] if one.default is None else one.default

    def between(self, opening: str = "[") -> Tokens | None:
        """What stands between two signs here; None if the first of them does not, or nothing
        closes it in the same paragraph."""
        if self.first() != opening:
            return None
        if opening == "{":
            self.waiting.pop()
            return self._until(lambda text: text == "}")
        closing, depth, braces = _CLOSING.get(opening, opening), 0, 0
        start = len(self.waiting) - 1
        for place in range(start - 1, max(start - MAX_OPTION, -1), -1):
            token = self.waiting[place]
            braces += (token.kind == "open") - (token.kind == "close")
            if braces < 0 or token.kind == "blank":
                break
            if braces == 0 and token.text == closing and depth == 0:
                found = self.waiting[start - 1 : place : -1] if place < start - 1 else []
                del self.waiting[place:]
                return found
            if braces == 0 and opening != closing:
                depth += (token.text == opening) - (token.text == closing)
        return None

    def argument(self) -> Tokens:
        """The next group without its braces, or the next single token, an empty line too."""
        if not self.waiting:
            return []
        return self.between("{") or [] if self.first() == "{" else [self.waiting.pop()]

    def _until(self, ends: Callable[[str], bool]) -> Tokens:
        """The tokens up to one that ends them, which is passed over; it stands in no group."""
        found: Tokens = []
        depth = 0
        while self.waiting and len(found) < MAX_ARGUMENT:
            token = self.waiting.pop()
            if depth == 0 and ends(token.text):
                break
            depth += (token.kind == "open") - (token.kind == "close")
            found.append(token)
        return found


def signature(tokens: Tokens) -> tuple[Parameter, ...]:
    """The parameters that xparse's letters tell, `s o m O{1}`."""
    source = Waiting([part for token in tokens for part in _letters(token)])
    found: list[Parameter] = []
    while source.waiting and len(found) < 9:
        kind = source.waiting.pop().text
        if kind in ("m", "o", "s", "g"):
            found.append(Parameter(kind, sign="{" if kind == "g" else "["))
        elif kind in ("O", "G"):
            found.append(Parameter(kind.lower(), source.argument(), "[" if kind == "O" else "{"))
        elif kind in ("d", "D", "r", "R"):
            sign = source.argument()[0].text if source.waiting else "["
            source.argument()
            default = source.argument() if kind in ("D", "R") else None
            found.append(Parameter("d", default, sign))
        elif kind == "t":
            source.argument()
            found.append(Parameter("s"))
        elif kind == "v":
            found.append(Parameter("m"))
    return tuple(found)


def _letters(token: TexToken) -> Tokens:
    """Each letter a token of its own, as xparse reads them."""
    if token.kind != "text":
        return [token]
    return [token._replace(text=letter) for letter in token.text]


def counted(count: Tokens | None, default: Tokens | None) -> tuple[Parameter, ...]:
    """The parameters of `\\newcommand`, `[2][default]`."""
    text = count[0].text if count else ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else 0
    first = (Parameter("o", default),) if default is not None and number else ()
    return first + (Parameter("m"),) * (number - len(first))


def parameter_text(tokens: Tokens) -> tuple[Parameter, ...]:
    """The parameters of `\\def`: those that signs follow reach up to them."""
    found: list[Parameter] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.kind != "param":
            found.append(Parameter("l", sign=token.text, counts=False))
        elif after is None or after.kind == "param":
            found.append(Parameter("m"))
        else:
            found.append(Parameter("u", sign=after.text))
    taken = [place for place, one in enumerate(found) if one.kind == "u"]
    gone = {place + 1 for place in taken}  # the sign goes with what stands before it
    return tuple(one for place, one in enumerate(found) if place not in gone)
