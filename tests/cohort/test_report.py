"""`grader report`: one page on a class that needs nothing else, and names nobody unasked."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.cohort import Graded, page_of_class, write_figures
from grader.cohort.report.anonymous import WITHHELD
from grader.cohort.report.pictures import heat
from grader.model import Verdict
from grader.rubric import Student
from tests.cohort.quizzes import ADA, QUIZ, figures_of, graded_by, naming, row
from tests.project import PROJECT, run_grader

HOSTILE = "<script>alert(1)</script>"
ANSWERS = [
    {"y": "1", "z": "3", "w": "10"},
    {"y": "2.0", "z": "4.0", "why": "so"},
    {"y": "2.0", "z": "4.3"},
    {"y": "1.15"},
    {"y": "what?"},
]
VOID = {"meta", "br", "path", "use", "rect", "link"}


class Reader(HTMLParser):
    """Reads a page as a browser does: which elements stand open, what is linked, what is said."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "xlink:href")
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag
        self.text += " "

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    @property
    def said(self) -> str:
        return " ".join(self.text.split())


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def page(graded: list[Graded], shows_names: bool = False, text: str = QUIZ) -> str:
    return page_of_class(figures_of(graded, text), naming(graded, shows_names))


def test_a_page_is_whole_and_needs_nothing_else() -> None:
    made = page(graded_by(QUIZ, ANSWERS))
    read = Reader(made)
    assert read.open == []
    assert all(link.startswith("#") for link in read.links)
    assert not read.tags & {"script", "img", "link", "iframe", "object"}
    assert "url(http" not in made
    assert "@import" not in made
    anchors = {link[1:] for link in read.links}
    assert anchors <= set(re.findall(r' id="([^"]+)"', made))
    names = re.findall(r' id="([^"]+)"', made)
    assert made == page(graded_by(QUIZ, ANSWERS))
    assert {name for name in names if re.fullmatch(r"\w+_\d+", name)} == set()


def test_a_page_says_what_the_class_did() -> None:
    said = Reader(page(graded_by(QUIZ, ANSWERS))).said
    for words in (
        "5 submissions",
        "Most often it first goes wrong in 1.y: for 3 of 5 submissions, 60 %; 2 later steps of"
        " theirs still follow.",
        "First goes wrong in 3 submissions: 2 later steps still follow",
        "2 × with a factor 2 too many, as in no. 2",
        "2 × 2.0 partial, as in no. 2",
        "1.y 1 1.15 at 1.50",
        "1 text for people",
        "no. 5: 1 step that could not be read",
    ):
        assert words in said
    assert "Side by side" not in said


def test_pictures_take_their_colours_from_the_page() -> None:
    made = page(graded_by(QUIZ, ANSWERS))
    pictures = re.findall(r"<svg.*?</svg>", made, flags=re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        colours = set(re.findall(r"(?:fill|stroke): ([^;\"]+)", picture))
        assert colours <= {*(f"var(--{n})" for n in COLOURS), "none"}
    assert "var(--heat4)" in pictures[1]
    for name in COLOURS:
        assert f"--{name}:" in made


COLOURS = ("ink", "muted", "line", "bar", "band", "on-heat", *(f"heat{i}" for i in range(5)))
HEATS = [(0, 0), (0.01, 0), (0.02, 1), (0.05, 2), (0.1, 3), (0.19, 3), (0.2, 4), (1, 4)]


@pytest.mark.parametrize("share, expected", HEATS)
def test_a_step_is_the_darker_the_more_first_go_wrong_there(share: float, expected: int) -> None:
    assert heat(share) == expected


def test_foreign_text_is_text_on_the_page_and_in_the_tables(tmp_path: Path) -> None:
    text = QUIZ.replace("A chain", f"'{HOSTILE} {{{{ 7 * 7 }}}} </style>'").replace(
        "label: y = a b", f"label: '{HOSTILE} $x$ & y'"
    )
    student = Student(name=f"{HOSTILE} Euler", email="=1+1")
    rows = (
        row("y", Verdict.INCORRECT, read=f"=1 {HOSTILE}\x1b[31m", slip="x", slip_words=HOSTILE),
        row("z", Verdict.UNREADABLE, read=HOSTILE),
    )
    graded = [
        Graded(name=f"{HOSTILE}{i}", results="", students=(student,), steps=rows) for i in "ab"
    ]
    graded.append(Graded(name="c", results="", trouble=f"{HOSTILE} \x07"))
    made = page(graded, shows_names=True, text=text)
    read = Reader(made)
    assert read.open == []
    assert "script" not in read.tags
    assert not set(made) & {"\x1b", "\x07"}
    assert "{{ 7 * 7 }} </style>" in read.text
    assert f"{HOSTILE} Euler" in read.text
    write_figures(tmp_path, figures_of(graded, text), naming(graded, shows_names=True))
    cells = [c for path in tmp_path.iterdir() for r in csv.reader(lines(path)) for c in r]
    assert f"'=1 {HOSTILE}\ufffd[31m" in cells
    assert not any(one.startswith(("=", "@")) for one in cells)


WORDS = st.text("qxzjw", min_size=5, max_size=9)  # of which no page is made


@settings(max_examples=10)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=3), st.integers(0, 3))
def test_nobody_is_named_unasked_wherever_they_wrote_their_names(
    people: list[tuple[str, str, str]], kind: int
) -> None:
    graded = []
    for place, (first, last, folder) in enumerate(people):
        student = Student(
            name=f"{first} {last}", email=f"{first}.{last}@x.org", sid=f"77001{place}"
        )
        names = (student.name, student.email, folder, f"by {last.upper()}: 7, {student.sid}")
        rows = (
            row("y", Verdict.INCORRECT, read=names[kind], slip="x", slip_words=f"x {names[kind]}"),
            row("z", Verdict.UNREADABLE, read=f"{names[kind]} 1.15"),
        )
        one = Graded(name=folder, results="", students=(student,), steps=rows)
        graded += [one, one, replace(one, steps=(), trouble=f"no file {folder}/{names[kind]}")]
    made = page(graded).casefold()
    for place, (first, last, folder) in enumerate(people):
        assert not {w for w in (first, last, folder, f"77001{place}") if w in made}


def test_no_table_names_anybody_unasked_nor_holds_a_formula(tmp_path: Path) -> None:
    rows = (row("y", Verdict.INCORRECT, read="lovelace", slip="x", slip_words="x ada@x.org"),)
    one = Graded(name="folder", results="", students=(ADA,), steps=rows)
    failed = replace(one, name="other", steps=(), trouble="=1 no file of Lovelace")
    odd = replace(failed, name="third", trouble="=1+1")
    graded = [one, failed, odd]
    for shows_names in (False, True):
        tables = write_figures(tmp_path, figures_of(graded), naming(graded, shows_names))
        said = "".join(path.read_text(encoding="utf-8") for path in tables)
        assert ("ovelace" in said, "ada@x.org" in said, "folder" in said) == (shows_names,) * 3
        assert "'=1+1" in said
        assert ",=1" not in said


def test_what_holds_a_name_is_left_out_and_the_rest_is_shown() -> None:
    rows = (row("y", Verdict.INCORRECT, read="2 lovelace"), row("z", Verdict.INCORRECT, read="7"))
    one = Graded(name="s1", results="", students=(ADA,), steps=rows)
    made = Reader(page([one, replace(one, name="s2", students=())])).said
    assert WITHHELD in made
    assert "2 × 7" in made
    named = Reader(page([one, replace(one, name="s2", students=())], shows_names=True)).said
    assert "2 lovelace" in named
    assert "as in s1 (Ada Lovelace)" in named


def test_where_each_has_their_own_numbers_no_answers_are_put_together() -> None:
    drawn = QUIZ.replace("a: 2.5", "a: {draw: 'integer(2, 9)'}")
    said = Reader(page(graded_by(QUIZ, ANSWERS), text=drawn)).said
    assert "Every student has their own numbers" in said
    assert "2 × 2.0" not in said


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sections, graded."""
    tmp_path = tmp_path_factory.mktemp("course")
    (tmp_path / "quiz.yaml").write_text(QUIZ, encoding="utf-8")
    for section, answers in (("a", ANSWERS), ("b", ANSWERS[:2])):
        index = "---\n"
        for place, given_answers in enumerate(answers):
            folder = tmp_path / section / f"submission_{place}"
            folder.mkdir(parents=True)
            lines = "".join(f"  {name}: {text!r}\n" for name, text in given_answers.items())
            (folder / "answers.yaml").write_text(f'"1":\n{lines}', encoding="utf-8")
            index += f"submission_{place}:\n  :submitters:\n  - :name: Emmy Noether\n"
        (tmp_path / section / "submission_metadata.yml").write_text(index, encoding="utf-8")
        run_grader(
            "grade", section, "-r", "quiz.yaml", "-o", f"out/{section}", "-j", "1", cwd=tmp_path
        )
    return tmp_path


def test_the_command_writes_the_page_and_the_tables(course: Path) -> None:
    done = run_grader(
        "report", "out/a", "--compare", "out/b", "--csv", "tables", "--names", cwd=course
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "report.html: 5 submissions, 5 graded" in done.stdout
    said = Reader((course / "report.html").read_text(encoding="utf-8")).said
    assert "5 submissions of a, beside 2 of b" in said
    assert "1.y 40 % 75 % −35 60 % / 50 %" in said
    assert "submission_1 (Emmy Noether)" in said
    tables = {
        path.stem: list(csv.DictReader(lines(path))) for path in (course / "tables").iterdir()
    }
    assert tables["class_summary"][0]["graded"] == "5"
    (y, *_) = tables["step_figures"]
    assert (y["step"], y["correct"], y["partial"], y["incorrect"]) == ("y", "1", "2", "1")
    assert (y["first_wrong"], y["followed_after"], y["just_beyond"]) == ("3", "2", "1")
    near = [(r["step"], r["submission"], r["read"]) for r in tables["near_misses"]]
    assert ("y", "submission_3 (Emmy Noether)", "1.15") in near
    assert {r["kind"] for r in tables["common_errors"]} == {"slip", "answer"}
    assert tables["side_by_side"][0]["mean_credit_there"] == "0.75"
    assert tables["left_to_people"][0]["texts"] == "1"
    assert sum(int(r["submissions"]) for r in tables["class_totals"]) == 5


def test_the_command_names_nobody_unless_asked(course: Path) -> None:
    done = run_grader("report", "out/a", "-o", "page.html", "--csv", "tables", cwd=course)
    assert done.returncode == 0, done.stderr
    written = [course / "page.html", *(course / "tables").iterdir()]
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert "Noether" not in text
        assert "submission_" not in text


REFUSED = [
    (("a",), "a is no folder that `grader grade` wrote into"),
    (("out/a", "--compare", "b"), "b is no folder that `grader grade` wrote into"),
    (("out/a", "-o", "nowhere/report.html"), "nowhere/report.html cannot be written"),
    (("out/a", "--csv", "quiz.yaml"), "quiz.yaml is no folder"),
]


@pytest.mark.parametrize("arguments, words", REFUSED, ids=lambda v: " ".join(v)[:30])
def test_what_cannot_be_reported_is_told(
    course: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run_grader("report", *arguments, cwd=course)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())


def test_without_its_libraries_the_command_says_how_to_get_them(course: Path) -> None:
    (course / "without" / "matplotlib").mkdir(parents=True)
    (course / "without" / "matplotlib" / "__init__.py").write_text("raise ImportError\n")
    path = f"{course / 'without'}:{PROJECT}"
    done = run_grader("report", "out/a", cwd=course, PYTHONPATH=path)
    assert done.returncode == 2
    assert "pip install 'stepgrader[report]'" in " ".join(done.stderr.split())


def test_what_a_page_is_made_of_is_in_the_package() -> None:
    folder = PROJECT / "grader" / "cohort" / "report"
    assert {"page.html.jinja", "page.css"} <= {path.name for path in folder.iterdir()}
    assert 'build-backend = "flit_core.buildapi"' in (PROJECT / "pyproject.toml").read_text()
