"""All stories of the workspace: checked one by one, so that the editor is served in between and can stop it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid
from collections.abc import AsyncIterator, Callable
from typing import NamedTuple

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from copydesk.errors import CopydeskError
from copydesk.files import load, search

from .convert import Places
from .telling import Teller


class Found(NamedTuple):
    """What is in a file, as the editor shows it. `items` is None where nothing has changed since `result`."""

    uri: str
    items: list[types.Diagnostic] | None
    result: str


class Survey:
    """Checks the files of the workspace that are not open."""

    def __init__(self, server: LanguageServer, teller: Teller, roots: Callable[[], list[str]]) -> None:
        self._server = server
        self._teller = teller
        self._roots = roots
        self._shown: set[str] = set()

    async def push(self) -> int:
        """Check all stories and send what is in them; how many findings. The editor can show how far it is, and stop it."""
        token = await self._progress()
        total, seen = 0, set()
        try:
            async for found in self._found({}, token):
                self._teller.send(found.uri, found.items or [])
                total += len(found.items or ())
                seen.add(found.uri)
            for uri in self._shown - seen - self._teller.stories.keys():
                self._teller.send(uri, [])
            self._shown = seen
        finally:
            if token is not None:
                end = types.WorkDoneProgressEnd(message=f"{total} findings in {len(seen)} stories")
                self._server.work_done_progress.end(token, end)
                self._server.work_done_progress.tokens.pop(token, None)
        return total

    async def pull(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        """The findings of all stories, and what is wrong with configuration and rules. From now on none of it is sent."""
        self._teller.pulls_all = True
        known = {previous.uri: previous.value for previous in params.previous_result_ids}
        token = params.work_done_token
        if token is not None:
            self._server.work_done_progress.begin(token, types.WorkDoneProgressBegin("copydesk", cancellable=True))
        out: list[types.WorkspaceDocumentDiagnosticReport] = []
        try:
            async for uri, items, result in self._found(known, token):
                if items is None:
                    out.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result))
                else:
                    out.append(types.WorkspaceFullDocumentDiagnosticReport(uri, items, result_id=result))
        finally:
            if token is not None:
                self._server.work_done_progress.end(token, types.WorkDoneProgressEnd())
        excluded = self._teller.desk.config.excluded
        gone = [uri for uri in known if excluded(to_fs_path(uri) or "")]  # shown until it was
        out += [types.WorkspaceFullDocumentDiagnosticReport(uri, []) for uri in gone]
        for path in self._teller.desk.files():
            uri = from_fs_path(path) or ""
            if uri not in self._teller.stories:
                out.append(types.WorkspaceFullDocumentDiagnosticReport(uri, self._teller.problems_of(path)))
        return types.WorkspaceDiagnosticReport(out)

    async def _found(self, known: dict[str, str], token: types.ProgressToken | None) -> AsyncIterator[Found]:
        """Every story of the workspace that is not open; the editor's messages are read between two of them."""
        open_ones = {story.path for story in self._teller.stories.values()}
        paths = self._paths()
        if self._teller.desk.changed(paths):
            self._teller.anew()
            paths = self._paths()  # other files may be excluded now
        for n, path in enumerate(paths):
            await asyncio.sleep(0)
            if token is not None:
                stopped = self._server.work_done_progress.tokens.get(token)
                if stopped is not None and stopped.cancelled():
                    return
                if n % 20 == 0:
                    done = types.WorkDoneProgressReport(
                        percentage=100 * n // len(paths), message=f"{n} of {len(paths)}"
                    )
                    self._server.work_done_progress.report(token, done)
            if path not in open_ones:
                with contextlib.suppress(CopydeskError):  # no text after all: nothing to be shown in an editor
                    yield await self._one(path, known)

    def _paths(self) -> list[str]:
        excluded = self._teller.desk.config.excluded
        return [os.path.abspath(path) for path in search(self._roots(), lambda error: None, excluded)]

    async def _one(self, path: str, known: dict[str, str]) -> Found:
        uri = from_fs_path(path) or ""
        story = load(path)
        desk = self._teller.desk
        result = f"{desk.generation}.{story.stamp[0]}.{story.stamp[1]}"
        if known.get(uri) == result:
            return Found(uri, None, result)
        places = Places(story.text, self._teller.unit)
        checked = await self._teller.check(story.text, path, story.format)
        return Found(uri, self._teller.of(checked, places, uri), result)

    async def _progress(self) -> types.ProgressToken | None:
        if not get_capability(self._server.client_capabilities, "window.work_done_progress", False):
            return None
        token = str(uuid.uuid4())
        await self._server.work_done_progress.create_async(token)
        begin = types.WorkDoneProgressBegin("copydesk: checking all stories", cancellable=True, percentage=0)
        self._server.work_done_progress.begin(token, begin)
        return token
