"""Random syntax trees of scalars, for the properties."""

from hypothesis import strategies as st

from grader.mathlang.tree import Call, Comparison, Name, Negative, Number, Power, Product, Sum

NAMES = ("w1", "w2", "x", "y_hat", "alpha", "step_size", "dL_dw3", "h1_bar", "b_new")
FUNCTIONS = ("sigmoid", "exp", "tanh", "log", "sqrt", "sin", "relu", "abs")
PRODUCT_SIGNS = ("*", "@", "·", "⊙", "/")

names = st.sampled_from(NAMES).map(Name)
numbers = st.one_of(
    st.integers(0, 999).map(float),
    st.floats(1e-6, 1e6, allow_nan=False).map(lambda value: float(f"{value:.6g}")),
).map(Number)


def _chain(kind, inner, signs):
    return st.lists(inner, min_size=2, max_size=4).flatmap(
        lambda operands: st.lists(
            st.sampled_from(signs), min_size=len(operands) - 1, max_size=len(operands) - 1
        ).map(lambda chosen: kind(tuple(operands), tuple(chosen)))
    )


def _larger(inner):
    return st.one_of(
        _chain(Sum, inner, ("+", "-")),
        _chain(Product, inner, PRODUCT_SIGNS),
        inner.map(Negative),
        st.tuples(inner, inner).map(lambda parts: Power(*parts)),
        st.tuples(st.sampled_from(FUNCTIONS), inner).map(lambda p: Call(p[0], (p[1],))),
        inner.map(lambda part: Call("sigmoid", (part,), primes=1)),
        st.tuples(inner, inner).map(lambda parts: Call("maximum", parts)),
        _chain(Comparison, inner, ("<", ">=", "!=")),
    )


trees = st.recursive(st.one_of(names, numbers), _larger, max_leaves=10)
