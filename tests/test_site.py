"""The pages of the site that are made of other files; `.ci/run` builds the whole of it."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest
import yaml
from project import PROJECT, RUBRICS

from grader.ops import FUNCTIONS


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", PROJECT / "docs" / "hooks" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(pages: ModuleType) -> dict[str, str]:
    return dict(pages.made_pages())


def test_the_gallery_shows_every_rubric_whole_under_its_title(made: dict[str, str]) -> None:
    shown = re.findall(
        r'^## (.+?)$.*?^```yaml title="(.+?)"\n(.*?)^```$',
        made["gallery.md"],
        flags=re.MULTILINE | re.DOTALL,
    )
    rubrics = sorted(RUBRICS.rglob("*.yaml"))
    assert sorted(PROJECT / path for _, path, _ in shown) == rubrics
    for title, path, text in shown:
        written = (PROJECT / path).read_text(encoding="utf-8")
        assert text.rstrip() == written.rstrip()
        assert title == yaml.safe_load(written)["title"]


def test_what_a_rubric_says_of_itself_stands_above_it(made: dict[str, str]) -> None:
    assert "\nScaled dot-product attention over three tokens, plain" in made["gallery.md"]
    assert "\nyaml-language-server" not in made["gallery.md"]


def test_the_gallery_says_in_which_rubrics_a_key_is_used(made: dict[str, str]) -> None:
    rows = dict(re.findall(r"^\| `(.+?)` \| (.+) \|$", made["gallery.md"], re.MULTILINE))
    assert "A gated recurrent unit" in rows["conventions"].split(", ")
    assert "Value iteration on a grid" in rows["answer: sequence"].split(", ")
    assert "A small convolutional network" not in rows["conventions"].split(", ")


def test_every_operation_has_its_page(made: dict[str, str]) -> None:
    modules = {function.__module__ for function in FUNCTIONS.values()}
    documented = {name for text in made.values() for name in re.findall(r"^::: (\S+)", text, re.M)}
    assert documented >= {name for name in modules if name.startswith("grader.ops.")}


def test_links_of_own_pages_point_to_their_neighbours(made: dict[str, str]) -> None:
    assert "](language.md)" in made["manual.md"]
    assert not [name for name, text in made.items() if "](docs/" in text]


LIST = """\
1. Make it:

   ```console
   $ make
     it
   ```

2. Done.

Text.

```yaml
a:
   b: 1
```"""


def test_code_in_a_numbered_list_does_not_end_it(pages: ModuleType) -> None:
    inside = "\n\n    ```console\n    $ make\n      it\n    ```\n\n"
    assert pages.on_page_markdown(LIST) == (
        f"1. Make it:{inside}2. Done.\n\nText.\n\n```yaml\na:\n   b: 1\n```"
    )


def test_every_page_of_the_documents_stands_in_the_menu(made: dict[str, str]) -> None:
    menu = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    written = {path.name for path in (PROJECT / "docs").glob("*.md")}
    top = {name for name in made if "/" not in name}
    assert [name for name in sorted(written | top) if f": {name}\n" not in menu] == []
