"""What each paragraph of a story is: headline, byline, body, list, caption, front matter ..."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from ..lazily import compiled
from ..reading import Block
from ..spans import Span

Part = Literal["front matter", "headline", "byline", "body", "quote", "list", "caption", "table", "transcript", "note"]

LONGEST_HEADLINE = 20  # words
_NAME = r"[A-Z][\w.’'-]+(?: (?:and |[A-Z])[\w.’'-]*){0,6}"
_BYLINE = compiled(
    rf"(?:By|BY) {_NAME}(?:, .{{2,60}})?\Z"
    rf"|{_NAME}, (?:AP|Reuters|AFP|UPI|Bloomberg|CNN"
    r"|[A-Z][\w. ]{1,30} (?:News|Press|Service|Times|Post|Correspondent|Writer))\Z"
)
_LIST = compiled(r"(?:[-*•·‣▪–—]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+\S")
_LIST_SIGNS = "-*•·‣▪–—(0123456789"
_CAPTION = compiled(
    r"(?:Photo|Picture|Image|Caption|Photograph|FILE ?(?:PHOTO)?|In this (?:\w+[ .,]+){1,6}photo)\b.{0,3}[:\-–—,]"
)
_TRANSCRIPT = compiled(r"(?:Q|A|[A-Z][A-Z.’' -]{1,40}(?: \([^()]{1,40}\))?):(?:\s|\Z)")
_NOTE = compiled(
    r"(?:Editor[’']?s[’']? note|EDITOR[’']?S[’']? NOTE|EDS|Eds|ADVISORY|CORRECTION|Correction)\b ?[:—–-]"
    r"|\(?(?:Reporting|Writing|Editing|Additional reporting|Compiled) by [A-Z]"
    r"|(?:___|---|\* \* \*|###|-30-|--?END--?)\Z"
)


def parts(text: str, spans: Sequence[Span], blocks: Sequence[Block]) -> list[Part]:
    """The part of each paragraph; `blocks`, in order and apart and in offsets of `text`, are what the format says."""
    out: list[Part] = []
    headed = any(b.kind == "headline" for b in blocks)  # then no other line is guessed to be one
    first, begun = 0, 0
    for n, (start, end) in enumerate(spans):
        while first < len(blocks) and blocks[first].end <= start:
            first += 1
        if first < len(blocks) and blocks[first].start <= start:
            out.append(cast(Part, blocks[first].kind))
            begun += blocks[first].kind != "front matter"
            continue
        out.append(_plain(text, start, end, begun, not headed and n + 1 < len(spans)))
        begun += 1
    if out.count("transcript") < 2:  # one line with a name before it is a dateline or a list of one
        out = ["body" if part == "transcript" else part for part in out]
    return out


def _plain(text: str, start: int, end: int, n: int, may_head: bool) -> Part:
    """What a paragraph is by its own looks; `n` paragraphs of the story stand before it."""
    if n == 0 and may_head and _is_headline(text, start, end):
        return "headline"
    begins = text[start : min(end, start + 120)]
    # what a paragraph begins with, or holds, tells which shape it may have: most have none, and are asked for none
    if n < 4 and end - start < 120 and (begins[:2] in ("By", "BY") or ", " in begins) and _BYLINE().match(begins):
        return "byline"
    listed = begins[0] in _LIST_SIGNS or begins[1:2] == ")"
    if listed and not begins.startswith("--") and _LIST().match(begins):
        return "list"
    if begins[0] in "PICF" and _CAPTION().match(begins):
        return "caption"
    if ":" in begins and _TRANSCRIPT().match(begins):
        return "transcript"
    if begins[0] in "EACRW(_-*#" and _NOTE().match(begins):
        return "note"
    return "body"


def _is_headline(text: str, start: int, end: int) -> bool:
    if end - start > 240 or text[end - 1] in ".!?:”\"’'":
        return False
    return len(text[start:end].split()) <= LONGEST_HEADLINE
