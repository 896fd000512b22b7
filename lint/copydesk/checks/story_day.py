"""The day of a story, as its front matter gives it."""

from __future__ import annotations

from collections.abc import Mapping

from ..lazily import compiled
from ..lexicon import Lexicon
from ..typed import TYPE_CHECKING
from ..views.places import month_number

if TYPE_CHECKING:
    from datetime import date

DATED = ("date", "published", "updated", "modified", "lastmod")  # front matter that may hold the day of the story
_DAYS = (
    compiled(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)"),
    compiled(r"\b(?P<day>\d\d?)(?:st|nd|rd|th)?[ -](?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<year>(?:19|20)\d\d)\b"),
    compiled(r"\b(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"),
)


def story_days(meta: Mapping[str, str], lexicon: Lexicon) -> list[tuple[str, date]]:
    """What front matter gives as days of the story: as it is written there, and the day."""
    read = [(value, day_of(value, lexicon)) for key in DATED if (value := meta.get(key))]
    return [(value, day) for value, day in read if day]


def day_of(value: str, lexicon: Lexicon) -> date | None:
    """The day that a line of front matter names, in figures (2026-03-09 ...) or words; None where it names none."""
    from datetime import date

    for pattern in _DAYS:
        match = pattern().search(value)
        if match:
            month = int(match["month"]) if match["month"].isdigit() else month_number(match["month"], lexicon)
            try:
                return date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                return None
    return None
