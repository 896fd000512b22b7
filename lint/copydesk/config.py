"""One configuration file: `copydesk.toml` or `[tool.copydesk]`, checked key by key, and where it is found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .errors import CopydeskError, did_you_mean
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

NAME = "copydesk.toml"
PROJECT = "pyproject.toml"
STETS = "stets.toml"  # see `stetfile`
LISTS = ("extends", "select", "ignore", "rule_folders", "exclude")
KEYS = (*LISTS, "house", "rules", "paths")
PATH_KEYS = ("match", "select", "ignore", "rules")
NO_RULES: Mapping[str, Mapping[str, Any]] = {}


class Layer(NamedTuple):
    """What a file, its `[[paths]]`, a preset or the command line says. `select` is None where nothing is said."""

    who: str  # as told to a person
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = NO_RULES
    folders: tuple[str, ...] = ()  # folders of house rules
    exclude: tuple[str, ...] = ()  # files and folders that are no stories
    house: str = ""
    match: tuple[str, ...] = ()  # for `[[paths]]`: the layer counts for files that match one of these
    home: str = ""  # the folder that `match` starts from
    path: str = ""  # the file, and its text: for the line of a mistake
    text: str = ""
    table: str = ""  # the name of its table in that text
    start: int = 0  # where that table begins

    def counts_for(self, path: str) -> bool:
        """Whether it speaks of a file (an absolute path)."""
        if not self.match:
            return True
        return self.names(path, self.match)

    def names(self, path: str, patterns: tuple[str, ...]) -> bool:
        """Whether patterns that stand in its file name this one (an absolute path)."""
        inside = relative(path, self.home).replace(os.sep, "/")
        return any(_glob(pattern).fullmatch(inside) for pattern in patterns)

    def wrong(self, message: str, key: str, table: str = "") -> CopydeskError:
        """A mistake in one of its keys, with the line where it stands."""
        if not self.path:
            return CopydeskError(message)
        return CopydeskError(message, self.path, self.line(key, table))

    def line(self, key: str, table: str = "") -> int:
        from .rulefile import line_of

        if self.start:
            return self.text.count("\n", 0, self.start) + line_of(self.text[self.start :], key)
        return line_of(self.text, key, ".".join(filter(None, (self.table, table))))


def relative(path: str, folder: str = os.curdir) -> str:
    """A path as seen from a folder; as it is when no way leads there (another drive)."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return path


def above(folder: str) -> Iterator[str]:
    """A folder and all folders above it, nearest first."""
    while True:
        yield folder
        up = os.path.dirname(folder)
        if up == folder:
            return
        folder = up


def config_in(folder: str) -> str:
    """The configuration file that stands in this very folder, or nothing."""
    own = os.path.join(folder, NAME)
    if os.path.isfile(own):
        return own
    project = os.path.join(folder, PROJECT)
    try:
        with open(project, "rb") as file:
            data = file.read()
    except OSError:
        return ""
    return project if re.search(rb"(?m)^\[+tool\.copydesk[].]", data) else ""


def layers(path: str, under: tuple[str, ...] = ()) -> list[Layer]:
    """What a file says, lowest first: what it extends, itself, its `[[paths]]`."""
    real = os.path.realpath(path)
    if real in under:
        chain = " -> ".join(os.path.basename(p) for p in (*under[under.index(real) :], real))
        raise CopydeskError(f"“extends” goes in a circle: {chain}.", path, 1)
    text = _text(path)
    layer, table = _layer(path, text)
    out: list[Layer] = []
    for other in table.get("extends", ()):
        file = os.path.join(os.path.dirname(path), other)
        if not os.path.isfile(file):
            raise layer.wrong(f"“extends” names a file that is not there: {other}.", "extends")
        out += layers(file, (*under, real))
    return [*out, layer, *_paths(layer, table.get("paths", ()))]


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except OSError as error:
        raise CopydeskError(f"cannot be read: {error.strerror}.", path) from None
    except UnicodeDecodeError:
        raise CopydeskError("is not UTF-8.", path) from None


def _layer(path: str, text: str) -> tuple[Layer, dict[str, Any]]:
    from .rulefile import parse

    table = parse(text, path)
    name = ""
    if os.path.basename(path) == PROJECT:
        name = "tool.copydesk"
        table = table.get("tool", {}).get("copydesk", {})
    home = os.path.dirname(os.path.abspath(path))
    layer = Layer(who=path, path=path, text=text, table=name, home=home)
    _check(layer, table, KEYS)
    folders = tuple(os.path.join(home, f) for f in table.get("rule_folders", ()))
    for folder, given in zip(folders, table.get("rule_folders", ()), strict=True):
        if not os.path.isdir(folder):
            raise layer.wrong(f"“rule_folders” names a folder that is not there: {given}.", "rule_folders")
    return layer._replace(
        select=_names(table, "select"),
        ignore=tuple(table.get("ignore", ())),
        rules=table.get("rules", NO_RULES),
        folders=folders,
        exclude=_excluded(layer, table),
        house=table.get("house", ""),
    ), table


def _excluded(layer: Layer, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The patterns of `exclude`; with a slash at its end or without, a folder is meant with all that is in it."""
    for pattern in table.get("exclude", ()):
        if not pattern.strip("/. ") or pattern.startswith(("!", "../")):
            message = f"“exclude” names files and folders below this one, as drafts or *.draft.md do, not “{pattern}”."
            raise layer.wrong(message, "exclude")
    return tuple(pattern.rstrip("/") for pattern in table.get("exclude", ()))


def _paths(layer: Layer, tables: list[dict[str, Any]]) -> Iterator[Layer]:
    heads = [m.start() for m in re.finditer(r"(?m)^\s*\[\[[\w.]*\bpaths\]\]", layer.text)]
    for n, table in enumerate(tables):
        start = heads[n] if n < len(heads) else 0
        part = layer._replace(start=start, select=None, ignore=(), rules=NO_RULES, folders=(), exclude=(), house="")
        if not isinstance(table, dict):
            raise layer.wrong("“paths” is a list of tables: write [[paths]].", "paths")
        _check(part, table, PATH_KEYS)
        match = table.get("match")
        if not match:
            raise CopydeskError("[[paths]] needs the key “match”.", layer.path, part.line("paths"))
        yield part._replace(
            who=f"{layer.path}:{part.line('match')} [[paths]]",
            select=_names(table, "select"),
            ignore=tuple(table.get("ignore", ())),
            rules=table.get("rules", NO_RULES),
            match=(match,) if isinstance(match, str) else tuple(match),
        )


def _names(table: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    return tuple(table[key]) if key in table else None


def _check(layer: Layer, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    """Every key known, every value of the right type."""
    for key, value in table.items():
        if key not in keys:
            raise layer.wrong(f"there is no key “{key}” here.{did_you_mean(key, keys)}", key)
        if key in ("house", "match") and isinstance(value, str):
            continue
        if key == "house":
            raise layer.wrong("“house” is the name of a preset: a text.", key)
        if key == "rules":
            _check_rules(layer, value)
        elif key != "paths" and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            raise layer.wrong(f"“{key}” is a list of texts.", key)
        elif key == "paths" and not isinstance(value, list):
            raise layer.wrong("“paths” is a list of tables: write [[paths]].", key)


def _check_rules(layer: Layer, value: Any) -> None:
    if not isinstance(value, dict):
        raise layer.wrong("“rules” holds tables, [rules.NAME]; folders of rules go in “rule_folders”.", "rules")
    for id, settings in value.items():
        if not isinstance(settings, dict):
            raise layer.wrong(f"the settings of a rule are a table: write [rules.{id}].", id, "rules")


@lru_cache(1 << 8)
def _glob(pattern: str) -> re.Pattern[str]:
    """A pattern of paths: `*` within a folder, `**` over folders; one without a slash matches a name in any folder."""
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern:
        pattern = "**/" + pattern
    out = ""
    for piece in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern.removeprefix("./").removeprefix("/")):
        out += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece) or re.escape(piece)
    return re.compile(out)
