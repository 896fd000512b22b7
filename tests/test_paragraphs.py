"""How a story marks its paragraphs is judged from the story: blank lines, single line ends, indents, hard-wrapped lines."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.rulebook import shipped
from copydesk.spans import Span
from copydesk.views.paragraphs import paragraphs
from copydesk.views.reopened import reopened

WORDS = ("harbour", "the", "of", "council", "a", "ferries", "were", "moored", "until", "noon", "and", "quiet")
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=24, max_size=60).map(lambda w: " ".join(w).capitalize() + ".")
STORY = st.lists(SENTENCE, min_size=1, max_size=5)
WIDTH = st.integers(50, 78)


def read(text: str) -> list[str]:
    """The paragraphs, each with single blanks between its words."""
    return [" ".join(text[a:b].split()) for a, b in paragraphs(text)]


@settings(max_examples=100, deadline=None)
@given(STORY, WIDTH, st.sampled_from(("    ", "  ", "\t", "\u00a0\u00a0")))
def test_wrapped_copy_with_indents(story: list[str], width: int, indent: str) -> None:
    """In hard-wrapped copy an indent begins a paragraph and other line ends mean nothing."""
    assert read("\n".join(textwrap.fill(p, width, initial_indent=indent) for p in story)) == story


@settings(max_examples=100, deadline=None)
@given(STORY, WIDTH)
def test_wrapped_copy_with_blank_lines(story: list[str], width: int) -> None:
    """Where blank lines part paragraphs, a line end within one means nothing in wrapped copy."""
    assert read("\n\n".join(textwrap.fill(p, width) for p in story)) == story


@settings(max_examples=100, deadline=None)
@given(STORY, st.sampled_from(("\n", "\n\n", "\n \n", "\n\n\n", "\n    ")))
def test_copy_that_is_not_wrapped(story: list[str], gap: str) -> None:
    """One line a paragraph, parted by a line end, by blank lines or by indents."""
    assert read(gap.join(story)) == story


@settings(max_examples=150, deadline=None)
@given(st.text("aB.,“” \n\t", max_size=80), st.sampled_from(("\r\n", "\r")))
def test_line_ends_of_any_system(text: str, end: str) -> None:
    """CR and CRLF end a line as LF does."""
    assert read(text.replace("\n", end)) == read(text)


@settings(max_examples=150, deadline=None)
@given(st.text('aB.,“”"•- \n\t\r\u00a0', max_size=120), st.booleans(), st.integers(0, 5))
def test_nothing_is_lost(text: str, wrapped: bool, start: int) -> None:
    """Paragraphs stand in order, apart, without blanks at their ends, and hold all that is no blank."""
    start = min(start, len(text))
    at = start
    for first, last in paragraphs(text, wrapped, start):
        assert at <= first < last
        assert not text[at:first].strip()
        assert text[first:last] == text[first:last].strip()
        at = last
    assert not text[at:].strip()


WRAPPED = """The last ferry of the night left the pier at eleven with
two deckhands, a cook and a dog on board and reached the
island before the storm broke"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a line that stops short where a sentence ends
        (f"{WRAPPED}.\nIt stayed.\nThe harbour office, which had closed at noon, knew\nnothing of it.", 3),
        # a headline above wrapped copy, without a blank line between
        (f"Ferry reaches island\n{WRAPPED}.", 2),
        # a line that is full goes on, whatever the next one begins with
        (f"{WRAPPED}, said the harbour master at\nThe Grain, who had been asked for a berth in\nMarch.", 1),
        # bullets and rows of figures
        (f"{WRAPPED}:\n• the Heron\n• the Swift", 3),
        (f"{WRAPPED}:\n    Heron 12.5\n    Swift 10.8", 3),
        # an indented line that begins in lower case goes on
        (f"{WRAPPED}\n  and the lamp went out.", 1),
    ],
)  # fmt: skip
def test_where_a_paragraph_of_wrapped_copy_ends(text: str, wanted: int) -> None:
    """At an indent, at a bullet, and where a line stops short of the width; nowhere else."""
    assert len(read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She read it out.\n“A lamp on the pier,\na bell on the buoy,\nno boat home.”\nNobody spoke.", 3),
        ('“We shall wait.\nWe have time,” she said.\nIt rained.', 2),
        ("“We shall wait.\n“We have time,” she said.\nIt rained.", 3),
        ('He said "not yet.\nThe boats "Heron" and "Swift" lay still.\nIt rained.', 3),
        ("“A mark that nothing closes.\nA line.\nA line.", 3),
    ],
)  # fmt: skip
def test_speech_and_verse_stay_whole(text: str, wanted: int) -> None:
    """A quotation that runs over lines is one paragraph where a later line closes it, and no other mark comes between."""
    assert len(read(text)) == wanted


def test_a_feed_is_judged_by_its_beginning() -> None:
    """Copy of any length is judged by its first lines, and read to its end."""
    story = "\n".join(["    " + WRAPPED.replace("\n", " \n")] * 2_000)
    assert len(paragraphs(story)) == 2_000


@pytest.mark.parametrize(
    ("before", "spoken", "cut"),
    [
        ("She was blunt. ", "I told him twice, and they agreed to pay.", True),
        ("She was blunt. ", "He was told to pay, people say so all the time.", True),
        ("She asked him ", "have you seen the pier? It is gone.", False),
        ("“It is old,” she said, ", "and nobody mends it.", True),
        ("", "The pier is old, the mayor said.", False),
        ("", "The pier is old. Council leaders said so in May.", False),
        ("She was blunt. ", "He asked me ‘who pays?’", True),
    ],
)
def test_a_lost_break_is_seen_where_only_speech_stands(before: str, spoken: str, cut: bool) -> None:
    """A mark that opens what is open begins a paragraph whose break was lost, unless the writer speaks in between."""
    text = f"{before}“{spoken} “We shall not pay,” she said."
    places = reopened(text, [Span(0, len(text))], shipped().lexicon)
    assert places == ([text.rindex("“")] if cut else [])
