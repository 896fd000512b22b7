"""One page on all stories, for whoever runs the desk: figures, plots, the worst stories, and the text of each on demand.

The page is whole in itself and asks nobody for anything. Figures are written by the template; stories are data, which the
page's script turns into text nodes when a story is opened, so that nothing in a story is ever read as markup.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ...finding import LEVELS
from ...typed import TYPE_CHECKING, NamedTuple
from .. import many
from ..shown import RISKY, escaped
from .digest import Digest, Excerpt, Kind
from .figures import Figures, figures, sections

if TYPE_CHECKING:
    from typing import Any

HERE = Path(__file__).parent
ROOM = 4_000_000  # bytes for the stories: the worst come first, and with their text as long as there is room
LISTED = 5_000  # stories with findings that are listed at all
WORST = 10
_UNSAFE = re.compile(f"[<>&]|{RISKY.pattern}")


class Told(NamedTuple):
    """What stands over the figures."""

    title: str
    on: date
    version: str
    whys: Mapping[str, str]  # why a rule is there, by its name


def page(digests: Sequence[Digest], told: Told) -> str:
    """The page as HTML."""
    root, section = sections(digest.path for digest in digests)
    stories = sorted((d for d in digests if d.counts), key=_rank)
    return _template().render(
        percent=percent,
        told=told,
        figures=figures(digests, section),
        levels=LEVELS,
        root=root,
        worst=[(n, d, _by_level(d.counts)) for n, d in enumerate(stories[:WORST])],
        data=Markup(_data(stories, root, section)),
        listed=min(LISTED, len(stories)),
        **_sealed("page.css", "page.js"),
    )


def _rank(digest: Digest) -> tuple[Any, ...]:
    """Most errors first, then most warnings, then most hints."""
    return (*(-count for count in _by_level(digest.counts)), digest.path)


def _by_level(counts: Mapping[Kind, int]) -> tuple[int, ...]:
    return tuple(sum(n for kind, n in counts.items() if kind.level == level) for level in LEVELS)


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(escaped=escaped, many=many, rate=rate, day=_day, top=_top)
    return environment.get_template("page.html")


def _sealed(style: str, script: str) -> dict[str, Markup | str]:
    """Style and script, and the hashes by which a browser knows that it may run these and nothing else."""
    out: dict[str, Markup | str] = {}
    for name, file in (("style", style), ("script", script)):
        text = (HERE / file).read_text("utf-8")
        out[name] = Markup(text)
        out[f"{name}_hash"] = "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
    return out


def rate(value: float) -> str:
    """Two figures that count: 12, 3.4, 0.21."""
    return "0" if not value else "<0.01" if value < 0.01 else f"{value:.2f}" if value < 1 else f"{value:,.1f}"


def percent(part: int, whole: int) -> str:
    """Never 0 % of something, nor 100 % of less than all."""
    if not part or part >= whole:
        return "100%" if part else "0%"
    return f"{min(99, max(1, round(100 * part / whole)))}%"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _top(most: float) -> float:
    """The top of an axis, of which half is a round number too."""
    step = 0.01
    while True:
        for times in (1, 2, 3, 4, 6, 8):
            if step * times >= most:
                return step * times
        step *= 10


def _data(stories: Sequence[Digest], root: str, section: Callable[[str], str]) -> str:
    """The stories as JSON that may stand in a script element: `<` is written out, as is all that shows nothing.

    Names, sections and messages stand once each; a story names them by number. Offsets count as JavaScript does.
    """
    rules, folders, messages = _Names(), _Names(), _Names()
    desks: dict[str, str] = {}
    rows: list[str] = []
    room = ROOM
    for digest in stories[:LISTED]:
        desks.update((kind.rule, kind.desk) for kind in digest.counts)
        counts = [[rules[kind.rule], LEVELS.index(kind.level), n] for kind, n in digest.counts.items()]
        row: list[Any] = [
            digest.path[len(root) :],
            folders[section(digest.path)],
            digest.words,
            str(digest.day or ""),
            counts,
        ]
        text = _written([*row, [_excerpt(e, rules, messages) for e in digest.excerpts], digest.left])
        if room < len(text.encode()):
            text = _written([*row, None, 0])
        room -= len(text.encode())
        rows.append(text)
    head = _written(
        {
            "root": root,
            "rules": [[id, desks[id]] for id in rules],
            "levels": LEVELS,
            "folders": [*folders],
            "messages": [*messages],
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


__all__ = ["Digest", "Figures", "Told", "page"]
