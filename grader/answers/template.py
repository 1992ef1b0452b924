"""Reads the template: answers.yaml or answers.json, question -> step -> value as written."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader import yamltext
from grader.answers.files import AnswerFile
from grader.errors import SubmissionError, UnreadableFileError
from grader.graph import did_you_mean
from grader.model import Answer, Answers, StepId

MAX_NOTES = 12
_ONE_VALUE = "it holds keys and values where one number or matrix belongs"


def answers(file: AnswerFile, asked: Mapping[str, Collection[str]]) -> Answers:
    """What an answer file says for the questions and steps that are asked.

    asked: question key -> names of its steps. Whatever else the file holds is reported in the
    notes. Raises SubmissionError where the file is empty, UnreadableFileError where nothing in it
    can be read.
    """
    read = yamltext.json_tree if file.name.lower().endswith(".json") else yamltext.yaml_tree
    tree = read(file.text)
    broken = _broken(file.name, tree.error) if tree.error else None
    if broken and not isinstance(tree.root, yamltext.Mapping):
        raise UnreadableFileError(broken)
    if tree.root is None or (isinstance(tree.root, yamltext.Scalar) and tree.root.is_blank):
        raise SubmissionError(f"Your file {file.name} is empty. Fill in the template.")
    if not isinstance(tree.root, yamltext.Mapping):
        raise UnreadableFileError(
            f"Your file {file.name} does not hold questions and steps. Start from the template:"
            " a question such as 1b: on its own line, and below it, indented, its steps."
        )
    return _Collector(asked).collected(tree.root, file.name, broken)


class _Collector:
    """Gathers answers and notes from the file's tree."""

    def __init__(self, asked: Mapping[str, Collection[str]]) -> None:
        self.asked = asked
        self.found: dict[StepId, Answer] = {}
        self.notes: list[str] = []
        self.unshown = 0

    def collected(self, root: yamltext.Mapping, source: str, broken: str | None) -> Answers:
        for key, node in root.entries:
            self._take_question(key, node)
        if self.unshown:
            self.notes.append(_more_notes(self.unshown))
        return Answers(by_step=self.found, source=source, notes=tuple(self.notes), broken=broken)

    def _take_question(self, key: yamltext.Scalar, node: yamltext.Node) -> None:
        question = matched(key.text, self.asked)
        if question is None:
            self._note(key, f'there is no question "{short(key.text)}"', self.asked)
            return
        if isinstance(node, yamltext.Scalar) and node.is_blank:
            return
        if not isinstance(node, yamltext.Mapping):
            self._note(key, f"question {question} should hold its steps, each on a line of its own")
            return
        for step_key, value in node.entries:
            self._take_step(question, step_key, value)

    def _take_step(self, question: str, key: yamltext.Scalar, node: yamltext.Node) -> None:
        step = matched(key.text, self.asked[question])
        if step is None:
            known = self.asked[question]
            self._note(key, f'question {question} has no step "{short(key.text)}"', known)
            return
        answer = _answer(node, key.line)
        before = self.found.get((question, step))
        if before is None or before.is_blank:
            self.found[question, step] = answer
        elif before.problem is None and not answer.is_blank and answer.text != before.text:
            lines = f" (lines {before.line} and {key.line})" if key.line else ""
            both = f"{before.text} and {answer.text}"
            problem = f"two different values are given for it{lines}; keep one"
            self.found[question, step] = Answer(text=both, line=before.line, problem=problem)

    def _note(self, key: yamltext.Scalar, message: str, known: Collection[str] = ()) -> None:
        if len(self.notes) >= MAX_NOTES:
            self.unshown += 1
            return
        message += did_you_mean(key.text, known)
        where = f"Line {key.line}: " if key.line else ""
        stop = "" if message.endswith("?") else "."
        self.notes.append(f"{where}{message}{stop} What stands there was not marked.")


def _more_notes(count: int) -> str:
    return "1 more note like these." if count == 1 else f"{count:,} more notes like these."


def matched(name: str, known: Collection[str]) -> str | None:
    """The known name that a student's key means: exact, or the same but for case and blanks."""
    name = name.strip()
    if name in known:
        return name
    folded = [k for k in known if k.casefold() == name.casefold().replace(" ", "")]
    return folded[0] if len(folded) == 1 else None


def short(text: str) -> str:
    """At most 60 characters of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _answer(node: yamltext.Node, line: int | None) -> Answer:
    try:
        return Answer(text=_written(node), line=node.line or line)
    except _NotOneValueError:
        return Answer(text=_outline(node), line=node.line or line, problem=_ONE_VALUE)


class _NotOneValueError(Exception):
    """A mapping stands where a value belongs."""


def _written(node: yamltext.Node) -> str:
    if isinstance(node, yamltext.Scalar):
        return "" if node.is_blank else node.text
    if isinstance(node, yamltext.Mapping):
        return _braced(node)
    return "[" + ", ".join(_written(item) for item in node.items) + "]"


def _braced(node: yamltext.Mapping) -> str:
    """A value in braces of its own, `{9 \\over 11}`, which YAML takes for a key without a value."""
    (key, value), *more = node.entries or ((None, None),)
    if more or key is None or not (isinstance(value, yamltext.Scalar) and value.is_blank):
        raise _NotOneValueError
    return f"{{{key.text}}}"


def _outline(node: yamltext.Node) -> str:
    if isinstance(node, yamltext.Mapping):
        return "{" + ", ".join(short(key.text) for key, _ in node.entries[:5]) + "}"
    return "[…]"


def _broken(name: str, error: yamltext.TextError) -> str:
    where = f" from line {error.line} on" if error.line else ""
    return f"Your file {name} could not be read{where}: {error}."
