"""Tokeniser damage: blanks that a machine put between words and their marks, and the few that a typist did.

What is only damage where a tokeniser has been at the whole text has the kind `spacing`; what is a fault in any copy has a kind
of its own: `space-before`, `missing-space`, `double-space`, `contraction`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ..lexicon import Lexicon
from ..prose import Patch
from .apart import pulled_apart

_APART = re.compile(r" [.,;:!?](?=[ &\r\n]|\Z)")
_TOGETHER = re.compile(r"[^\s.,;:!?][.,;:!?](?=[ &\r\n]|\Z)")
_WINDOW = 8_000  # characters: one pasted block of a long document is seen

# what must stand in a text for any of the patterns after it: looked for first, since each pattern starts at every blank
_BLANK_AND_MARK = (" ,", " .", " ;", " :", " !", " ?", "\t,", "\t.")
_BEFORE_MARK = re.compile(r"(?<=[^\s.…])[ \t]+([.,;:!?])(?=[\s\"'”’)\]]|&|\Z)")
_SWAPPED = re.compile(r"(?<=[a-z]) ([.!?])(?=[A-Z][a-z])")
_GLUED = tuple(
    re.compile(rf"{mark}(?<=[a-z][a-z].)(?=[A-Z][a-z]+{after})")
    for mark, after in (
        (r"\.", "[ ,.;:’']"),
        ("!", "[ ,.;:’']"),
        (r"\?", "[ ,.;:’']"),
        (",", " "),
        (";", " "),
        (":", " "),
    )
)
_DOUBLE = re.compile(r"(?<=[^\s|])  (?=[^\s|])")
_CONTRACTION = re.compile(
    r" (?<=[A-Za-z] )(?:(?=n[’']t\b)|(?=[’'](?:s|re|ve|ll|d|m)\b)|[’'] (?=(?:s|t|re|ve|ll|d|m)\b))"
)
_SMILEY = re.compile(r":[-)(DPp/|]|;[-)]")


def tokenised(text: str) -> bool:
    """Whether a tokeniser has been at a text, or at a long stretch of it: at least three marks stand apart from the word before,
    and half of all do."""
    if " ," not in text and " ." not in text:
        return False
    if _much(text):
        return True
    return any(_much(text[at : at + _WINDOW]) for at in range(0, len(text), _WINDOW)) if len(text) > _WINDOW else False


_tokenised = tokenised  # `spacing` has an argument of that name


def _much(text: str) -> bool:
    apart = len(_APART.findall(text))
    return apart >= 3 and apart >= len(_TOGETHER.findall(text))


def spacing(text: str, taken: Sequence[Patch], lexicon: Lexicon, *, tokenised: bool | None = None) -> list[Patch]:
    """Blanks that stand wrong, apart from the patches `taken` (in order, which own theirs)."""
    if tokenised is None:
        tokenised = _tokenised(text)
    found: list[Patch] = []
    if tokenised:
        found = list(pulled_apart(text, taken, lexicon))
    return _clear([*found, *_anywhere(text, lexicon, tokenised)], taken)


def _anywhere(text: str, lexicon: Lexicon, tokenised: bool) -> Iterator[Patch]:
    if any(pair in text for pair in _BLANK_AND_MARK):
        for match in _BEFORE_MARK.finditer(text):
            if not _meant(text, match, tokenised):
                yield Patch(match.start(), match.end() - 1, "", "spacing" if tokenised else "space-before")
        for match in _SWAPPED.finditer(text):
            yield Patch(match.start(), match.end(), match[1] + " ", "spacing" if tokenised else "space-before")
    for glued in _GLUED:
        for match in glued.finditer(text):
            yield Patch(match.end(), match.end(), " ", "missing-space")
    if any(cut in text for cut in (" n’t", " n't", " ’", " '")):
        for match in _CONTRACTION.finditer(text):
            yield Patch(
                match.start(), match.end(), match[0].replace(" ", ""), "spacing" if tokenised else "contraction"
            )
    if "  " in text:
        for match in _DOUBLE.finditer(text):
            yield Patch(match.start(), match.end(), " ", "double-space", False)  # no reader sees it


def _meant(text: str, match: re.Match[str], tokenised: bool) -> bool:
    """Whether the blank before a mark is right: spaced ellipses, smileys, leaders in a table."""
    mark, at = match[1], match.end() - 1
    if mark == "." and re.match(r"\. ?[.…]", text[at : at + 3]):
        return True
    if text[match.start() - 1] in '"“‘([':
        return not tokenised
    if mark in ":;" and _SMILEY.match(text, at):
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
