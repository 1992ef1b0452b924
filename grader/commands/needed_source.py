"""What functions need of the module that they stand in, so that their source runs elsewhere."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from textwrap import dedent
from types import FunctionType, ModuleType

Import = tuple[str, str]
"""A module and what is imported from it; "" where the module itself is imported."""


def needs(
    functions: Iterable[FunctionType], given: Collection[str]
) -> tuple[set[Import], list[str]]:
    """The imports, and the sources of helpers and constants, that functions rest on.

    given: names that are there already. Whatever a function names that its module binds at its top
    is followed, through helpers of helpers.
    """
    imports: set[Import] = set()
    sources: dict[str, str] = {}
    waiting = [(sys.modules[f.__module__], inspect.getsource(f)) for f in functions]
    while waiting:
        module, source = waiting.pop()
        bound = _bindings(module)
        for name in sorted(_free_names(source) & set(bound) - set(given) - set(sources)):
            found = bound[name]
            if isinstance(found, str):
                sources[name] = found
                waiting.append((module, found))
            else:
                imports.add(found)
    return imports, list(sources.values())


def imports_of(source: str) -> set[Import]:
    """The imports that stand at the top of a source."""
    return {found for node in ast.parse(source).body for _, found in _imported(node)}


def import_lines(imports: Collection[Import]) -> str:
    """Imports as a person writes them, in groups: Python's own, others', this project's."""
    groups: dict[int, list[str]] = {}
    for module in sorted({module for module, _ in imports}):
        names = sorted(name for other, name in imports if other == module)
        lines = [f"import {module}"] if "" in names else []
        named = ", ".join(name for name in names if name)
        lines += [f"from {module} import {named}"] if named else []
        groups.setdefault(_group(module.split()[0].partition(".")[0]), []).extend(lines)
    return "".join("\n".join(groups[place]) + "\n\n" for place in sorted(groups)).removesuffix("\n")


def _group(package: str) -> int:
    return 0 if package in sys.stdlib_module_names else 2 if package == "grader" else 1


@cache
def _bindings(module: ModuleType) -> dict[str, Import | str]:
    """What the names at the top of a module are: an import, or the source that defines them."""
    text = inspect.getsource(module)
    found: dict[str, Import | str] = {}
    for node in ast.parse(text).body:
        found.update(_imported(node))
        source = ast.get_source_segment(text, node) or ""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = source + "\n"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update({t.id: source + "\n" for t in targets if isinstance(t, ast.Name)})
    return found


def _imported(node: ast.stmt) -> Iterator[tuple[str, Import]]:
    """The names that a statement imports, each with what it stands for."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        for one in node.names:
            own = f" as {one.asname}" if one.asname else ""
            if isinstance(node, ast.ImportFrom):
                yield one.asname or one.name, (node.module or "", one.name + own)
            else:
                yield one.asname or one.name.partition(".")[0], (one.name + own, "")


def _free_names(source: str) -> set[str]:
    """The names that a source uses and does not bind itself."""
    parts = list(ast.walk(ast.parse(dedent(source))))
    bound = {part.arg for part in parts if isinstance(part, ast.arg)}
    named = [part for part in parts if isinstance(part, ast.Name)]
    bound |= {part.id for part in named if isinstance(part.ctx, ast.Store)}
    return {part.id for part in named} - bound
