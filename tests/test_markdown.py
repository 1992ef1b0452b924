"""Foreign text shows as what it is in Markdown, and does nothing else."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.words.foreign_text import MAX_QUOTE, code, escaped, plain, printable, quoted, visible

CODE = [
    ("0.5", "`0.5`"),
    ("", "` `"),
    ("a`b", "``a`b``"),
    ("`a`", "`` `a` ``"),
    ("```", "```` ``` ````"),
    ("1 2\n  3 4\n", "`1 2 ⏎ 3 4`"),
    ("<script>alert(1)</script>", "`<script>alert(1)</script>`"),
    ("a\x00b\ud800c\u202ed", "`a\ufffdb\ufffdc\ufffdd`"),
    ("a\tb\u00a0c\u2028d\x85e\rf", "`a b c d e f`"),
    ("9" * 300, f"`{'9' * 239}…`"),
]
WORDS = [
    ("plain words, 0.5", "plain words, 0.5"),
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("a & b &lt;", "a &amp; b &amp;lt;"),
    ("*bold* _it_ `code` [a](b)", r"\*bold\* \_it\_ \`code\` \[a\](b)"),
    ("#h ~~s~~ |c| $x$ {y}", r"\#h \~\~s\~\~ \|c\| \$x\$ \{y\}"),
    ("back\\slash", "back\\\\slash"),
    ("two\n\nlines", "two ⏎ lines"),
    ("Your file photo_1.png.", "Your file `photo_1.png`."),
    ("(my_a[2].md, b.md)", "(`my_a[2].md`, b.md)"),
    ("y_1 < 0, y_2 > 1", "`y_1` &lt; 0, `y_2` &gt; 1"),
    ("a `b_c` d_", r"a \``b_c`\` d\_"),
]


@pytest.mark.parametrize("text, markdown", CODE, ids=lambda v: ascii(v)[:24])
def test_a_value_is_quoted_as_code_on_one_line(text, markdown):
    assert code(text) == markdown


@pytest.mark.parametrize("text, markdown", WORDS, ids=lambda v: ascii(v)[:24])
def test_words_lose_their_marks(text, markdown):
    assert escaped(text) == markdown


markup = st.text(alphabet="`*_<>&[]()!#|~$\\{}ab \n-+.1", max_size=60) | st.text(max_size=60)


@given(markup)
def test_no_backticks_of_a_value_can_close_its_code(text):
    quoted = code(text)
    fence = re.match("`+", quoted).group()
    inside = quoted[len(fence) : -len(fence)]
    assert quoted.endswith(fence)
    assert "\n" not in quoted
    assert fence not in re.findall("`+", inside)


@given(markup, st.integers(1, 50))
def test_printable_text_is_one_short_line_that_can_be_encoded(text, limit):
    shown = printable(text, limit)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert len(shown.splitlines()) <= 1
    assert len(shown) <= 3 * limit


@given(markup)
def test_a_markdown_renderer_shows_the_text_itself(text):
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True})
    quoted = renderer.render(f"Read: {code(text)}\n\n- {escaped('Note: ' + text)}")
    assert set(re.findall(r"</?\w+", quoted)) <= {
        "<p", "</p", "<ul", "</ul", "<li", "</li", "<code", "</code",
    }  # fmt: skip
    shown = re.sub("</?code>", "", re.search("<li>(.*)</li>", quoted, re.DOTALL).group(1))
    item = html.unescape(shown)
    assert " ".join(item.split()) == " ".join(printable("Note: " + text, 960).split())


@given(markup, markup, markup)
def test_what_is_made_here_is_plain_again_in_a_terminal(text, other, third):
    made = f"**{escaped(text)}** Read: {code(other)} ({escaped(third)})"
    shown = printable(other, MAX_QUOTE).strip() or " "
    assert plain(made) == f"{printable(text, 960)} Read: {shown} ({printable(third, 960)})"


ROWS = r"[1.1\\1.2] \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}"


def test_a_backslash_of_an_answer_is_neither_lost_nor_doubled():
    assert plain(f"your own `Y` = {code(ROWS)}") == f"your own `Y` = {ROWS}".replace("`", "")


@pytest.mark.parametrize(
    "text, shown",
    [
        ("a\nb", "a\nb"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("a\tb\rc\u2028d", "a b c d"),
        ("\u202eabc\u200b", "\ufffdabc\ufffd"),
        ("σ'(x) [bold] :100:", "σ'(x) [bold] :100:"),
    ],
)
def test_visible_text_has_nothing_that_a_terminal_obeys(text, shown):
    assert visible(text) == shown


@given(
    st.lists(markup | st.sampled_from(["- a", "1. a", "2) b", "===", "+ c", "> d", "    e", "---"]))
)
def test_a_quotation_is_paragraphs_with_the_words_that_were_written(lines):
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True})
    text = "\n".join(lines)
    made = renderer.render(quoted(text, 10_000))
    assert set(re.findall(r"<\w+", made)) <= {"<blockquote", "<p", "<code"}
    shown = html.unescape(re.sub("<[^>]*>", " ", made))
    wanted = " ".join(printable(line, 10_000) for line in text.splitlines())
    assert "".join(shown.split()) == "".join(wanted.split())
