"""The report: figures that add up, days that are sure, text that cannot leave its place, and a page that stays light."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.api import Linter
from copydesk.document import Document
from copydesk.finding import Edit
from copydesk.fixing import apply, fix
from copydesk.report.page import Told, page, percent, rate
from copydesk.report.page.days import day
from copydesk.report.page.digest import Digest, Excerpt, Kind, Mark, digest
from copydesk.report.page.figures import TOP, figures, sections
from copydesk.report.page.traced import traced
from copydesk.spans import Span
from paper import print_paper

ROOT = Path(__file__).resolve().parents[1]
TOLD = Told("Copy report", date(2024, 5, 3), "0", {})
# ends a script, turns the direction, hides, ends a line in JavaScript, drives a terminal
NASTY = "</script><img src=x onerror=alert(1)><!--<script>&amp; \u202egnp.exe\u202c \u2066\u200b\u2028\u2029 \x07 \U000e0041 💥"


def run(folder: Path, *words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "copydesk"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    return subprocess.run(
        [sys.executable, *start, *words], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8"
    )


def data_of(html: str) -> Any:
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert len(found) == 1
    return json.loads(found[0])


def digested(text: str, path: str = "a.txt") -> Digest:
    engine, document, *_ = Linter()._read(text, path, "")
    return digest(document, engine.check(document), fix(engine, document).passes)


@given(st.data(), st.text("abc", max_size=12))
def test_passes_told_as_one(data: st.DataObject, first: str) -> None:
    """Whatever passes do to a text, their edits told in offsets of the first text do at once."""
    text, passes = first, []
    for _ in range(data.draw(st.integers(0, 4))):
        ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
        edits = [
            Edit(Span(start, data.draw(st.sampled_from((start, end)))), data.draw(st.text("xyz", max_size=3)))
            for start, end in zip(ends[::2], ends[1::2], strict=False)
        ]
        passes.append(edits)
        text = apply(text, edits)
    once = traced(passes, len(first))
    assert apply(first, once) == text
    assert all(a.span.end < b.span.start for a, b in pairwise(once))


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "2023-01-01-x.md",
            "---\ntitle: Fog\ndate: 2024-05-03\n---\nFog.\n",
            date(2024, 5, 3),
        ),  # what it says comes first
        ("news/2024-05-03-harbour.txt", "Fog.\n", date(2024, 5, 3)),
        ("news/2024/05/03/harbour.txt", "Fog.\n", date(2024, 5, 3)),
        ("news/20240503.txt", "Fog.\n", date(2024, 5, 3)),
        ("2020-01-01/2024_05_03.txt", "Fog.\n", date(2024, 5, 3)),  # the file's name before its folders'
        ("news/2024/fog.txt", "PARIS, May 3 (AP) — Fog came in.\n", date(2024, 5, 3)),
        ("fog.txt", "PARIS, May 3, 2024 (AP) — Fog came in.\n", date(2024, 5, 3)),
        ("fog.txt", "PARIS, May 3 (AP) — Fog came in.\n", None),  # of which year?
        ("2024-13-45.txt", "Fog.\n", None),
        ("call-555-2024-0503.txt", "Fog on May 3, 2024.\n", None),
    ],
)
def test_the_day_of_a_story(path: str, text: str, expected: date | None) -> None:
    """Front matter, then the name, then the dateline; a year that nobody gives is not guessed."""
    document = Linter()._read(text, path, "")[1]
    assert day(document) == expected


def test_sections() -> None:
    """Folders below what all share; those that are dates are none."""
    root, section = sections(["a/b/x.txt", "a/b/news/2024/05/y.txt", "a/b/news/local/z.txt"])
    assert root == "a/b/"
    assert [section(p) for p in ("a/b/x.txt", "a/b/news/2024/05/y.txt", "a/b/news/local/z.txt")] == [
        TOP,
        "news",
        "news/local",
    ]
    assert sections(["x.txt"])[0] == ""


def test_figures_add_up(tmp_path: Path) -> None:
    """The page counts what `check` tells, in every table and in the data that stories are shown from."""
    print_paper(tmp_path, 60)
    told = [json.loads(x) for x in run(tmp_path, "check", "--isolated", "--format", "jsonl", ".").stdout.splitlines()]
    done = run(tmp_path, "report", "--isolated", ".", "-o", "out.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    html = (tmp_path / "out.html").read_text("utf-8")
    data = data_of(html)
    counts: Counter[tuple[str, str, str]] = Counter()
    shown: Counter[tuple[str, str, str]] = Counter()
    for path, _, _, when, rows, excerpts, left, _ in data["stories"]:
        assert when in path
        assert not left
        for rule, level, n, _ in rows:
            counts[data["root"] + path, data["rules"][rule][0], data["levels"][level]] += n
        for _, _, _, _, marks, _ in excerpts:
            for _, _, rule, level, _, _ in marks:
                shown[data["root"] + path, data["rules"][rule][0], data["levels"][level]] += 1
    expected = Counter((os.path.normpath(f["path"]), f["rule"], f["level"]) for f in told)
    assert Counter({(os.path.normpath(p), r, lv): n for (p, r, lv), n in counts.items()}) == expected
    assert shown == counts
    assert f'<dd data-is="rate">{rate(1000 * len(told) / int(words_of(html)))}</dd>' in html


def test_the_page_is_an_output_as_any(tmp_path: Path) -> None:
    """In a file, on standard output, beside other reports, by several processes: the same page as that of `report`."""
    print_paper(tmp_path / "stories", 12)
    check = ("check", "--isolated", "stories")
    assert run(tmp_path, "report", "--isolated", "stories", "-o", "a.html").returncode == 0
    beside = run(tmp_path, *check, "--output", "html:b.html", "--output", "junit:b.xml", "--jobs", "2", "-q")
    shown = run(tmp_path, *check, "--format", "html", "-q")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert (beside.returncode, shown.returncode) == (1, 1)  # there are findings
    assert (tmp_path / "b.html").read_text("utf-8") == shown.stdout == page
    assert run(tmp_path, "report", "--isolated", "stories", "-o", "-", "--title", "The Gazette").stdout == page.replace(
        "Copy report", "The Gazette"
    )


def test_the_page_after_repairs(tmp_path: Path) -> None:
    """With --fix it shows what is left, as every report does."""
    (tmp_path / "a.txt").write_text("The the fog came .\nShe could of waited .\n")
    assert run(tmp_path, "check", "--isolated", "--fix", "--output", "html:out.html", "a.txt").returncode == 1
    data = data_of((tmp_path / "out.html").read_text("utf-8"))
    assert "space-before-mark" not in [rule for rule, _ in data["rules"]]
    (excerpt,) = data["stories"][0][5]
    assert "fog came.\nShe" in excerpt[3] and excerpt[5] == []


def words_of(html: str) -> str:
    found = re.search(r"([\d,]+)</span> words</dd>", html)
    assert found
    return found[1].replace(",", "")


def test_figures_of_each_kind() -> None:
    """A section is measured by its own words, a desk and a rule by all; a month nobody wrote in stays empty."""
    fog, tide = Kind("words", "fog", "error"), Kind("sourcing", "tide", "hint")
    digests = [
        Digest("a/1.txt", 500, date(2024, 1, 9), {fog: 2, tide: 1}, {fog: 1}),
        Digest("a/2.txt", 500, date(2024, 12, 24)),
        Digest("b/3.txt", 1000, date(2025, 6, 1), {fog: 1}),
        Digest("b/4.txt", 0),
    ]
    told = figures(digests, sections(d.path for d in digests)[1])
    assert (told.all.findings, told.all.words, told.all.stories, told.all.fixable, told.dated) == (4, 2000, 2, 1, 3)
    assert [(r.name, r.findings, r.rate) for r in told.rules] == [("fog", 3, 1.5), ("tide", 1, 0.5)]
    assert [(r.name, r.findings, r.rate, r.stories) for r in told.sections] == [("a", 3, 3.0, 2), ("b", 1, 1.0, 2)]
    assert [(r.name, r.rate) for r in told.times if r.stories] == [
        ("Jan 2024", 6.0),
        ("Dec 2024", 0.0),
        ("Jun 2025", 1.0),
    ]
    assert (len(told.times), told.step) == (18, "month")
    assert [sum(long for _, _, long in r.bars(3.0)) for r in told.sections] == pytest.approx([100, 33.33], abs=0.02)


def test_an_excerpt() -> None:
    """Marks lie on the words that `check` flags, and the repairs make of the text what `--fix` makes of it."""
    around = "The clerk keeps the list of boats in a green book. " * 30
    text = f"{around}The the pilots& rsquo ;s office is shut . {around}\n\nNothing here.\n"
    (excerpt,) = digested(text).excerpts
    assert [excerpt.text[slice(*m.span)] for m in excerpt.marks] == ["The the", "& rsquo ;", " "]
    assert excerpt.cut == (True, True)
    assert len(excerpt.text) < 500
    assert "The pilots’s office is shut. The clerk" in apply(excerpt.text, excerpt.edits)


def test_a_story_of_many_findings_is_cut_and_says_so() -> None:
    """All are counted; the text of the first is shown."""
    told = digested("The the gates.\n\n" * 100)
    assert sum(told.counts.values()) == 100
    assert sum(len(e.marks) for e in told.excerpts) + told.left == 100
    assert told.left == 60


def test_nothing_in_a_story_breaks_out() -> None:
    """Text, path, message and title come through whole, and as nothing but text."""
    kind = Kind("words", "fog", "error")
    mark = Mark(Span(len(NASTY) - 1, len(NASTY)), kind, NASTY, 2)
    excerpt = Excerpt(1, NASTY, (False, False), (mark,), (Edit(mark.span, NASTY),))
    odd = Digest(f"{NASTY.replace('/', '-')}/a.txt", 10, None, {kind: 1}, {}, (excerpt,))
    html = page([odd, Digest("b.txt", 10)], TOLD._replace(title=NASTY, whys={"fog": NASTY}))
    assert html.count("<script") == html.count("</script>") == 2
    assert "<img" not in html
    assert not re.search("[\x00-\x08\x0e-\x1f\u200b-\u200f\u2028-\u202e\u2066-\u2069\U000e0041]", html)
    data = data_of(html)
    text = data["stories"][0][5][0][3]
    start, end = data["stories"][0][5][0][4][0][:2]
    assert text == NASTY
    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "💥"
    assert data["messages"] == [NASTY]
    assert data["stories"][0][5][0][5] == [[start, end, NASTY]]
    assert html.encode("utf-8")


def test_half_a_character_can_be_written() -> None:
    """A lone surrogate, as broken JSON leaves it, does not stop the page."""
    kind = Kind("words", "fog", "hint")
    excerpt = Excerpt(1, "a\ud800b", (False, False), (Mark(Span(1, 2), kind, "m", 0),), ())
    html = page([Digest("a.txt", 1, None, {kind: 1}, {}, (excerpt,))], TOLD)
    assert data_of(html)["stories"][0][5][0][3] == "a\ud800b"
    assert html.encode("utf-8")


def test_a_great_archive_makes_no_heavy_page() -> None:
    """Text is given to the worst stories as long as there is room; the others are counted and listed."""
    kind = Kind("words", "fog", "error")
    digests = [
        Digest(f"{n}.txt", 100, None, {kind: 1 + n}, {}, (Excerpt(1, "é" * 900, (False, False), (), ()),))
        for n in range(7000)
    ]
    html = page(digests, TOLD)
    stories = data_of(html)["stories"]
    assert len(html.encode()) < 5_000_000
    assert len(stories) == 5000
    assert stories[0][0] == "6999.txt"
    assert stories[0][5]
    assert stories[-1][5] is None
    assert "5,000 of 7,000 stories" in html


def test_a_clean_paper(tmp_path: Path) -> None:
    """Nothing found is a page too."""
    (tmp_path / "a.txt").write_text("Fog came in at noon, the pilots said.\n")
    assert run(tmp_path, "report", "--isolated", "-o", "out.html", ".").returncode == 0
    assert "Nothing was found in 1 story." in (tmp_path / "out.html").read_text("utf-8")


def test_a_story_that_cannot_be_read(tmp_path: Path) -> None:
    """It is told, the status says so, and the page is made of the others."""
    (tmp_path / "a.txt").write_text("The the fog.\n")
    (tmp_path / "b.txt").write_bytes(b"\0\1")
    done = run(tmp_path, "report", "--isolated", "-o", "out.html")
    assert done.returncode == 2
    assert "b.txt" in done.stderr
    assert "1 finding in 1 story" in (tmp_path / "out.html").read_text("utf-8")


def test_what_stands_is_not_told(tmp_path: Path) -> None:
    """A finding that the desk lets stand is no fault of the story, and is not repaired in its reading."""
    (tmp_path / "a.md").write_text("The the fog <!-- stet doubled-word: the band’s name --> came .\n", "utf-8")
    assert run(tmp_path, "report", "--isolated", "-o", "out.html").returncode == 0
    data = data_of((tmp_path / "out.html").read_text("utf-8"))
    assert [rule for rule, _ in data["rules"]] == ["space-before-mark"]
    (excerpt,) = data["stories"][0][5]
    assert [new for _, _, new in excerpt[5]] == [""]


def test_the_report_of_last_week_is_no_story(tmp_path: Path) -> None:
    """A report that lies among the stories is written over, not read."""
    (tmp_path / "a.txt").write_text("The the fog.\n")
    for _ in range(2):
        assert run(tmp_path, "report", "--isolated", "-o", "out.html").returncode == 0
    assert "1 finding in 1 story" in (tmp_path / "out.html").read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "out.html"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Say -o report.html"),
        (("-o", "no/such/folder/out.html", "a.txt"), "cannot be written"),
        (("-o", "out.html", "--jobs", "0"), "--jobs is a number"),
        (("-o", "out.html", "nowhere"), "nowhere"),
    ],
)
def test_what_it_cannot_do(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    """Said in a sentence, status 2, nothing left behind."""
    (tmp_path / "a.txt").write_text("The the fog.\n")
    done = run(tmp_path, "report", "--isolated", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_without_its_extra(tmp_path: Path) -> None:
    """Who has not installed the templates is told how."""
    code = "import sys; sys.modules['jinja2'] = None; from copydesk.cli import main; sys.exit(main(sys.argv[1:]))"
    for words in (("report", "-o", "out.html"), ("check", "--output", "html:out.html"), ("check", "--format", "html")):
        done = run(tmp_path, *words, code=code)
        assert done.returncode == 2
        assert "pip install 'copydesk[report]'" in done.stderr


def test_rates_and_parts_in_words() -> None:
    """Two figures that count; never nothing of something, nor all of less."""
    assert [rate(x) for x in (0, 0.001, 0.25, 3.14, 1234.5)] == ["0", "<0.01", "0.25", "3.1", "1,234.5"]
    assert [percent(*x) for x in ((0, 9), (1, 1000), (999, 1000), (9, 9), (0, 0))] == ["0%", "1%", "99%", "100%", "0%"]


def test_document_alone() -> None:
    """A story that is read without a path has no day."""
    assert day(Document("Fog.\n")) is None
