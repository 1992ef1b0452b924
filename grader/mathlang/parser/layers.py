"""Numbers above a name that belong to it, and what hangs below a name that is still to be read."""

from typing import NamedTuple

from grader.mathlang.math_errors import MathError
from grader.mathlang.names import assembled, base_and_figures, canonical
from grader.mathlang.parser.any_names import CONSTANTS
from grader.mathlang.parser.scripts import Script, read_script
from grader.mathlang.parser.stream import Stream


class Layer(NamedTuple):
    """A number above a name that belongs to it: what it hangs on, and where to go on."""

    base: str
    figures: str
    script: Script | None
    end: int


def raised_layer(
    stream: Stream, base: str, marks: list[str], script: Script | None
) -> Layer | None:
    """A number above a name, `z_1^2` for z2_1 or `s^2` for s2; None if it is an exponent.

    Papers write layers so. It is no power where nothing that a power could be of is known.
    """
    braced = stream.ahead().text == "{"
    number = stream.ahead(1 + braced)
    is_one = not braced or stream.ahead(3).text == "}"
    if stream.vocabulary.generic or base in CONSTANTS or not (is_one and number.text.isdigit()):
        return None
    end = stream.at + 2 + 2 * braced
    letters, figures = base_and_figures(canonical(base))
    if script is None and stream.tokens[end].text == "_" and stream.tokens[end].kind == "op":
        try:
            script, end = _script_at(stream, end + 1)
        except MathError:
            return None
    elif script is None and figures:
        base, script = letters, Script((figures,), end, end)
    below = script.labels if script else ()
    root = assembled(canonical(base), tuple(marks))
    with_layer = assembled(root, (number.text,))
    whole = _known(stream, assembled(with_layer, below))
    owner = (
        stream.vocabulary.known(with_layer)
        if below and script and script.end > script.start
        else None
    )
    has_entry = owner is not None and stream.vocabulary.has_entries(owner)
    if _known(stream, assembled(root, below)) or _known(stream, root) or not (whole or has_entry):
        return None
    return Layer(base, number.text, script, end)


def is_known_with_index(stream: Stream) -> bool:
    """Whether the word here and the index below it are a name that is known."""
    try:
        script, _ = _script_at(stream, stream.at + 2)
    except MathError:  # `log_(4/2)`: what stands below is no index
        return False
    return _known(stream, assembled(canonical(stream.token.text), script.labels))


def _script_at(stream: Stream, place: int) -> tuple[Script, int]:
    """The subscript at a place ahead, and where it ends; the stream stays where it is."""
    start, stream.at = stream.at, place
    try:
        script = read_script(stream)
        return script, stream.at
    finally:
        stream.at = start


def _known(stream: Stream, key: str) -> bool:
    return stream.vocabulary.known(key) is not None
