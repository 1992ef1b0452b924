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
    # numpy's rows stand below each other like those of a matrix that is drawn line by line
    ("print('Q:')\nprint(Q)\nprint('K =')\nprint(K)",
     "Q:\n[[ 0.5 -0.2]\n [ 0.6  0.8]\n [ 0.8  0.2]]\nK =\n[[1. 2.]\n [3. 4.]\n [5. 6.]\n [7. 8.]]\n",
     ["Q:\n[[ 0.5 -0.2]\n [ 0.6  0.8]\n [ 0.8  0.2]]",
      "K =\n[[1. 2.]\n [3. 4.]\n [5. 6.]\n [7. 8.]]"]),
    ("print(a)\nprint()\nprint(b)", "tensor([[1.],\n        [2.]])\n\n3\n",
     ["a = tensor([[1.],\n        [2.]])", "b = 3"]),
    ("%time x\nprint(P)", "0.75\n", ["P = 0.75"]), ("print(P", "0.75\n", ["0.75"]),
    ("for i in x:\n    print(i)\nprint(P)", "1\n2\n", ["1", "2"]),
    ("print(*xs)", "1 2\n", ["1 2"]), ("def f():\n    print(P)\nf()", "0.75", ["0.75"]),
    ("print('done')\nprint(P)", "done\n0.75\n", ["done", "P = 0.75"]),
    ("-" * 9_000 + "1\nprint(P)", "0.75\n", ["0.75"]),
    ("print('gradients:', g2, g1)", "gradients: -0.5 0.25\n", ["gradients: g2 = -0.5", "g1 = 0.25"]),
    ("print(f'in {a:.2f} out {b:.2f}')", "in 0.16 out 0.54\n", ["in a = 0.16", "out b = 0.54"]),
    ("print(f'{a:.2f} m, {b:.2f} m')", "1.50 m, 2.25 m\n", ["a = 1.50 m", "b = 2.25 m"]),
    ("print('%.1f of %.1f' % (a, b))", "1.5 of 2.5\n", ["a = 1.5", "of b = 2.5"]),
    ("print('{:.1f} of {b:,.2f}'.format(a, b=c))", "1.5 of 1,250.00\n",
     ["a = 1.5", "of c = 1,250.00"]),
    ("print('a ' + str(a) + ' b ' + str(b))", "a 1 b 2\n", ["a a = 1", "b b = 2"]),
    ("print(f'z = {z}, h = {h}')", "z = 1, h = 2\n", ["z = 1", "h = 2"]),
    ("print('Q(1,a) =', q, ' Q(1,b) =', r)", "Q(1,a) = 0.5  Q(1,b) = 0.75\n",
     ["Q(1,a) = 0.5", "Q(1,b) = 0.75"]),
    ("print(f'share: {a:.1%}')\nprint(b)", "share: 75.0%\n2\n", ["share: 75.0%", "b = 2"]),
    ("print(a, end=' ')\nprint(b)", "1 2\n", ["a = 1", "b = 2"]),
    ("for n, i, o in [('A', in_A, out_A)]:\n    print(f'{n}: in {i} out {o}')",
     "A: in 0.16 out 0.54\n", ["A: in in_A = 0.16", "out out_A = 0.54"]),
    ("for v in (P, R):\n    print(v)", "0.75\n0.9\n", ["P = 0.75", "R = 0.9"]),
    ("ns, vs = 1, 2\nvs = [P, R]\nfor k, v in enumerate(vs):\n    print(v)", "0.75\n0.9\n",
     ["P = 0.75", "R = 0.9"]),
    ("for n, v in zip(['p', 'r'], [P, R]):\n    print(n, v)\nprint(F)", "p 0.75\nr 0.9\n0.8\n",
     ["p 0.75", "r 0.9", "F = 0.8"]),
    ("for n, v in {'p': P, 'r': R}.items():\n    print(v)", "0.75\n0.9\n", ["P = 0.75", "R = 0.9"]),
    ("for k in range(2):\n    x = f(x)\n    print(x)\nprint(y)", "1\n2\n3\n", ["1", "2", "y = 3"]),
    ("train()\nprint('accuracy', a, 'loss', b)\nprint(c)", "epoch 1\naccuracy 0.9 loss 0.1\n3\n",
     ["epoch 1", "accuracy a = 0.9", "loss b = 0.1", "3"]),
    ("print(t)\nprint('mean', m, 'std', s)", "no number\nmean 1.5 std 0.5\n",
     ["no number", "mean m = 1.5", "std s = 0.5"]),
    ("print('dL/dY =')\nprint(G)", "dL/dY =\n[[1. 2.]\n [3. 4.]]\n", ["dL/dY =\n[[1. 2.]\n [3. 4.]]"]),
    ("print(a, b)", "1\n2\n3\n", ["1", "2", "3"]), ("print(a)", "1 and 2\n", ["1 and 2"]),
    ("for i in range(10**9):\n    print(i)", "0\n1\n", ["0", "1"]),
    ("x = [" * 500 + "]" * 500 + "\nprint(P)", "0.75\n", ["0.75"]),
]  # fmt: skip


@pytest.mark.parametrize("source, stdout, read", PRINTED)
def test_a_printed_value_is_called_what_the_code_calls_it(source, stdout, read):
    assert printed(source, stdout) == read


RESULTS = [
    ("F = 1\nF", "np.float64(0.818)", ["F = np.float64(0.818)"]),
    ("P, R", "(0.75, 0.9)", ["P = 0.75", "R = 0.9"]),
    ("2*P*R/(P+R)", "0.818", ["2 * P * R / (P + R) = 0.818"]),
    ("np.mean(x)", "7.0", ["mean(x) = 7.0"]), ("x.mean()", "7.0", ["mean(x) = 7.0"]),
    ("df['d1'].max()", "7.0", ["max(d1) = 7.0"]), ("df['d1'] + 1", "7.0", ["d1 + 1 = 7.0"]), ("F;", "0.8", ["0.8"]), ("'P'", "'P'", ["'P'"]),
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


def test_a_formula_of_sympy_is_shown_as_its_latex():
    data = {"text/plain": "Eq(x, 1/2)", "text/latex": "$\\displaystyle \\frac{1}{2} e^{- t}$"}
    outputs = [{"output_type": "execute_result", "data": data}]
    cells = [{"cell_type": "code", "source": "df = diff(f)\ndf", "outputs": outputs}]
    (block,) = blocks_of(SheetFile(name="n.ipynb", data=json.dumps({"cells": cells}).encode()))
    (piece,) = block.pieces
    assert piece.is_math
    assert piece.text == "\\mathrm{df} = \\frac{1}{2} e^{- t}"


@pytest.mark.parametrize("array", ["[1. 3.]", "[0. 0. 1.]", "[[1. 2.]\n [3. 0.5]]"])
def test_whole_numbers_with_a_point_stay_apart(array):
    cells = [{"cell_type": "code", "source": "print(f'v: {v}')",
              "outputs": [{"output_type": "stream", "text": f"v: {array}\n"}]}]  # fmt: skip
    found = statements(
        blocks_of(SheetFile(name="n.ipynb", data=json.dumps({"cells": cells}).encode())),
        lambda _: False,
    )
    assert [item.chain.members for item in found] == [("v", array)]
