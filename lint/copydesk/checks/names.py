"""Names: one person, two spellings in one story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..document import Document
from ..finding import Hit, replacing
from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .grammar import listed
from .kind import Finder

_NAME = compiled(r"(?<![\w’'&@#/.-])[A-Z][a-zà-ÿ]{2,}(?:[A-Z][a-zà-ÿ]+)?(?![\w&@/-])")
_BEFORE = compiled(r"([\w.’'-]+)[ \n]\Z")
_AFTER = compiled(r"(?:[’']s\b)?,? ([a-z’']+)")
_FORENAME = compiled(r"[A-Z](?:[a-zà-ÿ’'-]+|\.)\Z")
_TITLES = listed("Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Sen. Rep. Gov. President Senator Judge Lord Lady Sir")
_DOES = listed("is was has had will would could did does says said also who")
_SAID = listed("said says told added")
_WORDS = compiled(r"\b[a-z]{4,}\b")
_CALENDAR = listed(
    "January February March April August September October November December Monday Tuesday Wednesday Thursday Friday"
    " Saturday Sunday"
)
_OFTEN = 3  # the usual spelling stands so many times, and for each time of the other


class Names(NamedTuple):
    """A name of a person that stands once or twice with one letter more, less, changed or swapped than everywhere else.

    A person: with a first name once (Ann Lee), and with a title or a verb (Ms. Lee, Lee said). Words that the story has in
    small letters, and other people (Don Regan, Ronald Reagan), are left alone.

    letters: a shorter name is not looked at
    """

    letters: int = 5

    def ready(self, lexicon: Lexicon) -> Finder:
        verbs = lexicon.words("attribution", "speaking") | _DOES

        def find(document: Document) -> Iterator[Hit]:
            text = document.prose.text
            places = defaultdict(list)
            for match in _NAME().finditer(text):
                if len(match[0]) >= self.letters and match[0] not in _CALENDAR:
                    places[match[0]].append(match.start())
            usual = [name for name, there in places.items() if len(there) >= _OFTEN]
            for other, there in places.items():
                for name in usual:
                    if len(places[name]) >= _OFTEN * len(there) and len(there) < _OFTEN and _near(name, other):
                        yield from _told(text, name, other, places, verbs)

        return Finder("story", find)


def _told(text: str, name: str, other: str, places: dict[str, list[int]], verbs: frozenset[str]) -> Iterator[Hit]:
    """The places of the rare spelling, where both are the name of a person, and of the same as far as can be told."""
    if {name.lower(), other.lower()} & set(_WORDS().findall(text)):
        return
    ours = [_stands(text, at, len(name), verbs) for at in places[name]]
    theirs = [_stands(text, at, len(other), verbs) for at in places[other]]
    forenames = {stand.forename for stand in ours} - {""}
    titles = {stand.title for stand in ours}
    if not forenames or not any(stand.acts for stand in ours) or not any(stand.acts for stand in theirs):
        return
    if all(stand.forename in forenames | {""} and stand.title in titles | {""} for stand in theirs):
        for at in places[other]:
            span = Span(at, at + len(other))
            yield Hit(span, replacing(span, name, safe=False), {"name": name, "times": str(len(places[name]))})


class _Stand(NamedTuple):
    """What stands beside a name at one place."""

    forename: str
    title: str
    acts: bool  # as only people do


def _stands(text: str, at: int, length: int, verbs: frozenset[str]) -> _Stand:
    before = _BEFORE().search(text, max(0, at - 25), at)
    after = _AFTER().match(text, at + length, at + length + 30)
    word = before[1] if before else ""
    title = word if word in _TITLES else ""
    forename = word if not title and _FORENAME().match(word) else ""
    acts = bool(title) or word in _SAID or bool(after and after[1] in verbs)
    return _Stand(forename, title, acts and not forename)


def _near(one: str, other: str) -> bool:
    """Whether two names differ as typing errors do; not by an ending that makes another word (Korea, Korean)."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or one == other:
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) > len(shorter):
        if longer[:-1] == shorter:
            return longer[-1] not in "isy" and (longer[-1] != "n" or shorter[-1] == "n")
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer)))
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return apart[0] < len(one) - 1
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
