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
from .paragraphs import Place

# each begins with its sign, which `re` looks for quickly
_STRAIGHT = compiled(r'"(?:(?=[\w\'‘(\[])(?<!\S")(?P<opens>)|)')
_CURLY = compiled(r"“(?:(?=\S)(?P<opens>)|)|”")
_TYPED = compiled(r"''(?:(?=[\w\[(])(?<!\S'')(?P<opens>)|)")  # two single marks for a double one
_WORD = compiled(r"[\w’']+")
_EDGE = compiled(r"[,.!?]['’]?\s|\s[–—-]+\s")
_SENTENCES = compiled(r"[.!?…]['’)]?\s")  # more than one
_TAG = 4  # words: a short subject and its verb
_TITLE = 10  # the same for a title and the name behind it: “the party's former secretary Ann Lee said”
_BACK = 40  # characters, in which such a clause may stand
_STOPS = frozenset(".!?…")
_SHUT = frozenset("'’)")  # may stand between a stop and the end of its sentence
# with such words a clause of telling is the speaker's own: “I said”, “he told me”, “who said”, “he was told”
_HIMSELF = frozenset(("i", "we", "you", "me", "us", "my", "our"))
_SPOKEN = frozenset(
    ("who", "which", "that", "not", "to", "is", "was", "be", "been", "are", "were", "have", "has", "had")
)
_PEOPLE = frozenset(
    ("they", "people", "it", "some", "somebody", "nobody")
)  # unless the clause ends with it: “it said.”


def reopened(text: str, spans: Sequence[Place], lexicon: Lexicon) -> list[int]:
    """Where in its paragraphs a story opens quotations anew."""
    out: list[int] = []
    telling = lexicon.words("attribution", "telling")
    if '"' in text:
        out += _anew(text, spans, _STRAIGHT().finditer(text), telling)
    if "“" in text and text.count("“") > text.count("”"):
        out += _anew(text, spans, _CURLY().finditer(text), telling)
    if "''" in text:
        out += _anew(text, spans, _TYPED().finditer(text), telling)
    return sorted(out)


def _anew(text: str, spans: Sequence[Place], marks: Iterator[re.Match[str]], telling: frozenset[str]) -> Iterator[int]:
    """The marks that open what is open; most copy closes what it opens, and is done after one look at each mark."""
    opened = -1  # where the quotation stands that is open
    n = 0
    for mark in marks:
        at = mark.start()
        if mark["opens"] is None:
            opened = -1
            continue
        if opened >= 0 and text[at - 1].isspace() and text[at - 2 - (text[at - 2] in _SHUT)] in _STOPS:
            n = bisect_right(spans, (opened, len(text)), n) - 1
            if at < spans[n][1] and _all_speech(text, opened, at, telling):
                yield at
        opened = at


def _all_speech(text: str, opened: int, end: int, telling: frozenset[str]) -> bool:
    """Whether whole sentences stand here, and none that says who speaks.

    They begin with a capital, or go on with what was begun: “We left,” she said, “and nobody came. …
    """
    words = text[opened + 1 : end]
    if words[0].islower() and not _goes_on(text[max(0, opened - _BACK) : opened], telling):
        return False
    return not any(_tells(clause, telling) for clause in _EDGE().split(words)[1:])


def runs_on(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a quotation whose words begin at `start` and which its paragraph does not close may go on in the next one.

    A few words in the writer's sentence may not, nor one behind which he says who spoke.
    """
    words = text[start:]
    if words[:1].islower() and text[start - 3 : start - 2].isalnum() and not _SENTENCES().search(words):
        return False
    telling = lexicon.words("attribution", "telling")
    return not any(_tells(clause, telling) for clause in _EDGE().split(words)[1:] if " that " not in clause)


def _goes_on(before: str, telling: frozenset[str]) -> bool:
    """Whether a quotation that begins in lower case goes on behind the clause that says who speaks."""
    return before.rstrip().endswith(",") and not telling.isdisjoint(_WORD().findall(before)[-_TAG:])


def _tells(clause: str, telling: frozenset[str]) -> bool:
    """Whether a clause says who speaks: “the mayor said”, “said the mayor”. A verb elsewhere is the speaker's own: people
    tell, find and agree in what they say."""
    as_written = _WORD().findall(clause)
    words = [word.lower().replace("’", "'").partition("'")[0] for word in as_written]
    for n, word in enumerate(words[:_TITLE]):
        if word in telling:
            subject = words[:n]
            if n >= _TAG and not as_written[n - 1][0].isupper():
                return False
            if not _SPOKEN.isdisjoint(subject) or not _HIMSELF.isdisjoint(words):
                return False
            return _PEOPLE.isdisjoint(subject) or n + 1 == len(words)
    return False
