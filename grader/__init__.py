"""An autograder that marks calculations step by step, with follow-through and feedback."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"
__all__ = ["on_demand", "record"]


def on_demand(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package's face, for names whose module is loaded when first used.

    homes: a module of the package -> its names that others may use. So the platform's path loads
    no more than it needs; `tests/test_imports.py` holds that, and that every name is there.
    """
    module_of = {name: module for module, names in homes.items() for name in names}

    def get(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{module_of[name]}"), name)

    return get


def _record(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    repr: bool = True,
) -> Callable[[type], type]:
    """`dataclasses.dataclass`, whose `__init__` is compiled when the first instance is made.

    A dataclass has six methods compiled as text when its module is imported, about a millisecond
    for each class, which every student's run would pay for all records there are. Fields, slots and
    all that reads them are the library's; five methods are the same functions for all records.
    """

    def made(cls: type) -> type:
        cls = dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
        methods: dict[str, Any] = {"__init__": _init_when_called(cls)}
        if repr:
            methods["__repr__"] = _repr
        if eq:
            methods |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
        if frozen:
            methods |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
        if frozen and slots:
            methods |= {"__getstate__": _state, "__setstate__": _set_state}
        own = {name for name, value in vars(cls).items() if value is not None}
        for name in methods.keys() - own:
            setattr(cls, name, methods[name])
        return cls

    return made


if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    record = _record


def _init_when_called(cls: Any) -> Callable[..., None]:
    def init(self: Any, *arguments: Any, **named: Any) -> None:
        cls.__init__ = _init(cls)
        cls.__init__(self, *arguments, **named)

    return init


def _init(cls: type) -> Callable[..., None]:
    """The `__init__` of a record: its fields in their order, those by keyword alone last."""
    names: dict[str, Any] = {"_put": object.__setattr__, "_NEW": MISSING}
    slots = {name for name in getattr(cls, "__slots__", ()) if name in vars(cls)}
    parameters, lines = ["self"], list[str]()
    for one in sorted(fields(cls), key=lambda one: bool(one.kw_only)):
        default = _default(one, names)
        if one.kw_only and one.init and "*" not in parameters:
            parameters.append("*")
        if one.init:
            parameters.append(one.name + default)
        if one.init or default:
            if one.name in slots:  # each its own setter: two thirds of the time
                names[f"_put_{one.name}"] = vars(cls)[one.name].__set__
                lines.append(f"_put_{one.name}(self, {_value(one)})")
            else:
                lines.append(f"_put(self, {one.name!r}, {_value(one)})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n ".join(lines or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n {body}", names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"  # what is said of missing arguments
    return made


def _default(one: "Field[Any]", names: dict[str, Any]) -> str:
    """What a parameter is where it is left out, put among the names that the code may use."""
    if one.default_factory is not MISSING:
        names[f"_made_{one.name}"] = one.default_factory
        return "=_NEW"
    if one.default is not MISSING:
        names[f"_else_{one.name}"] = one.default
        return f"=_else_{one.name}"
    return ""


def _value(one: "Field[Any]") -> str:
    if one.default_factory is MISSING:
        return one.name if one.init else f"_else_{one.name}"
    if not one.init:
        return f"_made_{one.name}()"
    return f"_made_{one.name}() if {one.name} is _NEW else {one.name}"


@cache
def _said(cls: Any) -> Callable[[object], object]:
    """Takes what counts when records are compared: always a tuple, in which the same is equal."""
    names = [one.name for one in fields(cls) if one.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    said = _said(self.__class__)
    return said(self) == said(other)


def _hash(self: Any) -> int:
    return hash(_said(self.__class__)(self))


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_setting(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
