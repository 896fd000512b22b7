"""`copydesk stet`: let findings stand, in `stets.toml`; take out of it what has no effect; follow a file that moved."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial

from ..config import STETS, Layer
from ..errors import CopydeskError
from ..inforce import Config
from ..report import many
from ..spans import Lines
from ..stetfile import Stetfile
from ..stettext import Unknown, pruned, renamed
from ..stetting import add, counted, entries, name_in, put
from . import complain
from .choosing import CONFIG, HOUSE, JOBS, numbers
from .idle import Used
from .jobs import outcomes
from .options import Given, Option
from .progress import shown
from .stetted import Stetting, look
from .stories import left_out, stories
from .work import Outcome

ABOUT = """\
Let findings stand: they are told no more, as long as the words are the same. Written to stets.toml.

  copydesk stet story.txt:5:22 --reason "agreed with the desk chief"
  copydesk stet --all --reason "before we adopted this" [PATH...]
  copydesk stet --prune [PATH...]            take out what lets nothing stand
  copydesk stet --moved OLD NEW              a file or folder has a new name"""
USAGE = "copydesk stet [OPTION...] FILE:LINE[:COLUMN]"
OPTIONS = (
    Option("--reason", "why it may stand", "TEXT"),
    Option("--rule", "only what these rules found, with commas", "RULE,...", many=True),
    Option("--all", "all that is found in these files and folders (this folder, if none is named)"),
    Option("--prune", "take out what lets nothing stand in these files and folders"),
    Option("--moved", "a file or folder has a new name"),
    HOUSE,
    CONFIG,
    JOBS,
)
_PLACE = re.compile(r"(.+?):([1-9]\d*)(?::([1-9]\d*))?")


def run(given: Given) -> int:
    options = given.options
    if sum(map(bool, (options["all"], options["prune"], options["moved"]))) > 1:
        raise CopydeskError("--all, --prune and --moved are three things to do: choose one.")
    if options["moved"]:
        return _moved(given.rest)
    numbers(options, "jobs")
    command = Layer("the command line", house=options["house"])
    stetting = Stetting(command, options["config"], tuple(options["rule"]))
    if options["prune"]:
        return _prune(stetting, given)
    if not options["reason"].strip():
        raise CopydeskError('say why it may stand: --reason "a few words".')
    return _all(stetting, given) if options["all"] else _one(stetting.configuration(), given)


def _looks(stetting: Stetting, paths: Sequence[str], jobs: str) -> Iterator[tuple[str, Outcome]]:
    """All stories under some paths. What cannot be read is told at the end, with an outcome without a name."""
    found, lost = stories(paths, stetting.configuration())
    yield from (("", Outcome(broken=True)) for _ in lost)
    told: dict[str, None] = {}
    with closing(outcomes(stetting, found, jobs)) as done, closing(shown(done, len(found))) as all_of_them:
        for path, outcome in zip(found, all_of_them, strict=True):
            told.update(dict.fromkeys(outcome.told))
            yield path, outcome
    for message in told:
        complain(message)


def _one(config: Config, given: Given) -> int:
    rules = given.options["rule"]
    if len(given.rest) != 1 or not (place := _PLACE.fullmatch(given.rest[0])):
        raise CopydeskError("name one place, as in story.txt:5:22; or all there is: --all PATH.")
    path, line, column = place[1], int(place[2]), int(place[3] or 0)
    if who := config.excluded(path):
        raise CopydeskError(left_out([path], who))
    story, findings, _ = look(config, path)
    lines = Lines(story.text)
    places = [(lines.position(f.span.start), lines.position(f.span.end), f) for f in findings]
    there = [(start, end, f) for start, end, f in places if start.line <= line - 1 <= end.line]
    at = (line - 1, column - 1)
    here = [f for start, end, f in there if (not column or start <= at <= end) and (not rules or f.rule in rules)]
    if column and (exact := [f for f in here if lines.position(f.span.start) == at]):
        here = exact
    if not here:
        listed = ", ".join(f"{f.rule} at {start.line + 1}:{start.column + 1}" for start, _, f in there)
        raise CopydeskError(f"nothing is found here. In this line: {listed or 'nothing'}.", given.rest[0])
    if len(here) > 1 and not rules:
        listed = ", ".join(f"{f.rule} at {lines.position(f.span.start).column + 1}" for f in here)
        raise CopydeskError(f"several findings are here: {listed}. Say which: --rule RULE, or a column.", given.rest[0])
    _write(config, [(path, counted(story.text, here))], given.options["reason"])
    return 0


def _all(stetting: Stetting, given: Given) -> int:
    looks = list(_looks(stetting, given.rest, given.options["jobs"]))
    found = [(path, outcome.found) for path, outcome in looks if outcome.found]
    _write(stetting.configuration(), found, given.options["reason"])
    return 2 if any(outcome.broken for _, outcome in looks) else 0


def _write(config: Config, found: Sequence[tuple[str, Mapping[tuple[str, str], int]]], reason: str) -> None:
    files = entries(config, found, reason)
    for file, tables in files.items():
        add(file, tables)
    total = sum(sum(words.values()) for _, words in found)
    where = " and ".join(files)
    sys.stdout.write(f"{many(total, 'finding')} let stand in {where}.\n" if total else "Nothing is found here.\n")


def _prune(stetting: Stetting, given: Given) -> int:
    used = Used(given.rest or ["."])
    broken = False
    for _, outcome in _looks(stetting, given.rest, given.options["jobs"]):
        broken |= outcome.broken
        used.add(outcome)
    gone = 0
    for path in used.files:
        file = Stetfile.load(path)
        left = {idle.number: idle.left for idle in used.idle(file)}
        if left:
            put(path, _edited(path, file.text, partial(pruned, left=left)))
        gone += sum(file.entries[number].times - times for number, times in left.items())
    sys.stdout.write(f"{many(gone, 'stet')} without effect taken out.\n" if gone else "Every stet has its effect.\n")
    return 2 if broken else 0


def _moved(names: Sequence[str]) -> int:
    if len(names) != 2:
        raise CopydeskError("name two: copydesk stet --moved OLD NEW.")
    config = Config()
    path = config.stets_of(names[0]) or config.stets_of(names[1])
    if not path:
        raise CopydeskError(f"there is no {STETS} above it.", names[0])
    file = Stetfile.load(path)
    old, new = (name_in(path, name) for name in names)
    text = _edited(path, file.text, partial(renamed, old=old, new=new))
    if text == file.text:
        sys.stdout.write(f"Nothing in {path} speaks of {old}.\n")
        return 0
    put(path, text)
    sys.stdout.write(f"{path} speaks of {new} now.\n")
    return 0


def _edited(path: str, text: str, edit: Callable[[str], str]) -> str:
    try:
        return edit(text)
    except Unknown:
        message = "is TOML, but not written as this can follow: [[stet]] before each file, its keys one a line."
        raise CopydeskError(message, path) from None
