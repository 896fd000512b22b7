"""A small editor that talks to a real server process: what it is told it remembers, as an editor shows it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlparse

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds; nothing here takes one, but the machine may be busy
PULLS = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


def framed(message: dict[str, Any]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def read_message(stream: BinaryIO) -> dict[str, Any] | None:
    length = 0
    while (line := stream.readline()) != b"\r\n":
        if not line:
            return None
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    message: dict[str, Any] = json.loads(stream.read(length))
    return message


def environment(cache: Path | None = None) -> dict[str, str]:
    """What a server process finds around it. `cache`: a folder for its rules, and for compiled modules: else every server
    would compile the project again."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("lint", "server"))}
    if cache:
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env |= {"XDG_CACHE_HOME": str(cache), "PYTHONPYCACHEPREFIX": str(cache)}
    return env


class Editor:
    """Starts `copydesk server`, begins a session with it, and keeps what comes: `shown` are the diagnostics by uri.

    Requests of the server are answered at once by `answers[method](params)`, or with null.
    """

    def __init__(
        self, roots: Sequence[Path] = (), capabilities: dict[str, Any] | None = None, cache: Path | None = None
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "copydesk", "server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(cache),
            cwd="/",
        )
        self.shown: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, list[int | None]] = {}
        self.told: list[str] = []
        self.logged: list[str] = []
        self.asked: list[tuple[str, Any]] = []
        self.answers: dict[str, Callable[[Any], Any]] = {}
        self._came: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots]
        self.begun = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "capabilities": capabilities or {},
                "workspaceFolders": folders or None,
            },
        )
        self.notify("initialized", {})

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while (message := read_message(stream)) is not None:  # type: ignore[arg-type]
            self._came.put(message)
        self._came.put(None)

    def _write(self, message: dict[str, Any]) -> None:
        self.write(framed(message))

    def write(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        self._write({"method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> int:
        """Send a request and do not wait for the answer."""
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        return self._number

    def request(self, method: str, params: Any = None) -> Any:
        message = self.answer(self.ask(method, params))
        assert "error" not in message, message["error"]
        return message["result"]

    def answer(self, number: int) -> dict[str, Any]:
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                return message

    def until(self, true: Callable[[], bool]) -> None:
        """Read messages until something is true of what came."""
        while not true():
            self._take()

    def settled(self) -> None:
        """Until the server has done all that it has heard of: an answer comes after what was set going before it."""
        for _ in range(2):
            self.answer(self.ask("workspace/executeCommand", {"command": "copydesk.explain", "arguments": ["none"]}))

    def _take(self) -> dict[str, Any]:
        message = self._came.get(timeout=PATIENCE)
        if message is None:
            assert self.process.stderr
            raise EOFError(self.process.stderr.read().decode())
        method, params = message.get("method"), message.get("params")
        if method == "textDocument/publishDiagnostics":
            self.shown[params["uri"]] = params["diagnostics"]
            self.versions.setdefault(params["uri"], []).append(params.get("version"))
        elif method == "window/showMessage":
            self.told.append(params["message"])
        elif method == "window/logMessage":
            self.logged.append(params["message"])
        elif method and "id" in message:
            self.asked.append((method, params))
            self._write({"id": message["id"], "result": self.answers.get(method, lambda _: None)(params)})
        return message

    def open(self, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, text: str, version: int) -> None:
        there = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": there, "contentChanges": [{"text": text}]})

    def findings(self, uri: str, text: str, language: str = "plaintext") -> list[dict[str, Any]]:
        """Open a document and wait for what is found in it."""
        self.open(uri, text, language)
        self.until(lambda: uri in self.shown)
        return self.shown[uri]

    def actions(self, uri: str, range: Any, only: Sequence[str] | None = None, diagnostics: Any = ()) -> Any:
        asked = {"diagnostics": list(diagnostics), **({"only": list(only)} if only else {})}
        return self.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": range, "context": asked})

    def pull(self, uri: str, previous: str | None = None) -> Any:
        asked = {"textDocument": {"uri": uri}, **({"previousResultId": previous} if previous else {})}
        return self.request("textDocument/diagnostic", asked)

    def leave(self) -> int:
        """Say goodbye as the protocol wants it; the exit status."""
        if self.process.poll() is None:
            self.request("shutdown")
            self.notify("exit", None)
        return self.process.wait(PATIENCE)


class Page:
    """A text as an editor has it: lines at CRLF, LF and CR, columns in a unit. Written apart from ours, to test it."""

    def __init__(self, text: str, unit: str = "utf-16") -> None:
        self.lines = text.replace("\r\n", "\n\0").replace("\r", "\n").replace("\n\0", "\r\n").split("\n")
        self.text = text
        self.unit = unit

    def offset(self, position: dict[str, int]) -> int:
        before = self.lines[: position["line"]]
        line = self.lines[position["line"]]
        at = sum(len(b) + 1 for b in before)
        width = 0
        for char in line:
            if width >= position["character"]:
                break
            width += len(char.encode(f"{self.unit}-le" if self.unit != "utf-8" else self.unit)) // self._bytes
            at += 1
        assert width == position["character"], "a position within a character"
        return at

    @property
    def _bytes(self) -> int:
        return {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.unit]

    def span(self, range: dict[str, Any]) -> tuple[int, int]:
        return self.offset(range["start"]), self.offset(range["end"])

    def words(self, range: dict[str, Any]) -> str:
        start, end = self.span(range)
        return self.text[start:end]

    def edited(self, edits: Sequence[dict[str, Any]]) -> str:
        """The text after the edits of a TextDocumentEdit."""
        text = self.text
        for edit in sorted(edits, key=lambda e: self.span(e["range"]), reverse=True):
            start, end = self.span(edit["range"])
            text = text[:start] + edit["newText"] + text[end:]
        return text


def path_of(uri: str) -> Path:
    return Path(unquote(urlparse(uri).path))
