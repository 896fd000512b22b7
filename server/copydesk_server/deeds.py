"""What the editor can have done by command: repairs, and a rule shown in words."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from copydesk.errors import CopydeskError
from copydesk.files import load
from copydesk.finding import Edit
from copydesk.rulebook import shipped
from copydesk.stettext import added
from copydesk.stetting import add, counted, entries

from . import offers
from .convert import Places, between, plain_range
from .stories import Story
from .telling import Teller

UNSAID = "let stand in the editor"  # the reason of who gave none


def edit(
    story: Story, edits: Iterable[Edit], places: Places, capabilities: types.ClientCapabilities
) -> types.WorkspaceEdit:
    """Edits of a story for the editor: of this version and no other, where it can say so."""
    changes = places.edits(edits)
    if not get_capability(capabilities, "workspace.workspace_edit.document_changes", False):
        return types.WorkspaceEdit({story.uri: changes})
    there = types.OptionalVersionedTextDocumentIdentifier(story.uri, story.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(there, changes)])


class Deeds:
    """The commands; each says in its answer what was done."""

    def __init__(self, server: LanguageServer, teller: Teller, roots: Callable[[], list[str]]) -> None:
        self._roots = roots
        self._server = server
        self._teller = teller
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    async def fix_story(self, uri: str) -> int:
        """Repair everything that is safe to repair; how many places were changed."""
        story = self._story(uri)
        checked = await self._teller.checked(story)
        return await self._apply(story, await self._teller.work(story, lambda: offers.all_safe(checked)))

    async def fix_rule(self, uri: str, rule: str) -> int:
        """Repair what one rule found; how many places were changed."""
        story = self._story(uri)
        repairs = offers.of_rule(await self._teller.checked(story), rule)
        return await self._apply(story, [edit for edits in repairs for edit in edits])

    async def explain(self, rule: str, *story_uri: str) -> str:
        """A rule in words, as Markdown; shown as a document by an editor that can. The story tells which rules there are."""
        story = self._teller.stories.get("".join(story_uri[:1]))
        book = self._teller.desk.book(story.path) if story else shipped()
        try:
            card = offers.card_of(rule, book)
        except KeyError:
            raise JsonRpcInvalidParams(f"there is no rule “{rule}”.{book.suggestion(rule)}") from None
        if get_capability(self._server.client_capabilities, "window.show_document.support", False):
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="copydesk-", ignore_cleanup_errors=True)
            path = os.path.join(self._folder.name, f"{rule}.md")
            with open(path, "w", encoding="utf-8") as file:
                file.write(card)
            self._server.window_show_document(types.ShowDocumentParams(from_fs_path(path) or "", take_focus=True))
        else:
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Info, card))
        return card

    async def stet(self, uri: str, rule: str, range: Any, *reason: str) -> str:
        """Let a finding stand: an entry more in `stets.toml`, whose path is the answer. Without a reason one can be put in
        there: an editor that can is shown the place."""
        story = self._story(uri)
        places = story.places(self._teller.unit)
        findings = (await self._teller.checked(story)).findings
        here = [f for f in findings if f.rule == rule and plain_range(places.range(f.span)) == range]
        if not here or to_fs_path(uri) is None:
            raise JsonRpcInvalidParams(f"{rule} finds nothing there any more.")
        why = "".join(reason[:1]).strip()
        words = counted(story.text[story.mark :], here[:1])
        try:
            ((file, tables),) = entries(
                self._teller.desk.config, [(story.path, words)], why or UNSAID, self._roots()
            ).items()
            path = os.path.abspath(file)
            text = await self._add(path, tables)
        except CopydeskError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        if not why and get_capability(self._server.client_capabilities, "window.show_document.support", False):
            at = text.rfind(UNSAID)
            there = Places(text, self._teller.unit).range((at, at + len(UNSAID)))
            shown = types.ShowDocumentParams(from_fs_path(path) or "", take_focus=True, selection=there)
            self._server.window_show_document(shown)
        self._teller.look()
        return path

    async def _add(self, path: str, tables: Sequence[str]) -> str:
        """Add to a `stets.toml` on disk; where it is open, in the editor, which may hold what is not saved yet."""
        open_one = next((story for story in self._teller.stories.values() if story.path == path), None)
        if open_one is None:
            add(path, tables)
            return load(path).text
        text = added(open_one.text, tables)
        await self._apply(open_one, between(open_one.text, text))
        return text

    async def in_force(self, uri: str) -> dict[str, Any]:
        """What a story is checked under: the house, how many rules, the nearest file that has a say; and whether anything of it
        is read."""
        checked = await self._teller.checked(self._story(uri))
        file = next((layer.path for layer in reversed(checked.inforce.layers) if layer.path), "")
        return {
            "house": checked.inforce.house,
            "rules": len(checked.engine.rules),
            "file": file and os.path.abspath(file),
            "read": bool(checked.document.prose.text.strip() or not checked.document.source.strip()),
        }

    def leave(self) -> None:
        """Leave nothing behind."""
        if self._folder is not None:
            self._folder.cleanup()

    def _story(self, uri: str) -> Story:
        story = self._teller.stories.get(uri)
        if story is None or story.settings:
            raise JsonRpcInvalidParams(f"no story is open under {uri}.")
        return story

    async def _apply(self, story: Story, edits: list[Edit]) -> int:
        if not edits:
            return 0
        change = edit(story, edits, story.places(self._teller.unit), self._server.client_capabilities)
        answer = await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(change, "copydesk"))
        return len(edits) if answer.applied else 0
