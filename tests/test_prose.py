"""Source and prose: what was read, and the way back, against a slow reading letter by letter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.prose import Patch, Prose

quick = settings(max_examples=200, deadline=None)


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, list[Patch]]:
    """A source and patches of it, apart from each other: replacements, deletions and insertions."""
    source = draw(st.text("abcdef ’😀", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=10, unique=True)))
    patches = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        text = draw(st.text("XYZ", max_size=3))
        sure = draw(st.booleans())
        end = draw(st.sampled_from((start, end)))
        patches.append(Patch(start, end, text if start < end else text or "X", "test", sure))
    return source, patches


def slowly(source: str, patches: list[Patch]) -> list[tuple[str, int, int]]:
    """Every character of the prose with the stretch of source it comes from."""
    out: list[tuple[str, int, int]] = []
    at = 0
    for start, end, text, _, sure in sorted(patches):
        if sure:
            out += [(source[n], n, n + 1) for n in range(at, start)]
            out += [(c, start, end) for c in text or ""]
            at = end
    return out + [(source[n], n, n + 1) for n in range(at, len(source))]


@quick
@given(patched())
def test_every_span_maps_back(case: tuple[str, list[Patch]]) -> None:
    """The source of every span of the prose is the smallest stretch that holds all its characters came from."""
    source, patches = case
    prose, slow = Prose(source, patches), slowly(source, patches)
    assert prose.text == "".join(c for c, _, _ in slow)
    for start in range(len(slow)):
        for end in range(start + 1, len(slow) + 1):
            assert prose.source_span((start, end)) == (slow[start][1], slow[end - 1][2])


@quick
@given(patched())
def test_agreement_is_letter_for_letter(case: tuple[str, list[Patch]]) -> None:
    """Source and prose agree on a span exactly when it was copied whole, with nothing read away within."""
    source, patches = case
    prose, slow = Prose(source, patches), slowly(source, patches)
    starts = {p.start for p in patches if p.sure}
    for start in range(len(slow)):
        for end in range(start + 1, len(slow) + 1):
            places = [(a, b) for _, a, b in slow[start:end]]
            copied = all(
                b == a + 1 and not any(p.sure and p.text and p.start <= a and b <= p.end for p in patches)
                for a, b in places
            )
            whole = all(here[1] == there[0] for here, there in pairwise(places))
            inserted = any(
                b in starts and any(p.start == p.end == b and p.text for p in patches) for _, b in places[:-1]
            )
            assert prose.agrees((start, end)) == (copied and whole and not inserted)


@quick
@given(patched())
def test_repair_and_reading_are_one_list(case: tuple[str, list[Patch]]) -> None:
    """Applying every sure patch to the source gives the prose."""
    source, patches = case
    repaired = source
    for patch in sorted(patches, reverse=True):
        if patch.sure:
            repaired = repaired[: patch.start] + (patch.text or "") + repaired[patch.end :]
    assert repaired == Prose(source, patches).text


@quick
@given(patched())
def test_there_and_back(case: tuple[str, list[Patch]]) -> None:
    """A copied character is found where it was read, and an insertion before it stays next to it in the prose."""
    source, patches = case
    prose, slow = Prose(source, patches), slowly(source, patches)
    for n, (_, start, _) in enumerate(slow):
        if prose.agrees((n, n + 1)):
            assert prose.prose_offset(start) == n
        place = prose.source_span((n, n))
        if prose.agrees((n, n)) and not any(p.sure and p.start == p.end == place.start for p in patches):
            fresh = source[: place.start] + "+" + source[place.start :]
            moved = [
                p._replace(start=p.start + 1, end=p.end + 1) if p.start >= place.start else p for p in patches if p.sure
            ]
            assert Prose(fresh, moved).text == prose.text[:n] + "+" + prose.text[n:]


def test_an_insertion_goes_inside_the_element_that_ends() -> None:
    """A full stop put after the last word of `<b>word</b>` stands before the closing tag, and a mark before the
    first one before the opening tag."""
    source = "<b>word</b> more"
    prose = Prose(source, [Patch(0, 3, "", "markup"), Patch(7, 11, "", "markup")])
    assert prose.text == "word more"
    assert prose.source_span((4, 4)) == (7, 7)
    assert prose.source_span((0, 0)) == (0, 0)
    assert prose.agrees((4, 4))
    assert not prose.agrees((3, 6))
    assert prose.agrees((0, 4))


def test_overlapping_patches_are_refused() -> None:
    """Patches that overlap, and sure ones without a text, are a mistake of the reading."""
    with pytest.raises(ValueError, match="overlaps"):
        Prose("abcdef", [Patch(0, 3, "x", "test"), Patch(2, 4, "y", "test")])
    with pytest.raises(ValueError, match="no text"):
        Prose("abcdef", [Patch(0, 3, None, "test")])


def test_what_is_not_sure_is_not_read_through() -> None:
    """An unsure patch is no part of the prose, with or without a text, even where another begins."""
    prose = Prose("abc", [Patch(0, 1, None, "a", False), Patch(0, 1, "x", "b")])
    assert prose.text == "xbc"
    assert len(prose.patches) == 1


def test_sound_copy_is_its_own_prose() -> None:
    """Without patches nothing is copied."""
    source = "A sound story. " * 100
    assert Prose(source).text is source
    assert Prose(source).source_span((3, 9)) == (3, 9)
