"""Configuration: how layers are laid over each other, which patterns match, and that engines are shared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copydesk.config import Layer
from copydesk.errors import CopydeskError
from copydesk.inforce import Config, lay, why
from copydesk.rulebook import in_force


def named(pattern: str, path: str) -> bool:
    home = os.path.abspath("desk")
    return Layer("x", match=(pattern,), home=home).counts_for(os.path.join(home, *path.split("/")))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("opinion/**", ["opinion/a.txt", "opinion/x/a.txt"], ["a.txt", "opinions/a.txt", "x/opinion/a.txt"]),
        ("opinion/", ["opinion/a.txt", "opinion/x/a.txt"], ["opinion.txt"]),
        ("*.md", ["a.md", "x/y/a.md"], ["a.txt", "a.md.txt"]),
        ("./a.txt", ["a.txt"], ["x/a.txt"]),
        ("x/*/a?.txt", ["x/y/ab.txt"], ["x/y/z/ab.txt", "x/ab.txt", "x/y/a.txt"]),
        ("**/wire/*.txt", ["wire/a.txt", "x/y/wire/a.txt"], ["wire/x/a.txt"]),
        ("a+b(1).txt", ["a+b(1).txt"], ["aab1.txt"]),
    ],
)
def test_patterns_of_paths(pattern: str, yes: list[str], no: list[str]) -> None:
    """`*` stays within a folder, `**` does not, a pattern without a slash is a name in any folder."""
    assert [path for path in yes if not named(pattern, path)] == []
    assert [path for path in no if named(pattern, path)] == []


def test_select_replaces_ignore_adds_up_settings_go_key_by_key() -> None:
    """The higher layer comes last."""
    low = Layer(
        "low", select=("words",), ignore=("a", "b"), rules={"r": {"level": "hint", "style": "ap"}}, folders=("f",)
    )
    high = Layer("high", select=("a", "sourcing"), ignore=("c",), rules={"r": {"style": "afp"}}, folders=("g", "f"))
    laid = lay([low, high], None)
    assert laid.select == ("a", "sourcing")
    assert laid.ignore == ("b", "c")  # `a` was selected by name above
    assert laid.rules == {"r": {"level": "hint", "style": "afp"}}
    assert laid.folders == ("f", "g")
    assert laid.said["set", "r", "level"] == "low"
    assert laid.said["set", "r", "style"] == "high"


def test_why_says_what_the_rulebook_does() -> None:
    """Both decide alike for every mix of rule, desk and all."""
    words = [(), ("id",), ("desk",), ("all",), ("other",), ("id", "desk"), ("all", "other")]
    for select in words:
        for ignore in words:
            for level in ("error", "off"):
                laid = lay([Layer("file", select=select or None, ignore=ignore)], None)
                runs, reason = why(laid, {"id": "id", "desk": "desk", "level": level})
                assert runs == in_force("id", "desk", level, laid.select, laid.ignore), (select, ignore, level, reason)


def test_stories_under_the_same_settings_share_an_engine(tmp_path: Path) -> None:
    """Ten thousand stories make one; a story under other settings has its own."""
    (tmp_path / "copydesk.toml").write_text("[[paths]]\nmatch = 'opinion/'\nignore = ['entity-leftover']\n")
    config = Config()
    engines = [
        config.made(config.inforce(str(tmp_path / path))).engine
        for path in ("a.txt", "news/b.txt", "opinion/c.txt", "opinion/d/e.txt")
    ]
    assert engines[0] is engines[1] and engines[2] is engines[3] and engines[0] is not engines[2]


def test_a_preset_lies_under_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the desk's own file says is laid over its house."""
    houses = tmp_path / "shipped" / "houses"
    houses.mkdir(parents=True)
    (houses / "daily.toml").write_text("ignore = ['words']\n[rules.entity-leftover]\nlevel = 'hint'\n")
    monkeypatch.setattr("copydesk.inforce.SHIPPED", str(tmp_path / "shipped"))
    (tmp_path / "copydesk.toml").write_text("house = 'daily'\n[rules.entity-leftover]\nlevel = 'warning'\n")
    laid = Config().inforce(str(tmp_path / "a.txt"))
    assert (laid.house, laid.ignore) == ("daily", ("words",))
    assert laid.rules["entity-leftover"]["level"] == "warning"
    with pytest.raises(CopydeskError, match=r"no house “dayly”. Did you mean “daily”"):
        Config(Layer("the command line", house="dayly")).inforce("a.txt")
    assert Config(Layer("the command line", house="none")).inforce(str(tmp_path / "a.txt")).ignore == ()


def test_a_mistake_is_found_once_and_told_every_time(tmp_path: Path) -> None:
    """The file is not read again for every story."""
    (tmp_path / "copydesk.toml").write_text("selct = []\n")
    config = Config()
    errors = []
    for _ in range(2):
        with pytest.raises(CopydeskError) as error:
            config.inforce(str(tmp_path / "a.txt"))
        errors.append(error.value)
    assert errors[0] is errors[1]
