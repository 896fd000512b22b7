"""Stories on disk: encodings there and back, which files a folder holds, and files that are replaced whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.files import load, read, save, search
from copydesk.inforce import Config

ENGLISH = (
    "The mayor said: “We’re done — for now.” The council, which met for four hours, will vote again on Monday.\r\n"
)
FRENCH = (
    "Le maire a déclaré à la presse qu’il était prêt : « nous verrons », a-t-il ajouté. Les élèves ont été informés.\n"
)
POLISH = "Burmistrz powiedział, że żółte światło będzie świecić się przez całą noc; źle się dzieje w mieście.\n"
RUSSIAN = "Мэр заявил, что город построит новую плотину в следующем году, если найдутся деньги.\n"


def found(folder: Path, *paths: str) -> tuple[list[str], list[str]]:
    """What a search finds, and what it complains of, in paths from the folder."""
    told: list[CopydeskError] = []
    files = list(search([str(folder / p) for p in paths or ("",)], told.append))
    return [os.path.relpath(f, folder).replace(os.sep, "/") for f in files], [str(t) for t in told]


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Quiet.\n")


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        ("\ufeff" + ENGLISH, "utf-16-le", "utf-16-le"),
        ("\ufeff" + ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "cp1252", "windows-1252"),
        ("A café closed.", "latin-1", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        (POLISH, "cp1250", "cp1250"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        ("", "utf-8", "utf-8"),
        ("emoji 👩‍🚒 and e\u0301 and \u2028", "utf-8", "utf-8"),
    ],
)
def test_a_story_is_read_and_written_back_in_its_encoding(text: str, encoding: str, told: str) -> None:
    """The text is right, and gives the same bytes again."""
    data = text.encode(encoding)
    story = read(data, "story.txt")
    assert story.text == text.removeprefix("\ufeff")
    assert story.encoding == told
    assert story.bytes(story.text) == data


def test_an_encoding_that_cannot_hold_a_character_says_so() -> None:
    """An arrow has no place in windows-1252."""
    story = read(ENGLISH.encode("cp1252"), "story.txt")
    assert story.holds("—") and not story.holds("→")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text: it holds NUL bytes."),
        (b"A story\0 with a hole", "is no text: it holds NUL bytes."),
        ("a\0b".encode("utf-16"), "is no text: it holds NUL characters."),
        (b"\xff\xfea", "is not the UTF-16 it looks like"),
        (bytes(range(1, 256)), "is no text: it holds control characters."),
        ("Ligne un\nDéjà vu à l’été ".encode() + b"\x92 fin", "story.txt:2: is UTF-8, but byte 0x92 is not"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, told: str) -> None:
    """With a sentence that says what is wrong."""
    with pytest.raises(CopydeskError) as error:
        read(data, "story.txt")
    assert told in str(error.value)


def test_a_folder_is_searched_in_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    """Every format there is a reading for; paths in order, though a folder's name is the start of a file's."""
    make(tmp_path, "b.txt", "a.md", "c.HTML", "d.pdf", "e", ".hidden.txt", ".git/x.txt", "b/z.txt", "b-1.txt")
    assert found(tmp_path) == (["a.md", "b-1.txt", "b.txt", "b/z.txt", "c.HTML"], [])


def test_a_named_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    """And once only."""
    make(tmp_path, "story", ".hidden.txt")
    assert found(tmp_path, "story", ".hidden.txt", "story")[0] == ["story", ".hidden.txt"]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    """The nearest .gitignore that says anything decides; above the repository none counts."""
    repo = tmp_path / "repo"
    make(repo, "a.txt", "draft-1.txt", "build/b.txt", "sub/draft-2.txt", "sub/deep/draft-3.txt", "sub/c.txt")
    (tmp_path / ".gitignore").write_text("*.txt\n")
    (repo / ".gitignore").write_text("draft-*\n/build/\n")
    (repo / "sub" / ".gitignore").write_text("!draft-2.txt\n")
    everything = ["a.txt", "build/b.txt", "draft-1.txt", "sub/c.txt", "sub/deep/draft-3.txt", "sub/draft-2.txt"]
    assert found(repo)[0] == everything  # no repository, nothing ignored
    (repo / ".git").mkdir()
    assert found(repo)[0] == ["a.txt", "sub/c.txt", "sub/draft-2.txt"]
    assert found(repo / "sub")[0] == ["c.txt", "draft-2.txt"]
    assert found(repo, "draft-1.txt")[0] == ["draft-1.txt"]  # named is named


def test_a_circle_of_links_is_walked_once(tmp_path: Path) -> None:
    """A link back into a folder we are in is passed over; a link to another folder is followed."""
    make(tmp_path, "a/b/c.txt", "other/d.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "over").symlink_to(tmp_path / "other")
    assert found(tmp_path)[0] == ["a/b/c.txt", "a/over/d.txt", "other/d.txt"]


def test_a_link_to_nowhere_is_told_when_it_is_read(tmp_path: Path) -> None:
    """Not passed over in silence."""
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert found(tmp_path)[0] == ["gone.txt"]
    with pytest.raises(CopydeskError, match="cannot be read: No such file"):
        load(str(tmp_path / "gone.txt"))


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are searched all the same."""
    make(tmp_path, "a/a.txt", "b/b.txt")
    real = os.scandir

    def closed(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    files, told = found(tmp_path)
    assert files == ["b/b.txt"]
    assert told == [f"{tmp_path}/a: cannot be looked into: Permission denied."]


def test_a_story_is_replaced_with_its_mode_and_through_a_link(tmp_path: Path) -> None:
    """The link stays a link; nothing else is left in the folder."""
    file, link = tmp_path / "story.txt", tmp_path / "link.txt"
    file.write_bytes(ENGLISH.encode("cp1252"))
    file.chmod(0o640)
    link.symlink_to(file)
    story = load(str(link))
    save(story, story.text.replace("Monday", "Tuesday"))
    assert file.read_bytes() == ENGLISH.replace("Monday", "Tuesday").encode("cp1252")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["link.txt", "story.txt"]


def test_a_story_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Somebody is writing it."""
    file = tmp_path / "story.txt"
    file.write_text("one")
    story = load(str(file))
    file.write_text("another")
    with pytest.raises(CopydeskError, match="has changed while it was being checked"):
        save(story, "two")
    assert file.read_text() == "another"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("where", ["fsync", "chmod", "replace"])
def test_an_interrupted_replacement_leaves_the_story_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, stop: BaseException
) -> None:
    """And nothing beside it."""
    file = tmp_path / "story.txt"
    file.write_text("one")
    story = load(str(file))

    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(os, where, stopped)
    with pytest.raises((KeyboardInterrupt, CopydeskError)):
        save(story, "two")
    monkeypatch.undo()
    assert file.read_text() == "one"
    assert os.listdir(tmp_path) == ["story.txt"]


def test_what_is_excluded_is_no_story(tmp_path: Path) -> None:
    """By the configuration nearest to it, or to a folder that it stands in; patterns start from the file that has them."""
    make(tmp_path, "README.md", "a.txt", "news/README.md", "news/a.draft.txt", "news/b.txt", "news/wire/c.txt")
    make(tmp_path, "old/d.txt", "old/deep/e.txt", "opinion/old/f.txt", "opinion/g.txt", "opinion/wire/h.txt")
    (tmp_path / "copydesk.toml").write_text('exclude = ["README.md", "*.draft.*", "./old/", "news/w*"]\n')
    (tmp_path / "old/deep/copydesk.toml").write_text("")  # its folder is excluded all the same
    (tmp_path / "opinion/copydesk.toml").write_text('extends = ["../copydesk.toml"]\nexclude = ["/wire"]\n')
    excluded = Config().excluded
    listed = [os.path.relpath(file, tmp_path) for file in search([str(tmp_path)], lambda error: None, excluded)]
    assert listed == ["a.txt", "news/b.txt", "opinion/g.txt", "opinion/old/f.txt"]
    said = {name: excluded(str(tmp_path / name)) for name in ("old", "old/deep/e.txt", "opinion/wire/h.txt", "a.txt")}
    assert [who.removeprefix(str(tmp_path)) for who in said.values()] == [
        "/copydesk.toml:1",
        "/copydesk.toml:1",
        "/opinion/copydesk.toml:2",
        "",
    ]
    (tmp_path / "copydesk.toml").write_text("exclude = 3\n")
    assert not Config().excluded(str(tmp_path / "README.md"))  # the mistake is told when it is checked


def test_an_exclusion_elsewhere_does_not_count_here(tmp_path: Path) -> None:
    """One configuration for all stories speaks of those below its own folder; and never of a folder above it."""
    make(tmp_path, "desk/a.txt", "b.txt")
    (tmp_path / "desk" / "copydesk.toml").write_text('exclude = ["*"]\n')
    excluded = Config(file=str(tmp_path / "desk" / "copydesk.toml")).excluded
    assert excluded(str(tmp_path / "desk" / "a.txt"))
    assert not excluded(str(tmp_path / "b.txt"))
