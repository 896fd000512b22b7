"""Names: what is one person spelled two ways, and what are two people, places or words."""

from __future__ import annotations

import pytest

from copydesk.engine import Engine
from copydesk.rulebook import shipped

BOOK = shipped()
ENGINE = Engine(BOOK.rules(("name-spelling",)), BOOK.lexicon)
STORY = "Maria {0} runs the mill.\n\nMs. {0} said it was old. {0} will leave.\n\n{1}\n"


def told(name: str, last: str) -> list[str]:
    text = STORY.format(name, last)
    return [text[f.span.start : f.span.end] for f in ENGINE.check(ENGINE.read(text))]


@pytest.mark.parametrize("other", ["Hofman", "Hoffmann", "Hoffmam", "Hofmfan", "Hoffmna", "Hoffmen", "Hoqffman"])
def test_one_letter_apart(other: str) -> None:
    """Lost, doubled, put in, changed or swapped; not the last one changed, which may make another word."""
    assert told("Hoffman", f"{other} has no heirs.") == ([] if other == "Hoffmam" else [other])


@pytest.mark.parametrize(
    "last",
    [
        "Clara Hofman has no heirs.",  # a first name of her own
        "Mr. Hofman has no heirs.",  # a title that the other has not
        "They went to Hofman by bus.",  # no person
        "Hofman has left. Hofman said so. Hofman was tired.",  # as often as the other
        "Hoffmans has left.",
        "Hoffmany has left.",
    ],
)
def test_no_slip(last: str) -> None:
    assert told("Hoffman", last) == []


def test_words_are_no_names() -> None:
    """A word that the story has in small letters may begin a sentence."""
    assert told("Baker", "Bakers said so.") == []
    assert told("Market", "Marker was his word, and a marker it was.") == []


def test_the_usual_spelling_is_offered_not_made() -> None:
    text = STORY.format("Hoffman", "Hofman has no heirs.")
    (finding,) = ENGINE.check(ENGINE.read(text))
    assert finding.message.startswith("“Hofman” is spelled “Hoffman” elsewhere in this story (3 times)")
    assert [fix.safe for fix in finding.fixes] == [False]
    assert [edit.text for edit in finding.fixes[0].edits] == ["Hoffman"]
