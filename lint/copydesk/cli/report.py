"""`copydesk report`: the page of all stories alone, as `copydesk check --format html` gives it."""

from __future__ import annotations

from ..errors import CopydeskError
from ..report import Style
from .check import show
from .choosing import JOBS, RULES, chosen
from .options import Given, Option
from .output import able, files, output
from .stories import stories
from .work import Work, Worker

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
    targets = () if options["output"] == "-" else (output("html", options["output"]),)
    work = Work(
        format=able("html"),
        style=Style(title=options["title"] or Style().title),
        command=chosen(options),
        config=options["config"],
        isolated=options["isolated"],
    )
    worker = Worker(work)
    paths, lost = stories(given.rest, worker.config, targets)
    if not paths:
        return 2
    # what it finds is no failure of a report
    given = given._replace(options={"diff_base": "", "quiet": False, "statistics": False, "exit_zero": True, **options})
    with files(targets) as writers:
        return show(worker, paths, lost, given, *writers)
