"""What marked-up formats share: legal entities, how text is written, and damage in what the reader sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from html import unescape
from html.entities import html5

from ..lexicon import Lexicon
from ..prose import MARKUP, Patch, Prose
from ..spans import Span
from . import plain
from .front import Front, front
from .read import NO_META, Read
from .seen import BLANKS, OBJECT, Seen

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![a-zA-Z0-9;])))")
_AMPERSAND = re.compile(r"&(?=[#a-zA-Z]|\Z)")
ROUNDS = 3  # attempts at a list of repairs that all prove right
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


def read_markup(source: str, lexicon: Lexicon, see: See, write: Callable[[str, int], str]) -> Read:
    """A Read from what `see` names as seen from a place on: markup first, then damage in what is seen."""

    def again(patches: list[Patch]) -> tuple[str, str]:
        """What is seen of the source with its sure damage repaired, and what that reads as."""
        repaired = _repaired(source, patches, write)
        head = front(repaired)
        markup = _seen(repaired, head, see).patches
        shown = Prose(repaired, markup).text
        left = plain.damage(shown, lexicon, markup=True)
        return shown, Prose(repaired, _laid(repaired, markup, left, head)).text

    head = front(source)
    seen = _seen(source, head, see)
    found = plain.damage(Prose(source, seen.patches).text, lexicon, markup=True)
    patches = _proved(source, seen.patches, found, head, again) if found else seen.patches
    return Read(tuple(patches), tuple(seen.blocks), head.meta if head else NO_META, write, tuple(seen.comments))


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


def _laid(source: str, markup: list[Patch], found: list[Patch], head: Front | None) -> list[Patch]:
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
    """Whether damage may take markup into itself: an entity, an escape, a blank that is not seen. Never a tag."""
    was = source[patch.start : patch.end]
    if was[:1] == "&":
        return len(patch.text or "") < 2 and "<" not in was
    return not patch.text and (was == "\\" or not was.strip(BLANKS))


def _widened(source: str, span: Span, markup: list[Patch], starts: list[int]) -> tuple[int, int]:
    """The span with the escape before it and the unseen blanks around it, which would show once it is repaired."""
    start, end = span
    if start == end:
        return start, end
    n = bisect_left(starts, start) - 1
    if n >= 0 and markup[n].end == start and not markup[n].text and _absorbed(source, markup[n]):
        start = markup[n].start if source[start] in BLANKS or source[markup[n].start] == "\\" else start
    n = bisect_left(starts, end)
    if n < len(markup) and markup[n].start == end and not markup[n].text and source[end - 1] in BLANKS:
        end = markup[n].end if _absorbed(source, markup[n]) and source[end] in BLANKS else end
    return start, end


def _in_values(start: int, end: int, head: Front, text: str | None) -> bool:
    """Whether a repair in front matter stays within a value and leaves it one."""
    n = bisect_left(head.values, (start + 1,)) - 1
    return n >= 0 and end <= head.values[n].end and not _BREAKS_VALUES.search(text or "")


def _proved(
    source: str,
    markup: list[Patch],
    found: list[Patch],
    head: Front | None,
    again: Callable[[list[Patch]], tuple[str, str]],
) -> list[Patch]:
    """The patches after proof that the repaired source reads as the prose says.

    A repair may make or unmake markup (a blank taken from before a `*`), or come to an end only beyond a tag: in a
    paragraph where that is so, all damage is told and none is sure.
    """
    seen = Prose(source, markup)
    for _ in range(ROUNDS):
        patches = _laid(source, markup, found, head)
        prose = Prose(source, patches)
        shown, read = again(patches)
        wrong = _unlike(prose.text, shown) or _unlike(prose.text, read)
        if not wrong:
            return patches
        found = [_told(p, wrong, prose.prose_offset(seen.source_span((p.start, p.end)).start)) for p in found]
    return _laid(source, markup, [p._replace(sure=False) for p in found], head)


def _told(patch: Patch, wrong: list[Span], at: int) -> Patch:
    """The patch, no longer sure where it stands in a stretch that is wrong."""
    n = bisect_left(wrong, (at + 1,)) - 1
    return patch._replace(sure=False) if n >= 0 and at <= wrong[n].end else patch


def _unlike(wanted: str, got: str) -> list[Span]:
    """The paragraphs of `wanted` that are not in `got`, with the gaps around."""
    if wanted == got:
        return []
    a, b = wanted.split("\n\n"), got.split("\n\n")
    same = len(a) == len(b)
    first = 0
    while first < min(len(a), len(b)) and a[first] == b[first]:
        first += 1
    last = 0
    while last < min(len(a), len(b)) - first and a[-1 - last] == b[-1 - last]:
        last += 1
    out = []
    at = 0
    for n, paragraph in enumerate(a):
        if first <= n < max(first + 1, len(a) - last) and not (same and paragraph == b[n]):
            out.append(Span(max(0, at - 2), at + len(paragraph) + 2))
        at += len(paragraph) + 2
    return out


def _repaired(source: str, patches: list[Patch], write: Callable[[str, int], str]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, text, kind, sure in patches:
        if sure and kind not in MARKUP:
            parts += (source[at:start], write(text or "", start))
            at = end
    return "".join((*parts, source[at:]))
