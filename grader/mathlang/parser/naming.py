"""Names as they are written: letters with accents, labels, primes, and indices of entries."""

import re
from collections.abc import Callable

from grader.alphabet import GREEK_NAMES
from grader.mathlang.known_functions import known_function
from grader.mathlang.names import assembled, base_and_figures, canonical
from grader.mathlang.parser.any_names import CONSTANTS, UNIT_OF_SIZE
from grader.mathlang.parser.given_arguments import arguments
from grader.mathlang.parser.index_sums import written_out
from grader.mathlang.parser.name_parts import Parts, read_parts
from grader.mathlang.parser.scripts import Script, indices, transposed
from grader.mathlang.parser.stream import Stream
from grader.mathlang.parser.tokens import Token
from grader.mathlang.tree import Call, Entry, Name, Number, Tree

_RUN_ON = re.compile(r"([A-Za-z]\w*?_\d+)([A-Za-z]\w*)")


def name(stream: Stream) -> Tree:
    """The named value at the token here; `f(x)` of an unknown `f` is a call of it."""
    parts = read_parts(stream)
    if parts.primes and stream.token.text == "(" and _is_unknown_function(stream, parts):
        return _called(stream, parts.base, parts.position, parts.primes)
    tree = resolved(stream, parts)
    if isinstance(tree, Name) and stream.token.text == "(":
        return _applied(stream, tree)
    return tree


def split_word(stream: Stream) -> list[str] | None:
    """The names that the word here runs together, `w1x` -> `w1`, `x`; None if it is one name."""
    text = stream.token.text
    vocabulary = stream.vocabulary
    if vocabulary.generic:
        run_on = _RUN_ON.fullmatch(text)
        return list(run_on.groups()) if run_on and not _is_derivative(text) else None
    if text in CONSTANTS or vocabulary.known(canonical(text)):
        return None
    pieces = vocabulary.pieces(text)
    return pieces if pieces and len(pieces) > 1 else None


def _is_derivative(text: str) -> bool:
    return "_d" in text or text.startswith("d")


def split_in_place(stream: Stream, pieces: list[str]) -> None:
    """Put one token for each piece where the word stood."""
    token = stream.token
    parts, place = [], token.start
    for piece in pieces:
        kind = "text" if piece in GREEK_NAMES else "word"
        spaced = token.spaced and place == token.start
        parts.append(Token(kind, piece, place, place + len(piece), spaced))
        place += len(piece)
    stream.replace(*parts)


def _itself(key: str) -> str:
    return key


def resolved(stream: Stream, parts: Parts, make: Callable[[str], str] = _itself) -> Tree:
    """What a name means among the names that are known: a value, its entry, its transpose.

    make: from the canonical name to the name of the value (a derivative by it).
    """
    vocabulary = stream.vocabulary
    fixed = (*parts.marks, *parts.labels)
    base = assembled(canonical(parts.base), fixed) if fixed else canonical(parts.base)
    script = parts.script
    full = assembled(base, script.labels) if script else base
    key = make(full)
    tree: Tree | None = None
    primes, transposes = parts.primes, parts.transposes
    if primes and (with_prime := _primed(stream, make, full, primes)):
        key, primes = with_prime, 0
    if vocabulary.known(key) is None and key not in CONSTANTS:
        tree = _entry(stream, parts, base, make, transposes)
    if tree is not None:
        return transposed(tree, primes)
    if (
        not vocabulary.generic
        and vocabulary.known(key) is None
        and (size := UNIT_OF_SIZE.fullmatch(key))
    ):
        return Call("identity", (_size(size, parts.position),), position=parts.position)
    named = Name(vocabulary.official(key), parts.position)
    if primes and not _can_transpose(stream, full):
        named = Name(
            vocabulary.official(make(assembled(full, ("prime",) * primes))), named.position
        )
        primes = 0
    return transposed(named, primes + transposes)


def _size(size: re.Match[str], position: int) -> Tree:
    """The size below a unit matrix, a number or a name."""
    return Number(float(size[2])) if size[2] else Name(size[1][0], position)


def _primed(stream: Stream, make: Callable[[str], str], full: str, primes: int) -> str | None:
    """The name with its primes as a label, if that is known."""
    key = make(assembled(full, ("prime",) * primes))
    return key if stream.vocabulary.known(key) else None


def _can_transpose(stream: Stream, key: str) -> bool:
    """Whether a prime on this name turns rows into columns: it does on what has entries."""
    known = stream.vocabulary.known(key)
    if known:
        return stream.vocabulary.has_entries(known)
    return key[0].isupper() and key not in GREEK_NAMES


def _entry(
    stream: Stream, parts: Parts, base: str, make: Callable[[str], str], transposes: int
) -> Tree | None:
    """The name read as an entry of a value with entries, if it can be one."""
    script = parts.script or _script_in_word(parts)
    if script is None:
        return None
    if parts.script is None:  # `W12`, `W_ij` or `dL_dY_ik` in plain text
        base = canonical(parts.base.removesuffix(script.labels[0]).rstrip("_"))
    owner = _owner(stream, base, make, len("".join(script.labels)))
    letters = stream.letters
    if not script.index_like(letters):
        inner = stream.tokens[script.start : script.end]
        computed = any(token.text in ("+", "-", "*") for token in inner[1:-1])
        if not computed or not any(token.text in letters for token in inner):
            return None
    elif owner is None and not (script.has_letter(letters) or (letters and _has_letters(script))):
        return None
    value = Name(owner or stream.vocabulary.official(make(base)), parts.position)
    return Entry(transposed(value, transposes), indices(stream, script, parts.position))


def _script_in_word(parts: Parts) -> Script | None:
    """The indices at the end of a word without marks."""
    head, _, tail = parts.base.rpartition("_")
    if not head:
        _, tail = base_and_figures(parts.base)
    return Script((tail,), 0, 0) if tail and not (parts.marks or parts.labels) else None


def _has_letters(script: Script) -> bool:
    """Whether letters are among the indices, so that in a text with a sum they are general."""
    return any(c.isalpha() for label in script.labels for c in label)


def _owner(stream: Stream, base: str, make: Callable[[str], str], count: int) -> str | None:
    """The known name whose entry `base_{ij}` is: `W` for `W`, and for `w` with two indices."""
    vocabulary = stream.vocabulary
    capital = (base[:1].upper() + base[1:],) if count > 1 else ()
    for spelling in (base, *capital):
        known = vocabulary.known(make(spelling))
        if known and vocabulary.has_entries(known):
            return known
    return None


def _applied(stream: Stream, tree: Name) -> Tree:
    """A name before parentheses: a factor, a value `y(w, x)` of what it rests on, or a call."""
    vocabulary = stream.vocabulary
    known = vocabulary.known(tree.name) is not None or tree.name in CONSTANTS
    end = stream.closing(stream.at)
    several = "," in stream.top_level(stream.at + 1, end)
    factor = known or (vocabulary.generic and _is_letter(tree.name))
    if factor and not several:
        return tree
    if factor and stream.tokens[end].text == ")":
        stream.at = end + 1
        return tree
    if stream.token.spaced and not several:
        return tree
    return _called(stream, tree.name, tree.position, 0)


def _is_unknown_function(stream: Stream, parts: Parts) -> bool:
    """Whether a name with primes before parentheses can only be a function nobody knows."""
    key = canonical(parts.base)
    return not stream.knows(key) and not _is_letter(key) and parts.script is None


def _called(stream: Stream, name: str, position: int, primes: int) -> Tree:
    tree = Call(name, *arguments(stream), primes, position)
    if name == "summation":  # its index is bound, so it must be no name that a rubric lacks
        return written_out(tree) or tree
    return tree


def _is_letter(key: str) -> bool:
    """Whether a name is one letter, with or without figures and marks."""
    base, _ = base_and_figures(key.split("_")[0])
    return len(base) == 1 or base in GREEK_NAMES


def ends_in_function(word: str) -> int:
    """Where in a word such as `xsin` a function begins after a letter or two; 0 if nowhere."""
    for start in (1, 2):
        rest = word[start:]
        if len(rest) > 1 and word[:start].isalpha() and known_function(rest):
            return start
    return 0
