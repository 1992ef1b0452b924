"""A formula as chains of members: cut at relation signs, rows, commas and words of its own."""

from __future__ import annotations

import re

from grader import record
from grader.alphabet import brackets, plain
from grader.alphabet.latex_commands import ALIGNED, WORDS
from grader.alphabet.numeral_patterns import NUMBER, with_crosses
from grader.alphabet.relations import LIMIT, RELATION
from grader.answers.sheet.clean import cleaned
from grader.answers.sheet.events import Chain, Event, Words, shortened
from grader.answers.sheet.lists import in_brackets
from grader.answers.sheet.parallel import one_by_one
from grader.answers.sheet.scanned import rejoined

ALIGNMENTS = ALIGNED | {"dcases"}
_FAR = "\u2e80"
"""The first sign of the scripts that no mathematics is written in: a word of them is a word."""
MAX_FORMULA = 8_000
_TOKEN = re.compile(
    r"\\begin\s*\{(?P<begin>[a-zA-Z]+)\*?\}(?:\[[a-z]\])?(?P<columns>\{[^{}]*\})?"
    r"|\\end\s*\{(?P<end>[a-zA-Z]+)\*?\}"
    rf"|\\(?P<text>{'|'.join(sorted(WORDS))})\s*\{{(?P<words>[^{{}}]*)\}}"
    rf"|(?P<equal>{RELATION})|(?P<limit>{LIMIT})"
    r"|(?P<part>\\(?:q?quad|implies|Rightarrow|Longrightarrow|iff|Leftrightarrow|therefore|because"
    r"|longmapsto|since|vdots)(?![a-zA-Z])|(?:\\[ ]\s?){4,}|⇒|∴|⇔|;)"
    r"|(?P<row>\\\\(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?|\\cr(?![a-zA-Z])|\\newline(?![a-zA-Z]))"
    r"|\\(?:left|right)\s*(?P<fence>\\[{}|]|[a-zA-Z]*[.()\[\]|<>/])"
    r"|(?P<open>\\\{|[(\[{])|(?P<close>\\\}|[)\]}])"
    r"|(?P<comma>,(?!\d)|(?<!\d),)"
    r"|(?P<and>&)|(?P<newline>\\?\n)|(?P<other>\\[a-zA-Z]+|\\.|.)",
    re.DOTALL,
)
CONNECTING = frozenset({
    "and", "so", "or", "where", "if", "for", "since", "thus", "then", "when", "with", "hence",
    "therefore", "but", "because", "at", "as", "while", "which", "gives", "that", "is", "by",
    "from", "using", "given", "let", "also", "similarly", "finally", "now", "we", "get", "have",
})  # fmt: skip
_LEADING = re.compile(r"(?:\+|\\(?:cdot|times|pm|odot|ast)(?![a-zA-Z])|[*·×⊙])")
_ARROW_TO_VALUE = re.compile(
    r"(?:\\(?:to|rightarrow|longrightarrow|mapsto)(?![a-zA-Z])|→)\s*"
    r"(?:(?:\\left\s*[\[(]\s*)?(?:\\begin\{[pb]?(?:matrix|array)|\[\[)|-?\d*\.\d\d+\s*"
    rf"(?:$|\\\\|[,;.]\s|{RELATION}))"
)
"""An arrow with a result behind it. Limits are round, `σ(z) → 1`; two decimals are worked out."""
_ARROW = re.compile(r"\\(?:to|(?:long)?rightarrow|mapsto)|→")
_RUN_TOGETHER = re.compile(
    rf"\s*(?:{NUMBER}|\\[dt]?frac\s*\{{[\d.]+\}}\s*\{{[\d.]+\}})(?:\s|~|\\[,;:! ]|\\q?quad)+"
    r"(?=\\?[A-Za-z](?:_\{?\w+\}?|\w{0,2})\s*$)"
)
"""A value and, behind a blank, the name that the next equation begins with: `P = 0.75 R = 0.9`."""
_PARTED = re.compile(r"\([^()\[\];,&=]*(?:;[^()\[\];,&=]*)+\)")
"""A vector as it is written where the comma is the decimal one, `(0.7; 0.2; 0.1)`."""
_INDENT = re.compile(r"(?:\[[^\]]{1,8}\]|\\q?quad|\\[,;:! ]|[\s&{}]|\\hfill)*")
_BLANK = re.compile(r"[ \n\t&]*")
_RELATION = re.compile(rf"(?:[\s&~]|\\[,;:! ])*(?:{RELATION}|[-+])")
_NAMES = re.compile(
    r"\s*(?:[^\W\d_]|\\(?!(?:cdot|times|pm|odot|ast|left|right|end|begin|q?quad)(?![a-zA-Z]))[a-zA-Z])"
)
_STATES_ANEW = re.compile(
    rf"(?={_NAMES.pattern})(?:(?!{RELATION}|\\(?:cdot|times|pm)(?![a-zA-Z]))"
    rf"[^\n+\-*·×⊙=&]){{1,60}}(?={RELATION})"
)
"""A line that begins with a name and a relation: Markdown's displays and fences hold one statement
in each line, without the row's end that TeX asks for. A line behind a number need not say more."""
_VALUE = re.compile(NUMBER)
_CUT_SHORT = re.compile(rf"(?:{RELATION}|[-+*·×/^_(\[{{,]|\\(?:cdot|times|pm|odot|ast))[\s&]*$")


@record(frozen=True, slots=True)
class Member:
    """One side of a relation, as written, and where it begins in its formula."""

    text: str
    start: int


def chains(text: str, line: int = 1) -> list[Event]:
    """The chains of a formula, with the words (`\\text{and}`) that stand between them.

    What is too long to be written by hand gives nothing.
    """
    if len(text) > MAX_FORMULA:
        return []
    text = one_by_one(with_crosses(cleaned(rejoined(plain(text)))))
    return _Scan(in_brackets(text), line).events


class _Scan:
    """One pass over a formula."""

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.first_line = line
        self.events: list[Event] = []
        self.members: list[Member] = []
        self.continues = False
        self.start = 0
        self.ended = False
        self.lead = ""
        self.environments: list[str] = []
        self.depth = 0
        self.never_closed = brackets.never_closed(text)
        self.resume = 0
        self._run()

    def _run(self) -> None:
        end = 0
        for token in _TOKEN.finditer(self.text):
            if token.start() < self.resume:
                continue
            kind = token.lastgroup or ""
            kind = "text" if kind == "words" else "begin" if kind == "columns" else kind
            handler = getattr(self, f"_{kind}", None)
            if handler is not None:
                handler(token)
            end = token.end()
        self._finish(end, end)

    def _begin(self, token: re.Match[str]) -> None:
        name = token["begin"]
        self.environments.append(name)
        if name in ALIGNMENTS or self._is_alignment(token):
            self.environments[-1] = "align"
            if not self.text[self.start : token.start()].strip():
                self.start = token.end()
        else:
            self.depth += 1

    def _is_alignment(self, token: re.Match[str]) -> bool:
        """Whether an array is rows of equations, not a matrix."""
        if token["begin"] != "array":
            return False
        end = self.text.find("\\end{array}", token.end())
        return "&=" in self.text[token.end() : end].replace(" ", "").replace("=&", "&=")

    def _end(self, token: re.Match[str]) -> None:
        if self.environments:
            if self.environments.pop() == "align":
                self._finish(token.start(), token.end())
            else:
                self.depth = max(0, self.depth - 1)

    def _text(self, token: re.Match[str]) -> None:
        words = token["words"].strip()
        bare = words.strip(" ,.;:()").lower()
        is_led = not (self.members or _bare(self.text[self.start : token.start()]))
        is_apart = is_led and (token["words"][-1:] in tuple(" .,") or bare[:1] >= _FAR)
        sentence = " " in bare or bare in CONNECTING or not bare or words.endswith(":") or is_apart
        if self.depth == 0 and sentence and token["text"] != "mathrm" and not self._is_side(token):
            self._finish(token.start(), token.end())
            self.events.append(Words(words, self._line(token.start())))
            self.lead = words

    def _is_side(self, token: re.Match[str]) -> bool:
        """Whether words are a whole side of a relation, `\\text{net present value} = 12.4`."""
        first = re.match(r"\W*(\w*)", token["words"])
        is_label = first is not None and first[1].lower() not in {"", *CONNECTING}
        before = self.text[self.start : token.start()]
        return (
            is_label and not _bare(before) and _RELATION.match(self.text, token.end()) is not None
        )

    def _equal(self, token: re.Match[str]) -> None:
        if self.depth:
            return
        before = self.text[self.start : token.start()]
        if not _bare(before) and self.members:
            self.start = token.end()
            return
        behind = _RUN_TOGETHER.match(before) if self.members else None
        if behind:
            place = self.start + behind.end()
            self._finish(place, place)
        if self.ended:
            self._finish(token.start(), token.start())
        if not _bare(before):
            if not self.members:
                self.continues = True
        else:
            self._member(token.start())
        self.start = token.end()

    def _limit(self, token: re.Match[str]) -> None:
        """An inequality or an arrow: what follows is no value of the chain, but for a result."""
        if _ARROW_TO_VALUE.match(self.text, token.start()):
            self._equal(token)
        elif (
            self.depth == 0
            and _ARROW.match(token[0])
            and _STATES_ANEW.match(self.text, token.end())
        ):
            self._finish(token.start(), token.end())  # `V = 2 U → V / U = 2`: it follows
        elif self.depth == 0:
            self._finish(token.start(), token.start())
            self.start = token.start()
            self.ended = True

    def _part(self, token: re.Match[str]) -> None:
        if self.depth == 0:
            self._finish(token.start(), token.end())

    _comma = _part

    def _and(self, token: re.Match[str]) -> None:
        """A column mark after a whole equation: another equation begins in the same row."""
        is_whole = bool(self.members and _bare(self.text[self.start : token.start()]))
        if self.depth == 0 and is_whole and not _RELATION.match(self.text, token.end()):
            self._finish(token.start(), token.end())

    def _newline(self, token: re.Match[str]) -> None:
        """The end of a line that is a whole equation, where the next begins with a name and =."""
        before = self.text[self.start : token.start()]
        is_whole = bool(self.members) and bool(_bare(before)) and not _CUT_SHORT.search(before)
        is_value = is_whole and _VALUE.fullmatch(_bare(before)) is not None
        anew = _NAMES if is_value else _STATES_ANEW
        if self.depth == 0 and is_whole and anew.match(self.text, token.end()):
            self._finish(token.start(), token.end())

    def _row(self, token: re.Match[str]) -> None:
        inside = self.depth > 0
        if inside and (not self.environments or self.environments[-1] != "align"):
            return
        indent = _INDENT.match(self.text, token.end())
        after = indent.end() if indent else token.end()
        rest = self.text[after : after + 400]
        if inside or _LEADING.match(rest):
            gap = re.sub(r"[^\n]", " ", self.text[token.start() : after])
            self.text = self.text[: token.start()] + gap + self.text[after:]
            self.resume = after
        else:
            self._finish(token.start(), token.end())

    def _fence(self, token: re.Match[str]) -> None:
        opening = token.group().startswith("\\left")
        self.depth = self.depth + 1 if opening else max(0, self.depth - 1)

    def _open(self, token: re.Match[str]) -> None:
        """A bracket that is never closed holds nothing: `1 - (0.3 + 0.5 = 0.2` has a value."""
        self.depth += token.end() - 1 not in self.never_closed

    def _close(self, _: re.Match[str]) -> None:
        self.depth = max(0, self.depth - 1)

    def _member(self, end: int) -> None:
        text = _bare(self.text[self.start : end])
        text = f"[{text[1:-1].replace(';', ',')}]" if _PARTED.fullmatch(text) else text
        if text:
            blank = _BLANK.match(self.text, self.start)
            self.members.append(Member(text, blank.end() if blank else self.start))

    def _finish(self, end: int, after: int) -> None:
        """The chain ends here."""
        if not self.ended:
            before = bool(self.members) or self.continues
            count = len(self.members)
            self._member(end)
            is_open = before and len(self.members) == count
            if self.members:
                kept = shortened(tuple(self.members))
                lines = tuple(self._line(member.start) for member in kept)
                texts = tuple(member.text for member in kept)
                self.events.append(Chain(texts, lines, self.continues, is_open, lead=self.lead))
                self.lead = ""
            elif self.continues:
                self.events.append(Words("=", self._line(end)))
        self.members, self.continues, self.start, self.ended = [], False, after, False

    def _line(self, place: int) -> int:
        return self.first_line + self.text.count("\n", 0, place)


_EDGES = re.compile(
    r"^(?:\s|&|\\q?quad|\\[,;:! ]|~|\\displaystyle|\\hfill|\\nonumber|\{\})+"
    r"|(?:\s|&|\\q?quad|\\[,;:! ]|~|\\hfill|\\nonumber|\{\}|(?<!right)[.,;:?])+$"
)
_TRAILING_TEXT = re.compile(
    r"(?<=[^\s&])[\s&]*\\(?:text|textrm|mbox|quad)\s*\{[^{}]*\s[^{}]*\}\s*$"
)


def _bare(text: str) -> str:
    """A member without alignment marks, spaces and full stops at its edges."""
    text = text.replace("&", " ") if "\\begin" not in text else text.strip().strip("&")
    for _ in range(3):
        text = _TRAILING_TEXT.sub("", _EDGES.sub("", text))
    return text
