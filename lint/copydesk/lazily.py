"""What is made when it is first used: most stories need little of it, and every start would pay for all."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeVar

    Value = TypeVar("Value")


class _Lazy:
    """An attribute worked out when first asked, and kept.

    `functools.cached_property` takes a lock for it up to Python 3.11, which costs more than most of what is kept here.
    """

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        value = owner.__dict__[self._name] = self._make(owner)
        return value


if TYPE_CHECKING:

    def lazy(make: Callable[[Any], Value]) -> Value:
        """An attribute worked out when first asked, and kept."""

else:
    lazy = _Lazy


def compiled(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the pattern, compiled at its first call."""

    @cache
    def made() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return made
