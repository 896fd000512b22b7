"""Sources without a name (“a source said”) and evidence without a maker (“studies show”)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import Clauses, cut
from .grammar import listed
from .sentence import ADVERBS, DETERMINERS, Sentence

_PEOPLE = listed("people person officials official sources source aides aide executives lawyers diplomats")
_REASON = listed("condition anonymity authorized authorised fear retaliation unidentified named identified")
_SAID = listed("said say says told tell tells added confirmed claimed claim")


def _anonymous_words(lexicon: Lexicon) -> frozenset[bytes]:
    return frozenset((b"source", b"sources", b"familiar", b"briefed"))


def _anonymous(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“a source said”; and, weaker, “people familiar with the matter” without a reason in the paragraph."""
    if clauses.there(cut(_REASON)):
        return
    for n in clauses.with_any(_anonymous_words(lexicon)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word in ("source", "sources"):
                place = _source_said(sentence, i)
                if place:
                    weak = place[1] - i > _NEAR or _placed(sentence, place[0], i, lexicon)
                    yield Hit(sentence.stretch(*place), weak=weak)
            elif word in ("familiar", "briefed"):
                place = _familiar(sentence, i)
                if place:
                    yield Hit(sentence.stretch(*place), weak=True)


_NEAR = 2  # words from a source to its verb; with more between them the reader is told where it sits
_ARTICLES = listed("a an one another")
_STOPS = listed("that and of but while as to from with by other two three several many some , ; : ¤")


def _source_said(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """“a source said”, “sources told”, “a senior source said”: nothing else is said of who that is."""
    first = i
    while first and i - first < 3:
        before = sentence.lower[first - 1]
        if before in ("a", "an", "one", "another"):
            first -= 1
            break
        if before in DETERMINERS or before in _STOPS or not before.isalpha() or sentence.words[first - 1][:1].isupper():
            break
        first -= 1
    if first and sentence.lower[first - 1] in DETERMINERS | {"of", "from", "with"}:
        return None
    verb = start = _beside(sentence, i)
    while verb < len(sentence.lower) and verb - start < 2 and sentence.lower[verb] in ADVERBS | {"have", "has", "had"}:
        verb += 1
    if verb < len(sentence.lower) and sentence.lower[verb] in _SAID:
        return first, verb
    return None


def _beside(sentence: Sentence, i: int) -> int:
    """Where the verb of a source is looked for: behind “close to the mayor”, “with knowledge of the talks”."""
    after = sentence.lower[i + 1 : i + 5]
    if after[:2] == ["close", "to"] or (after[:1] == ["with"] and "knowledge" in after):
        for n in range(i + 3, min(i + 10, len(sentence.lower))):
            if sentence.lower[n] in _SAID:
                return n
            if not sentence.words[n][0].isalnum():
                break
    return i + 1


def _placed(sentence: Sentence, first: int, i: int, lexicon: Lexicon) -> bool:
    """Whether the reader is told where a source sits (“a police source”, “Democratic sources”), or who else heard it."""
    nothing = lexicon.words("hearsay", "source_modifiers") | _ARTICLES
    before = sentence.words[i - 1] if i else ""
    return (
        (before[:1].isupper() and (i > 1 or sentence.lower[0] not in nothing))
        or any(word not in nothing for word in sentence.lower[first:i])
        or "which" in sentence.lower[max(0, i - 3) : i]  # “a story in which sources said”
    )


def _familiar(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """“according to people familiar with the matter”."""
    first = i - 1
    if first < 0 or sentence.lower[first] not in _PEOPLE or sentence.lower[i + 1 : i + 2] not in (["with"], ["on"]):
        return None
    while (
        first
        and sentence.words[first - 1].islower()
        and i - first < 4
        and sentence.words[first - 1].isalpha()
        and sentence.lower[first - 1] not in ("that", "to", "by", "two", "three")
    ):
        first -= 1
    if first and sentence.lower[first - 1] in ("two", "three", "four", "five"):
        return None
    if sentence.lower[max(0, first - 2) : first] == ["according", "to"]:
        first -= 2
    last = i + 1
    while (
        last + 1 < len(sentence.words)
        and last - i < 6
        and sentence.words[last + 1][0].isalpha()
        and not sentence.attributes(last + 1)
    ):
        last += 1
    if last + 1 < len(sentence.words) and sentence.lower[last + 1] in _SAID:
        last += 1
    return first, last


_OPENS = listed("that as but and while because after since when although though yet where whether so")


def _evidence_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(lexicon.words("hearsay", "evidence"))


def _evidence(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“studies show”, “in many polls”, with nobody named as the maker in the sentence or the one before."""
    words, verbs = lexicon.words("hearsay", "evidence"), lexicon.words("hearsay", "evidence_verbs")
    determiners = lexicon.words("hearsay", "evidence_determiners")
    for n in clauses.with_any(_evidence_words(lexicon)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word not in words or _made_by(clauses, n, i) or any(m != i + 1 for m in sentence.sources):
                continue  # somebody is named who made it, or who tells what it says
            after = sentence.lower[i + 1 : i + 2]
            before = sentence.lower[i - 1] if i else ""
            if (
                after
                and after[0] in verbs
                and (not before[:1].isalpha() or before in _OPENS or (before in determiners and before != "the"))
                and not any(following.sources for following in islice(clauses.following(n), 1))
            ):
                first = i - 1 if before in determiners else i
                yield Hit(sentence.stretch(first, i + 1))
            elif (
                word in ("polls", "studies", "surveys", "statistics", "polling")
                and i >= 2
                and before in determiners
                and sentence.lower[i - 2] in ("in", "by")
            ):
                yield Hit(sentence.stretch(i - 2, i))


def _made_by(clauses: Clauses, n: int, i: int) -> bool:
    """Whether somebody is named as the maker: a name near the evidence, or the same kind of evidence just before."""
    sentence = clauses.sentence(n)
    near = sentence.words[i + 1 : i + 8]
    for k, (word, maker) in enumerate(pairwise(near)):
        if (word in ("by", "from") or (word == "of" and not k)) and maker[:1].isupper():
            return True
    if n:
        before = clauses.sentence(n - 1)
        return any(w in ("poll", "study", "survey", "report") for w in before.lower)
    return False


anonymous = (_anonymous, _anonymous_words)
evidence = (_evidence, _evidence_words)
