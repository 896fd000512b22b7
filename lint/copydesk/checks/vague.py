"""Vague sources: a crowd without a name, and the verb that makes it speak."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..finding import Hit
from ..lexicon import Lexicon
from ..spans import Span
from .clauses import Clauses
from .crowd import BARE, named_in
from .grammar import listed
from .member import named_next
from .passing import in_passing
from .sentence import Sentence
from .shapes import sources
from .voices import Words, triggers, worked_out

_AFTER, _BEFORE = 16, 5  # words; no verb stands further from its source
_NAMING = ("call", "dub", "label", "term")
_COUNTED = ("poll", "survey", "percent", "per cent", "%", "respondents")
_SHARES = listed("most many few")
_POLLS = listed("poll polls polling survey surveys study respondents")


def vague_sources(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """One hit a clause, from the first word of the source to the verb; weak inside somebody's reported speech."""
    known = worked_out(lexicon)
    runs = clauses.runs(known.runs)
    crowds = [
        crowd
        for crowd in clauses.woken(known.crowds)
        if clauses.beside(crowd, known.lead, _BEFORE, known.claim, _AFTER)
    ]
    if not runs and not crowds:
        return
    for run in runs:
        if run in known.phrases:
            yield from _phrase(clauses, run, known)
    quantifiers = [run for run in runs if run not in known.phrases]
    places = [at for at in clauses.places((*crowds, *quantifiers)) if _may_speak(clauses, at, known)]
    if not places:
        return
    several = [quantifier.decode().split() for quantifier in quantifiers]
    starts = known.starts.union(words[0] for words in several)
    told = -2  # the sentence of the last claim told in full: what goes on from there is the same gap
    for n in clauses.around(places):
        sentence = clauses.sentence(n)
        for first, verb in sources(sentence, starts, several, lexicon):
            if named_in(sentence, verb) or _polled(clauses, n, first) or in_passing(sentence, first):
                continue
            if _names_a_thing(sentence, first, verb):
                continue
            aside = verb == first + 1 and sentence.lower[first - 1 : first] == ["with"]  # “with some saying”: of those
            past = "had" in sentence.lower[first:verb]  # “analysts had expected”: what the news is held against
            known_of = _known_of(sentence, first, verb, lexicon)
            reported = sentence.reported_at(first) or named_next(clauses, n, lexicon)
            weak = aside or past or known_of or n - told <= 1 or reported
            yield Hit(sentence.stretch(first, verb), weak=weak)
            if not weak:
                told = n


def _may_speak(clauses: Clauses, at: int, known: Words) -> bool:
    """Whether a verb that a crowd needs stands near it: quick, before a sentence is taken apart."""
    return not (
        known.claim.isdisjoint(clauses.after(at)[:_AFTER]) and known.lead.isdisjoint(clauses.before(at)[-_BEFORE:])
    )


def _known_of(sentence: Sentence, first: int, verb: int, lexicon: Lexicon) -> bool:
    """“critics also say”: told of before; “critics of the dam say”: the reader learns on which side they are."""
    if sentence.lower[first + 1] == "also":
        return True
    roles = lexicon.words("vague-sources", "strong_roles")
    return any(of == "of" and role in roles for role, of in pairwise(sentence.lower[first:verb]))


def _phrase(clauses: Clauses, phrase: bytes, known: Words) -> Iterator[Hit]:
    """A fixed phrase; some only between commas."""
    text = clauses.text
    for at in clauses.places((phrase,)):
        end = at + len(phrase)
        if phrase in known.between_commas:
            apart = text[end : end + 1] == "," and (at == 0 or text[at - 2 : at] == ", ")
        else:  # no “game that everybody knows and loves”
            apart = not phrase.endswith(b"knows") or (
                text[end : end + 1] == " " and not text[end:].startswith((" and ", " or "))
            )
        if apart:
            yield Hit(Span(at, end))


def _names_a_thing(sentence: Sentence, first: int, verb: int) -> bool:
    """“what supporters call the Fair Pay Act”: a name that a camp gives, more than a claim."""
    return bool(first) and sentence.lower[first - 1] == "what" and sentence.lower[verb].startswith(_NAMING)


def _polled(clauses: Clauses, n: int, i: int) -> bool:
    """“a majority of voters say”, “polls show that few voters think”: counted, and by whom is a matter of the poll.

    What “most” think right after a sentence on a poll was counted in it, too.
    """
    sentence = clauses.sentence(n)
    if sentence.lower[i : i + 2] in (["a", "majority"], ["a", "minority"]):
        return any(word in clauses.text.lower() for word in _COUNTED)
    if sentence.lower[i] not in BARE:
        return False
    if sentence.lower[i] in _SHARES and "referendum" in sentence.lower:
        return True
    before = clauses.sentence(n - 1).lower if n and sentence.lower[i] in _SHARES else ()
    return not (_POLLS.isdisjoint(sentence.lower[:i]) and _POLLS.isdisjoint(before))


sources_without_a_name = (vague_sources, triggers)
