"""The template read line by line, where YAML refuses it: a slip costs the line that it stands in.

YAML gives up at the first slip, or reads on as something else (a quote that is not closed swallows
all that follows). The template's own layout is known: the keys of questions and steps. So the text
is cut at the lines that begin with such a key, each part is read as YAML by itself, and a part that
is none is taken as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace

from grader import record, yamltree
from grader.alphabet.characters import DASH

MAX_PARTS = 4_000
"""Keys that are read of one file; the largest rubric asks for some hundred."""
MAX_LINES = 20_000
MAX_BELOW = 300
"""Lines of one answer."""
MAX_KEPT = 5_000
"""Characters of one answer that is no YAML."""
_QUOTES = "\"'“”‘’„`"
_KEY = re.compile(
    rf"[{_QUOTES}*(]{{0,3}}([^:=：;{_QUOTES}*()]{{1,60}}?)[{_QUOTES}*)]{{0,3}}\s*([:=：;]|$)"
)
_WORD = re.compile(r"(\S{1,60})\s+(?![=:])(.+)")
_BULLET = re.compile(r"[-*•?]\s+")
_OF_NUMBERS = rf"[+{DASH}\d.,;eE/\s\[\]|&]*"
_NUMBERS = re.compile(rf"{_OF_NUMBERS}\d{_OF_NUMBERS}")
_FLOW_KEY = re.compile(
    r"[\"“”']([^\"“”'\n]{1,60})[\"“”']\s*[:：]|(?<![\w\"'“”])([A-Za-z0-9_.]{1,40})\s*[:：](?!\d)"
)
_SILENT = re.compile(r"(---|\.\.\.|%YAML.*|[{}\[\],]+)$")
_SPACES = str.maketrans({"\t": "  ", "\u00a0": " ", "\u3000": "  ", "\u200b": "", "\ufeff": ""})


@record(slots=True)
class Part:
    """A key and what stands behind it. odd: it is not written as YAML wants it."""

    key: str
    line: int
    indent: int
    lines: list[str] = field(default_factory=list)
    odd: bool = False

    @property
    def is_block(self) -> bool:
        """Whether the lines below are a text of their own (`|`), whatever they look like."""
        return bool(re.fullmatch(r"[|>][-+\d]*\s*(#.*)?", self.lines[0].strip()))

    def goes_on(self, content: str, is_below: bool) -> bool:
        """Whether a line that has no key of its own belongs to this value.

        Rows of numbers do that have as many numbers, or stand in a bracket that is still open.
        """
        if self.is_open:
            return True
        above = self.lines[-1].strip()
        if _NUMBERS.fullmatch(content):
            rows = (len(row.replace(",", " ").split()) for row in (above, content))
            return self.is_block or (is_below and len(set(rows)) == 1 and above[:1] != "[")
        return is_below and not _NUMBERS.fullmatch(above)

    @property
    def is_open(self) -> bool:
        """Whether the value is not finished: there is none yet, or a bracket is not closed."""
        text = "".join(self.lines)
        return not text.strip() or sum(map(text.count, "[({")) > sum(map(text.count, "])}"))


@record(frozen=True, slots=True, kw_only=True)
class Lines:
    """A text by its keys: root as of YAML; odd: the parts that were no YAML, as (line, key, text);
    unread: the lines that belong to no key, as (line, text)."""

    root: yamltree.Mapping
    odd: tuple[tuple[int, str, str], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


Asked = Mapping[str, Collection[str]]


def by_lines(text: str, asked: Asked) -> Lines:
    """A template as text, by the lines that begin with the keys of questions and steps.

    asked: question key -> names of its steps.
    """
    return _Cutter(asked).cut(text)


class _Cutter:
    """Cuts a text into parts, question by question."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.steps = {step for steps in asked.values() for step in steps}
        self.questions: list[tuple[Part, list[Part]]] = []
        self.unread: list[tuple[int, str]] = []
        self.parts = 0
        self.indent = 0

    def _usual_indent(self, lines: Sequence[str]) -> int:
        """How far most keys of steps are indented."""
        found = Counter(
            len(line) - len(line.lstrip(" "))
            for line in lines[:MAX_PARTS]
            if (key := _KEY.match(line.lstrip(" "))) and _known(key[1].strip(), self.steps)
        )
        return found.most_common(1)[0][0] if found else 0

    def cut(self, text: str) -> Lines:
        lines = [line.translate(_SPACES).rstrip() for line in text.split("\n")[:MAX_LINES]]
        self.indent = self._usual_indent(lines)
        for number, line in enumerate(lines, 1):
            self._take(line, number)
            if self.parts > MAX_PARTS:
                break
        return replace(_laid_out(self.questions), unread=tuple(self.unread))

    @property
    def _last(self) -> Part | None:
        """The part that is being read, unless it is too long to go on."""
        parts = self.questions[-1][1] if self.questions else []
        return parts[-1] if parts and len(parts[-1].lines) <= MAX_BELOW else None

    def _take(self, line: str, number: int) -> None:
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        last = self._last
        is_below = last is not None and (not content or indent > last.indent)
        block = last if last is not None and is_below and last.is_block else None
        if block is not None and not self._ends_block(block, content, indent):
            block.lines.append(line)
            return
        if not content or content.startswith("#") or _SILENT.match(content):
            return
        part = self._part(content, indent, number)
        if part is not None:
            self._begin(*part)
        elif last is not None and last.goes_on(content, is_below):
            last.lines.append(line)
        else:
            self.unread.append((number, content))

    def _ends_block(self, block: Part, content: str, indent: int) -> bool:
        """Whether a line below a text is the next key: one of the two is out of line, or the text
        is a matrix, in which no key stands."""
        if self._part(content, indent, 0) is None:
            return False
        rows = [line for line in block.lines[1:] if line.strip()]
        is_matrix = bool(rows) and all(_NUMBERS.fullmatch(row.strip()) for row in rows)
        return indent <= self.indent or is_matrix

    def _part(self, content: str, indent: int, number: int) -> tuple[Part, bool] | None:
        """The part that a line begins, and whether its key is a question's; None if it is none."""
        bullet = _BULLET.match(content)
        bare = content[bullet.end() :] if bullet else content
        found = _KEY.match(bare)
        if found:
            key, rest, sign = found[1].strip(), bare[found.end() :], found[2]
            is_question = self._is_question(key, rest, indent)
            if is_question or _known(key, self.steps):
                odd = bool(bullet) or sign != ":" or (rest != "" and not rest[0].isspace())
                return Part(key, number, indent, [rest], odd), is_question
            if indent == 0 and sign == ":" and not rest.strip():
                return Part(key, number, indent, [rest]), True
        word = _WORD.match(bare)
        if word and _known(word[1], self.steps) and not _known(word[1], self.asked):
            return Part(word[1], number, indent, [word[2]], True), False
        return None

    def _is_question(self, key: str, rest: str, indent: int) -> bool:
        """Whether a key is a question's; one that may be a step's too is told by its place."""
        if not _known(key, self.asked):
            return False
        return not _known(key, self.steps) or (indent == 0 and not rest.strip())

    def _begin(self, part: Part, is_question: bool) -> None:
        self.parts += 1
        if not is_question:
            if not self.questions:
                self.questions.append((Part("", part.line, 0, [""]), []))
            self.questions[-1][1].append(part)
            return
        self.questions.append((part, []))
        rest = part.lines[0].strip()
        if rest.startswith("{"):
            inner = _in_flow(rest, self.steps, part.line)
            self.questions[-1][1].extend(inner)
            self.parts += len(inner)
        elif rest and not rest.startswith("#"):
            self.unread.append((part.line, rest))


def by_keys(text: str, asked: Asked) -> Lines:
    """A text in JSON's way (`"z1": 0.5, ...`) by its keys, where JSON refuses it."""
    names = {*asked, *(step for steps in asked.values() for step in steps)}
    questions: list[tuple[Part, list[Part]]] = []
    for part in _in_flow(text, names, 1):
        if _known(part.key, asked) and part.lines[0].strip(" \t\n{") == "":
            questions.append((part, []))
        elif questions:
            questions[-1][1].append(part)
    return _laid_out(questions)


def _laid_out(questions: Sequence[tuple[Part, Sequence[Part]]]) -> Lines:
    """Questions with their steps as a tree."""
    odd: list[tuple[int, str, str]] = []
    entries = []
    for question, parts in questions:
        steps = [(_scalar(part), _node(part, odd)) for part in parts]
        entries.append((_scalar(question), yamltree.Mapping(tuple(steps), question.line)))
    return Lines(root=yamltree.Mapping(tuple(entries), 1), odd=tuple(odd))


def _in_flow(text: str, names: Collection[str], line: int) -> list[Part]:
    """What stands between braces, cut at keys: those in quotes, and those that are known."""
    keys = [
        found
        for found in _FLOW_KEY.finditer(text)
        if found[1] is not None or _known(found[2], names)
    ][:MAX_PARTS]
    ends = [*(found.start() for found in keys[1:]), *([len(text)] if keys else [])]
    parts: list[Part] = []
    at = 0
    for found, end in zip(keys, ends, strict=True):
        line += text.count("\n", at, found.start())
        at = found.start()
        value = text[found.end() : end].strip().rstrip(", \t\n")
        while value.endswith("}") and value.count("}") > value.count("{"):
            value = value[:-1].rstrip(", \t\n")
        parts.append(Part(found[1] or found[2], line, 0, [value]))
    return parts


def _known(key: str, names: Collection[str]) -> bool:
    return key in names or key.casefold().replace(" ", "") in {name.casefold() for name in names}


def _scalar(part: Part) -> yamltree.Scalar:
    return yamltree.Scalar(part.key, part.line, plain=False)


def _node(part: Part, odd: list[tuple[int, str, str]]) -> yamltree.Node:
    """The value of a part: as YAML, where it is YAML by itself, else as it stands."""
    first, *below = part.lines
    below = [" " + line[min(part.indent, len(line) - len(line.lstrip())) :] for line in below]
    if not part.odd or below or first.strip()[:1] in ("[", "|", ">", '"', "'"):
        tree = yamltree.yaml_tree("\n".join(["k: " + first.strip(), *below]))
        if tree.error is None and isinstance(tree.root, yamltree.Mapping):
            (_, node), *more = tree.root.entries
            if not more and not isinstance(node, yamltree.Mapping):
                if part.odd:
                    odd.append((part.line, part.key, _shown(part)))
                return _moved(node, part.line - 1)
    odd.append((part.line, part.key, _shown(part)))
    return yamltree.Scalar(_as_it_stands(part), part.line, plain=False)


def _moved(node: yamltree.Node, by: int) -> yamltree.Node:
    """A node with its lines counted in the whole file."""
    line = None if node.line is None else node.line + by
    if isinstance(node, yamltree.Scalar):
        return yamltree.Scalar(node.text, line, node.plain)
    if isinstance(node, yamltree.Sequence):
        return yamltree.Sequence(tuple(_moved(item, by) for item in node.items), line)
    return node


def _as_it_stands(part: Part) -> str:
    """The text of a part without its comment and the quotes around it."""
    first, *below = part.lines
    text = re.sub(r"(^|\s)#.*$", "", first).strip() if first.strip()[:1] not in _QUOTES else first
    lines = [text.strip(), *(line.strip() for line in below)]
    text = "\n".join(lines).strip()[:MAX_KEPT]
    opening = text[:1]
    if opening and opening in _QUOTES:
        text = text[1:].strip()
        closed = re.match(rf"(.*?)[{_QUOTES}]\s*(#.*)?$", text, re.DOTALL)
        text = closed[1] if closed else text
        if opening == '"' and "\\" not in text.replace("\\\\", ""):
            text = text.replace("\\\\", "\\")
    return text.strip().rstrip(",").strip()


def _shown(part: Part) -> str:
    return " ".join(line.strip() for line in part.lines).strip()
