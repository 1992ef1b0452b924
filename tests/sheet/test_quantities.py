"""A unit behind a number is read over; a name of the question or of the student's is none."""

from __future__ import annotations

import pytest

from tests.sheet.test_markup import chains

UNITS = [
    "E = 11.77 J", "E = 11.77 J.", "E = 11.77 m/s", "E = 11.77 m/s^2 (down)", "E = 11.77 kg m² s⁻²",
    "E = 11.77 N*m", "E = 11.77 kWh", "E = 11.77 °C", "E = 11.77°", "E = 11.77 €", "E = €11.77",
    "E = $11.77", "E = \\$11.77", "E = 11.77 EUR", "E = 11.77 kΩ", "E = 11.77 ± 0.05 J",
    "E = (11.77 ± 0.05) J", "E = 11.77 J as computed", "E = 11.77 m s^-2", "E = 11.77 W m^-2 s^-1", "E [J] = 11.77", "E (in J) = 11.77",
    "$E = 11.77\\,\\mathrm{J}$", "$E = 11.77\\ \\text{J}$", "$E = 11.77\\text{ J}$",
    "$E = 11.77 \\mathrm{~J}$", "$E = 11.77\\ \\frac{m}{s}$", "$E = 11.77\\,\\mathrm{m/s^2}$",
    "$E = 11.77 \\mathrm{~m} / \\mathrm{s}$", "$E = 11.77\\ kg\\,m^2 s^{-2}$", "$E = 11.77 [m/s]$",
    "$E = 11.77 \\pm 0.05\\,\\mathrm{J}$", "$E = 11.77$ J", "$E$ = 11.77 $\\mathrm{J}$",
    "$E = 11.77 \\textbf{ mA}$", "E = 11.77cycles", "E = 11.77 \"m/s\"",
    "$E = 11.77_{s}$", "$E = 11.77_s$", "$E \\approx11.77\\dots$", "$E = 11.77\\ldots\\text{ J}$",
    "$E = 11.77\\ \\text{J}\\, .$", "$E = 11.77\\ \\Omega \\, ,$", "$E = 11.77^\\circ$", "$E = 11.77^{\\circ}\\,.$", "E = 11.77... J", "E = 11.77… as above", "$E = 11.77_\\text{3sf}$", "$E = 11.77_{\\ldots}$",
    "$E = 11.77_{\\text{3 sf}}$",
    "E = 11.77 1/s", "E = 11.77 (1/s)", "$E = 11.77\\ (\\mathrm{m/s})$", "E = 11.77 [m/s]", "E = 11.77 N·m",
    "m = 3\n\nE = 11.77 m s^-2", "E = 11.77 m·s⁻¹, as m = 2",
    "| E | 11.77 kg |\n|---|---|", "| what | value | unit |\n|---|---|---|\n| $E$ | 11.77 | J |",
]  # fmt: skip


@pytest.mark.parametrize("text", UNITS)
def test_a_number_is_read_without_what_it_is_measured_in(text):
    members = next(found for found in chains(text) if found[0] == "E")
    assert members[-1] == "11.77"


BEFORE_EQUALITY = [
    ("v = 36m/240m/s = 0.15s", ("v", "36/240", "0.15")),
    ("E = 8.3 × 3.8 / 3.1 × 10⁻⁴ J mol⁻¹ = 102 kJ mol⁻¹",
     ("E", "8.3 × 3.8 / 3.1 × 10⁻⁴", "102")),
    ("$\\frac{5}{12} = 0.42 A = I_C$", ("\\frac{5}{12}", "0.42", "I_C")),
    ("$P = 241.2 \\space W = 0.323 \\space HP$", ("P", "241.2", "0.323")),
]  # fmt: skip


@pytest.mark.parametrize("text, members", BEFORE_EQUALITY)
def test_a_unit_before_a_sign_of_equality_is_no_name(text, members):
    assert members in chains(text)


def test_units_are_taken_off_within_a_calculation():
    assert chains("E = 1.5 kg * 9.81 m/s^2 * 0.8 s = 11.77 J")[0][-1] == "11.77"
    text = "$E = 1.5\\,\\mathrm{kg} \\cdot 9.81\\,\\mathrm{m/s^2} = 14.7\\,\\mathrm{N}$"
    assert chains(text) == [("E", "1.5 \\cdot 9.81", "14.7")]


KEPT = [
    ("F = 2 P R / (P + R) = 3", ("F", "2 P R / (P + R)", "3")), ("F = 2 y", ("F", "2 y")),
    ("F = -0.03x + 2.40", ("F", "-0.03x + 2.40")), ("F = 2.4 - 0.03x", ("F", "2.4 - 0.03x")),
    ("k = 3\n\nF = 2 k", ("F", "2 k")), ("f(x) = 2 x + 3 x", ("f(x)", "2 x + 3 x")),
    ("F = 2 pi * 3 = 18.85", ("F", "2 pi * 3", "18.85")), ("F = 3.2e-5", ("F", "3.2e-5")),
    ("F = 0.5 a = 3", ("F", "0.5")), ("F = 2 x 3 = 6", ("F", "2 x 3", "6")),
    ("W - 0.1 dL/dW = 3", ("W - 0.1 dL/dW", "3")), ("F = 2 exp(3) = 4", ("F", "2 exp(3)", "4")),
    ("$F = 2 \\sin(30^\\circ) = 1$", ("F", "2 \\sin(30^\\circ)", "1")),
    ("F = <0.4, 0.6>", ("F", "[0.4, 0.6]")), ("$F = \\frac12$", ("F", "\\frac12")), ("$F = (1.5, \\dots, 2)$", ("F", "(1.5, \\dots, 2)")),
    ("$F = -1 \\pm 2$", ("F", "-1 \\pm 2")), ("P = 75 %", ("P", "75%")),
    (r"$F = \boxed{0.09}\boxed{-0.24} \fbox{3}$", ("F", "[0.09, -0.24, 3]")), (r"$F = \boxed{0.09}$", ("F", "0.09")),
]  # fmt: skip


@pytest.mark.parametrize("text, members", KEPT)
def test_factors_are_no_units(text, members):
    assert members in chains(text)
