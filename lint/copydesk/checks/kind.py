"""The one interface of all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, Protocol

from ..finding import Hit
from ..lexicon import Lexicon

View = Literal["paragraph", "story", "source"]
Gate = Mapping[bytes, tuple[bytes, ...]]


def opened_by(words: Iterable[bytes]) -> Gate:
    """The gate that each of some words opens."""
    return dict.fromkeys(words, ())


class Finder(NamedTuple):
    """A check made ready.

    `view` says what `find` is given and in which offsets its hits are:
      paragraph   a Paragraph; offsets of its text. It sees nothing else but how the next one begins, so its hits can
                  be remembered by these two.
      story       a Document; offsets of its prose.
      source      a Document; offsets of its source (damage, which the prose no longer shows).
    `gate`: words (as `document.gate_words` cuts them) one of which stands in every paragraph that has a hit, each with the
    runs of words (see `document.flat`) one of which must stand there too, or with none; None: no such words are known.
    """

    view: View
    find: Callable[[Any], Iterable[Hit]]
    gate: Gate | None = None


class Check(Protocol):
    """Settings, and how they are made ready. ValueError when a setting makes no sense (`KEY: what is wrong`)."""

    def ready(self, lexicon: Lexicon) -> Finder: ...
