"""Blanks that stand wrong: what a tokeniser did to sound copy is undone, and a writer's own blanks are let be."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.lexicon import Lexicon
from copydesk.prose import Patch, Prose
from copydesk.reading.plain import damage
from copydesk.reading.spacing import spacing, stretches
from copydesk.rulebook import shipped

LEXICON: Lexicon = shipped().lexicon
_PIECES = re.compile(r"\w+|[^\w\s]+")

WORDS = (
    "the",
    "harbor",
    "mayor",
    "said",
    "boats",
    "came",
    "wet",
    "Lee",
    "Ottawa",
    "No",
    "St",
    "May",
    "of",
    "a",
    "1990",
)
word = st.sampled_from((*WORDS, "12", "300"))
mark = st.sampled_from((",", ";", ":", ""))
stop = st.sampled_from(".!?")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Sound sentences with enough marks in them for a tokeniser to be noticed."""
    out = []
    for _ in range(draw(st.integers(2, 5))):
        words = draw(st.lists(word, min_size=2, max_size=7))
        # “12, 300 boats” with a blank may have been 12,300: no machine can know
        marked = [w if w in ("12", "300") else w + draw(mark) for w in words]
        out.append(" ".join([*marked, draw(word)]) + draw(stop))
    return " ".join([*out, "Lee said, wet and cold, no."])


def repaired(text: str) -> str:
    return Prose(text, [p for p in damage(text, LEXICON) if p.sure]).text


@settings(max_examples=200, deadline=None)
@given(sentences())
def test_words_come_back_as_they_were(sound: str) -> None:
    """Pieces joined by blanks read as the sentence they came from: no number and no word is joined to another."""
    apart = " ".join(_PIECES.findall(sound))
    assert stretches(apart)
    assert repaired(apart) == sound


@settings(max_examples=300, deadline=None)
@given(st.text("ab AZ .,;:!?’'\"-12()%$\n", max_size=80))
def test_repaired_copy_is_left_alone(text: str) -> None:
    """Whatever the copy, nothing sure is found in it once it is repaired."""
    once = repaired(text)
    assert repaired(once) == once


@settings(max_examples=200, deadline=None)
@given(st.text("ab A.,!’s \n12-", max_size=60), st.data())
def test_patches_taken_before_own_their_blanks(text: str, data: st.DataObject) -> None:
    """What is found is in order, apart, and apart from what was taken."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    taken = [Patch(a, b, "x", "entity") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    found = spacing(text, taken, LEXICON, [(0, len(text))], marks=True)
    both = sorted([*taken, *found])
    assert all(a.end <= b.start for a, b in itertools.pairwise(both))
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("apart", "reads"),
    [
        ("On May 12 , 300 left , cold , wet .", "On May 12, 300 left, cold, wet."),
        ("In 2016 , 300 left , cold , wet .", "In 2016, 300 left, cold, wet."),
        ("Rooms 1 , 2 , 3 were shut , she said .", "Rooms 1, 2, 3 were shut, she said."),
        ("About 1 , 250 , 000 nets , all wet , sank .", "About 1,250,000 nets, all wet, sank."),
        ("It cost 1 . 7 million , not 2 , he said .", "It cost 1.7 million, not 2, he said."),
        ("It closed in 2020 . 7 men left , cold , wet .", "It closed in 2020. 7 men left, cold, wet."),
        ("At 5 : 30 they left , cold , wet .", "At 5:30 they left, cold, wet."),
        ("Some 13 % of it , $ 5 , he said , went .", "Some 13% of it, $5, he said, went."),
    ],
)
def test_numbers_are_joined_only_where_they_were_one(apart: str, reads: str) -> None:
    """Thousands after “about”, decimals before a magnitude, times; never a date, a year or a list."""
    assert repaired(apart) == reads


@pytest.mark.parametrize(
    ("apart", "reads"),
    [
        ("A stop - and - go plan , she said , failed .", "A stop-and-go plan, she said, failed."),
        ("The U . S .- Canada line , she said , moved .", "The U.S.-Canada line, she said, moved."),
        ("The N . A . A . C . P ., she said , came .", "The N.A.A.C.P., she said, came."),
        ("They met in Salem , Ore ., and left , she said .", "They met in Salem, Ore., and left, she said."),
        ("Ask Harbor . org , she said , or go , now .", "Ask Harbor.org, she said, or go, now."),
    ],
)
def test_words_of_several_pieces_are_closed_up(apart: str, reads: str) -> None:
    """Chains of hyphens, initials of any number, sites, and a stop that a comma follows."""
    assert repaired(apart) == reads


def test_two_hyphens_with_a_clause_between_are_dashes() -> None:
    """Neither is joined, nor offered to be, wherever in the story they stand; a single one is offered."""
    dashes = "The boats - old and wet things - sank , she said , late , late ."
    assert not [p for p in damage(dashes, LEXICON) if "-" in (p.text or "")]
    single = "The boats - wet things , she said , sank , late ."
    assert [(p.text, p.sure) for p in damage(single, LEXICON) if "-" in (p.text or "")] == [("-", False)]


@pytest.mark.parametrize(
    "text",
    [
        "He waited . . . and waited.",
        "A lead of .5 points, she said.",
        "The .NET and .Mac teams met.",
        "See you soon :) she wrote ;) twice.",
        "Elle a dit : « Non ! » et puis ?",
        "Les bateaux sont rentrés ; et les quais, dit la ville ? Oui !",
        "A ratio of 3 : 1 was found.",
        "We lost ? but not by much ? and went home.",
        "He said ?Not now? and left.",
        "One.Tel failed. One.Tel owed millions.",
        "See Harbor.Example.org for more.",
        "The letter 's' is silent.",
        "Smith  10.2\nJones   9.8\nLee  11.0",
    ],
)
def test_a_writers_own_blanks_are_let_be(text: str) -> None:
    """Outside tokenised copy a blank is wrong only where no writer would put one."""
    assert not [p for p in damage(text, LEXICON) if p.sure]


def test_long_copy_takes_linear_time() -> None:
    """Copy of eight times the length takes about eight times as long, not sixty, however its hyphens and marks stand."""
    unit = "The far - sky plan , odd - bird in tone , failed . "

    def took(text: str) -> float:
        start = time.process_time()
        damage(text, LEXICON)
        return time.process_time() - start

    short, long = (min(took(unit * times) for _ in range(3)) for times in (1_000, 8_000))
    assert long < 30 * short
