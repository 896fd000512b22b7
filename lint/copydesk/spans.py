"""Where things stand: half-open spans of code points, and lines and columns at the edge."""

from __future__ import annotations

import re
from bisect import bisect_right

from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Unit: TypeAlias = "Literal['utf-8', 'utf-16', 'utf-32']"

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of a text, in code points."""

    start: int
    end: int

    def moved(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def meets(self, other: tuple[int, int]) -> bool:
        """Whether the two share a character; an empty span meets what it touches."""
        start, end = other
        if self.start == self.end or start == end:
            return self.start <= end and start <= self.end
        return self.start < end and start < self.end


SHORT = 1 << 14  # characters in which a line is as quickly counted as looked up


class Position(NamedTuple):
    """A line and a column, both from 0; the column counts the units it was asked in."""

    line: int
    column: int


class Lines:
    """The lines of a text: offset <-> position.

    A line ends at CRLF, LF or a lone CR, as in the Language Server Protocol; U+2028, U+0085 and the form feed end none.
    """

    __slots__ = ("_counted", "_known", "_told", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: list[int] = []
        self._counted = len(text) <= SHORT and "\r" not in text  # then no list of lines is made for a few positions
        self._told: tuple[int, int, int, Unit] = (0, 0, 0, "utf-32")  # line, offset, column, unit asked last

    @property
    def starts(self) -> list[int]:
        """Where each line starts."""
        if not self._known:
            ends = (end.end() for end in _LINE_END.finditer(self.text))
            self._known = [0, *ends] if "\r" in self.text else _starts(self.text)
        return self._known

    def span(self, line: int) -> Span:
        """The characters of a line (from 0) without its line end. IndexError when there is no such line."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def position(self, offset: int, unit: Unit = "utf-32") -> Position:
        """The position of an offset (0 to the length of the text)."""
        if self._counted:
            line, start = self.text.count("\n", 0, offset), self.text.rfind("\n", 0, offset) + 1
        else:
            line = bisect_right(self.starts, offset) - 1
            start = self.starts[line]
        if unit == "utf-32":
            return Position(line, offset - start)
        # findings come in order: count on from the last, or a story in one long line would be counted over and over
        column = 0
        if self._told[0] == line and self._told[1] <= offset and self._told[3] == unit:
            _, start, column, _ = self._told
        column += _width(self.text[start:offset], unit)
        self._told = (line, offset, column, unit)
        return Position(line, column)

    def offset(self, position: tuple[int, int], unit: Unit = "utf-32") -> int:
        """The offset of a position; what lies beyond a line or the text is drawn back to its end."""
        line, column = position
        if line >= len(self.starts):
            return len(self.text)
        start, end = self.span(line)
        if unit == "utf-32" or self.text[start:end].isascii():
            return min(start + column, end)
        width = 0
        for at in range(start, end):
            width += _width(self.text[at], unit)
            if width > column:
                return at
        return end


def _starts(text: str) -> list[int]:
    """Where the lines of a text start that ends them with LF alone: the usual case, and four times as quick."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _width(text: str, unit: Unit) -> int:
    if unit == "utf-32" or text.isascii():
        return len(text)
    if unit == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))
