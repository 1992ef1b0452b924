"""The commands of TeX that are carried out, and a stream that knows them."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answers.document.tex_conditions import DECIDING
from grader.answers.document.tex_counters import STYLES
from grader.answers.document.tex_definitions import DEFINING, defined_name
from grader.answers.document.tex_macros import Macro, signature
from grader.answers.document.tex_packages import HOLDING, KNOWN, SILENT
from grader.answers.document.tex_stream import Act, Defined, Stream
from grader.answers.document.tex_tables import MAX_SPAN
from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_UNCERTAIN = re.compile(r"\(\d+\)|\s*(?:\\pm|\+-)\s*[\d.,]+")
_INTEGER = re.compile(r"[-+]?\d{1,6}")

_OPENING = frozenset({"\\begin", "$", "$$", "\\[", "\\item"})
_LINE = TexToken("command", "\\newline", 0)


def stream_of(text: str) -> Stream:
    """The tokens of a TeX text, with the commands of well-known packages known."""
    return Stream(tex_tokens(text), Defined(_known()), ACTS)


@lru_cache(maxsize=1)
def _known() -> dict[str, Macro]:
    stream = Stream(tex_tokens(KNOWN), Defined({}), ACTS)
    while stream.next() is not None:
        pass
    found = stream.defined.macros
    for arguments, names in SILENT.items():
        parameters = signature(tex_tokens(arguments))
        found.update({"\\" + name: Macro(parameters, []) for name in names.split()})
    for (arguments, place), names in HOLDING.items():
        held = Macro(signature(tex_tokens(arguments)), tex_tokens(f"#{place}"))
        found.update({"\\" + name: held for name in names.split()})
    return found


def _set_counter(stream: Stream, token: TexToken) -> None:
    name = defined_name(stream)
    value = sum(int(part) for part in _INTEGER.findall(stream.text(stream.argument())))
    counters = stream.defined.counters
    counters.set(name, value + (counters.value(name) if "addto" in token.text else 0))


def _step_counter(stream: Stream, _: TexToken) -> None:
    stream.defined.counters.step(defined_name(stream))


def _print_counter(stream: Stream, token: TexToken) -> None:
    if token.text.endswith("*"):  # enumitem's, for the list that it stands in
        stream.ready.append(token)
        return
    shown = stream.defined.counters.printed(defined_name(stream), token.text[1:].rstrip("*"))
    stream.put_back([TexToken("text", shown, token.line, token.spaced)])


def _quantity(stream: Stream, token: TexToken) -> None:
    """A number by siunitx, without its unit and its uncertainty; a per cent sign stays."""
    number, unit = (written(stream.run(stream.argument())) for _ in range(2))
    number = _UNCERTAIN.sub("", number).replace("d", "e").replace(",", ".")  # both are its points
    number = re.sub(r"(?<=\d)\s+(?=\d)", "", number)
    number += "\\%" if "percent" in unit or "\\%" in unit else ""
    made = [part._replace(line=token.line) for part in tex_tokens(number)]
    stream.put_in_for(token, made)


def _glue(stream: Stream, _: TexToken) -> None:
    """`\\hskip 2pt plus 1fil` and `\\hskip\\labelsep`."""
    for _part in range(6):
        text = stream.first()
        is_length = re.fullmatch(r"[-=]|[\d.]*(?:pt|em|ex|cm|mm|in|sp|fill?|plus|minus)?", text)
        if not text or not (is_length or (text[0] == "\\" and not _part)):
            break
        stream.waiting.pop()
        if text[0] == "\\":
            break


def _columns(stream: Stream, token: TexToken) -> None:
    """`\\multicolumn{2}{c}{..}`: the cell, and empty ones beside it that it reaches over."""
    count = _INTEGER.match(stream.text(stream.argument()))
    stream.argument()
    others = min(int(count[0]), MAX_SPAN) - 1 if count else 0
    held = stream.argument()
    stream.put_in_for(token, [*held, *[TexToken("text", "&", token.line)] * others])


def _begin(stream: Stream, token: TexToken) -> None:
    """The beginning or the end of an environment that the document defines; others stay."""
    name = "".join(part.text for part in stream.waiting[-2:-6:-1]).partition("}")[0]
    own = stream.defined.environments.get(name)
    if own is None or stream.first() != "{":
        stream.ready.append(token)
        return
    stream.argument()
    is_begin = token.text == "\\begin"
    if is_begin and not any(part.text in _OPENING for part in own.begin.body):
        opened = own.begin._replace(body=[*own.begin.body, _LINE])
        stream.expand(opened, token)  # what the writer puts in begins a line, as a label does
    else:
        stream.expand(own.begin if is_begin else Macro((), own.end), token)
    stream.waiting.append(TexToken("enter" if is_begin else "leave", name, token.line))


_NAMES: dict[Act, str] = {
    **DEFINING,
    **DECIDING,
    _set_counter: "setcounter addtocounter",
    _step_counter: "stepcounter refstepcounter",
    _print_counter: "value " + " ".join(STYLES),
    _quantity: "quantity",
    _glue: "hskip vskip kern",
    _columns: "multicolumn",
    _begin: "begin end",
    lambda _, __: None: "fi makeatletter makeatother ExplSyntaxOn ExplSyntaxOff",
}
ACTS: dict[str, Act] = {"\\" + name: act for act, names in _NAMES.items() for name in names.split()}
"""What commands do."""
