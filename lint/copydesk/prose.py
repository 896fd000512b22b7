"""What the reader reads: the source with its patches read through, and the way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter

from .spans import Span
from .typed import NamedTuple


class Patch(NamedTuple):
    """`source[start:end]` reads as `text`.

    `kind` says what was there: a kind of damage (`entity`, `mojibake`, `spacing`, ...), `markup` or `code`.
    A patch that is not `sure` is told to the editor and not read through; its `text` is a proposal, or None.
    """

    start: int
    end: int
    text: str | None
    kind: str
    sure: bool = True


_PLACE = itemgetter(0, 1)
MARKUP = frozenset({"markup", "code"})  # kinds that are no damage: the format's own signs


class Prose:
    """The text of a source after its sure patches, with the way back to the source.

    `patches` are in order and do not overlap. A character that was copied comes from its own place; the characters of a
    replacement come from the whole stretch they replace.
    """

    __slots__ = ("_at", "_from", "_identity", "_to", "patches", "text")

    def __init__(self, source: str, patches: Iterable[Patch] = ()) -> None:
        self.patches = tuple(sorted((p for p in patches if p.sure), key=_PLACE))
        self._identity = not self.patches
        # where each patch begins in the prose, and in the source where it begins and ends
        self._at: list[int] = []
        self._from: list[int] = []
        self._to: list[int] = []
        parts: list[str] = []
        read = written = 0
        for start, end, text, kind, _ in self.patches:
            if start < read or text is None:
                raise ValueError(f"patch {start}-{end} ({kind}) overlaps the one before it, or has no text")
            parts += (source[read:start], text)
            written += start - read
            self._at.append(written)
            self._from.append(start)
            self._to.append(end)
            written += len(text)
            read = end
        self.text = "".join((*parts, source[read:])) if parts else source

    def source_span(self, span: tuple[int, int]) -> Span:
        """The smallest stretch of the source that holds all that was read in `span`; of an empty span an empty one."""
        start, end = span
        if self._identity:
            return Span(start, end)
        if start == end:
            at = self._place(start)
            return Span(at, at)
        first, last = self._source(start), self._source(end - 1)
        return Span(first[0], last[1])

    def _source(self, at: int) -> tuple[int, int]:
        """The stretch of source that the character `at` comes from."""
        n = bisect_right(self._at, at) - 1
        if n < 0:
            return at, at + 1
        end = self._at[n] + len(self.patches[n].text or "")
        if at < end:
            return self._from[n], self._to[n]
        where = self._to[n] + at - end
        return where, where + 1

    def _place(self, at: int) -> int:
        """Where in the source an insertion at `at` goes: before the patches that read as nothing there."""
        n = bisect_left(self._at, at) - 1
        if n < 0:
            return at
        end = self._at[n] + len(self.patches[n].text or "")
        return self._from[n] if at < end else self._to[n] + at - end

    def read_at(self, n: int) -> int:
        """Where in the prose the text of the patch `n` begins."""
        return self._at[n]

    def prose_offset(self, at: int) -> int:
        """Where in the prose the source offset `at` is read; inside a patch: where the patch is read."""
        n = bisect_right(self._from, at) - 1
        if n < 0:
            return at
        if at < self._to[n]:
            return self._at[n]
        return self._at[n] + len(self.patches[n].text or "") + at - self._to[n]

    def agrees(self, span: tuple[int, int]) -> bool:
        """Whether source and prose are the same, letter for letter, over `span` of the prose and what it came from."""
        start, end = span
        if self._identity:
            return True
        n = max(0, bisect_left(self._at, start) - 1)
        while n < len(self._at) and self._at[n] <= end:
            width = len(self.patches[n].text or "")
            if self._at[n] < end and start < self._at[n] + width:
                return False
            if not width and start < self._at[n] < end:
                return False
            n += 1
        return True
