"""Names of TeX in text: environments that are left out, commands that set letters or only looks."""

from __future__ import annotations

UNREAD = frozenset({"lstlisting", "minted", "comment", "filecontents", "tikzpicture", "titlepage",
                     "abstract", "thebibliography", "pgfpicture", "axis"})  # fmt: skip
BREAKS = frozenset({"newline", "vspace", "linebreak", "bigskip", "medskip", "smallskip", "hfill"})
ENDS = frozenset({"par", "hrule", "newpage", "clearpage", "pagebreak", "hrulefill", "columnbreak"})
UNWRAPPED = frozenset(str.split(
    "textbf emph textit underline text textrm texttt textsf mbox textsc uline fbox textnormal "
    "hl ul textmd textup textsl hbox boxed tcblower large Large LARGE huge Huge small "
    "footnotesize tiny scriptsize normalsize bf it rm sf tt sc bfseries itshape rmfamily "
    "sffamily ttfamily scshape mdseries upshape slshape centering raggedright raggedleft "
    "noindent indent maketitle tableofcontents center protect nobreak leavevmode null relax "
    "flushleft centerline vfill hspace nonumber notag displaystyle appendix frontmatter "
    "mainmatter fi xspace LaTeX TeX qedhere qed allowbreak noalign sloppy and "
))  # fmt: skip
"""Commands that only say how text looks; what stands in their braces is read on."""
CHARACTERS = {
    "%": "%", "_": "_", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}", " ": " ", ",": " ",
    "\n": " ", "ldots": "…", "dots": "…", "quad": " ", "qquad": " ", ";": " ", ":": " ", "/": "",
    "-": "", "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "aa": "å", "AA": "Å", "ae": "æ", "oe": "œ",
    "i": "i", "j": "j", "textasciitilde": "~", "textbackslash": "\\", "textbar": "|",
    "textdegree": "°", "degree": "°", "euro": "€", "textendash": "–", "slash": "/",
    "enspace": " ", "thinspace": " ", "@": "", "textless": "<", "textgreater": ">",
}  # fmt: skip
ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303",
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
