"""Which files are no stories: those that `exclude` names in the configuration nearest to them, or to a folder they stand in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from .config import Layer
from .errors import CopydeskError


class Excluded:
    """Asked with a path, it says which line of which file takes it out; nothing when none does.

    What stands in an excluded folder is excluded, whatever stands beside it. A pattern counts in the folder of the file that
    has it, and below. A configuration that is wrong excludes nothing: it is told as soon as a story under it is checked.
    `layers_over` gives what is said for a path.
    """

    def __init__(self, layers_over: Callable[[str], Sequence[Layer]]) -> None:
        self._layers_over = layers_over
        self._folders: dict[
            str, tuple[str, list[Layer]]
        ] = {}  # who excludes it whole, and what may exclude a file in it

    def __call__(self, path: str) -> str:
        path = os.path.abspath(path)
        folder = os.path.dirname(path)
        if folder not in self._folders:
            self._folders[folder] = ("" if folder == path else self(folder)), self._layers(path)
        who, layers = self._folders[folder]
        return who or _named(path, layers)

    def _layers(self, path: str) -> list[Layer]:
        try:
            return [layer for layer in self._layers_over(path) if layer.exclude]
        except CopydeskError:
            return []


def _named(path: str, layers: Sequence[Layer]) -> str:
    for layer in reversed(layers):
        if path.startswith(os.path.join(layer.home, "")) and layer.names(path, layer.exclude):
            return f"{layer.path}:{layer.line('exclude')}"
    return ""
