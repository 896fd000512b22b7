"""How a server begins and ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editor import PATIENCE, Editor, environment, framed, read_message
from lsprotocol import types
from pygls.lsp.client import LanguageClient

SERVER = [sys.executable, "-m", "copydesk", "server"]


def run(cache: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    env = environment(cache)
    return subprocess.run([*SERVER, *words], input=given, capture_output=True, timeout=PATIENCE, env=env)


@pytest.mark.parametrize(
    "given",
    [b"\x07", b"GET / HTTP/1.1\r\nHost: here\r\n\r\n", b"Content-Length: x\r\n\r\n", b"a" * (1 << 18)],
    ids=["a byte", "a browser", "no number", "no end"],
)
def test_what_is_no_message(given: bytes, cache: Path) -> None:
    """Rubbish on standard input ends the server with one line that says so, and nothing on standard output."""
    done = run(cache, given=given)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"copydesk: this is no message of the Language Server Protocol: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("body", [b"\xff{", b'{"no": "message"}'])
def test_what_is_no_json_rpc(body: bytes, cache: Path) -> None:
    """So does a well framed message with rubbish in it."""
    done = run(cache, given=b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_the_editor_leaves_without_a_word(cache: Path) -> None:
    """When the input ends the server ends, and quietly."""
    editor = Editor(cache=cache)
    assert editor.process.stdin and editor.process.stderr
    editor.process.stdin.close()
    assert editor.process.wait(PATIENCE) == 0
    assert editor.process.stderr.read() == b""


def test_the_editor_is_killed(tmp_path: Path, cache: Path) -> None:
    """`kill -9` of the editor leaves no server behind."""
    note = tmp_path / "pid"
    code = (
        "import os, subprocess, sys\n"
        f"server = subprocess.Popen({SERVER!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        f"open({str(note)!r}, 'w').write(str(server.pid))\n"
        "print('up', flush=True)\n"
        "server.wait()\n"
    )
    editor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment(cache))
    assert editor.stdout and editor.stdout.readline() == b"up\n"
    os.kill(editor.pid, signal.SIGKILL)
    editor.wait()
    pid = int(note.read_text())
    for _ in range(int(PATIENCE * 20)):
        if not _runs(pid):
            return
        time.sleep(0.05)
    pytest.fail("the server is still there")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_goodbye_without_shutdown(cache: Path) -> None:
    """The protocol wants status 1 for an exit that was not announced."""
    editor = Editor(cache=cache)
    editor.notify("exit", None)
    assert editor.process.wait(PATIENCE) == 1


def test_a_wrong_question_is_answered(editor: Editor) -> None:
    """Unknown methods and wrong parameters get an error for an answer, and the next question a proper one."""
    unknown = editor.answer(editor.ask("textDocument/nonsense", {}))
    assert unknown["error"]["code"] == -32601
    wrong = editor.answer(editor.ask("textDocument/hover", {"textDocument": 7}))
    assert wrong["error"]["code"] in (-32602, -32603)
    command = editor.answer(editor.ask("workspace/executeCommand", {"command": "copydesk.nonsense"}))
    assert "error" in command
    assert editor.findings("untitled:after", "The the ferry.\n")


def test_over_tcp(cache: Path) -> None:
    """On a port of this machine one editor is served; then the server ends."""
    server = subprocess.Popen(
        [*SERVER, "--tcp", "0"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(cache)
    )
    assert server.stderr and server.stdout
    line = server.stderr.readline().decode()
    assert line.startswith("copydesk: listening on 127.0.0.1:")
    with socket.create_connection(("127.0.0.1", int(line.rpartition(":")[2])), PATIENCE) as wire:
        stream = wire.makefile("rb")
        for number, method in enumerate(("initialize", "shutdown")):
            wire.sendall(
                framed({"id": number, "method": method, "params": {"capabilities": {}} if not number else None})
            )
            answer = read_message(stream)
            assert answer and answer["id"] == number and "result" in answer
        wire.sendall(framed({"method": "exit"}))
    assert server.wait(PATIENCE) == 0
    assert server.stdout.read() == b""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--tcp", "here:there"], "--tcp is [HOST:]PORT"),
        (["--tcp", "99999"], "--tcp is [HOST:]PORT"),
        (["--tcp", "1.2.3.4:80"], "cannot listen on 1.2.3.4:80"),
        (["--stdio", "--tcp", "0"], "choose one"),
        (["story.txt"], "a server is given no files"),
    ],
)
def test_wrong_words(words: list[str], says: str, cache: Path) -> None:
    """What the command does not understand it refuses in a sentence."""
    done = run(cache, *words)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_without_pygls(tmp_path: Path) -> None:
    """Where the extra is not installed the command says how to get it."""
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text("raise ImportError('no pygls here')\n")
    env = environment()
    env["PYTHONPATH"] = os.pathsep.join([str(tmp_path), env["PYTHONPATH"]])
    done = subprocess.run(SERVER, input=b"", capture_output=True, env=env)
    assert done.returncode == 2
    assert b"pip install 'copydesk[server]'" in done.stderr


def test_an_editor_that_is_not_ours(tmp_path: Path, cache: Path) -> None:
    """The client of pygls, which knows every type of the protocol, understands all we say."""

    async def session() -> list[types.Diagnostic]:
        client = LanguageClient("test", "1")
        shown: asyncio.Future[list[types.Diagnostic]] = asyncio.get_running_loop().create_future()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def came(params: types.PublishDiagnosticsParams) -> None:
            shown.set_result(list(params.diagnostics))

        await client.start_io(*SERVER, env=environment(cache))
        await client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=tmp_path.as_uri()))
        client.initialized(types.InitializedParams())
        text = "“We paid twice, she said. The the ferry & rsquo ; s crew.\n\nShe said, “He told me “no” twice.”\n"
        item = types.TextDocumentItem("untitled:x", "plaintext", 1, text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        found = await asyncio.wait_for(shown, PATIENCE)
        asked = types.CodeActionParams(
            types.TextDocumentIdentifier("untitled:x"), found[0].range, types.CodeActionContext(found)
        )
        actions = await client.text_document_code_action_async(asked)
        assert actions and isinstance(actions[0], types.CodeAction) and actions[0].edit
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
        return found

    found = asyncio.run(asyncio.wait_for(session(), 3 * PATIENCE))
    assert {d.code for d in found} >= {"quote-unclosed", "doubled-word", "entity-leftover"}
    assert json.dumps([d.data for d in found])
    unclosed = next(d for d in found if d.code == "quote-unclosed")
    assert unclosed.range.end.character == len("“We paid twice,"), "where the quotation would end"
    nested = next(d for d in found if d.code == "quote-nested-same")
    assert nested.related_information, "the other mark of the pair"
