"""Every output is read by its format's own schema or consumer, and says the same as the findings; whatever a story holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import outputs
from copydesk.finding import Edit, Finding, Fix
from copydesk.report import FOR_MACHINES, REPORTS, Style, Tally, Told, report
from copydesk.report.shown import escaped
from copydesk.report.written import Names, uri, xml
from copydesk.spans import Lines, Span

ROOT = Path(__file__).resolve().parents[1]
SHEET = {
    "check": "pattern",
    "settings": {"pattern": "thing"},
    "skip": (),
    "reads": ("body",),
    "yields_to": (),
    "sources": (),
    "since": "",
}
STORIES = {
    "harbour.txt": (ROOT / "docs" / "example" / "harbour.txt").read_bytes(),
    "clean.txt": b"The tide was high. The ferry was late.\n",
    "a folder/50% off, caf\u00e9: 1.txt": "The the ferry \U0001f6a2 was was late.\r\nIt\u2028was \u2066was quiet.\r\n".encode(),
    "marked.txt": "\ufeffThe the ferry.\n".encode(),
    "old.txt": "The the \u201cferry\u201d caf\u00e9.\n".encode("cp1252"),
    "wide.txt": "The the ferry.\n".encode("utf-16"),
    "page.html": b"<p>The the ferry <b>was was</b> late.</p>\n",
    "long.txt": b"The the ferry. "
    + b"A quiet day at the harbour. " * 38_000
    + b"The the ferry.",  # one line of a megabyte
    "damage.txt": "\x1b[31mThe the ferry\x0b and\ufffe \"so\" 'on' & <b> ]]> .\n".encode(),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One run over odd stories, a file for each format."""
    folder = tmp_path_factory.mktemp("stories")
    out = tmp_path_factory.mktemp("reports")
    for name, data in STORIES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    words = [word for name in REPORTS for word in ("--output", f"{name}:{out / name}")]
    command = [sys.executable, "-m", "copydesk", "check", "--isolated", "--quiet", *words, "."]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    done = subprocess.run(command, cwd=folder, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (1, b"")
    return {name: (out / name).read_bytes() for name in REPORTS}


@pytest.mark.parametrize("name", outputs.READERS)
def test_a_real_report_is_valid_and_tells_every_finding(name: str, reports: dict[str, bytes]) -> None:
    """By schema or consumer; path, line, rule and sentence are those of the contract (`jsonl`)."""
    expected = [json.loads(line) for line in reports["jsonl"].decode().splitlines()]
    assert {row["path"] for row in expected} == {*STORIES} - {"clean.txt"}
    assert max(row["column"] for row in expected if row["path"] == "long.txt") > 1_000_000
    rows = [(row["path"], row["line"], row["rule"], row["message"]) for row in expected]
    read = outputs.READERS[name](reports[name])
    if name == "github":
        rows = [(*row[:3], escaped(row[3])) for row in rows]
    if name in ("junit", "checkstyle"):
        rows = [(*row[:3], as_xml_has_it(row[3])) for row in rows]
    assert read == rows


def test_every_output_for_programs_has_a_reader() -> None:
    """None is written that nobody has read. (The page is read in `test_page`, and in a browser.)"""
    assert {*outputs.READERS, "html"} == FOR_MACHINES


def test_a_file_holds_what_standard_output_would(reports: dict[str, bytes], tmp_path: Path) -> None:
    """Whatever else is written in the same run."""
    (tmp_path / "harbour.txt").write_bytes(STORIES["harbour.txt"])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    for name in REPORTS:
        command = [sys.executable, "-m", "copydesk", "check", "--isolated", "harbour.txt"]
        words = ["--format", name, "--output", f"{name}:{tmp_path / name}"]
        done = subprocess.run([*command, *words], cwd=tmp_path, capture_output=True, env=environment)
        assert done.stdout == (tmp_path / name).read_bytes()


def as_xml_has_it(text: str) -> str:
    """What XML cannot hold is told as a terminal would tell it; all else is as it was."""
    able = "\t\n\r"
    return "".join(
        c
        if c in able or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
        else f"\\x{ord(c):02x}"
        if ord(c) < 256
        else f"<U+{ord(c):04X}>"
        for c in text
    )


ODD = st.lists(
    st.one_of(
        st.characters(),  # lone surrogates too
        st.sampled_from(
            "\"'&<>%:,=;\\/|[]{}`\0\x07\x0b\x0c\x1b\x7f\x85\t\n\r\u2028\u2029\u202e\ufeff\ufffe\uffff\ud800\udcff"
        ),
        st.sampled_from(
            ["]]>", "::", "%0A", "\r\n", "\U0001f469\u200d\U0001f692", "e\u0301", "&amp;", "\\n", "<U+D800>"]
        ),
    ),
    min_size=1,
    max_size=12,
).map("".join)


@pytest.mark.parametrize("name", outputs.READERS)
@settings(max_examples=60, deadline=None)
@given(texts=st.lists(ODD, min_size=1, max_size=4))
def test_odd_text_comes_back_as_it_was(name: str, texts: list[str]) -> None:
    """In messages, flagged words and what fixes put in: quotation marks, line ends, emoji, controls, lone surrogates."""
    text = "".join(texts)
    spans, at = [], 0
    for part in texts:
        spans.append(Span(at, at + len(part)))
        at += len(part)
    findings = [
        Finding("thing", "house", span, part, "error", (Fix((Edit(span, part[::-1]),), "Turn it round", False),))
        for span, part in zip(spans, texts, strict=True)
    ]
    written = whole(name, Told("a.txt", Lines(text), findings))
    read = outputs.READERS[name](written)
    lines = Lines(text)
    rows = [("a.txt", lines.position(f.span.start).line + 1, "thing", paired(f.message)) for f in findings]
    assert [row[:3] for row in read] == [row[:3] for row in rows]
    if name == "github":  # the runner's own escapes come first: they are no risk
        assert [escaped(row[3]) for row in read] == [escaped(f.message) for f in findings]
    elif name in ("junit", "checkstyle"):
        assert [row[3] for row in read] == [as_xml_has_it(f.message) for f in findings]
    else:
        assert read == rows
    for span, new in zip(spans, fixes_of(name, written), strict=name in FIXED):
        assert new == paired(text[span.start : span.end][::-1])


def paired(text: str) -> str:
    """A high surrogate and a low one beside it are a character in JSON, which has no other way to write it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


FIXED = {
    "jsonl": lambda row: row["fixes"][0]["edits"][0]["text"],
    "json": lambda row: row["fixes"][0]["edits"][0]["text"],
    "sarif": lambda row: row["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
    "rdjson": lambda row: row["suggestions"][0]["text"],
}


def fixes_of(name: str, written: bytes) -> list[str]:
    """What the first fix of each finding puts in, where the format has fixes."""
    if name not in FIXED:
        return []
    if name == "jsonl":
        return [FIXED[name](json.loads(line)) for line in written.decode().splitlines()]
    found: Any = json.loads(written)
    rows = found if name == "json" else found["diagnostics"] if name == "rdjson" else found["runs"][0]["results"]
    return [FIXED[name](row) for row in rows]


def whole(name: str, *told: Told, tally: Tally | None = None) -> bytes:
    """A report as the command line writes it."""
    form, tally = report(name), tally or Tally()
    for one in told:
        tally.add(one.findings)
        for finding in one.findings:
            tally.sheets[finding.rule] = {
                **SHEET, "id": finding.rule, "desk": finding.desk, "level": "error", "message": "Oh.", "why": "", "path": "",
            }  # fmt: skip
    pieces = [text for text in (form.story(one, Style()) for one in told) if text]
    return (form.BEGIN + form.JOINT.join(pieces) + form.end(tally, Style())).encode("utf-8", "backslashreplace")


def finding(start: int, end: int, rule: str = "thing") -> Finding:
    return Finding(rule, "house", Span(start, end), "Oh.", "error")


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_a_finding_keeps_its_fingerprint_when_lines_move(name: str) -> None:
    """Edited elsewhere, a story tells the same findings; one that is gone is missed, one that is new is new."""

    def names(text: str) -> list[str]:
        spans = [(at, at + 5) for at in range(len(text)) if text.startswith("thing", at)]
        found: Any = json.loads(whole(name, Told("a.txt", Lines(text), [finding(*span) for span in spans])))
        if name == "gitlab":
            return [row["fingerprint"] for row in found]
        return [row["partialFingerprints"]["copydesk/v1"] for row in found["runs"][0]["results"]]

    before = names("A thing.\n\nAnother thing.\n")
    assert len(set(before)) == 2
    assert names("New.\n\nA quiet thing, moved.\n\nMore.\n\nAnother thing.\n") == before
    assert names("A thing.\n\nAnother.\n") == before[:1]
    more = names("A thing.\n\nAnother thing.\n\nAnd a thing.\n")
    assert more[:2] == before and more[2] not in before


def test_a_fingerprint_knows_words_over_a_line_end_and_other_rules() -> None:
    """A paragraph that is wrapped anew is the same; another rule at the same words is another finding."""
    assert Names("two words").of(finding(0, 9)) == Names("two\nwords").of(finding(0, 9))
    assert Names("two words").of(finding(0, 9)) != Names("two words").of(finding(0, 9, "other"))
    assert Names("two words", "a.txt").of(finding(0, 9)) != Names("two words", "b.txt").of(finding(0, 9))


def test_paths_are_uris_from_the_folder_we_run_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks, per cent, colons and letters outside ASCII are escaped; a file elsewhere has a whole URI."""
    monkeypatch.chdir(tmp_path)
    assert uri("a b/50% caf\u00e9: #1?.txt") == "a%20b/50%25%20caf%C3%A9%3A%20%231%3F.txt"
    assert uri("./a/../b.txt") == uri(str(tmp_path / "b.txt")) == "b.txt"
    assert uri("..b.txt") == "..b.txt"
    assert uri("../a b.txt") == f"file://{quote(str(tmp_path.parent))}/a%20b.txt"
    if os.name == "posix":
        assert uri(os.fsdecode(b"bad\xff.txt")) == "bad%FF.txt"


@given(st.text())
def test_a_text_in_xml_is_never_broken(text: str) -> None:
    """Any text can stand in an element or an attribute."""
    from xml.etree import ElementTree

    element = ElementTree.fromstring(f'<a b="{xml(text)}">{xml(text)}</a>')
    assert element.text or not text
    assert element.attrib["b"] == as_xml_has_it(text)


def test_sarif_says_how_a_file_is_encoded_and_what_could_not_be_read(reports: dict[str, bytes]) -> None:
    """UTF-8 is the default and is not said again."""
    (run,) = json.loads(reports["sarif"])["runs"]
    assert run["defaultEncoding"] == "UTF-8" and run["columnKind"] == "unicodeCodePoints"
    assert {a["location"]["uri"]: a["encoding"] for a in run["artifacts"]} == {
        "old.txt": "windows-1252",
        "wide.txt": "UTF-16LE",
    }
    assert run["invocations"] == [{"executionSuccessful": True}]
    tally = Tally()
    tally.troubles.append("b.txt: cannot be read: “no”.")
    written = whole("sarif", tally=tally)
    assert outputs.sarif(written) == []
    (invocation,) = json.loads(written)["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "b.txt: cannot be read: “no”."


def test_sarif_carries_the_card_of_each_rule(reports: dict[str, bytes]) -> None:
    """What it finds, why, and examples: what code scanning shows beside an alert."""
    (run,) = json.loads(reports["sarif"])["runs"]
    card = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "doubled-word")
    assert "## What it finds" in card["help"]["markdown"]
    assert card["properties"]["precision"] == "very-high"


def test_a_suggestion_is_one_stretch_in_bytes(reports: dict[str, bytes]) -> None:
    """Of a fix with two edits: from the first to the last, as it would read."""
    text = "“\u00e9 x \U0001f6a2” y"
    fix = Fix((Edit(Span(0, 1), "<"), Edit(Span(6, 7), ">")), "Other marks", True)
    told = Told("a.txt", Lines(text), [Finding("thing", "house", Span(0, 7), "Oh.", "hint", (fix,))])
    (diagnostic,) = json.loads(whole("rdjson", told))["diagnostics"]
    start, end = 0, len("“\u00e9 x \U0001f6a2”".encode())
    expected = {"start": {"line": 1, "column": start + 1}, "end": {"line": 1, "column": end + 1}}
    assert diagnostic["suggestions"] == [{"range": expected, "text": "<\u00e9 x \U0001f6a2>"}]


@pytest.fixture(scope="module")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gets a package, and says where it is."""
    if not shutil.which("npm"):
        pytest.skip("needs npm")
    home = tmp_path_factory.mktemp("npm")

    def package(name: str) -> Path:
        command = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(home), name]
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip(f"the registry did not give {name}")
        return home / "node_modules" / name.rpartition("@")[0]

    return package


@pytest.mark.slow
def test_the_validator_of_sarif_finds_nothing_wrong(
    reports: dict[str, bytes], npm: Callable[[str], Path], tmp_path: Path
) -> None:
    """The Multitool of those who wrote the format, with the rules of code scanning: it misses our home page alone."""
    if sys.platform != "linux":
        pytest.skip("this package is for Linux")
    tool = npm("@microsoft/sarif-multitool-linux@5.7.0") / "Sarif.Multitool"
    tool.chmod(0o755)
    (tmp_path / "copydesk.sarif").write_bytes(reports["sarif"])
    words = [
        "validate",
        "copydesk.sarif",
        "--rule-kind",
        "Sarif;Ghas",
        "--output",
        "told.sarif",
        "--level",
        "Error;Warning",
    ]
    done = subprocess.run([tool, *words], cwd=tmp_path, capture_output=True, text=True)
    told = json.loads((tmp_path / "told.sarif").read_text("utf-8-sig"))["runs"][0]["results"]
    assert {result["ruleId"] for result in told} <= {"SARIF2005"}, done.stdout


@pytest.mark.slow
def test_the_validator_of_rdjson_finds_nothing_wrong(
    reports: dict[str, bytes], npm: Callable[[str], Path], tmp_path: Path
) -> None:
    """One that is not ours, with nothing let pass."""
    tool = npm("@umbrelladocs/rdformat-validator@1.0.1") / "bin" / "rdformat-validator.js"
    (tmp_path / "r.json").write_bytes(reports["rdjson"])
    words = ["--strict", "--no-extra-fields", "--format", "json", str(tmp_path / "r.json")]
    done = subprocess.run(["node", str(tool), *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
