"""The hooks, run by the real pre-commit on a clone of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("git"), reason="needs git"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the repository, not a copy of its files"),
]


def run(folder: Path, *command: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with a git that knows nobody."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_{what}": "desk@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "PRE_COMMIT_HOME": str(home or folder),
        "PRE_COMMIT_COLOR": "never",
    }
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")


def test_both_hooks(tmp_path: Path) -> None:
    """A damaged story is told and stops the commit; the fixing hook repairs it; a clean one passes."""
    hooks, stories, home = tmp_path / "hooks", tmp_path / "stories", tmp_path / "home"
    assert run(tmp_path, "git", "clone", "-q", "--no-local", str(ROOT), str(hooks)).returncode == 0
    assert run(hooks, "git", "tag", "v0").returncode == 0
    stories.mkdir()
    run(stories, "git", "init", "-q")
    (stories / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: 'file://{hooks}', rev: v0, hooks: [{{id: copydesk}}, {{id: copydesk-fix}}]}}]\n"
    )
    story = stories / "story.txt"
    story.write_text("The harbour& rsquo ;s gates were shut on Monday.\n", encoding="utf-8")
    (stories / "code.py").write_text("x = '& rsquo ;'\n")
    run(stories, "git", "add", ".")

    def hook(id: str) -> subprocess.CompletedProcess[str]:
        return run(stories, sys.executable, "-m", "pre_commit", "run", id, home=home)

    told = hook("copydesk")
    assert told.returncode == 1, told.stdout + told.stderr
    assert "story.txt:1:12: error" in told.stdout and "code.py" not in told.stdout
    fixed = hook("copydesk-fix")
    assert fixed.returncode == 1 and "files were modified by this hook" in fixed.stdout, fixed.stdout
    assert story.read_text(encoding="utf-8") == "The harbour’s gates were shut on Monday.\n"
    run(stories, "git", "add", ".")
    again = hook("copydesk")
    assert again.returncode == 0, again.stdout + again.stderr
