"""Makes ready, between two messages, what the first change of a story would have to wait for."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol

from copydesk.errors import CopydeskError
from copydesk.rulefile import examples

from .desk import Desk

YOUNG = 2000  # objects: the command line looks for rubbish more rarely, which costs a process that stays 50 MB
_MESSAGES = (
    {"method": types.TEXT_DOCUMENT_DID_CHANGE, "params": {
        "textDocument": {"uri": "untitled:", "version": 1}, "contentChanges": [{"text": ""}]}},
    {"method": types.TEXT_DOCUMENT_DID_OPEN, "params": {
        "textDocument": {"uri": "untitled:", "languageId": "plaintext", "version": 1, "text": ""}}},
)  # fmt: skip


async def warm(desk: Desk, protocol: LanguageServerProtocol, roots: Sequence[str]) -> None:
    """Run every rule on its own bad examples, which is what it has patterns and lists for; then leave to the collector
    only what comes after."""
    for message in _MESSAGES:
        protocol.structure_message({"jsonrpc": "2.0", **message})
    path = os.path.join(roots[0] if roots else os.curdir, "story.txt")
    desk.changed([path])  # or what is read now would never be known to be out of date
    rules = desk.check("", path, "plain").engine.rules
    for rule in rules:
        await asyncio.sleep(0)
        try:
            rows = examples(Path(rule.path))["bad"]
        except (CopydeskError, OSError):  # told elsewhere
            continue
        desk.check("\n\n".join(row.text for row in rows), path, "plain")
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
