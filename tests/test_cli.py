"""The command line as a person meets it: every case of `cli/*.toml`, run as a real process.

A file of cases has `[files]` (name -> text), which every case finds in its folder, and `[[case]]`: `name` says the
behaviour, `args` the words after `copydesk`; `stdin`, `files` (more of them), `status` (0 if left out); `stdout` and
`stderr` exactly, or `stdout_has`, `stdout_lacks`, `stderr_has`, lists of parts, and `stderr_lines`, their number; `after`,
files as they must be then; `env`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

ROOT = Path(__file__).resolve().parents[1]
CASES = [
    pytest.param(table.get("files", {}), case, id=f"{file.stem}: {case['name']}")
    for file in sorted((ROOT / "tests" / "cli").glob("*.toml"))
    for table in [tomli.loads(file.read_text(encoding="utf-8"))]
    for case in table["case"]
]


@pytest.mark.parametrize(("files", "case"), CASES)
def test_command_line(files: dict[str, str], case: dict[str, Any], tmp_path: Path, cache: Path) -> None:
    """What the case says."""
    folder = tmp_path / "desk"
    for name, text in {"": "", **files, **case.get("files", {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name:
            path.write_bytes(text.encode())
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", *case["args"]],
        input=case.get("stdin", "").encode(),
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "lint"), "XDG_CACHE_HOME": str(cache), **case.get("env", {})},
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    shown = f"\n--- stdout\n{out}\n--- stderr\n{err}"
    assert "Traceback" not in err, shown
    assert done.returncode == case.get("status", 0), shown
    for stream, text in (("stdout", out), ("stderr", err)):
        if stream in case:
            assert text == case[stream], shown
        for part in case.get(f"{stream}_has", ()):
            assert part in text, shown
        for part in case.get(f"{stream}_lacks", ()):
            assert part not in text, shown
        if f"{stream}_lines" in case:
            assert text.count("\n") == case[f"{stream}_lines"], shown
    for name, text in case.get("after", {}).items():
        assert (folder / name).read_bytes().decode() == text, name


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of rules for all cases, and none of the person's own."""
    return tmp_path_factory.mktemp("cache")
