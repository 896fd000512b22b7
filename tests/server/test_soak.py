"""Many changes: what the server shows is always what a fresh run would find in the text as it is."""

from __future__ import annotations

import json
import random
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from editor import ROOT, Editor, Page

from copydesk.api import Linter

STORY = (ROOT / "docs" / "example" / "harbour.txt").read_text(encoding="utf-8")
# what is typed: damage and repairs of it, marks, line ends of every kind, characters of every width
PIECES = (
    *(
        '"',
        "“",
        "”",
        "’",
        "'",
        " ",
        "the the ",
        " ,",
        "& rsquo ; s",
        "&ldquo;",
        "â€™",
        "\n\n",
        "\r\n",
        "\r",
        "\u2028",
        "\x0c",
    ),
    *(
        "🎉",
        "é",
        "e\u0301",
        "\ufeff",
        "some are calling it ",
        "past history",
        " said.",
        "PARIS (AP) — ",
        "<br/>",
        "June 31",
        "a",
    ),
)


# the story in each language; edits tear its markup apart as well
STORIES = {
    "plaintext": STORY,
    "markdown": "# " + STORY,
    "html": "<p>" + STORY.replace("\n\n", "</p>\n<p>") + "</p>",
    "json": json.dumps({"uri": "x:1", "headline": "The “late” ferry 🎉", "body_text": STORY}, indent=1),
    "xml": f"<nitf><body><body.content><p>{escape(STORY)}</p></body.content></body></nitf>",
}


@pytest.mark.parametrize("language", STORIES)
def test_soak(cache: Path, language: str) -> None:
    """Some random edits."""
    soak(cache, "utf-16", 60, language)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["utf-8", "utf-16", "utf-32"])
def test_long_soak(cache: Path, unit: str) -> None:
    """1,000 random edits in each unit."""
    soak(cache, unit, 1000)


@pytest.mark.slow
@pytest.mark.parametrize("language", STORIES)
def test_long_soak_of_languages(cache: Path, language: str) -> None:
    """And in each language."""
    soak(cache, "utf-8", 600, language)


def soak(cache: Path, unit: str, edits: int, language: str = "plaintext") -> None:
    editor = Editor(capabilities={"general": {"positionEncodings": [unit]}}, cache=cache)
    draw, linter = random.Random(f"{unit} {edits}"), Linter()
    uri, text, format = "untitled:soak", STORIES[language], language.replace("plaintext", "plain")
    editor.findings(uri, text, language)
    for version in range(2, edits + 2):
        start = draw.randrange(len(text) + 1)
        end = min(len(text), start + draw.choice((0, 0, 0, 1, 3, 40)))
        text = text[:start] + draw.choice(PIECES) + text[end:]
        editor.change(uri, text, version)
        editor.until(lambda version=version: editor.versions[uri][-1] == version)  # type: ignore[misc]
        page, mark = Page(text, unit), text.startswith("\ufeff")
        expected = [
            (f.rule, f.span.start + mark, f.span.end + mark, f.message, len(f.fixes))
            for f in linter.lint(text[mark:], format=format)
        ]
        shown = [(d["code"], *page.span(d["range"]), d["message"], len(d["data"]["fixes"])) for d in editor.shown[uri]]
        assert shown == expected, f"version {version}"
    assert editor.leave() == 0
