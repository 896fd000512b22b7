"""One JSON object a finding, a line each."""

from __future__ import annotations

import json

from . import Style, Tally, Told
from .row import row

JOINT = ""
BEGIN = ""


def story(told: Told, style: Style) -> str:
    dumps = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(dumps(row(told.path, told.lines, finding, told.bom)) + "\n" for finding in told.findings)


def end(tally: Tally, style: Style) -> str:
    return ""
