"""A rule file that makes no sense is refused with its file, its line and a suggestion; the others still run."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.engine import Engine
from copydesk.errors import CopydeskError
from copydesk.rulebook import shipped
from copydesk.rulefile import check_settings, examples, sheet

GOOD = 'check = "pattern"\npattern = "\\\\bcolour\\\\b"\nmessage = "{found}"\n'


def written(folder: Path, text: str, name: str = "house-word.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('check = "patern"\nmessage = ""\n', 1, "there is no check “patern”. Did you mean “pattern”?"),
        ('message = "x"\n', 1, "the key “check” is missing"),
        ('check = "pattern"\npattern = "x"\n', 1, "the key “message” is missing"),
        ('check = "pattern"\nmessage = "x"\n', 1, "the check “pattern” needs the key “pattern”."),
        (GOOD + 'patern = "x"\n', 4, "unknown key “patern”. Did you mean “pattern”?"),
        (GOOD + 'levle = "hint"\n', 4, "unknown key “levle”. Did you mean “level”?"),
        (GOOD + 'level = "fatal"\n', 4, "level is “fatal”; it can be error, warning, hint or off."),
        (GOOD + 'reads = ["boddy"]\n', 4, "reads knows no “boddy”. Did you mean “body”?"),
        (GOOD + 'skip = ["quotations"]\n', 4, "Did you mean “quotation”?"),
        (GOOD + "skip = 3\n", 4, "skip"),
        (GOOD + 'safe = "yes"\n', 4, "safe: expected true or false, found “yes”."),
        (GOOD + "replace = 3\n", 4, "replace: expected a text, found 3."),
        (GOOD + 'unless = "x"\n', 4, "unless: expected a list, found “x”."),
        (GOOD + "why = 3\n", 4, "why"),
        (GOOD + 'replace = "\\\\2"\n', 4, "replace: the pattern has no group 2."),
        (GOOD + 'replace = "{name}"\n', 4, "replace: the pattern has no group “name”: write (?P<name>…)."),
        (GOOD + 'unless = ["(x"]\n', 4, "unless: “(x” is no pattern: missing )"),
        ('check = "pattern"\nmessage = "x"\npattern = "(x"\n', 3, "pattern: “(x” is no pattern: missing )"),
        ('check = "phrases"\nmessage = "x"\nphrases = ["…"]\n', 3, "has no letter from a to z"),
        (
            'check = "dates"\nmessage = "x"\nfind = "easter"\n',
            3,
            "find: “easter” is neither weekday, weekday of the story nor impossible.",
        ),
        (GOOD + "owner = ['Ann']\n", 4, "owner: expected a text"),
        (GOOD + 'expires = "June"\n', 4, "expires is “June”; it is a day, its last: 2027-06-30."),
        (GOOD + 'expires = "2027-06-31"\n', 4, "expires is “2027-06-31”; it is a day"),
        (GOOD + "expires = 2027-06-30T12:00:00\n", 4, "it is a day"),
        (GOOD + 'link = "wiki/grey"\n', 4, "link is “wiki/grey”; it is an address: https://…"),
        (GOOD + "level = \n", 4, "not TOML"),
        (GOOD + 'message = "twice"\n', 4, "not TOML"),
    ],
)
def test_refusals(tmp_path: Path, text: str, line: int, says: str) -> None:
    """Each with the line of the key that is wrong."""
    path = written(tmp_path, text)
    with pytest.raises(CopydeskError) as refused:
        sheet(path, "words")
    assert (refused.value.path, refused.value.line) == (str(path), line)
    assert says in refused.value.message


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('txt = "x"\n', "unknown key “txt” in an example. Did you mean “text”?"),
        ('flag = "x"\n', "an example needs a “text”."),
        ('text = "x"\nflag = 3\n', "flag"),
        ('text = "x"\nfix = 3\n', "fix"),
        ('text = "x"\nformat = "markdwon"\n', "format knows no “markdwon”. Did you mean “markdown”?"),
    ],
)
def test_refusals_of_examples(tmp_path: Path, row: str, says: str) -> None:
    """An example that cannot be read is told with the line where it begins."""
    with pytest.raises(CopydeskError) as refused:
        examples(written(tmp_path, f"{GOOD}\n[[bad]]\n{row}"))
    assert refused.value.line == 5
    assert says in refused.value.message


def test_a_name_that_is_no_name(tmp_path: Path) -> None:
    """Rules are named in lower case with hyphens."""
    with pytest.raises(CopydeskError, match="no name for a rule"):
        sheet(written(tmp_path, GOOD, "House_Word.toml"), "words")


def test_settings_laid_over_a_rule_are_proved_too() -> None:
    """A pattern in `copydesk.toml` is compiled when it is read, and what was known of the old one is not kept."""
    with pytest.raises(CopydeskError, match="is no pattern"):
        check_settings("pattern", {"pattern": "(x"}, "copydesk.toml", "", whole=False)
    laid = check_settings("pattern", {"pattern": r"\bgrey\b"}, "copydesk.toml", "", whole=False)
    assert laid["known"] == {r"\bgrey\b": (("grey",),)}
    assert check_settings("phrases", {"safe": True}, "copydesk.toml", "", whole=False) == {"safe": True}


def test_one_broken_rule_leaves_the_others(tmp_path: Path) -> None:
    """It is a problem to be told; the rules beside it run, and so do those that ship."""
    desk = tmp_path / "house"
    desk.mkdir()
    written(desk, 'check = "pattern"\npattern = "(x"\nmessage = "x"\n', "broken.toml")
    written(desk, GOOD, "house-word.toml")
    written(desk, GOOD, "doubled-word.toml")  # the name of a rule that ships
    (desk / "binary.toml").write_bytes(b"\xff\xfe\x00")
    book = shipped().with_folders([str(desk), str(tmp_path / "nowhere")])
    said = "\n".join(str(problem) for problem in book.problems)
    assert "broken.toml:2: pattern:" in said
    assert "binary.toml: cannot be read" in said
    assert "there is a rule “doubled-word” already" in said
    assert "there is no such folder of rules" in said
    engine = Engine(book.rules(["house-word"]), book.lexicon)
    assert [f.rule for f in engine.check(engine.read("A colour."))] == ["house-word"]


def test_a_pattern_without_end_is_the_fault_of_its_rule(tmp_path: Path) -> None:
    """It costs a story its time once, is told by name, and every other rule still speaks."""
    written(tmp_path, 'check = "pattern"\npattern = "(x|xx|x)+[yz]"\nseconds = 0.05\nmessage = "x"\n', "slow.toml")
    written(tmp_path, GOOD)
    book = shipped().with_folders([str(tmp_path)])
    assert not book.problems
    engine = Engine(book.rules(["slow", "house-word"]), book.lexicon)
    told: list[str] = []
    story = "\n\n".join(["x" * 3000 + " colour"] * 3)
    findings = engine.check(engine.read(story), lambda rule, why: told.append(f"{rule.id}: {why}"))
    assert [f.rule for f in findings] == ["house-word"] * 3
    assert told == ["slow: its pattern did not come to an end within 0.05 seconds"]
