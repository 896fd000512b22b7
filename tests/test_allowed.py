"""What may be written at a place of a configuration file. `|` marks the place in the examples."""

from __future__ import annotations

import pytest

from copydesk.allowed import Place, allowed, place, prefix_of
from copydesk.config import KEYS
from copydesk.rulebook import shipped
from copydesk.spans import Span

BOOK = shipped()


def at(marked: str, name: str = "copydesk.toml") -> Place | None:
    return place(marked.replace("|", ""), marked.index("|"), prefix_of(name))


def words(marked: str, name: str = "copydesk.toml") -> dict[str, str]:
    """Words and how they are written."""
    there = at(marked, name)
    return {word.word: word.written for word in allowed(there, BOOK)} if there else {}


@pytest.mark.parametrize("text", ["|", 'house = "ap"\n|', "\n\nsel|", 'select = ["all"]\n\nig|nore = []\n'])
def test_keys(text: str) -> None:
    """At the beginning of a line a key; tables are begun with a bracket."""
    assert set(words(text)) == set(KEYS) - {"rules", "paths"}
    assert words(text)["select"] == "select = "


def test_heads() -> None:
    """After a bracket the tables there are, after `rules.` the rules."""
    assert set(words("[|")) == {"rules", "paths"}
    assert set(words("[[pa|")) == {"rules", "paths"}
    assert set(words('house = "ap"\n[rules.|')) == set(BOOK.sheets)
    assert set(words("[rules.dateline-f|]\n")) == set(BOOK.sheets)


@pytest.mark.parametrize(
    "text", ['select = ["|"]', 'ignore = [\n  "cliche",\n  "|', '[[paths]]\nmatch = "a/**"\nselect = ["|']
)
def test_rules_and_desks(text: str) -> None:
    """In a list of rules their names and those of desks, without marks where they stand already."""
    found = words(text)
    assert set(found) == {*BOOK.sheets, *BOOK.desks, "all"}
    assert found["cliche"] == "cliche"
    assert words("ignore = [|")["cliche"] == '"cliche"'


def test_houses_and_levels() -> None:
    """Words to choose from are given, for what has them."""
    assert {"ap", "reuters", "none"} <= words('house = "|"').keys()
    assert words("house = |")["ap"] == '"ap"'
    assert set(words('[rules.cliche]\nlevel = "|"')) == {"error", "warning", "hint", "off"}
    assert set(words("[rules.cliche]\nsafe = |")) == {"true", "false"}


def test_settings_of_a_rule() -> None:
    """In the table of a rule its level and the settings of its check, with what they mean."""
    there = at("[rules.dateline-format]\n|")
    assert there is not None
    found = {word.word: word.says for word in allowed(there, BOOK)}
    assert found["level"] and found["style"]
    assert "known" not in found
    assert words("[rules.nonsense]\n|") == {}


def test_only_our_tables() -> None:
    """In pyproject.toml only our tables count; in a comment nothing is offered."""
    assert words('[project]\nname = "|"\n', "pyproject.toml") == {}
    assert words("[project]\n|", "pyproject.toml") == {}
    assert "select" in words("[project]\n\n[tool.copydesk]\n|", "pyproject.toml")
    assert "level" in words("[tool.copydesk.rules.cliche]\n|", "pyproject.toml")
    assert set(words("[tool.copydesk.rules.|", "pyproject.toml")) == set(BOOK.sheets)
    assert words("# sel|") == {}


def test_the_word_is_replaced_whole() -> None:
    """Also when the place is in its middle."""
    there = at('ignore = ["cli|che"]')
    assert there is not None
    assert there.word == Span(11, 17)
