"""Datelines: found loosely (`views/dateline`), judged by the form of a house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ..document import Document, Paragraph
from ..finding import Edit, Fix, Hit
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from ..views.dateline import Dateline as Found
from ..views.dateline import dateline
from .dateline_faults import faults
from .kind import Finder
from .style import ANY, Problem, Style, style_of

WITHOUT = frozenset(
    ("column", "editorial", "opinion", "review", "table", "live blog", "live", "obituary", "recipe", "letter")
)
DECK = 150  # characters
DEEP = 24  # paragraphs of any kind
FIRST = 3  # body paragraphs that are looked at: feeds put notes and captions before the dateline


class Dateline(NamedTuple):
    """The dateline of a story against the form of a house.

    style: a table of the list `dateline-styles`, `none` where the house has no datelines, or `any`: then only what is
      wrong in every known form is found
    says: fault -> what is to be said of it; faults that are not named are not reported
    """

    says: dict[str, str]
    style: str = "any"

    def ready(self, lexicon: Lexicon) -> Finder:
        style = style_of(self.style, lexicon)
        says = self.says

        def find(document: Document) -> Iterator[Hit]:
            place = _first(document, lexicon)
            if place is None:
                yield from _undated(document, says, style, lexicon)
                return
            for problem in _dated(document, place, says, style, lexicon):
                if problem.kind in says:
                    yield _hit(problem, place[0].start, says[problem.kind])

        return Finder("story", find)


def _first(document: Document, lexicon: Lexicon) -> tuple[Paragraph, Found, int] | None:
    """The first dateline of a story, its paragraph, and how many body paragraphs stand before; worked out once."""
    if "dateline" not in document.shared:
        document.shared["dateline"] = _search(document, lexicon)
    found: tuple[Paragraph, Found, int] | None = document.shared["dateline"]
    return found


def _search(document: Document, lexicon: Lexicon) -> tuple[Paragraph, Found, int] | None:
    n = opening = 0
    for paragraph in islice(document.paragraphs, DEEP):
        if paragraph.part not in ("body", "headline", "note", "transcript", "caption", "list"):
            continue
        found = dateline(paragraph.text, document.lexicon)
        if found and found.sure and paragraph.part == "headline" and not (found.dash or found.date):
            found = None  # “Va. Officials Meet (AP)”
        if found and (found.sure or (n == 0 and (paragraph.part != "headline" or not found.dash))):
            return paragraph, found, n
        # one short line at the top is a headline or a deck, whatever it ends with
        opening += paragraph.part == "body"
        n += paragraph.part == "body" and (opening > 1 or len(paragraph.text) > DECK)
        if opening >= FIRST:
            break
    return None


def _problems(
    document: Document, place: tuple[Paragraph, Found, int], style: Style, lexicon: Lexicon
) -> Sequence[Problem]:
    """All that a style finds in the dateline of a story, worked out once for the rules that share it."""
    key = f"dateline {style.name}"
    if key not in document.shared:
        document.shared[key] = list(_judged(document, *place, style, lexicon))
    problems: list[Problem] = document.shared[key]
    return problems


def _judged(
    document: Document, paragraph: Paragraph, found: Found, n: int, style: Style, lexicon: Lexicon
) -> Iterator[Problem]:
    if not found.sure:
        return
    if style.name == "none":
        yield Problem("unexpected", found.span, "", safe=False)
        return
    if n:
        yield Problem("position", found.span)
    for problem in faults(paragraph.text, found, style, lexicon):
        day = ""
        if problem.kind == "date-missing":
            from .dateline_story import today  # what few stories need, every start would pay for

            day = today(document.reading.meta, style, lexicon)
        after = (found.region or problem.span).end
        yield problem._replace(text=f", {day}", at=Span(after, after), safe=False, shown=day) if day else problem


def _dated(
    document: Document, place: tuple[Paragraph, Found, int], says: dict[str, str], style: Style, lexicon: Lexicon
) -> Iterator[Problem]:
    """What is said of a dateline; what no other rule shares is looked for only when it is asked for."""
    paragraph, found, _ = place
    yield from _problems(document, place, style, lexicon)
    if "stale" in says and found.date and document.reading.meta:
        from .dateline_story import stale

        yield from stale(paragraph.text, found, document.reading.meta, lexicon)
    if "byline" in says and found.place:
        from .dateline_story import bylines

        yield from bylines(document, paragraph, found, lexicon)


def _undated(document: Document, says: dict[str, str], style: Style, lexicon: Lexicon) -> Iterator[Hit]:
    """What is said of a story without a dateline, at its first words."""
    missing = "missing" in says and style.name != "none" and not _excused(document)
    if not missing and "credit-alone" not in says:
        return
    lede = next((p for p in document.paragraphs if p.part == "body"), None)
    if lede and "credit-alone" in says:
        from .dateline_story import credit_alone

        for problem in credit_alone(lede.text, lexicon):
            yield _hit(problem, lede.start, says["credit-alone"])
    if lede and missing:
        word = Span(0, len(lede.text.split(maxsplit=1)[0]))
        yield _hit(Problem("missing", word), lede.start, says["missing"])


def _excused(document: Document) -> bool:
    meta = document.reading.meta
    return meta.get("dateline", "").lower() in ("false", "no", "none") or meta.get("type", "").lower() in WITHOUT


def _hit(problem: Problem, base: int, says: str) -> Hit:
    fixes: tuple[Fix, ...] = ()
    if problem.text is not None:
        edit = Edit((problem.at or problem.span).moved(base), problem.text)
        fixes = (Fix((edit,), f"Change to “{problem.reads}”" if problem.reads.strip() else "Delete", problem.safe),)
    return Hit(problem.span.moved(base), fixes, {"what": says.replace("{reads}", problem.reads)})


__all__ = ["ANY", "Dateline"]
