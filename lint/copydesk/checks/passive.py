"""Wording without a source: passives of believing, hearsay adverbs, evidence without a maker, anonymous sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import ADVERBS, DETERMINERS, Clauses, Sentence
from .grammar import listed

_BE = listed("is are was were been ’s")
_CROWD = listed("some many most others critics several various")
_MODAL = listed("to will would can could may might must should shall be being get gets getting")
_NO_ADJECTIVE = listed(
    "for by in on at out off up down back over with as to the from of into when after before and or but that if because under"
)
_PEOPLE = listed("people person officials official sources source aides aide executives lawyers diplomats")
_FAMILIAR = (("familiar", "with"), ("briefed", "on"), ("close", "to"), ("with", "knowledge"), ("with", "direct"))
_REASON = listed("condition anonymity authorized authorised fear retaliation unidentified named identified")
_SAID = listed("said say says told added confirmed claimed claim")


def _passive_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.table("hearsay", "passive")) | lexicon.words("hearsay", "it_participles")


def _passives(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    return _all_passives(clauses, lexicon, lower=False)


def _lower_passives(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    return _all_passives(clauses, lexicon, lower=True)


def _all_passives(clauses: Clauses, lexicon: Lexicon, *, lower: bool) -> Iterator[Hit]:
    """`lower`: the participles whose source is often common knowledge (“expected”, “accused”), or all others."""
    table = lexicon.table("hearsay", "passive")
    lower_level = lexicon.words("hearsay", "lower")
    words = frozenset(table) | lexicon.words("hearsay", "it_participles")
    words = words & lower_level if lower else words - lower_level
    for n in clauses.with_any(words, _BE - {"’s"} | {"s"}):
        if not any(_followed(clauses, n, word, table.get(word, ())) for word in clauses.here(n, words)):
            continue
        sentence = clauses.sentence(n)
        taken = -1
        for i, word in enumerate(sentence.lower):
            if i <= taken or word not in words:
                continue
            place = _it_passive(sentence, i, lexicon) or (_passive(sentence, i, table[word]) if word in table else None)
            if place is None or _vouched(sentence, place, clauses, n):
                continue
            yield Hit(sentence.stretch(*place), weak=sentence.reported_at(place[0]))
            taken = place[1]


def _followed(clauses: Clauses, n: int, word: str, needs: Iterable[str]) -> bool:
    """Whether what a participle wants may stand after it: a quick look before the sentence is taken apart."""
    return (
        "adj" in needs or clauses.reads(n, f"{word} that") or any(clauses.reads(n, f"{word} {need}") for need in needs)
    )


def _auxiliary(sentence: Sentence, i: int) -> int | None:
    """The first word of the passive that ends in the participle `i`: “has largely been considered”."""
    j = i - 1
    while j >= 0 and i - j < 5 and (sentence.lower[j] in ADVERBS or sentence.lower[j].endswith("ly")):
        j -= 1
    if j < 0 or sentence.lower[j] not in _BE:
        return None
    if sentence.lower[j] == "been":
        k = j - 1
        while k >= 0 and j - k < 4 and (sentence.lower[k] in ADVERBS or sentence.lower[k].endswith("ly")):
            k -= 1
        if k < 0 or sentence.lower[k] not in ("has", "have", "had", "’s", "’ve"):
            return None
        if k and sentence.lower[k - 1] in _MODAL:
            return None
        j = k
    return None if j and sentence.lower[j - 1] in _MODAL else j


def _passive(sentence: Sentence, i: int, needs: list[str]) -> tuple[int, int] | None:
    first = _auxiliary(sentence, i)
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


def _it_passive(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“it is widely believed that”."""
    if sentence.lower[i] not in lexicon.words("hearsay", "it_participles") or sentence.lower[i + 1 : i + 2] != ["that"]:
        return None
    first = _auxiliary(sentence, i)
    if first is None or not first or sentence.lower[first - 1] != "it":
        return None
    return first - 1, i + 1


def _vouched(sentence: Sentence, place: tuple[int, int], clauses: Clauses, n: int) -> bool:
    """“believed by police”, “according to the ministry”, “, the mayor said”: somebody answers for it."""
    last = place[1]
    for j in range(last + 1, min(last + 12, len(sentence.lower))):
        if sentence.lower[j] == "by" and j + 1 < len(sentence.words) and sentence.lower[j + 1] not in _CROWD:
            return True
        if sentence.words[j] in (",", ";", "."):
            break
    if sentence.lower[last] == "by" or sentence.trailing:
        return True
    return any(sentence.lower[m] in ("according", "citing", "per") for m in sentence.sources)


def _hearsay_words(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("hearsay", "hearsay")


_CHARGED = listed(
    "charged charges accused indictment indicted complaint lawsuit suit prosecutors police court alleges"
    " alleging plea suspect arrested"
)


def _hearsay(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    words = _hearsay_words(lexicon)
    for n in clauses.with_any(words):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word in words and not sentence.sources:
                legal = word == "allegedly" and not _CHARGED.isdisjoint(sentence.lower)
                if not legal:
                    yield Hit(sentence.stretch(i, i), weak=word != "reportedly")


def _guess_words(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("hearsay", "guesses") - {"widely", "no doubt"}


def _guesses(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    words = _guess_words(lexicon)
    for n in clauses.with_any(words):
        if clauses.sentence(n).sources:
            continue
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word in words:
                yield Hit(sentence.stretch(i, i))


def _anonymous_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(("source", "sources", "familiar", "briefed"))


def _anonymous(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“a source said”; and, weaker, “people familiar with the matter” without a reason in the paragraph."""
    reason = not _REASON.isdisjoint(clauses.text.lower().replace("’", " ").replace(",", " ").replace(".", " ").split())
    for n in clauses.with_any(_anonymous_words(lexicon)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word in ("source", "sources") and not reason:
                place = _source_said(sentence, i)
                if place:
                    yield Hit(sentence.stretch(*place))
            elif word in ("familiar", "briefed") and not reason:
                place = _familiar(sentence, i)
                if place:
                    yield Hit(sentence.stretch(*place), weak=True)


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
    verb = i + 1
    while verb < len(sentence.lower) and verb - i < 3 and sentence.lower[verb] in ADVERBS | {"have", "has", "had"}:
        verb += 1
    if verb < len(sentence.lower) and sentence.lower[verb] in _SAID:
        return first, verb
    return None


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


def _evidence_words(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("hearsay", "evidence")


def _evidence(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“studies show”, “in many polls”, with nobody named as the maker in the sentence or the one before."""
    words, verbs = _evidence_words(lexicon), lexicon.words("hearsay", "evidence_verbs")
    determiners = lexicon.words("hearsay", "evidence_determiners")
    for n in clauses.with_any(words):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word not in words or _made_by(clauses, n, i):
                continue
            after = sentence.lower[i + 1 : i + 2]
            before = sentence.lower[i - 1] if i else ""
            if (
                after
                and after[0] in verbs
                and before not in DETERMINERS | {"a", "an", "no", "by", "of"}
                and not before.endswith("’s")
                and not (i and sentence.words[i - 1][:1].isupper() and i > 1)
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
    if any(w in ("by", "from", "of") and near[k + 1 : k + 2] and near[k + 1][:1].isupper() for k, w in enumerate(near)):
        return True
    if n:
        before = clauses.sentence(n - 1)
        return any(w in ("poll", "study", "survey", "report") for w in before.lower)
    return False


passives = (_passives, _passive_words)
lower_passives = (_lower_passives, _passive_words)
hearsay = (_hearsay, _hearsay_words)
guesses = (_guesses, _guess_words)
anonymous = (_anonymous, _anonymous_words)
evidence = (_evidence, _evidence_words)
