"""Repeats: a word that stands twice running, over line ends too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Paragraph, flat
from ..finding import Edit, Fix, Hit
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .kind import Finder, opened_by

# looked ahead at, so that a word that does not stand twice is not tried again letter by letter
_TWICE = re.compile(r"(?<![\w’'.&@#/-])(?=([^\W\d_]+)(\s+))\1\2(\1)(?![\w’'&@#/-])", re.IGNORECASE)


class Repeats(NamedTuple):
    """Words twice running. Names (Duran Duran), single letters and other words three times running are left alone.

    words: words that are never meant twice
    others: tell of every other word too, one level lower
    allow: words that may stand twice (had had, that that, no no)
    safe: words whose second standing can go without a look
    """

    words: tuple[str, ...] = ()
    others: bool = True
    allow: tuple[str, ...] = ()
    safe: tuple[str, ...] = ()

    def ready(self, lexicon: Lexicon) -> Finder:
        certain, allow, safe = frozenset(self.words), frozenset(self.allow), frozenset(self.safe)

        def find(paragraph: Paragraph) -> Iterator[Hit]:
            for match in _twice(paragraph):
                word = match[1].lower()
                if word in allow or not (self.others or word in certain) or _named(match, word in certain):
                    continue
                if word not in certain and _chanted(match):
                    continue
                span = Span(match.start(), match.end())
                cut = Span(match.end(1), match.end())
                if match[3][0].isupper() and not match[1][0].isupper():
                    continue  # a name begins: “a A”, “the The”
                fix = Fix((Edit(cut, ""),), f"Delete one “{match[3]}”", word in safe)
                yield Hit(span, (fix,), {"word": match[3]}, weak=word not in certain)

        certainly = opened_by(flat(f"{word} {word}") for word in self.words)
        return Finder("paragraph", find, opened_by(twice=True) if self.others else certainly)


def _twice(paragraph: Paragraph) -> list[re.Match[str]]:
    """Every word that stands twice running, looked for once for all the rules that ask."""
    if "twice" not in paragraph.shared:
        paragraph.shared["twice"] = list(_TWICE.finditer(paragraph.text))
    found: list[re.Match[str]] = paragraph.shared["twice"]
    return found


def _chanted(match: re.Match[str]) -> bool:
    """Whether the word stands there three times or more: then it is meant so, or a list of search words."""
    text, start, end = match.string, match.start(), match.end()
    near = (*text[end : end + 40].split()[:1], *text[max(0, start - 40) : start].split()[-1:])
    return any(other.strip(",.!?").lower() == match[1].lower() for other in near)


def _named(match: re.Match[str], certain: bool) -> bool:
    first, second = match[1], match[3]
    if len(first) == 1 and first != "a":
        return True
    if first[0].isupper() and second[0].isupper():
        return not (certain and first.isupper() and len(first) > 1)
    return False
