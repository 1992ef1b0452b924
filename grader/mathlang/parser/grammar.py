"""Text to syntax tree: the grammar of sums, products and powers.

From loose to tight: comparisons; `+ -`; products, whether signed or side by side, and `/`, from
left to right; a leading minus; powers, from right to left; what stands behind a value
(`!`, `%`, `'`, `^T`, `[...]`). The values themselves are read in `atoms`.
"""

from functools import partial

from grader.alphabet import COMPARISONS, OPENING, RELATIONS
from grader.alphabet.latex_commands import ALIGNED
from grader.mathlang import tree as nodes
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser import arrays, atoms, taken_parts, two_readings
from grader.mathlang.parser.any_names import AnyNames
from grader.mathlang.parser.scripts import is_transpose, read_exponent, skip_transpose, with_entries
from grader.mathlang.parser.stream import Grammar, Stream, shown
from grader.mathlang.parser.tokens import MAX_LENGTH, Token
from grader.mathlang.tree import Tree

MAX_POSTFIX = 12
"""How many signs may follow one value, as in `x!!` or `A^T^T`."""
_BINDING = frozenset("*⊙")
"""The products before which a number goes with what follows it: elsewhere it makes no difference,
or, below a slash, is read from left to right."""
_ANY = AnyNames()
_PRODUCTS = {"*": "*", "·": "·", "×": "@", "@": "@", "⊙": "⊙", "/": "/"}


def parse(text: str, vocabulary: AnyNames | None = None, max_length: int = MAX_LENGTH) -> Tree:
    """The tree of one expression.

    Errors: MathError, at the first character that does not fit.
    """
    stream = _stream(text, vocabulary, max_length)
    tree = _guarded(stream, stream.expression)
    _check_end(stream, "an expression was expected, not an equation")
    return tree


def parse_relation(text: str, vocabulary: AnyNames | None = None) -> nodes.Chain:
    """The chain of expressions that relation signs join; one expression is a chain of one.

    Aligned rows (`&=`, `\\\\`) continue the chain, a relation sign at the start of a row too.
    Errors: MathError, at the first character that does not fit.
    """
    stream = _stream(text, vocabulary, MAX_LENGTH)
    _drop_alignment(stream)
    members: list[Tree] = []
    signs: list[str] = []
    if stream.token.text in RELATIONS:
        stream.advance()
    members.append(_guarded(stream, stream.expression))
    while stream.token.text in RELATIONS:
        sign = stream.advance().text
        members.append(_guarded(stream, stream.expression))
        signs.append(sign)
    _check_end(stream, "another = was not expected")
    return nodes.Chain(tuple(members), tuple(signs))


def _stream(text: str, vocabulary: AnyNames | None, max_length: int) -> Stream:
    stream = Stream(text, vocabulary or _ANY, _GRAMMAR, max_length)
    stream.letters = atoms.bound_letters(stream)
    if len(stream.tokens) == 1:
        raise MathError("nothing is written", text, 0, "write a formula")
    return stream


def _guarded(stream: Stream, read: "atoms.Reader") -> Tree:
    """What a reader gives; nesting too deep for us is the text's fault, not a crash."""
    try:
        return read(stream)
    except RecursionError:
        raise stream.error("nested too deeply", "write it in several steps") from None


def _drop_alignment(stream: Stream) -> None:
    """Take out the marks of aligned rows; a matrix keeps its own."""
    kept: list[Token] = []
    inside = 0
    for token in stream.tokens:
        if token.kind in ("begin", "close") and token.text.rstrip("*") in ALIGNED:
            continue
        inside += (token.kind == "begin") - (token.kind == "close")
        if inside == 0 and (token.text == "&" or token.text == "\\\\"):
            continue
        repeated = token.text == "=" and kept and kept[-1].text == "="
        if not repeated:
            kept.append(token)
    stream.tokens = kept


def _check_end(stream: Stream, equation: str) -> None:
    """Nothing may follow what was read, but for a full stop."""
    if stream.token.text in (".", ",", ";") and stream.ahead().kind == "end" and stream.at:
        stream.advance()
    here = stream.token
    if here.kind == "end":
        return
    if here.text == ",":
        raise stream.comma(here)
    if here.text in RELATIONS:
        raise stream.error(equation, "write one side alone")
    if here.text in OPENING:
        missing = f"an opening {OPENING[here.text]} is missing"
        raise stream.error(f"this {here.text} closes nothing", missing)
    if here.kind == "number":
        raise two_readings.side_by_side(stream)
    raise stream.error(f"{shown(here)} was not expected here")


def expression(stream: Stream) -> Tree:
    """A sum, or several joined by comparisons; round `\\over` and `\\choose`, two of them."""
    return stream.deeper(_compared)


def _compared(stream: Stream) -> Tree:
    operands, signs = [_sum(stream)], list[str]()
    while stream.token.text in COMPARISONS:
        signs.append(stream.advance().text)
        operands.append(_sum(stream))
    tree = nodes.Comparison(tuple(operands), tuple(signs)) if signs else operands[0]
    if stream.token.text == "over" and stream.token.kind == "command":
        stream.advance()
        tree = nodes.Product((tree, expression(stream)), ("/",))
    elif stream.token.text == "choose" and stream.token.kind == "command":
        sign = stream.advance()
        tree = nodes.Call("binomial", (tree, expression(stream)), position=sign.start)
    return tree


def _sum(stream: Stream) -> Tree:
    operands, signs = [_product(stream)], list[str]()
    while (sign := stream.token.text) == "+" or sign == "-":
        if _starts_entry(stream):
            break
        stream.advance()
        signs.append(sign)
        operands.append(_product(stream))
    return nodes.Sum(tuple(operands), tuple(signs)) if signs else operands[0]


def _product(stream: Stream) -> Tree:
    if stream.token.text == "-":
        return _negative(stream, _product)
    while stream.accept("+"):
        pass
    operands, signs = [_power(stream)], list[str]()
    while True:
        token = stream.token
        sign = _PRODUCTS.get(token.text)
        if sign is not None:
            stream.advance()
            two_readings.check_denominator(stream, sign)
            operands.append(_factor(stream, sign in _BINDING))
        elif atoms.starts_value(stream) and not (token.text == "|" and arrays.puts_in(stream, 1)):
            two_readings.check_side_by_side(stream, operands[-1])
            sign = "@"
            operands.append(_power(stream))
        else:
            tree = nodes.Product(tuple(operands), tuple(signs)) if signs else operands[0]
            if token.text != "|" or "|" in stream.bars or not arrays.puts_in(stream, 1):
                return tree
            stream.advance()
            operands, signs = [arrays.evaluated(stream, tree, token)], []
            continue
        signs.append(sign)


def _factor(stream: Stream, binds: bool = False) -> Tree:
    """A power that may have a sign of its own, `2 * -3`.

    binds: a number and what stands right behind it are one factor, as in `a ⊙ 2(X - Y)`.
    """
    if stream.token.text == "-":
        return _negative(stream, partial(_factor, binds=binds))
    while stream.accept("+"):
        pass
    tree = _power(stream)
    if binds and isinstance(tree, nodes.Number) and atoms.starts_value(stream):
        two_readings.check_side_by_side(stream, tree)
        return nodes.Product((tree, _power(stream)), ("@",))
    return tree


def _negative(stream: Stream, read: "atoms.Reader") -> Tree:
    stream.advance()
    return nodes.Negative(stream.deeper(read))


def _power(stream: Stream) -> Tree:
    tree = _behind(stream, atoms.value(stream))
    if stream.token.text != "^" or _starts_entry(stream):
        return tree
    sign = stream.advance()
    exponent, transposed = stream.deeper(partial(read_exponent, read=_exponent, sign=sign))
    tree = nodes.Power(tree, exponent)
    tree = _behind(stream, nodes.Transpose(tree) if transposed else tree)
    if stream.token.text == "^" and not _starts_entry(stream):
        raise stream.error("a second exponent", "put parentheses around the first power")
    return tree


def _starts_entry(stream: Stream) -> bool:
    """Whether the sign here begins the next entry of a row, as in `[1 -2]`."""
    return stream.spaces_separate and stream.token.spaced and not stream.ahead().spaced


def _exponent(stream: Stream) -> Tree:
    if stream.token.text == "-":
        return _negative(stream, _exponent)
    while stream.accept("+"):
        pass
    return _power(stream)


def _behind(stream: Stream, tree: Tree) -> Tree:
    """A value with the signs that follow it."""
    for _ in range(MAX_POSTFIX):
        token = stream.token
        text = token.text
        if text == "!" and stream.ahead().text != "=":
            stream.advance()
            tree = nodes.Call("factorial", (tree,), position=token.start)
        elif text == "%":
            stream.advance()
            tree = nodes.Product((tree, nodes.Number(100.0)), ("/",))
        elif text == "'":
            stream.advance()
            tree = nodes.Transpose(tree)
        elif text == "." and stream.ahead().text == "T" and not stream.ahead().spaced:
            stream.advance()
            stream.advance()
            tree = nodes.Transpose(tree)
        elif text == "^" and is_transpose(stream, isinstance(tree, (nodes.Name, nodes.Number))):
            skip_transpose(stream)
            tree = nodes.Transpose(tree)
        elif text == "_":
            tree = with_entries(stream, tree)
        elif text == "[" and not token.spaced and taken_parts.starts_subscript(stream, tree):
            tree = taken_parts.subscript(stream, tree)
        else:
            return tree
    raise stream.error("too many signs after one value")


_GRAMMAR = Grammar(expression, _product, _power)
