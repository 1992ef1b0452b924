"""The signs that say of two sides that they are one value, in every dress."""

import re

from grader.alphabet.latex_commands import COMMANDS

RELATIONS: frozenset[str] = frozenset({"=", "≈", ":=", "←", "≡"})
"""The signs of the grammar that join the members of a chain."""
COMPARISONS: frozenset[str] = frozenset({"<", "<=", ">", ">=", "==", "!="})
"""The signs of the grammar that ask whether something holds."""
RELATION_COMMANDS: tuple[str, ...] = tuple(
    name for name, sign in COMMANDS.items() if sign in RELATIONS
)
_NAMES = "|".join(sorted(RELATION_COMMANDS, key=len, reverse=True))
RELATION = rf"\\(?:{_NAMES})(?![a-zA-Z])|:=|~=|[≈≡←≔≜]|==|(?<![<>!=~:])=(?!>)"
"""A relation sign as it is written in canonical characters: a pattern without groups."""
_LIMITS = "|".join(
    [name for name, sign in COMMANDS.items() if sign in COMPARISONS and name not in ("lt", "gt")]
    + ["lt", "gt", "to", "rightarrow", "longrightarrow", "propto", "in", "mapsto", "ll", "gg"]
)
LIMIT = rf"\\(?:{_LIMITS})(?![a-zA-Z])|[<>≤≥≠∈→]=?|!="
"""A sign after which no value of a chain stands: inequalities and arrows."""
IS_RELATION = re.compile(RELATION)
