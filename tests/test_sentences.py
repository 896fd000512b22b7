"""Where sentences end: a labelled set of our own copy, one case a shape."""

from __future__ import annotations

import pytest

from copydesk.rulebook import shipped
from copydesk.views.sentences import sentences

LABELLED = [
    # a plain end, and the marks that may stand behind it
    ["The ferry sank.", "Nobody was hurt."],
    ["Was it safe?", "The owner will not say!", "We asked."],
    ["He called it “a mess.”", "She disagreed."],
    ["(The ferry was late.)", "It sank."],
    ["The crew left …", "The captain stayed."],
    ["The fare is 4.50 euros.", "It was 3.20.", "Ferries are cheap."],
    ["The ferry sank.", "“Nobody was hurt,” he said."],
    ["The ferry sank.", "(Nobody was hurt.)"],
    ["It costs less.", "$5 is enough.", "£4 will do."],
    ["The account is gone.", "@harbour wrote of a fire."],
    ["Sales fell.", "2019 was better."],
    ["Über sank.", "Élan did not."],
    # titles, initials and names
    ["Mr. Lee met Dr. Ann B. Carter and Sen. Joe Ortiz."],
    ["J. R. Moss and St. John’s won."],
    ["Gen. Maria Silva, Lt. Col. Tom Ash and the Rev. Paul Lind spoke.", "They left."],
    ["The case is Moss v. Lind."],
    ["Asst. Atty. Ann Lee, Pvt. Tom Ash, Brig. Gen. Moss and Messrs. Lind and Ortiz spoke.", "They left."],
    ["Harbor Assn. President Ann Lee left Natl. Crane Mfg. Inc. in May."],
    ["She left the Harbor Assn.", "The crew stayed."],
    # abbreviations that end one only before a starter
    ["She left Acme Corp. in May."],
    ["She left Acme Corp.", "The shares fell."],
    ["Acme Corp. Chairman Ann Lee left."],
    ["The firm is in Fresno, Calif.", "It makes boats."],
    ["The firm moved from Fresno, Calif. to Reno."],
    ["Tom Ash Jr. Park reopened."],
    ["The prize went to Tom Ash Jr.", "He wept."],
    ["It opens on Oct. 13.", "Admission is free."],
    ["It opened in Oct.", "But nobody came."],
    # dotted abbreviations
    ["The U.S. Navy and the U.N. Security Council agreed."],
    ["He moved to the U.S.", "She did not."],
    ["The train left at 5 p.m. Monday."],
    ["The train left at 5 p.m.", "It was empty."],
    ["The ferry has No. 7 painted on it."],
    # speech that goes on
    ["“Is it safe?” she asked."],
    ["“Is it safe?” Ann Lee asked."],
    ["“Get out!” said Lee."],
    ["“Is it safe?”", "The captain had no answer."],
    # no end at all
    ["the end is near"],
    ["Visit example.com or mail a.b@example.com today."],
    ["He paid $4.5 million for 3.5 percent."],
]


@pytest.mark.parametrize("parts", LABELLED, ids=[parts[0][:30] for parts in LABELLED])
def test_labelled(parts: list[str]) -> None:
    """A paragraph is cut where a reader would cut it, and the blanks between belong to no sentence."""
    text = " ".join(parts)
    assert [text[a:b] for a, b in sentences(text, shipped().lexicon)] == parts


def test_nothing() -> None:
    """An empty paragraph has no sentence."""
    assert sentences("", shipped().lexicon) == []


def test_covers_all() -> None:
    """Sentences leave out nothing but blanks, in order, and none is empty."""
    text = 'Mr. Lee left.  "Why?" Nobody knew... 5 p.m. The end'
    spans = sentences(text, shipped().lexicon)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans) and spans == sorted(spans)
