"""`copydesk completion`, in the real shells where they are: what stands there after a person has pressed Tab."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.cli import COMMANDS, main

pyte = pytest.importorskip("pyte")
ROOT = Path(__file__).resolve().parents[1]
# what is typed, and what stands there after one Tab
TYPED = [
    ("copydesk expl", "copydesk explain "),
    ("copydesk check --unsafe", "copydesk check --unsafe-fixes "),
    ("copydesk check --stat", "copydesk check --statistics "),
    ("copydesk check --house bloom", "copydesk check --house bloomberg "),
    ("copydesk check --fail-on err", "copydesk check --fail-on error "),
    ("copydesk check --select sourcing,doubled-w", "copydesk check --select sourcing,doubled-word"),
    ("copydesk explain unattributed-", "copydesk explain unattributed-claim "),
    ("copydesk completion fi", "copydesk completion fish "),
    ("copydesk check harb", "copydesk check harbour.txt "),
    ("copydesk check --config cop", "copydesk check --config copydesk.toml "),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with files to complete, and a `copydesk` in the path."""
    (tmp_path / "harbour.txt").touch()
    (tmp_path / "copydesk.toml").touch()
    command = tmp_path / "bin" / "copydesk"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT / "lint"} exec {sys.executable} -m copydesk "$@"\n')
    command.chmod(0o755)
    return tmp_path


def environment(desk: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "HOME": str(desk), "TERM": "dumb"}


class Shell:
    """An interactive shell at a terminal."""

    def __init__(self, desk: Path, command: list[str], setup: str) -> None:
        pty = pytest.importorskip("pty", reason="needs a system with terminals")
        self.ours, theirs = pty.openpty()
        self.running = subprocess.Popen(
            command, cwd=desk, env=environment(desk), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        os.write(self.ours, f"{setup}\necho READY-$((1+1))\n".encode())
        self.until("READY-2")

    def until(self, part: str, seconds: float = 30) -> str:
        """What comes until a part of it has come, or nothing more does."""
        seen, last = "", time.monotonic() + seconds
        while part not in seen and time.monotonic() < last:
            if select.select([self.ours], [], [], 0.1)[0]:
                seen += os.read(self.ours, 65536).decode("utf-8", "replace")
        return seen

    def after_tab(self, typed: str, wanted: str) -> str:
        """The line after Tab, as the shell has it: a Q is typed behind it to see its end, whatever the shell put between."""
        os.write(self.ours, f"{typed}\t".encode())
        seen = self.until(wanted[len("copydesk ") :].strip(), 5)
        os.write(self.ours, b"Q")
        seen += self.until("Q", 5)
        os.write(self.ours, b"\x15")  # Ctrl-U: the line goes
        self.until("\n", 0.2)
        screen = pyte.Screen(200, 50)
        pyte.Stream(screen).feed(seen)
        return "\n".join(line.rstrip() for line in screen.display if line.strip()).replace(" Q", "Q").replace(",Q", "Q")

    def end(self) -> None:
        self.running.kill()
        self.running.wait()
        os.close(self.ours)


@pytest.mark.parametrize(
    ("command", "setup"),
    [
        (["bash", "--norc", "--noprofile", "-i"], 'PS1="> "; eval "$(copydesk completion bash)"'),
        (["zsh", "-f", "-i"], 'PS1="> "; autoload -U compinit; compinit -u; eval "$(copydesk completion zsh)"'),
    ],
    ids=["bash", "zsh"],
)
def test_tab(command: list[str], setup: str, desk: Path) -> None:
    """Commands, options, what they can be, lists with commas, rules, files."""
    if not shutil.which(command[0]):
        pytest.skip(f"needs {command[0]}")
    shell = Shell(desk, command, setup)
    try:
        for typed, wanted in TYPED:
            seen = shell.after_tab(typed, wanted)
            assert f"{wanted.rstrip()}Q" in seen, (typed, seen)
    finally:
        shell.end()


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish(desk: Path) -> None:
    """It says itself what it would complete."""
    script = desk / "made.fish"
    with script.open("w") as file:
        subprocess.run(
            [desk / "bin" / "copydesk", "completion", "fish"], stdout=file, env=environment(desk), check=True
        )
    for typed, wanted in TYPED:
        code = f"source {script}; complete -C '{typed}'"
        done = subprocess.run(
            ["fish", "-N", "-c", code], cwd=desk, env=environment(desk), capture_output=True, text=True
        )
        offered = [line.split("\t")[0] for line in done.stdout.splitlines()]
        assert offered == [wanted.split()[-1]], (typed, done.stdout, done.stderr)


def test_every_command_and_option_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """None is forgotten when one is added: all three are made from the same tables."""
    for shell in ("bash", "zsh", "fish"):
        assert main(["completion", shell]) == 0
        out = capsys.readouterr().out
        for name in COMMANDS:
            assert main([name, "--help"]) == 0
            words = capsys.readouterr().out.split()
            options = {word for line in words for word in [line] if word.startswith("--") and word.strip("-").islower()}
            for option in (o for o in options if o[-1].isalpha() and o not in ("--",)):
                assert (f"-l {option[2:]} " if shell == "fish" else option) in out, (shell, name, option)


def test_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    """Said with what there is."""
    assert main(["completion"]) == main(["completion", "fsh"]) == 2
    err = capsys.readouterr().err
    assert "for which shell? bash, zsh, fish." in err and "“fsh” is not known. Did you mean “fish”?" in err
