"""What `--fix` would change, as a unified diff that `patch` takes."""

from __future__ import annotations

import re
from collections.abc import Iterator


def diff(path: str, before: str, after: str) -> str:
    """Empty when nothing changes. Lines end at a line feed alone, as `patch` counts them."""
    if before == after:
        return ""
    from difflib import unified_diff

    name = path.replace("\\", "/")
    return "".join(_marked(unified_diff(_lines(before), _lines(after), f"{name}", f"{name}")))


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
