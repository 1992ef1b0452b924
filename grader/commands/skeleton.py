"""The text of a new rubric: a skeleton with comments, which lints clean as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent

from grader import record
from grader.question import AnswerKind

SCHEMA = "rubric.schema.json"
"""The schema's file, beside the rubrics, by which editors complete and check them."""


@record(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a new rubric is to be: its title, its questions' keys and the kinds of answers in them.

    reveal: whether students see the worked solution after publication.
    """

    title: str
    questions: Sequence[str] = ("1a",)
    kinds: Sequence[AnswerKind] = (AnswerKind.NUMBER,)
    reveal: bool = False


_TOP = """\
# yaml-language-server: $schema={schema}
# {title}: the assignment's rubric. After every change: grader lint {name}
# Every key is described in docs/rubric.md; editors that know YAML schemas complete them.
title: {quoted}
total_points: {points}           # lint compares it with what the steps add up to
tolerance: {{rtol: 0.002}}     # how far an answer may be off, beyond rounding: 0.2 % of the value
{reveal}
# All of these may stand here, in a question or in a step; the nearest counts.
# slip_credit: 0.5           # the share that a single slip earns
# follow_through: 1          # the share for what follows from an earlier mistake
# show_work: {{deduct: 0.5}}   # what a bare result loses

questions:
"""
_REVEAL = (
    "reveal: solution           # each rule with the numbers put in, once grades are published\n"
)
_NO_REVEAL = (
    "# reveal: solution         # shows each rule with the numbers, once grades are published\n"
)

_QUESTION = """\
  {key}:
    title: A unit with one weight    # what students read above the question
{numbers}    parameters:                      # the given numbers, vectors [1, 2], matrices [[1, 2]]
      w: 0.8
      x: [0.5, 1.5]
    # definitions: {{n: 2}}            # values that steps use and nobody is asked for
    steps:                           # in any order; each names the values that it rests on
{steps}    tests:                           # lint runs them: answers, and what becomes of them
      - answers: {{z: [0.2, 1.2]}}
        expect: {{z: partial{follows}}}
"""
_STEPS: Mapping[AnswerKind, str] = {
    AnswerKind.NUMBER: """\
y:
  label: y = σ(z)
  points: 2
  formula: sigmoid(z)
  # expected: [0.5987, 0.7685]   # your own numbers; lint compares them
  misconceptions:              # known mistakes, with what their students read
    - {formula: sigmoid(-z), feedback: The sign of z is the other one., credit: 0.25}
""",
    AnswerKind.COMPLEX: """\
root:
  label: the root of s^2 + 2 s + 5 with the positive imaginary part
  points: 2
  answer: complex              # 3+4i, 5∠53.13°, 5 e^{i 0.927}
  formula: -1 + sqrt(-4)
""",
    AnswerKind.CHOICE: """\
largest:
  label: which of the two inputs gives the larger z?
  points: 1
  answer: choice
  choices: {first: [the first, a], second: [the second, b]}   # with other spellings
  formula: argmax(z)           # its place, counted from 0; or if(z[0] > z[1], first, second)
""",
    AnswerKind.SET: """\
above:
  label: the inputs whose z is above 0.3
  points: 1
  answer: set
  choices: [first, second]
  formula: z > 0.3             # 1 for what belongs, 0 for the rest
""",
    AnswerKind.SEQUENCE: """\
order:
  label: the inputs, the one with the smallest z first
  points: 1
  answer: sequence
  choices: [first, second]
  formula: "[argmin(z), argmax(z)]"
""",
    AnswerKind.INTERVAL: """\
band:
  label: the band of ±0.1 around the mean of z
  points: 2
  answer: interval
  formula: "[mean(z) - 0.1, mean(z) + 0.1]"
""",
    AnswerKind.TABLE: """\
both:
  label: x and z side by side
  points: 4
  answer: table
  rows: [first, second]
  columns: [x, z]
  formula: "[x, z]^T"
""",
    AnswerKind.FORMULA: """\
dz_dw:
  label: the derivative of (w x)^2 by w, for a number x
  points: 2
  answer: formula
  symbols: [w, x]
  formula: 2 w x^2
""",
    AnswerKind.EQUATION: """\
border:
  label: the line of all (a, b) at which w a + b is 1
  points: 2
  answer: equation             # any multiple of it is right as well
  symbols: [a, b]
  formula: w a + b = 1
""",
    AnswerKind.LOGIC: """\
rain:
  label: "¬(dry ∧ warm) as a sum of products"
  points: 2
  answer: logic                # right by its truth table, in any spelling
  symbols: [dry, warm]         # true or false, as nothing else is said of them
  form: dnf
  formula: not dry or not warm
""",
    AnswerKind.REVIEW: """\
why:
  label: What happens to z when w doubles?
  answer: review               # a text that people read
""",
}
"""A step of each kind of answer, for a question in which z is w x."""
_NUMBERS = """\
    numbers: complex                 # i and j are the imaginary unit in its formulas
"""
_FIRST = """\
z: {label: z = w x, points: 2, formula: w x}
"""
_POINT = re.compile(r"\bpoints: (\d+)")


def skeleton(name: str, wanted: Wanted) -> str:
    """The text of a rubric called `name`."""
    steps = "".join(_parts(wanted))
    points = sum(map(int, _POINT.findall(steps))) * len(wanted.questions)
    told = " ".join(wanted.title.split())
    head = _TOP.format(
        schema=SCHEMA,
        title=told,
        name=name,
        quoted="'" + told.replace("'", "''") + "'",
        points=points,
        reveal=_REVEAL if wanted.reveal else _NO_REVEAL,
    )
    follows = ", y: follows" if AnswerKind.NUMBER in wanted.kinds else ""
    numbers = _NUMBERS if AnswerKind.COMPLEX in wanted.kinds else ""
    texts = [
        _QUESTION.format(
            key=_key(key), steps=indent(steps, " " * 6), follows=follows, numbers=numbers
        )
        for key in wanted.questions
    ]
    return head + texts[0] + "".join(map(_without_comments, texts[1:]))


def _without_comments(text: str) -> str:
    """A question without what has been said in the first one."""
    bare = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)
    return "\n" + re.sub(r" +#.*$", "", bare, flags=re.MULTILINE)


def _parts(wanted: Wanted) -> Iterator[str]:
    yield _FIRST
    for kind, text in _STEPS.items():
        if kind in wanted.kinds:
            yield text


def _key(key: str) -> str:
    return key if re.fullmatch(r"\w*[A-Za-z]\w*", key) else f'"{key}"'
