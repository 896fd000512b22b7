"""`copydesk check --diff-base`: only what touches lines that changed since a revision, by a real git."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.changed import Changed
from copydesk.finding import Edit, Finding
from copydesk.fixing import apply
from copydesk.git import changed
from copydesk.spans import Span

ROOT = Path(__file__).resolve().parents[1]
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")
OLD = "The mayor & rsquo ; s past history.\n\nThe ferry sailed.\n\nA past history of the dam.\n"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command there, with a git that knows nobody and no other repository."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        **{f"GIT_{who}_{what}": "desk@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "PYTHONPATH": str(ROOT / "lint"),
    }
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")


def git(folder: Path, *words: str) -> str:
    done = run(folder, "git", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def check(folder: Path, *words: str) -> list[tuple[str, int, str]]:
    """Path, line and rule of what is found."""
    done = run(folder, sys.executable, "-m", "copydesk", "check", "--isolated", "--format", "jsonl", *words)
    assert done.returncode in (0, 1) and done.stderr in ("", "copydesk: no story here has changed since HEAD.\n")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(f["path"], f["line"], f["rule"]) for f in found]


def refused(folder: Path, *words: str) -> str:
    done = run(folder, sys.executable, "-m", "copydesk", "check", "--isolated", "--format", "jsonl", *words)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A repository with an old story full of faults."""
    folder = tmp_path / "desk"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "old.txt").write_text(OLD)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "old")
    return folder


@needs_git
def test_only_changed_lines_speak(desk: Path) -> None:
    """An old fault is passed over; one on a line that is staged, or only saved, is told; a new story is told whole."""
    assert [line for _, line, _ in check(desk)] == [1, 1, 5]
    assert check(desk, "--diff-base", "HEAD") == []
    (desk / "old.txt").write_text(OLD.replace("The ferry", "The past history of the ferry"))
    (desk / "staged.txt").write_text(OLD)
    git(desk, "add", "staged.txt")
    (desk / "fresh.md").write_text(OLD)
    told = [("old.txt", 3, "redundancy")]
    for name in ("fresh.md", "staged.txt"):
        told += [(name, 1, "entity-leftover"), (name, 1, "redundancy"), (name, 5, "redundancy")]
    assert sorted(check(desk, "--diff-base", "HEAD")) == sorted(told)
    assert check(desk, "--diff-base", "HEAD", "old.txt") == [("old.txt", 3, "redundancy")]
    assert check(desk, "--diff-base=HEAD", "--jobs", "2", "--format", "jsonl") == check(desk, "--diff-base", "HEAD")


@needs_git
def test_a_branch_counts_from_where_it_left(desk: Path) -> None:
    """What the main line has done since is nobody's change here; commits of the branch are."""
    git(desk, "checkout", "-qb", "branch")
    (desk / "old.txt").write_text(OLD + "\nIts past history.\n")
    git(desk, "commit", "-qam", "branch")
    git(desk, "checkout", "-q", "main")
    (desk / "old.txt").write_text(OLD.replace("& rsquo ;", "’"))
    git(desk, "commit", "-qam", "main")
    git(desk, "checkout", "-q", "branch")
    assert check(desk, "--diff-base", "main") == [("old.txt", 7, "redundancy")]


@needs_git
def test_a_renamed_story_and_odd_names(desk: Path) -> None:
    """The lines of a story count under its new name, however odd."""
    odd = 'a "b"\t\\é\n.txt'
    git(desk, "mv", "old.txt", odd)
    assert check(desk, "--diff-base", "HEAD") == []
    (desk / odd).write_text(OLD.replace("The ferry", "The past history"))
    assert check(desk, "--diff-base", "HEAD") == [(odd, 3, "redundancy")]


@needs_git
def test_lines_that_look_like_a_patch(desk: Path) -> None:
    """A story may say what git says."""
    lines = ["++ b/other.txt", "@@ -1 +1 @@", "A past history.", "-- a/old.txt"]
    (desk / "old.txt").write_text("\n".join([*lines, OLD.rstrip("\n")]))
    git(desk, "commit", "-qam", "patch")
    (desk / "old.txt").write_text("\n".join([OLD.rstrip("\n"), *lines]))
    assert ("old.txt", 8, "redundancy") in check(desk, "--diff-base", "HEAD")


@needs_git
def test_what_goes_over_lines_is_told_when_one_of_them_changed(desk: Path) -> None:
    """A finding over three lines: when the middle one changed, and when a line went out between them; not else."""
    (desk / "list.txt").write_text("He said: “Not now,\nand not then,\nand not ever.\nNever. A past history.\n")
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "list")
    (unclosed,) = check(desk, "list.txt", "--select", "punctuation")
    text = (desk / "list.txt").read_text()
    (desk / "list.txt").write_text(text.replace("then", "today"))
    assert unclosed in check(desk, "--diff-base", "HEAD")
    (desk / "list.txt").write_text(text.replace("and not then,\n", ""))
    assert check(desk, "--diff-base", "HEAD", "--select", "quote-unclosed") == [unclosed]
    (desk / "list.txt").write_text(text.replace("A past history", "Our past history"))
    assert ("list.txt", 4, "redundancy") in check(desk, "--diff-base", "HEAD")


@needs_git
def test_fix_repairs_what_changed_alone(desk: Path) -> None:
    """Also when a repair moves what follows; the diff shows the same."""
    new = OLD.replace("The ferry sailed.", "The ferry & rsquo ; s past history & rsquo ; s end.")
    (desk / "old.txt").write_text(new)
    command = [sys.executable, "-m", "copydesk", "check", "--isolated", "--diff-base", "HEAD", "--unsafe-fixes"]
    shown = run(desk, *command, "--diff").stdout
    assert [line for line in shown.splitlines()[3:] if line[0] in "-+"] == [
        "-The ferry & rsquo ; s past history & rsquo ; s end.",
        "+The ferry’s history’s end.",
    ]
    assert run(desk, *command, "--fix").stdout == "Repaired 3 places in 1 story. Nothing more to stop at in 1 story.\n"
    assert (desk / "old.txt").read_text(encoding="utf-8") == OLD.replace(
        "The ferry sailed.", "The ferry’s history’s end."
    )


@needs_git
def test_a_story_that_git_takes_for_no_text(desk: Path) -> None:
    """In UTF-16 there are no lines for git: all of it counts once it has changed."""
    (desk / "wide.txt").write_bytes(OLD.encode("utf-16"))
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "wide")
    assert check(desk, "--diff-base", "HEAD") == []
    (desk / "wide.txt").write_bytes((OLD + "Quiet.\n").encode("utf-16"))
    assert [line for _, line, _ in check(desk, "--diff-base", "HEAD")] == [1, 1, 5]


@needs_git
def test_only_what_changed_is_read(desk: Path) -> None:
    """A file that could not be read is no trouble as long as nobody touches it; CRLF lines are counted as git does."""
    (desk / "broken.txt").write_bytes(b"caf\xc3\xa9 \xff\n")
    (desk / "crlf.txt").write_bytes(OLD.replace("\n", "\r\n").encode())
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "broken")
    (desk / "crlf.txt").write_bytes(OLD.replace("ferry", "past history").replace("\n", "\r\n").encode())
    assert check(desk, "--diff-base", "HEAD") == [("crlf.txt", 3, "redundancy")]


@needs_git
def test_the_first_commit(tmp_path: Path) -> None:
    """Where nothing is committed yet, all is new."""
    folder = tmp_path / "desk"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "old.txt").write_text(OLD)
    (folder / "staged.txt").write_text(OLD)
    git(folder, "add", "staged.txt")
    assert len(check(folder, "--diff-base", "HEAD")) == 6


@needs_git
def test_what_cannot_be_asked(desk: Path, tmp_path: Path) -> None:
    """Each is said in a sentence, with status 2."""
    assert "git knows no revision “v9” here" in refused(desk, "--diff-base", "v9")
    assert "git knows no revision “--output=x” here" in refused(desk, "--diff-base=--output=x")
    assert "git knows no earlier standard input" in refused(desk, "--diff-base", "HEAD", "-")
    (tmp_path / "out.txt").write_text(OLD)
    outside = refused(desk, "--diff-base", "HEAD", "../out.txt", "old.txt")
    assert outside.startswith("copydesk: ../out.txt: is outside the git repository ")
    bare = tmp_path / "none"
    bare.mkdir()
    (bare / "old.txt").write_text(OLD)
    said = refused(bare, "--diff-base", "HEAD")
    assert said.startswith("copydesk: --diff-base needs a git repository. git says: not a git repository")
    git(desk, "checkout", "-q", "--orphan", "other")
    git(desk, "commit", "-qm", "other")
    assert "have no common past here" in refused(desk, "--diff-base", "main")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without it is told so."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Exception, match="asks git, which cannot be run"):
        changed("HEAD", [], lambda error: None)


LINES = st.lists(st.sampled_from(["", "a", "ab", "a b"]), min_size=1, max_size=6).map("\n".join)


@given(LINES, st.data())
def test_stretches_follow_repairs(text: str, data: st.DataObject) -> None:
    """Marks set at the ends of each stretch stand at its ends again after any edits beside them."""
    count = text.count("\n") + 1
    cuts = sorted(data.draw(st.lists(st.integers(0, count), max_size=4, unique=True)))
    stretches = Changed.of(text, tuple(zip(cuts[::2], cuts[1::2], strict=False)))
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    edits = [
        Edit(Span(a, b), data.draw(st.sampled_from(["", "x", "x\n", "xyz"])))
        for a, b in zip(places[::2], places[1::2], strict=False)
    ]
    after = stretches.after(edits)
    text += "\n"  # the last line ends too, wherever the file does
    new = apply(text, edits)
    for (start, end), (moved_start, moved_end) in zip(stretches.spans, after.spans, strict=True):
        assert 0 <= moved_start <= moved_end <= len(new)
        for old, moved in ((start, moved_start), (end, moved_end)):
            if not any(edit.span.start < old < edit.span.end for edit in edits):
                assert new[:moved] == apply(text[:old], [e for e in edits if e.span.start < old])


@given(LINES, st.data())
def test_a_finding_touches_what_shares_a_line_with_it(text: str, data: st.DataObject) -> None:
    """By the plain definition: one of its lines is one of the changed."""
    lines = frozenset(data.draw(st.lists(st.integers(0, text.count("\n")), max_size=3)))
    stretches = Changed.of(text, tuple((n, n + 1) for n in sorted(lines)))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    finding = Finding("rule", "desk", Span(start, end), "", "hint")
    own = range(text.count("\n", 0, start), text.count("\n", 0, max(start, end - 1)) + 1)
    assert bool(stretches.touched(text, [finding])) == bool(lines.intersection(own))
