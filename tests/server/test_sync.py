"""Documents come, change and go; findings follow, of the text as it is and no other."""

from __future__ import annotations

from pathlib import Path

from conftest import Start
from editor import PULLS, Editor, framed

BAD, GOOD = "The the ferry left.\n", "The ferry left.\n"


def test_findings_follow_the_text(editor: Editor) -> None:
    """Each change is answered with the findings of that version; closing clears them."""
    uri = "untitled:follow"
    (found,) = editor.findings(uri, BAD)
    assert (found["code"], found["source"], found["severity"]) == ("doubled-word", "copydesk", 1)
    assert found["codeDescription"]["href"].endswith("/doubled-word.toml")
    for version, text in ((2, GOOD), (3, BAD + BAD)):
        editor.change(uri, text, version)
        editor.until(lambda version=version: editor.versions[uri][-1] == version)  # type: ignore[misc]
        assert len(editor.shown[uri]) == text.count("The the")
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    editor.until(lambda: not editor.shown[uri])


def test_superseded_work_is_dropped(editor: Editor) -> None:
    """Of many changes that come at once only the last is checked and told; its version is never older than the text."""
    uri = "untitled:burst"
    editor.findings(uri, BAD)
    many = [
        {"method": "textDocument/didChange", "params": {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": BAD * version}]}}
        for version in range(2, 52)
    ]  # fmt: skip
    editor.write(b"".join(map(framed, many)))
    editor.until(lambda: editor.versions[uri][-1] == 51)
    assert len(editor.versions[uri]) <= 10
    assert editor.versions[uri] == sorted(editor.versions[uri])  # type: ignore[type-var]
    assert len(editor.shown[uri]) == 51


def test_one_change_of_several_parts(editor: Editor) -> None:
    """The last text of a change counts."""
    uri = "untitled:parts"
    editor.findings(uri, BAD)
    parts = [{"text": BAD * 3}, {"text": GOOD}]
    editor.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": parts})
    editor.until(lambda: editor.shown[uri] == [])


def test_twenty_documents(editor: Editor) -> None:
    """Many documents are open at once, and none is mixed up with another."""
    uris = [f"untitled:many-{n}" for n in range(20)]
    for n, uri in enumerate(uris):
        editor.open(uri, BAD * n + GOOD)
    editor.until(lambda: all(uri in editor.shown for uri in uris))
    assert [len(editor.shown[uri]) for uri in uris] == list(range(20))


def test_what_is_not_open_does_no_harm(editor: Editor) -> None:
    """Messages about documents that were never opened are passed over."""
    there = {"uri": "untitled:ghost", "version": 1}
    editor.notify("textDocument/didChange", {"textDocument": there, "contentChanges": [{"text": BAD}]})
    editor.notify("textDocument/didClose", {"textDocument": there})
    assert (
        editor.request("textDocument/hover", {"textDocument": there, "position": {"line": 0, "character": 0}}) is None
    )
    assert (
        editor.actions("untitled:ghost", {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}})
        == []
    )


def test_half_a_character(editor: Editor) -> None:
    """Half a surrogate pair, as an editor may hold it for a moment, is read as a character in every language."""
    for language in ("plaintext", "markdown", "html"):
        uri = f"untitled:half-{language}"
        (found,) = editor.findings(uri, "The the \ud83d ferry.\n", language)
        assert found["code"] == "doubled-word"


def test_opened_twice(editor: Editor) -> None:
    """What an editor opens again without closing it is what it says then."""
    uri = "untitled:twice"
    items = [
        {"uri": uri, "languageId": "plaintext", "version": n, "text": text} for n, text in ((7, BAD * 3), (1, BAD))
    ]
    both = [framed({"method": "textDocument/didOpen", "params": {"textDocument": item}}) for item in items]
    editor.write(b"".join(both))
    editor.until(lambda: uri in editor.shown and editor.versions[uri][-1] == 1)
    editor.settled()
    assert (len(editor.shown[uri]), editor.versions[uri][-1]) == (1, 1)


def test_opened_again(puller: Editor) -> None:
    """Its versions begin anew: what was known of it then is not taken for what is in it now."""
    uri = "untitled:again"
    puller.open(uri, BAD)
    first = puller.pull(uri)["resultId"]
    puller.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    puller.open(uri, GOOD)
    assert puller.pull(uri, first)["items"] == []


def test_pulled_and_never_pushed(puller: Editor) -> None:
    """An editor that asks gets what it asks for, and nothing is sent as well; what has not changed is not sent twice."""
    uri = "untitled:pull"
    assert puller.begun["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"] is True
    puller.open(uri, BAD)
    first = puller.pull(uri)
    assert [d["code"] for d in first["items"]] == ["doubled-word"]
    assert puller.pull(uri, first["resultId"]) == {"kind": "unchanged", "resultId": first["resultId"]}
    puller.change(uri, GOOD, 2)
    second = puller.pull(uri, first["resultId"])
    assert (second["kind"], second["items"]) == ("full", [])
    assert puller.pull("untitled:ghost")["items"] == []
    assert puller.shown == {}


def test_a_question_overtaken_is_dropped(puller: Editor) -> None:
    """While the typing goes on a long story is not checked: who asked is told to ask again, and gets the last text's."""
    uri, long = "untitled:overtaken", GOOD * 20000
    puller.open(uri, long)
    for version in (2, 3):
        puller.pull(uri)  # slow twice: from now on it waits until the typing rests
        puller.change(uri, long, version)
    number = puller.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    puller.answer(
        puller.ask(
            "textDocument/hover", {"textDocument": {"uri": "untitled:ghost"}, "position": {"line": 0, "character": 0}}
        )
    )
    puller.change(uri, GOOD, 4)
    error = puller.answer(number)["error"]
    assert (error["code"], error["data"]) == (-32802, {"retriggerRequest": True})
    assert puller.pull(uri)["items"] == []


def test_all_stories_pushed(start: Start, tmp_path: Path) -> None:
    """Asked to, it checks every story of every folder, open or not, and clears what has been mended the next time."""
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    bad, good = tmp_path / "a" / "deep" / "bad.txt", tmp_path / "b" / "good.md"
    bad.write_text(BAD), good.write_text(GOOD), (tmp_path / "b" / "note.log").write_text(BAD)
    editor = start(tmp_path / "a", tmp_path / "b")
    run = {"command": "copydesk.checkAll"}
    assert editor.request("workspace/executeCommand", run) == 1
    assert {uri: len(found) for uri, found in editor.shown.items()} == {bad.as_uri(): 1}
    bad.write_text(GOOD)
    assert editor.request("workspace/executeCommand", run) == 0
    assert editor.shown == {bad.as_uri(): []}
    story = (tmp_path / "a" / "open.txt").as_uri()
    assert len(editor.findings(story, BAD)) == 1
    (tmp_path / "a" / "copydesk.toml").write_text('ignore = ["words"]\n')
    editor.request("workspace/executeCommand", run)
    editor.until(lambda: editor.shown[story] == [])
    bad.write_text(BAD)
    assert editor.request("workspace/executeCommand", run) == 0  # its rule is ignored
    (tmp_path / "a" / "copydesk.toml").write_text("")
    assert editor.request("workspace/executeCommand", run) == 1 and len(editor.shown[bad.as_uri()]) == 1
    (tmp_path / "a" / "copydesk.toml").write_text('exclude = ["deep"]\n')
    assert editor.request("workspace/executeCommand", run) == 0 and editor.shown[bad.as_uri()] == []


def test_all_stories_pulled(start: Start, tmp_path: Path) -> None:
    """The same for an editor that asks for the whole workspace; files that have not changed are not checked again."""
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_text(BAD), good.write_text(GOOD)
    (tmp_path / "copydesk.toml").write_text('house = "nowhere"\n')
    editor = start(tmp_path, **PULLS)
    items = editor.request("workspace/diagnostic", {"previousResultIds": []})["items"]
    found = {Path(i["uri"]).name: len(i["items"]) for i in items}
    assert found == {"bad.txt": 1, "good.txt": 0, "copydesk.toml": 1}
    previous = [{"uri": i["uri"], "value": i["resultId"]} for i in items if "resultId" in i]
    good.write_text(BAD)
    items = editor.request("workspace/diagnostic", {"previousResultIds": previous})["items"]
    kinds = {Path(i["uri"]).name: i["kind"] for i in items}
    assert kinds == {"bad.txt": "unchanged", "good.txt": "full", "copydesk.toml": "full"}
    (tmp_path / "copydesk.toml").write_text('exclude = ["b*.txt"]\n')
    items = editor.request("workspace/diagnostic", {"previousResultIds": previous})["items"]
    assert {Path(i["uri"]).name: len(i["items"]) for i in items} == {"bad.txt": 0, "good.txt": 1}
    assert editor.shown == {}


def test_progress_can_be_stopped(start: Start, tmp_path: Path) -> None:
    """A run over the workspace says how far it is, and ends when the person has had enough."""
    for n in range(400):
        (tmp_path / f"{n:03}.txt").write_text(BAD)
    editor = start(tmp_path, window={"workDoneProgress": True})
    tokens = []
    editor.answers["window/workDoneProgress/create"] = lambda params: tokens.append(params["token"])
    number = editor.ask("workspace/executeCommand", {"command": "copydesk.checkAll"})
    editor.until(lambda: len(editor.shown) > 3)
    editor.notify("window/workDoneProgress/cancel", {"token": tokens[0]})
    editor.answer(number)
    assert 3 < len(editor.shown) < 400
