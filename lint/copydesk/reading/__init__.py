"""Readings: source -> patches, one file a format. A reading says what the reader sees; it judges nothing.

`READINGS` names them; each is imported when the first file of its format comes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from ..lexicon import Lexicon
from .read import Block, Read

__all__ = ["READINGS", "Block", "Read", "is_news", "read"]

# format -> module of this package; its `read(source, lexicon)` gives a Read
READINGS = {"plain": "plain", "markdown": "markdown", "html": "html", "xml": "newsxml", "json": "ninjs"}


def read(source: str, format: str, lexicon: Lexicon) -> Read:
    """Read a source in one of the formats of `READINGS` (KeyError for any other)."""
    return _reading(format)(source, lexicon)


def is_news(beginning: str, format: str) -> bool:
    """Whether a file of a format that is used for all sorts of things (`xml`, `json`) may hold news, by how it begins."""
    found: bool = import_module(f".{READINGS[format]}", __name__).is_news(beginning)
    return found


@cache
def _reading(format: str) -> Callable[[str, Lexicon], Read]:
    found: Callable[[str, Lexicon], Read] = import_module(f".{READINGS[format]}", __name__).read
    return found
