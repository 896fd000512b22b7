"""The day of a story, for the picture over time: told by the story or its name, never guessed from the file's own time.

In this order, since each is surer than the next: the front matter, which the desk wrote for it; the name and folders of the
file (`2024-05-03-harbour.md`, `2024/05/03/harbour.txt`); the dateline, with a year of its own or that of a folder.
"""

from __future__ import annotations

import re
from datetime import date

from ...checks.story_day import day_of, story_days
from ...document import Document
from ...lazily import compiled
from ...reading.front import front
from ...views.dateline import dateline

FIRST = 6  # paragraphs that a dateline may be in
_IN_PATH = compiled(r"(?<!\d)((?:19|20)\d\d)([-_/.]?)(\d\d)\2(\d\d)(?!\d)")
_YEAR = compiled(r"(?:^|/)((?:19|20)\d\d)(?=/|[-_.]\d\d(?:/|$))")


def day(document: Document) -> date | None:
    """The day of a story, or None where nothing tells it."""
    head = front(document.source)
    if head:
        for _, told in story_days(head.meta, document.lexicon):
            return told
    path = document.path.replace("\\", "/")
    return _in_path(path) or _in_dateline(document, path)


def _in_path(path: str) -> date | None:
    for match in reversed(list(_IN_PATH().finditer(path))):  # the name of the file before its folders
        try:
            return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
    return None


def _in_dateline(document: Document, path: str) -> date | None:
    years = re.findall(_YEAR(), path)
    for n, paragraph in enumerate(document.paragraphs):
        if n == FIRST:
            break
        found = dateline(paragraph.text, document.lexicon) if paragraph.part == "body" else None
        if not found:
            continue
        if not (found.sure and found.date):
            return None
        said = paragraph.text[slice(*found.date)]
        return day_of(said if found.year else f"{said.strip(' ,.')}, {years[-1]}" if years else "", document.lexicon)
    return None
