"""Damage that shows only when other damage is repaired: one list of patches, after which nothing sure is left."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from ..prose import Patch, Prose
from ..typed import NamedTuple

ROUNDS = 5  # what lies deeper is nobody's copy
NEAR = 60  # characters about a repair that tell whether it has laid bare more damage


class _Group(NamedTuple):
    """A stretch of the prose with the later patches in it, and the first of the earlier ones it holds."""

    start: int
    end: int
    later: list[Patch]
    kind: str


def laid(patches: Iterable[Patch]) -> list[Patch]:
    """In order of place; of two that overlap the one that begins first, or is longer, or was named first."""
    out: list[Patch] = []
    for patch in sorted(patches, key=lambda p: (p.start, -p.end)):
        if not out or patch.start >= out[-1].end:
            out.append(patch)
    return out


def settled(text: str, look: Callable[[str], list[Patch]]) -> list[Patch]:
    """What `look` finds in a text, and in what the text then reads as, until it finds nothing sure.

    So the repaired text, read again, is sound: `The mayor ,` with an invisible sign after it loses sign and blank.
    """
    found = look(text)
    for _ in range(ROUNDS):
        if not any(p.sure for p in found):
            break
        prose = Prose(text, found)
        if not any(p.sure for p in look(_near(prose))):  # elsewhere it was sound before
            break
        more = [p for p in look(prose.text) if p.sure]
        if not more:
            break
        found = _laid_over(prose, found, more)
        del prose  # before the next is made: each is a whole copy of the story
    return found


def _near(prose: Prose) -> str:
    """The repaired places of a text, each with what stands about it, as one text; all of it where that saves little."""
    out: list[tuple[int, int]] = []
    size = 0
    for n, patch in enumerate(prose.patches):
        at = prose.read_at(n)
        start, end = max(0, at - NEAR), at + len(patch.text or "") + NEAR
        if out and start <= out[-1][1]:
            start, _ = out.pop()
        out.append((start, end))
        size += 2 * NEAR
        if size > len(prose.text):
            return prose.text
    return "\n\n".join(prose.text[start:end] for start, end in out)


def _laid_over(prose: Prose, found: Sequence[Patch], more: Sequence[Patch]) -> list[Patch]:
    """Both lists as one; where a later patch touches what an earlier one reads as, they become one patch."""
    ranges = [(prose.read_at(n), prose.read_at(n) + len(p.text or "")) for n, p in enumerate(prose.patches)]
    out: list[Patch] = []
    for group in _groups(prose, ranges, more):
        start, end = prose.source_span((group.start, group.end))
        parts: list[str] = []
        at = group.start
        for patch in group.later:
            parts += (prose.text[at : patch.start], patch.text or "")
            at = patch.end
        out.append(Patch(start, end, "".join((*parts, prose.text[at : group.end])), group.kind))
    taken = [(p.start, p.end) for p in out]
    for patch in found:
        n = bisect_left(taken, (patch.end, patch.end))
        near = taken[max(0, n - 1) : n + 1]
        if not any((a < patch.end and patch.start < b) or (a, b) == (patch.start, patch.end) for a, b in near):
            out.append(patch)
    return sorted(out, key=lambda p: (p.start, p.end))


def _groups(prose: Prose, ranges: Sequence[tuple[int, int]], more: Sequence[Patch]) -> list[_Group]:
    out: list[_Group] = []
    for patch in more:
        start, end, kind = patch.start, patch.end, ""
        n = max(0, bisect_left(ranges, (start, start)) - 1)
        while n < len(ranges) and ranges[n][0] < max(end, start + 1):
            first, last = ranges[n]
            touched = (first < end and start < last) or first < start < last or start < first == last < end
            if touched:
                start, end, kind = min(start, first), max(end, last), kind or prose.patches[n].kind
            n += 1
        if out and start < out[-1].end:
            before = out[-1]
            out[-1] = _Group(before.start, max(end, before.end), [*before.later, patch], before.kind)
        else:
            out.append(_Group(start, end, [patch], kind or patch.kind))
    return out
