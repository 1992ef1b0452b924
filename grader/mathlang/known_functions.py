"""The functions of the language: their names, the other names they go by, what they compute.

The operations themselves are those of `grader.ops`; nothing is computed here.
"""

from collections.abc import Callable
from functools import lru_cache
from inspect import Parameter, signature
from typing import Any

from grader.ops import ALIASES as OWN_ALIASES
from grader.ops import DERIVATIVES, FUNCTIONS

Function = Callable[..., Any]
COUNTING = ("factorial", "binomial", "permutations", "multinomial", "gcd", "lcm", "power_mod")
"""Functions of whole numbers alone."""
COMPLEX = "complex."
"""What begins the name of a function of complex numbers in a tree; no text can spell it."""
COMPLEX_ELEMENTWISE = frozenset(
    f"{COMPLEX}{name}"
    for name in str.split(
        "abs re im conj exp arg arg_deg polar polar_deg cis cis_deg sqrt log sin cos tan sinh cosh "
        "tanh wide real"
    )
)
"""Those that act on each entry alone."""


ALIASES: dict[str, str] = OWN_ALIASES | {
    "ln": "log", "lg": "log10", "logistic": "sigmoid", "sgn": "sign", "fact": "factorial",
    "binom": "binomial", "comb": "binomial", "nCr": "binomial", "choose": "binomial",
    "Abs": "abs", "tr": "trace", "avg": "mean", "average": "mean", "inverse": "inv",
    "eye": "identity", "ceiling": "ceil", "concat": "concatenate", "Id": "identity",
    "tg": "tan", "trans": "transpose", "exponential": "exp",
    "dot_product": "dot", "crossentropy": "cross_entropy", "onehot": "one_hot",
    "variance": "var", "standard_deviation": "std", "diagonal": "diag",
    "kl": "kl_divergence", "if": "where", "nPr": "permutations", "modulo": "mod",
    "remainder": "mod", "rank": "matrix_rank", "pseudoinverse": "pinv", "eigvals": "eigenvalues",
    "eigvecs": "eigenvectors", "charpoly": "characteristic_polynomial", "cond": "condition_number",
    "lu_l": "lu_lower", "lu_u": "lu_upper", "lu_p": "lu_permutation", "gram_schmidt": "qr_q",
    "lstsq": "least_squares", "svd_s": "singular_values", "row_reduce": "rref",
    "invnorm": "normal_quantile", "norminv": "normal_quantile",
    "sample_var": "sample_variance", "corrcoef": "correlation", "skew": "skewness",
    "count": "count_nonzero", "bincount": "count_labels", "levenshtein": "edit_distance",
    "layernorm": "layer_norm", "rmsnorm": "rms_norm", "batchnorm": "batch_norm",
    "maxpool1d": "max_pool1d", "maxpool2d": "max_pool2d", "avgpool1d": "avg_pool1d",
    "avgpool2d": "avg_pool2d", "maxpool": "max_pool2d", "avgpool": "avg_pool2d",
    "ema": "moving_average",
}  # fmt: skip
"""Another name -> the name in `grader.ops`."""
for _name in ("sin", "cos", "tan", "sec", "csc", "cot"):
    for _hyperbolic in ("", "h"):
        ALIASES[f"a{_name}{_hyperbolic}"] = f"arc{_name}{_hyperbolic}"
        ALIASES[f"ar{_name}{_hyperbolic}"] = f"arc{_name}{_hyperbolic}"
        ALIASES[f"arg{_name}{_hyperbolic}"] = f"arc{_name}{_hyperbolic}"
for _other, _name in (("cosec", "csc"), ("cotan", "cot")):
    for _start, _front in (("", ""), ("a", "arc"), ("arc", "arc")):
        for _hyperbolic in ("", "h"):
            ALIASES[f"{_start}{_other}{_hyperbolic}"] = f"{_front}{_name}{_hyperbolic}"
_FAMILIES = {
    "normal": "norm", "chi_square": "chi2", "binomial": "binom", "exponential": "expon",
    "geometric": "geom", "hypergeometric": "hypergeom",
}  # fmt: skip
"""Distributions that are called otherwise as well."""
for _own in FUNCTIONS:
    _family, _, _what = _own.rpartition("_")
    if _family and _what in ("pdf", "pmf", "cdf", "quantile"):
        _stem, _whats = _FAMILIES.get(_family, _family), [_what]
        _whats += ["ppf"] if _what == "quantile" else []
        ALIASES.update({f"{stem}_{what}": _own for stem in (_family, _stem) for what in _whats})
        del ALIASES[_own]
ALIASES.update(normpdf="normal_pdf", normcdf="normal_cdf")
ALIASES.update(arccosec="arccsc", arcctg="arccot", ctg="cot")

PREFIXED: frozenset[str] = frozenset(
    str.split(
        "sin cos tan sec csc cot arcsin arccos arctan arcsec arccsc arccot sinh cosh tanh "
        "sech csch coth arcsinh arccosh arctanh arcsech arccsch arccoth sinc exp log log2 "
        "log10 sqrt sigmoid relu softmax max min det trace sign abs softplus argmax argmin"
    )
)
"""The functions that may be written without parentheses, `sin x`."""
INVERSES: dict[str, str] = {
    "exp": "log", "log": "exp", "normal_cdf": "normal_quantile", "normal_quantile": "normal_cdf",
}  # fmt: skip
"""What `f^{-1}` is, besides `arc...` for the trigonometric ones."""
_BY_ENTRIES = FUNCTIONS.of_module(
    "sampling_distributions",
    "continuous_distributions",
    "discrete_distributions",
    "special_functions",
    "whole_numbers",
) - {"multinomial"}
ELEMENTWISE: frozenset[str] = _BY_ENTRIES | frozenset(
    str.split(
        "add subtract multiply divide power maximum minimum clip step where less less_equal "
        "greater greater_equal equal not_equal logical_and logical_or logical_not exp log "
        "log2 log10 sqrt square reciprocal abs sign floor ceil round factorial erf "
        "sigmoid "
        "log_sigmoid softplus relu leaky_relu elu silu gelu dsigmoid dtanh drelu dsilu dgelu "
        "delu dleaky_relu sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh "
        "arctanh sec csc cot arcsec arccsc arccot sech csch coth arcsech arccsch arccoth sinc "
        "atan2 arctan2"
    )
)
"""The functions that act on each entry alone, and so may stand inside a sum over an index."""


_DISTRIBUTIONS = FUNCTIONS.of_module(
    "sampling_distributions", "continuous_distributions", "discrete_distributions"
)
WORK = {
    name: 5000 if name.endswith("_quantile") else 500 if name.endswith("_cdf") else 50
    for name in _DISTRIBUTIONS
}
"""What an entry costs that is searched or summed up by Python, in operations of numpy's."""


@lru_cache(maxsize=2048)
def known_function(word: str) -> str | None:
    """The name in `grader.ops` of the function that a word means; None if there is none.

    Upper and lower case are told apart only where both exist: `ReLU` and `SIN` are known.
    """
    for spelling in (word, word.lower()):
        name = ALIASES.get(spelling, spelling)
        if name in FUNCTIONS:
            return name
    return None


@lru_cache(maxsize=512)
def takes_several(word: str) -> bool:
    """Whether a function would say nothing of a single number, so that a comma parts two."""
    name = known_function(word)
    if name is None:
        return False
    given = signature(FUNCTIONS[name]).parameters.values()
    return name in ("max", "min") or sum(p.default is Parameter.empty for p in given) > 1


def inverse(name: str) -> str | None:
    """The function that undoes another, where the language has it."""
    if f"arc{name}" in FUNCTIONS:
        return f"arc{name}"
    return INVERSES.get(name)


def slope(name: str) -> Function | None:
    """The derivative of a function of one argument, where the language has it."""
    return DERIVATIVES.get(name)
