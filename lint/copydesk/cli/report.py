"""`copydesk report`: one page on all stories."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date

from .. import __version__
from ..errors import CopydeskError
from ..typed import TYPE_CHECKING
from . import complain
from .choosing import JOBS, RULES, chosen
from .jobs import outcomes
from .options import Given, Option
from .output import Output, files, output
from .progress import wanted, with_bar
from .stories import stories
from .work import Work

if TYPE_CHECKING:
    from ..report.page import Digest

ABOUT = "One page on all stories: what is found where, how often and when, the worst stories, and the text of each."
USAGE = "copydesk report [OPTION...] [PATH...] -o FILE     (files and folders; no PATH: this folder)"
OPTIONS = (
    Option("--output", "the file to write, as in report.html; - for standard output", "FILE", short="-o"),
    Option("--title", "what stands over it", "TEXT"),
    JOBS,
    *RULES,
)


def run(given: Given) -> int:
    options = given.options
    if not options["output"]:
        raise CopydeskError("where should the report go? Say -o report.html.")
    target = None if options["output"] == "-" else output("html", options["output"])
    command = chosen(options)
    try:
        from ..report.page import Told, page
    except ModuleNotFoundError as missing:
        if missing.name not in ("jinja2", "markupsafe"):
            raise
        raise CopydeskError("a report needs one more package: pip install 'copydesk[report]'.") from None
    work = Work(page=True, command=command, config=options["config"], isolated=options["isolated"])
    paths, lost = stories(given.rest, work.configuration(), (target,) if target else ())
    broken = bool(lost)
    digests: list[Digest] = []
    for digest, whole in _digests(work, paths, options["jobs"]):
        broken |= not whole
        if digest:
            digests.append(digest)
    if not digests:
        raise CopydeskError("there is no story here to report on.")
    title = options["title"] or "Copy report"
    _write(target, page(digests, Told(title, date.today(), __version__, _whys(work, digests))))
    return 2 if broken else 0


def _digests(work: Work, paths: list[str], jobs: str) -> Iterator[tuple[Digest | None, bool]]:
    """The stories in order, and whether all went well with each; what did not is told."""
    with closing(outcomes(work, paths, jobs)) as all_of_them:
        told = with_bar(all_of_them, len(paths)) if len(paths) > 1 and wanted() else all_of_them
        with closing(told):
            for outcome in told:
                for line in outcome.told:
                    complain(line)
                yield outcome.digest, not outcome.broken


def _whys(work: Work, digests: list[Digest]) -> dict[str, str]:
    """Why each rule is there, as its own file says; house rules are those of the stories they found something in."""
    config = work.configuration()
    whys: dict[str, str] = {}
    for digest in digests:
        missing = [kind.rule for kind in digest.counts if kind.rule not in whys]
        if missing:
            sheets = config.made(config.inforce(digest.path)).book.sheets
            whys.update((id, sheets[id]["why"]) for id in missing)
    return whys


def _write(target: Output | None, text: str) -> None:
    if target:
        with files((target,)) as (write,):
            write(text)
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
