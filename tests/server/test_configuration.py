"""What is in force where, what happens when it changes, and when it is broken."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Start
from editor import PULLS, Editor
from pygls.exceptions import FeatureNotificationError

from copydesk.document import Document
from copydesk.engine import Engine
from copydesk.reading import read
from copydesk_server.desk import Desk
from copydesk_server.session import Session

BAD = "She could of shared past history.\n"
WATCHES = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


@pytest.fixture(scope="module")
def watcher(cache: Path) -> Iterator[Editor]:
    """An editor that watches files; each test has a folder of its own."""
    made = Editor(capabilities=WATCHES, cache=cache)
    yield made
    assert made.leave() == 0


def codes(editor: Editor, uri: str) -> list[str]:
    return [d["code"] for d in editor.shown[uri]]


def save(editor: Editor, path: Path, text: str) -> None:
    """Write a file and tell the server, as an editor that watches does."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})


def test_the_nearest_counts(start: Start, tmp_path: Path) -> None:
    """In each folder the nearest file counts; a document without a folder lives in the first one of the workspace."""
    for name, ignored in (("one", "could-of"), ("two", "redundancy")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "copydesk.toml").write_text(f'ignore = ["{ignored}"]\n')
    editor = start(tmp_path / "one", tmp_path / "two")
    found = {}
    for uri in [(tmp_path / name / "story.txt").as_uri() for name in ("one", "two")] + ["untitled:Untitled-1"]:
        editor.findings(uri, BAD)
        found[uri] = codes(editor, uri)
    assert list(found.values()) == [["redundancy"], ["could-of"], ["redundancy"]]


def test_what_is_in_force(watcher: Editor, tmp_path: Path) -> None:
    """An editor can show the house, how many rules run, and the file that says so."""
    config = tmp_path / "copydesk.toml"
    config.write_text('house = "ap"\n')
    editor = watcher
    editor.findings((tmp_path / "story.txt").as_uri(), BAD)
    run = {"command": "copydesk.inForce", "arguments": [(tmp_path / "story.txt").as_uri()]}
    state = editor.request("workspace/executeCommand", run)
    assert (state["house"], state["file"]) == ("ap", str(config))
    assert state["rules"] > 30


def test_changed_while_open(watcher: Editor, tmp_path: Path) -> None:
    """Open stories follow a configuration that comes, changes and goes, also one that another extends."""
    editor = watcher
    uri = (tmp_path / "story.txt").as_uri()
    config, desk = tmp_path / "copydesk.toml", tmp_path / "desk.toml"
    editor.findings(uri, BAD)
    assert codes(editor, uri) == ["could-of", "redundancy"]
    registered = [p["registrations"][0]["method"] for m, p in editor.asked if m == "client/registerCapability"]
    desk.write_text('ignore = ["could-of"]\n')
    save(editor, config, 'extends = ["desk.toml"]\n')
    editor.until(lambda: codes(editor, uri) == ["redundancy"])
    save(editor, desk, 'ignore = ["redundancy"]\n')
    editor.until(lambda: codes(editor, uri) == ["could-of"])
    config.unlink()
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    editor.until(lambda: codes(editor, uri) == ["could-of", "redundancy"])
    registered += [p["registrations"][0]["method"] for m, p in editor.asked if m == "client/registerCapability"]
    assert registered[0] == "workspace/didChangeWatchedFiles"


def test_noticed_without_watching(start: Start, tmp_path: Path) -> None:
    """For an editor that watches no files the server looks for itself now and then."""
    editor = start(tmp_path)
    uri = (tmp_path / "story.txt").as_uri()
    editor.findings(uri, BAD)
    (tmp_path / "copydesk.toml").write_text('select = ["could-of"]\n')
    editor.until(lambda: codes(editor, uri) == ["could-of"])


def test_a_broken_configuration(watcher: Editor, tmp_path: Path) -> None:
    """It is told at its line in its file and once in a message; the last good one stays; mended, all is well again."""
    editor, told = watcher, len(watcher.told)
    config, uri = tmp_path / "copydesk.toml", (tmp_path / "story.txt").as_uri()
    config.write_text('ignore = ["redundancy"]\n')
    editor.findings(uri, BAD)
    save(editor, config, '# ours\n\nignroe = ["redundancy"]\n')
    editor.until(lambda: bool(editor.shown.get(config.as_uri())))
    (problem,) = editor.shown[config.as_uri()]
    assert problem["range"] == {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 23}}
    assert problem["message"].startswith("there is no key “ignroe” here. Did you mean “ignore”?")
    for version in (2, 3):
        editor.change(uri, BAD * version, version)
        editor.until(lambda version=version: editor.versions[uri][-1] == version)  # type: ignore[misc]
        assert set(codes(editor, uri)) == {"could-of"}
    assert len(editor.told) == told + 1
    assert "The last good configuration stays in force." in editor.told[told]
    save(editor, config, 'ignore = ["could-of"]\n')
    editor.until(lambda: editor.shown[config.as_uri()] == [] and set(codes(editor, uri)) == {"redundancy"})
    assert len(editor.told) == told + 1


def test_broken_from_the_start(start: Start, tmp_path: Path) -> None:
    """With nothing good to fall back on, a story is checked as shipped."""
    (tmp_path / "copydesk.toml").write_text("select = [\n")
    editor = start(tmp_path)
    uri = (tmp_path / "story.txt").as_uri()
    editor.findings(uri, BAD)
    assert codes(editor, uri) == ["could-of", "redundancy"]
    editor.until(lambda: bool(editor.told))
    assert "as shipped" in editor.told[0]


def test_a_rule_with_a_link_and_one_whose_last_day_is_over(watcher: Editor, tmp_path: Path) -> None:
    """The editor opens the link of the rule; the rule that is over is silent, and told in its own file."""
    (tmp_path / "copydesk.toml").write_text('rule_folders = ["house"]\n')
    (tmp_path / "house").mkdir()
    rule = 'check = "phrases"\nphrases = ["{0}"]\nmessage = "m"\n{1}\n'
    (tmp_path / "house" / "no-quay.toml").write_text(rule.format("quay", 'link = "https://desk.example.org/quay"'))
    over = tmp_path / "house" / "no-pier.toml"
    over.write_text(rule.format("pier", "expires = 2021-06-30"))
    (found,) = watcher.findings((tmp_path / "story.txt").as_uri(), "The pier and the quay closed.\n")
    assert found["code"] == "no-quay"
    assert found["codeDescription"]["href"] == "https://desk.example.org/quay"
    watcher.until(lambda: over.as_uri() in watcher.shown)
    (told,) = watcher.shown[over.as_uri()]
    assert told["range"]["start"]["line"] == 3
    assert "2021-06-30" in told["message"]


def test_a_broken_house_rule(watcher: Editor, tmp_path: Path) -> None:
    """It is told in its own file and left out; the others run; opened and closed it is told all the same."""
    (tmp_path / "copydesk.toml").write_text('rule_folders = ["house"]\n')
    rule = tmp_path / "house" / "no-sharing.toml"
    rule.parent.mkdir()
    text = 'check = "phrases"\nlevel = "loud"\nmessage = "m"\n'
    rule.write_text(text)
    editor = watcher
    uri = (tmp_path / "story.txt").as_uri()
    editor.findings(uri, BAD)
    editor.until(lambda: rule.as_uri() in editor.shown)
    (problem,) = editor.shown[rule.as_uri()]
    assert problem["range"]["start"]["line"] == 1
    assert "loud" in problem["message"]
    assert codes(editor, uri) == ["could-of", "redundancy"]
    editor.open(rule.as_uri(), text, "toml")
    editor.change(uri, f"{BAD}\n", 2)
    editor.until(lambda: editor.versions[uri][-1] == 2)
    assert editor.shown[rule.as_uri()] == [problem]
    assert len(editor.versions[rule.as_uri()]) == 1, "what is known already is not sent again"
    editor.notify("textDocument/didClose", {"textDocument": {"uri": rule.as_uri()}})
    save(editor, rule, 'check = "phrases"\nmessage = "no {found}"\nphrases = ["shared"]\n')
    editor.until(lambda: editor.shown[rule.as_uri()] == [])
    editor.until(lambda: "no-sharing" in codes(editor, uri))


def test_written_in_the_editor(watcher: Editor, tmp_path: Path) -> None:
    """In a configuration the server completes what may be written, and says what a word means and what is wrong."""
    config, text = tmp_path / "copydesk.toml", '# 🎉\nignore = ["cli", "cliche"]\n'
    uri = config.as_uri()
    config.write_text(text, "utf-8")
    watcher.open(uri, text, "toml")
    watcher.until(lambda: bool(watcher.shown.get(uri)))
    assert watcher.shown[uri][0]["range"]["start"]["line"] == 1
    asked = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 14}}
    (item,) = [i for i in watcher.request("textDocument/completion", asked) if i["label"] == "cliche"]
    assert item["textEdit"]["newText"] == "cliche"
    assert item["textEdit"]["range"] == {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 14}}
    card = watcher.request("textDocument/hover", {**asked, "position": {"line": 1, "character": 20}})
    assert card["contents"]["value"].startswith("# cliche\n")
    key = watcher.request("textDocument/hover", {**asked, "position": {"line": 1, "character": 2}})
    assert key["contents"]["value"] == "Rules or desks not to run."
    assert watcher.request("textDocument/completion", {**asked, "position": {"line": 0, "character": 2}}) == []


def test_mended_while_nothing_is_open(watcher: Editor, tmp_path: Path) -> None:
    """What is wrong with a configuration stays told when its stories are closed, and is cleared when it is mended."""
    editor, told = watcher, len(watcher.told)
    config, uri = tmp_path / "copydesk.toml", (tmp_path / "story.txt").as_uri()
    config.write_text('house = "nowhere"\n')
    editor.findings(uri, BAD)
    editor.until(lambda: bool(editor.shown.get(config.as_uri())))
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    save(editor, config, 'house = "elsewhere"\n')
    editor.until(lambda: "elsewhere" in str(editor.shown[config.as_uri()]))
    save(editor, config, 'house = "ap"\n')
    editor.until(lambda: editor.shown[config.as_uri()] == [])
    assert len(editor.told) == told + 2


def test_pulled_settings(start: Start, tmp_path: Path) -> None:
    """An editor that asks is told of mistakes in files it does not have open, and asks for those it has."""
    config, uri = tmp_path / "copydesk.toml", (tmp_path / "story.txt").as_uri()
    config.write_text('house = "nowhere"\n')
    editor = start(tmp_path, **PULLS)
    editor.open(uri, BAD)
    assert len(editor.pull(uri)["items"]) == 2
    editor.until(lambda: bool(editor.shown.get(config.as_uri())))
    editor.open(config.as_uri(), 'house = "nowhere"\n', "toml")
    (problem,) = editor.pull(config.as_uri())["items"]
    assert problem["message"].startswith("there is no house “nowhere”.")
    editor.until(lambda: editor.shown[config.as_uri()] == [])


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Desk, list[str], list[str]]:
    told: list[str] = []
    logged: list[str] = []
    return Desk(told.append, logged.append), told, logged


def test_a_rule_that_crashes(desk: tuple[Desk, list[str], list[str]], tmp_path: Path, monkeypatch: Any) -> None:
    """It costs its own findings only: one message, one line in the log, and it is not asked again."""
    one, told, logged = desk
    path = os.fspath(tmp_path / "story.txt")
    check = Engine.check

    def crashing(self: Engine, document: Document, *rest: Any) -> Any:
        if any(rule.id == "could-of" for rule in self.rules):
            raise ZeroDivisionError("by nought")
        return check(self, document, *rest)

    monkeypatch.setattr(Engine, "check", crashing)
    for _ in range(3):
        assert [f.rule for f in one.check(BAD, path, "plain").findings] == ["redundancy"]
    assert len(told) == len(logged) == 1
    assert told[0].startswith("The rule could-of failed and is left out")
    assert "ZeroDivisionError: by nought" in logged[0]


def test_a_story_that_cannot_be_read(desk: tuple[Desk, list[str], list[str]], tmp_path: Path, monkeypatch: Any) -> None:
    """When the fault is in no rule, the story has no findings and that is said."""
    one, told, _ = desk

    def crashing(*_: Any) -> Any:
        raise RecursionError

    def unreadable(source: str, format: str, lexicon: Any) -> Any:
        return crashing() if source else read(source, format, lexicon)

    for place, broken in (("copydesk.engine.Engine.check", crashing), ("copydesk.document.read", unreadable)):
        monkeypatch.setattr(place, broken)
        for _ in range(2):
            checked = one.check(BAD, os.fspath(tmp_path / "story.txt"), "plain")
            assert checked.findings == []
            assert checked.document.prose.text == "", "what else is asked of it does not fail"
        monkeypatch.undo()
    assert len(told) == 1
    assert "cannot be checked (RecursionError)" in told[0]


def test_a_fault_of_ours() -> None:
    """A fault outside a question is logged each time and told once; the server goes on."""
    sent: list[bytes] = []

    class Wire:
        def write(self, data: bytes) -> None:
            sent.append(data)

        def close(self) -> None:
            pass

    session = Session()
    session.server.protocol.set_writer(Wire())
    for _ in range(2):
        session.server.report_server_error(ZeroDivisionError("by nought"), FeatureNotificationError)
    assert [b"window/logMessage" in data for data in sent] == [True, False, True]
    assert b"please report it: ZeroDivisionError: by nought" in sent[1]


def test_what_is_excluded_shows_nothing(watcher: Editor, tmp_path: Path) -> None:
    """Open as it may be; while its configuration is broken as well. No longer excluded, it is a story again."""
    editor, config = watcher, tmp_path / "copydesk.toml"
    uri = (tmp_path / "README.md").as_uri()
    editor.findings(uri, BAD)
    assert codes(editor, uri) == ["could-of", "redundancy"]
    save(editor, config, 'exclude = ["README.md"]\n')
    editor.until(lambda: codes(editor, uri) == [])
    save(editor, config, 'exclude = ["README.md"\n')
    editor.until(lambda: bool(editor.shown.get(config.as_uri())))
    editor.change(uri, BAD * 2, 2)
    editor.until(lambda: editor.versions[uri][-1] == 2)
    assert codes(editor, uri) == []
    save(editor, config, "")
    editor.until(lambda: set(codes(editor, uri)) == {"could-of", "redundancy"})
