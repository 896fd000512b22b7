"""Writes what is let stand: findings as entries of the `stets.toml` above their story, or of a new one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .config import STETS, relative
from .errors import CopydeskError
from .files import load, save
from .finding import Finding
from .inforce import Config, near
from .stets import words_of
from .stettext import added, table


def entries(
    config: Config,
    found: Iterable[tuple[str, Mapping[tuple[str, str], int]]],
    reason: str,
    here: Sequence[str] = (os.curdir,),
) -> dict[str, list[str]]:
    """Each `stets.toml` that what was found goes to, and the tables to be written there. `found`: stories by their paths, and
    what is `counted` in them; `here`: where a person works."""
    out: dict[str, list[str]] = {}
    for path, words in found:
        file = config.stets_of(path) or _new(config, path, here)
        out.setdefault(file, []).append(table(name_in(file, path), reason.strip(), words))
    return out


def counted(text: str, findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """The findings of a story as an entry has them: rules, the words they flag, how often."""
    return Counter((finding.rule, words_of(text, finding.span)) for finding in findings)


def add(path: str, tables: Sequence[str]) -> None:
    """Tables more at the end of a `stets.toml`."""
    put(path, added(load(path).text if os.path.exists(path) else "", tables))


def _new(config: Config, path: str, here: Sequence[str]) -> str:
    """Where a new one is looked for: beside the configuration, else where a person works, if the story lies in it, else
    beside the story."""
    path = os.path.abspath(path)
    file = config.config_of(path)
    for folder in map(os.path.abspath, (*([os.path.dirname(file)] if file else ()), *here)):
        if path.startswith(os.path.join(folder, "")):
            return near(os.path.join(folder, STETS))
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
