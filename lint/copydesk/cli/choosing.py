"""The options that say which rules run, and how: the same for every command that has them."""

from __future__ import annotations

import os

from ..config import Layer
from ..errors import CopydeskError
from ..typed import TYPE_CHECKING
from .options import Option

if TYPE_CHECKING:
    from typing import Any

HOUSE = Option("--house", "a house style: ap, reuters, afp, ...", "NAME")
CONFIG = Option("--config", "the configuration file", "FILE")
ISOLATED = Option("--isolated", "read no configuration file")
RULES = (
    HOUSE._replace(under="Rules:"),
    Option("--select", "rules or desks to run, with commas; all: every rule there is", "NAME,...", many=True),
    Option("--ignore", "rules or desks not to run, with commas", "NAME,...", many=True),
    Option("--config", "the configuration file for all stories", "FILE"),
    ISOLATED,
)
JOBS = Option("--jobs", "processes at once (default: one for each 400 KB, and no more than there are cores)", "NUMBER")


def chosen(options: dict[str, Any]) -> Layer:
    """What the command line has to say about rules. CopydeskError where that, or `--jobs`, makes no sense."""
    if options["isolated"] and options["config"]:
        raise CopydeskError("--isolated reads no configuration, --config names one: choose one.")
    if options["config"] and not os.path.isfile(options["config"]):
        raise CopydeskError("there is no such configuration file.", options["config"])
    numbers(options, "jobs")
    return Layer(
        "the command line",
        select=tuple(options["select"]) or None,
        ignore=tuple(options["ignore"]),
        house=options["house"],
    )


def numbers(options: dict[str, Any], *names: str) -> None:
    """CopydeskError for one of these options that is given and is no number from 1."""
    for name in names:
        if options[name] and not (options[name].isdecimal() and int(options[name]) > 0):
            raise CopydeskError(f"--{name} is a number from 1, not “{options[name]}”.")
