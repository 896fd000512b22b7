"""Short forms in brackets behind a name, “Harbor Police Union (HPU)”, that the story never uses again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Document
from ..finding import Edit, Fix, Hit
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .grammar import listed
from .kind import Finder

_SHORT = re.compile(r"\((?<= \()([A-Z]{3,6})\)(?! \d)")  # a product has a number behind it
_WORD = re.compile(r"[^\W_]+")
_LETTER, _GOES_ON = re.compile("[A-Za-z]"), re.compile("[A-Zb-rt-z]")
_SMALL = listed("of for and the in on to de la du des del van von e et y")
_REACH = 90  # letters before the bracket
_FAR = 50_000  # letters to either side: a longer text holds many stories


class ShortForms(NamedTuple):
    """Short forms in brackets that are the initials of the name right before them and stand nowhere else in the story.

    known: those that every reader knows: they may stand there to help
    """

    known: tuple[str, ...] = ()

    def ready(self, lexicon: Lexicon) -> Finder:
        known = frozenset(self.known)

        def find(document: Document) -> Iterator[Hit]:
            text = document.prose.text
            for match in _SHORT.finditer(text) if "(" in text else ():
                short, start = match[1], match.start() - 1  # the blank goes too
                if (
                    short not in known
                    and _initials(text[max(0, start - _REACH) : start], short)
                    and _once(text, start, short)
                ):
                    span = Span(start, match.end())
                    yield Hit(span, (Fix((Edit(span, ""),), "Leave it out", False),), {"short": short})

        return Finder("story", find)


def _initials(before: str, short: str) -> bool:
    """Whether the words right before a bracket have its letters for initials, small words left out or not."""
    left = list(short)
    words: list[str] = _WORD.findall(before)
    for word in reversed(words):
        if word[0].upper() == left[-1] and (word[0].isupper() or word in _SMALL):
            left.pop()
            if not left:
                return word[0].isupper()
        elif word not in _SMALL:
            return False
    return False


def _once(text: str, start: int, short: str) -> bool:
    """Whether the short form at `start` stands but once: not as a plural or a possessive, nor in another word (“pro-HPU”)."""
    at, uses = text.find(short, max(0, start - _FAR), start + _FAR), 0
    while at >= 0 and uses < 2:  # a pattern would have to be compiled for each short form
        end = at + len(short)
        uses += not (_LETTER.match(text[at - 1 : at]) or _GOES_ON.match(text[end : end + 1]))
        at = text.find(short, end, start + _FAR)
    return uses == 1
