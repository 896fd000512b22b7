"""Word lists by name: what the views and the readings know of words, handed to them as data."""

from __future__ import annotations

from collections.abc import Mapping

from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class Lexicon:
    """The lists of `rules/lists/`: `words("abbreviations", "always")` is a set, `table("entities", "cp1252")` a mapping.

    A list that is not there is empty: text can be read without any lexicon, only less well.
    """

    __slots__ = ("_sets", "_tables", "kept")

    def __init__(self, tables: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._tables = tables or {}
        self._sets: dict[tuple[str, str], frozenset[str]] = {}
        self.kept: dict[str, Any] = {}  # sets that a view worked out of the lists

    def words(self, name: str, key: str = "words") -> frozenset[str]:
        found = self._sets.get((name, key))
        if found is None:
            found = self._sets[name, key] = frozenset(self._tables.get(name, {}).get(key, ()))
        return found

    def table(self, name: str, key: str) -> Mapping[str, Any]:
        table: Mapping[str, Any] = self._tables.get(name, {}).get(key, {})
        return table

    def whole(self, name: str) -> Mapping[str, Any]:
        """Everything in the list `name`. KeyError when there is none."""
        return self._tables[name]


NO_WORDS = Lexicon()


def slip(a: str, b: str) -> bool:
    """Whether two words differ by one slip: a letter dropped, added, changed, or two neighbours turned around."""
    if len(a) == len(b):
        apart = [n for n in range(len(a)) if a[n] != b[n]]
        if len(apart) == 2:
            n, m = apart
            return m == n + 1 and a[n] == b[m] and a[m] == b[n]
        return len(apart) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
