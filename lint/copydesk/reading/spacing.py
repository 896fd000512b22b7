"""Tokeniser damage: blanks that a machine put between words and their marks, and the few that a typist did.

What is only damage where a tokeniser has been at the whole text has the kind `spacing`; what is a fault in any copy has a kind
of its own: `space-before`, `missing-space`, `double-space`, `contraction`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ..lazily import compiled
from ..lexicon import Lexicon
from ..prose import Patch

_APART = compiled(r" [.,;:!?](?=[ &\r\n]|\Z)")
_TOGETHER = compiled(r"[.,;:!?](?<=[^\s.,;:!?].)(?=[ &\r\n]|\Z)")
_PAIRS = (" ,", " .", " ;", " :", " !", " ?")
_WINDOW = 1_000  # characters of a long text that are judged by themselves

_BEFORE_MARK = compiled(r"[ \t](?<=[^\s.…].)[ \t]*([.,;:!?])(?=[\s\"'”’)\]]|&|\Z)")
_SWAPPED = compiled(r" ([.!?])(?<=[a-z]..)(?=[A-Z][a-z])")
_GLUED = tuple(
    (mark, compiled(rf"{re.escape(mark)}(?<=[a-z][a-z].)(?=[A-Z][a-z]+{after})"))
    for mark, after in ((".", "[ ,.;:’']"), ("!", "[ ,.;:’']"), ("?", "[ ,.;:’']"), (",", " "), (";", " "), (":", " "))
)
_DOUBLE = compiled(r"  (?<=[^\s|]..)(?=[^\s|])")
_CONTRACTION = compiled(r" (?<=[A-Za-z] )(?:(?=n[’']t\b)|(?=[’'](?:s|re|ve|ll|d|m)\b)|[’'] (?=(?:s|t|re|ve|ll|d|m)\b))")
_SMILEY = compiled(r":[-)(DPp/|]|;[-)]")


def tokenised(text: str) -> bool:
    """Whether a tokeniser has been at a text, or at a stretch of a long one."""
    return bool(stretches(text))


def stretches(text: str) -> list[tuple[int, int]]:
    """What a tokeniser has been at: where at least three marks stand apart from the word before, and half of all do.

    All of a text or nothing; in a long one, windows, so that one pasted block is seen and the rest left alone.
    """
    if " ," not in text and " ." not in text:
        return []
    if _much(text):
        return [(0, len(text))]
    if len(text) <= 2 * _WINDOW:
        return []
    out: list[tuple[int, int]] = []
    for at in range(0, len(text), _WINDOW):
        if _much(text[at : at + _WINDOW]):
            start = out.pop()[0] if out and out[-1][1] == at else at
            out.append((start, min(at + _WINDOW, len(text))))
    return out


def _much(text: str) -> bool:
    if sum(map(text.count, _PAIRS)) < 3:  # most windows: counting pairs costs a fifth of looking
        return False
    apart = len(_APART().findall(text))
    return apart >= 3 and apart >= len(_TOGETHER().findall(text))


def spacing(text: str, taken: Sequence[Patch], lexicon: Lexicon, *, tokenised: bool | None = None) -> list[Patch]:
    """Blanks that stand wrong, apart from the patches `taken` (in order, which own theirs)."""
    where = stretches(text) if tokenised is not False else []
    if tokenised and not where:
        where = [(0, len(text))]
    found: list[Patch] = []
    if where:
        from .apart import pulled_apart  # only for copy that a tokeniser has been at

        found = [p for p in pulled_apart(text, taken, lexicon) if _inside(p.start, where)]
    return _clear([*found, *_anywhere(text, lexicon, where)], taken)


def _inside(at: int, where: list[tuple[int, int]]) -> bool:
    n = bisect_right(where, at, key=lambda stretch: stretch[0]) - 1
    return n >= 0 and at < where[n][1]


def _anywhere(text: str, lexicon: Lexicon, where: list[tuple[int, int]]) -> Iterator[Patch]:
    # each pattern starts at every blank: looked for first are the pairs that one of them needs
    if " ," in text or " ." in text or " ;" in text or " :" in text or " !" in text or " ?" in text or "\t" in text:
        for match in _BEFORE_MARK().finditer(text):
            apart = _inside(match.start(), where)
            if not _meant(text, match, apart):
                yield Patch(match.start(), match.end() - 1, "", "spacing" if apart else "space-before")
        for match in _SWAPPED().finditer(text):
            yield Patch(
                match.start(),
                match.end(),
                match[1] + " ",
                "spacing" if _inside(match.start(), where) else "space-before",
            )
    for mark, glued in _GLUED:
        if mark in text:
            for match in glued().finditer(text):
                yield Patch(match.end(), match.end(), " ", "missing-space")
    if " ’" in text or " '" in text or " n’t" in text or " n't" in text:
        for match in _CONTRACTION().finditer(text):
            yield Patch(
                match.start(),
                match.end(),
                match[0].replace(" ", ""),
                "spacing" if _inside(match.start(), where) else "contraction",
            )
    if "  " in text:
        for match in _DOUBLE().finditer(text):
            yield Patch(match.start(), match.end(), " ", "double-space", False)  # no reader sees it


def _meant(text: str, match: re.Match[str], tokenised: bool) -> bool:
    """Whether the blank before a mark is right: spaced ellipses, smileys, leaders in a table."""
    mark, at = match[1], match.end() - 1
    if mark == "." and re.match(r"\. ?[.…]", text[at : at + 3]):
        return True
    if text[match.start() - 1] in '"“‘([':
        return not tokenised
    if mark in ":;" and _SMILEY().match(text, at):
        return True
    return not tokenised and (
        match.end() - match.start() > 2 or (mark in ":;?!" and not text[match.start() - 1].isalnum())
    )


def _clear(found: Iterable[Patch], taken: Sequence[Patch]) -> list[Patch]:
    """In order of place, apart from each other and from the patches taken before."""
    starts = [p.start for p in taken]
    out: list[Patch] = []
    for patch in sorted(found, key=lambda p: (p.start, -p.end)):
        if out and patch.start < out[-1].end:
            continue
        first = patch.start if patch.end > patch.start else patch.start - 1  # an insertion belongs to what is before it
        n = bisect_right(starts, max(first, patch.end - 1)) - 1
        if n >= 0 and taken[n].end > first:
            continue
        out.append(patch)
    return out
