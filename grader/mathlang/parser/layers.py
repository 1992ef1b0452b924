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
    is_one = number.text.isdigit() and (not braced or stream.ahead(3).text == "}")
    if stream.vocabulary.generic or base in CONSTANTS or not is_one:
        return None
    layer = _with_script(stream, Layer(base, number.text, script, stream.at + 2 + 2 * braced))
    return layer if layer and _is_meant(stream, layer, tuple(marks)) else None


def _with_script(stream: Stream, layer: Layer) -> Layer | None:
    """The layer with what stands below the name: behind the number, or in the name's figures."""
    letters, figures = base_and_figures(canonical(layer.base))
    behind = stream.tokens[layer.end]
    if layer.script is None and behind.text == "_" and behind.kind == "op":
        try:
            script, end = _script_at(stream, layer.end + 1)
        except MathError:
            return None
        return layer._replace(script=script, end=end)
    if layer.script is None and figures:
        return layer._replace(base=letters, script=Script((figures,), layer.end, layer.end))
    return layer


def _is_meant(stream: Stream, layer: Layer, marks: tuple[str, ...]) -> bool:
    """Whether a name with that layer is known, or an entry of it, and none that has a power."""
    script = layer.script or Script((), 0, 0)
    root = assembled(canonical(layer.base), marks)
    if stream.knows(assembled(root, script.labels)) or stream.knows(root):
        return False
    with_layer = assembled(root, (layer.figures,))
    owner = stream.vocabulary.known(with_layer)
    is_entry = bool(script.labels) and script.end > script.start
    has_entry = is_entry and owner is not None and stream.vocabulary.has_entries(owner)
    return has_entry or stream.knows(assembled(with_layer, script.labels))


def is_known_with_index(stream: Stream) -> bool:
    """Whether the word here and the index below it are a name that is known."""
    try:
        script, _ = _script_at(stream, stream.at + 2)
    except MathError:  # `log_(4/2)`: what stands below is no index
        return False
    return stream.knows(assembled(canonical(stream.token.text), script.labels))


def _script_at(stream: Stream, place: int) -> tuple[Script, int]:
    """The subscript at a place ahead, and where it ends; the stream stays where it is."""
    start, stream.at = stream.at, place
    try:
        script = read_script(stream)
        return script, stream.at
    finally:
        stream.at = start
