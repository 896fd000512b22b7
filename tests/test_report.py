"""What is shown: diffs that `patch` takes, lines that cannot drive a terminal, carets under the words, counts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.finding import Finding, replacing
from copydesk.report import REPORTS, Style, Tally, Told, report
from copydesk.report.diff import diff
from copydesk.report.shown import cells, escaped, marked
from copydesk.spans import Lines, Span

STORIES = [
    ("one\ntwo\nthree\n", "one\n2\nthree\n"),
    ("one\r\ntwo\r\n", "one\r\n2\r\n"),
    ("no end", "an end"),
    ("no end\nof line", "no end\nof lines"),
    ("gained\nan end", "gained\nan end\n"),
    ("a\rb\rc\n", "a\rB\rc\n"),
    ("\u2028 is no line end \x0c nor this\n", "U+2028 is no line end \x0c nor this\n"),
    ("“café”\n" * 30, "“café”\n" * 12 + "‘café’\n" + "“café”\n" * 17),
]


@pytest.mark.skipif(not shutil.which("patch"), reason="needs the program patch")
@pytest.mark.parametrize(("before", "after"), STORIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_patch_takes_our_diff(before: str, after: str, encoding: str, tmp_path: Path) -> None:
    """To the byte, in the encoding of the file."""
    if encoding == "cp1252" and "\u2028" in before + after:
        pytest.skip("not in this encoding")
    file = tmp_path / "story.txt"
    file.write_bytes(before.encode(encoding))
    mark, plain = ("\ufeff", "utf-8") if encoding == "utf-8-sig" else ("", encoding)
    told = diff("story.txt", mark + before, mark + after, Style()).encode(plain)
    done = subprocess.run(["patch", "-p0", "--binary", "-s"], input=told, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stdout
    assert file.read_bytes() == after.encode(encoding)


def test_a_diff_on_a_terminal_cannot_drive_it() -> None:
    """In a pipe it is left as it is, for `patch`."""
    assert "\x1b" not in diff("a", "\x1b[31mone\n", "two\n", Style(terminal=True))
    assert "\x1b" in diff("a", "\x1b[31mone\n", "two\n", Style())


@given(st.text(max_size=300), st.data())
def test_a_shown_line_is_safe_and_holds_the_words(text: str, data: st.DataObject) -> None:
    """Whatever a story holds: nothing that drives a terminal, and what is marked begins with the flagged words."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    window = marked(Lines(text), span, 60)
    shown = window.before + window.words + window.after
    assert not [c for c in shown if c < " " or "\x7f" <= c < "\xa0" or "\u202a" <= c <= "\u202e"]
    assert escaped(text[span.start : span.end]).startswith(window.words)
    assert window.indent == cells(window.before) and window.cells >= 1


@given(st.integers(0, 3000), st.integers(1, 40))
def test_a_window_of_a_long_line_is_no_wider_than_asked(start: int, length: int) -> None:
    """And shows all of a short stretch, wherever it stands."""
    text = "the ferry was late again, and " * 102
    span = Span(start, start + length)
    window = marked(Lines(text), span, 80)
    assert len(window.before + window.words + window.after) <= 82
    assert window.words == text[span.start : span.end]


def test_wide_and_combining_characters_are_counted_in_cells() -> None:
    """A caret stands under the word in a terminal that shows them so."""
    assert [cells(t) for t in ("abc", "市長", "e\u0301", "👩\u200d🚒", "ｗ")] == [3, 4, 1, 4, 2]


def finding(rule: str, start: int, desk: str = "characters") -> Finding:
    return Finding(rule, desk, Span(start, start + 1), "Oh.", "error", replacing(Span(start, start + 1), ""))


def test_repeats_of_damage_are_folded_and_counted() -> None:
    """Three are shown; of another desk all are."""
    text = "x" * 200
    many = [finding("tokeniser-damage", n) for n in range(150)]
    shown = report("text").story(Told("a.txt", Lines(text), many), Style())
    assert shown.count("[tokeniser-damage*]") == 3
    assert "… and 147 more of tokeniser-damage in this story" in shown
    others = [finding("doubled-word", n, "words") for n in range(9)]
    assert report("text").story(Told("a.txt", Lines(text), others), Style()).count("[doubled-word*]") == 9
    four = report("text").story(Told("a.txt", Lines(text), many[:4]), Style())
    assert four.count("[tokeniser-damage*]") == 4  # “and 1 more” would be no shorter


def test_counts_add_up() -> None:
    """Of two processes as of one."""
    one, two = Tally(), Tally()
    one.add([finding("a", 0), finding("b", 1)], 3)
    two.add([])
    two.add([finding("a", 0)])
    one.join(two)
    assert (one.stories, one.with_findings, one.findings, one.fixable, one.repaired) == (3, 2, 3, 3, 3)
    assert one.rules == {"a": [2, 2], "b": [1, 1]}


def test_every_format_can_be_asked_for() -> None:
    """And has what a report needs."""
    for name in REPORTS:
        form = report(name)
        assert isinstance(form.BEGIN + form.JOINT + form.end(Tally(), Style()), str)
