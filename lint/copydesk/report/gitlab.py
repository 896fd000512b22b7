"""Code Quality of GitLab: a JSON array, an object a finding, with a fingerprint that tells old findings from new ones."""

from __future__ import annotations

import json

from . import Style, Tally, Told
from .written import Names, place

BEGIN = "[\n"
JOINT = ",\n"
SEVERITY = {"error": "major", "warning": "minor", "hint": "info"}


def story(told: Told, style: Style) -> str:
    path = place(told.path)
    names = Names(told.lines.text, path)
    out = []
    for finding in told.findings:
        first, last = (told.lines.position(offset).line + 1 for offset in finding.span)
        issue = {
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": names.of(finding),
            "severity": SEVERITY[finding.level],
            "location": {"path": path, "lines": {"begin": first, "end": last}},
        }
        out.append(json.dumps(issue, ensure_ascii=False))
    return ",\n".join(out)


def end(tally: Tally, style: Style) -> str:
    return "\n]\n"
