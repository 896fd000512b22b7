"""`copydesk check --watch`, as a process: what is saved is checked again, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("watchfiles")
ROOT = Path(__file__).resolve().parents[1]
FAULT, QUIET = "A past history.\n", "Quiet.\n"


class Watched:
    """A running watch and the lines it has printed."""

    def __init__(self, desk: Path, *words: str) -> None:
        command = [sys.executable, "-u", "-m", "copydesk", "check", "--format", "concise", "--watch", *words]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
        self.running = subprocess.Popen(
            command, cwd=desk, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.running.stdout
        for line in self.running.stdout:
            self.lines.append(line)

    def hears(self, part: str, save: Path | None = None, text: str = "", times: int = 1) -> None:
        """A line comes that has this part (so many times in all). A `save` is repeated until then, since nobody can
        know when the watch has begun."""
        last = time.monotonic() + 60
        while sum(part in line for line in self.lines) < times:
            assert time.monotonic() < last and self.running.poll() is None, "".join(self.lines)
            if save:
                save.write_text(text)
            time.sleep(0.4)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "copydesk.toml").write_text('select = ["redundancy"]\n')
    (tmp_path / "a.txt").write_text(FAULT)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.md").write_text(QUIET)
    return tmp_path


@pytest.fixture
def watched(request: pytest.FixtureRequest, desk: Path) -> Iterator[Watched]:
    watched = Watched(desk, *request.param)
    yield watched
    watched.running.kill()
    watched.running.wait()


@pytest.mark.parametrize("watched", [["."]], indirect=True)
def test_a_folder(desk: Path, watched: Watched) -> None:
    """What is saved is checked alone, also a new story; a configuration that changes concerns all; Ctrl-C is no fault."""
    watched.hears("a.txt:1:3: warning")
    watched.hears("sub/b.md:1:3: warning", desk / "sub" / "b.md", FAULT)
    assert sum("a.txt:1:3" in line for line in watched.lines) == 1
    watched.hears("new.md:1:3: warning", desk / "sub" / "new.md", FAULT)
    assert sum("a.txt:1:3" in line for line in watched.lines) == 1
    (desk / "copydesk.toml").write_text("select = [\n")
    watched.hears("copydesk.toml:")
    watched.hears(
        "a.txt:1:3: error", desk / "copydesk.toml", 'select = ["redundancy"]\nrules.redundancy.level = "error"\n'
    )
    watched.running.send_signal(signal.SIGINT)
    assert watched.running.wait(timeout=20) == 0
    assert not any("Traceback" in line for line in watched.lines)


@pytest.mark.parametrize("watched", [["sub/b.md"]], indirect=True)
def test_a_file_that_an_editor_replaces(desk: Path, watched: Watched) -> None:
    """It is heard again and again, its neighbours are not; configuration above it counts."""
    fresh = desk / "sub" / "b.new"
    (desk / "sub" / "c.md").write_text(FAULT)
    watched.hears("b.md:1:3: warning", desk / "sub" / "b.md", FAULT)
    for text, times in ((f"{FAULT}\n{FAULT}", 1), (f"{QUIET}\n{FAULT}", 2)):
        fresh.write_text(text)
        os.replace(fresh, desk / "sub" / "b.md")
        watched.hears("b.md:3:3: warning", times=times)
    assert not any("c.md" in line for line in watched.lines)
    (desk / "copydesk.toml").write_text('select = ["redundancy"]\nrules.redundancy.level = "error"\n')
    watched.hears("b.md:3:3: error")


def test_without_the_package(desk: Path) -> None:
    """What to install is said."""
    code = "import sys; sys.modules['watchfiles'] = None; import copydesk.cli as c; c.command()"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    command = [sys.executable, "-c", code, "check", "--watch"]
    done = subprocess.run(command, cwd=desk, env=env, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "copydesk: --watch needs one more package: pip install 'copydesk[watch]'.\n"
