"""What to do with a file that holds no answers: by what it is, not by what it is called.

"Rename it" was once said of photographs and Word files, where it helps nobody.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from grader import record

SHEETS_SAID = ".md, .tex, .ipynb, .txt, .docx, or .pdf made from text"
_TEMPLATE = "fill in the template answers.yaml"


@record(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: the ends of its names, how its contents begin, and what to do with it."""

    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...] = ()
    advice: str


KINDS = (
    Kind(
        suffixes=(".yaml", ".yml", ".json"),
        advice="If your answers are in it, name it answers.yaml (or answers.json).",
    ),
    Kind(
        suffixes=(".png", ".jpg", ".jpeg", ".heic", ".heif", ".gif", ".bmp", ".tif", ".tiff",
                  ".webp", ".svg", ".ai", ".psd"),
        starts=(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
        advice=f"A picture is not read: {_TEMPLATE} with your values, or hand in a sheet of typed"
        f" text ({SHEETS_SAID}).",
    ),
    Kind(
        suffixes=(".doc", ".pages", ".wps", ".ppt", ".pptx", ".odp", ".key", ".mhtml", ".ps",
                  ".eps", ".dvi", ".xps", ".djvu", ".epub", ".lyx", ".one"),
        starts=(b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%!PS", b"<!DOCTYPE html", b"<html"),
        advice="A document of this kind is not read: save it as PDF and hand that in, or"
        f" {_TEMPLATE}.",
    ),
    Kind(
        suffixes=(".xls", ".xlsx", ".ods", ".numbers", ".csv", ".tsv"),
        advice=f"A spreadsheet is not read: {_TEMPLATE} with the values in it.",
    ),
    Kind(
        suffixes=(".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
        starts=(b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
        advice="An archive inside a submission is not opened: unpack it and hand in what is in it.",
    ),
    Kind(
        suffixes=(".py", ".m", ".r", ".jl", ".java", ".c", ".cpp", ".js", ".mat", ".npy", ".npz",
                  ".nb", ".rmd"),
        advice=f"Code is not run: {_TEMPLATE} with the values that it gave.",
    ),
)  # fmt: skip
_OTHER = f"A file of this kind is not read: {_TEMPLATE}, or hand in a sheet ({SHEETS_SAID})."


def advice(name: str, start: bytes = b"") -> str:
    """A sentence that says what to do with a file; start: the first bytes of what it holds."""
    lower = PurePosixPath(name).name.lower()
    if lower.startswith(("answers.yaml", "answers.yml", "answers.json")):
        return KINDS[0].advice  # answers.yaml.txt, as some editors save it
    kinds = [kind for kind in KINDS if lower.endswith(kind.suffixes)]
    kinds = kinds or [kind for kind in KINDS if start.startswith(kind.starts)]
    return kinds[0].advice if kinds else _OTHER
