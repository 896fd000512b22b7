"""Stets (“let it stand”) that have nothing to let stand: told when all other rules have spoken, see `copydesk.stets`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..finding import Hit
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .kind import Finder


class Stets(NamedTuple):
    """What is idle: an entry of `stets.toml`, or a comment in the story."""

    def ready(self, lexicon: Lexicon) -> Finder:
        return Finder("stets", _hits)


def _hits(idle: Iterable[tuple[Span, str]]) -> Iterator[Hit]:
    """Where it stands, and why nothing comes of it."""
    return (Hit(span, values={"why": why}) for span, why in idle)
