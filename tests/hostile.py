"""Makes hostile submissions: each is a function that lays files into a folder, from a seed."""

# ruff: noqa: ARG001 - every maker is called the same way, with all that any of them needs
from __future__ import annotations

import itertools
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.homework import STEPS

SECRET = "Zq7-secret-of-the-host"
"""What the file outside holds; it must never come into any results."""
COUNT = 200
KEYS = list(STEPS)
MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "`````", "``x``", "\\`x\\`",
    "[click](javascript:alert(1))", "![x](http://x.invalid/x.png)", "**bold** _it_ ~~s~~",
    "| a | b |\n|---|---|", "# head", "- item\n- item", "$$\\frac{1}{2}$$", "&lt;b&gt; &#60;",
    "\u202egnp.exe", "\u0000\u0007\u001b[31m", "{{ 7*7 }} ${7*7} #{7*7}",
    "__import__('os').system('id')",
    "%s%s%n", "'; DROP TABLE marks; --", "9" * 300, "\n" * 300, "\u200b" * 300, "😀" * 300,
]  # fmt: skip


def submissions(outside: Path) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """COUNT names with what to lay into an empty folder; `outside` is a folder with the secret.

    The same every time: every choice comes from a seed.
    """
    makers = (
        noise, noise_as_answers, huge_numbers, deep_yaml, deep_json, alias_bomb, links_outside,
        pipes_and_folders, many_keys, surrogates, markup, many_files, no_permission, odd_yaml,
        long_lines, jumble, secret_paths, wrong_kinds, many_answer_files, truncated,
    )  # fmt: skip
    for i in range(COUNT):
        make = makers[i % len(makers)]

        def lay(folder: Path, make=make, seed=i) -> None:
            make(folder, random.Random(seed), outside)

        yield f"{i:03d}-{make.__name__}", lay


def text_file(folder, text, name="answers.yaml"):
    (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass")


def template(value):
    """The whole template with one text for every value, in double quotes."""
    questions = {}
    for question, step in KEYS:
        questions.setdefault(question, []).append(f"  {step}: {value}\n")
    return "".join(f"{question}:\n{''.join(steps)}" for question, steps in questions.items())


def filled(values):
    questions = {}
    for question, step in KEYS:
        questions.setdefault(question, {})[step] = values()
    return json.dumps(questions)


def noise(folder, rng, outside):
    name = rng.choice(["answers.yaml", "answers.json", "answers.yml", "scan.pdf"])
    (folder / name).write_bytes(rng.randbytes(rng.choice([0, 1, 100, 900_000, 1_100_000])))


def noise_as_answers(folder, rng, outside):
    text = rng.randbytes(rng.choice([10, 1_000, 300_000])).decode("latin-1")
    text_file(folder, text, rng.choice(["answers.yaml", "answers.json"]))


def huge_numbers(folder, rng, outside):
    digits = "9" * 10 ** rng.randint(3, 4)
    value = rng.choice(
        ["1e999", "-1e999", "1e-99999", "1/1e-999", digits, digits + "x", digits + "." + digits,
         "1e" + digits, "[" + "9," * 6_000 + "9]", digits + "/" + digits, "1." * 9_000]
    )  # fmt: skip
    text_file(folder, template(value))
    if rng.random() < 0.4:
        text_file(folder, '{"2b": {"z1": ' + "9" * 990_000 + "}}", "answers.json")
        (folder / "answers.yaml").unlink()


def deep_yaml(folder, rng, outside):
    opening = rng.choice(["[", "{a: ", "- ", "? ", "[{a: "])
    head = rng.choice(["", "2b:\n  z1: ", "2b: "])
    text_file(folder, head + opening * rng.choice([41, 1_000, 150_000]))


def deep_json(folder, rng, outside):
    opening, closing = rng.choice([("[", "]"), ('{"a":', "}"), ('{"2b":[', "]}")])
    depth = rng.choice([41, 900, 100_000])
    text_file(folder, opening * depth + "1" + closing * rng.choice([0, depth]), "answers.json")


def alias_bomb(folder, rng, outside):
    names = [f"a{i}" for i in range(rng.randint(5, 40))]
    lines = [f"{names[0]}: &{names[0]} [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in itertools.pairwise(names)
    ]
    head = rng.choice(["", "2b:\n  z1: 0.1575\n", "2b: &x\n  z1: *x\n"])
    text_file(folder, head + "\n".join(lines) + "\n")


def links_outside(folder, rng, outside):
    secret = outside / "secret.yaml"
    relative = os.path.relpath(secret, folder)
    kind = rng.randrange(6)
    if kind == 0:
        (folder / "answers.yaml").symlink_to(secret)
    elif kind == 1:
        (folder / "answers.yaml").symlink_to(relative)
    elif kind == 2:
        (folder / "hw3").symlink_to(outside)
    elif kind == 3:
        (folder / "up").symlink_to("../..")
        (folder / "answers.yaml").symlink_to("up/../" + os.path.basename(secret))
    elif kind == 4:
        (folder / "one").symlink_to(secret)
        (folder / "two").symlink_to("one")
        (folder / "answers.json").symlink_to("two")
    else:
        (folder / "answers.yaml").symlink_to(rng.choice(["/dev/zero", "/proc/self/environ", "."]))


def pipes_and_folders(folder, rng, outside):
    os.mkfifo(folder / rng.choice(["answers.yaml", "other"]))
    (folder / "answers.json").mkdir()
    path = folder
    for _ in range(rng.choice([3, 30, 100])):
        path = path / "d"
        path.mkdir()


def many_keys(folder, rng, outside):
    count = rng.choice([10_000, 25_000])
    kind = rng.randrange(4)
    if kind == 0:
        text_file(folder, "".join(f"k{i}: 1\n" for i in range(count)))
    elif kind == 1:
        text_file(folder, "2b:\n" + "".join(f"  z1: {i}\n" for i in range(count)))
    elif kind == 2:
        text_file(folder, "2b:\n" + "".join(f"  dL_dw{i}: {i}\n" for i in range(count)))
    else:
        text_file(folder, json.dumps({f"q{i}": {"z1": i} for i in range(count)}), "answers.json")


def surrogates(folder, rng, outside):
    bad = rng.choice(["\\ud800", "\\udfff\\ud800", "\\u0000", "\\ufffe", "\\u202e"])
    text = rng.choice(
        [
            f'{{"2b": {{"z1": "{bad}"}}}}',
            f'{{"{bad}": {{"{bad}": 1}}}}',
            f'{{"2b": {{"{bad}": 1}}}}',
        ]
    )
    text_file(folder, text, "answers.json")
    if rng.random() < 0.3:
        with open(os.path.join(os.fsencode(folder), b"name-\xff\xfe"), "w"):
            pass


def markup(folder, rng, outside):
    if rng.random() < 0.5:
        text_file(folder, filled(lambda: rng.choice(MARKUP)), "answers.json")
    else:
        text_file(folder, json.dumps({rng.choice(MARKUP): {rng.choice(MARKUP): 1}}), "answers.json")
        name = "<b>`x`" + rng.choice(["[a](b)", "\n", "\u202e", "*"])
        (folder / name).touch()


def many_files(folder, rng, outside):
    for i in range(rng.choice([300, 1_001])):
        (folder / f"f{i}").touch()
    text_file(folder, template("0.5"))


def no_permission(folder, rng, outside):
    text_file(folder, template("0.5"))
    (folder / "closed").mkdir()
    (folder / "closed" / "answers.json").touch()
    (folder / "answers.yaml").chmod(0)
    (folder / "closed").chmod(0)


def odd_yaml(folder, rng, outside):
    value = rng.choice(
        ["!!python/object/apply:os.system ['id']", "!!float 5", "!include /etc/passwd", "<<: *x",
         "@5", "`5`", "%5", "- - -", "|\n   " + "1 2\n   " * 20_000, ">\n    5", "'", '"', "{", "]",
         "? 5", ": 5", "1: 2: 3", "\t5", "---", "...", "&a", "*a", "!", "~", "{z1: 1}", "[[], []]"]
    )  # fmt: skip
    text_file(folder, template(value))


def long_lines(folder, rng, outside):
    value = rng.choice(["x y ", "1 ", "1,2 ", "[1] ", "a:b ", "1/2/", "- ", "'a'", "1;"])
    text_file(folder, "2b:\n  z1: " + value * rng.choice([3_000, 200_000]) + "\n  h1: 0.5\n")


def jumble(folder, rng, outside):
    letters = "2b: z1h1\n\n  []{}'\",&*!|>%@`-0.5e"
    text = "".join(rng.choice(letters) for _ in range(rng.choice([50, 2_000, 100_000])))
    text_file(folder, rng.choice(["", "2b:\n  z1: 0.1575\n"]) + text)


def secret_paths(folder, rng, outside):
    value = rng.choice(
        [f"!include {outside}/secret.yaml", f"file://{outside}/secret.yaml", f"@{outside}/secret",
         f"$(cat {outside}/secret.yaml)", f"`cat {outside}/secret.yaml`", f"<{outside}/secret.yaml"]
    )  # fmt: skip
    text_file(folder, template(json.dumps(value)))


def wrong_kinds(folder, rng, outside):
    questions = [5, [], None, {"z1": {"a": 1}}, {"z1": [[1, {}]]}, {"": ""}, {"z1": [[[[[1]]]]]}]
    root = rng.choice([[], 5, "text", None, True, [[[]]], *({"2b": q} for q in questions)])
    text_file(folder, json.dumps(root), rng.choice(["answers.json", "answers.yaml"]))


def many_answer_files(folder, rng, outside):
    for i in range(rng.choice([2, 20, 300])):
        (folder / f"d{i}").mkdir()
        text_file(folder / f"d{i}", template("0.5"), rng.choice(["answers.yaml", "Answers.JSON"]))


def truncated(folder, rng, outside):
    whole = template("[[1.5, 1.1], [1.2, 0]]").encode("utf-16" if rng.random() < 0.3 else "utf-8")
    (folder / "answers.yaml").write_bytes(whole[: rng.randrange(len(whole))])
