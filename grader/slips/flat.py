"""Chains of one strength kept flat, so that every factor and every term stands side by side."""

from grader.mathlang.tree import Negative, Product, Sum, Tree, rebuilt


def flat_product(left: Tree, sign: str, right: Tree) -> Tree:
    """`left sign right`, one chain where both sides are products and the value stays the same."""
    operands, signs = _chain(left)
    inner, inner_signs = _chain(right)
    if sign in "*⊙" and set(inner_signs) <= {sign}:
        return Product((*operands, *inner), (*signs, sign, *inner_signs))
    return Product((*operands, right), (*signs, sign))


def _chain(tree: Tree) -> tuple[tuple[Tree, ...], tuple[str, ...]]:
    return (tree.operands, tree.signs) if isinstance(tree, Product) else ((tree,), ())


def flat_sum(left: Tree, sign: str, right: Tree) -> Tree:
    """`left sign right`, one chain where both sides are sums; `+ -a` is `- a`."""
    operands, signs = (left.operands, left.signs) if isinstance(left, Sum) else ((left,), ())
    if isinstance(right, Negative):
        right, sign = right.operand, "-" if sign == "+" else "+"
    if not isinstance(right, Sum):
        return Sum((*operands, right), (*signs, sign))
    turned = right.signs if sign == "+" else tuple("-" if s == "+" else "+" for s in right.signs)
    return Sum((*operands, *right.operands), (*signs, sign, *turned))


def flattened(tree: Tree) -> Tree:
    """The same value, with every product and sum within it as flat as it can be."""
    return rebuilt(tree, _flat)


def _flat(tree: Tree) -> Tree:
    if isinstance(tree, (Product, Sum)):
        join = flat_product if isinstance(tree, Product) else flat_sum
        total = tree.operands[0]
        for sign, operand in zip(tree.signs, tree.operands[1:], strict=True):
            total = join(total, sign, operand)
        return total
    return tree
