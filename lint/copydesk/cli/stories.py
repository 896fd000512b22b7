"""Which stories a command is about: those under the files and folders it was given, without what is excluded."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import CopydeskError
from ..files import SEARCHED, search
from ..inforce import Config
from . import complain
from .output import Output, apart

NO_STORY = f"there is no story here: a folder is searched for {SEARCHED}."
SHOWN = 3  # names of files that are left out


def stories(
    paths: Sequence[str], config: Config, reports: Sequence[Output] = (), *, quiet: bool = False
) -> tuple[list[str], list[str]]:
    """The stories in order (no path: those of this folder), and what was told of paths that cannot be looked into.

    What is excluded is no story, whoever names it: a hook and an editor name whatever was touched, and go by the same rule as a
    search. That it was named and left out is said. An older one of our own reports is no story either.
    """
    lost: list[CopydeskError] = []
    out = {path: config.excluded(path) for path in paths or (".",)}
    wanted = [path for path, who in out.items() if not who]
    found = apart(search(wanted, lost.append, config.excluded), reports)
    if len(wanted) < len(out) and not quiet:
        complain(left_out([path for path, who in out.items() if who], next(filter(None, out.values()))))
    for error in lost:
        complain(str(error))
    if wanted and not found and not lost:
        complain(NO_STORY)
    return found, [str(error) for error in lost]


def left_out(paths: Sequence[str], who: str) -> str:
    """What to tell of files that were named and are excluded."""
    more = f" and {len(paths) - SHOWN:,} more" if len(paths) > SHOWN else ""
    return f"left out, as “exclude” says in {who}: {', '.join(paths[:SHOWN])}{more}."
