"""What a formula over complex numbers may call, in words."""

from collections.abc import Mapping

CALLS: Mapping[str, tuple[str, str]] = {
    "abs": ("abs(z)", "Modulus, which bars stand for as well."),
    "arg": ("arg(z)", "Angle in radians, from -π to π. Also `angle`, `phase`."),
    "arg_deg": ("arg_deg(z)", "Angle in degrees, from -180 to 180. Also `angle_deg`."),
    "re": ("re(z)", "Real part. Also `real`."),
    "im": ("im(z)", "Imaginary part, a real number. Also `imag`."),
    "conj": ("conj(z)", "Complex conjugate."),
    "polar": ("polar(r, phi)", "The number of a modulus and an angle in radians."),
    "polar_deg": ("polar_deg(r, phi)", "The same with the angle in degrees."),
    "cis": ("cis(phi)", "cos φ + j sin φ, of an angle in radians; `cis_deg` of one in degrees."),
    "exp": ("exp(z)", "Exponential function; `e^(j phi)` is the same."),
    "sqrt": ("sqrt(z)", "Square root, the one with a real part that is not negative."),
    "log": ("log(z)", "Natural logarithm, its imaginary part from -π to π."),
    "sin": ("sin(z)", "Sine; so are `cos`, `tan`, `sinh`, `cosh`, `tanh`."),
    "parallel": ("parallel(z1, z2, ...)", "Impedances in parallel, 1 / (1/z1 + 1/z2 + ...)."),
    "roots": (
        "roots(c)",
        "Roots of a polynomial with these coefficients, that of the highest power first; as often"
        " as they count, the greatest real part first, then the greatest imaginary one.",
    ),
    "eigenvalues": ("eigenvalues(A)", "Eigenvalues of a matrix, in the same order."),
    "fft": ("fft(x)", "Discrete Fourier transform, sum of x_n e^(-j 2π k n / N). Also `dft`."),
    "ifft": ("ifft(X)", "Inverse transform, with the factor 1/N. Also `idft`."),
    "inv": ("inv(A)", "Inverse of a matrix; so are `det(A)` and `solve(A, b)`."),
    "sum": ("sum(x)", "Sum of the entries; so are `mean(x)` and `prod(x)`."),
}
"""Name -> how it is called, and what it gives."""
