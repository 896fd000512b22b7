"""The diagnostic format of reviewdog (rdjson): ranges with columns in bytes of UTF-8, and fixes as suggestions."""

from __future__ import annotations

import json

from ..finding import Fix
from ..fixing import apply
from ..spans import Span
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
    places = _places(told)
    out = []
    for finding in told.findings:
        diagnostic: dict[str, Any] = {
            "message": finding.message,
            "location": {"path": path, "range": _range(finding.span, places)},
            "severity": SEVERITY[finding.level],
            "code": {"value": finding.rule},
        }
        if finding.fixes:
            diagnostic["suggestions"] = [
                {"range": _range(_over(fix), places), "text": _as_read(told.lines.text, fix)} for fix in finding.fixes
            ]
        out.append(json.dumps(diagnostic, ensure_ascii=False))
    return ",\n".join(out)


def _places(told: Told) -> dict[int, dict[str, int]]:
    """Line and column of every offset we speak of, asked in order: a long line is then counted through once."""
    spans = [finding.span for finding in told.findings]
    spans += [_over(fix) for finding in told.findings for fix in finding.fixes]
    out = {}
    for offset in sorted({offset for span in spans for offset in span}):
        line, column = told.lines.position(offset, "utf-8")
        out[offset] = {"line": line + 1, "column": column + 1}
    return out


def _over(fix: Fix) -> Span:
    """A suggestion has one range, a fix may have several edits: the stretch over all of them."""
    return Span(min(edit.span.start for edit in fix.edits), max(edit.span.end for edit in fix.edits))


def _as_read(text: str, fix: Fix) -> str:
    """That stretch as it would read."""
    start, end = _over(fix)
    return apply(text[start:end], [edit._replace(span=edit.span.moved(-start)) for edit in fix.edits])


def _range(span: Span, places: dict[int, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {"start": places[span.start], "end": places[span.end]}


def end(tally: Tally, style: Style) -> str:
    return "\n]}\n"
