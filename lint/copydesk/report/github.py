"""Annotations of GitHub Actions: one workflow command a finding, read off standard output by the runner.

A command is a line; in its text `%`, CR and LF are written %25, %0D, %0A, in its properties `:` and `,` too.
"""

from __future__ import annotations

from . import Style, Tally, Told
from .shown import escaped
from .written import place

BEGIN = ""
JOINT = ""
COMMAND = {"error": "error", "warning": "warning", "hint": "notice"}


def story(told: Told, style: Style) -> str:
    file = _property(place(told.path)) if told.findings else ""
    out = []
    for finding in told.findings:
        line, column = told.lines.position(finding.span.start)
        end_line, end_column = told.lines.position(finding.span.end)
        # columns may be named only where the words stand in one line
        columns = f",col={column + 1},endColumn={end_column + 1}" if end_line == line else ""
        out.append(
            f"::{COMMAND[finding.level]} file={file},line={line + 1},endLine={end_line + 1}{columns},"
            f"title={_property(finding.rule)}::{_text(finding.message)}\n"
        )
    return "".join(out)


def _text(text: str) -> str:
    return escaped(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")


def end(tally: Tally, style: Style) -> str:
    return ""
