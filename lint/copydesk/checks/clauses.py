"""Sentences as the claims checks read them: words in order, direct speech masked, and whether a source covers them."""

from __future__ import annotations

import re
from functools import cache, cached_property

from ..document import Paragraph, gate_words
from ..lexicon import Lexicon
from ..spans import Span
from .grammar import listed

_TOKEN = re.compile(r"¤+|\d{1,3}(?:,\d{3})+(?![\w,])|[^\W_]+(?:[.’'-][^\W_]+)*[’']?|[^\w\s]")
_WORD = re.compile(r"[^\W_]+")
AUXILIARY = listed(
    "is are was were be been being am has have had do does did will would can could may might must should shall ’s 's"
)
ADVERBS = listed(
    "also often now still long already once never always generally widely largely broadly commonly mostly"
    " increasingly previously recently repeatedly publicly privately quickly even just only not too again ever"
    " since frequently sometimes routinely openly strongly sharply swiftly immediately initially variously"
    " nearly almost thus therefore then further rightly"
)
PRONOUNS = listed("he she they it i we you who which that")
DETERMINERS = listed("the these those this that his her their its our my your both each every another no")
NUMBERS = listed("one two three four five six seven eight nine ten eleven twelve dozen")
CONTINUES = listed("he she they it")
_NEW_VOICE = frozenset(("but", "while", "although", "though", "whereas", ";", "—", "–"))
_DOCUMENTS = listed(
    "report study survey poll agency ministry statement document documents filing complaint lawsuit"
    " indictment letter email memo company department group organization commission committee court judge"
)


class Sentence:
    """One sentence. `words` are its tokens, `lower` the same in lower case, `at` their spans in the paragraph."""

    def __init__(self, masked: str, span: Span, lexicon: Lexicon) -> None:
        self.span = span
        self.lexicon = lexicon
        self.words: list[str] = []
        self.at: list[Span] = []
        for token in _TOKEN.finditer(masked, span.start, span.end):
            self.words.append(token[0])
            self.at.append(Span(*token.span()))
        self.lower = [w.lower() for w in self.words]
        if "'" in masked:
            self.lower = [w.replace("'", "’") for w in self.lower]

    def stretch(self, first: int, last: int) -> Span:
        """From the first word to the last, both included."""
        return Span(self.at[first].start, self.at[last].end)

    def attributes(self, n: int) -> bool:
        """Whether word `n` is a verb of attribution where it stands."""
        word = self.lower[n]
        if n and (
            self.lower[n - 1] in DETERMINERS - {"that"}
            or self.lower[n - 1] in ("a", "an")
            or self.lower[n - 1].endswith("’s")
        ):
            return False  # “the blast”, “a tweet”
        if word in self.lexicon.words("attribution", "verbs"):
            return True
        if word not in self.lexicon.words("attribution", "nounlike"):
            return False
        before = self.lower[n - 1] if n else ""
        return before in ("who", "to", "they", "he", "she", "we", "it", "i") or (
            before in AUXILIARY and before not in ("is", "are", "was")
        )

    def named(self, n: int) -> bool:
        """Whether the word at `n` can head a source a reader can judge: a name, a pronoun, a definite body."""
        word = self.words[n]
        if n and word[:1].isupper():
            return True
        if self.lower[n] in PRONOUNS and self.lower[n] not in ("which", "that"):
            return True
        if not word[:1].isalpha():
            return word in ("¤",) or word[:1] == "¤"
        if word[:1].isupper() and n == 0 and self.lower[n] not in self.lexicon.words("vague-sources", "quantifiers"):
            return self.lower[n] not in self._vague
        return self.lower[n] not in self._vague

    @cached_property
    def _vague(self) -> frozenset[str]:
        words = self.lexicon.words
        return (
            words("vague-sources", "strong_roles")
            | words("vague-sources", "bare_quantifiers")
            | frozenset(("some", "many", "others", "most", "several", "sources", "source"))
        )

    @cached_property
    def sources(self) -> tuple[int, ...]:
        """Places of verbs of speaking (and “according to”) that have a source with a name, or a definite one."""
        out = []
        speaking = self.lexicon.words("attribution", "speaking")
        for n, word in enumerate(self.lower):
            if word == "according" and self.lower[n + 1 : n + 2] == ["to"] and n + 2 < len(self.words):
                head = n + 2
                while head < len(self.words) - 1 and self.lower[head] in DETERMINERS:
                    head += 1
                if self.lower[head] not in self._vague:
                    out.append(n)
            elif (word in ("citing", "per", "quoting") and n + 1 < len(self.words)) or (
                word in speaking and self.attributes(n) and self._subject(n)
            ):
                out.append(n)
        return tuple(out)

    def _subject(self, n: int) -> bool:
        """Whether a verb has a source for its subject: before it, adverbs left out, or after it (“said Smith”)."""
        if (
            n
            and self.lower[n - 1] in ("be", "been", "being", "is", "are", "was", "were")
            and not self.lower[n].endswith("ing")
        ):
            return False  # a passive says nothing of who spoke
        back = n - 1
        while back >= 0 and (self.lower[back] in AUXILIARY or self.lower[back] in ADVERBS):
            back -= 1
        if (
            back >= 0
            and self.words[back] not in (",", "¤", ";", ":", "(", ")", "—", "–")
            and self.words[back][0] != "¤"
        ):
            return self.named(back)
        if n + 1 < len(self.words) and self.words[n + 1][:1].isupper():
            return True
        if back >= 1 and self.words[back] == ",":  # “Smith, a baker, said”
            return any(w[:1].isupper() for w in self.words[max(0, back - 12) : back])
        return False

    @cached_property
    def trailing(self) -> bool:
        """Whether the sentence ends with its source: “..., the mayor said on Monday.”"""
        for m in self.sources:
            comma = m
            while comma > 0 and self.words[comma] not in (",", ";") and self.words[comma][0] != "¤":
                comma -= 1
            rest = self.words[m + 1 : -1]
            follows = len(rest) <= 10 and not any(w in (",", ";") or w[0] == "¤" for w in rest)
            infinitive = self.lower[m - 1] in ("to", "have", "having", "been") if m else False
            subject = self.lower[comma + 1] not in ("which", "who", "but", "and", "while", "that")
            if comma and m - comma <= 9 and follows and subject and not infinitive:
                return True
        return False

    def reported_at(self, n: int) -> bool:
        """Whether word `n` stands in reported speech: “He added that ... many believe”, or a source at the end."""
        for m in self.sources:
            if m >= n - 1:
                break
            between = self.lower[m + 1 : n]
            if not any(w in _NEW_VOICE or w[0] == "¤" for w in between) and between[:1] != [","]:
                return True
        return self.trailing


class Clauses:
    """All sentences of a paragraph, read once for all the rules that ask; direct speech is masked."""

    def __init__(self, paragraph: Paragraph, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.text = paragraph.text
        self._paragraph = paragraph
        self._made: dict[int, Sentence] = {}

    @cached_property
    def _spans(self) -> list[Span]:
        return self._paragraph.sentences

    @cached_property
    def _masked(self) -> str:
        return masked(self._paragraph)

    def holds(self, words: frozenset[str]) -> list[str]:
        """Those of some words (in ASCII) that may stand in the paragraph: quick, before any sentence is looked for."""
        there = self._paragraph.words
        return [word for word in words if word.encode() in there]

    def has(self, some: frozenset[bytes]) -> bool:
        """Whether one of some words (see `gate_words`) may stand in the paragraph: quick too."""
        return not some.isdisjoint(self._paragraph.words)

    def near(self, some: frozenset[bytes], others: frozenset[bytes], reach: int) -> bool:
        """Whether one of some words may stand near one of others: quick too. See `Paragraph.near`, `gate_words`."""
        return self._paragraph.near(some, others, reach)

    def __len__(self) -> int:
        return len(self._spans)

    def sentence(self, n: int) -> Sentence:
        if n not in self._made:
            self._made[n] = Sentence(self._masked, self._spans[n], self.lexicon)
        return self._made[n]

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        lower = self.lower
        return [frozenset(_WORD.findall(lower, a, b)) for a, b in self._spans]

    def with_any(self, words: frozenset[str], beside: frozenset[str] | None = None) -> list[int]:
        """The sentences that hold one of some words (lower case), and one of those in `beside`, in order."""
        found = [n for n, there in enumerate(self._words) if not words.isdisjoint(there)]
        return found if beside is None else [n for n in found if not beside.isdisjoint(self._words[n])]

    def here(self, n: int, words: frozenset[str]) -> frozenset[str]:
        """Those of some words that sentence `n` holds."""
        return self._words[n] & words

    def reads(self, n: int, words: str) -> bool:
        """Whether words (lower case, one blank between) stand in sentence `n`."""
        a, b = self._spans[n]
        return self.lower.find(words, a, b) >= 0

    @cached_property
    def lower(self) -> str:
        """The paragraph in lower case, direct speech masked."""
        return self._masked.lower()

    def covered(self, n: int) -> bool:
        """Whether a sentence has a source: its own, or the one before when it goes on in the same voice."""
        sentence = self.sentence(n)
        if sentence.sources or self._spans_quotation(n):
            return True
        if n and sentence.lower:
            first = sentence.lower[0]
            second = sentence.lower[1] if len(sentence.lower) > 1 else ""
            goes_on = first in CONTINUES or (first in ("the", "its", "their") and second in _DOCUMENTS)
            return goes_on and bool(self.sentence(n - 1).sources)
        return False

    def _spans_quotation(self, n: int) -> bool:
        return all(w[0] == "¤" or not w[0].isalnum() for w in self.sentence(n).words)


@cache
def cut(words: frozenset[str]) -> frozenset[bytes]:
    """Words as `near` and `has` want them; a word that is cut in pieces (“co-chair”) counts with each."""
    return frozenset(piece for word in words for piece in gate_words(word))


def masked(paragraph: Paragraph) -> str:
    """The paragraph with every character of direct speech made a ¤: those words are somebody's own."""
    text = paragraph.text
    spans = [q.span for q in paragraph.speech.quotations if q.level == 1]
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], "¤" * (end - start))
        at = max(at, end)
    return "".join((*parts, text[at:]))


def clauses(paragraph: Paragraph, lexicon: Lexicon) -> Clauses:
    """The sentences of a paragraph, shared between the rules."""
    found: Clauses | None = paragraph.shared.get("clauses")
    if found is None:
        found = paragraph.shared["clauses"] = Clauses(paragraph, lexicon)
    return found
