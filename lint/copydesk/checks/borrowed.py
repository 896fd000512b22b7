"""Borrowed words: a word or two between marks where nobody speaks, in the paragraph or as the next one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Hit
from ..lexicon import Lexicon
from ..spans import Span
from .clauses import Clauses
from .grammar import listed
from .own_voice import ONE
from .sentence import Sentence

_WORDS = re.compile(r"[a-z][a-z’'-]{2,}(?: [a-z][a-z’'-]*)?\Z")
_HALF = re.compile(
    r"(?:is|are|be|been|was|were|has|have|had|will|would|could|should|can|not|do|does|did|[a-z]+n[’']t)\b"
)
_NOUN = re.compile(
    r" [a-z]+\b(?<! as)(?<! is)(?<! was)(?<! in)(?<! of)(?<! for)(?<! to)(?<! on)(?<! at)(?<! that)| [A-Z]"
)
_EXPLAINED = re.compile(
    r",? ?[(—–]|,? (?:or\b|and [“\"'‘])|,? (?:which|meaning|that is|where|who)\b| --? |:"
    r"| (?:button|rating|option|key|tab|sign|label|list|level|category|message|warning)s?\b"
)
_IS = listed("is are was as like or for")  # right before it: what something is, or is called
_STOPS = tuple(".!”’\"'")


def _borrowed(clauses: Clauses, lexicon: Lexicon) -> Iterator[Hit]:
    """“the “coastal” lawmakers”: the marks keep a word at arm’s length, and nobody owns up to it."""
    paragraph = clauses.paragraph
    quoted = [q.span for q in paragraph.speech.quotations]
    if len(quoted) != 1 or paragraph.text[-1:] not in _STOPS:
        return  # where more is quoted somebody’s words are at issue; a headline has no room for a source
    if not _kept_off(clauses, quoted[0], lexicon):
        return
    spoken = any(_speaks(clauses.sentence(n), lexicon) for n in range(len(clauses)))
    if not spoken and not any(ahead.sources for ahead in clauses.following(len(clauses) - 1)):
        yield Hit(quoted[0])


def _speaks(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether somebody speaks in a sentence, or somebody’s words are at issue, or it is somebody who talks to us."""
    known = lexicon.words("own-voice", "voices") | ONE
    return not known.isdisjoint(sentence.lower) or any(map(sentence.attributes, range(len(sentence.words))))


def _kept_off(clauses: Clauses, span: Span, lexicon: Lexicon) -> bool:
    """Whether the words between the marks are plain ones: no name, no title, no half sentence, no term."""
    text = clauses.text
    words = text[span.start : span.end].strip("“”\"'`‘’. ")  # behind a comma an explanation follows
    if not _WORDS.match(words) or _HALF.match(words) or text[span.start - 1 : span.start] == "=":
        return False
    before = [word.decode() for word in clauses.before(span.start)[-4:]]
    if not lexicon.words("own-voice", "names_words").isdisjoint(before) or not _IS.isdisjoint(before[-1:]):
        return False
    if _EXPLAINED.match(text, span.end):
        return False
    article = before[-1:] in (["a"], ["an"], ["the"])
    return bool(_NOUN.match(text, span.end)) or not (
        article or " " in words
    )  # what is no adjective is most often a term


borrowed = (_borrowed, lambda lexicon: None)
