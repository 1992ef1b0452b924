"""What commands of TeX do that define something."""

from __future__ import annotations

import re

from grader.answers.document.tex_macros import (
    Environment,
    Macro,
    Parameter,
    Tokens,
    counted,
    parameter_text,
    signature,
)
from grader.answers.document.tex_stream import Act, Stream
from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_BOOKS = frozenset({"book", "report", "scrbook", "scrreprt", "memoir"})


def defined_name(stream: Stream) -> str:
    """The command that is being defined, or the name in braces."""
    found = stream.argument()
    command = next((part.text for part in found if part.kind == "command"), "")
    return command or written(found).strip()


def argument_text(stream: Stream) -> str:
    return written(stream.argument()).strip()


def _define(stream: Stream, token: TexToken) -> None:
    name = defined_name(stream)
    macro = Macro(counted(stream.between(), stream.between()), stream.argument())
    if "provide" not in token.text or name not in stream.defined.macros:
        stream.defined.macros[name] = macro


def _define_plainly(stream: Stream, _: TexToken) -> None:
    name = defined_name(stream)
    text: Tokens = []
    while stream.waiting and stream.waiting[-1].kind != "open" and len(text) < 40:
        text.append(stream.waiting.pop())
    stream.defined.macros[name] = Macro(parameter_text(text), stream.argument())


def _let(stream: Stream, _: TexToken) -> None:
    name = defined_name(stream)
    if stream.first() == "=":
        stream.waiting.pop()
    meant = stream.argument()
    same = stream.defined.macro(meant[0].text) if meant else None
    stream.defined.macros[name] = same or Macro((), meant)


def _define_by_signature(stream: Stream, token: TexToken) -> None:
    name = defined_name(stream)
    macro = Macro(signature(stream.argument()), stream.argument())
    if "Environment" in token.text:
        stream.defined.environments[name] = Environment(macro, stream.argument())
    else:
        stream.defined.macros[name] = macro


def _define_operator(stream: Stream, token: TexToken) -> None:
    name, body = defined_name(stream), stream.argument()
    start = [TexToken("command", "\\operatorname", token.line), TexToken("open", "{", 0)]
    stream.defined.macros[name] = Macro((), [*start, *body, TexToken("close", "}", 0)])


def _define_delimiter(stream: Stream, token: TexToken) -> None:
    """`\\DeclarePairedDelimiter`, and its sibling with a body of its own."""
    name, count = defined_name(stream), stream.between()
    left, right = stream.argument(), stream.argument()
    body = stream.argument() if "X" in token.text else [TexToken("param", "#1", token.line)]
    quiet = (Parameter("s", counts=False), Parameter("o", counts=False))
    parameters = (*quiet, *(counted(count, None) or (Parameter("m"),)))
    opens, closes = (TexToken("command", side, token.line) for side in ("\\left", "\\right"))
    stream.defined.macros[name] = Macro(parameters, [opens, *left, *body, closes, *right])


def _define_environment(stream: Stream, _: TexToken) -> None:
    name = defined_name(stream)
    begin = Macro(counted(stream.between(), stream.between()), stream.argument())
    stream.defined.environments[name] = Environment(begin, stream.argument())


def _define_box(stream: Stream, token: TexToken) -> None:
    """`\\newtcolorbox` and `\\newmdenv`: boxes with options, perhaps numbered."""
    before = written(stream.between() or [])
    name = defined_name(stream)
    is_colored = "tcolorbox" in token.text.lower()
    parameters = counted(stream.between(), stream.between()) if is_colored else ()
    options = stream.argument() if is_colored else []
    begin = "\\begin{tcolorbox}["
    if "counter" in before:
        stream.defined.counters.set(name, 0)
        begin = f"\\stepcounter{{{name}}}\\def\\thetcbcounter{{\\arabic{{{name}}}}}" + begin
    body = [*tex_tokens(begin), *options, TexToken("text", "]", token.line)]
    end = tex_tokens("\\end{tcolorbox}")
    stream.defined.environments[name] = Environment(Macro(parameters, body), end)


def _define_theorem(stream: Stream, token: TexToken) -> None:
    is_box = "tcb" in token.text
    if is_box:
        stream.between()
    name, shared, title = defined_name(stream), stream.between(), stream.argument()
    within = written(stream.between() or [])
    counter = "" if token.text.endswith("*") else written(shared or []) or name
    if is_box:
        stream.skip("mm")
        counter = name
    stream.defined.theorems[name] = (counter, written(title))
    if counter == name:
        _number(stream, name, within, is_shown=True)


def _number(stream: Stream, name: str, within: str, *, is_shown: bool) -> None:
    """Make a counter, or have it begin anew within another one."""
    body = f"\\arabic{{{name}}}"
    if within:
        stream.defined.counters.within.pop(name, None)
        stream.defined.counters.within[name] = within
        body = f"\\the{within}.{body}" if is_shown else body
    stream.defined.counters.set(name, 0)
    stream.defined.macros["\\the" + name] = Macro((), tex_tokens(body))


def _new_counter(stream: Stream, _: TexToken) -> None:
    name = defined_name(stream)
    _number(stream, name, written(stream.between() or []), is_shown=False)


def _count_within(stream: Stream, token: TexToken) -> None:
    name, within = defined_name(stream), defined_name(stream)
    _number(stream, name, within, is_shown=not token.text.endswith("*"))


def _take_class(stream: Stream, _: TexToken) -> None:
    stream.between()
    if argument_text(stream) in _BOOKS:
        stream.defined.counters.set("secnumdepth", 2)
        stream.defined.counters.within["section"] = "chapter"
        body = "\\thechapter.\\arabic{section}"
        stream.defined.macros["\\thesection"] = Macro((), tex_tokens(body))


def _format_title(stream: Stream, token: TexToken) -> None:
    """titlesec: how the number of a heading is printed."""
    command = defined_name(stream)
    shape, _ = stream.between(), stream.argument()
    if not token.text.endswith("*"):
        stream.defined.labels[command[1:]] = stream.argument()
        stream.skip("mmo" if shape is not None or stream.first() == "{" else "")


def _new_list(stream: Stream, _: TexToken) -> None:
    name = defined_name(stream)
    stream.defined.list_types[name] = argument_text(stream)
    stream.argument()


def _set_list(stream: Stream, token: TexToken) -> None:
    which = written(stream.between() or []) or "enumerate"
    if token.text == "\\setenumerate":
        which = "enumerate," + which
    options = stream.argument()
    for name in re.split(r"\s*,\s*(?=[a-zA-Z])", which):
        stream.defined.list_options[name.replace(" ", "")] = options


DEFINING: dict[Act, str] = {
    _define: "newcommand renewcommand providecommand DeclareRobustCommand",
    _define_plainly: "def gdef edef xdef",
    _let: "let",
    _define_by_signature: "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand"
    " DeclareDocumentCommand NewDocumentEnvironment RenewDocumentEnvironment"
    " DeclareDocumentEnvironment",
    _define_operator: "DeclareMathOperator",
    _define_delimiter: "DeclarePairedDelimiter DeclarePairedDelimiterX",
    _define_environment: "newenvironment renewenvironment",
    _define_box: "newtcolorbox DeclareTColorBox NewTColorBox renewtcolorbox newmdenv",
    _define_theorem: "newtheorem newtcbtheorem newmdtheoremenv spnewtheorem",
    _new_counter: "newcounter",
    _count_within: "counterwithin numberwithin",
    _take_class: "documentclass",
    _format_title: "titleformat",
    _new_list: "newlist",
    _set_list: "setlist setenumerate",
}
"""What commands of these names do."""
