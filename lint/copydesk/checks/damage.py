"""Damage: what the reading had to read through, or could not be sure of."""

from __future__ import annotations

from collections.abc import Iterable

from ..document import Document
from ..finding import Fix, Hit, replacing
from ..lexicon import Lexicon
from ..prose import Patch
from ..spans import Span
from ..typed import NamedTuple
from .kind import Finder

_UNSEEN = {"": "nothing", "\t": "a tab", "\n": "a line end"}  # how a message calls what nobody sees


class Damage(NamedTuple):
    """The patches of some kinds are the hits, and their own fixes.

    kinds: the kinds of patch to report (`entity`, `mojibake`, `spacing`, ...; see `reading/`)
    safe: true where the repair is safe though it is not read through (no reader sees two blanks)
    habit: so many places are no slips but the story’s habit: told once, at the first, with one fix for all; 0: never
    """

    kinds: tuple[str, ...]
    safe: bool = False
    habit: int = 0

    def ready(self, lexicon: Lexicon) -> Finder:
        kinds = frozenset(self.kinds)

        def find(document: Document) -> Iterable[Hit]:
            hits = [_hit(document, patch, self.safe) for patch in document.reading.patches if patch.kind in kinds]
            return [_told_once(hits)] if 0 < self.habit <= len(hits) else hits

        return Finder("source", find, topic=(_damaged, kinds))


def _hit(document: Document, patch: Patch, safe: bool) -> Hit:
    span = Span(patch.start, patch.end)
    if patch.text is None:
        return Hit(span, values={"reads": "no character"})
    reads = patch.text if patch.text.strip() else _UNSEEN.get(patch.text[:1], "a blank")
    written = document.reading.write(patch.text, patch.start)
    title = f"Change to “{patch.text}”" if patch.text.strip() else "Delete"
    return Hit(span, replacing(span, written, title, safe=patch.sure or safe), {"reads": reads, "more": ""})


def _told_once(hits: list[Hit]) -> Hit:
    """Many hits as one, at the first of them, with one fix for all."""
    edits = tuple(edit for hit in hits for fix in hit.fixes for edit in fix.edits)
    fix = Fix(edits, "Mend them all", all(fix.safe for hit in hits for fix in hit.fixes))
    return Hit(hits[0].span, (fix,), {**hits[0].values, "more": f", here and {len(hits) - 1} times more in this story"})


def _damaged(document: Document) -> set[str]:
    return {patch.kind for patch in document.reading.patches}
