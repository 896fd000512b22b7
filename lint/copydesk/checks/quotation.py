"""Quotation marks: the faults of the cheapest reading as hits, each with the repair a copy editor would make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ..document import Document, Paragraph
from ..finding import Edit, Fix, Hit, replacing
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING, NamedTuple
from ..views.marks import CUT_OFF, Mark
from ..views.quotes import DOUBLE_MARKS, Fault
from .kind import Finder
from .quoting import NOT_READ, closed_early, headlines, one_kind, outermost, partner, stops, turned

if TYPE_CHECKING:
    from typing import Literal

MANY = 100  # faults of a paragraph: with more it is no copy, and no place is looked for that a mark may be missing from


class Quotation(NamedTuple):
    """Faults of quotation marks, by the cheapest reading of each paragraph.

    faults: which to report
    order: where a comma or a stop goes at a closing mark: `us` inside, `logical` by the sense, `any` as it stands
    primary: the marks that stand outermost: `double`, `single`, `any`
    """

    faults: tuple[
        Literal[
            "unclosed", "unopened", "no-reopen", "nested", "direction", "apostrophe", "mixed", "style", "inner-space",
    "outer-space", "empty", "comma-mark", "order", "headline", "primary", "prime", "closed-early", 'unpaired',
        ], ...
    ]  # fmt: skip
    order: Literal["any", "us", "logical"] = "any"
    primary: Literal["any", "double", "single"] = "any"

    def ready(self, lexicon: Lexicon) -> Finder:
        def find(document: Document) -> Iterable[Hit]:
            found = _marks_of(document)
            each = [_LATER[name](document, self) if name in _LATER else found.get(name, ()) for name in self.faults]
            return each[0] if len(each) == 1 else chain(*each)

        asked = None if _LATER.keys() & self.faults else (_marks_of, frozenset(self.faults))
        return Finder("story", find, topic=asked)


def _marks_of(document: Document) -> dict[str, list[Hit]]:
    """All faults of the story's marks with their repairs, worked out once for all rules that ask."""
    found: dict[str, list[Hit]] | None = document.shared.get("quotation")
    if found is None:
        curly: list[int] = []
        straight: list[int] = []
        found = document.shared["quotation"] = {}
        for name, hit in _walk(document, curly, straight):
            found.setdefault(name, []).append(hit)
        if len(mixed := found.get("mixed", [])) > 1:  # no slip but the habit of a story, which `style` tells as one
            found["mixed"] = [hit._replace(weak=True) for hit in mixed]
        if curly and straight:
            found["style"] = list(one_kind(document, curly, straight))
    return found


def _walk(document: Document, curly: list[int], straights: list[int]) -> Iterator[tuple[str, Hit]]:
    """Paragraph by paragraph, each with the one after it: a quotation may run on without its mark.

    Puts the places of double marks into the two lists: a long story makes its paragraphs anew for each walk, so one must do.
    """
    straight: bool | None = None  # whether the story is one of straight marks; counted when a mixed pair asks
    waiting: tuple[Paragraph, Fault] | None = None  # an unclosed double mark at the end of the paragraph before
    for paragraph in document.paragraphs:
        read = paragraph.speech
        if not read.marks and not waiting:
            continue
        _double_marks(paragraph, curly, straights)
        if paragraph.part in NOT_READ:
            continue
        if "‚" in paragraph.text:
            yield from _comma_marks(paragraph)
        if not read.faults and not waiting:
            continue
        faults = list(read.faults)
        if waiting:
            before, unclosed = waiting
            first = next((f for f in faults if f.kind in ("unopened", "unclosed")), None)
            doubles = [m for m in read.marks if m.kind == "D"]
            broken = paragraph.text[0].islower() and before.text[-1].isalnum()  # in the middle of its sentence
            if broken and not doubles:
                continue
            if first and first.kind == "unopened" and first.mark.kind == "D" and doubles[0] == first.mark:
                faults.remove(first)
                if not broken:
                    yield "no-reopen", _reopen(paragraph, unclosed.mark)
            else:
                yield "unclosed", _hit_at_end(document, before, unclosed)
            waiting = None
        last = next((m for m in reversed(read.marks) if m.kind == "D"), None)
        for fault in faults:
            if fault.kind == "mixed" and fault.other:
                straight = _mostly_straight(document) if straight is None else straight
                yield "mixed", _hit(document, paragraph, _odd_one(fault, fault.other, straight))
            elif fault.kind == "unclosed" and fault.mark == last:
                waiting = (paragraph, fault)
            else:
                yield _name(fault), _hit(document, paragraph, fault)
    if waiting:
        yield "unclosed", _hit_at_end(document, *waiting)


def _name(fault: Fault) -> str:
    """What a fault is told as: a single mark may be an apostrophe that no list knows, or have lost a letter."""
    return "unpaired" if fault.mark.kind == "S" and fault.kind in ("unclosed", "unopened") else fault.kind


def _double_marks(paragraph: Paragraph, curly: list[int], straight: list[int]) -> None:
    """Adds where the double marks of a paragraph stand; a mixed pair is told by itself."""
    start, read = paragraph.start, paragraph.speech
    mixed = {m for f in read.faults if f.kind == "mixed" for m in (f.mark, f.other)} if read.faults else ()
    for mark in read.marks:
        if mark.glyph in '"“”' and mark not in mixed:
            (straight if mark.glyph == '"' else curly).append(start + mark.start)


def _mostly_straight(document: Document) -> bool:
    """Whether most double marks of the story are straight; in a tie the curly ones are meant."""
    glyphs = [m.glyph for paragraph in document.paragraphs for m in paragraph.speech.marks]
    return glyphs.count('"') > glyphs.count("“") + glyphs.count("”")


def _odd_one(fault: Fault, other: Mark, straight: bool) -> Fault:
    """The fault of a mixed pair at the mark that is unlike the rest of the story. `fault` is at the straight one."""
    if not straight or fault.mark.kind == "S":
        return fault
    return fault._replace(mark=other, other=fault.mark, opens=not fault.opens)


def _reopen(paragraph: Paragraph, mark: Mark) -> Hit:
    at = paragraph.start
    return Hit(Span(at, at + 1), (Fix((Edit(Span(at, at), mark.glyph),), f"Open with {mark.glyph}", False),))


def _hit(document: Document, paragraph: Paragraph, fault: Fault) -> Hit:
    text, mark = paragraph.text, fault.mark
    span = Span(mark.start, mark.end)
    fixes: tuple[Fix, ...] = ()
    if len(paragraph.speech.faults) > MANY and fault.kind in ("unclosed", "unopened", "nested"):
        pass
    elif fault.kind == "unclosed":
        span, fixes = _close(document, paragraph, mark)
    elif fault.kind == "unopened":
        from .missing import opening_place  # most stories miss no mark

        at = opening_place(paragraph, mark)
        span = Span(at, mark.end) if mark.kind == "D" else span
        fixes = (Fix((Edit(Span(at, at), partner(mark)),), f"Open the quotation with {partner(mark)}", False),)
        if mark.kind == "S" and text[mark.start - 1].isalpha() and text[mark.end : mark.end + 1] == " ":
            fixes = _possessive(paragraph, mark, fixes)
    elif fault.kind == "nested":
        fixes = _nested(paragraph, mark)
    elif fault.kind == "prime":
        prime = "′" if mark.kind == "S" else "″"
        fixes = replacing(span, prime, f"Make it {prime}", safe=False)
    elif fault.kind == "direction":
        fixes = replacing(span, turned(mark.glyph), f"Turn it: {turned(mark.glyph)}")
    elif fault.kind == "apostrophe":
        if text[mark.start - 1 : mark.start].isspace() and text[mark.end : mark.end + 1].isspace():
            span = Span(mark.start - 1, mark.end + (CUT_OFF().match(text, mark.end) is not None))  # pulled apart
        fixes = replacing(span, "'" if mark.glyph == '"' else "’", "Make it an apostrophe")
    elif fault.kind == "mixed" and fault.other:
        fixes = replacing(span, partner(fault.other), f"Make it {partner(fault.other)}")
    elif fault.kind == "inner-space":
        span = _blanks(text, mark, fault.opens)
        fixes = replacing(span, "", "Close up")
    elif fault.kind == "outer-space":
        at = mark.start if fault.opens else mark.end
        span = Span(at, at)
        fixes = replacing(span, " ", "Insert a blank")
    elif fault.kind == "empty" and fault.other:
        span = Span(mark.start, fault.other.end)
    return Hit(span, fixes, {"mark": mark.glyph}).moved(paragraph.start)


def _hit_at_end(document: Document, paragraph: Paragraph, fault: Fault) -> Hit:
    """A quotation that its paragraph does not close; by the marks alone it could go on where the next one begins with a mark."""
    return _hit(document, paragraph, fault)._replace(weak=paragraph.ahead.startswith(DOUBLE_MARKS))


def _close(document: Document, paragraph: Paragraph, mark: Mark) -> tuple[Span, tuple[Fix, ...]]:
    """What to show and how to repair a mark that is never closed: the quotation up to where its closing mark belongs."""
    text, span = paragraph.text, Span(mark.start, mark.end)
    if text[mark.end : mark.end + len(mark.glyph)] == mark.glyph:
        return span, (Fix((Edit(span, ""),), "Delete the doubled mark", False),)
    from .missing import closing_place

    at = closing_place(paragraph, mark, _stops_inside(document))
    fix = Fix((Edit(Span(at, at), partner(mark)),), f"Close the quotation with {partner(mark)}", False)
    return Span(mark.start, at) if mark.kind == "D" else span, (fix,)


def _possessive(paragraph: Paragraph, mark: Mark, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
    """“the harbor’ crane” may have lost an s, and most likely has where no quotation is open."""
    lost = Fix((Edit(Span(mark.end, mark.end), "s"),), f"Make it {mark.glyph}s", False)
    spoken = any(q.double and q.span.start < mark.start < q.span.end for q in paragraph.speech.quotations)
    return (*fixes, lost) if spoken else (lost, *fixes)


def _stops_inside(document: Document) -> bool:
    """Whether the story puts the comma or stop behind a quoted phrase before the closing mark, as American houses do."""
    known: bool | None = document.shared.get("stops inside")
    if known is None:
        inside = outside = 0
        for paragraph in document.paragraphs:
            text = paragraph.text
            for (start, end), _, double, closed in paragraph.speech.quotations:
                if double and closed and text[start + 1].islower():
                    inside += text[end - 2] in ",."
                    outside += text[end : end + 1] in (",", ".")
        known = document.shared["stops inside"] = inside >= outside
    return known


def _nested(paragraph: Paragraph, mark: Mark) -> tuple[Fix, ...]:
    """Both inner marks become the other kind; safe where there is one inner pair only."""
    pair = next((q.span for q in paragraph.speech.quotations if q.span.start == mark.start and q.closed), None)
    if pair is None or len(mark.glyph) != 1:
        return ()
    straight = mark.glyph in "\"'"
    opens, closes = ("'", "'") if straight else ("‘", "’")
    if mark.kind == "S":
        opens, closes = ('"', '"') if straight else ("“", "”")
    inner = sum(f.kind == "nested" for f in paragraph.speech.faults)
    edits = (Edit(Span(mark.start, mark.end), opens), Edit(Span(pair.end - 1, pair.end), closes))
    return (Fix(edits, f"Use {opens}…{closes} inside", inner == 1),)


def _blanks(text: str, mark: Mark, opens: bool) -> Span:
    at = mark.end if opens else mark.start
    start = end = at
    while opens and text[end : end + 1].isspace():
        end += 1
    while not opens and text[start - 1 : start].isspace():
        start -= 1
    return Span(start, end)


def _comma_marks(paragraph: Paragraph) -> Iterator[tuple[str, Hit]]:
    """A low mark used as a comma."""
    for match in re.finditer(r"(?<=\w)‚(?=\s)", paragraph.text):
        yield "comma-mark", Hit(Span(*match.span()), replacing(Span(*match.span()), ",")).moved(paragraph.start)


_LATER: dict[str, Callable[[Document, Quotation], Iterator[Hit]]] = {
    "order": lambda document, settings: stops(document, settings.order),
    "primary": lambda document, settings: outermost(document, settings.primary),
    "headline": lambda document, settings: headlines(document),
    "closed-early": lambda document, settings: closed_early(document),
}
