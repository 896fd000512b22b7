"""Patterns of rule authors: compiled when first needed, run with a time limit; and the guards that cancel a hit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..document import Paragraph
from ..errors import TookTooLong
from ..typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

SECONDS = 0.2  # for a paragraph of up to PIECE characters; a longer one gets its share, up to MOST
PIECE, MOST = 50_000, 10.0


def compiled(pattern: str, ignore_case: bool = False, *, limited: bool = True) -> Any:
    """The pattern, ready to run. ValueError when it is none.

    Only the library `regex` can stop in time; it takes 20 ms to import. A pattern that needs no limit runs on `re`.
    """
    if not limited:
        return re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    import regex

    try:
        return regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(f"“{pattern}” is no pattern: {error}") from None


def matches(pattern: Any, text: str, seconds: float = SECONDS) -> Iterator[Any]:
    """The matches that span anything. TookTooLong when the time is over; 0 seconds: no limit."""
    if not seconds:
        yield from (match for match in pattern.finditer(text) if match.end() > match.start())
        return
    limit = min(MOST, seconds * (1 + len(text) // PIECE))
    try:
        for match in pattern.finditer(text, timeout=limit, concurrent=False):
            if match.end() > match.start():
                yield match
    except TimeoutError:
        raise TookTooLong(f"its pattern did not come to an end within {limit:g} seconds") from None


class Guards:
    """Patterns that cancel a hit when they match on top of it (`unless`) or in its sentence (`unless_in_sentence`)."""

    __slots__ = ("_made", "_patterns", "_seconds")

    def __init__(
        self,
        touching: tuple[str, ...],
        in_sentence: tuple[str, ...],
        ignore_case: bool = False,
        seconds: float = SECONDS,
    ) -> None:
        self._seconds = seconds
        self._patterns = [(p, False, ignore_case) for p in touching] + [(p, True, ignore_case) for p in in_sentence]
        self._made: list[tuple[Any, bool]] = []

    def of(self, paragraph: Paragraph) -> Guarded:
        if len(self._made) < len(self._patterns):
            limited = self._seconds > 0
            self._made[:] = [(compiled(p, fold, limited=limited), wide) for p, wide, fold in self._patterns]
        return Guarded(paragraph, self._made, self._seconds)


class Guarded:
    """The guards of one paragraph: each runs once over it, when the first hit asks."""

    __slots__ = ("_paragraph", "_patterns", "_seconds", "_spans")

    def __init__(self, paragraph: Paragraph, patterns: list[tuple[Any, bool]], seconds: float) -> None:
        self._seconds = seconds
        self._paragraph = paragraph
        self._patterns = patterns
        self._spans: list[list[tuple[int, int]]] | None = None

    def cancels(self, start: int, end: int) -> bool:
        if not self._patterns:
            return False
        if self._spans is None:
            text = self._paragraph.text
            self._spans = [[m.span() for m in matches(p, text, self._seconds)] for p, _ in self._patterns]
        for (_, wide), spans in zip(self._patterns, self._spans, strict=True):
            if not spans:
                continue
            low, high = self._sentence(start) if wide else (start, end)
            at = bisect_right(spans, (low, low)) - 1
            if any(s < high and low < e for s, e in spans[max(0, at) : at + 3]):
                return True
        return False

    def _sentence(self, at: int) -> tuple[int, int]:
        sentences = self._paragraph.sentences
        return sentences[max(0, bisect_right(sentences, (at, len(self._paragraph.text) + 1)) - 1)]
