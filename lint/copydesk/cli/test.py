"""`copydesk test`: puts rule files to the proof of their own examples."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..config import Layer
from ..errors import CopydeskError
from ..inforce import Config
from ..proof import Proof
from ..rulebook import Rulebook
from ..typed import TYPE_CHECKING
from .choosing import CONFIG, ISOLATED
from .options import Given, Option

if TYPE_CHECKING:
    from typing import Any

ABOUT = """\
Run the examples of rule files: every [[bad]] must be flagged as it says, every [[good]] must be silent.
Without a file: the rules of your configuration (`rule_folders = [...]`), or all that ship if there are none."""
USAGE = "copydesk test [OPTION...] [FILE or FOLDER...]"
OPTIONS = (
    CONFIG,
    ISOLATED,
    Option("--quiet", "say only what is wrong", short="-q"),
)


def run(given: Given) -> int:
    options = given.options
    config = Config(Layer("the command line"), file=options["config"], isolated=options["isolated"])
    inforce = config.inforce("story.txt")
    book = config.made(inforce).book
    book, sheets, problems = named(book, given.rest) if given.rest else _all(book, inforce.folders)
    proof = Proof(book)
    faults = list(problems)
    for sheet in sheets:
        faults += proof.prove(sheet)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if not options["quiet"]:
        rules = f"{len(sheets)} rule{'s' if len(sheets) != 1 else ''}"
        verdict = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}" if faults else "all hold"
        sys.stdout.write(f"{rules}: {verdict}.\n")
    return 1 if faults else 0


def _all(book: Rulebook, folders: Iterable[str]) -> tuple[Rulebook, list[dict[str, Any]], list[CopydeskError]]:
    """The desk's own rules; where it has none, those that ship."""
    within = tuple(os.path.join(os.path.realpath(folder), "") for folder in folders)
    sheets = [s for _, s in sorted(book.sheets.items()) if not within or os.path.realpath(s["path"]).startswith(within)]
    return book, sheets, list(book.problems)


def named(book: Rulebook, names: Iterable[str]) -> tuple[Rulebook, list[dict[str, Any]], list[CopydeskError]]:
    """The rules in files and folders, and the book with them in it. A file that cannot be read is a fault."""
    from ..rulefile import parse as parsed
    from ..rulefile import sheet

    known = {os.path.realpath(s["path"]): s for s in book.sheets.values()}
    book = book.with_folders(())
    sheets, problems = [], []
    for path in _files(names):
        try:
            if path.parent.name == "lists":
                parsed(path.read_text(encoding="utf-8"), str(path))
                continue
            made = known.get(os.path.realpath(path))
            if made is None:
                book = _with_lists(book, path)
                made = sheet(path, path.absolute().parent.name)
            book.sheets[made["id"]] = made
            sheets.append(made)
        except CopydeskError as problem:
            problems.append(problem)
    return book, sheets, problems


def _files(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*.toml") if "houses" not in p.parts)
        elif path.exists():
            yield path
        else:
            raise CopydeskError("there is no such file.", name)


def _with_lists(book: Rulebook, path: Path) -> Rulebook:
    """The word lists that lie beside a rule file (`lists/` in its folder or the one above)."""
    for folder in path.absolute().parents[:2]:
        if (folder / "lists").is_dir():
            return book.with_lists(folder / "lists")
    return book
