"""What lies between two moduli and two angles, as ranges of the real and the imaginary part."""

import math

import numpy as np

from grader.model import Array


def sector(sizes: tuple[float, float], angles: tuple[float, float]) -> Array:
    """The least and the greatest real and imaginary part of what lies between two moduli and two
    angles in radians. Shapes: (part, bound)
    """
    quarters = np.arange(math.ceil(angles[0] * 2 / math.pi), angles[1] * 2 / math.pi)
    turned = np.exp(1j * np.array([*angles, *(quarters * math.pi / 2)]))
    met = np.multiply.outer(np.array(sizes), turned).ravel()
    return np.array([[met.real.min(), met.real.max()], [met.imag.min(), met.imag.max()]])
