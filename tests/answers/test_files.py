"""Which file counts, and that nothing outside the submission is ever read."""

import os

import pytest

from grader.answers.files import MAX_BYTES, MAX_DEPTH, MAX_FILES, handed_in
from grader.errors import SubmissionError, UnreadableFileError

TEXT = "2b:\n  z1: 0.15\n"


def answer_file(*arguments, **others):
    """The filled-in template of a submission."""
    return handed_in(*arguments, **others).template


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
    ],
)
def test_the_answer_file_is_found_wherever_it_lies(folder, name):
    put(folder, name, "notes.txt", "scan.pdf")
    assert (answer_file(folder).name, answer_file(folder).text) == (name, TEXT)


def test_clutter_of_archives_is_no_second_file(folder):
    put(folder, "hw3/answers.yaml", "__MACOSX/hw3/answers.yaml", "hw3/._answers.yaml")
    put(folder, ".git/answers.yaml")
    assert answer_file(folder).name == "hw3/answers.yaml"


def test_a_file_name_can_be_left_out_of_the_submission(folder):
    put(folder, "answers.yaml", "old/answers.json")
    assert answer_file(folder, ignored=["answers.json"]).name == "answers.yaml"


RENAME = "If your answers are in it, name it answers.yaml (or answers.json)."
SHEET = ".md, .tex, .ipynb, .txt, or .pdf made from text"
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
        [],
        "Your submission holds no files that can be read. Hand in one file named answers.yaml.",
    ),
    (
        ["anwsers.yaml"],
        f"No answers.yaml was found. Your submission holds anwsers.yaml. {RENAME}",
    ),
    (
        ["answers.yaml.txt", "a.pdf"],
        "No answers.yaml was found. Your submission holds a.pdf, answers.yaml.txt. ",
    ),
    (
        [f"{c}.png" for c in "abcdefgh"],
        "No answers.yaml was found. Your submission holds a.png, b.png, c.png, d.png, e.png and 3"
        f" more. {PICTURE}",
    ),
    (
        ["answers.yaml", "answers.json"],
        "Your submission holds 2 answer files (answers.json, answers.yaml), and it is not clear"
        " which one counts. Hand in one only.",
    ),
    (
        ["answers.yaml", "copy/answers.yaml"],
        "Your submission holds 2 answer files (answers.yaml, copy/answers.yaml), and it is not"
        " clear which one counts. Hand in one only.",
    ),
    (
        ["<b>`x`</b>"],
        "No answers.yaml was found. Your submission holds <b>`x`</b>. ",
    ),
    (
        ["n" * 100],
        f"No answers.yaml was found. Your submission holds {'n' * 79}…. {OTHER}",
    ),
    (["d/" * (MAX_DEPTH + 1) + "answers.yaml"], "Your submission holds no files that can be read."),
]


@pytest.mark.parametrize("names, message", MESSAGES, ids=lambda v: str(v)[:24])
def test_it_is_said_what_was_found_and_what_to_do(folder, names, message):
    put(folder, *names)
    with pytest.raises(SubmissionError) as refused:
        answer_file(folder)
    assert str(refused.value).startswith(message)
    assert not isinstance(refused.value, UnreadableFileError)


def test_thousands_of_files_are_refused(folder):
    for i in range(MAX_FILES + 1):
        (folder / f"f{i}").touch()
    with pytest.raises(SubmissionError, match=r"holds more than 1,000 files\. Hand in answers"):
        answer_file(folder)


def test_a_file_of_one_megabyte_is_read_and_a_byte_more_is_not(folder):
    put(folder, "answers.yaml", text="#" * MAX_BYTES)
    assert len(answer_file(folder).text) == MAX_BYTES
    put(folder, "answers.yaml", text="#" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableFileError) as refused:
        answer_file(folder)
    assert str(refused.value) == (
        "Your file answers.yaml is larger than 1 MB. Hand in the answers only."
    )


ENCODED = [
    TEXT.encode(),
    TEXT.encode("utf-8-sig"),
    TEXT.encode("utf-16"),
    b"\xff\xfe" + TEXT.encode("utf-16-le"),
    b"\xfe\xff" + TEXT.encode("utf-16-be"),
]


@pytest.mark.parametrize("data", ENCODED)
def test_what_editors_write_is_text(folder, data):
    (folder / "answers.yaml").write_bytes(data)
    assert answer_file(folder).text == TEXT


@pytest.mark.parametrize(
    "data", [b"\x80\x81\x82", b"PK\x03\x04\xff\xff", "2b: ö".encode("latin-1"), b"\xff\xfe\x00"]
)
def test_what_is_not_text_is_unreadable(folder, data):
    (folder / "answers.yaml").write_bytes(data)
    with pytest.raises(UnreadableFileError) as refused:
        answer_file(folder)
    assert str(refused.value) == (
        "Your file answers.yaml is not plain text (UTF-8). Save it from a text editor, not as a"
        " word processor's document, and hand it in again."
    )


def test_a_name_that_is_not_unicode_is_shown_with_marks_for_what_it_lacks(folder):
    with open(os.path.join(os.fsencode(folder), b"answers\xff.yaml"), "w"):
        pass
    with pytest.raises(SubmissionError, match="holds answers\ufffd\\.yaml\\."):
        answer_file(folder)


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
        answer_file(folder)


def test_a_link_inside_the_submission_is_followed(folder):
    put(folder, "mine.txt")
    (folder / "one").symlink_to("mine.txt")
    (folder / "answers.yaml").symlink_to("one")
    assert answer_file(folder).text == TEXT


def test_the_submission_folder_may_itself_be_a_link(folder, tmp_path):
    put(folder, "answers.yaml")
    (tmp_path / "link").symlink_to(folder)
    assert answer_file(tmp_path / "link").text == TEXT


def test_a_pipe_is_no_file(folder):
    os.mkfifo(folder / "answers.yaml")
    with pytest.raises(SubmissionError, match="holds no files that can be read"):
        answer_file(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(folder):
    put(folder, "answers.yaml")
    (folder / "answers.yaml").chmod(0)
    with pytest.raises(UnreadableFileError, match=r"could not be opened\. Hand it in again"):
        answer_file(folder)


def test_a_folder_that_is_not_there_holds_no_files(tmp_path):
    with pytest.raises(SubmissionError, match="holds no files"):
        answer_file(tmp_path / "nothing")
