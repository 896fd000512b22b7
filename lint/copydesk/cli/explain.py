"""`copydesk explain`: what a rule finds, why, and examples."""

from __future__ import annotations

import sys
from pathlib import Path

from ..config import Layer
from ..errors import CopydeskError
from ..explain import card
from ..inforce import Config
from ..rulefile import examples
from .choosing import CONFIG, ISOLATED
from .options import Given

ABOUT = "Say what a rule finds, why, with examples and settings. `copydesk rules` lists them all."
USAGE = "copydesk explain [OPTION...] RULE..."
OPTIONS = (
    CONFIG,
    ISOLATED,
)


def run(given: Given) -> int:
    options = given.options
    config = Config(Layer("the command line"), file=options["config"], isolated=options["isolated"])
    book = config.made(config.inforce("story.txt")).book
    if not given.rest:
        raise CopydeskError("which rule? `copydesk rules` lists them all.")
    out = []
    for id in given.rest:
        sheet = book.sheets.get(id)
        if sheet is None:
            raise CopydeskError(f"there is no rule “{id}”.{book.suggestion(id)} `copydesk rules` lists them all.")
        out.append(card(sheet, examples(Path(sheet["path"]))))
    sys.stdout.write("\n".join(out))
    return 0
