"""Where a mark that is missing is put, and how far the finding reaches: from the mark that is left to where the other belongs."""

from __future__ import annotations

import time

import pytest

from copydesk.engine import Engine
from copydesk.fixing import apply
from copydesk.rulebook import shipped

BOOK = shipped()
ENGINE = Engine(BOOK.rules(["quote-unclosed", "quote-unopened"]), BOOK.lexicon)


# ¦ is where the mark is missing
@pytest.mark.parametrize(
    "story",
    [
        # the clause that says who spoke
        "“We lost, and we will lose again,¦” the coach, Ira Dole, told the players. They went home.",
        "“Who pays for it?¦” asked Finch.",
        "“The roof will hold,¦” Ada Finch, the head of the roofers’ guild in Port Ellery, had said in May.",
        "“It was cold,¦” recalled Ada Finch. “Nobody slept.”",
        "“The roof will hold, we were told, until May,¦” she said.",
        "She asked “is it safe?¦” and “who will pay?” of the mayor.",
        "“The roof will hold, and so will the beams,¦” the guild’s former secretary Ada Finch said. “It is new.”",
        # the speaker speaks of himself, the writer does not
        "“We are tired. I want to go home.¦” Dole left the field at noon.",
        "He came late. “¦We lost the keys. We looked for them all night,” Dole said.",
        "Finch left. “¦The roof is new. And it leaks,” Dole said.",
        "“It was cold,” Finch said. “¦The wind had turned. Nobody slept.”",
        # colons and commas that lead to speech
        "The sign reads: “¦Keep off the grass.”",
        "Then she turned around and said, “¦Let me go. I am late.”",
        # a phrase of the writer’s sentence
        "Finch called it a plan of “great promise¦” in a letter.",
        "The roof, Finch wrote, was “¦a ruin” in May.",
        "Dole called the plan “dead,” “late,” and “¦silly.”",
        "He read a page of “The Long Way Home¦” at the fair.",
        "He saw “A Night in the Old Town,¦” which opened in May.",
        "She finished “Two Roofs: A Life in Tiles¦” in a year.",
        "She sang a song called “¦Under the Lime Tree” at the fair.",
    ],
)
def test_the_missing_mark_is_put_where_it_belongs(story: str) -> None:
    """The first fix gives the sound text, and the finding has both ends of the quotation."""
    at = story.index("¦")
    closing = story[at + 1] == "”"
    sound = story.replace("¦", "")
    lost = at if closing else at - 1
    text = sound[:lost] + sound[lost + 1 :]
    (found,) = ENGINE.check(ENGINE.read(text))
    assert apply(text, list(found.fixes[0].edits)) == sound
    assert (found.span.end if closing else found.span.start) == lost
    assert text[found.span.start if closing else found.span.end - 1] == ("“" if closing else "”")


@pytest.mark.parametrize(
    "story",
    [
        "“The roof will hold,¦” Ada Finch wrote to the guild.",
        "The guild’s former secretary called the roof “a ruin.¦”",
    ],
)
def test_what_the_next_paragraph_may_go_on_with_is_told_as_a_hint(story: str) -> None:
    """No quotation runs on that a clause of attribution ends, and no phrase in the writer’s sentence."""
    further = "\n\n“It is new,” she added."
    sound, text = (story.replace(lost, "") + further for lost in ("¦", "¦”"))
    (found,) = ENGINE.check(ENGINE.read(text))
    assert (found.level, apply(text, list(found.fixes[0].edits))) == ("hint", sound)


@pytest.mark.parametrize(
    "story",
    [
        "“The roof will hold. Ira said that it would.\n\n“It is new,” she added.",
        "Finch said it was “too heavy. We saw it shake.\n\n“It is old,” she added.",
        "“The roof will hold, I told him.\n\n“It is new,” she added.",
    ],
)
def test_a_quotation_may_run_on_into_the_next_paragraph(story: str) -> None:
    """Who speaks may tell what others said, and may have begun within the writer’s sentence."""
    assert ENGINE.check(ENGINE.read(story)) == []


def test_the_story_says_on_which_side_of_the_mark_a_stop_stands() -> None:
    """Where the other phrases of a story close before the stop, so does the one that is repaired."""
    for sound in ("He was “tired”.\n\nShe was “late”.", "He was “tired.”\n\nShe was “late.”"):
        text = sound[: sound.rindex("”")] + sound[sound.rindex("”") + 1 :]
        (found,) = ENGINE.check(ENGINE.read(text))
        assert apply(text, list(found.fixes[0].edits)) == sound


@pytest.mark.parametrize("pattern", ["“a, ", "a,” ", "‘A b, ", "“A “b” c. "])
def test_time_grows_with_the_text_alone(pattern: str) -> None:
    """Ten times the faults take no more than thirty times as long."""

    def seconds(times: int) -> float:
        story = ENGINE.read(pattern * times)
        start = time.process_time()
        ENGINE.check(story)
        return time.process_time() - start

    assert seconds(20_000) < 30 * max(seconds(2_000), 0.005)
