"""Pictures of figures, as SVG that stands in the page itself and takes its colours from it.

Matplotlib draws in colours that nothing else has; each becomes a variable of the page's style, so a
picture is as light or as dark as the page around it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path as Line
from matplotlib.ticker import MaxNLocator

from grader.cohort.report.highlights import percent
from grader.cohort.report.layered_graph import Layout, layout
from grader.cohort.report.report_records import QuestionFigures, Spread, StepFigures

_COLOURS = {
    "#010203": "ink", "#010204": "muted", "#010205": "line", "#010206": "bar", "#010207": "band",
    "#010210": "heat0", "#010211": "heat1", "#010212": "heat2", "#010213": "heat3",
    "#010214": "heat4", "#010215": "on-heat",
}  # fmt: skip
"""Colours that a picture is drawn in -> the variables of the page."""
_BY_NAME = {name: colour for colour, name in _COLOURS.items()}
HEAT = (0.0, 0.02, 0.05, 0.1, 0.2)
"""Shares of a class from which on a step has the next colour."""
WIDTH, HEIGHT = 400, 200
SLOT, LAYER = 88, 62
BOX = (78, 36)
LONGEST = 11
"""Signs of a step's name that its box has room for."""
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "report", "font.size": 10.5}


def histogram(spread: Spread) -> str:
    """How many students have how many points; the median, the mean and the middle half."""
    picture, axes = _blank(WIDTH, HEIGHT, (0.09, 0.2, 0.89, 0.76))
    _, low, middle, high, _ = spread.quartiles
    axes.axvspan(low, high, color=_BY_NAME["band"], linewidth=0)
    widths = [b - a for a, b in pairwise(spread.edges)]
    axes.bar(
        spread.edges[:-1], spread.counts, [0.92 * one for one in widths], align="edge",
        color=_BY_NAME["bar"], zorder=2,
    )  # fmt: skip
    axes.axvline(middle, color=_BY_NAME["ink"], linewidth=1.6, zorder=3)
    axes.axvline(spread.mean, color=_BY_NAME["ink"], linewidth=1.2, linestyle=(0, (4, 3)), zorder=3)
    axes.set_xlim(0, spread.edges[-1])
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel(f"points of {spread.possible:g}", color=_BY_NAME["muted"])
    axes.tick_params(length=0, colors=_BY_NAME["muted"])
    axes.grid(axis="y", color=_BY_NAME["line"], linewidth=0.8, zorder=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(_BY_NAME["line"])
    return _svg(picture, f"Histogram of {len(spread.totals)} totals")


def step_graph(question: QuestionFigures) -> str:
    """Which step leads to which, coloured by how many first go wrong there; "" without arrows."""
    if not question.edges:
        return ""
    joined = {name for edge in question.edges for name in edge}
    steps = [step for step in question.steps if step.step in joined]
    plan = layout([step.step for step in steps], question.edges)
    width, height = plan.width * SLOT + 4, plan.depth * LAYER
    picture, axes = _blank(width, height, (0, 0, 1, 1))
    axes.set(xlim=(-width / 2, width / 2), ylim=(height, 0))
    axes.set_axis_off()
    for way in plan.ways.values():
        axes.add_patch(_arrow(way))
    for step in steps:
        _draw_step(axes, step, plan)
    return _svg(picture, f"The steps of {question.key} and where it first goes wrong")


def heat(share: float) -> int:
    """The colour of a share, from 0: none, to 4: a fifth or more."""
    return sum(share >= bound for bound in HEAT[1:]) if share else 0


def _draw_step(axes: Any, step: StepFigures, plan: Layout) -> None:
    (x, depth), (width, height) = plan.places[step.step], BOX
    x, y = x * SLOT, depth * LAYER + LAYER / 2
    level = heat(step.first_share)
    box = FancyBboxPatch(
        (x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=6",
        facecolor=_BY_NAME[f"heat{level}"], edgecolor=_BY_NAME["muted"], linewidth=0.8, zorder=2,
    )  # fmt: skip
    axes.add_patch(box)
    colour = _BY_NAME["on-heat" if level > 2 else "ink"]
    words = {"ha": "center", "va": "center", "color": colour, "zorder": 3, "parse_math": False}
    axes.text(x, y - 7, _short(step), fontsize=11, **words)
    axes.text(x, y + 9, percent(step.first_share), fontsize=9.5, **words)


def _short(step: StepFigures) -> str:
    """What a step is called, if there is room for it; else its name in the rubric."""
    text = step.called if len(step.called) <= LONGEST else step.step
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _arrow(way: Sequence[tuple[float, int]]) -> FancyArrowPatch:
    """An arrow from under its first step to above its last one, straight through the layers
    between and bent from one to the next."""
    half = BOX[1] / 2
    points, codes = list[tuple[float, float]](), [Line.MOVETO]
    for place, (x, depth) in enumerate(way):
        y = depth * LAYER + LAYER / 2
        if place:
            before = points[-1]
            bend = (y - half - before[1]) / 2
            points += [(before[0], before[1] + bend), (x * SLOT, y - half - bend)]
            codes += [Line.CURVE4] * 3
            points.append((x * SLOT, y - half - (1 if place == len(way) - 1 else 0)))
        if place < len(way) - 1:
            points.append((x * SLOT, y + half))
            codes += [Line.LINETO] if place else []
    return FancyArrowPatch(
        path=Line(points, codes), arrowstyle="-|>,head_length=4,head_width=2.4", fill=False,
        color=_BY_NAME["muted"], linewidth=1.1, zorder=1,
    )  # fmt: skip


def _blank(width: float, height: float, box: tuple[float, float, float, float]) -> tuple[Any, Any]:
    """An empty picture of so many units, and the axes in a part of it."""
    with rc_context(_SETTINGS):
        picture = Figure(figsize=(width / 72, height / 72), facecolor="none")
        axes = picture.add_axes(box)
        axes.patch.set_visible(False)
    return picture, axes


def _svg(picture: Any, title: str) -> str:
    """The picture as an element of a page: no file of its own, no names that two pictures share."""
    out = io.StringIO()
    with rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that the drawer's font lacks, the browser's has
        FigureCanvasSVG(picture).print_svg(out, metadata={"Date": None, "Title": title})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r' id="[\w.]+_\d+"', "", text)
    text = re.sub(
        r'width="([\d.]+)pt" height="[\d.]+pt"', r'style="width: \1px" role="img"', text, count=1
    )
    return re.sub("#0102[0-9a-f]{2}", lambda found: f"var(--{_COLOURS[found[0]]})", text)
