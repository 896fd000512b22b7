"""News in JSON: ninjs of the International Press Telecommunications Council, generations 1 to 3, and its relatives.

The strings are found by a scanner of our own: the standard library's parser does not say where a string stands. What is
no news item (a `package.json`, settings, translations) is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..lexicon import Lexicon
from ..prose import Patch
from ..typed import NamedTuple
from . import html
from .fields import Field, copy, read_fields
from .read import NO_META, Read

# an item names itself and has a text; nothing else has both
_NAMED = frozenset(("uri", "guid"))
_NAME = re.compile(r'"(?:uri|guid)"\s*:')
_TEXT = re.compile(r'"(?:headlines?|bodies|descriptions|(?:body|description)_\w+)"\s*:')
_TOKEN = re.compile(r'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"|[{}\[\]:,]')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_FIELD = re.compile(r"(headline|body|description)(?:_(\w+))?\Z")
_LISTS = {"headlines": "headline", "bodies": "body", "descriptions": "description"}  # generations 2 and 3
_SEEN = frozenset(("picture", "photo", "graphic", "video", "audio"))  # their texts are captions
_ENGLISH = re.compile(r"(?:en\b|\Z)", re.I)


class _Text(NamedTuple):
    """A string of the file between its quotation marks."""

    start: int
    end: int


class _Open:
    """An object or array that has begun: the key that it stands under, the key we are at, its strings by key, and the texts
    of news in it, by what they are."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.at = ""
        self.strings: dict[str, _Text] = {}
        self.texts: list[tuple[str, str, _Text]] = []  # what it is, the format it is said to have, where it stands
        self.genre = ""


def is_news(text: str) -> bool:
    """Whether a file may hold news, by its text or the beginning of it."""
    return text.lstrip()[:1] in ("{", "[") and bool(_NAME.search(text) and _TEXT.search(text))


def read(source: str, lexicon: Lexicon) -> Read:
    genres: set[str] = set()
    fields = sorted(_fields(source, genres), key=lambda f: f.start) if is_news(source) else []
    return read_fields(source, fields, lexicon, {"type": genres.pop()} if len(genres) == 1 else NO_META)


def _fields(source: str, genres: set[str]) -> list[Field]:
    """The fields of all items, also of items in items; and the genres of those with a body."""
    out: list[Field] = []
    open_ones = [_Open("")]
    last: _Text | None = None  # a string of which we do not know yet whether it is a key
    for token in _TOKEN.finditer(source):
        sign, here = token[0], open_ones[-1]
        if sign[0] == '"':
            last = _Text(token.start() + 1, token.end() - 1)
            continue
        if sign == ":":
            here.at, last = source[last.start : last.end] if last else "", None
            continue
        if last:
            here.strings.setdefault(here.at, last)
            last = None
        if sign in "{[":
            open_ones.append(_Open(here.at or here.key))  # the objects of an array stand under its key
        elif sign in "}]" and len(open_ones) > 1:
            open_ones.pop()
            if sign == "}":
                _close(source, here, open_ones, out)
                if any(what == "body" for what, _, _ in here.texts):
                    genres.add(here.genre)
        elif sign == ",":
            here.at = ""
    return out


def _close(source: str, item: _Open, around: list[_Open], out: list[Field]) -> None:
    """An object is over: a text of the item around it, or an item itself."""
    if item.key in _LISTS and "value" in item.strings and len(around) > 1:
        format = _said(source, item, "contenttype") or _said(source, item, "contentType") or _said(source, item, "role")
        around[-2].texts.append((_LISTS[item.key], format, item.strings["value"]))
    if item.key in ("genre", "genres") and len(around) > 1:
        around[-2].genre = _said(source, item, "name")
    if item.strings.keys().isdisjoint(_NAMED) or not _ENGLISH.match(_said(source, item, "language")):
        return
    seen = _said(source, item, "type") in _SEEN
    for key, text in item.strings.items():
        if name := _FIELD.match(key):
            item.texts.append((name[1], name[2] or ("text" if name[1] == "headline" else ""), text))
    for what, format, text in item.texts:
        if reading := _reading(what, format.lower()):
            kind = "headline" if what == "headline" else "caption" if seen else ""
            out.append(Field(*text, reading, kind, _escapes(source, text), _writer(source)))


def _said(source: str, item: _Open, key: str) -> str:
    there = item.strings.get(key)
    return source[there.start : there.end] if there else ""


def _reading(what: str, format: str) -> Callable[[str, Lexicon], Read] | None:
    """How a text is read, by the name of its format: `text`, `xhtml`, `html5`, `text/plain`, `text/vnd.IPTC.NITF` ..."""
    if "html" in format or "rich" in format:
        return html.read
    if "nitf" in format or "xml" in format:
        from .newsxml import read

        return read
    return copy if what == "headline" or "text" in format or "plain" in format else None


def _escapes(source: str, text: _Text) -> list[Patch]:
    if source.find("\\", *text) < 0:
        return []
    return [Patch(*e.span(), _letter(e[0]), "markup") for e in _ESCAPE.finditer(source, *text)]


def _letter(escape: str) -> str:
    if escape[1] != "u" or len(escape) < 6:
        return _LETTERS.get(escape[1], escape[1])
    units = bytes.fromhex(escape.replace("\\u", ""))
    return units.decode("utf-16-be", "replace")


def _writer(source: str) -> Callable[[str, int], str]:
    """A text as it stands in a string; in ASCII where all the file is."""
    ascii = source.isascii()

    def write(text: str, at: int) -> str:
        import json

        return json.dumps(text, ensure_ascii=ascii)[1:-1]

    return write
