"""Wire formats: a file that holds copy in fields. Each field is freed of the file's escapes and read for itself, as plain
copy or as what else it holds; all between two fields is the file's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from ..lexicon import Lexicon
from ..prose import MARKUP, Patch, Prose
from ..spans import Span
from ..typed import NamedTuple
from . import plain
from .read import NO_META, Block, Read

_UNWRAPPED = 100  # characters: nobody breaks lines so late, so where there is such a line, a line end ends a paragraph

_LINE_END = re.compile(r"(?:\r\n|\n|\r)(\s*[\r\n])?")  # the group: a blank line, which parts paragraphs as it is


class Field(NamedTuple):
    """A stretch of the source that holds copy. `escapes` say what in it reads otherwise than it stands, `write` how a text
    is escaped at a place of the source, `read` what is read of the field without its escapes; `kind`: see Block."""

    start: int
    end: int
    read: Callable[[str, Lexicon], Read]
    kind: str
    escapes: Sequence[Patch]
    write: Callable[[str, int], str]


class _Part(NamedTuple):
    """A field that has been read: where its copy stands in the file, and the way there from the copy."""

    field: Field
    copy: Prose
    read: Read

    def write(self, text: str, at: int) -> str:
        inner = self.read.write(text, self.copy.prose_offset(at - self.field.start))
        return self.field.write(inner, at)

    def span(self, span: tuple[int, int]) -> Span:
        return self.copy.source_span(span).moved(self.field.start)


def read_fields(source: str, fields: Sequence[Field], lexicon: Lexicon, meta: Mapping[str, str] = NO_META) -> Read:
    """The fields, in order and apart, as one story; a source without any reads as nothing."""
    parts: list[_Part] = []
    patches: list[Patch] = []
    blocks: list[Block] = []
    comments: list[Span] = []
    at = 0
    for field in fields:
        text = source[field.start : field.end]
        copy = Prose(text, (p._replace(start=p.start - field.start, end=p.end - field.start) for p in field.escapes))
        part = _Part(field, copy, field.read(copy.text, lexicon))
        if not Prose(copy.text, part.read.patches).text.strip():
            continue
        inside = _composed(part)
        start, rest = _begins(inside, field.start)
        # also before the first: what is put in before its first word must not stand before the file
        patches += (Patch(at, start, "\n\n", "markup"), *rest)
        at = field.end
        if field.kind:
            blocks.append(Block(start, at, field.kind))
        else:
            blocks += (Block(*part.span((b.start, b.end)), b.kind) for b in part.read.blocks)
        comments += map(part.span, part.read.comments)
        parts.append(part)
    if at < len(source):
        patches.append(Patch(at, len(source), "", "markup"))
    starts = [part.field.start for part in parts]

    def write(text: str, at: int) -> str:
        n = bisect_right(starts, at) - 1
        return parts[n].write(text, at) if n >= 0 else text

    return Read(tuple(patches), tuple(blocks), meta, write, tuple(comments))


def _composed(part: _Part) -> list[Patch]:
    """What is read of a field, with its escapes, as one list in offsets of the file."""
    out = [Patch(*part.span((p.start, p.end)), p.text, p.kind, p.sure) for p in part.read.patches]
    sure = [(p.start, p.end) for p in out if p.sure]
    for escape in part.field.escapes:
        n = bisect_right(sure, (escape.start, escape.end)) - 1
        if not any(start < escape.end and escape.start < end for start, end in sure[max(0, n) : n + 2]):
            out.append(escape)
    return sorted(out, key=lambda p: (p.start, p.end))


def _begins(patches: Sequence[Patch], at: int) -> tuple[int, Sequence[Patch]]:
    """Where the first word of a field stands behind signs that read as nothing, and the patches from there on."""
    n = 0
    while n < len(patches) and patches[n].start == at and not patches[n].text and patches[n].kind in MARKUP:
        at = patches[n].end
        n += 1
    return at, patches[n:]


def copy(text: str, lexicon: Lexicon) -> Read:
    """Plain copy in a field: it has no front matter, and unless it is hard-wrapped every line end ends a paragraph."""
    found = plain.damage(text, lexicon)
    lines = Prose(text, found).text.splitlines()
    if len(lines) > 1 and max(map(len, lines)) > _UNWRAPPED:
        found = [p._replace(text=_LINE_END.sub(_parted, p.text)) if p.sure and p.text else p for p in found]
        found = sorted([*found, *_line_ends(text, found)], key=lambda p: (p.start, p.end))
    return Read(tuple(found))


def _parted(end: re.Match[str]) -> str:
    return end[0] if end[1] else "\n\n"


def _line_ends(text: str, found: Sequence[Patch]) -> list[Patch]:
    """Line ends outside of damage, read as the ends of paragraphs."""
    taken = [(p.start, p.end) for p in found]
    out = []
    for end in _LINE_END.finditer(text):
        n = bisect_right(taken, (end.end(), 0)) - 1
        if not end[1] and (n < 0 or taken[n][1] <= end.start()):
            out.append(Patch(*end.span(), "\n\n", "markup"))
    return out
