"""Reports: one file an output format. They decide nothing: no filtering, no exit codes.

A format is a module with `story(told, style)` and `end(tally, style)`, which give text to print, `BEGIN`, which stands
before all, and `JOINT`, which stands between two stories. Of a clean story most have nothing to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from ..finding import Finding, Level
from ..spans import Lines
from ..typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from .page.digest import Digest

# name -> module of this package
REPORTS = {
    "text": "text",
    "concise": "concise",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "html": "html",
}
FOR_MACHINES = frozenset(REPORTS) - {"text", "concise"}


class Told(NamedTuple):
    """What there is to tell of one story."""

    path: str
    lines: Lines
    findings: list[Finding]
    mark: bool = False  # whether a byte order mark stands before the text on disk
    fail_on: Level = "hint"  # the lowest level that fails the run


class Style(NamedTuple):
    """How it may look."""

    color: bool = False
    width: int = 100
    terminal: bool = False
    title: str = "Copy report"  # of a page


class Tally:
    """Counts over all stories, and what a report tells of them at its end."""

    # counts stand in the class until there is something to count: most stories have little
    stories = 0
    with_findings = 0
    fixable = 0
    unsafe = 0  # findings with unsafe fixes alone
    repaired = 0
    repaired_stories = 0
    stood = 0  # findings that are let stand

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self.rules: dict[str, list[int]] = {}  # rule -> findings, and those with a safe fix
        self.sheets: dict[str, Mapping[str, Any]] = {}  # the rules that spoke, as their files have them
        self.encodings: dict[str, str] = {}  # of stories with findings that are not in UTF-8
        self.troubles: list[str] = []  # why stories were not read, or not to the end
        self.digests: list[Digest] = []  # the stories themselves, for a page of all

    @property
    def findings(self) -> int:
        return sum(self.levels.values())

    def add(self, findings: list[Finding], repaired: int = 0) -> None:
        """Count one story."""
        self.stories += 1
        if repaired:
            self.repaired += repaired
            self.repaired_stories += 1
        if findings:
            self.with_findings += 1
        for finding in findings:
            self.levels[finding.level] = self.levels.get(finding.level, 0) + 1
            safe = any(fix.safe for fix in finding.fixes)
            row = self.rules.setdefault(finding.rule, [0, 0])
            row[0] += 1
            row[1] += safe
            self.fixable += safe
            self.unsafe += bool(finding.fixes) and not safe

    def join(self, other: Tally) -> None:
        """Add the counts of another tally."""
        for name, value in vars(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)
        for level, count in other.levels.items():
            self.levels[level] = self.levels.get(level, 0) + count
        for rule, counts in other.rules.items():
            row = self.rules.setdefault(rule, [0, 0])
            row[:] = row[0] + counts[0], row[1] + counts[1]
        self.sheets.update(other.sheets)
        self.encodings.update(other.encodings)
        self.troubles += other.troubles
        self.digests += other.digests


@cache
def report(name: str) -> ModuleType:
    """The module of a format. KeyError when there is none."""
    return import_module(f".{REPORTS[name]}", __name__)


def many(count: int, one: str, more: str = "") -> str:
    """`1 story`, `2 stories`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
