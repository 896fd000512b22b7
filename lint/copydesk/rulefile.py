"""One rule file: TOML -> a sheet (plain data, checked), or an error that says file, line and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

from .checks import KINDS, kind
from .errors import CopydeskError, did_you_mean
from .finding import LEVELS
from .reading import READINGS
from .rule import READS, Example
from .typed import choices, fields
from .views.parts import Part

GOVERNED = ("owner", "since", "expires", "link")
OWN = ("check", "level", "message", "why", *GOVERNED, "sources", "reads", "skip", "yields_to", "bad", "good", "todo")
ANY = {
    "most": int
}  # what a rule of any check can be told among its settings: it is the rule that goes by it (see `rule`)
EXAMPLE = ("text", "flag", "fix", "why", "format", "settings")
_TEXTS = tuple[str, ...]
_TYPES = {
    "level": str,
    "why": str,
    "owner": str,
    "since": str,
    "expires": str,
    "link": str,
    "sources": _TEXTS,
    "reads": _TEXTS,
    "skip": _TEXTS,
    "yields_to": _TEXTS,
}
_EXAMPLE_TYPES = {"text": str, "flag": _TEXTS, "fix": str, "why": str, "format": str, "settings": dict[str, Any]}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LINK = re.compile(r"https?://[^\s/]+\S*")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SKIP = ("quotation", "opinion")


def parse(text: str, path: str) -> dict[str, Any]:
    """TOML text -> table. CopydeskError with the line of a syntax error."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CopydeskError(f"not TOML: {error}", path, int(line[1]) if line else text.count("\n") + 1) from None


def line_of(text: str, key: str, table: str = "") -> int:
    """The line (from 1) on which a key of a table is written, as near as can be told from the text."""
    start = 0
    if table and (head := re.search(rf"(?m)^\[{re.escape(table)}\]", text)):
        start = head.start()
    at = re.search(rf"(?m)^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=|^\[+{re.escape(key)}\b", text[start:])
    return text.count("\n", 0, start + (at.start() if at else 0)) + 1


def sheet(path: Path, desk: str) -> dict[str, Any]:
    """Read and check one rule file. The id is the file's name, the desk its folder."""
    where = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CopydeskError(f"cannot be read: {error}", where) from None
    table = parse(text, where)
    for key in GOVERNED:  # TOML knows days; a text holds them as well
        if isinstance(table.get(key), date):
            table[key] = table[key].isoformat()

    def refuse(message: str, key: str) -> CopydeskError:
        return CopydeskError(message, where, line_of(text, key))

    if not ID.fullmatch(path.stem):
        raise CopydeskError(f"“{path.stem}” is no name for a rule: write it in lower case with hyphens.", where, 1)
    for key in ("check", "message"):
        if not isinstance(table.get(key), str):
            raise CopydeskError(f"the key “{key}” is missing, or is not a text.", where, 1)
    if table["check"] not in KINDS:
        raise refuse(f"there is no check “{table['check']}”.{did_you_mean(table['check'], KINDS)}", "check")
    for key, hint in _TYPES.items():
        try:
            typed(table.get(key, "" if hint is str else ()), hint)
        except ValueError as error:
            raise refuse(f"{key}: {error}", key) from None
    level = table.get("level", "warning")
    if level not in (*LEVELS, "off"):
        raise refuse(f"level is “{level}”; it can be error, warning, hint or off.", "level")
    for key, allowed in (("reads", choices(Part)), ("skip", SKIP)):
        for part in table.get(key, ()):
            if part not in allowed:
                raise refuse(f"{key} knows no “{part}”.{did_you_mean(str(part), allowed)}", key)
    if (day := table.get("expires")) and not _is_day(day):
        raise refuse(f"expires is “{day}”; it is a day, its last: 2027-06-30.", "expires")
    if (link := table.get("link")) and not LINK.fullmatch(link):
        raise refuse(f"link is “{link}”; it is an address: https://…", "link")
    settings = check_settings(table["check"], {k: v for k, v in table.items() if k not in OWN}, where, text)
    return {
        "id": path.stem, "desk": desk, "path": where, "level": level, "message": table["message"],
        "check": table["check"], "settings": settings, "why": table.get("why", ""),
        **{key: table.get(key, "") for key in GOVERNED},
        "fixable": any("fix" in row for row in table.get("bad", ()) if isinstance(row, dict)),
        "sources": tuple(table.get("sources", ())), "reads": tuple(table.get("reads", READS)),
        "skip": tuple(table.get("skip", ())), "yields_to": tuple(table.get("yields_to", ())),
    }  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def check_settings(
    check: str, given: dict[str, Any], where: str, text: str, table: str = "", *, whole: bool = True
) -> dict[str, Any]:
    """The settings of a check, each of its right type; unknown, missing and unreadable ones are refused.

    `whole`: all that have no default must be there (False when only some are laid over a rule's own).
    """
    cls = kind(check)
    own = fields(cls)
    hints = {**own, **ANY}
    out: dict[str, Any] = {}
    for key, value in given.items():
        line = line_of(text, key, table)
        if key not in hints:
            known = [*hints, *OWN] if whole else [*hints, "level"]
            raise CopydeskError(f"unknown key “{key}”.{did_you_mean(key, known)}", where, line)
        try:
            out[key] = typed(value, hints[key])
        except ValueError as error:
            raise CopydeskError(f"{key}: {error}", where, line) from None
    missing = [key for key in own if key not in out and key not in cls._field_defaults]
    if whole and missing:
        raise CopydeskError(f"the check “{check}” needs the key “{missing[0]}”.", where, 1)
    shared = {key: out.pop(key) for key in ANY if key in out}
    return {**_proved(cls, own, out, whole, where, lambda key: line_of(text, key, table)), **shared}


def _proved(
    cls: Any, hints: dict[str, Any], out: dict[str, Any], whole: bool, where: str, line: Callable[[str], int]
) -> dict[str, Any]:
    """The settings as the check itself proves them (`proved`), with what it works out once from them."""
    if not hasattr(cls, "proved"):
        return out
    defaults = cls._field_defaults
    lacking = {key: defaults[key] if key in defaults else hints[key]() for key in hints if key not in out}
    try:
        made = cls(**lacking, **out).proved()
    except ValueError as error:
        key = str(error).partition(":")[0]
        raise CopydeskError(str(error), where, line(key) if key in hints else 1) from None
    worked_out = {key for key, value in made._asdict().items() if lacking.get(key, value) != value}
    return {key: value for key, value in made._asdict().items() if whole or key in out or key in worked_out}


def typed(value: Any, hint: Any) -> Any:
    """A TOML value as the field's type wants it. ValueError says what was expected."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"expected a list, found {_shown(value)}.")
        return tuple(typed(v, args[0]) for v in value)
    if origin is dict:
        if not isinstance(value, dict):
            raise ValueError(f"expected a table, found {_shown(value)}.")
        return dict(value) if args[1] is Any else {k: typed(v, args[1]) for k, v in value.items()}
    if args and all(isinstance(a, str) for a in args):  # Literal[...]
        if value not in args:
            raise ValueError(f"“{value}” is none of {', '.join(args)}.{did_you_mean(str(value), args)}")
        return value
    if type(None) in args:  # a text, or nothing
        hint = args[0]
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise ValueError(f"expected {_NAMES.get(hint, hint)}, found {_shown(value)}.")
    return value


_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str) else repr(value)


def examples(path: Path) -> dict[str, list[Example]]:
    """The examples of a rule file by `bad`, `good` and `todo`."""
    text = path.read_text(encoding="utf-8")
    table = parse(text, str(path))
    out: dict[str, list[Example]] = {}
    for name in ("bad", "good", "todo"):
        lines = [text.count("\n", 0, m.start()) + 1 for m in re.finditer(rf"(?m)^\[\[{name}\]\]", text)]
        rows = table.get(name, [])
        if not isinstance(rows, list) or len(rows) != len(lines):
            raise CopydeskError(
                f"write each example as [[{name}]] on a line of its own.", str(path), line_of(text, name)
            )
        out[name] = [_example(row, str(path), line) for row, line in zip(rows, lines, strict=True)]
    return out


def _example(row: dict[str, Any], where: str, line: int) -> Example:
    for key in row:
        if key not in EXAMPLE:
            raise CopydeskError(f"unknown key “{key}” in an example.{did_you_mean(key, EXAMPLE)}", where, line)
    if "text" not in row:
        raise CopydeskError("an example needs a “text”.", where, line)
    if isinstance(row.get("flag"), str):
        row = {**row, "flag": [row["flag"]]}
    for key, value in row.items():
        try:
            row = {**row, key: typed(value, _EXAMPLE_TYPES[key])}
        except ValueError as error:
            raise CopydeskError(f"{key}: {error}", where, line) from None
    if row.get("format", "plain") not in READINGS:
        near = did_you_mean(row["format"], READINGS)
        raise CopydeskError(f"format knows no “{row['format']}”.{near}", where, line)
    return Example(**row, line=line)
