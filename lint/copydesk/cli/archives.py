"""Files of many stories: JSON Lines, a story an object. A story of one is named by file and line: archive.jsonl#12."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from ..errors import CopydeskError
from ..files import Story
from ..reading import READINGS
from ..typed import NamedTuple

ENDS = (".jsonl", ".ndjson")


class Entry(NamedTuple):
    """A line of an archive: where it begins, and how long it is, in bytes."""

    start: int
    length: int


class Archives:
    """Gives the stories of some archives by their names. The lines of a file are looked up once, at the first story of it."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self._files = frozenset(files)
        self._lines: dict[str, dict[str, Entry]] = {}

    def names(self, file: str) -> Iterator[str]:
        """The names of all stories in a file. CopydeskError when it cannot be read."""
        return (f"{file}#{number}" for number in self._of(file))

    def story(self, name: str) -> Story | None:
        """The story of that name; None when it is the path of a file. CopydeskError when the line holds none."""
        file, _, number = name.rpartition("#")
        if file not in self._files:
            return None
        start, length = self._of(file)[number]
        with open(file, "rb") as lines:
            lines.seek(start)
            line = lines.read(length)
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except ValueError:
            raise CopydeskError("is no JSON.", file, int(number)) from None
        text, format = (row.get("text"), row.get("format", "plain")) if isinstance(row, dict) else (None, "")
        if not isinstance(text, str):
            raise CopydeskError(
                "there is no story here: a line is an object with a text under the key “text”.", file, int(number)
            )
        if format not in READINGS:
            raise CopydeskError(f"“format” can be {', '.join(READINGS)}.", file, int(number))
        return Story(name, text, format)

    def size(self, name: str) -> int:
        """How many bytes are to be read for a story. OSError as for a file."""
        file, _, number = name.rpartition("#")
        return self._of(file)[number].length if file in self._files else os.path.getsize(name)

    def _of(self, file: str) -> dict[str, Entry]:
        if file not in self._lines:
            found: dict[str, Entry] = {}
            start = 0
            try:
                with open(file, "rb") as lines:
                    for number, line in enumerate(lines, 1):
                        if line.strip():
                            found[str(number)] = Entry(start, len(line))
                        start += len(line)
            except OSError as error:
                raise CopydeskError(f"cannot be read: {error.strerror}.", file) from None
            self._lines[file] = found
        return self._lines[file]
