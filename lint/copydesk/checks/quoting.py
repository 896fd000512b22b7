"""Where a missing mark belongs, which mark it is, and on which side of it a stop stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Hit, replacing
from ..lazily import compiled
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
_SAID = (
    r"(?:said|says|asked|asks|added|adds|told|wrote|writes|replied|explained|recalled|continued|noted|insisted|argued|warned|tweeted"
    r"|declared|announced|claimed|admitted|joked|quipped|shouted|concluded|agreed|according to)\b"
)
_ATTRIBUTED = compiled(rf"[,?!…]|[.](?=\s+{_SAID})")
_CLAUSE = compiled(rf"\s*(?:—|–|-)?\s*(?:{_SAID}|(?:(?:the|a|an|his|her)\s+)?(?:[\w.’'-]+\s+){{1,5}}?{_SAID})")
_FRAGMENT_END = compiled(r"[),;](?=\s|\Z|[.,;])|(?=\.\s*\Z)")
_SENTENCE_START = compiled(r"(?:[.!?…][”’\"')\]]*|:|\n)\s+(?=\S)|,\s+(?=[A-Z])")


def partner(mark: Mark) -> str:
    """The mark that goes with it."""
    return _PARTNERS.get(mark.glyph, mark.glyph)


def turned(glyph: str) -> str:
    return _TURNED[glyph]


def closing_place(text: str, mark: Mark, speech: Speech) -> int:
    """Where the closing mark of `mark` was most likely meant to stand."""
    limit = _limit(text, mark, speech)
    for stop in _ATTRIBUTED().finditer(text, mark.end, limit):
        if _CLAUSE().match(text, stop.end()):
            return stop.end()
    if limit < len(text):  # before the next opening mark, after the sentence
        return mark.end + len(text[mark.end : limit].rstrip())
    fragment = _FRAGMENT_END().search(text, mark.end, limit)
    if fragment and text[mark.end : mark.end + 1].islower() and len(text[mark.end : fragment.start()].split()) <= 4:
        return fragment.start()
    return len(text.rstrip())


def _limit(text: str, mark: Mark, speech: Speech) -> int:
    """The closing mark must come before this: the end of the quotation around it, or the next quotation."""
    inside = [q.span for q in speech.quotations if q.span.start < mark.start < q.span.end and q.closed]
    if inside:
        return min(s.end for s in inside) - 1
    following = [
        q.span.start for q in speech.quotations if q.span.start > mark.start and q.double == (mark.kind == "D")
    ]
    return min(following, default=len(text))


def opening_place(text: str, mark: Mark) -> int:
    """Where the quotation that `mark` closes most likely began: after the sentence, colon or attribution before."""
    floor = 0
    before = text[: mark.start]
    for char in '”"»':
        floor = max(floor, before.rfind(char) + 1)
    start = floor
    ends = [m.end() for m in _SENTENCE_START().finditer(text, max(0, floor - 1), mark.start - 1)]
    strong = [at for at in ends if text[at - 2 : at - 1] != ","]
    if strong:
        start = strong[-1] if floor == 0 or len(strong) == 1 else strong[0] if floor else strong[-1]
    elif ends:
        start = ends[-1]
    while start < mark.start and text[start].isspace():
        start += 1
    return start


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
