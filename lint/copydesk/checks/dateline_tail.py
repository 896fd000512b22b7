"""What in the end of a dateline departs from the form of a house: its date, its credit and its dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lexicon import Lexicon, slip
from ..spans import Span
from ..views.dateline import Dateline
from ..views.places import month_number
from .style import ANY, DASHES, Problem, Style

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def date_faults(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
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
        if found.credit and text[slice(*gap)] not in (" ", dot) and not _wire(text, found):
            shown = text[slice(*found.date)] + dot.rstrip()
            yield Problem("comma", Span(found.date.start, after.start), dot, gap, shown=shown)
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
    if style.year and not found.year:
        yield Problem("year-missing", found.date)
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


def credit_faults(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
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
    if _wire(text, found):
        return
    if found.agency in lexicon.words("datelines", "with_colon"):
        written = written.rstrip(":")
    if written.rstrip(".") != right and not (slashes and written == f"({found.agency})"):
        yield Problem("credit-form", span, f"{right}." if written.endswith(".") else right)
    elif style.credit and found.agency.upper() != style.credit.upper() and style is not ANY:
        yield Problem("credit-other", span)
    before = found.date or found.region or found.place
    if before and not found.date:
        gap = Span(before.end, span.start)
        between = text[slice(*gap)]
        if between != " " and not style.glued and found.agency not in lexicon.words("datelines", "glued"):
            comma = "," in between
            at = gap if not comma else Span(gap.start, gap.start + len(between.rstrip()))
            yield Problem("comma", at if comma else Span(before.start, span.end), "" if comma else " ", at, shown=right)


def _wire(text: str, found: Dateline) -> bool:
    """“TOKYO, March 3, Kyodo - ”: the agency's own form on its wire."""
    return found.agency == "Kyodo" and found.date is not None and text[slice(*(found.credit or found.span))] == "Kyodo"


def _glued(text: str, found: Dateline, style: Style) -> Iterator[Problem]:
    """“TULSA, Okla.--(BUSINESS WIRE)--The plant”."""
    before = found.region or found.place
    if style.glued and found.credit and found.dash and before and not found.date:
        span = Span(before.end, found.span.end)
        right, written = f"--({style.credit})--", text[slice(*span)]
        if written != right and written.strip(" -–—") == right.strip("-"):
            yield Problem("glued", span, right)


def credit_missing(text: str, found: Dateline, style: Style) -> Problem:
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


def dash_faults(text: str, found: Dateline, style: Style, lexicon: Lexicon) -> Iterator[Problem]:
    before = found.credit or found.date or found.region or found.place
    if not before:
        return
    dash = next(filter(None, style.dash), "")
    if found.dash is None:
        dashless = lexicon.words("datelines", "without_dash") | lexicon.words("datelines", "with_colon")
        if "" in style.dash or found.agency in dashless or not text[before.end :].strip(" :"):
            if found.credit and text[before.end : before.end + 1].isalnum():
                yield Problem("comma", before, " ", Span(before.end, before.end), shown=text[slice(*before)])
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
    if style.glued or found.agency in lexicon.words("datelines", "glued"):
        yield from _glued(text, found, style)
        return
    if sign not in style.dash:
        if not dash:
            yield Problem("dash-present", found.dash, ". " if found.agency == "TASS" else " ")
        elif dash == ":":
            yield Problem("colon", found.dash, ": ")
        elif (style is not ANY or sign not in DASHES) and not _wire(text, found):
            yield Problem("dash-form", found.dash, f" {dash} ", shown=dash)
    elif not blanks and dashed != ": ":
        yield Problem("dash-space", found.dash, f" {sign} ", shown=sign)
