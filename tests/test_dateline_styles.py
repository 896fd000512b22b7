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
    ("tass", "LEIPZIG /Germany/, March 3. /TASS/. "),
    ("pti", "New Delhi, Mar 3 (PTI) "),
    ("ani", "New Delhi, Mar 3 (ANI) "),
    ("ians", "New Delhi, Mar 3 (IANS) "),
    ("pr-newswire", "LANSING, Mich., March 3, 2026 /PRNewswire/ -- "),
    ("business-wire", "LANSING, Mich.--(BUSINESS WIRE)--"),
    ("globe-newswire", "LANSING, Mich., March 3, 2026 (GLOBE NEWSWIRE) -- "),
    ("gulf-colon", "TEHRAN: "),
)
OTHERS = (  # agencies whose form no house of ours has
    "MOSCOW. Oct 5 (Interfax) - ",
    "MOSCOW, March 3 (Itar-Tass) -- ",
    "SEOUL, March 3 (Yonhap) -- ",
    "TAIPEI, March 3 (CNA) ",
    "HAVANA, Mar 3 (Prensa Latina) ",
    "ISLAMABAD, Mar 3 (APP): ",
    "Dhaka, March 3 (UNB) - ",
    "NAIROBI, 3 March 2026 (IRIN) - ",
    "LONDON -(Dow Jones)- ",
    "LONDON/NEW YORK/TOKYO, Jan 20 (Reuters) - ",
    "TORONTO, ON, March 3, 2026 /CNW/ - ",
    "AUSTIN, Texas – March 3, 2026 – ",
    "PORT OF SPAIN, Trinidad, CMC – ",
    "NEAR THE SYRIAN BORDER, Turkey (AP) — ",
    "O’FALLON, Mo. (AP) — ",
    "McALLEN, Texas (AP) — ",
    "SÃO PAULO (AP) — ",
    "TBILISI, Georgia (AP) — ",
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
    ("tass", "OMSK, March 3./TASS/. ", "March 3.", "OMSK, March 3. /TASS/. "),
    ("tass", "OMSK, March 3. /TASS/.", "/TASS/.", "OMSK, March 3. /TASS/. "),
    ("tass", "OMSK, March 3. /TASS. ", "/TASS.", "OMSK, March 3. /TASS/. "),
    ("tass", "OMSK, March 3. TASS/. ", "TASS/.", "OMSK, March 3. /TASS/. "),
    ("tass", "OMSK, March 3. /Tass/. ", "/Tass/.", "OMSK, March 3. /TASS/. "),
    ("pti", "Patna, Mar 3 (PTI)", "(PTI)", "Patna, Mar 3 (PTI) "),
    ("pti", "New Delhi, March 3 (PTI) ", "March", "New Delhi, Mar 3 (PTI) "),
    ("pti", "New Delhi, Mar 3 (ANI) ", "(ANI)", ""),
    ("pr-newswire", "LANSING, Mich., March 3 /PRNewswire/ -- ", "March 3", ""),
    ("business-wire", "LANSING, Mich. -- (BUSINESS WIRE) -- ", " -- (BUSINESS WIRE) -- ", "LANSING, Mich.--(BUSINESS WIRE)--"),
    ("globe-newswire", "TULSA, Okla., May 3, 2026 (GLOBE NEWSWIRE) - ", " - ", "TULSA, Okla., May 3, 2026 (GLOBE NEWSWIRE) -- "),
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


@pytest.mark.parametrize("dateline", OTHERS)
def test_the_form_of_another_agency_is_seen_and_left_alone(dateline: str) -> None:
    """With no house named nothing is told of it; a house without datelines is told of it."""
    assert [f.message for f in told("any", dateline + STORY)] == []
    assert [f.rule for f in told("none", dateline + STORY)] == ["dateline-unexpected"]


@pytest.mark.parametrize(("style", "dateline", "flag", "fixed"), WRONG)
def test_a_fault_is_told_at_its_place(style: str, dateline: str, flag: str, fixed: str) -> None:
    """One fault, one finding; where there is a repair, it gives the form of the house."""
    found = told(style, dateline + STORY)
    assert [(dateline + STORY)[slice(*f.span)] for f in found] == [flag]
    edits = [edit for f in found for fix in f.fixes[:1] for edit in fix.edits]
    assert apply(dateline + STORY, edits) == (fixed or dateline) + STORY
