"""What each paragraph of a story is: headline, byline, body, list, caption, front matter ..."""

from __future__ import annotations

from collections.abc import Sequence

from ..lazily import compiled
from ..reading import Block
from ..typed import TYPE_CHECKING
from .paragraphs import Place

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Part: TypeAlias = (
    "Literal['front matter', 'headline', 'byline', 'body', 'quote', 'list', 'caption', 'table', 'transcript', 'note']"
)

LONGEST_HEADLINE = 20  # words
_NAME = r"[A-Z][\w.’'-]+(?: (?:and |[A-Z])[\w.’'-]*){0,6}"
_BYLINE = compiled(
    rf"(?:By|BY) {_NAME}(?:(?:,| \||/| (?:in|for|at)\b).{{2,60}})?\Z"
    rf"|{_NAME}, (?:AP|Reuters|AFP|UPI|Bloomberg|CNN"
    r"|[A-Z][\w. ]{1,30} (?:News|Press|Service|Times|Post|Correspondent|Writer))\Z"
)
_LIST = compiled(r"(?:[-*•·‣▪–—]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+\S")
_LIST_SIGNS = "-*•·‣▪–—(0123456789"
_CAPTION = compiled(
    r"(?:(?:Photo|Picture|Image|Caption|Photograph|FILE ?(?:PHOTO)?|In this (?:\w+[ .,]+){1,6}photo)\b.{0,3}[:\-–—,]"
    r"|(?:Photo|Photograph|Image|Picture)s?:? (?:by|courtesy of|credit:?) [A-Z])"
)
_CREDIT = compiled(  # what a caption ends with
    r"[(\[](?:(?:AP|File|Courtesy|Handout) )?(?:Photo|Image|Picture|Credit)s?\b[^()\[\]\n]{0,80}[)\]]\Z"
    r"|[(\[][^()\[\]\n]{0,60}(?:/| via )(?:Getty Images|AP|AFP|Reuters|REUTERS|EPA|Shutterstock|Bloomberg)[)\]]\Z"
)
_TRANSCRIPT = compiled(r"(?:Q|A|(?!NOTES?:)[A-Z][A-Z.’' -]{1,40}(?: \([^()]{1,40}\))?):(?:\s|\Z)")
_NOTE = compiled(
    r"(?:Editor[’']?s[’']? note|EDITOR[’']?S[’']? NOTE|EDS|Eds|ADVISORY|ATTENTION|CORRECTION|Correction"
    r"|CLARIFICATION|Clarification|EMBARGOED?|ADDS|UPDATES|RECASTS)\b ?[:—–-]"
    r"|\(?(?:Reporting|Writing|Editing|Additional reporting|Compiled) by [A-Z]"
    r"|(?:This|An earlier version of this) (?:story|article|report)\b.{0,40}\b(?:corrected|amended|updated|clarified)\b"
    r"|(?:___|---|\* \* \*|###|-30-|--?END--?|ENDS?|- ?[Ee]nds ?-)\Z"
)
_CONTRIBUTED = compiled(
    r"[A-Z][^.!?\n]{3,200} contributed (?:to this (?:report|story|article)|reporting)(?: from [A-Z][^.\n]{0,40})?\.?\Z"
)
_NOTES = compiled(r"(?:N(?:otes|OTES)|Note) (?:to|for|TO|FOR) [Ee](?:ditor|DITOR)[sS]?:?\Z")  # heads all that follows
_COLUMNS = compiled(r"\S(?:\t| {3,})(?=\S)")
_CLOSING = "”\"’')]"
_TELLING = frozenset("PICFEARWUN(_-*#")  # captions and notes begin with these


def parts(text: str, spans: Sequence[Place], blocks: Sequence[Block]) -> list[Part]:
    """The part of each paragraph; `blocks`, in order and apart and in offsets of `text`, are what the format says."""
    out: list[Part] = []
    headed = any(b.kind == "headline" for b in blocks)  # then no other line is guessed to be one
    credits = "contributed" in text
    first, begun = 0, 0
    for n, (start, end) in enumerate(spans):
        if blocks:
            while first < len(blocks) and blocks[first].end <= start:
                first += 1
            if first < len(blocks) and blocks[first].start <= start:
                out.append(blocks[first].kind)  # type: ignore[arg-type]  # readings name parts
                begun += blocks[first].kind != "front matter"
                continue
        if begun == 0 and not headed and n + 1 < len(spans) and _is_headline(text, start, end):
            part: Part = "headline"
        else:
            part = _plain(text, start, end, begun)
        if part == "body":
            if credits and end - start < 300 and _CONTRIBUTED().match(text, start, end):
                part = "note"
            elif begun == 1 and out[-1] == "headline" and _second_line(text, spans, n):
                part = "headline"
        out.append(part)
        begun += 1
        if part == "note" and _NOTES().match(text, start, end):
            out += ["note"] * (len(spans) - n - 1)
            break
    if out.count("transcript") < 2:  # one line with a name before it is a dateline or a list of one
        out = ["body" if part == "transcript" else part for part in out]
    return out


def _plain(text: str, start: int, end: int, n: int) -> Part:
    """What a paragraph is by its own looks; `n` paragraphs of the story stand before it."""
    short = end - start < 120
    begins = text[start : end if short else start + 120]
    # what a paragraph begins with, holds or ends with tells which shape it may have: most have none, and are asked for none
    first = begins[0]
    if short:
        if n < 4 and (begins[:2] in ("By", "BY") or ", " in begins) and _BYLINE().match(begins):
            return "byline"
        if ("\t" in begins or "   " in begins) and _is_row(begins):
            return "table"
    if (first in _LIST_SIGNS or begins[1:2] == ")") and not begins.startswith("--") and _LIST().match(begins):
        return "list"
    if text[end - 1] in ")]" and _CREDIT().search(text, max(start, end - 120), end):
        return "caption"
    if first in _TELLING or begins.startswith("This "):
        if first in "PICF" and _CAPTION().match(begins):
            return "caption"
        if _NOTE().match(begins) or (first == "N" and _NOTES().match(text, start, end)):
            return "note"
    if ":" in begins and _TRANSCRIPT().match(begins):
        return "transcript"
    return "body"


def _is_row(line: str) -> bool:
    """Whether a line stands in columns: running text may have wide blanks too, but ends its sentence."""
    return "\n" not in line and line[-1] not in ".!?" and len(_COLUMNS().findall(line)) > 1


def _second_line(text: str, spans: Sequence[Place], n: int) -> bool:
    """Whether a headline goes on in its next line, and ends there with a blank one."""
    start, end = spans[n]
    if text.count("\n", spans[n - 1][1], start) != 1 or n + 1 == len(spans):
        return False
    return text.count("\n", end, spans[n + 1][0]) > 1 and _is_headline(text, start, end)


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether a line looks like a headline: not long, and no sentence that ends."""
    if end - start > 240:
        return False
    words = text[start:end]
    bare = words.rstrip(_CLOSING)
    if bare[-1:] in ".:,…":
        return False
    if bare[-1:] in "!?" and (bare != words or _TRANSCRIPT().match(words)):  # “Why?” is speech, and so is Q: Why?
        return False
    return len(words.split()) <= LONGEST_HEADLINE
