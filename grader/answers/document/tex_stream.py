"""The tokens of a TeX document as TeX itself would go on with them: macros put in, conditions
decided, counters printed, definitions taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.answers.document.tex_counters import Counters
from grader.answers.document.tex_macros import Environment, Macro, Tokens, Waiting, is_nothing
from grader.answers.document.tex_tokens import TexToken, written
from grader.errors import SubmissionError

MAX_TOKENS = 200_000
"""Tokens of a sheet after its macros are expanded."""
MAX_EXPANSIONS = 20_000
TOO_MANY = (
    "The macros of your TeX file expand to more than can be read."
    " Write the formulas without macros that use each other."
)


class Defined:
    """What a document has defined so far.

    theorems: environment -> its counter ("" for none) and its printed name. list_types and
    list_options: of enumitem. labels: how titlesec prints the number of a heading. known: macros
    that need no definition.
    """

    def __init__(self, known: dict[str, Macro]) -> None:
        self.known = known
        self.macros: dict[str, Macro] = {}
        self.environments: dict[str, Environment] = {}
        self.theorems: dict[str, tuple[str, str]] = {}
        self.list_types: dict[str, str] = {}
        self.list_options: dict[str, Tokens] = {}
        self.labels: dict[str, Tokens] = {}
        self.switches: dict[str, bool] = {}
        self.counters = Counters()
        self.has_headings = False
        self.made = 0
        self.expansions = 0

    def macro(self, name: str) -> Macro | None:
        return self.macros.get(name) or self.known.get(name)


Act = Callable[["Stream", TexToken], None]


class Stream(Waiting):
    """Tokens one after another.

    defined: shared by the streams of all parts of a document. acts: what commands do.
    """

    def __init__(self, tokens: Sequence[TexToken], defined: Defined, acts: dict[str, Act]) -> None:
        super().__init__(tokens)
        self.defined = defined
        self.acts = acts
        self.ready: list[TexToken] = []

    def next(self) -> TexToken | None:
        """The next token that stays; None at the end.

        Raises SubmissionError where macros expand without end.
        """
        while self.ready or self.waiting:
            if self.ready:
                return self.ready.pop()
            token = self.waiting.pop()
            if not is_nothing(token) and (token.kind != "command" or not self._acts(token)):
                return token
        return None

    def peek(self) -> str:
        """The text of the next token that stays."""
        if not self.ready:
            token = self.next()
            if token is not None:
                self.ready.append(token)
        return self.ready[-1].text if self.ready else ""

    def give_back(self, tokens: Sequence[TexToken]) -> None:
        """Tokens that were taken too early."""
        self.ready += reversed(tokens)

    def group(self, opening: str = "{") -> Tokens:
        """What stands in the group that begins here, moved past; nothing if none does."""
        if self.peek() != opening:
            return []
        self.waiting += self.ready
        self.ready = []
        return self.run(self.between(opening) or [])

    def skip(self, arguments: str) -> None:
        """Move past arguments, `o` in square brackets and `m` in braces."""
        for kind in arguments:
            self.group("[" if kind == "o" else "{")

    def run(self, tokens: Sequence[TexToken]) -> Tokens:
        """All tokens that stay of some."""
        inner = Stream(tokens, self.defined, self.acts)
        found: Tokens = []
        while (token := inner.next()) is not None:
            found.append(token)
        return found

    def text(self, tokens: Sequence[TexToken]) -> str:
        """What some tokens print, as plain text."""
        found = written(token for token in self.run(tokens) if token.kind == "text")
        return found.replace("~", " ").strip()

    def printed(self, command: str) -> str:
        """What a command prints here, `\\thesection`."""
        return self.text([TexToken("command", command, 0)])

    def _acts(self, token: TexToken) -> bool:
        """Whether a command was carried out; what it gives is put in front."""
        name = token.text
        macro = self.defined.macro(name)
        if macro is None and name.endswith("*"):
            macro = self.defined.macro(name[:-1])
            if macro is not None and any(one.kind == "s" for one in macro.parameters):
                self.waiting.append(TexToken("text", "*", token.line))
            else:
                macro = None
        if macro is not None:
            self.expand(macro, token)
            return True
        act = self.acts.get(name) or self.acts.get(name.rstrip("*"))
        if act is not None:
            act(self, token)
        return act is not None

    def expand(self, macro: Macro, token: TexToken) -> None:
        """Put what a macro stands for in front."""
        defined = self.defined
        body = macro.filled(self.arguments(macro.parameters), token.line)
        defined.expansions += token.text in defined.macros
        defined.made += len(body)
        if defined.expansions > MAX_EXPANSIONS or defined.made > MAX_TOKENS:
            raise SubmissionError(TOO_MANY)
        self.put_in_for(token, body)

    def put_in_for(self, token: TexToken, body: Tokens) -> None:
        """Tokens in the place of one."""
        if body and token.spaced and not is_nothing(body[0]):
            body = [body[0]._replace(spaced=True), *body[1:]]
        self.put_back(body)
