"""Direct speech: every mark of a paragraph gets the role it has in the cheapest reading of all.

Roles and faults have costs (see `marks`). For each mark from left to right the search keeps, per stack of open marks, the
cheapest reading so far; the faults of the cheapest one at the end are what is wrong. So one missing mark is one fault, an
apostrophe is told from a closing mark by what follows, and every paragraph starts afresh.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from .marks import ANY, APOSTROPHE, CLOSE, MISSING, OPEN, Mark, around, marks, prices

DEPTH = 3
NESTED = 9.0  # the same kind of mark inside itself
OUTERMOST_SINGLE = 0.5
CONTINUED = 0.5  # a quotation that goes on in the next paragraph
BEAM = 24.0  # a reading dearer than the cheapest by this much is given up
_SPEECH_ENDED = compiled(r"\b(?:said|says|asked|added|told|wrote|replied|explained)\b[^“”\"]{0,60}[.!?]\s*\Z")


class Quotation(NamedTuple):
    """One quotation, marks included. `level` 1 is the outermost; `closed` is False where it runs to the paragraph's end."""

    span: Span
    level: int
    double: bool
    closed: bool


class Fault(NamedTuple):
    """What the cheapest reading holds to be wrong at a mark; `other` is the mark it belongs to, if any."""

    kind: str  # unclosed, unopened, nested, direction, apostrophe, mixed, inner-space, outer-space or empty
    mark: Mark
    other: Mark | None = None
    opens: bool = True  # whether the mark is read as opening


class Speech(NamedTuple):
    """What the marks of a paragraph say. `open`: a quotation runs on into the next paragraph, or should have ended."""

    quotations: tuple[Quotation, ...] = ()
    faults: tuple[Fault, ...] = ()
    marks: tuple[Mark, ...] = ()


SILENCE = Speech()

# cost, number of faults, what is open (indices of marks), history: a chain (index, role, faults, before)
_Reading = tuple[float, int, tuple[int, ...], Any]


def speech(text: str, continues: bool, lexicon: Lexicon) -> Speech:
    """Read the marks of one paragraph. `continues`: the next paragraph begins with a double mark, so this may end open."""
    if not ANY.search(text):
        return SILENCE
    found = marks(text)
    return _plainly(text, found, continues) or _cheapest(text, found, continues, lexicon)


def _plainly(text: str, found: list[Mark], continues: bool) -> Speech | None:
    """The reading of ordinary copy: double marks in turn, singles inside words. None when anything is out of the ordinary."""
    quotations: list[Quotation] = []
    opened: Mark | None = None
    for mark in found:
        left, right = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
        if mark.kind == "S":
            inside = left.isalnum() and right.isalpha()
            possessive = left in "sSxXzZ" and left != "" and not right.isalnum()  # where no single mark can open
            if mark.side > 0 or not (inside or possessive):
                return None
        elif opened is None:
            if (
                mark.side < 0
                or mark.glyph in "„«»"
                or not right
                or right.isspace()
                or (left and not left.isspace() and left not in "([—–")
            ):
                return None
            opened = mark
        else:
            if mark.side > 0 or ((mark.side == 0) != (opened.side == 0) and len(mark.glyph) == 1):
                return None
            if (
                not left
                or left.isspace()
                or (right and not right.isspace() and right not in ".,;:!?)]—–…-")
                or mark.start == opened.end
            ):
                return None
            if mark.glyph == '"' and left.isdigit():
                return None
            quotations.append(Quotation(Span(opened.start, mark.end), 1, True, True))
            opened = None
    if opened is not None:
        if not continues:
            return None
        quotations.append(Quotation(Span(opened.start, len(text)), 1, True, False))
    return Speech(tuple(quotations), (), tuple(found))


def _cheapest(text: str, found: list[Mark], continues: bool, lexicon: Lexicon) -> Speech:
    readings: dict[str, _Reading] = {"": (0.0, 0, (), None)}
    for n, mark in enumerate(found):
        roles = prices(text, mark, lexicon)
        if roles == [(APOSTROPHE, 0.0)]:
            continue  # certain, and nothing changes
        within = mark.kind == "D" and any(r[2] and found[r[2][-1]].kind == "D" for r in readings.values())
        ended = within and bool(_SPEECH_ENDED().search(text, max(0, mark.start - 90), mark.start))
        following: dict[str, _Reading] = {}
        for kinds, reading in readings.items():
            for role, price in roles:
                _step(mark.kind, following, kinds, reading, n, role, price, ended)
        least = min(r[0] for r in following.values())
        readings = {stack: r for stack, r in following.items() if r[0] <= least + BEAM}
    return _told(
        text,
        found,
        min((_ended(found, r, continues) for r in readings.values()), key=lambda r: (r[0], r[1])),
        continues,
    )


def _step(
    kind: str,
    following: dict[str, _Reading],
    kinds: str,
    reading: _Reading,
    n: int,
    role: str,
    price: float,
    ended: bool,
) -> None:
    """All ways to go on from a reading with mark `n` in a role; `kinds` are those of the marks that are open."""
    so_far, faults, stack, history = reading

    def keep(extra: float, key: str, left: tuple[int, ...], wrong: tuple[tuple[str, int], ...] = ()) -> None:
        total, count = so_far + price + extra, faults + len(wrong)
        there = following.get(key)
        if there is None or total < there[0] or (total == there[0] and count < there[1]):
            following[key] = (total, count, left, (n, role, wrong, history))

    if role not in (OPEN, CLOSE):
        keep(0.0, kinds, stack)
        return
    if role == OPEN:
        outermost = OUTERMOST_SINGLE if kind == "S" and not stack else 0.0
        if kinds[-1:] != kind and len(stack) < DEPTH:
            keep(outermost, kinds + kind, (*stack, n))
        if kinds[-1:] == kind and len(stack) < DEPTH and not ended:
            keep(NESTED, kinds + kind, (*stack, n), (("nested", n),))
        for depth in range(len(stack)):  # give up what is open from there on
            wrong = tuple([("unclosed", i) for i in stack[depth:]])
            keep(_lost(kinds[depth:]) + outermost, kinds[:depth] + kind, (*stack[:depth], n), wrong)
        return
    if kind in kinds:
        depth = kinds.rindex(kind)
        wrong = tuple([("unclosed", i) for i in stack[depth + 1 :]])
        keep(_lost(kinds[depth + 1 :]), kinds[:depth], stack[:depth], wrong)
    keep(MISSING[kind] + (2.0 if kind in kinds else 0.0), kinds, stack, (("unopened", n),))


def _lost(kinds: str) -> float:
    """What it costs that open marks of these kinds were never closed."""
    return kinds.count("D") * MISSING["D"] + kinds.count("S") * MISSING["S"]


def _missing(found: list[Mark], lost: tuple[int, ...]) -> float:
    return sum(MISSING[found[i].kind] for i in lost)


def _ended(found: list[Mark], reading: _Reading, continues: bool) -> _Reading:
    """A reading at the end of its paragraph: what is still open was not closed, unless the next paragraph goes on."""
    so_far, faults, stack, history = reading
    lost = stack
    if continues and stack and found[stack[0]].kind == "D":
        so_far += CONTINUED
        lost = stack[1:]
    wrong = tuple(("unclosed", i) for i in lost)
    return so_far + _missing(found, lost), faults + len(wrong), stack, (-1, "", wrong, history)


def _told(text: str, found: list[Mark], reading: _Reading, continues: bool) -> Speech:
    """The history of the cheapest reading as quotations and faults."""
    steps = []
    history = reading[3]
    while history is not None:
        steps.append(history)
        history = history[3]
    steps.reverse()
    quotations: list[Quotation] = []
    faults: list[Fault] = []
    stack: list[int] = []
    for n, role, wrong, _ in steps:
        for name, i in wrong:
            faults.append(Fault(name, found[i], opens=name != "unopened"))
            if name == "unclosed" and i in stack:
                del stack[stack.index(i) :]
        unopened = ("unopened", n) in wrong
        if role == OPEN:
            stack.append(n)
            faults += _looks(text, found[n], True)
        elif role == CLOSE and not unopened:
            kinds = [found[i].kind for i in stack]
            depth = len(kinds) - 1 - kinds[::-1].index(found[n].kind)
            first = found[stack[depth]]
            quotations.append(Quotation(Span(first.start, found[n].end), depth + 1, first.kind == "D", True))
            if first.glyph not in "„‚»›":  # abroad a low mark is closed by “, and » opens
                faults += _looks(text, found[n], False)
            faults += _pair(first, found[n])
            del stack[depth:]
        elif role == APOSTROPHE and found[n].glyph in "‘`´":
            faults.append(Fault("apostrophe", found[n]))
    if stack and continues and found[stack[0]].kind == "D":
        quotations.append(Quotation(Span(found[stack[0]].start, len(text)), 1, True, False))
    quotations.sort()
    faults.sort(key=lambda f: f.mark.start)
    return Speech(tuple(quotations), tuple(faults), tuple(found))


def _looks(text: str, mark: Mark, opens: bool) -> list[Fault]:
    """What is wrong with a mark by itself: turned the wrong way, a blank inside, none outside."""
    out = []
    near = around(text, mark)
    if (mark.side < 0 if opens else mark.side > 0) and mark.glyph in "“”‘’":
        out.append(Fault("direction", mark, opens=opens))
    if (
        (near.blank_right if opens else near.blank_left)
        and mark.start > 0
        and mark.end < len(text)
        and mark.glyph not in "«»‹›"
        and not _mark_beyond(text, mark, opens)
    ):
        out.append(Fault("inner-space", mark, opens=opens))
    if opens and not near.blank_left and text[mark.start - 1] in ",.;:!?" and near.word_right:
        out.append(Fault("outer-space", mark, opens=True))
    if not opens and near.word_right and not near.blank_left and mark.kind == "D":
        out.append(Fault("outer-space", mark, opens=False))
    return out


def _mark_beyond(text: str, mark: Mark, opens: bool) -> bool:
    """Whether the blank stands between a double and a single mark: many houses set one there, lest the two run together."""
    if opens:
        return bool(ANY.match(text[mark.end : mark.end + 3].lstrip()))
    return bool(ANY.match(text[max(0, mark.start - 3) : mark.start].rstrip()[-1:]))


def _pair(first: Mark, last: Mark) -> list[Fault]:
    if first.end == last.start and first.kind == "D" and len(first.glyph) == 1:
        return [Fault("empty", first, last)]
    if (
        (first.side == 0) != (last.side == 0)
        and len(first.glyph) == len(last.glyph) == 1
        and "`" not in (first.glyph, last.glyph)
    ):
        straight = first if first.side == 0 else last
        return [Fault("mixed", straight, last if straight is first else first, opens=straight is first)]
    return []
