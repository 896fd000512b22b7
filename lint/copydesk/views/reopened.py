"""Where paragraph breaks were lost: quotations that are opened anew after a sentence, with nothing but speech between.

A quotation that runs over paragraphs opens with each and closes once. Where a machine has joined the paragraphs of a speaker,
his marks still tell where they began. Where a closing mark is missing, the writer's own words stand between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span

# each begins with its sign, which `re` looks for quickly
_OPENING = re.compile(r'"(?=[\w\'‘(\[])(?<!\S")')
_CLOSING = re.compile(r'"(?<=\S")(?!\w)')
_MARK = compiled('["“”]')
_WORD = compiled(r"[\w’']+")
_STOPS = frozenset(".!?…")


def reopened(text: str, spans: Sequence[Span], lexicon: Lexicon) -> list[int]:
    """Where in its paragraphs a story opens quotations anew."""
    straight = '"' in text and len(_OPENING.findall(text)) > len(_CLOSING.findall(text))
    curly = "“" in text and text.count("“") > text.count("”")
    if not straight and not curly:
        return []
    return [at for start, end in spans for at in _within(text, start, end, lexicon)]


def _within(text: str, start: int, end: int, lexicon: Lexicon) -> list[int]:
    out: list[int] = []
    opened = -1  # where the quotation stands that is open
    for found in _MARK().finditer(text, start, end):
        at, mark = found.start(), found[0]
        if mark == "”" or (mark == '"' and not _OPENING.match(text, at)):
            opened = -1
            continue
        anew = opened >= 0 and text[opened] == mark and text[at - 1].isspace() and text[at - 2] in _STOPS
        if anew and _all_speech(text[opened + 1 : at], lexicon):
            out.append(at)
        opened = at
    return out


def _all_speech(words: str, lexicon: Lexicon) -> bool:
    """Whether whole sentences stand here, and none that says who speaks."""
    speaking = lexicon.words("attribution", "speaking")
    return not words[0].islower() and speaking.isdisjoint(_WORD().findall(words))
