"""What is found, and where: the same as on the command line, in whatever units the editor counts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Start
from editor import ROOT, Editor, Page

from copydesk.api import Linter

FIXTURES = ROOT.parent / "shared" / "fixtures"
# each holds what makes lines or columns go wrong, before a damaged place and after it
HARD = {
    "emoji": "The ferry 🚢⛴️ left left the pier. 🎉🎉 The the crew waved.\n",
    "combining": "Jose\u0301 said said the café\u0301s were full. Zoe\u0308 the the owner agreed.\n",
    "line ends": "One line.\r\nThe the second.\rThe the third.\n\nThe the fourth 🎈 the the end.\r\n",
    "separators": "The the pier\u2028the the mole\u0085the the quay\x0cthe the dock 🛟 the the slip.\n\nThe the end.\n",
    "mark": "\ufeffThe the ferry left. 🎉 The the crew waved.\nThe the end.\n",
    "entities": "Port & rsquo ; s ferry 🎉 & ldquo ; left & rdquo ; today.\n",
    "empty": "",
}


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("unit", ["utf-8", "utf-16", "utf-32"])
def test_positions(units: dict[str, Editor], unit: str, name: str) -> None:
    """Every diagnostic stands where the engine has its finding, in the units that were agreed."""
    editor, text = units[unit], HARD[name]
    assert editor.begun["capabilities"]["positionEncoding"] == unit
    found = editor.findings(f"untitled:{name}", text)
    page = Page(text, unit)
    mark = len(text) - len(text.removeprefix("\ufeff"))
    expected = [(f.rule, f.span.start + mark, f.span.end + mark) for f in Linter().lint(text[mark:])]
    assert bool(expected) == bool(text)
    assert [(d["code"], *page.span(d["range"])) for d in found] == expected


@pytest.fixture(scope="module")
def units(cache: Path) -> Iterator[dict[str, Editor]]:
    """A server for each unit."""
    made = {}
    for unit in ("utf-8", "utf-16", "utf-32"):
        made[unit] = Editor(capabilities={"general": {"positionEncodings": [unit]}}, cache=cache)
    yield made
    for editor in made.values():
        assert editor.leave() == 0


def test_fixtures_as_on_the_command_line(editor: Editor) -> None:
    """Every story of the fixtures gives the findings of `copydesk check`: rule, place, message, level, fixes."""
    if not FIXTURES.is_dir():
        pytest.skip("the fixtures are not beside this checkout")
    stories = sorted(p for p in FIXTURES.iterdir() if p.suffix in (".txt", ".md", ".html"))
    ran = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "--format", "jsonl", *map(str, stories)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "lint")},
    )
    expected = [json.loads(line) for line in ran.stdout.splitlines()]
    got = []
    for story in stories:
        text = story.read_bytes().decode()
        page = Page(text.removeprefix("\ufeff"))
        for one in editor.findings(story.as_uri(), page.text):
            start, end = page.span(one["range"])
            fixes = [
                {
                    "title": fix["title"],
                    "safe": fix["safe"],
                    "edits": [
                        dict(zip(("start", "end"), page.span(edit["range"]), strict=True), text=edit["newText"])
                        for edit in fix["edits"]
                    ],
                }
                for fix in one["data"]["fixes"]
            ]
            level = {1: "error", 2: "warning", 3: "hint"}[one["severity"]]
            got.append((str(story), one["code"], level, start, end, one["message"], fixes))
    keys = ("path", "rule", "level", "start", "end", "message", "fixes")
    assert len(stories) > 15
    assert got == [tuple(e[key] for key in keys) for e in expected]


def test_the_name_says_the_format(start: Start, tmp_path: Path) -> None:
    """A file is read by its name, as on the command line; a document without one by the editor's word."""
    editor = start(tmp_path)
    text = "The ferry&rsquo;s crew\n"
    assert [d["code"] for d in editor.findings((tmp_path / "a.txt").as_uri(), text, "html")] == ["entity-leftover"]
    assert editor.findings((tmp_path / "a.html").as_uri(), text, "plaintext") == []
    assert editor.findings("untitled:Untitled-1", text, "html") == []
    assert editor.findings("untitled:Untitled-2", text, "nonsense") != []
    assert editor.findings("git:/a/b.md?ref", text, "plaintext") == editor.findings("x:/b.md", text, "plaintext")
