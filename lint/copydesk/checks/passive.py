"""Passives of saying and judging, which let the source disappear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..finding import Hit
from ..lexicon import Lexicon
from ..typed import NamedTuple
from .clauses import Clauses, cut
from .grammar import listed
from .kind import Gate, opened_by
from .passing import in_passing
from .sentence import ADVERBS, DETERMINERS, PRONOUNS, Sentence

_BE = listed("is are was were been")
_CROWD = listed("some many most others critics several various")
_MODAL = listed("to will would can could may might must should shall be being get gets getting")
_BY_MANY = listed(
    "widely generally largely broadly commonly often sometimes long frequently increasingly universally usually"
    " traditionally popularly mostly repeatedly routinely"
)
_OPINIONS = listed("criticized criticised")
_PARENTHETIC = listed("said believed thought reported rumored rumoured claimed")
_BARE = _PARENTHETIC | listed("understood feared alleged")  # “it is understood the club will sell”
_SHORT = listed("it’s he’s she’s who’s that’s there’s they’ve")  # with “is”, “has” or “have” in them
_PLAIN_BY_MANY = cut(_BY_MANY)
_PLAIN_BE = cut(_BE) | _PLAIN_BY_MANY | {b"s"}
_REACH = 10  # words; a participle stands no further from its auxiliary
_HELD = (["be", "a"], ["be", "an"], ["be", "the"])  # “is thought to be a saint by all who knew her”
_NO_ADJECTIVE = listed(
    "for by in on upon at out off up down back over with as to the from of into when after before and or but that if"
    " because under"
)


def _passive_gate(lexicon: Lexicon) -> Gate:
    return _gate(_participles(lexicon, lower=False))


def _lower_gate(lexicon: Lexicon) -> Gate:
    return _gate(_participles(lexicon, lower=True))


def _gate(known: _Participles) -> Gate:
    return opened_by(run for runs in known.runs.values() for run in runs)


def _every_participle(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.table("hearsay", "passive")) | lexicon.words("hearsay", "it_participles")


def _passives(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    return _all_passives(clauses, lexicon, lower=False)


def _lower_passives(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    return _all_passives(clauses, lexicon, lower=True)


def _all_passives(clauses: Clauses, lexicon: Lexicon, *, lower: bool) -> Iterator[Hit]:
    """`lower`: the participles whose source is often common knowledge (“expected”, “accused”), or all others."""
    known = _participles(lexicon, lower)
    places: list[int] = []
    for participle in clauses.there(known.gate):
        before = _PLAIN_BY_MANY if participle in known.common else _PLAIN_BE
        if not clauses.beside(participle, before, _REACH + 2, before, 3):
            continue
        for at in clauses.places(known.runs[participle]):
            if not (before.isdisjoint(clauses.before(at)[-_REACH:]) and before.isdisjoint(clauses.after(at)[1:3])):
                places.append(at)
    if not places:
        return
    table, judgments = lexicon.table("hearsay", "passive"), lexicon.words("hearsay", "judgments")
    for n in clauses.around(places):
        sentence = clauses.sentence(n)
        taken = -1
        for i, word in enumerate(sentence.lower):
            if i <= taken or word not in known.words:
                continue
            place = _it_passive(sentence, i, lexicon) or (_passive(sentence, i, table[word]) if word in table else None)
            if place is None or _vouched(sentence, place, clauses, n):
                continue
            aside = in_passing(sentence, place[0], passive=True)
            if aside and sentence.lower[place[1]] != "to":
                continue  # “, which is seen as lost,”; but “, who is said to have sold it,” is hearsay
            if word in judgments and _plain(sentence, place[0], i, lexicon) != lower:
                continue
            common = not lower and word in known.lower
            between = sentence.lower[place[0] : i]
            if common and ("not" in between or (_BY_MANY.isdisjoint(between) and not _many_times(word, between))):
                continue  # “is widely expected to”, “has been criticized for”: only with a crowd behind it
            past = "once" in between or "had" in between[:1]  # nobody thinks so now
            yield Hit(sentence.stretch(*place), weak=common or past or aside or sentence.reported_at(place[0]))
            taken = place[1]


class _Participles(NamedTuple):
    """The participles of a level, worked out once."""

    words: frozenset[str]
    gate: frozenset[bytes]  # the same
    runs: Mapping[bytes, Sequence[bytes]]  # each, and what it wants after it
    lower: frozenset[str]  # those whose source is often common knowledge (“expected”)
    common: frozenset[bytes]  # those of them that need an adverb of a crowd (“is widely expected to”)


def _participles(lexicon: Lexicon, lower: bool) -> _Participles:
    key = "lower passive" if lower else "passive"
    found: _Participles | None = lexicon.kept.get(key)
    if found is None:
        table = lexicon.table("hearsay", "passive")
        lower_level, judgments = lexicon.words("hearsay", "lower"), lexicon.words("hearsay", "judgments")
        every = _every_participle(lexicon)
        words = every & (lower_level | judgments) if lower else every
        runs = {}
        for word in words:
            wants = sorted({*table.get(word, ()), "that"})
            runs[word.encode()] = [word.encode()] if "adj" in wants else [f"{word} {want}".encode() for want in wants]
            if word in _BARE and not lower:
                runs[word.encode()] += [b"it %b %b" % (be, word.encode()) for be in (b"is", b"was", b"s", b"has been")]
        common = frozenset() if lower else cut(lower_level - _OPINIONS)
        found = lexicon.kept[key] = _Participles(words, frozenset(runs), runs, lower_level, common)
    return found


def _auxiliary(sentence: Sentence, i: int) -> int | None:
    """The first word of the passive that ends in the participle `i`: “has largely been considered”."""
    j = i - 1
    while j >= 0 and i - j < 5 and (sentence.lower[j] in ADVERBS or sentence.lower[j].endswith("ly")):
        j -= 1
    if j < 0 or not (sentence.lower[j] in _BE or sentence.lower[j] in _SHORT):
        return None
    if sentence.lower[j] == "been":
        k = j - 1
        while k >= 0 and j - k < 4 and (sentence.lower[k] in ADVERBS or sentence.lower[k].endswith("ly")):
            k -= 1
        if k < 0 or not (sentence.lower[k] in ("has", "have", "had") or sentence.lower[k] in _SHORT):
            return None
        if k and sentence.lower[k - 1] in _MODAL:
            return None
        j = k
    return None if j and sentence.lower[j - 1] in _MODAL else j


def _supposed(sentence: Sentence, first: int) -> bool:
    """“if the harbor is seen as lost, ...”, “when she was seen as”: a condition or a time claims nothing."""
    for n in range(first - 1, max(-1, first - 9), -1):
        if not sentence.words[n][0].isalpha():
            return False
        if sentence.lower[n] in ("if", "unless", "when", "until", "before"):
            return True
    return False


def _postponed(sentence: Sentence, i: int) -> int | None:
    """The adverb of a participle that stands behind its noun: “a harbor widely seen as”."""
    if i < 2 or sentence.lower[i - 1] not in _BY_MANY or sentence.lower[i - 2] in _MODAL | _BE | ADVERBS | {"a", "an"}:
        return None
    return i - 1 if sentence.words[i - 2][0].isalpha() or sentence.words[i - 2] == "," else None


def _passive(sentence: Sentence, i: int, needs: list[str]) -> tuple[int, int] | None:
    first = _auxiliary(sentence, i)
    if first is None and "as" in needs:
        first = _postponed(sentence, i)
    if first is not None and _BY_MANY.isdisjoint(sentence.lower[first:i]) and _supposed(sentence, first):
        return None
    following = sentence.lower[i + 1 : i + 2]
    if (
        first is None
        or not following
        or ("not" in sentence.lower[first:i] and sentence.lower[i] in ("known", "thought"))
    ):
        return None
    after = following[0]
    word = sentence.words[i + 1]
    if after in needs and after != "adj":
        return first, i + (after in ("to", "that", "as", "of", "for", "with"))
    if (
        "adj" in needs
        and after not in _NO_ADJECTIVE
        and word[0].isalpha()
        and word.islower()
        and not after.endswith(("ly", "ing"))
    ):
        return first, i
    if "adj" in needs and after in ("a", "an") and sentence.lower[i] in ("considered", "deemed", "believed"):
        return first, i
    return None


def _many_times(word: str, between: Sequence[str]) -> bool:
    """“has been criticized for”: over and over, by people who are not named."""
    return word in _OPINIONS and "been" in between


def _plain(sentence: Sentence, first: int, i: int, lexicon: Lexicon) -> bool:
    """Whether a judgment is told as names and rules are (“are called”, “is considered a citizen”, “who is seen as”).

    With a crowd behind it (“is widely seen as”, “has been called”) it is somebody’s opinion.
    """
    between, before = sentence.lower[first:i], sentence.lower[first - 1] if first else ""
    if sentence.lower[first] in _SHORT:
        before = sentence.lower[first].partition("’")[0]
    if sentence.lower[i] in ("called", "dubbed"):
        return "been" not in between or before == "what"
    if not _BY_MANY.isdisjoint(between):
        return False
    if before in ("who", "which", "that", "what"):
        return True
    return sentence.lower[i] == "deemed" or (
        sentence.lower[i] in lexicon.words("hearsay", "verdicts") and "been" not in between
    )


def _it_passive(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“it is widely believed that”, “, it is said,”."""
    after = sentence.lower[i + 1 : i + 2]
    if sentence.lower[i] in _PARENTHETIC and after == [","] and sentence.lower[i - 3 : i - 1] == [",", "it"]:
        return i - 2, i
    bare = sentence.lower[i] in _BARE and _begins_clause(sentence, i + 1)
    if sentence.lower[i] not in lexicon.words("hearsay", "it_participles") or not (after == ["that"] or bare):
        return None
    first = _auxiliary(sentence, i)
    if first is None or not (sentence.lower[first] == "it’s" or (first and sentence.lower[first - 1] == "it")):
        return None
    return first - (sentence.lower[first] != "it’s"), i + (not bare)


def _begins_clause(sentence: Sentence, n: int) -> bool:
    """“the club”, “she”, “Finch”: what a clause without “that” begins with."""
    if n >= len(sentence.words):
        return False
    word = sentence.lower[n]
    return word in DETERMINERS - {"that"} | PRONOUNS - {"that", "which", "who"} | {"a", "an", "there"} or (
        sentence.words[n][0].isupper()
    )


def _vouched(sentence: Sentence, place: tuple[int, int], clauses: Clauses, n: int) -> bool:
    """“believed by police”, “according to the ministry”, “, the mayor said”: somebody answers for it."""
    last = place[1]
    held = sentence.lower[last + 1 : last + 3] in _HELD
    # “to have been hit by a car”, “that he was hit by a car”: that is who hit
    beyond = last + (12 if held or sentence.lower[last] not in ("to", "that") else 1)
    for j in range(last + 1, min(beyond, len(sentence.lower))):
        if sentence.lower[j] == "by" and j + 1 < len(sentence.words) and sentence.lower[j + 1] not in _CROWD:
            return True
        if sentence.words[j] in (",", ";", "."):
            break
    if sentence.lower[last] == "by" or sentence.trailing:
        return True
    return any(
        sentence.lower[m] in ("according", "citing", "per") or m == place[0] - 1 or sentence.aside(m)
        for m in sentence.sources
    )


passives = (_passives, _passive_gate)
lower_passives = (_lower_passives, _lower_gate)
