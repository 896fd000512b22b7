"""HTML: what a browser shows, where it stands in the source, and damage in what is shown."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import lint_text
from copydesk.reading import read
from copydesk.reading.html import write
from readings import LEXICON, damaged, parts, prose, repaired, shown, stands_as_read, told

quick = settings(max_examples=80, deadline=None)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One.\n<p>Two.", "One.\n\nTwo."),
        ("some <a href='x'>are calling</a> it", "some are calling it"),
        ("<p>The <b>may</b>or</p>", "The mayor"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("one<br>\n  <br />two", "one\n\ntwo"),
        ("<p>  a   b\n     c </p>", "a b\nc"),
        ("<p>a\n\n\nb</p>", "a\nb"),
        ("Tom &amp; Jerry &#8217; &#x2019; &#146; &copy 5", "Tom & Jerry ’ ’ ’ © 5"),
        ("a&nbsp;b &nbsp;c", "a b c"),
        ("co&shy;operate", "cooperate"),
        ("AT&T; and R&D; and &notit;", "AT&T; and R&D; and &notit;"),
        ("a <!-- not > this --> b", "a b"),
        ("a <!-- never closed", "a"),
        ("a <!--> b <!---> c", "a b c"),
        ("<!DOCTYPE html><?xml x?><p>a</p>", "a"),
        ("<![CDATA[x]]>a", "a"),
        ("<script>if (a < b) '<p>no</p>'</script><p>yes</p>", "yes"),
        ("<style>p > a {}</style>yes", "yes"),
        ("say <code>a &amp; b</code> twice", "say \ufffc twice"),
        ("say <code>x <p>next", "say \ufffc\n\nnext"),
        ("a <img src='x>y'> b", "a \ufffc b"),
        ("<p><img src=x></p><p>a</p>", "a"),
        ("<pre>x = 1</pre><p>a</p>", "a"),
        ('<a title="x > y" rel=z>a</a>', "a"),
        ('<a b=c"d>e', "e"),
        ("a < b and c <3", "a < b and c <3"),
        ("<svg/>a", "\ufffca"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\nb\n\nc\n\nd"),
        ("", ""),
        ("   ", "   "),
        ("<p></p>", ""),
    ],
)
def test_what_is_seen(source: str, seen: str) -> None:
    """Inline elements vanish, block elements part paragraphs, blanks run together, entities read as characters."""
    assert prose(source, "html").strip() == seen.strip()


def test_what_the_page_calls_it() -> None:
    """Headings are headlines; items, quotations, captions and tables are what their elements say, ended or not."""
    source = (
        "<title>T</title><h1>H</h1><p>Body text here.</p><ul><li>A<li>B<ul><li>C</li></ul>D</ul>"
        "<blockquote>Q</blockquote><figure><img><figcaption>F</figcaption></figure>"
        "<table><tr><td>X</td></tr></table><p>Tail of it.</p>"
    )
    assert parts(source, "html") == [
        ("headline", "T"),
        ("headline", "H"),
        ("body", "Body text here."),
        ("list", "A"),
        ("list", "B"),
        ("list", "C"),
        ("list", "D"),
        ("quote", "Q"),
        ("caption", "F"),
        ("table", "X"),
        ("body", "Tail of it."),
    ]


def test_one_paragraph_over_lines() -> None:
    """A line end in a paragraph parts nothing."""
    assert parts("<p>One line\nand its second one.</p>", "html") == [("body", "One line\nand its second one.")]


def test_a_single_entity_is_markup_a_doubled_or_broken_one_is_damage() -> None:
    """What the browser shows as a character is no fault; what it shows as `&amp;` or `& rsquo ;` is, with its fix."""
    source = "<p>Tom &amp; Jerry&rsquo;s &amp;amp; co, Israel & rsquo ; s war, it&amp;rsquo;s</p>"
    assert told(source, "html") == [("&amp;amp;", "&"), (" & rsquo ; ", "’"), ("&amp;rsquo;", "’")]
    assert repaired(source, "html") == "<p>Tom &amp; Jerry&rsquo;s &amp; co, Israel’s war, it’s</p>"


def test_damage_over_a_tag_is_told_without_a_fix() -> None:
    """No repair crosses a tag."""
    patches = [p for p in read("<p>it&amp;<b>rsquo;</b>s</p>", "html", LEXICON).patches if p.kind == "entity"]
    assert patches
    assert not any(p.sure or p.text for p in patches)


def test_writing() -> None:
    """A text is written so that it reads as itself."""
    assert write("a < b & c, AT&T & &amp;") == "a &lt; b & c, AT&amp;T & &amp;amp;"
    assert shown("<p>" + write("a < b &lt; &") + "</p>", "html").strip() == "a < b &lt; &"


@pytest.mark.parametrize(
    ("source", "format"),
    [("<html><body><p>No,” she said.</p></body></html>", "html"), ("# No,” she said\n", "markdown")],
)
def test_what_is_put_in_before_the_first_word(source: str, format: str) -> None:
    """It stands before that word, and not before the page or the sign of a headline."""
    (unopened,) = [f for f in lint_text(source, format=format) if f.rule == "quote-unopened"]
    assert unopened.fixes[0].edits[0].span.start == source.index("No")


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a b="', "<!--", "</", "&", "&#", "<![", "<p>", "<ul>", "<code>", "<br>", "&nbsp;"]
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    """Nothing is looked for twice: 300 kB of what never ends are read at once."""
    read(piece * (300_000 // len(piece)), "html", LEXICON)


TEXT = st.sampled_from(["The mayor", "said", "’", "“No,”", "&amp;", "&rsquo;", "x < y", "5 &pound;", " ", "\n", "  "])
INLINE = st.sampled_from([("<b>", "</b>"), ('<a href="x>y">', "</a>"), ("<!-- c -->", ""), ("", ""), ("<br>", "")])
PAGE = st.lists(
    st.tuples(
        st.sampled_from([("<p>", "</p>"), ("<h2>", "</h2>\n"), ("<div>\n", "</div>")]),
        st.lists(st.tuples(INLINE, TEXT), max_size=6),
    ),
    max_size=5,
).map(lambda page: "".join(a + "".join(f"{i}{t}{j}" for (i, j), t in run) + b for (a, b), run in page))


class Letters(HTMLParser):
    """The letters of a page as the standard library's parser sees them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = ""
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.seen += data


@quick
@given(PAGE)
def test_letters_as_another_parser_sees_them(page: str) -> None:
    """On sound pages the letters are those that `html.parser` sees, blanks aside."""
    seen = shown(page, "html")
    assert "".join(seen.split()) == "".join(Letters(page).seen.split())


@quick
@given(PAGE)
def test_every_letter_stands_where_it_was_read(page: str) -> None:
    """What was copied maps back to itself; patches are in order and apart."""
    stands_as_read(page, "html")


@quick
@given(
    damaged(
        [("<p>", "</p>"), ("<b>", "</b>"), ("<a href='x'>", "</a>"), ("<li>", ""), ("", "<br>"), ("&ldquo;", "&rdquo;")]
    )
)
def test_repair_gives_the_prose(page: str) -> None:
    """The repaired page reads as the prose said, and nothing sure is left to repair."""
    fixed = repaired(page, "html")
    assert prose(fixed, "html") == prose(page, "html")
    assert not list(told(fixed, "html"))
