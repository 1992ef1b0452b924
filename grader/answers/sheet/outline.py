"""How a sheet counts: the role of each form of its labels, weighed over the whole sheet.

Labels of one form (`Problem 1`, `Problem 2`; `(a)`, `(b)`) are a series. A role says which place
of the questions' keys a series counts, or that it counts something else: a student's own steps.
The roles that reach the most questions, in order, with the least left over, are the sheet's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from grader import record
from grader.answers.sheet.numerals import Book, Context, Path, Style
from grader.answers.sheet.question_labels import ABOVE, OTHER, PART, PROBLEM, STEP

MAX_FORMS, MAX_ROLES = 6, 3
"""Forms of labels that are weighed, and roles of each."""
MAX_READINGS, MAX_OPEN = 300, 12
MAX_WEIGHED = 240
"""Labels from the start of a sheet that are weighed; 240 are more than a whole course asks for."""
MARGIN = 0.75
"""Readings of the sheet that are worth so much less than the best are open beside it."""

NEW, NEXT, AGAIN, BACK = 1.0, 0.5, 0.4, -0.8
"""A question is reached that was not, in its order; or by labels of another form, as where the
questions are restated first; or by the same form as before."""
SEQUEL, STRAY = -0.25, -1.0
"""A label that no question has: the next of its series, or out of all order."""
OTHER_STYLE = {Style.NUMBER: -0.8, Style.LETTER: -1.0, Style.ROMAN: -1.0}
"""`1.` or `(i)` for part a. A numbered list counts by numbers whatever it counts."""
ROMAN_FOR_NUMBER = -0.3
"""`II` for question 2 is how chapters are numbered."""
SECOND_FORM, UNUSED, CUT = -0.8, -0.5, -1.5
"""Two forms of labels for one place of the keys; a form that counts nothing though it is written
as the keys are; one of which the first number counts nothing, `3.1` for question 1."""
BARE, BARE_SEQUEL, HEADED = -0.5, -0.35, 0.5
"""A number without a word, and one of those that no question has: both count steps as often. A
heading's counts questions sooner than a list's."""
WORDS = {
    (PROBLEM, 0): 1.0,
    (PROBLEM, 1): -0.5,
    (PART, 0): -0.3,
    (PART, 1): 0.8,
    (STEP, 0): -4.0,
    (STEP, 1): -4.0,
    (ABOVE, 0): -2.0,
    (ABOVE, 1): -3.0,
    (OTHER, 0): -0.7,
    (OTHER, 1): -1.2,
}
"""What the word in front says of a role. No word is a rule: `Part 2` may be question 2."""
ANSWER = -1.5
"""A capital A that no B follows stands for "Answer"."""

Form = tuple[object, ...]
Roles = Mapping[Form, int | None]


@record(frozen=True, slots=True, kw_only=True)
class Mark:
    """A label in a sheet. at: its unit. form: how it is written. word, is_capital: as in
    `Label`. is_bare: whether it is a number without a word. is_title: whether words of a
    question's title stand here, and no number. level: of a heading."""

    at: int
    path: Path
    form: Form
    word: str = ""
    is_bare: bool = False
    is_capital: bool = False
    is_heading: bool = False
    is_title: bool = False
    level: int = 0

    @property
    def is_first(self) -> bool:
        return self.path[-1].value == 1


@record(slots=True)
class _Own:
    """A series of the student's own within a question: its form and how far it has come."""

    form: Form
    value: int


class Walk:
    """One reading of a sheet: the number that holds behind each mark, and what the reading is
    worth."""

    def __init__(self, book: Book, roles: Roles, marks: Sequence[Mark]) -> None:
        self.book = book
        self.roles = roles
        self.ends = {mark.form: mark.at for mark in marks}
        self.starts = {mark.form: mark.at for mark in reversed(marks)}
        self.context: Context = ()
        self.last: Path = ()
        self.form: Form = ()
        self.level = 0
        self.worth = 0.0
        self.seen: set[tuple[Form, Context]] = set()
        self.reached: set[Context] = set()
        self.latest: dict[tuple[Form, Context], int] = {}
        self.own: list[_Own] = []

    def takes(self, mark: Mark) -> bool:
        """Take a mark in; whether its question begins there."""
        role = self.roles.get(mark.form)
        if role is None or self._is_own(mark, role):
            return False
        path = mark.path[max(-role, 0) :]
        depth = max(role, 0)
        above = (*self.context[:depth], *(None,) * (depth - len(self.context)))
        context = (*above, *(place.value for place in path))
        self._weigh(mark, context, path)
        self.own.clear()
        self.context, self.last, self.form, self.level = context, path, mark.form, mark.level
        return True

    def _is_own(self, mark: Mark, role: int) -> bool:
        """Whether a label counts the student's own steps within a question that has no parts."""
        for at in range(len(self.own) - 1, -1, -1):
            if self.own[at].form == mark.form:
                return self._goes_on(mark, at)
        is_below = 0 < self.level < mark.level
        if not is_below and not (role >= 0 and self._begins(mark)):
            return False
        if self.roles.get(self.form) == role and self._is_second_pass(mark.form):
            return False
        is_counted = mark.word in (PROBLEM, ABOVE) and not (is_below and mark.form != self.form)
        if is_counted or mark.is_title or not self.book.is_whole(self.context):
            return False
        if not is_below:  # `3(c)` below `Exercise 2.1` is the number of another book
            self.own.append(_Own(mark.form, 1))
        return True

    def _goes_on(self, mark: Mark, at: int) -> bool:
        """Whether a label counts on where the student's own steps of its form have come to."""
        if mark.path[-1].value < self.own[at].value and not mark.is_first:
            return False
        del self.own[at + 1 :]
        self.own[at].value = mark.path[-1].value
        return True

    def _begins(self, mark: Mark) -> bool:
        """Whether a label begins a series of another form within a question."""
        is_new = mark.form != self.form and mark.is_first and self.last[-1:] != mark.path
        return is_new and len(mark.path) == 1 and bool(self.context)

    def _is_second_pass(self, form: Form) -> bool:
        """Whether labels of a form begin where those of the form before have ended: the questions
        are restated first, and answered below."""
        are_series = all(self.starts[one] < self.ends[one] for one in (form, self.form))
        return are_series and self.starts[form] > self.ends[self.form]

    def _weigh(self, mark: Mark, context: Context, path: Path) -> None:
        parent, value = context[:-1], mark.path[-1].value
        is_next = value > self.latest.get((mark.form, parent), 0)
        self.latest[mark.form, parent] = value
        if context == self.context:
            return
        if self.book.keys(context):
            self._reach(mark, context, path, is_next)
        elif self.book.keys(parent) and not self._is_passed_over(mark, context, is_next):
            self.worth += SEQUEL + BARE_SEQUEL * mark.is_bare if is_next else STRAY

    def _is_passed_over(self, mark: Mark, context: Context, is_next: bool) -> bool:
        """Whether a number is of a series through the whole sheet, on the way to one that is asked
        for: a rubric with questions 1, 16 and 21 leaves others out."""
        is_written_so = self.book.has_style(mark.path[-1].style, len(context) - 1)
        return is_written_so and is_next and self.book.is_between(context)

    def _reach(self, mark: Mark, context: Context, path: Path, is_next: bool) -> None:
        if (mark.form, context) in self.seen:
            self.worth += BACK
            return
        depth = len(context) - len(path)
        places = min(len(context), max(self.book.deepest(context), 1)) - depth
        told = places if self.book.is_whole(context) else 0.5
        self.worth += told * (AGAIN if context in self.reached else NEW) + NEXT * is_next
        self.seen.add((mark.form, context))
        self.reached.add(context)
        for at, place in enumerate(path, depth):
            if not self.book.has_style(place.style, at):
                is_chapter = mark.is_capital and self.book.has_style(Style.NUMBER, at)
                self.worth += ROMAN_FOR_NUMBER if is_chapter else OTHER_STYLE[place.style]


def outline(marks: Sequence[Mark], book: Book) -> list[tuple[float, Roles]]:
    """The readings of a sheet's labels with what each lacks to the best, the likeliest first."""
    weighed = marks[:MAX_WEIGHED]
    forms: dict[Form, list[Mark]] = {}
    for mark in weighed:
        forms.setdefault(mark.form, []).append(mark)
    choices = {form: _roles(own, book) for form, own in forms.items()}
    chosen = sorted((f for f in forms if len(choices[f]) > 1), key=lambda f: -len(forms[f]))
    readings: list[tuple[float, Roles]] = []
    for roles in _combined([(form, choices[form]) for form in chosen[:MAX_FORMS]]):
        walk = Walk(book, roles, weighed)
        for mark in weighed:
            if roles.get(mark.form) is not None:  # others change nothing, and are most
                walk.takes(mark)
        readings.append((walk.worth + _prior(roles, forms, book), roles))
    readings.sort(key=lambda one: -one[0])
    best = readings[0][0]
    return [(best - worth, roles) for worth, roles in readings[:MAX_OPEN]]


def _combined(choices: Sequence[tuple[Form, Sequence[int | None]]]) -> Iterator[Roles]:
    """The readings, each a role for every form; of very many the first."""
    names = [form for form, _ in choices]
    for at, roles in enumerate(product(*(roles for _, roles in choices))):
        if at == MAX_READINGS:
            return
        yield dict(zip(names, roles, strict=True))


def _roles(marks: Sequence[Mark], book: Book) -> list[int | None]:
    """The places of the keys that a form can count, and None, which is always possible."""
    if marks[0].is_title:
        return [0, None]
    found: list[int | None] = [
        role
        for role in range(1 - len(marks[0].path), max(book.depth, 1))
        if any(book.has(mark.path[max(-role, 0)].value, max(role, 0)) for mark in marks)
    ]
    found.sort(key=lambda depth: -WORDS.get((marks[0].word, max(depth or 0, 0)), 0.0))
    return [*found[:MAX_ROLES], None]


def _is_written_as_keys(mark: Mark, book: Book) -> bool:
    """Whether a label is so written that it can hardly count anything but questions."""
    is_list = mark.is_bare and not (mark.is_heading and len(book.paths) > 1)
    if is_list or mark.is_title or mark.word in (STEP, ABOVE, OTHER):
        return False
    return any(
        book.has_style(mark.path[0].style, depth) and book.has(mark.path[0].value, depth)
        for depth in range(book.depth)
    )


def _prior(roles: Roles, forms: Mapping[Form, Sequence[Mark]], book: Book) -> float:
    """What the words and shapes of the forms say of their roles."""
    worth = 0.0
    taken: set[int] = set()
    for form, role in roles.items():
        mark = forms[form][0]
        if role is None:
            worth += UNUSED * any(_is_written_as_keys(one, book) for one in forms[form])
            continue
        place = max(role, 0)
        worth += CUT * (role < 0)
        worth += WORDS.get((mark.word, min(place, 1)), 0.0) + BARE * mark.is_bare
        worth += HEADED * mark.is_heading
        if mark.is_capital and not mark.word and all(one.is_first for one in forms[form]):
            worth += ANSWER
        if not mark.is_title:
            worth += SECOND_FORM * (place in taken)
            taken.add(place)
    return worth
