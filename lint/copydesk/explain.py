"""A rule in words: the card that `copydesk explain`, the editor's hover and docs/rules.md show, in Markdown.

`python -m copydesk.explain > docs/rules.md` writes the page of all rules anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .checks import kind
from .errors import CopydeskError
from .rule import READS, Example
from .rulebook import Rulebook, shipped
from .rulefile import examples
from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

MOST = 3  # examples of each sort on a card
LONG = 8  # entries of a list or table that are shown
_SETTING = re.compile(r"(?m)^ *(\w+): (.+)$")


def card(sheet: Mapping[str, Any], rows: Mapping[str, Sequence[Example]], depth: int = 1) -> str:
    """The card of a rule: message, why, examples, settings. `depth` is the level of its heading."""
    head, sub = "#" * depth, "#" * (depth + 1)
    level = "off: runs only when it is selected" if sheet["level"] == "off" else sheet["level"]
    out = [f"{head} {sheet['id']}", "", f"*{sheet['desk']}, {level}*", "", sheet["message"]]
    if sheet["why"]:
        out += ["", sheet["why"]]
    if rows.get("bad"):
        out += ["", f"{sub} What it finds", "", *(_bad(row) for row in rows["bad"][:MOST])]
    if rows.get("good"):
        out += ["", f"{sub} What it leaves alone", "", *(_good(row) for row in rows["good"][:MOST])]
    out += ["", f"{sub} Settings", "", *_settings(sheet)]
    if sheet["sources"]:
        out += ["", f"{sub} Sources", "", *(f"- {source}" for source in sheet["sources"])]
    if governed := _governed(sheet):
        out += ["", governed]
    return "\n".join(out) + "\n"


def _governed(sheet: Mapping[str, Any]) -> str:
    """Whose rule it is, from when until when, and where more is said."""
    said = (
        ("owner", "Owner: {}."),
        ("since", "Since {}."),
        ("expires", "Until {}, then it is off."),
        ("link", "More: <{}>"),
    )
    return " ".join(words.format(sheet[key]) for key, words in said if sheet.get(key))


def page(book: Rulebook) -> str:
    """All rules, desk by desk."""
    out = [
        "# Rules",
        "",
        "Made by `python -m copydesk.explain > docs/rules.md` from the rule files; change those.",
        "",
    ]
    for desk in book.desks:
        out += [f"## {desk}", ""]
        sheets = [sheet for _, sheet in sorted(book.sheets.items()) if sheet["desk"] == desk]
        out += ["| rule | level | says |", "|---|---|---|"]
        out += [f"| [{s['id']}](#{s['id']}) | {s['level']} | {_cell(s['message'])} |" for s in sheets]
        out += ["", *(card(sheet, _rows(sheet), 3) for sheet in sheets)]
    return "\n".join(out).rstrip() + "\n"


def _rows(sheet: Mapping[str, Any]) -> Mapping[str, Sequence[Example]]:
    try:
        return examples(Path(sheet["path"]))
    except CopydeskError:
        return {}


def _bad(row: Example) -> str:
    marked = " and ".join(_code(flag) for flag in row.flag if flag.strip())
    said = f"- {_code(row.text)}" + (f": {marked}" if marked and marked != _code(row.text) else "")
    return said + (f"  \n  becomes {_code(row.fix)}" if row.fix is not None else "")


def _good(row: Example) -> str:
    return f"- {_code(row.text)}: {row.why}"


def _code(text: str) -> str:
    """A text as inline code: its line ends and control characters shown as signs."""
    shown = "".join(_sign(c) for c in text)
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def _sign(char: str) -> str:
    if char == "\n":
        return "⏎"
    return char if char.isprintable() or char == "\u3000" else f"⟨U+{ord(char):04X}⟩"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _settings(sheet: Mapping[str, Any]) -> list[str]:
    """What `[rules.ID]` in a copydesk.toml can say, and what it is now."""
    cls = kind(sheet["check"])
    known = settings_in_words(cls)
    out = [f"- `level` = {_value(sheet['level'])}: error, warning, hint or off"]
    for key in cls._fields:
        if key == "known":
            continue
        value = sheet["settings"].get(key, cls._field_defaults.get(key))
        now = f" = {_value(value)}" if value is not None else ""
        out.append(f"- {_code(key + now)}{_after(known.get(key))}")
    if most := sheet["settings"].get("most"):
        out.append(
            f"- `most = {most}`: so many are told of a story, the last of them with how many more there are; 0: all"
        )
    if "quotation" in sheet["skip"]:
        out.append("- Skips what stands in quotation marks.")
    if "opinion" in sheet["skip"]:
        out.append("- Skips stories that say they are opinion (`type: opinion` in front matter).")
    if tuple(sheet["reads"]) != READS:
        out.append(f"- Reads: {', '.join(sheet['reads'])}.")
    if sheet["yields_to"]:
        out.append(f"- Says nothing where {' or '.join(sheet['yields_to'])} speaks.")
    return out


def settings_in_words(check: Any) -> dict[str, str]:
    """What each setting of a kind of check means, as its docstring says."""
    return dict(_SETTING.findall(check.__doc__ or ""))


def _after(text: str | None) -> str:
    return f": {text}" if text else ""


def _value(value: Any) -> str:
    """A setting in short, as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, Mapping):
        return f"a table of {len(value)}" if value else "nothing"
    if isinstance(value, list | tuple):
        shown = ", ".join(_value(v) for v in value[:LONG])
        return f"[{shown}{f', … {len(value)} in all' if len(value) > LONG else ''}]"
    return str(value)


if __name__ == "__main__":
    sys.stdout.write(page(shipped()))
