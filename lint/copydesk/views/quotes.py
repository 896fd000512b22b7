"""Direct speech: the quotation marks of a paragraph by their cheapest reading."""

from __future__ import annotations

from typing import NamedTuple

from ..lexicon import Lexicon
from ..spans import Span


class Quotation(NamedTuple):
    """One quotation, marks included. `level` 1 is the outermost; `closed` is False where it runs to the paragraph's end."""

    span: Span
    level: int
    double: bool
    closed: bool


class Fault(NamedTuple):
    """A mark that the cheapest reading holds to be wrong. `kind` is one of the names in `FAULTS`."""

    kind: str
    span: Span


class Speech(NamedTuple):
    """What the marks of a paragraph say."""

    quotations: tuple[Quotation, ...] = ()
    faults: tuple[Fault, ...] = ()


SILENCE = Speech()


def speech(text: str, continues: bool, lexicon: Lexicon) -> Speech:
    """Read the marks of one paragraph. `continues`: the next paragraph begins with a double mark, so this may end open."""
    return SILENCE
