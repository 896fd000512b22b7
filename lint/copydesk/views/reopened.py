"""Where paragraph breaks were lost: quotations that are opened anew after a sentence, with nothing but speech between.

A quotation that runs over paragraphs opens with each and closes once. Where a machine has joined the paragraphs of a speaker,
his marks still tell where they began. Where a closing mark is missing, the writer's own words stand between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span

# each begins with its sign, which `re` looks for quickly
_STRAIGHT = compiled(r'"(?:(?=[\w\'‘(\[])(?<!\S")(?P<opens>)|)')
_CURLY = compiled("“(?P<opens>)|”")
_WORD = compiled(r"[\w’']+")
_EDGE = compiled(r"[,.!?]\s")
_TAG = 4  # words: a short subject and its verb
_STOPS = frozenset(".!?…")


def reopened(text: str, spans: Sequence[Span], lexicon: Lexicon) -> list[int]:
    """Where in its paragraphs a story opens quotations anew."""
    out: list[int] = []
    if '"' in text:
        out += _anew(text, spans, _STRAIGHT().finditer(text), lexicon)
    if "“" in text and text.count("“") > text.count("”"):
        out += _anew(text, spans, _CURLY().finditer(text), lexicon)
    return sorted(out)


def _anew(text: str, spans: Sequence[Span], marks: Iterator[re.Match[str]], lexicon: Lexicon) -> Iterator[int]:
    """The marks that open what is open; most copy closes what it opens, and is done after one look at each mark."""
    opened = -1  # where the quotation stands that is open
    n = 0
    for mark in marks:
        at = mark.start()
        if mark["opens"] is None:
            opened = -1
            continue
        if opened >= 0 and text[at - 1].isspace() and text[at - 2] in _STOPS:
            n = bisect_right(spans, (opened, len(text)), n) - 1
            if at < spans[n].end and _all_speech(text[opened + 1 : at], lexicon):
                yield at
        opened = at


def _all_speech(words: str, lexicon: Lexicon) -> bool:
    """Whether whole sentences stand here, and none that says who speaks: “…, the mayor said.” ends or begins a clause.

    A verb of speaking elsewhere is the speaker's own: people tell, find and agree in what they say.
    """
    speaking = lexicon.words("attribution", "speaking")
    tags = (_WORD().findall(after)[:_TAG] for after in _EDGE().split(words)[1:])
    return not words[0].islower() and all(speaking.isdisjoint(tag) for tag in tags)
