"""What the editor can have done by command: repairs, and a rule shown in words."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path

from copydesk.finding import Edit
from copydesk.rulebook import shipped

from . import offers
from .convert import Places
from .stories import Story
from .telling import Teller


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

    def __init__(self, server: LanguageServer, teller: Teller) -> None:
        self._server = server
        self._teller = teller
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    async def fix_story(self, uri: str) -> int:
        """Repair everything that is safe to repair; how many places were changed."""
        story = self._story(uri)
        return await self._apply(story, offers.all_safe(self._teller.checked(story)))

    async def fix_rule(self, uri: str, rule: str) -> int:
        """Repair what one rule found; how many places were changed."""
        story = self._story(uri)
        repairs = offers.of_rule(self._teller.checked(story), rule)
        return await self._apply(story, [edit for edits in repairs for edit in edits])

    async def explain(self, rule: str, *story_uri: str) -> str:
        """A rule in words, as Markdown; shown as a document by an editor that can. The story tells which rules there are."""
        story = self._teller.stories.get("".join(story_uri[:1]))
        book = self._teller.checked(story).book if story else shipped()
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

    def in_force(self, uri: str) -> dict[str, Any]:
        """What a story is checked under: the house, how many rules, the nearest file that has a say."""
        checked = self._teller.checked(self._story(uri))
        file = next((layer.path for layer in reversed(checked.inforce.layers) if layer.path), "")
        return {
            "house": checked.inforce.house,
            "rules": len(checked.engine.rules),
            "file": file and os.path.abspath(file),
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
