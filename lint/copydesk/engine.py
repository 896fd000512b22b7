"""Rules and a story in, findings out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate

from .document import Document, Paragraph
from .errors import TookTooLong
from .finding import LEVELS, Finding, Hit
from .lazily import lazy
from .lexicon import Lexicon
from .rule import Rule, keeps_words, keeps_words_of_story
from .spans import Span


def unheard(rule: Rule, trouble: str) -> None:
    """Where nobody asked to be told of rules in trouble."""


def unhurried() -> None:
    """Where nobody asked to be called between paragraphs."""


class Engine:
    """The rules in force, made ready once and used for every story."""

    def __init__(self, rules: Sequence[Rule], lexicon: Lexicon) -> None:
        self.rules = tuple(rules)
        self.lexicon = lexicon
        self._local = [r for r in rules if r.view == "paragraph"]
        self._whole = [r for r in rules if r.view not in ("paragraph", "stets")]
        # places in _local of the rules that a word wakes, and those that two neighbours do when the run around them stands there;
        # rules without a gate are always awake
        self._words: dict[bytes, list[int]] = {}
        self._pairs: dict[tuple[bytes, bytes], list[tuple[int, bytes]]] = {}
        self._signs: list[tuple[str, int]] = []
        self._twice: list[int] = []
        self._always = [n for n, rule in enumerate(self._local) if rule.gate is None]
        for n, rule in enumerate(self._local):
            words, runs, sign, twice = rule.gate or ((), (), "", False)
            if sign:
                self._signs.append((sign, n))
            if twice:
                self._twice.append(n)
            for word in words:
                self._words.setdefault(word, []).append(n)
            for first, second, run in runs:
                self._pairs.setdefault((first, second), []).append((n, run))
        self._gates = frozenset(self._words), frozenset(self._pairs)
        self._news = frozenset(rule.id for rule in rules if "opinion" in rule.skip)
        self._most = {rule.id: rule.most for rule in rules if rule.most}
        self._yields = {rule.id: rule.yields_to for rule in rules if rule.yields_to}

    def read(self, source: str, path: str = "", format: str = "plain", before: Document | None = None) -> Document:
        """A story in one of the formats of `reading.READINGS`. `before`: an earlier version that this engine has checked."""
        return Document(source, path, format, self.lexicon, before)

    def check(
        self,
        document: Document,
        trouble: Callable[[Rule, str], None] = unheard,
        between: Callable[[], None] = unhurried,
    ) -> list[Finding]:
        """All findings in order of place and rule. `trouble` hears of rules that did not come to an end; `between` is called
        between paragraphs, and may raise to end it."""
        stopped: set[str] = set()  # one rule in trouble may cost a story its time once, not once a paragraph

        def stop(rule: Rule, why: str) -> None:
            stopped.add(rule.id)
            trouble(rule, why)

        findings: list[Finding] = []
        for look, rules in self._topics.items():
            there = look(document) if look else ()
            between()
            for rule, topic in rules:
                if look and topic.isdisjoint(there):
                    continue
                if hits := _hits(rule, document, trouble):
                    findings += self._of_story(document, rule, hits)
        signs = [(sign, n) for sign, n in self._signs if sign in document.prose.text]  # few stories have any
        for paragraph in document.paragraphs:
            between()
            whose, found = paragraph.hits
            if whose is not self:
                found = self._in_paragraph(paragraph, signs, stopped, stop)
                if not stopped:  # else some rules did not look
                    paragraph.hits = self, found
            for rule, hits in found:
                findings += [rule.finding(document, hit, paragraph) for hit in hits]
        if document.opinion:
            findings = [finding for finding in findings if finding.rule not in self._news]
        settled = self._settle(findings)
        return list(_bounded(settled, self._most)) if self._most else settled

    @lazy
    def _topics(self) -> dict[Callable[[Document], Collection[str]] | None, list[tuple[Rule, frozenset[str]]]]:
        """The rules of stories by the look that they share: one look tells that a dozen have nothing to say."""
        out: dict[Callable[[Document], Collection[str]] | None, list[tuple[Rule, frozenset[str]]]] = {}
        for rule in self._whole:
            look, topic = rule.finder.topic or (None, frozenset())
            out.setdefault(look, []).append((rule, topic))
        return out

    def _in_paragraph(
        self,
        paragraph: Paragraph,
        signs: Sequence[tuple[str, int]],
        stopped: set[str],
        stop: Callable[[Rule, str], None],
    ) -> list[tuple[Rule, list[Hit]]]:
        """What the local rules have to say of a paragraph. It depends on nothing else: a later version of the story,
        where it stands again, takes it over."""
        out: list[tuple[Rule, list[Hit]]] = []
        awake = self._awake(paragraph, signs)
        if not awake:
            return out
        for rule in awake:
            if rule.id in stopped or paragraph.part not in rule.reads:
                continue
            if hits := _hits(rule, paragraph, stop):
                out.append((rule, list(_lawful(paragraph, rule, hits))))
        paragraph.forget()
        return out

    def _awake(self, paragraph: Paragraph, signs: Sequence[tuple[str, int]]) -> list[Rule]:
        """The rules that this paragraph may have a hit for, in order; `signs`: those that stand in its story."""
        awake = set(self._always)
        words, pairs = paragraph.wake(*self._gates)
        for word in words:
            awake.update(self._words[word])
        for pair in pairs:
            for n, run in self._pairs[pair]:
                if not run or paragraph.flat is None or run in paragraph.flat:
                    awake.add(n)
        for sign, n in signs:
            if sign in paragraph.text:
                awake.add(n)
        if self._twice and paragraph.echoes:
            awake.update(self._twice)
        if not awake:
            return []
        return [self._local[n] for n in sorted(awake)]

    def _of_story(self, document: Document, rule: Rule, hits: Sequence[Hit]) -> Iterator[Finding]:
        for hit in hits:
            if hit.fixes and rule.view == "story":
                hit = hit._replace(fixes=tuple(fix for fix in hit.fixes if keeps_words_of_story(document, fix)))
            yield rule.finding(document, hit)

    def _settle(self, findings: list[Finding]) -> list[Finding]:
        """Drop repeats and what yields to another rule's finding at the same place; sort."""
        if len(findings) < 2:
            return findings
        findings.sort(key=lambda f: (f.span, f.rule, LEVELS.index(f.level)))
        out: list[Finding] = []
        for finding in findings:
            if not out or finding.span != out[-1].span or finding.rule != out[-1].rule:
                out.append(finding)
        if not self._yields:
            return out
        places: dict[str, _Places] = {}
        for id in {finding.rule for finding in out} & self._yields.keys():
            by = self._yields[id]
            places[id] = _Places([f.span for f in out if f.rule in by])
        return [f for f in out if f.rule not in places or not places[f.rule].meet(f.span)]


def _lawful(paragraph: Paragraph, rule: Rule, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits that a rule may tell, with the fixes that may be offered: what is quoted is another's."""
    for hit in hits:
        if "quotation" in rule.skip and paragraph.spoken(hit.span):
            continue
        if hit.fixes:
            hit = hit._replace(fixes=tuple(fix for fix in hit.fixes if keeps_words(paragraph, fix)))
        yield hit


def _bounded(findings: Sequence[Finding], most: Mapping[str, int]) -> Iterator[Finding]:
    """At most so many findings of a rule; the last of them says how many there are more."""
    left = Counter(finding.rule for finding in findings)
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.rule] += 1
        left[finding.rule] -= 1
        bound = most.get(finding.rule, told[finding.rule])
        if told[finding.rule] == bound and left[finding.rule] and finding.rule in most:
            finding = finding._replace(message=f"{finding.message} And {left[finding.rule]} more in this story.")
        if told[finding.rule] <= bound:
            yield finding


class _Places:
    """Spans in order, to be asked many times whether one of them meets another span."""

    __slots__ = ("_reach", "_spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._reach = list(accumulate((span.end for span in spans), max))  # how far those up to here reach

    def meet(self, span: Span) -> bool:
        n = bisect_right(self._spans, (span.end + 1,)) - 1
        while n >= 0 and self._reach[n] >= span.start:
            if self._spans[n].meets(span):
                return True
            n -= 1
        return False


def _hits(rule: Rule, read: Paragraph | Document, trouble: Callable[[Rule, str], None]) -> list[Hit]:
    """The hits of a rule; one that takes too long is left there and told."""
    hits: list[Hit] = []
    try:
        hits += rule.finder.find(read)
    except TookTooLong as slow:
        trouble(rule, str(slow))
    return hits
