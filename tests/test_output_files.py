"""Reports in files are written whole or not at all, whatever interrupts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.cli.output import Output, written
from copydesk.errors import CopydeskError
from copydesk.report import Tally

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("error", [KeyboardInterrupt, BrokenPipeError, RuntimeError])
def test_what_is_interrupted_leaves_the_older_report(error: type[BaseException], tmp_path: Path) -> None:
    """And nothing beside it."""
    old, new = tmp_path / "old.json", tmp_path / "new.lines"
    old.write_text("older", "utf-8")
    with pytest.raises(error), written([Output("json", str(old)), Output("concise", str(new))]) as reports:
        reports[0].add("half")
        reports[1].add("half")
        raise error
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert old.read_text("utf-8") == "older"


@pytest.mark.skipif(os.name != "posix", reason="modes and links are those of Unix")
def test_a_report_keeps_the_mode_and_the_link_of_an_older_one(tmp_path: Path) -> None:
    """A link goes on leading to the file that holds the report."""
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("older", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    with written([Output("json", str(link))]) as reports:
        reports[0].end(Tally())
    assert link.is_symlink() and real.read_text("utf-8") == "[\n\n]\n"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older report stays."""
    file = tmp_path / "found.json"
    file.write_text("older", "utf-8")
    monkeypatch.setattr(Output, "fresh", "/dev/full")
    monkeypatch.setattr(os, "unlink", lambda path: None)
    with (
        pytest.raises(CopydeskError, match="cannot be written: No space left"),
        written([Output("json", str(file))]) as (report,),
    ):
        report.add("x" * 1_000_000)
    assert file.read_text("utf-8") == "older"


@pytest.mark.skipif(os.name != "posix", reason="SIGINT is of Unix")
def test_a_run_that_is_stopped_writes_no_report(tmp_path: Path) -> None:
    """Ctrl-C while stories are being checked."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for n in range(3000):
        (folder / f"{n}.txt").write_text("The the ferry was late. " * 20, "utf-8")
    found = tmp_path / "found.sarif"
    command = [sys.executable, "-m", "copydesk", "check", "--isolated", "--jobs", "1", "--output", f"sarif:{found}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    with subprocess.Popen(
        [*command, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as run:
        assert run.stdout
        run.stdout.readline()
        assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".copydesk")]
        time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=60)
    assert run.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["stories"]
