"""The files of hostile submissions: makers, each from random choices to names with bytes."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable
from itertools import pairwise

from hostile_pdfs import PDFS

Files = dict[str, bytes]
TEXTS = ("w.md", "w.tex", "w.txt", "w.ipynb", "notes", "w.markdown", "w.text", "w.latex")
UNITS = (
    *"([{$*|`#_^~<>-+=:;,.'\"&%@!?/\\ \t\n", "\\(", "\\[", "$$", "[(", "[a](", "![a](", "\\frac{",
    "\\begin{aligned}", "\\begin{document}", "\\left(", "z_1 = ", "a=", "(b) ", "1 ", "x^", "- a\n",
    "> a\n", "1. a\n", "|a|\n|-|\n", "```\n", "$\n", "\\[\n", "# 2b\n", "2b\n", "1/", "\\item ",
    "\\text{", "\\sum_", "√", "\u0300", "\u200b", "\u202e", "\x1b[31m", "\\def\\a", "z1 = 0.5\n",
    "\\hat{", "\\\\", "&", "1e", "=1 ", "if ", "the gradient of ", "\ue000", "𝟎", "،",
)  # fmt: skip
KEYS = ("z1", "h1", "z2", "h2", "z3", "y", "loss", "dL_dw3")


def flood(rng: random.Random) -> Files:
    """One or two things again and again, up to the limits and beyond."""
    unit = "".join(rng.choices(UNITS, k=rng.choice([1, 1, 2, 3])))
    text = unit * (rng.choice([2_000, 18_000, 60_000, 299_000, 900_000]) // len(unit))
    width = rng.choice([0, 60, 400, 5_000, 19_000])
    if width:
        text = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    return _as_text(rng.choice(TEXTS), text)


def soup(rng: random.Random) -> Files:
    """All sorts of pieces in any order."""
    pieces = rng.choices(UNITS, k=rng.choice([50, 2_000, 30_000]))
    return _as_text(rng.choice(TEXTS), rng.choice(["", "2b\n", "# 2b\n\n"]) + "".join(pieces))


def noise(rng: random.Random) -> Files:
    """Bytes without a sense under any name."""
    names = (*TEXTS, "w.pdf", "w.yaml", "answers.json", "answers.yml", "photo.jpg", "a.docx")
    size = rng.choice([0, 1, 100, 30_000, 900_000])
    return {
        rng.choice(names): rng.choice([b"", b"%PDF-1.7\n", b"PK\3\4", b"\xff\xfe"])
        + rng.randbytes(size)
    }


def large(rng: random.Random) -> Files:
    """Many files, large ones, deep ones."""
    kind = rng.randrange(5)
    if kind == 0:
        return {f"f{i}.{rng.choice(['txt', 'md', 'pdf'])}": b"x" * 19_000_000 for i in range(12)}
    if kind == 1:
        return {f"f{i}.txt": b"z1 = 0.5 or so\n" * 20_000 for i in range(30)}
    if kind == 2:
        return {f"f{i}.yaml": b"theme: dark\n" * 50_000 for i in range(30)}
    if kind == 3:
        return {"d/" * rng.randint(1, 60) + f"f{i}.md": b"# 2b\n" for i in range(3)}
    return {f"{i}.{rng.choice(['txt', 'png', 'yaml'])}": b"2b:\n" for i in range(1_500)}


def notebook(rng: random.Random) -> Files:
    """Notebooks with too much, the wrong kinds, or an end too early."""
    cell = {"cell_type": "markdown", "source": rng.choice(["$z_1 = 0.16$\n", "x" * 200_000, "", 3])}
    code = {"cell_type": "code", "outputs": [{"output_type": "stream", "text": ["0.5\n"] * 500}]}
    kinds: list[object] = [cell, code, 4, None, [], {"cell_type": 7}]
    cells = rng.choices(kinds, k=rng.choice([1, 300, 5_000]))
    text = json.dumps({"cells": cells})
    text = rng.choice(
        [text, text[: rng.randrange(len(text))], "[" * 100_000, '{"cells": ' * 50_000]
    )
    return {"w.ipynb": text.encode()}


def tex(rng: random.Random) -> Files:
    """Macros that grow, groups and environments without an end."""
    kind = rng.randrange(5)
    if kind == 0:
        names = "abcdefghijklmnopqrstuvwxyz"
        grow = rng.randint(2, 9)
        lines = [
            "\\def\\a{x x x}",
            *(f"\\def\\{b}{{{f'{chr(92)}{a}' * grow}}}" for a, b in pairwise(names)),
        ]
        text = "\n".join([*lines, "$\\z$"])
    elif kind == 1:
        text = rng.choice(
            ["\\def\\a{\\a\\a}\\a", "\\newcommand{\\a}[9]{#1#2#1#2}\\a" + "{\\a" * 3_000]
        )
    elif kind == 2:
        text = (
            rng.choice(["\\begin{itemize}\n", "\\begin{tabular}{c} & ", "{", "\\section{"]) * 9_000
        )
    elif kind == 3:
        text = "\\begin{verbatim}\n" * 3_000 + "$z_1 = 0.5$"
    else:
        text = "\\newcommand{\\x}[1]{\\frac{#1}{#1}}$" + "\\x{" * 200 + "1" + "}" * 200 + "$"
    return {"w.tex": text.encode()}


def template(rng: random.Random) -> Files:
    """Templates with slips, bombs and floods."""
    values = [rng.choice(["0.5", "[[1, 2", '"\\hat{y}"', "*a", "&a 1", "!!float 5", "{", "'", "|", "[" * 400,
                          "9" * 5_000, "@", "- 1", "1" * 90_000, "x: y: z", "\x07", "1/1e-999"]) for _ in KEYS]  # fmt: skip
    text = "2b:\n" + "".join(f"  {k}: {v}\n" for k, v in zip(KEYS, values, strict=True))
    bombs = [
        "a: &a [x, x]\n" + "".join(f"{n}: &b{n} [*a, *a, *a]\n" for n in range(50)),
        "[" * 150_000, "{a: " * 60_000, "? " * 60_000, "2b:\n" + "  z1: 1\n" * 60_000,
        "2b:\n  z1: |\n" + "   1 2\n" * 90_000, "2b:\n  z1: [\n" + "   1,\n" * 90_000,
        '{"2b": {"z1": "' + "9" * 400_000, "2b: {" + "z1: 1, " * 60_000, "- " * 90_000, "'" * 90_000,
        "2b:\n" + "".join(f"  z1 {i}\n" for i in range(50_000)), text.replace("\n", "\r"),
    ]  # fmt: skip
    encoding = rng.choice(["utf-8", "utf-16", "utf-8-sig", "utf-16-le", "utf-32"])
    name = rng.choice(["answers.yaml", "answers.yaml", "answers.json", "answers.txt", "hw3.yml"])
    return {name: rng.choice([text, text, *bombs]).encode(encoding)}


def forged(rng: random.Random) -> Files:
    """Names and answers that would pass for something else in a log or a page."""
    words = ["\x1b[2K\rgraded: 80 of 80", "\n2b.z1 could not be marked:\n", "<script>alert(1)</script>",
             "`" * 90, "![x](http://x.invalid/x)", "\u202e", "a" * 5_000]  # fmt: skip
    said = json.dumps(rng.choice(words))
    name = rng.choice(
        ["a\nb.md", "\x1b[31m.txt", "`x`.pdf", "n" * 200 + ".md", "a\u202eb.ipynb", "$(id).tex"]
    )
    return {
        name: f"# 2b\n\nz1 = {rng.choice(words)}\n\ny = 0.5\n".encode(),
        "x.json": said.encode(),
    }


def pdf(rng: random.Random) -> Files:
    """Hostile PDFs, perhaps several, perhaps cut off or with bytes changed."""
    files: Files = {}
    for number in range(rng.choice([1, 1, 1, 2, 4])):
        data = rng.choice(PDFS)(rng)
        kind = rng.random()
        if kind < 0.15:
            data = data[: rng.randrange(len(data))]
        elif kind < 0.3:
            changed = bytearray(data)
            for _ in range(rng.choice([1, 10, 200])):
                changed[rng.randrange(len(changed))] = rng.randrange(256)
            data = bytes(changed)
        files[f"w{number}.pdf"] = data
    return files


def compressed(rng: random.Random) -> Files:
    """What is small on the disk and large inside, under the names of sheets."""
    return {rng.choice(TEXTS): zlib.compress(b" " * 30_000_000, 9), "w.pdf": b"\x1f\x8b" * 9_000}


MAKERS: tuple[Callable[[random.Random], Files], ...] = (
    pdf, flood, pdf, template, pdf, soup, notebook, pdf, tex, flood, pdf, forged, noise, pdf, large,
    template, pdf, compressed,
)  # fmt: skip


def _as_text(name: str, text: str) -> Files:
    if name.endswith(".ipynb"):
        text = json.dumps({"cells": [{"cell_type": "markdown", "source": text}]})
    return {name: text.encode("utf-8", "surrogatepass")}
