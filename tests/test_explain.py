"""Rules in words: the card of a rule, the page of all, and `copydesk explain` and `copydesk test`."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.cli import main
from copydesk.explain import card, page
from copydesk.proof import Proof
from copydesk.rulebook import shipped
from copydesk.rulefile import examples, sheet

BOOK = shipped()
HEAD = 'check = "pattern"\npattern = "\\\\bgrey\\\\b"\nreplace = "gray"\nmessage = "“{found}”: write “{instead}”."\n'
GOODS = "".join(f'[[good]]\ntext = "Gray {n}."\nwhy = "it is right"\n' for n in "abc")
BADS = "".join(f'[[bad]]\ntext = "A grey {n}."\nflag = "grey"\nfix = "A gray {n}."\n' for n in "abc")


def test_the_page_of_rules_is_fresh() -> None:
    """docs/rules.md is what `python -m copydesk.explain` writes."""
    written = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
    assert written.read_text(encoding="utf-8") == page(BOOK), "run: python -m copydesk.explain > docs/rules.md"


@pytest.mark.parametrize("id", sorted(BOOK.sheets))
def test_every_rule_has_a_card(id: str) -> None:
    """With its name, its message, its reason and its level."""
    made = BOOK.sheets[id]
    text = card(made, examples(Path(made["path"])))
    assert text.startswith(f"# {id}\n")
    assert made["message"] in text
    assert made["why"] in text


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """A rule by name; where rules are listed when none is named, and the near name for a wrong one."""
    assert main(["explain", "--isolated", "doubled-word"]) == 0
    assert "What it leaves alone" in capsys.readouterr().out
    assert main(["explain", "--isolated"]) == 2
    assert "`copydesk rules` lists them all" in capsys.readouterr().err
    assert main(["explain", "--isolated", "double-word"]) == 2
    assert "Did you mean “doubled-word”?" in capsys.readouterr().err


def faults(folder: Path, text: str) -> str:
    path = folder / "house-word.toml"
    path.write_text(text, encoding="utf-8")
    return "\n".join(map(str, Proof(BOOK).prove(sheet(path, "words"))))


def test_a_rule_that_holds(tmp_path: Path) -> None:
    """Nothing is said of it."""
    assert faults(tmp_path, HEAD + BADS + GOODS) == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + BADS, "at least 3 [[good]] examples, there are 0"),
        (HEAD + GOODS, "at least 3 [[bad]] examples, there are 0"),
        (HEAD + BADS + GOODS.replace('"it is right"', '""'), "say why 'Gray a.' is right"),
        (HEAD + BADS + GOODS + '[[good]]\ntext = "A grey x."\nwhy = "?"\n', "should be silent, and flags 'grey'"),
        (
            HEAD + BADS + GOODS + '[[bad]]\ntext = "Grey x, grey."\nflag = "Grey"\n',
            "should flag 'Grey', and flags 'grey'",
        ),
        (HEAD + BADS.replace('fix = "A gray a."\n', "") + GOODS, "given a repair that the example does not name"),
        (HEAD + BADS.replace("A gray a", "A grey a") + GOODS, "the fix of 'A grey a.' is the text itself"),
        (HEAD + BADS.replace("A gray a", "A gray z") + GOODS, "should become 'A gray z.', and becomes 'A gray a.'"),
        (HEAD + BADS + GOODS + '[[good]]\ntext = "Gray a."\nwhy = "?"\n', "'Gray a.' stands twice"),
        (HEAD.replace("{instead}", "{other}") + BADS + GOODS, "leaves {other} unfilled"),
        (HEAD + BADS + GOODS + '[[todo]]\ntext = "grey x"\nflag = "grey"\nfix = "gray x"\n', "this works now"),
        (HEAD + BADS + GOODS + '[[todo]]\ntext = "gray x"\n', "this works now"),
        (HEAD + "safe = true\n" + BADS + GOODS, "a safe repair of 'A grey a.' changes letters or digits"),
        (HEAD.replace("gray", "grey") + GOODS, "examples"),
        (HEAD.replace('"gray"', '"grey grey"') + BADS.replace("gray", "grey grey") + GOODS, "never settle"),
        (
            HEAD.replace('"gray"', '"goverment"') + BADS.replace("gray", "goverment") + GOODS,
            "raises an error of “misspelling”",
        ),
    ],
)
def test_a_rule_that_does_not_hold(tmp_path: Path, text: str, says: str) -> None:
    """Each demand is told in words."""
    assert says in faults(tmp_path, text)


def test_the_test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files and folders; faults with file and line; a file that cannot be read does not stop the others."""
    good = tmp_path / "house-word.toml"
    good.write_text(HEAD + BADS + GOODS, encoding="utf-8")
    assert main(["test", "--isolated", str(good)]) == 0
    assert capsys.readouterr().out == "1 rule: all hold.\n"
    (tmp_path / "broken.toml").write_text('check = "pattern"\n', encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "house.toml").write_text('banned = ["synergy"]\n', encoding="utf-8")
    listed = 'check = "phrases"\nlists = ["house.banned"]\nmessage = "“{found}”?"\n'
    bads = "".join(f'[[bad]]\ntext = "A synergy {n}."\nflag = "synergy"\n' for n in "abc")
    (tmp_path / "house-list.toml").write_text(listed + bads + GOODS, encoding="utf-8")
    assert main(["test", "--isolated", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "broken.toml:1: the key “message” is missing" in out
    assert "2 rules: 1 fault." in out
    assert main(["test", "--isolated", str(tmp_path / "nowhere.toml")]) == 2
