"""Vague sources: a crowd without a name, and the verb that makes it speak."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import ADVERBS, AUXILIARY, DETERMINERS, NUMBERS, Clauses, Sentence

BARE = frozenset("some many most others several various numerous certain countless".split())
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


def triggers(lexicon: Lexicon) -> frozenset[str]:
    """The words one of which every vague source has."""
    found: frozenset[str] | None = lexicon.kept.get("vague triggers")
    if found is None:
        words = lexicon.words
        found = (
            BARE
            | words("vague-sources", "strong_roles")
            | frozenset(
                "few number handful dozens scores hundreds thousands plenty lot lots more majority minority chorus host slew legions shortage"
                " multiple secret goes rumor rumour wisdom consensus theory thinking word talk eyebrows questions everyone everybody needless"
                " speculation popular common fears concerns sense belief accounts estimates measures eyes view minds".split()
            )
        )
        lexicon.kept["vague triggers"] = found
    return found


def vague_sources(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """One hit a clause, from the first word of the source to the verb; weak inside somebody's reported speech."""
    for n in clauses.with_any(triggers(lexicon)):
        sentence = clauses.sentence(n)
        taken = -1
        for i in range(len(sentence.words)):
            if i <= taken:
                continue
            place = _at(sentence, i, lexicon)
            if place is None:
                continue
            first, last = place
            weak = sentence.reported_at(first) or _named_next(clauses, n)
            yield Hit(sentence.stretch(first, last), weak=weak)
            taken = last


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


def _at(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The vague source that begins at word `i`, as first and last word."""
    lower = sentence.lower
    phrase = _phrase(sentence, i, lexicon)
    if phrase is not None:
        return i, phrase
    if lower[i] in _SEEN and lower[i + 1 : i + 2] == ["by"]:
        return _seen_by(sentence, i, lexicon)
    if lower[i] == "according" and lower[i + 1 : i + 2] == ["to"]:
        end = _crowd(sentence, i + 2, lexicon)
        return (i, end) if end is not None and not _named_after(sentence, end, lexicon) else None
    quantified = _quantified(sentence, i, lexicon)
    if quantified is not None:
        return quantified
    return _bare_role(sentence, i, lexicon)


def _phrase(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """The last word of a fixed phrase that begins here."""
    starts = lexicon.kept.get("vague phrases")
    if starts is None:
        starts = {}
        for key in ("phrases", "comma_phrases"):
            for phrase in lexicon.words("vague-sources", key):
                words = phrase.replace("'", "’").split()
                starts.setdefault(words[0], []).append((words, key))
        lexicon.kept["vague phrases"] = starts
    for words, key in starts.get(sentence.lower[i], ()):
        end = i + len(words)
        if sentence.lower[i:end] != words:
            continue
        if key == "comma_phrases":
            closed = sentence.words[end : end + 1] == [","]
            if not closed or not (i == 0 or sentence.words[i - 1] == ","):
                continue
        return end - 1
    return None


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


def _quantifier(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """Where a quantifier that begins at `i` ends (one past its last word)."""
    lower = sentence.lower
    if lower[i] in BARE or lower[i] == "multiple":
        return i + 1
    starts = lexicon.kept.get("vague quantifiers")
    if starts is None:
        starts = {}
        for phrase in lexicon.words("vague-sources", "quantifiers"):
            words = phrase.split()
            if len(words) > 1:
                starts.setdefault(words[0], []).append(words)
        for found in starts.values():
            found.sort(key=len, reverse=True)
        lexicon.kept["vague quantifiers"] = starts
    for words in starts.get(lower[i], ()):
        if lower[i : i + len(words)] == words:
            return i + len(words)
    return None


def _quantified(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    lower, words = sentence.lower, lexicon.words
    j = _quantifier(sentence, i, lexicon)
    if j is None or j >= len(lower) or (i and lower[i - 1] in DETERMINERS | {"at", "by"}):
        return None
    if lower[j] in _TIMES or lower[j][:1].isdigit() or lower[j] in NUMBERS:
        return None
    if lower[i] in BARE:
        verb = _verb(sentence, j, lexicon, words("vague-sources", "bare_verbs"))
        if verb is not None and not _stays_silent(sentence, verb):
            return i, verb
    if lower[j] in _LINKS or lower[j - 1] == "of" and lower[j] in DETERMINERS:
        return _within(sentence, i, j, lexicon)
    for k in range(j, min(j + 4, len(lower))):
        if (
            lower[k] in words("vague-sources", "strong_roles")
            or lower[k] in words("vague-sources", "weak_roles")
            or sentence.words[k] in words("vague-sources", "weak_roles")
        ):
            verb = _after_role(sentence, k, lexicon)
            return (i, verb) if verb is not None else None
        if not lower[k][0].isalpha() or lower[k] in AUXILIARY or sentence.attributes(k):
            return None
    return None


def _within(sentence: Sentence, i: int, j: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """“some of the governor’s allies say”, “many in the party believe”."""
    k = j + (sentence.lower[j] in _LINKS)
    for end in range(k, min(k + 7, len(sentence.lower))):
        word = sentence.lower[end]
        if not word[0].isalpha() or word in ("who", "which", "that", "and", "or"):
            return None
        if end > k and (sentence.attributes(end) and word not in AUXILIARY):
            if sentence.lower[end - 1] in DETERMINERS or sentence.lower[end - 1].endswith("’s"):
                return None
            return (i, end) if not _stays_silent(sentence, end) and _can_speak(sentence, end - 1) else None
    return None


def _can_speak(sentence: Sentence, n: int) -> bool:
    """A subject that ends in a plural, a name or a body of people; not “some of the money”."""
    while n > 0 and (sentence.lower[n] in AUXILIARY or sentence.lower[n] in ADVERBS):
        n -= 1
    word = sentence.lower[n]
    return (
        word.endswith("s")
        or sentence.words[n][:1].isupper()
        or word
        in (
            "them",
            "people",
            "party",
            "world",
            "community",
            "media",
            "industry",
            "country",
            "public",
            "field",
            "government",
            "administration",
            "press",
            "region",
            "city",
            "town",
            "team",
        )
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
        and _verb(sentence, j + 1, lexicon, None) is not None
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
    verb = _verb(sentence, j, lexicon, None)
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


def _verb(sentence: Sentence, j: int, lexicon: Lexicon, allowed: frozenset[str] | None) -> int | None:
    """A verb of attribution at `j`, past at most three auxiliaries and adverbs."""
    start = j
    while j < len(sentence.lower) and j - start < 4:
        word = sentence.lower[j]
        plain = word not in AUXILIARY and word not in ADVERBS and not (word.endswith("ly") and len(word) > 4)
        if plain:
            ok = (
                word in allowed if allowed is not None else sentence.attributes(j) or _plural_verb(sentence, j, lexicon)
            )
            passive = (
                j > start
                and sentence.lower[j - 1] in ("be", "been", "being", "is", "are", "was", "were")
                and not word.endswith("ing")
            )
            return j if ok and not passive else None
        j += 1
    return None


def _plural_verb(sentence: Sentence, j: int, lexicon: Lexicon) -> bool:
    """“critics claim”, “experts fear”: a plural before it makes the noun-like form a verb."""
    word = sentence.lower[j]
    return (
        word in lexicon.words("attribution", "nounlike")
        and not word.endswith("s")
        and j + 1 < len(sentence.words)
        and sentence.words[j + 1] not in (",", ".")
    )


def _stays_silent(sentence: Sentence, verb: int) -> bool:
    """“others have not said”, “critics, saying so, left”."""
    near = sentence.lower[max(0, verb - 3) : verb]
    return (
        "not" in near
        or "n’t" in near
        or "never" in near
        or sentence.lower[verb]
        in (
            "want",
            "wanted",
            "seek",
            "sought",
            "plan",
            "planned",
            "need",
            "know",
            "knew",
            "hope to",
            "refused",
            "declined",
            "signed",
            "file",
            "filed",
            "share",
            "shared",
            "support",
            "supported",
            "read",
            "hold",
            "held",
            "list",
            "listed",
            "see",
            "saw",
            "find",
            "found",
            "like",
            "mean",
            "meant",
            "go",
            "went",
            "offered",
            "pressed",
            "posted",
            "backed",
            "sign",
            "feel",
            "felt",
            "want",
        )
    )
