"""What in a dateline departs from the form of a house: one fault, one problem, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lazily import compiled
from ..lexicon import Lexicon, slip
from ..spans import Span
from ..views.dateline import PREFIXES, Dateline, dateline
from ..views.places import forms_of, gazetteer, region_of
from .dateline_tail import credit_faults, credit_missing, dash_faults, date_faults
from .style import ANY, Problem, Style

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
        yield from date_faults(text, found, style, lexicon)
    elif style.date == "always" and found.place:
        yield Problem("date-missing", found.place)
    if found.credit:
        yield from credit_faults(text, found, style, lexicon)
    elif style.credit and found.dash:
        yield credit_missing(text, found, style)
    yield from dash_faults(text, found, style, lexicon)
    end = found.span.end
    rest = text[end : end + 160]
    if found.place and text[slice(*found.place)] in rest:
        again = dateline(rest, lexicon)
        if again and again.place and text[slice(*found.place)] == rest[slice(*again.place)]:
            yield Problem("duplicate", again.span.moved(end), "", safe=False)
    if found.dash and (found.credit or found.date) and rest[:1].islower():
        yield from _lower(text, found, lexicon)


def _lower(text: str, found: Dateline, lexicon: Lexicon) -> Iterator[Problem]:
    """A story that begins with a small letter. Names may: “al-Qaida”, “eBay”."""
    word = re.compile(r"[^\W\d_]+").match(text, found.span.end)
    if word and word[0].islower() and word[0] not in lexicon.words("datelines", "small_names"):
        yield Problem("lower-case", Span(*word.span()), word[0].capitalize(), safe=False)


def _undated(found: Dateline, style: Style) -> bool:
    """“Nov 24 (Reuters) - ” is what they put over a story from nowhere; elsewhere a credit may stand alone."""
    return found.agency in ("Reuters", "Bloomberg") if found.date else style is ANY


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
    meant = _meant(text, found, lexicon)
    if meant:
        yield Problem("place-spelling", span, meant, safe=False)
    elif style.alone and not found.region and name.isupper() and "/" not in name and not name.startswith(PREFIXES):
        yield from _region_missing(span, name, style, lexicon)
    gap = found.region or found.date
    if (
        gap
        and not _slashed(text, found)
        and not (text[span.end] == "." and found.agency in lexicon.words("datelines", "with_stop"))
    ):
        yield from _gap(text, span, gap, found)


def _capitals(name: str) -> str:
    """“McAllen” -> “McALLEN”, and the rest as it is."""
    return "".join(part if part in ("Mc", "Mac") else part.upper() for part in re.split(r"\b(Ma?c)(?=[A-Z])", name))


def _meant(text: str, found: Dateline, lexicon: Lexicon) -> str:
    """The city whose name this is but for one slip; "" where that is not sure. Cities abroad are spelled in many ways."""
    assert found.place
    name = text[slice(*found.place)]
    if len(name) < 6 or not name.isupper() or name in gazetteer(lexicon):
        return ""
    states = lexicon.table("datelines", "states")
    alone = lexicon.words("datelines", "alone_ap") | lexicon.words("datelines", "alone_reuters")
    meant = []
    for known in _alike(name, lexicon):
        regions = [*_regions_of(known, lexicon), lexicon.table("datelines", "alone_region").get(known)]
        if found.region and region_of(text[slice(*found.region)], lexicon) not in regions:
            continue  # a place of its own, in another state
        ours = any(region in states for region in regions)
        famous = not found.region and known in alone  # any other city abroad would name its country
        longer = len(known) != len(name)
        if sorted(known) == sorted(name) or (ours and (longer or len(name) > 7)) or (famous and longer):
            meant.append(known)
    return meant[0] if len(meant) == 1 else ""


def _alike(name: str, lexicon: Lexicon) -> Iterator[str]:
    """The known places that begin alike and are one slip away in their letters."""
    known = lexicon.kept.get("places alike")
    if known is None:
        known = {}
        for place in gazetteer(lexicon):
            for key in _ends(place):
                known.setdefault(key, []).append(place)
        lexicon.kept["places alike"] = known
    letters = [*filter(str.isalpha, name)]
    for place in {place for key in _ends(name) for place in known.get(key, ())}:
        if abs(len(place) - len(name)) < 2 and slip(name, place) and [*filter(str.isalpha, place)] != letters:
            yield place


def _ends(name: str) -> tuple[str, str]:
    """Of two names that begin alike and are one slip apart, one of these is the same: the slip is before or after it."""
    return name[:3], f"{name[0]}…{name[-2:]}"


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
    if not region or _slashed(text, found) or _country_too(written, place, lexicon):
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


def _slashed(text: str, found: Dateline) -> bool:
    """“GROZNY /Chechnya/, March 3. /TASS/.”: so they set off a region."""
    return found.agency == "TASS" and found.region is not None and text[found.region.start] == "/"


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
