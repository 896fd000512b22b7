"""Repairs made in several passes, told as edits of the text as it was before the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...finding import Edit
from ...spans import Span


def traced(passes: Iterable[Sequence[Edit]], length: int) -> list[Edit]:
    """`length`: of the first text. The edits are in order and apart: applied to it they give the text after the last pass."""
    pieces: list[tuple[int, int] | str] = [(0, length)]
    for edits in passes:
        pieces = list(_after(pieces, sorted(edits)))
    out = []
    at, new = 0, ""
    for piece in (*pieces, (length, length)):
        if isinstance(piece, str):
            new += piece
            continue
        if new or piece[0] > at:
            out.append(Edit(Span(at, piece[0]), new))
        at, new = piece[1], ""
    return out


def _after(pieces: list[tuple[int, int] | str], edits: Sequence[Edit]) -> Iterable[tuple[int, int] | str]:
    """The pieces of the text after edits of the text that `pieces` make up."""
    todo = list(reversed(edits))
    at = 0  # where the piece begins in that text
    for piece in pieces:
        size = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        done = 0  # characters of the piece that have been kept or replaced
        while todo and todo[-1].span.start < at + size:
            start, end = todo[-1].span
            if start >= at:
                if start - at > done:
                    yield _part(piece, done, start - at)
                yield todo[-1].text
            done = max(done, min(size, end - at))
            if end > at + size:  # it goes on in the next piece
                break
            todo.pop()
        if done < size:
            yield _part(piece, done, size)
        at += size
    for edit in reversed(todo):
        if edit.span.start >= at:
            yield edit.text


def _part(piece: tuple[int, int] | str, start: int, end: int) -> tuple[int, int] | str:
    return piece[start:end] if isinstance(piece, str) else (piece[0] + start, piece[0] + end)
