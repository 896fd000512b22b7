"""Writes what is let stand: findings as entries of the `stets.toml` above their story, or of a new one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

from .config import STETS, relative
from .errors import CopydeskError
from .files import Story, load, save
from .finding import Finding
from .inforce import Config, near
from .stets import words_of
from .stettext import added, table


def with_entries(config: Config, found: Iterable[tuple[Story, Sequence[Finding]]], reason: str) -> dict[str, str]:
    """Each `stets.toml` that findings go to, and its text with them. Nothing is written."""
    tables: dict[str, list[str]] = {}
    for story, findings in found:
        file = config.stets_of(story.path) or _new(config, story.path)
        words = Counter((f.rule, words_of(story.text, f.span)) for f in findings)
        tables.setdefault(file, []).append(table(name_in(file, story.path), reason.strip(), words))
    return {file: added(load(file).text if os.path.exists(file) else "", tables) for file, tables in tables.items()}


def _new(config: Config, path: str) -> str:
    """Where a new one is looked for: beside the configuration, else in this folder if the story lies in it, else beside it."""
    path = os.path.abspath(path)
    for folder in (os.path.dirname(config.config_of(path)), os.curdir):
        if path.startswith(os.path.join(os.path.abspath(folder), "")):
            return near(os.path.join(os.path.abspath(folder), STETS))
    return near(os.path.join(os.path.dirname(path), STETS))


def name_in(file: str, path: str) -> str:
    """The name of a story in a `stets.toml`. CopydeskError for one that lies elsewhere."""
    name = relative(os.path.abspath(path), os.path.dirname(os.path.abspath(file))).replace(os.sep, "/")
    if name.startswith("../") or os.path.isabs(name):
        raise CopydeskError(f"lies outside the folder of {file}.", path)
    return name


def put(path: str, text: str) -> None:
    """A `stets.toml` with this text: replaced whole, or made."""
    try:
        if os.path.exists(path):
            save(load(path), text)
        else:
            with open(path, "x", encoding="utf-8", newline="") as file:
                file.write(text)
    except OSError as error:
        raise CopydeskError(f"cannot be written: {error.strerror}.", path) from None
    except UnicodeEncodeError:
        raise CopydeskError("cannot be written: the name of a story is no Unicode.", path) from None
