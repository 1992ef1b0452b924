"""Pages of the site that are made of files elsewhere: a hook of MkDocs.

The gallery shows the rubrics as they stand, `grader.ops` has a page for each of its modules, and
the project's own README, changelog and notes for engineers are pages too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:  # the pages are made, and tested, without MkDocs
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PROJECT = Path(__file__).resolve().parents[2]
OWN_PAGES = {
    "manual.md": "README.md",
    "changes.md": "CHANGELOG.md",
    "engineers.md": "CONTRIBUTING.md",
}
_GALLERY = """\
# Gallery of rubrics

Each of these is a whole rubric, shown as it stands in the project: take one that is near to your
homework, change its numbers and rules, and let
`grader lint` read it.

"""
_SHOWN_KEYS = (
    *("also", "conventions", "constraints", "data", "dimensions", "domains", "from", "functions"),
    *("misconceptions", "repeat", "routes", "unit", "up_to"),
)
"""Keys that a reader looks for an example of; steps, labels and points stand in all of them."""
_OPS = """\
# Operations

What solvers import and formulas call, module by module. [Functions](../functions.md) is the same
as one table, with the other names that a formula may use.

"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """MkDocs calls this when it has read mkdocs.yml: operations get their modules."""
    for entry in config.nav or []:
        if "Operations" in entry:
            entry["Operations"] += [{path.stem: f"ops/{path.stem}.md"} for _, path in _modules()]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """MkDocs calls this when it has listed the files in `docs/`."""
    from mkdocs.structure.files import File

    for name, text in made_pages():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """MkDocs calls this with the text of each page."""
    return "\n".join(_lists_in_fours(markdown.split("\n")))


def _lists_in_fours(lines: list[str]) -> Iterator[str]:
    """What belongs to a numbered item, indented by four.

    Elsewhere what stands below the item's text belongs to it; MkDocs asks for four blanks, ends the
    list at a block of code with three, and would number the next item 1 again.
    """
    missing, in_code = 0, False
    for line in lines:
        item = re.match(r"\d+\. ", line)
        if line.startswith("```"):
            missing, in_code = 0, not in_code
        elif item and not in_code:
            missing = max(0, 4 - item.end())
        elif line and not line.startswith(" "):
            missing = 0
        yield " " * missing + line if line.startswith("  ") else line


def made_pages() -> Iterator[tuple[str, str]]:
    """The pages that are made: their names in the site, and their Markdown."""
    yield "gallery.md", "\n".join([_GALLERY + _where_used(rubrics()), *map(_shown, rubrics())])
    for name, source in OWN_PAGES.items():
        text = (PROJECT / source).read_text(encoding="utf-8")
        yield name, text.replace("](docs/", "](")  # all pages lie side by side in the site
    modules = list(_modules())
    rows = [f"- [{path.stem}]({path.stem}.md): {title}" for title, path in modules]
    yield "ops/index.md", _OPS + "\n".join(rows) + "\n"
    for _, path in modules:
        yield f"ops/{path.stem}.md", f"# {path.stem}\n\n::: grader.ops.{path.stem}\n"


def rubrics() -> list[Path]:
    """The rubrics of the gallery: the homework, then the examples."""
    folder = PROJECT / "rubrics"
    return [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("examples/*.yaml"))]


def _where_used(paths: Sequence[Path]) -> str:
    """A table of keys and kinds of answers, with the rubrics in which each is used."""
    used: dict[str, list[str]] = {}
    for path in paths:
        rubric = yaml.safe_load(path.read_text(encoding="utf-8"))
        for one in sorted(set(_used(rubric))):
            used.setdefault(one, []).append(rubric["title"])
    rows = [f"| `{one}` | {', '.join(used[one])} |" for one in sorted(used)]
    return "\n".join(["| Key | Used in |", "| --- | --- |", *rows]) + "\n"


def _used(part: Any) -> Iterator[str]:
    """The keys worth an example in a part of a rubric, and the kinds of its answers."""
    for key, value in part.items() if isinstance(part, dict) else ():
        if key in _SHOWN_KEYS:
            yield key
        elif key == "answer":
            yield f"answer: {value}"
        if key != "tests":
            yield from _used(value)
    for one in part if isinstance(part, list) else ():
        yield from _used(one)


def _shown(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return (
        f"## {yaml.safe_load(text)['title']}\n\n{_about(text)}\n\n"
        f'```yaml title="{path.relative_to(PROJECT).as_posix()}"\n{text.rstrip()}\n```\n'
    )


def _about(text: str) -> str:
    """What the comments at the top of a rubric say to people."""
    top = re.match(r"(?:#.*\n|\n)*", text)
    lines = [line.lstrip("# ") for line in (top[0] if top else "").splitlines()]
    return "\n".join(line for line in lines if "$schema=" not in line).strip()


def _modules() -> Iterator[tuple[str, Path]]:
    """The modules of operations that show functions, with what their docstrings begin with."""
    for path in sorted((PROJECT / "grader" / "ops").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.stem != "__init__" and _shows_names(tree):
            first = (ast.get_docstring(tree) or path.stem).partition("\n")[0]
            yield first.partition(";")[0].rstrip("."), path


def _shows_names(tree: ast.Module) -> bool:
    assigned = (node for node in tree.body if isinstance(node, ast.Assign))
    return any(isinstance(t, ast.Name) and t.id == "__all__" for a in assigned for t in a.targets)
