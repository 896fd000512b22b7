"""Puts a rule to the proof: its own examples, by the eleven demands that every rule file has to meet.

 1. A bad example yields exactly the flagged texts, in order, and nothing else from this rule.
 2. Where it has a `fix`, applying all the rule's fixes gives exactly that text, and the rule is then silent.
 3. Where it has none, the rule offers none.
 4. `fix` differs from `text`.
 5. A good example is silent, and says why it is a near miss.
 6. No text stands twice.
 7. At least three bad and three good examples.
 8. Every placeholder of the message is filled.
 9. A `todo` still fails.
10. A safe fix keeps the letters and digits of the prose. The one thing it may take out is the repetition of a word that
    stands twice running: what the reader is told stays the same. (In direct speech the engine drops even that.)
    A dateline may write the same place, month or agency in the form of the house (MI: Mich.).
11. A bad example, once fixed, raises no error of another rule that was not there before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from .document import Document
from .engine import Engine
from .errors import CopydeskError
from .finding import Finding
from .fixing import apply, fix
from .rule import Example, Rule, letters
from .rulebook import Rulebook
from .rulefile import check_settings, examples
from .stets import Stets
from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

LEAST = 3  # examples of each sort


class Proof:
    """The rules of a book, each to be put to the proof among the others."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._others = Engine(book.rules(), book.lexicon)  # the rules of a desk that has configured nothing

    def prove(self, sheet: Mapping[str, Any], *, draft: bool = False) -> list[CopydeskError]:
        """What is wrong with a rule, each fault with its line. Nothing: the rule holds. A draft may have few examples."""
        try:
            rows = examples(Path(sheet["path"]))
            return list(self._faults(sheet, rows, 0 if draft else LEAST))
        except CopydeskError as problem:
            return [problem]

    def _faults(
        self, sheet: Mapping[str, Any], rows: Mapping[str, list[Example]], least: int
    ) -> Iterator[CopydeskError]:
        def fault(message: str, line: int) -> CopydeskError:
            return CopydeskError(message, sheet["path"], line)

        for sort in ("bad", "good"):
            if len(rows[sort]) < least:
                yield fault(f"there should be at least {least} [[{sort}]] examples, there are {len(rows[sort])}.", 1)
        texts = Counter((row.text, row.format, str(row.settings)) for sort in rows.values() for row in sort)
        for row in (*rows["bad"], *rows["good"], *rows["todo"]):
            if texts[row.text, row.format, str(row.settings)] > 1:
                yield fault(f"the text {_quoted(row.text)} stands twice.", row.line)
        for row in rows["bad"]:
            if not row.flag:
                yield fault(f"say what is to be flagged in {_quoted(row.text)}: flag = “…”.", row.line)
            for message in self._bad(sheet, row):
                yield fault(message, row.line)
        for row in rows["good"]:
            if not row.why:
                yield fault(f"say why {_quoted(row.text)} is right: why = “…”.", row.line)
            for message in self._good(sheet, row):
                yield fault(message, row.line)
        for row in rows["todo"]:
            wrong = self._bad(sheet, row) if row.flag else self._good(sheet, row)
            if not any(True for _ in wrong):
                yield fault(f"this works now, so it is a [[{'bad' if row.flag else 'good'}]] example.", row.line)

    def _engine(self, sheet: Mapping[str, Any], row: Example) -> Engine:
        """The rule with the settings of an example, and the rules that it yields to."""
        laid = dict(row.settings)
        level = laid.pop("level", sheet["level"])
        laid = check_settings(sheet["check"], laid, sheet["path"], "", whole=False)
        made = {**sheet, "level": level, "settings": {**sheet["settings"], **laid}}
        if laid:
            made.pop("known", None)  # what was worked out of the rule's own settings
        if sheet["check"] == "stets":
            return self._others  # it speaks of what they find
        before = [self.book.sheets[id] for id in sheet["yields_to"] if id in self.book.sheets]
        return Engine([Rule(s, self.book.lexicon) for s in (made, *before)], self.book.lexicon)

    def _findings(self, id: str, engine: Engine, document: Document) -> list[Finding]:
        """What a rule tells of a text."""
        told = Stets(engine, self.book.sheets).told(document, engine.check(document))
        return [f for f in told if f.rule == id]

    def _bad(self, sheet: Mapping[str, Any], row: Example) -> Iterator[str]:
        engine = self._engine(sheet, row)
        document = engine.read(row.text, format=row.format)
        findings = self._findings(sheet["id"], engine, document)
        found = tuple(row.text[f.span.start : f.span.end] for f in findings)
        if found != row.flag:
            yield f"{_quoted(row.text)} should flag {_listed(row.flag)}, and flags {_listed(found)}."
        for finding in findings:
            if empty := [n for n in re.findall(r"\{\w+\}", sheet["message"]) if n in finding.message]:
                yield f"the message leaves {empty[0]} unfilled for {_quoted(row.text)}."
            if sheet["check"] != "dateline":
                yield from _careful(engine, document, finding)
        if row.fix is None:
            if any(f.fixes for f in findings):
                yield f"{_quoted(row.text)} is given a repair that the example does not name: add fix = “…”."
        elif row.fix == row.text:
            yield f"the fix of {_quoted(row.text)} is the text itself."
        else:
            yield from self._fixed(engine, sheet["id"], document, row.fix)

    def _fixed(self, engine: Engine, id: str, document: Document, fix_: str) -> Iterator[str]:
        alone = Engine(engine.rules[:1], engine.lexicon)
        done = fix(alone, document, unsafe=True)
        if done.unsettled:
            yield f"the repairs of {_quoted(document.source)} never settle."
            return
        if done.document.source != fix_:
            became = _quoted(done.document.source)
            yield f"{_quoted(document.source)} should become {_quoted(fix_)}, and becomes {became}."
            return
        if left := _of(id, engine.check(done.document)):
            again = fix_[left[0].span.start : left[0].span.end]
            yield f"once fixed, {_quoted(fix_)} is flagged again: {_quoted(again)}."
        before, after = (_errors(self._others.check(d), id) for d in (document, done.document))
        for other in after - before:
            yield f"once fixed, {_quoted(fix_)} raises an error of “{other}”."

    def _good(self, sheet: Mapping[str, Any], row: Example) -> Iterator[str]:
        engine = self._engine(sheet, row)
        findings = self._findings(sheet["id"], engine, engine.read(row.text, format=row.format))
        if findings:
            found = [row.text[f.span.start : f.span.end] for f in findings]
            yield f"{_quoted(row.text)} should be silent, and flags {_listed(found)}."


def _careful(engine: Engine, document: Document, finding: Finding) -> Iterator[str]:
    """Demand 10 for the safe fixes of a finding."""
    for repair in finding.fixes:
        if not repair.safe:
            continue
        after = engine.read(apply(document.source, repair.edits), document.path, document.format).prose.text
        before = document.prose.text
        if letters(before) != letters(after) and _words(before) != _words(after):
            yield f"a safe repair of {_quoted(document.source)} changes letters or digits: {repair.title}."


def _words(text: str) -> list[str]:
    """The words of a text, one that stands twice running once."""
    return [word for word, _ in groupby(re.findall(r"\w+", text.lower()))]


def _of(id: str, findings: list[Finding]) -> list[Finding]:
    return [f for f in findings if f.rule == id]


def _errors(findings: list[Finding], but: str) -> Counter[str]:
    return Counter(f.rule for f in findings if f.level == "error" and f.rule != but)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 90 else text[:60] + " … " + text[-25:])


def _listed(texts: Iterable[str]) -> str:
    found = [repr(t) for t in texts]
    return ", ".join(found) or "nothing"
