"""The operations of forward and backward passes, of algebra and statistics, in plain numpy.

Solvers import them by name; the mathematics language finds them in `FUNCTIONS`. All of them are
pure, take anything that numpy can turn into an array of numbers, and give float64: an array, or
an `np.float64` for shape (). Shapes that clash and sizes beyond `MAX_ENTRIES` are a `ShapeError`
in words; outside its domain a function is nan or infinite, without a warning. A gradient takes
the upstream gradient first, then what the function itself takes.

A module is loaded when one of its functions is first used.
"""

from typing import TYPE_CHECKING

from grader import on_demand
from grader.ops.function_registry import Registry
from grader.ops.shapes import MAX_ENTRIES as MAX_ENTRIES
from grader.ops.shapes import Array as Array
from grader.ops.shapes import ShapeError as ShapeError

if TYPE_CHECKING:  # what the face shows, for readers of types
    from grader.ops.activations import *  # noqa: F403
    from grader.ops.arithmetic import *  # noqa: F403
    from grader.ops.attention import *  # noqa: F403
    from grader.ops.classification import *  # noqa: F403
    from grader.ops.continuous_distributions import *  # noqa: F403
    from grader.ops.convolution import *  # noqa: F403
    from grader.ops.convolution1d import *  # noqa: F403
    from grader.ops.derivatives import *  # noqa: F403
    from grader.ops.descriptive_statistics import *  # noqa: F403
    from grader.ops.determinants import *  # noqa: F403
    from grader.ops.discrete_distributions import *  # noqa: F403
    from grader.ops.distances import *  # noqa: F403
    from grader.ops.eigen import *  # noqa: F403
    from grader.ops.elementary import *  # noqa: F403
    from grader.ops.factorisations import *  # noqa: F403
    from grader.ops.indexing import *  # noqa: F403
    from grader.ops.information import *  # noqa: F403
    from grader.ops.linear import *  # noqa: F403
    from grader.ops.linear_systems import *  # noqa: F403
    from grader.ops.losses import *  # noqa: F403
    from grader.ops.making import *  # noqa: F403
    from grader.ops.normalisation import *  # noqa: F403
    from grader.ops.optimisers import *  # noqa: F403
    from grader.ops.ordering import *  # noqa: F403
    from grader.ops.pooling import *  # noqa: F403
    from grader.ops.pooling1d import *  # noqa: F403
    from grader.ops.probability import *  # noqa: F403
    from grader.ops.reciprocals import *  # noqa: F403
    from grader.ops.recurrent import *  # noqa: F403
    from grader.ops.reductions import *  # noqa: F403
    from grader.ops.reshaping import *  # noqa: F403
    from grader.ops.sampling_distributions import *  # noqa: F403
    from grader.ops.softmaxes import *  # noqa: F403
    from grader.ops.special_functions import *  # noqa: F403
    from grader.ops.trigonometry import *  # noqa: F403
    from grader.ops.vector_distances import *  # noqa: F403
    from grader.ops.whole_numbers import *  # noqa: F403
# end of what the face shows

_CONTENTS: dict[str, str] = {
    "activations": "elu gelu leaky_relu log_sigmoid relu sigmoid silu softplus",
    "arithmetic":
        "add clip divide equal greater greater_equal less less_equal logical_and logical_not "
        "logical_or maximum minimum multiply not_equal power step subtract where",
    "attention":
        "attention_scores attention_weights causal_mask positional_encoding "
        "scaled_dot_product_attention",
    "classification":
        "accuracy_score confusion_matrix f1_per_class f1_score macro_f1 macro_precision "
        "macro_recall precision_per_class precision_score recall_per_class recall_score roc_auc "
        "specificity_score",
    "continuous_distributions":
        "beta_cdf beta_pdf beta_quantile exponential_cdf exponential_pdf exponential_quantile "
        "gamma_cdf gamma_pdf gamma_quantile uniform_cdf uniform_pdf uniform_quantile",
    "convolution":
        "conv2d conv2d_input_gradient conv2d_kernel_gradient conv_transpose2d convolve2d",
    "convolution1d": "conv1d conv1d_input_gradient conv1d_kernel_gradient convolve convolve1d",
    "derivatives": "delu dgelu dleaky_relu drelu dsigmoid dsilu dtanh",
    "descriptive_statistics":
        "correlation covariance iqr kurtosis mean_absolute_error median mode percentile quantile "
        "r_squared sample_covariance sample_std sample_variance skewness standard_error "
        "weighted_mean z_scores",
    "determinants": "adjugate cofactors det_gradient inv_gradient",
    "discrete_distributions":
        "binomial_cdf binomial_pmf binomial_quantile geometric_cdf geometric_pmf "
        "geometric_quantile hypergeometric_cdf hypergeometric_pmf poisson_cdf poisson_pmf "
        "poisson_quantile",
    "distances": "assignments cluster_means cosine_similarity squared_distances unit_vectors",
    "eigen": "characteristic_polynomial eigenvalues eigenvectors spectral_radius",
    "elementary":
        "abs ceil erf exp factorial floor log log2 log10 reciprocal round sign sqrt square",
    "factorisations":
        "cholesky lu_lower lu_permutation lu_upper qr_q qr_r singular_values svd_u svd_v",
    "indexing": "column columns embedding embedding_gradient entry part pick row rows",
    "information":
        "conditional_entropy contingency_table gini_gain gini_impurity information_gain "
        "joint_entropy label_entropy label_shares mutual_information",
    "linear": "cross det dot inner inv kron matmul outer solve trace",
    "linear_systems":
        "column_space condition_number least_squares matrix_norm matrix_rank null_space nullity "
        "pinv projection_matrix row_echelon rref vector_projection",
    "losses":
        "hinge hinge_gradient huber huber_gradient mean_squared_error multiclass_hinge "
        "multiclass_hinge_gradient sigmoid_cross_entropy sigmoid_cross_entropy_gradient "
        "softmax_cross_entropy softmax_cross_entropy_gradient squared_error",
    "making":
        "append_ones arange concatenate diag full identity one_hot ones ones_column prepend_ones "
        "stack zeros",
    "normalisation":
        "batch_mean batch_norm batch_norm_gradient batch_norm_inference batch_var dropout "
        "dropout_gradient layer_norm layer_norm_gradient normalise rms_norm rms_norm_gradient",
    "optimisers":
        "adagrad_step adam_m adam_step adam_v adamw_step bias_corrected gradient_step "
        "momentum_velocity moving_average rmsprop_step",
    "ordering":
        "argsort count_labels count_nonzero cummax cummin diff nonzero_positions ranks top_k "
        "top_k_positions unique unique_counts",
    "pooling": "avg_pool2d avg_pool2d_gradient max_pool2d max_pool2d_gradient",
    "pooling1d": "avg_pool1d avg_pool1d_gradient max_pool1d max_pool1d_gradient",
    "probability": "binary_cross_entropy cross_entropy entropy kl_divergence",
    "reciprocals":
        "arccot arccoth arccsc arccsch arcsec arcsech arctan2 cot coth csc csch sec sech sinc",
    "recurrent":
        "gru_gates gru_h gru_h_gradient gru_z_gradient lstm_c lstm_c_gradient lstm_gates lstm_h "
        "lstm_z_gradient rnn_cell",
    "reductions": "argmax argmin cumprod cumsum max mean min norm prod size std sum var",
    "reshaping":
        "column_vector flatten flip pad repeat reshape rot180 row_vector sort transpose tril triu "
        "vec",
    "sampling_distributions":
        "chi_square_cdf chi_square_pdf chi_square_quantile f_cdf f_pdf f_quantile normal_cdf "
        "normal_pdf normal_quantile t_cdf t_pdf t_quantile",
    "softmaxes":
        "log_softmax logsumexp masked_softmax softmax softmax_gradient softmax_jacobian",
    "special_functions": "beta_function erfc gamma_function log_gamma",
    "trigonometry": "arccos arccosh arcsin arcsinh arctan arctanh cos cosh sin sinh tan tanh",
    "vector_distances":
        "chebyshev_distance cosine_distance edit_distance euclidean_distance "
        "euclidean_distance_gradient hamming_distance jaccard_distance jaccard_similarity "
        "mahalanobis_distance manhattan_distance minkowski_distance",
    "whole_numbers": "binomial gcd lcm mod multinomial permutations power_mod",
}  # fmt: skip
"""A module -> what it has for others, as its `__all__` says; tests hold that the two are one."""

ALIASES = {
    "acos": "arccos",
    "acosh": "arccosh",
    "asin": "arcsin",
    "asinh": "arcsinh",
    "atan": "arctan",
    "atan2": "arctan2",
    "atanh": "arctanh",
    "hadamard": "multiply",
    "heaviside": "step",
    "ln": "log",
    "logistic": "sigmoid",
    "normalize": "normalise",
    "swish": "silu",
}
"""Another common name of an operation -> its name here."""

_NAMES = {module: tuple(names.split()) for module, names in _CONTENTS.items()}
_HOMES = {name: f"{module}.{name}" for module, names in _NAMES.items() for name in names}

FUNCTIONS = Registry(__name__, _HOMES | {other: _HOMES[own] for other, own in ALIASES.items()})
"""The name of an operation -> the function, in the order of the modules."""

_DENSITIES = {
    name: home.replace("_cdf", "_pdf")
    for name, home in _HOMES.items()
    if name.endswith("_cdf") and name.replace("_cdf", "_pdf") in _HOMES
}

DERIVATIVES = Registry(
    __name__,
    _DENSITIES
    | {
        "abs": "elementary.sign",
        "arccos": "derivatives.darccos",
        "arcsin": "derivatives.darcsin",
        "arctan": "derivatives.darctan",
        "cos": "derivatives.dcos",
        "cosh": "trigonometry.sinh",
        "elu": "derivatives.delu",
        "erf": "derivatives.derf",
        "exp": "elementary.exp",
        "gelu": "derivatives.dgelu",
        "leaky_relu": "derivatives.dleaky_relu",
        "log": "derivatives.dlog",
        "log2": "derivatives.dlog2",
        "log10": "derivatives.dlog10",
        "log_sigmoid": "derivatives.dlog_sigmoid",
        "reciprocal": "derivatives.dreciprocal",
        "relu": "derivatives.drelu",
        "sigmoid": "derivatives.dsigmoid",
        "silu": "derivatives.dsilu",
        "sin": "trigonometry.cos",
        "sinh": "trigonometry.cosh",
        "softplus": "activations.sigmoid",
        "sqrt": "derivatives.dsqrt",
        "square": "derivatives.dsquare",
        "tan": "derivatives.dtan",
        "tanh": "derivatives.dtanh",
    },
)
"""The name of a function -> its derivative, a function of the same arguments."""

__getattr__ = on_demand(__name__, _NAMES)
