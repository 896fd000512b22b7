"""One line a finding: path:line:column, level, sentence, rule."""

from __future__ import annotations

from . import Style, Tally, Told
from .shown import escaped

JOINT = ""
BEGIN = ""


def story(told: Told, style: Style) -> str:
    out = []
    path = escaped(told.path)
    for finding in told.findings:
        line, column = told.lines.position(finding.span.start)
        out.append(f"{path}:{line + 1}:{column + 1}: {finding.level}: {escaped(finding.message)} [{finding.rule}]\n")
    return "".join(out)


def end(tally: Tally, style: Style) -> str:
    return ""
