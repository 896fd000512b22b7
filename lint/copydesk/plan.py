"""What was worked out once and is kept for the next start: rule files as plain data in the user's cache folder.

The kept copy is used only while every file it was made from has the same size and time; where the cache cannot be
written, nothing is kept and nothing is lost. Measured: parsing the shipped rules takes longer than the rest of a run.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from zlib import crc32

from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_FORM = 6  # counts up when the shape of what is kept changes (6: gates know characters)


def stamp(folder: str) -> tuple[Any, ...]:
    """What tells whether anything in a folder has changed: the name, size and time of every file."""
    reader = os.stat(os.path.join(os.path.dirname(__file__), "rulefile.py"))
    out: list[Any] = [_FORM, sys.version, reader.st_size, reader.st_mtime_ns]
    todo = [folder, os.path.join(os.path.dirname(__file__), "checks")]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                elif entry.name.endswith((".toml", ".py")):
                    stat = entry.stat()
                    out.append((entry.path, stat.st_size, stat.st_mtime_ns))
    return tuple(out)


def kept(name: str, stamp: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """What `make` gives (plain data), from the cache when it was made under the same stamp."""
    key = marshal.dumps(stamp)
    file = os.path.join(_folder(), f"{name}-{crc32(key):08x}")
    try:
        with open(file, "rb") as f:
            data = f.read()
        if data[8:].startswith(key) and crc32(data[4:]) == int.from_bytes(data[:4], "little"):
            return marshal.loads(data[8 + len(key) :])
    except (OSError, ValueError, EOFError, TypeError):
        pass
    made = make()
    _keep(file, key, made)
    return made


def _keep(file: str, key: bytes, made: Any) -> None:
    payload = len(key).to_bytes(4, "little") + key + marshal.dumps(made)
    fresh = f"{file}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(fresh, "wb") as f:
            f.write(crc32(payload).to_bytes(4, "little") + payload)
        os.replace(fresh, file)
    except OSError:
        pass


def _folder() -> str:
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", os.path.expanduser("~")), "copydesk", "cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "copydesk")
