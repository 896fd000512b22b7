"""Front matter: what a story says about itself before it begins: `title: ...` between fences, or header lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..lazily import compiled
from ..spans import Span
from ..typed import NamedTuple

# headers of copy without fences: the first line must be one of these, or it is a sentence with a colon
HEADERS = frozenset(
    ("author", "by", "byline", "category", "credit", "date", "dateline", "embargo", "headline", "keywords", "published")
)
HEADERS |= {"section", "slug", "source", "subject", "tags", "title", "type", "updated"}
LONGEST_LINE = 160
LONGEST = 1 << 16  # no one writes so much about a story: what is longer is the story
_FENCE = compiled(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.M),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)", re.M),
}
_HEADER = compiled(r"([A-Za-z][\w-]*)[ \t]*:[ \t]+(?=\S)")
_KEY = compiled(r"([ \t]*)(?:-[ \t]+)?(?:[\"']?([\w.-]+)[\"']?[ \t]*[:=](?:[ \t]+|(?=[\"'\[\r\n])|$))?")
_LINE = compiled(r"[^\r\n]+")


class Front(NamedTuple):
    """Where front matter ends, what it says (keys in lower case), and where its values stand."""

    end: int
    meta: Mapping[str, str]
    values: tuple[Span, ...]


def front(source: str) -> Front | None:
    """The front matter of a story, or None."""
    fence = _FENCE().match(source)
    if fence:
        closing = _CLOSING[fence[1]].search(source, fence.end(), fence.end() + LONGEST)
        found = _lines(source, fence.end(), closing.start()) if closing else ({}, ())
        return Front(closing.end(), *found) if closing and found[0] else None
    return _headers(source)


def _headers(source: str) -> Front | None:
    """Header lines up to the first blank line; a single one must not be a sentence (`Updated: The mayor said no.`)."""
    first = _HEADER().match(source)
    if not first or first[1].lower() not in HEADERS:
        return None
    end = count = 0
    for line in _LINE().finditer(source, 0, LONGEST):
        if line.start() > end + 2 or source[end : line.start()] in ("\n\n", "\r\r") or not line[0].strip():
            break  # a blank line
        if not _HEADER().match(line[0]):
            return None
        end, count = line.end(), count + 1
    if count == 1 and (end > LONGEST_LINE or source[end - 1] in '.!?”"'):
        return None
    return Front(end, *_lines(source, 0, end))


def _lines(source: str, start: int, end: int) -> tuple[dict[str, str], tuple[Span, ...]]:
    """`key: value` and `key = value` lines. A line without a key is all value; nested keys say nothing of the story."""
    meta: dict[str, str] = {}
    values = []
    for line in _LINE().finditer(source, start, end):
        key = _KEY().match(source, line.start(), line.end())
        at = key.end() if key else line.start()
        value = source[at : line.end()].strip()
        if not value or value.startswith("#"):
            continue
        at = source.index(value[0], at)
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value, at = value[1:-1], at + 1
        values.append(Span(at, at + len(value)))
        if key and key[2] and not key[1]:
            meta.setdefault(key[2].lower(), value)
    return meta, tuple(values)
