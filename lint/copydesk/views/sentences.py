"""Where the sentences of a paragraph stand."""

from __future__ import annotations

import re

from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span

# a stop, closing marks, a blank, an opening mark perhaps, then what a sentence can begin with
_STOP = compiled(r"[.!?…]+[”’\"')\]]*(?=\s+[“‘\"'(\[]*[\w@#$£€])")
_NEXT = compiled(r"\s+[“‘\"'(\[]*(\w[\w’']*|.)")
_ASKS = frozenset(
    ["ask", "asks", "asked", "wonder", "wonders", "wondered", "shouted", "yelled", "screamed", "cried", "replied"]
)
_WORD_BEFORE = compiled(r"[\w.&’'-]*\Z")


def sentences(text: str, lexicon: Lexicon) -> list[Span]:
    """Sentences of one paragraph, without the blanks between. Abbreviations end none (list `abbreviations`)."""
    out: list[Span] = []
    start = 0
    for stop in _STOP().finditer(text):
        following = _NEXT().match(text, stop.end())
        if following and _ends(text, stop, following[1], lexicon):
            out.append(Span(start, stop.end()))
            start = following.start() + len(following[0]) - len(following[0].lstrip())
    if start < len(text):
        out.append(Span(start, len(text)))
    return out


def _ends(text: str, stop: re.Match[str], following: str, lexicon: Lexicon) -> bool:
    if following[0].islower():
        return False
    if stop[0][0] != "." or (len(stop[0]) > 1 and stop[0][1] in ".!?…"):
        return not (stop[0][-1] in "”’\"'" and _speaker_follows(text, stop.end(), lexicon))
    before = _WORD_BEFORE().search(text, max(0, stop.start() - 24), stop.start())
    word = before[0] if before else ""
    if word in lexicon.words("abbreviations", "always"):
        return False
    if word in lexicon.words("abbreviations", "seldom"):
        return following in lexicon.words("abbreviations", "starters")
    if (len(word) == 1 and word.isupper()) or (
        "." in word and word[-1:].isalpha()
    ):  # an initial, or a dotted abbreviation such as U.S
        return following in lexicon.words("abbreviations", "starters") and len(word) > 1
    return True


def _speaker_follows(text: str, at: int, lexicon: Lexicon) -> bool:
    """“Is it safe?” Ann Lee asked: the sentence goes on behind a question or a cry."""
    speaking = lexicon.words("attribution", "speaking")
    return any(
        word.rstrip(".,:;") in speaking or word.rstrip(".,:;") in _ASKS for word in text[at : at + 60].split()[:3]
    )
