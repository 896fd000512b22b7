"""The cases of damage: which places, which of them are sure, and how the text reads once repaired."""

from __future__ import annotations

from typing import Any

import pytest

from cases import cases
from copydesk.engine import Engine
from copydesk.finding import Finding
from copydesk.fixing import apply
from copydesk.prose import Prose
from copydesk.reading.plain import damage
from copydesk.rulebook import shipped

# told by rules with settings of their own, not by the list of patches alone
BY_RULES = {
    "e-ok-10": "a code span of Markdown: read as Markdown",
    "e-90": "a placeholder: the rule `placeholder` finds it",
    "t-28": "two blanks: the rule `double-space` says that the repair is safe",
}


def findings(text: str, format: str) -> list[Finding]:
    book = shipped()
    engine = Engine([r for r in book.rules(["characters"]) if r.desk == "characters"], book.lexicon)
    return engine.check(engine.read(text, "", format))


def safety(sure: bool, text: str | None) -> str:
    return "safe" if sure else "none" if text is None else "unsafe"


@pytest.mark.parametrize("case", cases("entities.toml"))
def test_case(case: dict[str, Any]) -> None:
    """The expected places with the expected safety; all proposals together give the expected text."""
    text, want = case["text"], case.get("expect")
    if case["id"] in BY_RULES:
        found = findings(text, "markdown" if case["id"] == "e-ok-10" else "plain")
        got = [(*f.span, safety(f.fixes[0].safe, "") if f.fixes else "none") for f in found]
        fixed = apply(text, [edit for f in found for fix in f.fixes[:1] for edit in fix.edits])
    else:
        apart = True if case["id"].startswith("t-") and "(not a tokenised document)" not in text else None
        patches = damage(text, shipped().lexicon, pulled_apart=apart)
        got = [(p.start, p.end, safety(p.sure, p.text)) for p in patches]
        fixed = Prose(text, [p._replace(sure=True) for p in patches if p.text is not None]).text
    if want is not None:
        assert got == [(e["start"], e["end"], e["safety"]) for e in want]
    if "fixed" in case:
        assert fixed == case["fixed"]
