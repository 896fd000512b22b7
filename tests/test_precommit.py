"""The hooks, run by the real pre-commit and the real prek on a clone of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUNNERS = {"pre-commit": [sys.executable, "-m", "pre_commit"], "prek": [sys.executable, "-m", "prek"]}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("git"), reason="needs git"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the repository, not a copy of its files"),
]
HOOKS = "[{id: copydesk}, {id: copydesk-fix}, {id: copydesk-changed}]"
FAULT = "The harbour& rsquo ;s gates were shut on Monday.\n"


def run(folder: Path, *command: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with a git that knows nobody."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_{what}": "desk@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "PRE_COMMIT_HOME": str(home or folder),
        "PREK_HOME": str(home or folder),
        "PRE_COMMIT_COLOR": "never",
    }
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is committed here, under a tag."""
    folder = tmp_path_factory.mktemp("clone") / "hooks"
    assert run(folder.parent, "git", "clone", "-q", "--no-local", str(ROOT), str(folder)).returncode == 0
    assert run(folder, "git", "tag", "v0").returncode == 0
    return folder


Hook = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(params=list(RUNNERS))
def desk(request: pytest.FixtureRequest, hooks: Path, tmp_path: Path) -> tuple[Path, Hook]:
    """A repository of stories with the hooks, and how to run one of them over what is staged."""
    stories, home = tmp_path / "stories", tmp_path / "home"
    stories.mkdir()
    run(stories, "git", "init", "-q")
    (stories / ".pre-commit-config.yaml").write_text(f"repos: [{{repo: 'file://{hooks}', rev: v0, hooks: {HOOKS}}}]\n")
    return stories, lambda id, *more: run(stories, *RUNNERS[request.param], "run", id, *more, home=home)


def test_the_hooks(desk: tuple[Path, Hook]) -> None:
    """A damaged story is told and stops the commit; the fixing hook repairs it; a clean one passes.

    The hook for changed lines is silent about what was committed before it came.
    """
    stories, hook = desk
    story = stories / "story.txt"
    story.write_text(FAULT, encoding="utf-8")
    (stories / "code.py").write_text("x = '& rsquo ;'\n")
    run(stories, "git", "add", ".")
    for id in ("copydesk", "copydesk-changed"):
        told = hook(id)
        assert told.returncode == 1, told.stdout + told.stderr
        assert "story.txt:1:12: error" in told.stdout and "code.py" not in told.stdout
    assert run(stories, "git", "commit", "-qm", "old").returncode == 0

    story.write_text(FAULT + "\nNobody was hurt.\n", encoding="utf-8")
    run(stories, "git", "add", ".")
    quiet = hook("copydesk-changed")
    assert quiet.returncode == 0, quiet.stdout + quiet.stderr
    story.write_text(FAULT + "\n" + FAULT, encoding="utf-8")
    run(stories, "git", "add", ".")
    told = hook("copydesk-changed")
    assert told.returncode == 1 and "story.txt:3:12: error" in told.stdout and "story.txt:1:" not in told.stdout

    fixed = hook("copydesk-fix")
    assert fixed.returncode == 1 and "files were modified by this hook" in fixed.stdout, fixed.stdout
    whole = "The harbour’s gates were shut on Monday.\n"
    assert story.read_text(encoding="utf-8") == f"{whole}\n{whole}"
    run(stories, "git", "add", ".")
    again = hook("copydesk")
    assert again.returncode == 0, again.stdout + again.stderr


def test_between_two_revisions(desk: tuple[Path, Hook]) -> None:
    """As in CI, where nothing is uncommitted: the lines of these commits are told, and no others; what is excluded is not."""
    stories, hook = desk
    (stories / "copydesk.toml").write_text('exclude = ["README.md"]\n')
    story = stories / "story.txt"
    story.write_text(FAULT, encoding="utf-8")

    def commit(name: str) -> None:
        run(stories, "git", "add", ".")
        assert run(stories, "git", "commit", "-qm", name).returncode == 0
        assert run(stories, "git", "tag", name).returncode == 0

    commit("old")
    story.write_text(f"{FAULT}\nNobody was hurt.\n", encoding="utf-8")
    commit("clean")
    story.write_text(f"{FAULT}\nNobody was hurt.\n\n{FAULT}", encoding="utf-8")
    (stories / "README.md").write_text(FAULT, encoding="utf-8")
    commit("new")

    told = hook("copydesk-changed", "--from-ref", "old", "--to-ref", "new")
    assert told.returncode == 1 and "story.txt:5:12: error" in told.stdout, told.stdout + told.stderr
    assert "story.txt:1:" not in told.stdout and "README.md:1" not in told.stdout
    run(stories, "git", "checkout", "-q", "clean")
    quiet = hook("copydesk-changed", "--from-ref", "old", "--to-ref", "clean")
    assert quiet.returncode == 0, quiet.stdout + quiet.stderr
    whole = hook("copydesk", "--from-ref", "old", "--to-ref", "clean")
    assert whole.returncode == 1 and "story.txt:1:12: error" in whole.stdout
