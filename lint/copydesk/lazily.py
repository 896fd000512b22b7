"""Regular expressions compiled when they are first used: most stories need few of them, and every start would pay for all."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def compiled(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the pattern, compiled at its first call."""

    @cache
    def made() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return made
