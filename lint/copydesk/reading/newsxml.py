"""News in XML: NITF, NewsML 1, NewsML-G2, RSS, Atom and XHTML: the elements that hold copy, read as a page of HTML is.

What has another root, or says that it is in another language than English, is not read at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from ..lexicon import Lexicon
from ..prose import Patch
from ..typed import NamedTuple
from . import html
from .fields import Field, copy, read_fields
from .markup import read_markup, references
from .read import NO_META, Read, as_it_is

_MARKUP, _HTML, _TEXT, _DATA = "markup", "html", "text", "data"  # what an element holds; `data`: it must be looked at
_NITF = {
    "hl1": ("headline", _MARKUP),
    "hl2": ("headline", _MARKUP),
    "byline": ("byline", _MARKUP),
    "abstract": ("", _MARKUP),
    "body.content": ("", _MARKUP),
    "tagline": ("note", _MARKUP),
}
_G2 = _NITF | {
    "headline": ("headline", _MARKUP),
    "description": ("", _MARKUP),
    "inlineXML": ("", _MARKUP),
    "inlineData": ("", _DATA),
}
_NEWSML = _NITF | {
    "HeadLine": ("headline", _MARKUP),
    "SubHeadLine": ("headline", _MARKUP),
    "ByLine": ("byline", _MARKUP),
    "DataContent": ("", _DATA),
}
_RSS = {"title": ("headline", _HTML), "description": ("", _HTML), "encoded": ("", _HTML)}
_ATOM = {"title": ("headline", _TEXT), "summary": ("", _TEXT), "content": ("", _TEXT)}
# root -> the elements that hold copy: what they are called (see Block), and what they hold
ROOTS = {
    "nitf": _NITF,
    "newsItem": _G2,
    "newsMessage": _G2,
    "packageItem": _G2,
    "NewsML": _NEWSML,
    "rss": _RSS,
    "feed": _ATOM,
    "html": {"html": ("", _MARKUP)},
}
_LANGUAGE = re.compile(
    r"<(?:[\w.-]+:)?language>\s*(\w+)|<language[^<>]*\stag=[\"'](\w+)|<Language[^<>]*\sFormalName=[\"'](\w+)"
)
_LANG = re.compile(r"\sxml:lang=[\"'](\w+)")
_TAG = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)|<!--|<!\[CDATA\[|<[!?]")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.S)
_TYPE = re.compile(r"\s(?:content)?type\s*=\s*[\"']([^\"']*)")
_MARKED = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_ATOM_SPACE = "http://www.w3.org/2005/Atom"


class _Element(NamedTuple):
    """An element that holds copy: its name, its attributes, and where its content stands."""

    name: str
    attributes: str
    start: int
    end: int


def is_news(text: str) -> bool:
    """Whether a file may hold news, by its text or the beginning of it."""
    return bool(_elements(text, _root(text)))


def read(source: str, lexicon: Lexicon) -> Read:
    root = _root(source)
    names = _elements(source, root)
    if not names or not _english(source, root):
        return read_fields(source, (), lexicon)
    cdata = _cdata(source)
    fields = [_field(source, element, *names[element.name], cdata) for element in _found(source, names)]
    meta = (
        {"dateline": "none"} if "<dateline" in source or "<DateLine" in source else NO_META
    )  # it has a place of its own
    return read_fields(source, fields, lexicon, meta)


def marked(source: str, lexicon: Lexicon) -> Read:
    """The content of an element: text with tags."""
    cdata = _cdata(source)
    return read_markup(
        source, lexicon, lambda seen, start: html.see(seen, seen.source, start, xml=True), _writer(cdata)
    )


def _cdata(source: str) -> list[tuple[int, int]]:
    return [found.span(1) for found in _CDATA.finditer(source)] if html.CDATA in source else []


def _root(source: str) -> tuple[str, str]:
    """The name of the root and its whole tag; empty where there is no element."""
    at = 0
    while source[:100].lstrip(" \t\r\n\ufeff")[:1] == "<" and (tag := _TAG.search(source, at)):
        if tag[2]:
            return tag[2], source[tag.start() : html.after_tag(source, tag.end())]
        at = _after(source, tag)
    return "", ""


def _elements(text: str, root: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """The elements that hold copy in a file with this root; none where it is no news."""
    name, tag = root
    if name == "feed" and _ATOM_SPACE not in tag:
        return {}
    return ROOTS.get(name) or (_NEWSML if name and "<nitf" in text else {})


def _english(source: str, root: tuple[str, str]) -> bool:
    """Whether the file says that it is in English, or nothing."""
    said = _LANGUAGE.search(source) or _LANG.search(root[1])
    return not said or next(filter(None, said.groups())).lower().startswith("en")


def _found(source: str, names: dict[str, tuple[str, str]]) -> Iterator[_Element]:
    """The outermost elements of these names. An article in NITF within another format's envelope is opened."""
    name, attributes, start, depth, at = "", "", 0, 0, 0
    while tag := _TAG.search(source, at):
        if not tag[2]:
            at = _after(source, tag)
            continue
        at = html.after_tag(source, tag.end())
        empty = source[at - 2] == "/"
        if tag[1]:
            if tag[2] == name:
                depth -= 1
                if not depth:
                    yield _Element(name, attributes, start, tag.start())
                    name = ""
        elif tag[2] == "nitf":
            name = ""
        elif name:
            depth += tag[2] == name and not empty
        elif tag[2] in names and not empty:
            name, attributes, start, depth = tag[2], source[tag.end() : at], at, 1


def _after(source: str, tag: re.Match[str]) -> int:
    """Where a comment, CDATA, or an instruction is over."""
    sign = {"<!--": "-->", html.CDATA: "]]>"}.get(tag[0], ">")
    end = source.find(sign, tag.end())
    return end + len(sign) if end >= 0 else len(source)


def _field(source: str, element: _Element, kind: str, holds: str, cdata: list[tuple[int, int]]) -> Field:
    """An element as a field, by what it holds; what is no markup of the file itself has its escapes undone."""
    said = _TYPE.search(element.attributes)
    type = said[1] if said else ""
    if holds == _TEXT:
        holds = _MARKUP if type == "xhtml" else _HTML if "html" in type else _TEXT
    elif holds == _DATA:
        holds = _look(source, element, type, cdata)
    start, end = element.start, element.end
    if holds == _MARKUP:
        return Field(start, end, marked, kind, (), as_it_is)
    return Field(start, end, html.read if holds == _HTML else copy, kind, _escapes(source, start, end), _writer(cdata))


def _look(source: str, element: _Element, type: str, cdata: list[tuple[int, int]]) -> str:
    text = source[element.start : element.end]
    if _MARKED.search(_CDATA.sub("", text)):
        return _MARKUP
    return _HTML if "html" in type or _MARKED.search(text.replace("&lt;", "<").replace("&gt;", ">")) else _TEXT


def _escapes(source: str, start: int, end: int) -> list[Patch]:
    """The entities of a stretch outside of CDATA, and the signs of CDATA, which read as nothing."""
    out = []
    for found in [*_CDATA.finditer(source, start, end), None]:
        upto = found.start() if found else end
        out += [Patch(*one, "markup") for one in references(source, start, upto) if len(one[2]) == 1]
        if found:
            out += (Patch(found.start(), found.start(1), "", "markup"), Patch(found.end(1), found.end(), "", "markup"))
            start = found.end()
    return out


def _writer(cdata: list[tuple[int, int]]) -> Callable[[str, int], str]:
    """A text as it stands in XML: within CDATA as it is."""

    def write(text: str, at: int) -> str:
        n = bisect_right(cdata, (at + 1,)) - 1
        if n >= 0 and cdata[n][0] <= at <= cdata[n][1]:
            return text
        return text.replace("&", "&amp;").replace("<", "&lt;")

    return write
