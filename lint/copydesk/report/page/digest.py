"""What a page needs of one story, small enough to be sent between processes and kept for thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...document import Document
from ...finding import Edit, Finding, Level
from ...lazily import compiled
from ...spans import Lines, Span
from ...typed import NamedTuple
from .days import day
from .traced import traced

AROUND = 170  # characters shown on either side of a finding, within its paragraph
MOST = 40  # findings of a story that are shown with their text; all are counted
LONGEST = 1200  # characters of a finding that are shown
_BREAK = compiled(r"\n[ \t\r]*\n\s*")


class Kind(NamedTuple):
    """What findings are counted by."""

    desk: str
    rule: str
    level: Level


class Mark(NamedTuple):
    """A finding in an excerpt. `repair`: 2 made by --fix, 1 proposed, 0 none."""

    span: Span
    kind: Kind
    message: str
    repair: int


class Excerpt(NamedTuple):
    """A stretch of a story with findings, and the safe repairs in it. `cut`: whether its paragraph goes on before, and after."""

    line: int
    text: str
    cut: tuple[bool, bool]
    marks: tuple[Mark, ...]
    edits: tuple[Edit, ...]


class Digest(NamedTuple):
    """One story."""

    path: str
    words: int
    day: date | None = None
    counts: Mapping[Kind, int] = {}
    fixable: Mapping[Kind, int] = {}
    excerpts: tuple[Excerpt, ...] = ()
    left: int = 0  # findings that no excerpt shows


def fixable(findings: Iterable[Finding]) -> bool:
    """Whether `--fix` would change anything."""
    return any(_repair(finding) == 2 for finding in findings)


def digest(document: Document, findings: list[Finding], repairs: Sequence[Sequence[Edit]] = ()) -> Digest:
    """The story as a page tells it; `repairs`: the passes of `--fix` over it."""
    words = sum(len(p.text.split()) for p in document.paragraphs if p.part != "front matter")
    told = Digest(document.path, words, day(document))
    if not findings:
        return told
    counts: dict[Kind, int] = {}
    fixable: dict[Kind, int] = {}
    for finding in findings:
        kind = _kind(finding)
        counts[kind] = counts.get(kind, 0) + 1
        if _repair(finding) == 2:
            fixable[kind] = fixable.get(kind, 0) + 1
    shown = findings[:MOST]
    excerpts = _excerpts(document.source, shown, traced(repairs, len(document.source)))
    return told._replace(counts=counts, fixable=fixable, excerpts=excerpts, left=len(findings) - len(shown))


def _kind(finding: Finding) -> Kind:
    return Kind(finding.desk, finding.rule, finding.level)


def _repair(finding: Finding) -> int:
    return 2 if any(fix.safe for fix in finding.fixes) else 1 if finding.fixes else 0


def _excerpts(source: str, findings: list[Finding], edits: list[Edit]) -> tuple[Excerpt, ...]:
    """Windows around findings, joined where they meet; an edit is told whole with the window it touches, or not at all."""
    first, last = Span(0, len(source) - len(source.lstrip())), Span(len(source.rstrip()), len(source))
    breaks = [first, *(Span(*m.span()) for m in _BREAK().finditer(source, first.end, last.start)), last]
    starts, ends = {0, *(b.end for b in breaks)}, {len(source), *(b.start for b in breaks)}
    windows: list[tuple[Span, list[Finding]]] = []
    for finding in findings:
        start, end = finding.span.start, min(finding.span.end, finding.span.start + LONGEST)
        for edit in edits:
            if edit.span.meets((start, end)) and edit.span.end - edit.span.start < LONGEST:
                start, end = min(start, edit.span.start), max(end, edit.span.end)
        window, inside = Span(_left(source, start, breaks), _right(source, end, breaks)), [finding]
        while windows and windows[-1][0].end >= window.start:
            before, others = windows.pop()
            window = Span(min(before.start, window.start), max(before.end, window.end))
            inside = others + inside
        windows.append((window, inside))
    lines = Lines(source)
    return tuple(
        Excerpt(
            lines.position(window.start).line + 1,
            source[slice(*window)],
            (window.start not in starts, window.end not in ends),
            tuple(_mark(finding, window) for finding in inside),
            tuple(
                Edit(edit.span.moved(-window.start), edit.text)
                for edit in edits
                if window.start <= edit.span.start and edit.span.end <= window.end
            ),
        )
        for window, inside in windows
    )


def _mark(finding: Finding, window: Span) -> Mark:
    end = min(finding.span.end, window.end)
    span = Span(finding.span.start - window.start, end - window.start)
    return Mark(span, _kind(finding), finding.message, _repair(finding))


def _left(source: str, at: int, breaks: list[Span]) -> int:
    """Where a window begins: with the paragraph, or between two words of it."""
    first = max((b.end for b in breaks if b.end <= at), default=0)
    if at - first <= AROUND + 40:
        return first
    blank = re.compile(r"\s").search(source, at - AROUND, at)
    return blank.end() if blank else at - AROUND


def _right(source: str, at: int, breaks: list[Span]) -> int:
    """Where it ends."""
    last = min((b.start for b in breaks if b.start >= at), default=len(source))
    if last - at <= AROUND + 40:
        return last
    blank = source.rfind(" ", at, at + AROUND)
    return at + len(source[at : blank if blank > at else at + AROUND].rstrip())
