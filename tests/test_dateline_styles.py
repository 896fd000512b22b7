"""The forms of datelines: the right one is silent with its own house and with none, a fault is told at its place."""

from __future__ import annotations

import pytest

from copydesk.engine import Engine
from copydesk.finding import Finding
from copydesk.fixing import apply
from copydesk.rulebook import shipped

STORY = "The mill shut its gates on Monday, its owner said."
RIGHT = (
    ("ap", "LANSING, Mich. (AP) — "),
    ("ap-member", "LANSING, Mich. — "),
    ("nyt", "KYIV, Ukraine — "),
    ("cp", "SUDBURY, Ont. — "),
    ("reuters", "LANSING, Michigan, March 3 (Reuters) - "),
    ("reuters", "JAKARTA/BANGKOK, Sept 3 (Reuters) - "),
    ("reuters-web", "LANSING, Michigan (Reuters) - "),
    ("afp", "Paris (AFP) – "),
    ("upi", "LANSING, Mich., Sept. 26 (UPI) -- "),
    ("xinhua", "BEIJING, Nov. 24 (Xinhua) -- "),
    ("kyodo", "TOKYO (Kyodo) -- "),
    ("kyodo", "TOKYO, March 3, Kyodo - "),
    ("dpa", "Berlin (dpa) - "),
    ("bloomberg", "(Bloomberg) -- "),
    ("bloomberg", "Nov. 24 (Bloomberg) -- "),
    ("cnn", "London (CNN) — "),
    ("tass", "MOSCOW, March 3. /TASS/. "),
    ("pti", "New Delhi, Mar 3 (PTI) "),
    ("ani", "New Delhi, Mar 3 (ANI) "),
    ("ians", "New Delhi, Mar 3 (IANS) "),
    ("pr-newswire", "LANSING, Mich., March 3, 2026 /PRNewswire/ -- "),
    ("business-wire", "LANSING, Mich.--(BUSINESS WIRE)--"),
    ("globe-newswire", "LANSING, Mich., March 3, 2026 (GLOBE NEWSWIRE) -- "),
    ("gulf-colon", "TEHRAN: "),
)
WRONG = (
    ("cp", "SUDBURY, Ont., March 3 — ", ", March 3", "SUDBURY, Ont. — "),
    ("nyt", "LANSING, MI — ", "MI", "LANSING, Mich. — "),
    ("reuters-web", "LANSING, Mich. (Reuters) - ", "Mich.", "LANSING, Michigan (Reuters) - "),
    ("afp", "Paris (Afp) – ", "(Afp)", "Paris (AFP) – "),
    ("upi", "LANSING, Mich., Sep 26 (UPI) — ", "Sep", "LANSING, Mich., Sept. 26 (UPI) — "),
    ("xinhua", "Beijing, Nov. 24 (Xinhua) -- ", "Beijing", "BEIJING, Nov. 24 (Xinhua) -- "),
    ("kyodo", "TOKYO (KYODO) -- ", "(KYODO)", "TOKYO (Kyodo) -- "),
    ("dpa", "Berlin (dpa) -- ", " -- ", "Berlin (dpa) - "),
    ("bloomberg", "(Bloomberg) — ", " — ", "(Bloomberg) -- "),
    ("cnn", "London (CNN) - ", " - ", "London (CNN) — "),
    ("tass", "MOSCOW, March 3 /TASS/ - ", " - ", "MOSCOW, March 3 /TASS/. "),
    ("pti", "New Delhi, March 3 (PTI) ", "March", "New Delhi, Mar 3 (PTI) "),
    ("pti", "New Delhi, Mar 3 (ANI) ", "(ANI)", ""),
    ("pr-newswire", "LANSING, Mich., March 3 /PRNewswire/ -- ", "March 3", ""),
    ("business-wire", "LANSING, Mich. -- (BUSINESS WIRE) -- ", " -- (BUSINESS WIRE) -- ", "LANSING, Mich.--(BUSINESS WIRE)--"),
    ("globe-newswire", "TULSA, Okla., May 3, 2026 (Globe Newswire) -- ", "(Globe Newswire)", "TULSA, Okla., May 3, 2026 (GLOBE NEWSWIRE) -- "),
    ("gulf-colon", "TEHRAN - ", " - ", "TEHRAN: "),
)  # fmt: skip


def told(style: str, text: str) -> list[Finding]:
    book = shipped()
    names = [id for id in book.sheets if id.startswith("dateline-") and (style != "any" or id != "dateline-missing")]
    rules = book.rules(names, (), {id: {"style": style} for id in names})
    engine = Engine(rules, book.lexicon)
    return engine.check(engine.read(text))


@pytest.mark.parametrize(("style", "dateline"), RIGHT)
def test_the_right_form_is_silent(style: str, dateline: str) -> None:
    """With its own house and with none."""
    assert [f.message for f in told(style, dateline + STORY) + told("any", dateline + STORY)] == []


@pytest.mark.parametrize(("style", "dateline", "flag", "fixed"), WRONG)
def test_a_fault_is_told_at_its_place(style: str, dateline: str, flag: str, fixed: str) -> None:
    """One fault, one finding; where there is a repair, it gives the form of the house."""
    found = told(style, dateline + STORY)
    assert [(dateline + STORY)[slice(*f.span)] for f in found] == [flag]
    edits = [edit for f in found for fix in f.fixes[:1] for edit in fix.edits]
    assert apply(dateline + STORY, edits) == (fixed or dateline) + STORY
