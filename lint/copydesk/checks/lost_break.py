"""Paragraph breaks that a tokeniser lost: it wrote a blank for every blank, so two marks without one stood on two lines."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document
from ..finding import Hit, replacing
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .kind import Finder

_OPENING = ("“", "‘", "«", "„", '"')
_CLOSING = ("”", "’", "»", '"')


class LostBreak(NamedTuple):
    """Where the end of a sentence and an opening mark stand together in copy that was pulled apart everywhere else.

    several: how many blanks before marks make copy one that a tokeniser has been at
    """

    several: int = 3

    def ready(self, lexicon: Lexicon) -> Finder:
        def find(document: Document) -> Iterator[Hit]:
            patches = document.reading.patches
            if sum(patch.kind == "spacing" for patch in patches) < self.several:
                return
            source, before = document.source, None
            for patch in patches:
                at, reads = patch.start, (patch.text or "").removeprefix(" ")
                if patch.kind == "entity" and patch.text != reads and reads in _OPENING and source[at] == "&":
                    closed = before is not None and before.end == at and before.text in _CLOSING
                    if closed or source[at - 1 : at] in (".", "!", "?"):
                        place = Span(at, patch.end)
                        written = document.reading.write("\n\n" + reads, at)
                        yield Hit(Span(at - 1, at), replacing(place, written, "Begin a paragraph", safe=False))
                before = patch

        return Finder("source", find)
