"""What git says has changed since a revision, line by line."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator

from .changed import EVERY_LINE, LineSpans
from .errors import CopydeskError

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_SIGNS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def changed(
    ref: str, paths: Iterable[str], trouble: Callable[[CopydeskError], None], tip: str = "HEAD"
) -> dict[str, LineSpans]:
    """Of these paths, in their order, those whose files have changed since a revision, with the lines.

    Since a revision is: since the work here (up to `tip`) and the revision went apart, so that what others have done there is
    nobody's change here. What is staged, what is not, and files that git does not know yet all count: it is files that are read.
    A path outside the repository is told to `trouble` and left out.
    """
    root = os.path.realpath(os.fsdecode(_git("rev-parse", "--show-toplevel").removesuffix(b"\n")))
    files: dict[str, LineSpans] = {
        os.path.join(root, os.path.normpath(os.fsdecode(path))): lines
        for path, lines in _changes(_base(ref, tip), root)
    }
    out = {}
    for path in paths:
        real = os.path.realpath(path)
        if real in files:
            out[path] = files[real]
        elif not real.startswith(os.path.join(root, "")):
            trouble(CopydeskError(f"is outside the git repository {root}: nobody knows what changed in it.", path))
    return out


def _base(ref: str, tip: str) -> str:
    """The tree to compare with."""
    if ref == "HEAD" and _asks("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return _git("hash-object", "-t", "tree", os.devnull).decode().strip()  # nothing is committed yet: all is new
    if ref.startswith("-") or _asks("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").returncode:
        raise CopydeskError(
            f"--diff-base: git knows no revision “{ref}” here. A shallow clone lacks most: fetch it first."
        )
    found = _asks("merge-base", ref, tip)
    if found.returncode:
        raise CopydeskError(
            f"--diff-base: “{ref}” and what is checked out have no common past here. "
            "In a shallow clone, fetch more of it (actions/checkout: fetch-depth: 0)."
        )
    return found.stdout.decode().strip()


def _changes(base: str, root: str) -> Iterator[tuple[bytes, LineSpans]]:
    """Files by their paths from the root. One that git takes for no text (UTF-16) counts as changed all over."""
    plain = (
        "--inter-hunk-context=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    )
    diff = _git("-C", root, "diff", "--numstat", "-z", "--patch", "--unified=0", "--find-renames", *plain, base, "--")
    counts, _, patch = diff.partition(b"\0\0")
    for path in re.findall(rb"(?:\A|\0)-\t-\t(?:\0[^\0]*\0)?([^\0]+)", counts):
        yield path, EVERY_LINE
    yield from _patched(patch.split(b"\n"))
    for path in _git("-C", root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
        if path:
            yield path, EVERY_LINE


def _patched(lines: list[bytes]) -> Iterator[tuple[bytes, LineSpans]]:
    """The files of a patch without lines around the changes, and the stretches that are new in them."""
    spans: list[tuple[int, int]] = []
    path, n = b"", 0
    while n < len(lines):
        line = lines[n]
        n += 1
        if line.startswith(b"+++ "):
            if spans:
                yield path, tuple(spans)
            path, spans = _unquoted(line[4:].removesuffix(b"\t")).removeprefix(b"b/"), []
        elif hunk := _HUNK.match(line):
            gone, start, come = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            first = start - 1 if come else start  # git names the line before a seam
            spans.append((first, first + come))
            rest = gone + come
            while rest:  # skipped by their number: what stands there may look like anything
                rest -= not lines[n].startswith(b"\\")  # “\ No newline at end of file” is none of them
                n += 1
    if spans:
        yield path, tuple(spans)


def _unquoted(path: bytes) -> bytes:
    """A path as git writes one with odd characters: in marks, with the escapes of C."""
    if not path.startswith(b'"'):
        return path
    return _ESCAPE.sub(lambda m: bytes((int(m[1], 8),)) if len(m[1]) == 3 else _SIGNS.get(m[1], m[1]), path[1:-1])


def _git(*words: str) -> bytes:
    done = _asks(*words)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[0].removeprefix("fatal: ").rstrip(".") if said else f"git {words[0]} gave {done.returncode}"
        raise CopydeskError(f"--diff-base needs a git repository. git says: {why}.")
    return done.stdout


def _asks(*words: str) -> subprocess.CompletedProcess[bytes]:
    """Run git. It takes no lock: somebody may be committing."""
    try:
        return subprocess.run(("git", "--no-optional-locks", *words), capture_output=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise CopydeskError(f"--diff-base asks git, which cannot be run: {error.strerror}.") from None
