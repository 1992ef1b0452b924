"""What code printed stands under the names of the code, which is read and never run."""

from __future__ import annotations

import json

import pytest

from grader.answers.document.blocks import Kind, SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet.statements import statements


def printed(source: str, stdout: str = "", result: str = "", name: str = "n.ipynb") -> list[str]:
    """The output of a notebook of one cell, as it is read."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": stdout}] if stdout else []
    if result:
        data = {"text/plain": result}
        outputs.append({"output_type": "execute_result", "data": data})
    cells = [{"cell_type": "code", "source": source, "outputs": outputs}]
    blocks = blocks_of(SheetFile(name=name, data=json.dumps({"cells": cells}).encode()))
    assert all(block.kind is Kind.OUTPUT for block in blocks)
    return ["".join(piece.text for piece in block.pieces).strip() for block in blocks]


PRINTED = [
    ("print(P)", "0.75\n", ["P = 0.75"]), ("print(P)\nprint(R, F)", "0.75\n0.9 0.8\n",
                                           ["P = 0.75", "R = 0.9", "F = 0.8"]),
    ("print(round(P, 2))\nprint(np.round(R, 3))", "0.75\n0.9\n", ["P = 0.75", "R = 0.9"]),
    ("print(f'{P:.2f}')\nprint(R.item())", "0.75\n0.9\n", ["P = 0.75", "R = 0.9"]),
    ("print('P is', P)\nprint(R)", "P is 0.75\n0.9\n", ["P is 0.75", "R = 0.9"]),
    ("print(W)", "[[1. 2.]\n [3. 4.]]\n", ["W = [[1. 2.]\n [3. 4.]]"]),
    ("print(a)\nprint()\nprint(b)", "tensor([[1.],\n        [2.]])\n\n3\n",
     ["a = tensor([[1.],\n        [2.]])", "b = 3"]),
    ("%time x\nprint(P)", "0.75\n", ["P = 0.75"]), ("print(P", "0.75\n", ["0.75"]),
    ("for i in x:\n    print(i)\nprint(P)", "1\n2\n", ["1", "2"]),
    ("print(*xs)", "1 2\n", ["1 2"]), ("def f():\n    print(P)\nf()", "0.75", ["0.75"]),
    ("print('done')\nprint(P)", "done\n0.75\n", ["done", "P = 0.75"]),
    ("-" * 9_000 + "1\nprint(P)", "0.75\n", ["0.75"]),
]  # fmt: skip


@pytest.mark.parametrize("source, stdout, read", PRINTED)
def test_a_printed_value_is_called_what_the_code_calls_it(source, stdout, read):
    assert printed(source, stdout) == read


RESULTS = [
    ("F = 1\nF", "np.float64(0.818)", ["F = np.float64(0.818)"]),
    ("P, R", "(0.75, 0.9)", ["P = 0.75", "R = 0.9"]),
    ("2*P*R/(P+R)", "0.818", ["2 * P * R / (P + R) = 0.818"]),
    ("np.mean(x)", "7.0", ["mean(x) = 7.0"]), ("F;", "0.8", ["0.8"]), ("'P'", "'P'", ["'P'"]),
    ("plt.plot(x)", "[<Line2D at 0x7f>]", ["[<Line2D at 0x7f>]"]),
    ("W @ x", "array([[1., 2.],\n       [3., 4.]])",
     ["W @ x = array([[1., 2.],\n       [3., 4.]])"]),
]  # fmt: skip


@pytest.mark.parametrize("source, result, read", RESULTS)
def test_the_last_expression_of_a_cell_names_its_result(source, result, read):
    assert printed(source, result=result) == read


def test_warnings_of_a_program_are_not_read():
    outputs = [{"output_type": "stream", "name": "stderr", "text": "P = 0.75"}]
    cells = [{"cell_type": "code", "source": "P", "outputs": outputs}]
    assert not blocks_of(SheetFile(name="n.ipynb", data=json.dumps({"cells": cells}).encode()))


@pytest.mark.parametrize(
    "output", ["```\n0.75\n```", "Output:\n\n```text\n0.75\n```", "    0.75\n"]
)
def test_a_notebook_turned_into_markdown_reads_alike(output):
    text = f"```python\nP = 18/24\nprint(P)\n```\n\n{output}"
    last = blocks_of(SheetFile(name="s.md", data=text.encode()))[-1]
    assert (last.kind, last.pieces[0].text) == (Kind.OUTPUT, "P = 0.75")


def test_a_printed_row_that_runs_over_two_lines_is_one_row():
    text = "```python\na\n```\n\n```\narray([0.09, 0.24,\n       0.66])\n```"
    found = statements(blocks_of(SheetFile(name="s.md", data=text.encode())), lambda _: False)
    assert [item.chain.members for item in found] == [("a", "[0.09, 0.24, 0.66]")]
