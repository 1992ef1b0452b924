"""Which of the files handed in is the filled-in template, told by what it holds."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from grader import record
from grader.answers.decoding import decoded
from grader.answers.files import (
    DOCUMENTS,
    NAMES,
    SHEETS,
    AnswerFile,
    HandedIn,
    listed,
    no_files,
    shown,
    suffix,
)
from grader.answers.filled_template import answers, is_template
from grader.errors import SubmissionError, UnreadableFileError
from grader.model import Answers, StepId

_STRUCTURED = (".yaml", ".yml", ".json")
MAX_BYTES = 1_000_000
MAX_TEXT_BYTES = 60_000
"""Of a file whose name does not say that it is YAML: ten times what a filled-in template holds."""
MAX_ALL_BYTES = 3_000_000
"""Of all files that might be the template together."""
_NEVER = (".pdf", ".ipynb", ".tex", ".latex", *DOCUMENTS)
"""Sheets whose own format says that they are no template."""


@record(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The template as read, if there is one, and the names of the other files.

    problem: why a file that was meant as the template is not used. failure: our own, in reading
    one. notes are for the student, details for staff.
    """

    template: Answers | None = None
    others: tuple[str, ...] = ()
    problem: SubmissionError | None = None
    failure: Exception | None = None
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@record(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A file that may be the template: what it says, or why it cannot be read."""

    name: str
    answers: Answers | None = None
    problem: SubmissionError | None = None
    failure: Exception | None = None
    details: str = ""

    @property
    def is_usual(self) -> bool:
        return _is_usual(self.name)

    @property
    def given(self) -> dict[StepId, str]:
        """The steps that it has an answer for."""
        found = self.answers.by_step if self.answers else {}
        return {step: answer.text for step, answer in found.items() if not answer.is_blank}


def chosen(handed: HandedIn, asked: Mapping[str, Collection[str]]) -> Chosen:
    """The template among the files of a submission, read for the steps that are asked.

    Files that say nothing different are read as one. Where two differ, the one with the template's
    own name counts, and the student is told; where no name or several say so, none counts.
    Raises SubmissionError, a message for the student, where nothing was handed in.
    """
    if not handed.names:
        raise no_files()
    candidates = list(_candidates(handed, asked))
    taken = {candidate.name for candidate in candidates}
    found = _without_template(candidates, [n for n in handed.names if n not in taken])
    filled = _filled(candidates)
    differing = _differing(filled)
    if not differing:
        return replace(found, template=_joined(filled) if filled else None)
    usual = [c for c in filled if c.is_usual]
    if len(usual) != 1:
        unclear = SubmissionError(_unclear(filled, differing))
        return replace(found, problem=unclear, failure=None, notes=())
    note = _decided(usual[0], [c for c in filled if c not in usual], differing)
    return replace(found, template=_joined(usual), notes=(*found.notes, note))


def _filled(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates that give answers, those with the template's own name first; or an empty
    one."""
    sound = sorted((c for c in candidates if c.answers), key=lambda c: not c.is_usual)
    return [c for c in sound if len(sound) == 1 or c.given] or sound[:1]


def _without_template(candidates: Sequence[_Candidate], others: Sequence[str]) -> Chosen:
    """What is to be told of the candidates, whichever of them counts."""
    problems = [c.problem for c in candidates if c.problem]
    return Chosen(
        others=tuple(others),
        problem=next(iter(problems), None),
        failure=next((c.failure for c in candidates if c.failure), None),
        notes=tuple(map(str, problems)),
        details=tuple(c.details for c in candidates if c.details),
    )


def _candidates(handed: HandedIn, asked: Mapping[str, Collection[str]]) -> Iterator[_Candidate]:
    """The files with the template's own name, and those that hold what a template holds."""
    left = MAX_ALL_BYTES
    for name in sorted(handed.names, key=lambda name: not _is_usual(name)):
        size = handed.size(name)
        most = MAX_BYTES if suffix(name) in _STRUCTURED else MAX_TEXT_BYTES
        if suffix(name) in _NEVER or (not _is_usual(name) and size > min(most, left)):
            continue
        left -= min(size, MAX_BYTES)
        try:
            found = _read(handed, name, asked)
        except SubmissionError as problem:
            found = _Candidate(name=name, problem=problem) if _is_usual(name) else None
        except Exception as failure:  # our own failure in one file must not cost the others
            details = f"{shown(name)} could not be read:\n{traceback.format_exc()}"
            found = _Candidate(name=name, failure=failure, details=details)
        if found is not None:
            yield found


def _read(handed: HandedIn, name: str, asked: Mapping[str, Collection[str]]) -> _Candidate | None:
    """A file as a template; None where it is something else."""
    text = decoded(handed.data(name, MAX_BYTES))
    if text is None:
        raise UnreadableFileError(
            f"Your file {shown(name)} is not plain text (UTF-8). Save it from a text editor, not as"
            " a word processor's document, and hand it in again."
        )
    if not _is_usual(name) and not is_template(
        text, asked, strictly=suffix(name) not in _STRUCTURED
    ):
        return None
    return _Candidate(name=name, answers=answers(AnswerFile(name=name, text=text), asked))


@lru_cache(maxsize=256)
def _is_usual(name: str) -> bool:
    return PurePosixPath(name).name.lower() in NAMES


def _differing(candidates: Sequence[_Candidate]) -> list[str]:
    """The steps for which two files give different answers."""
    if len(candidates) < 2:
        return []
    said: dict[StepId, str] = {}
    differing: dict[str, None] = {}
    for candidate in candidates:
        for step, text in candidate.given.items():
            if said.setdefault(step, text).split() != text.split():
                differing[".".join(step)] = None
    return list(differing)


def _joined(candidates: Sequence[_Candidate]) -> Answers:
    """What several files say that do not differ, as one."""
    first = candidates[0].answers
    assert first is not None
    found = dict(first.by_step)
    notes = list(first.notes)
    for candidate in candidates[1:]:
        assert candidate.answers is not None
        notes += candidate.answers.notes
        for step, answer in candidate.answers.by_step.items():
            if step not in found or found[step].is_blank:
                found[step] = answer
    names = listed([candidate.name for candidate in candidates])
    return replace(first, by_step=found, notes=tuple(notes), source=names)


def _unclear(candidates: Sequence[_Candidate], differing: Sequence[str]) -> str:
    return (
        f"Your submission holds {len(candidates)} answer files"
        f" ({listed([c.name for c in candidates])}) that differ in {listed(differing)}, and it is"
        " not clear which one counts. Hand in one only, named answers.yaml."
    )


def _decided(taken: _Candidate, left: Sequence[_Candidate], differing: Sequence[str]) -> str:
    return (
        f"{shown(taken.name)} counts. {listed([c.name for c in left])} was not used: it differs in"
        f" {listed(differing)}. Hand in one answer file only."
    )


def sheets_among(names: Sequence[str]) -> tuple[str, ...]:
    """The names of sheets among those of other files."""
    return tuple(name for name in names if suffix(name) in SHEETS)
