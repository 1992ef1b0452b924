"""What a sheet states in plain text, beside signs of equality: in words, in lines and in lists."""

from __future__ import annotations

import pytest

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet.reader import read_sheet
from grader.answers.sheet.statements import statements
from tests.sheet.questions import constant, numeric

NAMES = frozenset({"z1", "h1", "w1", "y", "x", "V", "h", "sin", "cos", "log"})


def told(text: str, name: str = "s.txt") -> list[tuple[str, tuple[str, ...]]]:
    """The words before each statement of a sheet, and its members."""
    found = statements(blocks_of(SheetFile(name=name, data=text.encode())), NAMES.__contains__)
    return [(one.chain.lead.strip(), one.chain.members) for one in found if not one.is_row]


def members(text: str, name: str = "s.txt") -> list[tuple[str, ...]]:
    return [chain for _, chain in told(text, name)]


IN_WORDS = [
    ("In total we pay $20,879.40 in rates.", [("In total we pay", ("20,879.40",))]),
    ("Insgesamt zahlt man 879.40 Euro.", [("Insgesamt zahlt man", ("879.40",))]),
    ("Interest is $2,769.60 of this.", [("Interest", ("2,769.60",))]),
    ("So WACC is 7.62%.", [("So WACC", ("7.62%",))]),
    ("We took 3 steps on page 12.", [("We took steps", ("3",))]),
    ("so the margin is 1/√13.", [("so the margin", ("1/√13",))]),
    ("The margin is \\frac{1}{\\sqrt{13}}, or 2√3.", [("The margin", ("\\frac{1}{\\sqrt{13}}",))]),
    ("The share is 1/4 of it, at 5 m/s.", [("The share", ("1/4",)), ("", ("5",))]),
    ("The interval is (5.61, 6.39) for it.", [("The interval", ("(5.61, 6.39)",))]),
    ("G = 1 - (6/16 + .8(4/16) = .83", [("", ("G", "1 - (6/16 + .8(4/16)", ".83"))]),
    ("same as above: z1 0.1575, h1 0.5393", [("same as above", ("z1", "0.1575")), ("", ("h1", "0.5393"))]),
    ("step 2 0.5393", [("step 2", ("0.5393",))]),
    ("the residuals were 0.26; -0.47; 0.31.", [("the residuals were", ("[0.26, -0.47, 0.31]",))]),
    ("Kapitalwert            140.48", [("", ("Kapitalwert", "140.48"))]),
    ("Answer = the first centre: 4.5", [("the first", ("centre", "4.5"))]),
    ("Answer = 4.5", [("", ("Answer", "4.5"))]),
    ("k = 2 / 4 = 0.5 s^-1 (or 30 min^-1)", [("", ("k", "2 / 4", "0.5"))]),
    ("F = 2 (or 3)", [("", ("F", "2"))]),
    ("good: $0.5$; $>2.0$ : bad.", [("", ("good", "0.5"))]),
    ("Pegel .......... 23,5", [("", ("Pegel", "23,5"))]),
    ("The level is 23,5 dB", [("The level", ("23,5",))]),
    ("Net value ........ 140.48", [("Net", ("value", "140.48"))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), IN_WORDS)
def test_a_number_is_told_in_any_words(text, wanted):
    assert told(text) == wanted


CUT = [
    ("n = the net input, c = what comes out\nz1 = 0.5", [("z1", "0.5")]),
    ("e^1.5 = 4.48 y 0.22/0.05 = 4.4", [("e^1.5", "4.48"), ("0.22/0.05", "4.4")]),
    ("w1*x = 0.25*0.63 = 0.16   y -> 0.54 = h1", [("w1*x", "0.25*0.63", "0.16"), ("y", "0.54", "h1")]),
    ("It falls to 66. Rent = 198", [("66",), ("Rent", "198")]),
    ("First month:\n - rent = 3*4 = 12\n - food = 5*4 = 20",
     [("rent", "3*4", "12"), ("food", "5*4", "20")]),
    ("E = a + beta (rm - rf) = 3 + 7 = 10", [("E", "a + beta (rm - rf)", "3 + 7", "10")]),
    ("Median = 71\nStd. dev. = 8.35", [("Median", "71"), ("dev", "8.35")]),
    ("gain at w = 0: 2; at w = 1: 0.667", [("w", "0"), ("w", "1"), ("0.667",)]),
    ("t = 2/3 = 1.475   |1.9| > |1.4|", [("t", "2/3", "1.475")]),
    ("W = 1   0.1", [("W", "1   0.1")]),
    ("Step 1: - y = 1 + 1 = 2 - Loss: (2 - 5)^2 = 9 - w = 1 + 1.2 = 2.2",
     [("1",), ("y", "1 + 1", "2"), ("Loss", "(2 - 5)^2", "9"), ("w", "1 + 1.2", "2.2")]),
    ("P(B) = 1 - y = 1 - 0.3 = 0.7", [("P(B)", "1 - y", "1 - 0.3", "0.7")]),
    ("gap = 0.0211 (1.94%)", [("gap", "0.0211"), ("1.94%",)]),
    ("ΔG° = ΔH° - TΔS° = -92.2 + 59.2 = -33.0", [("ΔG°", "ΔH° - TΔS°", "-92.2 + 59.2", "-33.0")]),
    ("vy = v0 sen 35° = 15 · 0.57 = 8.60", [("vy", "v0 sen 35", "15 · 0.57", "8.60")]),
    ("cost: 848.53 (orders) + 848.53 (stock) = 1697.06",
     [("cost", "848.53 (orders) + 848.53 (stock)", "1697.06")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CUT)
def test_prose_is_cut_where_a_reader_would(text, wanted):
    assert members(text) == wanted


UNITS = [
    ("I = 12 V / 40 ohm = 0.3 A\nR = 24 ohm\nP = 5 A", ("I", "12 V / 40", "0.3")),
    ("x = 0.216 m = 21.6 cm", ("x", "0.216", "21.6")),
    ("V = 0.3 · 24 = 7.2 V", ("V", "0.3 · 24", "7.2")),
    ("E = 0.34 V\nV = 2\nE = 1.10 V", ("E", "1.10")),
    ("m = 2 kg\ns = 4 m\nv = 5.39 m/s\ng = 9.81 m/s", ("v", "5.39")),
    ("D = 12\nK = 3\n$Q = 2DK$", ("Q", "2DK")), ("$p_{1M} = 3$", ("p_{1M}", "3")),
    ("y = 48.13 + 3.467 x\nx = 3", ("y", "48.13 + 3.467 x")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), UNITS)
def test_units_are_known_by_where_they_stand(text, wanted):
    assert wanted in members(text)


MARGINS = [
    ("CI = 24.3 ± 2.13 · 0.775 = 24.3 ± 1.65", [("CI", "24.3", "24.3"), ("2.13 · 0.775", "1.65")]),
    ("E = (11.77 +/- 0.05) J", [("E", "11.77"), ("0.05",)]),
    ("x = -1 ± 2", [("x", "-1 ± 2")]), ("x = (3 ± 1)/2", [("x", "(3 ± 1)/2")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MARGINS)
def test_a_margin_is_stated_beside_its_value(text, wanted):
    assert members(text) == wanted


IN_FORMULAS = [
    ("$\\text{Net present value} = 12.4$", [("\\text{Net present value}", "12.4")]),
    ("$\\text{so we get} = 12.4$", [("12.4",)]),
    ("$$\\text{spam:}\\quad 0.4 \\times 0.5 = 0.2$$", [("0.4 \\times 0.5", "0.2")]),
    ("$p(h = P) = 5/9 \\ \\ \\ \\ \\ p(h = N) = 4/9$",
     [("p(h = P)", "5/9"), ("p(h = N)", "4/9")]),
    ("95% CI: $24.3 + 1.2 = 25.5$", [("24.3 + 1.2", "25.5")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), IN_FORMULAS)
def test_words_in_and_before_formulas_say_what_they_are(text, wanted):
    assert members(text, "s.md") == wanted


def test_labels_lead_what_follows_them():
    assert told("$$\\text{spam:}\\quad 0.4 \\times 0.5 = 0.2$$", "s.md")[0][0] == "spam:"
    assert told("95% CI: $24.3 + 1.2 = 25.5$", "s.md")[0][0] == "95% CI:"


def test_a_table_in_plain_text_may_hold_worked_cells():
    text = "year   factor             present value\n"
    text += "1      1/1.08   = 0.9259  $16,666.67\n2      1/1.08^2 = 0.8573  $18,861.45"
    assert ("year 2 present value", ("18,861.45",)) in told(text)
    assert ("year 1", ("factor", "1/1.08", "0.9259")) in told(text)


def test_a_table_in_plain_text_may_have_gaps_and_a_title():
    text = "Analysis of variance\nSource    SS      df    F\nBetween   84.0    2     7.0\n"
    text += "Within    72.0    12\nTotal     156.0   14"
    assert told(text) == [
        ("Source Between", ("SS", "84.0")), ("Source Between", ("df", "2")),
        ("Source Between", ("F", "7.0")), ("Source Within", ("SS", "72.0")),
        ("Source Within", ("df", "12")), ("Source Total", ("SS", "156.0")),
        ("Source Total", ("df", "14")),
    ]  # fmt: skip


def test_a_dash_in_a_table_is_an_empty_cell():
    text = "| month | rate | debt |\n|---|---|---|\n| 0 | - | 25.5 |\n| 1 | 5.5 | 20.5 |"
    assert told(text, "s.md")[0] == ("debt", ("0", "25.5"))


def test_another_value_beside_an_equation_stands_for_its_column():
    text = "| node | in | out |\n|---|---|---|\n| A | $z1 = 0.16$ | $0.54$ |"
    assert told(text, "s.md") == [("node A", ("z1", "0.16")), ("node A", ("out", "0.54"))]


@pytest.mark.parametrize(("value", "wanted"), [(0.216, "0.216"), (21.6, "21.6"), (0.3, "0.216")])
def test_of_one_value_in_two_units_the_one_that_fits_counts(value, wanted):
    question = numeric("1", [constant("x", value)], {})
    sheet = read_sheet([SheetFile(name="s.txt", data=b"1.\nx = 0.216 m = 21.6 cm")], [question])
    answer = sheet.answer("1", "x")
    assert answer is not None
    assert answer.text == wanted


@pytest.mark.parametrize(
    "text, asks",
    [("Compute the gain: y = 0.98 - 0.8 = 0.18", False), ("Compute y = 0.98", True),
     ("To find h1 we set $h1 = 0.5$", False), ("To find it set $h1 = 0.5$", False),
     ("Now find $h1 = 0.5$", True), ("Find z1 for $h1 = 0.5$", True)],
)  # fmt: skip
def test_what_is_said_to_be_found_is_no_request(text, asks):
    found = statements(blocks_of(SheetFile(name="s.md", data=text.encode())), NAMES.__contains__)
    assert [one.asks for one in found] == [asks]


def test_an_item_that_begins_with_words_does_not_go_on_with_the_one_before():
    text = "- Clearance = 0.222 * 32.3 = 7.17\n- AUC∞ = 500 / 7.17 = 69.7"
    assert members(text, "s.md") == [("Clearance", "0.222 * 32.3", "7.17"), ("500 / 7.17", "69.7")]
