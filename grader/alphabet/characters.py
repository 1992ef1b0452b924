"""Characters: what each one stands for, and the one form in which every reader meets it.

`plain` gives a text its canonical characters: one minus, one quote, ordinary letters, figures and
spaces. The readers of sheets, of the template and of formulas all begin with it, so that a mark is
known to all of them or to none. What has no ASCII form stays as it is (`×`, `·`, `≈`, `²`) and is
listed here with its meaning.
"""

import re
from functools import lru_cache

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
GREEK: dict[str, str] = (
    _GREEK
    | {letter.upper(): name.capitalize() for letter, name in _GREEK.items()}
    | {"ς": "sigma", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu", "ℓ": "ell"}
)
GREEK_NAMES: frozenset[str] = frozenset(GREEK.values())

MINUS = "−–‐‑‒﹣﹘➖"
"""Every dash that is a minus wherever mathematics stands."""
LONG_DASH = "—―"
"""The dashes that part words as well: a minus where they touch what follows."""
DASH = rf"\-{MINUS}{LONG_DASH}"
"""All dashes, for a class of characters in a pattern."""
_SAME: dict[str, str] = {
    "-": MINUS, "+": "➕﬩﹢", "*": "∗⁎✱✻﹡", "/": "÷∕⁄➗", "×": "✕✖⨯⨉", "·": "⋅∙•・‧∙",
    "⊙": "∘⨀", "'": "′’‘ʹ´ʼ", "|": "∣❘｜¦", "‖": "∥", "≈": "≃≅≊∼≐", "≡": "≣", "=": "＝꞊",
    "≤": "⩽≦", "≥": "⩾≧", "→": "⟶↦", "⇒": "⟹➔", "←": "⟵", "⟨": "〈〈", "⟩": "〉〉",
    '"': "“”„«»", ".": "。｡", ",": "、",
}  # fmt: skip
"""Canonical sign -> the other characters that look and mean alike."""
SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What tells a screen in which direction a line runs, as what is copied from a web page holds."""
INVISIBLE = f"\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\ufe0e\ufe0f{TURNING}"

OPERATORS: dict[str, str] = {
    "×": "×", "·": "·", "⊙": "⊙", "‖": "‖", "≈": "≈", "≡": "≡", "←": "←", "≔": ":=", "≜": ":=",
    "≤": "<=", "≥": ">=", "≠": "!=", "⟨": "⟨", "⟩": "⟩", "″": "''", "‴": "'''",
    "⌈": "⌈", "⌉": "⌉", "⌊": "⌊", "⌋": "⌋", "—": "-", "―": "-",
}  # fmt: skip
"""Canonical characters outside ASCII that are operators -> their sign in the grammar."""
COMMAND_LIKE: dict[str, str] = {
    "√": "sqrt", "∑": "sum", "∏": "prod", "∂": "partial", "∇": "nabla",
    "¬": "neg", "∩": "cap", "∪": "cup", "∧": "wedge", "∨": "vee", "…": "dots", "⋯": "cdots",
}  # fmt: skip
"""Characters that are read as a LaTeX command."""
ROOTS: dict[str, str] = {"∛": "3", "∜": "4"}
"""Signs of a root, with its degree."""
COMBINING: dict[str, str] = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde",
                             "\u0307": "dot", "\u0308": "ddot", "\u030c": "check"}  # fmt: skip
"""Accents written as Unicode marks after a letter; `ŷ` is taken apart into them."""

SCRIPTS: dict[str, str] = {}
"""Unicode superscripts and subscripts: `²` -> `^2`, `₁` -> `_1`."""
_RAISED = ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵀᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-=()Tabcdefghijklmnoprstuvwxyz")
_LOWERED = ("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵧ", "0123456789+-=()aehijklmnoprstuvxy")
for _mark, (_written, _plain) in zip("^_", (_RAISED, _LOWERED), strict=True):
    SCRIPTS.update({sign: _mark + plain for sign, plain in zip(_written, _plain, strict=True)})
FRACTIONS: dict[str, tuple[str, str]] = {
    "½": ("1", "2"), "⅓": ("1", "3"), "⅔": ("2", "3"), "¼": ("1", "4"), "¾": ("3", "4"),
    "⅕": ("1", "5"), "⅖": ("2", "5"), "⅗": ("3", "5"), "⅘": ("4", "5"), "⅙": ("1", "6"),
    "⅚": ("5", "6"), "⅐": ("1", "7"), "⅛": ("1", "8"), "⅜": ("3", "8"), "⅝": ("5", "8"),
    "⅞": ("7", "8"), "⅑": ("1", "9"), "⅒": ("1", "10"),
}  # fmt: skip
ROUND_PIECES, SQUARE_PIECES = "⎛⎜⎝⎞⎟⎠", "⎡⎢⎣⎤⎥⎦"
"""Of tall brackets, from head to foot, the opening one first."""
SYMBOL_PIECES = "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8f5⎞⎟⎠⎤⎥⎦⎫⎬⎭"
"""Of all tall brackets, in the order of Adobe's Symbol font."""
HEADS, FEET = "⎛⎡⎧⎞⎤⎫", "⎝⎣⎩⎠⎦⎭"
TALL: dict[str, str] = {
    **dict.fromkeys("⎛⎜⎝\uf8eb\uf8ec\uf8ed", "("), **dict.fromkeys("⎞⎟⎠\uf8f6\uf8f7\uf8f8", ")"),
    **dict.fromkeys("⎡⎢⎣\uf8ee\uf8ef\uf8f0", "["), **dict.fromkeys("⎤⎥⎦\uf8f9\uf8fa\uf8fb", "]"),
    **dict.fromkeys("│┃┆", "|"),
}  # fmt: skip
"""The pieces of which brackets over several lines are drawn, and what they are pieces of."""


def _canonical() -> dict[int, str]:
    """The table of `plain`: other characters of one meaning, spaces, full-width forms."""
    found = {ord(other): sign for sign, others in _SAME.items() for other in others}
    found |= dict.fromkeys(map(ord, SPACES), " ") | dict.fromkeys(map(ord, INVISIBLE), "")
    found |= {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if wide != 0xFF5C}
    return found


CANONICAL: dict[int, str] = _canonical()
"""For `str.translate`: every character that is another way to write a canonical one."""
_TOUCHING_DASH = re.compile(rf"[{LONG_DASH}](?=[\w.(\\])")
_PERIOD = re.compile(r"(\.\d{0,9})\\(?:overline|bar)\{(\d{1,6})\}")
_STYLED = re.compile("[\u2102-\u2134\U0001d400-\U0001d7ff]")


def plain(text: str) -> str:
    """A text in canonical characters; at most one character for each, so that places stay near.

    Raised and lowered figures stay, for they are powers and indices. A period, `0.1\\overline{6}`,
    is written out in as many figures as there is room for.
    """
    if "\\overline{" in text or "\\bar{" in text:
        text = _PERIOD.sub(_written_out, text)
    if text.isascii():
        return text
    text = _TOUCHING_DASH.sub("-", text.translate(CANONICAL))
    return _STYLED.sub(_unstyled, text)


def _written_out(found: re.Match[str]) -> str:
    size = len(found[0])
    return (found[1] + found[2] * size)[:size]


def _unstyled(found: re.Match[str]) -> str:
    return found[0] if found[0] in GREEK else plain_letter(found[0]) or found[0]


@lru_cache(maxsize=512)
def unaccented(character: str) -> tuple[str, str] | None:
    """A letter with a mark, taken apart: `ŷ` -> ("y", "hat"); None if it is no such letter."""
    from unicodedata import normalize

    parts = normalize("NFD", character)
    if len(parts) == 2 and parts[1] in COMBINING:
        return parts[0], COMBINING[parts[1]]
    return None


@lru_cache(maxsize=512)
def plain_letter(character: str) -> str:
    """The ordinary letter, digit or sign that a styled one stands for (`𝐱` -> `x`, `２` -> `2`)."""
    from unicodedata import normalize

    if character in SCRIPTS or character in FRACTIONS:
        return ""
    plain = normalize("NFKC", character)
    return plain if len(plain) == 1 and plain != character else ""
