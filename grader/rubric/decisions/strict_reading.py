"""YAML text -> decisions, or everything that is wrong with it, with lines."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import field
from datetime import date

from grader import record, yamltree
from grader.errors import Problem, RubricErrors
from grader.graph import did_you_mean
from grader.rubric.decisions.decision_records import EVERYONE, Decision, Decisions

KEYS = ("step", "student", "wrote", "credit", "points", "reason", "by", "date")
_LIST = "a list of decisions belongs here, each beginning with - step: 2b.loss"
_WHO = (
    "say whom it is about: student: an e-mail, a student id or a submission's name, wrote: what"
    f" was written, or student: {EVERYONE}"
)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HASH = re.compile(r"[0-9a-f]{32}")


def decisions_in(text: str, file: str) -> Decisions:
    """The decisions that a text holds. Raises RubricErrors with everything wrong with it."""
    tree = yamltree.yaml_tree(text)
    if tree.error:
        raise RubricErrors([Problem(file=file, message=str(tree.error), line=tree.error.line)])
    salt, items = _salt_and_items(tree.root, file)
    problems: list[Problem] = []
    read = [_Entry(file, node, place, salt, problems) for place, node in enumerate(items, 1)]
    found = [entry.decision() for entry in read]
    if problems:
        raise RubricErrors(problems)
    return Decisions(file=file, every=tuple(one for one in found if one), salt=salt)


def _salt_and_items(root: yamltree.Node | None, file: str) -> tuple[str, Sequence[yamltree.Node]]:
    """The decisions of a file, and what a bundle's students are hashed with."""
    if root is None:
        return "", ()
    if isinstance(root, yamltree.Sequence):
        return "", root.items
    entries = dict(_texts(root)) if isinstance(root, yamltree.Mapping) else {}
    salt, listed = entries.get("salt"), entries.get("decisions")
    is_salt = isinstance(salt, yamltree.Scalar) and _HASH.fullmatch(salt.text)
    if isinstance(salt, yamltree.Scalar) and is_salt and isinstance(listed, yamltree.Sequence):
        return salt.text, listed.items
    raise RubricErrors([Problem(file=file, message=_LIST, line=root.line)])


def _texts(node: yamltree.Mapping) -> list[tuple[str, yamltree.Node]]:
    return [(key.text, value) for key, value in node.entries]


def _says_nothing(key: str, value: yamltree.Node) -> bool:
    """Whether a key stands there without a value; that nothing was written is said with quotes."""
    if not isinstance(value, yamltree.Scalar):
        return False
    return value.is_blank or (key != "wrote" and not value.text.strip())


@record(slots=True)
class _Entry:
    """One entry of the list as it is read; what is wrong with it is added to `problems`."""

    file: str
    node: yamltree.Node
    place: int
    salt: str
    problems: list[Problem]
    values: dict[str, yamltree.Node] = field(default_factory=dict)

    def wrong(self, key: str, message: str, line: int | None = None) -> None:
        node = self.values.get(key, self.node)
        path = (f"decision {self.place}", key) if key else (f"decision {self.place}",)
        problem = Problem(file=self.file, message=message, path=path, line=line or node.line)
        self.problems.append(problem)

    def decision(self) -> Decision | None:
        """What it says; None for what is no decision at all, which is told."""
        if not isinstance(self.node, yamltree.Mapping):
            self.wrong("", "a decision with keys belongs here, such as step: 2b.loss")
            return None
        self._take(self.node)
        question, step = self._step()
        found = Decision(
            question=question,
            step=step,
            students=self._students(),
            wrote=self._wrote(),
            credit=self._credit(),
            points=self._points(),
            reason=self._text("reason"),
            by=self._text("by"),
            date=self._date(),
            place=self.place,
            line=self.node.line,
        )
        self._look_at()
        return found

    def _take(self, node: yamltree.Mapping) -> None:
        """Keep what each key says; one without a value is as if it were not there."""
        for key, value in node.entries:
            if key.text not in KEYS:
                hint = did_you_mean(key.text, KEYS) or f" (known: {', '.join(KEYS)})"
                self.wrong(key.text, f"there is no such key{hint}", key.line)
            elif key.text in self.values:
                self.wrong(key.text, "the key stands twice; keep one", key.line)
            elif not _says_nothing(key.text, value):
                self.values[key.text] = value

    def _look_at(self) -> None:
        """Tell what a decision must have and this one has not."""
        if "step" not in self.values:
            self.wrong("", "it names no step; write step: 2b.loss")
        if not {"student", "wrote"} & self.values.keys():
            self.wrong("", _WHO)
        given = [key for key in ("credit", "points") if key in self.values]
        if len(given) != 1:
            what = "both credit and points stand here; keep one" if given else "it gives nothing"
            self.wrong(
                "", what if given else f"{what}; write credit: a share from 0 to 1, or points:"
            )
        if "reason" not in self.values:
            self.wrong("", "it has no reason, which the student reads; write reason: in a sentence")

    def _text(self, key: str) -> str:
        node = self.values.get(key)
        if node is None or isinstance(node, yamltree.Scalar):
            return node.text.strip() if node else ""
        self.wrong(key, "one text belongs here; put it in quotes")
        return ""

    def _step(self) -> tuple[str, str]:
        text = self._text("step")
        question, _, step = text.rpartition(".")
        if text and not (question and step):
            self.wrong("step", f"{text!r} names no step; write question and step, 2b.loss")
        return question, step

    def _students(self) -> tuple[str, ...]:
        node = self.values.get("student")
        items = node.items if isinstance(node, yamltree.Sequence) else [node] if node else []
        if isinstance(node, yamltree.Sequence) and not items:
            self.wrong("student", _WHO)
        found = tuple(self._student(item) for item in items)
        if EVERYONE in found and len(found) > 1:
            self.wrong("student", f"{EVERYONE} is the whole class; name nobody beside it")
        return found

    def _student(self, node: yamltree.Node) -> str:
        if not isinstance(node, yamltree.Scalar) or node.is_blank or not node.text.strip():
            self.wrong("student", "an e-mail, a student id or a submission's name belongs here")
            return ""
        text = node.text.strip()
        if self.salt:
            is_fine = text == EVERYONE or _HASH.fullmatch(text)
            message = f"{text!r} is not hashed as the file says; make the zip anew"
        else:
            is_fine = "@" not in text or _EMAIL.fullmatch(text)
            message = f"{text!r} is no e-mail; write it as the roster has it, ada@x.org"
        if not is_fine:
            self.wrong("student", message, node.line)
        return text

    def _wrote(self) -> str | None:
        return self._text("wrote") if "wrote" in self.values else None

    def _credit(self) -> float | None:
        found = self._number("credit", "a share from 0 to 1, such as 0.5")
        if found is not None and not 0 <= found <= 1:
            hint = f"; for points write points: {found:g}" if found > 1 else ""
            self.wrong("credit", f"{found:g} is no share from 0 to 1{hint}")
        return found

    def _points(self) -> float | None:
        found = self._number("points", "points, such as 1.5")
        if found is not None and found < 0:
            self.wrong("points", f"{found:g} is less than nothing; the least is 0")
        return found

    def _number(self, key: str, what: str) -> float | None:
        node = self.values.get(key)
        if node is None:
            return None
        value = yamltree.typed(node) if isinstance(node, yamltree.Scalar) else None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and math.isfinite(float(value or 0)):
            return float(value or 0)
        self.wrong(key, f"{self._shown(node)} is no number; write {what}")
        return None

    def _shown(self, node: yamltree.Node) -> str:
        return repr(node.text) if isinstance(node, yamltree.Scalar) else "a list or a mapping"

    def _date(self) -> str:
        text = self._text("date")
        try:
            is_date = not text or bool(_DATE.fullmatch(text) and date.fromisoformat(text))
        except ValueError:
            is_date = False
        if not is_date:
            self.wrong("date", f"{text!r} is no date; write year, month and day, 2026-11-29")
        return text
