"""Names of TeX in text: environments that are left out, commands that set letters or only looks."""

from __future__ import annotations

from grader.alphabet.characters import GREEK_NAMES
from grader.alphabet.latex_commands import ACCENTS, COMMANDS, FRACTIONS, VARIANTS

UNREAD = frozenset({"lstlisting", "minted", "comment", "filecontents", "tikzpicture", "titlepage",
                     "abstract", "thebibliography", "pgfpicture", "axis"})  # fmt: skip
BREAKS = frozenset({"newline", "vspace", "linebreak", "bigskip", "medskip", "smallskip", "hfill"})
ENDS = frozenset({"par", "hrule", "newpage", "clearpage", "pagebreak", "hrulefill", "columnbreak"})
MATHEMATICAL = (
    GREEK_NAMES
    | VARIANTS.keys()
    | COMMANDS.keys()
    | FRACTIONS
    | ACCENTS.keys()
    | {"sqrt", "sum", "prod", "int", "partial", "nabla", "infty", "log", "ln", "exp", "sin", "cos"}
    | {"tan", "tanh", "max", "min", "det", "top", "to", "rightarrow", "Rightarrow", "mathbf", "ell"}
)
"""Commands of formulas that were not marked as such; others say how text looks, and what stands in
their braces is read on."""
CHARACTERS = {
    "%": "%", "_": "_", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}", " ": " ", ",": " ",
    "\n": " ", "ldots": "…", "dots": "…", "quad": " ", "qquad": " ", ";": " ", ":": " ", "/": "",
    "-": "", "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "aa": "å", "AA": "Å", "ae": "æ", "oe": "œ",
    "i": "i", "j": "j", "textasciitilde": "~", "textbackslash": "\\", "textbar": "|",
    "textdegree": "°", "degree": "°", "euro": "€", "textendash": "–", "slash": "/",
    "enspace": " ", "thinspace": " ", "@": "", "textless": "<", "textgreater": ">",
}  # fmt: skip
TEXT_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "=": "\u0304",
            ".": "\u0307", "k": "\u0328", "r": "\u030a"}  # fmt: skip
TEXT_ARGUMENTS = {
    "minipage": "ooom", "multicols": "mo", "multicols*": "mo", "adjustbox": "m", "column": "om",
    "wrapfigure": "omom", "wraptable": "omom", "spacing": "m", "subfigure": "om", "subtable": "om",
    "tabularx": "mom", "tabular*": "mom", "tabulary": "mom", "tabular": "om", "longtable": "om",
    "array": "om", "alignat": "m", "alignat*": "m", "IEEEeqnarray": "om", "IEEEeqnarray*": "om",
    "solutionorbox": "o", "solutionorlines": "o", "thebibliography": "m", "list": "mm",
    "xltabular": "omm", "tblr": "om", "nicematrix": "o", "NiceTabular": "om", "empheq": "om",
    "otherlanguage": "m", "addmargin": "om", "varwidth": "m",
}  # fmt: skip
"""The arguments that environments take, `o` in square brackets and `m` in braces."""
DISPLAYS = frozenset({
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "flalign", "alignat",
    "dmath", "dgroup", "aligned", "split", "gathered", "IEEEeqnarray", "math", "empheq",
})  # fmt: skip
PLAIN_DISPLAYS = frozenset({"equation", "displaymath", "math", "dmath"})
"""Environments that are displays of mathematics, and those of them that have no rows."""
