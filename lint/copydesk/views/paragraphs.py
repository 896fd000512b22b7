"""Where the paragraphs of a prose stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lazily import compiled
from ..spans import Span

# of copy whose lines end in LF alone: begun with one letter `re` looks for them several times faster
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_LINE_END = re.compile(r"\n\s*")
_ANY_BLANK_LINE = compiled(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*(?:\r\n|\n|\r)\s*")  # CRLF is one line end, never two
_ANY_LINE_END = compiled(r"(?:\r\n|\n|\r)\s*")


def paragraphs(text: str, wrapped: bool = False) -> list[Span]:
    """Paragraphs are parted by blank lines; without any, and not `wrapped`, every line is one."""
    start, end = _ends(text)
    lf = "\r" not in text
    blank_line = _BLANK_LINE if lf else _ANY_BLANK_LINE()
    if wrapped or blank_line.search(text, start, end):
        return _between(text, blank_line, start, end)
    lines = _between(text, _LINE_END if lf else _ANY_LINE_END(), start, end)
    return [Span(start, start + len(text[start:end].rstrip())) for start, end in lines]


def _between(text: str, gap: re.Pattern[str], start: int, end: int) -> list[Span]:
    out: list[Span] = []
    for blank in gap.finditer(text, start, end):
        out.append(Span(start, blank.start()))
        start = blank.end()
    if start < end:
        out.append(Span(start, end))
    return out


def _ends(text: str) -> tuple[int, int]:
    """Where the first character and the last that are no blanks stand; stripping would copy a whole feed."""
    start, end = 0, len(text)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def cut(text: str, spans: Sequence[Span], places: Sequence[int]) -> list[Span]:
    """The paragraphs, cut where something else begins or ends; `places` are in order."""
    out: list[Span] = []
    n = 0
    for start, end in spans:
        while n < len(places) and places[n] < end:
            if places[n] > start:
                out += _stripped(text, start, places[n])
                start = places[n]
            n += 1
        out += _stripped(text, start, end)
    return out


def _stripped(text: str, start: int, end: int) -> list[Span]:
    first, last = _ends(text[start:end])
    return [Span(start + first, start + last)] if first < last else []
