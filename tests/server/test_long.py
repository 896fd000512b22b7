"""Stories so long that they are checked by a thread: the editor is answered meanwhile, and what changes is checked anew."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Start
from editor import PULLS, ROOT, Editor, Page

STORY = (ROOT / "tests" / "stories" / "ferry.txt").read_text(encoding="utf-8")
LONG = "".join(f"{STORY}\n\nThe the pier was shut in week {n}.\n\n" for n in range(300))  # 1.4 MB
START = {"line": 0, "character": 2}


@pytest.fixture
def long(editor: Editor, request: pytest.FixtureRequest) -> str:
    """A long story that has just been opened; its uri. A short one is open beside it."""
    uri = f"untitled:{request.node.name}"
    editor.findings("untitled:short", "The the ferry.\n")
    editor.open(uri, LONG)
    return uri


def hover(editor: Editor, uri: str) -> Any:
    return editor.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": START})


def test_others_are_answered_meanwhile(editor: Editor, long: str) -> None:
    """Hovering over another story does not wait for it; and what is found in it is what the engine finds."""
    answers = 0
    while long not in editor.shown:
        assert hover(editor, "untitled:short")
        answers += 1
    assert answers > 5
    page = Page(LONG)
    words = [page.words(d["range"]) for d in editor.shown[long] if d["code"] == "doubled-word"]
    assert words == ["The the"] * 300


def test_a_question_about_it_waits_for_it(editor: Editor, long: str) -> None:
    """Whoever asks for what is in it is answered when that is known; everything safe is repaired at once."""
    here = {"start": START, "end": START}
    (action,) = editor.actions(long, here, only=["source.fixAll"])
    assert Page(LONG).edited(action["edit"]["changes"][long]) == LONG.replace("The the pier", "The pier")


def test_it_changes_while_it_is_checked(editor: Editor, long: str) -> None:
    """What was begun is given up, who asked is told to ask again, and only the last text's findings are shown."""
    number = editor.ask("textDocument/hover", {"textDocument": {"uri": long}, "position": START})
    hover(editor, "untitled:short")
    editor.change(long, LONG + "The the end.\n", 2)
    assert editor.answer(number)["error"]["code"] == -32802
    editor.change(long, "The the end.\n", 3)
    editor.until(lambda: long in editor.shown)
    assert editor.versions[long] == [3]
    assert len(editor.shown[long]) == 1


def test_it_is_closed_while_it_is_checked(editor: Editor, long: str) -> None:
    """Then nothing is shown of it."""
    hover(editor, "untitled:short")
    editor.notify("textDocument/didClose", {"textDocument": {"uri": long}})
    for _ in range(20):
        hover(editor, "untitled:short")
    editor.settled()
    assert not editor.shown.get(long)


def test_a_question_that_is_taken_back(editor: Editor, long: str) -> None:
    """It is answered so, and the check goes on for those who still wait."""
    number = editor.ask("textDocument/hover", {"textDocument": {"uri": long}, "position": START})
    editor.notify("$/cancelRequest", {"id": number})
    assert editor.answer(number)["error"]["code"] == -32800
    editor.until(lambda: long in editor.shown)


def test_the_configuration_changes_while_it_is_checked(start: Start, tmp_path: Path) -> None:
    """What is shown in the end is what counts now."""
    editor = start(tmp_path)
    uri, short = (tmp_path / "long.txt").as_uri(), (tmp_path / "short.txt").as_uri()
    editor.findings(short, "The the ferry.\n")
    editor.open(uri, LONG)
    hover(editor, short)
    (tmp_path / "copydesk.toml").write_text('select = ["redundancy"]\n')
    editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
    editor.until(lambda: editor.shown[short] == [])
    editor.until(lambda: uri in editor.shown)
    assert [d for d in editor.shown[uri] if d["code"] == "doubled-word"] == []


def test_it_is_asked_for(start: Start) -> None:
    """An editor that asks gets its findings, or is told to ask again."""
    editor = start(**PULLS)
    editor.open("untitled:long", LONG)
    number = editor.ask("textDocument/diagnostic", {"textDocument": {"uri": "untitled:long"}})
    assert editor.request("textDocument/hover", {"textDocument": {"uri": "untitled:x"}, "position": START}) is None
    editor.change("untitled:long", LONG + "\n", 2)
    assert editor.answer(number)["error"]["code"] == -32802
    assert len([d for d in editor.pull("untitled:long")["items"] if d["code"] == "doubled-word"]) == 300


def test_leaving_does_not_wait(cache: Path) -> None:
    """The server ends when it is told to, whatever it is at."""
    editor = Editor(cache=cache)
    editor.findings("untitled:short", "The the ferry.\n")
    editor.open("untitled:long", LONG * 4)
    hover(editor, "untitled:short")
    begin = time.perf_counter()
    assert editor.leave() == 0
    assert time.perf_counter() - begin < 2, "a check of so much takes longer"
    assert "untitled:long" not in editor.shown
