"""Let it stand, in the editor: the action, what it writes, what is told of `stets.toml`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Start
from editor import PULLS, Editor, Page, environment

BAD = "She could of shared past history. 🎉 The ferry was was late.\n"
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
SHOWS = {"window": {"showDocument": {"support": True}}}


def codes(editor: Editor, uri: str) -> list[str]:
    return [d["code"] for d in editor.shown[uri]]


def stet(editor: Editor, uri: str, rule: str, *reason: str) -> Any:
    """Take the action for what a rule found, with a reason as an editor adds it that can ask."""
    actions = editor.actions(uri, WHOLE, ["quickfix"], editor.shown.get(uri, ()))
    (action,) = [a for a in actions if a["title"] == f"Stet: let it stand ({rule})"]
    command = action["command"]
    arguments = [*command["arguments"], *reason]
    return editor.request("workspace/executeCommand", {"command": command["command"], "arguments": arguments})


def told(path: Path, cache: Path) -> list[tuple[str, str, int]]:
    """What the command line tells of a folder: file, rule and line."""
    words = [sys.executable, "-m", "copydesk", "check", "--format", "jsonl", "--exit-zero", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, env=environment(cache), cwd=path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [(os.path.basename(row["path"]), row["rule"], row["line"]) for row in rows]


def test_one_stands(start: Start, tmp_path: Path, cache: Path) -> None:
    """The action writes the entry with the reason given; the finding goes, the others stay, on the command line too."""
    story = tmp_path / "story.txt"
    story.write_text(BAD, "utf-8")
    editor = start(tmp_path)
    editor.findings(story.as_uri(), BAD)
    before = codes(editor, story.as_uri())
    assert stet(editor, story.as_uri(), "doubled-word", "so spelt") == str(tmp_path / "stets.toml")
    editor.until(lambda: "doubled-word" not in codes(editor, story.as_uri()))
    assert codes(editor, story.as_uri()) == [code for code in before if code != "doubled-word"]
    assert tomli.loads((tmp_path / "stets.toml").read_text("utf-8")) == {
        "stet": [{"file": "story.txt", "reason": "so spelt", "doubled-word": "was was"}]
    }
    assert [rule for _, rule, _ in told(tmp_path, cache)] == codes(editor, story.as_uri())
    assert stet(editor, story.as_uri(), "could-of", "said so") == str(tmp_path / "stets.toml")
    editor.until(lambda: "could-of" not in codes(editor, story.as_uri()))


def test_a_reason_afterwards(start: Start, tmp_path: Path) -> None:
    """An editor that cannot ask for a reason, and can show a document, shows the place where it goes."""
    story = tmp_path / "story.txt"
    editor = start(tmp_path, **SHOWS)
    editor.findings(story.as_uri(), BAD)
    stet(editor, story.as_uri(), "doubled-word")
    editor.until(lambda: any(method == "window/showDocument" for method, _ in editor.asked))
    (params,) = [params for method, params in editor.asked if method == "window/showDocument"]
    assert params["uri"] == (tmp_path / "stets.toml").as_uri()
    text = (tmp_path / "stets.toml").read_text("utf-8")
    assert Page(text).words(params["selection"]) == tomli.loads(text)["stet"][0]["reason"]


def test_open_stets(start: Start, tmp_path: Path) -> None:
    """While `stets.toml` is open the entry is put in there, beside what is not saved yet."""
    story, stets = tmp_path / "story.txt", tmp_path / "stets.toml"
    stets.write_text("", "utf-8")
    editor = start(tmp_path)
    editor.answers["workspace/applyEdit"] = lambda _: {"applied": True}
    editor.findings(story.as_uri(), BAD)
    text = "# ours\r\n"
    editor.open(stets.as_uri(), text, "toml")
    stet(editor, story.as_uri(), "doubled-word", "so")
    ((_, params),) = [one for one in editor.asked if one[0] == "workspace/applyEdit"]
    after = Page(text).edited(params["edit"]["changes"][stets.as_uri()])
    assert after.startswith("# ours\r\n") and tomli.loads(after)["stet"][0]["doubled-word"] == "was was"
    assert stets.read_text("utf-8") == ""


def test_no_name_no_stet(editor: Editor) -> None:
    """A document that is no file cannot be let stand by its name: it is not offered."""
    editor.findings("untitled:stet", BAD)
    actions = editor.actions("untitled:stet", WHOLE, ["quickfix"])
    assert actions and not [a for a in actions if a["title"].startswith("Stet")]


@pytest.mark.parametrize("pulls", [False, True])
def test_what_has_no_effect(start: Start, tmp_path: Path, cache: Path, pulls: bool) -> None:
    """An entry whose fault has gone is shown in `stets.toml`, as on the command line, and no more when it is back."""
    story, stets = tmp_path / "story.txt", tmp_path / "stets.toml"
    text = "[[stet]]\nfile = 'story.txt'\nreason = 'so'\ndoubled-word = [\n  'the the',\n  'was was',\n]\n"
    stets.write_text(text, "utf-8")
    story.write_text(BAD, "utf-8")
    editor = start(tmp_path, **(PULLS if pulls else {}))
    editor.open(story.as_uri(), BAD)
    if pulls:
        editor.pull(story.as_uri())
    editor.until(lambda: bool(editor.shown.get(stets.as_uri())))
    (one,) = editor.shown[stets.as_uri()]
    assert (one["code"], one["severity"], Page(text).words(one["range"])) == ("unused-stet", 2, "'the the'")
    assert ("stets.toml", "unused-stet", 5) in told(tmp_path, cache)
    editor.change(story.as_uri(), BAD + "\nOn the the quay.\n", 2)
    if pulls:
        editor.pull(story.as_uri())
    editor.until(lambda: editor.shown[stets.as_uri()] == [])


def test_a_broken_file(start: Start, tmp_path: Path) -> None:
    """A mistake is told at its line and once in a message; the last good one stays until it is mended."""
    story, stets = tmp_path / "story.txt", tmp_path / "stets.toml"
    good = "[[stet]]\nfile = 'story.txt'\nreason = 'so'\ndoubled-word = 'was was'\n"
    stets.write_text(good, "utf-8")
    editor = start(tmp_path)
    before = editor.findings(story.as_uri(), BAD)
    assert "doubled-word" not in [d["code"] for d in before]
    stets.write_text(good.replace("reason", "raeson"), "utf-8")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": story.as_uri()}})
    editor.until(lambda: bool(editor.shown.get(stets.as_uri())))
    (one,) = editor.shown[stets.as_uri()]
    assert one["severity"] == 1 and one["range"]["start"]["line"] == 0 and "reason" in one["message"]
    editor.settled()
    assert len([message for message in editor.told if "stets.toml" in message]) == 1
    assert editor.shown[story.as_uri()] == before
    stets.write_text(good.replace("doubled-word", "doubled-wrod"), "utf-8")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": story.as_uri()}})
    editor.until(lambda: any("doubled-wrod" in d["message"] for d in editor.shown[stets.as_uri()]))
    assert editor.shown[stets.as_uri()][0]["range"]["start"]["line"] == 3
    stets.write_text(good, "utf-8")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": story.as_uri()}})
    editor.until(lambda: editor.shown[stets.as_uri()] == [] and editor.shown[story.as_uri()] == before)


def test_comments_and_repairs(start: Start, tmp_path: Path) -> None:
    """A comment in Markdown counts while it is being written; what stands is not repaired with all the rest."""
    story = tmp_path / "story.md"
    text = "<!-- stet doubled-word: the band -->\nThe the Band.\n\nAnd the the end.\n"
    editor = start(tmp_path)
    found = editor.findings(story.as_uri(), text, "markdown")
    assert [Page(text).words(d["range"]) for d in found] == ["the the"]
    (action,) = editor.actions(story.as_uri(), WHOLE, ["source.fixAll.copydesk"])
    ((_, edits),) = action["edit"]["changes"].items()
    assert Page(text).edited(edits) == text.replace("And the the", "And the")


def test_help_in_writing(editor: Editor, tmp_path: Path) -> None:
    """In a `stets.toml` keys and rules are completed, and a rule shows its card."""
    uri = (tmp_path / "stets.toml").as_uri()
    text = "[[stet]]\nfile = 'a.txt'\nreason = 'so'\ndoubled-word = 'x'\nre"
    editor.open(uri, text, "toml")
    here = {"textDocument": {"uri": uri}, "position": {"line": 4, "character": 2}}
    words = {item["label"]: item["textEdit"]["newText"] for item in editor.request("textDocument/completion", here)}
    assert words["reason"] == "reason = " and words["redundancy"] == "redundancy = "
    card = editor.request("textDocument/hover", {**here, "position": {"line": 3, "character": 3}})
    assert "doubled-word" in card["contents"]["value"]
