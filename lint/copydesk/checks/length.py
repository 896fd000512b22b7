"""Long sentences: more words of the writer's own than a house allows."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Paragraph
from ..finding import Hit
from ..lexicon import Lexicon
from ..typed import NamedTuple
from .clauses import masked
from .kind import Finder


class Length(NamedTuple):
    """Sentences with more words than so many. Direct speech is not counted: it is as long as it was said.

    words: so many are allowed
    """

    words: int = 40

    def proved(self) -> Length:
        """ValueError (`KEY: what is wrong`) for a limit that no sentence can keep."""
        if self.words < 1:
            raise ValueError("words: a sentence has one word or more.")
        return self

    def ready(self, lexicon: Lexicon) -> Finder:
        def find(paragraph: Paragraph) -> Iterator[Hit]:
            if paragraph.text.count(" ") + paragraph.text.count("\n") < self.words:
                return
            own = masked(paragraph)
            for span in paragraph.sentences:
                count = sum(any(map(str.isalnum, word)) for word in own[span.start : span.end].split())
                if count > self.words:
                    yield Hit(span, values={"count": str(count), "words": str(self.words)})

        return Finder("paragraph", find)
