"""What a reader sees of a marked-up source: the pieces of text in order, and the patches of all the rest.

A format names the pieces that are seen; all that lies between two pieces is its own signs, which read as nothing or as
the end of a paragraph. So no sign can be forgotten.
"""

from __future__ import annotations

import re

from ..prose import Patch
from ..spans import Span
from .read import Block

OBJECT = "\ufffc"  # stands in the prose for what is no prose: a picture, a piece of code
BLANKS = " \t\n\r\f"
# blanks that may not break are blanks to a reader; soft hyphens and joiners, written as entities, are not seen
_AS_READ = {0xA0: " ", 0x202F: " ", 0xAD: "", 0x200B: "", 0x200C: "", 0x200D: "", 0x2060: "", 0xFEFF: ""}
_BLANK_SET = frozenset(BLANKS)
_RUN = re.compile(r"[ \t\n\r\f]+")
_LONG_RUN = re.compile(r"[ \t\n\r\f]{2,}")
_LINE_END = re.compile(r"\r\n|\n|\r")

Piece = tuple[int, int, "str | None", str]  # start, end, what it reads as (None: as it stands), the kind of its patch


class Seen:
    """Gathers what is seen, piece by piece, and makes the patches."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.kind = ""  # what the format calls the stretch we are in (see Block)
        self.patches: list[Patch] = []
        self.blocks: list[Block] = []
        self.comments: list[Span] = []
        self._run: list[Piece] = []  # the paragraph so far
        self._at = 0  # all before this is accounted for
        self._begun = False  # a paragraph stands before

    def text(self, start: int, end: int) -> None:
        """A stretch seen as it stands."""
        if start >= end:
            return
        if self._run:
            before = self._run[-1]
            if before[1] == start and before[2] is None:
                self._run[-1] = (before[0], end, None, "")
                return
        self._run.append((start, end, None, ""))

    def flowing(self, text: str, start: int, end: int, shift: int) -> None:
        """A stretch of `text`, which stands at `shift` in the source, in which a run of blanks is seen as one.

        Its line end stays, or else its first blank.
        """
        if self.after_blank() and (run := _RUN.match(text, start, end)):
            start = run.end()
        for run in _LONG_RUN.finditer(text, start, end):
            line_end = _LINE_END.search(text, run.start(), run.end())
            first, last = line_end.span() if line_end else (run.start(), run.start() + 1)
            self.text(start + shift, run.start() + shift)
            self.text(first + shift, last + shift)
            start = run.end()
        self.text(start + shift, end + shift)

    def after_blank(self) -> bool:
        """Whether a blank has been seen last, or nothing yet in this paragraph."""
        if not self._run:
            return True
        _, end, text, _ = self._run[-1]
        return (self.source[end - 1] if text is None else text[-1:]) in BLANKS

    def reads(self, start: int, end: int, text: str, kind: str = "markup") -> None:
        """A stretch seen as `text`."""
        self._run.append((start, end, text, kind))

    def entity(self, start: int, end: int, text: str) -> None:
        """A legal entity. A blank beside a blank is layout, and a character that is not seen reads as nothing."""
        text = text.translate(_AS_READ)
        if text == " " and (self.after_blank() or self.source[end : end + 1] in _BLANK_SET):
            return
        if text:
            self.reads(start, end, text)

    def object(self, start: int, end: int) -> None:
        """Something to look at that is no prose."""
        self.reads(start, end, OBJECT, "code")

    def line(self, start: int, end: int) -> None:
        """A sign that ends the line. Two with nothing between end the paragraph, as in copy that knows no other way."""
        if self._run and self._run[-1][2] == "\n":
            self.part()
        elif self._run:
            self.reads(start, end, "\n")

    def cell(self, at: int) -> None:
        """The beginning of a cell in a row of a table: a line of its own."""
        if not self.after_blank():
            self.reads(at, at, "\n")

    def part(self) -> None:
        """The end of a paragraph, if there was one. One of pictures or code alone is not seen at all."""
        run, self._run = self._trimmed(), []
        if all(text is not None and (kind == "code" or not text.strip()) for _, _, text, kind in run):
            return
        # also before the first: what is put in before its first word must not stand before `<html>` or `#`
        self._gap(run[0][0], "\n\n" if self._begun or run[0][0] else "")
        for start, end, text, kind in run:
            if self._at < start:
                self._gap(start, "")
            if text is not None and text != self.source[start:end]:
                self.patches.append(Patch(start, end, text, kind))
            self._at = end
        self._begun = True
        if self.kind:
            self.blocks.append(Block(run[0][0], self._at, self.kind))

    def _trimmed(self) -> list[Piece]:
        """The paragraph without the blanks around it."""
        run = self._run
        while run:
            start, end, text, _ = run[0]
            if text is None:
                blanks = _RUN.match(self.source, start, end)
                start = blanks.end() if blanks else start
                run[0] = (start, end, None, "")
            if (text is None and start < end) or (text and text.strip()):
                break
            run = run[1:]
        while run:
            start, end, text, _ = run[-1]
            if text is None:
                end = start + len(self.source[start:end].rstrip(BLANKS))
                run[-1] = (start, end, None, "")
            if (text is None and start < end) or (text and text.strip()):
                break
            run.pop()
        return run

    def _gap(self, end: int, text: str) -> None:
        """All up to `end` reads as `text`; blank lines part paragraphs as they are."""
        start, self._at = self._at, end
        gap = self.source[start:end]
        if text and not gap.strip(BLANKS) and len(_LINE_END.findall(gap)) > 1:
            return
        if gap != text:
            self.patches.append(Patch(start, end, text, "markup"))

    def done(self) -> None:
        """The end of the source: the blanks at its end stay."""
        self.part()
        signs = self.source[self._at :].rstrip(BLANKS)
        if signs:
            self.patches.append(Patch(self._at, self._at + len(signs), "", "markup"))
