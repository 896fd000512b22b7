"""Claims: what makes a crowd known after all, what a claim is not, and that nothing breaks where a text breaks off."""

from __future__ import annotations

from typing import Any

import pytest

from cases import cases
from copydesk.engine import Engine
from copydesk.rulebook import shipped

BOOK = shipped()
ENGINE = Engine([rule for rule in BOOK.rules() if rule.desk == "sourcing"], BOOK.lexicon)


def told(text: str) -> list[tuple[str, str]]:
    """The level and the words of every finding."""
    return [(f.level, text[f.span.start : f.span.end]) for f in ENGINE.check(ENGINE.read(text))]


@pytest.mark.parametrize(
    "after",
    [
        " “It will not hold,” said Ann Lee, who teaches hydrology in Oslo.",
        "\n\n“It will not hold,” Ann Lee, who teaches hydrology in Oslo, said.",
        "\n\nAnn Lee of the Oslo Institute said the sand was too fine. It moves.",
        "\n\nRep. Ann B. Lee (D-Ohio) last week warned of the sand.",
        " The sand is fine. According to Ann Lee of the Oslo Institute it moves.",
    ],
)
def test_a_crowd_that_gets_a_name(after: str) -> None:
    """Where somebody with first and last name speaks right after, the crowd is told one level lower."""
    assert told("Engineers built the dam. Critics say the sand beneath it is moving." + after) == [
        ("hint", "Critics say")
    ]


@pytest.mark.parametrize(
    "after",
    [
        " The mayor said no.",
        "\n\nThe White House said no. It gave no reason.",
        "\n\nHouse Democrats said no.",
        "\n\nReporters told Ann Lee of the sand.",
        "\n\nThe sand is fine. It moves. Ann Lee said so.",
    ],
)
def test_a_crowd_that_gets_none(after: str) -> None:
    """Bodies, other crowds, hearers, and who speaks too far off give a crowd no name."""
    assert told("Critics say the sand beneath the dam is moving." + after)[0] == ("warning", "Critics say")


def test_a_crowd_that_goes_on() -> None:
    """Two crowds in neighbouring sentences are one gap: the second is told one level lower."""
    text = "Analysts said the bank would wait. Some economists warned of a slump."
    assert told(text) == [("warning", "Analysts said"), ("hint", "Some economists warned")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lee said economists predict a slump.", "economists predict"),
        ("The mayor, who is said to have sold the mill, was away.", "is said to"),
        ("The union left, police sources said.", "police sources said"),
        ("Democratic sources said the union would leave.", "sources said"),
        ("The union reportedly left. It had 40 members, Oslo Radio reported.", "reportedly"),
        (
            "Lee, who reportedly left the union, said that it would not be long before she came back to it.",
            "reportedly",
        ),
        ("The valley was once thought to be a lake.", "was once thought to"),
        ("Analysts had expected a slump.", "Analysts had expected"),
        ("Critics also say the dam is old.", "Critics also say"),
        ("Critics of the dam say it is old.", "Critics of the dam say"),
        ("The harbor had been seen as a refuge.", "had been seen as"),
        ("The bank is widely expected to wait.", "is widely expected to"),
        ("Lee has been criticized for her silence.", "has been criticized for"),
        ("The dam broke, with many worried that it could not be repaired.", "many worried"),
    ],
)
def test_told_more_softly(text: str, words: str) -> None:
    """Reported speech, hearsay in passing, sources that are placed, a report that is named, beliefs of the past."""
    assert told(text) == [("hint", words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Others, however, say the dam is sound.", "Others, however, say"),
        ("It’s been reported that the mayor left.", "It’s been reported that"),
        ("Few believe the dam will hold.", "Few believe"),
        ("The tunnel where, it is said, smugglers once hid is shut.", "it is said"),
        ("Many Sanders supporters insist there was fraud.", "Many Sanders supporters insist"),
        ("The sand moved, leading some to question the dam.", "some to question"),
        ("The sand prompted several analysts to warn of a flood.", "several analysts to warn"),
        ("The harbor, a place widely seen as lost, is for sale.", "widely seen as"),
        ("The mayor is believed to have been hit by a tram.", "is believed to"),
        ("A gap that homeland security experts say is wide remains.", "homeland security experts say"),
        ("Hundreds of thousands of people died in the flood.", "Hundreds of thousands of people died"),
        ("A source said the deal was dead.", "A source said"),
        ("It is a fund many call a sieve.", "many call"),
        ("It was exactly the fund that critics say leaks.", "critics say"),
        ("That is what many believe.", "many believe"),
        ("What many believe is that the dam will break.", "many believe"),
        ("At the time many believed the dam would hold.", "many believed"),
        ("Some thought the dam would hold.", "Some thought"),
        ("Many agreed with the plan for the dam.", "Many agreed"),
        ("The mill is thought to be a ruin.", "is thought to"),
        ("The mill is said to have been bought by a baker.", "is said to"),
    ],
)
def test_told_in_full(text: str, words: str) -> None:
    assert told(text) == [("warning", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Polls show that few voters think the dam will hold.",
        "The vote was not as close as many had expected.",
        "It is the game that everybody knows and loves.",
        "Lots of people maintain two houses.",
        "She spoke of what supporters call the Fair Water Act.",
        "The fund, which critics call a sieve, has closed.",
        "The fund, the loss of which, many say, is a blow, has closed.",
        "The council closed a fund many call a sieve.",
        "The council closed what experts call a sieve.",
        "The mayor, whose dam was widely praised for its strength, left.",
        "The mayor left a town that’s been criticized for its dam.",
        "She was as sure as when she was seen as the heir.",
        "Most voters said in the referendum that the dam should stay.",
        "Some thought must be given to the dam.",
        "Several suspects have been held.",
        "A host of leaders agree with her view.",
        "The survey found a rift. While most considered the dam safe, it said, a third did not.",
        "The study looked at the town. Most believed the dam would hold.",
        "The mill is thought to be a ruin by all who live there.",
        "Thousands of farmers accused the mayor of treason.",
        "These are examples that critics point to.",
        "Many readers view the press with distrust.",
        "According to analysts Lee & Co., prices will rise.",
        "If the harbor is seen as lost, buyers will wait.",
        "Lee, a baker, and other supporters said the oven was safe.",
        "The chorus was loud: many have said so, including Ann Lee.",
        "The man who has been called upon to lead is ill.",
        "The 1998 flood killed at least 30 people.",
        "The Dec. 2 fire left at least 20 people dead.",
        "Many feel uneasy in their own town.",
        "Many of them fear for their safety.",
        "Many people think differently.",
        "Oslo has the league’s most feared lineup.",
        "Growth was not as strong as many analysts expected.",
        "They found at least 19 dead Virginians on the list.",
        "The riot began in April 1981. Nearly 400 people were injured.",
        "Lee said the union had reportedly left.",
        "The union reportedly left, according to Oslo Radio.",
        "They would most likely see it as a threat.",
        "The council met with many people called to the hall.",
        "Lee wrote of a story in which the critics said nothing new.",
    ],
)
def test_silent(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("case", cases("claims.toml"))
def test_a_text_that_breaks_off(case: dict[str, Any]) -> None:
    """Every beginning of a text is read to its end, also where it breaks off behind a word that may be noun and verb."""
    words = case["text"].split(" ")
    for n in range(len(words)):
        told(" ".join(words[:n]))
        told(" ".join([*words[:n], "worry"]))
