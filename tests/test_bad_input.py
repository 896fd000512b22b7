"""Whatever is thrown at it: a clear sentence, no traceback, nothing lost, and the other stories are checked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = {
    "past-history.toml": (
        'check = "phrases"\nlevel = "hint"\nmessage = "twice"\nsafe = true\n[swap]\n"past history" = "history"\n'
    ),
    "slow.toml": 'check = "pattern"\nlevel = "hint"\nmessage = "x"\npattern = \'(?:o|oo)+[xz]\'\n',
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a house rule, a good story, and a configuration that runs the rule alone."""
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "past-history.toml").write_text(HOUSE["past-history.toml"])
    (tmp_path / "copydesk.toml").write_text('rule_folders = ["house"]\nselect = ["past-history"]\n')
    (tmp_path / "good.txt").write_text("The past history of it.\n")
    return tmp_path


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "lint")}


def check(desk: Path, *words: str) -> tuple[int, list[str], str]:
    """Exit status, the paths of findings, standard error."""
    command = [sys.executable, "-m", "copydesk", "check", "--format", "jsonl", *words]
    done = subprocess.run(command, cwd=desk, env=environment(), capture_output=True, timeout=180)
    err = done.stderr.decode()
    assert "Traceback" not in err
    return done.returncode, [json.loads(line)["path"] for line in done.stdout.decode().splitlines()], err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "bad.txt: is no text: it holds NUL bytes."),
        ("D\u00e9j\u00e0 vu\n".encode() + b"\xff", "bad.txt:2: is UTF-8, but byte 0xff is not: mend it first."),
        (b"\xff\xfea", "bad.txt: is not the UTF-16 it looks like"),
    ],
)
@pytest.mark.parametrize("fix", [[], ["--fix"]])
def test_a_file_that_is_no_text(desk: Path, data: bytes, told: str, fix: list[str]) -> None:
    """It is told and stays as it is; the story beside it is checked."""
    (desk / "bad.txt").write_bytes(data)
    status, paths, err = check(desk, *fix, ".")
    assert (status, err.startswith(f"copydesk: {told}")) == (2, True), err
    assert paths == ([] if fix else ["good.txt"])
    assert (desk / "bad.txt").read_bytes() == data
    assert (desk / "good.txt").read_text() == ("The history of it.\n" if fix else "The past history of it.\n")


def test_an_empty_file_and_blank_ones(desk: Path) -> None:
    """Stories without words have no findings."""
    for n, text in enumerate(["", "\n", " ", "\r\n\r\n", "\ufeff", "\u3000"]):
        (desk / f"e{n}.txt").write_bytes(text.encode())
    (desk / "good.txt").unlink()
    assert check(desk, ".", "--select", "all", "--ignore", "past-history") == (0, [], "")


def test_a_file_that_vanishes_or_cannot_be_opened(desk: Path) -> None:
    """Between the search and the reading; a folder of that name stands for it."""
    (desk / "gone.txt").symlink_to("nowhere")
    status, paths, err = check(desk, ".")
    assert (status, paths) == (2, ["good.txt"])
    assert err == "copydesk: gone.txt: cannot be read: No such file or directory.\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_without_permission(desk: Path) -> None:
    """Told, and the others searched (test_files.py plays this for root)."""
    (desk / "closed").mkdir(mode=0)
    status, paths, err = check(desk, ".")
    assert (status, paths, err) == (2, ["good.txt"], "copydesk: closed: cannot be looked into: Permission denied.\n")


def test_a_circle_of_links(desk: Path) -> None:
    """Walked once."""
    (desk / "round").mkdir()
    (desk / "round" / "again").symlink_to(desk)
    assert check(desk, ".") == (1, ["good.txt"], "")


def test_a_name_that_is_no_text_and_one_that_drives_terminals(desk: Path) -> None:
    """Paths are printed, come what may."""
    os.rename(desk / "good.txt", os.fsencode(desk) + b"/b\xffd\x1b[31m.txt")
    status, paths, _ = check(desk, ".")
    assert (status, len(paths)) == (1, 1)
    command = [sys.executable, "-m", "copydesk", "check", "."]
    done = subprocess.run(command, cwd=desk, env=environment(), capture_output=True)
    assert done.returncode == 1 and b"\x1b" not in done.stdout and b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_cannot_show_a_character(desk: Path, encoding: str) -> None:
    """It is written out."""
    (desk / "good.txt").write_text("市長 “past history”\n", encoding="utf-8")
    command = [sys.executable, "-m", "copydesk", "check", "."]
    done = subprocess.run(command, cwd=desk, env={**environment(), "PYTHONIOENCODING": encoding}, capture_output=True)
    assert done.returncode == 1 and b"past history" in done.stdout and not done.stderr


def test_a_line_of_ten_megabytes(desk: Path) -> None:
    """Read in time that grows with its size; the finding at its end is told with its column."""
    text = "The harbour was quiet and the ferry late. " * 250_000
    (desk / "good.txt").write_text(text + "past history")
    command = [sys.executable, "-m", "copydesk", "check", "--format", "concise", "good.txt"]
    done = subprocess.run(command, cwd=desk, env=environment(), capture_output=True, timeout=180)
    assert done.stdout.decode() == f"good.txt:1:{len(text) + 1}: hint: twice [past-history]\n"


@pytest.mark.parametrize(
    "text", ["“" * 100_000, '"' * 100_000, "’" * 100_000, "“a” " * 50_000, "& " * 50_000, "(" * 50_000 + "]" * 49_999]
)
def test_a_hundred_thousand_marks(desk: Path, text: str) -> None:
    """All shipped rules come to an end."""
    (desk / "good.txt").write_text(text, encoding="utf-8")
    status, _, err = check(desk, "--isolated", "--select", "all", "good.txt")
    assert status in (0, 1), err


def test_a_pattern_that_never_ends_is_stopped_and_named(desk: Path) -> None:
    """The rule is told by name and file, the status is 2, and the other rules and stories are checked."""
    (desk / "house" / "slow.toml").write_text(HOUSE["slow.toml"])
    (desk / "bad.txt").write_text("past history g" + "o" * 5000 + "!\n")
    status, paths, err = check(desk, "--select", "slow,past-history", ".")
    assert (status, paths) == (2, ["bad.txt", "good.txt"])
    assert "bad.txt: the rule slow took too long and was stopped" in err and "slow.toml" in err


def test_a_pipe_that_is_closed_early(desk: Path) -> None:
    """`copydesk check | head -1` says nothing of it."""
    (desk / "good.txt").write_text("past history\n" * 50_000)
    command = f"{sys.executable} -m copydesk check --format concise . | head -1"
    done = subprocess.run(command, shell=True, cwd=desk, env=environment(), capture_output=True)
    assert done.stdout.startswith(b"good.txt:1:1") and done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are other things there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_every_story_whole(desk: Path, jobs: str) -> None:
    """Ctrl-C in the middle of --fix: each file is the old one or the new one, and nothing lies beside it."""
    old, new = "A past history. " * 2000, "A history. " * 2000
    for n in range(400):
        (desk / f"{n:03d}.txt").write_text(old)
    command = [sys.executable, "-m", "copydesk", "check", "--fix", "--jobs", jobs, "."]
    running = subprocess.Popen(
        command, cwd=desk, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    last = time.monotonic() + 30
    while (desk / "000.txt").read_text() == old and time.monotonic() < last:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130, err
    assert b"Traceback" not in err
    texts = {(desk / f"{n:03d}.txt").read_text() for n in range(400)}
    assert texts == {old, new}
    assert [p.name for p in desk.iterdir() if p.name.startswith(".")] == []


def test_a_fault_of_ours_costs_one_story(desk: Path) -> None:
    """One line with the story's name and a request to report it; the others are checked."""
    (desk / "bad.txt").write_text("boom")
    code = (
        "import sys, copydesk.engine as e, copydesk.cli as c\n"
        "real = e.Engine.check\n"
        "def check(self, document, *more):\n"
        "    return 1 / 0 if document.source == 'boom' else real(self, document, *more)\n"
        "e.Engine.check = check\n"
        "sys.exit(c.main(['check', '--format', 'concise', '.']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=desk, env=environment(), capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == "good.txt:1:5: hint: twice [past-history]\n"
    assert done.stderr.startswith("copydesk: bad.txt: this should not happen, please report it: ZeroDivisionError")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the fault is put in before the processes are started")
def test_a_process_that_is_killed_costs_one_story(desk: Path) -> None:
    """Its batch is begun again: the story that ended it is told, all others are checked, in their order."""
    for n in range(40):
        (desk / f"{n:02d}.txt").write_text("boom" if n == 7 else "A past history.")
    code = (
        "import os, sys, copydesk.engine as e, copydesk.cli as c\n"
        "real = e.Engine.check\n"
        "def check(self, document, *more):\n"
        "    return os.kill(os.getpid(), 9) if document.source == 'boom' else real(self, document, *more)\n"
        "e.Engine.check = check\n"
        "sys.exit(c.main(['check', '--format', 'concise', '--quiet', '--jobs', '2', '.']))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=desk, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == "copydesk: 07.txt: was not checked: the process that read it was ended from outside.\n"
    names = [line.split(":")[0] for line in done.stdout.splitlines()]
    assert names == [f"{n:02d}.txt" for n in range(40) if n != 7] + ["good.txt"]
