"""Markdown: CommonMark with tables, footnotes, strikethrough and task lists, read as it is rendered.

The parser is pyromark (pulldown-cmark): its events name the exact stretch of every piece of text, of each single entity
and escape; it is linear on hostile input and costs no measurable time to import. Parsers that give lines only
(markdown-it-py) cannot say where a character came from.
Raw HTML is read by the reading of HTML, which is imported when there is some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyromark

from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING
from .markup import escaped, read_markup
from .read import Read
from .seen import Seen

if TYPE_CHECKING:
    from typing import Any

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
_KINDS = {
    "Heading": "headline",
    "Item": "list",
    "BlockQuote": "quote",
    "Table": "table",
    "FootnoteDefinition": "note",
}
_ENDS_PART = frozenset(
    (
        "Paragraph",
        "Heading",
        "Item",
        "List",
        "BlockQuote",
        "Table",
        "TableHead",
        "TableRow",
        "FootnoteDefinition",
        "CodeBlock",
    )
)
_HIDES = frozenset(("CodeBlock", "Image", "MetadataBlock"))
_SIGN = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])")
# attribute lists (kramdown) and template tags (Liquid, Jinja): instructions to the site's software
_TEMPLATE = re.compile(r"\{[:.#][^{}\r\n]*\}|(\{%[^{}\r\n]*%\}|\{\{[^{}\r\n]*\}\})")
_INLINE_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_CONTINUATION = bytes(range(0x80, 0xC0))
_STEP = 512


def read(source: str, lexicon: Lexicon) -> Read:
    return read_markup(source, lexicon, see, write)


def write(text: str, at: int = 0) -> str:
    """A text as it stands in Markdown."""
    return escaped(_SIGN.sub(lambda sign: "\\" + sign[0], text))


class Offsets:
    """Byte offsets of a text in UTF-8 as offsets in code points."""

    def __init__(self, text: str) -> None:
        self._ascii = text.isascii()
        self._data = b"" if self._ascii else text.encode("utf-8", "replace")
        self._marks = [0]
        for start in range(0, len(self._data), _STEP):
            piece = self._data[start : start + _STEP]
            self._marks.append(self._marks[-1] + len(piece.translate(None, _CONTINUATION)))

    def __call__(self, at: int) -> int:
        if self._ascii:
            return at
        mark = at // _STEP
        return self._marks[mark] + len(self._data[mark * _STEP : at].translate(None, _CONTINUATION))


def _events(text: str, start: int) -> Iterator[tuple[str, Any, int, int]]:
    """The parser's events: name, what it carries, and the stretch of the source."""
    story = text[start:] if start else text
    offset = Offsets(story)
    sound = story.replace("\0", " ")
    if not sound.isascii():  # half a surrogate pair, which an editor may send, is no text to the parser
        sound = sound.encode("utf-8", "replace").decode()
    for event, place in pyromark.events_with_range(sound, options=_OPTIONS):
        name, value = (event, None) if isinstance(event, str) else next(iter(event.items()))
        yield name, value, start + offset(place["start"]), start + offset(place["end"])


def see(seen: Seen, start: int) -> None:
    """Tell `seen` what of a Markdown source is seen from `start` on."""
    page = _Page(seen)
    for name, value, first, last in _events(seen.source, start):
        if name == "Start":
            page.start(value if isinstance(value, str) else next(iter(value)), first, last)
        elif name == "End":
            page.end(value if isinstance(value, str) else next(iter(value)))
        elif not page.hidden:
            page.piece(name, value, first, last)
    page.flush()


class _Page:
    """Where we are in the document, and the stretch of text not yet told."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.hidden = 0
        self._kinds: list[str] = []
        self._from = self._to = 0  # text seen as it stands; the parser cuts it in small pieces
        self._html: list[tuple[int, int]] = []

    def start(self, name: str, first: int, last: int) -> None:
        if name == "Image" and not self.hidden:
            self.flush()
            self.seen.object(first, last)
        if name in _HIDES:
            self.hidden += 1
        if name in _ENDS_PART:
            self._part()
        if name == "TableCell":
            self.flush()
            self.seen.cell(first)
        if name in _KINDS:
            self._kinds.append(self.seen.kind)
            self.seen.kind = _KINDS[name]

    def end(self, name: str) -> None:
        if name in _HIDES:
            self.hidden -= 1
        if name in _ENDS_PART:
            self._part()
        if name in _KINDS:
            self.seen.kind = self._kinds.pop()
        if name == "HtmlBlock":
            self._read_html()

    def piece(self, name: str, value: Any, first: int, last: int) -> None:
        """Something seen: text, a line end, code, raw HTML."""
        if name == "Text":
            self._text(value, first, last)
        elif name == "SoftBreak":
            if self._from < self._to or not self.seen.after_blank():
                self._take(first, last)
        elif name == "Html":
            self._html.append((first, last))
        elif name == "Rule":
            self._part()
        else:
            self.flush()
            if name == "HardBreak":
                self.seen.line(first, last)
            elif name == "InlineHtml":
                self._inline_html(first, last)
            elif name in ("Code", "InlineMath", "DisplayMath"):
                self.seen.object(first, last)

    def _text(self, value: str, first: int, last: int) -> None:
        if last - first == len(value) or self.seen.source[first] != "&":
            self._take(first, last)
        else:
            self.flush()
            self.seen.entity(first, last, value)

    def _take(self, first: int, last: int) -> None:
        if first != self._to:
            self.flush()
            self._from = first
        self._to = last

    def flush(self) -> None:
        """Tell the text gathered so far, without what is addressed to the site's software."""
        start, end, source = self._from, self._to, self.seen.source
        self._from = self._to = -1
        if start >= end:
            return
        if source.find("{", start, end) >= 0:
            for template in _TEMPLATE.finditer(source, start, end):
                self.seen.flowing(source, start, template.start(), 0)
                if template[1]:
                    self.seen.object(*template.span())
                start = template.end()
        self.seen.flowing(source, start, end, 0)

    def _part(self) -> None:
        self.flush()
        self.seen.part()

    def _inline_html(self, first: int, last: int) -> None:
        from .html import PARTS, PICTURES

        tag = _INLINE_TAG.match(self.seen.source, first, last)
        name = tag[2].lower() if tag else ""
        if self.seen.source.startswith("<!--", first):
            self.seen.comments.append(Span(first, last))
        elif name == "br":
            self.seen.line(first, last)
        elif name in PICTURES:
            self.seen.object(first, last)
        elif name in PARTS:
            self.seen.part()

    def _read_html(self) -> None:
        """A block of raw HTML. Signs of a list or quotation around it, which stand between its lines, are blanked."""
        if self._html:
            from .html import see

            source, at = self.seen.source, self._html[0][0]
            parts: list[str] = []
            for first, last in self._html:
                parts += (" " * (first - at), source[first:last])
                at = last
            see(self.seen, "".join(parts), 0, self._html[0][0])
        self._html = []
