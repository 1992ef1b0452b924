"""Lists of a TeX document and how their items are numbered: by LaTeX, enumitem, exam and tasks."""

from __future__ import annotations

import re

from grader.alphabet.characters import MINUS
from grader.answers.document.tex_macros import Tokens
from grader.answers.document.tex_stream import Stream
from grader.answers.document.tex_tokens import TexToken, written

_TYPES = {
    "enumerate": "enum", "enumerate*": "enum", "inparaenum": "enum", "compactenum": "enum",
    "asparaenum": "enum", "inparablank": "enum", "itemize": "", "itemize*": "", "compactitem": "",
    "description": "", "description*": "", "trivlist": "", "list": "", "questions": "question",
    "parts": "partno", "subparts": "subpart", "subsubparts": "subsubpart", "tasks": "task",
    "choices": "", "checkboxes": "", "oneparchoices": "",
}  # fmt: skip
"""The counter of a list's items; of `enum` it depends on how deep the list is nested."""
ITEMS = {
    "item": "", "task": "", "question": "question", "titledquestion": "question", "part": "partno",
    "subpart": "subpart", "subsubpart": "subsubpart",
}  # fmt: skip
"""Commands that begin an item, with the counter of those that may stand outside of their list."""
_DEPTHS = ("enumi", "enumii", "enumiii", "enumiv")
_STARS = {"\\alph*", "\\Alph*", "\\roman*", "\\Roman*", "\\arabic*"}
_SHORT = {"a": "\\alph", "A": "\\Alph", "i": "\\roman", "I": "\\Roman", "1": "\\arabic"}
MAX_NESTED = 12
"""Lists within lists: LaTeX itself stops at six."""
_EDGES = " ().:[]{}-" + MINUS


class OpenList:
    """An open list. counter: of its items, "" where they are not numbered. label: how an item is
    printed, tokens with a starred command for the count; None: as the counter is printed."""

    def __init__(self, name: str, counter: str, label: Tokens | None = None) -> None:
        self.name = name
        self.counter = counter
        self.label = label

    def marker(self, stream: Stream) -> str:
        """What is printed in front of the item that was just counted."""
        if self.label is not None:
            return stream.text(_numbered(self.label, self.counter)).strip(_EDGES)
        if not self.counter:
            return ""
        is_enum = self.counter in _DEPTHS
        return stream.printed(f"\\{'label' if is_enum else 'the'}{self.counter}").strip(_EDGES)


class Lists:
    """The lists that are open, and where those that were closed left off."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.open: list[OpenList] = []
        self.left: dict[str, tuple[int, Tokens | None]] = {}

    def kind(self, name: str) -> str | None:
        """The counter of a list by its environment; None if it is no list."""
        return _TYPES.get(self.stream.defined.list_types.get(name, name))

    def begin(self, name: str) -> None:
        """A list begins here; its options are taken from the stream."""
        kind = self.kind(name) or ""
        depth = sum(one.counter in _DEPTHS for one in self.open[-MAX_NESTED:])
        counter = _DEPTHS[min(depth, 3)] if kind == "enum" else kind
        counters = self.stream.defined.counters
        counters.set(counter or "item", 0)  # before the options: what follows them may set it
        if name == "list":
            self.stream.skip("mm")
        options = [*self._standing(name, depth), *self.stream.group("[")]
        given = written(options)
        start = re.search(r"\bstart\s*=\s*\{?\s*(-?\d+)", given)
        resumed = re.search(r"\bresume\*?(?:\s*=\s*\{?\s*([\w-]+))?", given)
        if start:
            counters.set(counter, int(start[1]) - 1)
        elif resumed:
            counters.set(counter, self.left.get(resumed[1] or counter, (0, None))[0])
        series = re.search(r"\b(?:series|resume\*?)\s*=\s*\{?\s*([\w-]+)", given)
        label = _label(options)
        if label is None and "resume*" in given.replace(" ", ""):
            label = self.left.get(resumed[1] or counter, (0, None))[1] if resumed else None
        self.open.append(OpenList(series[1] if series else "", counter, label))
        if name == "tasks":
            self.stream.group("(")

    def _standing(self, name: str, depth: int) -> Tokens:
        """The options that `\\setlist` gives to all lists of a kind, or of a depth."""
        options = self.stream.defined.list_options
        found: Tokens = []
        for key in (name, f"{name},{depth + 1}"):
            found += options.get(key, [])
        return [*found, TexToken("text", ",", 0)] if found else []

    def end(self) -> None:
        """The innermost list ends here."""
        if self.open:
            ended = self.open.pop()
            count = self.stream.defined.counters.value(ended.counter)
            for name in {ended.counter, ended.name} - {""}:
                self.left[name] = count, ended.label

    def item(self, command: str) -> str:
        """Count on for an item that begins here; what is printed in front of it."""
        own = ITEMS[command]
        here = next((one for one in reversed(self.open) if own in ("", one.counter)), None)
        here = here or OpenList("", own)
        if here.counter:
            self.stream.defined.counters.step(here.counter)
        return here.marker(self.stream)


def _numbered(label: Tokens, counter: str) -> Tokens:
    """The label with the counter named behind each starred command."""
    found: Tokens = []
    for token in label:
        if token.text in _STARS:
            found.append(token._replace(text=token.text[:-1]))
            found += [TexToken("open", "{", token.line), TexToken("text", counter, token.line)]
            found.append(TexToken("close", "}", token.line))
        else:
            found.append(token)
    return found


def _label(options: Tokens) -> Tokens | None:
    """How items are printed: `label=(\\alph*)`, or the short `(a)`; None if it is not said."""
    keys = [place for place, token in enumerate(options) if token.text.startswith("label")]
    for place in reversed(keys):
        if options[place].text == "label" and place + 1 < len(options):
            return _value(options[place + 1 :])
    if any(token.text in ("=", "resume") for token in options):
        return None
    return _short(options)


def _value(tokens: Tokens) -> Tokens:
    """The value of an option, from its equals sign on to the next comma."""
    found: Tokens = []
    depth = 0
    for token in tokens:
        if token.text == "," and depth == 0:
            break
        depth += (token.kind == "open") - (token.kind == "close")
        found.append(token)
    return [token for token in found if token.text != "="]


def _short(options: Tokens) -> Tokens | None:
    """The label of the package enumerate: its first letter or figure that counts."""
    depth = 0
    for place, token in enumerate(options):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.text in _STARS:
            return list(options)
        bare = token.text.rstrip(".")
        if token.kind == "text" and depth == 0 and bare[-1:] in _SHORT and bare[:-1].isupper():
            head = token._replace(text=bare[:-1])  # `Q1` counts in its last sign
            return [*options[:place], head, _star(bare[-1], token), *options[place + 1 :]]
        if token.kind == "text" and depth == 0 and bare in _SHORT:
            return [*options[:place], _star(bare, token), *options[place + 1 :]]
    return None


def _star(letter: str, token: TexToken) -> TexToken:
    return TexToken("command", _SHORT[letter] + "*", token.line, token.spaced)
