"""Quotations without a speaker in reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..document import Document, Paragraph
from ..finding import Hit
from ..lazily import compiled
from ..lexicon import Lexicon
from ..typed import NamedTuple
from .clauses import clauses, masked
from .kind import Finder

_LOWER_WORD = compiled(r"[a-z]{2,}")
_CUE = compiled(
    r"(?:—|–|--|:)\s*[A-Z]|according to"
    r"|[Ii]n (?:a|an|his|her|its|their) (?:\w+ )?(?:statement|interview|letter|email|speech|tweet|post)"
)
_NAME_LINE = compiled(
    r"(?:—|–|--?|~)?\s*[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|of|the|and|de|van))*(?:, [^.]{1,60})?(?<![.!?])\Z"
)


class Orphan(NamedTuple):
    """A full-sentence quotation with no speaker in its own paragraph or carried over from the one before.

    words: the fewest words of a quotation that counts
    """

    words: int = 5

    def ready(self, lexicon: Lexicon) -> Finder:
        def find(document: Document) -> Iterator[Hit]:
            return _orphans(document, lexicon, self.words)

        return Finder("story", find)


def _orphans(document: Document, lexicon: Lexicon, fewest: int) -> Iterator[Hit]:
    before: Paragraph | None = None
    covered = open_before = quoted_with_cue = False
    waiting: Hit | None = None
    transcript = sum(p.part == "transcript" for p in document.paragraphs) >= 3
    if transcript:
        return
    for paragraph in document.paragraphs:
        if paragraph.part not in ("body", "quote", "caption", "headline"):
            continue
        if waiting:
            if not (len(paragraph.text) < 90 and _NAME_LINE().match(paragraph.text)):
                yield waiting
            waiting = None
        cue = has_cue(paragraph, lexicon)
        mine = (
            cue
            or (open_before and covered)
            or quoted_with_cue
            or (before is not None and before.text.rstrip()[-1:] in ":…")
        )
        if not mine and paragraph.part == "body" and before is not None:
            waiting = _alone(paragraph, fewest)
        quotations = [q for q in paragraph.speech.quotations if q.level == 1 and q.double]
        open_before = any(not q.closed for q in quotations)
        quoted_with_cue = bool(quotations) and (cue or mine)
        covered = mine
        before = paragraph
    if waiting:
        yield waiting


def has_cue(paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """Whether the writer's own words in a paragraph say who speaks."""
    if not paragraph.speech.quotations:
        return False
    mask = masked(paragraph)
    if _CUE().search(mask):
        return True
    read = clauses(paragraph, lexicon)
    for n in range(len(read)):
        sentence = read.sentence(n)
        if any(sentence.attributes(k) for k in range(len(sentence.lower))) or "according" in sentence.lower:
            return True
    return False


def _alone(paragraph: Paragraph, fewest: int) -> Hit | None:
    """The first quotation that stands as a sentence of its own, outside any sentence of the writer's."""
    mask = masked(paragraph)
    spans: Sequence[tuple[int, int]] = [
        q.span for q in paragraph.speech.quotations if q.level == 1 and q.double and q.closed
    ]
    for quotation in paragraph.speech.quotations:
        if quotation.level != 1 or not quotation.double or not quotation.closed:
            continue
        words = paragraph.text[quotation.span.start + 1 : quotation.span.end - 1]
        if len(words.split()) < fewest or not (words[:1].isupper() or words[:1] in "[…"):
            continue
        sentence = next((s for s in paragraph.sentences if s.start <= quotation.span.start < s.end), None)
        start = sentence.start if sentence else quotation.span.start
        rest = mask[start : quotation.span.start] + mask[quotation.span.end : _end(mask, quotation.span.end)]
        if not _LOWER_WORD().search(rest) and len(spans) <= 3:
            return Hit(quotation.span.moved(paragraph.start))
    return None


def _end(mask: str, at: int) -> int:
    stop = re.compile(r"[.!?]|¤").search(mask, at)
    return stop.start() if stop else len(mask)
