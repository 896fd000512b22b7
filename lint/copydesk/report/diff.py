"""What `--fix` would change, as a unified diff that `patch` takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import Style
from .shown import escaped


def diff(path: str, before: str, after: str, style: Style) -> str:
    """Empty when nothing changes. Lines end at a line feed alone, as `patch` counts them."""
    if before == after:
        return ""
    from difflib import unified_diff

    name = path.replace("\\", "/")
    lines = _marked(unified_diff(_lines(before), _lines(after), name, name))
    if style.terminal:  # a person reads it: nothing in a story may drive the terminal
        return "".join(f"{escaped(line[:-1])}\n" for line in lines)
    return "".join(lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
