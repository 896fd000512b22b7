"""Lines and columns: offset <-> position in every unit, over every kind of line end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.spans import Lines, Position, Span, Unit

UNITS: tuple[Unit, ...] = ("utf-8", "utf-16", "utf-32")
PIECES = (
    "a",
    "é",
    "e\u0301",
    "’",
    "😀",
    "👩‍🚒",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u0085",
    "\f",
    "\v",
    "\ufeff",
    "\0",
    " ",
    "word",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)
quick = settings(max_examples=150, deadline=None)


def slow_position(text: str, offset: int, unit: Unit) -> Position:
    """Line by line, letter by letter."""
    ends = [m.end() for m in re.finditer("\r\n|\n|\r", text) if m.end() <= offset]
    start = ends[-1] if ends else 0
    size = {"utf-8": lambda c: len(c.encode()), "utf-16": lambda c: len(c.encode("utf-16-le")) // 2}.get(unit, len)
    return Position(len(ends), sum(size(c) for c in text[start:offset]))


@quick
@given(texts, st.sampled_from(UNITS))
def test_positions_as_counted_by_hand(text: str, unit: Unit) -> None:
    """The position of every offset is what counting letter by letter gives, in whatever order it is asked."""
    lines = Lines(text)
    offsets = [*range(len(text) + 1), *range(len(text), -1, -1)]
    assert [lines.position(n, unit) for n in offsets] == [slow_position(text, n, unit) for n in offsets]


@quick
@given(texts, st.sampled_from(UNITS))
def test_round_trip(text: str, unit: Unit) -> None:
    """Offset to position and back is the same offset; one inside CRLF is drawn back to the end of its line."""
    lines = Lines(text)
    for offset in range(len(text) + 1):
        inside = 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n"
        assert lines.offset(lines.position(offset, unit), unit) == offset - inside


@quick
@given(texts, st.integers(0, 40), st.integers(0, 60), st.sampled_from(UNITS))
def test_any_position_has_an_offset(text: str, line: int, column: int, unit: Unit) -> None:
    """A position beyond its line or the text is drawn back; one inside a character to the start of it."""
    lines = Lines(text)
    offset = lines.offset((line, column), unit)
    assert 0 <= offset <= len(text)
    back = lines.position(offset, unit)
    assert back <= (line, column)


@quick
@given(texts)
def test_lines_hold_the_text(text: str) -> None:
    """The spans of the lines are the text without its line ends, in order."""
    lines = Lines(text)
    spans = [lines.span(n) for n in range(len(lines.starts))]
    assert [text[a:b] for a, b in spans] == re.split("\r\n|\n|\r", text)


def test_only_real_line_ends_count() -> None:
    """U+2028, U+0085, form feed and vertical tab end no line: editors do not count them either."""
    lines = Lines("a\u2028b\u0085c\fd\ve\r\nf\rg")
    assert lines.starts == [0, 11, 13]


def test_a_byte_order_mark_is_a_character() -> None:
    """Where a byte order mark stands in the text it is counted."""
    assert Lines("\ufeffab").position(2) == (0, 2)
    assert Lines("\ufeffab").position(2, "utf-8") == (0, 4)


def test_no_such_line() -> None:
    """A line that is not there is an IndexError."""
    with pytest.raises(IndexError):
        Lines("one").span(1)


def test_one_long_line_is_counted_once() -> None:
    """Positions asked in order on one long line do not count the line anew each time."""
    text = "é" * 400_000
    lines = Lines(text)
    assert [lines.position(n, "utf-16").column for n in range(0, len(text), 10)][-1] == len(text) - 10


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ((0, 2), (2, 4), False),
        ((0, 3), (2, 4), True),
        ((2, 2), (2, 4), True),
        ((2, 2), (0, 2), True),
        ((1, 1), (2, 4), False),
        ((1, 5), (2, 3), True),
    ],
)
def test_meeting(one: tuple[int, int], other: tuple[int, int], meets: bool) -> None:
    """Spans meet when they share a character; an empty one meets what it touches."""
    assert Span(*one).meets(other) is meets
    assert Span(*other).meets(one) is meets


def test_moving() -> None:
    """A span is moved by a distance."""
    assert Span(2, 5).moved(3) == (5, 8)
