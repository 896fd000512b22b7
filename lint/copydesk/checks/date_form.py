"""Dates of the running text against the form of a house: “Oct. 7, 2024”, “7 October 2024”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Paragraph
from ..finding import Hit, replacing
from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING, NamedTuple
from ..views.dateline import LONGEST, dateline
from .dates import BY_NAME, NAMES
from .kind import Finder, opened_by

if TYPE_CHECKING:
    from typing import Any

_YEAR = r"(?P<year>,?\s+(?:18|19|20)\d\d\b)?"
# no range (“Oct. 7-9”), no name (“September 11th Advocates”), no figure of another kind
_LAST = r"(?![\d:%]|[.,]\d|\s*[-–/]\s*\d|[.,]?\s+(?:(?:and|to|or)\s+)?\d|\s+[A-Z])"
_MONTH_FIRST = compiled(
    rf"(?P<month>[JFMASOND](?<!\w.)[a-z]{{2,8}})(?P<dot>\.?)\s+(?P<day>[0-3]?\d)(?P<ordinal>st|nd|rd|th)?\b{_YEAR}{_LAST}"
)
_DAY_FIRST = compiled(
    rf"(?P<day>\d(?<![\w.,$£€/–-].)\d?)(?P<ordinal>st|nd|rd|th)?\s+(?P<month>[JFMASOND][a-z]{{2,8}})\b(?P<dot>\.?){_YEAR}{_LAST}"
)
_IN = compiled(r"\b[Ii]n\s+\Z")  # “in May 25 people …”
_JOINED = compiled(r"(?:\d|\b(?:and|to|or|No\.?))[\s,]*\Z")  # “28 and 29 September” is not to be turned around
_ORDINALS = frozenset(f"{n}{end}".encode() for n in range(1, 32) for end in ("st", "nd", "rd", "th"))
_DAYS = _ORDINALS | frozenset(b"%d" % n for n in range(1, 32)) | frozenset(b"%02d" % n for n in range(1, 10))


class DateForm(NamedTuple):
    """Dates in another form than the house's.

    style: a table of the list `date-forms`, or `any`: then only what no house writes is found (“Oct. 7th”)
    """

    style: str = "any"

    def ready(self, lexicon: Lexicon) -> Finder:
        style = lexicon.table("date-forms", self.style)
        if not style and self.style != "any":
            raise ValueError(f"style: there is no form of dates “{self.style}”.")
        months = lexicon.table("datelines", "month_forms")[style["months"]] if style else ()
        days = _DAYS if style else _ORDINALS

        def find(paragraph: Paragraph) -> Iterator[Hit]:
            if not paragraph.near(days, BY_NAME, 1):
                return
            for pattern in (_MONTH_FIRST, _DAY_FIRST):
                for match in pattern().finditer(paragraph.text):
                    number = NAMES.get(match["month"].lower(), 0)
                    if number and 1 <= int(match["day"]) <= 31 and not _in_dateline(paragraph, match.start(), lexicon):
                        yield from _judged(match, number, style, months)

        return Finder("paragraph", find, opened_by(days))


def _in_dateline(paragraph: Paragraph, at: int, lexicon: Lexicon) -> bool:
    """Datelines have forms of their own."""
    found = dateline(paragraph.text, lexicon) if at < LONGEST else None
    return found is not None and at < found.span.end


def _judged(match: re.Match[str], number: int, style: Any, months: tuple[str, ...]) -> Iterator[Hit]:
    day_first = match.start("day") < match.start("month")
    span = Span(*match.span())
    if day_first and match["dot"] and not match["year"]:
        span = Span(span.start, match.start("dot"))  # the stop may be the sentence's
    written = match.string[slice(*span)]
    if not style:
        if match["ordinal"]:
            start, end = match.span("ordinal")
            right = written[: start - span.start] + written[end - span.start :]
            fixes = replacing(Span(start, end), "", f"Change to “{right}”", safe=False)
            yield Hit(span, fixes, {"instead": right})
        return
    if not day_first and not match["year"] and _IN().search(match.string, 0, span.start):
        return
    turned = day_first != (style["order"] == "day")
    if turned and (_JOINED().search(match.string, 0, span.start) or _name(match, number, style)):
        return
    month, day, year = months[number - 1], match["day"].lstrip("0"), (match["year"] or "").strip(" ,\n")
    right = f"{day} {month} {year}" if style["order"] == "day" else f"{month} {day}, {year}"
    right = right.rstrip(" ,")
    if " ".join(written.split()) != right:
        yield Hit(span, replacing(span, right, safe=False), {"instead": right})


def _name(match: re.Match[str], number: int, style: Any) -> bool:
    """A day that is known by its date, and written the other way around by all: “the September 11 attacks”."""
    return not match["year"] and f"{number}-{match['day']}" in style.get("names", ())
