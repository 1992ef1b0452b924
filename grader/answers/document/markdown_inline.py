"""What markdown-it reads within a line: mathematics, emphasis that is no product, tags of HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from grader.answers.document.delimiters import inline_at

MAX_LABEL = 300
"""Characters between the brackets of a link."""
_TAG = re.compile(
    r"<(?P<end>/?)\s*(?P<name>br|hr|p|div|center|li|ul|ol|tr|table|tbody|thead|td|th|sub|sup|span|"
    r"font|b|i|u|em|strong|s|del|strike|ins|small|big|mark|code|pre|tt|kbd|var|a|details|summary|"
    r"img|figure|h[1-6])(?:\s+[\w:-]+\s*=[^<>]{0,300})?\s*/?>",
    re.IGNORECASE,
)
"""Tags by name, for `a <b and c> d` is no tag."""
_FRACTION = re.compile(
    r"<sup>([^<>\n]{1,30})</sup>\s*[/⁄]\s*<sub>([^<>\n]{1,30})</sub>", re.IGNORECASE
)
"""Raised over lowered, as where a fraction has to stand in a line, `<sup>3</sup>/<sub>8</sub>`."""
_NOTE = re.compile(r"\[(?:\^[\w-]{1,30}|!\w{1,20})\][-+]?:?")
_BREAKING = frozenset({"br", "hr", "p", "div", "center", "li", "summary", "table"})
_STRUCK = frozenset({"s", "del", "strike"})
_NO_OPENING_BEHIND = ")]}'$"
_NO_CLOSING_BEFORE = "([{\\"


def prepare(parser: Any) -> None:
    """Give a parser our own rules for what stands within a line."""
    ruler = parser.inline.ruler
    ruler.at("emphasis", _emphasis)
    ruler.before("escape", "math", _math)
    ruler.before("escape", "tag", _tag)
    ruler.before("escape", "note", _note)
    for name in ("link", "image"):
        ruler.at(name, _if_closed(_rule(parser, name)))


def _rule(parser: Any, name: str) -> Callable[[Any, bool], bool]:
    """The parser's own rule of a name."""
    rules = parser.inline.ruler
    found: Callable[[Any, bool], bool] = rules.getRules("")[rules.get_active_rules().index(name)]
    return found


def _if_closed(rule: Callable[[Any, bool], bool]) -> Callable[[Any, bool], bool]:
    """A rule for links that is asked only where a link's end is near.

    By itself it reads on to the end of the text for each bracket that is never closed.
    """

    def guarded(state: Any, silent: bool) -> bool:
        end = state.src.find("](", state.pos, state.pos + MAX_LABEL)
        return end >= 0 and rule(state, silent)

    return guarded


def _note(state: Any, _: bool) -> bool:
    """The number of a footnote, `[^1]`, and what kind of box a quotation is, `[!note]`."""
    found = _NOTE.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if found is None:
        return False
    state.pos = found.end()
    return True


def _math(state: Any, silent: bool) -> bool:
    """`$..$`, `$$..$$`, `\\(..\\)` and `\\[..\\]` within a paragraph."""
    if state.src[state.pos] not in "$\\":
        return False
    found = inline_at(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        kind = "math_display" if found.lastgroup in ("a", "b") else "math"
        state.push(kind, "", 0).content = found[found.lastgroup or 0]
    state.pos = found.end()
    return True


def _emphasis(state: Any, silent: bool) -> bool:
    """Stars and lowlines that dress words; between factors, in powers and names they stay.

    Markdown takes the stars of `w_1*x*w_2` and of `(y - t)*(y - t)` for emphasis. Here a star
    opens behind a blank or a sign only, and closes before one, as a lowline does everywhere.
    """
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    run = state.scanDelims(state.pos, False)
    end = state.pos + run.length
    before, after = state.src[max(0, state.pos - 1) : state.pos], state.src[end : end + 1]
    can_open = run.can_open and not (before and before in _NO_OPENING_BEHIND)
    can_close = run.can_close and not (after and after in _NO_CLOSING_BEFORE)
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), run.length, token, -1, can_open, can_close))
    state.pos = end
    return True


def _tag(state: Any, silent: bool) -> bool:
    """A tag of HTML: what is lowered or raised becomes an index or a power, all else is dress."""
    if state.src[state.pos] != "<":
        return False
    fraction = _FRACTION.match(state.src, state.pos)
    if fraction and not state.src[state.pos - 1 : state.pos].isalnum():
        if not silent:
            state.push("text", "", 0).content = "(({})/({}))".format(*fraction.groups())
        state.pos = fraction.end()
        return True
    found = _TAG.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        _push_tag(state, found["name"].lower(), found["end"] == "/")
    state.pos = found.end()
    return True


def _push_tag(state: Any, name: str, is_end: bool) -> None:
    if name in _STRUCK:
        state.push("s_close" if is_end else "s_open", "", 0)
    elif name in ("sub", "sup"):
        opening = "_{" if name == "sub" else "^{"
        state.push("text", "", 0).content = "}" if is_end else opening
    elif name in ("tr", "td", "th"):
        if not is_end:
            state.push("tag_row" if name == "tr" else "tag_cell", "", 0)
    elif name in _BREAKING:
        state.push("tag_break", "", 0)
