"""Of a list with a box ticked, the ticked items are said; a list of empty boxes is a list."""

from __future__ import annotations

import pytest

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of

LISTS = [
    ("s.md", "- [ ] 1.2\n- [x] .5\n- [ ] 3.4", ".5"),
    ("s.md", "- [ ] z = 1.2\n- [ ] y = 2", "z = 1.2|y = 2"),
    ("s.md", "- [x] z = 1.2\n- [X] y = 2", "z = 1.2|y = 2"),
    ("s.md", "- [x] yes\n- [ ] no\n\nSo:\n\n- [ ] z = 1\n- [ ] y = 2", "yes|So:|z = 1|y = 2"),
    ("s.txt", "[ ] true\n[x] false\n\n[1, 2] = v", "false|[1, 2] = v"),
    ("s.txt", "☐ north\n\n☒ south", "south"),
]


@pytest.mark.parametrize("name, text, read", LISTS)
def test_what_is_not_ticked_is_not_said(name, text, read):
    blocks = blocks_of(SheetFile(name=name, data=text.encode()))
    texts = ("".join(piece.text for piece in block.pieces).strip() for block in blocks)
    assert "|".join(filter(None, texts)) == read
