"""The role of every mark in the cheapest reading of a paragraph, and what that reading holds to be wrong.

Roles and faults have costs (see `marks`). For each mark from left to right the search keeps, per stack of open marks, the
cheapest reading so far; the faults of the cheapest one at the end are what is wrong. So one missing mark is one fault, an
apostrophe is told from a closing mark by what follows, and every paragraph starts afresh.
"""

from __future__ import annotations

import math
from functools import cache

from ..lazily import compiled
from ..lexicon import Lexicon
from ..typed import TYPE_CHECKING, NamedTuple
from .marks import APOSTROPHE, CLOSE, MISSING, OPEN, Mark, prices

if TYPE_CHECKING:
    from typing import Any, TypeAlias

DEPTH = 3
NESTED = 9.6  # the same kind of mark inside itself: dearer with CONTINUED than a missing mark
OUTERMOST_SINGLE = 0.5
CONTINUED = 0.5  # a quotation that goes on in the next paragraph
BEAM = 24.0  # a reading dearer than the cheapest by this much is given up
_SPEECH_ENDED = compiled(r"\b(?:said|says|asked|added|told|wrote|replied|explained)\b[^“”\"]{0,60}[.!?]\s*\Z")
_CERTAIN = ((APOSTROPHE, 0.0),)

# cost, number of faults, what is open (indices of marks), history: a chain (index, role, faults, before)
_Reading: TypeAlias = "tuple[float, int, tuple[int, ...], Any]"


class Step(NamedTuple):
    """One mark of a reading, by its index: its role, and the faults seen there: (name, index of the mark at fault)."""

    n: int  # -1 is the end of the paragraph
    role: str
    faults: list[tuple[str, int]]


def cheapest(text: str, found: list[Mark], continues: bool, lexicon: Lexicon) -> list[Step]:
    """The steps of the cheapest reading. `continues`: it may end with a double mark open."""
    readings: dict[str, _Reading] = {"": (0.0, 0, (), None)}
    for n, mark in enumerate(found):
        roles = prices(text, mark, lexicon)
        if roles == _CERTAIN:
            continue  # nothing changes
        ended = mark.kind == "D" and _speech_ended(text, mark, readings)
        following: dict[str, _Reading] = {}
        least = math.inf
        for kinds, (so_far, faults, stack, history) in readings.items():
            for role, price in roles:
                for key, kept, lost, opens, extra, fault in _moves(kinds, mark.kind, role, ended):
                    total, count = so_far + price + extra, faults + len(stack) - lost + (fault != "")
                    there = following.get(key)
                    if there is None or total < there[0] or (total == there[0] and count < there[1]):
                        wrong = [("unclosed", i) for i in stack[lost:]]
                        if fault:
                            wrong.append((fault, n))
                        left = (*stack[:kept], n) if opens else stack[:kept]
                        following[key] = (total, count, left, (n, role, wrong, history))
                        least = min(least, total)
        readings = {key: r for key, r in following.items() if r[0] <= least + BEAM}
    ends = (_ended(kinds, r, continues) for kinds, r in readings.items())
    history = min(ends, key=lambda r: (r[0], r[1]))[3]
    steps = []
    while history is not None:
        *step, history = history
        steps.append(Step(*step))
    return steps[::-1]


def _speech_ended(text: str, mark: Mark, readings: dict[str, _Reading]) -> bool:
    """Whether a double mark inside double marks stands where somebody's speech was said to be over."""
    before = text[max(0, mark.start - 90) : mark.start]
    return any(kinds[-1:] == "D" for kinds in readings) and bool(_SPEECH_ENDED().search(before))


class _Move(NamedTuple):
    """One way to go on: the kinds open after it, how many marks stay open, from where on they were never closed."""

    kinds: str
    kept: int
    lost: int
    opens: bool
    extra: float
    fault: str  # at the mark itself


@cache
def _moves(kinds: str, kind: str, role: str, ended: bool) -> tuple[_Move, ...]:
    """All ways to go on where marks of `kinds` are open and one of `kind` plays a role."""
    depth = len(kinds)
    if role not in (OPEN, CLOSE):
        return (_Move(kinds, depth, depth, False, 0.0, ""),)
    if role == OPEN:
        outermost = OUTERMOST_SINGLE if kind == "S" and not kinds else 0.0
        out = []
        if depth < DEPTH:
            if kinds[-1:] != kind:
                out.append(_Move(kinds + kind, depth, depth, True, outermost, ""))
            elif not ended:
                out.append(_Move(kinds + kind, depth, depth, True, NESTED, "nested"))
        for n in range(depth):  # give up what is open from there on
            out.append(_Move(kinds[:n] + kind, n, n, True, _lost(kinds[n:]) + outermost, ""))
        return tuple(out)
    unopened = _Move(kinds, depth, depth, False, MISSING[kind] + (2.0 if kind in kinds else 0.0), "unopened")
    n = kinds.rfind(kind)
    if n < 0:
        return (unopened,)
    return _Move(kinds[:n], n, n + 1, False, _lost(kinds[n + 1 :]), ""), unopened


def _lost(kinds: str) -> float:
    """What it costs that open marks of these kinds were never closed."""
    return kinds.count("D") * MISSING["D"] + kinds.count("S") * MISSING["S"]


def _ended(kinds: str, reading: _Reading, continues: bool) -> _Reading:
    """A reading at the end of its paragraph: what is still open was not closed, unless the next paragraph goes on."""
    so_far, faults, stack, history = reading
    on = continues and kinds[:1] == "D"
    wrong = [("unclosed", i) for i in stack[on:]]
    total = so_far + _lost(kinds[on:]) + (CONTINUED if on else 0.0)
    return total, faults + len(wrong), stack, (-1, "", wrong, history)
