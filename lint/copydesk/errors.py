"""The one family of exceptions: a sentence, and the place it speaks of."""

from __future__ import annotations

from collections.abc import Iterable


class CopydeskError(Exception):
    """Something a person can mend. `str()` gives `path:line: sentence`."""

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return place + self.message


class TookTooLong(Exception):
    """A pattern of a house rule did not come to an end in its time."""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """` Did you mean “…”?` with the nearest of the words, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""
