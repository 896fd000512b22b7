"""Damage: what the reading had to read through, or could not be sure of."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document
from ..finding import Hit, replacing
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .kind import Finder

_UNSEEN = {"": "nothing", "\t": "a tab", "\n": "a line end"}  # how a message calls what nobody sees


class Damage(NamedTuple):
    """The patches of some kinds are the hits, and their own fixes.

    kinds: the kinds of patch to report (`entity`, `mojibake`, `spacing`, ...; see `reading/`)
    safe: true where the repair is safe though it is not read through (no reader sees two blanks)
    """

    kinds: tuple[str, ...]
    safe: bool = False

    def ready(self, lexicon: Lexicon) -> Finder:
        kinds = frozenset(self.kinds)

        def find(document: Document) -> Iterator[Hit]:
            for patch in document.reading.patches:
                if patch.kind in kinds:
                    span = Span(patch.start, patch.end)
                    if patch.text is None:
                        yield Hit(span, values={"reads": "no character"})
                        continue
                    reads = patch.text if patch.text.strip() else _UNSEEN.get(patch.text[:1], "a blank")
                    written = document.reading.write(patch.text, patch.start)
                    title = f"Change to “{patch.text}”" if patch.text.strip() else "Delete"
                    yield Hit(span, replacing(span, written, title, safe=patch.sure or self.safe), {"reads": reads})

        return Finder("source", find, topic=(_damaged, kinds))


def _damaged(document: Document) -> set[str]:
    return {patch.kind for patch in document.reading.patches}
