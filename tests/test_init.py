"""`copydesk init`: what is in a folder, as a configuration that holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.cli import main
from copydesk.config import Layer
from copydesk.inforce import Config

PLACES = ("LONDON", "PARIS", "BERLIN", "MOSCOW", "TOKYO", "CHICAGO", "BOSTON")


def stories(folder: Path, form: str, count: int = 7) -> None:
    """So many stories, each with a dateline of this form."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES[:count]:
        (folder / f"{place.lower()}.txt").write_text(f"{form.format(place)}The harbour was shut on Monday.\n", "utf-8")


def init(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["init", *words])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize(
    ("form", "house"),
    [
        ("{} (AP) — ", "ap"),
        ("{}, March 3 (Reuters) - ", "reuters"),
        ("{}, March 3 (Xinhua) -- ", "xinhua"),
        ("{}, March 3 (UPI) -- ", "upi"),
    ],
)
def test_a_house_that_the_datelines_show(
    form: str, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named, with the figures it rests on, and in force from then on."""
    stories(tmp_path, form)
    status, out, err = init(capsys, str(tmp_path))
    assert (status, err) == (0, "")
    assert f"7 stories: 7 plain text.\nHouse style {house}: 7 of 7 datelines have its form.\n" in out
    inforce = Config(Layer("test")).inforce(str(tmp_path / "story.txt"))
    assert inforce.house == house


@pytest.mark.parametrize(
    ("form", "count", "why"),
    [
        ("{} (AP) — ", 4, "too few stories have datelines to show one"),
        ("", 7, "no story has a dateline"),
        ("{} — ", 7, "the datelines fit "),
        ("{}, Mar. 3rd (AP) -- ", 7, "and of none more"),
    ],
)
def test_no_house_that_is_not_plain(
    form: str, count: int, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said why, here and in the file; no house is in force."""
    stories(tmp_path, form, count)
    status, out, _ = init(capsys, str(tmp_path))
    assert status == 0 and why in out and why in (tmp_path / "copydesk.toml").read_text("utf-8")
    assert Config(Layer("test")).inforce(str(tmp_path / "story.txt")).house == ""


def test_two_habits_are_no_house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half in one form and half in another: nobody is guessed at."""
    stories(tmp_path / "a", "{} (AP) — ", 6)
    stories(tmp_path / "b", "{}, March 3 (Reuters) - ", 6)
    assert "of 12 datelines 6 have the form of" in init(capsys, str(tmp_path))[1]


def test_folders_of_opinion_are_set_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their names, however odd the folders around them: claims are told in the news and not there."""
    monkeypatch.chdir(tmp_path)
    claim = "Some are calling it unprecedented.\n"
    odd = 'a "b" ü'
    for folder in ("news", "Opinion/2024", f"{odd}/columns", "news/opinion-polls"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "story.md").write_text(claim)
    assert f"Opinion, where the desk “sourcing” is off: Opinion, {odd}/columns.\n" in init(capsys)[1]
    assert main(["check", "--format", "concise", "."]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told if "unattributed" in line] == [
        "news/opinion-polls/story.md",
        "news/story.md",
    ]


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a copydesk.toml nor what stands in a pyproject.toml."""
    for name, text in (("copydesk.toml", "# ours\n"), ("pyproject.toml", '[tool.copydesk]\nhouse = "ap"\n')):
        (tmp_path / name).write_text(text)
        status, out, err = init(capsys, str(tmp_path))
        assert (status, out) == (2, "") and f"{name}: is there already: nothing was written." in err
        assert [path.name for path in tmp_path.iterdir()] == [name] and (tmp_path / name).read_text() == text
        (tmp_path / name).unlink()


def test_a_configuration_above_goes_on_to_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest file alone counts, so the new one extends what counted until now."""
    (tmp_path / "copydesk.toml").write_text('house = "afp"\n')
    stories(tmp_path / "desk", "")
    status, out, _ = init(capsys, str(tmp_path / "desk"))
    assert status == 0 and "It extends ../copydesk.toml, which counted here so far." in out
    assert Config(Layer("test")).inforce(str(tmp_path / "desk" / "story.txt")).house == "afp"


def test_a_house_by_name_and_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is asked for is looked up; no story is no trouble."""
    status, _, err = init(capsys, "--house", "rooters", str(tmp_path))
    assert status == 2 and "there is no house “rooters”. Did you mean “reuters”?" in err
    assert not list(tmp_path.iterdir())
    status, out, err = init(capsys, "--house", "bbc", str(tmp_path))
    assert (status, err) == (0, "") and out.startswith(
        "No story yet (.txt, .md, .html, and news in .xml and .json).\nHouse style bbc: as asked.\n"
    )
    assert Config(Layer("test")).inforce(str(tmp_path / "story.txt")).house == "bbc"


def test_what_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in a sentence."""
    assert "there is no such folder." in init(capsys, str(tmp_path / "gone"))[2]
    assert "one folder at a time" in init(capsys, "a", "b")[2]


def test_what_is_no_story_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files about a project and the templates of its pages, by their names; a story may be called like a few of them."""
    stories(tmp_path, "{} (AP) — ")
    names = ("README.md", "docs/Contributing.md", "LICENSE-MIT.txt", "SECURITY.md", "_layouts/post.html", "robots.txt")
    for name in (*names, "security.md", "news/license-fees.md", "readme-the-room.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("past history\n")
    status, out, err = init(capsys, str(tmp_path))
    assert (status, err) == (0, "")
    assert "10 stories: 2 Markdown, 8 plain text.\n" in out
    left = ["Contributing.md", "LICENSE-MIT.txt", "README.md", "SECURITY.md", "_layouts", "robots.txt"]
    assert f"No stories, left out: {', '.join(left)}.\n" in out
    excluded = Config(Layer("test")).excluded
    assert [name for name in names if not excluded(str(tmp_path / name))] == []
    assert not excluded(str(tmp_path / "security.md"))
