"""What the word lists of vague sources amount to, and which words wake the search for one."""

from __future__ import annotations

from ..document import plain
from ..lexicon import Lexicon
from ..typed import NamedTuple
from .clauses import Runs, cut, runs
from .crowd import BARE, TOLD_BY
from .grammar import listed
from .kind import Gate, opened_by

SEEN = listed(
    "seen viewed regarded considered described perceived hailed dubbed criticized criticised praised believed"
    " interpreted denounced dismissed ridiculed mocked derided lauded blamed feared thought called labeled"
    " labelled touted credited cited welcomed"
)
SAYS = frozenset(("say", "said", "says", "argue", "argued", "warn", "warned", "believe"))


class Words(NamedTuple):
    """What the word lists amount to, worked out once."""

    crowds: frozenset[bytes]  # words one of which stands in every crowd
    starts: frozenset[str]  # a vague source begins with one of these
    runs: Runs  # quantifiers of several words, and phrases
    phrases: frozenset[bytes]
    between_commas: frozenset[bytes]  # those phrases that count between commas only
    claim: frozenset[bytes]  # one of these stands after a crowd that speaks
    lead: frozenset[bytes]  # or one of these before it


def worked_out(lexicon: Lexicon) -> Words:
    found: Words | None = lexicon.kept.get("vague")
    if found is None:
        words = lexicon.words
        roles, between = words("vague-sources", "strong_roles"), words("vague-sources", "comma_phrases")
        phrases = words("vague-sources", "phrases") | between
        found = lexicon.kept["vague"] = Words(
            cut(BARE | {"multiple"} | TOLD_BY | roles),
            BARE | SEEN | SAYS | {"according", "multiple"} | roles,
            runs(phrases.union(q for q in words("vague-sources", "quantifiers") if " " in q)),
            frozenset(map(plain, phrases)),
            frozenset(map(plain, between)),
            cut(words("vague-sources", "bare_verbs") | words("vague-sources", "claim_verbs")),
            cut(SEEN | SAYS | {"according"}),
        )
    return found


def triggers(lexicon: Lexicon) -> Gate:
    """The words and the runs of words one of which stands in every paragraph with a vague source."""
    known = worked_out(lexicon)
    single, pairs = known.runs
    return opened_by([*known.crowds, *single, *(run for runs in pairs.values() for run in runs)])
