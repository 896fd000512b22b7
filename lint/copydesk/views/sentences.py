"""Where the sentences of a paragraph stand."""

from __future__ import annotations

import re

from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span

# a stop, closing marks, a blank, then (1) an opening mark perhaps and (2) what a sentence can begin with
_STOP = compiled(r"[.!?…][.!?…]*[”’\"')\]]*(?=\s+([“‘\"'(\[]*([@#$£€]|\w[\w’']*)))")
_ASKS = frozenset(
    ["ask", "asks", "asked", "wonder", "wonders", "wondered", "shouted", "yelled", "screamed", "cried", "replied"]
)
_WORD_BEFORE = compiled(r"[\w.&’'-]*\Z")


def sentences(text: str, lexicon: Lexicon) -> list[Span]:
    """Sentences of one paragraph, without the blanks between. Abbreviations end none (list `abbreviations`)."""
    out: list[Span] = []
    start = 0
    for stop in _STOP().finditer(text):
        following = stop[2]
        if not following[0].islower() and _ends(text, stop, following, lexicon):
            out.append(Span(start, stop.end()))
            start = stop.start(1)
    if start < len(text):
        out.append(Span(start, len(text)))
    return out


def _ends(text: str, stop: re.Match[str], following: str, lexicon: Lexicon) -> bool:
    marks = stop[0]
    if marks[0] != "." or marks[1:2] in (".", "!", "?", "…"):
        return not (marks[-1] in "”’\"'" and _speaker_follows(text, stop.end(), lexicon))
    word = _word_before(text, stop.start())
    if word in lexicon.words("abbreviations", "always"):
        return False
    if word in lexicon.words("abbreviations", "seldom"):
        return following in lexicon.words("abbreviations", "starters")
    if (len(word) == 1 and word.isupper()) or (
        "." in word and word[-1:].isalpha()
    ):  # an initial, or a dotted abbreviation such as U.S
        return following in lexicon.words("abbreviations", "starters") and len(word) > 1
    return True


def _word_before(text: str, end: int) -> str:
    start = max(0, end - 24)
    word = text[max(start, text.rfind(" ", start, end) + 1) : end]
    if word.isalpha():
        return word
    found = _WORD_BEFORE().search(text, start, end)
    return found[0] if found else ""


def _speaker_follows(text: str, at: int, lexicon: Lexicon) -> bool:
    """“Is it safe?” Ann Lee asked: the sentence goes on behind a question or a cry."""
    speaking = lexicon.words("attribution", "speaking")
    return any(
        word.rstrip(".,:;") in speaking or word.rstrip(".,:;") in _ASKS for word in text[at : at + 60].split()[:3]
    )
