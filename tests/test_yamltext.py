"""YAML and JSON as written: what is kept, what is refused, and where the reading stops."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.yamltree.yaml_text import (
    MAX_DEPTH,
    MAX_NODES,
    Mapping,
    Scalar,
    Sequence,
    json_tree,
    yaml_tree,
)


def plain(node):
    """The tree as lists of pairs, lists and texts, without lines."""
    if isinstance(node, Mapping):
        return [(key.text, plain(value)) for key, value in node.entries]
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


AS_WRITTEN = [
    ("a: 0.500", [("a", "0.500")]),
    ("a: 1e-3", [("a", "1e-3")]),
    ("a: 012", [("a", "012")]),
    ("a: 1:30", [("a", "1:30")]),
    ("no: yes", [("no", "yes")]),
    ("1b: {Y: 1}", [("1b", [("Y", "1")])]),
    ("a: '0.50'  # a comment", [("a", "0.50")]),
    ("a: [1.0, [2, 3.]]", [("a", ["1.0", ["2", "3."]])]),
    ("a:\n  - [1, 2]\n  - - 3\n    - 4", [("a", [["1", "2"], ["3", "4"]])]),
    ("a: 1 2\n  3 4", [("a", "1 2\n3 4")]),
    ("a: |\n  1 2\n  3 4\n", [("a", "1 2\n3 4\n")]),
    ("é𝛼: 1 2\n  3 4\nb: 5", [("é𝛼", "1 2\n3 4"), ("b", "5")]),
    ("a: 1\na: 2", [("a", "1"), ("a", "2")]),
    ("a:\r\n  b: 1\r\n  c: 2 3\r\n    4 5\r\n", [("a", [("b", "1"), ("c", "2 3\n4 5")])]),
    ("\ufeffa: 1", [("a", "1")]),
    ("", None),
    ("# nothing\n", None),
]


@pytest.mark.parametrize("text, tree", AS_WRITTEN)
def test_yaml_keeps_every_value_as_written(text, tree):
    read = yaml_tree(text)
    assert read.error is None
    assert plain(read.root) == tree


@pytest.mark.parametrize("blank", ["", "~", "null", "Null", "NULL"])
def test_yaml_blanks_are_blank_only_without_quotes(blank):
    (_, unquoted), (_, quoted) = yaml_tree(f'a: {blank}\nb: "{blank}"').root.entries
    assert unquoted.is_blank
    assert not quoted.is_blank


def test_every_value_and_key_knows_its_line():
    root = yaml_tree("# head\na:\n  b: 1\n\n  c:\n    - 2\n").root
    (a, inner) = root.entries[0]
    (b, one), (c, items) = inner.entries
    assert [a.line, b.line, one.line, c.line, items.items[0].line] == [2, 3, 3, 5, 6]


COLON = (
    "a colon does not fit here: put the same number of spaces before keys that stand side by side,"
    " and a space after each colon"
)
LIST = "a list that starts with [ is not closed: every [ needs its ]"
RESERVED = (
    "a value or line starts with a character that YAML keeps for itself (a tab, @, ` or %):"
    " indent with spaces, and put such a value in double quotes"
)
INDENTATION = "the indentation differs from the lines above, or a quote is not closed"
DASH = "a dash followed by a space starts a list: write a negative number without the space, -0.5"

# text, what is kept, line of the error, message
BROKEN = [
    ("q:\n  a: 1\n  b: [1, 2\n  c: 3\n", [("q", [("a", "1")])], 3, LIST),
    ("q:\n  a: 1\n  b: [[1, 2], [3, 4]\n  c: 3\n", [("q", [("a", "1")])], 3, LIST),
    ("q:\n  a: 1\n  b:\n   - [1, 2]\n   - [3\nr: 1", [("q", [("a", "1")])], 5, LIST),
    (
        "q: {a: 1, b: 2",
        [("q", [("a", "1"), ("b", "2")])],
        2,
        "a { is not closed: every { needs its }",
    ),
    ('q:\n  a: 1\n  b: "2\n  c: 3\n', [("q", [("a", "1")])], 3, "a quote is not closed"),
    ("q:\n  a: 1\n  b: 2: 3\n", [("q", [("a", "1")])], 3, COLON),
    ("q:\n  a: 1\n  b: 2\n   c: 3\n", [("q", [("a", "1")])], 4, COLON),
    ("q:\n  a:1\n  b: 2\n", [], 3, COLON),
    ("q:\n  a: 1\n b: 2\n", [("q", [("a", "1")])], 3, INDENTATION),
    (
        "q:\n  a: 1\n  b 2\n  c: 3\n",
        [("q", [("a", "1")])],
        4,
        "a key is not followed by a colon and a space",
    ),
    ("q:\n  a: 1\n  b: @2\n", [("q", [("a", "1")])], 3, RESERVED),
    ("q:\n  a: 1\n  b: - 0.5\n", [("q", [("a", "1")])], 3, DASH),
    ("q:\n  a: 1\n\n\tb: 2\n", [("q", [])], 4, "a tab stands at the start: indent with spaces"),
    (
        'q:\n  a: 1\n  b: "\\sigma"\n',
        [("q", [("a", "1")])],
        3,
        "a backslash stands in double quotes: use single quotes there",
    ),
    (
        "q: {a: 1}\n---\nq: {a: 2}\n",
        [("q", [("a", "1")])],
        2,
        "a second document starts here (---): keep everything in one",
    ),
    ("q: &x 1\n", [], 1, "&x is an anchor, which is not accepted: remove it"),
    (
        "q: {a: 1}\nr: *x\n",
        [("q", [("a", "1")])],
        2,
        "*x is an alias, not accepted here: write the value out",
    ),
    ("q: !!int 1\n", [], 1, "tag:yaml.org,2002:int is a tag, which is not accepted: remove it"),
    (
        "q: !!python/object/apply:os.system [ls]\n",
        [],
        1,
        "tag:yaml.org,2002:python/object/apply:os.system is a tag, which is not accepted:"
        " remove it",
    ),
    (
        "q: 1\n? [a, b]\n: 2\n",
        [("q", "1")],
        2,
        "a key here is a list or a mapping: write a plain name",
    ),
    ("q: \x07\n", None, 1, "there is a character here that YAML does not allow"),
    ("q: \ud800\n", None, None, "there is a character here that is not valid Unicode"),
    ("[" * 5000, None, 1, "values are nested deeper than 40 levels"),
    ("{a: " * 5000, "deep", 1, "values are nested deeper than 40 levels"),
    ("- 1\n" * (MAX_NODES + 1), None, MAX_NODES, "there are more than 60,000 values"),
]


@pytest.mark.parametrize("text, kept, line, message", BROKEN, ids=lambda v: str(v)[:24])
def test_a_broken_text_keeps_what_stands_before_and_says_where(text, kept, line, message):
    read = yaml_tree(text)
    assert (str(read.error), read.error.line) == (message, line)
    if kept != "deep":
        assert plain(read.root) == kept


def test_aliases_are_refused_before_they_can_multiply():
    bomb = "a: &a [x, x, x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert str(yaml_tree(bomb).error) == "&a is an anchor, which is not accepted: remove it"


JSON = [
    ('{"a": 0.500}', [("a", "0.500")]),
    ('{"a": 1e-3, "a": 2.0}', [("a", "1e-3"), ("a", "2.0")]),
    ('{"a": [[1.0, 2], ["3", null]]}', [("a", [["1.0", "2"], ["3", ""]])]),
    ('{"a": NaN, "b": -Infinity, "c": true}', [("a", "NaN"), ("b", "-Infinity"), ("c", "true")]),
    ('\ufeff{"a": "\\u22120.5"}', [("a", "\u22120.5")]),
    ('{"a": ' + "9" * 100_000 + "}", [("a", "9" * 100_000)]),
    ("null", ""),
]


@pytest.mark.parametrize("text, tree", JSON, ids=lambda v: str(v)[:24])
def test_json_keeps_every_number_as_written(text, tree):
    read = json_tree(text)
    assert read.error is None
    assert plain(read.root) == tree


BAD_JSON = [
    ("", "this is not JSON: Expecting value", 1),
    ('{"a": 1,\n "b" 2}', "this is not JSON: Expecting ':' delimiter", 2),
    ("[" * 100_000, "values are nested deeper than 40 levels", None),
    (
        "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2),
        "values are nested deeper than 40 levels",
        None,
    ),
    ("[" + "1," * MAX_NODES + "1]", "there are more than 60,000 values", None),
]


@pytest.mark.parametrize("text, message, line", BAD_JSON, ids=lambda v: str(v)[:24])
def test_bad_json_says_what_and_where(text, message, line):
    read = json_tree(text)
    assert read.root is None
    assert (str(read.error), read.error.line) == (message, line)


keys = st.text(min_size=1, max_size=8)
leaves = st.integers().map(str) | st.text(max_size=8)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def as_pairs(value):
    if isinstance(value, dict):
        return [(key, as_pairs(inner)) for key, inner in value.items()]
    return [as_pairs(item) for item in value] if isinstance(value, list) else value


@given(trees)
def test_reading_json_we_wrote_gives_it_back(tree):
    assert plain(json_tree(json.dumps(tree)).root) == as_pairs(tree)


@given(st.text(max_size=80) | st.text(alphabet="ab:-[]{}&*!|>'\"#%@,? \n\t01", max_size=40))
def test_any_text_is_a_tree_or_an_error_and_never_a_crash(text):
    for tree in (yaml_tree(text), json_tree(text)):
        assert tree.error is None or str(tree.error)
