"""Markdown: what its rendering shows, where it stands in the source, and damage in what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.reading import read
from copydesk.reading.markdown import Offsets, write
from readings import LEXICON, damaged, parts, prose, repaired, shown, stands_as_read, told

quick = settings(max_examples=80, deadline=None)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("some [are calling](http://x.org 'so') it", "some are calling it"),
        ("The **may**or *said* __so__ ~~not~~", "The mayor said so not"),
        ("Tom &amp; Jerry&rsquo;s &#8217; &#x2019;", "Tom & Jerry’s ’ ’"),
        ("AT&T; and R&D;", "AT&T; and R&D;"),
        (r"not \*starred\* and 1\. so", "not *starred* and 1. so"),
        ("say `a &amp; *b*` twice", "say \ufffc twice"),
        ("see ![the *mayor*](x.png) here", "see \ufffc here"),
        ("![the mayor](x.png){.wide}\n\nText.", "Text."),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("one   \n   two", "one\ntwo"),
        ("one<br>\ntwo", "one\ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        ("the <b>may</b>or <!-- not this --> said", "the mayor said"),
        ("<div>\nraw *stars* &amp; so\n</div>\n\nText.", "raw *stars* & so\n\nText."),
        ("<div>\n\n*Text*\n\n</div>", "Text"),
        ("> said\n> she", "said\nshe"),
        ("> <p>\n> one\n> two\n> </p>", "one\ntwo"),
        ("- a\n- b", "a\n\nb"),
        ("- [x] done", "done"),
        ("```\ncode &amp;amp;\n```\ntext", "text"),
        ("    code\n\ntext", "text"),
        ("| a | b |\n|---|---|\n| `c` | d |", "a\nb\n\n\ufffc\nd"),
        ("# Head #\nText", "Head\n\nText"),
        ("Head\n====\n\nText", "Head\n\nText"),
        ("# Head {#name}\n\nText\n{: .lede}", "Head\n\nText"),
        ("a[^1]\n\n[^1]: note", "a\n\nnote"),
        ("see <http://x.org> now", "see http://x.org now"),
        ("[a]\n\n[a]: http://x.org", "a"),
        ("one\n\n* * *\n\ntwo", "one\n\ntwo"),
        ("\"quoted\" -- and... 'so'", "\"quoted\" -- and... 'so'"),
        ("by {{ page.author }} {% if x %}", "by \ufffc \ufffc"),
        ("one  two", "one two"),
        ("é😀 *so* &mdash; é", "é😀 so — é"),
        ("one\r\ntwo\r\n\r\nthree", "one\r\ntwo\r\n\r\nthree"),
        ("", ""),
    ],
)
def test_what_is_seen(source: str, seen: str) -> None:
    """Signs vanish, blocks part paragraphs, entities and escapes read as characters; marks stay as they were typed."""
    assert prose(source, "markdown").strip() == seen


def test_what_the_format_calls_it() -> None:
    """Headings, items, quotations, tables, notes and front matter are what their signs say."""
    source = (
        "---\ntitle: A day\n---\n# Head\n\nBody text here.\nMore of it.\n\n- One\n- Two\n\n> Quote\n\n"
        "| a |\n|---|\n| b |\n\n"
        "Sub\n---\n\nTail of it.[^1]\n\n[^1]: Note"
    )
    assert parts(source, "markdown") == [
        ("front matter", "---\ntitle: A day\n---"),
        ("headline", "Head"),
        ("body", "Body text here.\nMore of it."),
        ("list", "One"),
        ("list", "Two"),
        ("quote", "Quote"),
        ("table", "a"),
        ("table", "b"),
        ("headline", "Sub"),
        ("body", "Tail of it."),
        ("note", "Note"),
    ]


def test_front_matter_in_either_form() -> None:
    """`---` and `+++` blocks say what the story is; only their values are looked at for damage."""
    yaml = read(
        "---\ntitle: 'Rain &amp;amp; shine'\nDateline: PARIS\nx: {a: b}\n# odd & rsquo ; y\n---\nText.",
        "markdown",
        LEXICON,
    )
    assert (yaml.meta["title"], yaml.meta["dateline"]) == ("Rain &amp;amp; shine", "PARIS")
    assert [p.text for p in yaml.patches if p.kind == "entity"] == ["&"]
    toml = read('+++\ntitle = "Rain"\ndate = 2024-05-01\n+++\nText.', "markdown", LEXICON)
    assert toml.meta == {"title": "Rain", "date": "2024-05-01"}


def test_a_rule_is_no_front_matter() -> None:
    """A story that begins with a line has no front matter."""
    assert read("---\n\nThe mayor said no.\n\n---\n", "markdown", LEXICON).meta == {}


def test_a_single_entity_is_markup_a_doubled_or_broken_one_is_damage() -> None:
    """What is rendered as a character is no fault; what is rendered as `&amp;` or `& rsquo ;` is, with its fix."""
    source = "Tom &amp; Jerry&rsquo;s &amp;amp; co, **Israel & rsquo ; s** war, it&amp;rsquo;s \\&rsquo; `&amp;amp;`"
    assert [reads for _, reads in told(source, "markdown")] == ["&", "’", "’", "’"]
    assert repaired(source, "markdown").startswith("Tom &amp; Jerry&rsquo;s &amp; co, **Israel’s** war, it’s ")


def test_damage_over_a_link_is_told_without_a_fix() -> None:
    """No repair crosses markup."""
    patches = [p for p in read("it& [rsquo ;](http://x.org) s", "markdown", LEXICON).patches if p.kind == "entity"]
    assert patches
    assert not any(p.sure or p.text for p in patches)


@pytest.mark.parametrize("text", ["a * b_c_d [e] <f> `g` ~h~", "&amp; & &", "\\", "snake_case", "* _x_"])
def test_writing(text: str) -> None:
    """A text is written so that it reads as itself."""
    assert shown("It is " + write(text) + " so", "markdown") == f"It is {text} so"


@given(st.text("aé’😀\n", max_size=1500))
@quick
def test_offsets(text: str) -> None:
    """Byte offsets are code points, however long the text."""
    offset = Offsets(text)
    at = 0
    for n, letter in enumerate(text):
        assert offset(at) == n
        at += len(letter.encode())
    assert offset(at) == len(text)


@pytest.mark.parametrize(
    "piece", ["[", "*a ", '<a b="', "``` ", "[a](", "> ", "- ", "<!--", "&amp", "<br>", "{{", "`", "<p>\n"]
)
def test_hostile_copy_takes_linear_time(piece: str) -> None:
    """Nothing is looked for twice: 100 kB of what never ends are read at once."""
    read(piece * (100_000 // len(piece)), "markdown", LEXICON)


WORD = st.sampled_from(
    [
        "The mayor",
        "said",
        "*so*",
        "**“No,”**",
        "[it](u)",
        "`x`",
        "&amp;",
        "&rsquo;",
        "\\*",
        "<b>",
        "</b>",
        "<br>",
        "é😀",
        "![i](p)",
        "\n",
        "  \n",
        "\n\n",
        "\n\n# ",
        "\n\n> ",
        "\n\n- ",
        "\n\n1. ",
        "\n\n    ",
        "\n\n```\n",
        "\n\n<div>\n",
        "\n| a | b |\n|---|---|\n| ",
    ]
)
COPY = st.lists(st.tuples(WORD, st.sampled_from(("", " "))), max_size=25).map(
    lambda words: "".join(a + b for a, b in words)
)


@quick
@given(COPY)
def test_every_letter_stands_where_it_was_read(source: str) -> None:
    """What was copied maps back to itself; patches are in order and apart."""
    stands_as_read(source, "markdown")


@quick
@given(
    damaged(
        [
            ("**", "**"),
            ("*", "*"),
            ("[", "](u)"),
            ("\n\n> ", "\n\n"),
            ("\n\n- ", ""),
            ("<b>", "</b>"),
            ("&ldquo;", "&rdquo;"),
            ("\\", ""),
        ]
    )
)
def test_repair_gives_the_prose(source: str) -> None:
    """The repaired story reads as the prose said, and nothing sure is left to repair."""
    fixed = repaired(source, "markdown")
    assert prose(fixed, "markdown") == prose(source, "markdown")
    assert not told(fixed, "markdown")
