"""YAML and JSON text to a tree that keeps scalars as written, with lines, within bounds.

Loading YAML into Python values loses what matters here: trailing zeros, the difference between
`1e-3` (text) and `1.0e-3`, the second of two equal keys, the line. So the tree is built from the
parser's events, without recursion, and aliases, tags and absurd nesting are refused on the way.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from grader.yamltree.flat_yaml import flat_tree
from grader.yamltree.nodes import Mapping, Node, Scalar, Sequence
from grader.yamltree.read_tree import MAX_DEPTH, MAX_NODES, TextError, Tree, refuse


def yaml_tree(text: str) -> Tree:
    """The tree of one YAML document, up to the first error.

    What stands before the error is kept, so that one slip of the pen does not lose a whole file;
    a value that the error cut short, or may have, is not.
    """
    text = text.removeprefix("\ufeff")
    flat = flat_tree(text)
    if flat is not None:
        return Tree(flat)
    from grader.yamltree.yaml_events import tree_of_events  # imports what a template has no use for

    return tree_of_events(text)


def json_tree(text: str) -> Tree:
    """The tree of a JSON text; numbers stay as written and equal keys are kept."""
    try:
        value = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_Pairs,
            parse_float=_Raw,
            parse_int=_Raw,
            parse_constant=_Raw,
        )
        return Tree(_json_node(value, 0, itertools.count(1)))
    except json.JSONDecodeError as error:
        return Tree(None, TextError(f"this is not JSON: {error.msg}", error.lineno))
    except RecursionError:
        return Tree(None, TextError(f"values are nested deeper than {MAX_DEPTH} levels", None))
    except TextError as error:
        return Tree(None, error)


class _Pairs(list[tuple[str, Any]]):
    """The entries of a JSON object, in order."""


class _Raw(str):
    """A JSON number as written."""


def _json_node(value: Any, depth: int, nodes: Iterator[int]) -> Node:
    if depth > MAX_DEPTH:
        refuse(f"values are nested deeper than {MAX_DEPTH} levels", None)
    if next(nodes) > MAX_NODES:
        refuse(f"there are more than {MAX_NODES:,} values", None)
    if isinstance(value, _Pairs):
        entries = ((Scalar(k, None, False), _json_node(v, depth + 1, nodes)) for k, v in value)
        return Mapping(tuple(entries), None)
    if isinstance(value, list):
        return Sequence(tuple(_json_node(item, depth + 1, nodes) for item in value), None)
    if isinstance(value, str):
        return Scalar(str(value), None, plain=isinstance(value, _Raw))
    return Scalar({None: "", True: "true", False: "false"}[value], None)
