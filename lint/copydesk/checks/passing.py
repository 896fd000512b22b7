"""Claims made in passing: the clause only tells which thing is meant (“the fund, which critics call a sieve, closed”)."""

from __future__ import annotations

from .grammar import listed
from .sentence import ADVERBS, AUXILIARY, Sentence

_PRONOUNS = listed("which whom whose who")
_RUN_ON = listed("who’s that’s what’s")  # pronoun and verb in one word
_SUBJECTS = listed("he’s she’s it’s they’ve")
_BE = listed("is are was were be been it’s that’s he’s she’s")
_ARTICLES = listed("a an the his her their its one")
_PHRASE = listed("in at by on during after before since within until over throughout")
_CLAUSE = listed("that but while as and because though although than if or when since so yet")
_REACH = 6  # words from a noun to the verb that makes it a predicate


def in_passing(sentence: Sentence, first: int, *, passive: bool = False) -> bool:
    """Whether the claim that begins at word `first` stands in a relative clause and is not the point of its sentence.

    “It is a fund that critics call a sieve” and “what critics say is” make it the point.
    """
    lower, words = sentence.lower, sentence.words
    if lower[first] in _RUN_ON:
        return first > 0 and words[first - 1][0].isalpha() and not _predicate(sentence, first - 1)
    back = first - 1
    while back >= 0 and (lower[back] in ADVERBS or lower[back] in AUXILIARY):
        back -= 1
    if back > 0 and words[back] == "," and lower[back - 1] in _PRONOUNS:
        back -= 1  # “the loss of which, many say, was a blow”
    if back <= 0:
        return False
    if lower[back] in _PRONOUNS:
        return not _predicate(sentence, back - 1)
    if lower[back - 1] == "whose":
        return not _predicate(sentence, back - 2)
    if lower[back] in ("what", "what’s"):
        apart = not words[back - 1][0].isalpha() or lower[back - 1] in _CLAUSE
        return not (apart or lower[back - 1] in _BE)
    if lower[back] == "that":
        noun = back - 1
        return passive and words[noun].islower() and not (sentence.attributes(noun) or _predicate(sentence, noun))
    subject = lower[first] in _SUBJECTS if passive else lower[first + 1 : first + 2] != ["by"]
    return subject and back == first - 1 and _without_pronoun(sentence, back)


def _predicate(sentence: Sentence, noun: int) -> bool:
    """Whether a noun is what the sentence says of something: “is one”, “was the kind of harbor”."""
    for n in range(noun - 1, max(-1, noun - _REACH), -1):
        if not sentence.words[n][0].isalpha():
            return False
        if sentence.lower[n] in _BE:
            after = sentence.lower[n + 1]
            return after in _ARTICLES or after in ADVERBS or after == "not"
    return False


def _without_pronoun(sentence: Sentence, noun: int) -> bool:
    """“closed a fund many call a sieve”: an article and its noun right before; but “At the time many said”."""
    lower = sentence.lower
    if not sentence.words[noun].islower() or not lower[noun].isalpha() or lower[noun] in _CLAUSE:
        return False
    for article in range(noun - 1, max(0, noun - 5), -1):
        if lower[article] in _ARTICLES:
            opens = article < 2 or not lower[article - 2].isalpha() or lower[article - 2] in _CLAUSE
            return not (opens and lower[article - 1] in _PHRASE) and not _predicate(sentence, noun)
        if not lower[article].isalpha() or lower[article] in AUXILIARY or lower[article] in _CLAUSE:
            return False
    return False
