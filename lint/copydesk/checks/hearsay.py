"""Words that pass on what somebody said or guess what is so: “reportedly”, “apparently”."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import Clauses, cut
from .grammar import listed
from .sentence import Sentence


def _hearsay_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(lexicon.words("hearsay", "hearsay"))


_REPORTED = listed("according citing reported reports report")
_CHARGED = listed(
    "charged charges accused indictment indicted complaint lawsuit suit prosecutors police court alleges"
    " alleging plea suspect arrested"
)


def _hearsay(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    words = lexicon.words("hearsay", "hearsay")
    for n in clauses.with_any(_hearsay_words(lexicon)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word in words and not _answered_for(sentence, i):
                legal = word == "allegedly" and not _CHARGED.isdisjoint(sentence.lower)
                if not legal:
                    weak = word != "reportedly" or bool(sentence.sources) or _reported_beside(clauses, n)
                    yield Hit(sentence.stretch(i, i), weak=weak)


def _answered_for(sentence: Sentence, i: int) -> bool:
    """Whether a source of the sentence covers word `i`; in “Lee, who reportedly left, said” none does."""
    return sentence.reported_at(i) or any(
        sentence.lower[m] in ("according", "citing", "per") or sentence.aside(m) for m in sentence.sources
    )


def _reported_beside(clauses: Clauses, n: int) -> bool:
    """Whether the sentence before or the one after names the report: “..., Oslo Radio reported.”"""
    beside = [clauses.sentence(n - 1)] if n else []
    beside += islice(clauses.following(n), 1)
    return any(s.lower[m] in _REPORTED for s in beside for m in s.sources)


def _guess_words(lexicon: Lexicon) -> frozenset[bytes]:
    return cut(_guessing(lexicon))


def _guessing(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("hearsay", "guesses") - {"widely", "no doubt"}


def _guesses(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    words = _guessing(lexicon)
    for n in clauses.with_any(cut(words)):
        if clauses.sentence(n).sources:
            continue
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.lower):
            if word in words and sentence.lower[max(0, i - 1)] not in ("a", "an", "the"):  # “a seemingly endless line”
                yield Hit(sentence.stretch(i, i))


hearsay = (_hearsay, _hearsay_words)
guesses = (_guesses, _guess_words)
