"""A bar on standard error for long runs at a terminal. It is drawn only while nothing else is being printed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Generator, Iterator
from time import monotonic

from ..files import undisturbed
from ..typed import TYPE_CHECKING
from .work import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress

AFTER = 1.0  # seconds: a run that ends before needs no bar, and should not wait for one to be imported
EVERY = 0.1  # seconds between two drawings


def wanted() -> bool:
    """Whether somebody watches. Who reads our output from a pipe may have the terminal to itself: `| less`."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return False
    try:
        return sys.stdout.isatty() or not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return False


def shown(outcomes: Generator[Outcome, None, None], total: int) -> Generator[Outcome, None, None]:
    """The same outcomes, with a bar when somebody waits for them."""
    return with_bar(outcomes, total) if total > 1 and wanted() else outcomes


def with_bar(outcomes: Iterator[Outcome], total: int) -> Generator[Outcome, None, None]:
    """The same outcomes. Whoever takes them prints each before asking for the next: meanwhile the bar is gone."""
    bar: Progress | None = None
    began = drawn = monotonic()
    try:
        for done, outcome in enumerate(outcomes, 1):
            if bar and (outcome.out or outcome.told):
                _gone(bar)
            yield outcome
            now = monotonic()
            if now - began < AFTER or now - drawn < EVERY:
                continue
            drawn = now
            sys.stdout.flush()
            bar = bar or _bar(total)
            bar.update(bar.task_ids[0], completed=done)
            with undisturbed():
                if bar.live.is_started:
                    bar.refresh()
                else:
                    bar.start()
    finally:
        if bar:
            _gone(bar)


def _gone(bar: Progress) -> None:
    with undisturbed():  # a Ctrl-C in the middle would leave the terminal, and rich, in between
        bar.stop()


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    count = TextColumn("{task.completed:,.0f} of {task.total:,.0f} stories")
    # no thread draws it: that would be in the way of findings, and of processes that are forked
    bar = Progress(
        BarColumn(),
        count,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", total=total)
    return bar
