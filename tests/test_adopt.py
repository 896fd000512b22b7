"""`docs/adopt.md`, as it stands, on real newspapers kept in Markdown."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ROOT.parent / "shared" / "corpora" / "markdown"
# our own words, and a fault that no story had before
NEW = "\n\nThe harbour& rsquo ;s gates were shut on Monday.\n"


def commands() -> list[str]:
    (block,) = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "adopt.md").read_text("utf-8"), re.S)
    return block.splitlines()


def run(folder: Path, command: str, *more: str) -> subprocess.CompletedProcess[str]:
    copydesk, *words = shlex.split(command)
    assert copydesk == "copydesk"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    words = [sys.executable, "-m", "copydesk", *words, *more]
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("paper", ["student", "campus"])
def test_four_commands(paper: str, tmp_path: Path) -> None:
    """From nothing to a clean check; then a new fault in an old story is told, and told alone."""
    if not (PAPERS / paper).is_dir():
        pytest.skip("needs the measuring copy beside the checkout: ../shared/corpora/markdown")
    folder = tmp_path / paper
    shutil.copytree(PAPERS / paper, folder)
    count = len(list(folder.rglob("*.md")))
    assert len(commands()) == 4
    init, first, stet, last = (run(folder, command) for command in commands())

    assert init.returncode == 0 and f"{count} stories: {count} Markdown." in init.stdout
    assert first.returncode == 1
    total = int(re.findall(r"(?m)^ *([\d,]+) +[\d,]+  in all$", first.stdout)[0].replace(",", ""))
    assert stet.returncode == 0 and stet.stdout.startswith(f"{total} findings let stand in stets.toml.")
    assert last.returncode == 0 and not last.stderr
    assert last.stdout == f"Nothing to stop at in {count} stories.\n{total} findings let stand.\n"

    entries = tomli.loads((folder / "stets.toml").read_text("utf-8"))["stet"]
    for story in dict.fromkeys(entry["file"] for entry in entries[:: len(entries) // 2]):
        text = (folder / story).read_bytes()
        (folder / story).write_bytes(text + NEW.encode())
        again = run(folder, commands()[-1], "--format", "jsonl")
        found = [json.loads(line) for line in again.stdout.splitlines()]
        assert again.returncode == 1
        assert [(f["path"], f["rule"], f["text"]) for f in found] == [(story, "entity-leftover", "& rsquo ;")]
        (folder / story).write_bytes(text)
    assert run(folder, commands()[-1]).returncode == 0
