"""Functions applied to arguments, with or without parentheses."""

from functools import partial

from grader.mathlang.known_functions import PREFIXED, inverse
from grader.mathlang.math_errors import MathError
from grader.mathlang.names import canonical
from grader.mathlang.parser import derivative_names, index_sums, layers, naming
from grader.mathlang.parser.given_arguments import Arguments, arguments
from grader.mathlang.parser.name_parts import raised_primes
from grader.mathlang.parser.scripts import Script, read_script
from grader.mathlang.parser.stream import Stream
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Call, Name, Negative, Number, Power, Product, Tree

_FIRST = frozenset({"number", "word", "text", "accent", "command", "begin"})
_ROUND = frozenset({"|", "‖", "⌈", "⌊"})
"""The signs round an argument without parentheses."""
_OVER = frozenset({"max", "min", "argmax", "argmin"})
_INVERTED = Negative(Number(1.0))
"""The exponent of `\\sin^{-1}`."""
_LETTERS = {"sigma": "sigmoid", "Phi": "normal_cdf"}
"""Letters that stand for a function before a bracket, unless a question has a value of the name."""
_OWN_LOGARITHMS = {2.0: "log2", 10.0: "log10"}


def name_or_call(stream: Stream) -> Tree:
    """What begins with the word here: a function applied, a derivative, or a named value."""
    token = stream.token
    if token.kind == "accent":
        return naming.name(stream)
    if token.text in ("delta", "d") and (named := derivative_names.apart(stream)) is not None:
        return named
    if token.kind == "word":
        _skip_module(stream)
        token = stream.token
        special = _special(stream)
        if special is not None:
            return special
    function = _function(stream)
    if function is not None:
        return call(stream, function)
    if token.kind == "word":
        pieces = naming.split_word(stream) or _before_function(stream)
        if pieces:
            naming.split_in_place(stream, pieces)
            return name_or_call(stream)
    return naming.name(stream)


def _skip_module(stream: Stream) -> None:
    """Move past the `np.` of `np.exp(x)`."""
    named = stream.token.text in ("np", "numpy") and stream.ahead().text == "."
    if named and stream.ahead(2).kind == "word" and stream.ahead(3).text == "(":
        stream.at += 2


def _special(stream: Stream) -> Tree | None:
    """`dL/dw3`, `sum_k`, `log_3` in plain text."""
    text = stream.token.text
    if text[0] == "d" and stream.ahead().text == "/":
        return derivative_names.plain(stream)
    if text.startswith("sum") and index_sums.is_plain_sum(stream):
        return index_sums.index_sum(stream)
    if text.startswith("log_") and text[4:].isdigit():
        stream.advance()
        return _logarithm(stream, Number(float(text[4:])), stream.tokens[stream.at - 1].start)
    return None


def _before_function(stream: Stream) -> list[str] | None:
    """`xsin` in `xsin(x)`, when every name will do."""
    text = stream.token.text
    if not stream.vocabulary.generic or stream.ahead().text != "(":
        return None
    place = naming.ends_in_function(text)
    return [text[:place], text[place:]] if place else None


def _function(stream: Stream) -> str | None:
    """The function that the word here is, as it is used here; None if it is a name."""
    text = stream.token.text
    vocabulary = stream.vocabulary
    applied = _is_applied(stream)
    if text in _LETTERS and applied and vocabulary.known(text) is None:
        return _LETTERS[text]
    function = vocabulary.function(text)
    if function is None or (not applied and vocabulary.known(canonical(text))):
        return None
    if stream.ahead().text == "_" and layers.is_known_with_index(stream):
        return None  # `S_{xx}` of a question, where S alone is often the sigmoid
    if applied or stream.token.kind == "command":
        return function
    return function if function in PREFIXED and _has_argument(stream) else None


def _is_applied(stream: Stream) -> bool:
    """Whether parentheses follow the word here, past primes and an exponent."""
    place = stream.at + 1
    while stream.tokens[place].text == "'":
        place += 1
    if stream.tokens[place].text == "^":
        place += 1
        if stream.tokens[place].text == "{":
            place = stream.closing(place)
        elif stream.tokens[place].text == "-":
            place += 1
        place += 1
    if place >= len(stream.tokens):
        return False
    opening = stream.tokens[place]
    return opening.text == "(" or (opening.text in ("{", "[") and place == stream.at + 1)


def _has_argument(stream: Stream) -> bool:
    following = stream.ahead()
    if following.spaced and stream.spaces_separate:
        return False
    return following.kind in _FIRST or following.text in ("^", "'", "_", *_ROUND)


def call(stream: Stream, function: str) -> Tree:
    """A function with its primes, exponent and arguments, from its name on."""
    token = stream.advance()
    if stream.token.text == "_":
        if function != "log":
            raise _below(stream, function)
        return _log_below(stream, token)
    primes, exponent = _raised(stream)
    if exponent == _INVERTED:
        inverted = inverse(function)
        if inverted is None:
            hint = f"write 1/{function}(...) for the reciprocal"
            raise stream.error(f"the inverse of {function} is not known here", hint, token)
        function, exponent = inverted, None
    if function == "exp" and exponent is not None and not _starts_argument(stream):
        return Call("exp", (exponent,), position=token.start)
    given, keywords = _given(stream, function)
    if function == "log" and len(given) == 2 and not (keywords or primes):
        tree: Tree = _to_base(*given, position=token.start)
    else:
        tree = Call(function, given, keywords, primes, token.start)
    return Power(tree, exponent) if exponent is not None else tree


def _log_below(stream: Stream, token: Token) -> Tree:
    """A logarithm from the `_` of its base on."""
    stream.advance()
    grouped = stream.token.text == "("
    base = _exponent(stream) if grouped else _script_value(stream, read_script(stream))
    _, raised = _raised(stream)
    if raised == _INVERTED:
        raise stream.error("the inverse of log is exp", "write 1/log for the reciprocal", token)
    logarithm = _logarithm(stream, base, token.start)
    return Power(logarithm, raised) if raised is not None else logarithm


def _below(stream: Stream, function: str) -> MathError:
    """What to say of `\\max_x`: nothing can stand below the name of a function."""
    over = f"; {function}(x, axis=0) along an axis" if function in _OVER else ""
    hint = f"write {function}(x){' over all entries' if over else ''}{over}"
    return stream.error(f"an index below {function} is not read here", hint)


def _starts_argument(stream: Stream) -> bool:
    """Whether an argument follows; `\\exp^{-x}` has none and means `e^{-x}`."""
    return stream.token.kind in _FIRST or stream.token.text in ("(", "{", "[")


def _script_value(stream: Stream, script: Script) -> Tree:
    after, stream.at = stream.at, script.start
    if stream.token.text == "{":
        stream.advance()
        tree = stream.expression(stream)
    else:
        token = stream.token
        tree = Number(float(token.text)) if token.kind == "number" else Name(canonical(token.text))
    stream.at = after
    return tree


def _logarithm(stream: Stream, base: Tree, position: int) -> Tree:
    """A logarithm to a base; to the bases 2 and 10 it has names of its own."""
    given, _ = _given(stream, "log")
    return _to_base(given[0], base, position)


def _to_base(value: Tree, base: Tree, position: int) -> Tree:
    own = _OWN_LOGARITHMS.get(base.value) if isinstance(base, Number) else None
    if own:
        return Call(own, (value,), position=position)
    natural = Call("log", (value,), position=position)
    return Product((natural, Call("log", (base,), position=position)), ("/",))


def _raised(stream: Stream) -> tuple[int, Tree | None]:
    """The primes and the exponent between a function's name and its argument."""
    primes, exponent = 0, None
    while True:
        if stream.accept("'"):
            primes += 1
        elif stream.token.text == "^" and exponent is None:
            raised = raised_primes(stream)
            primes += raised
            if not raised:
                stream.advance()
                exponent = _exponent(stream)
        else:
            return primes, exponent


def _exponent(stream: Stream) -> Tree:
    """The exponent of a function: a number, a letter or a group, `\\sin^2 x`, `sin**2(x)`."""
    if stream.accept("-"):
        return Negative(_exponent(stream))
    token = stream.token
    if token.text in ("{", "("):
        stream.advance()
        tree = stream.deeper(stream.expression)
        stream.expect(")" if token.text == "(" else "}", token)
        return tree
    if token.kind == "number":
        stream.advance()
        return Number(float(token.text))
    if token.kind == "word":
        stream.advance()
        return Name(stream.vocabulary.official(canonical(token.text)), token.start)
    raise stream.error("an exponent was expected here")


def _given(stream: Stream, function: str) -> Arguments:
    """The arguments that follow a function, in parentheses or side by side."""
    text = stream.token.text
    if text == "(":
        return arguments(stream)
    if text in ("{", "["):
        return (stream.power(stream),), ()
    return (stream.deeper(partial(_side_by_side, function=function)),), ()


def _side_by_side(stream: Stream, function: str) -> Tree:
    """An argument without parentheses: factors side by side, up to a sign or a function."""
    if stream.accept("-"):
        return Negative(_side_by_side(stream, function))
    if stream.token.kind not in _FIRST and stream.token.text not in _ROUND:
        raise stream.error(f"{function} needs an argument", f"as in {function}(x)")
    applied = stream.token.kind in ("word", "text", "command") and _function(stream) is not None
    factors = [stream.power(stream)]
    while not applied and _continues(stream):
        factors.append(stream.power(stream))
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), ("@",) * (len(factors) - 1))


def _continues(stream: Stream) -> bool:
    """Whether the token here is one more factor of an argument without parentheses."""
    token = stream.token
    if token.spaced and stream.spaces_separate:
        return False
    if token.kind == "number" or token.kind == "accent":
        return stream.tokens[stream.at - 1].kind != "number" or token.kind == "accent"
    if token.kind in ("word", "text"):
        return _function(stream) is None
    return token.kind == "command" and token.text in ("frac", "dfrac", "tfrac", "sqrt", "partial")
