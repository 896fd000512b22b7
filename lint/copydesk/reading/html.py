"""HTML: text between tags, read as a browser shows it.

The tags are found by the tokenizer of the HTML Standard (section 13.2.5), cut down to what a reader can see: where
tags, comments and raw text begin and end. The standard library's `html.parser` was weighed and left: it takes quadratic
time on tags that do not close (9 seconds for 50 kB), raises AssertionError on `<![`, reads comments and scripts
differently from one Python release to the next, knows lines and columns where we need offsets, and costs 5 ms to
import. Tests hold the two against each other on sound HTML.
"""

from __future__ import annotations

import re

from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .markup import escaped, read_markup, references
from .read import Read
from .seen import Seen

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)|<!--|<[!?/]")
_ATTRIBUTES = re.compile(r">|=[ \t\r\n\f]*(?:([\"'])|[^\s>\"'][^\s>]*)")
_COMMENT_END = re.compile(r"--!?>")
CDATA = "<![CDATA["

# the names of HTML, and after them those of the News Industry Text Format
_UNSEEN_NAMES = (
    "script style template noscript iframe noembed noframes xmp object canvas datalist"
    " media-metadata media-object media-producer media-reference"
)
_PART_NAMES = (
    "address article aside body blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th"
    " thead title tr ul block body.content bq hl1 hl2 media media-caption nitf-table note tagline"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
PARTS = frozenset(_PART_NAMES.split())
_RAW = frozenset(["script", "style", "iframe", "noembed", "noframes", "xmp"])  # no tags within, only their own end
PICTURES = frozenset(["img", "input", "embed"])
_OBJECTS = frozenset(["code", "kbd", "samp", "tt", "math", "svg", "video", "audio", "button", "select", "textarea"])
_FOREIGN = frozenset(("svg", "math"))
_INLINE_CODE = frozenset(("code", "kbd", "samp", "tt"))
_CELLS = frozenset(("td", "th"))
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "title"), "headline"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figcaption", "caption", "media-caption"), "caption"),
    **dict.fromkeys(("blockquote", "bq"), "quote"),
    "table": "table",
}
_LISTS = frozenset(["ul", "ol", "dl", "menu", "table"])  # a list or table in an item is no sign that the item has ended
_ENDED_BY_NEXT = frozenset(["li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "title"])


class Open(NamedTuple):
    """An element that has begun, and what the text in it is."""

    name: str
    kind: str


def read(source: str, lexicon: Lexicon) -> Read:
    return read_markup(source, lexicon, lambda seen, start: see(seen, seen.source, start), write)


def write(text: str, at: int = 0) -> str:
    """A text as it stands in HTML."""
    return escaped(text).replace("<", "&lt;").replace("\u00a0", "&nbsp;")


def see(seen: Seen, text: str, start: int, shift: int = 0, *, xml: bool = False) -> None:
    """Tell `seen` what of `text` is seen from `start` on. `text` stands at `shift` in the source.

    `xml`: names may have a prefix, an element may end in its own tag, CDATA is text, and no element is raw.
    """
    outer = seen.kind
    page = _Page(seen, shift)
    at = start
    while tag := _TAG.search(text, at):
        page.text(text, at, tag.start())
        name = (tag[1] or "").lower()
        ends = tag[0][1] == "/"
        if xml:
            name = name.rpartition(":")[2]
            if text.startswith(CDATA, tag.start()):
                at, last = cdata(text, tag.start())
                page.raw(text, tag.start() + len(CDATA), last)
                continue
        if not name:
            at = _after_comment(text, tag)
            if tag[0] == "<!--":
                page.comment(tag.start(), at)
            continue
        at = after_tag(text, tag.end())
        if ends:
            page.close(name)
        else:
            page.open(name, tag.start() + shift, at + shift)
            if text[at - 2] == "/" and (xml or name in _FOREIGN):
                page.close(name)
            if name in _RAW and not xml:
                at = _raw_end(text, name, at)
    page.text(text, at, len(text))
    seen.part()
    seen.kind = outer


def cdata(text: str, at: int) -> tuple[int, int]:
    """Where the CDATA that begins at `at` is over, and where its text ends."""
    end = text.find("]]>", at)
    return (end + 3, end) if end >= 0 else (len(text), len(text))


def after_tag(text: str, at: int) -> int:
    """Where a tag ends: at the first `>` outside of quoted values. One that never ends takes the rest with it."""
    while sign := _ATTRIBUTES.search(text, at):
        at = sign.end()
        if sign[0] == ">":
            return at
        if sign[1]:
            at = text.find(sign[1], at) + 1
            if not at:
                break
    return len(text)


def _after_comment(text: str, tag: re.Match[str]) -> int:
    at = tag.end()
    if tag[0] != "<!--":
        return (text.find(">", at) + 1) or len(text)
    if text.startswith((">", "->"), at):
        return text.index(">", at) + 1
    end = _COMMENT_END.search(text, at)
    return end.end() if end else len(text)


def _raw_end(text: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.I).search(text, at)
    return end.start() if end else len(text)


class _Page:
    """The elements that are open: what of the text is seen, and what it is called."""

    def __init__(self, seen: Seen, shift: int) -> None:
        self.seen = seen
        self._shift = shift
        self._open: list[Open] = []
        self._count: dict[str, int] = {}
        self._hidden = ""  # the element that hides all in it, and how often it stands within itself
        self._depth = 0
        self._outer = seen.kind

    def text(self, text: str, start: int, end: int) -> None:
        if self._hidden or start >= end:
            return
        at, shift = start, self._shift
        for first, last, reads in references(text, start, end):
            self.seen.flowing(text, at, first, shift)
            self.seen.entity(first + shift, last + shift, reads)
            at = last
        self.seen.flowing(text, at, end, shift)

    def raw(self, text: str, start: int, end: int) -> None:
        """Text in which no sign means anything."""
        if not self._hidden and start < end:
            self.seen.flowing(text, start, end, self._shift)

    def comment(self, start: int, end: int) -> None:
        if not self._hidden:
            self.seen.comments.append(Span(start + self._shift, end + self._shift))

    def open(self, name: str, start: int, end: int) -> None:
        if self._hidden in _INLINE_CODE and name in PARTS:
            self._hidden = ""  # it has not been closed: a paragraph ends it
        if self._hidden:
            self._depth += name == self._hidden
        elif name in _UNSEEN or name in _OBJECTS or name == "pre":
            self._hidden, self._depth = name, 1
            if name in _OBJECTS:
                self.seen.object(start, end)
            elif name == "pre":
                self.seen.part()
        elif name in PICTURES:
            self.seen.object(start, end)
        elif name == "br":
            self.seen.line(start, end)
        elif name in _CELLS and self._kind == "table":
            self.seen.cell(start)
        elif name in PARTS:
            self.seen.part()
            while self._open and self._open[-1].name in _ENDED_BY_NEXT and self._ends(name, self._open[-1].name):
                self._pop()
            self._push(name)

    @staticmethod
    def _ends(name: str, last: str) -> bool:
        """Whether an element ends the one before it, which did not end itself."""
        if last in ("li", "dt", "dd"):
            return name in ("li", "dt", "dd")
        return True

    def close(self, name: str) -> None:
        if self._hidden:
            if name == self._hidden:
                self._depth -= 1
                if not self._depth:
                    self._hidden = ""
        elif name in PARTS and not (name in _CELLS and self._kind == "table"):
            self.seen.part()
            if self._count.get(name):
                while self._pop() != name:
                    pass

    @property
    def _kind(self) -> str:
        return self._open[-1].kind if self._open else self._outer

    def _push(self, name: str) -> None:
        if name in KINDS or name in _LISTS:
            self._open.append(Open(name, KINDS.get(name, self._kind)))
            self._count[name] = self._count.get(name, 0) + 1
            self.seen.kind = self._kind

    def _pop(self) -> str:
        name = self._open.pop().name
        self._count[name] -= 1
        self.seen.kind = self._kind
        return name
