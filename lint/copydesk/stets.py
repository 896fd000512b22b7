"""Let it stand: which findings of a story a person has decided to leave as they are, and what of those decisions is idle.

A decision is an entry of `stets.toml` (see `stetfile`) or, in Markdown and HTML, a comment `<!-- stet RULE: reason -->`,
which holds for the paragraph that follows. Neither knows a line number: an entry holds for the flagged words wherever they
stand in its file, as often as it counts; one more of them is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from .document import Document
from .engine import Engine
from .errors import did_you_mean
from .finding import Finding
from .lazily import compiled, lazy
from .rule import Rule
from .spans import Span
from .typed import NamedTuple

LONGEST = 80  # characters of flagged words that an entry holds; of longer ones their two ends
_HEAD, _TAIL = 50, 25
_FORM = "<!-- stet RULE: reason -->"
_NOTE = compiled(r"<!--\s*stet(?![\w-])(.*?)--!?>", re.DOTALL)
_WRAP = compiled(r"[ \t]*[\r\n]+[ \t]*")
_BEFORE, _AFTER = compiled(r"\S*\Z"), compiled(r"\S*")


class Entry(NamedTuple):
    """In a file (or those that match a pattern) a rule may flag these words so many times."""

    file: str
    rule: str
    words: str
    times: int
    reason: str


class Note(NamedTuple):
    """A comment in the story: the rules it names, and the stretch of the source that it holds for."""

    span: Span
    rules: tuple[str, ...]
    reason: str
    over: Span | None


class Stood(NamedTuple):
    """What came of it: the findings that are told, how many are let stand, and how many by each entry whose rule ran."""

    told: list[Finding]
    let: int = 0
    used: Mapping[int, int] = {}


class Stets:
    """All that is let stand in one story. `names`: all rules there are; `entries` that speak of it, with their numbers."""

    def __init__(self, engine: Engine, names: Collection[str], entries: Sequence[tuple[int, Entry]] = ()) -> None:
        self._engine = engine
        self._names = names
        self._entries = [(number, entry) for number, entry in entries if entry.rule in names]
        self.stood = Stood([])  # what came of the last version of the story

    def told(self, document: Document, findings: list[Finding]) -> list[Finding]:
        """The findings that are not let stand, and what is idle of the comments."""
        if not self._entries and not document.reading.comments:
            self.stood = Stood(findings)
            return findings
        left, needless = self._without_notes(document, findings)
        told, used = self._without_entries(document.source, left)
        let = len(findings) - len(told)
        if needless and (rule := speaker(self._engine)):
            told += (rule.finding(document, hit) for hit in rule.finder.find(needless))
            told.sort(key=lambda finding: (finding.span, finding.rule))
        self.stood = Stood(told, let, used)
        return told

    @lazy
    def _running(self) -> set[str]:
        return {rule.id for rule in self._engine.rules}

    def _without_notes(
        self, document: Document, findings: list[Finding]
    ) -> tuple[list[Finding], list[tuple[Span, str]]]:
        """What comments leave, and those that have nothing to let stand."""
        needless: list[tuple[Span, str]] = []
        for note in notes(document):
            if not note.rules or not note.reason:
                lacks = "a rule and a reason" if not note.rules else "a reason"
                needless.append((note.span, f"it needs {lacks}, as in {_FORM}."))
                continue
            for rule in note.rules:
                kept = [f for f in findings if f.rule != rule or note.over is None or not f.span.meets(note.over)]
                if len(kept) == len(findings) and (why := self._why(rule)):
                    needless.append((note.span, why))
                findings = kept
        return findings, needless

    def _why(self, rule: str) -> str:
        """Why a comment has nothing to let stand; nothing when its rule has not run."""
        if rule not in self._names:
            return f"there is no rule “{rule}”.{did_you_mean(rule, self._names)}"
        return f"{rule} flags nothing in the paragraph that follows." if rule in self._running else ""

    def _without_entries(self, source: str, findings: list[Finding]) -> tuple[list[Finding], dict[int, int]]:
        """What entries leave, and how many each has silenced. One whose rule does not run is taken at its word."""
        used = {number: 0 if entry.rule in self._running else entry.times for number, entry in self._entries}
        by_words: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for number, entry in self._entries:
            by_words.setdefault((entry.rule, flat(entry.words)), []).append((number, entry.times))
        if not by_words:
            return findings, used
        full = self._full(findings)
        told = []
        for finding in findings:
            for number, times in by_words.get((finding.rule, words_of(source, finding.span)), ()):
                if used[number] < times:
                    used[number] += 1
                    break
            else:
                told.append(finding)
        return told, used | {number: entry.times for number, entry in self._entries if entry.rule in full}

    def _full(self, findings: list[Finding]) -> set[str]:
        """Rules that tell only so many of a story (`most`) and have told them: what an entry is for may be among the rest."""
        counts = Counter(finding.rule for finding in findings)
        return {rule.id for rule in self._engine.rules if 0 < rule.most <= counts[rule.id]}


def speaker(engine: Engine) -> Rule | None:
    """The rule that tells what of all this is idle, where it is in force."""
    return next((rule for rule in engine.rules if rule.view == "stets"), None)


def words_of(source: str, span: Span) -> str:
    """The flagged words as an entry has them. Where a rule points between two characters: the word around."""
    start, end = span
    if start == end:
        before = _BEFORE().findall(source[max(0, start - _HEAD) : start])[0]
        return flat(before + _AFTER().findall(source[end : end + _TAIL])[0])
    return flat(source[start:end])


def flat(words: str) -> str:
    """Flagged words in one line, however they are wrapped; of many words their two ends."""
    words = _WRAP().sub(" ", words) if "\n" in words or "\r" in words else words
    return words if len(words) <= LONGEST else f"{words[:_HEAD]} … {words[-_TAIL:]}"


def notes(document: Document) -> Iterator[Note]:
    """The comments of a story that begin with “stet”."""
    spans = [span for span in document.reading.comments if _NOTE().fullmatch(document.source, *span)]
    if not spans:
        return
    prose = document.prose
    places = [(p.start, p.start + len(p.text)) for p in document.paragraphs]
    ends = [end for _, end in places]
    for span in spans:
        found = _NOTE().fullmatch(document.source, *span)
        rules, _, reason = (found[1] if found else "").partition(":")
        names = tuple(name for rule in rules.split(",") if (name := rule.strip()))
        n = bisect_right(ends, prose.prose_offset(span.end))  # the first paragraph that does not end before it
        yield Note(span, names, reason.strip(), prose.source_span(places[n]) if n < len(places) else None)
