"""Dates: a weekday that its date did not have, and days that no calendar has. Needs no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from ..document import Document, Paragraph
from ..finding import Hit
from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .kind import Finder, opened_by
from .story_day import story_days

_MONTHS = ("january", "february", "march", "april", "may", "june",
           "july", "august", "september", "october", "november", "december")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = (
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|June|July|August"
    r"|September|October|November|December)\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?:,?\s+(?P<year>(?:18|19|20)\d\d)\b(?![-–/,.]?\d|%))"
_WEEKDAY = (
    r"(?<![Tt]he )\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)"
)
_FULL = (
    compiled(rf"{_WEEKDAY},?\s+(?:the\s+)?{_MONTH}\s+{_DAY}{_YEAR}"),
    compiled(rf"{_WEEKDAY},?\s+(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}"),
)
_NO_YEAR = r"(?!,?\s+(?:18|19|20)\d\d\b)"
_YEARLESS = (
    compiled(rf"{_WEEKDAY},?\s+(?:the\s+)?{_MONTH}\s+{_DAY}{_NO_YEAR}"),
    compiled(rf"{_WEEKDAY},?\s+(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_NO_YEAR}"),
)
_NEAR = 45  # days: so far from the story its own year is meant
_LED = compiled(r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom)\s+(?:the\s+)?\Z")
_END = rf"(?:{_YEAR}|(?P<end>(?=[,;.)]|\s*$)))?"
# each begins with a set of characters, so that most of a paragraph is passed over without a try; the names are looked up
_LATE = (
    compiled(rf"(?P<month>[JFMASOND](?<!\w.)[a-z]{{2,8}})\b\.?\s+{_DAY}{_END}"),
    compiled(rf"(?P<day>[23](?<![\w.,$£€-].)[901])(?:st|nd|rd|th)?\s+{_MONTH}{_END}"),
)
_LONG = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_NAME = re.compile(r"[A-Z][a-z]+ \Z(?<!On )(?<!By )(?<!Until )(?<!Since )(?<!From )")  # “the Tampa Sun. 15 August 2007”
_NAMED = frozenset(
    word.encode()
    for word in {day.lower() for day in _DAYS}
    | {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"}
)
_YEARS = frozenset(b"%d" % year for year in range(1800, 2100))
_HIGH = frozenset(f"{n}{end}".encode() for n in (29, 30, 31) for end in ("", "th", "st"))
NAMES = {name[:cut]: n for n, name in enumerate(_MONTHS, 1) for cut in (3, None)} | {"sept": 9}
BY_NAME = frozenset(name.encode() for name in NAMES)


class Dates(NamedTuple):
    """Dates that cannot be.

    find: `weekday` (the day of the week does not go with the date), `weekday of the story` (nor with the date in the year
      of the front matter) or `impossible` (February 30)
    """

    find: str = "weekday"

    def proved(self) -> Dates:
        """ValueError when there is no such thing to find."""
        if self.find not in ("weekday", "weekday of the story", "impossible"):
            raise ValueError(f"find: “{self.find}” is neither weekday, weekday of the story nor impossible.")
        return self

    def ready(self, lexicon: Lexicon) -> Finder:
        if self.find == "weekday":
            return Finder("paragraph", _weekdays, opened_by(_YEARS))  # rarer than weekdays
        if self.find == "weekday of the story":
            return Finder("story", lambda document: _of_story(document, lexicon))
        return Finder("paragraph", _impossible, opened_by(_HIGH))


def _weekdays(paragraph: Paragraph) -> Iterator[Hit]:
    if not paragraph.near(_YEARS, _NAMED, 5):
        return
    for pattern in _FULL:
        for match in pattern().finditer(paragraph.text):
            from datetime import date

            try:
                day = date(int(match["year"]), NAMES[match["month"].lower()], int(match["day"]))
            except ValueError:
                continue
            right = _DAYS[day.weekday()]
            if match["weekday"] not in _DAYS and _NAME.search(
                paragraph.text, max(0, match.start() - 24), match.start()
            ):
                continue
            if right[:3] != match["weekday"][:3]:
                yield Hit(Span(*match.span()), values={"weekday": right})


def _of_story(document: Document, lexicon: Lexicon) -> Iterator[Hit]:
    """Days without a year. Far from the story they may be of another year, and are told where no year near it fits."""
    if not document.reading.meta:
        return
    from datetime import date

    given = story_days(document.reading.meta, lexicon)
    for paragraph in document.paragraphs if given else ():
        if paragraph.part in ("front matter", "table") or not paragraph.near(_NAMED, BY_NAME, 4):
            continue
        for pattern in _YEARLESS:
            for match in pattern().finditer(paragraph.text):
                day = (NAMES[match["month"].lower()], int(match["day"]))
                near = []
                for year in {there.year + n for _, there in given for n in (-1, 0, 1)}:
                    with suppress(ValueError):
                        near.append(date(year, *day))
                fits = {there for there in near if _DAYS[there.weekday()][:3] == match["weekday"][:3]}
                apart, nearest = min(
                    ((abs((d - there).days), d) for d in near for _, there in given), default=(0, None)
                )
                if nearest and nearest not in fits and (apart <= _NEAR or not fits):
                    values = {"weekday": _DAYS[nearest.weekday()], "year": str(nearest.year)}
                    yield Hit(Span(*match.span()).moved(paragraph.start), values=values)


def _impossible(paragraph: Paragraph) -> Iterator[Hit]:
    if not paragraph.near(_HIGH, BY_NAME, 1):
        return
    text = paragraph.text
    for pattern in _LATE:
        for match in pattern().finditer(text):
            month, day, year = NAMES.get(match["month"].lower(), 0), int(match["day"]), match["year"]
            last = 28 if month == 2 and year and not _leap(int(year)) else _LONG.get(month, 31)
            if not (month and last < day <= 31):
                continue
            start = match.start()
            if year or match["end"] is not None or _LED().search(text, max(0, start - 24), start):
                name = _MONTHS[month - 1].capitalize()  # “in June 31 people …” is no date
                values = {"month": f"{name} {year}" if month == 2 and year else name, "last": str(last)}
                yield Hit(Span(*match.span()), values=values)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
