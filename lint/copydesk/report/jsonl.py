"""One JSON object a finding, a line each: the contract of `json` and `jsonl`.

`start` and `end` are offsets of the file as it stands on disk, so they count a byte order mark; lines and columns count
from 1 and do not. Written by hand, since `import json` costs more than reading a story.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..finding import Finding, Fix
from ..spans import Lines
from . import Style, Tally, Told

JOINT = ""
BEGIN = ""


def story(told: Told, style: Style) -> str:
    if not told.findings:
        return ""
    text = _writer()
    path = text(told.path)
    by = 1 if told.mark else 0
    out = "".join([_finding(f, path, told.lines, by, text) for f in told.findings])
    if not out.isascii():  # many a reader of lines ends a line at these; JSON may write them either way
        for char in "\x85\u2028\u2029":
            out = out.replace(char, f"\\u{ord(char):04x}")
    return out


def _finding(finding: Finding, path: str, lines: Lines, by: int, text: Callable[[str], str]) -> str:
    start, end = finding.span
    words = lines.text[start:end]
    line, column = lines.position(start)
    if "\n" in words or "\r" in words:
        end_line, end_column = lines.position(end)
    else:  # lines are not counted again
        end_line, end_column = line, column + end - start
    fixes = ", ".join([_fix(fix, by, text) for fix in finding.fixes])
    return (
        f'{{"path": {path}, "rule": "{finding.rule}", "desk": {text(finding.desk)}, "level": "{finding.level}", '
        f'"start": {start + by}, "end": {end + by}, "line": {line + 1}, "column": {column + 1}, '
        f'"end_line": {end_line + 1}, "end_column": {end_column + 1}, "text": {text(words)}, '
        f'"message": {text(finding.message)}, "fixes": [{fixes}]}}\n'
    )


def _fix(fix: Fix, by: int, text: Callable[[str], str]) -> str:
    edits = ", ".join(
        [f'{{"start": {span.start + by}, "end": {span.end + by}, "text": {text(new)}}}' for span, new in fix.edits]
    )
    safe = "true" if fix.safe else "false"
    return f'{{"title": {text(fix.title)}, "safe": {safe}, "edits": [{edits}]}}'


@cache
def _writer() -> Callable[[str], str]:
    """A text as JSON writes it, by the very function that `json` uses."""
    try:
        from _json import encode_basestring
    except ImportError:  # another Python than CPython
        from json.encoder import encode_basestring
    writer: Callable[[str], str] = encode_basestring
    return writer


def end(tally: Tally, style: Style) -> str:
    return ""
