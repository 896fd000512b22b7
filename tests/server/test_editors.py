"""Real editors with what docs/editors.md tells people to write. Slow: `pytest -m slow`; skipped where an editor is absent."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tomli
from editor import ROOT

GUIDE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
STORY = "The ferry 🎉 left the the pier & rsquo ; s end.\nIt is the the last one.\n"
FIXED = "The ferry 🎉 left the pier’s end.\nIt is the last one.\n"


def snippet(language: str, section: str) -> str:
    """The first block of a language in a section of the guide."""
    part = GUIDE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    found = re.search(rf"```{language}\n(.*?)```", part, re.S)
    assert found, f"no {language} under {section}"
    return found[1]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH on which `copydesk` is found, and a home of its own."""
    command = tmp_path / "bin" / "copydesk"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m copydesk "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join(str(ROOT / name) for name in ("lint", "server"))
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    return {**os.environ, **home, "PYTHONPATH": path, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}


def run(environment: dict[str, str], *command: str | Path) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_neovim(environment: dict[str, str], tmp_path: Path) -> None:
    """Findings at the right columns behind an emoji, a quick fix, everything safe; it ends when Neovim stops it."""
    nvim = os.environ.get("NVIM") or shutil.which("nvim")
    if not nvim:
        pytest.skip("Neovim is not here: name it with NVIM")
    code, story = tmp_path / "init.lua", tmp_path / "story.txt"
    code.write_text(snippet("lua", "Neovim"))
    story.write_text(STORY)
    out = run(environment, nvim, "--clean", "--headless", "-l", ROOT / "tests" / "server" / "neovim.lua", code, story)
    assert out == [
        "copydesk|doubled-word|the the",
        "copydesk|entity-leftover| & rsquo ; ",
        "copydesk|doubled-word|the the",
        "copydesk|utf-8",
    ]
    assert story.read_text() == FIXED


@pytest.mark.slow
def test_emacs(environment: dict[str, str], tmp_path: Path) -> None:
    """The same in Emacs, with eglot."""
    emacs = shutil.which("emacs")
    probe = ("--batch", "--eval", "(progn (package-initialize) (require 'eglot))")
    if not emacs or subprocess.run([emacs, *probe], capture_output=True).returncode:
        pytest.skip("Emacs with eglot is not here")
    code, story = tmp_path / "init.el", tmp_path / "story.txt"
    code.write_text(snippet("elisp", "Emacs"))
    story.write_text(STORY)
    out = run(environment, emacs, "--batch", "-l", ROOT / "tests" / "server" / "eglot.el", code, story)
    assert out[:3] == ["the the", " & rsquo ; ", "the the"]
    assert story.read_text() == STORY.replace("the the pier", "the pier")


@pytest.mark.slow
def test_vim(environment: dict[str, str], tmp_path: Path) -> None:
    """In Vim with ALE: findings, and the first of the fixes at the cursor, chosen from the list that Vim shows."""
    pty = pytest.importorskip("pty")
    vim = shutil.which("vim")
    if not vim or not list(Path("/usr/share/vim/vimfiles/pack").glob("*/opt/ale")):
        pytest.skip("Vim with ALE is not here")
    code, story, out = tmp_path / "vimrc", tmp_path / "story.txt", tmp_path / "out"
    code.write_text("packadd! ale\n" + snippet("vim", "Vim"))
    story.write_text(STORY.replace("🎉 ", ""))  # ALE counts bytes, see the guide
    script = ROOT / "tests" / "server" / "ale.vim"
    command = [vim, "-N", "-n", "-i", "NONE", "--cmd", "filetype plugin on", "-u", code, "-S", script, story]
    process, terminal = pty.fork()
    if not process:
        os.execvpe(vim, list(map(os.fspath, command)), {**environment, "TERM": "xterm", "COPYDESK_OUT": os.fspath(out)})
    shown, answered, end = b"", False, time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.3)[0]:
            try:
                shown += os.read(terminal, 1 << 16)
            except OSError:  # Vim has left its terminal
                break
        elif b"Code Fixes" in shown:  # it has shown all, and waits: for the number, later for a key
            answered = bool(os.write(terminal, b"\r" if answered else b"1\r"))
    else:
        os.kill(process, signal.SIGKILL)
    assert os.waitpid(process, 0)[1] == 0, shown
    assert out.read_text().splitlines() == [
        "copydesk|doubled-word|the the",
        "copydesk|entity-leftover| & rsquo ; ",
        "copydesk|doubled-word|the the",
    ]
    assert story.read_text() == STORY.replace("🎉 ", "").replace("the the last", "the last")


def test_snippets_are_well_formed() -> None:
    """What is to be copied into JSON and TOML can be read as such, and starts the server."""
    sublime = json.loads(snippet("json", "Sublime Text"))["clients"]["copydesk"]
    kate = json.loads(snippet("json", "Kate"))["servers"]["copydesk"]
    assert sublime["command"] == kate["command"] == ["copydesk", "server"]
    for mode in ("Normal", "Markdown", "HTML", "XML", "JSON"):
        assert re.match(kate["highlightingModeRegex"], mode)
    helix = tomli.loads(snippet("toml", "Helix"))
    assert helix["language-server"]["copydesk"] == {"command": "copydesk", "args": ["server"]}
    assert all(language["language-servers"] == ["copydesk"] for language in helix["language"])
    assert "copydesk" in tomli.loads(snippet("toml", "Zed"))["language_servers"]
