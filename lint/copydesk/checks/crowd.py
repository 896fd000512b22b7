"""Who is a crowd: quantifiers, roles that name no one, and what gives a crowd a name after all."""

from __future__ import annotations

from ..lexicon import Lexicon
from .grammar import listed
from .sentence import ADVERBS, AUXILIARY, DETERMINERS, NUMBERS, PRONOUNS, Sentence

BARE = listed("some many most few others several various numerous certain countless")
TOLD_BY = frozenset(("insiders", "allies", "supporters", "rivals", "opponents"))  # names no one after “according to”
BEFORE = listed(
    "that but while as and because though although what than if how why where when since however , ; : — – ( ¤"
)
NO_SUBJECT = listed(
    "of for with to from by in on at are is was were be been has have had there than about into over between"
    " against among like causing raised raising"
)
_NO_KIND = DETERMINERS | NUMBERS | ADVERBS | AUXILIARY | NO_SUBJECT | BEFORE | BARE | PRONOUNS


def named_after(sentence: Sentence, k: int, lexicon: Lexicon) -> bool:
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


def named_in(sentence: Sentence, verb: int) -> bool:
    """“A chorus of bankers has said the same, including Ann Lee”: a name soon after the verb, with no clause between."""
    words = sentence.words
    for j in range(verb + 1, min(verb + 7, len(words) - 1)):
        if sentence.lower[j] in ("that", "in", "of", "for", "at", "from"):
            return False
        if sentence.lower[j] in ("including", "among") and words[j - 1] == ",":
            return any(w[:1].isupper() for w in words[j + 1 : j + 7])
    return False


def speaks(sentence: Sentence, n: int, lexicon: Lexicon) -> bool:
    """Whether a word names people as a crowd: a role, or a plural name (“Republicans”)."""
    words = lexicon.words
    word = sentence.lower[n]
    if word in words("vague-sources", "strong_roles") or word in words("vague-sources", "weak_roles"):
        return True
    return sentence.words[n] in words("vague-sources", "weak_roles") or (
        sentence.words[n][:1].isupper() and word.endswith("s") and not word.endswith("’s") and n > 0
    )


def names_no_one(sentence: Sentence, n: int, lexicon: Lexicon) -> bool:
    """Whether a word before a role says nothing of who it is: “legal”, “senior”, “Chinese”."""
    word, modifiers = sentence.words[n], lexicon.words("vague-sources", "empty_modifiers")
    return (
        word in modifiers
        or sentence.lower[n] in modifiers
        or (word.istitle() and word.endswith(("ian", "ean", "ese", "ish", "ani", "aqi", "eli")))
    )


def kind_of(sentence: Sentence, n: int) -> bool:
    """Whether a word says of which kind people are: “tax experts”, “Crime experts” at the start of a sentence."""
    word = sentence.lower[n]
    if not word.isalpha() or word in _NO_KIND or sentence.attributes(n):
        return False
    return sentence.words[n].islower() or n == 0


def quantifier(sentence: Sentence, i: int, several: list[list[str]]) -> int | None:
    """Where a quantifier that begins at `i` ends (one past its last word)."""
    lower = sentence.lower
    if lower[i] in BARE or lower[i] == "multiple":
        return i + 1
    ends = [i + len(words) for words in several if lower[i : i + len(words)] == words]
    return max(ends, default=None)


def counts(lower: list[str], i: int) -> bool:
    """“how many people”, “many more Latinos”, “as much as many had hoped”: a number or a measure, nobody’s claim."""
    before = lower[i - 1] if i else ""
    if lower[i + 1 : i + 2] == ["more"] or (before in ("so", "too") and lower[i] == "many"):
        return True
    if before == "how" and lower[i] == "many":
        return not (i > 1 and lower[i - 2].endswith(("is", "was", "’s")))  # “that’s how many experts saw it”
    hoped = any(word.startswith(("hope", "expect", "fear")) for word in lower[i + 1 : i + 4])
    return hoped and before in ("as", "than")


def crowd(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """The last word of a crowd that begins at `i`: quantifier and role, or a bare role."""
    words = lexicon.words
    j = i
    while j < len(sentence.lower) and j - i < 4:
        word = sentence.lower[j]
        if word in words("vague-sources", "strong_roles") or word in TOLD_BY:
            after = sentence.words[j + 1 : j + 2]
            if after and (after[0] in ("familiar", "briefed", "close", "with") or after[0][0].isupper()):
                return None  # “according to analysts Lee & Co.”
            return j
        if (
            j == i
            and sentence.words[j].islower()
            and word.isalpha()
            and word not in DETERMINERS | {"a", "an", "one", "two", "three"}
        ):
            j += 1  # “show insiders”: one word may say of which kind
            continue
        if not (
            word in BARE
            or word in words("vague-sources", "empty_modifiers")
            or sentence.words[j] in words("vague-sources", "empty_modifiers")
        ):
            return None
        j += 1
    return None


def unnamed(sentence: Sentence, end: int) -> int | None:
    """A complement with a name in it (“experts at Yale say”) is a source of a kind: left alone."""
    return None if any(w[:1].isupper() for w in sentence.words[max(1, end - 4) : end]) else end
