"""One editor's session: what it can do, what it tells us, what it asks for."""

from __future__ import annotations

import asyncio
import os
import traceback
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from itertools import count
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from copydesk import __version__
from copydesk.finding import Edit
from copydesk.spans import Span, Unit

from . import offers
from .convert import completion, converter
from .deeds import Deeds, edit
from .desk import Desk
from .stories import Story
from .survey import Survey
from .telling import Teller
from .warm import warm
from .wire import Protocol

EVERY = 2.0  # seconds between two looks at the files that have a say
UNITS: dict[str, Unit] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


class Session:
    """Ties the editor's messages to what answers them."""

    def __init__(self) -> None:
        self.server = _Server(
            self._failed,
            "copydesk",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,  # pygls cuts lines where editors do not: see Lines
            protocol_cls=Protocol,
            converter_factory=converter,
        )
        self.desk = Desk(self._tell, self._log)
        self.teller = Teller(self.server, self.desk)
        self.survey = Survey(self.server, self.teller, self.roots)
        self.deeds = Deeds(self.server, self.teller, self.roots)
        self._numbers = count()
        self._tasks: set[asyncio.Task[None]] = set()  # a task that nobody holds may be collected
        self._features()

    def _features(self) -> None:
        kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, offers.FIX_ALL])
        self._feature(types.INITIALIZE, self.begin)
        self._feature(types.INITIALIZED, self.begun)
        self._feature(types.TEXT_DOCUMENT_DID_OPEN, self.opened)
        self._feature(types.TEXT_DOCUMENT_DID_CHANGE, self.changed)
        self._feature(types.TEXT_DOCUMENT_DID_CLOSE, self.closed)
        self._feature(types.TEXT_DOCUMENT_DID_SAVE, self.look)
        self._feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.look)
        self._feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION, self.look)  # some editors send it whatever we say
        self._feature(types.TEXT_DOCUMENT_CODE_ACTION, self.offer, kinds)
        self._feature(types.TEXT_DOCUMENT_HOVER, self.hover)
        self._feature(types.TEXT_DOCUMENT_COMPLETION, self.complete, types.CompletionOptions(['"', "[", "."]))
        commands: dict[str, Callable[..., object]] = {
            offers.FIX_STORY: self.deeds.fix_story,
            offers.FIX_RULE: self.deeds.fix_rule,
            offers.EXPLAIN: self.deeds.explain,
            offers.STET: self.deeds.stet,
            offers.IN_FORCE: self.deeds.in_force,
            offers.CHECK_ALL: self.survey.push,
        }
        for name, command in commands.items():
            self.server.command(name)(partial(command))

    def _feature(self, name: str, answer: Callable[..., object], options: object = None) -> None:
        # pygls leaves a note on what it is given, and methods take none
        self.server.feature(name, options)(partial(answer))

    def begin(self, params: types.InitializeParams) -> None:
        """What the editor can do decides how it hears of findings."""
        self.teller.unit = UNITS[self.server.workspace.position_encoding or "utf-16"]
        if get_capability(params.capabilities, "text_document.diagnostic") is not None:
            self.teller.pulls = True
            options = types.DiagnosticOptions(False, True, identifier="copydesk")
            self._feature(types.TEXT_DOCUMENT_DIAGNOSTIC, self.teller.pull, options)
            self._feature(types.WORKSPACE_DIAGNOSTIC, self.survey.pull)

    def begun(self, params: types.InitializedParams) -> None:
        """Watch the files that have a say, and make ready what the first change would pay for."""
        if get_capability(
            self.server.client_capabilities, "workspace.did_change_watched_files.dynamic_registration", False
        ):
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*.toml")])
            watch = types.Registration("copydesk-toml", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.server.client_register_capability(types.RegistrationParams([watch]))
        asyncio.get_running_loop().set_exception_handler(lambda _, what: self._failed(what.get("exception")))
        self._task(self._look_now_and_then())
        self._task(warm(self.desk, self.server.protocol, self.roots()))

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look_now_and_then(self) -> None:
        """Not every editor watches files, and none those outside the workspace."""
        while True:
            await asyncio.sleep(EVERY)
            self.look()

    def roots(self) -> list[str]:
        """The folders of the workspace."""
        workspace = self.server.workspace
        uris = [folder.uri for folder in workspace.folders.values()] or [workspace.root_uri]
        return [path for uri in uris if uri and (path := to_fs_path(uri))]

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        if twice := self.teller.stories.get(params.text_document.uri):
            twice.leave()
        story = Story(params.text_document, self.roots(), next(self._numbers))
        self.teller.stories[story.uri] = story
        if self.teller.pulls:
            self.teller.send(story.uri, [])  # it was sent what was in the file while that was not open: now it asks
            self.teller.send_problems()
        self.look(story)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        story = self.teller.stories.get(params.text_document.uri)
        if story is not None:
            for change in params.content_changes:
                story.update(params.text_document.version, change.text)
            self.teller.soon(story)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        story = self.teller.stories.pop(params.text_document.uri, None)
        if story is not None:
            story.leave()
            if not story.settings:
                self.teller.send(story.uri, [])
            self.teller.send_problems()

    def look(self, what: object = None) -> None:
        """A file may have changed: look whether it has a say in what is open, and if so check that anew."""
        if not self.teller.look() and isinstance(what, Story):
            self.teller.soon(what)

    async def offer(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """See `offers`."""
        story = self.teller.stories.get(params.text_document.uri)
        if story is None or story.settings:
            return []
        checked, places = await self.teller.checked(story), story.places(self.teller.unit)

        def written(edits: Iterable[Edit]) -> types.WorkspaceEdit:
            return edit(story, edits, places, self.server.client_capabilities)

        return await self.teller.work(story, lambda: offers.offers(checked, places, story.uri, params, written))

    def complete(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        """What may be written here, in a file of configuration."""
        story = self.teller.stories.get(params.text_document.uri)
        if story is None or not story.configures:
            return []
        places = story.places(self.teller.unit)
        at = places.offset(params.position)
        span, words = offers.words(story.text, at, os.path.basename(story.path), self.desk.book(story.path))
        return [completion(word, places.range(span)) for word in words]

    def _hover_settings(self, story: Story, position: types.Position) -> types.Hover | None:
        places, book = story.places(self.teller.unit), self.desk.book(story.path)
        span, words = offers.words(story.text, places.offset(position), os.path.basename(story.path), book)
        for word in words:
            if word.word == story.text[span.start : span.end] and word.says:
                says = offers.card_of(word.word, book) if word.rule else word.says
                return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, says), places.range(span))
        return None

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The card of the rule that found something here; in a file of configuration what the word means."""
        story = self.teller.stories.get(params.text_document.uri)
        if story is None or story.settings:
            return self._hover_settings(story, params.position) if story and story.configures else None
        checked, places = await self.teller.checked(story), story.places(self.teller.unit)
        at = places.offset(params.position)
        found = offers.at(checked.findings, Span(at, at))
        if not found:
            return None
        card = types.MarkupContent(types.MarkupKind.Markdown, offers.cards(found, checked.book))
        return types.Hover(card, places.range(found[0].span))

    def _tell(self, message: str) -> None:
        self.server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"copydesk: {message}"))

    def _log(self, message: str) -> None:
        self.server.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def _failed(self, error: BaseException | None) -> None:
        """A fault of ours outside a question: a line in the log each time, a message the first time."""
        self._log("".join(traceback.format_exception(error)) if error else "something failed")
        self.desk.once(f"this should not happen, please report it: {type(error).__name__}: {error}. The log says more.")


class _Server(LanguageServer):
    """The server of pygls, but for one thing: it would show its own faults every time."""

    def __init__(self, failed: Callable[[BaseException | None], None], *rest: Any, **more: Any) -> None:
        super().__init__(*rest, **more)
        self._failed = failed

    def report_server_error(self, error: Exception, source: object) -> None:
        if source is not FeatureRequestError:  # who asked is told in the answer
            self._failed(error)
