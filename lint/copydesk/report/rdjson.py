"""The diagnostic format of reviewdog (rdjson): ranges with columns in bytes of UTF-8, and fixes as suggestions."""

from __future__ import annotations

import json

from ..finding import Fix
from ..fixing import apply
from ..spans import Lines, Span
from ..typed import TYPE_CHECKING
from . import Style, Tally, Told
from .written import place

if TYPE_CHECKING:
    from typing import Any

BEGIN = '{"source": {"name": "copydesk"}, "diagnostics": [\n'
JOINT = ",\n"
SEVERITY = {"error": "ERROR", "warning": "WARNING", "hint": "INFO"}


def story(told: Told, style: Style) -> str:
    path = place(told.path)
    out = []
    for finding in told.findings:
        diagnostic: dict[str, Any] = {
            "message": finding.message,
            "location": {"path": path, "range": _range(told.lines, finding.span)},
            "severity": SEVERITY[finding.level],
            "code": {"value": finding.rule},
        }
        if finding.fixes:
            diagnostic["suggestions"] = [_suggestion(told.lines, fix) for fix in finding.fixes]
        out.append(json.dumps(diagnostic, ensure_ascii=False))
    return ",\n".join(out)


def _suggestion(lines: Lines, fix: Fix) -> dict[str, Any]:
    """A suggestion has one range, a fix may have several edits: the stretch over all of them, as it would read."""
    span = Span(min(e.span.start for e in fix.edits), max(e.span.end for e in fix.edits))
    edits = [edit._replace(span=edit.span.moved(-span.start)) for edit in fix.edits]
    return {"range": _range(lines, span), "text": apply(lines.text[span.start : span.end], edits)}


def _range(lines: Lines, span: Span) -> dict[str, Any]:
    start, end = (lines.position(offset, "utf-8") for offset in span)
    return {
        "start": {"line": start.line + 1, "column": start.column + 1},
        "end": {"line": end.line + 1, "column": end.column + 1},
    }


def end(tally: Tally, style: Style) -> str:
    return "\n]}\n"
