"""Processes that check stories beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait

from ..files import undisturbed
from ..typed import TYPE_CHECKING
from .work import Outcome

if TYPE_CHECKING:
    from .work import Job

TOGETHER = 32  # stories that are sent at once


class Crew:
    """Each process is handed a batch of stories at a time, over a pipe of its own.

    They share no lock and no thread, as those of `multiprocessing.Pool` do: whatever ends a process, the others go on.
    Its batch is begun again story by story, so that one story is told and not its neighbours.
    """

    def __init__(self, work: Job, paths: Sequence[str], count: int, ready: Callable[[], None]) -> None:
        self.work, self.paths, self.count, self.ready = work, paths, count, ready
        together = min(TOGETHER, max(1, len(paths) // (4 * count)))
        self.waiting = [range(n, min(n + together, len(paths))) for n in range(0, len(paths), together)][::-1]
        self.idle: list[Connection] = []
        self.busy: dict[Connection, range] = {}
        self.processes: dict[Connection, Process] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """One for each path, in their order. Left early, it ends the processes; a story being saved is saved first."""
        done: dict[int, Outcome] = {}
        try:
            for n in range(len(self.paths)):
                while n not in done:
                    self._hand_out()
                    self._collect(done)
                yield done.pop(n)
        except BaseException:
            for process in self.processes.values():
                process.terminate()
            raise
        finally:
            for pipe, process in reversed(self.processes.items()):  # each holds the pipes of those before it
                pipe.close()
                process.join()

    def _hand_out(self) -> None:
        while self.waiting and len(self.busy) < self.count:
            pipe = self.idle.pop() if self.idle else self._hire()
            batch = self.busy[pipe] = self.waiting.pop()
            with suppress(OSError):  # it has died meanwhile: seen when its outcomes are collected
                pipe.send([self.paths[n] for n in batch])

    def _collect(self, done: dict[int, Outcome]) -> None:
        for pipe in wait(list(self.busy)):
            assert isinstance(pipe, Connection)
            batch = self.busy.pop(pipe)
            try:
                done.update(zip(batch, pipe.recv(), strict=True))
                self.idle.append(pipe)
            except (EOFError, OSError):
                pipe.close()
                self.processes.pop(pipe).join()
                if len(batch) == 1:
                    message = (
                        f"{self.paths[batch[0]]}: was not checked: the process that read it was ended from outside."
                    )
                    done[batch[0]] = Outcome(told=(message,), broken=True)
                self.waiting += [range(n, n + 1) for n in reversed(batch) if n not in done]

    def _hire(self) -> Connection:
        ours, theirs = Pipe()
        process = Process(target=_serve, args=(ours, theirs, self.work, self.ready), daemon=True)
        with undisturbed():  # it begins deaf to Ctrl-C, which is the first process's affair
            process.start()
        theirs.close()
        self.processes[ours] = process
        return ours


def _serve(ours: Connection, theirs: Connection, work: Job, ready: Callable[[], None]) -> None:
    """In a fresh process, until the first one closes its end or ends. SIGTERM ends us at once: nothing is shared."""
    import signal

    ours.close()  # else we would never see it closed over there
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    worker = work.worker()
    ready()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            theirs.send([worker.do(path)._replace(repaired=None) for path in theirs.recv()])
