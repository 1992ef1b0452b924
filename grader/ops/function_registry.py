"""Functions by name, each in a module that is loaded when one of its functions is first asked for.

A rubric uses a few of some hundreds of operations, and each run of the platform would pay for
loading them all.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from grader.ops.shapes import Array

Operation = Callable[..., Array]


class Registry(Mapping[str, Operation]):
    """Names to functions. Which names there are is known without loading any.

    homes: a name -> where its function stands, `module.function`.
    """

    __slots__ = ("_found", "_homes", "_package")

    def __init__(self, package: str, homes: Mapping[str, str]) -> None:
        self._package = package
        self._homes = homes
        self._found: dict[str, Operation] = {}

    def __getitem__(self, name: str) -> Operation:
        found = self._found.get(name)
        if found is None:
            module, _, function = self._homes[name].partition(".")
            found = getattr(import_module(f"{self._package}.{module}"), function)
            self._found[name] = found
        return found

    def __contains__(self, name: Any) -> bool:
        return name in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def of_module(self, *modules: str) -> frozenset[str]:
        """The names whose functions stand in some modules."""
        return frozenset(n for n, home in self._homes.items() if home.partition(".")[0] in modules)
