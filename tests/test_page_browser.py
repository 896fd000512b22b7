"""The report as a person meets it, in a real Chromium: what is shown, by keyboard, in light and dark, on paper, how soon."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paper import print_paper
from test_page import NASTY, data_of, run

api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")]

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def show(browser: Any) -> Iterator[Open]:
    """Opens a page of the report; at the end nothing may have been said on the console or asked of the network."""
    told: list[str] = []
    windows = []

    def show(file: Path, fragment: str = "", *, width: int = 1280, **looks: Any) -> Any:
        window = browser.new_context(viewport={"width": width, "height": 900}, **looks)
        windows.append(window)
        opened = window.new_page()
        opened.on("console", lambda message: told.append(message.text))
        opened.on("pageerror", lambda error: told.append(str(error)))
        opened.on("dialog", lambda dialog: told.append(f"dialog {dialog.message}"))
        opened.on("request", lambda r: None if r.url.startswith("file:") else told.append(r.url))
        opened.goto(f"{file.as_uri()}{fragment}")
        return opened

    yield show
    for window in windows:
        window.close()
    assert told == []


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on 150 stories."""
    folder = tmp_path_factory.mktemp("paper")
    print_paper(folder / "stories", 150)
    assert run(folder, "report", "--isolated", "stories", "-o", "out.html", "--title", "The Gazette").returncode == 0
    return folder / "out.html"


def told(page: Any) -> str:
    return str(page.inner_text("#told"))


def counted(data: Any, *, rule: str = "", levels: tuple[int, ...] = (0, 1, 2), folder: str = "") -> str:
    """What the page should tell of its own data."""
    sums = []
    for _, section, _, _, counts, *_ in data["stories"]:
        if folder in ("", data["folders"][section]):
            sums.append(sum(n for r, lv, n, _ in counts if lv in levels and rule in ("", data["rules"][r][0])))
    return f"{sum(sums):,} findings in {sum(map(bool, sums)):,} stories"


def test_it_opens_and_counts(paper: Path, show: Open) -> None:
    """Title, totals, a plot over time, tables and the first stories are there; a story opens with marks, findings, repairs."""
    page = show(paper)
    data = data_of(paper.read_text("utf-8"))
    assert page.title() == page.inner_text("h1") == "The Gazette"
    assert told(page) == counted(data)
    assert told(page).split()[0] == page.inner_text(".standfirst").split()[0]
    assert page.locator(".time g").count() == 24
    assert page.locator("#list > li").count() == 40
    first = page.locator("#list > li").first
    first.locator("summary").click()
    first.locator(".findings").first.wait_for()
    assert first.locator(".findings li").count() == sum(n for _, _, n, _ in data["stories"][0][4])
    assert first.locator("mark").count() >= 1
    assert "& rsquo ;" not in " ".join(page.locator("ins").all_inner_texts())


def test_by_keyboard_alone(paper: Path, show: Open) -> None:
    """The skip link, the levels, the rule, a story and `Show all` are reached and worked without a mouse."""
    data = data_of(paper.read_text("utf-8"))
    page = show(paper)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "stories"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert told(page) == counted(data, levels=(1, 2))
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("doubled-word")
    assert told(page) == counted(data, rule="doubled-word")
    page.keyboard.press("Tab")
    page.keyboard.type("council")
    assert told(page) == counted(data, rule="doubled-word", folder="council")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#list details[open] .findings li")
    assert {x.rstrip() for x in page.locator("#list details[open] .level").all_inner_texts()} == {
        "error · doubled-word · repairable"
    }
    page.locator("#all").press("Enter")
    assert told(page) == counted(data)


def test_names_in_tables_lead_to_stories(paper: Path, show: Open) -> None:
    """A rule, a desk, a section and a story of the worst; each address can also be opened by itself."""
    data = data_of(paper.read_text("utf-8"))
    page = show(paper)
    page.locator("a[href='#rule=entity-leftover']").click()
    assert told(page) == counted(data, rule="entity-leftover")
    assert page.evaluate("document.activeElement.id") == "stories"
    assert told(show(paper, "#folder=weather")) == counted(data, folder="weather")
    page.locator("a[href='#story=7']").click()
    opened = page.locator("#list details[open] h3")
    assert opened.inner_text() == data["stories"][7][0]
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.select_option("[name=order]", "day")
    days = [x[:10] for x in page.locator(".facts").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    assert told(page) == counted(data, rule="entity-leftover")  # the story has such findings: the filter stays
    page.locator("#all").click()
    page.locator("#more").click()
    assert page.locator("#list > li").count() == 80


FIGURES = ("#all-sums", ".legend", "#desks ~ .scroll", "#sections ~ .scroll")


def figures_of(page: Any, *parts: str) -> list[str]:
    """What stands in some parts of the page, tables that go on elsewhere as one."""
    for details in page.locator("details.figures").all():
        details.evaluate("it => it.open = true")
    rules = [row.split("\t")[0::1] for row in page.locator("table.rules tbody tr").all_inner_texts()]
    return [*(page.inner_text(part) for part in parts), str(rules)]


def test_figures_follow_the_filters(paper: Path, show: Open) -> None:
    """They are those that a report on nothing else would have; with the filters gone, what was there is there again."""
    page = show(paper)
    before = page.inner_html("main")
    stories = paper.parent / "stories"
    for name, words in (("rule", ("--select", "doubled-word", str(stories))), ("folder", (str(stories / "council"),))):
        other = paper.parent / f"{name}.html"
        assert run(paper.parent, "report", "--isolated", *words, "-o", str(other)).returncode == 0
        page.select_option(f"[name={name}]", {"rule": "doubled-word", "folder": "council"}[name])
        alone = show(other)
        parts = [*FIGURES, "figure.time .axis"] if name == "rule" else [FIGURES[0], FIGURES[1], FIGURES[2]]
        assert figures_of(page, *parts) == figures_of(alone, *parts)
        if name == "rule":
            titles = "figure.time title", "tr[data-column]:not([hidden])"
            assert [page.locator(t).all_text_contents() for t in titles] == [
                alone.locator(t).all_text_contents() for t in titles
            ]
            highest = [float(p.locator("#sections ~ .scroll rect").first.get_attribute("width")) for p in (page, alone)]
            assert highest == pytest.approx([100, 100], abs=0.02)
            worst = page.locator("#worst ~ .scroll tbody td:nth-child(3)").all_inner_texts()
            assert worst == alone.locator("#worst ~ .scroll tbody td:nth-child(3)").all_inner_texts()
        what = {"rule": "doubled-word", "folder": "the section council"}[name]
        assert page.inner_text("#shown").startswith(f"Counted here: {what}. ")
        page.select_option(f"[name={name}]", "")
    for details in page.locator("details.figures[open]").all():
        details.evaluate("it => it.open = false")
    page.locator("[name=level]").first.uncheck()
    assert "0 errors" in page.inner_text(".legend")
    data = data_of(paper.read_text("utf-8"))
    assert page.inner_text("[data-is=manyfindings]") == counted(data, levels=(1, 2)).split(" in ")[0]
    page.locator("#up").click()
    page.locator("#shown button").click()
    assert told(page) == counted(data)
    assert page.evaluate("document.activeElement.id") == "sums"
    assert page.inner_html("main").split('id="stories"')[0] == before.split('id="stories"')[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_for_everyone(paper: Path, show: Open, scheme: str, width: int) -> None:
    """axe-core finds nothing to object to with stories open; nothing is wider than a phone; the scheme is followed."""
    page = show(paper, width=width, color_scheme=scheme)
    for details in page.locator("details.figures").all():
        details.evaluate("it => it.open = true")
    for summary in page.locator("#list summary").all()[:6]:
        summary.click()
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (int(re.findall(r"\d+", light)[0]) > 128) == (scheme == "light")


def test_on_paper(paper: Path, show: Open) -> None:
    """Printed, even from a dark screen, it is black on white, without controls, with the stories that are open."""
    page = show(paper, color_scheme="dark")
    page.locator("#list summary").first.click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#filters").is_visible()
    assert page.locator("#list details[open] .copy").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_nothing_in_a_story_runs_or_hides(tmp_path: Path, show: Open) -> None:
    """Markup in a story is shown as text; marks that turn or hide text are written out; no script of a story runs."""
    (tmp_path / "a.txt").write_text(f"The the clerk wrote: {NASTY} and went.\n", "utf-8")
    assert run(tmp_path, "report", "--isolated", "-o", "out.html", "a.txt").returncode == 0
    page = show(tmp_path / "out.html")
    page.locator("#list summary").click()
    page.wait_for_selector("#list .copy")
    page.evaluate("document.querySelectorAll('#list sup').forEach((number) => number.remove())")
    text = page.locator("#list .copy").first.inner_text()
    assert "</script><img src=x onerror=alert(1)><!--<script>" in text
    assert "U+202E" in text
    assert "U+2028" in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028]", page.inner_text("body"))
    assert page.locator("img").count() == 0


def test_no_script_but_its_own(paper: Path, browser: Any) -> None:
    """Even if markup of a story got into the page, the browser would run none of it, and load nothing."""
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(paper.as_uri())
    page.evaluate(
        """() => {
          document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}));
          document.body.append(Object.assign(document.createElement('img'), {src: 'no.png', onerror: 'window.ran = true'}));
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert len([text for text in refused if "Content Security Policy" in text]) == 2
    page.close()


def test_two_thousand_stories(tmp_path: Path, show: Open) -> None:
    """Their report is under 5 MB and is there in under two seconds, ready to be used."""
    print_paper(tmp_path / "stories", 2000)
    assert run(tmp_path, "report", "--isolated", "stories", "-o", "out.html").returncode == 0
    file = tmp_path / "out.html"
    assert file.stat().st_size < 5_000_000
    took = []
    for _ in range(3):
        began = time.perf_counter()
        page = show(file)
        page.wait_for_selector("#list > li:nth-child(40)")
        took.append(time.perf_counter() - began)
    assert min(took) < 2
    assert told(page) == counted(data_of(file.read_text("utf-8")))
