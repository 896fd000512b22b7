"""Where a vague source begins and ends in a sentence, one function a shape."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import Lexicon
from .crowd import (
    BARE,
    BEFORE,
    NO_SUBJECT,
    counts,
    crowd,
    kind_of,
    named_after,
    names_no_one,
    quantifier,
    speaks,
    unnamed,
)
from .grammar import listed
from .sentence import ADVERBS, AUXILIARY, DETERMINERS, NUMBERS, Sentence
from .speaking import MODALS, claims_nothing, participle, verb_at
from .voices import SAYS, SEEN

_LINKS = listed("of in on within at from across inside outside among")
_TIMES = listed(
    "times months years weeks days hours minutes points questions ways things reasons cases areas parts places"
)
_BEFORE_NO_SOURCE = DETERMINERS - {"that"} | {"at", "by"}
_GATHERED = listed("dozens scores hundreds thousands")
_CHANTED = listed(
    "accused denounced condemned called calling blamed criticized criticised"
)  # as protesters do, in sight
_FEELINGS = listed("hope fear doubt worry claim")  # nouns, too
_LEADS = listed("lead leads leading led prompt prompts prompting prompted cause causes causing caused")


def sources(
    sentence: Sentence, starts: frozenset[str], several: list[list[str]], lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """The vague sources of a sentence, as first and last word; one begins where the one before has ended."""
    taken = -1
    for i, word in enumerate(sentence.lower):
        if i > taken and word in starts:
            place = _at(sentence, i, several, lexicon)
            if place is not None:
                taken = place[1]
                yield place


def _at(sentence: Sentence, i: int, several: list[list[str]], lexicon: Lexicon) -> tuple[int, int] | None:
    """The vague source that begins at word `i`, as first and last word."""
    lower = sentence.lower
    if lower[i] in SEEN and lower[i + 1 : i + 2] == ["by"]:
        return _seen_by(sentence, i, lexicon)
    if lower[i] == "according" and lower[i + 1 : i + 2] == ["to"]:
        end = crowd(sentence, i + 2, lexicon)
        return (i, end) if end is not None and not named_after(sentence, end, lexicon) else None
    if lower[i] in SAYS:
        return _inverted(sentence, i, lexicon)
    quantified = _quantified(sentence, i, several, lexicon)
    if quantified is not None:
        return quantified
    return _bare_role(sentence, i, lexicon)


def _seen_by(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“seen by many as”, “criticized by some of his rivals”, “dismissed by critics”."""
    lower, j = sentence.lower, i + 2
    if j >= len(lower) or not (lower[j] in BARE or lower[j] in lexicon.words("vague-sources", "strong_roles")):
        return None
    after = lower[j + 1] if j + 1 < len(lower) else "."
    if after == "as":
        return i, j + 1
    if lower[j] in BARE and after == "of":
        return i, j
    if not after[0].isalpha() or after in ("to", "for", "in", "who"):
        return (i, j) if lower[j] in BARE or after in ("as", "for", ".", ",") else None
    return None


def _quantified(sentence: Sentence, i: int, several: list[list[str]], lexicon: Lexicon) -> tuple[int, int] | None:
    lower, words = sentence.lower, lexicon.words
    j = quantifier(sentence, i, several)
    if j is None or j >= len(lower) or (i and _owned_or_named(lower[i - 1])):
        return None
    if (
        lower[j] in _TIMES
        or lower[j][:1].isdigit()
        or lower[j] in NUMBERS
        or (i > 1 and lower[i - 2 : i] in (["times", "as"], ["twice", "as"], ["half", "as"]))
    ):
        return None
    if counts(lower, i) or (lower[i] == "most" and (lower[j] == "likely" or lower[j].endswith("ly"))):
        return None  # “would most likely see”: no crowd
    if lower[i] in BARE:
        verb = verb_at(sentence, j, words("vague-sources", "bare_verbs"))
        if verb is not None and not claims_nothing(sentence, verb) and _is_subject(sentence, i, verb):
            return i, verb
        if _led(sentence, i, j, lexicon):
            return i, j + 1
    if lower[i] in _GATHERED and not _CHANTED.isdisjoint(lower[j : j + 5]):
        return None
    if lower[j] in _LINKS or (lower[j - 1] == "of" and lower[j] in DETERMINERS):
        return _within(sentence, i, j, lexicon)
    for k in range(j, min(j + 4, len(lower))):
        if speaks(sentence, k, lexicon) and not (k + 1 < len(lower) and speaks(sentence, k + 1, lexicon)):
            verb = k + 2 if _led(sentence, i, k + 1, lexicon) else _after_role(sentence, k, lexicon)
            return (i, verb) if verb is not None else None
        if not lower[k][0].isalpha() or lower[k] in AUXILIARY or sentence.attributes(k):
            return None
    return None


def _owned_or_named(before: str) -> bool:
    """“the many”, “the league’s most feared”, “at most”: what stands before a quantifier that begins no source."""
    return before in _BEFORE_NO_SOURCE or before.endswith("’s")


def _is_subject(sentence: Sentence, i: int, verb: int) -> bool:
    """Whether a bare quantifier can be the subject: “with many worried that”, not “a list of many called in”."""
    before = sentence.lower[i - 1] if i else ""
    if sentence.lower[verb] in _FEELINGS and sentence.lower[i] == "some" and _has_object(sentence, i - 1):
        return sentence.lower[verb + 1] in AUXILIARY | MODALS  # “a law some fear will fail”
    if before == "with":
        return sentence.lower[verb].endswith("ing") or sentence.lower[verb + 1 : verb + 2] == ["that"]
    return before not in NO_SUBJECT or before == "than"


def _has_object(sentence: Sentence, before: int) -> bool:
    """Whether the word before “some hope” may have it for its object: “offers some hope”, but “but some hope”."""
    word = sentence.lower[before] if before >= 0 else ""
    return (
        word.isalpha()
        and sentence.words[before].islower()
        and word not in BEFORE | ADVERBS | SAYS | {"think", "thought"}
    )


def _led(sentence: Sentence, i: int, end: int, lexicon: Lexicon) -> bool:
    """“leading some to ask”, “prompted several analysts to warn”; the crowd begins at `i` and ends before `end`."""
    claims = lexicon.words("vague-sources", "claim_verbs")
    after = sentence.lower[end : end + 2]
    return bool(i) and sentence.lower[i - 1] in _LEADS and after[:1] == ["to"] and after[-1] in claims


def _within(sentence: Sentence, i: int, j: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“some of the governor’s allies say”, “many in the party believe”."""
    lower = sentence.lower
    k = j + (lower[j] in _LINKS)
    of = lower[k - 1] == "of"
    for end in range(k + 1, min(k + 7, len(lower))):
        word = lower[end - 1]
        if not word[0].isalpha() or word in ("who", "which", "that", "and", "or"):
            return None
        if of and not (speaks(sentence, end - 1, lexicon) or word == "them" or (word.endswith("s") and len(word) > 4)):
            continue
        verb = verb_at(sentence, end, lexicon.words("vague-sources", "bare_verbs"))
        if verb is not None:
            thing = of and word != "them" and not speaks(sentence, end - 1, lexicon)
            if (
                claims_nothing(sentence, verb)
                or lower[verb - 1] in DETERMINERS
                or (thing and participle(sentence, verb))
            ):
                return None
            return i, verb
    return None


def _bare_role(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“critics say”, “legal experts warn”, “, say critics”."""
    lower, words = sentence.lower, lexicon.words
    if lower[i] not in words("vague-sources", "strong_roles"):
        return None
    first = i
    while first and first > i - 3 and names_no_one(sentence, first - 1, lexicon):
        first -= 1
    if first and first == i and kind_of(sentence, first - 1):
        first -= 1
    if first and first < i and kind_of(sentence, first - 1) and (first == 1 or lower[first - 2] in BEFORE):
        first -= 1  # “homeland security experts”
    before = lower[first - 1] if first else ""
    if first and not (before in BEFORE or before == "even" or before[0] == "¤" or sentence.attributes(first - 1)):
        return None
    expected = any(w.startswith("expect") for w in lower[i + 1 : i + 4])
    if expected and (before in ("than", "as") or (before == "that" and lower[i] in ("analysts", "economists"))):
        return None  # “more than analysts expected” measures a market
    if (
        before == "and"
        and first > 1
        and (lower[first] == "other" or not (first >= 2 and sentence.words[first - 2] == ","))
    ):
        return None
    verb = _after_role(sentence, i, lexicon)
    return (first, verb) if verb is not None else None


def _inverted(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“, say critics”, “, said several observers”, “, say some Democrats”: at the end of a clause."""
    if not i or not (sentence.words[i - 1] == "," or sentence.words[i - 1][0] == "¤"):
        return None
    last = None
    for k in range(i + 1, min(i + 5, len(sentence.words))):
        if sentence.lower[k] in lexicon.words("vague-sources", "strong_roles") or (
            k > i + 1 and sentence.lower[i + 1] in BARE and speaks(sentence, k, lexicon)
        ):
            last = k
            break
        if sentence.lower[k] in DETERMINERS or sentence.lower[k] in NO_SUBJECT or not sentence.lower[k][0].isalpha():
            return None
    if last is None or (
        sentence.words[i + 1][:1].isupper()
        and sentence.words[i + 1] not in lexicon.words("vague-sources", "empty_modifiers")
    ):
        return None
    after = sentence.words[last + 1 : last + 2]
    return (i, last) if not after or not after[0][0].isalpha() or after[0] in ("who", "in") else None


def _after_role(sentence: Sentence, k: int, lexicon: Lexicon) -> int | None:
    """The verb after a role, past a complement that names no one; None where the source has a name after all."""
    lower = sentence.lower
    j = k + 1 + (lower[k + 1 : k + 2] in (["here"], ["there"]))
    if (
        j < len(lower)
        and lower[j] in ("who", "which")
        and verb_at(sentence, j + 1, lexicon.words("vague-sources", "claim_verbs")) is not None
        and sentence.words[k + 1] != ","
    ):
        return None
    if named_after(sentence, k, lexicon):
        return None
    if j < len(lower) and lower[j] in ("of", "in", "within", "outside", "close"):
        for end in range(j + 1, min(j + 6, len(lower))):
            if lower[end] in ("who", "that", ",") or not lower[end][0].isalpha():
                return None
            if sentence.attributes(end) and lower[end - 1] not in DETERMINERS | {"of", "in"}:
                return None if lower[end - 1] in MODALS or claims_nothing(sentence, end) else unnamed(sentence, end)
        return None
    verb = verb_at(sentence, j, lexicon.words("vague-sources", "claim_verbs"))
    return None if verb is None or claims_nothing(sentence, verb) else verb
