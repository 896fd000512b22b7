"""`copydesk config`: what the configuration says for a file, and which file said so."""

from __future__ import annotations

import json
import sys

from ..config import Layer
from ..errors import CopydeskError
from ..inforce import Config, InForce, Made, level_of, why
from ..typed import TYPE_CHECKING
from . import complain
from .choosing import CONFIG, HOUSE, ISOLATED
from .options import Given, Option, story_of

if TYPE_CHECKING:
    from typing import Any

ABOUT = """\
Show what the configuration says for a file (or a folder; this one, if none is named), and which file said it.
`copydesk rules` lists the rules that come of it."""
USAGE = "copydesk config [OPTION...] [FILE]"
OPTIONS = (
    Option("--why", "who decided whether this rule runs, and its settings", "RULE"),
    CONFIG,
    HOUSE,
    ISOLATED,
)


def run(given: Given) -> int:
    options = given.options
    path = story_of(given.rest)
    command = Layer("the command line", house=options["house"])
    config = Config(command, file=options["config"], isolated=options["isolated"])
    inforce = config.inforce(path)
    made = config.made(inforce)
    for problem in (*made.problems, *made.ours, *made.expired):
        complain(str(problem))
    if options["why"]:
        sys.stdout.write(_why(inforce, made, options["why"]))
    else:
        what = given.rest[0] if given.rest else "this folder"
        sys.stdout.write(_all(inforce, made, what, config.stets_of(path), config.excluded(path)))
    return 2 if made.problems else 0


def _why(inforce: InForce, made: Made, id: str) -> str:
    sheet = made.book.sheets.get(id)
    if sheet is None:
        raise CopydeskError(f"there is no rule “{id}”.{made.book.suggestion(id)}")
    on, reason = why(inforce, sheet)
    out = f"{id} {'runs' if on else 'does not run'}: {reason}.\n"
    settings = {"level": sheet["level"], **sheet["settings"], **inforce.rules.get(id, {})}
    settings["level"] = level_of(inforce, sheet)
    for key, value in sorted(settings.items()):
        who = inforce.said.get(("set", id, key), f"the rule itself ({sheet['path']})")
        out += f"  {key} = {_shown(value)}    {who}\n"
    return out


def _all(inforce: InForce, made: Made, what: str, stets: str, excluded: str) -> str:
    """As a `copydesk.toml` might say it, with who said what as comments."""
    files = [layer.who for layer in inforce.layers if layer.path]
    lines = [f"# in force for {what}"]
    lines += [f"# from {who}" for who in files] or ["# no configuration file: everything as shipped"]
    lines += [f"# what is let stand: {stets}"] if stets else []
    lines += [f"# it is not checked: excluded by {excluded}"] if excluded else []
    if inforce.house:
        lines.append(f"house = {_shown(inforce.house)}    # {inforce.said['house',]}")
    if inforce.select:
        lines.append(f"select = {_shown(inforce.select)}    # {inforce.said['select',]}")
    if inforce.ignore:
        who = "; ".join(dict.fromkeys(inforce.said["ignore", name] for name in inforce.ignore))
        lines.append(f"ignore = {_shown(inforce.ignore)}    # {who}")
    if inforce.folders:
        lines.append(f"rule_folders = {_shown(inforce.folders)}")
    lines += [f"exclude = {_shown(layer.exclude)}    # {layer.who}" for layer in inforce.layers if layer.exclude]
    for id, settings in sorted(inforce.rules.items()):
        lines += ["", f"[rules.{id}]"]
        lines += [f"{key} = {_shown(value)}    # {inforce.said['set', id, key]}" for key, value in settings.items()]
    lines += ["", f"# {len(made.engine.rules)} of {len(made.book.sheets)} rules run: `copydesk rules` lists them"]
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    """A value as TOML writes it (for what rules have: texts, numbers, truth, lists); tables by their size."""
    if isinstance(value, dict):
        return f"{{ … {len(value)} … }}"
    if isinstance(value, list | tuple) and len(value) > 8:
        return f"[ {_shown(value[0])}, … {len(value)} in all … ]"
    return json.dumps(value, ensure_ascii=False)
