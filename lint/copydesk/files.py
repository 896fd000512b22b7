"""Stories on disk: which files there are, bytes to text and back in the same encoding, and how a file is replaced."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .errors import CopydeskError

# what a folder is searched for, and the reading (see `reading.READINGS`) of each
FORMATS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Story(NamedTuple):
    """A file as text. The byte order mark is not part of `text`; on disk it stands before it."""

    path: str
    text: str
    format: str = "plain"
    encoding: str = "utf-8"
    bom: bytes = b""
    stamp: tuple[int, int] = (0, 0)  # size and time on disk when it was read

    def bytes(self, text: str) -> bytes:
        """A text as it stands in this file. UnicodeEncodeError when its encoding cannot hold it."""
        return self.bom + text.encode(self.encoding)

    def holds(self, text: str) -> bool:
        """Whether the file's encoding has all these characters."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def format_of(path: str) -> str:
    return FORMATS.get(os.path.splitext(path)[1].lower(), "plain")


def search(paths: Iterable[str], trouble: Callable[[CopydeskError], None]) -> Iterator[str]:
    """The stories under files and folders, each once: files as named, folders in the order of their names.

    What cannot be looked into is told to `trouble` and passed over.
    """
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):
            found: Iterable[str] = _walk(path, trouble)
        elif os.path.exists(path):
            found = (path,)
        else:
            trouble(CopydeskError("there is no such file or folder.", path))
            continue
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _walk(folder: str, trouble: Callable[[CopydeskError], None], above: tuple[str, ...] = ()) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in above:  # a symbolic link that leads back into itself
        return
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        trouble(CopydeskError(f"cannot be looked into: {error.strerror}.", folder))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry.path, trouble, (*above, real))
        elif os.path.splitext(entry.name)[1].lower() in FORMATS:
            yield entry.path


def load(path: str) -> Story:
    """Read a story. CopydeskError when it is not text, or cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read()
            stat = os.fstat(file.fileno())
    except OSError as error:
        raise CopydeskError(f"cannot be read: {error.strerror}.", path) from None
    return decode(data, path)._replace(stamp=(stat.st_size, stat.st_mtime_ns))


def decode(data: bytes, path: str) -> Story:
    """Bytes as a story. CopydeskError when they are no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            break
    else:
        bom, encoding = b"", "utf-8"
    text = data[len(bom) :].decode(encoding)
    return Story(path, text, format_of(path), encoding, bom)


def save(story: Story, text: str) -> None:
    """Put a text in place of a story, whole or not at all: mode, encoding, byte order mark and line ends stay."""
    path = os.path.realpath(story.path)
    data = story.bytes(text)
    fresh = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.{os.getpid()}.copydesk")
    try:
        stat = os.stat(path)
        if (stat.st_size, stat.st_mtime_ns) != story.stamp:
            raise CopydeskError("has changed while it was being checked: left as it is.", story.path)
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(fresh, stat.st_mode & 0o7777)
            os.replace(fresh, path)
        finally:
            if os.path.exists(fresh):
                os.unlink(fresh)
    except OSError as error:
        raise CopydeskError(f"cannot be written: {error.strerror}. It is as it was.", story.path) from None
