"""What stands round a value and is no part of it: what array libraries print, stars of Markdown,
quotes. It goes before a text is read, in the template, in sheets and in the output of programs.
"""

import re

from grader.alphabet import brackets

_PRINTED = re.compile(
    r"(?<![\w.])(?:(?:np|numpy|torch|jnp|jax\.numpy|tf|sp|sympy)\.)?"
    r"(?:array|asarray|matrix|tensor|Tensor|Array|DeviceArray|Matrix|float\d+|int\d+)\s*(?=\()"
)
"""The names under which arrays and their entries are printed."""
# The patterns that follow are compiled when first used, for few answers need any of them.
_KEYWORD = (
    r",\s*(?:dtype|requires_grad|grad_fn|device|weak_type|layout|size|names)\s*="
    r"\s*(?:'[^']*'|\"[^\"]*\"|<[^<>]*>|[\w.:]+)|,\s*(?:np\.|torch\.)?float\d*(?=\s*\))"
)
"""What is printed beside the entries."""
_TENSORFLOW = r"<tf\.(?:Tensor|Variable)[^>]*?numpy\s*=\s*([^<>]*)>"
_EMPHASIS = (
    r"(?:^|(?<=[\[(,;|=:]))(\s*)(\*\*|__)(?=[^\s*_])"
    r"([^*_\n]{1,200})(?<=[^\s*_])\2(?=\s*(?:$|[\]),;|.]))"
)
_ROUND_ALL = ("***", "**", "*", "__", "_", "``", "`", '"', "'", "$$", "$")
"""Marks that may stand in front of a whole text and behind it again."""
_ANGLES = r"(?:\\left\s*)?(?:\\langle|[⟨<])\s*([^⟨⟩<>]*,[^⟨⟩<>]*?)(?:\\right\s*)?(?:\\rangle|[⟩>])"
"""Numbers between angles are the entries of a vector; a product of numbers is not written so."""
_SETS = r"\{\s*\{[^{}]*\}(?:\s*,\s*\{[^{}]*\})*\s*\}"
"""Rows in braces, as some programs print a matrix; a single pair may be the braces of TeX."""
MAX_TAKEN_OFF = 400
"""Names of array libraries in one text: an array of so many printed numbers."""


def unprinted(text: str) -> str:
    """The text without what numpy, PyTorch and others print round an array and its entries."""
    if "(" not in text and "<" not in text:
        return text
    text = re.sub(_TENSORFLOW, r"\1", text)
    if _PRINTED.search(text) is None:
        return text
    text = re.sub(_KEYWORD, "", text)
    closing = brackets.ends(text)
    gone: set[int] = set()
    for found in list(_PRINTED.finditer(text))[:MAX_TAKEN_OFF]:
        opening = found.end()
        if opening in closing:
            gone.update((*range(found.start(), opening + 1), closing[opening]))
    return "".join(sign for place, sign in enumerate(text) if place not in gone)


def unstarred(text: str) -> str:
    """The text without Markdown's stars and backquotes, and without quotes round the whole."""
    text = text.strip()
    for _ in range(4):
        for mark in _ROUND_ALL:
            inner = text[len(mark) : len(text) - len(mark)]
            if text.startswith(mark) and text.endswith(mark) and inner and mark[0] not in inner:
                text = inner.strip()
                break
        else:
            break
    return re.sub(_EMPHASIS, r"\1\3", text) if "**" in text or "__" in text else text


def bracketed(text: str) -> str:
    """The text with brackets where rows stand in braces or entries between angles."""
    if "," not in text:
        return text
    if re.fullmatch(_SETS, text):
        return text.replace("{", "[").replace("}", "]")
    angles = re.fullmatch(_ANGLES, text)
    return f"[{angles[1]}]" if angles else text
