"""Whatever is wrong with a shorthand, lint says something with a line and never fails itself."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from project import PROJECT

from grader.errors import RubricErrors
from grader.rubric.load import examined_text

MANUAL = (PROJECT / "docs" / "rubric.md").read_text(encoding="utf-8")
SHORT = [
    text
    for text in re.findall(r"^```yaml\n(.*?)^```$", MANUAL, flags=re.MULTILINE | re.DOTALL)
    if re.search(r"\b(repeat|functions|data|from):", text)
]
ODD: list[Any] = [
    None, 3, -1.5, "text", "x_{k-1}", [], {}, [1, "a"], {"a": 1}, {"csv": "x.csv"}, "2b.x", "1..3",
    "f(x", "count(", "$", [[1, 2], [3]], {"from": "1a"}, "a.b", {"draw": "uniform(1, 2)"},
]  # fmt: skip
TIMES = 40


class _Loader(yaml.SafeLoader):
    """Keeps yes and no as they are typed, so that what is dumped again is the same table."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in found if not tag.endswith(":bool")]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner: Any = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        yield from places(one, (*path, key))


def broken(text: str, rng: random.Random) -> str:
    """A rubric with something else, or nothing, in one or two of its places."""
    data = yaml.load(text, Loader=_Loader)
    for _ in range(rng.choice([1, 1, 2])):
        *above, last = rng.choice([path for path in places(data) if path])
        inside = data
        for part in above:
            inside = inside[part]
        if rng.random() < 0.1:
            del inside[last]
        else:
            inside[last] = copy.deepcopy(rng.choice(ODD))
        if not data:
            break
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def test_the_manual_has_rubrics_with_shorthands() -> None:
    assert len(SHORT) >= 4


@pytest.mark.parametrize("seed", range(6))
def test_a_broken_shorthand_is_told_with_its_line_and_loses_no_question(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(TIMES):
        text = broken(rng.choice(SHORT), rng)
        try:
            found = examined_text(text, "r.yaml")
        except RubricErrors:  # nothing of it can be read as a rubric
            continue
        assert all(one.line is not None and one.message for one in found.problems), text
        if not found.errors:
            assert len(found.assignment.questions) == len(found.source.mapping("questions")), text
