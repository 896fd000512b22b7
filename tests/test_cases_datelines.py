"""The cases of datelines: which fault, where, and how the dateline reads after the fixes."""

from __future__ import annotations

from typing import Any

import pytest

from cases import cases
from copydesk.engine import Engine
from copydesk.finding import Finding
from copydesk.fixing import apply
from copydesk.rulebook import shipped

STYLES = {
    "ap_member": "ap-member",
    "pr_newswire": "pr-newswire",
    "gulf_colon": "gulf-colon",
    "bbc": "none",
    "guardian": "none",
}


def findings(case: dict[str, Any]) -> list[Finding]:
    book = shipped()
    style = STYLES.get(case["style"], case["style"])
    settings = {id: {"style": style} for id in book.sheets if id.startswith("dateline-")}
    rules = [r for r in book.rules(["all"], (), settings) if r.id.startswith("dateline-")]
    if style == "any":
        rules = [r for r in rules if r.id != "dateline-missing"]
    text = case["text"]
    if "front_matter" in case:
        text = "---\ndateline: false\n---\n\n" + text
    engine = Engine(rules, book.lexicon)
    return engine.check(engine.read(text))


@pytest.mark.parametrize("case", cases("datelines.toml"))
def test_case(case: dict[str, Any]) -> None:
    """The expected findings at their places and no others; after all their fixes the dateline reads as it should."""
    found = findings(case)
    want = sorted((e["start"], e["end"]) for e in case["expect"])
    assert sorted(f.span for f in found) == want, [f.message for f in found]
    fixed = next((e["fixed"] for e in case["expect"] if "fixed" in e), None)
    if fixed is not None:
        edits = [edit for f in found for fix in f.fixes[:1] for edit in fix.edits]
        assert apply(case["text"], edits).startswith(fixed)
