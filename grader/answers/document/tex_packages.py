"""Commands of well-known packages and classes, told as the macros that they are."""

from __future__ import annotations

SILENT = {
    "m":
        "label ref eqref cref autoref pageref url index thanks input include subfile "
        "usetikzlibrary tcbuselibrary tcbset newlength pagestyle thispagestyle pagenumbering "
        "bibliographystyle bibliography geometry hypersetup sisetup lstset theoremstyle date "
        "institute markright linespread enlargethispage hyphenation cline pgfplotsset "
        "fillwithlines makeemptybox sout st xout",
    "oom": "cite",
    "om":
        "footnote footnotetext marginpar todo lstinputlisting usetheme pagecolor captionsetup "
        "author lhead chead rhead lfoot cfoot rfoot fancyhead fancyfoot fancyhf color "
        "cellcolor columncolor si unit",
    "o": "footnotemark allowdisplaybreaks addlinespace",
    "som": "caption",
    "mom": "captionof",
    "soom": "includegraphics",
    "omo": "usepackage",
    "mm": "setlength addtolength settowidth markboth extramarks colorlet fontsize",
    "mmm": "header footer firstpageheader runningheader addcontentsline",
    "": "addpoints droppoints selectfont pointsinrightmargin printanswers vfil",
    "ommm": "definecolor",
    "omoo": "rowcolor",
    "sommm": "rowcolors",
    "omm": "rule",
    "od()m": "cmidrule",
    "smmmm": "titlespacing",
}  # fmt: skip
"""The arguments of commands that print nothing which an answer could be: `o` in square brackets,
`m` in braces, `s` a star."""
HOLDING = {
    ("mm", 2): "href adjustbox",
    ("om", 2): "hyperref highlight tcbox tcboxmath tcbhighmath makecell thead",
    ("o", 1): "answerline",
    ("oo", 1): "fillin",
    ("omm", 3): "textcolor colorbox rotatebox mathcolor",
    ("omomm", 5): "fcolorbox",
    ("mom", 3): "scalebox",
    ("smmm", 4): "resizebox",
    ("ooomm", 5): "parbox",
    ("oom", 3): "makebox framebox",
    ("moom", 4): "raisebox",
    ("m", 1): "Aboxed mathllap",
    ("mm", 1): "texorpdfstring cancelto",
    ("d<>m", 2): "alert only uncover visible onslide",
}  # fmt: skip
"""The arguments of boxes and colours, with which of them is what they hold."""
KNOWN = r"""
\def\thepart{\arabic{part}} \def\thechapter{\arabic{chapter}} \def\thesection{\arabic{section}}
\def\thesubsection{\thesection.\arabic{subsection}}
\def\thesubsubsection{\thesubsection.\arabic{subsubsection}}
\def\theparagraph{\thesubsubsection.\arabic{paragraph}}
\def\thesubparagraph{\theparagraph.\arabic{subparagraph}}
\def\theenumi{\arabic{enumi}} \def\theenumii{\alph{enumii}} \def\theenumiii{\roman{enumiii}}
\def\theenumiv{\Alph{enumiv}} \def\thequestion{\arabic{question}} \def\thepartno{\alph{partno}}
\def\thesubpart{\roman{subpart}} \def\thesubsubpart{\alph{subsubpart}} \def\thetask{\alph{task}}
\def\labelenumi{\theenumi} \def\labelenumii{\theenumii} \def\labelenumiii{\theenumiii}
\def\labelenumiv{\theenumiv} \def\thepage{} \def\theequation{}
\NewDocumentCommand{\hspace}{s m}{\quad} \def\linewidth{} \def\textwidth{} \def\columnwidth{}
\def\pmatrix#1{\begin{pmatrix}#1\end{pmatrix}} \def\matrix#1{\begin{matrix}#1\end{matrix}}
\def\tikz#1;{} \def\toprule{\hline} \def\midrule{\hline} \def\bottomrule{\hline}
\NewDocumentCommand{\ang}{o m}{#2^{\circ}}
\NewDocumentCommand{\xrightarrow}{o m}{\rightarrow}
\NewDocumentCommand{\xlongrightarrow}{o m}{\rightarrow}
\NewDocumentCommand{\xRightarrow}{o m}{\Rightarrow}
\NewDocumentCommand{\textsuperscript}{m}{^{#1}}
\NewDocumentCommand{\num}{o m}{\quantity{#2}{}}
\NewDocumentCommand{\SI}{o m o m}{\quantity{#2}{#4}}
\NewDocumentCommand{\SIrange}{o m m m}{\quantity{#2}{#4} \text{ to } \quantity{#3}{#4}}
\NewDocumentCommand{\qtyrange}{o m m m}{\quantity{#2}{#4} \text{ to } \quantity{#3}{#4}}
\NewDocumentCommand{\numrange}{o m m}{\quantity{#2}{} \text{ to } \quantity{#3}{}}
\NewDocumentCommand{\qty}{o g g d() d||}{\IfNoValueTF{#3}{\IfNoValueTF{#2}
  {\IfNoValueTF{#1}{\IfNoValueTF{#4}{\IfNoValueTF{#5}{}{\left|#5\right|}}{\left(#4\right)}}{\left[#1\right]}}
  {\left\{#2\right\}}}{\quantity{#2}{#3}}}

\NewDocumentCommand{\dv}{s o m g}{\IfNoValueTF{#4}{\frac{d}{d #3}}
  {\IfNoValueTF{#2}{\frac{d #3}{d #4}}{\frac{d^{#2} #3}{d #4^{#2}}}}}
\NewDocumentCommand{\pdv}{s o m g g}{\IfNoValueTF{#4}{\frac{\partial}{\partial #3}}
  {\IfNoValueTF{#5}{\IfNoValueTF{#2}{\frac{\partial #3}{\partial #4}}
  {\frac{\partial^{#2} #3}{\partial #4^{#2}}}}{\frac{\partial^2 #3}{\partial #4 \partial #5}}}}
\NewDocumentCommand{\odv}{s o m m}{\frac{d #3}{d #4}} \NewDocumentCommand{\dd}{o g}{d #2}
\NewDocumentCommand{\diff}{o m m}{\frac{d #2}{d #3}}
\NewDocumentCommand{\diffp}{o m m}{\frac{\partial #2}{\partial #3}}
\NewDocumentCommand{\abs}{s m}{\left|#2\right|}
\NewDocumentCommand{\norm}{s m}{\left\|#2\right\|}
\NewDocumentCommand{\pqty}{s m}{\left(#2\right)}
\NewDocumentCommand{\bqty}{s m}{\left[#2\right]}
\NewDocumentCommand{\vqty}{s m}{\left|#2\right|} \NewDocumentCommand{\order}{m}{O(#1)}
\NewDocumentCommand{\vb}{s m}{\mathbf{#2}}
\NewDocumentCommand{\va}{s m}{\vec{#2}}
\NewDocumentCommand{\vu}{s m}{\hat{#2}}
\NewDocumentCommand{\expval}{s m}{\langle #2\rangle}
\NewDocumentCommand{\ev}{s m}{\langle #2\rangle}
\NewDocumentCommand{\mqty}{s g d() d[] d||}{\IfNoValueTF{#2}{\IfNoValueTF{#3}{\IfNoValueTF{#4}
  {\begin{vmatrix}#5\end{vmatrix}}{\begin{bmatrix}#4\end{bmatrix}}}{\begin{pmatrix}#3\end{pmatrix}}}
  {\begin{matrix}#2\end{matrix}}}
\NewDocumentCommand{\pmqty}{m}{\begin{pmatrix}#1\end{pmatrix}}
\NewDocumentCommand{\bmqty}{m}{\begin{bmatrix}#1\end{bmatrix}}
\NewDocumentCommand{\vmqty}{m}{\begin{vmatrix}#1\end{vmatrix}}
"""
"""Counters as LaTeX prints them; siunitx gives numbers, the package physics derivatives and
brackets."""
