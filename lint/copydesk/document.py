"""A story: source, prose, and the views of it, each made when first asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import chain
from operator import eq

from .lazily import lazy
from .lexicon import NO_WORDS, Lexicon
from .prose import Prose
from .reading import Block, Read, read
from .spans import Span
from .typed import TYPE_CHECKING
from .views.paragraphs import Place, cut, paragraphs
from .views.parts import Part, parts
from .views.quotes import Speech, speech
from .views.reopened import reopened
from .views.sentences import sentences

if TYPE_CHECKING:
    from typing import Any

# ASCII letters in lower case and digits; all else is a blank
_FOLD = bytes(ord(chr(n).lower()) if n < 128 and chr(n).isalnum() else 32 for n in range(256))
_CHUNK = 1 << 16
_AHEAD = 400  # letters of the next paragraph that a paragraph knows: its first sentence
OPINION = frozenset(
    ("opinion", "opinions", "op-ed", "oped", "column", "editorial", "commentary", "comment", "letter", "review")
)
KEPT = 1 << 20  # a longer story makes its paragraphs anew each time: memory stays flat


def gate_words(text: str) -> set[bytes]:
    """The words of a text in lower case, cut at all but ASCII letters and digits: quick and coarse, for gates."""
    return set().union(*_chunks(text))


def _chunks(text: str) -> Iterator[list[bytes]]:
    """The words of a long text piece by piece; two that stand over a seam stand whole in one of two pieces."""
    for start in range(0, len(text), _CHUNK):
        yield _words(text[start : start + _CHUNK + 128])


def flat(text: str) -> bytes:
    """Those words in their order, one blank between and around: what stands in the text word for word stands here too."""
    return b" %b " % b" ".join(_words(text))


def plain(text: str) -> bytes:
    """A text in lower case with a blank for all but ASCII letters and digits: every letter stays at its place."""
    return text.encode("ascii", "replace").translate(_FOLD)


def _words(text: str) -> list[bytes]:
    return plain(text).split()


Pair = tuple[bytes, bytes]


def _pairs(words: list[bytes]) -> Iterator[Pair]:
    """Neighbours; `itertools.pairwise` makes each pair anew where `zip` fills the one it has, and takes half as long again."""
    return zip(words, words[1:], strict=False)  # noqa: RUF007


class Paragraph:
    """One paragraph, all that a local check sees. Offsets of its views count from its own first character."""

    def __init__(self, text: str, start: int, part: Part, ahead: str, lexicon: Lexicon) -> None:
        self.text = text
        self.start = start  # where it stands in the prose
        self.part = part
        self.ahead = ahead  # how the next paragraph begins
        self.lexicon = lexicon

    hits: tuple[object, Sequence[Any]] = (None, ())  # whose rules have looked at it, and what they found

    @lazy
    def shared(self) -> dict[str, Any]:
        """What one check worked out and another may use."""
        return {}

    def forget(self) -> None:
        """Leave what checks have shared: it points back here, and nothing would go before the collector comes."""
        self.__dict__.pop("shared", None)

    def at(self, start: int) -> Paragraph:
        """The same paragraph at another place: what has been worked out of it holds there too."""
        moved = Paragraph.__new__(Paragraph)
        moved.__dict__.update(self.__dict__)  # `copy.copy` takes ten times as long
        moved.start = start
        return moved

    @lazy
    def words(self) -> set[bytes]:
        """See `gate_words`."""
        return set(self._in_order) if len(self.text) <= _CHUNK else gate_words(self.text)

    @lazy
    def woken(self) -> Set[bytes]:
        """Those of its words that open a gate by themselves, when the engine has said which do; else all of them."""
        return self.words

    @lazy
    def woken_pairs(self) -> Set[Pair]:
        """The same for neighbours."""
        return set(chain.from_iterable(map(_pairs, _chunks(self.text))))

    def wake(self, words: frozenset[bytes], pairs: frozenset[Pair]) -> tuple[Set[bytes], Set[Pair]]:
        """Those of some words and of some pairs of neighbours that stand here: they become `woken` and `woken_pairs`, and
        `echoes` is known with them."""
        if len(self.text) > _CHUNK:
            self.woken, self.woken_pairs = words & self.words, pairs & self.woken_pairs
        else:
            order = self._in_order = self.text.encode("ascii", "replace").translate(_FOLD).split()  # as `_words` does
            after = order[1:]
            # quicker than to make a set of all words, which few paragraphs need then
            self.woken, self.woken_pairs = (
                words.intersection(order),
                pairs.intersection(zip(order, after, strict=False)),
            )
            self.echoes = True in map(eq, order, after)
        return self.woken, self.woken_pairs

    @lazy
    def _in_order(self) -> list[bytes]:
        return _words(self.text)

    @property
    def order(self) -> list[bytes]:
        """Those words in their order; none where the paragraph is so long that it is better looked at in pieces."""
        return self._in_order if len(self.text) <= _CHUNK else []

    @lazy
    def flat(self) -> bytes | None:
        """See `flat`; None where the paragraph is so long that it is better looked at in pieces."""
        return b" %b " % b" ".join(self._in_order) if len(self.text) <= _CHUNK else None

    @lazy
    def echoes(self) -> bool:
        """Whether a word may stand twice running: quick, and now and then wrong. English words only: others are cut up."""
        words = self._in_order if len(self.text) <= _CHUNK else _words(self.text)  # a long list is not kept
        return any(map(eq, words, words[1:]))

    def near(self, some: frozenset[bytes], others: frozenset[bytes], reach: int) -> bool:
        """Whether one of `some` may stand within `reach` words of one of `others` (as `words` has them)."""
        if some.isdisjoint(self.words) or others.isdisjoint(self.words):
            return False
        if len(self.text) > _CHUNK:
            return True
        words = self._in_order
        places = [n for n, word in enumerate(words) if word in some]
        return any(not others.isdisjoint(words[max(0, n - reach) : n + reach + 1]) for n in places)

    @lazy
    def sentences(self) -> list[Span]:
        return sentences(self.text, self.lexicon)

    @lazy
    def speech(self) -> Speech:
        return speech(self.text, self.ahead, self.lexicon)

    def spoken(self, span: tuple[int, int]) -> bool:
        """Whether the span shares a character with direct speech."""
        quoted = self._spoken
        if not quoted:
            return False
        start, end = span
        n = bisect_left(quoted, (end,)) - 1
        return n >= 0 and start < quoted[n].end

    @lazy
    def _spoken(self) -> list[Span]:
        """The outermost quotations, in order and apart."""
        return sorted([q.span for q in self.speech.quotations if q.level == 1])


class Document:
    """A story. `format` is a key of `reading.READINGS`; `lexicon` holds the word lists the views draw on.

    `before` is an earlier version of it: paragraphs that are still the same are taken over with all that is known of them.
    """

    def __init__(
        self,
        source: str,
        path: str = "",
        format: str = "plain",
        lexicon: Lexicon = NO_WORDS,
        before: Document | None = None,
    ) -> None:
        self.source = source
        self.path = path
        self.format = format
        self.lexicon = lexicon
        self.shared: dict[str, Any] = {}  # what one check worked out and another may use
        self._known = before._by_text() if before else {}

    def _by_text(self) -> dict[tuple[str, Part, str], Paragraph]:
        """The paragraphs by all that their views depend on; none of a story whose paragraphs are not kept."""
        if len(self.source) >= KEPT:
            return {}
        return {(p.text, p.part, p.ahead): p for p in self._kept}

    @lazy
    def reading(self) -> Read:
        return read(self.source, self.format, self.lexicon)

    @property
    def opinion(self) -> bool:
        """Whether the story says of itself that it gives an opinion: `type: column`, `section: Opinion`."""
        meta = self.reading.meta
        return bool(meta) and any(
            meta.get(key, "").strip().lower() in OPINION for key in ("type", "section", "category")
        )

    @lazy
    def prose(self) -> Prose:
        return Prose(self.source, self.reading.patches)

    @lazy
    def _places(self) -> tuple[list[int], list[int], list[Part]]:
        """Where each paragraph starts, where it ends, and its part: of spans and pairs a long story would have too many."""
        spans, kinds = self._cut()
        return [start for start, _ in spans], [end for _, end in spans], kinds

    def _cut(self) -> tuple[list[Place], list[Part]]:
        text, blocks = self.prose.text, self.reading.blocks
        if not blocks:
            spans = paragraphs(text, wrapped=self.format != "plain")
            if lost := reopened(text, spans, self.lexicon):
                spans = cut(text, spans, lost)
            return spans, parts(text, spans, blocks)
        at = self.prose.prose_offset
        blocks = tuple(Block(at(b.start), at(b.end), b.kind) for b in blocks)
        head = blocks[0].end if blocks[0].kind == "front matter" else 0
        spans = [*([(0, head)] if head else []), *paragraphs(text, self.format != "plain", head)]
        spans = cut(text, spans, [at for b in blocks for at in (b.start, b.end)])
        return spans, parts(text, spans, blocks)

    def _made(self, first: int = 0) -> Iterator[Paragraph]:
        text, (starts, ends, kinds) = self.prose.text, self._places
        lexicon, known, long = self.lexicon, self._known, len(self.source) >= KEPT
        for n in range(first + 1, len(starts) + 1):
            start, end, part, ahead = starts[n - 1], ends[n - 1], kinds[n - 1], ""
            if n < len(starts):
                at, stop = starts[n], ends[n]
                ahead = text[at : at + _AHEAD if at + _AHEAD < stop else stop]
            own = text[start:end]
            before = known.get((own, part, ahead)) if known else None
            paragraph = before.at(start) if before else Paragraph(own, start, part, ahead, lexicon)
            yield paragraph
            if long:  # what checks share may point back here, and wait for the collector: 37 MB
                paragraph.forget()

    @lazy
    def _kept(self) -> tuple[Paragraph, ...]:
        kept = tuple(self._made())
        self._known = {}
        return kept

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in order."""
        return iter(self._kept) if len(self.source) < KEPT else self._made()

    def paragraphs_at(self, start: int, end: int) -> Iterator[Paragraph]:
        """The paragraphs that share a character with a stretch of the prose."""
        first = max(0, bisect_right(self._places[0], start) - 1)
        found = iter(self._kept[first:]) if len(self.source) < KEPT else self._made(first)
        for paragraph in found:
            if paragraph.start >= end:
                return
            if start < paragraph.start + len(paragraph.text):
                yield paragraph
