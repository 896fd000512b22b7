"""What in a dateline does not go with what the story says of itself: the day it was sent, the place in its byline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..document import Document, Paragraph
from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING
from ..views.dateline import Dateline
from ..views.places import gazetteer, month_number
from .story_day import story_days
from .style import Problem, Style

if TYPE_CHECKING:
    from datetime import date

_BYLINE = compiled(r".{3,60}?(?: in | IN |, )(?P<place>[A-Z][^,]{2,30})\Z")
_PREFIX = compiled(r"(?P<name>[A-Za-z]{2,12}) (?:—|–|--|-) (?=[A-Z\d“\"‘'])")


def bylines(document: Document, paragraph: Paragraph, found: Dateline, lexicon: Lexicon) -> Iterator[Problem]:
    """A place that none of the bylines names, where they name one."""
    assert found.place
    places = set(_byline_places(document, paragraph, lexicon))
    name = paragraph.text[slice(*found.place)].upper()
    if places and name in gazetteer(lexicon) and name not in places:
        yield Problem("byline", found.place, shown=min(places).title())


def _byline_places(document: Document, dateline: Paragraph, lexicon: Lexicon) -> Iterator[str]:
    """The known places, in capitals, of the bylines before a dateline: “By Ken Ito in Osaka”."""
    for paragraph in document.paragraphs:
        if paragraph.start >= dateline.start:
            return
        byline = paragraph.part == "byline" or paragraph.text.startswith(("By ", "BY "))
        match = _BYLINE().match(paragraph.text) if byline and len(paragraph.text) < 120 else None
        if match and match["place"].upper() in gazetteer(lexicon):
            yield match["place"].upper()


def credit_alone(text: str, lexicon: Lexicon) -> Iterator[Problem]:
    """“AFP - French president ...”: the credit of a feed where a dateline would stand."""
    match = _PREFIX().match(text)
    if match and lexicon.table("datelines", "agencies").get(match["name"].lower(), "").lower() == match["name"].lower():
        yield Problem("credit-alone", Span(*match.span()), "", safe=False)


def today(meta: Mapping[str, str], style: Style, lexicon: Lexicon) -> str:
    """The day of the story as the style writes it in a dateline; "" where the front matter names none."""
    for _, day in story_days(meta, lexicon):
        forms = lexicon.table("datelines", "month_forms")["ap" if style.months == "any" else style.months]
        return f"{forms[day.month - 1]} {day.day}" + (f", {day.year}" if style.year else "")
    return ""


def stale(text: str, found: Dateline, meta: Mapping[str, str], lexicon: Lexicon) -> Iterator[Problem]:
    """A day that is more than one away from every day that the front matter gives the story."""
    assert found.date and found.month and found.day
    given = story_days(meta, lexicon)
    year = int(text[: found.date.end].rstrip(" ,.")[-4:]) if found.year and not found.day_first else None
    month, day = month_number(text[slice(*found.month)].rstrip("."), lexicon), int(text[slice(*found.day)])
    if given and all(_apart(year, month, day, there) > 1 for _, there in given):
        yield Problem("stale", found.date, shown=given[0][0])


def _apart(year: int | None, month: int, day: int, there: date) -> int:
    """Days between a day, of the nearest year if none is given, and a date; 0 where there is no such day."""
    from datetime import date

    days = []
    for near in (year,) if year else (there.year - 1, there.year, there.year + 1):
        try:
            days.append(abs((date(near, month, day) - there).days))
        except ValueError:
            continue
    return min(days, default=0)
