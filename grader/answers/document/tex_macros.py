"""Macros of the student's own (`\\newcommand`, `\\def`), expanded within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.answers.document.tex_tokens import TexToken
from grader.errors import SubmissionError

MAX_TOKENS = 200_000
"""Tokens of a sheet after its macros are expanded."""
MAX_EXPANSIONS = 20_000
_DEFINING = frozenset({
    "\\newcommand", "\\renewcommand", "\\providecommand", "\\newcommand*", "\\renewcommand*",
    "\\providecommand*", "\\DeclareMathOperator", "\\DeclareMathOperator*", "\\def", "\\gdef",
    "\\edef", "\\let", "\\DeclareRobustCommand",
})  # fmt: skip
_TOO_MANY = (
    "The macros of your TeX file expand to more than can be read."
    " Write the formulas without macros that use each other."
)


class Macro(NamedTuple):
    """How many arguments a macro takes, its first if left out, and what it stands for."""

    arity: int
    default: list[TexToken] | None
    body: list[TexToken]


def expanded(tokens: Sequence[TexToken]) -> list[TexToken]:
    """The tokens with all macros that they define put in, definitions taken out.

    Raises SubmissionError where macros expand without end.
    """
    return _Expander(tokens).run()


class _Expander:
    def __init__(self, tokens: Sequence[TexToken]) -> None:
        self.waiting = list(reversed(tokens))
        self.macros: dict[str, Macro] = {}
        self.expansions = 0

    def run(self) -> list[TexToken]:
        found: list[TexToken] = []
        while self.waiting:
            token = self.waiting.pop()
            if token.kind == "command" and token.text in _DEFINING:
                self._define(token.text)
            elif token.kind == "command" and token.text in self.macros:
                self._expand(token)
            else:
                found.append(token)
            if len(found) + len(self.waiting) > MAX_TOKENS:
                raise SubmissionError(_TOO_MANY)
        return found

    def _expand(self, token: TexToken) -> None:
        self.expansions += 1
        if self.expansions > MAX_EXPANSIONS:
            raise SubmissionError(_TOO_MANY)
        macro = self.macros[token.text]
        arguments: list[list[TexToken]] = []
        if macro.default is not None:
            arguments.append(self._optional() or macro.default)
        while len(arguments) < macro.arity:
            arguments.append(self._argument())
        body: list[TexToken] = []
        for part in macro.body:
            number = int(part.text.lstrip("#")) if part.kind == "param" else 0
            if 0 < number <= len(arguments):
                body += arguments[number - 1]
            else:
                body.append(part._replace(line=token.line))
            if len(body) > MAX_TOKENS:
                raise SubmissionError(_TOO_MANY)
        if body:
            body[0] = body[0]._replace(spaced=body[0].spaced or token.spaced)
        self.waiting += reversed(body)

    def _define(self, command: str) -> None:
        group = self._argument()
        name = next((part.text for part in group if part.kind == "command"), "")
        if command in ("\\def", "\\gdef", "\\edef"):
            count, default = self._parameters(), None
        elif command == "\\let":
            if self.waiting and self.waiting[-1].text == "=":
                self.waiting.pop()
            count, default = 0, None
        else:
            written = self._optional()
            count = int(written[0].text) if written and written[0].text.isdigit() else 0
            default = self._optional()
        body = self._argument()
        if command.startswith("\\DeclareMathOperator"):
            line = body[0].line if body else 1
            start = [TexToken("command", "\\operatorname", line), TexToken("open", "{", line)]
            body = [*start, *body, TexToken("close", "}", line)]
        if name and count <= 9:
            self.macros[name] = Macro(count, default, body)

    def _parameters(self) -> int:
        count = 0
        while self.waiting and self.waiting[-1].kind != "open":
            count += self.waiting.pop().kind == "param"
        return count

    def _optional(self) -> list[TexToken] | None:
        """What stands in `[...]` here; None if nothing does."""
        if not self.waiting or self.waiting[-1].text != "[":
            return None
        self.waiting.pop()
        found: list[TexToken] = []
        while self.waiting and self.waiting[-1].text != "]":
            found.append(self.waiting.pop())
        if self.waiting:
            self.waiting.pop()
        return found

    def _argument(self) -> list[TexToken]:
        """The next group without its braces, or the next single token."""
        while self.waiting and self.waiting[-1].kind == "blank":
            self.waiting.pop()
        if not self.waiting:
            return []
        first = self.waiting.pop()
        if first.kind != "open":
            return [first]
        found: list[TexToken] = []
        depth = 1
        while self.waiting:
            token = self.waiting.pop()
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 0:
                break
            found.append(token)
        return found
