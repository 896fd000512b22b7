"""Where the paragraphs of a prose stand. How a story marks them is judged from the whole of it.

A blank line parts paragraphs in any copy. What a single line end means is asked of the story: in hard-wrapped copy it means
nothing, unless the next line is indented or this one stops short of the width; in all other copy it ends a paragraph, unless
a sentence or a quotation plainly runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..lazily import compiled

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")  # begins with one letter, which `re` looks for quickly
_ANY_BLANK_LINE = compiled(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*(?:\r\n|\n|\r)\s*")  # CRLF is one line end, never two
_BEGINNING = compiled(r"\n([ \t\u00a0]*)([^\sa-z]\S*)")  # what begins in lower case begins no paragraph
_LINE_END = compiled(r"\n([ \t\u00a0]*)(\S+)")
# line ends in running text, the next line not indented: all, and those where a sentence surely runs on
_INNER = compiled(r"\n(?:(?<=\S\n)|(?<=\S \n))(?=\S)")
_RUNS_ON = compiled(r"\n(?=[a-z])(?:(?<=[\w,;-]\n)|(?<=[\w,;-] \n))")
_LINE = 30  # letters; shorter lines are not known to be wrapped
_SENTENCE_END = compiled(r"[.!?][\"'”’)\]]*\Z")
_DOUBLE = compiled('["“”]')
_SHORT, _VERY_SHORT = (
    6,
    20,
)  # room that is left in a line that ends a sentence, and in any line, before it ends a paragraph
_JUDGED = 1 << 16  # characters that say how a story is written: a whole feed would say no more
_LINES = 3  # of speech or verse that may stand between an opening mark and its closing one
_LINES_APART = 7  # where the opening mark was left behind at the end of a line
_BULLETS = "•·‣▪"
Place = tuple[int, int]  # of a paragraph; a Span takes twice as long to make


def paragraphs(text: str, wrapped: bool = False, start: int = 0) -> list[Place]:
    """The paragraphs of a text from `start` on; `wrapped`: its format says that a single line end means nothing."""
    start, end = _ends(text, start)
    cr = "\r" in text
    width = -1  # not asked for yet
    out: list[Place] = []
    for block in _between(text, _ANY_BLANK_LINE() if cr else _BLANK_LINE, start, end):
        if wrapped or (text.find("\n", *block) < 0 and not (cr and text.find("\r", *block) >= 0)):
            out.append(block)
            continue
        if width < 0:
            width = _width(_lines_ended(text[start : min(end, start + _JUDGED)]))
        first, last = block
        shift = first if cr else 0  # a copy of a block with other line ends, not of a whole feed
        copy = _lines_ended(text[first:last]) if cr else text
        where = first - shift, last - shift
        for at, following in _wrapped(copy, where, width) if width else _lines(copy, where):
            out.append((first, _end(text, at + shift)))
            first = following + shift
        out.append((first, last))
    return out


def _lines_ended(text: str) -> str:
    """A text as long as before, with one way to end a line."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def _between(text: str, blank_line: re.Pattern[str], start: int, end: int) -> Iterator[Place]:
    """The stretches between blank lines, without blanks at their ends."""
    for blank in blank_line.finditer(text, start, end):
        yield start, _end(text, blank.start())
        start = blank.end()
    if start < end:
        yield start, end


def _end(text: str, end: int) -> int:
    """Where what ends in blanks at `end` ends without them; something stands before."""
    while text[end - 1].isspace():
        end -= 1
    return end


def _width(text: str) -> int:
    """How long the lines of hard-wrapped copy are, by how it begins; 0 for copy that is not wrapped."""
    lengths = [found.start() - text.rfind("\n", 0, found.start()) - 1 for found in _RUNS_ON().finditer(text)]
    running = [length for length in lengths if length > _LINE]
    most = text.count("\n")  # with the ends of blank lines, which are quicker counted than told apart
    if 4 * len(running) < most and (not running or 4 * len(running) < len(_INNER().findall(text))):
        return 0
    return sorted(running)[len(running) // 2]


def _wrapped(text: str, block: Place, width: int) -> Iterator[tuple[int, int]]:
    """Where paragraphs end in a stretch of hard-wrapped copy, and where the next ones begin."""
    start = block[0]
    for found in _BEGINNING().finditer(text, *block):
        at, indent, word = found.start(), found[1], found[2]
        if not indent and word[0] not in _BULLETS:
            # a machine that wraps lines leaves less room than the next word takes
            line = text.rfind("\n", start, at) + 1 or start
            room = width - (at - line) - len(word) - 1
            if room < _SHORT or not (room >= _VERY_SHORT or _SENTENCE_END().search(text[line:at].rstrip())):
                continue
        yield at, found.start(2)


def _lines(text: str, block: Place) -> Iterator[tuple[int, int]]:
    """Where lines end that are paragraphs: all but in mid-sentence, and in speech or verse that a later line closes."""
    start, end = block
    straight = curly = 0  # marks since the paragraph began, and opening ones more than closing ones
    for found in _LINE_END().finditer(text, *block):
        line = text[start : found.start()]
        straight += line.count('"')
        curly += line.count("“") - line.count("”")
        at = _end(text, found.start())
        runs_on = found[2][0].islower() and (text[at - 1].isalnum() or text[at - 1] in ",;-")
        if not runs_on and not ((straight % 2 or curly > 0) and _closes(text, at, end)):
            yield found.start(), found.start(2)
            straight = curly = 0
        start = found.start(2)


def _closes(text: str, at: int, end: int) -> bool:
    """Whether the first double mark from `at` on closes, and stands no more than a few lines on."""
    mark = _DOUBLE().search(text, at, end)
    lines = _LINES if text[at - 1] != '"' else _LINES_APART
    if not mark or mark[0] == "“" or text.count("\n", at, mark.start()) > lines:
        return False
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    if before == " " and text[mark.start() - 2] in ".,!?" and not after.strip():
        return True  # words and marks are pulled apart
    return mark[0] == "”" or not (before.isspace() or before in "([" or after.isalnum())


def _ends(text: str, start: int) -> tuple[int, int]:
    """Where the first character and the last that are no blanks stand; stripping would copy a whole feed."""
    end = len(text)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def cut(text: str, spans: Sequence[Place], places: Sequence[int]) -> list[Place]:
    """The paragraphs, cut where something else begins or ends; `places` are in order."""
    out: list[Place] = []
    n = 0
    for span in spans:
        start, end = span
        while n < len(places) and places[n] < end:
            if places[n] > start:
                out += _stripped(text, start, places[n])
                start = places[n]
            n += 1
        if start == span[0] and not (text[start].isspace() or text[end - 1].isspace()):
            out.append(span)  # most are not cut: a long story would have them all twice
        else:
            out += _stripped(text, start, end)
    return out


def _stripped(text: str, start: int, end: int) -> list[Place]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if start < end else []
