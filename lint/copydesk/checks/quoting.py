"""Which mark goes with another, and what houses do differently with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Document, Paragraph
from ..finding import Edit, Fix, Hit, replacing
from ..spans import Span
from ..views.marks import Mark
from ..views.quotes import Speech

NOT_READ = frozenset(("front matter", "byline", "table"))
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


def one_kind(document: Document, curly: list[int], straight: list[int]) -> Iterator[Hit]:
    """Curly and straight double marks in one story: one hit, at the first of the fewer."""
    few = straight if len(straight) <= len(curly) else curly
    glyphs = dict.fromkeys(curly, '"') if few is curly else _curly(document)
    edits = tuple(Edit(Span(at, at + 1), glyphs[at]) for at in few if at in glyphs)
    fixes = (Fix(edits, "Make them all of one kind", False),) if len(edits) == len(few) else ()
    yield Hit(Span(few[0], few[0] + 1), fixes, {"count": str(len(few))})


def _curly(document: Document) -> dict[int, str]:
    """Where a double mark stands -> the curly one that belongs there."""
    out = {}
    for paragraph in document.paragraphs:
        for (start, end), _, double, closed in paragraph.speech.quotations:
            if double:
                out[paragraph.start + start] = "“"
                if closed:
                    out[paragraph.start + end - 1] = "”"
    return out


def headlines(document: Document) -> Iterator[Hit]:
    """Double marks in a headline, where most houses set single ones."""
    for paragraph in document.paragraphs:
        if paragraph.part == "headline":
            for quotation in paragraph.speech.quotations:
                if quotation.level == 1 and quotation.double and quotation.closed:
                    yield _single_marks(paragraph.text, quotation.span).moved(paragraph.start)


def _single_marks(text: str, span: Span) -> Hit:
    straight = text[span.start] == '"'
    opens, closes = ("'", "'") if straight else ("‘", "’")
    edits = (Edit(Span(span.start, span.start + 1), opens), Edit(Span(span.end - 1, span.end), closes))
    return Hit(Span(span.start, span.start + 1), (Fix(edits, f"Use {opens}…{closes}", True),))


def outermost(document: Document, kind: str) -> Iterator[Hit]:
    """Quotations whose outermost marks are not of the kind `double` or `single`."""
    if kind == "any":
        return
    for paragraph in document.paragraphs:
        if paragraph.part in NOT_READ or paragraph.part == "headline":
            continue
        for quotation in paragraph.speech.quotations:
            if quotation.level == 1 and quotation.double != (kind == "double") and quotation.closed:
                yield Hit(Span(quotation.span.start, quotation.span.start + 1).moved(paragraph.start))


def closed_early(document: Document) -> Iterator[Hit]:
    """A sentence of speech closed at the end of its paragraph, though the same speaker goes on in the next."""
    before: Paragraph | None = None
    for paragraph in document.paragraphs:
        if before and before.part == paragraph.part == "body":
            last = _last_words(before)
            if last and _all_speech(paragraph) and _names_speaker(before):
                span = Span(last.end - 1, last.end)
                yield Hit(span, replacing(span, "", "Leave it open", safe=False)).moved(before.start)
        before = paragraph


def _last_words(paragraph: Paragraph) -> Span | None:
    """The quotation that ends a paragraph, if it is a whole sentence."""
    text = paragraph.text.rstrip()
    outer = [q for q in paragraph.speech.quotations if q.level == 1 and q.double and q.closed]
    if not outer or outer[-1].span.end != len(text) or text[-1] not in '”"' or text[-2] not in ".!?":
        return None
    return outer[-1].span if text[outer[-1].span.start + 1].isupper() else None


def _all_speech(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one quotation and nothing else."""
    outer = [q for q in paragraph.speech.quotations if q.level == 1]
    return len(outer) == 1 and outer[0].double and outer[0].span == (0, len(paragraph.text.rstrip()))


def _names_speaker(paragraph: Paragraph) -> bool:
    from .orphan import has_cue  # reads whole clauses: only where a house asks

    return has_cue(paragraph, paragraph.lexicon)


def stops(document: Document, style: str) -> Iterator[Hit]:
    """Stops and commas on the wrong side of a closing mark, by the style `us` or `logical`."""
    if style == "any":
        return
    for paragraph in document.paragraphs:
        if paragraph.part not in NOT_READ:
            for hit in _stops(paragraph.text, paragraph.speech, style):
                yield hit.moved(paragraph.start)


def _stops(text: str, speech: Speech, style: str) -> Iterator[Hit]:
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
