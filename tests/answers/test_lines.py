"""One slip in the template costs its own step, whatever slip it is and wherever it stands."""

from __future__ import annotations

import contextlib
import json
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.answers.files import AnswerFile
from grader.answers.filled_template import answers
from grader.errors import SubmissionError
from tests.homework import HW3, RIGHT

ASKED = HW3.asked()
STEPS = [(question, step) for question, steps in ASKED.items() for step in steps]


def written(values, spread=()):
    """A filled-in template; the matrices named in `spread` stand over several lines."""
    lines = []
    for question, steps in ASKED.items():
        lines.append(f"{question}:")
        for step in steps:
            value = values[question, step]
            if (question, step) in spread and value.startswith("[["):
                rows = [row.strip("[] ") for row in value.split("],")]
                lines += [f"  {step}: |", *(f"    {row.replace(',', ' ')}" for row in rows)]
            else:
                lines.append(f"  {step}: {value}")
    return lines


def read(lines, name="answers.yaml"):
    return answers(AnswerFile(name=name, text="\n".join(lines) + "\n"), ASKED)


def kept(found):
    return {step: " ".join(answer.text.split()) for step, answer in found.by_step.items()}


DAMAGE = {
    "bracket left open": lambda line: line.replace("]", "", 1) if "]" in line else line + " [",
    "brace left open": lambda line: line.replace(": ", ": {", 1),
    "brace too many": lambda line: line + "}",
    "quote left open": lambda line: line.replace(": ", ': "', 1),
    "single quote left open": lambda line: line.replace(": ", ": '", 1),
    "quote at the end": lambda line: line + '"',
    "curly quotes": lambda line: line.replace(": ", ": “", 1) + "”",
    "latex in quotes": lambda line: line.replace(": ", ': "\\hat{y} ', 1) + '"',
    "greek in quotes": lambda line: line.replace(": ", ': "\\sigma ', 1) + '"',
    "tab before the key": lambda line: "\t" + line.lstrip(),
    "tab after the key": lambda line: line.replace(": ", ":\t", 1),
    "two tabs": lambda line: "\t\t" + line.lstrip(),
    "deeper": lambda line: "   " + line,
    "one blank deeper": lambda line: " " + line,
    "one blank less": lambda line: line[1:] if line.startswith(" ") else " " + line,
    "at the margin": lambda line: line.lstrip(),
    "a colon in the value": lambda line: line.replace(": ", ": L: ", 1),
    "two colons": lambda line: line.replace(": ", ":: ", 1),
    "no colon": lambda line: line.replace(":", "", 1),
    "no blank after the colon": lambda line: line.replace(": ", ":", 1),
    "a blank before the colon": lambda line: line.replace(":", " :", 1),
    "equals for the colon": lambda line: line.replace(":", " =", 1),
    "a wide colon": lambda line: line.replace(":", "：", 1),
    "a semicolon": lambda line: line.replace(":", ";", 1),
    "a dash before the key": lambda line: "  - " + line.lstrip(),
    "a star before the key": lambda line: "  * " + line.lstrip(),
    "a bullet before the key": lambda line: "  • " + line.lstrip(),
    "a dash before the value": lambda line: line.replace(": ", ": - ", 1),
    "an at sign": lambda line: line.replace(": ", ": @", 1),
    "a backtick": lambda line: line.replace(": ", ": `", 1) + "`",
    "a percent sign": lambda line: line.replace(": ", ": %", 1),
    "a star": lambda line: line.replace(": ", ": *", 1),
    "an ampersand": lambda line: line.replace(": ", ": &", 1),
    "an exclamation mark": lambda line: line.replace(": ", ": !", 1),
    "a bar": lambda line: line.replace(": ", ": |", 1),
    "an angle": lambda line: line.replace(": ", ": > ", 1),
    "a question mark": lambda line: "? " + line,
    "a comma first": lambda line: line.replace(": ", ": ,", 1),
    "a comma last": lambda line: line + ",",
    "the key in quotes": lambda line: quoted(line, '"'),
    "the key in one quote": lambda line: quoted(line, ""),
    "the key twice": lambda line: line + "\n" + line,
    "the value on the next line": lambda line: line.replace(": ", ":\n", 1),
    "a line of its own words": lambda line: line + "\nI was not sure here",
    "a document mark": lambda line: "---\n" + line,
    "an end mark": lambda line: line + "\n...",
    "a directive": lambda line: "%YAML 1.2\n" + line,
    "a mark of a merge": lambda line: "<<<<<<< HEAD\n" + line,
    "a control character": lambda line: line + "\x07",
    "a fixed blank": lambda line: line.replace("  ", "\u00a0\u00a0", 1),
    "a mark of order": lambda line: "\ufeff" + line,
    "the line is lost": lambda line: line[:0],
    "a comment sign": lambda line: "# " + line,
    "cut in the middle": lambda line: line[: len(line) // 2],
    "the first letter is lost": lambda line: "  " + line.lstrip()[1:],
    "upper case": lambda line: line.upper(),
    "a fence": lambda line: "```yaml\n" + line,
}  # fmt: skip


def quoted(line, closing):
    key = line.split(":")[0].strip()
    return line.replace(key, f'"{key}{closing}', 1)


def own(lines, at):
    """The step that a line says something of; None for the key of a question."""
    question = None
    step = None
    for line in lines[: at + 1]:
        if not line.startswith(" "):
            question, step = line.rstrip(":"), None
        elif line.startswith("  ") and not line.startswith("   "):
            step = line.split(":")[0].strip()
    return None if step is None else (question, step)


@pytest.mark.parametrize("name", DAMAGE)
def test_each_damage_of_each_line_costs_that_line_alone(name):
    lines = written(RIGHT, spread={("1b", "dL_dW")})
    whole = kept(read(lines))
    assert len(whole) == len(STEPS)
    for at, line in enumerate(lines):
        found = kept(read([*lines[:at], DAMAGE[name](line), *lines[at + 1 :]]))
        others = {step: text for step, text in whole.items() if step != own(lines, at)}
        lost = {step: text for step, text in others.items() if found.get(step) != text}
        assert not lost, (line, lost)


VALUES = st.one_of(
    st.floats(-1e3, 1e3, allow_nan=False).map(lambda x: f"{x:.4g}"),
    st.sampled_from(["[[1.5, 1.1], [1.2, 0]]", "2(y - ŷ) h2", "\\sigma(x)(1 - \\sigma(x))",
                     "'0.5'", "-ln(0.5935)", "0.5 # about", "1/4", "[1, 2, 3]", "2 0.2; 0.4 3"]),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(VALUES, min_size=len(STEPS), max_size=len(STEPS)), st.data())
def test_a_damaged_line_costs_nothing_of_the_others(values, data):
    lines = written(dict(zip(STEPS, values, strict=True)), spread={("1b", "Y")})
    whole = kept(read(lines))
    at = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(st.sampled_from(sorted(DAMAGE)))
    found = kept(read([*lines[:at], DAMAGE[damage](lines[at]), *lines[at + 1 :]]))
    for step in set(whole) - {own(lines, at)}:
        assert found.get(step) == whole[step], (damage, lines[at])


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from(["answers.yaml", "answers.json"]))
@example("[" * 60, 3, "answers.yaml")
def test_any_scribble_between_the_lines_is_no_crash(scribble, at, name):
    lines = written(RIGHT)
    lines.insert(at, scribble)
    with contextlib.suppress(SubmissionError):
        assert read(lines, name).by_step.keys() <= set(STEPS)


JSON_DAMAGE = {
    "comma lost": lambda text, rng: drop(text, rng, ","),
    "comma too many": lambda text, _: text.replace("}", ",}", 1),
    "brace lost": lambda text, rng: drop(text, rng, "}"),
    "last brace lost": lambda text, _: text.rstrip("}\n "),
    "single quotes": lambda text, _: text.replace('"', "'"),
    "a comment": lambda text, _: text.replace("\n", "  // mine\n", 1),
    "latex": lambda text, _: text.replace("\\\\sigma", "\\sigma"),
    "text behind": lambda text, _: text + "\nthat is all",
}


def drop(text, rng, sign):
    places = [at for at, c in enumerate(text) if text[at : at + 2] == sign + "\n"]
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


@pytest.mark.parametrize("name", JSON_DAMAGE)
def test_a_slip_in_json_costs_little(name):
    questions: dict[str, dict[str, str]] = {}
    for question, step in STEPS:
        questions.setdefault(question, {})[step] = RIGHT[question, step]
    text = json.dumps(questions, indent=1)
    whole = kept(answers(AnswerFile(name="answers.json", text=text), ASKED))
    for seed in range(10):
        damaged = JSON_DAMAGE[name](text, random.Random(seed))
        found = kept(answers(AnswerFile(name="answers.json", text=damaged), ASKED))
        lost = [step for step in whole if found.get(step) != whole[step]]
        assert len(lost) <= 1, (damaged, lost)


READ_AS = [
    ('2b:\n  z1: "\\beta + 1"\n', "\\beta + 1"),
    ('2b:\n  z1: "\\frac{1}{2}"\n', "\\frac{1}{2}"),
    ('2b:\n  z1: "2 \\nabla L"\n', "2 \\nabla L"),
    ('2b:\n  z1: "\\theta \\\\cdot 2"\n', "\\theta \\cdot 2"),
    ('2b:\n  z1: "(y - \\hat{y})"\n', "(y - \\hat{y})"),
    ('2b:\n  z1: "1 2\\n3 4"\n', "1 2\n3 4"),
    ('{"2b": {"z1": "\\tau + \\rho"}}', "\\tau + \\rho"),
]


@pytest.mark.parametrize("text, value", READ_AS)
def test_latex_in_double_quotes_stays_latex(text, value):
    name = "answers.json" if text.startswith("{") else "answers.yaml"
    found = answers(AnswerFile(name=name, text=text), ASKED)
    assert found.by_step["2b", "z1"].text == value


def test_a_long_text_that_is_no_yaml_is_read_in_little_time():
    lines = ["2b:", *(f"  z1: [{n}" for n in range(30_000))]
    assert read(lines).by_step["2b", "z1"]
