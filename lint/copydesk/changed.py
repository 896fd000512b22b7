"""Which stretches of a text have changed: the findings that touch them, and where they stand after repairs."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from .finding import Edit, Finding
from .spans import Span
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

# Half-open stretches of lines from 0, as git counts them: a line ends at LF. An empty one is a seam: lines went out there.
LineSpans: TypeAlias = "tuple[tuple[int, int], ...]"
EVERY_LINE: LineSpans = ((0, sys.maxsize),)


class Changed(NamedTuple):
    """Stretches of whole lines in one version of a text, with their ends: the last line ends one after the text."""

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, lines: LineSpans) -> Changed:
        starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        last = len(starts) - 1
        return cls(tuple(Span(starts[min(start, last)], starts[min(end, last)]) for start, end in lines))

    def touched(self, text: str, findings: Iterable[Finding]) -> list[Finding]:
        """The findings on changed lines, and those that a seam lies within."""
        return [finding for finding in findings if self._touch(_whole_lines(text, finding.span))]

    def _touch(self, lines: Span) -> bool:
        n = bisect_left(
            self.spans, (lines.end,)
        )  # they are in order and apart: only the last that begins before can reach
        return n > 0 and self.spans[n - 1].end > lines.start

    def after(self, edits: Sequence[Edit]) -> Changed:
        """The same stretches in the text that edits make of this one."""
        edits = sorted(edits)
        starts = [edit.span.start for edit in edits]
        shifts = [0, *accumulate(len(text) - (end - start) for (start, end), text in edits)]

        def moved(at: int) -> int:
            n = bisect_left(starts, at)
            if n and edits[n - 1].span.end > at:  # it stands within what is replaced
                return starts[n - 1] + shifts[n - 1] + len(edits[n - 1].text)
            return at + shifts[n]

        return Changed(tuple(Span(moved(start), moved(end)) for start, end in self.spans))


def _whole_lines(text: str, span: Span) -> Span:
    """The lines that a span stands in, with their ends."""
    last = text.find("\n", max(span.start, span.end - 1))
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) + 1 if last < 0 else last + 1)
