"""Long work by a thread of its own, one piece after the other, so that the editor's messages are read and answered meanwhile."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Superseded(BaseException):
    """Nobody waits for this work any more. No `except Exception` may catch it."""


def go_on() -> None:
    """The test of work that is never superseded."""


class Aside:
    """The thread and what waits for it. It ends with the process, whatever it is at."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def do(self, work: Callable[[Callable[[], None]], T]) -> T:
        """What comes of some work. It is handed a test, to be called now and then, which ends it when its waiter is cancelled."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def test() -> None:
            if future.cancelled():
                raise Superseded

        def run() -> None:
            try:
                test()
                told, came = future.set_result, work(test)
            except Superseded:
                return
            except Exception as error:  # the edge: whoever waits is told
                told, came = future.set_exception, error  # type: ignore[assignment]
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(_tell, future, told, came)

        self._work.put(run)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        return await future

    def _run(self) -> None:
        while True:
            self._work.get()()


def _tell(future: asyncio.Future[Any], told: Callable[[Any], None], came: Any) -> None:
    if not future.done():
        told(came)
