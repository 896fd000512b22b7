"""What may be written at a place of a configuration file, for those who write it in an editor: keys, rules, desks, houses.

A file that is being written is not yet TOML, so it is read by its lines: the table that the place is in, and the key whose
value is open there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from .checks import kind
from .config import KEYS, PATH_KEYS
from .explain import settings_in_words
from .finding import LEVELS
from .inforce import houses
from .rulebook import Rulebook
from .spans import Span
from .typed import NamedTuple, fields

SAYS = {
    "house": "A house style: a preset of rules and settings.",
    "select": "Rules or desks to run; left out: every rule that is not off.",
    "ignore": "Rules or desks not to run.",
    "rule_folders": "Folders of your own rules.",
    "exclude": "Files and folders that are no stories: * within a folder, ** over folders; a bare name is meant in any folder.",
    "extends": "Files laid under this one.",
    "rules": "Settings of a rule, under its name: [rules.NAME].",
    "paths": "What else counts for some files: [[paths]].",
    "match": "For which files: a path, or a list; * within a folder, ** over folders.",
    "level": "error, warning, hint or off.",
    "most": "So many are told of a story, the last of them with how many more there are; 0: all.",
}
STET_SAYS = {
    "file": "The story, as a path from this file; or a pattern: * within a folder, ** over folders.",
    "reason": "Why it may stand.",
}
_PREFIX = "tool.copydesk"  # of the tables in pyproject.toml
_HEAD = re.compile(r"(?m)^[ \t]*\[+([^\]\n=\"']*)\]+")
_OPEN_HEAD = re.compile(r"[ \t]*\[+([\w.-]*)\Z")
_KEY = re.compile(r"(?m)^[ \t]*([\w-]+)[ \t]*=")
_WORD = re.compile(r"[\w-]*\Z")
_REST = re.compile(r"[\w-]*")


class Allowed(NamedTuple):
    """A word that may stand here, as it must be written, and what is said of it. `rule`: it names a rule."""

    word: str
    written: str
    says: str = ""
    rule: bool = False


class Place(NamedTuple):
    """Where a place is: its table, the key whose value is open there (or none), and the word it stands in."""

    table: str
    key: str
    word: Span
    quoted: bool = False  # the word stands in quotation marks


def place(text: str, offset: int, prefix: str = "") -> Place | None:
    """Where an offset is; None where copydesk has no say. `prefix`: of the tables that are ours (see `prefix_of`)."""
    start = offset - len(_WORD.findall(text[:offset])[0])
    word = Span(start, start + len(_REST.findall(text[start:])[0]))
    line = text[text.rfind("\n", 0, start) + 1 : start]
    before = text[: start - len(line)]
    if line.lstrip().startswith("#"):
        return None
    if head := _OPEN_HEAD.match(line):
        table = _own(head[1].rstrip("."), prefix)
        return None if table is None else Place(table, "[", word)
    last = next(reversed(list(_HEAD.finditer(before))), None)
    table = _own(last[1].strip() if last else "", prefix)
    if table is None:
        return None
    body = text[last.end() if last else 0 : start]
    key, value = "", ""
    for found in _KEY.finditer(body):
        key, value = found[1], body[found.end() :]
    marks = value.count('"') + value.count("'")
    is_open = value.count("[") > value.count("]") or "\n" not in value
    return Place(table, key if is_open else "", word, bool(is_open and key and marks % 2))


def prefix_of(name: str) -> str:
    """What stands before the names of our tables in a file of this name."""
    return _PREFIX if name == "pyproject.toml" else ""


def _own(table: str, prefix: str) -> str | None:
    """The name of a table as copydesk.toml has it; None where it is another's."""
    if not prefix:
        return table
    if table == prefix:
        return ""
    return table.removeprefix(f"{prefix}.") if table.startswith(f"{prefix}.") else None


def allowed(at: Place, book: Rulebook) -> list[Allowed]:
    """All that may be written there."""
    return list(_allowed(at, book))


def _allowed(at: Place, book: Rulebook) -> Iterator[Allowed]:
    first, _, rule = at.table.removeprefix("paths.").partition(".")
    if at.key == "[":
        if not at.table:
            yield from (Allowed(name, name, SAYS[name]) for name in ("rules", "paths"))
        elif first == "rules" and not rule:
            yield from _rules(book, "")
    elif first == "rules" and rule:
        yield from _of_rule(at, rule, book)
    elif at.key in ("select", "ignore"):
        mark = "" if at.quoted else '"'
        yield from _rules(book, mark)
        yield from (Allowed(desk, f"{mark}{desk}{mark}", "a desk: all its rules") for desk in (*book.desks, "all"))
    elif at.table == "stet":  # of a stets.toml
        if not at.key:
            yield from (Allowed(key, f"{key} = ", says) for key, says in STET_SAYS.items())
            yield from (one._replace(written=f"{one.word} = ") for one in _rules(book, ""))
    elif at.key == "house":
        yield from _values([*houses(), "none"], at)
    elif not at.key:
        keys = PATH_KEYS if first == "paths" else KEYS
        yield from (Allowed(key, f"{key} = ", SAYS[key]) for key in keys if key not in ("rules", "paths"))


def _rules(book: Rulebook, mark: str) -> Iterator[Allowed]:
    for id, sheet in sorted(book.sheets.items()):
        yield Allowed(id, f"{mark}{id}{mark}", sheet["message"], True)


def _of_rule(at: Place, rule: str, book: Rulebook) -> Iterator[Allowed]:
    if rule not in book.sheets:
        return
    check: Any = kind(book.sheets[rule]["check"])
    hints = fields(check)
    if not at.key:
        said = {**settings_in_words(check), "level": SAYS["level"], "most": SAYS["most"]}
        yield from (Allowed(key, f"{key} = ", said.get(key, "")) for key in ("level", "most", *hints) if key != "known")
    elif at.key == "level":
        yield from _values([*LEVELS, "off"], at)
    elif hints.get(at.key) is bool:
        yield from (Allowed(word, word) for word in ("true", "false"))
    else:
        yield from _values([word for word in get_args(hints.get(at.key)) if isinstance(word, str)], at)


def _values(words: list[str], at: Place) -> Iterator[Allowed]:
    mark = "" if at.quoted else '"'
    yield from (Allowed(word, f"{mark}{word}{mark}") for word in words)
