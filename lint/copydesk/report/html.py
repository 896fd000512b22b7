"""HTML: one page on all stories (see `page`), made of their digests when all are known."""

from __future__ import annotations

from datetime import date

from .. import __version__
from . import Style, Tally, Told
from . import page as pages

BEGIN = JOINT = ""


def story(told: Told, style: Style) -> str:
    """Nothing yet: the worst come first, and which are the worst is known at the end."""
    return ""


def end(tally: Tally, style: Style) -> str:
    whys = {id: sheet["why"] for id, sheet in tally.sheets.items()}
    return pages.page(tally.digests, pages.Told(style.title, date.today(), __version__, whys))
