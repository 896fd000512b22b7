"""A rule: a check with its settings, and the words for what it finds. Turns hits into findings."""

from __future__ import annotations

from functools import lru_cache

from .checks import Finder, Gate, View, kind
from .document import Document, Paragraph
from .finding import LEVELS, Edit, Finding, Fix, Hit, Level
from .lazily import compiled, lazy
from .lexicon import Lexicon
from .spans import Span
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal

READS = ("headline", "body", "quote", "list", "caption", "transcript")  # what a rule reads unless it says otherwise
_PLACE = compiled(r"\{(\w+)\}")
SHOWN = 60  # characters of the flagged words that a message quotes


class Example(NamedTuple):
    """One example of a rule file. `flag`: the words that must be flagged, in order; `fix`: the text after all fixes."""

    text: str
    flag: tuple[str, ...] = ()
    fix: str | None = None
    why: str = ""
    format: str = "plain"
    settings: dict[str, Any] = {}  # noqa: RUF012  (never written to)
    line: int = 0


class Rule:
    """One rule in force. `settings` are the check's own keys, validated."""

    def __init__(self, sheet: dict[str, Any], lexicon: Lexicon) -> None:
        self.id: str = sheet["id"]
        self.desk: str = sheet["desk"]
        self.level: Level | Literal["off"] = sheet["level"]
        self.message: str = sheet["message"]
        self.reads: frozenset[str] = frozenset(sheet.get("reads", READS))
        self.skip: frozenset[str] = frozenset(sheet.get("skip", ()))
        self.yields_to: tuple[str, ...] = tuple(sheet.get("yields_to", ()))
        self.check: str = sheet["check"]
        self.settings: dict[str, Any] = {key: value for key, value in sheet["settings"].items() if key != "most"}
        self.most: int = sheet["settings"].get("most", 0)  # so many are told of a story; 0: all
        self.path: str = sheet["path"]
        self._known: tuple[View, Gate | None] | None = sheet.get("known")
        self._lexicon = lexicon

    @property
    def view(self) -> View:
        """What the check reads: known from the rulebook where it can be, so that a rule that sleeps is never made ready."""
        return self._known[0] if self._known else self.finder.view

    @property
    def gate(self) -> Gate | None:
        """See `Finder.gate`."""
        return self._known[1] if self._known else self.finder.gate

    @lazy
    def finder(self) -> Finder:
        """The check made ready: the first use pays for it."""
        finder: Finder = kind(self.check)(**self.settings).ready(self._lexicon)
        return finder

    def finding(self, document: Document, hit: Hit, paragraph: Paragraph | None = None) -> Finding:
        """The hit as the editor is told it, in offsets of the source."""
        level: Level = "hint" if self.level == "off" else self.level
        if hit.weak:
            level = LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]
        if self.view in ("source", "stets"):
            span, fixes = hit.span, hit.fixes
            found = document.source[span.start : span.end]
        else:
            base = paragraph.start if paragraph else 0
            found = document.prose.text[base + hit.span.start : base + hit.span.end]
            span = document.prose.source_span(hit.span.moved(base))
            fixes = tuple(f for f in (_in_source(document, fix, base) for fix in hit.fixes) if f)
        return Finding(self.id, self.desk, span, speak(self.message, found, hit.values), level, fixes)


def speak(message: str, found: str, values: Any) -> str:
    """The message with its placeholders filled; long stretches of copy are shortened, line ends read as blanks."""
    if "{" not in message:
        return message
    pieces = list(_pieces(message))
    for n in range(1, len(pieces), 2):
        name = pieces[n]
        value = values.get(name, found if name == "found" else f"{{{name}}}")
        pieces[n] = value if name == "why" else _short(value)
    return "".join(pieces)


@lru_cache(1 << 10)
def _pieces(message: str) -> tuple[str, ...]:
    """A message cut at its placeholders: words and names in turn."""
    return tuple(_PLACE().split(message))


def _short(text: str) -> str:
    text = " ".join(text.split()) if "\n" in text or "\r" in text else text
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def _in_source(document: Document, fix: Fix, base: int) -> Fix | None:
    """A fix in offsets of the source; None where source and prose do not agree on what it changes."""
    prose, write = document.prose, document.reading.write
    edits = []
    for span, text in fix.edits:
        there = span.moved(base)
        if not prose.agrees(there):
            return None
        place = prose.source_span(there)
        edits.append(Edit(place, write(text, place.start)))
    return Fix(tuple(sorted(edits)), fix.title, fix.safe)


def keeps_words(paragraph: Paragraph, fix: Fix) -> bool:
    """The newsroom law: no fix changes a letter or a digit inside direct speech. Edits are in offsets of the paragraph."""
    for span, text in fix.edits:
        old = paragraph.text[span.start : span.end]
        if letters(old) != letters(text) and paragraph.spoken(Span(span.start, max(span.end, span.start + 1))):
            return False
    return True


def keeps_words_of_story(document: Document, fix: Fix) -> bool:
    """The same law for a fix in offsets of the prose."""
    for span, text in fix.edits:
        if letters(document.prose.text[span.start : span.end]) == letters(text):
            continue
        end = max(span.end, span.start + 1)
        for paragraph in document.paragraphs_at(span.start, end):
            if paragraph.spoken((span.start - paragraph.start, end - paragraph.start)):
                return False
    return True


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
