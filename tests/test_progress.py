"""The bar of a long run, at a terminal that is real but for its screen: it never touches what is told."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

fcntl = pytest.importorskip("fcntl", reason="needs a system with terminals")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
pyte = pytest.importorskip("pyte")

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 100, 500
SHOWN = b"\x1b[?25l"  # the cursor goes while there is a bar
# a bar from the first story on: a test should not take a second to get one
COMMAND = (
    "import copydesk.cli.progress as p; p.AFTER = p.EVERY = {every}; import copydesk.cli as c; c.command()",
    "check",
    "--isolated",
    "--select",
    "redundancy",
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for n in range(40):
        (tmp_path / f"{n:02d}.txt").write_text("A past history.\n" if n % 3 == 0 else "Quiet.\n")
    (tmp_path / "41.txt").write_bytes(b"\0")
    return tmp_path


def at_terminal(desk: Path, *words: str, every: float = 0, **streams: Any) -> tuple[int, bytes]:
    """The status, and all that came to the terminal. `streams` that go elsewhere; `stop`: Ctrl-C once this file is there."""
    stop: Path | None = streams.pop("stop", None)
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lint"), "TERM": "xterm-256color"}
    for name in ("NO_COLOR", "COLUMNS", "LINES", "CI"):
        env.pop(name, None)
    code, *check = COMMAND
    running = subprocess.Popen(
        [sys.executable, "-c", code.format(every=every), *check, *words],
        cwd=desk,
        env=env,
        stdin=theirs,
        stdout=streams.get("stdout", theirs),
        stderr=streams.get("stderr", theirs),
        start_new_session=True,
    )
    os.close(theirs)
    seen, last = b"", time.monotonic() + 60
    while time.monotonic() < last:
        if stop and SHOWN in seen and stop.exists():
            running.send_signal(signal.SIGINT)
            stop = None
        if not select.select([ours], [], [], 0.01)[0]:
            continue
        try:
            fresh = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not fresh:
            break
        seen += fresh
    os.close(ours)
    return running.wait(timeout=30), seen


def screen(seen: bytes) -> list[str]:
    """What a person has before them in the end."""
    shown = pyte.Screen(WIDTH, HEIGHT)
    pyte.ByteStream(shown).feed(seen)
    return [line.rstrip() for line in shown.display if line.strip()]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_findings_stand_as_if_there_were_no_bar(desk: Path, jobs: str) -> None:
    """Both streams at one terminal: the bar comes and goes, and the screen is the same in the end."""
    status, seen = at_terminal(desk, "--jobs", jobs, ".")
    assert status == 2 and SHOWN in seen and b" of 41 stories" in seen
    _, plain = at_terminal(desk, "--jobs", jobs, "--quiet", "--statistics", ".")
    assert SHOWN not in plain
    told = [line for line in screen(plain) if "fixable" not in line]
    assert screen(seen)[: len(told) - 1] == told[:-1] and len(told) > 40
    assert not any("stories" in line and "of 41 stories" in line and "findings" not in line for line in screen(seen))
    assert seen.count(SHOWN) == seen.count(b"\x1b[?25h")


def test_findings_in_a_file_and_the_bar_at_the_terminal(desk: Path, tmp_path: Path) -> None:
    """The file is byte for byte what it is without a bar; of the bar nothing stays."""
    for name, words in (("with.jsonl", ()), ("without.jsonl", ("--quiet",))):
        with open(tmp_path / name, "wb") as file:
            status, seen = at_terminal(desk, "--format", "jsonl", *words, ".", stdout=file)
        assert status == 2 and (SHOWN in seen) == (not words)
        assert screen(seen) == ["copydesk: 41.txt: is no text: it holds NUL bytes."]
    assert (tmp_path / "with.jsonl").read_bytes() == (tmp_path / "without.jsonl").read_bytes()
    assert (tmp_path / "with.jsonl").read_bytes().count(b"\n") == 14


def test_no_bar_where_it_would_be_in_the_way(desk: Path) -> None:
    """Into a pipe, since a pager may have the terminal; of a run that is short; where nobody looks."""
    assert SHOWN not in at_terminal(desk, ".", stdout=subprocess.PIPE)[1]
    assert SHOWN not in at_terminal(desk, ".", every=60)[1]
    assert SHOWN not in at_terminal(desk, ".", stderr=subprocess.DEVNULL)[1]
    assert SHOWN not in at_terminal(desk, "00.txt")[1]


def test_a_run_that_is_stopped_can_be_begun_again(desk: Path) -> None:
    """Ctrl-C under the bar: the terminal is as it was, each story is the old one or the new one, nothing lies beside
    it; and what the second run tells is what a run would have told that nobody stopped."""
    claim = "Some are calling it unprecedented.\n"
    old, new = "A past history. " * 3000 + claim, "A history. " * 3000 + claim
    names = [f"s{n:03d}.txt" for n in range(60)]
    for name in names:
        (desk / name).write_text(old)
    words = ("--fix", "--unsafe-fixes", "--select", "unattributed-claim")
    status, seen = at_terminal(desk, *words, *names, stop=desk / names[0])
    assert status == 130, screen(seen)[-3:]
    assert b"Traceback" not in seen and seen.count(SHOWN) == seen.count(b"\x1b[?25h")
    texts = [(desk / name).read_text() for name in names]
    assert set(texts) <= {old, new} and texts[-1] == old
    assert not [path for path in desk.iterdir() if path.name.startswith(".")]
    _, again = at_terminal(desk, *words, "--quiet", *names)
    for name in names:
        (desk / name).write_text(old)
    _, straight = at_terminal(desk, *words, "--quiet", *names)
    assert screen(again) == screen(straight) and len(screen(again)) == 3 * len(names)
    assert {(desk / name).read_text() for name in names} == {new}
