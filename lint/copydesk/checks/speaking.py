"""The verb that makes a crowd speak: in which forms, and when the same word is a noun or no claim at all."""

from __future__ import annotations

from .grammar import listed
from .sentence import ADVERBS, AUXILIARY, Sentence

MODALS = listed("can could will would may might must should shall")
_BE = listed("is are was were be been being")
# “point to”, “feared for”, “hope to return”, “complained to the mayor”
_NO_CLAIM = {"poin": ("to",), "fear": ("for", "to"), "hope": ("for", "to"), "hopi": ("for", "to"), "comp": ("to",)}
_ADJECTIVES = listed("alleged suspected accused")
_OWN = listed("his her their him them it that this")
_ASIDES = ([",", "however", ","], [",", "though", ","], [",", "too", ","])
_CLAUSE = listed(
    "that the a an this these those his her their its it he she they there for to on about if whether him"
    " them such what why how of is are was were will would could may might"
)


def verb_at(sentence: Sentence, j: int, allowed: frozenset[str]) -> int | None:
    """One of the verbs at `j`, past at most three auxiliaries and adverbs; no passive, no “can” or “would”."""
    if sentence.lower[j : j + 3] in _ASIDES:
        j += 3
    start = j
    while j < len(sentence.lower) and j - start < 4:
        word = sentence.lower[j]
        if word in MODALS or (word == "be" and j > start):
            return None
        if word not in AUXILIARY and word not in ADVERBS and not (word.endswith("ly") and len(word) > 4):
            if word not in allowed or _as_noun(sentence, j):
                return None
            be = not _BE.isdisjoint(sentence.lower[start:j])
            return j if be == word.endswith("ing") or (not be and _gerund(sentence, start)) else None
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
    if j + 1 == len(sentence.words):
        return True
    after = sentence.words[j + 1]
    return not (after.lower() in _CLAUSE or after[0].isupper() or after[0] == "¤")


def claims_nothing(sentence: Sentence, verb: int) -> bool:
    """“others have not said”; “some called for calm”, “many called her”: a demand or a telephone, no claim."""
    near = sentence.lower[max(0, verb - 3) : verb]
    if "not" in near or "never" in near or any(w.endswith("n’t") for w in near):
        return True
    word, following = sentence.lower[verb], sentence.lower[verb + 1 : verb + 12]
    after = following[0] if following else ""
    if word in _ADJECTIVES and after not in _CLAUSE and after.endswith("s") and len(following) > 1:
        return following[1] in AUXILIARY or sentence.attributes(verb + 2)  # “some alleged victims say”
    if word.startswith("maintain"):
        return "that" not in following[:3]  # “maintain two houses”
    if word.startswith(("view", "regard")):  # “view the press with distrust”
        return "as" not in following and "how" not in sentence.lower[max(0, verb - 6) : verb]
    if word.startswith("call"):
        return after in ("for", "on", "to", "him", "her", "me", "us", "out", "off", "back", "in")
    if word in ("feel", "felt"):  # “feel uneasy”
        plural = after.endswith("s") and not after.endswith("ss")
        return after.islower() and not (after in _CLAUSE or plural or sentence.words[verb + 1][0].isupper())
    if word in ("think", "thought"):  # “think differently”; “some thought must be given”
        return (after.endswith("ly") and after != "only") or after in MODALS or after in AUXILIARY or after == "to"
    if word.startswith("agree") and after == "with":  # with what somebody has said, whom the reader knows
        return following[1] in _OWN or sentence.words[verb + 2][0].isupper()
    return after in _NO_CLAIM.get(word[:4], ())


def participle(sentence: Sentence, verb: int) -> bool:
    """Whether a form in -ed may say what was done to a thing (“some of the plans considered”): no clause follows it."""
    after = sentence.lower[verb + 1] if verb + 1 < len(sentence.lower) else "."
    return sentence.lower[verb].endswith("ed") and after not in _CLAUSE
