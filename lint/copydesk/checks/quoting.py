"""Which mark goes with another, and on which side of it a stop stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Hit, replacing
from ..spans import Span
from ..views.marks import Mark
from ..views.quotes import Speech

_PARTNERS = {
    "“": "”",
    "”": "“",
    "‘": "’",
    "’": "‘",
    "«": "»",
    "»": "«",
    "„": "“",
    "‹": "›",
    "›": "‹",
    "``": "''",
    "‘‘": "’’",
}
_TURNED = {"“": "”", "”": "“", "‘": "’", "’": "‘"}


def partner(mark: Mark) -> str:
    """The mark that goes with it."""
    return _PARTNERS.get(mark.glyph, mark.glyph)


def turned(glyph: str) -> str:
    return _TURNED[glyph]


def order(text: str, speech: Speech, style: str) -> Iterator[Hit]:
    """A stop or comma on the wrong side of a closing mark."""
    ends = {q.span.end: q for q in speech.quotations if q.closed}
    for end, quotation in sorted(ends.items()):
        if text[end - 1] not in "”’\"'":
            continue  # other languages order them otherwise
        start = end - 1
        while start > 0 and start in ends:
            start -= 1
        stop = text[end : end + 1]
        inner = text[quotation.span.start + 1 : end - 1]
        if end + 1 in ends or end in (q.span.end - 1 for q in speech.quotations):
            continue  # the outer mark of two speaks for both
        if style == "us" and stop in (".", ",") and len(inner.strip("’'”\"")) > 1 and text[end : end + 2] != "..":
            span = Span(start, end + 1)
            if text[start - 1] in ".,!?…":
                continue
            yield Hit(span, replacing(span, stop + text[start:end], f"Put it inside: {stop}{text[start:end]}"))
        elif (
            style == "logical"
            and text[end - 2 : end - 1] in ".,"
            and inner[:1].islower()
            and not re.search(r"[.!?] ", inner)
        ):
            span = Span(end - 2, end)
            yield Hit(span, replacing(span, text[end - 1] + text[end - 2], "Put it outside", safe=False))
