"""Size and time of every file that has a say in stories: by them whoever keeps running knows that one has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable

from .config import NAME, PROJECT, STETS, above
from .errors import CopydeskError
from .inforce import Config
from .plan import stamp
from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def stamps(config: Config, paths: Iterable[str]) -> dict[str, Any]:
    """Of every file of configuration and rules there is or could be for stories at these (absolute) paths."""
    files: set[str] = set()
    houses: set[str] = set()
    for path in paths:
        files.update(
            os.path.join(folder, name) for folder in above(os.path.dirname(path)) for name in (NAME, PROJECT, STETS)
        )
        try:
            inforce = config.inforce(path)
        except CopydeskError as error:
            files.add(error.path)  # the mistake may stand in a file that another extends
            continue
        files.update(layer.path for layer in inforce.layers if layer.path)
        houses.update(inforce.folders)
    return {file: _size_and_time(file) for file in files} | {folder: _of_folder(folder) for folder in houses}


def _size_and_time(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _of_folder(folder: str) -> tuple[Any, ...]:
    try:
        return stamp(folder)
    except OSError:
        return (folder,)
