"""Claims without a source: words that hide who says so, and facts that want somebody to vouch for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from ..document import Paragraph
from ..finding import Hit
from ..lexicon import Lexicon
from ..typed import TYPE_CHECKING, NamedTuple
from .clauses import Clauses, clauses
from .kind import Finder, Gate, opened_by

if TYPE_CHECKING:
    from typing import Literal

# shape -> the module that looks for it and what it calls the pair of search and gate: imported when a rule wakes
_FIND = {
    "vague-source": ("vague", "sources_without_a_name"),
    "passive": ("passive", "passives"),
    "lower-passive": ("passive", "lower_passives"),
    "hearsay": ("hearsay", "hearsay"),
    "guess": ("hearsay", "guesses"),
    "anonymous": ("nameless", "anonymous"),
    "evidence": ("nameless", "evidence"),
    "casualty": ("facts", "casualties"),
    "figure": ("facts", "figures"),
    "superlative": ("facts", "superlatives"),
    "conviction": ("facts", "convictions"),
    "loaded": ("loaded", "loaded"),
    "forecast": ("own_voice", "forecasts"),
    "cause": ("own_voice", "causes"),
    "trend": ("own_voice", "trends"),
    "opinion": ("opinions", "opinions"),
    "borrowed": ("borrowed", "borrowed"),
}
Search = Callable[[Clauses, Lexicon], Iterator[Hit]]
Opens = Callable[[Lexicon], Gate | frozenset[bytes] | None]


class Attribution(NamedTuple):
    """One shape of a claim without a source. Direct speech is left out, and what a named source covers.

    shape: vague-source (“critics say”), passive (“is believed to”), lower-passive (“is expected to”), hearsay
      (“reportedly”), guess (“apparently”), anonymous (“a source said”), evidence (“studies show”), casualty, figure,
      superlative (facts that no one vouches for), conviction (words that find somebody guilty before a court did), loaded
      (“claimed”, “admitted”: verbs of saying that take sides), forecast (“the deal could hurt”), cause (“probably because”),
      trend (“growing anger”), opinion (“notorious”): what the story says in its own voice; borrowed (a “tame” word between
      marks that nobody says)
    """

    shape: Literal[
        "vague-source", "passive", "lower-passive", "hearsay", "guess", "anonymous",
        "evidence", "casualty", "figure", "superlative", "conviction", "loaded",
        "forecast", "cause", "trend", "opinion", "borrowed",
    ]  # fmt: skip

    def ready(self, lexicon: Lexicon) -> Finder:
        module, name = _FIND[self.shape]
        pair: tuple[Search, Opens] = getattr(import_module(f".{module}", __package__), name)
        look, opens = pair
        gate = opens(lexicon)

        def find(paragraph: Paragraph) -> Iterable[Hit]:
            return look(clauses(paragraph, lexicon), lexicon)

        return Finder("paragraph", find, opened_by(gate) if isinstance(gate, frozenset) else gate)
