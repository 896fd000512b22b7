"""Kinds of check, one file a kind. A check finds; it knows no rule ids, messages, levels, configuration or formats.

A kind is a NamedTuple whose fields are its keys in a rule file. `ready(lexicon)` works out once what the settings mean
and gives a `Finder`, which is then asked about every paragraph or story.
"""

from __future__ import annotations

from importlib import import_module

from ..typed import TYPE_CHECKING
from .kind import Finder, Gate, View

if TYPE_CHECKING:
    from typing import Any

__all__ = ["KINDS", "Finder", "Gate", "View", "kind"]

# name in a rule file -> module of this package and the class in it
KINDS = {
    "damage": ("damage", "Damage"),
    "pattern": ("pattern", "Pattern"),
    "phrases": ("phrases", "Phrases"),
    "repeats": ("repeats", "Repeats"),
    "dates": ("dates", "Dates"),
    "names": ("names", "Names"),
    "date-form": ("date_form", "DateForm"),
    "quotation": ("quotation", "Quotation"),
    "dateline": ("dateline", "Dateline"),
    "attribution": ("attribution", "Attribution"),
    "orphan": ("orphan", "Orphan"),
    "brackets": ("brackets", "Brackets"),
    "short-forms": ("short_forms", "ShortForms"),
    "length": ("length", "Length"),
    "lost-break": ("lost_break", "LostBreak"),
    "stets": ("stets", "Stets"),
}


def kind(name: str) -> Any:
    """The class of a kind of check, imported when first used. KeyError when there is none of that name."""
    module, cls = KINDS[name]
    return getattr(import_module(f".{module}", __name__), cls)
