"""The one interface of all checks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise

from ..finding import Hit
from ..lexicon import Lexicon
from ..typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal, Protocol, TypeAlias

View: TypeAlias = "Literal['paragraph', 'story', 'source', 'stets']"
# What one of stands in every paragraph that has a hit: words; runs of words (two neighbours in each, and the whole of it where
# it is longer); where no word does, characters one after the other; whether any word does that stands twice running.
# A plain tuple: it is kept with the rules.
Gate = tuple[frozenset[bytes], tuple[tuple[bytes, bytes, bytes], ...], str, bool]


def opened_by(runs: Iterable[bytes] = (), sign: str = "", *, twice: bool = False) -> Gate:
    """The gate that each of some words or runs of words opens, or characters, or any word `twice` running."""
    words, longer = set(), []
    for run in sorted(set(runs)):
        there = run.split()
        if len(there) > 1:
            longer.append((*telling(there), b" %b " % b" ".join(there) if len(there) > 2 else b""))
        else:
            words.update(there)
    return frozenset(words), tuple(longer), sign, twice


def telling(run: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Of the neighbours in a run of words the longest, which are nearly always the rarest."""
    return max(pairwise(run), key=lambda pair: len(pair[0]) + len(pair[1]))


class Finder(NamedTuple):
    """A check made ready.

    `view` says what `find` is given and in which offsets its hits are:
      paragraph   a Paragraph; offsets of its text. It sees nothing else but how the next one begins, so its hits can
                  be remembered by these two.
      story       a Document; offsets of its prose.
      source      a Document; offsets of its source (damage, which the prose no longer shows).
      stets       what is idle of a person's own word (see `copydesk.stets`), when all others have spoken.
    `gate`: words and runs of words (see `document.flat`) one of which stands in every paragraph that has a hit; None: none
    are known.
    `topic`: for a check of stories, a look at the story that it shares with others, and what it hopes to find there: where
    the look sees none of this, there is no hit.
    """

    view: View
    find: Callable[[Any], Iterable[Hit]]
    gate: Gate | None = None
    topic: tuple[Callable[[Any], Collection[str]], frozenset[str]] | None = None


if TYPE_CHECKING:

    class Check(Protocol):
        """Settings, and how they are made ready. ValueError when a setting makes no sense (`KEY: what is wrong`)."""

        def ready(self, lexicon: Lexicon) -> Finder: ...
