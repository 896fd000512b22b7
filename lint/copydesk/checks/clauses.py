"""A paragraph as the claims checks read it: where words stand outside direct speech, and the sentences around them.

Few paragraphs with a word of a claim hold a claim. So words and their neighbours are looked up in the plain letters of the
paragraph first, and only the sentences that may say something are taken apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from ..document import Paragraph, gate_words, plain
from ..lazily import lazy
from ..lexicon import Lexicon
from ..spans import Span
from .grammar import listed
from .kind import telling
from .sentence import CONTINUES, Sentence

_MARK = re.compile(r"[,;:.!?()\[\]—–“”\"…]")
_UNMARKED = re.compile(r"[^,;:.!?()\[\]—–“”\"…]*(?:, (?:however|though|too),[^,;:.!?()\[\]—–“”\"…]*)?")
_REACH = 120  # letters; longer runs of words are not looked at
_DOCUMENTS = listed(
    "report study survey poll agency ministry statement document documents filing complaint lawsuit"
    " indictment letter email memo company department group organization commission committee court judge"
)
# single words, and neighbours -> the runs of words that they tell most of
Runs = tuple[frozenset[bytes], Mapping[tuple[bytes, bytes], Sequence[bytes]]]


class Clauses:
    """What all the rules that ask about a paragraph's claims share."""

    def __init__(self, paragraph: Paragraph, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.text = paragraph.text
        self.paragraph = paragraph
        self._made: dict[int, Sentence] = {}

    @lazy
    def _plain(self) -> bytes:
        """The text in lower case with a blank for all but ASCII letters and digits, and one more at either end."""
        return b" %b " % plain(self.text)

    @lazy
    def _spans(self) -> list[Span]:
        return self.paragraph.sentences

    @lazy
    def _masked(self) -> str:
        return masked(self.paragraph)

    def there(self, words: frozenset[bytes]) -> frozenset[bytes]:
        """Those of some words (see `gate_words`) that stand in the paragraph."""
        return words & self.paragraph.words

    def woken(self, words: frozenset[bytes]) -> Set[bytes]:
        """The same for words that open the rule's gate by themselves: quicker."""
        return words & self.paragraph.woken

    def beside(self, word: bytes, before: frozenset[bytes], back: int, after: frozenset[bytes], on: int) -> bool:
        """Whether a word may have one of some words up to `back` words before it, or of others among the `on` words from it
        on: a quick look, past all marks and direct speech, that spares most of the others."""
        order = self.paragraph.order
        try:
            at = -1
            while order:
                at = order.index(word, at + 1)
                if not (after.isdisjoint(order[at : at + on]) and before.isdisjoint(order[max(0, at - back) : at])):
                    return True
        except ValueError:
            return False
        return True

    def places(self, words: Iterable[bytes]) -> list[int]:
        """Where words or runs of words (in ASCII, one blank between) stand outside direct speech, in order."""
        plain, spoken, out = self._plain, self.paragraph.spoken, []
        for word in words:
            at = plain.find(b" %b " % word)
            while at >= 0:
                if not spoken((at, at + 1)):
                    out.append(at)
                at = plain.find(b" %b " % word, at + 1)
        return sorted(out)

    def runs(self, known: Runs) -> list[bytes]:
        """Those runs of words that stand in the paragraph; their neighbours open the rule's gate."""
        single, pairs = known
        found = [*(single & self.paragraph.woken)]
        for pair in pairs.keys() & self.paragraph.woken_pairs:
            found += (run for run in pairs[pair] if len(run) == len(pair[0]) + len(pair[1]) + 1 or self._holds(run))
        return found

    def _holds(self, run: bytes) -> bool:
        return self.paragraph.flat is None or b" %b " % run in self.paragraph.flat

    def before(self, at: int) -> list[bytes]:
        """The words before a place (from `places`) that no mark parts from it; the first of many may be cut."""
        run = _MARK.split(self.text[max(0, at - _REACH) : at])[-1]
        return self._plain[at + 1 - len(run) : at + 1].split()

    def after(self, at: int) -> list[bytes]:
        """The words from a place (from `places`) on that no mark parts from it; the last of many may be cut."""
        run = _UNMARKED.match(self.text, at, at + _REACH)
        return self._plain[at + 1 : run.end() + 1].split() if run else []

    def __len__(self) -> int:
        return len(self._spans)

    def sentence(self, n: int) -> Sentence:
        if n not in self._made:
            self._made[n] = Sentence(self._masked, self._spans[n], self.lexicon)
        return self._made[n]

    def around(self, places: Iterable[int]) -> list[int]:
        """The sentences in which places stand, in order, but for questions."""
        spans = self._spans
        if len(spans) == 1:
            return [0] if any(True for _ in places) and not self.asks(0) else []
        found = sorted({max(0, bisect_right(spans, (at, len(self.text) + 1)) - 1) for at in places})
        return [n for n in found if not self.asks(n)]

    def asks(self, n: int) -> bool:
        """Whether a sentence is a question and claims nothing; but “Many thought she would ask: Is it true?”"""
        start, end = self._spans[n]
        return self.text.endswith("?", start, end) and self.text.find(":", start, end) < 0

    def with_any(self, words: frozenset[bytes]) -> list[int]:
        """The sentences that hold one of some words (see `cut`), in order."""
        return self.around(self.places(self.there(words)))

    def following(self, n: int) -> Iterator[Sentence]:
        """The sentences after sentence `n` in which the writer has a word: of this paragraph, then the next one's first."""
        for k in range(n + 1, len(self)):
            if not self._spans_quotation(k):
                yield self.sentence(k)
        ahead = Clauses(Paragraph(self.paragraph.ahead, 0, "body", '"', self.lexicon), self.lexicon)
        for k in range(len(ahead)):
            if not ahead._spans_quotation(k):
                yield ahead.sentence(k)
                return

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


def runs(phrases: Iterable[str]) -> Runs:
    """Phrases as `Clauses.runs` wants them."""
    out: dict[tuple[bytes, bytes], list[bytes]] = {}
    single = set()
    for run in sorted(map(plain, phrases)):
        words = run.split()
        if len(words) > 1:
            out.setdefault(telling(words), []).append(run)
        else:
            single.add(run)
    return frozenset(single), out


@cache
def cut(words: frozenset[str]) -> frozenset[bytes]:
    """Words as `with_any` wants them; a word that is cut in pieces (“co-chair”) counts with each."""
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
