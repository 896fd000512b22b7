"""What each paragraph of a story is: headline, byline, body, list, caption, front matter ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..reading import Block
from ..spans import Span

Part = Literal["front matter", "headline", "byline", "body", "quote", "list", "caption", "table", "transcript", "note"]

_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w.’'-]+(?: (?:and |[A-Z])[\w.’'-]+){0,6}(?:, .{2,40})?\Z")


def parts(text: str, spans: Sequence[Span], blocks: Sequence[Block]) -> list[Part]:
    """The part of each paragraph; `blocks` (in offsets of `text`) are what the format itself says."""
    out: list[Part] = []
    for n, (start, end) in enumerate(spans):
        kind = next((b.kind for b in blocks if b.start <= start < b.end), None)
        out.append(kind or _plain(text[start:end], n, len(spans)))  # type: ignore[arg-type]
    return out


def _plain(text: str, n: int, of: int) -> Part:
    if n == 0 and of > 1 and len(text.split()) <= 20 and text[-1] not in ".!?:”\"’'":
        return "headline"
    if n < 4 and len(text) < 120 and _BYLINE.match(text):
        return "byline"
    return "body"
