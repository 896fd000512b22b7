"""What the tests of the readings ask of a source: its prose, its parts, its damage, its repair."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from copydesk.document import Document
from copydesk.prose import MARKUP, Patch, Prose
from copydesk.reading import html, markdown, read
from copydesk.reading.seen import Seen
from copydesk.rulebook import shipped

LEXICON = shipped().lexicon

# sound words, and damage of every family; our own words
SOUND = (
    "The mayor",
    "said",
    "it",
    "on Monday.",
    ",",
    "Paris",
    "“No,”",
    "5",
    "he",
    "s",
    "AT&T",
    "R&D;",
    "…",
    "\n\n",
    "\n",
    "é😀",
)
DAMAGE = (
    "& rsquo ;",
    "&amp;amp;",
    "&amp;rsquo;",
    "& amp ;",
    "â€™",
    "& #39 ;",
    "& ldquo ;",
    "& rdquo ;",
    " ,",
    " .",
    "\u200b",
    "&#3;",
    "it&rsquo s",
    "`quiet'",
    "Â",
    "''",
)


def damaged(wraps: Sequence[tuple[str, str]]) -> st.SearchStrategy[str]:
    """Stories with damage, some of it wrapped in markup."""
    word = st.sampled_from(SOUND) | st.sampled_from(DAMAGE)
    wrapped = st.tuples(st.sampled_from(wraps), word).map(lambda w: w[0][0] + w[1] + w[0][1])
    return st.lists(st.tuples(word | wrapped, st.sampled_from(("", " ", " ", " "))), max_size=12).map(
        lambda words: "".join(a + b for a, b in words)
    )


def prose(source: str, format: str) -> str:
    return Prose(source, read(source, format, LEXICON).patches).text


def shown(source: str, format: str) -> str:
    """What is read through the markup alone, damage and all."""
    seen = Seen(source)
    if format == "html":
        html.see(seen, source, 0)
    else:
        markdown.see(seen, 0)
    seen.done()
    return Prose(source, seen.patches).text


def parts(source: str, format: str) -> list[tuple[str, str]]:
    return [(p.part, p.text) for p in Document(source, "", format, LEXICON).paragraphs]


def damage(source: str, format: str) -> list[Patch]:
    """The sure damage."""
    return [p for p in read(source, format, LEXICON).patches if p.sure and p.kind not in MARKUP]


def told(source: str, format: str) -> list[tuple[str, str | None]]:
    """The damaged stretches and what they read as."""
    return [(source[p.start : p.end], p.text) for p in damage(source, format)]


def repaired(source: str, format: str) -> str:
    """The source with all sure damage repaired."""
    write = read(source, format, LEXICON).write
    out, at = "", 0
    for patch in damage(source, format):
        out += source[at : patch.start] + write(patch.text or "", patch.start)
        at = patch.end
    return out + source[at:]


def stands_as_read(source: str, format: str) -> None:
    """Every character maps back to itself, or to the patch it comes from; patches are in order and apart."""
    text = Prose(source, read(source, format, LEXICON).patches)
    last = 0
    for patch in text.patches:
        assert last <= patch.start <= patch.end <= len(source)
        last = patch.end
    for n, letter in enumerate(text.text):
        start, end = text.source_span((n, n + 1))
        if text.agrees((n, n + 1)):
            assert source[start:end] == letter
        else:
            assert any((p.start, p.end) == (start, end) and letter in (p.text or "") for p in text.patches)
