"""Matrices and lists as they are written."""

from grader.alphabet import OPENING
from grader.alphabet.latex_commands import ALIGNED, CASES, COLUMNS, DETERMINANTS, MATRICES
from grader.mathlang import tree as nodes
from grader.mathlang.parser.stream import Stream, shown
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Tree, substituted

MAX_ENTRIES = 4_000
"""Entries of a matrix that is written out."""
EVERY_ROW = "every row needs the same number"
BY_BLANKS = "a blank parts entries in it; where a product is meant write *"
_IF = frozenset({"if", "for", "when", "where"})
_OTHERWISE = frozenset({"otherwise", "else"})
_NAMES = frozenset({"word", "text", "accent", "command"})


def environment(stream: Stream) -> Tree:
    """A matrix between `\\begin{pmatrix}` and `\\end{pmatrix}`, or an aligned group of one row."""
    before = stream.tokens[stream.at - 1] if stream.at else None
    opened = stream.advance()
    name = opened.text.rstrip("*")
    if name in ALIGNED:
        tree = stream.expression(stream)
        _end_environment(stream, opened)
        return tree
    if name not in MATRICES | CASES | DETERMINANTS:
        raise stream.error(f"\\begin{{{opened.text}}} is not known here", "pmatrix is", opened)
    _skip_columns(stream, opened)
    if name in CASES or (before and opens_cases(stream, before)):
        tree = stream.within(_cases)
        _end_environment(stream, opened)
        return tree
    rows = stream.within(_rows)
    _end_environment(stream, opened)
    check_rows(stream, rows, opened)
    matrix = nodes.List(tuple(nodes.List(row) for row in rows))
    return nodes.Call("det", (matrix,)) if name in DETERMINANTS else matrix


def _skip_columns(stream: Stream, opened: Token) -> None:
    """Move past what says how the columns stand: `[t]`, `{c|c}`, `{*{20}{c}}`."""
    columns = opened.text.rstrip("*") in COLUMNS
    if stream.token.text == "[" and (columns or opened.text.endswith("*")):
        stream.skip_group()
    if columns and stream.token.text == "{":
        stream.skip_group()


def opens_cases(stream: Stream, opened: Token) -> bool:
    """Whether a brace is open to the right, `\\left\\{ \\begin{array}{ll} ... \\right.`."""
    return opened.text == "(" and stream.text.startswith(("\\{", "\\lbrace"), opened.start)


def _cases(stream: Stream) -> Tree:
    """The value whose condition holds, rows of `value & condition`; none where none holds."""
    rows: list[tuple[Tree, Tree | None]] = []
    while stream.token.kind not in ("close", "end"):
        value = stream.expression(stream)
        while stream.token.text in (",", "&"):
            stream.advance()
        rows.append((value, _condition(stream)))
        if not stream.accept("\\\\"):
            break
    tree: Tree = nodes.Product((nodes.Number(0.0), nodes.Number(0.0)), ("/",))
    for value, condition in reversed(rows):
        tree = value if condition is None else nodes.Call("where", (condition, value, tree))
    return tree


def _condition(stream: Stream) -> Tree | None:
    """When a row of cases holds; None for `otherwise`."""
    braced = stream.token.text == "{" and stream.ahead().text in (*_IF, *_OTHERWISE)
    if braced:
        stream.advance()
    while stream.token.text in _IF:
        stream.advance()
    condition = None
    if stream.token.text in _OTHERWISE:
        stream.advance()
    else:
        here = stream.token
        condition = stream.expression(stream) if here.kind != "close" else None
        if not isinstance(condition, nodes.Comparison):
            hint = "write it as in x > 0, or otherwise"
            raise stream.error("a case needs a condition", hint, here)
    while stream.token.text in (".", ","):
        stream.advance()
    if braced:
        stream.expect("}", stream.token)
    return condition


def _end_environment(stream: Stream, opened: Token) -> None:
    here = stream.token
    if here.kind != "close":
        if here.kind == "end":
            raise stream.error(f"\\end{{{opened.text}}} is missing", token=opened)
        raise stream.error(f"{shown(here)} was not expected in a matrix")
    if here.text != opened.text:
        raise stream.error(f"\\end{{{opened.text}}} was expected here, not {shown(here)}")
    stream.advance()


def _rows(stream: Stream) -> list[tuple[Tree, ...]]:
    rows: list[tuple[Tree, ...]] = []
    while True:
        row: list[Tree] = []
        while True:
            if stream.token.text in ("&", "\\\\") or stream.token.kind in ("close", "end"):
                place = f"row {len(rows) + 1}, entry {len(row) + 1}"
                raise stream.error(f"{place} of the matrix is empty")
            row.append(stream.expression(stream))
            if not stream.accept("&"):
                break
        rows.append(tuple(row))
        if not stream.accept("\\\\") or stream.token.kind == "close":
            return rows


def check_rows(stream: Stream, rows: list[tuple[Tree, ...]], opened: Token) -> None:
    """Every row has as many entries as the first, and all of them together are not too many."""
    for place, row in enumerate(rows):
        if len(row) != len(rows[0]):
            told = other_width(place, len(row), len(rows[0]))
            by_blanks = _is_by_blanks(stream, opened, place)
            raise stream.error(told, BY_BLANKS if by_blanks else EVERY_ROW, opened)
    if len(rows[0]) * len(rows) > MAX_ENTRIES:
        raise stream.error(f"a matrix of more than {MAX_ENTRIES} entries", token=opened)


def _is_by_blanks(stream: Stream, opened: Token, place: int) -> bool:
    """Whether blanks part a row of nested lists that has names in it, so that it may have been
    a product."""
    at = stream.tokens.index(opened) + 1
    for _ in range(place):
        at = stream.closing(at) + 1 if stream.tokens[at].text == "[" else at
        at += stream.tokens[at].text == ","
    if stream.tokens[at].text != "[":
        return False
    end = stream.closing(at)
    has_names = any(token.kind in _NAMES for token in stream.tokens[at:end])
    return has_names and "," not in stream.top_level(at + 1, end)


def other_width(place: int, count: int, first: int) -> str:
    """What to say of a row with other than as many entries as the first."""
    return f"row {place + 1} has {count} {'entry' if count == 1 else 'entries'}, row 1 has {first}"


def bracketed(stream: Stream) -> Tree:
    """What stands in brackets: a list, rows parted by `;`, or one value in its brackets.

    `[...]_{x = 2}` is the value with 2 put in for x.
    """
    opened = stream.token
    nested = stream.at == stream.item_start
    environment_inside = (
        "begin" in (stream.ahead().kind, stream.ahead(2).kind) and stream.ahead().text != "["
    )
    tree = _list(stream, nested)
    if environment_inside and len(tree.items) == 1:
        return tree.items[0]
    if nested and _item_ends(stream):
        return tree
    if len(tree.items) == 1 and not isinstance(tree.items[0], nodes.List):
        if stream.tokens[stream.at - 2].text == ",":
            return tree
        return evaluated(stream, tree.items[0], opened)
    return tree


def _item_ends(stream: Stream) -> bool:
    token = stream.token
    return token.text in (",", ";", "]") or (token.spaced and stream.spaces_separate)


def puts_in(stream: Stream, ahead: int = 0) -> bool:
    """Whether `_{x = 2}` stands here, or so many tokens on."""
    signs = [stream.ahead(ahead + place).text for place in (0, 1, 3)]
    return signs == ["_", "{", "="]


def evaluated(stream: Stream, tree: Tree, opened: Token) -> Tree:
    """`[f(x)]_{x = 2}` or `f(x)|_{x = 2}`, from the `_` on: the value put in."""
    if not puts_in(stream):
        return tree
    stream.advance()
    stream.advance()
    token = stream.advance()
    stream.advance()
    value = stream.expression(stream)
    stream.expect("}", opened)
    name = nodes.Name(stream.vocabulary.official(token.text))
    return substituted(tree, {name.name: value})


def _list(stream: Stream, nested: bool) -> nodes.List:
    opened = stream.advance()
    separators = stream.top_level(stream.at, stream.closing(stream.at - 1))
    if ";" in separators:
        items = stream.within(_semicolon_rows)
    else:
        by_spaces = "," not in separators and (nested or _is_plain_row(stream))
        items = stream.within(_items, "", by_spaces)
    tree = nodes.List(items)
    stream.expect("]", opened)
    rows = [item.items for item in tree.items if isinstance(item, nodes.List)]
    if rows:
        if len(rows) != len(tree.items):
            raise stream.error("rows and single values in one list", token=opened)
        check_rows(stream, rows, opened)
    elif len(tree.items) > MAX_ENTRIES:
        raise stream.error(f"a list of more than {MAX_ENTRIES} entries", token=opened)
    return tree


def _is_plain_row(stream: Stream) -> bool:
    """Whether what stands in the bracket here is numbers or rows, and no formula in brackets."""
    inner = stream.tokens[stream.at : stream.closing(stream.at - 1)]
    return not any(token.kind in _NAMES for token in inner) or any(t.text == "[" for t in inner)


def _semicolon_rows(stream: Stream) -> tuple[Tree, ...]:
    rows: list[Tree] = []
    while True:
        place = stream.at
        while stream.tokens[place].text not in (";", "]", "") and place - stream.at < 400:
            place += 1
        stream.spaces_separate = "," not in stream.top_level(stream.at, place)
        rows.append(nodes.List(_items(stream)))
        if not stream.accept(";") or stream.token.text == "]":
            return tuple(rows)


def _items(stream: Stream) -> tuple[Tree, ...]:
    """Values parted by commas, or by white space where there are no commas."""
    items: list[Tree] = []
    while True:
        stream.item_start = stream.at
        items.append(stream.expression(stream))
        if stream.accept(","):
            if stream.token.text == "]" and len(items) == 1:
                return tuple(items)
            continue
        token = stream.token
        if token.kind == "end" or token.text in (";", *OPENING) or token.text in ("=",):
            return tuple(items)
        if not stream.spaces_separate or not token.spaced:
            return tuple(items)
