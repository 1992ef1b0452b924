"""LaTeX commands: what they stand for, and which of them only say how something looks."""

from grader.alphabet.characters import GREEK_NAMES

VARIANTS: dict[str, str] = {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma", "varpi": "pi", "infty": "infinity", "imath": "i", "jmath": "j",
    "triangle": "Delta", "bigtriangleup": "Delta",
}  # fmt: skip
"""Commands that are another way to write a name."""

COMMANDS: dict[str, str] = {
    "cdot": "·", "times": "×", "odot": "⊙", "circ": "⊙", "ast": "*", "star": "*", "div": "/",
    "bullet": "·", "cdotp": "·", "centerdot": "·", "slash": "/",
    "approx": "≈", "simeq": "≈", "cong": "≈", "sim": "≈", "approxeq": "≈", "doteq": "≈",
    "thickapprox": "≈", "thicksim": "≈", "equiv": "≡", "leftarrow": "←", "gets": "←",
    "coloneqq": ":=", "coloneq": ":=", "triangleq": ":=", "le": "<=", "leq": "<=", "ge": ">=",
    "geq": ">=", "leqslant": "<=", "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">",
    "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "Vert": "‖", "lVert": "‖", "rVert": "‖",
    "|": "‖", "{": "(", "}": ")", "lbrace": "(", "rbrace": ")", "langle": "⟨", "rangle": "⟩",
    "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "lparen": "(", "rparen": ")",
    "%": "%", "prime": "'", "lbrack": "[", "rbrack": "]", "colon": ":", "_": "_",
    "cr": "\\\\", "newline": "\\\\", "tabularnewline": "\\\\",
}  # fmt: skip
"""Commands that are another way to write an operator."""

_SIZES = frozenset(
    str.split(
        "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm"
    )
)
DRESS: frozenset[str] = frozenset(
    str.split(
        "boxed fbox framebox underline uline overbracket underbracket ensuremath smash hbox "
        "vcenter num displaylines mathopen mathclose mathrel mathbin mathord mathinner "
        "cancel bcancel xcancel"
    )
)
"""Commands round an argument that stays: boxes, lines, classes of signs."""
CROSSED = frozenset({"cancel", "bcancel", "xcancel"})
"""Those of them that strike something out: in an answer that leaves doubt."""
BRACES: frozenset[str] = frozenset({"underbrace", "overbrace"})
"""Braces round an argument, with a remark below or above them."""
DROPPED: frozenset[str] = frozenset(
    str.split(
        "label tag tag* hspace hspace* vspace phantom hphantom vphantom color notag footnote "
        "intertext shortintertext"
    )
)
"""Commands that go with their argument."""
DROPPED_FIRST: frozenset[str] = frozenset(
    str.split(
        "textcolor colorbox stackrel overset underset raisebox htmlClass style class bbox cssId"
    )
)
"""Commands whose first argument goes, and the second stays."""
SILENT: frozenset[str] = (
    _SIZES
    | (DRESS - CROSSED)
    | frozenset(
        str.split(
            ", ; : ! quad qquad displaystyle textstyle scriptstyle scriptscriptstyle limits "
            "nolimits thinspace enspace nonumber notag hline medspace thickspace negthinspace "
            "negmedspace negthickspace hfill hfil null relax strut allowbreak nobreak break "
            "tiny small normalsize large Large LARGE huge Huge centering noindent"
        )
    )
    | {" ", "/", "(", ")", "[", "]", ">"}
)
"""Commands that say how something looks, not what it means."""
UNSPACED: frozenset[str] = _SIZES | DRESS | {"!", "limits"}
"""Those of them that leave no space."""

FONTS: frozenset[str] = frozenset(
    str.split(
        "mathbf boldsymbol bm mathrm mathit mathcal mathscr mathbb mathsf mathtt mathfrak "
        "mathnormal text textrm textbf textit textsf texttt textnormal textmd textup emph "
        "operatorname mbox vec mathop pmb "
        "rm bf it sf tt boldmath unboldmath symbf symbfit symit symup"
    )
)
WORDS: frozenset[str] = frozenset(
    str.split("text textrm textbf textit textsf texttt textnormal mbox hbox mathrm")
)
"""Those of them that set words."""
ACCENTS: dict[str, str] = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "ddot": "ddot", "check": "check",
}  # fmt: skip

FRACTIONS: frozenset[str] = frozenset({"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"})
"""Commands of two arguments, one above the other."""
BINOMIALS: frozenset[str] = frozenset({"binom", "dbinom", "tbinom"})

ALIGNED: frozenset[str] = frozenset(
    str.split("aligned align split gathered gather equation eqnarray flalign alignat multline "
              "alignedat")
)  # fmt: skip
"""Environments that hold rows of equations."""
MATRICES: frozenset[str] = frozenset(
    str.split("pmatrix bmatrix matrix array Bmatrix smallmatrix psmallmatrix bsmallmatrix tabular")
)
"""Environments whose rows are a matrix."""
DETERMINANTS: frozenset[str] = frozenset({"vmatrix"})
CASES: frozenset[str] = frozenset({"cases", "dcases", "rcases", "numcases"})
"""Environments whose rows are a value and when it holds."""
COLUMNS: frozenset[str] = frozenset({"array", "tabular"})
"""Those whose first argument says how the columns stand."""


def name_of(command: str) -> str | None:
    """The name that a command is, `\\sigma` or `\\infty`; None if it is no name."""
    if command in VARIANTS:
        return VARIANTS[command]
    return command if command in GREEK_NAMES else None
