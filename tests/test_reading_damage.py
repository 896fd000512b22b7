"""Damage in plain copy: what a damaged entity takes with it, and what a tokeniser is not to be blamed for."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from copydesk.document import Document
from copydesk.engine import Engine
from copydesk.lexicon import Lexicon
from copydesk.reading.plain import damage
from copydesk.reading.spacing import stretches
from copydesk.rulebook import shipped


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped().lexicon


def prose(text: str, lexicon: Lexicon) -> str:
    return Document(text, lexicon=lexicon).prose.text


@pytest.mark.parametrize(
    ("damaged", "reads"),
    [
        ("the bridge & rsquo ; s piers", "the bridge’s piers"),
        ("the boys & rsquo ; club", "the boys’ club"),
        ("in the & rsquo ; 70s", "in the ’70s"),
        ("O & rsquo ; Neill left", "O’Neill left"),
        ("a & lsquo ; quiet & rsquo ; town", "a ‘quiet’ town"),
        ("she said & ldquo ; no & rdquo ; twice", "she said “no” twice"),
        ("fish & amp ; chips", "fish & chips"),
        ("1990 & ndash ; 95", "1990–95"),
        ("wait & hellip ; and see", "wait… and see"),
        ("a fund of & pound ; 5m", "a fund of £5m"),
        ("He said  quot;no quot; twice", 'He said "no" twice'),
        ("He said  #39; #39;no #39; #39; twice", "He said ''no'' twice"),
        ("He said  #39;no, #39;  #39;yes, #39; twice", "He said 'no,' 'yes,' twice"),
        ("the boys #39; 13th win", "the boys' 13th win"),
        ("Lee amp; Sons", "Lee & Sons"),
        ("Mayor Calder#243;n won", "Mayor Calderón won"),
        ("Joaquiacute;n left", "Joaquín left"),
        ("the singer Zo & euml ;, who left", "the singer Zoë, who left"),
        ("Leersquo;s boat hellip; and his own", "Lee’s boat … and his own"),
        ("Lee rsquo;s boat hellip; and his own", "Lee’s boat… and his own"),
        ("Lee #39;s boat.  #8230; His own", "Lee's boat. … His own"),
        ("the quay & mdash ;no boats", "the quay—no boats"),
        ("the quay & mdash ; no boats", "the quay — no boats"),
        (r"Lee \& Sons paid \$5, or 3\% of it", "Lee & Sons paid $5, or 3% of it"),
        ("called it &quota waste&quot and left", 'called it "a waste" and left'),
        ("it&rsquo s late and they don&#39 t mind", "it’s late and they don't mind"),
        ("the boys&rsquo school", "the boys’ school"),
        ("the boys&rsquo season", "the boys’ season"),
        ("called it a `quiet' day at O'Neill's", "called it a ‘quiet’ day at O'Neill's"),
        ("read <B>on</B>, Delta Dyes <DD> said", "read on, Delta Dyes <DD> said"),
    ],
)
def test_a_damaged_entity_takes_the_blanks_that_are_its_own(damaged: str, reads: str, lexicon: Lexicon) -> None:
    """Its role at its place decides: apostrophe, opening, closing, dash, sign."""
    assert prose(damaged, lexicon) == reads


@pytest.mark.parametrize(
    "text", ["the band & eacute ;lan played", "the new &quota for boats", "a fee of Â 5", "the mayora€™s boat"]
)
def test_a_guess_is_told_and_not_read_through(text: str, lexicon: Lexicon) -> None:
    """A letter that may join either word, or none, and a name that may be a word wait for an editor."""
    document = Document(text, lexicon=lexicon)
    assert document.prose.text == text
    assert any(not p.sure for p in document.reading.patches)


@pytest.mark.parametrize(
    "piece",
    ["the boats left=\n", "caf & eacute ; bar word ", "some [more] words ", "word\u200e ", "two <p>", "a &quota stab "],
)
def test_damage_without_end_is_read_in_linear_time(piece: str, lexicon: Lexicon) -> None:
    """Four times the copy takes about four times as long, however often a shape comes in it."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        gc.collect()  # else the time includes a look at all that other tests have left
        gc.disable()
        try:
            start = process_time()
            damage(text, lexicon)
            return process_time() - start
        finally:
            gc.enable()

    seconds(1_000)
    assert seconds(240_000) < 9 * max(seconds(60_000), 0.005)


@pytest.mark.parametrize(
    "text",
    [
        "He waited . . . and waited, and then he left.",
        "It was about .5 of a mile, she said.",
        "The .NET team met on Monday, he said.",
        "See you soon :) she wrote, and left.",
        "Write to desk@example.org or see www.example.org/a,b for more.",
        "The score was 3-2, and the crowd of 12,500 left.",
        "At 5 p.m. the U.S. envoy, Dr. Lee, left for St. Louis.",
    ],
)
def test_sound_copy_is_left_alone(text: str, lexicon: Lexicon) -> None:
    """Blanks that a writer put there on purpose are none of a tokeniser's."""
    assert prose(text, lexicon) == text


def test_a_message_names_what_nobody_sees(lexicon: Lexicon) -> None:
    """Blanks, line ends, nothing and what is no character are told in words."""
    engine = Engine(shipped().rules(), lexicon)
    found = engine.check(engine.read("One&nbsp;two &shy;three&#10;four &#3; five &ensp;"))
    told = [f.message.partition("stands for ")[2] for f in found if f.rule == "entity-leftover"]
    assert told == ["a blank.", "nothing.", "a line end.", "no character.", "a blank."]


def test_a_document_is_tokenised_when_half_of_its_marks_stand_apart() -> None:
    """Three marks apart are a sign; one slip among sound sentences is not."""
    assert stretches("The crew , tired , came home .")
    assert not stretches("The crew , tired, came home. It rained. Nobody minded.")


def test_one_pasted_block_in_a_long_sound_document_is_seen() -> None:
    """The test is made for stretches of a long document too."""
    sound = "The crew, tired and wet, came home. Nobody was hurt, the mayor said. " * 300
    assert stretches(sound + "The boats , all of them , came back . They were wet , and late . " * 20)
    assert not stretches(sound)


@pytest.mark.parametrize(
    ("apart", "reads"),
    [
        ("On May 12 , 300 people , some wet , left .", "On May 12, 300 people, some wet, left."),
        ("In 2016 . 7 boats , all new , sank , he said .", "In 2016. 7 boats, all new, sank, he said."),
        ("About 12 , 500 boats , old and new , came .", "About 12,500 boats, old and new, came."),
        ("The Har - Zvi plan , far - right in tone , failed .", "The Har-Zvi plan, far-right in tone, failed."),
        ("At 5 p . m . the U . S . envoy , Lee , left .", "At 5 p.m. the U.S. envoy, Lee, left."),
        ("( Most of them , he said , left . )", "(Most of them, he said, left.)"),
        ('A plan , said Lee , of the mayor " s own .', 'A plan, said Lee, of the mayor " s own.'),
        ('A map of Harbor " s " Blue Pier " , new , and old .', 'A map of Harbor " s "Blue Pier", new, and old.'),
        ('It was , she said , " a mess " , all of it .', 'It was, she said, "a mess", all of it.'),
        ('" We left , all of us .\nIt was wet , " he said .', '"We left, all of us.\nIt was wet," he said.'),
        ('" We left , all of us .\n" It was wet , " he said .', '"We left, all of us.\n"It was wet," he said.'),
        ("They do n’t mind , the mayor ’s aide said , at all .", "They don’t mind, the mayor’s aide said, at all."),
    ],
)
def test_tokenised_copy_is_closed_up(apart: str, reads: str, lexicon: Lexicon) -> None:
    """Marks, numbers, hyphens, initials and contractions; a date is no number of thousands."""
    assert prose(apart, lexicon) == reads
