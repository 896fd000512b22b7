"""Words of opinion in the story's own voice: “clearly”, “notorious”, “was a farce”."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import Clauses, cut
from .grammar import listed
from .own_voice import own
from .sentence import AUXILIARY, DETERMINERS, Sentence

_KEYS = ("opinion_adverbs", "opinion_adjectives", "opinion_nouns")
_BE = listed("is are was were be been ’s")
_MANNER = listed("clearly rightly wrongly bravely")  # of how something is done, unless the whole sentence is meant
_BEFORE = DETERMINERS | listed("a an most more very so as highly widely deeply well")
_NOUNS_TOO = listed("landmark firebrand extreme radical")
_NO_NOUN = listed("of for in on at to by with from who that which and or as is was has had were are")
_PREPOSITIONS = listed("across through into over up down in out away off by the a his her their its")


def _opinion_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(frozenset(word for key in _KEYS for word in lexicon.words("own-voice", key)))


def _opinions(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    adverbs, adjectives, nouns = (lexicon.words("own-voice", key) for key in _KEYS)
    terms = lexicon.words("own-voice", "no_opinion")
    for n in clauses.with_any(_opinion_words(lexicon)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if not (i and not sentence.words[i].islower()) and (
                (word in adverbs and _comments(sentence, i))
                or (word in adjectives and _judges(sentence, i, terms))
                or (word in nouns and _is_called(sentence, i))
            ):
                if own(clauses, n, lexicon):
                    yield Hit(sentence.stretch(i, i))
                break


def _comments(sentence: Sentence, i: int) -> bool:
    """Whether an adverb is the writer’s comment: not “most notably”, “to see clearly”, “wrongly convicted”."""
    before, after = sentence.lower[i - 1] if i else "", sentence.words[i + 1] if i + 1 < len(sentence.words) else "."
    if before in ("most", "more", "how", "too", "very"):
        return False
    if sentence.lower[i] in _MANNER:
        return (after == "," and (not i or not before[0].isalpha())) or (before in _BE and not after.endswith("ed"))
    return not (sentence.lower[i] == "notably" and before == "," and after != ",")  # “, notably copper”: namely


def _judges(sentence: Sentence, i: int, terms: frozenset[str]) -> bool:
    """Whether an adjective judges: before its noun or after “is”, and no term (“extreme weather”) or verb form."""
    before = sentence.lower[i - 1] if i else ""
    after = sentence.lower[i + 1] if i + 1 < len(sentence.lower) else "."
    word = sentence.lower[i]
    if f"{word} {after}" in terms:
        return False
    if word.endswith(("ing", "ed")) and after in _PREPOSITIONS:
        return False  # “sweeping across the plain”, “respected the law”
    if word in _NOUNS_TOO and (not after.isalpha() or after in _NO_NOUN or after.endswith("ed")):
        return False  # “the landmark harmed by the quake”, “a radical who left”
    if before in _BE and not word.endswith(("ing", "ed")):
        return True
    form = word.endswith(("ing", "ed"))
    return after[0].isalpha() and after not in AUXILIARY and (before in _BEFORE or not form)


def _is_called(sentence: Sentence, i: int) -> bool:
    """“was a farce”, “is a complete fiasco”: what something is said to be."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if sentence.lower[j] in ("a", "an"):
            return bool(j) and sentence.lower[j - 1] in _BE and "there" not in sentence.lower[max(0, j - 4) : j]
        if not sentence.words[j].islower():
            return False
    return False


opinions = (_opinions, _opinion_words)
