"""SARIF 2.1.0: findings with fixes, the rules that spoke with their cards, what could not be read.

Lines and columns count as everywhere here (code points, from 1; a lone CR ends a line too), and the log says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from .. import __version__
from ..errors import CopydeskError
from ..explain import card
from ..finding import Fix
from ..rulefile import examples
from ..spans import Lines, Span
from ..typed import TYPE_CHECKING
from . import Style, Tally, Told
from .written import Names, uri

if TYPE_CHECKING:
    from typing import Any

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BEGIN = f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"results": [\n'
JOINT = ",\n"
LEVEL = {"error": "error", "warning": "warning", "hint": "note", "off": "note"}
# what code scanning sorts alerts by; a level promises how often a rule is right
PRECISION = {"error": "very-high", "warning": "high", "hint": "medium", "off": "low"}
SEVERITY = {"error": "error", "warning": "warning", "hint": "recommendation", "off": "recommendation"}
ROOT = "%SRCROOT%"
FINGERPRINT = "copydesk/v1"


def story(told: Told, style: Style) -> str:
    location = _artifact(told.path)
    names = Names(told.lines.text)
    out = []
    for finding in told.findings:
        start, end = finding.span
        region = {**_region(told.lines, finding.span), "snippet": {"text": told.lines.text[start:end]}}
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": LEVEL[finding.level],
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
            "partialFingerprints": {FINGERPRINT: names.of(finding)},
        }
        if finding.fixes:
            result["fixes"] = [_fix(told.lines, location, fix) for fix in finding.fixes]
        out.append(_json(result))
    return ",\n".join(out)


def _artifact(path: str) -> dict[str, str]:
    found = uri(path)
    return {"uri": found} if found.startswith("file:") else {"uri": found, "uriBaseId": ROOT}


def _region(lines: Lines, span: Span) -> dict[str, Any]:
    start, end = (lines.position(offset) for offset in span)
    return {
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    }


def _fix(lines: Lines, location: dict[str, str], fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(lines, span), "insertedContent": {"text": new}} for span, new in fix.edits
    ]
    change = {"artifactLocation": location, "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def end(tally: Tally, style: Style) -> str:
    rules = [_rule(sheet) for _, sheet in sorted(tally.sheets.items())]
    run: dict[str, Any] = {
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "UTF-8",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that copydesk ran in."}}},
        "tool": {"driver": {"name": "copydesk", "version": __version__, "rules": rules}},
        "invocations": [_invocation(tally)],
    }
    if tally.encodings:
        run["artifacts"] = [
            {"location": _artifact(path), "encoding": _registered(encoding)}
            for path, encoding in tally.encodings.items()
        ]
    return f"\n], {_json(run)[1:]}]}}\n"


def _invocation(tally: Tally) -> dict[str, Any]:
    """Whether every story was read, and what to say of those that were not."""
    told = [{"level": "error", "message": {"text": trouble}} for trouble in tally.troubles]
    return {"executionSuccessful": not told, **({"toolExecutionNotifications": told} if told else {})}


def _rule(sheet: Mapping[str, Any]) -> dict[str, Any]:
    level = sheet["level"]
    try:
        rows = examples(Path(sheet["path"]))
    except (CopydeskError, OSError):
        rows = {}
    why = sheet["why"] or sheet["message"]
    return {
        "id": sheet["id"],
        "shortDescription": {"text": f"{sheet['id'].replace('-', ' ').capitalize()}."},
        "fullDescription": {"text": why},
        "help": {"text": f"{sheet['message']}\n\n{why}", "markdown": card(sheet, rows)},
        **({"helpUri": sheet["link"]} if sheet.get("link") else {}),
        "defaultConfiguration": {"enabled": level != "off", "level": LEVEL[level]},
        "properties": {
            "tags": [sheet["desk"]],
            "precision": PRECISION[level],
            "problem.severity": SEVERITY[level],
        },
    }


def _registered(encoding: str) -> str:
    """An encoding by the name that it is registered under."""
    name = encoding.replace("_", "-")
    if name.startswith("utf-16-"):
        return name.replace("-16-", "-16").upper()
    return name.replace("cp125", "windows-125") if name.startswith("cp125") else name


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
