"""When a story is checked, and how the editor hears of it: it is sent findings or asks for them, never both, never late."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from copydesk.errors import CopydeskError
from copydesk.files import load
from copydesk.spans import Unit

from .aside import Aside
from .convert import Places, diagnostic, problem
from .desk import Desk
from .look import Checked, look
from .stories import LONG, Story

T = TypeVar("T")

# seconds: a story checked in less is checked at every change, others when the typing has rested for as long
QUICK = 0.02


class Teller:
    """The stories open in the editor, and what it has been told of them.

    An editor that asks for findings (`pulls`) is sent only those of files it does not have open, and none once it asks for
    the whole workspace (`pulls_all`).
    """

    def __init__(self, server: LanguageServer, desk: Desk) -> None:
        self.stories: dict[str, Story] = {}
        self.unit: Unit = "utf-16"
        self.pulls = False
        self.pulls_all = False
        self.desk = desk
        self._server = server
        self._aside = Aside()
        self._tasks: set[asyncio.Task[Any]] = set()  # a task that nobody holds may be collected
        self._shown: set[str] = set()  # documents of which the editor shows findings because it was sent them
        self._problems: dict[
            str, list[str]
        ] = {}  # mistakes in files of configuration and rules that it was sent word of

    def soon(self, story: Story) -> None:
        """Check a story when what has come already is read: of many changes only the last costs a check."""
        if story.waiting:
            story.waiting.cancel()
        if not self.pulls:
            story.waiting = asyncio.get_running_loop().call_later(_rest(story), self._check, story)

    def look(self) -> bool:
        """Whether a file has changed that has a say in what is open; if so all that is checked anew."""
        changed = self.desk.changed([story.path for story in self.stories.values()])
        if changed:
            self.anew()
        return changed

    def anew(self) -> None:
        """All that is open, after the configuration has changed."""
        for story in self.stories.values():
            self.soon(story)
        for uri in self._problems:  # mended? Stories that would tell may not be open
            self.desk.reconsider(to_fs_path(uri) or "")
        self.send_problems()
        if self.pulls and get_capability(
            self._server.client_capabilities, "workspace.diagnostics.refresh_support", False
        ):
            self._server.workspace_diagnostic_refresh(None)

    def _check(self, story: Story) -> None:
        if story.settings:
            self.desk.reconsider(story.path)
        elif story.long:
            self._task(self._send_when_checked(story))
        else:
            self.send(story.uri, self.of(self._checked_now(story), story.places(self.unit), story.uri), story.version)
        self.send_problems()

    async def _send_when_checked(self, story: Story) -> None:
        with suppress(JsonRpcException):  # it has changed: then that is checked
            items = await self.diagnostics(story)
            if self.stories.get(story.uri) is story:
                self.send(story.uri, items, story.version)
                self.send_problems()

    def _task(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def checked(self, story: Story) -> Checked:
        """What is in a story as it stands; JsonRpcException when a long one changes before that is known."""
        while story.checked is None or story.checked_as != self._state(story):
            if not story.long:
                return self._checked_now(story)
            if story.checking is None or story.checking.done():
                story.checking = self._task(self._check_aside(story))
            checking = story.checking
            try:
                await asyncio.shield(checking)  # others may wait for it
            except asyncio.CancelledError:
                if checking.cancelled():
                    raise overtaken() from None
                raise
        return story.checked

    def _state(self, story: Story) -> tuple[int, int]:
        return self.desk.generation, story.version

    def _checked_now(self, story: Story) -> Checked:
        """A short story is checked between two messages."""
        if story.checked is None or story.checked_as != self._state(story):
            begin = time.perf_counter()
            checked = self.desk.check(story.text[story.mark :], story.path, story.format, story.checked)
            self._keep(story, checked, self._state(story), begin)
            return checked
        return story.checked

    async def _check_aside(self, story: Story) -> None:
        begin, state = time.perf_counter(), self._state(story)
        checked = await self.check(story.text[story.mark :], story.path, story.format, story.checked)
        self._keep(story, checked, state, begin)

    def _keep(self, story: Story, checked: Checked, state: tuple[int, int], begin: float) -> None:
        story.checked, story.checked_as = checked, state
        story.took = (story.took[1], time.perf_counter() - begin)

    async def check(self, text: str, path: str, format: str, before: Checked | None = None) -> Checked:
        """What is in a text; a long one is looked at by a thread."""
        if len(text) <= LONG:
            return self.desk.check(text, path, format, before)
        under = self.desk.under(path)
        return self.desk.heard(under, await self._aside.do(partial(look, under, text, path, format, before)))

    async def work(self, story: Story, work: Callable[[], T]) -> T:
        """Work on a story as it stands; of a long one by the thread, and JsonRpcException when it changes meanwhile."""
        if not story.long:
            return work()
        version = story.version
        done = await self._aside.do(lambda _: work())
        if story.version != version:
            raise overtaken()
        return done

    async def diagnostics(self, story: Story) -> list[types.Diagnostic]:
        places = story.places(self.unit)
        if story.settings:
            return self._of_settings(story.path, places, story.uri)
        checked = await self.checked(story)
        return await self.work(story, lambda: self.of(checked, places, story.uri))

    def of(self, checked: Checked, places: Places, uri: str) -> list[types.Diagnostic]:
        """All findings as the editor shows them."""
        return [diagnostic(finding, checked.book, places, uri) for finding in checked.findings]

    def send(self, uri: str, items: list[types.Diagnostic], version: int | None = None) -> None:
        """Send what is in a document, unless the editor asks for it. What it does not show need not be cleared."""
        if self.pulls and items and (self.pulls_all or uri in self.stories):
            return
        if items or version is not None or uri in self._shown:
            (self._shown.add if items else self._shown.discard)(uri)
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, items, version))

    def send_problems(self) -> None:
        """What is wrong with configuration and rules, in those files; cleared where it has been mended."""
        files = {story.path: story for story in self.stories.values() if story.settings}
        now: dict[str, list[str]] = {}
        for path in self.desk.files():
            story = files.get(path)
            if self.pulls_all or (self.pulls and story):
                continue
            uri = story.uri if story else from_fs_path(path) or ""
            errors, idle = self.desk.problems.get(path, ()), self.desk.idle.get(path, ())
            now[uri] = [*map(str, errors), *(f"{finding.span} {finding.message}" for finding in idle)]
            if now[uri] != self._problems.get(uri):
                self.send(uri, self.problems_of(path, story))
        for uri in self._problems.keys() - now.keys():
            self.send(uri, [])
        self._problems = now

    def problems_of(self, path: str, story: Story | None = None) -> list[types.Diagnostic]:
        """What is wrong with a file of configuration or rules, which may be open as `story`."""
        if story:
            return self._of_settings(path, story.places(self.unit), story.uri)
        return self._of_settings(path, Places(_text(path), self.unit), from_fs_path(path) or "")

    def _of_settings(self, path: str, places: Places, uri: str) -> list[types.Diagnostic]:
        """What is wrong with a file of configuration or rules, or has no effect there."""
        out = [problem(error, places) for error in self.desk.problems.get(path, ())]
        idle = self.desk.idle.get(path, ())
        book = self.desk.book(path) if idle else None
        return out + [diagnostic(finding, book, places, uri) for finding in idle if book]

    async def pull(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """The findings of an open document. A question that a change overtakes is dropped: the editor will ask again."""
        story = self.stories.get(params.text_document.uri)
        if story is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        version = story.version
        await asyncio.sleep(_rest(story))
        if story.version != version:
            raise overtaken()
        if story.settings:
            self.desk.reconsider(story.path)
        result = (
            f"{self.desk.generation}.{story.number}.{version}"  # what is read anew while we wait is not in it for sure
        )
        items = await self.diagnostics(story)
        self.send_problems()
        if story.settings:  # stories that are opened may show more
            return types.RelatedFullDocumentDiagnosticReport(items)
        if result == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result)
        return types.RelatedFullDocumentDiagnosticReport(items, result_id=result)


def overtaken() -> JsonRpcException:
    """The answer to a question about a text that has changed since: who still wants to know may ask again."""
    return JsonRpcException(
        "The text has changed.", types.LSPErrorCodes.ServerCancelled.value, {"retriggerRequest": True}
    )


def _rest(story: Story) -> float:
    """How long the typing must rest before a story is checked. One slow check may have had another cause: two count."""
    took = min(story.took)
    return took if took > QUICK else 0.0


def _text(path: str) -> str:
    try:
        return load(path).text
    except CopydeskError:
        return ""
