"""Plain copy: repair and reading are one list, and one repair is enough."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.prose import Patch, Prose
from copydesk.reading import read
from copydesk.reading.settle import settled
from readings import LEXICON, damage, damaged, prose, repaired, stands_as_read

quick = settings(max_examples=150, deadline=None)
COPY = damaged([("", ""), (" ", " "), ("“", "”"), ("(", ")"), ('"', '"'), ("\n\n", "\n\n")])


@quick
@given(COPY)
def test_the_repaired_copy_is_the_prose(source: str) -> None:
    """All sure repairs together give what every other rule reads."""
    assert repaired(source, "plain") == prose(source, "plain")


@quick
@given(COPY)
def test_one_repair_is_enough(source: str) -> None:
    """The repaired copy, read again, has no sure damage."""
    assert not damage(repaired(source, "plain"), "plain")


@quick
@given(COPY)
def test_every_letter_stands_where_it_was_read(source: str) -> None:
    """What was copied maps back to itself; patches are in order and apart."""
    stands_as_read(source, "plain")


def test_sound_copy_has_no_patches() -> None:
    """Sound copy costs nothing: the prose is the source."""
    source = "PARIS — The mayor’s office said “no” on Monday.\n\nIt gave no reason: AT&T declined to comment.\n"
    assert read(source, "plain", LEXICON).patches == ()


def test_front_matter_of_plain_copy() -> None:
    """Header lines before the first blank line are front matter: their values are told, their signs are no prose."""
    reading = read("Headline: Rain & rsquo ; s end\nDateline: PARIS\n\nThe rain has ended.\n", "plain", LEXICON)
    assert reading.meta["dateline"] == "PARIS"
    assert [b.kind for b in reading.blocks] == ["front matter"]
    assert [p.text for p in reading.patches] == ["’"]


def test_a_sentence_with_a_colon_is_no_header() -> None:
    """Only headers that newsrooms use begin front matter, and every line before the blank one must be a header."""
    for source in (
        "The score: five to three.\n\nMore.",
        "Title: A day\nand a sentence.\n\nMore.",
        "Q: Why?\n\nA: So.",
        "Updated: He said no.\n\nMore.",
    ):
        assert not read(source, "plain", LEXICON).blocks


@quick
@given(st.text("ab xy", max_size=12))
def test_settling_reads_to_the_end(source: str) -> None:
    """Damage that shows when other damage goes is in the same list: `x` goes, `ab` is `y`, two blanks are one."""

    def look(text: str) -> list[Patch]:
        out: list[Patch] = []
        at = 0
        while at < len(text):
            for was, reads in (("x", ""), ("ab", "y"), ("  ", " ")):
                if text.startswith(was, at):
                    out.append(Patch(at, at + len(was), reads, "test"))
                    at += len(was) - 1
                    break
            at += 1
        return out

    patches = settled(source, look)
    wanted = source
    for _ in range(6):
        wanted = Prose(wanted, look(wanted)).text
    assert Prose(source, patches).text == wanted
