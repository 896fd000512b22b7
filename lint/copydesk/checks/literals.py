"""Which words a pattern cannot do without: worked out from its parse tree, so that a rule sleeps where none of them is.

The answer is a list of clauses. Every text that the pattern matches holds at least one run of words of each clause, as
`document.flat` has them: ASCII letters and digits, in lower case, cut at everything else, one blank between. No clause is
always a right answer, only a slow one; whatever is not understood gives none. (With `ignore_case` the long s and the Kelvin
sign would match `s` and `k`; they open no gate.)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import product

from ..lazily import compiled
from ..typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

MOST = 256  # ways of reading a stretch of pattern that are told apart
SEP, ANY = " ", "\0"  # in a way of reading: a place where words are parted; anything or nothing
_RUN = compiled(r"(?<= )[a-z0-9]+(?: +[a-z0-9]+)*(?= )")
_FUZZY = compiled(r"\{[a-z<]")  # `(?:word){e<=1}` would be read as plain letters
_PROPERTY = compiled(r"\\[pP]\{[^}]*\}")
_COMMON = """
    a an the of to in and is was for on that with at by it as he his be from has
    have had are were not this will but they said who their its she her him or been would there which one
    more than when about you we i if so out up no after new over all can could should first last two
    into year years people time also most just s t
"""
COMMON = frozenset(_COMMON.split())


def clauses(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The clauses of a pattern, the one that wakes the rule least often first."""
    parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    if _FUZZY().search(pattern):
        return ()
    try:
        tree = parser.parse(_widened(pattern))
    except (re.error, RecursionError, OverflowError):
        return ()
    # what a look-around wants must stand in the text too
    wanted = [tree, *(value[1] for op, value in tree if str(op) == "ASSERT")]
    found = [clause for part in wanted for ways in _stretches(part) if (clause := _clause(ways))]
    return tuple(tuple(sorted(clause)) for clause in sorted(found, key=_cost))


def literal(pattern: str) -> str:
    """The longest stretch of plain characters in all that a pattern matches, or in what it wants before or behind; or ""."""
    parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    if _FUZZY().search(pattern):
        return ""
    try:
        tree = parser.parse(_widened(pattern))
    except (re.error, RecursionError, OverflowError):
        return ""
    if tree.state.flags & re.IGNORECASE:
        return ""
    found = [""]
    for part in (tree, *(value[1] for op, value in tree if str(op) == "ASSERT")):
        found.append("")
        for op, value in part:
            if str(op) == "LITERAL":
                found[-1] += chr(value)
            elif str(op) not in ("ASSERT", "ASSERT_NOT", "AT"):  # these take no character
                found.append("")
    return max(found, key=len)


def _cost(runs: Iterable[str]) -> tuple[int, int, int]:
    runs = list(runs)
    return sum(run in COMMON or len(run) == 1 for run in runs), -min(map(len, runs)), len(runs)


def rarest(runs: Iterable[str]) -> str:
    """Of words, or runs of words, that stand together, the one that tells most."""
    return min(runs, key=lambda run: _cost((run,)))


def _clause(ways: set[str]) -> set[str] | None:
    """One run of words of each way of reading; None where a way has no whole word."""
    out = set()
    for way in ways:
        runs = _RUN().findall(way)
        if not runs:
            return None
        out.add(" ".join(rarest(runs).split()))
    return out


def _widened(pattern: str) -> str:
    r"""`\p{…}` is unknown to the parser of `re`: read as any character, which only widens what is matched."""
    if "\\p" not in pattern and "\\P" not in pattern:
        return pattern
    out, at = [], 0
    for found in _PROPERTY().finditer(pattern):
        before = re.sub(r"\\.", "", pattern[: found.start()], flags=re.DOTALL)
        inside = before.rfind("[") > before.rfind("]")
        out += [pattern[at : found.start()], r"\w\W" if inside else r"[\w\W]"]
        at = found.end()
    return "".join([*out, pattern[at:]])


def _stretches(items: Iterable[Any]) -> list[set[str]]:
    """The ways of reading a sequence, cut where they would become too many."""
    out = []
    now = {ANY}
    for item in items:
        ways = _ways(item)
        if len(ways) * len(now) > MOST:
            out.append({way + ANY for way in now})
            now = {ANY + SEP if all(way.endswith(SEP) for way in now) else ANY}  # what follows may still begin a word
        now = _behind({a + b for a, b in product(now, ways)}, item) if len(ways) <= MOST else {ANY}
    out.append({way + ANY for way in now})
    return out


def _sequence(items: Iterable[Any]) -> set[str]:
    now = {""}
    for item in items:
        ways = _ways(item)
        if len(ways) * len(now) > MOST:
            return {ANY}
        now = _behind({a + b for a, b in product(now, ways)}, item)
    return now


def _behind(ways: set[str], item: Any) -> set[str]:
    """What a look-behind says of the letters that have just been read: those of `from(?<=\\bfrom)` begin a word."""
    if str(item[0]) != "ASSERT" or item[1][0] > 0:
        return ways
    seen = _sequence(item[1][1])
    letters = {way.strip(SEP) for way in seen}
    if len(seen) != 1 or letters & {"", ANY}:
        return ways
    (word,), (edged,) = letters, seen
    return {way[: -len(word)] + edged if way.endswith(word) else way for way in ways}


def _ways(item: Any) -> set[str]:
    """All ways of reading one node of the tree."""
    op, value = str(item[0]), item[1]
    if op == "LITERAL":
        return {_letter(value)}
    if op == "IN":
        return _class(value)
    if op == "AT":
        return {ANY} if value and "NON_BOUNDARY" in str(value) else {SEP}
    if op == "SUBPATTERN":
        return _sequence(value[3])
    if op == "ATOMIC_GROUP":
        return _sequence(value)
    if op == "BRANCH":
        ways: set[str] = set().union(*(_sequence(branch) for branch in value[1]))
        return ways if len(ways) <= MOST else {ANY}
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inside = value
        ways = _sequence(inside)
        if ways != {SEP} and most != 1:
            ways = {ANY} if least == 0 else {way + ANY + way for way in ways} if len(ways) == 1 else {ANY}
        return ways | {""} if least == 0 else ways
    if op == "ASSERT_NOT" and [str(v[0]) for v in value[1]] == ["IN"] and "CATEGORY_WORD" in str(value[1][0][1]):
        return {SEP} if len(value[1][0][1]) == 1 else {""}  # (?!\w), (?<!\w)
    return {""} if op in ("ASSERT", "ASSERT_NOT") else {ANY}


def _letter(code: int) -> str:
    char = chr(code)
    return char.lower() if char.isascii() and char.isalnum() else SEP


def _class(items: list[Any]) -> set[str]:
    if str(items[0][0]) == "NEGATE":  # `[^\w-]`: no word's letter
        return {SEP} if any("CATEGORY_WORD" in str(value) for _, value in items) else {ANY}
    out = set()
    for op, value in items:
        name, what = str(op), str(value)
        if name == "LITERAL":
            out.add(_letter(value))
        elif name == "CATEGORY" and ("NOT_WORD" in what or what.endswith("CATEGORY_SPACE")):
            out.add(SEP)
        else:
            return {ANY}
    return out
