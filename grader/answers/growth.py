"""How fast something grows, `Θ(n log n)`, as the function that is told: `n log n`."""

from __future__ import annotations

import re

from grader.alphabet.brackets import closing

_BIG_O = re.compile(
    r"\s*\$?(?:[^=∈(]{0,20}(?:\([^()]{0,20}\))?\s*(?:=|∈|\\in\b|is\s+in|is)\s*)?"
    r"(?:\\(?:mathcal|mathrm|operatorname|text)\s*\{?\s*(?:O|Θ)\s*\}?|O|Θ|\\Theta\b|[Tt]heta"
    r"|[Bb]ig[- ]?(?:O|oh)(?:\s+of)?)\s*(?:\\left\s*)?(?P<inner>\(.+\))\s*\$?\.?\s*",
    re.DOTALL,
)
ASKS_GROWTH = re.compile(
    r"[OΘ]\s*\(|\\Theta|\\mathcal\{?O|asymptot|complexity|running time|runtime|order of growth"
    r"|how fast|big[- ]?(?:o\b|oh\b|theta)|[OΘ]-",
    re.IGNORECASE,
)
"""A label that asks how fast something grows."""


def grown(text: str) -> str:
    """The function within O( ) or Θ( ); another text as it is."""
    found = _BIG_O.fullmatch(text) if len(text) <= 200 else None
    inner = found["inner"].replace("\\right", "") if found else ""
    is_whole = bool(inner) and closing(inner) == len(inner) - 1
    return inner[1:-1].strip() if is_whole else text
