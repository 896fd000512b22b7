"""A finding as plain data, in the offsets of the file as it stands on disk: the contract of `json` and `jsonl`."""

from __future__ import annotations

from typing import Any

from ..finding import Finding
from ..spans import Lines


def row(path: str, lines: Lines, finding: Finding, bom: bool = False) -> dict[str, Any]:
    """Offsets count a byte order mark, as reading the file does; lines and columns count from 1 and do not."""
    start, end = finding.span
    first, last = lines.position(start), lines.position(end)
    by = 1 if bom else 0
    return {
        "path": path,
        "rule": finding.rule,
        "desk": finding.desk,
        "level": finding.level,
        "start": start + by,
        "end": end + by,
        "line": first.line + 1,
        "column": first.column + 1,
        "end_line": last.line + 1,
        "end_column": last.column + 1,
        "text": lines.text[start:end],
        "message": finding.message,
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [{"start": e.span.start + by, "end": e.span.end + by, "text": e.text} for e in fix.edits],
            }
            for fix in finding.fixes
        ],
    }
