"""Verbs of saying that take sides: “claimed” doubts, “admitted” convicts, “said” only says."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Hit, replacing
from ..lexicon import Lexicon
from .clauses import Clauses, cut
from .sentence import Sentence

_PLAIN = ("said", "says")


def _loaded_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(frozenset(word for plain in _PLAIN for word in lexicon.table("loaded-verbs", plain)))


def _loaded(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """A verb that takes sides where it hands on what somebody with a name said."""
    for n in clauses.with_any(_loaded_words(lexicon)):
        sentence = clauses.sentence(n)
        for m in sentence.sources:
            for plain in _PLAIN:
                why = lexicon.table("loaded-verbs", plain).get(sentence.lower[m])
                if why and _hands_on(sentence, m):
                    span = sentence.stretch(m, m)
                    yield Hit(span, replacing(span, plain, safe=False), {"why": why})


def _hands_on(sentence: Sentence, m: int) -> bool:
    """Whether what was said stands beside the verb: “claimed that”, “claimed: “...””, “..., Lee claimed.”"""
    if sentence.lower[m - 1 : m] == ["to"]:
        return False  # “answered to claims that”
    after = sentence.words[m + 1 : m + 3]
    if not after or after[0] in (".", ","):
        return any(word == "," or word[0] == "¤" for word in sentence.words[max(0, m - 6) : m])
    return after[0] == "that" or any(word[0] == "¤" for word in after)


loaded = (_loaded, _loaded_words)
