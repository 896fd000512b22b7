"""What marked-up formats share: legal entities, how text is written, and damage in what the reader sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from html.entities import html5

from ..lexicon import Lexicon
from ..prose import Patch, Prose
from ..spans import Span
from . import plain
from .front import Front, front
from .read import NO_META, Read
from .seen import BLANKS, OBJECT, Seen

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![a-zA-Z0-9;])))")
_AMPERSAND = re.compile(r"&(?=[#a-zA-Z]|\Z)")
_RISKY = frozenset("&\\*_~`[]<>#|{}:+-=!^")  # beside these a repair may make or unmake markup
_BREAKS_VALUES = re.compile(r"[\"'\\:#\r\n]")  # in front matter

See = Callable[[Seen, int], None]


def references(source: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The legal entities of a stretch and the characters they stand for."""
    if source.find("&", start, end) < 0:
        return
    for found in _REFERENCE.finditer(source, start, end):
        name = found[0][1:]
        text = unescape(found[0]) if name[0] == "#" else html5.get(name, "")
        if text:  # else a name that is none, or a number that stands for no character: broken, and seen as it stands
            yield *found.span(), text


def escaped(text: str) -> str:
    """A text with its ampersands written so that none begins an entity."""
    return _AMPERSAND.sub("&amp;", text) if "&" in text else text


def read_markup(source: str, lexicon: Lexicon, see: See, write: Callable[[str], str]) -> Read:
    """A Read from what `see` names as seen from a place on: markup first, then damage in what is seen."""
    head = front(source)
    seen = _seen(source, head, see)
    found = plain.damage(Prose(source, seen.patches).text, lexicon, markup=True)
    patches = seen.patches
    if found:
        patches = _laid(source, seen.patches, found, head)
        patches = _settled(source, patches, see, write)
    return Read(tuple(patches), tuple(seen.blocks), head.meta if head else NO_META, write)


def _seen(source: str, head: Front | None, see: See) -> Seen:
    seen = Seen(source)
    start = 0
    if head:
        seen.kind = "front matter"
        at = 0
        for value in head.values:
            for first, last, text in references(source, *value):
                seen.text(at, first)
                seen.entity(first, last, text)
                at = last
        seen.text(at, head.end)
        seen.part()
        seen.kind = ""
        start = head.end
    see(seen, start)
    seen.done()
    return seen


def _laid(source: str, markup: list[Patch], found: Iterable[Patch], head: Front | None) -> list[Patch]:
    """Damage in what is seen, laid over the markup: each patch in its place in the source."""
    prose = Prose(source, markup)
    starts = [p.start for p in markup]
    gone: set[int] = set()
    out = []
    for patch in found:
        if OBJECT in prose.text[patch.start : patch.end]:
            continue
        start, end = _widened(source, prose.source_span((patch.start, patch.end)), markup, starts)
        first, last = bisect_left(starts, start), bisect_left(starts, max(end, start))
        if first and markup[first - 1].end > start:
            first -= 1
        inside = markup[first:last]
        if head and start < head.end and not _in_values(start, end, head, patch.text):
            continue
        if all(_absorbed(source, p) for p in inside):
            if patch.sure:
                gone.update(range(first, last))
            out.append(patch._replace(start=start, end=end))
        else:
            out.append(Patch(start, end, None, patch.kind, False))
    out += (p for n, p in enumerate(markup) if n not in gone)
    return sorted(out, key=lambda p: (p.start, p.end))


def _absorbed(source: str, patch: Patch) -> bool:
    """Whether damage may take a patch of markup into itself: an entity, an escape, a blank that is not seen. Never a tag."""
    was = source[patch.start : patch.end]
    return (was[:1] == "&" and len(patch.text or "") == 1) or (
        not patch.text and (was == "\\" or not was.strip(BLANKS))
    )


def _widened(source: str, span: Span, markup: list[Patch], starts: list[int]) -> tuple[int, int]:
    """The span with the escape before it and the unseen blanks around it, which would show once it is repaired."""
    start, end = span
    if start == end:
        return start, end
    n = bisect_left(starts, start) - 1
    if n >= 0 and markup[n].end == start and not markup[n].text and _absorbed(source, markup[n]):
        if source[start] in BLANKS or source[markup[n].start] == "\\":
            start = markup[n].start
    n = bisect_left(starts, end)
    if n < len(markup) and markup[n].start == end and not markup[n].text and source[end - 1] in BLANKS:
        if _absorbed(source, markup[n]) and source[end] in BLANKS:
            end = markup[n].end
    return start, end


def _in_values(start: int, end: int, head: Front, text: str | None) -> bool:
    """Whether a repair in front matter stays within a value and leaves it one."""
    n = bisect_left(head.values, (start + 1,)) - 1
    return n >= 0 and end <= head.values[n].end and not _BREAKS_VALUES.search(text or "")


def _settled(source: str, patches: list[Patch], see: See, write: Callable[[str], str]) -> list[Patch]:
    """The patches after proof that the repaired source reads as the prose says.

    Where a repair would make or unmake markup (a blank taken from before a `*`), first those beside signs of markup, then all
    are told and not sure.
    """
    if _reads_so(source, patches, see, write):
        return patches
    careful = [
        p._replace(sure=p.sure and (p.kind in ("markup", "code") or not _beside_signs(source, p))) for p in patches
    ]
    if _reads_so(source, careful, see, write):
        return careful
    return [p._replace(sure=p.kind in ("markup", "code")) for p in patches]


def _beside_signs(source: str, patch: Patch) -> bool:
    around = source[max(0, patch.start - 1) : patch.end + 1] + (patch.text or "")
    return not _RISKY.isdisjoint(around)


def _reads_so(source: str, patches: list[Patch], see: See, write: Callable[[str], str]) -> bool:
    parts: list[str] = []
    at = 0
    for start, end, text, kind, sure in patches:
        if sure and kind not in ("markup", "code"):
            parts += (source[at:start], write(text or ""))
            at = end
    repaired = "".join((*parts, source[at:]))
    return Prose(repaired, _seen(repaired, front(repaired), see).patches).text == Prose(source, patches).text
