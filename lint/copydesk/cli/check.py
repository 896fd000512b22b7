"""`copydesk check`: find, repair, show."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import closing

from ..errors import CopydeskError
from ..files import read
from ..finding import LEVELS
from ..report import FOR_MACHINES, REPORTS, Style, Tally
from ..typed import TYPE_CHECKING
from . import complain
from .choosing import JOBS, RULES, chosen
from .options import Given, Option
from .output import Report, able, outputs, written
from .stories import left_out, stories
from .work import Outcome, Work, Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Write = Callable[[str], object]

ABOUT = """\
Find what a copy editor would stop at, and repair what is safe to repair. The exit status is 0 when nothing was found,
1 when something was, and 2 when an option, a configuration or a story could not be read."""
USAGE = "copydesk check [OPTION...] [PATH...]     (files, folders, or - for standard input; no PATH: this folder)"
OPTIONS = (
    Option("--fix", "repair what is safe to repair", under="Repairs:"),
    Option("--diff", "show what --fix would change, and change nothing"),
    Option("--unsafe-fixes", "with --fix or --diff: also repairs that an editor should look at"),
    *RULES,
    Option("--diff-base", "only findings on lines that changed since a git revision", "REVISION", under="Stories:"),
    Option("--watch", "go on: check a story again whenever it is saved"),
    JOBS,
    Option("--stdin-filename", "the name of the story on standard input", "PATH"),
    Option("--format", f"one of {', '.join(REPORTS)}", "FORMAT", choices=tuple(REPORTS), under="What is told:"),
    Option(
        "--output", "a report in a file besides, as in sarif:copydesk.sarif; may stand again", "FORMAT:FILE", each=True
    ),
    Option("--statistics", "a table: the findings of each rule, and how many of them --fix repairs"),
    Option("--quiet", "findings only: no count, no advice, no bar", short="-q"),
    Option("--verbose", "say how each story was read", short="-v"),
    Option("--color", "auto, always or never", "WHEN", choices=("auto", "always", "never")),
    Option("--fail-on", "lowest level that makes the exit status 1 (default: hint)", "LEVEL", choices=LEVELS),
    Option("--exit-zero", "exit status 0 even when there are findings"),
)


def run(given: Given) -> int:
    work = _work(given)
    if given.rest == ["-"]:
        return _stdin(work, given.options)
    if "-" in given.rest:
        raise CopydeskError("standard input (-) is checked alone: name no files beside it.")
    if given.options["watch"]:
        from .watch import watch

        return watch(given.rest or ["."], work, lambda paths: _files(work, given._replace(rest=paths)))
    return _files(work, given)


def _work(given: Given) -> Work:
    """The options as work, refused where they make no sense."""
    options = given.options
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise CopydeskError("--unsafe-fixes goes with --fix, or with --diff to see them first.")
    if options["fix"] and options["diff"]:
        raise CopydeskError("--fix changes files and --diff changes nothing: choose one.")
    if options["diff_base"] and given.rest == ["-"]:
        raise CopydeskError("--diff-base goes with files: git knows no earlier standard input.")
    if options["watch"] and given.rest == ["-"]:
        raise CopydeskError("--watch goes with files: standard input is read once.")
    if options["output"] and (options["diff"] or options["watch"]):
        other = "--diff shows changes" if options["diff"] else "--watch tells of one story at a time"
        raise CopydeskError(f"--output writes reports of all stories, {other}: choose one.")
    return Work(
        format=able(options["format"] or "text"),
        outputs=outputs(options["output"]),
        fail_on=options["fail_on"] or "hint",
        fix=options["fix"],
        unsafe=options["unsafe_fixes"],
        diff=options["diff"],
        verbose=options["verbose"],
        style=style(options["color"] or "auto"),
        command=chosen(options),
        config=options["config"],
        isolated=options["isolated"],
    )


def style(color: str) -> Style:
    """Colours on a terminal only, unless asked for; as wide as the terminal, within reason."""
    out = sys.stdout
    terminal = out.isatty()
    auto = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = 100
    if terminal:
        width = min(140, max(60, _columns(out.fileno())))
    return Style(auto if color == "auto" else color == "always", width, terminal)


def _columns(terminal: int) -> int:
    try:
        return os.get_terminal_size(terminal).columns
    except OSError:
        return 100


def _files(work: Work, given: Given) -> int:
    worker = Worker(work)
    paths, lost = stories(given.rest, worker.config, work.outputs, quiet=given.options["quiet"])
    since, tip = _stretch(given.options["diff_base"])
    if since:
        from ..git import changed

        outside: list[CopydeskError] = []
        worker.work = work = work._replace(changed=changed(since, paths, outside.append, tip))
        for error in outside:
            complain(str(error))
        lost += map(str, outside)
        if paths and not work.changed and not lost:
            complain(f"no story here has changed since {since}.")
        paths = list(work.changed or ())
    return show(worker, paths, lost, given)


def _stretch(since: str) -> tuple[str, str]:
    """From where to where changes count. In `pre-commit run --from-ref A --to-ref B` nothing has changed since HEAD: what a
    hook asks of HEAD is meant of A there."""
    first, last = (os.environ.get(f"PRE_COMMIT_{name}_REF", "") for name in ("FROM", "TO"))
    return (first, last) if since == "HEAD" and first and last else (since, "HEAD")


def show(worker: Worker, paths: list[str], lost: list[str], given: Given, write: Write | None = None) -> int:
    """Do the work and show what comes of it, and give the exit status. `lost`: what was told of stories that are not there;
    `write`: where a report goes that is not for standard output."""
    from .jobs import outcomes

    work = worker.work
    with (
        closing(outcomes(work, paths, given.options["jobs"], worker=worker)) as done,
        closing(_shown(_with_stets(done, work, given), paths, given)) as told,
    ):
        return _tell(told, work, given.options, lost, write or sys.stdout.write)


def _with_stets(stories: Generator[Outcome, None, None], work: Work, given: Given) -> Generator[Outcome, None, None]:
    """And what of `stets.toml` has no effect; of a run over changed stories alone no folder is known as a whole."""
    if work.isolated:  # then there is none
        return stories
    from .idle import with_idle

    return with_idle(stories, work, [] if given.options["diff_base"] else given.rest or ["."])


def _shown(stories: Generator[Outcome, None, None], paths: list[str], given: Given) -> Generator[Outcome, None, None]:
    """With a bar when somebody waits for them."""
    if len(paths) < 2 or given.options["quiet"]:
        return stories
    from .progress import shown

    return shown(stories, len(paths))


def _tell(outcomes: Iterator[Outcome], work: Work, options: dict[str, Any], lost: list[str], write: Write) -> int:
    """Print outcomes as they come, and give the exit status."""
    tally = Tally()
    tally.troubles += lost
    failing, broken = False, bool(lost)
    machine = work.format in FOR_MACHINES
    if machine:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    with written(work.outputs) as files:
        shown = None if work.diff else Report(work.format, work.style, write)
        for outcome in outcomes:
            if shown:
                shown.add(outcome.out)
            elif outcome.out:
                sys.stdout.flush()
                sys.stdout.buffer.write(outcome.out.encode(outcome.encoding, "backslashreplace"))
            for file, story in zip(files, outcome.beside, strict=False):  # a story that was not read has none
                file.add(story)
            if outcome.told:
                sys.stdout.flush()
            for line in outcome.told:
                complain(line)
            if outcome.tally:
                tally.join(outcome.tally)
            if outcome.broken:
                tally.troubles += outcome.told
            failing |= outcome.failing
            broken |= outcome.broken
        for file in files:
            file.end(tally)
        if shown and (machine or not options["quiet"]):
            shown.end(tally)
    if options["statistics"]:
        from ..report.statistics import statistics

        (sys.stderr if machine or work.diff else sys.stdout).write(statistics(tally))
    return 2 if broken else 1 if failing and not options["exit_zero"] else 0


def _stdin(work: Work, options: dict[str, Any]) -> int:
    """Standard input; with --fix the repaired story goes to standard output and the report to standard error."""
    path = options["stdin_filename"] or "-"
    story = read(sys.stdin.buffer.read(), path)
    worker = Worker(work)
    if who := worker.config.excluded(path):  # an editor may hand over whatever it has open
        outcome = Outcome(told=() if options["quiet"] else (left_out([path], who),))
    else:
        outcome = worker.do(path, story)
    if work.fix:
        text = story.text if outcome.repaired is None else outcome.repaired
        sys.stdout.buffer.write(story.bytes(text))
        sys.stdout.flush()
        sys.stdout = sys.stderr
    return _tell(iter((outcome,)), work, options, [], sys.stdout.write)
