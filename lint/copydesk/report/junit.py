"""JUnit XML: a suite for each story. A finding that fails the run is a failed test; a clean story is a passed one."""

from __future__ import annotations

from ..finding import LEVELS, Finding
from . import Style, Tally, Told
from .written import place, xml

BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="copydesk">\n'
JOINT = ""


def story(told: Told, style: Style) -> str:
    path = xml(place(told.path))
    failing = LEVELS[: LEVELS.index(told.fail_on) + 1]
    failures = sum(finding.level in failing for finding in told.findings)
    cases = "".join(_case(told, finding, path, finding.level in failing) for finding in told.findings)
    clean = f'  <testcase classname="{path}" name="nothing to stop at"/>\n'
    return (
        f'<testsuite name="{path}" tests="{len(told.findings) or 1}" failures="{failures}" errors="0">\n'
        f"{cases or clean}</testsuite>\n"
    )


def _case(told: Told, finding: Finding, path: str, failing: bool) -> str:
    line, column = told.lines.position(finding.span.start)
    place = f"{line + 1}:{column + 1}"
    message, words = xml(finding.message), xml(told.lines.text[finding.span.start : finding.span.end])
    text = f"{path}:{place}: {finding.level}: {message}&#10;{words}"
    told_as = (
        f'<failure type="{finding.level}" message="{message}">{text}</failure>'
        if failing
        else f"<system-out>{text}</system-out>"
    )
    return f'  <testcase classname="{path}" name="{xml(finding.rule)} {place}">{told_as}</testcase>\n'


def end(tally: Tally, style: Style) -> str:
    errors = "".join(
        f'  <testcase classname="copydesk" name="{xml(trouble)}"><error message="{xml(trouble)}"/></testcase>\n'
        for trouble in tally.troubles
    )
    count = len(tally.troubles)
    suite = f'<testsuite name="copydesk" tests="{count}" failures="0" errors="{count}">\n{errors}</testsuite>\n'
    return f"{suite if errors else ''}</testsuites>\n"
