"""Where the paragraphs of a prose stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..spans import Span

_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*(?:\r\n|\n|\r)\s*")  # CRLF is one line end, never two
_LINE_END = re.compile(r"\s*(?:\r\n|\n|\r)\s*")


def paragraphs(text: str, wrapped: bool = False) -> list[Span]:
    """Paragraphs are parted by blank lines; without any, and not `wrapped`, every line is one."""
    start, end = _ends(text)
    gap = _BLANK_LINE if wrapped or _BLANK_LINE.search(text, start, end) else _LINE_END
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
