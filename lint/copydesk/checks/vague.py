"""Vague sources: a crowd without a name, and the verb that makes it speak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Hit
from ..lexicon import Lexicon
from ..spans import Span
from .clauses import ADVERBS, AUXILIARY, DETERMINERS, NUMBERS, Clauses, Sentence

BARE = frozenset("some many most others several various numerous certain countless".split())
_MODALS = frozenset("can could will would may might must should shall".split())
_BE = frozenset("is are was were be been being".split())
_CLAUSE = frozenset(
    "that the a an this these those his her their its it he she they there for to on about if whether him them such what why how of"
    " is are was were will would could may might".split()
)
_NO_SUBJECT = frozenset(
    "of for with to from by in on at are is was were be been has have had there than about into over between against among like causing"
    " raised raising".split()
)
_LINKS = frozenset("of in on within at from across inside outside among".split())
_TIMES = frozenset(
    "times months years weeks days hours minutes points questions ways things reasons cases areas parts places".split()
)
_SEEN = frozenset(
    "seen viewed regarded considered described perceived hailed dubbed criticized criticised praised believed".split()
)
_BEFORE = frozenset(
    "that but while as and because though although what than if where when since however , ; : — – ( ¤".split()
)


class _Words(NamedTuple):
    """What the word lists amount to, worked out once."""

    starts: frozenset[str]  # a source in one word begins with one of these
    several: tuple[str, ...]  # quantifiers of several words
    phrases: tuple[str, ...]
    between_commas: tuple[str, ...]
    voices: frozenset[str]  # one of these stands beside every source


def _worked_out(lexicon: Lexicon) -> _Words:
    found: _Words | None = lexicon.kept.get("vague")
    if found is None:
        words = lexicon.words
        found = lexicon.kept["vague"] = _Words(
            BARE | _SEEN | {"according", "multiple"} | words("vague-sources", "strong_roles"),
            tuple(sorted(q for q in words("vague-sources", "quantifiers") if " " in q)),
            tuple(sorted(words("vague-sources", "phrases"))),
            tuple(sorted(words("vague-sources", "comma_phrases"))),
            words("vague-sources", "bare_verbs") | words("vague-sources", "claim_verbs") | _SEEN | {"according"},
        )
    return found


def triggers(lexicon: Lexicon) -> frozenset[str]:
    """Words one of which stands in every paragraph with a vague source."""
    known = _worked_out(lexicon)
    return known.starts | {max(p.split(), key=len) for p in (*known.several, *known.phrases, *known.between_commas)}


def vague_sources(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """One hit a clause, from the first word of the source to the verb; weak inside somebody's reported speech."""
    known = _worked_out(lexicon)
    yield from _phrases(clauses, known)
    several = [q.split() for q in known.several if q in clauses.lower]
    starts = known.starts | {q[0] for q in several}
    for n in clauses.with_any(starts, known.voices):
        sentence = clauses.sentence(n)
        taken = -1
        for i, word in enumerate(sentence.lower):
            if i <= taken or word not in starts:
                continue
            place = _at(sentence, i, several, lexicon)
            if place is not None:
                yield Hit(sentence.stretch(*place), weak=sentence.reported_at(place[0]) or _named_next(clauses, n))
                taken = place[1]


def _phrases(clauses: Clauses, known: _Words) -> Iterator[Hit]:
    """Fixed phrases, as whole words; some only between commas."""
    text = clauses.lower
    for phrase in (*known.phrases, *known.between_commas):
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            whole = not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()
            apart = text[end : end + 1] == "," and (at == 0 or text[at - 2 : at] == ", ")
            if whole and (apart or phrase not in known.between_commas):
                yield Hit(Span(at, end))
            at = text.find(phrase, end)


def _named_next(clauses: Clauses, n: int) -> bool:
    """Whether the next sentence gives one of the crowd a name: “Some object. Ann Lee said ...”"""
    if n + 1 >= len(clauses):
        return False
    following = clauses.sentence(n + 1)
    return (
        len(following.words) > 2
        and following.words[0][:1].isupper()
        and any(m in (1, 2, 3) for m in following.sources)
        and following.words[1][:1].isupper()
    )


def _at(sentence: Sentence, i: int, several: list[list[str]], lexicon: Lexicon) -> tuple[int, int] | None:
    """The vague source that begins at word `i`, as first and last word."""
    lower = sentence.lower
    if lower[i] in _SEEN and lower[i + 1 : i + 2] == ["by"]:
        return _seen_by(sentence, i, lexicon)
    if lower[i] == "according" and lower[i + 1 : i + 2] == ["to"]:
        end = _crowd(sentence, i + 2, lexicon)
        return (i, end) if end is not None and not _named_after(sentence, end, lexicon) else None
    quantified = _quantified(sentence, i, several, lexicon)
    if quantified is not None:
        return quantified
    return _bare_role(sentence, i, lexicon)


def _seen_by(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“seen by many as”, “described by critics as”."""
    j = i + 2
    if j < len(sentence.lower) and (
        sentence.lower[j] in BARE or sentence.lower[j] in lexicon.words("vague-sources", "strong_roles")
    ):
        if sentence.lower[j + 1 : j + 2] == ["as"]:
            return i, j + 1
        if sentence.lower[j] in BARE and (
            j + 1 >= len(sentence.words)
            or not sentence.words[j + 1][0].isalpha()
            or sentence.lower[j + 1] in ("to", "for")
        ):
            return i, j
    return None


def _crowd(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """The last word of a crowd that begins at `i`: quantifier and role, or a bare role."""
    words = lexicon.words
    j = i
    while j < len(sentence.lower) and j - i < 4:
        word = sentence.lower[j]
        if word in words("vague-sources", "strong_roles"):
            return None if sentence.lower[j + 1 : j + 2] in (["familiar"], ["briefed"], ["close"], ["with"]) else j
        if not (
            word in BARE
            or word in words("vague-sources", "empty_modifiers")
            or sentence.words[j] in words("vague-sources", "empty_modifiers")
        ):
            return None
        j += 1
    return None


def _quantifier(sentence: Sentence, i: int, several: list[list[str]]) -> int | None:
    """Where a quantifier that begins at `i` ends (one past its last word)."""
    lower = sentence.lower
    if lower[i] in BARE or lower[i] == "multiple":
        return i + 1
    ends = [i + len(words) for words in several if lower[i : i + len(words)] == words]
    return max(ends, default=None)


def _quantified(sentence: Sentence, i: int, several: list[list[str]], lexicon: Lexicon) -> tuple[int, int] | None:
    lower, words = sentence.lower, lexicon.words
    j = _quantifier(sentence, i, several)
    if j is None or j >= len(lower) or (i and lower[i - 1] in (DETERMINERS - {"that"}) | {"at", "by"}):
        return None
    if lower[j] in _TIMES or lower[j][:1].isdigit() or lower[j] in NUMBERS:
        return None
    if lower[i] in BARE:
        verb = _verb(sentence, j, words("vague-sources", "bare_verbs"))
        if (
            verb is not None
            and not _stays_silent(sentence, verb)
            and not (i and lower[i - 1] in _NO_SUBJECT - {"than"})
        ):
            return i, verb
    if lower[j] in _LINKS or lower[j - 1] == "of" and lower[j] in DETERMINERS:
        return _within(sentence, i, j, lexicon)
    for k in range(j, min(j + 4, len(lower))):
        if _speaks(sentence, k, lexicon):
            verb = _after_role(sentence, k, lexicon)
            return (i, verb) if verb is not None else None
        if not lower[k][0].isalpha() or lower[k] in AUXILIARY or sentence.attributes(k):
            return None
    return None


def _within(sentence: Sentence, i: int, j: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“some of the governor’s allies say”, “many in the party believe”."""
    lower = sentence.lower
    k = j + (lower[j] in _LINKS)
    of = lower[k - 1] == "of"
    for end in range(k + 1, min(k + 7, len(lower))):
        word = lower[end - 1]
        if not word[0].isalpha() or word in ("who", "which", "that", "and", "or"):
            return None
        if of and not (_speaks(sentence, end - 1, lexicon) or word == "them"):
            continue
        verb = _verb(sentence, end, lexicon.words("vague-sources", "bare_verbs"))
        if verb is not None:
            return None if _stays_silent(sentence, verb) or lower[verb - 1] in DETERMINERS else (i, verb)
    return None


def _speaks(sentence: Sentence, n: int, lexicon: Lexicon) -> bool:
    """Whether a word names people as a crowd: a role, or a plural name (“Republicans”)."""
    words = lexicon.words
    word = sentence.lower[n]
    if word in words("vague-sources", "strong_roles") or word in words("vague-sources", "weak_roles"):
        return True
    return sentence.words[n] in words("vague-sources", "weak_roles") or (
        sentence.words[n][:1].isupper() and word.endswith("s") and not word.endswith("’s") and n > 0
    )


def _bare_role(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“critics say”, “legal experts warn”, “, say critics”."""
    lower, words = sentence.lower, lexicon.words
    if lower[i] not in words("vague-sources", "strong_roles"):
        return None
    first = i
    while (
        first
        and (
            lower[first - 1] in words("vague-sources", "empty_modifiers")
            or sentence.words[first - 1] in words("vague-sources", "empty_modifiers")
        )
        and first > i - 3
    ):
        first -= 1
    before = lower[first - 1] if first else ""
    if first and not (before in _BEFORE or before[0] == "¤" or sentence.attributes(first - 1)):
        return None
    if before == "than":
        return None  # “more than analysts expected” measures a market
    if before == "and" and not (first >= 2 and sentence.words[first - 2] == ","):
        return None
    verb = _after_role(sentence, i, lexicon)
    if verb is not None:
        return first, verb
    if (
        first
        and before in ("say", "said", "says", "argue", "warn", "believe")
        and (first < 2 or sentence.words[first - 2] in (",", "¤") or sentence.words[first - 2][0] == "¤")
    ):
        after = sentence.words[i + 1 : i + 2]
        return (first - 1, i) if not after or not after[0][0].isalpha() or after == ["who"] else None
    return None


def _after_role(sentence: Sentence, k: int, lexicon: Lexicon) -> int | None:
    """The verb of attribution after a role, past a complement that names no one; None where the source is named after all."""
    lower = sentence.lower
    j = k + 1
    if (
        j < len(lower)
        and lower[j] in ("who", "which")
        and _verb(sentence, j + 1, lexicon.words("vague-sources", "claim_verbs")) is not None
        and sentence.words[k + 1] != ","
    ):
        return None
    if _named_after(sentence, k, lexicon):
        return None
    if j < len(lower) and lower[j] in ("of", "in", "within", "outside", "close"):
        for end in range(j + 1, min(j + 6, len(lower))):
            if lower[end] in ("who", "that", ",") or not lower[end][0].isalpha():
                return None
            if sentence.attributes(end) and lower[end - 1] not in DETERMINERS | {"of", "in"}:
                return None if _stays_silent(sentence, end) else _back_to_plain(sentence, end)
        return None
    verb = _verb(sentence, j, lexicon.words("vague-sources", "claim_verbs"))
    return None if verb is None or _stays_silent(sentence, verb) else verb


def _back_to_plain(sentence: Sentence, end: int) -> int | None:
    """A complement with a name in it (“experts at Yale say”) is a source of a kind: left alone."""
    return None if any(w[:1].isupper() for w in sentence.words[max(1, end - 4) : end]) else end


def _named_after(sentence: Sentence, k: int, lexicon: Lexicon) -> bool:
    """“including”, “such as”, “led by”, “at the Fed”: the source has a name after all."""
    j = k + 1
    if j < len(sentence.lower) and sentence.words[j] == ",":
        j += 1
        return j < len(sentence.lower) and sentence.lower[j] in (
            "including",
            "such",
            "like",
            "among",
            "led",
            "notably",
            "namely",
        )
    return j < len(sentence.lower) and sentence.lower[j] in lexicon.words("vague-sources", "naming")


def _verb(sentence: Sentence, j: int, allowed: frozenset[str]) -> int | None:
    """One of the verbs at `j`, past at most three auxiliaries and adverbs; no passive, no “can” or “would”."""
    start = j
    while j < len(sentence.lower) and j - start < 4:
        word = sentence.lower[j]
        if word in _MODALS or (word == "be" and j > start):
            return None
        if word not in AUXILIARY and word not in ADVERBS and not (word.endswith("ly") and len(word) > 4):
            if word not in allowed or _as_noun(sentence, j):
                return None
            be = not _BE.isdisjoint(sentence.lower[start:j])
            return j if be == word.endswith("ing") or not be and _gerund(sentence, start) else None
        j += 1
    return None


def _gerund(sentence: Sentence, start: int) -> bool:
    """Whether “-ing” without an auxiliary can be a verb here; other forms always can."""
    return not sentence.lower[start].endswith("ing") or "with" in sentence.lower[max(0, start - 4) : start]


def _as_noun(sentence: Sentence, j: int) -> bool:
    """“some worry at the bank”, “many call centers”: a noun-like form that no clause follows."""
    word = sentence.lower[j]
    if word not in sentence.lexicon.words("attribution", "nounlike"):
        return False
    after = sentence.lower[j + 1] if j + 1 < len(sentence.lower) else "."
    return not (after in _CLAUSE or sentence.words[j + 1][:1].isupper() or after[0] == "¤")


def _stays_silent(sentence: Sentence, verb: int) -> bool:
    """“others have not said”."""
    near = sentence.lower[max(0, verb - 3) : verb]
    return "not" in near or "never" in near or any(w.endswith("n’t") for w in near)
