"""What a story says in its own voice that somebody ought to say: forecasts, guesses at causes, trends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ..document import plain
from ..finding import Hit
from ..lexicon import Lexicon
from ..spans import Span
from .clauses import Clauses, Runs, cut, runs
from .grammar import listed
from .kind import opened_by
from .sentence import ADVERBS, Sentence

_MODALS = listed("will could may might")
_LIKELY = listed("likely unlikely bound poised sure")
_SUPPOSED = listed("if unless whether how should when idea")
ONE = listed("i we you my our your me us")  # somebody who talks: a column, a letter, an interview
_DONE = listed(
    "known dealt held sold made put sent taken given seen found built cut kept left lost met paid run set shown told won used"
)
_SEEMS = listed("look seem appear reflect have not")  # of what is, not of what comes
_ANY: frozenset[str] = frozenset()
Follows = Mapping[bytes, frozenset[bytes]]  # a run of words -> the words one of which follows it; none: any may


def own(clauses: Clauses, n: int, lexicon: Lexicon, but: frozenset[str] = _ANY) -> bool:
    """Whether sentence `n` is the story’s own: nobody speaks or thinks in it, nothing is quoted, asked or supposed."""
    sentence = clauses.sentence(n)
    heard = (lexicon.words("own-voice", "voices") - but) | _SUPPOSED | ONE
    return not (
        clauses.covered(n)
        or sentence.words[-1] == "?"
        or any(word[0] == "¤" for word in sentence.words)
        or not heard.isdisjoint(sentence.lower)
    )


def _alone(clauses: Clauses, n: int, lexicon: Lexicon, but: frozenset[str] = _ANY) -> bool:
    """The same, and nobody speaks in the sentences beside it, who may have said this one too."""
    return own(clauses, n, lexicon, but) and not any(beside.sources for beside in _beside(clauses, n))


def _beside(clauses: Clauses, n: int) -> list[Sentence]:
    return [clauses.sentence(k) for k in (n - 1, n + 1) if 0 <= k < len(clauses)]


def _forecasts(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“The deal could hurt exports”: what a thing will do, in nobody’s opinion."""
    subjects = lexicon.words("own-voice", "forecast_subjects")
    for n in clauses.with_any(cut(_MODALS | _LIKELY)):
        sentence = clauses.sentence(n)
        for i, word in enumerate(sentence.words):
            last = _foreseen(sentence, i, lexicon) if word in _MODALS else _likely(sentence, i)
            first = i - 1 if word in _MODALS else i - 2
            if last and first >= 0 and sentence.lower[first] in subjects and _alone(clauses, n, lexicon):
                yield Hit(sentence.stretch(first, last))


def _likely(sentence: Sentence, i: int) -> int | None:
    """The verb in “is likely to hurt”."""
    if sentence.lower[i] not in _LIKELY or sentence.lower[max(0, i - 1)] not in ("is", "are"):
        return None
    return i + 2 if sentence.lower[i + 1 : i + 2] == ["to"] and i + 3 < len(sentence.words) else None


def _foreseen(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """The verb after the modal at `i`, if it says what is to come: no plan, and nothing that has been."""
    j = i + 1
    while (
        j < len(sentence.lower)
        and sentence.lower[j] != "not"
        and (sentence.lower[j] in ADVERBS or sentence.lower[j] == "well" or sentence.lower[j].endswith("ly"))
    ):
        j += 1
    if j + 1 >= len(sentence.lower) or not sentence.words[j].islower():
        return None
    verb = sentence.lower[j]
    if sentence.lower[i] == "will":
        return j if verb in lexicon.words("own-voice", "effects") else None
    after = sentence.lower[j + 1]
    if verb in _SEEMS or (verb == "be" and (after.endswith("ed") or after in _DONE)):
        return None  # “the deal could be signed”: a possibility of somebody’s
    return j


def _known(lexicon: Lexicon, shape: str, phrases: str, *pairs: str) -> tuple[Runs, Follows]:
    """The runs of words that a shape begins with, from the lists `phrases` and, with what follows them, of each of `pairs`."""
    found: tuple[Runs, Follows] | None = lexicon.kept.get(shape)
    if found is None:
        words = lexicon.words
        follows = dict.fromkeys(words("own-voice", phrases), cut(_ANY))
        for openings, nouns in zip(pairs[::2], pairs[1::2], strict=True):
            follows |= dict.fromkeys(words("own-voice", openings), cut(words("own-voice", nouns)))
        found = lexicon.kept[shape] = (runs(follows), {plain(run): then for run, then in follows.items()})
    return found


def _known_causes(lexicon: Lexicon) -> tuple[Runs, Follows]:
    pairs = "cause_openings", "cause_words", "apparent_openings", "apparent_words", "motive_openings", "motive_verbs"
    return _known(lexicon, "causes", "causes", *pairs)


def _known_trends(lexicon: Lexicon) -> tuple[Runs, Follows]:
    return _known(lexicon, "trends", "trend_phrases", "trend_openings", "trend_nouns")


def _causes(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“probably because”, “in a bid to woo”: a reason that nobody gives."""
    for n, span in _places(clauses, *_known_causes(lexicon)):
        ones = clauses.text[span.end : span.end + 5] == " one "  # “in what seems to be one of”: no cause
        if not ones and clauses.text[span.start - 3 : span.start] != "or " and _alone(clauses, n, lexicon):
            yield Hit(span)


def _trends(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“growing anger”: more and more of something that nobody has measured."""
    for n, span in _places(clauses, *_known_trends(lexicon)):
        near = (clauses.sentence(n), *_beside(clauses, n), *islice(clauses.following(n), 1))
        measured = any(word[0].isdigit() for sentence in near for word in sentence.words)
        participle = clauses.text[span.start - 2 : span.start] == ", "  # “, increasing tensions”: what something does
        grows = frozenset(
            clauses.text[span.start : span.end].lower().split()
        )  # “growing fears”: nobody’s in particular
        if not (measured or participle) and _alone(clauses, n, lexicon, grows):
            yield Hit(span)


def _places(clauses: Clauses, known: Runs, follows: Follows) -> Iterator[tuple[int, Span]]:
    """Where runs of words stand with what must follow them, in order and apart, and in which sentence."""
    found, done = [], 0
    for run in clauses.runs(known):
        for at in clauses.places((run,)):
            after = clauses.after(at)[len(run.split()) :]
            if not follows[run] or (after and after[0] in follows[run]):
                found.append(Span(at, at + len(run) + (len(after[0]) + 1 if follows[run] else 0)))
    for span in sorted(found):
        if span.start >= done:
            done = span.end
            yield from ((n, span) for n in clauses.around((span.start,)))


forecasts = (_forecasts, lambda lexicon: cut(_MODALS | _LIKELY))
causes = (_causes, lambda lexicon: opened_by(_known_causes(lexicon)[1]))
trends = (_trends, lambda lexicon: opened_by(_known_trends(lexicon)[1]))
