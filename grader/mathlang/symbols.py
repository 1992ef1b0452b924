"""The alphabet: what single characters and LaTeX commands stand for.

Greek letters are spelled out (`σ`, `\\sigma` -> `sigma`); operators have one sign each.
"""

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
VARIANTS: dict[str, str] = {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma", "varpi": "pi", "infty": "infinity", "imath": "i", "jmath": "j",
}  # fmt: skip
"""LaTeX commands that are another way to write a name."""

OPERATORS: dict[str, str] = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "＋": "+",
    "×": "×", "✕": "×", "·": "·", "⋅": "·", "∙": "·", "•": "·", "⊙": "⊙", "∘": "⊙",
    "∗": "*", "⁎": "*", "÷": "/", "∕": "/", "⁄": "/", "′": "'", "’": "'", "ʹ": "'", "″": "''",
    "‖": "‖", "∥": "‖", "∣": "|", "≈": "≈", "≃": "≈", "≅": "≈", "≡": "≡", "←": "←", "≔": ":=",
    "≤": "<=", "≥": ">=", "≠": "!=", "⩽": "<=", "⩾": ">=", "⟨": "⟨", "⟩": "⟩",
}  # fmt: skip
COMMANDS: dict[str, str] = {
    "cdot": "·", "times": "×", "odot": "⊙", "circ": "⊙", "ast": "*", "star": "*", "div": "/",
    "approx": "≈", "simeq": "≈", "cong": "≈", "sim": "≈", "equiv": "≡", "leftarrow": "←",
    "gets": "←", "coloneqq": ":=", "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=",
    "leqslant": "<=", "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">",
    "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "Vert": "‖", "lVert": "‖", "rVert": "‖",
    "|": "‖", "{": "(", "}": ")", "lbrace": "(", "rbrace": ")", "langle": "⟨", "rangle": "⟩",
    "%": "%", "prime": "'", "lbrack": "[", "rbrack": "]", "colon": ":", "_": "_",
    "cr": "\\\\", "newline": "\\\\",
}  # fmt: skip
"""LaTeX commands that are another way to write an operator."""

SILENT: frozenset[str] = frozenset(
    str.split(
        "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle , ; "
        ": ! quad qquad displaystyle textstyle limits nolimits thinspace enspace nonumber "
        "notag hline bigm Bigm medspace thickspace negthinspace"
    )
) | {" ", "/", "(", ")", "[", "]"}
"""LaTeX commands that say how something looks, not what it means."""

UNSPACED: frozenset[str] = frozenset(
    str.split("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr ! limits")
)
"""Those of them that leave no space."""

FONTS: frozenset[str] = frozenset(
    str.split(
        "mathbf boldsymbol bm mathrm mathit mathcal mathscr mathbb mathsf mathtt mathfrak "
        "text textrm textbf textit textsf texttt operatorname mbox vec mathop pmb rm bf"
    )
)
ACCENTS: dict[str, str] = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "ddot": "ddot", "check": "check",
}  # fmt: skip
COMBINING: dict[str, str] = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde",
                             "\u0307": "dot", "\u0308": "ddot", "\u030c": "check"}  # fmt: skip
"""Accents written as Unicode marks after a letter; `ŷ` is taken apart into them."""

SCRIPTS: dict[str, str] = {}
"""Unicode superscripts and subscripts: `²` -> `^2`, `₁` -> `_1`."""
for _raised, _plain in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵀ", "0123456789+-()niT", strict=True):
    SCRIPTS[_raised] = "^" + _plain
for _lowered, _plain in zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ᵢⱼₖₗₘₙₚₓ", "0123456789+-()ijklmnpx", strict=True):
    SCRIPTS[_lowered] = "_" + _plain
SPACES = frozenset(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\ufeff\u00ad\u200e\u200f")
FRACTIONS: dict[str, tuple[str, str]] = {
    "½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4"), "⅓": ("1", "3"), "⅔": ("2", "3"),
    "⅕": ("1", "5"), "⅛": ("1", "8"),
}  # fmt: skip


@lru_cache(maxsize=512)
def unaccented(character: str) -> tuple[str, str] | None:
    """A letter with a mark, taken apart: `ŷ` -> ("y", "hat"); None if it is no such letter."""
    from unicodedata import normalize

    parts = normalize("NFD", character)
    if len(parts) == 2 and parts[1] in COMBINING:
        return parts[0], COMBINING[parts[1]]
    return None


def plain_letter(character: str) -> str:
    """The ordinary letter, digit or sign that a styled one stands for (`𝐱` -> `x`, `２` -> `2`)."""
    from unicodedata import normalize

    plain = normalize("NFKC", character)
    return plain if len(plain) == 1 and plain != character else ""
