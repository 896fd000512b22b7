"""Where the paragraphs of a prose stand."""

from __future__ import annotations

import re

from ..spans import Span

_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t\u00a0]*(?:\r\n|\n|\r)\s*")
_LINE_END = re.compile(r"\s*(?:\r\n|\n|\r)\s*")


def paragraphs(text: str) -> list[Span]:
    """Paragraphs are parted by blank lines; where the text has no blank line, every line is one."""
    gap = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
    out: list[Span] = []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for blank in gap.finditer(text, start, end):
        out.append(Span(start, blank.start()))
        start = blank.end()
    if start < end:
        out.append(Span(start, end))
    return out
