"""The units that there are, by pint: the one library of them that is kept and asks for no other
array library.

To import pint and to read its list of a thousand units takes 0.9 s and 18 MB (measured; numpy
takes 0.1 s and 25 MB), so it is loaded only where a rubric has units and a student wrote one in
other words than the rubric's; a bundle brings it only where its rubric has one. A table of our own
would be smaller and never done: what students write are hundreds of units with prefixes, plurals
and other names, in ratios that somebody has to have checked.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Any

from grader.mathlang.units.unit_grammar import Factors

_CURRENCIES = str.split(
    "USD EUR GBP JPY CHF CAD AUD NZD CNY INR KRW SEK NOK DKK PLN CZK HUF RON TRY BRL MXN ZAR SGD"
    " HKD ILS RUB UAH THB IDR"
)
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
_ALSO: dict[str, tuple[str, ...]] = {
    "$": _DOLLARS, "dollars": _DOLLARS, "C$": ("CAD",), "CA$": ("CAD",), "A$": ("AUD",),
    "AU$": ("AUD",), "€": ("EUR",), "euros": ("EUR",), "euro": ("EUR",),
    "dollar": _DOLLARS,
    "£": ("GBP",), "pound": ("pound", "GBP"),
    "pounds": ("pound", "GBP"), "¥": ("JPY", "CNY"), "yen": ("JPY",), "yuan": ("CNY",),
    "franc": ("CHF",), "francs": ("CHF",), "rupee": ("INR",), "rupees": ("INR",), "₹": ("INR",),
    "cent": ("cent_USD", "cent_EUR"), "cents": ("cent_USD", "cent_EUR"), "ct": ("cent_EUR",),
    "¢": ("cent_USD",), "pence": ("cent_GBP",),
    "%": ("percent",), "‰": ("permille",), "°": ("degree",), "°C": ("degree_Celsius",),
    "°F": ("degree_Fahrenheit",), "°K": ("kelvin",), "C": ("coulomb", "degree_Celsius"),
    "F": ("farad", "degree_Fahrenheit"), "Celsius": ("degree_Celsius",), "Ω": ("ohm",),
    "Fahrenheit": ("degree_Fahrenheit",), "kmh": ("kilometer_per_hour",),
    "Å": ("angstrom",), "degrees": ("degree", "degree_Celsius"), "PS": ("metric_horsepower",),
    "Δ°C": ("delta_degree_Celsius",), "ΔK": ("delta_kelvin",), "h": ("hour",), "g": ("gram",),
    "delta_K": ("delta_kelvin",), "ΔC": ("delta_degree_Celsius",),
}  # fmt: skip
"""What people write that the library calls something else, or does not know."""
_PREFIXED_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_OFFSET = {"degree_Celsius", "degree_Fahrenheit", "kelvin"}


@cache
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(cache_folder=None)
    for code in _CURRENCIES:
        registry.define(f"{code} = [currency_{code}]")
        registry.define(f"cent_{code} = 0.01 {code}")
    if "permille" not in registry:
        registry.define("permille = 0.001")
    registry.define("delta_kelvin = kelvin")
    registry.define("var = volt * ampere = var = VAr = vars")  # the reactive one of a watt
    registry.define(f"nat = {1 / math.log(2)!r} bit")
    registry.define(f"hartley = {math.log2(10)!r} bit")
    return registry


def also_meant(word: str) -> tuple[str, ...]:
    """What a word stands for that the library does not know by this name."""
    if len(word) > 1 and word[-1] in _PREFIXED_SIGNS and word not in _ALSO:
        name = word[:-1] + _PREFIXED_SIGNS[word[-1]]
        return (name,) if is_unit(name) else ()
    return _ALSO.get(word, ())


@lru_cache(maxsize=4096)
def is_unit(word: str) -> bool:
    """Whether the library knows a unit, or a prefix and a unit, by just this name."""
    if not word.replace("_", "").isalpha():
        return False
    try:
        found = _registry().parse_unit_name(word)
    except Exception:  # what it says of a text that is no name at all
        return False
    return any(name for _, name, _ in found)


def names() -> list[str]:
    """The names of units, for who mistyped one."""
    return sorted({*map(str, _registry()._units), *_ALSO} - {""})


def same_kind(one: Factors, other: Factors) -> bool:
    """Whether two units measure the same: lengths, speeds, dollars, angles, shares."""
    try:
        return _kind(one) == _kind(other)
    except Exception:  # a unit with a meaning that cannot be multiplied
        return False


@lru_cache(maxsize=1024)
def _kind(factors: Factors) -> tuple[Any, ...]:
    unit = _unit(factors)
    dimension = _registry().get_dimensionality(unit)
    if dimension:
        return tuple(sorted((str(d), round(float(p), 9)) for d, p in dimension.items() if p))
    base = _registry().Quantity(1, unit).to_base_units().units
    return ("none", str(base))  # an angle is no share, and no number of bits


def converted(one: Factors, other: Factors) -> tuple[float, float] | None:
    """What one of a unit is in another of its kind, and what none of it is.

    None where the library knows no way, as from an angle times a temperature to a temperature.
    """
    try:
        return _converted(one, other)
    except Exception:  # its errors have no kind of their own for it
        return None


def _converted(one: Factors, other: Factors) -> tuple[float, float]:
    registry = _registry()
    source, target = _unit(one), _unit(other)
    offset = 0.0
    if _is_temperature(one) and _is_temperature(other):
        if {str(source), str(target)} <= _OFFSET:
            offset = float(registry.convert(0.0, source, target))
        source, target = _unit(one, is_difference=True), _unit(other, is_difference=True)
    scale = float(registry.convert(1.0, source, target)) * _turns(one, other)
    power = 10.0 ** round(math.log10(scale))
    return (power if math.isclose(scale, power, rel_tol=1e-12) else scale), offset


def _is_temperature(factors: Factors) -> bool:
    return [power for _, power in factors] == [1] and _kind(factors) == (("[temperature]", 1.0),)


def _unit(factors: Factors, is_difference: bool = False) -> Any:
    """The library's unit; a temperature in a product, or a difference, has no zero of its own."""
    registry = _registry()
    is_difference = is_difference or len(factors) > 1 or any(power != 1 for _, power in factors)
    unit = registry.Unit("dimensionless")
    for name, power in factors:
        found = registry.parse_units(name, as_delta=False)
        canonical = str(found)
        if is_difference and canonical in ("degree_Celsius", "degree_Fahrenheit"):
            found = registry.parse_units(f"delta_{canonical}")
        unit = unit * found**power
    return unit


def _turns(one: Factors, other: Factors) -> float:
    """2 pi where one unit counts turns and the other angles: 1 Hz is one turn a second."""
    counts = [any(name.lower().endswith(("hz", "hertz")) for name, _ in f) for f in (one, other)]
    angles = [any(_is_angle(name) for name, _ in f) for f in (one, other)]
    if counts[0] and angles[1] and not counts[1]:
        return 2 * math.pi
    return 1 / (2 * math.pi) if counts[1] and angles[0] and not counts[0] else 1.0


def _is_angle(name: str) -> bool:
    base = str(_registry().parse_units(name, as_delta=False))
    return any(word in base for word in ("radian", "revolution", "degree", "turn")) and (
        "Celsius" not in base and "Fahrenheit" not in base
    )
