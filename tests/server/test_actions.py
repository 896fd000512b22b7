"""What an editor is offered: fixes, one rule's fixes, all fixes, and the rule in words."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Start
from editor import Editor, Page, path_of

from copydesk.api import fix_text

STORY = """\
PORT ELLERY, Ore. -- The the ferry & rsquo ; s crew 🎉 was paid &ldquo;twice&rdquo; , she said.

The the second pier is a past history of the the town .
"""
EVERYWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}}
NOWHERE = {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 3}}
FIX_ALL = "source.fixAll.copydesk"


def edits(action: dict[str, Any], uri: str) -> list[dict[str, Any]]:
    (change,) = action["edit"]["changes"].items()
    assert change[0] == uri
    result: list[dict[str, Any]] = change[1]
    return result


def test_each_fix(editor: Editor) -> None:
    """At a finding each of its fixes is offered; applied, it leaves one finding less. The safe one is preferred."""
    uri = "untitled:each"
    found = editor.findings(uri, STORY)
    for one in found:
        for n, fix in enumerate(one["data"]["fixes"]):
            actions = editor.actions(uri, one["range"], ["quickfix"], [one])
            (action,) = [a for a in actions if a["title"] == fix["title"] and a.get("diagnostics") == [one]]
            assert edits(action, uri) == fix["edits"]
            assert action["isPreferred"] is (fix["safe"] and n == 0)
            after = Page(STORY).edited(fix["edits"])
            assert after != STORY
            assert len(editor.findings(f"{uri}-{one['range']}-{n}", after)) < len(found)


def test_nothing_found_nothing_offered(editor: Editor) -> None:
    """Where nothing is found there is no quick fix; the whole story can be repaired from anywhere."""
    uri = "untitled:nothing"
    editor.findings(uri, STORY)
    assert editor.actions(uri, NOWHERE, ["quickfix"]) == []
    assert [a["kind"] for a in editor.actions(uri, NOWHERE)] == [FIX_ALL]
    editor.findings("untitled:clean", "The ferry left.\n")
    assert editor.actions("untitled:clean", NOWHERE) == []


def test_all_of_one_rule(editor: Editor) -> None:
    """What one rule found in a story can be repaired at a stroke; the rest stays."""
    uri = "untitled:rule"
    editor.findings(uri, STORY)
    action = next(a for a in editor.actions(uri, EVERYWHERE) if a["title"].startswith("Repair all 3 doubled-word"))
    after = Page(STORY).edited(edits(action, uri))
    assert after == STORY.replace("The the", "The").replace("the the", "the")


@pytest.mark.parametrize("only", ["source", "source.fixAll", FIX_ALL])
def test_everything_safe(editor: Editor, only: str) -> None:
    """`source.fixAll` does what `copydesk check --fix` does, also where that takes several passes."""
    for n, text in enumerate(
        (STORY, STORY.replace("\n", "\r\n"), STORY + "The & ldquo ; the the & rdquo ; the end .\n")
    ):
        uri = f"untitled:all-{only}-{n}"
        editor.findings(uri, text)
        (action,) = editor.actions(uri, NOWHERE, [only])
        assert action["kind"] == FIX_ALL
        assert Page(text).edited(edits(action, uri)) == fix_text(text)


def test_other_kinds_are_left_to_others(editor: Editor) -> None:
    """Asked for refactorings, it has none."""
    uri = "untitled:kinds"
    editor.findings(uri, STORY)
    assert editor.actions(uri, EVERYWHERE, ["refactor", "source.organizeImports", "source.fixAll.eslint"]) == []


def test_commands_apply(start: Start) -> None:
    """The commands do the same; the edits are for this version of the text and no other."""
    editor = start(workspace={"workspaceEdit": {"documentChanges": True}})
    uri = "untitled:commands"
    editor.answers["workspace/applyEdit"] = lambda _: {"applied": True}
    editor.findings(uri, STORY)
    run = "workspace/executeCommand"
    assert editor.request(run, {"command": "copydesk.fixRule", "arguments": [uri, "doubled-word"]}) == 3
    assert editor.request(run, {"command": "copydesk.fixAll", "arguments": [uri]}) > 3
    texts = []
    for method, params in editor.asked:
        assert method == "workspace/applyEdit"
        (change,) = params["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": uri, "version": 1}
        texts.append(Page(STORY).edited(change["edits"]))
    assert texts == [STORY.replace("The the", "The").replace("the the", "the"), fix_text(STORY)]
    assert "error" in editor.answer(editor.ask(run, {"command": "copydesk.fixAll", "arguments": ["untitled:ghost"]}))


def test_the_card(editor: Editor) -> None:
    """Hovering over a finding shows why, and examples; elsewhere nothing."""
    uri = "untitled:hover"
    (found,) = [
        d
        for d in editor.findings(uri, STORY)
        if d["code"] == "entity-leftover" and d["range"]["start"]["character"] < 45
    ]
    asked = {"textDocument": {"uri": uri}, "position": found["range"]["start"]}
    hover = editor.request("textDocument/hover", asked)
    assert hover["range"] == found["range"]
    assert hover["contents"]["kind"] == "markdown"
    assert hover["contents"]["value"].startswith("# entity-leftover\n")
    assert "What it finds" in hover["contents"]["value"]
    assert editor.request("textDocument/hover", {**asked, "position": NOWHERE["start"]}) is None


def test_a_rule_explained(start: Start) -> None:
    """An editor that can show documents gets the card as one; it is gone when the server goes."""
    editor = start(window={"showDocument": {"support": True}})
    uri = "untitled:explain"
    found = editor.findings(uri, STORY)
    action = next(a for a in editor.actions(uri, found[0]["range"]) if a["title"].startswith("Explain"))
    texts = []
    editor.answers["window/showDocument"] = lambda params: texts.append(path_of(params["uri"]).read_text("utf-8"))
    card = editor.request("workspace/executeCommand", action["command"])
    editor.until(lambda: bool(texts))
    assert texts == [card]
    assert card.startswith(f"# {found[0]['code']}\n")
    path = path_of(editor.asked[0][1]["uri"])
    assert editor.leave() == 0
    assert not path.exists()


def test_a_rule_explained_in_a_message(editor: Editor) -> None:
    """Other editors get it as a message; a rule that is not there is an error with the nearest name."""
    run = {"command": "copydesk.explain", "arguments": ["doubled-word", ""]}
    card = editor.request("workspace/executeCommand", run)
    assert editor.told == [card]
    wrong = {"command": "copydesk.explain", "arguments": ["doubled-words"]}
    assert "doubled-word”?" in editor.answer(editor.ask("workspace/executeCommand", wrong))["error"]["message"]
