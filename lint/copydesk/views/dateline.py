"""A dateline, read loosely: the parts of the first words of a report, right or wrong, and whether it surely is one.

Much looser than any style, since it must find the broken ones:
`MARLOW. Fla. First`, `MARLOWFewer`, `Marlow, JUNE 18 (Reuter)-`.
"""

from __future__ import annotations

import re

from ..lazily import compiled
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .places import gazetteer, month_number, region_of

REACH = 160  # characters: no dateline is longer
LONGEST = 72  # characters of place, region and date without a credit
_JUNK = compiled(r"[*#>~=_|•.\-–—\s]+|[a-z][ \t]+(?=[A-Z]{2})")
_BRACKET = compiled(  # the last two have lost a slash
    r"\(\s?([A-Za-z][\w.&’'/ -]{0,28}?)(\s?\)|(?=\s*(?:—|–|-|:)))(:?)|/([A-Z][\w -]{1,22})/\.?"
    r"|/(TASS|PRNewswire)(?![\w,])[./]*|(?<=\s)(TASS|PRNewswire)/\.?"
)
_ISO_DATE = compiled(r"[A-Z][A-Z .'/-]{2,40}(?:, [A-Z][\w. -]{1,30})? \d{4}-\d{2}-\d{2}\Z")
_LOW = compiled(r"[a-z ]{3,24}, \w+ \d{1,2} \((?:Reuters|AP|AFP|UPI|Xinhua)\)")
_NAKED = compiled(
    r" (?<=[\w.,] )(?:\[(?:AP|Reuters|AFP|UPI|Xinhua)\]|AP|Reuters|REUTERS|AFP|UPI|Xinhua|Kyodo|dpa)(?= ?(?:—|–|--?) )"
)
_NAKED_NAMES = ("AP", "Reuters", "REUTERS", "AFP", "UPI", "Xinhua", "Kyodo", "dpa")
_BYLINE = compiled(r"B[yY] [^()—]{3,60}?(?:[ \t]{2,}|, )(?=[A-Z]{3})")
_DASH = compiled(r"\s*(?:—|–|―|-+)(?:\s?(?:—|–|―|-+))*\s*")
_FIRST_DASH = compiled(  # but for the blanks before it
    r"[—–―:-](?:(?<=:)\s|(?:(?<=[—–―])|(?<=-)-+[—–-]*|(?<=\s-)(?=\s|[A-Z]))[ \t]*(?:[—–-]+[ \t]*)?)"
)
_NO_LETTER = compiled(r"[^a-z]")
_STOP_FOR_COMMA = compiled(r"\.(?<=[A-Z]{3}\.) (?=[A-Z][a-z])")
_WORD = compiled(r"\S+")
_BETWEEN_WORDS = compiled(r"[ /]+")
_DIGIT = compiled(r"\d")
_DATE = compiled(
    r"(?P<month>[A-Za-z]{3,9})(?P<dot>\.?)\s+(?P<day>\d{1,2})(?P<ordinal>st|nd|rd|th)?(?P<year>,?\s+\d{4})?(?P<tail>[\s,.]*)\Z"
)
_DAY_FIRST = compiled(
    r"(?P<day>\d{1,2})(?P<ordinal>st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})(?P<dot>\.?)(?P<year>,?\s+\d{4})?(?P<tail>[\s,.]*)\Z"
)
_CAPS_RUN = compiled(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]*)*")
PREFIXES = ("ABOARD", "ON BOARD", "WITH", "NEAR", "OFF", "OVER", "ON THE", "AT SEA", "IN")
PARTICLES = frozenset(
    ("de", "del", "da", "du", "la", "le", "al", "el", "of", "the", "on", "sur", "and", "am", "an", "der", "den", "dos",
     "das", "do", "y", "bin", "upon", "in")
)  # fmt: skip


class Dateline(NamedTuple):
    """The parts of a dateline as spans of its paragraph; None for what is not there."""

    span: Span  # all of it, up to the first word of the story
    place: Span | None
    region: Span | None = None
    date: Span | None = None
    month: Span | None = None
    day: Span | None = None
    year: bool = False
    day_first: bool = False
    credit: Span | None = None
    agency: str = ""  # the credit's name in the list of agencies; "?" for one that is not in it
    dash: Span | None = None  # with the blanks around it
    junk: Span | None = None
    sure: bool = True  # False: capitals and a dash alone


def _may_be(line: str) -> bool:
    """A quick look that sends most paragraphs away: a dateline begins in capitals, or has a credit or a dash."""
    if not line[:1].isalpha() or line[1:2].isupper():
        return True
    return "-" in line or "(" in line or "—" in line or "–" in line or "/" in line or "[" in line


def dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that a paragraph begins with, or None."""
    line = text[:REACH].split("\n", 1)[0]
    if not _may_be(line):
        return None
    start = 0
    if not line[:1].isupper():
        junk = _JUNK().match(line)
        start = junk.end() if junk else 0
    if line.startswith(("By ", "BY "), start):  # a byline run into it, or no dateline at all
        byline = _BYLINE().match(line, start)
        if not byline:
            return None
        start = byline.end()
    first = line[start : start + 1]
    if not first or not (first.isupper() or first == "(" or _LOW().match(line, start)):
        return None
    if line[-1].isdigit() and _ISO_DATE().match(line):  # a line of its own in old wire copy: known, and not judged
        return Dateline(Span(0, len(line)), Span(0, line.rindex(" ")), sure=False)
    credit = _credit(line, start, lexicon)
    found = _head(line, start, credit[0].start, lexicon) if credit else None
    if credit and found:
        span, agency = credit
        if agency == "?" and not (
            _DASH().match(line, span.end)
            and (_caps(line, found.place) or (found.date and _known(line, found, lexicon)))
        ):
            return None
        if (
            line[span.start] not in "(/" and not found.region and not _caps(line, found.place)
        ):  # “The AP - a group of ...”
            return None
        dash = _DASH().match(line, span.end)
        if not (line[span.end :].strip() or found.date or _caps(line, found.place) or _known(line, found, lexicon)):
            return None  # a headline with the credit of its feed: “Talks to Resume (AP)”
        return _finished(line, found, Span(*dash.span()) if dash and dash[0].strip() else None, start, credit)
    return _without_credit(line, start, lexicon)


def _finished(
    line: str,
    found: Dateline,
    dash: Span | None,
    start: int,
    credit: tuple[Span | None, str] = (None, ""),
    sure: bool = True,
) -> Dateline:
    """The parts found, with what ends them and all of it."""
    stop = dash.end if dash else credit[0].end if credit[0] else found.span.end
    while stop < len(line) and line[stop] == " ":
        stop += 1
    junk = Span(0, start) if start and line[:start].strip() and line[:start].lstrip()[:3].lower() != "by " else None
    return Dateline(Span(start, stop), *found[1:8], *credit, dash, junk, sure)


def _credit(line: str, start: int, lexicon: Lexicon) -> tuple[Span, str] | None:
    agencies = lexicon.table("datelines", "agencies")
    if "(" in line or "/" in line:
        for match in _BRACKET().finditer(line, start, start + 110):
            name = match[1] or match[4] or match[5] or match[6]
            agency = agencies.get(_NO_LETTER().sub("", name.lower()))
            if agency is None and match[1] and not match[2]:
                continue
            if agency is None and (
                len(name.split()) > 4 or (match[4] and not _DIGIT().search(line, start, match.start()))
            ):
                continue  # “LONDON/NEW YORK/TOKYO”
            return Span(*match.span()), agency or "?"
    if ("- " in line or "— " in line or "– " in line) and any(name in line for name in _NAKED_NAMES):
        naked = _NAKED().search(line, max(0, start - 1), start + 90)
        if naked:
            return Span(naked.start() + 1, naked.end()), agencies.get(naked[0].strip(" []").lower(), "?")
    return None


def _head(line: str, start: int, end: int, lexicon: Lexicon) -> Dateline | None:
    """Place, region and date between `start` and `end`, where a credit or a dash vouches for them."""
    whole, date = Span(start, end), _dated(line, start, end, lexicon)
    if date:
        end = date.start()
    head = line[start:end]
    where: tuple[Span | None, Span | None] | None = (None, None)
    if head.strip(" ,.-"):
        where = _place(head, start, lexicon)
    elif not date and head.strip():
        where = None
    if where is None or not date:
        return Dateline(whole, *where) if where else None
    month, day = Span(*date.span("month")), Span(*date.span("day"))
    return Dateline(whole, *where, Span(end, date.start("tail")), month, day, bool(date["year"]), day < month)


def _dated(line: str, start: int, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    for pattern in (_DATE, _DAY_FIRST) if _DIGIT().search(line, start, end) else ():
        match = pattern().search(line, max(start, end - 40), end)
        if match and month_number(match["month"], lexicon):
            return match
    return None


def _place(head: str, at: int, lexicon: Lexicon) -> tuple[Span, Span | None] | None:
    """Place and region in what stands before the date, which begins at `at`."""
    body = head.rstrip(" ,:-–—")
    comma = body.find(",")
    if comma < 0:
        stop = _STOP_FOR_COMMA().search(body)
        comma = stop.start() if stop else -1
    if comma < 0:
        region = _trailing_region(body, lexicon)
        spot = Span(0, len(body[: region.start].rstrip()) if region else len(body))
    else:
        spot = Span(0, len(body[:comma].rstrip()))
        first = comma + 1 + len(body[comma + 1 :]) - len(body[comma + 1 :].lstrip())
        region = Span(first, len(body)) if first < len(body) else None
    if region:
        words = body[region.start : region.end]
        if len(words.split()) > 5 or not (words[0].isupper() or region_of(words, lexicon)):
            return None
    name = body[spot.start : spot.end]
    if name.endswith(".") and name[:-1].upper() in gazetteer(lexicon):  # “MOSCOW. Oct 5”
        spot, name = Span(spot.start, spot.end - 1), name[:-1]
    if (name[:1].isupper() and name.upper() in gazetteer(lexicon)) or _placelike(name):  # “New york”
        return spot.moved(at), region.moved(at) if region else None
    return None


def _trailing_region(body: str, lexicon: Lexicon) -> Span | None:
    """A region without its comma: “LOUISVILLE Ky.”"""
    if body.isupper() and "." not in body:
        return None
    words = list(_WORD().finditer(body))
    for n in range(1, len(words)):
        at = words[n].start()
        tail = body[at:]
        marked = not tail.isupper() or "." in tail
        if marked and body[:at].strip().isupper() and region_of(tail, lexicon):
            return Span(at, len(body))
    return None


def _placelike(place: str) -> bool:
    """Capitalised words, particles between them, not too many."""
    words = _BETWEEN_WORDS().split(place)
    most = 8 if place.startswith(PREFIXES) else 5
    if not place or len(words) > most or sum(map(str.isalpha, place)) < 3 or any(c.isdigit() for c in place):
        return False
    return all(w[:1].isupper() or w.lower() in PARTICLES for w in words if w) or place.islower()


def _caps(line: str, place: Span | None) -> bool:
    return place is not None and line[place.start : place.end].isupper()


def _known(line: str, found: Dateline, lexicon: Lexicon) -> bool:
    return found.place is not None and line[slice(*found.place)].upper() in gazetteer(lexicon)


def _without_credit(line: str, start: int, lexicon: Lexicon) -> Dateline | None:
    """No agency: date, region, gazetteer, capitals and a dash must bear each other out."""
    dash = _first_dash(line, start)
    found = _head(line, start, dash.start, lexicon) if dash and dash.start > start else None
    if dash and found and found.place:
        sign = line[dash.start : dash.end].strip()
        if found.date and sign != ":":
            return _finished(line, found, dash, start)
        place = line[found.place.start : found.place.end]
        vouched = place.upper() in gazetteer(lexicon) or (
            found.region is not None and region_of(line[slice(*found.region)], lexicon) != ""
        )
        if vouched and (place.isupper() or (sign not in ("-", ":") and line[dash.start].isspace())):
            return _finished(line, found, dash, start)
        dashed = place.isupper() and sign in ("—", "–", "--") and not found.region
        if dashed and len(place.split()) <= 3 and len(place) > 3:
            return _finished(line, found, dash, start, sure=False)
    return _dash_lost(line, start, lexicon)


def _first_dash(line: str, start: int) -> Span | None:
    """The first dash or colon that may end a dateline, with the blanks around it."""
    sign = _FIRST_DASH().search(line, start, start + LONGEST)
    if not sign:
        return None
    first = sign.start()
    if sign[0][0] != ":":
        first = start + len(line[start:first].rstrip())
    return Span(first, sign.end())


def _dash_lost(line: str, start: int, lexicon: Lexicon) -> Dateline | None:
    """“OAK BROOK, Ill. Cancer”, “NEW YORK  No. 2”, “NEW YORKFewer”."""
    run = _CAPS_RUN().match(line, start)
    if not run:
        return None
    names = gazetteer(lexicon)
    place = run[0]
    glued = line[run.end() : run.end() + 1].islower()
    if glued:  # the run took the capital of the first word with it
        place = place[:-1]
        glued = not place.endswith(" ")
    elif place.endswith(" A"):  # “TAIPEI A strong earthquake”
        place = place[:-2]
    stop = re.search(r"(?<=[A-Z]{4})\. ", place) if ". " in place else None
    place = (place[: stop.start()] if stop else place).rstrip(" .")
    glued = glued and not stop
    end = start + len(place)
    after = line[end:]
    if glued:
        return _finished(line, Dateline(Span(start, end), Span(start, end)), None, start) if place in names else None
    region = after[:1] in (",", ".") and re.match(
        r"([,.]) ((?:[A-Z][\w.]*)(?: [A-Z][\w.]*){0,2}?)(?=  ?[A-Z“\"])", after
    )
    if region and len(place) > 2 and len(place.split()) < 5 and region_of(region[2], lexicon):
        spot = Span(end + region.start(2), end + region.end(2))
        return _finished(line, Dateline(Span(start, spot.end), Span(start, end), spot), None, start)
    if place in names and (len(place) > 4 or " " in place) and re.match(r"  ?(?:A |[A-Z][a-z]+\b)|  [A-Z“\"]", after):
        return _finished(line, Dateline(Span(start, end), Span(start, end)), None, start)
    return None
