"""The stories as the page's script reads them: those with findings one by one, of all others how much there is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from ...finding import LEVELS
from ...typed import TYPE_CHECKING
from ..shown import RISKY
from .digest import Digest, Excerpt
from .figures import Figures, columns

if TYPE_CHECKING:
    from typing import Any

ROOM = 4_000_000  # bytes for the stories: the worst come first, and with their text as long as there is room
LISTED = 5_000  # stories with findings that are listed at all
_UNSAFE = re.compile(f"[<>&]|{RISKY.pattern}")


def data(
    digests: Sequence[Digest], stories: Sequence[Digest], root: str, section: Callable[[str], str], figures: Figures
) -> str:
    """The stories as JSON that may stand in a script element: `<` is written out, as is all that shows nothing.

    Names, sections and messages stand once each; a story names them by number. Offsets count as JavaScript does. `digests` are
    all there are, also those in which nothing was found: of these the page needs to know how much there is to measure by.
    """
    rules, folders, messages = _Names(), _Names(), _Names()
    desks: dict[str, str] = {}
    column = columns(figures)
    wholes: dict[tuple[int, int], list[int]] = {}
    for digest in digests:
        whole = wholes.setdefault((folders[section(digest.path)], column(digest)), [0, 0])
        whole[0] += 1
        whole[1] += digest.words
    rows: list[str] = []
    room = ROOM
    for digest in stories[:LISTED]:
        desks.update((kind.rule, kind.desk) for kind in digest.counts)
        counts = [
            [rules[kind.rule], LEVELS.index(kind.level), n, digest.fixable.get(kind, 0)]
            for kind, n in digest.counts.items()
        ]
        row: list[Any] = [
            digest.path[len(root) :],
            folders[section(digest.path)],
            digest.words,
            str(digest.day or ""),
            counts,
        ]
        text = _written([*row, [_excerpt(e, rules, messages) for e in digest.excerpts], digest.left, column(digest)])
        if room < len(text.encode()):
            text = _written([*row, None, 0, column(digest)])
        room -= len(text.encode())
        rows.append(text)
    head = _written(
        {
            "root": root,
            "rules": [[id, desks[id]] for id in rules],
            "levels": LEVELS,
            "folders": [*folders],
            "messages": [*messages],
            # sections and columns of the plot: how many stories there are, and words
            "wholes": [[*place, *whole] for place, whole in wholes.items()],
        }
    )
    return f'{head[:-1]},"stories":[{",".join(rows)}]}}'


def _excerpt(excerpt: Excerpt, rules: _Names, messages: _Names) -> list[Any]:
    at = _units(excerpt.text)
    marks = [
        [
            at(m.span.start),
            at(m.span.end),
            rules[m.kind.rule],
            LEVELS.index(m.kind.level),
            messages[m.message],
            m.repair,
        ]
        for m in excerpt.marks
    ]
    edits = [[at(e.span.start), at(e.span.end), e.text] for e in excerpt.edits]
    return [excerpt.line, *map(int, excerpt.cut), excerpt.text, marks, edits]


def _units(text: str) -> Callable[[int], int]:
    """Offset -> offset in UTF-16."""
    if not text or max(text) < "\U00010000":
        return lambda at: at
    return lambda at: at + sum(char > "\uffff" for char in text[:at])


class _Names(dict[str, int]):
    """Texts, numbered as they come."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self)
        return self[name]


def _written(value: Any) -> str:
    return _UNSAFE.sub(_code, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _code(match: re.Match[str]) -> str:
    char = match[0]
    return f"\\u{ord(char):04x}" if char in "<>&" else json.dumps(char)[1:-1]
