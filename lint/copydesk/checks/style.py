"""The form of a house for its datelines, as the list `dateline-styles` has it."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

DASHES = ("—", "–", "--", "-", ":", "―")


class Style(NamedTuple):
    """A table of the list `dateline-styles`; see there."""

    name: str
    dash: tuple[str, ...]
    date: str = "any"
    months: str = "any"
    credit: str | None = None  # None: any agency or none
    case: str = "any"
    region: str = "any"
    alone: str = ""
    places: int = 1
    year: bool = False
    glued: bool = False


ANY = Style("any", DASHES)
NONE = Style("none", ())


class Problem(NamedTuple):
    """`span` is what to point at; `text`, where there is one, goes in place of `at` (or of `span`)."""

    kind: str
    span: Span
    text: str | None = None
    at: Span | None = None
    safe: bool = True
    shown: str = ""

    @property
    def reads(self) -> str:
        """The repair as a message quotes it."""
        return self.shown or (self.text or "").strip()


def style_of(name: str, lexicon: Lexicon) -> Style:
    """ValueError for a name that is neither in the list nor `any` or `none`."""
    if name in ("any", "none"):
        return ANY if name == "any" else NONE
    table = lexicon.table("dateline-styles", name)
    if not table:
        raise ValueError(f"style: there is no dateline style “{name}”.")
    settings: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Style(name, **settings)
