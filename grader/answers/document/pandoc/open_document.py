"""An OpenDocument whose equations pandoc finds."""

from __future__ import annotations

import re

from grader.answers.document.pandoc.archive import packed, parts_of

_CONTENT = "content.xml"
_SLASH = re.compile(rb'(xlink:href="[^"]{1,80})/"')
"""Some programs name an equation's folder with a slash; pandoc looks it up without one."""


def ordinary(data: bytes) -> bytes:
    """The document, rewritten. Raises what zipfile raises of one that is none."""
    parts = parts_of(data)
    parts[_CONTENT] = _SLASH.sub(rb'\1"', parts[_CONTENT])
    return packed(parts)
