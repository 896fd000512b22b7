"""Where the paragraphs of a prose stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..spans import Span

_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*(?:\r\n|\n|\r)\s*")  # CRLF is one line end, never two
_LINE_END = re.compile(r"\s*(?:\r\n|\n|\r)\s*")


def paragraphs(text: str, wrapped: bool = False) -> list[Span]:
    """Paragraphs are parted by blank lines; without any, and not `wrapped`, every line is one."""
    gap = _BLANK_LINE if wrapped or _BLANK_LINE.search(text.strip()) else _LINE_END
    out: list[Span] = []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for blank in gap.finditer(text, start, end):
        out.append(Span(start, blank.start()))
        start = blank.end()
    if start < end:
        out.append(Span(start, end))
    return out


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
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []
