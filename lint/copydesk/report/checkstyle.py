"""Checkstyle XML, which Jenkins and many others read: a `file` for each story with findings, an `error` each."""

from __future__ import annotations

from . import Style, Tally, Told
from .written import place, xml

BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
JOINT = ""
SEVERITY = {"error": "error", "warning": "warning", "hint": "info"}


def story(told: Told, style: Style) -> str:
    if not told.findings:
        return ""
    out = [f'<file name="{xml(place(told.path))}">\n']
    for finding in told.findings:
        line, column = told.lines.position(finding.span.start)
        out.append(
            f'  <error line="{line + 1}" column="{column + 1}" severity="{SEVERITY[finding.level]}" '
            f'message="{xml(finding.message)}" source="copydesk.{xml(finding.desk)}.{xml(finding.rule)}"/>\n'
        )
    return "".join((*out, "</file>\n"))


def end(tally: Tally, style: Style) -> str:
    return "</checkstyle>\n"
