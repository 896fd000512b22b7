"""Function words that the claims checks step over, and how lists of words are written here."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(words.split())
