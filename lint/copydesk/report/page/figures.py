"""Digests of stories -> the figures of a page: rates by desk, rule, section, and over time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from ...finding import LEVELS
from ...typed import NamedTuple
from .digest import Digest

TOP = "(no section)"
DAYS, WEEKS, MONTHS = 45, 400, 2200  # days from the first story to the last up to which a column is that long


class Row(NamedTuple):
    """Findings of one desk, rule, section or time, and the words they are in."""

    name: str
    levels: tuple[int, ...]  # findings, by LEVELS
    words: int
    stories: int
    fixable: int = 0
    first: date | None = None

    @property
    def findings(self) -> int:
        return sum(self.levels)

    @property
    def rate(self) -> float:
        """Findings in a thousand words."""
        return 1000 * self.findings / self.words if self.words else 0.0

    def bars(self, most: float) -> list[tuple[str, float, float]]:
        """A bar in pieces: level, where it begins and how long it is, in hundredths of the highest rate."""
        whole, at, out = (100 * self.rate / most if most else 0.0), 0.0, list[tuple[str, float, float]]()
        for level, count in zip(LEVELS, self.levels, strict=True):
            if count:
                out.append((level, round(at, 2), round(whole * count / self.findings, 2)))
                at += out[-1][2]
        return out


class Figures(NamedTuple):
    """All that the page counts."""

    all: Row
    stories: int
    desks: list[Row]
    rules: list[Row]
    sections: list[Row]
    times: list[Row]
    step: str  # how long a column of `times` is
    dated: int  # stories whose day is known


class _Sum:
    """A row in the making."""

    def __init__(self) -> None:
        self.levels = dict.fromkeys(LEVELS, 0)
        self.words = self.stories = self.fixable = 0

    def row(self, name: str, words: int | None = None, first: date | None = None) -> Row:
        words = self.words if words is None else words
        return Row(name, tuple(self.levels.values()), words, self.stories, self.fixable, first)


def figures(digests: Sequence[Digest], section: Callable[[str], str]) -> Figures:
    """The figures; `section` gives the section of a path."""
    whole, desks, rules, sections = _Sum(), dict[str, _Sum](), dict[str, _Sum](), dict[str, _Sum]()
    for told in digests:
        own = sections.setdefault(section(told.path), _Sum())
        seen = {name: desks.setdefault(name, _Sum()) for name in dict.fromkeys(kind.desk for kind in told.counts)}
        whole.words += told.words
        own.words += told.words
        own.stories += 1
        whole.stories += bool(told.counts)
        for desk in seen.values():
            desk.stories += 1
        for name in dict.fromkeys(kind.rule for kind in told.counts):
            rules.setdefault(name, _Sum()).stories += 1
        for kind, count in told.counts.items():
            for total in (whole, own, seen[kind.desk], rules[kind.rule]):
                total.levels[kind.level] += count
                total.fixable += told.fixable.get(kind, 0)
    times, step = _times(digests)
    return Figures(
        whole.row(""),
        len(digests),
        _rows(desks, whole.words),
        _rows(rules, whole.words),
        _rows(sections),
        times,
        step,
        sum(told.day is not None for told in digests),
    )


def _rows(sums: dict[str, _Sum], words: int | None = None) -> list[Row]:
    return sorted((s.row(name, words) for name, s in sums.items()), key=lambda r: (-r.rate, -r.findings, r.name))


def sections(paths: Iterable[str]) -> tuple[str, Callable[[str], str]]:
    """The folder that all stories share, and path -> section: its folders below that. Folders that are dates are none."""
    folders = {path: os.path.dirname(path.replace("\\", "/")).split("/") for path in paths}
    shared = 0
    for names in zip(*folders.values(), strict=False):
        if len(set(names)) > 1:
            break
        shared += 1
    sections = {
        path: "/".join(p for p in parts[shared:] if not p.replace("-", "").replace("_", "").isdigit()) or TOP
        for path, parts in folders.items()
    }
    root = "/".join(next(iter(folders.values()), [])[:shared])
    return f"{root}/" if root else "", lambda path: sections[path]


def _times(digests: Sequence[Digest]) -> tuple[list[Row], str]:
    """A row for each day, week, month or year from the first to the last; nothing when that is one."""
    days = [told.day for told in digests if told.day]
    if not days:
        return [], ""
    first, last = min(days), max(days)
    apart = (last - first).days
    step = "day" if apart <= DAYS else "week" if apart <= WEEKS else "month" if apart <= MONTHS else "year"
    sums: dict[date, _Sum] = {}
    at = _floor(first, step)
    while at <= last:
        sums[at] = _Sum()
        at = _next(at, step)
    if len(sums) < 2:
        return [], ""
    for told in digests:
        if told.day:
            own = sums[_floor(told.day, step)]
            own.words += told.words
            own.stories += 1
            for kind, count in told.counts.items():
                own.levels[kind.level] += count
    return [own.row(_name(start, step), first=start) for start, own in sums.items()], step


def columns(told: Figures) -> Callable[[Digest], int]:
    """Digest -> its place in `times`; -1 where it has none."""
    places = {row.first: n for n, row in enumerate(told.times)}
    return lambda digest: places[_floor(digest.day, told.step)] if places and digest.day else -1


def _floor(day: date, step: str) -> date:
    if step == "week":
        return day - timedelta(day.weekday())
    return day if step == "day" else day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _next(day: date, step: str) -> date:
    if step in ("day", "week"):
        return day + timedelta(7 if step == "week" else 1)
    return _floor(day + timedelta(32 if step == "month" else 366), step)


def _name(day: date, step: str) -> str:
    if step == "year":
        return str(day.year)
    return f"{day:%b} {day.year}" if step == "month" else f"{day.day} {day:%b} {day.year}"
