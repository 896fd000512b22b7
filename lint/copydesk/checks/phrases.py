"""Phrases: lists of words that a desk does not want, or wants otherwise, found word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from ..document import Paragraph, flat, gate_words
from ..finding import Hit, replacing
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .guards import Guards
from .kind import Finder, opened_by
from .literals import rarest

_BLANKS = {n: " " for n in range(0x3001) if chr(n).isspace()}
PIECE = 4096  # characters of a long paragraph that are looked at in one go
Found = tuple[int, int, str]  # start, end, the phrase


class Phrases(NamedTuple):
    """Phrases as they stand, whole words only: in any case, with either apostrophe and over line ends.

    phrases: phrases to be told
    swap: phrases and what to write instead; "" where there is no one word for it
    lists: names of word lists (`name.key`) with more phrases
    safe: what stands in `swap` is right everywhere and changes no meaning
    unless: patterns that cancel a hit when they match on top of it; `(?i)` in front makes one blind to capitals
    unless_in_sentence: patterns that cancel a hit when they match anywhere in its sentence
    exact_case: capitals and small letters as written here, in what stands there and in what goes there
    """

    phrases: tuple[str, ...] = ()
    swap: dict[str, str] = {}  # noqa: RUF012  (never written to)
    lists: tuple[str, ...] = ()
    safe: bool = False
    unless: tuple[str, ...] = ()
    unless_in_sentence: tuple[str, ...] = ()
    exact_case: bool = False

    def proved(self) -> Phrases:
        """ValueError (`KEY: what is wrong`) for a guard that is no pattern or a phrase that says nothing."""
        from .guards import compiled

        for key, patterns in (("unless", self.unless), ("unless_in_sentence", self.unless_in_sentence)):
            for pattern in patterns:
                try:
                    compiled(pattern)
                except ValueError as error:
                    raise ValueError(f"{key}: {error}") from None
        for key, phrases in (("phrases", self.phrases), ("swap", tuple(self.swap))):
            for phrase in phrases:
                if not gate_words(phrase):
                    raise ValueError(f"{key}: “{phrase}” has no letter from a to z and no digit to look for.")
        return self

    def ready(self, lexicon: Lexicon) -> Finder:
        listed = [word for name in self.lists for word in lexicon.words(*name.split(".", 1))]
        instead = {_folded(p, self.exact_case): "" for p in (*listed, *self.phrases)}
        instead |= {_folded(p, self.exact_case): new for p, new in self.swap.items()}
        index: dict[bytes, list[str]] = {}
        for phrase in instead:
            key = rarest(word.decode() for word in sorted(gate_words(phrase)))
            index.setdefault(key.encode(), []).append(phrase)
        longest = max(map(len, instead), default=0)
        guards = Guards(self.unless, self.unless_in_sentence)

        def find(paragraph: Paragraph) -> Iterator[Hit]:
            text = folded(paragraph, self.exact_case)
            runs = "  " in text
            found = {
                place
                for low, high, words in _pieces(paragraph, index.keys() & paragraph.words, longest)
                for word in words
                for phrase in index[word]
                for place in _places(phrase, text, runs, low, high)
            }
            if not found:
                return
            guarded = guards.of(paragraph)
            for start, end, phrase in _apart(found):
                if not guarded.cancels(start, end):
                    yield self._hit(paragraph.text, Span(start, end), instead[phrase])

        return Finder("paragraph", find, opened_by(flat(phrase) for phrase in instead))

    def _hit(self, text: str, span: Span, instead: str) -> Hit:
        if not instead:
            return Hit(span)
        new = instead if self.exact_case else _as_found(instead, text[span.start : span.end])
        if "’" in text:
            new = new.replace("'", "’")
        if new == text[span.start : span.end]:
            return Hit(span, values={"instead": new})
        return Hit(span, replacing(span, new, safe=self.safe), {"instead": new})


def folded(paragraph: Paragraph, exact_case: bool = False) -> str:
    """The text for looking things up: small letters, one apostrophe, one blank; every character in its place."""
    key = "folded exactly" if exact_case else "folded"
    text: str | None = paragraph.shared.get(key)
    if text is None:
        text = paragraph.shared[key] = _folded(paragraph.text, exact_case)
    return text


def _folded(text: str, exact_case: bool) -> str:
    lower = text if exact_case else text.lower()
    if len(lower) != len(text):  # the capital I with a dot becomes two characters
        lower = "".join(small if len(small := c.lower()) == 1 else c for c in text)
    lower = lower.replace("’", "'")
    return lower if lower.isprintable() else lower.translate(_BLANKS)


def _pieces(paragraph: Paragraph, awake: Set[bytes], longest: int) -> Iterator[tuple[int, int, Set[bytes]]]:
    """A long paragraph in pieces that overlap, each with the words that wake there: it wakes nearly all of them."""
    size = len(paragraph.text)
    if size <= PIECE:
        yield 0, size, awake
        return
    for low in range(0, size, PIECE):
        high = low + PIECE + 2 * longest + 2
        yield low, high, awake & gate_words(paragraph.text[low:high])


def _places(phrase: str, text: str, runs: bool, low: int, high: int) -> Iterator[Found]:
    """Where a phrase stands as whole words. A hyphen beside it makes it part of another word."""
    if " " in phrase and runs:
        spread = re.compile(r"\s+".join(map(re.escape, phrase.split())))
        for match in spread.finditer(text, low, high):
            if _whole(text, match.start(), match.end()):
                yield match.start(), match.end(), phrase
        return
    at = text.find(phrase, low, high)
    while at >= 0:
        end = at + len(phrase)
        if _whole(text, at, end):
            yield at, end, phrase
        at = text.find(phrase, at + 1, high)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start].isalnum() and (before.isalnum() or before in ("_", "-", "‑", "@", "#")):
        return False
    return not (text[end - 1].isalnum() and (after.isalnum() or after in ("_", "-", "‑")))


def _apart(found: Set[Found]) -> Iterator[Found]:
    """Of places that overlap the first, and of those that begin together the longest."""
    done = 0
    for place in sorted(found, key=lambda f: (f[0], -f[1])):
        if place[0] >= done:
            done = place[1]
            yield place


def _as_found(instead: str, found: str) -> str:
    """The replacement with the first letter and the capitals of what stands there."""
    if found.isupper() and sum(c.isalpha() for c in found) > 3 and not instead.isupper():
        return instead.upper()
    if found[:1].isupper() and instead[:1].islower():
        return instead[:1].upper() + instead[1:]
    return instead
