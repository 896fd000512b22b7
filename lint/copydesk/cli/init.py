"""`copydesk init`: looks at a folder and writes a short `copydesk.toml` for it."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Sequence

from ..config import NAME, above, config_in, relative
from ..errors import CopydeskError
from ..files import FORMATS, SEARCHED, search
from ..report import many
from ..typed import NamedTuple
from . import complain
from .guess import Guess, guess
from .options import Given, Option

ABOUT = """\
Look at a folder of stories and write a short copydesk.toml for it: the house style if the datelines show one, folders of
opinion set apart, files left out that are evidently no stories. Nothing is overwritten."""
USAGE = "copydesk init [OPTION...] [FOLDER]     (no FOLDER: this one)"
OPTIONS = (Option("--house", "the house style, instead of guessing it: ap, reuters, afp, ...", "NAME"),)
CALLED = {"plain": "plain text", "markdown": "Markdown", "html": "HTML", "xml": "XML", "json": "JSON"}
# what folders are called whose stories say what their writers think
OPINION = frozenset(
    ("opinion", "opinions", "op-ed", "op-eds", "oped", "editorial", "editorials", "comment", "commentary", "commentaries",
     "column", "columns", "columnist", "columnists", "viewpoint", "viewpoints", "letters", "blogs", "reviews")
)  # fmt: skip
# files that tell of a project, whatever their case; and those whose names a story may have too, as projects write them
NO_STORIES = re.compile(
    r"(?i:readme|contributing|changelog|code[_-]of[_-]conduct|pull_request_template)\.\w+|(?i:licen[cs]e)(-[A-Z]\w*)?\.\w+"
    r"|(AUTHORS|CONTRIBUTORS|COPYING|GOVERNANCE|HISTORY|INSTALL|MAINTAINERS|NEWS|NOTICE|RELEASING|SECURITY|SUPPORT|TODO)\.\w+"
    r"|(requirements|robots|humans|CMakeLists)\.txt"
)
TEMPLATES = frozenset(("_layouts", "_includes"))  # folders of what makes pages of stories


class Seen(NamedTuple):
    """What a folder holds."""

    formats: dict[str, int]
    opinion: list[str]  # folders of opinion, with slashes, from the folder looked at
    house: Guess
    above: str  # a configuration that counted here until now
    others: list[str] = []  # noqa: RUF012  names of files and folders that are evidently no stories


def run(given: Given) -> int:
    if len(given.rest) > 1:
        raise CopydeskError("one folder at a time, please.")
    folder = given.rest[0] if given.rest else os.curdir
    if not os.path.isdir(folder):
        raise CopydeskError("there is no such folder.", folder)
    if there := config_in(folder):
        raise CopydeskError("is there already: nothing was written.", os.path.normpath(there))
    seen = look(folder, given.options["house"])
    path = os.path.normpath(os.path.join(folder, NAME))
    try:
        with open(path, "x", encoding="utf-8") as file:  # another may have written one meanwhile
            file.write(written(seen))
    except OSError as error:
        raise CopydeskError(f"cannot be written: {error.strerror}.", path) from None
    sys.stdout.write(_told(seen, path))
    return 0


def look(folder: str, house: str = "") -> Seen:
    """What there is in a folder. `house` is taken as it is; CopydeskError when there is none of that name."""
    paths, others = _apart(list(search([folder], _tell)), folder)
    formats = Counter(FORMATS[os.path.splitext(path)[1].lower()] for path in paths)
    inside = [os.path.dirname(relative(path, folder)).replace(os.sep, "/") for path in paths]
    upwards = list(above(os.path.abspath(folder)))[1:]
    nearest = next(filter(None, map(config_in, upwards)), "")
    return Seen(
        dict(formats), _opinion(inside), guess(paths, house), relative(nearest, folder) if nearest else "", others
    )


def _apart(paths: Sequence[str], folder: str) -> tuple[list[str], list[str]]:
    """The stories, and the names of what is evidently none."""
    stories: list[str] = []
    others: set[str] = set()
    for path in paths:
        *folders, name = relative(path, folder).split(os.sep)
        if named := next((part for part in folders if part in TEMPLATES), name if NO_STORIES.fullmatch(name) else ""):
            others.add(named)
        else:
            stories.append(path)
    return stories, sorted(others)


def _tell(error: CopydeskError) -> None:
    complain(str(error))


def _opinion(folders: Sequence[str]) -> list[str]:
    """The outermost folders of opinion among those that hold stories."""
    found: dict[str, None] = {}
    for folder in folders:
        parts = folder.split("/")
        n = next((n for n, part in enumerate(parts) if part.lower().lstrip("_") in OPINION), None)
        if n is not None:
            found["/".join(parts[: n + 1])] = None
    return sorted(found)


def written(seen: Seen) -> str:
    """The file."""
    lines = [
        "# What copydesk shall do with the stories of this folder and all below it.",
        "# `copydesk config` shows what is in force and who said so, `copydesk explain` all rules.",
        "",
    ]
    if seen.above:
        lines += [f'extends = ["{_quoted(seen.above)}"]    # it counted here so far; this file comes before it', ""]
    if seen.house.name:
        lines.append(f'house = "{seen.house.name}"    # {seen.house.why}')
    else:
        lines += [f"# No house style: {seen.house.why}. To name one:", '# house = "ap"']
    lines += [
        "",
        "# Files and folders that are no stories; * within a folder, ** over folders:",
        f"{'' if seen.others else '# '}exclude = {_list(seen.others or ['drafts'])}",
        "",
        "# Rules or desks (characters, punctuation, sourcing, structure, words) that shall not run:",
        '# ignore = ["cliche"]',
        "",
        "# A rule can be made heavier or lighter: error, warning, hint, off.",
        "# [rules.redundancy]",
        '# level = "hint"',
    ]
    for folder in seen.opinion:
        lines += [
            "",
            "# Whoever writes opinion may say what they think.",
            "[[paths]]",
            f'match = "{_quoted(folder)}/**"',
            'ignore = ["sourcing"]',
        ]
    return "\n".join(lines) + "\n"


def _list(names: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{_quoted(name)}"' for name in names) + "]"


def _quoted(text: str) -> str:
    """As a TOML text wants it; no odd name can end it."""
    import json

    return json.dumps(text.replace(os.sep, "/"), ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")


def _told(seen: Seen, path: str) -> str:
    kinds = ", ".join(f"{count:,} {CALLED[format]}" for format, count in sorted(seen.formats.items()))
    total = sum(seen.formats.values())
    lines = [f"{many(total, 'story', 'stories')}: {kinds}." if total else f"No story yet ({SEARCHED})."]
    lines.append(
        f"House style {seen.house.name}: {seen.house.why}." if seen.house.name else f"No house style: {seen.house.why}."
    )
    if seen.opinion:
        lines.append(f"Opinion, where the desk “sourcing” is off: {', '.join(seen.opinion)}.")
    if seen.others:
        lines.append(f"No stories, left out: {', '.join(seen.others)}.")
    if seen.above:
        lines.append(f"It extends {seen.above}, which counted here so far.")
    lines.append(f"Written: {path}. Next: copydesk check")
    return "\n".join(lines) + "\n"
