"""Facts that want somebody to vouch for them: casualties, figures, superlatives; and words that convict too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import Clauses, cut
from .grammar import listed
from .sentence import AUXILIARY, DETERMINERS, Sentence

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:’?s)?\Z")
_MONTHS = listed(
    "January February March April May June July August September October November December Jan Feb Aug Sept Oct Nov Dec"
)
_DATE_NEAR = 20  # words
_NUMBER = re.compile(r"\d[\d,.]*\Z")
_WORDS = listed(
    "dozens scores hundreds thousands millions two three four five six seven eight nine ten eleven twelve"
    " twenty thirty forty fifty"
)
_PLAIN_WORDS = cut(_WORDS)
_APPROXIMATE = {"about", "around", "approximately", "roughly", "nearly", "almost", "over", "estimated"}
_PAIRS = {
    ("at", "least"),
    ("at", "most"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("up", "to"),
    ("as", "many"),
    ("close", "to"),
}


def _casualty_words(lexicon: Lexicon) -> frozenset[bytes]:
    known: frozenset[bytes] | None = lexicon.kept.get("casualties")
    if known is None:
        words = lexicon.words("claims", "casualty_states") | lexicon.words("claims", "casualty_verbs")
        known = lexicon.kept["casualties"] = cut(words)
    return known


def _casualties(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """An estimate of the killed, hurt or driven out that no one is said to have made."""
    states, verbs = lexicon.words("claims", "casualty_states"), lexicon.words("claims", "casualty_verbs")
    places = clauses.places(clauses.there(_casualty_words(lexicon)))
    for n in clauses.around(at for at in places if _may_count(clauses, at)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            place = None
            if word in states and not _adjective(sentence, i):
                place = _counted_before(sentence, i, lexicon)
            if place is None and word in verbs:
                place = _counted_after(sentence, i, lexicon)
            if place:
                if not (_settled(sentence, place) or _past(clauses, n) or clauses.covered(n)):
                    yield Hit(sentence.stretch(*place))
                break


def _adjective(sentence: Sentence, i: int) -> bool:
    """“19 dead voters”, “30 missing Virginians”: what people are, not what happened to them."""
    after = sentence.words[i + 1 : i + 2]
    people = sentence.lexicon.words("claims", "people")
    return bool(after) and (after[0] in people or (after[0][0].isupper() and after[0].endswith("s")))


def _settled(sentence: Sentence, place: tuple[int, int]) -> bool:
    """Whether a date stands near: what happened on “Dec. 2” or in 1998 has been counted long since; news has a weekday."""
    near = sentence.words[max(0, place[0] - _DATE_NEAR) : place[1] + _DATE_NEAR]
    return any(_YEAR.match(word) or word in _MONTHS for word in near)


def _past(clauses: Clauses, n: int) -> bool:
    """Whether a year stands in the paragraph before sentence `n`: it tells history."""
    return any(_YEAR.match(word) for k in range(n) for word in clauses.sentence(k).words)


def _may_count(clauses: Clauses, at: int) -> bool:
    """Whether a number stands near a word, with no mark between."""
    near = clauses.before(at)[-8:] + clauses.after(at)[:6]
    return any(word.isdigit() for word in near) or not _PLAIN_WORDS.isdisjoint(near)


def _estimate(sentence: Sentence, i: int) -> int | None:
    """Where the estimate that ends in number `i` begins: “at least 30”, “dozens”; None for an exact count."""
    lower = sentence.lower
    if i >= 2 and (lower[i - 2], lower[i - 1]) in _PAIRS:
        return i - 2
    if i >= 3 and lower[i - 3 : i] == ["as", "many", "as"]:
        return i - 3
    if i and lower[i - 1] in _APPROXIMATE:
        return i - 2 if lower[i - 1] == "estimated" and i >= 2 and lower[i - 2] == "an" else i - 1
    if lower[i] in ("dozens", "scores", "hundreds", "thousands") and lower[i + 1 : i + 2] in (["of"], ["more"]):
        return i - 2 if i >= 2 and lower[i - 2] in ("tens", "hundreds") and lower[i - 1] == "of" else i
    return None


def _is_number(word: str) -> bool:
    return bool(_NUMBER.match(word)) or word in _WORDS


def _counted_before(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“approximately 1,200 people were killed”."""
    for j in range(i - 1, max(-1, i - 7), -1):
        if sentence.words[j] in (",", ";", ":"):
            return None
        if _is_number(sentence.lower[j]):
            first = _estimate(sentence, j)
            between = sentence.lower[j + 1 : i]
            people = lexicon.words("claims", "people")
            if first is not None and (
                any(w in people for w in between) or sentence.words[j + 1][:1].isupper() or i == j + 1
            ):
                return first, i
            return None
    return None


def _counted_after(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“killed at least 30 people”."""
    for j in range(i + 1, min(i + 5, len(sentence.lower))):
        if sentence.words[j] in (",", ";", ":"):
            return None
        if _is_number(sentence.lower[j]):
            if _estimate(sentence, j) is None:
                return None
            for k in range(j + 1, min(j + 5, len(sentence.lower))):
                if sentence.lower[k] in lexicon.words("claims", "people"):
                    return i, k
            return None
    return None


def _figure_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(listed("percent million millions billion billions trillion trillions thousands cent")) | _PERCENTS


_PERCENTS = frozenset(b"%d" % n for n in range(101))


def _figures(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """A share or a vague sum that no one is said to have counted."""
    for n in range(len(clauses)):
        sentence = clauses.sentence(n)
        if clauses.asks(n) or clauses.covered(n):
            continue
        for i, word in enumerate(sentence.words):
            share = word == "%" or sentence.lower[i] == "percent"
            if share and i and _is_number(sentence.lower[i - 1]) and sentence.lower[i + 1 : i + 2] == ["of"]:
                yield Hit(sentence.stretch(i - 1, min(i + 2, len(sentence.words) - 1)))
                break
            vague = sentence.lower[i] in ("billions", "millions", "trillions") and sentence.lower[i + 1 : i + 2] == [
                "of"
            ]
            if vague and sentence.lower[i + 2 : i + 3] in (["dollars"], ["people"], ["pounds"], ["euros"], ["voters"]):
                yield Hit(sentence.stretch(i, i + 2))
                break


_SUPERLATIVE = listed(
    "only first largest biggest greatest highest lowest deadliest bloodiest worst fastest oldest richest"
    " poorest costliest hottest longest"
)
_SCOPE = listed(
    "world country nation history decades years generation century region city state time record earth europe"
    " asia africa america"
)
_SPAN = listed("history decades years generation century")  # “the first round of the World Cup” compares nothing


def _superlatives(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“the deadliest attack in the country’s history”: who has compared?"""
    for n in clauses.with_any(cut(_SUPERLATIVE)):
        sentence = clauses.sentence(n)
        if clauses.covered(n):
            continue
        for i, word in enumerate(sentence.lower):
            if word not in _SUPERLATIVE or not i or sentence.lower[i - 1] != "the" or i + 1 >= len(sentence.words):
                continue
            if f"{word} {sentence.lower[i + 1]}" in lexicon.words("claims", "not_superlative"):
                continue
            last = _scope(sentence, i)
            if last is not None:
                yield Hit(sentence.stretch(i - 1, last))
                break


def _scope(sentence: Sentence, i: int) -> int | None:
    """The last word of the scope: “in the region”, “in Gaza that has not”, “since 1954”."""
    for j in range(i + 1, min(i + 9, len(sentence.lower))):
        if sentence.words[j] in (",", ";", ":", ".") or sentence.lower[j] in AUXILIARY:
            return None
        if sentence.lower[j] in ("in", "on", "of", "since"):
            for k in range(j + 1, min(j + 5, len(sentence.lower))):
                if sentence.lower[k] in (_SPAN if sentence.lower[i] == "first" else _SCOPE):
                    return k
            if sentence.lower[i] == "only" and sentence.words[j + 1 : j + 2] and sentence.words[j + 1][:1].isupper():
                return j - 1
    return None


def _conviction_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(lexicon.words("claims", "guilty_nouns")) | {b"arrested"}


def _convictions(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“Smith, the murderer,” and “arrested him for murder” before there was a verdict."""
    guilty, safe = lexicon.words("claims", "guilty_nouns"), lexicon.words("claims", "safe_words")
    for n in clauses.with_any(_conviction_words(lexicon)):
        sentence = clauses.sentence(n)
        if not safe.isdisjoint(sentence.lower):
            continue
        for i, word in enumerate(sentence.lower):
            if (
                word in guilty
                and i >= 3
                and sentence.lower[i - 1] == "the"
                and sentence.words[i - 2] == ","
                and sentence.words[i - 3][:1].isupper()
            ):
                if sentence.words[i + 1 : i + 2] == [","]:
                    yield Hit(sentence.stretch(i - 1, i))
            elif word == "arrested":
                place = _arrested_for(sentence, i, lexicon)
                if place:
                    yield Hit(sentence.stretch(*place))


def _arrested_for(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    for j in range(i + 1, min(i + 5, len(sentence.lower) - 1)):
        if sentence.lower[j] == "for":
            return (i, j) if sentence.lower[j + 1] in lexicon.words("claims", "crimes") else None
        if (
            not sentence.words[j][0].isalpha()
            or sentence.lower[j] in AUXILIARY
            or sentence.lower[j] in DETERMINERS - {"her", "his"}
        ):
            return None
    return None


casualties = (_casualties, _casualty_words)
figures = (_figures, _figure_words)
superlatives = (_superlatives, lambda lexicon: cut(_SUPERLATIVE))
convictions = (_convictions, _conviction_words)
