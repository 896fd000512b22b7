"""`copydesk rules`: every rule there is for a file, whether it runs, and who decided that."""

from __future__ import annotations

import json
import sys

from ..config import Layer
from ..inforce import Config, InForce, Made, level_of, why
from ..typed import TYPE_CHECKING, NamedTuple
from . import complain
from .choosing import CONFIG, HOUSE, ISOLATED
from .options import Given, Option, story_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT = """\
List the rules for a file (or a folder; this one, if none is named): those that run, those that do not, and why.
`copydesk explain RULE` says what a rule finds, `copydesk config --why RULE` where each of its settings comes from."""
USAGE = "copydesk rules [OPTION...] [PATH]"
FORMATS = ("text", "json")
OPTIONS = (
    Option("--format", f"one of {', '.join(FORMATS)}", "FORMAT", choices=FORMATS),
    CONFIG,
    HOUSE,
    ISOLATED,
)


class Row(NamedTuple):
    """What there is to say of a rule. `expires`: its last day."""

    rule: str
    desk: str
    level: str
    runs: bool
    why: str
    fixable: bool
    owner: str
    since: str
    expires: str
    link: str
    message: str
    path: str


def run(given: Given) -> int:
    options = given.options
    config = Config(
        Layer("the command line", house=options["house"]), file=options["config"], isolated=options["isolated"]
    )
    inforce = config.inforce(story_of(given.rest))
    made = config.made(inforce)
    for problem in (*made.problems, *made.ours, *made.expired):
        complain(str(problem))
    rows = list(_rows(inforce, made))
    if options["format"] == "json":
        sys.stdout.write(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(_table(rows))
    return 2 if made.problems else 0


def _rows(inforce: InForce, made: Made) -> Iterator[Row]:
    """Those that run first, desk by desk."""
    running = {rule.id for rule in made.engine.rules}
    for sheet in sorted(made.book.sheets.values(), key=lambda s: (s["id"] not in running, s["desk"], s["id"])):
        runs, reason = why(inforce, sheet)
        if runs and sheet["id"] not in running:
            reason = "it cannot be made ready"
        yield Row(
            rule=sheet["id"],
            desk=sheet["desk"],
            level=level_of(inforce, sheet),
            runs=sheet["id"] in running,
            why=reason,
            fixable=sheet["fixable"],
            owner=sheet["owner"],
            since=sheet["since"],
            expires=sheet["expires"],
            link=sheet["link"],
            message=sheet["message"],
            path=sheet["path"],
        )


def _table(rows: list[Row]) -> str:
    """In columns. A column that no rule fills is left out, a reason that all share is said once."""
    running = sum(row.runs for row in rows)
    out = []
    for on, head in ((True, f"{running} of {len(rows)} rules run"), (False, f"{len(rows) - running} do not")):
        shown = [row for row in rows if row.runs is on]
        if not shown:
            continue
        shared = {row.why for row in shown}
        out.append(f"{head}: {shared.pop()}." if len(shared) == 1 else f"{head}.")
        out += _columns([_cells(row, row.why if shared else "") for row in shown])
    return "\n".join([*out, "*: it offers repairs."]) + "\n"


def _cells(row: Row, reason: str) -> tuple[str, ...]:
    until = f"until {row.expires}" if row.expires else ""
    return row.desk, row.rule + ("*" if row.fixable else ""), row.level, row.owner, until, reason


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:{width}}" for cell, width in zip(row, wide, strict=True) if width)
        yield f"  {'  '.join(cells)}".rstrip()
