"""Where to draw the steps of a question: in layers, each below all that it rests on.

Source: Sugiyama, Tagawa and Toda 1981, layers with places for the arrows that pass through them,
put in an order by the mean place of their neighbours
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from grader import record

SWEEPS = 8
WIDEST = 4
"""Steps beside each other: more are not read on a telephone, so they go on in the next layer."""
NARROW = 0.3
"""The room that an arrow needs which passes through a layer; a step needs 1."""

Edge = tuple[str, str]
Place = tuple[float, int]


@record(frozen=True, slots=True, kw_only=True)
class Layout:
    """places: of each step, sideways around 0, and its layer from 0; ways: of each arrow, through
    the layers between."""

    places: Mapping[str, Place]
    ways: Mapping[Edge, tuple[Place, ...]]

    @property
    def width(self) -> float:
        """The room that the widest layer needs, steps and arrows."""
        steps = [abs(x) + 0.5 for x, _ in self.places.values()]
        arrows = [abs(x) + NARROW / 2 for way in self.ways.values() for x, _ in way]
        return 2 * max((*steps, *arrows), default=0.0)

    @property
    def depth(self) -> int:
        return 1 + max((layer for _, layer in self.places.values()), default=-1)


def layout(nodes: Sequence[str], edges: Sequence[Edge]) -> Layout:
    """A layout of a graph without circles, the nodes in an order in which each has its inputs
    before it wherever that matters: those that come first stand to the left."""
    level = _levels(nodes, edges)
    chains = {edge: _chain(edge, level) for edge in edges}
    layers: list[list[str]] = [[] for _ in range(1 + max(level.values(), default=-1))]
    for node in nodes:
        layers[level[node]].append(node)
    for (source, _), chain in chains.items():
        for depth, passing in enumerate(chain[1:-1], level[source] + 1):
            if passing not in layers[depth]:
                layers[depth].append(passing)
    pairs = [pair for chain in chains.values() for pair in pairwise(chain)]
    links = list(dict.fromkeys(pairs))
    _untangle(layers, links)
    places: dict[str, Place] = {}
    for depth, layer in enumerate(layers):
        places |= {node: (x, depth) for node, x in _sideways(layer, level).items()}
    return Layout(
        places={node: places[node] for node in nodes},
        ways={edge: tuple(places[one] for one in chain) for edge, chain in chains.items()},
    )


def _levels(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The layer of each node: below its inputs, and not so many in one that it is too wide."""
    inputs = {node: [a for a, b in edges if b == node] for node in nodes}
    level: dict[str, int] = {}
    while len(level) < len(nodes):
        left = [node for node in nodes if node not in level]
        ready = [node for node in left if level.keys() >= set(inputs[node])]
        for node in ready or left:  # none is ready in a circle, which no checked graph has
            own = 1 + max((level[a] for a in inputs[node] if a in level), default=-1)
            while sum(other == own for other in level.values()) >= WIDEST:
                own += 1
            level[node] = own
    return level


def _chain(edge: Edge, level: Mapping[str, int]) -> list[str]:
    """An arrow's nodes: its ends, and a place to pass through in each layer between, which all
    arrows share that come from the same step."""
    source, target = edge
    between = range(level[source] + 1, level[target])
    return [source, *(f"{source} {depth}" for depth in between), target]


def _sideways(layer: Sequence[str], level: Mapping[str, int]) -> dict[str, float]:
    """Where the nodes of a layer stand side by side, the whole of it around 0."""
    rooms = [1.0 if node in level else NARROW for node in layer]
    starts = [sum(rooms[:i]) - sum(rooms) / 2 for i in range(len(rooms))]
    middles = [start + room / 2 for start, room in zip(starts, rooms, strict=True)]
    return dict(zip(layer, middles, strict=True))


def _untangle(layers: list[list[str]], links: Sequence[Edge]) -> None:
    """Put each layer in the order of the mean places of its neighbours, from above and below."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for a, b in links:
        above.setdefault(b, []).append(a)
        below.setdefault(a, []).append(b)
    for sweep in range(SWEEPS):
        is_down = sweep % 2 == 0
        order = range(1, len(layers)) if is_down else range(len(layers) - 2, -1, -1)
        for depth in order:
            beside = layers[depth - 1 if is_down else depth + 1]
            _sort(layers[depth], beside, above if is_down else below)


def _sort(layer: list[str], beside: Sequence[str], neighbours: Mapping[str, list[str]]) -> None:
    middle, own = (len(beside) - 1) / 2, (len(layer) - 1) / 2
    place = {node: i - middle for i, node in enumerate(beside)}
    here = {node: i - own for i, node in enumerate(layer)}

    def mean(node: str) -> float:
        known = [place[one] for one in neighbours.get(node, ()) if one in place]
        return sum(known) / len(known) if known else here[node]

    layer.sort(key=mean)
