"""Units: how they are spelled, what they mean, what one is in another."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.mathlang import (
    Conversion,
    conversion,
    is_known_unit,
    like_units,
    unit_of,
    units_at,
    unknown_words,
)
from grader.mathlang.written.written_number import Written, parse_number

ONE_SPELLING = {
    "m/s": [
        "m s^-1", "m s^{-1}", "m·s⁻¹", "m*s**-1", r"\mathrm{m/s}", r"\text{m}/\text{s}",
        r"\frac{\text{m}}{\text{s}}", r"\dfrac{m}{s}", r"\mathrm{m}\,\mathrm{s}^{-1}",
        r"\text{m s}^{-1}", r"{\rm m/s}", r"\unit{m/s}", "[m/s]", "(m/s)", "$m/s$", "m / s",
        "m s-1", "m per s", r"m\cdot s^{-1}", "m × s^-1",
    ],
    "kg m/s^2": ["kg*m/s^2", "kg·m·s⁻²", "kg m s^-2", "kg m / s / s", "kg m/s2",
                 r"\frac{kg\,m}{s^2}"],
    "J/(kg K)": ["J/(kg*K)", r"\frac{\mathrm{J}}{\mathrm{kg}\,\mathrm{K}}", "J kg^-1 K^-1"],
    "°C": [r"^\circ C", r"^{\circ}\mathrm{C}", "℃", "degC", r"\degree C", "celsius",
           r"\celsius", "degrees Celsius", "deg C", "deg. C", "degree C"],
    "Ω": [r"\Omega", "ohm", "Ohm"],
    "µm": ["μm", r"\mu m", r"\mu\mathrm{m}"] ,
    "%": [r"\%", "percent"],
    "$": [r"\$", "USD", "US$", "dollar"],
    "1/s": ["s^-1", "s⁻¹", r"\frac{1}{\text{s}}", "1 / s"],
    "m^2": ["m²", "m2", "m**2", "square m", "m squared", r"\text{m}^{2}"],
}  # fmt: skip


@pytest.mark.parametrize(
    "one, other", [(one, other) for one, others in ONE_SPELLING.items() for other in others]
)
def test_spellings_of_one_unit_are_one_without_a_library(one: str, other: str) -> None:
    first, second = unit_of(one), unit_of(other)
    assert first is not None
    assert second is not None
    assert second.is_like(first)
    assert conversion(second, first) == Conversion(1.0, 0.0)


NO_UNITS = [
    "",
    "m/",
    "/",
    "m//s",
    "m^",
    "m^2.5",
    "3",
    "3 m",
    "m^99",
    "x = 3",
    "m" * 500,
    "(m",
    "m)",
]


@pytest.mark.parametrize("text", NO_UNITS)
def test_what_is_no_unit_as_it_is_written_is_none(text: str) -> None:
    assert unit_of(text) is None


CONVERTED = [
    ("km/h", "m/s", 1 / 3.6, 0.0),
    ("cm/s", "m/s", 0.01, 0.0),
    ("metre per second", "m/s", 1.0, 0.0),
    ("meters/second", "m/s", 1.0, 0.0),
    (r"\metre\per\second", "m/s", 1.0, 0.0),
    (r"\kilo\metre\per\hour", "m/s", 1 / 3.6, 0.0),
    ("KM/H", "m/s", 1 / 3.6, 0.0),
    ("var", "VAR", 1.0, 0.0),
    ("kvar", "var", 1e3, 0.0),
    ("kVAr", "VA", 1e3, 0.0),
    ("kmh", "km/h", 1.0, 0.0),
    ("mph", "m/s", 0.44704, 0.0),
    ("kg m/s^2", "N", 1.0, 0.0),
    ("newtons", "N", 1.0, 0.0),
    ("Newton", "N", 1.0, 0.0),
    ("mN", "N", 1e-3, 0.0),
    ("MN", "N", 1e6, 0.0),
    ("Nm", "J", 1.0, 0.0),
    ("N m", "J", 1.0, 0.0),
    ("kWh", "J", 3.6e6, 0.0),
    ("Ws", "J", 1.0, 0.0),
    ("eV", "J", 1.602176634e-19, 0.0),
    ("amps", "A", 1.0, 0.0),
    ("mA", "A", 1e-3, 0.0),
    ("MA", "A", 1e6, 0.0),
    ("ma", "A", 1e-3, 0.0),
    ("µA", "A", 1e-6, 0.0),
    ("uA", "A", 1e-6, 0.0),
    ("V/A", "Ω", 1.0, 0.0),
    ("kOhm", "Ω", 1e3, 0.0),
    ("min", "s", 60.0, 0.0),
    ("hrs", "h", 1.0, 0.0),
    ("Kg", "g", 1e3, 0.0),
    ("mL", "cm^3", 1.0, 0.0),
    ("l", "m^3", 1e-3, 0.0),
    ("m²", "cm^2", 1e4, 0.0),
    ("mmol/l", "M", 1e-3, 0.0),
    ("J/kg K", "J/(kg K)", 1.0, 0.0),
    ("J/(g °C)", "J/(kg K)", 1e3, 0.0),
    ("W/m^2 K", "W/(m^2 K)", 1.0, 0.0),
    ("°C", "K", 1.0, 273.15),
    ("C", "K", 1.0, 273.15),
    ("K", "°C", 1.0, -273.15),
    ("°F", "°C", 5 / 9, -160 / 9),
    ("°C", "delta_degC", 1.0, 0.0),
    ("K", "delta_degC", 1.0, 0.0),
    ("°C", "delta_K", 1.0, 0.0),
    ("°", "rad", math.pi / 180, 0.0),
    ("rpm", "Hz", 1 / 60, 0.0),
    ("rad/s", "Hz", 1 / (2 * math.pi), 0.0),
    ("Hz", "rad/s", 2 * math.pi, 0.0),
    ("%", "ppm", 1e4, 0.0),
    ("GB", "MB", 1e3, 0.0),
    ("dollars", "USD", 1.0, 0.0),
    ("k€", "EUR", 1e3, 0.0),
    ("million EUR", "€", 1e6, 0.0),
    ("cents", "EUR", 0.01, 0.0),
    ("ct/kWh", "EUR/MWh", 10.0, 0.0),
    ("thousand", "m", 1e3, 0.0),
    ("EUR", "million EUR", 1e-6, 0.0),
    ("Euro", "EUR", 1.0, 0.0),
    ("nats", "bit", 1 / math.log(2), 0.0),
    ("ms^-1", "m/s", 1.0, 0.0),
    ("kgms^-2", "N", 1.0, 0.0),
    ("Wm^-2", "W/m^2", 1.0, 0.0),
    ("N.m", "J", 1.0, 0.0),
]


@pytest.mark.parametrize("said, wanted, scale, offset", CONVERTED)
def test_a_unit_is_converted_into_one_of_its_kind(
    said: str, wanted: str, scale: float, offset: float
) -> None:
    one, other = unit_of(said), unit_of(wanted)
    assert one is not None
    assert other is not None
    found = conversion(one, other)
    assert found is not None
    assert found.scale == pytest.approx(scale, rel=1e-12)
    assert found.offset == pytest.approx(offset, abs=1e-9)


@pytest.mark.parametrize(
    "said, wanted",
    [("m", "s"), ("EUR", "$"), ("%", "°"), ("N", "kg"), ("Hz", "m"), ("bananas", "m"), ("J", "N"),
     ("bit", "%"), ("mol", "g"), ("K", "J")],
)  # fmt: skip
def test_units_of_other_kinds_are_not_converted(said: str, wanted: str) -> None:
    one, other = unit_of(said), unit_of(wanted)
    assert one is not None
    assert other is not None
    assert conversion(one, other) is None


def test_words_that_are_no_units_are_known_as_such() -> None:
    found = unit_of("meterr/s")
    assert found is not None
    assert not is_known_unit(found)
    assert unknown_words(found) == ["meterr"]
    assert like_units("meterr") == ("meter",)


def test_a_text_begins_with_units_the_longest_first() -> None:
    found = units_at("m/s at first")
    assert [(unit.text, end) for unit, end in found][-2:] == [("m/s", 3), ("m", 1)]
    assert units_at("= 3") == []


@given(st.sampled_from(["km", "mm", "mile", "h", "ms", "kN", "lb", "eV", "bar", "L"]))
def test_a_conversion_and_the_way_back_are_one(word: str) -> None:
    base = {"km": "m", "mm": "m", "mile": "m", "h": "s", "ms": "s", "kN": "N", "lb": "kg",
            "eV": "J", "bar": "Pa", "L": "m^3"}[word]  # fmt: skip
    one, other = unit_of(word), unit_of(base)
    assert one is not None
    assert other is not None
    there, back = conversion(one, other), conversion(other, one)
    assert there is not None
    assert back is not None
    assert there.scale * back.scale == pytest.approx(1.0, rel=1e-12)


@given(st.text(alphabet="mskgNJ/·^*()[]{}\\frac -123%°$€", max_size=40))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    found = unit_of(text)
    assert found is None or all(found.readings)


def test_what_is_written_as_the_rubric_has_it_loads_no_library() -> None:
    program = (
        "import sys; from grader.mathlang import unit_of, conversion\n"
        r"assert conversion(unit_of(r'\frac{m}{s}'), unit_of('m/s')).scale == 1" "\n"
        "assert conversion(unit_of('million EUR'), unit_of('€')).scale == 1e6\n"
        "print('pint' in sys.modules)"
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_number_in_another_unit_keeps_what_was_written() -> None:
    written = parse_number("1500").converted(1e-3)
    assert written.value == 1.5
    assert (written.decimals, written.figures) == (0, 4)
    assert written.places == pytest.approx(3)
    assert written.unconverted() == Written(1500.0, "1500", 0, 4)
    kelvin = parse_number("25.3").converted(1.0, 273.15)
    assert kelvin.value == pytest.approx(298.45)
    assert kelvin.as_typed() == pytest.approx(25.3)
