"""Writes the sheet tests/sheet/formats/hw3.md in the formats that students hand in.

Run: python benchmarks/formats.py [NAME...], each NAME a file of tests/sheet/formats, all if none.

It needs what makes such files: pandoc, pdflatex, xelatex, lualatex, LibreOffice, Chromium and the
command `typst` (or the Python package). What they make is committed, so that the tests need none of
them; `tests/sheet/test_same_in_all_formats.py` reads them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

FORMATS = Path(__file__).resolve().parent.parent / "tests" / "sheet" / "formats"
SOURCE = FORMATS / "hw3.md"
_MATHEMATICS = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$")
_UNICODE_FONT = ["-V", "mathfont=latinmodern-math.otf"]
_NOT_ITS_OWN_FONTS = re.compile(r"\\usepackage(\[T1\]\{fontenc\}|\{lmodern\})")
"""What pandoc's template asks for and most students do not."""
_STYLE = "<style>body, math { font-family: 'DejaVu Serif', 'STIX Math'; }</style>"
"""A font of outlines that Chromium can embed, as it can those of Windows and macOS."""
_PLAIN = (
    (r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", lambda m: f"[{m[1].strip()}]"),
    (r"\\frac\{(\\partial L)\}\{(\\partial [^{}]*(?:\{\w+\})?)\}", r"\1/\2"),
    (r"\\frac\{(.+?)\}\{(.+)\}", r"\1/(\2)"),
    (r"\\hat\{y\}", "ŷ"),
    (r"\\hat\{Y\}", "Ŷ"),
    (r" *\\\\ *", "; "),
    (r" & ", " "),
    (r"\\partial ", "∂"),
    (r"\\sigma", "σ"),
    (r"\\sum_k", "Σ_k"),
    (r"\\pm\\infty", "±∞"),
    (r"\\log", "log"),
    (r"_\{?(\w+)\}?", r"_\1"),
    (r"\^\{(.+?)\}", r"^(\1)"),
)
"""Mathematics as it is typed without any mark-up."""


def main() -> None:
    for name in sys.argv[1:] or list(MADE):
        with tempfile.TemporaryDirectory() as folder:
            made = MADE[name](Path(folder))
            shutil.copyfile(made, FORMATS / name)
        print(f"{name}: {(FORMATS / name).stat().st_size:,} bytes")


def _run(*command: str | Path, folder: Path) -> None:
    subprocess.run([str(part) for part in command], cwd=folder, check=True, capture_output=True)


def _pandoc(folder: Path, name: str, *options: str, source: Path = SOURCE) -> Path:
    _run(_program("pandoc"), source, "--standalone", *options, "-o", name, folder=folder)
    return folder / name


def _program(name: str) -> str:
    """Where a program is; pandoc may come with the package that carries it."""
    if found := shutil.which(name):
        return found
    import pypandoc  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return str(pypandoc.get_pandoc_path())


def _latex(engine: str, *options: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        source = _pandoc(folder, "hw3.tex", "--to=latex", "-V", "geometry:margin=2.5cm", *options)
        plain = _NOT_ITS_OWN_FONTS.sub("", source.read_text(encoding="utf-8"))
        source.write_text(plain, encoding="utf-8")
        _run(engine, "-interaction=nonstopmode", source.name, folder=folder)
        return folder / "hw3.pdf"

    return made


def _office(kind: str) -> Callable[[Path], Path]:
    """What LibreOffice writes of a document that it opens, its equations objects of its own."""

    def saved(folder: Path) -> Path:
        source = _pandoc(folder, "hw3.odt")
        options = (f"-env:UserInstallation=file://{folder}/profile", "--headless")
        _run("soffice", *options, "--convert-to", kind, "--outdir", "made", source, folder=folder)
        made = folder / "made" / f"hw3.{kind}"
        return _without_pictures(made) if kind == "odt" else made

    return saved


def _without_pictures(path: Path) -> Path:
    """An OpenDocument without the pictures and settings of its equations, most of its size."""
    lean = path.with_name("lean.odt")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(lean, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in whole.namelist():
            if name.endswith(("content.xml", "styles.xml", "mimetype", "manifest.xml")):
                kept.writestr(name, whole.read(name))
    return lean


def _printed(folder: Path) -> Path:
    page = _pandoc(folder, "hw3.html", "--mathml", "-V", f"header-includes={_STYLE}")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    options += ["--disable-pdf-tagging"]  # which makes the file six times as large
    _run("chromium", *options, "--print-to-pdf=hw3.pdf", page.as_uri(), folder=folder)
    return folder / "hw3.pdf"


def _typst(folder: Path) -> Path:
    source = _pandoc(folder, "hw3.typ")
    if shutil.which("typst"):
        _run("typst", "compile", source.name, folder=folder)
    else:
        import typst  # type: ignore[import-not-found, unused-ignore]

        typst.compile(source, output=folder / "hw3.pdf")
    return folder / "hw3.pdf"


def _notebook(folder: Path) -> Path:
    parts = re.split(r"\n(?=##)", SOURCE.read_text(encoding="utf-8"))
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": part} for part in parts
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (folder / "hw3.ipynb").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return folder / "hw3.ipynb"


def _plain_text(folder: Path) -> Path:
    text = _MATHEMATICS.sub(lambda m: _typed(m[1] or m[2]), SOURCE.read_text(encoding="utf-8"))
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    (folder / "hw3.txt").write_text(text, encoding="utf-8")
    return folder / "hw3.txt"


def _typed(mathematics: str) -> str:
    for pattern, written in _PLAIN:
        mathematics = re.sub(pattern, written, mathematics)
    return mathematics


MADE: dict[str, Callable[[Path], Path]] = {
    "pdflatex.pdf": _latex("pdflatex"),
    "xelatex.pdf": _latex("xelatex", *_UNICODE_FONT),
    "lualatex.pdf": _latex("lualatex", *_UNICODE_FONT),
    "chrome.pdf": _printed,
    "typst.pdf": _typst,
    "libreoffice.pdf": _office("pdf"),
    "libreoffice.docx": _office("docx"),
    "libreoffice.odt": _office("odt"),
    "pandoc.rtf": lambda folder: _pandoc(folder, "hw3.rtf"),
    "pandoc.docx": lambda folder: _pandoc(folder, "hw3.docx"),
    "mathml.html": lambda folder: _pandoc(folder, "hw3.html", "--mathml"),
    "mathjax.html": lambda folder: _pandoc(folder, "hw3.html", "--mathjax"),
    "hw3.typ": lambda folder: _pandoc(folder, "hw3.typ"),
    "hw3.tex": lambda folder: _pandoc(folder, "hw3.tex"),
    "hw3.org": lambda folder: _pandoc(folder, "hw3.org"),
    "hw3.rst": lambda folder: _pandoc(folder, "hw3.rst"),
    "hw3.ipynb": _notebook,
    "hw3.txt": _plain_text,
}


if __name__ == "__main__":
    main()
