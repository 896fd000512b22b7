"""All damage that has signs of its own, which sound copy hardly has: sound copy never has this imported."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ..lexicon import Lexicon
from ..prose import Patch
from .escapes import escapes
from .invisible import invisible
from .leftover import Leftover, leftovers
from .mojibake import mojibake
from .roles import patches as placed
from .settle import laid
from .tags import shortcodes, tags


def signs(text: str, lexicon: Lexicon, *, markup: bool, pulled_apart: bool, controls: bool) -> list[Patch]:
    """All damage but blanks. Where two kinds claim a place, the earlier one in this order has it."""
    found: list[Patch] = []
    if not markup:
        found += tags(text, lexicon)
        found += shortcodes(text, lexicon)
    found += mojibake(text)
    found += (p for p in escapes(text) if not (markup and p.kind == "escape" and text[p.start] in "`'%=\\"))
    if controls or not text.isascii():
        found += invisible(text, markup=markup)
    found = laid(found)
    if "&" not in text and ";" not in text:
        return found
    whole = _apart(leftovers(text, lexicon, tokenised=pulled_apart), found)
    entities = list(placed(text, whole))
    return laid([*found, *_within(entities, found)])


def _apart(found: Iterable[Leftover], taken: list[Patch]) -> list[Leftover]:
    """Leftovers in order of place, none within another or within damage of another kind."""
    out: list[Leftover] = []
    ends = [p.start for p in taken]
    for leftover in sorted(found, key=lambda f: (f.start, -f.end)):
        if out and leftover.start < out[-1].end:
            continue
        n = bisect_right(ends, leftover.end - 1) - 1
        if n >= 0 and taken[n].end > leftover.start:
            continue
        out.append(leftover)
    return out


def _within(entities: list[Patch], taken: list[Patch]) -> list[Patch]:
    """Entities whose blanks do not reach into other damage; those that do give the blanks up."""
    starts = [p.start for p in taken]
    out = []
    for patch in entities:
        n = bisect_right(starts, patch.end - 1) - 1
        if n < 0 or taken[n].end <= patch.start:
            out.append(patch)
    return out
