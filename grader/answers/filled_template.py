"""Reads the template: answers.yaml or answers.json, question -> step -> value as written."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader import yamltree
from grader.answers.files import AnswerFile, short
from grader.answers.lines import Lines, by_keys, by_lines
from grader.answers.template_values import NotOneValueError, outline, written_in
from grader.errors import SubmissionError, UnreadableFileError
from grader.graph import did_you_mean
from grader.model import Answer, Answers, StepId
from grader.question import Memory

MAX_NOTES = 12
MAX_KEPT, LONGEST = 4_096, 300
"""So many answers are kept, of so many characters at most."""
_ANSWERS: Memory[tuple[yamltree.Node, Answer]] = Memory(MAX_KEPT)
_ONE_VALUE = "it holds keys and values where one number or matrix belongs"


def answers(file: AnswerFile, asked: Mapping[str, Collection[str]]) -> Answers:
    """What an answer file says for the questions and steps that are asked.

    asked: question key -> names of its steps. Whatever else the file holds is reported in the
    notes. Where the file is no YAML (or JSON), it is read line by line, and what was not YAML is
    told. Raises SubmissionError where the file is empty, UnreadableFileError where nothing in it
    can be read.
    """
    tree, found = _read(file, asked)
    if tree.error is not None and not found.by_step:
        raise UnreadableFileError(_broken(file.name, tree.error))
    if found.by_step or isinstance(tree.root, yamltree.Mapping):
        return found
    if tree.root is None or (isinstance(tree.root, yamltree.Scalar) and tree.root.is_blank):
        raise SubmissionError(f"Your file {file.name} is empty. Fill in the template.")
    raise UnreadableFileError(
        f"Your file {file.name} does not hold questions and steps. Start from the template:"
        " a question such as 1b: on its own line, and below it, indented, its steps."
    )


def is_template(text: str, asked: Mapping[str, Collection[str]], strictly: bool) -> bool:
    """Whether a text is a filled-in template, by the keys that it holds.

    strictly: the file's name does not say that it is YAML or JSON, so nearly all of its lines have
    to be the template's (a sheet may name steps as well).
    """
    found = by_lines(text, asked)
    if not strictly:
        return bool(_steps(found, asked) or _steps(by_keys(text, asked), asked))
    is_laid_out = all(key.text and node.line for key, node in found.root.entries)
    others = len(found.unread) + len(found.odd)
    return is_laid_out and _steps(found, asked) >= max(1, 4 * others)


def _steps(found: Lines, asked: Mapping[str, Collection[str]]) -> int:
    """How many steps of the questions a text has a key for."""
    entries = ((matched(key.text, asked), node) for key, node in found.root.entries)
    return sum(
        matched(step.text, asked[question]) is not None
        for question, node in entries
        if question is not None and isinstance(node, yamltree.Mapping)
        for step, _ in node.entries
    )


def _read(file: AnswerFile, asked: Mapping[str, Collection[str]]) -> tuple[yamltree.Tree, Answers]:
    """What the file is as YAML or JSON, and its answers, those by lines where it is neither."""
    is_json = file.name.lower().endswith(".json") or file.text.lstrip("\ufeff \n\t").startswith("{")
    tree = yamltree.json_tree(file.text) if is_json else yamltree.yaml_tree(file.text)
    if is_json and tree.error is not None:
        as_yaml = yamltree.yaml_tree(file.text)
        tree = as_yaml if as_yaml.error is None else tree
    if tree.error is None:
        found = _collected(tree.root, file, asked)
        if is_json or len(found.by_step) == sum(map(len, asked.values())):
            return tree, found
        return tree, _with_lost(found, by_lines(file.text, asked), file, asked)
    cut = by_lines(file.text, asked)
    if is_json or not _steps(cut, asked):
        cut = by_keys(file.text, asked)
    return tree, _collected(cut.root, file, asked, _told(file.name, tree.error, cut))


def _collected(
    root: yamltree.Node | None,
    file: AnswerFile,
    asked: Mapping[str, Collection[str]],
    notes: tuple[str, ...] = (),
) -> Answers:
    collector = _Collector(asked)
    if isinstance(root, yamltree.Mapping):
        collector.take(root)
    return collector.answers(file.name, notes)


def _with_lost(
    found: Answers, cut: Lines, file: AnswerFile, asked: Mapping[str, Collection[str]]
) -> Answers:
    """The answers with those that stand in the file and that YAML took for something else."""
    by_line = _collected(cut.root, file, asked)
    lost = {
        step: answer
        for step, answer in by_line.by_step.items()
        if not answer.is_blank and (step not in found.by_step or found.by_step[step].is_blank)
    }
    if not lost:
        return found
    notes = [
        f"Line {answer.line} was read as {'.'.join(step)}: {short(answer.text)}. It is not laid out"
        " as in the template."
        for step, answer in list(lost.items())[:MAX_NOTES]
    ]
    given = {step: answer for step, answer in by_line.by_step.items() if not answer.is_blank}
    by_step = {**found.by_step, **given}
    return Answers(by_step=by_step, source=found.source, notes=(*by_line.notes, *notes))


def _told(name: str, error: yamltree.TextError, cut: Lines) -> tuple[str, ...]:
    """What was no YAML, and how it was read."""
    where = f" at line {error.line}" if error.line else ""
    notes = [
        f"{name} is not laid out as YAML{where} ({error}), so it was read line by line. Mend that,"
        " or check below that everything was read as you meant it."
    ]
    odd = [f"Line {line} was read as {key}: {short(text)}" for line, key, text in cut.odd]
    unread = [f"Line {line} was not read: {short(text)}" for line, text in cut.unread]
    lines = [*odd, *unread]
    notes += lines[:MAX_NOTES]
    if len(lines) > MAX_NOTES:
        notes.append(_more_notes(len(lines) - MAX_NOTES))
    return tuple(notes)


class _Collector:
    """Gathers answers and notes from the file's tree."""

    def __init__(self, asked: Mapping[str, Collection[str]]) -> None:
        self.asked = asked
        self.found: dict[StepId, Answer] = {}
        self.notes: list[str] = []
        self.unshown = 0
        self.present: set[str] = set()
        self.question: str | None = None
        self.following = dict(zip([None, *asked], [*asked, None], strict=True))

    def answers(self, source: str, notes: tuple[str, ...]) -> Answers:
        more = (_more_notes(self.unshown),) if self.unshown else ()
        return Answers(by_step=self.found, source=source, notes=(*notes, *self.notes, *more))

    def take(self, root: yamltree.Mapping) -> None:
        self.present = {q for q in (matched(key.text, self.asked) for key, _ in root.entries) if q}
        for key, node in root.entries:
            self._take_question(key, node)

    def _take_question(self, key: yamltree.Scalar, node: yamltree.Node) -> None:
        question = matched(key.text, self.asked) or self._meant(key, node)
        if question is None:
            if self.question and self._is_step(key, self.question):
                self._take_step(key, node)
            else:
                self._note(key, f'there is no question "{short(key.text)}"', self.asked)
            return
        self.question = question
        if isinstance(node, yamltree.Mapping):
            for step_key, value in node.entries:
                self._take_step(step_key, value)
        elif not isinstance(node, yamltree.Scalar) or not node.is_blank:
            self._note(key, f"question {question} should hold its steps, each on a line of its own")

    def _meant(self, key: yamltree.Scalar, node: yamltree.Node) -> str | None:
        """The question that a wrong key stands for: the next one, if the file lacks it and it has
        all the steps that stand below the key."""
        following = self._following()
        steps = [step for step, _ in node.entries] if isinstance(node, yamltree.Mapping) else []
        if following is None or not steps:
            return None
        if not all(self._is_step(step, following) for step in steps):
            return None
        self._say(key, f'"{short(key.text)}" was read as question {following}.')
        return following

    def _following(self) -> str | None:
        """The question after the one that is being read, if the file has no key for it."""
        following = self.following.get(self.question)
        return None if following in self.present else following

    def _is_step(self, key: yamltree.Scalar, question: str) -> bool:
        return matched(key.text, self.asked[question]) is not None

    def _take_step(self, key: yamltree.Scalar, node: yamltree.Node) -> None:
        question = self._owner(key)
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

    def _owner(self, key: yamltree.Scalar) -> str:
        """The question of a step: the one it stands below, or the one after that, whose own key is
        missing, where the step is not known here or has been given already."""
        assert self.question is not None
        here = matched(key.text, self.asked[self.question])
        following = self._following()
        if following is None or not self._is_step(key, following):
            return self.question
        if here is None or (self.question, here) in self.found:
            self._say(key, f"the key {following}: is missing before it; it was read as if it stood")
            self.question = following
        return self.question

    def _say(self, key: yamltree.Scalar, message: str) -> None:
        if len(self.notes) >= MAX_NOTES:
            self.unshown += 1
            return
        where = f"Line {key.line}: " if key.line else ""
        self.notes.append(f"{where}{message}")

    def _note(self, key: yamltree.Scalar, message: str, known: Collection[str] = ()) -> None:
        message += did_you_mean(key.text, known)
        stop = "" if message.endswith("?") else "."
        self._say(key, f"{message}{stop} What stands there was not marked.")


def _more_notes(count: int) -> str:
    return "1 more note like these." if count == 1 else f"{count:,} more notes like these."


def matched(name: str, known: Collection[str]) -> str | None:
    """The known name that a student's key means: exact, or the same but for case and blanks."""
    name = name.strip()
    if name in known:
        return name
    folded = [k for k in known if k.casefold() == name.casefold().replace(" ", "")]
    return folded[0] if len(folded) == 1 else None


def _answer(node: yamltree.Node, line: int | None) -> Answer:
    """What a node says, made once: the reader keeps the nodes of lines that many write.

    The node is kept beside it: its identity is its own as long as it lives.
    """
    kept = _ANSWERS.get((id(node), line))
    if kept is not None:
        return kept[1]
    answer = _said_by(node, line)
    if answer.problem is None and len(answer.text) <= LONGEST:
        _ANSWERS.keep((id(node), line), (node, answer))
    return answer


def _said_by(node: yamltree.Node, line: int | None) -> Answer:
    try:
        return Answer(text=written_in(node), line=node.line or line)
    except NotOneValueError:
        return Answer(text=outline(node), line=node.line or line, problem=_ONE_VALUE)


def _broken(name: str, error: yamltree.TextError) -> str:
    where = f" from line {error.line} on" if error.line else ""
    return f"Your file {name} could not be read{where}: {error}."
