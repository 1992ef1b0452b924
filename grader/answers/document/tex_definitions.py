"""What commands of TeX do that define something, decide something or count."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answers.document.tex_counters import STYLES
from grader.answers.document.tex_macros import (
    Environment,
    Macro,
    Parameter,
    Tokens,
    counted,
    is_nothing,
    parameter_text,
    signature,
)
from grader.answers.document.tex_packages import HOLDING, KNOWN, SILENT
from grader.answers.document.tex_stream import Act, Defined, Stream
from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_BOOKS = frozenset({"book", "report", "scrbook", "scrreprt", "memoir"})
_UNCERTAIN = re.compile(r"\(\d+\)|\s*(?:\\pm|\+-)\s*[\d.,]+")
_INTEGER = re.compile(r"[-+]?\d{1,6}")


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
        held = Macro(signature(tex_tokens(arguments)), tex_tokens(f"{{#{place}}}"))
        found.update({"\\" + name: held for name in names.split()})
    return found


def _name(stream: Stream) -> str:
    """The command that is being defined, or the name in braces."""
    found = stream.argument()
    command = next((part.text for part in found if part.kind == "command"), "")
    return command or written(found).strip()


def _text(stream: Stream) -> str:
    return written(stream.argument()).strip()


def _define(stream: Stream, token: TexToken) -> None:
    name = _name(stream)
    macro = Macro(counted(stream.between(), stream.between()), stream.argument())
    if "provide" not in token.text or name not in stream.defined.macros:
        stream.defined.macros[name] = macro


def _define_plainly(stream: Stream, _: TexToken) -> None:
    name = _name(stream)
    text: Tokens = []
    while stream.waiting and stream.waiting[-1].kind != "open" and len(text) < 40:
        text.append(stream.waiting.pop())
    stream.defined.macros[name] = Macro(parameter_text(text), stream.argument())


def _let(stream: Stream, _: TexToken) -> None:
    name = _name(stream)
    if stream.first() == "=":
        stream.waiting.pop()
    meant = stream.argument()
    same = stream.defined.macro(meant[0].text) if meant else None
    stream.defined.macros[name] = same or Macro((), meant)


def _define_by_signature(stream: Stream, token: TexToken) -> None:
    name = _name(stream)
    macro = Macro(signature(stream.argument()), stream.argument())
    if "Environment" in token.text:
        stream.defined.environments[name] = Environment(macro, stream.argument())
    else:
        stream.defined.macros[name] = macro


def _define_operator(stream: Stream, token: TexToken) -> None:
    name, body = _name(stream), stream.argument()
    start = [TexToken("command", "\\operatorname", token.line), TexToken("open", "{", 0)]
    stream.defined.macros[name] = Macro((), [*start, *body, TexToken("close", "}", 0)])


def _define_delimiter(stream: Stream, token: TexToken) -> None:
    """`\\DeclarePairedDelimiter`, and its sibling with a body of its own."""
    name, count = _name(stream), stream.between()
    left, right = stream.argument(), stream.argument()
    body = stream.argument() if "X" in token.text else [TexToken("param", "#1", token.line)]
    quiet = (Parameter("s", counts=False), Parameter("o", counts=False))
    parameters = (*quiet, *(counted(count, None) or (Parameter("m"),)))
    opens, closes = (TexToken("command", side, token.line) for side in ("\\left", "\\right"))
    stream.defined.macros[name] = Macro(parameters, [opens, *left, *body, closes, *right])


def _define_environment(stream: Stream, _: TexToken) -> None:
    name = _name(stream)
    begin = Macro(counted(stream.between(), stream.between()), stream.argument())
    stream.defined.environments[name] = Environment(begin, stream.argument())


def _define_box(stream: Stream, token: TexToken) -> None:
    """`\\newtcolorbox` and `\\newmdenv`: boxes with options, perhaps numbered."""
    before = written(stream.between() or [])
    name = _name(stream)
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
    name, shared, title = _name(stream), stream.between(), stream.argument()
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
    name = _name(stream)
    _number(stream, name, written(stream.between() or []), is_shown=False)


def _count_within(stream: Stream, token: TexToken) -> None:
    name, within = _name(stream), _name(stream)
    _number(stream, name, within, is_shown=not token.text.endswith("*"))


def _set_counter(stream: Stream, token: TexToken) -> None:
    name = _name(stream)
    value = sum(int(part) for part in _INTEGER.findall(stream.text(stream.argument())))
    counters = stream.defined.counters
    counters.set(name, value + (counters.value(name) if "addto" in token.text else 0))


def _step_counter(stream: Stream, _: TexToken) -> None:
    stream.defined.counters.step(_name(stream))


def _print_counter(stream: Stream, token: TexToken) -> None:
    if token.text.endswith("*"):  # enumitem's, for the list that it stands in
        stream.ready.append(token)
        return
    shown = stream.defined.counters.printed(_name(stream), token.text[1:].rstrip("*"))
    stream.put_back([TexToken("text", shown, token.line, token.spaced)])


def _take_class(stream: Stream, _: TexToken) -> None:
    stream.between()
    if _text(stream) in _BOOKS:
        stream.defined.counters.set("secnumdepth", 2)
        stream.defined.counters.within["section"] = "chapter"
        body = "\\thechapter.\\arabic{section}"
        stream.defined.macros["\\thesection"] = Macro((), tex_tokens(body))


def _format_title(stream: Stream, token: TexToken) -> None:
    """titlesec: how the number of a heading is printed."""
    command = _name(stream)
    shape, _ = stream.between(), stream.argument()
    if not token.text.endswith("*"):
        stream.defined.labels[command[1:]] = stream.argument()
        stream.skip("mmo" if shape is not None or stream.first() == "{" else "")


def _new_list(stream: Stream, _: TexToken) -> None:
    name = _name(stream)
    stream.defined.list_types[name] = _text(stream)
    stream.argument()


def _set_list(stream: Stream, token: TexToken) -> None:
    which = written(stream.between() or []) or "enumerate"
    if token.text == "\\setenumerate":
        which = "enumerate," + which
    options = stream.argument()
    for name in re.split(r"\s*,\s*(?=[a-zA-Z])", which):
        stream.defined.list_options[name.replace(" ", "")] = options


def _quantity(stream: Stream, token: TexToken) -> None:
    """A number by siunitx, without its unit and its uncertainty; a per cent sign stays."""
    number, unit = (written(stream.run(stream.argument())) for _ in range(2))
    number = re.sub(r"(?<=\d)\s+(?=\d)", "", _UNCERTAIN.sub("", number)).replace("d", "e")
    number += "\\%" if "percent" in unit or "\\%" in unit else ""
    made = [part._replace(line=token.line) for part in tex_tokens(number)]
    if made:
        made[0] = made[0]._replace(spaced=token.spaced)
    stream.put_back(made)


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


# Conditions.


def _new_switch(stream: Stream, _: TexToken) -> None:
    name = _name(stream).removeprefix("\\if")
    stream.defined.switches[name] = False
    act = {"true": True, "false": False}
    for end, value in act.items():
        body = f"\\switch{{{name}}}{{{int(value)}}}"
        stream.defined.macros[f"\\{name}{end}"] = Macro((), tex_tokens(body))
    stream.defined.macros[f"\\if{name}"] = Macro((), tex_tokens(f"\\ifswitch{{{name}}}"))


def _switch(stream: Stream, _: TexToken) -> None:
    name = _text(stream)
    stream.defined.switches[name] = _text(stream) == "1"


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
        holds = stream.defined.switches.get(_text(stream), True)
    elif token.text == "\\ifodd":
        holds = _integer(stream) % 2 == 1
    elif token.text == "\\ifnum":
        first, sign, second = _integer(stream), stream.next(), _integer(stream)
        signs = {"<": first < second, ">": first > second, "=": first == second}
        holds = signs.get(sign.text if sign else "", True)
    elif token.text == "\\ifx":
        holds = stream.argument() == stream.argument()
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
        opens = text in ACTS and ACTS[text] is _decide
        is_own = text.startswith("\\if") and text[3:] in stream.defined.switches
        depth += (opens or is_own) - (text == "\\fi")


def _choose(stream: Stream, token: TexToken) -> None:
    """`\\IfNoValueTF`, `\\IfBooleanTF` and their like, with one branch or both."""
    asked = stream.argument()
    is_given = not asked or not is_nothing(asked[0])
    holds = is_given if "NoValue" not in token.text else not is_given
    first = stream.argument() if token.text.endswith(("TF", "T")) else []
    second = stream.argument() if token.text.endswith("F") else []
    stream.put_back(first if holds else second)


def _choose_by_test(stream: Stream, _: TexToken) -> None:
    """`\\ifthenelse{test}{..}{..}`, where the test is one of numbers; else the first."""
    test, first, second = stream.argument(), stream.argument(), stream.argument()
    found = re.fullmatch(r"\s*(-?\d+)\s*([<>=])\s*(-?\d+)\s*", stream.text(test))
    holds = True
    if found:
        a, b = int(found[1]), int(found[3])
        holds = {"<": a < b, ">": a > b, "=": a == b}[found[2]]
    stream.put_back(first if holds else second)


def _begin(stream: Stream, token: TexToken) -> None:
    """The beginning or the end of an environment that the document defines; others stay."""
    name = "".join(part.text for part in stream.waiting[-2:-6:-1]).partition("}")[0]
    own = stream.defined.environments.get(name)
    if own is None or stream.first() != "{":
        stream.ready.append(token)
        return
    stream.argument()
    is_begin = token.text == "\\begin"
    stream.expand(own.begin if is_begin else Macro((), own.end), token)
    stream.waiting.append(TexToken("enter" if is_begin else "leave", name, token.line))


_NAMES: dict[Act, str] = {
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
    _set_counter: "setcounter addtocounter",
    _step_counter: "stepcounter refstepcounter",
    _print_counter: "value " + " ".join(STYLES),
    _take_class: "documentclass",
    _format_title: "titleformat",
    _new_list: "newlist",
    _set_list: "setlist setenumerate",
    _quantity: "quantity",
    _glue: "hskip vskip kern",
    _new_switch: "newif",
    _switch: "switch",
    _decide: "iftrue iffalse ifnum ifodd ifx ifswitch ifdefined ifmmode",
    _else: "else",
    _choose: "IfNoValueTF IfNoValueT IfNoValueF IfValueTF IfValueT IfValueF IfBooleanTF"
    " IfBooleanT IfBooleanF",
    _choose_by_test: "ifthenelse",
    _begin: "begin end",
    lambda _, __: None: "fi makeatletter makeatother ExplSyntaxOn ExplSyntaxOff",
}
ACTS: dict[str, Act] = {"\\" + name: act for act, names in _NAMES.items() for name in names.split()}
"""What commands do."""
