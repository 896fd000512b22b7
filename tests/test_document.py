"""A story: its paragraphs, what each is, its words, and how little memory a long one takes."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.document import Document, Paragraph, gate_words
from copydesk.spans import Span
from copydesk.views.quotes import Quotation, Speech
from readings import LEXICON, parts


def test_parts_of_plain_copy() -> None:
    """Headline, byline, body, list, caption, note by their looks."""
    source = """Council ends the talks

By Ada Moreno and Bo Lind, staff writers

The council ended the talks on Monday.

- One member left.

2. Another stayed.

FILE PHOTO: The hall on a quiet day.

It went on until noon.

Reporting by Ada Moreno; Editing by Bo Lind
"""
    assert [part for part, _ in parts(source, "plain")] == [
        "headline",
        "byline",
        "body",
        "list",
        "list",
        "caption",
        "body",
        "note",
    ]


def test_a_transcript_has_several_speakers() -> None:
    """Lines with a speaker before a colon are a transcript; a single one may be a dateline."""
    assert [p for p, _ in parts("Q: Why now?\n\nA: It was time.", "plain")] == ["transcript", "transcript"]
    assert [p for p, _ in parts("NEW DELHI: The minister resigned on Monday.\n\nHe gave no reason.", "plain")] == [
        "body"
    ] * 2


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Council ends the talks", "headline"),
        ("Will the council end the talks?", "headline"),
        ("Talks ‘at an end’", "headline"),
        ("Talks end; council to vote", "headline"),
        ("The talks ended.", "body"),
        ("“Are we done?”", "body"),
        ("It is over, he said:", "body"),
        ("The harbour union,", "body"),
        ("One word " * 11, "body"),
    ],
)
def test_headlines(line: str, part: str) -> None:
    """A first line of at most 20 words in which no sentence ends, and no speech."""
    assert parts(f"{line.strip()}\n\nMore of it.", "plain")[0][0] == part


def test_a_headline_of_two_lines() -> None:
    """The second line of a headline belongs to it where a blank line follows both."""
    assert [p for p, _ in parts("Ferry reaches island\nHarbour office was shut\n\nIt rained.", "plain")] == [
        "headline",
        "headline",
        "body",
    ]
    assert [p for p, _ in parts("Ferry reaches island\n\nHarbour office was shut\n\nIt rained.", "plain")][1] == "body"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("By Ada Moreno in Grimsby", "byline"),
        ("By Ada Moreno | Harbour News", "byline"),
        ("By Monday the harbour was open", "body"),
        ("Boats at the quay on Monday. (Photo: Ada Moreno, AP)", "caption"),
        ("The mayor at the quay. (Bo Lind/Getty Images)", "caption"),
        ("The mayor left the quay (and the city).", "body"),
        ("Photo by Ada Moreno", "caption"),
        ("Photos of the quay were shown in court.", "body"),
        ("Heron\t12.5\t10.1", "table"),
        ("Heron        12.5     10.1", "table"),
        ("The Heron    left.    It was late.", "body"),
        ("CLARIFICATION: The Heron left at noon.", "note"),
        ("This story has been corrected to show that the Heron left at noon.", "note"),
        ("This story was told twice.", "body"),
        ("Bo Lind in Hull contributed to this report.", "note"),
        ("The rain contributed to this report of a flood, which the mayor read.", "body"),
        ("The city contributed 5 million to the quay.", "body"),
        ("ENDS", "note"),
        ("Ends of rope lay about", "body"),
    ],
)
def test_lines_that_are_no_running_text(line: str, part: str) -> None:
    """What stands beside the story is known by its looks, and running text is not taken for it."""
    assert parts(f"Ferry reaches island\n\n{line}\n\nIt rained.", "plain")[1][0] == part


def test_notes_to_editors_run_to_the_end() -> None:
    """The heading of a press release's notes makes all that follows a note."""
    source = "It rained.\n\nIt stopped.\n\nNotes to editors:\n\nThe quay was built in 1904.\n\n1. It is open to all."
    assert [p for p, _ in parts(source, "plain")] == ["body", "body", "note", "note", "note"]


def test_notes_of_an_earnings_table_are_no_speakers() -> None:
    """`NOTE:` twice is no transcript."""
    assert [p for p, _ in parts("NOTE: Figures are restated.\n\nNOTE: So are these.", "plain")] == ["body", "body"]


def test_one_heading_is_enough() -> None:
    """Where the format names a headline no other line is guessed to be one."""
    assert [p for p, _ in parts("Kicker line here\n\n# Head\n\nText.", "markdown")] == ["body", "headline", "body"]


def test_front_matter_is_cut_from_what_follows() -> None:
    """Front matter without a blank line after it is a paragraph of its own."""
    for format in ("plain", "markdown"):
        found = parts("---\ntitle: A\n---\nThe text.\n\nMore text.", format)
        assert [p for p, _ in found] == ["front matter", "body", "body"], format


def test_lines_are_paragraphs_where_no_blank_line_is() -> None:
    """Plain copy without a blank line has a paragraph a line."""
    assert [t for _, t in parts("One.\nTwo.\r\nThree.", "plain")] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('"The ferry was late. "It was full, too," she said.', 2),
        ("“The ferry was late. “It was full. “Nobody told us,” she said.", 3),
        ('He said: "The ferry was late. "It was full." Nobody answered.', 2),
        ('"The ferry was late," she said. "It was full, too."', 1),
        ('"The ferry was late, she said. "It was full, too."', 1),  # a closing mark is missing
        ('It was "a long day. "It was full, too," she said.', 1),
        ('"Have you read “The Ferry”? “The Swift” is better," she said.', 1),
    ],
)
def test_a_lost_paragraph_break_shows_in_the_marks(line: str, wanted: int) -> None:
    """A quotation opened anew with nothing but speech between is one that ran over paragraphs."""
    assert len(parts(line, "plain")) == wanted


@given(st.text("aé 😀\n’-", max_size=300))
@settings(max_examples=60, deadline=None)
def test_paragraphs_hold_all_that_is_no_blank(source: str) -> None:
    """Nothing of a story is lost between its paragraphs, and each stands where it says."""
    document = Document(source)
    paragraphs = list(document.paragraphs)
    assert "".join("".join(p.text.split()) for p in paragraphs) == "".join(document.prose.text.split())
    assert all(document.prose.text[p.start :].startswith(p.text) for p in paragraphs)


def test_words_for_gates() -> None:
    """Words are cut at everything but ASCII letters and digits, also over the seams of a long text."""
    assert gate_words("The Mayor’s 2nd café") == {b"the", b"mayor", b"s", b"2nd", b"caf"}
    long = ("word " * 13_107) + "seamword" + " end"
    assert b"seamword" in gate_words(long)


def test_spoken() -> None:
    """A stretch is spoken where it shares a character with one of the outermost quotations."""
    paragraph = Paragraph("", 0, "body", "", LEXICON)
    paragraph.speech = Speech((Quotation(Span(2, 9), 1, True, True), Quotation(Span(4, 6), 2, False, True)))
    assert [paragraph.spoken(span) for span in ((0, 2), (0, 3), (8, 12), (9, 12), (4, 5))] == [
        False,
        True,
        True,
        False,
        True,
    ]


def test_a_long_story_takes_little_memory() -> None:
    """Reading 10 MB of sound copy and going through its paragraphs takes less than twice its size."""
    source = "The council met on Monday and adjourned at noon after a short debate. " * 143_000
    source = source[:5_000_000] + "\n\n" + source[5_000_000:]
    tracemalloc.start()
    document = Document(source, lexicon=LEXICON)
    assert sum(len(p.text) for p in document.paragraphs) > 10_000_000 - 10
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * len(source)
