"""Applies fixes to a text until they settle: which go together, in which order, and when to stop.

Which go together. Findings are taken in order of (safe first, start, level, rule); a fix is taken if it is clear of
every edit taken before it in the same pass:
- two edits that share a character never go together, nor do two insertions at the same place;
- edits that merely meet end to start go together when they come from the same desk. Damage lies side by side as a
  matter of course (a blank before a stop, then `& ldquo ;` right after it): its patches are made as one list and
  know of each other. Between desks an edit that touches another waits for the next pass, since a rule may have judged
  what it changes by the neighbour that has just gone.
Whatever waits is found again in the next pass, on the new text.

When to stop. Ten passes are enough for anything that settles. Rules that are still at it then undo each other, which is
a fault of ours: their repairs are left out, all others are made, and they are named.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from .document import Document
from .engine import Engine, unheard
from .finding import LEVELS, Edit, Finding, Fix
from .rule import Rule
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .changed import Changed
    from .stets import Stets

PASSES = 10


class Fixed(NamedTuple):
    """A text after its fixes: how many were applied, what is left to be told, and repairs that could not be written."""

    document: Document
    applied: int
    findings: list[Finding]
    unwritable: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()  # rules whose repairs undo each other and were left out
    passes: tuple[tuple[Edit, ...], ...] = ()  # what was done, each pass in offsets of the text it found


def fix(
    engine: Engine,
    document: Document,
    *,
    unsafe: bool = False,
    holds: Callable[[str], bool] = lambda text: True,
    trouble: Callable[[Rule, str], None] = unheard,
    changed: Changed | None = None,
    stets: Stets | None = None,
) -> Fixed:
    """Apply the safe fixes (and the `unsafe` ones), check again, until nothing is left to fix.

    `holds` says whether a text can be written where it goes; a fix that cannot is left out. `changed`: of the document
    as it is now; findings elsewhere are passed over, as are those that are let stand.
    """
    without: frozenset[str] = frozenset()
    while True:
        done, busy = _settle(engine, document, without, unsafe, holds, trouble, changed, stets)
        if not busy:
            return done
        without |= busy  # grows every time, so this comes to an end


def _settle(
    engine: Engine,
    document: Document,
    without: frozenset[str],
    unsafe: bool,
    holds: Callable[[str], bool],
    trouble: Callable[[Rule, str], None],
    changed: Changed | None,
    stets: Stets | None,
) -> tuple[Fixed, frozenset[str]]:
    """What comes of at most ten passes that leave some rules out, and the rules that were still at it at their end."""
    applied = 0
    unwritable: dict[str, None] = {}
    rules: list[frozenset[str]] = []
    passes: list[tuple[Edit, ...]] = []
    while True:
        findings = engine.check(document, trouble)
        if stets:
            findings = stets.told(document, findings)
        if changed:
            findings = changed.touched(document.source, findings)
        offers = [f for f in findings if f.rule not in without] if without else findings
        taken = chosen(offers, unsafe=unsafe, holds=holds, unwritable=unwritable)
        done = Fixed(document, applied, findings, tuple(unwritable), tuple(sorted(without)), tuple(passes))
        if not taken:
            return done, frozenset()
        rules.append(frozenset(finding.rule for finding, _ in taken))
        if len(rules) > PASSES:
            return done, rules[-1] | rules[-2]
        edits = [edit for _, fix in taken for edit in fix.edits]
        passes.append(tuple(edits))
        text = apply(document.source, edits)
        changed = changed and changed.after(edits)
        applied += len(taken)
        document = engine.read(text, document.path, document.format, document)


def chosen(
    findings: Iterable[Finding],
    *,
    unsafe: bool = False,
    holds: Callable[[str], bool] = lambda text: True,
    unwritable: dict[str, None] | None = None,
) -> list[tuple[Finding, Fix]]:
    """The fixes that go together in one pass. Of several choices the first is taken, safe ones before others."""
    offers = []
    for finding in findings:
        fixes = sorted((f for f in finding.fixes if f.safe or unsafe), key=lambda f: not f.safe)
        if fixes:
            offers.append((finding, fixes[0]))
    offers.sort(key=lambda o: (not o[1].safe, o[0].span.start, LEVELS.index(o[0].level), o[0].rule))
    taken: list[tuple[int, int, str]] = []  # start, end, desk: in order and apart
    out = []
    for finding, fix in offers:
        missing = [e.text for e in fix.edits if not holds(e.text)]
        if missing:
            if unwritable is not None:
                unwritable.update(dict.fromkeys(missing))
        elif all(_clear(edit, finding.desk, taken) for edit in fix.edits):
            for edit in fix.edits:
                insort(taken, (*edit.span, finding.desk))
            out.append((finding, fix))
    return out


def _clear(edit: Edit, desk: str, taken: list[tuple[int, int, str]]) -> bool:
    """Whether an edit can go with all that are taken: only its neighbours in `taken` can be in its way."""
    start, end = edit.span
    n = bisect_left(taken, (start, end, ""))
    for other_start, other_end, other_desk in taken[max(0, n - 2) : n + 2]:
        if other_start > end or other_end < start:
            continue
        if other_start < end and start < other_end:
            return False
        if (other_start, other_end) == (start, end):  # two insertions at one place
            return False
        if other_desk != desk:
            return False
    return True


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts: list[str] = []
    at = 0
    for (start, end), new in sorted(edits):
        parts += (text[at:start], new)
        at = end
    return "".join((*parts, text[at:]))
