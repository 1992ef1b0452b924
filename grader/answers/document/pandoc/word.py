"""A Word document with what pandoc passes over made ordinary: text boxes, numbers of headings."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from xml.etree import ElementTree as Tree

from grader.answers.document.pandoc.archive import packed, parts_of
from grader.answers.document.pandoc.word_numbers import Numbering, W

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT = "word/document.xml"


def ordinary(data: bytes) -> bytes:
    """The document, rewritten. Raises what zipfile and the XML parser raise of one that is none."""
    parts = parts_of(data)
    _keep_prefixes(parts[_DOCUMENT])
    tree = Tree.fromstring(parts[_DOCUMENT])
    Numbering.of(parts).number(tree)
    _unbox(tree)
    parts[_DOCUMENT] = Tree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return packed(parts)


def _keep_prefixes(document: bytes) -> None:
    """Have names written with the prefixes of the document, by which pandoc knows them."""
    for _, (prefix, address) in Tree.iterparse(io.BytesIO(document), events=["start-ns"]):
        with contextlib.suppress(ValueError):  # one that the library keeps for itself
            Tree.register_namespace(prefix, address)


def _unbox(element: Tree.Element) -> None:
    """Put what stands in text boxes behind the paragraph that they hang on."""
    children: list[Tree.Element] = []
    for child in element:
        children.append(child)
        if child.tag == f"{W}p":
            for box in _boxes(child):
                children += box
        else:
            _unbox(child)
    element[:] = children


def _boxes(paragraph: Tree.Element) -> Iterator[Tree.Element]:
    """The text boxes of a paragraph, without their doubles for old programs."""
    for child in paragraph:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)
