"""Which file counts, and that nothing outside the submission is ever read."""

import os

import pytest

from grader.answers import files
from grader.answers.choosing import MAX_BYTES, chosen
from grader.answers.files import MAX_DEPTH, handed_in, no_answers
from grader.errors import SubmissionError, UnreadableFileError

TEXT = "2b:\n  z1: 0.15\n"
ASKED = {"2b": ("z1", "h1"), "2c": ("y",)}


def template(folder, **others):
    """The filled-in template of a submission as read."""
    found = chosen(handed_in(folder, **others), ASKED)
    if found.template is None and found.problem is not None:
        raise found.problem
    return found.template


def says(folder, **others):
    """Which file counts, and what it says."""
    found = template(folder, **others)
    return found.source, {".".join(step): a.text for step, a in found.by_step.items()}


READ = {"2b.z1": "0.15"}


@pytest.fixture
def folder(tmp_path):
    """A submission folder, with a secret file beside it."""
    (tmp_path / "secret.yaml").write_text("2b: {z1: secret}")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "answers.yaml").write_text("2b: {z1: secret}")
    submission = tmp_path / "submission"
    submission.mkdir()
    return submission


def put(folder, *names, text=TEXT):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "answers.yaml",
        "answers.yml",
        "answers.json",
        "Answers.YAML",
        "hw3/answers.yaml",
        "a/b/c/answers.yml",
        "answers (1).yaml",
        "hw3.yaml",
        "answers.yaml.txt",
        "My Answers.YML",
    ],
)
def test_the_answer_file_is_found_whatever_its_name_and_wherever_it_lies(folder, name):
    put(folder, name)
    put(folder, "notes.txt", "scan.pdf", "config.yaml", "package.json", text="theme: dark\n")
    assert says(folder) == (name, READ)


def test_a_text_file_is_the_template_only_where_it_is_laid_out_as_one(folder):
    put(folder, "answers.txt", text="# mine\n2b:\n  z1: 0.15\n  h1: 0.5\n\n2c:\n  y: 3\n")
    put(folder, "sheet.txt", text="2b:\nWe get z1 = 0.15\nand with it\nz1: 0.15 and h1: 0.5\n")
    assert says(folder) == ("answers.txt", {"2b.z1": "0.15", "2b.h1": "0.5", "2c.y": "3"})


def test_clutter_of_archives_is_no_second_file(folder):
    put(folder, "hw3/answers.yaml")
    put(folder, "__MACOSX/hw3/answers.yaml", "hw3/._answers.yaml", text="2b: {z1: 9}")
    put(folder, ".git/answers.yaml", "node_modules/x/answers.yaml", text="2b: {z1: 9}")
    assert says(folder) == ("hw3/answers.yaml", READ)


def test_a_file_name_can_be_left_out_of_the_submission(folder):
    put(folder, "answers.yaml")
    put(folder, "old/answers.json", text='{"2b": {"z1": 9}}')
    assert says(folder, ignored=["answers.json"]) == ("answers.yaml", READ)


def test_files_that_do_not_differ_are_read_as_one(folder):
    put(folder, "answers.yaml", "copy/answers.yaml")
    put(folder, "part 2.yaml", text="2c:\n  y: 3\n")
    found = chosen(handed_in(folder), ASKED)
    assert {step: a.text for step, a in found.template.by_step.items()} == {
        ("2b", "z1"): "0.15",
        ("2c", "y"): "3",
    }
    assert (found.others, found.problem, found.notes) == ((), None, ())


RENAME = "If your answers are in it, name it answers.yaml (or answers.json)."
SHEET = ".md, .tex, .ipynb, .txt, .docx, or .pdf made from text"
PICTURE = (
    "A picture is not read: fill in the template answers.yaml with your values, or hand in a sheet"
    f" of typed text ({SHEET})."
)
OTHER = (
    "A file of this kind is not read: fill in the template answers.yaml, or hand in a sheet"
    f" ({SHEET})."
)
MESSAGES = [
    (
        ["anwsers.yaml"],
        f"No answers.yaml was found. Your submission holds anwsers.yaml. {RENAME}",
    ),
    (
        [f"{c}.png" for c in "abcdefgh"],
        "No answers.yaml was found. Your submission holds a.png, b.png, c.png, d.png, e.png and 3"
        f" more. {PICTURE}",
    ),
    (
        ["<b>`x`</b>"],
        "No answers.yaml was found. Your submission holds <b>`x`</b>. ",
    ),
    (
        ["n" * 100],
        f"No answers.yaml was found. Your submission holds {'n' * 79}…. {OTHER}",
    ),
]


@pytest.mark.parametrize("names, message", MESSAGES, ids=lambda v: str(v)[:24])
def test_it_is_said_what_was_found_and_what_to_do(folder, names, message):
    put(folder, *names, text="nothing of the template")
    assert chosen(handed_in(folder), ASKED).template is None
    assert str(no_answers(handed_in(folder))).startswith(message)


def test_a_blank_template_beside_a_filled_in_one_does_not_count(folder):
    put(folder, "answers.yaml", text="2b:\n  z1:\n  h1:\n")
    put(folder, "answers (1).yaml")
    assert says(folder) == ("answers (1).yaml", READ)


def test_of_two_that_differ_the_one_with_the_templates_name_counts_and_that_is_told(folder):
    put(folder, "answers.yaml")
    put(folder, "answers (1).yaml", text="2b:\n  z1: 0.2\n  h1: 0.5\n")
    found = chosen(handed_in(folder), ASKED)
    assert found.template.by_step["2b", "z1"].text == "0.15"
    assert found.notes == (
        "answers.yaml counts. answers (1).yaml was not used: it differs in 2b.z1. Hand in one"
        " answer file only.",
    )


@pytest.mark.parametrize("names", [("a.yaml", "b.yaml"), ("answers.yaml", "copy/answers.yaml")])
def test_of_two_that_differ_none_is_chosen_in_silence(folder, names):
    put(folder, names[0])
    put(folder, names[1], text="2b:\n  z1: 0.2\n")
    with pytest.raises(SubmissionError) as refused:
        template(folder)
    assert str(refused.value) == (
        f"Your submission holds 2 answer files ({names[0]}, {names[1]}) that differ in 2b.z1, and"
        " it is not clear which one counts. Hand in one only, named answers.yaml."
    )
    assert not isinstance(refused.value, UnreadableFileError)


def test_a_file_that_we_fail_on_costs_nothing_of_what_another_says(folder, monkeypatch):
    read = chosen.__globals__["answers"]

    def failing(file, asked):
        if file.name == "bad.yaml":
            raise RuntimeError("a bug")
        return read(file, asked)

    monkeypatch.setitem(chosen.__globals__, "answers", failing)
    put(folder, "bad.yaml", "answers.yaml")
    found = chosen(handed_in(folder), ASKED)
    assert found.template.by_step["2b", "z1"].text == "0.15"
    assert "bad.yaml could not be read" in found.details[0]
    assert "RuntimeError: a bug" in found.details[0]


def test_no_files_are_told(folder):
    put(folder, "d/" * (MAX_DEPTH + 1) + "answers.yaml")
    with pytest.raises(SubmissionError) as refused:
        template(folder)
    assert str(refused.value) == (
        "Your submission holds no files that can be read. Hand in one file named answers.yaml."
    )


def test_of_thousands_of_files_the_uppermost_folder_is_looked_at(folder, monkeypatch):
    monkeypatch.setattr(files, "MAX_ENTRIES", 40)
    put(folder, "answers.yaml")
    for i in range(60):
        put(folder, f"data/f{i}")
    handed = handed_in(folder)
    assert handed.names[0] == "answers.yaml"
    assert (len(handed.names), handed.is_cut) == (39, True)


def test_a_file_of_one_megabyte_is_read_and_a_byte_more_is_not(folder):
    put(folder, "answers.yaml", text=TEXT + "#" * (MAX_BYTES - len(TEXT)))
    assert says(folder)[1] == READ
    put(folder, "answers.yaml", text="#" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableFileError) as refused:
        template(folder)
    assert str(refused.value) == (
        "Your file answers.yaml is larger than 1 MB. Hand in the answers only."
    )


def test_a_file_that_is_too_large_is_not_read_at_all(folder, monkeypatch):
    put(folder, "answers.yaml", text="#" * (MAX_BYTES + 1))
    monkeypatch.setattr(files.os, "open", None)
    with pytest.raises(UnreadableFileError, match="larger than 1 MB"):
        template(folder)


ENCODED = [
    TEXT.encode(),
    TEXT.encode("utf-8-sig"),
    TEXT.encode("utf-16"),
    b"\xff\xfe" + TEXT.encode("utf-16-le"),
    b"\xfe\xff" + TEXT.encode("utf-16-be"),
    TEXT.encode("utf-16-le"),
    TEXT.encode("utf-32"),
    TEXT.replace("\n", "\r\n").encode(),
    TEXT.replace("\n", "\r").encode(),
    (TEXT + "# größer\n").encode("cp1252"),
    (TEXT + "# größer – ").encode() + b"\xe2\x88",
]


@pytest.mark.parametrize("data", ENCODED)
def test_what_editors_write_is_text(folder, data):
    (folder / "answers.yaml").write_bytes(data)
    assert says(folder)[1] == READ


@pytest.mark.parametrize(
    "data", [b"\x80\x81\x82", b"PK\x03\x04\xff\xff", b"\xff\xd8\x00\x81" * 9, bytes(range(256))]
)
def test_what_is_not_text_is_unreadable(folder, data):
    (folder / "answers.yaml").write_bytes(data)
    with pytest.raises(UnreadableFileError) as refused:
        template(folder)
    assert str(refused.value) == (
        "Your file answers.yaml is not plain text (UTF-8). Save it from a text editor, not as a"
        " word processor's document, and hand it in again."
    )


def test_a_name_that_is_not_unicode_is_shown_with_marks_for_what_it_lacks(folder):
    with open(os.path.join(os.fsencode(folder), b"answers\xff.yaml"), "w"):
        pass
    assert "holds answers\ufffd.yaml." in str(no_answers(handed_in(folder)))


# link -> where it leads, in the order they are made; every one of them leads outside
OUTSIDE = [
    [("answers.yaml", "../secret.yaml")],
    [("answers.yaml", "{absolute}/secret.yaml")],
    [("answers.yaml", "../outside/answers.yaml")],
    [("hw3", "../outside")],
    [("hw3", "{absolute}/outside")],
    [("one", "../secret.yaml"), ("two", "one"), ("answers.yaml", "two")],
    [("up", ".."), ("answers.yaml", "up/secret.yaml")],
    [("answers.yaml", "../submission-2/answers.yaml")],
    [("answers.yaml", "answers.yaml")],
    [("answers.yaml", "nowhere")],
    [("answers.yaml", "/dev/zero")],
    [("answers.yaml", "/proc/self/environ")],
    [("answers.yaml", ".")],
    [("loop", "."), ("hw3", "loop/loop")],
]


@pytest.mark.parametrize("links", OUTSIDE, ids=str)
def test_a_link_that_leads_outside_is_not_followed(folder, links):
    beside = folder.parent / "submission-2"
    beside.mkdir()
    put(beside, "answers.yaml", text="2b: {z1: secret}")
    for name, target in links:
        (folder / name).symlink_to(target.format(absolute=folder.parent))
    with pytest.raises(SubmissionError, match="holds no files that can be read"):
        template(folder)


def test_a_link_inside_the_submission_is_followed(folder):
    put(folder, "mine.md")
    (folder / "one").symlink_to("mine.md")
    (folder / "answers.yaml").symlink_to("one")
    assert says(folder)[1] == READ


def test_the_submission_folder_may_itself_be_a_link(folder, tmp_path):
    put(folder, "answers.yaml")
    (tmp_path / "link").symlink_to(folder)
    assert says(tmp_path / "link")[1] == READ


def test_a_pipe_is_no_file(folder):
    os.mkfifo(folder / "answers.yaml")
    with pytest.raises(SubmissionError, match="holds no files that can be read"):
        template(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(folder):
    put(folder, "answers.yaml")
    (folder / "answers.yaml").chmod(0)
    with pytest.raises(UnreadableFileError, match=r"could not be opened\. Hand it in again"):
        template(folder)


def test_a_folder_that_is_not_there_holds_no_files(tmp_path):
    with pytest.raises(SubmissionError, match="holds no files"):
        template(tmp_path / "nothing")
