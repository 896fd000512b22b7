"""Stories on disk: which files there are, reading them, and replacing one whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from .config import above
from .encoding import decode
from .errors import CopydeskError
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

# what a folder is searched for, and the reading (see `reading.READINGS`) of each
FORMATS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xml": "xml",
    ".nitf": "xml",
    ".newsml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".json": "json",
}
# files of these names hold all sorts of things: a folder is searched for those whose beginning says that they hold news
SHARED = frozenset((".xml", ".json"))
SEARCHED = ".txt, .md, .html, and news in .xml and .json"
_BEGINNING = 1 << 16
Trouble = Callable[[CopydeskError], None]
Asked = Callable[[str], str]  # of a path: who says that it is no story (see `excluded`)


class Story(NamedTuple):
    """A file as text. The byte order mark is not part of `text`; on disk it stands before it."""

    path: str
    text: str
    format: str = "plain"
    encoding: str = "utf-8"
    mark: bytes = b""
    stamp: tuple[int, int] = (0, 0)  # size and time on disk when it was read

    def bytes(self, text: str) -> bytes:
        """A text as it stands in this file. UnicodeEncodeError when its encoding cannot hold it."""
        return self.mark + text.encode(self.encoding)

    def holds(self, text: str) -> bool:
        """Whether the file's encoding has all these characters."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def format_of(path: str) -> str:
    return FORMATS.get(_suffix(path), "plain")


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def read(data: bytes, path: str, stamp: tuple[int, int] = (0, 0)) -> Story:
    """Bytes as a story. CopydeskError when they are no text."""
    text, encoding, mark = decode(data, path)
    return Story(path, text, format_of(path), encoding, mark, stamp)


def load(path: str) -> Story:
    """Read a file. CopydeskError when it cannot be read, or is not text."""
    try:
        # half the time of a file object, which looks at the file once more and has many a thing made
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            found = os.fstat(file)
            data = os.read(file, found.st_size + 1)
            if len(data) != found.st_size:  # a pipe has no size, and a file may grow
                with open(file, "rb", closefd=False) as rest:
                    data += rest.read()
        finally:
            os.close(file)
    except OSError as error:
        raise CopydeskError(f"cannot be read: {error.strerror}.", path) from None
    return read(data, path, (found.st_size, found.st_mtime_ns))


def save(story: Story, text: str) -> None:
    """Put a text in place of a story: mode, owner, encoding, byte order mark and line ends stay."""
    path = os.path.realpath(story.path)
    data = story.bytes(text)
    try:
        old = os.stat(path)
        if not stat.S_ISREG(old.st_mode):
            raise CopydeskError("is no file that can be replaced: left as it is.", story.path)
        if (old.st_size, old.st_mtime_ns) != story.stamp:
            raise CopydeskError("has changed while it was being checked: left as it is.", story.path)
        if not os.access(path, os.W_OK):
            raise CopydeskError("cannot be written: it is protected. It is as it was.", story.path)
        _replace(path, data, old)
    except OSError as error:
        raise CopydeskError(f"cannot be written: {error.strerror}. It is as it was.", story.path) from None


def _replace(path: str, data: bytes, old: os.stat_result) -> None:
    """Write beside the file, then put in its place; whatever interrupts leaves the one or the other."""
    fresh = os.path.join(os.path.dirname(path), f".{os.path.basename(path)[:100]}.{os.getpid()}.copydesk")
    with undisturbed():
        there = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with open(there, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                with suppress(PermissionError):  # only root may give a file away; it is ours then
                    os.chown(fresh, old.st_uid, old.st_gid)
            os.chmod(fresh, stat.S_IMODE(old.st_mode))
            os.replace(fresh, path)
        except BaseException:
            os.unlink(fresh)
            raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and a polite kill wait until this is done. A process that is started meanwhile begins deaf to both."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def search(paths: Iterable[str], trouble: Trouble, excluded: Asked = lambda path: "") -> Iterator[str]:
    """The stories under files and folders, each once: files as named, folders in the order of their paths.

    In folders, hidden files, what git ignores and what is excluded are left out; what cannot be looked into is told to
    `trouble` and passed over.
    """
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):
            found: Iterable[str] = _Walk(path, trouble, excluded).stories(path)
        elif os.path.lexists(path):
            found = (path,)
        else:
            trouble(CopydeskError("there is no such file or folder.", path))
            continue
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


class _Walk:
    """One search: the folders it is in (a link may lead back into one), and the `.gitignore` files that count."""

    def __init__(self, folder: str, trouble: Trouble, excluded: Asked) -> None:
        self.trouble = trouble
        self.excluded = excluded
        self.ignores: list[tuple[str, Any]] = []  # folder, what its .gitignore says
        self.inside: list[tuple[int, int]] = []
        upwards = list(above(os.path.abspath(folder)))
        root = next((n for n, up in enumerate(upwards) if os.path.exists(os.path.join(up, ".git"))), None)
        self.git = root is not None
        for up in reversed(upwards[1 : root + 1] if root is not None else ()):
            self._read_ignore(up)

    def stories(self, folder: str) -> Iterator[str]:
        try:
            here = os.stat(folder)
            with os.scandir(folder) as entries:
                listed = sorted((entry.name + "/" * entry.is_dir(), entry) for entry in entries)
        except OSError as error:
            self.trouble(CopydeskError(f"cannot be looked into: {error.strerror}.", folder))
            return
        if (here.st_dev, here.st_ino) in self.inside:
            return
        self.inside.append((here.st_dev, here.st_ino))
        known = len(self.ignores)
        if self.git and any(name == ".gitignore" for name, _ in listed):
            self._read_ignore(os.path.abspath(folder))
        for name, entry in listed:
            if name.startswith(".") or not (name.endswith("/") or _is_story(entry)):
                continue
            path = os.path.normpath(entry.path) if folder == "." else entry.path
            if self.ignores and self._ignored(os.path.abspath(path), name.endswith("/")):
                continue
            if self.excluded(path):
                continue
            if name.endswith("/"):
                yield from self.stories(path)
            elif _suffix(name) not in SHARED or _holds_news(path):
                yield path
        del self.ignores[known:]
        self.inside.pop()

    def _read_ignore(self, folder: str) -> None:
        try:
            with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
        except OSError:
            return
        from pathspec import GitIgnoreSpec

        try:
            self.ignores.append((folder, GitIgnoreSpec.from_lines(lines)))
        except ValueError:
            return  # git passes over a pattern that it does not understand

    def _ignored(self, path: str, folder: bool) -> bool:
        """The nearest `.gitignore` that says anything of a path decides."""
        for home, spec in reversed(self.ignores):
            inside = os.path.relpath(path, home).replace(os.sep, "/") + "/" * folder
            said = spec.check_file(inside).include
            if said is not None:
                return bool(said)
        return False


def _is_story(entry: os.DirEntry[str]) -> bool:
    """A file with a name we read; a link that leads nowhere counts, so that it is told of."""
    return _suffix(entry.name) in FORMATS and (entry.is_file() or entry.is_symlink())


def _holds_news(path: str) -> bool:
    from .reading import is_news

    try:
        with open(path, "rb") as file:
            data = file.read(_BEGINNING)
    except OSError:
        return False  # whether it is one of ours cannot be told
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return is_news(data.decode("utf-16" if wide else "utf-8-sig", "ignore"), format_of(path))
