"""A line of a story as a terminal may show it: nothing in it can drive the terminal; carets stand under the words."""

from __future__ import annotations

import re

from ..spans import Lines, Span
from ..typed import NamedTuple

TAB = "    "
# control characters, what shows nothing or turns the direction of writing, and lone surrogates
RISKY = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_KEPT = frozenset("\u200d\ufe0f")  # they make emoji of several characters


class Marked(NamedTuple):
    """A window of a line: what stands before the marked words, the words, what stands after; where the mark goes."""

    before: str
    words: str
    after: str
    indent: int  # cells before the mark
    cells: int  # cells of the mark, at least one


def escaped(text: str) -> str:
    """The text with everything risky written out."""
    return RISKY.sub(_written, text) if not text.isascii() or not text.isprintable() else text


def _written(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\t":
        return TAB
    if char in _KEPT:
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"<U+{ord(char):04X}>"


def marked(lines: Lines, span: Span, width: int) -> Marked:
    """The line where a span begins, cut to a window of about `width` cells with the span in it."""
    line = lines.position(span.start).line
    start, end = lines.span(line)
    stop = min(span.end, end)
    if end - start > width:
        left, right = _window(lines.text, (start, end), (span.start, max(stop, span.start)), width)
    else:
        left, right = start, end
    stop = min(stop, right)
    before = ("…" if left > start else "") + escaped(lines.text[left : span.start]).lstrip()
    words = escaped(lines.text[span.start : stop])
    after = escaped(lines.text[max(stop, span.start) : right]).rstrip() + ("…" if right < end else "")
    return Marked(before, words, after, cells(before), max(1, cells(words)))


def _window(text: str, line: tuple[int, int], span: tuple[int, int], width: int) -> tuple[int, int]:
    """A stretch of a long line around a span, cut between words where that is near."""
    start, end = line
    room = max(width // 5, (width - (span[1] - span[0])) // 2)
    left = max(start, span[0] - room)
    right = min(end, max(span[0] + width - (span[0] - left), span[0] + 1))
    if left > start:
        blank = text.find(" ", left, min(left + 20, span[0]))
        left = blank + 1 if blank >= 0 else left
    if right < end:
        blank = text.rfind(" ", max(right - 20, span[1]), right)
        right = blank if blank > span[0] else right
    return left, right


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if c in _KEPT or category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text
    )
