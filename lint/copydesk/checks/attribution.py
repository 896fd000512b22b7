"""Claims without a source: words that hide who says so, and facts that want somebody to vouch for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from ..document import Paragraph
from ..finding import Hit
from ..lexicon import Lexicon
from .clauses import Clauses, clauses
from .facts import casualties, convictions, figures, superlatives
from .hearsay import guesses, hearsay
from .kind import Finder, Gate, opened_by
from .loaded import loaded
from .nameless import anonymous, evidence
from .passive import lower_passives, passives
from .vague import vague_sources
from .voices import triggers

Shape = Literal[
    "vague-source",
    "passive",
    "lower-passive",
    "hearsay",
    "guess",
    "anonymous",
    "evidence",
    "casualty",
    "figure",
    "superlative",
    "conviction",
    "loaded",
]
_FIND: dict[str, tuple[Callable[[Clauses, Lexicon], Iterator[Hit]], Callable[[Lexicon], Gate | frozenset[bytes]]]] = {
    "vague-source": (vague_sources, triggers),
    "passive": passives,
    "lower-passive": lower_passives,
    "hearsay": hearsay,
    "guess": guesses,
    "anonymous": anonymous,
    "evidence": evidence,
    "casualty": casualties,
    "figure": figures,
    "superlative": superlatives,
    "conviction": convictions,
    "loaded": loaded,
}


class Attribution(NamedTuple):
    """One shape of a claim without a source. Direct speech is left out, and what a named source covers.

    shape: vague-source (“critics say”), passive (“is believed to”), lower-passive (“is expected to”), hearsay
      (“reportedly”), guess (“apparently”), anonymous (“a source said”), evidence (“studies show”), casualty, figure,
      superlative (facts that no one vouches for), conviction (words that find somebody guilty before a court did), loaded
      (“claimed”, “admitted”: verbs of saying that take sides)
    """

    shape: Shape

    def ready(self, lexicon: Lexicon) -> Finder:
        look, opens = _FIND[self.shape]
        gate = opens(lexicon)

        def find(paragraph: Paragraph) -> Iterable[Hit]:
            if paragraph.text[-1:] == "?" and paragraph.text.count("?") == 1 and "." not in paragraph.text:
                return ()  # a question claims nothing
            return look(clauses(paragraph, lexicon), lexicon)

        return Finder("paragraph", find, opened_by(gate) if isinstance(gate, frozenset) else gate)
