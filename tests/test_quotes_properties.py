"""Properties of the quotation marks: what holds for all dialogue, not only for the examples."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.rulebook import shipped
from copydesk.views.quotes import Speech, speech

_WORDS = st.lists(st.sampled_from(["we", "paid", "the", "harbor", "men", "twice", "don't"]), min_size=2, max_size=6)
_LINES = st.lists(_WORDS, min_size=1, max_size=5)
_PAIRS = st.sampled_from(["“”", '""'])


def _dialogue(lines: list[list[str]], pair: str) -> str:
    return " ".join(f"{pair[0]}{' '.join(words).capitalize()},{pair[1]} the owner said." for words in lines)


def _read(text: str) -> Speech:
    return speech(text, "", shipped().lexicon)


@given(_LINES, _PAIRS)
def test_balanced_dialogue_is_silent(lines: list[list[str]], pair: str) -> None:
    """Dialogue with all its marks has no fault, and one quotation a line."""
    read = _read(_dialogue(lines, pair))
    assert not read.faults
    assert len(read.quotations) == len(lines)


@given(_LINES, _PAIRS, st.data())
def test_one_lost_mark_is_at_most_one_fault(lines: list[list[str]], pair: str, data: st.DataObject) -> None:
    """A mark that is lost is told once at most, and every quotation stays within the text."""
    text = _dialogue(lines, pair)
    lost = data.draw(st.sampled_from([n for n, letter in enumerate(text) if letter in pair]))
    read = _read(text[:lost] + text[lost + 1 :])
    assert len(read.faults) <= 1
    assert all(0 <= q.span.start < q.span.end < len(text) for q in read.quotations)
