"""All rules there are: reads the folders of rules and lists, and says which rules are in force."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from .errors import CopydeskError, did_you_mean
from .lexicon import Lexicon
from .plan import kept, stamp
from .rule import Rule
from .typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_HERE = os.path.dirname(os.path.realpath(__file__))
_WHEEL, _CHECKOUT = os.path.join(_HERE, "rules"), os.path.join(_HERE, "..", "..", "rules")
SHIPPED = _WHEEL if os.path.isdir(_WHEEL) else os.path.normpath(_CHECKOUT)  # a text: pathlib costs 4 ms at every start
_APART = ("lists", "houses")


class Rulebook:
    """Sheets of rules by id, word lists, and what could not be read. A broken house rule is a problem, not an end."""

    def __init__(self, sheets: dict[str, dict[str, Any]], lists: dict[str, dict[str, Any]]) -> None:
        self.sheets = sheets
        self.lexicon = Lexicon(lists)
        self._lists = lists
        self.problems: list[CopydeskError] = []

    @property
    def desks(self) -> list[str]:
        return sorted({sheet["desk"] for sheet in self.sheets.values()})

    def with_folders(self, folders: Iterable[str]) -> Rulebook:
        """This book and the rules of more folders; their lists are laid over the lists of the same name."""
        book = Rulebook(dict(self.sheets), {name: dict(table) for name, table in self._lists.items()})
        book.problems = list(self.problems)
        for folder in folders:
            if not os.path.isdir(folder):
                book.problems.append(CopydeskError("there is no such folder of rules.", folder))
                continue
            sheets, lists, problems = _kept(folder)
            book.problems += problems
            for id, sheet in sheets.items():
                if id in book.sheets:
                    other = book.sheets[id]["path"]
                    book.problems.append(CopydeskError(f"there is a rule “{id}” already: {other}.", sheet["path"], 1))
                else:
                    book.sheets[id] = sheet
            for name, table in lists.items():
                book._lists.setdefault(name, {}).update(table)
            if lists:  # what was worked out from the lists before holds no longer
                book.sheets = {id: _without(sheet, "known") for id, sheet in book.sheets.items()}
        return book

    def with_lists(self, folder: Path) -> Rulebook:
        """This book and the word lists of a folder, laid over the lists of the same name."""
        from .rulefile import parse

        book = self.with_folders(())
        for path in sorted(folder.glob("*.toml")):
            book._lists.setdefault(path.stem, {}).update(parse(path.read_text(encoding="utf-8"), str(path)))
        book.sheets = {id: _without(sheet, "known") for id, sheet in book.sheets.items()}
        return book

    def known(self, name: str) -> bool:
        """Whether a name can stand in `select` and `ignore`: a rule, a desk or `all`."""
        return name == "all" or name in self.sheets or any(s["desk"] == name for s in self.sheets.values())

    def suggestion(self, name: str) -> str:
        return did_you_mean(name, [*self.sheets, *self.desks, "all"])

    def rules(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        settings: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> list[Rule]:
        """The rules in force, in order of their ids. `select` empty: all that are not `off`.

        A rule that is `off` runs when it is selected by its id or by `all`, or given a level in `settings`.
        """
        out = []
        for id, sheet in sorted(self.sheets.items()):
            laid = dict((settings or {}).get(id, {}))
            level = laid.pop("level", sheet["level"])
            if in_force(id, sheet["desk"], level, select, ignore):
                out.append(self.rule(id, level, laid))
        return out

    def rule(self, id: str, level: str, settings: Mapping[str, Any]) -> Rule:
        """One rule, with settings laid over its own."""
        sheet = self.sheets[id]
        made = {**sheet, "level": level, "settings": {**sheet["settings"], **settings}}
        return Rule(_without(made, "known") if settings else made, self.lexicon)


def in_force(id: str, desk: str, level: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a rule runs: the narrower word decides, a rule's id over its desk over `all`."""
    if id in ignore:
        return False
    if id in select:
        return True
    if desk in ignore:
        return False
    if level == "off":
        return "all" in select
    return not select or desk in select or "all" in select


def shipped() -> Rulebook:
    """The rules that come with copydesk."""
    sheets, lists, problems = _kept(SHIPPED)
    book = Rulebook(sheets, lists)
    book.problems = problems
    return book


def _kept(folder: str) -> tuple[dict[str, Any], dict[str, Any], list[CopydeskError]]:
    """What a folder of rules says, read anew only when a file has changed. A problem is told at every start."""

    def make() -> tuple[Any, ...]:
        sheets, lists, problems = _read(folder)
        if folder == SHIPPED:
            _work_out(sheets, Lexicon(lists))
        return sheets, lists, [(p.message, p.path, p.line) for p in problems]

    name = "rules" if folder == SHIPPED else "house"
    sheets, lists, problems = kept(name, stamp(folder), make)
    return sheets, lists, [CopydeskError(*problem) for problem in problems]


def _work_out(sheets: dict[str, Any], lexicon: Lexicon) -> None:
    """Note in each sheet what its check reads and what wakes it: to make all checks ready takes longer than to use a few."""
    for sheet in sheets.values():
        rule = Rule(sheet, lexicon)
        with suppress(ValueError):  # told when the rule is made
            sheet["known"] = (rule.view, rule.gate)


def _without(sheet: dict[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in sheet.items() if k != key}


def _read(folder: str) -> tuple[dict[str, Any], dict[str, Any], list[CopydeskError]]:
    from pathlib import Path

    from .rulefile import parse, sheet

    sheets: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    problems: list[CopydeskError] = []
    for path in sorted(Path(folder).rglob("*.toml")):
        inside = path.relative_to(folder).parts
        if inside[0] == "houses":
            continue
        try:
            if inside[0] == "lists":
                lists[path.stem] = parse(path.read_text(encoding="utf-8"), str(path))
                continue
            made = sheet(path, path.parent.name)
            if made["id"] in sheets:
                raise CopydeskError(
                    f"there is a rule “{made['id']}” already: {sheets[made['id']]['path']}.", str(path), 1
                )
            sheets[made["id"]] = made
        except CopydeskError as problem:
            problems.append(problem)
    return sheets, lists, problems
