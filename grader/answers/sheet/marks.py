"""How mathematics is marked within a line of text: `$..$`, `$$..$$`, `\\(..\\)`, `\\[..\\]`."""

from __future__ import annotations

import re

INLINE = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\\\[(?P<b>.+?)\\\]|\\\((?P<c>.+?)\\\)"
    r"|(?<![\\\w$])\$(?!\s*\$)(?P<d>(?:\\.|[^\\$])+?)\$(?![\d$])",
    re.DOTALL,
)
"""Groups a and b are displays, c and d stand in the line."""
