"""Rules whose last day is over. The only reader of the clock: nothing else that is found depends on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import strftime

from .errors import CopydeskError
from .rulebook import Rulebook, in_force
from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def on_this_day(
    book: Rulebook, settings: Mapping[str, dict[str, Any]], select: Sequence[str], ignore: Sequence[str]
) -> tuple[Rulebook, tuple[CopydeskError, ...]]:
    """The book, with every rule `off` whose last day is over, also where settings give it a level: nobody answers for it
    any more. Each that would run otherwise is told."""
    today = strftime("%Y-%m-%d")
    over = {id: sheet for id, sheet in book.sheets.items() if sheet["expires"] and sheet["expires"] < today}
    if not over:
        return book, ()
    told = []
    book = book.with_folders(())
    for id, sheet in sorted(over.items()):
        level = settings[id].pop("level", sheet["level"]) if id in settings else sheet["level"]
        if in_force(id, sheet["desk"], level, select, ignore):
            told.append(_told(sheet))
        book.sheets[id] = {**sheet, "level": "off", "over": True}
    return book, tuple(told)


def _told(sheet: Mapping[str, Any]) -> CopydeskError:
    from .rulefile import line_of

    with open(sheet["path"], encoding="utf-8") as file:
        line = line_of(file.read(), "expires")
    whose = f" Its owner: {sheet['owner']}." if sheet["owner"] else ""
    message = (
        f"the last day of “{sheet['id']}” was {sheet['expires']}: it is off. Give it a new day, or take it out.{whose}"
    )
    return CopydeskError(message, sheet["path"], line)
