"""One page on all stories, for whoever runs the desk: figures, plots, the worst stories, and the text of each on demand.

The page is whole in itself and asks nobody for anything. Figures are written by the template; stories are data, which the
page's script turns into text nodes when a story is opened, so that nothing in a story is ever read as markup.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ...finding import LEVELS
from ...typed import TYPE_CHECKING, NamedTuple
from .. import many
from ..shown import escaped
from .data import LISTED, data
from .digest import Digest, Kind
from .figures import Figures, figures, sections

if TYPE_CHECKING:
    from typing import Any

HERE = Path(__file__).parent
WORST = 10


class Told(NamedTuple):
    """What stands over the figures."""

    title: str
    on: date
    version: str
    whys: Mapping[str, str]  # why a rule is there, by its name


def page(digests: Sequence[Digest], told: Told) -> str:
    """The page as HTML."""
    root, section = sections(digest.path for digest in digests)
    stories = sorted((d for d in digests if d.counts), key=_rank)
    told_of = figures(digests, section)
    return _template().render(
        percent=percent,
        told=told,
        figures=told_of,
        levels=LEVELS,
        root=root,
        worst=[(n, d, _by_level(d.counts)) for n, d in enumerate(stories[:WORST])],
        data=Markup(data(digests, stories, root, section, told_of)),
        listed=min(LISTED, len(stories)),
        **_sealed(),
    )


def _rank(digest: Digest) -> tuple[Any, ...]:
    """Most errors first, then most warnings, then most hints."""
    return (*(-count for count in _by_level(digest.counts)), digest.path)


def _by_level(counts: Mapping[Kind, int]) -> tuple[int, ...]:
    return tuple(sum(n for kind, n in counts.items() if kind.level == level) for level in LEVELS)


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(escaped=escaped, many=many, rate=rate, day=_day, top=_top)
    return environment.get_template("page.html")


def _sealed() -> dict[str, Markup | str]:
    """Style and script, and the hashes by which a browser knows that it may run these and nothing else."""
    out: dict[str, Markup | str] = {}
    for name, files in (("style", ("page.css",)), ("script", ("figures.js", "page.js"))):
        text = "".join((HERE / file).read_text("utf-8") for file in files)
        out[name] = Markup(text)
        out[f"{name}_hash"] = "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
    return out


def rate(value: float) -> str:
    """Two figures that count: 12, 3.4, 0.21."""
    return "0" if not value else "<0.01" if value < 0.01 else f"{value:.2f}" if value < 1 else f"{value:,.1f}"


def percent(part: int, whole: int) -> str:
    """Never 0 % of something, nor 100 % of less than all."""
    if not part or part >= whole:
        return "100%" if part else "0%"
    return f"{min(99, max(1, round(100 * part / whole)))}%"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _top(most: float) -> float:
    """The top of an axis, of which half is a round number too."""
    step = 0.01
    while True:
        for times in (1, 2, 3, 4, 6, 8):
            if step * times >= most:
                return step * times
        step *= 10


__all__ = ["Digest", "Figures", "Told", "page"]
