"""Many stories, in one process or in several; outcomes come in the order of the stories either way."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from typing import Any

from .work import Outcome, Work, Worker

LARGE = 2_000_000  # bytes from which other processes are worth starting
TOGETHER = 32  # stories that are sent at once


def outcomes(work: Work, paths: Sequence[str], jobs: str) -> Iterator[Outcome]:
    """`jobs` is a number, or nothing: then as many as there are processors when there is much to read."""
    count = min(int(jobs) if jobs else _suggested(paths), len(paths))
    if count <= 1:
        worker = Worker(work)
        for n, path in enumerate(paths):
            yield worker.do(path)
            if not n:
                _steady()
        return
    import signal
    from multiprocessing import Pool

    # workers begin deaf to Ctrl-C: one that it met half made could die with the lock the others wait for
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    pool = Pool(count, _begin, (work,))
    signal.signal(signal.SIGINT, before)
    said: set[str] = set()
    with pool:
        for outcome in pool.imap(_one, paths, min(TOGETHER, max(1, len(paths) // (4 * count)))):
            told = tuple(line for line in outcome.told if line not in said)
            said.update(told)
            yield outcome._replace(told=told)
        pool.close()  # on the way out `with` ends processes by force; let those that are done go by themselves
        pool.join()


def _suggested(paths: Sequence[str]) -> int:
    if len(paths) < 2:
        return 1
    size = 0
    for path in paths:
        try:
            size += os.stat(path).st_size
        except OSError:
            continue
        if size > LARGE:
            return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1


def _steady() -> None:
    """What the first story needed stays, and is not looked through again: the stories after it leave little rubbish."""
    gc.freeze()
    gc.set_threshold(10_000)  # measured: 7 % less time than the threshold of the start, and a third of the memory


_WORKER: list[Any] = []  # one for each process: what `_begin` made there


def _begin(work: Work) -> None:
    """In a fresh process: Ctrl-C is the first process's affair; when it ends us, half-written files are cleared."""
    import signal
    import sys

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a process begins anew it has not been told
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _WORKER[:] = [Worker(work)]
    _steady()


def _one(path: str) -> Outcome:
    outcome: Outcome = _WORKER[0].do(path)
    return outcome._replace(repaired=None)
