"""News in JSON and XML in an editor: findings within strings, repairs in their escapes, and silence in all other files."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from editor import Editor, Page

ITEM = r"""{
  "uri": "https://desk.example.org/1",
  "headline": "Ferry \ud83d\ude00 is late",
  "body_text": "The crew \ud83d\ude00 said \u201cno\u201d .\nThe the ferry & rsquo ; s late.",
  "body_xhtml": "<p class=\"lede\">It is 🎉 the the boat&amp;rsquo;s end.<\/p>"
}
"""
NITF = """<?xml version="1.0"?>
<nitf><body><body.content><p>The the 🎉 crew&amp;rsquo;s boat,
AT&amp;amp;T &lt;said&gt; .</p></body.content></body></nitf>
"""
STORIES = {
    "json": (ITEM, [" ", "The the", " & rsquo ; ", "the the", "&amp;rsquo;"]),
    "xml": (NITF, ["The the", "&amp;rsquo;", "&amp;amp;", " "]),
}


@pytest.mark.parametrize("language", STORIES)
def test_findings_and_repairs(editor: Editor, language: str) -> None:
    """Each stands at its own letters, behind escapes and emoji; all repaired, the file is what it was and has none left."""
    text, flagged = STORIES[language]
    uri = f"untitled:story.{language}"
    page = Page(text)
    found = editor.findings(uri, text, language)
    assert [page.words(d["range"]) for d in found] == flagged
    (action,) = editor.actions(uri, found[0]["range"], only=["source.fixAll"])
    fixed = page.edited(action["edit"]["changes"][uri])
    if language == "json":
        body = json.loads(fixed)
        assert body["body_text"] == "The crew 😀 said “no”.\nThe ferry’s late."
        assert body["body_xhtml"] == '<p class="lede">It is 🎉 the boat’s end.</p>'
        assert r"\ud83d\ude00" in fixed and r"<\/p>" in fixed, "what is not repaired stays as it was written"
    else:
        assert ElementTree.fromstring(fixed).findtext(".//p") == "The 🎉 crew’s boat,\nAT&T <said>."
        assert "AT&amp;T &lt;said&gt;." in fixed
    editor.change(uri, fixed, 2)
    editor.until(lambda: editor.versions[uri][-1] == 2)
    assert editor.shown[uri] == []


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("package.json", "json", '{"name": "the the", "description": "The the tool & rsquo ; s"}\n'),
        ("pom.xml", "xml", "<project><description>The the tool &amp;rsquo;s</description></project>\n"),
        ("tasks.json", "jsonc", "{\n  // the the\n}\n"),
    ],
)
def test_other_files_are_silent(editor: Editor, tmp_path: Path, name: str, language: str, text: str) -> None:
    """Nothing is found in them, and the editor is told that they are not read."""
    uri = (tmp_path / name).as_uri()
    assert editor.findings(uri, text, language) == []
    run = {"command": "copydesk.inForce", "arguments": [uri]}
    assert editor.request("workspace/executeCommand", run)["read"] is False
    assert editor.request("workspace/executeCommand", {**run, "arguments": ["untitled:story.json"]})["read"] is True


def test_half_written(editor: Editor) -> None:
    """While a string or an element is being written, what stands there already is read or left; nothing fails."""
    for language, (text, _) in STORIES.items():
        uri = f"untitled:half.{language}"
        editor.findings(uri, "", language)
        for version, length in enumerate(range(0, len(text), 7), 2):
            editor.change(uri, text[:length], version)
        editor.settled()
    assert not [line for line in editor.logged if "Error" in line]
