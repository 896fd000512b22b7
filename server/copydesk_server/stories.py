"""A story open in the editor: its text and version, what it counts as, and what was found in it last."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence

from lsprotocol import types
from pygls.uris import to_fs_path, urlparse

from copydesk.config import NAME, PROJECT, STETS
from copydesk.files import FORMATS
from copydesk.reading import READINGS
from copydesk.spans import Unit

from .convert import Places
from .look import Checked

MARK = "\ufeff"
LONG = 200_000  # characters: what is longer takes so long that the editor's messages would wait for it


class Story:
    """One open document. `checked` is what was found in it last, `checked_as` the generation of the configuration and the
    version of the text that this was. `number`: of all that were opened; versions begin anew when one is opened again."""

    def __init__(self, item: types.TextDocumentItem, roots: Sequence[str], number: int) -> None:
        self.uri = item.uri
        self.number = number
        self.path = path_of(item.uri, roots)
        self.format = format_of(self.path, item.language_id)
        self.settings = item.language_id == "toml" or self.path.endswith(".toml")  # a file about copydesk, no story
        self.checked: Checked | None = None
        self.checked_as = (-1, -1)
        self.took = (0.0, 0.0)  # seconds that the last two checks took
        self.waiting: asyncio.TimerHandle | None = None
        self.checking: asyncio.Task[None] | None = None  # of a long one
        self.update(item.version, item.text)

    def update(self, version: int, text: str) -> None:
        """The text as the editor has it now. What is under way for another is given up."""
        self.leave()
        self.version = version
        self.text = text

    def leave(self) -> None:
        """Nobody wants to know any more what is in it."""
        if self.waiting:
            self.waiting.cancel()
        if self.checking:
            self.checking.cancel()

    @property
    def long(self) -> bool:
        return len(self.text) > LONG

    @property
    def configures(self) -> bool:
        """Whether it is a file of configuration."""
        return os.path.basename(self.path) in (NAME, PROJECT, STETS)

    @property
    def mark(self) -> int:
        """The length of the byte order mark, which an editor may send and which is no part of the story."""
        return len(MARK) if self.text.startswith(MARK) else 0

    def places(self, unit: Unit) -> Places:
        """Offsets of the story as positions in the editor."""
        return Places(self.text, unit, self.mark)


def path_of(uri: str, roots: Sequence[str]) -> str:
    """The path a document counts under: its own; for one that is no file, its name in the first folder of the workspace."""
    path = to_fs_path(uri)
    if path is None:
        path = os.path.join(roots[0] if roots else os.curdir, os.path.basename(urlparse(uri)[2]) or "story")
    return os.path.abspath(path)


def format_of(path: str, language: str) -> str:
    """By the name, as on the command line; the editor's word counts for names that say nothing."""
    known = FORMATS.get(os.path.splitext(path)[1].lower())
    return known or (language if language in READINGS else "plain")
