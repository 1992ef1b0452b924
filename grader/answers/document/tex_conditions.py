"""Conditions of TeX: which branch of them is read."""

from __future__ import annotations

import re

from grader.answers.document.tex_definitions import argument_text, defined_name
from grader.answers.document.tex_macros import Macro, is_nothing
from grader.answers.document.tex_stream import Act, Stream
from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_INTEGER = re.compile(r"[-+]?\d{1,6}")
_TEST = re.compile(r"\s*(-?\d{1,6})\s*([<>=])\s*(-?\d{1,6})\s*")


def _new_switch(stream: Stream, _: TexToken) -> None:
    name = defined_name(stream).removeprefix("\\if")
    stream.defined.switches[name] = False
    act = {"true": True, "false": False}
    for end, value in act.items():
        body = f"\\switch{{{name}}}{{{int(value)}}}"
        stream.defined.macros[f"\\{name}{end}"] = Macro((), tex_tokens(body))
    stream.defined.macros[f"\\if{name}"] = Macro((), tex_tokens(f"\\ifswitch{{{name}}}"))


def _switch(stream: Stream, _: TexToken) -> None:
    name = argument_text(stream)
    stream.defined.switches[name] = argument_text(stream) == "1"


def _integer(stream: Stream) -> int:
    """The number that stands here."""
    negative = False
    while (token := stream.next()) is not None:
        found = _INTEGER.match(token.text)
        if token.text == "-":
            negative = not negative
        elif found:
            rest = token.text[found.end() :]
            if rest:
                stream.give_back([token._replace(text=rest)])
            return -int(found[0]) if negative else int(found[0])
        else:
            stream.give_back([token])
            break
    return 0


def _decide(stream: Stream, token: TexToken) -> None:
    """`\\ifnum`, `\\iffalse` and their like; what cannot be known is taken to hold."""
    holds = token.text != "\\iffalse"
    if token.text == "\\ifswitch":
        holds = stream.defined.switches.get(argument_text(stream), True)
    elif token.text == "\\ifodd":
        holds = _integer(stream) % 2 == 1
    elif token.text == "\\ifnum":
        first, sign, second = _integer(stream), stream.next(), _integer(stream)
        signs = {"<": first < second, ">": first > second, "=": first == second}
        holds = signs.get(sign.text if sign else "", True)
    elif token.text == "\\ifx":
        first_text, second_text = written(stream.argument()), written(stream.argument())
        holds = first_text == second_text
    if not holds:
        _pass_branch(stream, "\\else", "\\fi")


def _else(stream: Stream, _: TexToken) -> None:
    """The branch that held ends here."""
    _pass_branch(stream, "\\fi")


def _pass_branch(stream: Stream, *ends: str) -> None:
    depth = 0
    stream.waiting += stream.ready
    stream.ready = []
    while stream.waiting:
        text = stream.waiting.pop().text
        if depth == 0 and text in ends:
            return
        opens = text[1:] in DECIDING[_decide].split()
        is_own = text.startswith("\\if") and text[3:] in stream.defined.switches
        depth += (opens or is_own) - (text == "\\fi")


def _choose(stream: Stream, token: TexToken) -> None:
    """`\\IfNoValueTF`, `\\IfBooleanTF` and their like, with one branch or both."""
    asked = stream.argument()
    is_given = not asked or not is_nothing(asked[0])
    holds = is_given if "NoValue" not in token.text else not is_given
    first = stream.argument() if token.text.endswith(("TF", "T")) else []
    second = stream.argument() if token.text.endswith("F") else []
    stream.put_in_for(token, first if holds else second)


def _choose_by_test(stream: Stream, token: TexToken) -> None:
    """`\\ifthenelse{test}{..}{..}`, where the test is one of numbers or texts; else the first."""
    test, first, second = stream.argument(), stream.argument(), stream.argument()
    command = test[0].text if test else ""
    holds = True
    if command in ("\\equal", "\\isempty"):
        inner = Stream(test[1:], stream.defined, stream.acts)
        wanted = stream.text(inner.argument())
        holds = wanted == (stream.text(inner.argument()) if command == "\\equal" else "")
    elif found := _TEST.fullmatch(stream.text(test)):
        a, b = int(found[1]), int(found[3])
        holds = {"<": a < b, ">": a > b, "=": a == b}[found[2]]
    stream.put_in_for(token, first if holds else second)


def _choose_if_empty(stream: Stream, token: TexToken) -> None:
    """`\\ifstrempty{..}{..}{..}` of etoolbox and its like."""
    is_empty = not stream.text(stream.argument())
    first, second = stream.argument(), stream.argument()
    holds = is_empty != token.text.startswith("\\not")
    stream.put_in_for(token, first if holds else second)


DECIDING: dict[Act, str] = {
    _new_switch: "newif",
    _switch: "switch",
    _decide: "iftrue iffalse ifnum ifodd ifx ifswitch ifdefined ifmmode",
    _else: "else",
    _choose: "IfNoValueTF IfNoValueT IfNoValueF IfValueTF IfValueT IfValueF IfBooleanTF"
    " IfBooleanT IfBooleanF",
    _choose_by_test: "ifthenelse",
    _choose_if_empty: "ifstrempty ifblank notblank",
}
"""What commands of these names do."""
