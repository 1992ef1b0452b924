"""The words a student reads: one row per kind of mark, and the summary above them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import BY_OWN, Answers, Mark, Verdict, Visibility
from grader.slips.kinds_told import Kind
from grader.words.feedback import headline, step_feedback
from grader.words.headline import summary
from grader.words.wording import entries_in_words, in_words, listed, points, sentence

MATRIX = {"shape": (2, 2), "expected_shape": (2, 2)}
NUMBER = {"shape": (), "expected_shape": ()}


def mark(verdict, **changes):
    right = verdict in (Verdict.CORRECT, Verdict.FOLLOWS)
    fields = {
        "question": "2b",
        "step": "h1",
        "label": "h1 = σ(z1)",
        "points": 2.0,
        "visibility": Visibility.VISIBLE,
        "verdict": verdict,
        "credit": 1.0 if right else 0.0,
        "share": 1.0 if right else 0.0,
        **changes,
    }
    return Mark(**fields)


OWN = {"rests_on": ("z1",), "inputs": ("z1",), "carried": {"z1": "0.16"}}
TWO = {
    "rests_on": ("z1", "w"),
    "inputs": ("z1", "w"),
    "carried": {"z1": "0.16", "w": "[1, 2]"},
}

FEEDBACK = [
    (mark(Verdict.CORRECT, read="0.54", line=3), "Read: `0.54` (line 3)"),
    (mark(Verdict.CORRECT, read="0.54"), "Read: `0.54`"),
    (mark(Verdict.CORRECT, read="0.54", quotes=False), "**Correct.**"),
    (
        mark(Verdict.CORRECT, read=r"\frac{9}{11}", plain="9/11 = 0.818182", line=3),
        r"Read: `\frac{9}{11}`, taken as `9/11 = 0.818182` (line 3)",
    ),
    (
        mark(Verdict.CORRECT, credit=0.5, deducted=0.5, read="0.54"),
        "**Right, but the work is not shown.** 1 point is lost because the work before it was not"
        " handed in: show each step.\n\nRead: `0.54`",
    ),
    (
        mark(Verdict.CORRECT, credit=0.0, deducted=1.0),
        "**Right, but the work is not shown.** 2 points are lost because the work before it was not"
        " handed in: show each step.",
    ),
    (
        mark(Verdict.FOLLOWS, credit=0.5, deducted=0.5, **OWN),
        "**Right, but the work is not shown.** Right for your own `z1` = `0.16`. 1 point is lost"
        " because the work before it was not handed in: show each step.",
    ),
    (
        mark(Verdict.FOLLOWS, **OWN),
        "**Follows from your own earlier answer.** Right for your own `z1` = `0.16`: full points"
        " for this step.",
    ),
    (
        mark(Verdict.FOLLOWS, **TWO, credit=0.5),
        "**Follows from your own earlier answer.** Right for your own `z1` = `0.16` and `w` ="
        " `[1, 2]`: 1 of 2 points for this step.",
    ),
    (
        mark(Verdict.PARTIAL, **MATRIX, share=0.75),
        "**Partly right.** 3 of 4 entries are right. Check the others.",
    ),
    (
        mark(Verdict.PARTIAL, **MATRIX, share=0.75, off=((1, 0),)),
        "**Partly right.** 3 of 4 entries are right. Check row 2, column 1.",
    ),
    (
        mark(Verdict.PARTIAL, shape=(2,), share=0.5, off=((0,),)),
        "**Partly right.** 1 of 2 entries are right. Check entry 1.",
    ),
    (
        mark(Verdict.PARTIAL, **MATRIX, share=0.5, credit=0.5, off=((1, 0),)),
        "**Partly right.** 3 of 4 entries are right. Check row 2, column 1. 1 of 2 points: entries"
        " that are all the same number count less.",
    ),
    (
        mark(Verdict.PARTIAL, **MATRIX, **OWN, share=0.75, route=BY_OWN, off=((0, 1),)),
        "**Partly right.** 3 of 4 entries follow from your own `z1` = `0.16`. Check the other"
        " entries of this step: row 1, column 2.",
    ),
    (
        mark(
            Verdict.PARTIAL,
            **MATRIX,
            share=0.75,
            credit=0.75,
            off=((0, 1),),
            slip="sign",
            slip_words="this is what you get with the other sign",
        ),
        "**One slip.** This is what you get with the other sign. 3 of 4 entries are right: check"
        " row 1, column 2. 1.5 of 2 points.",
    ),
    (
        mark(Verdict.PARTIAL, **MATRIX, **OWN, share=0.5, route=BY_OWN),
        "**Partly right.** 2 of 4 entries follow from your own `z1` = `0.16`. Check the other"
        " entries of this step.",
    ),
    (
        mark(Verdict.PARTIAL, **MATRIX, **OWN, share=0.5, reason="h1 is not finite"),
        "**Partly right.** 2 of 4 entries are right. Check the others. It could not be followed"
        " from your own `z1` = `0.16`, which gives no value here (h1 is not finite), so it was"
        " compared with the true value alone.",
    ),
    (mark(Verdict.INCORRECT, **NUMBER), "**Not right.** Work this step out again."),
    (
        mark(Verdict.INCORRECT, **NUMBER, inputs=("z1",)),
        "**Not right.** Your `z1` is right, so the slip is in this step itself: work it out again.",
    ),
    (
        mark(Verdict.INCORRECT, **NUMBER, inputs=("y", "h2", "h1")),
        "**Not right.** Your `y`, `h2` and `h1` are right, so the slip is in this step itself: work"
        " it out again.",
    ),
    (
        mark(Verdict.INCORRECT, **NUMBER, **OWN),
        "**Not right.** It does not follow from your own `z1` = `0.16` either: mend that first,"
        " then work this step out again.",
    ),
    (
        mark(Verdict.INCORRECT, **NUMBER, **OWN, reason="y_1 < 0"),
        "**Not right.** It could not be followed from your own `z1` = `0.16`, which gives no value"
        " here (`y_1` &lt; 0), so it was compared with the true value alone.",
    ),
    (
        mark(Verdict.INCORRECT, shape=(3, 2), expected_shape=(2, 3)),
        "**Not right.** Your answer is a 3 x 2 matrix; a 2 x 3 matrix belongs here. Did you"
        " transpose it?",
    ),
    (
        mark(Verdict.INCORRECT, shape=(4,), expected_shape=(2, 2)),
        "**Not right.** Your answer is a vector of 4 entries; a 2 x 2 matrix belongs here. Write a"
        " matrix row by row: `[[1, 2], [3, 4]]`.",
    ),
    (
        mark(Verdict.INCORRECT, shape=(), expected_shape=(1,)),
        "**Not right.** Your answer is a single number; a vector of 1 entry belongs here. Write a"
        " vector as `[1, 2]`.",
    ),
    (
        mark(Verdict.INCORRECT, shape=(2, 1), expected_shape=()),
        "**Not right.** Your answer is a 2 x 1 matrix; a single number belongs here.",
    ),
    (
        mark(Verdict.MISSING),
        "**Missing.** No value was given for `h1`.",
    ),
    (
        mark(Verdict.MISSING, searched=("hw_3.md",)),
        "**Not found.** No value for `h1` was found in `hw_3.md`. If it stands there, write"
        " `h1 = ...` on a line of its own under 2b, or fill in `h1` in `answers.yaml`.",
    ),
    (
        mark(Verdict.UNREADABLE, reason="write a decimal point, 0.52", read="0,52", line=7),
        "**Could not be read.** Write a decimal point, 0.52. It has not been judged wrong: mend it"
        " and hand it in again.\n\nRead: `0,52` (line 7)",
    ),
    (
        mark(Verdict.REVIEW, read="They shrink."),
        "**For review.** The course staff read this answer themselves; it earns nothing here."
        "\n\n> They shrink.",
    ),
    (
        mark(Verdict.REVIEW, read="- They *shrink*.\n\n> Much."),
        "**For review.** The course staff read this answer themselves; it earns nothing here."
        "\n\n> \\- They \\*shrink\\*.\n>\n> &gt; Much.",
    ),
    (
        mark(Verdict.REVIEW, searched=("hw3.tex", "b.md")),
        "**For review.** The course staff look for this answer in `hw3.tex` and `b.md` themselves.",
    ),
    (
        mark(Verdict.REVIEW, read="0.9", where="hw3.md, line 5", how="by its name", is_unsure=True),
        "**For review.** It is not certain that this was read as you meant it, so the course staff"
        " will look at it. For a mark now, write `h1` and its value on a line of its own."
        "\n\nRead: `0.9` (hw3.md, line 5, recognised by its name, which may be wrong)",
    ),
    (
        mark(
            Verdict.PARTIAL,
            slip="missing_factor",
            slip_words="this is what you get without x",
            credit=0.5,
        ),
        "**One slip.** This is what you get without x. 1 of 2 points.",
    ),
    (
        mark(Verdict.INCORRECT, slip="missing_factor", slip_words="this is what you get without x"),
        "**Not right.** This is what you get without x.",
    ),
    (
        mark(Verdict.PARTIAL, slip="ambiguous", credit=0.5),
        "**One slip.** A single slip explains your value, but more than one could. 1 of 2 points.",
    ),
    (
        mark(
            Verdict.INCORRECT,
            slip="uphill",
            slip_words="σ' is never negative: why?",
            is_misconception=True,
        ),
        "**Not right.** σ' is never negative: why?",
    ),
    (
        mark(
            Verdict.PARTIAL,
            credit=0.5,
            slip="uphill",
            slip_words="You went uphill.",
            is_misconception=True,
        ),
        "**One slip.** You went uphill. 1 of 2 points.",
    ),
    (
        mark(Verdict.INCORRECT, slip="trivial", slip_words="the same number in every place"),
        "**Not right.** The same number in every place.",
    ),
    (
        mark(Verdict.CORRECT, slip="too_few_figures", slip_words="right, but give at least 2"),
        "**Correct.** Right, but give at least 2.",
    ),
    (
        mark(Verdict.FOLLOWS, **OWN, slip="too_few_figures", slip_words="right, but give 2"),
        "**Follows from your own earlier answer.** Right for your own `z1` = `0.16`: full points"
        " for this step. But give 2.",
    ),
    (
        mark(Verdict.INCORRECT, slip="too_few_figures", slip_words="right as far as it goes"),
        "**Too few figures.** Right as far as it goes.",
    ),
    (
        mark(Verdict.INCORRECT, slip="too_many_figures", slip_words="right, but give 2 decimals"),
        "**Too many figures.** Right, but give 2 decimals.",
    ),
    (
        mark(Verdict.INCORRECT, **OWN, slip="trivial"),
        "**Not right.** It follows from your own `z1` = `0.16`, but a zero there makes all that"
        " follows zero, so following it shows no work of this step. Mend that first.",
    ),
    (
        mark(Verdict.FAULT, detail="Traceback"),
        "**Not marked, and not because of you.** The autograder failed on this step. The course"
        " staff will see it; you need do nothing.",
    ),
]


@pytest.mark.parametrize("given_mark, words", FEEDBACK, ids=lambda v: getattr(v, "verdict", ""))
def test_each_kind_of_mark_has_its_words(given_mark, words):
    assert step_feedback(given_mark) == words


def test_every_verdict_has_words():
    assert {row.verdict for row, _ in FEEDBACK} == set(Verdict)


WORDS = [
    (in_words(()), "a single number"),
    (in_words((1,)), "a vector of 1 entry"),
    (in_words((2, 3, 4)), "a 2 x 3 x 4 matrix"),
    (listed([]), ""),
    (listed(["a"]), "a"),
    (listed(["a", "b", "c"]), "a, b and c"),
    (sentence("is it?"), "Is it?"),
    (sentence(" it is "), "It is."),
    (points(2.0), "2"),
    (points(1 / 3), "0.33"),
    (points(1.5), "1.5"),
    (points(1234.25), "1234.25"),
    (points(1234567.0), "1234567"),
]


@pytest.mark.parametrize("words, expected", WORDS)
def test_small_words(words, expected):
    assert words == expected


def step(name, verdict, **changes):
    return mark(verdict, step=name, points=1.0, **changes)


WHY = {"why": "Why is it so large?"}
HIDDEN = {"visibility": Visibility.HIDDEN}
FEW = {"slip": "too_few_figures", "slip_words": "right as far as it goes"}
SUMMARIES = [
    (
        [step("z1", Verdict.INCORRECT, **FEW), step("h1", Verdict.INCORRECT)],
        "- **2b**: 0 of 2 points. `z1` is right but for the number of figures. It first goes wrong"
        " in `h1`.",
    ),
    (
        [step("z1", Verdict.CORRECT, **FEW), step("h1", Verdict.CORRECT)],
        "- **2b**: 2 of 2 points. Everything is right.",
    ),
    ([step("z1", Verdict.CORRECT)], "- **2b**: 1 of 1 points. Everything is right."),
    (
        [step("z1", Verdict.INCORRECT), step("h1", Verdict.FOLLOWS, rests_on=("z1",))],
        "- **2b**: 1 of 2 points. It first goes wrong in `z1`. `h1` rests on your own values and"
        " follows from them.",
    ),
    (
        [
            step("a", Verdict.INCORRECT, rests_on=("b",)),
            step("b", Verdict.PARTIAL, credit=0.5),
            step("c", Verdict.FOLLOWS),
            step("d", Verdict.FOLLOWS),
        ],
        "- **2b**: 2.5 of 4 points. It first goes wrong in `b`. `c` and `d` rest on your own"
        " values and follow from them. Look at `a` as well.",
    ),
    (
        [step("a", Verdict.UNREADABLE), step("b", Verdict.MISSING), step("c", Verdict.CORRECT)],
        "- **2b**: 1 of 3 points. `a` could not be read. `b` is missing.",
    ),
    (
        [step("a", Verdict.MISSING), step("b", Verdict.MISSING), step("c", Verdict.CORRECT)],
        "- **2b**: 1 of 3 points. `a` and `b` are missing.",
    ),
    (
        [step("a", Verdict.MISSING), step("b", Verdict.MISSING)],
        "- **2b**: 0 of 2 points. Nothing was given.",
    ),
    (
        [step("a", Verdict.UNREADABLE), step("b", Verdict.UNREADABLE)],
        "- **2b**: 0 of 2 points. Nothing could be read.",
    ),
    (
        [step("a", Verdict.CORRECT), step("secret", Verdict.INCORRECT, **HIDDEN)],
        "- **2b**: 1 of 1 points. Everything is right.",
    ),
    ([step("secret", Verdict.INCORRECT, **HIDDEN)], ""),
    (
        [step("secret", Verdict.INCORRECT, **HIDDEN), step("h1", Verdict.FOLLOWS, **OWN)],
        "- **2b**: 1 of 1 points.",  # full credit, but not everything is right
    ),
    (
        [step("z1", Verdict.CORRECT), step("h1", Verdict.CORRECT, question="2c")],
        "**Everything is right: 2 of 2 points.**",
    ),
    (
        [step("z1", Verdict.MISSING), step("h1", Verdict.MISSING, question="2c")],
        "**Nothing was given: 0 of 2 points.**",
    ),
    (
        [step("z1", Verdict.CORRECT), step("why", Verdict.REVIEW, question="2c", names=WHY)],
        "**Everything is right: 1 of 2 points.**\n\nLeft to the course staff: “Why is it so large?”"
        " (2c).",
    ),
    (
        [
            step("why", Verdict.REVIEW, names=WHY),
            step("why", Verdict.REVIEW, names=WHY, question="2d"),
            step("y", Verdict.INCORRECT, question="2d"),
        ],
        "- **2b**: 0 of 1 points.\n- **2d**: 0 of 2 points. It first goes wrong in `y`.\n\n"
        "Left to the course staff: “Why is it so large?” (2b and 2d).",
    ),
    (
        [
            step("a", Verdict.CORRECT, credit=0.5, deducted=0.5),
            step("b", Verdict.FOLLOWS, credit=0.5, deducted=0.5),
            step("c", Verdict.MISSING),
        ],
        "- **2b**: 1 of 3 points. `a` and `b` lose 1 point because the work before them was not"
        " handed in. `c` is missing.",
    ),
    (
        [step("a", Verdict.CORRECT, credit=0.0, deducted=1.0), step("b", Verdict.CORRECT)],
        "- **2b**: 1 of 2 points. `a` loses 1 point because the work before it was not handed in.",
    ),
    (
        [
            step("a", Verdict.CORRECT),
            step("dL_da", Verdict.MISSING, searched=("h_3.md",), names={"dL_da": "∂L/∂a"}),
            step("b", Verdict.MISSING, searched=("h_3.md",)),
        ],
        "- **2b**: 1 of 3 points. Not found in `h_3.md`: `∂L/∂a` and `b`.",
    ),
    (
        [
            step("a", Verdict.MISSING, searched=("h.md", "b.md")),
            step("b", Verdict.MISSING, searched=("h.md", "b.md")),
        ],
        "- **2b**: 0 of 2 points. Nothing was found in `h.md` and `b.md`.",
    ),
    (
        [
            step("a", Verdict.INCORRECT, slip="m", slip_words="Why so?", is_misconception=True),
            step("b", Verdict.FOLLOWS, rests_on=("a",)),
        ],
        "- **2b**: 1 of 2 points. It first goes wrong in `a`: Why so? `b` rests on your own values"
        " and follows from them.",
    ),
    (
        [step("a", Verdict.INCORRECT, slip="sign", slip_words="the other sign", quotes=False)],
        "- **2b**: 0 of 1 points. It first goes wrong in `a`.",
    ),
    (
        [step("a", Verdict.CORRECT), step("b", Verdict.FAULT)],
        "- **2b**: 1 of 2 points.\n\nSome steps could not be marked because the autograder failed."
        " That is not your mistake; the course staff will see it.",
    ),
]


@pytest.mark.parametrize("marks, words", SUMMARIES)
def test_the_summary_names_the_first_slip_and_what_was_not_read(marks, words):
    assert summary(marks, None) == words


def test_the_summary_says_what_was_read_and_what_was_not():
    answers = Answers(by_step={}, source="a/answers.yaml", notes=("Line 1: no <b>.", "More."))
    assert summary([], answers) == (
        "Read from `a/answers.yaml`.\n\n- Line 1: no &lt;b&gt;.\n- More."
    )
    broken = Answers(by_step={}, source="answers.yaml", broken="It breaks off.")
    assert summary([], broken) == (
        "**It breaks off.** What stands before it was marked. Mend this and hand it in again."
    )


hostile = st.text(alphabet="`*_<>&[]()!#|~$\\{}/ab \n-+.1", max_size=40) | st.text(max_size=40)


@given(hostile, hostile, st.sampled_from(Verdict))
def test_nothing_a_student_writes_becomes_markup(text, other, verdict):
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True})
    one = mark(verdict, read=text, reason=other, rests_on=("z1",), carried={"z1": text}, **NUMBER)
    answers = Answers(by_step={}, source=text, notes=(f"Line 1: {other}",), broken=other or None)
    for words in (step_feedback(one), summary([one], answers)):
        tags = re.findall(r"<(\w+)", renderer.render(words))
        assert set(tags) <= {"p", "strong", "code", "ul", "li", "blockquote"}


PLACES = [
    (((1, 0),), (2, 2), "row 2, column 1"),
    (((0, 0), (0, 2)), (2, 3), "row 1, columns 1 and 3"),
    (((0, 1), (1, 0), (1, 1)), (2, 2), "row 1, column 2; row 2"),
    (((0,), (2,)), (4,), "entries 1 and 3"),
    (((1, 0),), (3, 1), "entry 2"),
    (((0, 2),), (1, 3), "entry 3"),
    (((0, 1, 2),), (2, 2, 3), "entry (1, 2, 3)"),
    (((0, 1, 2), (1, 0, 0)), (2, 2, 3), "entries (1, 2, 3) and (2, 1, 1)"),
    (tuple((i,) for i in range(9)), (10,), "entries 1, 2, 3, 4, 5, 6 and 3 more"),
    (tuple((i, 0) for i in range(8)), (9, 2), "row 1, column 1; row 2, column 1; row 3, column 1;"
     " row 4, column 1; row 5, column 1; row 6, column 1 and 2 more"),
]  # fmt: skip


@pytest.mark.parametrize("places, shape, words", PLACES)
def test_entries_are_told_by_row_and_column_from_one(places, shape, words):
    assert entries_in_words(places, shape) == words


SENTENCES = [
    ("this is it", "This is it."),
    ("it's so", "it's so."),
    ("a single slip", "A single slip."),
    ("a is wrong", "A is wrong."),
    ("σ'(x) is positive", "σ'(x) is positive."),
    ("w3 is missing", "w3 is missing."),
    ("x", "x."),
    ("h1 (1 - h1) is", "h1 (1 - h1) is."),
    ("y_hat is", "`y_hat` is."),
]


@pytest.mark.parametrize("text, words", SENTENCES)
def test_a_sentence_begins_with_a_capital_unless_with_a_name(text, words):
    assert sentence(text) == words


REVEALING = ("sign", "twice", "points off", "exchanged", "transpos", "factor", "entries", "0.41")
ANY_SLIP = [*Kind, "ambiguous", "transposed", "shape", "trivial", "not_summed", None]


@pytest.mark.parametrize("slip", ANY_SLIP)
@pytest.mark.parametrize("verdict", Verdict)
def test_nothing_revealed_means_no_slip_no_entries_and_no_value(verdict, slip):
    words = "with the other sign, twice, exchanged, a factor, transposed, two entries"
    one = mark(
        verdict, slip=slip, slip_words=words if slip else None, credit=0.5, share=0.5, quotes=False,
        read="0.41", plain="0.41", off=((0, 1),), rests_on=("z1",), carried={"z1": "0.41"},
        reason=None, **{**MATRIX, "shape": (1, 2), "expected_shape": (2, 1)},
    )  # fmt: skip
    told = step_feedback(one) + summary([one], None)
    assert not [word for word in REVEALING if word in told], told


@pytest.mark.parametrize("slip", list(Kind))
def test_a_slip_is_told_by_default_in_the_feedback_and_in_the_summary(slip):
    words = f"this is what you get {Kind(slip).words}"
    one = mark(Verdict.PARTIAL, slip=slip, slip_words=words, credit=0.5)
    assert headline(one) == "One slip."
    assert sentence(words) in step_feedback(one)
    assert sentence(words)[1:-1] in summary([one], None)


@given(
    st.sampled_from([Verdict.CORRECT, Verdict.FOLLOWS]),
    st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    st.booleans(),
)
def test_a_right_answer_that_loses_points_says_why(verdict, deducted, quotes):
    one = mark(verdict, **OWN, credit=1 - deducted, deducted=deducted, quotes=quotes, read="0.5")
    told = step_feedback(one)
    assert ("work before it was not handed in" in told) == (deducted > 0)
    assert ("**Correct.**" in told) == (verdict is Verdict.CORRECT and not deducted and not quotes)
    assert one.lost == pytest.approx(2 * deducted)
