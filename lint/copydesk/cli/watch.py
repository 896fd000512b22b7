"""`copydesk check --watch`: a story is checked again whenever it is saved, and all are when their configuration changes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence

from ..errors import CopydeskError
from ..files import FORMATS, search
from ..stamps import stamps
from ..typed import TYPE_CHECKING
from . import complain
from .work import Work

if TYPE_CHECKING:
    from typing import Any

LOOK = 2000  # milliseconds between two looks at configuration that lies outside what is watched


def watch(roots: Sequence[str], work: Work, check: Callable[[list[str]], int]) -> int:
    """`check` these files and folders, then whatever changes in them, until Ctrl-C."""
    try:
        from watchfiles import watch as saved
    except ImportError:
        raise CopydeskError("--watch needs one more package: pip install 'copydesk[watch]'.") from None
    status = check(list(roots))
    there = [root for root in roots if os.path.exists(root)]
    if not there:
        return status
    named = {os.path.realpath(root) for root in there if not os.path.isdir(root)}

    def heard(_: Any, path: str) -> bool:
        return path.lower().endswith((*FORMATS, ".toml")) or os.path.realpath(path) in named

    folders = {
        root if os.path.isdir(root) else os.path.dirname(root) or "." for root in there
    }  # an editor may replace a file
    seen = _say(work, there)
    try:
        for changes in saved(
            *folders,
            watch_filter=heard,
            recursive=len(named) < len(there),
            rust_timeout=LOOK,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            before, seen = seen, _say(work, there)
            changed = {os.path.realpath(path) for _, path in changes}
            if seen != before or any(path.endswith(".toml") for path in changed):
                _again(there, check)
            elif paths := _saved(work, there, changed):
                _again(paths, check)
    except KeyboardInterrupt:
        pass  # as good an end as there is
    return 0


def _saved(work: Work, roots: Sequence[str], changed: set[str]) -> list[str]:
    """The stories among what has changed."""
    excluded = work.configuration().excluded
    roots = [root for root in roots if not excluded(root)]
    return [path for path in search(roots, lambda _: None, excluded) if os.path.realpath(path) in changed]


def _say(work: Work, roots: Sequence[str]) -> dict[str, Any]:
    """What the files that have a say look like now."""
    return stamps(
        work.configuration(), [os.path.abspath(os.path.join(r, "story.txt") if os.path.isdir(r) else r) for r in roots]
    )


def _again(paths: list[str], check: Callable[[list[str]], int]) -> None:
    what = ", ".join(paths) if len(paths) < 4 else f"{len(paths):,} stories"
    sys.stdout.flush()
    sys.stderr.write(f"\n{time.strftime('%H:%M:%S')}  {what}\n")
    try:
        check(paths)
    except CopydeskError as error:  # it may be mended with the next save
        complain(str(error))
    sys.stdout.flush()
