"""What in a dateline departs from the form of a house: one fault, one problem, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lazily import compiled
from ..lexicon import Lexicon, slip
from ..spans import Span
from ..views.dateline import PREFIXES, Dateline, dateline
from ..views.places import forms_of, month_number, region_of
from .style import ANY, DASHES, Problem, Style

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ODD = compiled(r"[}{|~^#*]")
OLDER = ("Tex.", "Me.")  # as some newspapers still abbreviate


def faults(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
    """What departs from the style, in order of place."""
    if found.junk:
        yield Problem("junk", found.junk, "")
    if found.place:
        yield from _place(text, found, style, lexicon)
    elif style.places and not _undated(found, style):
        yield Problem("place-missing", found.date or found.credit or found.span)
    if found.region:
        yield from _region(text, found, style, lexicon)
    if found.date:
        yield from _date(text, found, style, lexicon)
    elif style.date == "always" and found.place:
        yield Problem("date-missing", found.place)
    if found.credit:
        yield from _credit(text, found, style)
    elif style.credit and found.dash:
        yield _credit_missing(text, found, style)
    yield from _dash(text, found, style)
    end = found.span.end
    rest = text[end : end + 160]
    if found.place and text[slice(*found.place)] in rest:
        again = dateline(rest, lexicon)
        if again and again.place and text[slice(*found.place)] == rest[slice(*again.place)]:
            yield Problem("duplicate", again.span.moved(end), "", safe=False)
    word = re.compile(r"[a-z]\w*").match(rest) if found.dash and style is not ANY else None
    if word:
        yield Problem("lower-case", Span(*word.span()).moved(end), word[0].capitalize(), safe=False)


def _undated(found: Dateline, style: Style) -> bool:
    """“Nov 24 (Reuters) - ” is what Reuters puts over a story from nowhere; elsewhere a credit may stand alone."""
    return found.agency == "Reuters" if found.date else style is ANY


def _place(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
    assert found.place
    span, name = found.place, text[slice(*found.place)]
    odd = ODD().search(name)
    if odd:
        yield Problem("junk", Span(span.start + odd.start(), span.start + odd.end()), "")
        return
    if not name.isupper() and not _mac(name):
        words = re.split(r"[ /-]+", name)
        mixed = any(w.isupper() and len(w) > 2 for w in words)
        if style.case == "upper" or (mixed and not name.startswith(PREFIXES)):
            yield Problem("place-case", span, _capitals(name))
    if style.places == 1 and style is not ANY and "/" in name:
        yield Problem("two-places", span)
    if style.alone and not found.region and name.isupper() and "/" not in name and not name.startswith(PREFIXES):
        yield from _region_missing(span, name, style, lexicon)
    gap = found.region or found.date
    if gap:
        yield from _gap(text, span, gap, found)


def _capitals(name: str) -> str:
    """“McAllen” -> “McALLEN”, and the rest as it is."""
    return "".join(part if part in ("Mc", "Mac") else part.upper() for part in re.split(r"\b(Ma?c)(?=[A-Z])", name))


def _mac(name: str) -> bool:
    """“McALLEN”, “DeKALB”."""
    rest = re.sub(r"\b(?:Mc|Mac|De|La|Le)(?=[A-Z])", "", name)
    return rest.isupper()


def _region_missing(span: Span, name: str, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
    """A region is asked for; it is given where only one is known."""
    if name in lexicon.words("datelines", f"alone_{style.alone}") | lexicon.words("datelines", "alone_special"):
        return
    regions = _regions_of(name, lexicon)
    if len(regions) == 1:
        put = f", {_written(regions[0], style, lexicon)}"
        yield Problem("region-missing", span, put, Span(span.end, span.end), safe=False, shown=f"{name}{put}")
    else:
        yield Problem("region-missing", span)


def _regions_of(name: str, lexicon: Lexicon) -> list[str]:
    """The states or the country that the lists know for a city."""
    by_name = lexicon.kept.get("regions of")
    if by_name is None:
        by_name = {}
        for city, states in lexicon.table("places", "us").items():
            for form in forms_of(city):
                by_name.setdefault(form, []).extend(states)
        for city, country in lexicon.table("places", "world").items():
            for form in forms_of(city):
                by_name.setdefault(form, []).append(country)
        lexicon.kept["regions of"] = by_name
    found: list[str] = by_name.get(name, [])
    return found


def _written(region: str, style: Style, lexicon: Lexicon) -> str:
    """A state as the style writes it."""
    return str(lexicon.table("datelines", "states").get(region, region)) if style.region == "full" else region


def _region(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
    assert found.region and found.place
    span, written = found.region, text[slice(*found.region)]
    place = text[slice(*found.place)].upper()
    region = region_of(written, lexicon)
    if not region or _country_too(written, place, lexicon):
        return
    state = lexicon.table("datelines", "states").get(region)
    alone = lexicon.words("datelines", f"alone_{style.alone}") if style.alone else frozenset()
    if place in alone and lexicon.table("datelines", "alone_region").get(place) == region:
        yield Problem("region-redundant", Span(found.place.end, span.end), "")
        return
    right = (region, str(state)) if state and style.region == "any" else (_written(region, style, lexicon),)
    if style.name in ("any", "nyt") and written in OLDER:
        return
    if written in right:
        if style is not ANY and state and _elsewhere(place, region, lexicon):
            yield Problem("region-wrong", span)
        return
    bare = written.strip(".").lower() == right[0].strip(".").lower()
    if written.lower() in [r.lower() for r in right]:
        if style is not ANY or state or not written.isupper():
            yield Problem("region-case", span, next(r for r in right if r.lower() == written.lower()))
    elif style is not ANY or bare or len(written) == 2 or written.endswith("."):
        yield Problem("region-form", span, right[0])


def _country_too(written: str, place: str, lexicon: Lexicon) -> bool:
    """Georgia, the country, after a city that is not known to lie in the state."""
    country = str(lexicon.table("datelines", "countries").get(written.lower(), ""))
    states = lexicon.table("datelines", "states")
    if written not in (country, country.upper()) or country not in states.values():
        return False
    return not any(region in states for region in _regions_of(place, lexicon))


def _elsewhere(place: str, state: str, lexicon: Lexicon) -> bool:
    """The lists know the city in other states alone. There may be a smaller one of its name."""
    known = _regions_of(place, lexicon)
    return bool(known) and state not in known and all(k in lexicon.table("datelines", "states") for k in known)


def _gap(text: str, place: Span, following: Span, found: Dateline) -> Iterator[Problem]:
    """What stands between the place and what follows: a comma and a blank."""
    gap = Span(place.end, following.start)
    if text[slice(*gap)] != ", ":
        span = gap
        if following is found.date:
            span = Span(place.start, (found.month or following).end)
        elif "." in text[slice(*gap)]:
            span = Span(gap.start, gap.start + 1)
        yield Problem("comma", span, ", ", gap, shown=f"{text[slice(*place)]},")


def _date(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
    assert found.date and found.month and found.day
    month, day = text[slice(*found.month)], int(text[slice(*found.day)])
    number = month_number(month.rstrip("."), lexicon)
    if found.region:
        gap = Span(found.region.end, found.date.start)
        if text[slice(*gap)] != ", ":
            at, put = (Span(gap.start, gap.start), ",") if text[slice(*gap)] == " " else (gap, ", ")
            yield Problem(
                "comma", Span(found.region.start, found.month.end), put, at, shown=f"{text[slice(*found.region)]},"
            )
    after = found.credit or found.dash
    if after:
        gap = Span(found.date.end, after.start)
        dot = ". " if found.agency == "TASS" else " "
        if found.credit and text[slice(*gap)] not in (" ", dot):
            yield Problem("comma", Span(found.date.start, after.start), " ", gap, shown=text[slice(*found.date)])
    if style.date == "never":
        before = found.region or found.place
        if before:
            yield Problem("date-present", Span(before.end, found.date.end), "")
        return
    undated = style is not ANY and not style.year and style.months != "any"
    year = (
        re.compile(r",? \d{4}").match(text, found.day.end) if undated and found.year and not found.day_first else None
    )
    if year:
        yield Problem("date-form", Span(*year.span()), "", safe=False, shown=text[found.month.start : found.day.end])
    if not 1 <= day <= DAYS[number - 1]:
        yield Problem("date-invalid", found.date)
        return
    yield from _month(text, found, style, number, lexicon)


def _month(text: str, found: Dateline, style: Style, number: int, lexicon: Lexicon) -> Iterator[Problem]:
    assert found.date and found.month and found.day
    dotted = text[found.month.end : found.month.end + 1] == "."
    span = Span(found.month.start, found.month.end + dotted)
    month = text[slice(*span)]
    forms = lexicon.table("datelines", "month_forms")
    names = list(forms) if style.months == "any" else [style.months]
    right = [forms[name][number - 1] for name in names]
    if found.day_first:
        form = month if month in right else right[0]
        if style is ANY and month in right:
            return  # so it is written in many countries
        yield Problem("date-order", found.date, f"{form} {text[slice(*found.day)]}")
    elif text[found.day.end : found.day.end + 2] in ("st", "nd", "rd", "th"):
        yield Problem("date-form", Span(found.day.start, found.day.end + 2), text[slice(*found.day)])
    elif month not in right:
        known = month.rstrip(".").lower() in [f.rstrip(".").lower() for form in forms.values() for f in form]
        form = next((r for r in right if r.lower() == month.lower()), right[0])
        yield Problem("date-form", span, form, safe=known)


def _credit(text: str, found: Dateline, style: Style) -> Iterator[Problem]:
    assert found.credit
    span, written = found.credit, text[slice(*found.credit)]
    if found.agency == "?":
        bare = written.strip("() ").lower()
        if style.credit and slip(bare, style.credit.lower()) and len(bare) > 3:
            yield Problem("credit-form", span, f"({style.credit})", safe=False)
        elif style.credit:
            yield Problem("credit-other", span)
        return
    slashes = found.agency in ("PRNewswire", "TASS")
    right = f"/{found.agency}/" if slashes else f"({found.agency})"
    if written.rstrip(".") != right and not (slashes and written == f"({found.agency})"):
        yield Problem("credit-form", span, right)
    elif style.credit and found.agency.upper() != style.credit.upper() and style is not ANY:
        yield Problem("credit-other", span)
    before = found.date or found.region or found.place
    if before and not found.date:
        gap = Span(before.end, span.start)
        between = text[slice(*gap)]
        if between != " " and not style.glued and found.agency != "BUSINESS WIRE":
            comma = "," in between
            at = gap if not comma else Span(gap.start, gap.start + len(between.rstrip()))
            yield Problem("comma", at if comma else Span(before.start, span.end), "" if comma else " ", at, shown=right)


def _credit_missing(text: str, found: Dateline, style: Style) -> Problem:
    before = found.date or found.region or found.place or found.span
    end = found.dash.start + len(text[slice(*found.dash)].rstrip()) if found.dash else before.end
    credit = f" ({style.credit})"
    return Problem(
        "credit-missing",
        Span(before.start, end),
        credit,
        Span(before.end, before.end),
        safe=False,
        shown=credit.strip(),
    )


def _dash(text: str, found: Dateline, style: Style) -> Iterator[Problem]:
    before = found.credit or found.date or found.region or found.place
    if not before:
        return
    dash = style.dash[0] if style is not ANY else "—"
    if found.dash is None:
        if "" in style.dash or found.agency in ("TASS", "PTI", "ANI", "IANS"):
            return
        word = re.match(r"\s*(\w+)", text[before.end : before.end + 30])
        end = before.end + (word.end() if word else 0)
        glued = word is not None and not word[0][:1].isspace()
        wide = re.match(r"[ \t]{2,}", text[before.end : before.end + 8])
        at = Span(before.end, before.end + (len(wide[0]) if wide else 0 if glued else 1))
        if found.credit and glued:
            yield Problem("dash-space", Span(before.start, end), f" {dash} ", at, shown=dash)
            return
        start = found.place.start if found.place and not found.credit and not found.region else before.start
        span = Span(start, at.end if wide else end)
        yield Problem("dash-missing", span, f" {dash} ", at, safe=bool(found.credit or found.region), shown=dash)
        return
    if not text[found.dash.end : found.dash.end + 160].strip():
        return  # nothing follows yet: the dash is still being typed
    dashed = text[slice(*found.dash)]
    sign = dashed.strip()
    blanks = dashed == f" {sign} " or (style is ANY and dashed[:1].isspace() == dashed[-1:].isspace())
    if style.glued or found.agency == "BUSINESS WIRE":
        return
    if sign not in style.dash:
        if style is not ANY or sign not in DASHES:
            yield Problem("dash-form", found.dash, f" {dash} ", shown=dash)
    elif not blanks and dashed != ": ":
        yield Problem("dash-space", found.dash, f" {sign} ", shown=sign)
