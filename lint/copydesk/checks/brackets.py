"""Brackets that are not closed, or were never opened."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document, Paragraph
from ..finding import Hit
from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING, NamedTuple
from .kind import Finder

if TYPE_CHECKING:
    from typing import Literal

_BRACKET = compiled(r"[()\[\]]")
_CLOSES = {")": "(", "]": "["}
_ITEM = compiled(r"(?:^|[\s;,:])(?:[A-Za-z]|[ivxIVX]{1,4}|[A-Z]?\d{1,3})\.?\Z")  # “a)”, “Q1)” before an item
_EYES = compiled(r"[:;=][-'^o]?\Z")  # of a face such as :) ;-( =]
_FACE = compiled(r"[-'^o]?[:;=](?!\w)")
DEPTH = 6  # brackets inside each other
NOT_READ = frozenset(("front matter", "table", "byline"))


class Brackets(NamedTuple):
    """Round and square brackets without their partner in their paragraph; an aside may run over several.

    fault: `unclosed` or `unopened`
    """

    fault: Literal["unclosed", "unopened"]

    def ready(self, lexicon: Lexicon) -> Finder:
        def find(document: Document) -> Iterator[Hit]:
            for opens, at in _alone(document):
                if opens == (self.fault == "unclosed"):
                    yield Hit(Span(at, at + 1))

        return Finder("story", find)


def _alone(document: Document) -> list[tuple[bool, int]]:
    """The brackets of a story without partner, in order, worked out once for all the rules that ask: (opens, place)."""
    known: list[tuple[bool, int]] | None = document.shared.get("brackets")
    if known is None:
        known = document.shared["brackets"] = []
        story = document.prose.text
        if not any(sign in story for sign in "()[]") or (
            story.count("(") == story.count(")") and story.count("[") == story.count("]")
        ):
            return known  # in order, as good as always
        waiting: list[tuple[str, int]] = []
        for paragraph in document.paragraphs:
            text = paragraph.text
            if paragraph.part in NOT_READ:
                continue
            opened: list[tuple[str, int]] = []
            for sign, at in _brackets(paragraph):
                if sign in _CLOSES:
                    near = range(len(opened) - 1, max(len(opened) - DEPTH, 0) - 1, -1)
                    n = next((n for n in near if opened[n][0] == _CLOSES[sign]), None)
                    if n is not None:
                        known += [(True, lost) for _, lost in opened[n + 1 :]]
                        del opened[n:]
                    elif waiting and waiting[-1][0] == _CLOSES[sign]:
                        waiting.pop()  # a note in brackets runs over paragraphs
                    elif not _ITEM().search(text, max(0, at - paragraph.start - 6), at - paragraph.start):
                        known.append((False, at))
                else:
                    opened.append((sign, at))
            waiting += opened
        known += [(True, at) for _, at in waiting]
        known.sort(key=lambda place: place[1])
    return known


def _brackets(paragraph: Paragraph) -> Iterator[tuple[str, int]]:
    """The brackets of a paragraph that are meant as such, with their places in the story."""
    text = paragraph.text
    for found in _BRACKET().finditer(text):
        at = found.start()
        before = text[max(0, at - 4) : at]
        if not (_EYES().search(before) or (found[0] in "([" and _FACE().match(text, at + 1))):
            yield found[0], paragraph.start + at
