"""The map of the house: which room imports which, and how large the largest things are.

    .venv/bin/python benchmarks/house.py            draw the map in CONTRIBUTING.md, print figures
    .venv/bin/python benchmarks/house.py --check    exit status 1 where the map is not the code's

A room is a package or a module at the top of `grader/`. The map has its levels and the arrows that
say something: where A imports B and B imports C, an import of C by A needs no arrow of its own.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CONTRIBUTING = PROJECT / "CONTRIBUTING.md"
BEGIN, END = "<!-- map: made by benchmarks/house.py -->", "<!-- end of the map -->"
LISTED = 5
"""How many of the longest modules and functions are printed."""

Arrows = Mapping[str, frozenset[str]]
"""What each room imports of the others."""


def files() -> dict[str, Path]:
    """Every module of the project by its name; a package's is that of its `__init__`."""
    found = {}
    for path in sorted((PROJECT / "grader").rglob("*.py")):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(known: Mapping[str, Path]) -> dict[str, set[str]]:
    """The modules of the project that each one imports, at its top or inside functions."""
    return {name: set(_imported(path, known)) - {name, "grader"} for name, path in known.items()}


def _imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "grader":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)


def room(name: str) -> str:
    """The room that a module stands in: grader.marking.walk in marking."""
    return [*name.split("."), "grader"][1]


def arrows(modules: Mapping[str, set[str]]) -> Arrows:
    """Which rooms each room imports, for all but the package `grader` itself."""
    found: dict[str, set[str]] = {}
    for name, others in modules.items():
        found.setdefault(room(name), set()).update(map(room, others))
    return {a: frozenset(found[a] - {a}) for a in sorted(set(found) - {"grader"})}


def levels(rooms: Arrows) -> list[list[str]]:
    """The rooms from the ground up, each as low as what it imports lets it stand.

    Raises RecursionError where rooms import each other in a circle.
    """

    def level(name: str) -> int:
        return 1 + max(map(level, rooms[name]), default=-1)

    height = {name: level(name) for name in rooms}
    return [[n for n in rooms if height[n] == at] for at in range(1 + max(height.values()))]


def telling(rooms: Arrows) -> list[tuple[str, str]]:
    """The arrows that no way over other rooms implies, from the top down."""

    def below(name: str) -> set[str]:
        return {name}.union(*map(below, rooms[name]))

    order = [name for names in reversed(levels(rooms)) for name in names]
    return [
        (a, b)
        for a in order
        for b in sorted(rooms[a])
        if not any(b in below(other) for other in rooms[a] - {b})
    ]


def picture(rooms: Arrows) -> str:
    """The map as Markdown: a Mermaid graph whose boxes are declared level by level.

    A box has an id of its own, for `graph` and `end` mean something to Mermaid.
    """
    told = telling(rooms)
    boxes = [" & ".join(f"{_id(n)}[{_shown(n)}]" for n in names) for names in levels(rooms)]
    drawn: dict[str, list[str]] = {}
    for a, b in told:
        drawn.setdefault(_id(a), []).append(_id(b))
    ways = [f"{a} --> {' & '.join(others)}" for a, others in drawn.items()]
    lines = [f"    {line}" for line in (*reversed(boxes), *ways)]
    return "\n".join(
        [
            "```mermaid",
            "flowchart TD",
            *lines,
            "```",
            "",
            f"{sum(map(len, rooms.values()))} pairs of rooms import; the {len(told)} arrows drawn"
            " imply the others.",
        ]
    )


def _id(name: str) -> str:
    return f"room_{name.strip('_')}"


def _shown(name: str) -> str:
    is_module = (PROJECT / "grader" / f"{name}.py").is_file()
    return f"{name}.py" if is_module else f"{name}/"


def with_map(text: str, drawn: str) -> str:
    """A text with the map between its two marks. Raises ValueError where a mark is missing."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the map stands between two lines, {BEGIN} and {END}")
    return f"{head}{BEGIN}\n{drawn}\n{END}{tail}"


def figures(known: Mapping[str, Path], rooms: Arrows) -> Iterator[str]:
    """How many rooms and arrows there are, and what is longest; a line each."""
    yield f"{len(rooms)} rooms, {sum(map(len, rooms.values()))} pairs of rooms that import"
    lengths = {n: len(p.read_text(encoding="utf-8").splitlines()) for n, p in known.items()}
    yield from _longest("modules", lengths)
    yield from _longest("functions", {n: k for p in known.items() for n, k in _functions(*p)})


def _functions(module: str, path: Path) -> Iterator[tuple[str, int]]:
    """Functions with their lines, docstring included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield f"{module}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def _longest(what: str, lines: Mapping[str, int]) -> Iterator[str]:
    yield f"{len(lines)} {what}, {sum(lines.values())} lines; the longest:"
    longest = sorted(lines, key=lambda name: (-lines[name], name))
    yield from (f"{lines[name]:6} {name}" for name in longest[:LISTED])


def main() -> int:
    """Draw the map, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    check = parser.parse_args().check
    known = files()
    rooms = arrows(imports(known))
    text = CONTRIBUTING.read_text(encoding="utf-8")
    wanted = with_map(text, picture(rooms))
    if check and text != wanted:
        print("the map in CONTRIBUTING.md is not the code's: run benchmarks/house.py")
        return 1
    if not check:
        CONTRIBUTING.write_text(wanted, encoding="utf-8")
        print("\n".join(figures(known, rooms)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
