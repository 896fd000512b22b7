"""All findings as one JSON array."""

from __future__ import annotations

from . import Style, Tally, Told
from . import jsonl as lines

JOINT = ",\n"
BEGIN = "[\n"


def story(told: Told, style: Style) -> str:
    return lines.story(told, style)[:-1].replace("\n", ",\n")  # a string writes its line ends as \n


def end(tally: Tally, style: Style) -> str:
    return "\n]\n"
