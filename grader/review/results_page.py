"""The page that a student will see, as one HTML file that needs nothing else.

It is made of the results as the platform gets them, laid out as the platform lays them out: the
total, what stands at the top, then the steps, each folded to its points. What is shown only later
is there as well, behind a switch for the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from markdown_it import MarkdownIt

_TIMES = (
    ("now", "Before the due date"),
    ("due", "After the due date"),
    ("published", "After publication"),
)
_LATER = {"after_due_date": "from the due date on", "after_published": "after publication"}
_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif;
  color: #222; background: #fff; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.3rem; margin: .5rem 0; }}
h2 {{ font-size: 1.05rem; margin: 1.2rem 0 .4rem; }}
code {{ background: #f1f1f1; padding: .05em .3em; border-radius: .2em; font-size: .92em; }}
pre, code {{ white-space: pre-wrap; }}
blockquote {{ margin: .4rem 0; padding-left: .8rem; border-left: .2rem solid #ccc; }}
.about {{ color: #555; font-size: .9rem; }}
.total {{ font-size: 1.3rem; font-weight: 600; }}
.times {{ border: 0; padding: 0; margin: .8rem 0; font-size: .9rem; }}
.times label {{ margin-right: 1rem; display: inline-block; }}
details {{ border-left: .3rem solid #b3261e; background: #fafafa; margin: .4rem 0;
  padding: .4rem .8rem; }}
details.passed {{ border-color: #1b7f4b; }}
summary {{ cursor: pointer; font-weight: 600; }}
details p {{ margin: .5rem 0; }}
.later {{ color: #555; font-weight: 400; font-size: .85rem; }}
body:has(#now:checked) :is(.after_due_date, .after_published) {{ display: none; }}
body:has(#due:checked) .after_published {{ display: none; }}
</style>
</head>
"""


def page_of(results: Mapping[str, Any], title: str, about: str) -> str:
    """The page of a submission's results. about: whose they are, for the TA who looks at it."""
    return "\n".join(
        [
            _HEAD.format(title=escape(title)).rstrip(),
            "<body>",
            f"<h1>{escape(title)}</h1>",
            f'<p class="about">{escape(about)}</p>',
            *_switch(results),
            _total(results),
            _text(results["output"]),
            "<h2>Test cases</h2>",
            *(_row(test) for test in results["tests"] if test["visibility"] != "hidden"),
            "</body>",
            "</html>\n",
        ]
    )


def _switch(results: Mapping[str, Any]) -> Iterator[str]:
    """A choice of the time, where something is shown only later."""
    if not any(test["visibility"] in _LATER for test in results["tests"]):
        return
    yield '<fieldset class="times">'
    for name, words in _TIMES:
        chosen = " checked" if name == "now" else ""
        yield f'<label><input type="radio" name="time" id="{name}"{chosen}> {words}</label>'
    yield "</fieldset>"


def _total(results: Mapping[str, Any]) -> str:
    """The points; the platform hides them where one step is hidden."""
    most = sum(test["max_score"] for test in results["tests"])
    if any(test["visibility"] == "hidden" for test in results["tests"]):
        return (
            f'<p class="total">- / {most:g}</p><p class="about">A hidden step hides the total.</p>'
        )
    return f'<p class="total">{results["score"]:g} / {most:g}</p>'


def _row(test: Mapping[str, Any]) -> str:
    """A step as the platform lists it: a click shows why it earned what it did."""
    passed = test["status"] == "passed"
    kind = f"{'passed' if passed else 'failed'} {test['visibility']}"
    points = f" ({test['score']:g}/{test['max_score']:g})" if test["max_score"] else ""
    later = _LATER.get(test["visibility"])
    note = f' <span class="later">{later}</span>' if later else ""
    head = f"{escape(test['number'])}) {escape(test['name'])}{points}{note}"
    is_open = "" if passed else " open"
    return (
        f'<details class="{kind}"{is_open}><summary>{head}</summary>\n'
        f"{_text(test['output'])}</details>"
    )


def _text(markdown: str) -> str:
    """Markdown as the platform shows it: no HTML of anybody's, and nothing is fetched."""
    return str(_MARKDOWN.render(markdown))


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
