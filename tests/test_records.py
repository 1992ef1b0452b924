"""Records are dataclasses in all but when their code is compiled."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from grader import record

WAYS: list[dict[str, bool]] = [
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True, "kw_only": True, "eq": False},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False, "repr": False},
    {"frozen": True, "kw_only": True, "eq": False},
    {"slots": True},
    {"slots": True, "kw_only": True},
    {"eq": False},
]
MAKERS = (dataclasses.dataclass, record)


class Step:
    """A step with every kind of field."""

    name: str
    points: float = 1.0
    inputs: dict[str, int] = dataclasses.field(default_factory=dict)
    place: int = dataclasses.field(default=0, compare=False, repr=False)
    kept: list[int] = dataclasses.field(default_factory=list, init=False, compare=False)


class Late(Step):
    """A step with fields of its own."""

    days: int = 0


def is_plain(name: str) -> bool:
    return name not in ("__dict__", "__weakref__")


def made(make: Any, how: dict[str, bool]) -> Any:
    """`Late` over `Step`, both made in one way."""
    parts = {name: value for name, value in vars(Step).items() if is_plain(name)}
    step = make(**how)(type("Step", (), parts))
    parts = {name: value for name, value in vars(Late).items() if is_plain(name)}
    return make(**how)(type("Late", (step,), parts))


def told(act: Any) -> tuple[str, str]:
    """What comes of something: its value, or what it raises."""
    try:
        return "gives", repr(act())
    except Exception as error:
        return type(error).__name__, str(error)


@pytest.mark.parametrize("how", WAYS, ids=lambda how: " ".join(how))
def test_a_record_is_made_and_fails_as_the_dataclass_is_and_does(how: dict[str, bool]) -> None:
    library, own = (made(make, how) for make in MAKERS)
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        ((), {"name": "y"}),
        ((), {"name": "y", "points": 2.0, "inputs": {"x": 1}, "place": 3, "days": 4}),
        ((), {}),
        ((), {"name": "y", "kept": []}),
        ((), {"name": "y", "no": 1}),
        (("y",), {}),
        (("y", 2.0, {"x": 1}, 3, 4), {}),
        (("y", 2.0, {"x": 1}, 3, 4, 5), {}),
    ]
    for given, named in calls:
        values = [told(lambda c=c, g=given, n=named: said(c(*g, **n))) for c in (library, own)]
        assert values[0] == values[1]
    assert library.__match_args__ == own.__match_args__


def said(one: Any) -> list[tuple[str, Any]]:
    return [(field.name, getattr(one, field.name)) for field in dataclasses.fields(one)]


@pytest.mark.parametrize("how", WAYS, ids=lambda how: " ".join(how))
def test_a_record_compares_shows_and_keeps_itself_as_the_dataclass_does(
    how: dict[str, bool],
) -> None:
    found = []
    for make in MAKERS:
        cls = made(make, how)
        one, same, other = cls(name="y"), cls(name="y", place=9), cls(name="z")
        kept = cls(name="y")
        found.append(
            [
                one == same,
                one == other,
                one == 1,
                told(lambda a=one, b=same: hash(a) == hash(b))
                if how.get("eq", True) is False
                else told(lambda a=one: hash(a))[0],
                repr(one).replace(hex(id(one)), "") if how.get("repr", True) else "",
                told(lambda a=kept: setattr(a, "name", "w")),
                told(lambda a=kept: delattr(a, "name")),
                said(dataclasses.replace(one, points=3.0)),
                said(copy.copy(one)),
                dataclasses.asdict(one),
                hasattr(one, "__dict__"),
                cls.__hash__ is None,
            ]
        )
    assert found[0] == found[1]


@record(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record that stands in a module, so that it can be pickled."""

    name: str
    values: tuple[int, ...] = ()


def test_a_record_survives_the_way_to_another_process() -> None:
    one = Kept(name="y", values=(1, 2))
    assert pickle.loads(pickle.dumps(one)) == one
    assert {one: 1}[copy.deepcopy(one)] == 1


def test_what_a_class_defines_itself_stays() -> None:
    @record(frozen=True, slots=True)
    class Named:
        """Shows itself."""

        name: str
        seen: list[str] = dataclasses.field(default_factory=list)

        def __post_init__(self) -> None:
            self.seen.append(self.name)

        def __repr__(self) -> str:
            return "itself"

        def __hash__(self) -> int:
            return 7

    one = Named("y")
    assert (repr(one), hash(one), one.seen) == ("itself", 7, ["y"])


def test_a_class_with_an_equality_of_its_own_is_hashed_as_the_dataclass_is() -> None:
    found = []
    for make in MAKERS:

        @make(frozen=True, slots=True)
        class Loose:
            """Equal to whatever has its name."""

            name: str

            def __eq__(self, other: object) -> bool:
                return self.name == getattr(other, "name", None)

        one = Loose("y")
        found.append((one == made(make, {})(name="y"), hash(one) == hash(("y",))))
    assert found == [(True, True), (True, True)]
