"""How messages come and go: standard input and output, or one connection over TCP. What is no message ends it, and is told."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from pygls.exceptions import JsonRpcException
from pygls.protocol import JsonRPCProtocol, LanguageServerProtocol
from pygls.protocol.json_rpc import RPCMessage

_PIECE = 1 << 16
_HEADERS = (b"content-length", b"content-type")


class NoMessage(Exception):
    """What came is not the Language Server Protocol."""


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, which keeps a note of every notification for ever: 2 kB a keystroke."""

    def handle_message(self, message: RPCMessage) -> None:
        super().handle_message(message)
        for number in [number for number, future in self._request_futures.items() if future.done()]:
            del self._request_futures[number]


def stdio(protocol: JsonRPCProtocol) -> None:
    """Talk over standard input and output until the editor leaves. Whoever else prints is led to standard error."""
    sys.stdout.flush()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError):  # the editor has gone
        asyncio.run(_stdio(protocol, out))


async def _stdio(protocol: JsonRPCProtocol, out: BinaryIO) -> None:
    reader = asyncio.StreamReader()
    protocol.set_writer(_Pipe(out))
    threading.Thread(target=_feed, args=(asyncio.get_running_loop(), reader), daemon=True).start()
    await listen(reader, protocol)


def _feed(loop: asyncio.AbstractEventLoop, reader: asyncio.StreamReader) -> None:
    """Bytes from standard input, by a thread of its own: what asyncio offers for pipes differs from system to system."""
    with suppress(RuntimeError):  # the loop has ended before the input
        while piece := os.read(0, _PIECE):
            loop.call_soon_threadsafe(reader.feed_data, piece)
        loop.call_soon_threadsafe(reader.feed_eof)


class _Pipe:
    """Standard output as pygls wants it: each message is written whole, at once."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> None:
        self._out.write(data)
        self._out.flush()

    def close(self) -> None:
        self._out.close()


def tcp(protocol: JsonRPCProtocol, host: str, port: int, say: Callable[[str], None]) -> None:
    """Wait for one editor, talk until it leaves. `say` hears where we listen (port 0: the system chooses one)."""
    asyncio.run(_tcp(protocol, host, port, say))


async def _tcp(protocol: JsonRPCProtocol, host: str, port: int, say: Callable[[str], None]) -> None:
    gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if protocol.writer is not None:  # one editor a process: the second is turned away
            writer.close()
            return
        protocol.set_writer(writer)
        try:
            await listen(reader, protocol)
        except (NoMessage, OSError) as error:
            gone.set_exception(error)
        else:
            gone.set_result(None)

    server = await asyncio.start_server(met, host, port)
    say("listening on {}:{}".format(*server.sockets[0].getsockname()[:2]))
    await gone


async def listen(reader: asyncio.StreamReader, protocol: JsonRPCProtocol) -> None:
    """Hand on message after message until the editor closes its end. NoMessage for what is none.

    Nothing waits between messages that have come already: work that a later one supersedes is never begun.
    """
    while (length := await _length(reader)) is not None:
        try:
            message = json.loads(await reader.readexactly(length))
        except asyncio.IncompleteReadError:
            return
        except ValueError as error:
            raise NoMessage(f"not JSON: {error}") from None
        if not isinstance(message, dict) or "jsonrpc" not in message:
            raise NoMessage("JSON, but no message of JSON-RPC")
        try:
            protocol.handle_message(protocol.structure_message(message))
        except JsonRpcException as error:
            if "id" in message and "method" in message:  # or the editor would wait for an answer for ever
                protocol._send_response(message["id"], error=error.to_response_error())


async def _length(reader: asyncio.StreamReader) -> int | None:
    """The headers of a message: how long it is. None at the end of the input."""
    length = None
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.IncompleteReadError as end:
            if end.partial.strip():
                raise NoMessage(_shown(end.partial)) from None
            return None
        except asyncio.LimitOverrunError:
            raise NoMessage("a line without end") from None
        name, colon, value = line.strip().partition(b":")
        if not name and length is not None:
            return length
        if name.lower() not in _HEADERS or not colon:
            raise NoMessage(_shown(line))
        if name.lower() == b"content-length":
            if not value.strip().isdigit():
                raise NoMessage(_shown(line))
            length = int(value)


def _shown(line: bytes) -> str:
    return ascii(line.strip()[:40].decode("latin-1"))
