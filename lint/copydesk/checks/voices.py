"""What the word lists of vague sources amount to, and which words wake the search for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..lexicon import Lexicon
from .clauses import cut
from .crowd import BARE, TOLD_BY
from .grammar import listed

SEEN = listed(
    "seen viewed regarded considered described perceived hailed dubbed criticized criticised praised believed"
    " interpreted denounced dismissed ridiculed mocked derided lauded blamed feared thought called labeled"
    " labelled touted credited cited welcomed"
)
SAYS = frozenset(("say", "said", "says", "argue", "argued", "warn", "warned", "believe"))


class Words(NamedTuple):
    """What the word lists amount to, worked out once."""

    crowds: frozenset[str]  # words one of which stands in every crowd
    starts: frozenset[str]  # a vague source begins with one of these
    several: tuple[str, ...]  # quantifiers of several words
    phrases: tuple[str, ...]
    between_commas: tuple[str, ...]
    voices: frozenset[str]  # one of these stands beside every source
    gates: tuple[frozenset[bytes], frozenset[bytes], frozenset[bytes]]  # crowds, voices, words of the phrases


def worked_out(lexicon: Lexicon) -> Words:
    found: Words | None = lexicon.kept.get("vague")
    if found is None:
        words = lexicon.words
        crowds = BARE | {"multiple"} | TOLD_BY | words("vague-sources", "strong_roles")
        voices = words("vague-sources", "bare_verbs") | words("vague-sources", "claim_verbs") | SEEN | {"according"}
        several = tuple(sorted(q for q in words("vague-sources", "quantifiers") if " " in q))
        phrases, between = words("vague-sources", "phrases"), words("vague-sources", "comma_phrases")
        found = lexicon.kept["vague"] = Words(
            crowds,
            BARE | SEEN | SAYS | {"according", "multiple"} | words("vague-sources", "strong_roles"),
            several,
            tuple(sorted(phrases)),
            tuple(sorted(between)),
            voices,
            (cut(crowds), cut(voices), cut(frozenset(_longest((*several, *phrases, *between))))),
        )
    return found


def _longest(phrases: Iterable[str]) -> set[str]:
    return {max(phrase.split(), key=len) for phrase in phrases}


def triggers(lexicon: Lexicon) -> frozenset[str]:
    """Words one of which stands in every paragraph with a vague source."""
    known = worked_out(lexicon)
    return known.crowds | _longest((*known.several, *known.phrases, *known.between_commas))
