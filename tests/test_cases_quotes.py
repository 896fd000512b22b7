"""The cases of quotation marks: what is found, where, and how the text reads after the fix."""

from __future__ import annotations

from typing import Any

import pytest

from cases import cases
from copydesk.engine import Engine
from copydesk.finding import Finding
from copydesk.fixing import apply
from copydesk.rulebook import shipped

RULES = {
    "QUO-unclosed": "quote-unclosed",
    "QUO-unopened": "quote-unopened",
    "QUO-no-reopen": "quote-not-reopened",
    "QUO-nested-same": "quote-nested-same",
    "QUO-direction": "quote-direction",
    "QUO-apostrophe": "quote-apostrophe",
    "QUO-mixed": "quote-mixed",
    "QUO-inner-space": "quote-inner-space",
    "QUO-outer-space": "quote-outer-space",
    "QUO-empty": "quote-empty",
    "QUO-punctuation-order": "quote-order",
}
# the cases speak of no house and of single paragraphs
NOT_HERE = {"quote-headline", "quote-primary", "quote-style", "quote-prime", "quote-closed-early"}


def findings(text: str) -> list[Finding]:
    book = shipped()
    rules = [
        r
        for r in book.rules(["all"], (), {"quote-order": {"order": "us"}})
        if r.id.startswith("quote-") and r.id not in NOT_HERE
    ]
    engine = Engine(rules, book.lexicon)
    return engine.check(engine.read(text))


def _rule(name: str, found: str) -> str:
    """A single mark without its partner is told by a rule of its own: it may be an apostrophe that has lost a letter."""
    return "quote-unpaired" if name in ("QUO-unclosed", "QUO-unopened") and found in "'‘’" else RULES[name]


def _told(rule: str, start: int, end: int) -> tuple[str, int, int]:
    """A finding as it is compared. The cases mark the one mark that is left; where its partner is missing, the finding goes on
    to the place where that belongs, so that both ends of the quotation can be seen: then the end at the mark is compared."""
    if rule == "quote-unclosed":
        return rule, start, -1
    return (rule, -1, end) if rule == "quote-unopened" else (rule, start, end)


@pytest.mark.parametrize("case", cases("quotes.toml"))
def test_case(case: dict[str, Any]) -> None:
    """Exactly the expected findings, at their places; the fix that is expected is the first one offered."""
    text = case["text"]
    found = findings(text)
    assert [_told(f.rule, *f.span) for f in found] == [
        _told(_rule(e["rule"], text[e["start"] : e["end"]]), e["start"], e["end"]) for e in case["expect"]
    ]
    fixed = next((e["fixed"] for e in case["expect"] if "fixed" in e), None)
    if fixed is not None:
        edits = [edit for f in found for edit in f.fixes[0].edits]
        assert apply(text, edits) == fixed
