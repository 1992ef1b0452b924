"""The connectives of logic in every spelling, and what each is in arithmetic of 1 and 0.

A formula of logic is kept as the arithmetic that a rubric's formulas of conditions are written out
in, so that the same evaluation gives its values.
"""

from __future__ import annotations

from grader.mathlang.tree import Call, Comparison, Number, Product, Sum, Tree

IFF, IMPLIES, OR, NOR, XOR, AND, NAND, NOT = (
    "iff", "implies", "or", "nor", "xor", "and", "nand", "not",
)  # fmt: skip
SIGNS: dict[str, str] = {
    IFF: r"↔|⇔|<-+>|<=+>|\\(?:iff|(?:[lL]ong)?[lL]eftrightarrow)(?![a-zA-Z])",
    IMPLIES: r"→|⇒|⊃|-+>|=+>|\\(?:to|implies|supset|[rR]ightarrow|[lL]ongrightarrow)(?![a-zA-Z])",
    NOR: r"↓|⊽|\\(?:downarrow|barvee)(?![a-zA-Z])",
    OR: r"∨|⋁|\|\||\\(?:lor|vee|bigvee)(?![a-zA-Z])",
    XOR: r"⊕|⊻|\\(?:oplus|veebar)(?![a-zA-Z])",
    NAND: r"↑|⊼|\\(?:uparrow|barwedge)(?![a-zA-Z])",
    AND: r"∧|⋀|&&?|\\(?:land|wedge|bigwedge)(?![a-zA-Z])|/\\",
    NOT: r"¬|!(?!=)|\\(?:lnot|neg|sim)(?![a-zA-Z])|~(?!=)|≈",
}
"""The signs that mean a connective whatever stands beside them. `∼` is canonically `≈`."""
BOOLEAN_SIGNS: dict[str, tuple[str, ...]] = {
    OR: (r"\+", r"\|"),
    AND: (r"[·*×]", r"\\(?:cdot|times|ast)(?![a-zA-Z])"),
}
"""Those that mean one between truth values alone."""
LEVELS: tuple[tuple[str, ...], ...] = ((IFF,), (IMPLIES,), (OR, NOR), (XOR,), (AND, NAND))
"""From loose to tight."""


_COMPARED = {IFF: "==", XOR: "!=", IMPLIES: ">="}


def negated(tree: Tree) -> Tree:
    return Sum((Number(1.0), tree), ("-",))


def joined_by(word: str, left: Tree, right: Tree) -> Tree:
    """Two statements joined by a connective, in arithmetic."""
    if word == AND:
        return Product((left, right), ("⊙",))
    if word == OR:
        return Call("maximum", (left, right))
    if word in _COMPARED:  # of negations, to be told from a comparison of numbers
        return Comparison((negated(left), negated(right)), (_COMPARED[word],))
    return negated(joined_by(AND if word == NAND else OR, left, right))


def negand(tree: Tree) -> Tree | None:
    """What is negated in a tree; None where it is no negation."""
    is_one = isinstance(tree, Sum) and tree.signs == ("-",) and tree.operands[0] == Number(1.0)
    return tree.operands[1] if is_one and isinstance(tree, Sum) else None


def logic_parts(tree: Tree) -> tuple[str, Tree, Tree] | None:
    """The connective of a tree with its two sides; None for a negation, a variable and what is no
    formula of logic."""
    if isinstance(tree, Product) and tree.signs == ("⊙",):
        return AND, tree.operands[0], tree.operands[1]
    if isinstance(tree, Call) and tree.function == "maximum" and len(tree.arguments) == 2:
        return OR, tree.arguments[0], tree.arguments[1]
    if isinstance(tree, Comparison) and len(tree.operands) == 2:
        left, right = map(negand, tree.operands)
        word = next((one for one, sign in _COMPARED.items() if (sign,) == tree.signs), None)
        if word is not None and left is not None and right is not None:
            return word, left, right
    return None
