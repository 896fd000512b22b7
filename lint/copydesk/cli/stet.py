"""`copydesk stet`: let findings stand, in `stets.toml`; take out of it what has no effect; follow a file that moved."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ..config import STETS, Layer
from ..errors import CopydeskError
from ..files import Story, load
from ..finding import Finding
from ..inforce import Config
from ..report import many
from ..spans import Lines
from ..stetfile import Stetfile
from ..stets import speaker
from ..stettext import Unknown, pruned, renamed
from ..stetting import add, entries, name_in, put
from ..typed import NamedTuple
from . import complain
from .choosing import CONFIG, HOUSE
from .idle import Used
from .options import Given, Option
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
)
_PLACE = re.compile(r"(.+?):([1-9]\d*)(?::([1-9]\d*))?")


class Looked(NamedTuple):
    """A story and what is told of it; what the entries above it let stand."""

    story: Story
    findings: list[Finding]
    outcome: Outcome


def run(given: Given) -> int:
    options = given.options
    if sum(map(bool, (options["all"], options["prune"], options["moved"]))) > 1:
        raise CopydeskError("--all, --prune and --moved are three things to do: choose one.")
    if options["moved"]:
        return _moved(given.rest)
    config = Config(Layer("the command line", house=options["house"]), file=options["config"])
    if options["prune"]:
        return _prune(config, given.rest or ["."])
    if not options["reason"].strip():
        raise CopydeskError('say why it may stand: --reason "a few words".')
    return _all(config, given) if options["all"] else _one(config, given)


def look(config: Config, path: str) -> Looked:
    """Check one story as `copydesk check` does."""
    made = config.made(config.inforce(path))
    file = config.stetfile(path)
    for problem in file.unknown(path, made.book.sheets) if file else ():
        raise problem
    story = load(path)
    slow: list[str] = []
    document = made.engine.read(story.text, path, story.format)
    findings = made.engine.check(document, lambda rule, why: slow.append(rule.id))
    outcome = Outcome(broken=bool(slow))
    if stets := config.stets(path, made, story.format):
        findings = stets.told(document, findings)
        outcome = outcome._replace(stets=(config.stets_of(path), {} if slow else stets.stood.used))
    idle = speaker(made.engine)  # to let that stand is to take it out
    return Looked(story, [f for f in findings if idle is None or f.rule != idle.id], outcome)


def _looks(config: Config, paths: Sequence[str]) -> Iterator[Looked | None]:
    """All stories under some paths. None for one that cannot be read, which is told."""
    found, lost = stories(paths, config)
    yield from (None for _ in lost)
    told = []
    for path in found:
        try:
            yield look(config, path)
        except CopydeskError as error:
            told.append(str(error))
    for message in dict.fromkeys(told):
        complain(message)
        yield None


def _one(config: Config, given: Given) -> int:
    rules = given.options["rule"]
    if len(given.rest) != 1 or not (place := _PLACE.fullmatch(given.rest[0])):
        raise CopydeskError("name one place, as in story.txt:5:22; or all there is: --all PATH.")
    path, line, column = place[1], int(place[2]), int(place[3] or 0)
    if who := config.excluded(path):
        raise CopydeskError(left_out([path], who))
    looked = look(config, path)
    lines = Lines(looked.story.text)
    places = [(lines.position(f.span.start), lines.position(f.span.end), f) for f in looked.findings]
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
    _write(config, [(looked.story, here)], given.options["reason"])
    return 0


def _all(config: Config, given: Given) -> int:
    rules = given.options["rule"]
    found: list[tuple[Story, list[Finding]]] = []
    broken = False
    for looked in _looks(config, given.rest or ["."]):
        if looked is None:
            broken = True
        elif findings := [f for f in looked.findings if not rules or f.rule in rules]:
            found.append((looked.story, findings))
    _write(config, found, given.options["reason"])
    return 2 if broken else 0


def _write(config: Config, found: Sequence[tuple[Story, list[Finding]]], reason: str) -> None:
    files = entries(config, found, reason)
    for file, tables in files.items():
        add(file, tables)
    total = sum(len(findings) for _, findings in found)
    where = " and ".join(files)
    sys.stdout.write(f"{many(total, 'finding')} let stand in {where}.\n" if total else "Nothing is found here.\n")


def _prune(config: Config, paths: Sequence[str]) -> int:
    used = Used(paths)
    broken = False
    for looked in _looks(config, paths):
        broken |= looked is None
        used.add(looked.outcome if looked else Outcome(broken=True))
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
